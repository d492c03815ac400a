//! What the language itself gives as a name (HTML-AAM 1.0, 4.1; SVG-AAM 1.0, 5.2), and the values of controls.

use html5ever::local_name;

use super::content::write_texts;
use super::{Via, Words, write as write_element};
use crate::aria::Tree;
use crate::aria::labels::is_labelable;
use crate::html::{Element, Namespace};

/// Adds the text alternative that the language defines; whether there is one, be it empty (`alt=""`).
pub(super) fn write(tree: &Tree<'_>, element: Element<'_>, via: Via, words: &mut Words) -> bool {
    match element.namespace() {
        Namespace::Svg => return write_title(element, words),
        Namespace::MathMl => return false,
        Namespace::Html => {}
    }
    if is_labelable(element) && !via.labelled && write_labels(tree, element, via, words) {
        return true;
    }
    match *element.atom() {
        local_name!("img") => element.attr("alt").is_some_and(|alt| {
            words.push(alt);
            true
        }),
        local_name!("area") => push_said(element.attr("alt"), words),
        local_name!("input") => match element.attr("type").unwrap_or_default().trim().to_ascii_lowercase().as_str() {
            "image" => push_said(element.attr("alt"), words),
            "button" | "submit" | "reset" => push_said(element.attr("value"), words),
            _ => false,
        },
        local_name!("option") | local_name!("optgroup") => push_said(element.attr("label"), words),
        // In the content of something else these are read as they come.
        local_name!("fieldset") if via.depth == 0 => write_child(tree, element, "legend", via, words),
        local_name!("figure") if via.depth == 0 => write_child(tree, element, "figcaption", via, words),
        local_name!("table") if via.depth == 0 => write_child(tree, element, "caption", via, words),
        _ => false,
    }
}

/// What browsers call a button that nobody names.
pub(super) fn default_name(element: Element<'_>) -> Option<&'static str> {
    if !element.is("input") {
        return None;
    }
    match element.attr("type")?.trim().to_ascii_lowercase().as_str() {
        "image" => Some("Submit"),
        "submit" if !element.has("value") => Some("Submit"),
        "reset" if !element.has("value") => Some("Reset"),
        _ => None,
    }
}

/// Adds the value of a control that is part of another's name; whether it is such a control (step C).
pub(super) fn write_value(tree: &Tree<'_>, element: Element<'_>, role: Option<&str>, words: &mut Words) -> bool {
    match role {
        Some("textbox" | "searchbox") => write_text_value(element, words),
        Some("combobox" | "listbox") if element.is("select") => {
            let options = || element.descendants().take(1024).filter(|option| option.is("option"));
            let mut chosen: Vec<Element<'_>> = options().filter(|option| option.has("selected")).collect();
            if chosen.is_empty() && role == Some("combobox") {
                chosen.extend(options().next());
            }
            for option in chosen.into_iter().take(16) {
                words.space();
                write_texts(option, words);
            }
        }
        Some("combobox") if element.is("input") => write_text_value(element, words),
        Some("listbox") => {
            let options = element.descendants().take(1024).filter(|option| option.attr_is("aria-selected", "true"));
            for option in options.take(16).filter(|option| tree.is_exposed(*option)) {
                words.space();
                write_texts(option, words);
            }
        }
        Some("slider" | "spinbutton" | "scrollbar" | "progressbar" | "meter") => {
            let value = ["aria-valuetext", "aria-valuenow", "value"].into_iter().find_map(|name| element.attr(name));
            words.space();
            words.push(value.unwrap_or_default());
        }
        _ => return false,
    }
    words.space();
    true
}

fn write_text_value(element: Element<'_>, words: &mut Words) {
    words.space();
    match element.attr("value").filter(|_| element.is("input")) {
        Some(value) => words.push(value),
        None => write_texts(element, words),
    }
}

fn write_labels(tree: &Tree<'_>, control: Element<'_>, via: Via, words: &mut Words) -> bool {
    let start = words.mark();
    for label in tree.labels(control) {
        words.space();
        let via = Via { labelled: true, hidden: !tree.is_exposed(label), depth: 0, ..via };
        write_element(tree, label, via, words);
    }
    words.wrote_since(start)
}

/// Adds the first child of this name; whether it says anything.
fn write_child(tree: &Tree<'_>, element: Element<'_>, name: &str, via: Via, words: &mut Words) -> bool {
    let Some(child) = element.children().find(|child| child.is(name)) else { return false };
    let start = words.mark();
    write_element(tree, child, Via { hidden: !tree.is_exposed(child), depth: 1, ..via }, words);
    words.wrote_since(start)
}

/// The first `title` of an SVG element, or the tooltip of a link.
fn write_title(element: Element<'_>, words: &mut Words) -> bool {
    let is_title = |child: &Element<'_>| child.namespace() == Namespace::Svg && child.name() == "title";
    let Some(title) = element.children().find(is_title).filter(|title| title.has_text()) else { return false };
    words.space();
    write_texts(title, words);
    words.space();
    true
}

fn push_said(text: Option<&str>, words: &mut Words) -> bool {
    let Some(text) = text.filter(|text| !text.trim().is_empty()) else { return false };
    words.push(text);
    true
}
