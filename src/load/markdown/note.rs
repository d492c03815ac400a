//! Notes: numbered by their first call, gathered at the end of the page.

use std::collections::BTreeMap;
use std::ops::Range;

use super::escape;
use super::run::{Reading, Run};
use super::sheet::Sheet;
use super::slug::Ids;
use super::typography::ATOM;
use crate::finding::Finding;
use crate::finding::rules::FOOTNOTE_UNDEFINED;
use crate::load::body::{Body, Heading};

/// The notes of one page.
#[derive(Debug, Default)]
pub(super) struct Notes {
    /// By label, in lower case.
    defined: BTreeMap<String, Definition>,
    /// In the order of the first calls.
    called: Vec<Called>,
    /// The place among these of each label.
    places: BTreeMap<String, usize>,
}

#[derive(Debug)]
struct Definition {
    body: Body,
    /// The label as it is written, where it is defined.
    label: Range<usize>,
}

#[derive(Debug)]
struct Called {
    label: String,
    /// The note's id.
    id: String,
    /// The ids of its calls.
    calls: Vec<String>,
}

impl Notes {
    /// Keeps what the note `label` says; of two definitions, the first.
    pub(super) fn define(&mut self, label: &str, at: Range<usize>, body: Body) {
        let definition = Definition { body, label: at };
        self.defined.entry(label.to_lowercase()).or_insert(definition);
    }

    /// The HTML of a call of the note `label`.
    pub(super) fn call(&mut self, label: &str, sheet: &Sheet<'_>, ids: &mut Ids) -> String {
        let label = label.to_lowercase();
        let place = self.places.get(&label).copied().unwrap_or_else(|| {
            let place = self.called.len();
            let id = ids.make(&format!("n{}", place + 1));
            self.places.insert(label.clone(), place);
            self.called.push(Called { label, id, calls: Vec::new() });
            place
        });
        let number = place + 1;
        let called = &mut self.called[place];
        let id = ids.make(&format!("r{number}"));
        let mut html =
            format!("<sup class=\"fn\"><a id=\"{id}\" href=\"#{}\" role=\"doc-noteref\" aria-label=\"", called.id);
        escape::attribute(&mut html, &numbered(&sheet.options.labels.note, number));
        html.push_str("\">");
        html.push_str(&number.to_string());
        html.push_str("</a></sup>");
        called.calls.push(id);
        html
    }

    /// Writes the notes at the end of `body`, and gives their heading.
    pub(super) fn write(
        mut self,
        body: &mut Body,
        ids: &mut Ids,
        sheet: &Sheet<'_>,
        findings: &mut Vec<Finding>,
    ) -> Option<Heading> {
        let labels = sheet.options.labels;
        let mut heading = None;
        for (place, called) in self.called.iter().enumerate() {
            let Some(Definition { body: mut note, label }) = self.defined.remove(&called.label) else {
                continue;
            };
            if heading.is_none() {
                let id = ids.make("notes");
                body.html.extend([
                    "<section class=\"notes\" role=\"doc-endnotes\" aria-labelledby=\"",
                    &id,
                    "\"><h2 id=\"",
                    &id,
                    "\">",
                ]);
                escape::text(&mut body.html, &labels.notes);
                body.html.push_str("</h2><ol>");
                let span = sheet.place(label);
                heading = Some(Heading { level: 2, id, text: labels.notes.clone(), span });
            }
            let mut back = String::new();
            let name = numbered(&labels.note_back, place + 1);
            for call in &called.calls {
                back.extend([" <a href=\"#", call, "\" role=\"doc-backlink\" aria-label=\""]);
                escape::attribute(&mut back, &name);
                back.push_str("\">↩</a>");
            }
            let end = note.html.strip_suffix("</p>").map_or(note.html.len(), str::len);
            note.html.insert_str(end, &back);
            body.html.extend(["<li id=\"", &called.id, "\">"]);
            append(body, note);
            body.html.push_str("</li>");
        }
        if heading.is_some() {
            body.html.push_str("</ol></section>");
        }
        for (label, definition) in self.defined {
            let message = format!("nothing calls the note `{label}`");
            let finding = sheet.finding(&FOOTNOTE_UNDEFINED, definition.label, message);
            findings.push(finding.help(format!("write `[^{label}]` where the note belongs, or remove it")));
        }
        heading
    }
}

/// Adds the HTML of `part`, with its holes and the places of its tags, at the end of `body`.
pub(super) fn append(body: &mut Body, part: Body) {
    let base = body.html.len();
    body.places.extend(part.places.into_iter().map(|mut written| {
        written.at += base as u32;
        written
    }));
    body.html.push_str(&part.html);
    body.holes.extend(part.holes.into_iter().map(|mut hole| {
        hole.at += base;
        hole
    }));
}

/// A finding for each call of a note that does not exist: the parse left it as text.
pub(super) fn undefined(run: &Run, reading: &mut Reading<'_, '_>) {
    let mut at = 0;
    while let Some(found) = run.text[at..].find("[^") {
        let start = at + found;
        at = start + 2;
        let rest = &run.text[at..];
        let label = rest.find([']', '[', ' ', '\n', ATOM]).map_or("", |end| &rest[..end]);
        let closed = rest[label.len()..].starts_with(']');
        if label.is_empty() || !closed || run.is_literal(start) {
            continue;
        }
        let place = run.source(&(start..at + label.len() + 1));
        let finding = reading.sheet.finding(&FOOTNOTE_UNDEFINED, place, format!("there is no note `{label}`"));
        let help = format!("add its text in a paragraph of its own: `[^{label}]: …`");
        reading.findings.push(finding.help(help));
    }
}

/// A label with its number.
fn numbered(label: &str, number: usize) -> String {
    label.replace("{n}", &number.to_string())
}
