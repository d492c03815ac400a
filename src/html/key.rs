//! A name packed into one number, so that most comparisons of names are one of numbers: a rule asks for `href` or `nav`
//! thousands of times a page.

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

    /// Whether two names of one key are one, without a look at them.
    #[inline]
    pub(super) const fn decides(name: &str) -> bool {
        name.len() <= HELD
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
}
