//! Headings: each has an id that stays the same, and is listed.

use std::ops::Range;

use super::write::Writer;
use super::{escape, language, slugify};
use crate::load::body::Heading;

/// What the author wrote in a heading's braces.
#[derive(Debug, Default)]
pub(super) struct Written {
    pub(super) id: Option<String>,
    pub(super) class: String,
    pub(super) lang: Option<String>,
}

/// Writes the heading whose text is in the run and ends at `text_end` of the source.
pub(super) fn end(writer: &mut Writer<'_, '_>, level: u8, mut written: Written, text_end: usize, range: &Range<usize>) {
    if let Some(words) = words(writer, text_end, range) {
        writer.run.push(words, text_end);
        written = Written::default();
    }
    writer.read_run();
    let text = writer.run.plain();
    let id = match &written.id {
        Some(id) => writer.ids.claim(id),
        None => writer.ids.make(&slugify(&text)),
    };
    writer.html(&format!("<h{level} id=\""));
    escape::attribute(&mut writer.body().html, &id);
    for (name, value) in [("class", Some(&written.class)), ("lang", written.lang.as_ref())] {
        if let Some(value) = value.filter(|value| !value.is_empty()) {
            writer.html(&format!("\" {name}=\""));
            escape::attribute(&mut writer.body().html, value);
        }
    }
    writer.html("\">");
    writer.write_run();
    writer.html(&format!("</h{level}>"));
    let end = range.start + writer.sheet.slice(range.clone()).trim_end().len();
    let span = writer.sheet.place(range.start..end.max(range.start));
    writer.headings.push(Heading { level, id, text, span });
}

/// The words of `:lang[en]{words}` at the end of a heading, which the parse took for its attributes.
fn words<'a>(writer: &Writer<'a, '_>, text_end: usize, range: &Range<usize>) -> Option<&'a str> {
    let code = writer.run.text.rsplit_once(language::OPEN)?.1;
    if code.find(']')? + 1 != code.len() {
        return None;
    }
    let rest = writer.sheet.slice(text_end..range.end.max(text_end));
    let words = rest.trim_end().trim_end_matches('#').trim_end();
    (words.starts_with('{') && words.ends_with('}')).then_some(words)
}
