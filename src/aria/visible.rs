//! The text that people see in an element (ACT, "visible inner text").

use super::Tree;
use crate::html::{Child, Element};

/// How deep elements are looked into.
const DEPTH: u8 = 64;

/// The text of an element that people see, white space made single.
pub(super) fn text(tree: &Tree<'_>, element: Element<'_>) -> String {
    let mut text = String::new();
    write(tree, element, 0, &mut text);
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn write(tree: &Tree<'_>, element: Element<'_>, depth: u8, text: &mut String) {
    if !tree.is_rendered(element) || depth > DEPTH {
        return;
    }
    let apart = super::name::stands_apart(tree, element);
    // What is there without being seen still parts words.
    if apart || !tree.is_visible(element) {
        text.push(' ');
    }
    let shows = tree.shows_text(element);
    for child in element.child_nodes() {
        match child {
            Child::Text(child) if shows => text.push_str(child.text()),
            Child::Text(_) => text.push(' '),
            Child::Element(child) => write(tree, child, depth + 1, text),
        }
    }
    if apart {
        text.push(' ');
    }
}
