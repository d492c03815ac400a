//! The text that people see in an element (ACT, "visible inner text").

use super::Tree;
use crate::html::{Child, Element, single_spaced};

/// How deep elements are looked into.
const DEPTH: u8 = 64;

/// How many elements are looked at: what shows more is no label.
const ELEMENTS: u32 = 1024;

/// The text of an element that people see, white space made single.
pub(super) fn text(tree: &Tree<'_>, element: Element<'_>) -> String {
    let mut text = String::new();
    let mut left = ELEMENTS;
    write(tree, element, 0, &mut left, &mut text);
    single_spaced(&text).into_owned()
}

fn write(tree: &Tree<'_>, element: Element<'_>, depth: u8, left: &mut u32, text: &mut String) {
    if !tree.is_rendered(element) || depth > DEPTH || *left == 0 {
        return;
    }
    *left -= 1;
    let apart = super::name::stands_apart(tree, element);
    // What is there without being seen still parts words.
    if apart || !tree.is_visible(element) {
        text.push(' ');
    }
    let shows = tree.shows_text(element);
    for child in element.child_nodes() {
        if *left == 0 {
            break;
        }
        match child {
            Child::Text(child) if shows => text.push_str(child.text()),
            Child::Text(_) => text.push(' '),
            Child::Element(child) => write(tree, child, depth + 1, left, text),
        }
    }
    if apart {
        text.push(' ');
    }
}
