//! Words to put in addresses: slugs, and the ids of one page.

use std::collections::{HashMap, HashSet};

/// An ASCII slug of `text`: `Débouchés & métiers` gives `debouches-metiers`.
pub fn slugify(text: &str) -> String {
    if is_slug(text) {
        return text.to_owned();
    }
    let mut slug = String::with_capacity(text.len());
    for c in text.chars() {
        let mut ascii = [0; 4];
        let written = if c.is_ascii() { Some(&*c.encode_utf8(&mut ascii)) } else { latin(c) };
        push(&mut slug, written.unwrap_or(" "));
    }
    slug.truncate(slug.trim_end_matches('-').len());
    slug
}

/// Whether a text is its own slug, as most names of files are.
fn is_slug(text: &str) -> bool {
    let is_word = |word: &str| !word.is_empty() && word.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit());
    text.split('-').all(is_word)
}

/// A character as ASCII writes it, if it can: `œ` is `oe`.
// One function for all who ask, never put in their place: its tables, half a megabyte, would stand in the program as
// many times.
#[inline(never)]
pub fn latin(c: char) -> Option<&'static str> {
    deunicode::deunicode_char(c)
}

/// The ids of one page, each given once.
#[derive(Debug, Default)]
pub(super) struct Ids {
    taken: HashSet<String>,
    /// Ids that the author wrote somewhere in the text: made ones keep clear of them.
    reserved: HashSet<String>,
    /// The next number to try after each name that was wanted twice.
    next: HashMap<String, usize>,
    /// The ids given, in order.
    pub(super) order: Vec<String>,
}

impl Ids {
    /// No id yet, with those that `src` writes out (`{#id}`) kept for their places.
    pub(super) fn of(src: &str) -> Self {
        let mut ids = Self::default();
        let mut rest = src;
        while let Some(start) = rest.find('{') {
            rest = &rest[start + 1..];
            let end = rest.find(['}', '\n']).unwrap_or(rest.len());
            for word in rest[..end].split_ascii_whitespace() {
                if let Some(id) = word.strip_prefix('#').filter(|id| !id.is_empty()) {
                    ids.reserved.insert(id.to_owned());
                }
            }
            rest = &rest[end..];
        }
        ids
    }

    /// Whether the page has the id already.
    pub(super) fn has(&self, id: &str) -> bool {
        self.taken.contains(id)
    }

    /// An id made from `base`, which nothing else on the page has.
    pub(super) fn make(&mut self, base: &str) -> String {
        let base = if base.is_empty() { "section" } else { base };
        self.give(base, |ids, id| !ids.taken.contains(id) && !ids.reserved.contains(id))
    }

    /// The id that the author wrote, or one made from it when the page has it already.
    pub(super) fn claim(&mut self, id: &str) -> String {
        self.give(id, |ids, id| !ids.taken.contains(id))
    }

    fn give(&mut self, base: &str, free: impl Fn(&Self, &str) -> bool) -> String {
        let mut id = base.to_owned();
        if !free(self, &id) {
            let mut number = self.next.get(base).copied().unwrap_or(2);
            loop {
                id = format!("{base}-{number}");
                number += 1;
                if free(self, &id) {
                    break;
                }
            }
            self.next.insert(base.to_owned(), number);
        }
        self.taken.insert(id.clone());
        self.order.push(id.clone());
        id
    }
}

fn push(slug: &mut String, text: &str) {
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() {
            slug.push(byte.to_ascii_lowercase() as char);
        } else if !slug.is_empty() && !slug.ends_with('-') {
            slug.push('-');
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slugs_are_ascii_words_joined_by_hyphens() {
        for (text, slug) in [
            ("Débouchés & métiers", "debouches-metiers"),
            ("  L’été, à l’Œuvre !  ", "l-ete-a-l-oeuvre"),
            ("C++ / C#", "c-c"),
            ("2026", "2026"),
            ("prix-2026", "prix-2026"),
            ("-a--b-", "a-b"),
            ("", ""),
            ("…", ""),
            ("Ελλάδα", "ellada"),
        ] {
            assert_eq!(slugify(text), slug, "{text}");
        }
    }

    #[test]
    fn ids_repeat_with_numbers_and_keep_clear_of_written_ones() {
        let mut ids = Ids::of("# A\n# B {#a .x}\n");
        assert_eq!(ids.make("a"), "a-2");
        assert_eq!(ids.claim("a"), "a");
        assert_eq!(ids.claim("a"), "a-3");
        assert_eq!(ids.make("b"), "b");
        assert_eq!(ids.make("b"), "b-2");
        assert_eq!(ids.make(""), "section");
        assert_eq!(ids.order, ["a-2", "a", "a-3", "b", "b-2", "section"]);
    }
}
