//! What browsers' own sheet hides and sets apart, until the cascade tells it.

use crate::html::Element;

pub(super) fn is_hidden(element: Element<'_>) -> bool {
    let closed = element.parent().is_some_and(|parent| parent.is("details") && !parent.has("open"));
    element.has("hidden")
        || element.is_any(&["head", "script", "style", "template", "title", "link", "meta", "datalist", "base"])
        || element.is("dialog") && !element.has("open")
        || element.has("popover")
        || closed && !super::focus::is_summary_of_details(element)
        || said(element, "display:none")
}

pub(super) fn is_invisible(element: Element<'_>) -> bool {
    said(element, "visibility:hidden")
}

pub(super) fn is_block(element: Element<'_>) -> bool {
    element.is_any(&[
        "p", "div", "li", "td", "th", "ul", "ol", "section", "article", "h1", "h2", "h3", "tr", "button", "input",
        "select", "textarea",
    ])
}

fn said(element: Element<'_>, what: &str) -> bool {
    element.attr("style").is_some_and(|style| style.replace(' ', "").contains(what))
}
