//! Names of tags and attributes, written once a page as far as that is cheap.

use std::ops::Range;

use html5ever::LocalName;

use crate::html::store::Store;

/// Of the bytes that end or trouble a name: white space.
pub(super) const SPACE: u8 = 1;
/// `/` and `>`.
pub(super) const CLOSE: u8 = 2;
/// `=`.
pub(super) const EQUALS: u8 = 4;
/// `"`, `'`, `<`, which have no business in the name of an attribute.
pub(super) const ODD: u8 = 8;
/// Upper case and U+0000, which are replaced.
pub(super) const CHANGED: u8 = 16;

/// The class of each byte.
pub(super) static CLASS: [u8; 256] = {
    let mut table = [0; 256];
    let mut byte = 0;
    while byte < 256 {
        table[byte] = match byte as u8 {
            b'\t' | b'\n' | 0x0C | b'\r' | b' ' => SPACE,
            b'/' | b'>' => CLOSE,
            b'=' => EQUALS,
            b'"' | b'\'' | b'<' => ODD,
            b'A'..=b'Z' | 0 => CHANGED,
            _ => 0,
        };
        byte += 1;
    }
    table
};

/// How many names are remembered.
const SLOTS: usize = 256;

/// As many made-up names of tags are interned: the table that holds them is not made for more. Later ones are all
/// called `unknown-element`.
const INTERNED: usize = 50_000;

/// The names that were met: a later one may take the place of an earlier one.
pub(super) struct Names<'h> {
    tags: Vec<(&'h str, LocalName)>,
    attributes: Vec<(&'h str, Range<u32>)>,
    made: usize,
}

impl<'h> Names<'h> {
    pub(super) fn new() -> Self {
        Self { tags: vec![("", LocalName::default()); SLOTS], attributes: vec![("", 0..0); SLOTS], made: 0 }
    }

    /// The name of a tag, in lower case.
    pub(super) fn tag(&mut self, written: &'h str, class: u8) -> LocalName {
        if class & CHANGED != 0 {
            return self.intern(&changed(written));
        }
        let slot = slot(written.as_bytes());
        if self.tags[slot].0 != written {
            self.tags[slot] = (written, self.intern(written));
        }
        self.tags[slot].1.clone()
    }

    fn intern(&mut self, name: &str) -> LocalName {
        if let Some(name) = LocalName::try_static(name) {
            return name;
        }
        self.made += 1;
        LocalName::from(if self.made > INTERNED { "unknown-element" } else { name })
    }

    /// The name of an attribute, in lower case, in the store.
    pub(super) fn attribute(&mut self, written: &'h str, class: u8, store: &mut Store) -> Range<u32> {
        if class & CHANGED != 0 {
            return store.push(&changed(written));
        }
        let slot = slot(written.as_bytes());
        if self.attributes[slot].0 != written {
            self.attributes[slot] = (written, store.push(written));
        }
        self.attributes[slot].1.clone()
    }
}

fn slot(name: &[u8]) -> usize {
    let (Some(first), Some(last)) = (name.first(), name.last()) else { return 0 };
    let middle = name[name.len() / 2];
    let mixed = usize::from(*first) * 31 + usize::from(middle) * 7 + usize::from(*last) * 3 + name.len();
    mixed % SLOTS
}

/// A name in lower case, U+0000 as U+FFFD.
pub(super) fn changed(written: &str) -> String {
    written
        .chars()
        .map(|character| if character == '\0' { '\u{fffd}' } else { character.to_ascii_lowercase() })
        .collect()
}
