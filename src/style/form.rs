//! What attributes tell of the state of an element (HTML Standard, 4.16.3).

use super::selector::Form;
use crate::html::Element;

/// Kinds of `input` that are typed into.
const TYPED: &[&str] =
    &["text", "search", "url", "tel", "email", "password", "date", "month", "week", "time", "datetime-local", "number"];

/// Whether it is a link.
pub(super) fn is_link(element: Element<'_>) -> bool {
    matches!(element.name(), "a" | "area") && (element.has("href") || element.has("xlink:href"))
}

/// Whether it can take the focus (HTML Standard, 6.6.3), styles aside.
pub(super) fn is_focusable(element: Element<'_>) -> bool {
    match element.name() {
        "a" | "area" if is_link(element) => true,
        "button" | "select" | "textarea" => !is_disabled(element),
        "input" => !element.attr_is("type", "hidden") && !is_disabled(element),
        "iframe" => true,
        "summary" => element.parent().is_some_and(|parent| parent.is("details")),
        "audio" | "video" if element.has("controls") => true,
        _ => {
            element.attr("tabindex").is_some_and(|index| index.trim().parse::<i32>().is_ok())
                || element.attr("contenteditable").is_some_and(|value| !value.eq_ignore_ascii_case("false"))
        }
    }
}

/// Whether it is a control that is disabled, by itself or by the `fieldset` it is in.
pub(super) fn is_disabled(element: Element<'_>) -> bool {
    if !can_be_disabled(element) {
        return false;
    }
    if element.has("disabled") {
        return true;
    }
    if element.name() == "option" {
        return element.parent().is_some_and(|parent| parent.is("optgroup") && parent.has("disabled"));
    }
    let mut inner = element;
    for outer in element.ancestors() {
        if outer.name() == "fieldset" && outer.has("disabled") {
            // What is in the first legend stays enabled.
            if !inner.is("legend") || outer.children().find(|child| child.is("legend")) != Some(inner) {
                return true;
            }
        }
        inner = outer;
    }
    false
}

fn can_be_disabled(element: Element<'_>) -> bool {
    matches!(element.name(), "button" | "input" | "select" | "textarea" | "optgroup" | "option" | "fieldset")
}

/// Whether it meets a pseudo-class.
pub(super) fn meets(kind: Form, element: Element<'_>) -> bool {
    let name = element.name();
    let typed = name == "textarea" || name == "input" && is_typed(element);
    let field = matches!(name, "input" | "select" | "textarea");
    let writable = typed && !element.has("readonly") && !is_disabled(element)
        || element.attr("contenteditable").is_some_and(|value| !value.eq_ignore_ascii_case("false"));
    let missing = field && element.has("required") && typed && element.attr("value").unwrap_or_default().is_empty();
    match kind {
        Form::Enabled => can_be_disabled(element) && !is_disabled(element),
        Form::Disabled => is_disabled(element),
        Form::Checked => match name {
            "input" => element.has("checked"),
            "option" => element.has("selected"),
            _ => false,
        },
        Form::Required => field && element.has("required"),
        Form::Optional => field && !element.has("required"),
        Form::ReadOnly => !writable,
        Form::ReadWrite => writable,
        Form::PlaceholderShown => {
            typed
                && element.attr("placeholder").is_some_and(|text| !text.is_empty())
                && element.attr("value").unwrap_or_default().is_empty()
        }
        Form::Valid => field && !missing,
        Form::Invalid => missing,
        Form::Default => matches!(name, "input" | "option") && (element.has("checked") || element.has("selected")),
        Form::Open => matches!(name, "details" | "dialog") && element.has("open"),
        Form::Closed => matches!(name, "details" | "dialog") && !element.has("open"),
        Form::Defined => true,
    }
}

fn is_typed(element: Element<'_>) -> bool {
    element.attr("type").is_none_or(|kind| {
        let kind = kind.trim().to_ascii_lowercase();
        TYPED.contains(&kind.as_str()) || !NOT_TYPED.contains(&kind.as_str())
    })
}

/// The other kinds; a kind that does not exist is a text.
const NOT_TYPED: &[&str] =
    &["hidden", "range", "color", "checkbox", "radio", "file", "submit", "image", "reset", "button"];
