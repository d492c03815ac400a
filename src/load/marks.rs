//! Marks: which start tag of which template each delivered tag was written by.
//!
//! Tera does not say where its output comes from. So every start tag in a template's own text gets, right after its
//! name, one character that stands for that place (of plane 16, which is private and never follows a tag's name in
//! HTML). It travels through rendering, and [`strip`] takes it out of what is delivered and keeps where it was.

use std::ops::Range;

use crate::finding::{Place, SourcePath};

/// The first of the characters that stand for a place.
const FIRST: u32 = 0x10_0000;

/// How many places there can be; tags beyond have no mark, and their place is that of the tag before.
const MOST: usize = 0xFFFE;

/// The length of a mark in UTF-8.
const LENGTH: usize = 4;

/// The lead byte of every mark, which no other character of ordinary text has.
const LEAD: u8 = 0xF4;

/// Rank of a mark in [`Marks`].
pub type Mark = u16;

/// The places that marks stand for.
#[derive(Clone, Debug, Default)]
pub struct Marks {
    paths: Vec<SourcePath>,
    places: Vec<(u32, Range<u32>)>,
}

impl Marks {
    /// The text of the template at `path`, marked.
    pub(super) fn add(&mut self, path: &SourcePath, text: &str) -> String {
        let file = self.paths.len() as u32;
        self.paths.push(path.clone());
        let mut marked = String::with_capacity(text.len() + text.len() / 8);
        let mut from = 0;
        for tag in start_tags(text) {
            if self.places.len() == MOST {
                break;
            }
            marked.push_str(&text[from..tag.name_end]);
            marked.extend(char::from_u32(FIRST + self.places.len() as u32));
            self.places.push((file, tag.start as u32..tag.end as u32));
            from = tag.name_end;
        }
        marked.push_str(&text[from..]);
        marked
    }

    /// The place a mark stands for.
    pub fn place(&self, mark: Mark) -> Option<Place> {
        let (file, span) = self.places.get(usize::from(mark))?;
        Some(Place::at(&self.paths[*file as usize], span.start as usize..span.end as usize))
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.places.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.places.is_empty()
    }
}

/// A start tag in the text of a template.
struct StartTag {
    start: usize,
    name_end: usize,
    end: usize,
}

/// The start tags of a template's own text: not those in expressions, statements and comments of Tera.
fn start_tags(text: &str) -> impl Iterator<Item = StartTag> + '_ {
    let bytes = text.as_bytes();
    let mut at = 0;
    std::iter::from_fn(move || {
        while let Some(found) = memchr::memchr2(b'<', b'{', &bytes[at.min(bytes.len())..]) {
            let start = at + found;
            if bytes[start] == b'{' {
                at = match bytes.get(start + 1) {
                    Some(b'{') => after(text, start + 2, "}}"),
                    Some(b'%') => after(text, start + 2, "%}"),
                    Some(b'#') => after(text, start + 2, "#}"),
                    _ => start + 1,
                };
                continue;
            }
            let name = bytes[start + 1..].iter().take_while(|byte| is_name(**byte)).count();
            let name_end = start + 1 + name;
            at = name_end.max(start + 1);
            // A name that Tera goes on writing is not whole.
            if name == 0 || !bytes[start + 1].is_ascii_alphabetic() || bytes.get(name_end) == Some(&b'{') {
                continue;
            }
            let rest = &text[name_end..];
            let length =
                rest.find(['>', '\n']).map_or(rest.len(), |end| end + usize::from(rest.as_bytes()[end] == b'>'));
            return Some(StartTag { start, name_end, end: name_end + length });
        }
        None
    })
}

fn is_name(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'-'
}

fn after(text: &str, from: usize, end: &str) -> usize {
    text[from..].find(end).map_or(text.len(), |found| from + found + end.len())
}

/// The place in a template's own text of a place in its marked text.
pub(super) fn unmarked(text: &str, marked: &Range<usize>) -> Range<usize> {
    let own = |at: usize| {
        let marks = start_tags(text).enumerate().take_while(|(rank, tag)| tag.name_end + LENGTH * rank < at).count();
        text.floor_char_boundary(at.saturating_sub(LENGTH * marks))
    };
    let start = own(marked.start);
    start..own(marked.end).max(start)
}

/// Takes the marks out of rendered HTML; gives each with the place of its tag in what is left.
pub fn strip(html: &str) -> (String, Vec<(u32, Mark)>) {
    let bytes = html.as_bytes();
    let mut clean = String::with_capacity(html.len());
    let mut marks = Vec::new();
    let mut from = 0;
    for at in memchr::memchr_iter(LEAD, bytes) {
        let Some(mark) = html[at..].chars().next().and_then(rank) else { continue };
        let name = bytes[from..at].iter().rev().take_while(|byte| is_name(**byte)).count();
        let Some(start) =
            (at - name).checked_sub(1).filter(|start| *start >= from && bytes[*start] == b'<' && name > 0)
        else {
            continue;
        };
        let place = clean.len() + (start - from);
        clean.push_str(&html[from..at]);
        marks.push((place as u32, mark));
        from = at + LENGTH;
    }
    clean.push_str(&html[from..]);
    (clean, marks)
}

fn rank(c: char) -> Option<Mark> {
    u16::try_from((c as u32).checked_sub(FIRST)?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str =
        "{# <p> #}<main id=\"{{ a > 1 }}\">{% if b %}<a\n class>{{ \"<i>\" }}<{{ name }}><h{{ n }}></main>";

    #[test]
    fn the_tags_of_a_template_are_marked_and_found_again() {
        let mut marks = Marks::default();
        let path = SourcePath::new("t.html");
        let marked = marks.add(&path, TEXT);
        assert_eq!(marks.len(), 2);
        let (clean, found) = strip(&marked);
        assert_eq!(clean, TEXT);
        assert_eq!(found, [(9, 0), (TEXT.find("<a").expect("a link") as u32, 1)]);
        assert_eq!(marks.place(1), Some(Place::at(&path, 42..44)));
    }

    #[test]
    fn a_place_in_the_marked_text_is_one_in_the_text() {
        let marked = Marks::default().add(&SourcePath::new("t.html"), TEXT);
        for word in ["main id", "if b", "class", "n }}"] {
            let (at, own) = (marked.rfind(word).unwrap_or_default(), TEXT.rfind(word).unwrap_or_default());
            if word != "main id" {
                assert_eq!(unmarked(TEXT, &(at..at + word.len())), own..own + word.len(), "{word}");
            }
        }
    }

    #[test]
    fn characters_that_mark_nothing_stay() {
        let text = "a \u{100001} <b>\u{100002}</b> < \u{100003} \u{10FFFF} 🌿";
        assert_eq!(strip(text), (text.to_owned(), Vec::new()));
    }
}
