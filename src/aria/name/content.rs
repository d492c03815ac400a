//! Names from content: step F of the computation.

use super::{Via, Words, write as write_element};
use crate::aria::Tree;
use crate::html::{Child, Element};
use crate::style::{Content, Display, Style};

/// How deep content is read element by element; further down texts are taken as they are.
const DEPTH: u8 = 64;

/// Adds what an element holds, with what styles put before and after it.
pub(super) fn write(tree: &Tree<'_>, element: Element<'_>, via: Via, words: &mut Words) {
    if via.depth >= DEPTH {
        return write_texts(element, words);
    }
    let via = Via { depth: via.depth + 1, ..via };
    generated(tree.styles.before(element), words);
    for child in element.child_nodes() {
        if words.left == 0 {
            break;
        }
        match child {
            Child::Text(text) => words.push_text(text),
            Child::Element(child) if child.id() == via.subject => {}
            Child::Element(child) => {
                let apart = stands_apart(tree, child);
                if apart {
                    words.space();
                }
                write_element(tree, child, via, words);
                if apart {
                    words.space();
                }
            }
        }
    }
    if !tree.is_marked(element) {
        return generated(tree.styles.after(element), words);
    }
    let owned = element.words("aria-owns").filter_map(|id| element.document().by_id(id));
    for owned in owned.filter(|owned| owned.id() != via.subject) {
        words.space();
        write_element(tree, owned, via, words);
    }
    generated(tree.styles.after(element), words);
}

/// Adds the texts in an element as they are.
pub(super) fn write_texts(element: Element<'_>, words: &mut Words) {
    let mut open = vec![element.child_nodes()];
    while let Some(children) = open.last_mut() {
        match children.next() {
            Some(Child::Text(text)) => words.push_text(text),
            Some(Child::Element(child)) if words.may_go_on() => open.push(child.child_nodes()),
            _ => drop(open.pop()),
        }
    }
}

fn generated(style: Option<&Style>, words: &mut Words) {
    let Some(style) = style.filter(|style| style.visible) else { return };
    match &style.content {
        Content::Text { alternative: Some(text), .. }
        | Content::Text { text, alternative: None }
        | Content::Other { alternative: Some(text) } => words.push(text),
        Content::Normal | Content::Other { alternative: None } => {}
    }
}

/// Whether it is set apart from the words around it: a line break, a block, a cell.
pub(in crate::aria) fn stands_apart(tree: &Tree<'_>, element: Element<'_>) -> bool {
    element.is("br") || !matches!(tree.styles.of(element).display, Display::Inline | Display::Contents)
}
