//! Accessible names and descriptions (Accessible Name and Description Computation 1.2, 4.3; letters are its steps).

mod content;
mod native;
#[cfg(test)]
mod tests;

pub(super) use content::stands_apart;

use std::borrow::Cow;

use super::Tree;
use super::role::{NameFrom, info};
use crate::html::{Element, NodeId, Text, single_spaced};

/// The accessible name of an element.
pub(super) fn name(tree: &Tree<'_>, element: Element<'_>) -> String {
    let mut words = Words::new();
    let hidden = !tree.is_exposed(element);
    let via = Via { subject: element.id(), referenced: false, labelled: false, hidden, depth: 0 };
    write(tree, element, via, &mut words);
    words.finish()
}

/// The accessible description of an element: `aria-describedby`, `aria-description`, else its `title` when that is not
/// its name (HTML-AAM 1.0, 4.2).
pub(super) fn description(tree: &Tree<'_>, element: Element<'_>) -> String {
    let mut words = Words::new();
    for target in element.words("aria-describedby").filter_map(|id| element.document().by_id(id)) {
        words.space();
        write(tree, target, Via::reference(tree, element.id(), target), &mut words);
    }
    let described = words.finish();
    if !described.is_empty() {
        return described;
    }
    let said = |name: &str| element.attr(name).map(single_spaced).filter(|said| !said.is_empty());
    let title = || said("title").filter(|title| *title != name(tree, element));
    said("aria-description").or_else(title).unwrap_or_default().into_owned()
}

/// How the computation came to an element.
#[derive(Clone, Copy)]
struct Via {
    /// The element that is being named.
    subject: NodeId,
    /// By `aria-labelledby`, which is followed once only.
    referenced: bool,
    /// By a `label`, which is followed once only.
    labelled: bool,
    /// What was pointed to is itself hidden: then so may be what it holds.
    hidden: bool,
    /// How deep in the content of an element above; 0 for what is not read as content.
    depth: u8,
}

impl Via {
    fn reference(tree: &Tree<'_>, subject: NodeId, target: Element<'_>) -> Self {
        Self { subject, referenced: true, labelled: false, hidden: !tree.is_exposed(target), depth: 0 }
    }
}

/// Adds the text alternative of an element.
fn write(tree: &Tree<'_>, element: Element<'_>, via: Via, words: &mut Words) {
    // A. What is hidden says nothing, unless it is what was pointed to.
    if !words.may_go_on() || !via.hidden && !tree.is_exposed(element) {
        return;
    }
    // B. Other elements name it.
    let marked = tree.is_marked(element);
    if marked && !via.referenced && element.has("aria-labelledby") {
        let start = words.mark();
        for target in element.words("aria-labelledby").filter_map(|id| element.document().by_id(id)) {
            words.space();
            write(tree, target, Via::reference(tree, via.subject, target), words);
        }
        if words.wrote_since(start) {
            return words.space();
        }
    }
    // C. A control in the name of another element is read by its value.
    let role = tree.role(element);
    if element.id() != via.subject && native::write_value(tree, element, role, words) {
        return;
    }
    // D. The author names it.
    if marked && let Some(label) = element.attr("aria-label").filter(|label| !label.trim().is_empty()) {
        // Names by attribute are set apart from the words around them.
        words.space();
        words.push(label);
        return words.space();
    }
    // E. The language names it.
    if role != Some("none") && native::write(tree, element, via, words) {
        return;
    }
    // F, G, H. Its content does.
    let from_content = via.depth > 0 || via.referenced || via.labelled || names_from_content(element, role);
    if from_content {
        let start = words.mark();
        content::write(tree, element, via, words);
        if words.wrote_since(start) {
            return;
        }
    }
    // I. Its tooltip does; then what fills an empty field.
    if role != Some("none") {
        for tooltip in ["title", "placeholder", "aria-placeholder"] {
            let applies = tooltip == "title" || element.is_any(&["input", "textarea"]);
            if let Some(text) = element.attr(tooltip).filter(|text| applies && !text.trim().is_empty()) {
                words.space();
                words.push(text);
                return words.space();
            }
        }
    }
    if let Some(default) = native::default_name(element) {
        words.push(default);
    }
}

/// Whether what an element holds names it (WAI-ARIA 1.2, 5.2.8.5; HTML-AAM 1.0, 4.1 for what has no role).
fn names_from_content(element: Element<'_>, role: Option<&str>) -> bool {
    match role.and_then(info) {
        Some(role) => role.name_from == NameFrom::Contents,
        None => element.is_any(&["summary", "label", "legend", "figcaption", "caption"]),
    }
}

/// The words of a name as they are found, with a limit to how far they are looked for.
struct Words {
    text: String,
    left: u32,
}

/// Nodes looked at for one name: no name needs more, and pages that nest thousands of named things stay cheap.
const NODES: u32 = 1024;

impl Words {
    fn new() -> Self {
        Self { text: String::new(), left: NODES }
    }

    /// Counts a node; whether it may still be looked at.
    fn may_go_on(&mut self) -> bool {
        let may = self.left > 0;
        self.left = self.left.saturating_sub(1);
        may
    }

    fn push(&mut self, text: &str) {
        self.text.push_str(text);
    }

    fn push_text(&mut self, text: Text<'_>) {
        if self.may_go_on() {
            self.push(text.text());
        }
    }

    fn space(&mut self) {
        if !self.text.is_empty() && !self.text.ends_with(' ') {
            self.text.push(' ');
        }
    }

    fn mark(&self) -> usize {
        self.text.len()
    }

    fn wrote_since(&self, mark: usize) -> bool {
        self.text[mark..].chars().any(is_said)
    }

    fn finish(self) -> String {
        if !self.text.chars().any(is_said) {
            return String::new();
        }
        match single_spaced(&self.text) {
            Cow::Borrowed(_) => self.text,
            Cow::Owned(single) => single,
        }
    }
}

/// Whether a character can be read out: not white space, nor a glyph of an icon font (the Private Use Areas), nor one
/// without any width.
fn is_said(c: char) -> bool {
    !c.is_whitespace()
        && !matches!(c, '\u{e000}'..='\u{f8ff}' | '\u{f0000}'..='\u{10ffff}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}')
}
