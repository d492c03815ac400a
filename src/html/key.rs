//! A name packed into one number, so that most comparisons of names are one of numbers: a rule asks for `href` or `nav`
//! thousands of times a page.

use std::hash::{Hash, Hasher};

/// How many bytes of a name a key holds; a shorter name is wholly in it.
const HELD: usize = 7;

/// The length of a name and its last bytes. Names differ most at their end: `aria-label`, `aria-labelledby`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Key(u64);

impl Key {
    /// The key of a name; of a constant, it is computed when the program is compiled.
    #[inline]
    pub(super) const fn of(name: &str) -> Self {
        let bytes = name.as_bytes();
        let mut at = bytes.len().saturating_sub(HELD);
        let mut key = bytes.len() as u64;
        while at < bytes.len() {
            key = (key << 8) | bytes[at] as u64;
            at += 1;
        }
        Self(key)
    }

    /// One of 128 bits, which names of other keys seldom have.
    #[inline]
    pub(super) const fn bit(self) -> u128 {
        1 << (self.0.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 57)
    }

    /// Whether two names of one key are one, without a look at them.
    #[inline]
    pub(super) const fn decides(name: &str) -> bool {
        name.len() <= HELD
    }
}

/// A name that is hashed and compared by its key, and by its text only when it is longer than keys hold: to look names
/// up by the thousand.
#[derive(Clone, Copy, Debug)]
pub struct Name<'n> {
    key: Key,
    text: &'n str,
}

impl<'n> Name<'n> {
    /// This name.
    #[inline]
    pub const fn of(text: &'n str) -> Self {
        Self { key: Key::of(text), text }
    }

    /// A name whose key is known.
    pub(super) const fn known(key: Key, text: &'n str) -> Self {
        Self { key, text }
    }
}

impl PartialEq for Name<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.key == other.key && (Key::decides(self.text) || self.text == other.text)
    }
}

impl Eq for Name<'_> {}

impl Hash for Name<'_> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        state.write_u64(self.key.0);
        // A page may make up any number of names that end alike.
        if !Key::decides(self.text) {
            state.write(self.text.as_bytes());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_names_have_keys_of_their_own() {
        let names =
            ["", "a", "b", "\0", "ab", "ba", "article", "section", "aria-label", "aria-labelledby", "xaria-label"];
        for (at, a) in names.iter().enumerate() {
            for b in &names[at + 1..] {
                assert_ne!(Key::of(a), Key::of(b), "{a} {b}");
            }
        }
        assert_eq!(Key::of("x-one-long"), Key::of("y-one-long"));
        assert!(Key::decides("section") && !Key::decides("y-one-long"));
    }

    #[test]
    fn names_of_one_key_are_told_apart() {
        assert_ne!(Name::of("x-one-long"), Name::of("y-one-long"));
        assert_eq!(Name::of("x-one-long"), Name::known(Key::of("x-one-long"), "x-one-long"));
        assert_ne!(Name::of("a"), Name::of("b"));
    }
}
