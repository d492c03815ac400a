//! `aria-allowed-role`: an element is given a role that HTML lets it have (ARIA in HTML, 4).

use html5ever::local_name;

use crate::check::{Page, Report, say};
use crate::finding::{Criterion, Rule, Severity};
use crate::html::Element;

pub(super) static RULE: Rule = Rule {
    id: "aria-allowed-role",
    severity: Severity::Warning,
    criteria: &[Criterion::wcag("4.1.2", "A"), Criterion::rgaa("7.1")],
    doc: include_str!("aria_allowed_role.md"),
};

pub(super) fn check(page: &Page<'_>, report: &mut Report) {
    for element in page.tree.marked().filter(|element| element.is_html() && element.has("role")) {
        let Some(role) = page.tree.explicit_role(element) else { continue };
        let Some(allowed) = allowed(element) else { continue };
        if allowed.contains(&role.name)
            || page.tree.implicit_role(element) == Some(role.name)
            || role.name == "button" && element.has("aria-pressed")
            || !page.tree.is_exposed(element)
        {
            continue;
        }
        let (role, tag) = (role.name, element.name());
        report.fail(
            element,
            say(
                format!("HTML does not let `{tag}` be a `{role}`"),
                format!("HTML n’admet pas que `{tag}` soit un `{role}`"),
            ),
            say(
                "take an element that may have this role (`div` and `span` may have any), or drop the role",
                "prenez un élément qui peut avoir ce rôle (`div` et `span` les admettent tous), ou retirez le rôle",
            ),
        );
    }
}

const BUTTON: &[&str] = &[
    "checkbox",
    "combobox",
    "gridcell",
    "link",
    "menuitem",
    "menuitemcheckbox",
    "menuitemradio",
    "option",
    "radio",
    "separator",
    "slider",
    "switch",
    "tab",
    "treeitem",
];
const LINK: &[&str] = &[
    "button",
    "checkbox",
    "menuitem",
    "menuitemcheckbox",
    "menuitemradio",
    "option",
    "radio",
    "switch",
    "tab",
    "treeitem",
    "doc-backlink",
    "doc-biblioref",
    "doc-glossref",
    "doc-noteref",
];
const PICTURE: &[&str] = &[
    "button",
    "checkbox",
    "link",
    "math",
    "menuitem",
    "menuitemcheckbox",
    "menuitemradio",
    "meter",
    "option",
    "progressbar",
    "radio",
    "scrollbar",
    "separator",
    "slider",
    "switch",
    "tab",
    "treeitem",
    "doc-cover",
    "none",
    "img",
];
const LIST: &[&str] =
    &["directory", "group", "list", "listbox", "menu", "menubar", "none", "radiogroup", "tablist", "toolbar", "tree"];
const ITEM: &[&str] = &[
    "listitem",
    "menuitem",
    "menuitemcheckbox",
    "menuitemradio",
    "none",
    "option",
    "radio",
    "separator",
    "tab",
    "treeitem",
    "doc-biblioentry",
    "doc-endnote",
];
const SECTION: &[&str] = &[
    "alert",
    "alertdialog",
    "application",
    "banner",
    "complementary",
    "contentinfo",
    "dialog",
    "document",
    "feed",
    "group",
    "log",
    "main",
    "marquee",
    "navigation",
    "none",
    "note",
    "region",
    "search",
    "status",
    "tabpanel",
    "doc-abstract",
    "doc-acknowledgments",
    "doc-afterword",
    "doc-appendix",
    "doc-bibliography",
    "doc-chapter",
    "doc-colophon",
    "doc-conclusion",
    "doc-credit",
    "doc-credits",
    "doc-dedication",
    "doc-endnotes",
    "doc-epigraph",
    "doc-epilogue",
    "doc-errata",
    "doc-example",
    "doc-foreword",
    "doc-glossary",
    "doc-index",
    "doc-introduction",
    "doc-notice",
    "doc-pagelist",
    "doc-part",
    "doc-preface",
    "doc-prologue",
    "doc-pullquote",
    "doc-qna",
    "doc-toc",
];
const FRAME: &[&str] = &["application", "document", "img", "none"];

/// The roles that an element may have beside its own; nothing when it may have any.
fn allowed(element: Element<'_>) -> Option<&'static [&'static str]> {
    Some(match *element.atom() {
        local_name!("a") if element.has("href") => LINK,
        local_name!("area") if !element.has("href") => &["button", "link"],
        local_name!("article") => &["application", "document", "feed", "main", "none", "region"],
        local_name!("aside") => &[
            "feed",
            "none",
            "note",
            "region",
            "search",
            "doc-dedication",
            "doc-example",
            "doc-footnote",
            "doc-glossary",
            "doc-pullquote",
            "doc-tip",
        ],
        local_name!("audio") | local_name!("video") => &["application"],
        local_name!("button") => BUTTON,
        local_name!("dialog") => &["alertdialog"],
        local_name!("dl") => &["group", "list", "none"],
        local_name!("dt") => &["listitem"],
        local_name!("embed") | local_name!("iframe") | local_name!("object") => FRAME,
        local_name!("fieldset") => &["group", "none", "radiogroup"],
        local_name!("figcaption") => &["group", "none"],
        local_name!("figure") if element.children().any(|child| child.is("figcaption")) => {
            &["figure", "group", "none", "doc-example"]
        }
        local_name!("footer") => &["contentinfo", "group", "none", "doc-footnote"],
        local_name!("form") => &["form", "none", "search"],
        local_name!("h1")
        | local_name!("h2")
        | local_name!("h3")
        | local_name!("h4")
        | local_name!("h5")
        | local_name!("h6") => &["none", "tab", "doc-subtitle"],
        local_name!("header") => &["banner", "group", "none"],
        local_name!("hr") => &["none", "doc-pagebreak"],
        local_name!("img") => {
            if element.attr("alt") == Some("") {
                &["none"]
            } else {
                PICTURE
            }
        }
        local_name!("input") => input(element),
        local_name!("li") => ITEM,
        local_name!("ul") | local_name!("ol") | local_name!("menu") => LIST,
        local_name!("nav") => &["menu", "menubar", "none", "tablist", "doc-index", "doc-pagelist", "doc-toc"],
        local_name!("section") => SECTION,
        local_name!("select") => {
            if element.has("multiple") {
                &[]
            } else {
                &["menu"]
            }
        }
        local_name!("area")
        | local_name!("base")
        | local_name!("body")
        | local_name!("caption")
        | local_name!("col")
        | local_name!("colgroup")
        | local_name!("datalist")
        | local_name!("dd")
        | local_name!("details")
        | local_name!("html")
        | local_name!("label")
        | local_name!("legend")
        | local_name!("main")
        | local_name!("meter")
        | local_name!("optgroup")
        | local_name!("option")
        | local_name!("picture")
        | local_name!("progress")
        | local_name!("textarea") => &[],
        local_name!("br") | local_name!("wbr") => &["none"],
        _ => return None,
    })
}

fn input(element: Element<'_>) -> &'static [&'static str] {
    match element.attr("type").unwrap_or("text").trim().to_ascii_lowercase().as_str() {
        "button" | "image" | "reset" | "submit" => BUTTON,
        "checkbox" => &["menuitemcheckbox", "option", "switch"],
        "radio" => &["menuitemradio"],
        "color" | "date" | "datetime-local" | "email" | "file" | "hidden" | "month" | "number" | "password"
        | "range" | "search" | "tel" | "time" | "url" | "week" => &[],
        _ => &["combobox", "searchbox", "spinbutton"],
    }
}
