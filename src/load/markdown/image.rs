//! Pictures, and where the targets of links and pictures are written.

use std::ops::Range;

use super::events::State;
use super::run::What;
use super::typography;
use super::write::Writer;
use crate::load::body::HoleKind;

/// A picture being read: its text alternative is gathered apart.
#[derive(Debug, Default)]
pub(super) struct Picture {
    src: String,
    title: String,
    pub(super) alt: String,
    /// Where its path is defined, when it is not where the picture is.
    defined: Option<Range<usize>>,
    /// Pictures open in its text alternative.
    nested: usize,
}

/// Begins a picture.
pub(super) fn start(state: &mut State, src: &str, title: &str, defined: Option<Range<usize>>) {
    if let Some(picture) = &mut state.picture {
        picture.nested += 1;
        return;
    }
    state.picture = Some(Picture { src: src.to_owned(), title: title.to_owned(), defined, ..Picture::default() });
}

/// Ends a picture.
pub(super) fn end(writer: &mut Writer<'_, '_>, state: &mut State, range: &Range<usize>) {
    let text_end = std::mem::replace(&mut state.end, range.end).max(range.start);
    if let Some(picture) = state.picture.as_mut().filter(|picture| picture.nested > 0) {
        picture.nested -= 1;
        return;
    }
    let Some(Picture { src, title, alt, defined, .. }) = state.picture.take() else { return };
    let at = place(writer.sheet.src, &src, text_end, range, defined);
    let alt = typography::text(alt.trim(), writer.sheet.options.lang);
    let kind = HoleKind::Image { src, alt, title };
    writer.run.atom(What::Image(kind, writer.sheet.place(at)));
}

/// Where `target` is written, for the link or picture at `range` whose text ends at `text_end`:
/// there, or where it is `defined`; the whole when it cannot be told.
pub(super) fn place(
    src: &str,
    target: &str,
    text_end: usize,
    range: &Range<usize>,
    defined: Option<Range<usize>>,
) -> Range<usize> {
    let within = match &defined {
        Some(definition) => {
            let label = src.get(definition.clone()).and_then(|text| text.find("]:"));
            definition.start + label.map_or(0, |end| end + 2)..definition.end
        }
        None => text_end.max(range.start)..range.end,
    };
    let whole = defined.unwrap_or_else(|| range.clone());
    let Some(text) = src.get(within.clone()).filter(|_| !target.is_empty()) else { return whole };
    let written = text.find(target).map(|at| at..at + target.len());
    // Escapes and entities: what stands between the parentheses, up to a space.
    let written = written.or_else(|| {
        let start = text.find('(').map_or(0, |at| at + 1);
        let start = start + text[start..].find(|c: char| !c.is_whitespace() && c != '<')?;
        let length = text[start..].find([' ', '\n', ')', '>']).unwrap_or(text.len() - start);
        Some(start..start + length)
    });
    written.map_or(whole, |found| within.start + found.start..within.start + found.end)
}
