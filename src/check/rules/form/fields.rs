//! The fields of forms, and the form that each is in.

use crate::check::Page;
use crate::html::Element;

/// How far up a form or a group is looked for: pages may nest without end.
const HIGHEST: usize = 200;

/// The fields that people fill in: neither hidden ones nor buttons.
pub(super) fn fields<'p>(page: &Page<'p>) -> impl Iterator<Item = Element<'p>> {
    page.any(&["input", "select", "textarea"], &[])
        .filter(|element| !["hidden", "submit", "button", "reset", "image"].contains(&kind(*element)))
}

/// The type of an `input`, `text` where it names none that exists; the name of another element.
pub(super) fn kind(field: Element<'_>) -> &'static str {
    const TYPES: [&str; 21] = [
        "hidden",
        "search",
        "tel",
        "url",
        "email",
        "password",
        "date",
        "month",
        "week",
        "time",
        "datetime-local",
        "number",
        "range",
        "color",
        "checkbox",
        "radio",
        "file",
        "submit",
        "image",
        "reset",
        "button",
    ];
    match field.name() {
        "select" => "select",
        "textarea" => "textarea",
        _ => {
            let said = field.attr("type").unwrap_or_default();
            TYPES.into_iter().find(|known| said.eq_ignore_ascii_case(known)).unwrap_or("text")
        }
    }
}

/// The elements around a field, nearest first.
pub(super) fn around(field: Element<'_>) -> impl Iterator<Item = Element<'_>> {
    field.ancestors().take(HIGHEST)
}

/// The form that a field is sent with (HTML Standard, 4.10.17.3).
pub(super) fn form(field: Element<'_>) -> Option<Element<'_>> {
    match field.attr("form") {
        Some(id) => field.document().by_id(id).filter(|form| form.is("form")),
        None => around(field).find(|around| around.is("form")),
    }
}

/// Whether a field looks for something, so that it asks nobody about themselves.
pub(super) fn is_search(field: Element<'_>) -> bool {
    kind(field) == "search" || around(field).any(|around| around.is("search") || around.attr_is("role", "search"))
}

/// Whether the element sends a form.
pub(super) fn is_submit(element: Element<'_>) -> bool {
    let says = |kind: &str| element.attr_is("type", kind);
    match element.name() {
        "button" => !says("button") && !says("reset"),
        "input" => says("submit") || says("image"),
        _ => false,
    }
}
