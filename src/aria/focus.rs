//! What can take the focus (HTML Standard, 6.6), when it is shown.

use html5ever::local_name;

use crate::html::{Element, Namespace};

/// Whether the element can take the focus when nothing hides or disables it.
pub(super) fn may_focus(element: Element<'_>) -> bool {
    tab_index(element).is_some() || is_native(element) || element.is("iframe")
}

/// Whether it is made to take the focus, without any `tabindex`. Frames are left out: they hand the focus on to what
/// they hold.
pub(super) fn is_native(element: Element<'_>) -> bool {
    if element.namespace() == Namespace::Svg {
        return element.name() == "a" && element.has("href");
    }
    if !element.is_html() {
        return false;
    }
    match *element.atom() {
        local_name!("a") | local_name!("area") => element.has("href"),
        local_name!("button") | local_name!("select") | local_name!("textarea") => true,
        local_name!("input") => !element.attr_is("type", "hidden"),
        local_name!("audio") | local_name!("video") => element.has("controls"),
        local_name!("summary") => is_summary_of_details(element),
        _ => is_editing_host(element),
    }
}

/// Whether a native control is disabled by its own attribute.
pub(super) fn has_disabled(element: Element<'_>) -> bool {
    is_control(element) && element.has("disabled")
}

/// Whether a `fieldset` disables the element (HTML Standard, 4.15).
pub(super) fn is_control(element: Element<'_>) -> bool {
    element.is_any(&["button", "input", "select", "textarea", "fieldset", "optgroup", "option"])
}

/// The `tabindex` of the element, when it is a valid one.
pub(super) fn tab_index(element: Element<'_>) -> Option<i32> {
    let value = element.attr("tabindex")?.trim_ascii_start();
    let (sign, digits) = match value.as_bytes().first()? {
        b'-' => ("-", &value[1..]),
        b'+' => ("", &value[1..]),
        _ => ("", value),
    };
    let end = digits.bytes().position(|byte| !byte.is_ascii_digit()).unwrap_or(digits.len());
    format!("{sign}{}", &digits[..end]).parse().ok()
}

/// Whether it is what opens and closes a `details`: its first child that is a `summary`.
pub(super) fn is_summary_of_details(element: Element<'_>) -> bool {
    let mut before = std::iter::successors(element.previous(), |element| element.previous());
    element.is("summary")
        && element.parent().is_some_and(|parent| parent.is("details"))
        && !before.any(|sibling| sibling.is("summary"))
}

fn is_editing_host(element: Element<'_>) -> bool {
    element.attr("contenteditable").is_some_and(|value| {
        let value = value.trim();
        ["", "true", "plaintext-only"].iter().any(|known| known.eq_ignore_ascii_case(value))
    })
}
