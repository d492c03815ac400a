//! Whether a text says what a recording says: a transcript beside it.

use crate::check::Page;
use crate::html::{Element, Text};

/// How far, in nodes of the page, a transcript or a link to one may be from the recording.
const NEAR: usize = 150;

/// How far up the part of the page that holds both is looked for.
const LEVELS: usize = 4;

/// The recordings of a page, and what speaks of transcripts.
pub(super) struct Recordings<'p> {
    /// The `audio` and `video` elements, in tree order.
    pub(super) media: Vec<Element<'p>>,
    /// The words of links, buttons and headings that speak of a transcript, in tree order.
    transcripts: Vec<Text<'p>>,
}

impl<'p> Recordings<'p> {
    /// Those of a page.
    pub(super) fn of(page: &Page<'p>) -> Self {
        let media: Vec<Element<'p>> = page.any(&["audio", "video"], &[]).collect();
        let root = page.document.root().filter(|_| !media.is_empty());
        let texts = root.into_iter().flat_map(Element::texts);
        Self { transcripts: texts.filter(|text| speaks_of_it(text.text()) && is_pointer(*text)).collect(), media }
    }

    /// Whether a recording, given by its rank, has a transcript near it in the same part of the page, or refers to one.
    pub(super) fn has_transcript(&self, rank: usize) -> bool {
        let media = self.media[rank];
        let mut referred = ["aria-describedby", "aria-details"].into_iter().flat_map(|name| media.words(name));
        if referred.any(|id| media.document().by_id(id).is_some()) {
            return true;
        }
        let distance = |element: Element<'_>, text: &Text<'_>| element.id().index().abs_diff(text.id().index());
        let is_beside = |text: &&Text<'_>| {
            distance(media, text) < NEAR
                && text.parent().is_some_and(|parent| {
                    media.ancestors().take(LEVELS).any(|around| around == parent || around.contains(parent))
                })
        };
        let first_after = self.transcripts.partition_point(|text| text.id() < media.id());
        let next = self.media.get(rank + 1);
        let after = self.transcripts.get(first_after).filter(is_beside);
        if after.is_some_and(|text| next.is_none_or(|next| text.id() < next.id())) {
            return true;
        }
        // What comes before belongs to the recording before it, when there is one near.
        let previous = rank.checked_sub(1).map(|rank| self.media[rank]);
        let before = first_after.checked_sub(1).map(|at| &self.transcripts[at]).filter(is_beside);
        before.is_some_and(|text| previous.is_none_or(|previous| distance(previous, text) >= NEAR))
    }
}

fn speaks_of_it(text: &str) -> bool {
    const WORDS: [&str; 6] =
        ["transcri", "audiodescription", "audio description", "version texte", "text version", "text alternative"];
    // Most texts are short: a long one is not the words of a link.
    text.len() < 400 && {
        let text = text.to_lowercase();
        WORDS.iter().any(|word| text.contains(word))
    }
}

/// Whether a text is that of a link, a button or a heading.
fn is_pointer(text: Text<'_>) -> bool {
    const NAMES: [&str; 9] = ["a", "button", "summary", "h2", "h3", "h4", "h5", "h6", "figcaption"];
    let parent = text.parent();
    parent.is_some_and(|parent| parent.ancestors_or_self().take(LEVELS).any(|around| around.is_any(&NAMES)))
}
