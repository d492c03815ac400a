//! The text that an element shows by itself.

use crate::html::{Child, Element, Text};
use crate::style::Pseudo;

/// The first text with words that is directly in an element, and the box that it shows in.
pub(super) fn shown_text(element: Element<'_>) -> Option<(&str, Option<Pseudo>)> {
    if !element.is_html() {
        return None;
    }
    match element.name() {
        "option" | "optgroup" | "script" | "style" | "title" => None,
        "select" => {
            let option = element.descendants().find(|option| option.is("option"))?;
            option.texts().map(Text::text).find(|text| has_words(text)).map(|text| (text, None))
        }
        "input" => input_text(element),
        name => {
            let text = element.child_nodes().find_map(|child| match child {
                Child::Text(text) if has_words(text.text()) => Some(text.text()),
                _ => None,
            });
            match text {
                None if name == "textarea" => placeholder(element),
                text => text.map(|text| (text, None)),
            }
        }
    }
}

fn input_text(input: Element<'_>) -> Option<(&str, Option<Pseudo>)> {
    let kind = input.attr("type").unwrap_or("text").trim().to_ascii_lowercase();
    match kind.as_str() {
        "hidden" | "checkbox" | "radio" | "range" | "color" | "image" | "password" => None,
        "file" => Some(("file", None)),
        "submit" | "reset" => Some((input.attr("value").unwrap_or("Submit"), None)).filter(|(text, _)| has_words(text)),
        _ => match input.attr("value").filter(|text| has_words(text)) {
            Some(text) => Some((text, None)),
            None => placeholder(input),
        },
    }
}

fn placeholder(control: Element<'_>) -> Option<(&str, Option<Pseudo>)> {
    let text = control.attr("placeholder").filter(|text| has_words(text))?;
    Some((text, Some(Pseudo::Placeholder)))
}

/// Whether a text says something in a human language: it has a letter or a digit.
pub fn has_words(text: &str) -> bool {
    text.bytes().any(|byte| byte.is_ascii_alphanumeric()) || !text.is_ascii() && text.chars().any(char::is_alphanumeric)
}

/// The beginning of a text, white space made single.
pub(super) fn short(text: &str) -> String {
    let mut short = String::new();
    for word in text.split_whitespace() {
        if !short.is_empty() {
            short.push(' ');
        }
        short.push_str(word);
        if short.chars().count() > 40 {
            short = short.chars().take(38).collect();
            short.push('…');
            break;
        }
    }
    short.replace('`', "'")
}
