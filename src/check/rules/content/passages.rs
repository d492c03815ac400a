//! The texts that people read in a page, without code and what is not shown.

use crate::check::{Page, words};
use crate::html::{Child, Element, Text};

/// Elements whose texts are not read as sentences.
const APART: [&str; 10] = ["code", "kbd", "math", "noscript", "pre", "samp", "script", "style", "template", "textarea"];

/// The texts that are read as sentences, among those that pass a first cheap test.
pub(super) fn texts<'p>(page: &Page<'p>, test: fn(&str) -> bool) -> impl Iterator<Item = (Text<'p>, Element<'p>)> {
    let texts = page.document.root().into_iter().flat_map(Element::texts);
    texts.filter(move |text| test(text.text())).filter_map(|text| {
        let parent = text.parent()?;
        let read = !parent.ancestors_or_self().take(4).any(|element| element.is_any(&APART));
        (read && page.tree.is_rendered(parent)).then_some((text, parent))
    })
}

/// How much of the text of one language is read, in bytes: enough to know it.
const READ: usize = 1500;

/// How little text says nothing of its language, in letters.
const LEAST: usize = 60;

/// Elements whose text is not in the language that they say, with that language and the one the text is in. The first
/// is the page, when its text is.
pub(super) fn mismatches<'p>(page: &Page<'p>) -> Vec<(Element<'p>, &'p str, &'static str)> {
    let Some(root) = page.document.root() else { return Vec::new() };
    let main = page.named("main").next();
    let parts = page.with("lang").any(|element| element != root);
    let mut said: Vec<(Element<'p>, String)> = vec![(root, String::with_capacity(2 * READ))];
    let mut open: Vec<(Element<'p>, usize)> = vec![(root, 0)];
    let mut skipped: Option<Element<'p>> = None;
    let mut around = String::new();
    for element in root.descendants() {
        if skipped.is_some_and(|skipped| skipped.contains(element)) {
            continue;
        }
        if !parts && said[0].1.len() >= READ {
            break;
        }
        while open.pop_if(|(around, index)| *index > 0 && !around.contains(element)).is_some() {}
        if element.is_any(&APART) || element.is("head") {
            skipped = Some(element);
            continue;
        }
        if element.has("lang") {
            open.push((element, said.len()));
            said.push((element, String::new()));
        }
        let Some((_, scope)) = open.last() else { continue };
        // Menus are lists of names: the main part says more of the language of the page.
        let outside = *scope == 0 && main.is_some_and(|main| element != main && !main.contains(element));
        let text = if outside { &mut around } else { &mut said[*scope].1 };
        if text.len() >= READ {
            continue;
        }
        if !page.tree.is_rendered(element) {
            skipped = Some(element);
            continue;
        }
        for child in element.child_nodes() {
            if let Child::Text(part) = child {
                text.push_str(part.text());
                text.push(' ');
            }
        }
    }
    let judged = said.into_iter().filter(|(_, text)| is_long(text, LEAST)).filter_map(|(element, text)| {
        let language = words::language(element);
        let found = words::other_language(&text, language)?;
        // Menus in the language of the page around a text in another: the text lacks a `lang`, the page has the right
        // one.
        let framed = element == root && words::speaks(&around, language);
        (!framed).then_some((element, language, found))
    });
    judged.collect()
}

/// Whether a text has so many letters.
pub(super) fn is_long(text: &str, letters: usize) -> bool {
    text.len() >= letters && text.chars().filter(|c| c.is_alphabetic()).take(letters).count() >= letters
}
