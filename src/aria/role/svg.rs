//! What SVG elements mean by themselves (SVG Accessibility API Mappings, 5).

use crate::html::{Element, Namespace};

/// The role of an SVG element without `role`; nothing for those that are not given to assistive technologies.
pub(super) fn role(element: Element<'_>) -> Option<&'static str> {
    match element.name() {
        "svg" => Some("graphics-document"),
        "a" if element.has("href") => Some("link"),
        "a" | "g" | "use" | "foreignObject" if is_described(element) => Some("group"),
        "image" if is_described(element) => Some("img"),
        "circle" | "ellipse" | "line" | "path" | "polygon" | "polyline" | "rect" if is_described(element) => {
            Some("graphics-symbol")
        }
        _ => None,
    }
}

/// Whether the author describes it: only then is it more than ink (SVG-AAM, 5.1.1).
fn is_described(element: Element<'_>) -> bool {
    element.attributes().any(|attribute| {
        matches!(
            attribute.name,
            "tabindex" | "aria-label" | "aria-labelledby" | "aria-describedby" | "aria-roledescription"
        ) && !attribute.value.trim().is_empty()
    }) || element.children().any(|child| {
        child.namespace() == Namespace::Svg && matches!(child.name(), "title" | "desc") && child.has_text()
    })
}
