//! What HTML elements mean by themselves (HTML Accessibility API Mappings 1.0, 3.5 and 3.6).

use html5ever::local_name;

use super::{has_author_name, has_global, keeps_its_role};
use crate::aria::states::{IN_MAIN, IN_SECTION};
use crate::aria::{Tree, focus};
use crate::html::Element;

/// The role of an HTML element without `role`; nothing when no role of WAI-ARIA says what it is.
pub(super) fn role(tree: &Tree<'_>, element: Element<'_>) -> Option<&'static str> {
    let role = match *element.atom() {
        local_name!("summary") if focus::is_summary_of_details(element) => return None,
        local_name!("summary")
        | local_name!("div")
        | local_name!("span")
        | local_name!("b")
        | local_name!("i")
        | local_name!("u")
        | local_name!("bdi")
        | local_name!("bdo")
        | local_name!("body")
        | local_name!("data")
        | local_name!("pre")
        | local_name!("q")
        | local_name!("samp")
        | local_name!("small")
        | local_name!("html") => "generic",
        local_name!("a") | local_name!("area") => {
            if element.has("href") {
                "link"
            } else {
                "generic"
            }
        }
        local_name!("p") => "paragraph",
        local_name!("li") => list_item(tree, element),
        local_name!("ul") | local_name!("ol") | local_name!("menu") => "list",
        local_name!("img") => image(tree, element),
        local_name!("h1")
        | local_name!("h2")
        | local_name!("h3")
        | local_name!("h4")
        | local_name!("h5")
        | local_name!("h6") => "heading",
        local_name!("nav") => "navigation",
        local_name!("main") => "main",
        local_name!("article") => "article",
        local_name!("aside") => {
            if tree.state(element) & IN_SECTION == 0 || has_author_name(element) {
                "complementary"
            } else {
                "generic"
            }
        }
        local_name!("header") => scoped(tree, element, "banner", "sectionheader"),
        local_name!("footer") => scoped(tree, element, "contentinfo", "sectionfooter"),
        local_name!("section") => {
            if has_author_name(element) {
                "region"
            } else {
                "generic"
            }
        }
        local_name!("form") => {
            if has_author_name(element) {
                "form"
            } else {
                "generic"
            }
        }
        local_name!("input") => return input(element),
        local_name!("button") => "button",
        local_name!("select") => select(element),
        local_name!("textarea") => "textbox",
        local_name!("option") => "option",
        local_name!("optgroup")
        | local_name!("fieldset")
        | local_name!("details")
        | local_name!("address")
        | local_name!("hgroup") => "group",
        local_name!("datalist") => "listbox",
        local_name!("output") => "status",
        local_name!("progress") => "progressbar",
        local_name!("meter") => "meter",
        local_name!("dialog") => "dialog",
        local_name!("figure") => "figure",
        local_name!("blockquote") => "blockquote",
        local_name!("hr") => "separator",
        local_name!("table") => "table",
        local_name!("caption")
        | local_name!("thead")
        | local_name!("tbody")
        | local_name!("tfoot")
        | local_name!("tr")
        | local_name!("td")
        | local_name!("th") => return part_of_table(tree, element),
        local_name!("code") => "code",
        local_name!("del") | local_name!("s") => "deletion",
        local_name!("ins") => "insertion",
        local_name!("dfn") | local_name!("dt") => "term",
        local_name!("dd") => "definition",
        local_name!("em") => "emphasis",
        local_name!("strong") => "strong",
        local_name!("mark") => "mark",
        local_name!("sub") => "subscript",
        local_name!("sup") => "superscript",
        local_name!("time") => "time",
        _ => return (element.name() == "search").then_some("search"),
    };
    Some(role)
}

fn scoped(tree: &Tree<'_>, element: Element<'_>, page: &'static str, section: &'static str) -> &'static str {
    if tree.state(element) & (IN_SECTION | IN_MAIN) == 0 { page } else { section }
}

fn image(tree: &Tree<'_>, element: Element<'_>) -> &'static str {
    let decorative = element.attr("alt") == Some("");
    let kept = || has_global(element, |value| !value.is_empty()) || tree.is_focusable(element);
    if decorative && !kept() { "none" } else { "img" }
}

/// An item of a list, be there plain boxes between them, or nothing: `none` when the list is no list.
fn list_item(tree: &Tree<'_>, element: Element<'_>) -> &'static str {
    let list = element.ancestors().take(8).find(|parent| !parent.is("div") || parent.has("role"));
    match list.and_then(|list| Some((list, tree.role(list)?))) {
        Some((_, "list" | "directory")) => "listitem",
        Some((list, "none")) if list.is_any(&["ul", "ol", "menu"]) && !keeps_its_role(tree, element) => "none",
        _ => "generic",
    }
}

fn select(element: Element<'_>) -> &'static str {
    let rows = element.attr("size").and_then(|size| size.trim().parse::<u32>().ok());
    if element.has("multiple") || rows.is_some_and(|rows| rows > 1) { "listbox" } else { "combobox" }
}

fn input(element: Element<'_>) -> Option<&'static str> {
    let kind = element.attr("type").unwrap_or("text").trim().to_ascii_lowercase();
    let suggests =
        || element.attr("list").and_then(|id| element.document().by_id(id)).is_some_and(|list| list.is("datalist"));
    Some(match kind.as_str() {
        "button" | "image" | "reset" | "submit" => "button",
        "checkbox" if element.has("aria-pressed") => "button",
        "checkbox" => "checkbox",
        "radio" => "radio",
        "range" => "slider",
        "number" => "spinbutton",
        "color" | "date" | "datetime-local" | "file" | "hidden" | "month" | "password" | "time" | "week" => {
            return None;
        }
        _ if suggests() => "combobox",
        "search" => "searchbox",
        _ => "textbox",
    })
}

/// The parts of a table are what the table is: cells of a grid in a grid, nothing where the table is no table.
fn part_of_table(tree: &Tree<'_>, element: Element<'_>) -> Option<&'static str> {
    let table = element.ancestors().take(8).find(|parent| parent.is("table"))?;
    let is_grid = match tree.role(table)? {
        "grid" | "treegrid" => true,
        "table" => false,
        "none" if keeps_its_role(tree, element) => false,
        "none" => return Some("none"),
        _ => return Some("generic"),
    };
    Some(match *element.atom() {
        local_name!("caption") => "caption",
        local_name!("tr") => "row",
        local_name!("td") => {
            if is_grid {
                "gridcell"
            } else {
                "cell"
            }
        }
        local_name!("th") => header(element, is_grid),
        _ => "rowgroup",
    })
}

/// A header says what it heads; else it heads its row when it comes first in a row of data, and its column otherwise.
fn header(element: Element<'_>, is_grid: bool) -> &'static str {
    match element.attr("scope").unwrap_or_default().trim().to_ascii_lowercase().as_str() {
        "row" | "rowgroup" => return "rowheader",
        "col" | "colgroup" => return "columnheader",
        _ => {}
    }
    let row = element.parent().filter(|row| row.is("tr"));
    let in_head = row.and_then(Element::parent).is_some_and(|group| group.is("thead"));
    let among_data = row.is_some_and(|row| row.children().take(64).any(|cell| cell.is("td")));
    match (in_head || !among_data, element.previous().is_none()) {
        (true, _) => "columnheader",
        (false, true) => "rowheader",
        (false, false) => {
            if is_grid {
                "gridcell"
            } else {
                "columnheader"
            }
        }
    }
}
