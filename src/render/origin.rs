//! Where delivered tags come from: the template that wrote each, and the author's bytes it was written for.

use std::ops::Range;

use crate::load::marks::{Mark, strip};

/// Where a tag of a piece of HTML, and what follows it up to the next, comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Origin {
    /// Where the tag is.
    pub at: u32,
    /// The template's tag that wrote it.
    pub mark: Option<Mark>,
    /// The author's bytes in the page's own file; empty when a template wrote it by itself.
    pub span: Range<u32>,
}

/// A piece of HTML whose tags are known to come from somewhere.
#[derive(Clone, Debug, Default)]
pub(crate) struct Traced {
    /// The HTML.
    pub(crate) html: String,
    /// In the order of the HTML.
    pub(crate) origins: Vec<Origin>,
}

impl Traced {
    /// What a template rendered, for these bytes of the author when it is a block's. `parts` are the pieces it was
    /// given to put in.
    pub(super) fn rendered(html: &str, span: &Range<usize>, parts: &[Traced]) -> Self {
        let (html, marks) = strip(html);
        let span = span.start as u32..span.end as u32;
        let own = |(at, mark)| Origin { at, mark: Some(mark), span: span.clone() };
        let mut traced = Self { html, origins: marks.into_iter().map(own).collect() };
        let mut from = 0;
        for part in parts.iter().filter(|part| !part.origins.is_empty()) {
            from = traced.put(part, from);
        }
        // One part may be in another, when a template writes them in an order of its own.
        traced.origins.sort_by_key(|origin| origin.at);
        traced
    }

    /// Adds a piece that is traced.
    pub(super) fn push(&mut self, part: &Traced) {
        let shift = self.html.len() as u32;
        self.html.push_str(&part.html);
        self.origins.extend(part.origins.iter().map(|origin| Origin { at: origin.at + shift, ..origin.clone() }));
    }

    /// Says where the tags of `part` come from, when the HTML holds it as it is: after what is in place already, which
    /// ends at `from`, else anywhere. Gives where what is in place ends now.
    fn put(&mut self, part: &Traced, from: usize) -> usize {
        let (html, piece) = (self.html.as_bytes(), part.html.as_bytes());
        let next = find(&html[from..], piece).map(|at| from + at);
        let Some(found) = next.or_else(|| find(html, piece)) else { return from };
        let shift = found as u32;
        let at = self.origins.partition_point(|origin| origin.at < shift);
        let moved = part.origins.iter().map(|origin| Origin { at: origin.at + shift, ..origin.clone() });
        // The tags after the piece are written by whoever wrote those before it.
        self.origins.splice(at..at, moved);
        from.max(found + piece.len())
    }
}

/// Where a long piece is in what holds it: by its beginning, as a search for the whole would first study all of it.
fn find(html: &[u8], part: &[u8]) -> Option<usize> {
    const BEGINNING: usize = 32;
    let beginning = memchr::memmem::Finder::new(&part[..part.len().min(BEGINNING)]);
    let mut places = beginning.find_iter(html);
    places.find(|at| html[*at..].starts_with(part))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn origin(at: u32, span: Range<u32>) -> Origin {
        Origin { at, mark: None, span }
    }

    #[test]
    fn pieces_that_are_alike_keep_their_own_origins() {
        let part = |span: Range<u32>| Traced {
            html: "<p><a>".to_owned(),
            origins: vec![origin(0, span.clone()), origin(3, span)],
        };
        let traced = Traced::rendered("<p><a>-<p><a>", &(0..0), &[part(5..9), part(15..19)]);
        assert_eq!(traced.origins, [origin(0, 5..9), origin(3, 5..9), origin(7, 15..19), origin(10, 15..19)]);
        // The template writes the second one first, which the first one holds too.
        let whole = Traced { html: "<i><b>".to_owned(), origins: vec![origin(0, 1..2), origin(3, 3..4)] };
        let inner = Traced { html: "<b>".to_owned(), origins: vec![origin(0, 5..6)] };
        let traced = Traced::rendered("<b><i><b>", &(0..0), &[whole, inner]);
        assert!(traced.origins.is_sorted_by_key(|origin| origin.at), "{:?}", traced.origins);
    }

    #[test]
    fn a_piece_that_a_template_holds_keeps_its_origins() {
        let part = Traced { html: "<p><a>".to_owned(), origins: vec![origin(0, 5..9), origin(3, 6..7)] };
        let traced = Traced::rendered("<div\u{100007}><p><a></div><i\u{100008}>", &(1..20), &[part]);
        assert_eq!(traced.html, "<div><p><a></div><i>");
        let mine = |at, mark| Origin { at, mark: Some(mark), span: 1..20 };
        assert_eq!(traced.origins, [mine(0, 7), origin(5, 5..9), origin(8, 6..7), mine(17, 8)]);
    }
}
