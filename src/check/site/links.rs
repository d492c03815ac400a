//! The links of a page: names, contexts, and which have one name for several addresses.

use std::borrow::Cow;
use std::hash::{Hash as _, Hasher as _};

use rustc_hash::{FxBuildHasher, FxHashMap, FxHashSet, FxHasher};

use super::address::Reader;
use super::content::hash;
use super::facts::{Anchor, Link, Namesakes, span};
use super::survey::Survey;
use crate::check::Page;
use crate::html::{Element, Namespace, single_spaced};

/// How much text of a context is compared; two contexts that are longer are taken to differ.
const CONTEXT: usize = 2000;

/// How many elements around a link, or in it, are looked at: depth has no bound in HTML.
const DEPTH: usize = 64;

/// How many sets of links of one name a page may have; the rest is left out.
const SETS: usize = 64;

/// The address of a link; nothing when the element is none.
pub(super) fn address(element: Element<'_>) -> Option<&str> {
    if element.namespace() == Namespace::MathMl {
        return None;
    }
    element.attr("href").or_else(|| element.attr("xlink:href"))
}

/// A link to `href` as other pages have to know it; `foreign` when it, or what is around it, has a `lang` of its own.
pub(super) fn link(
    page: &Page<'_>,
    survey: &Survey,
    element: Element<'_>,
    (reader, href): (&Reader<'_>, &str),
    foreign: bool,
) -> Link {
    let is_link = element.attr("role").is_none_or(|role| role.trim().is_empty() || role.trim() == "link");
    let named = is_link && page.tree.is_exposed(element);
    let name = if named { page.tree.name(element) } else { Cow::Borrowed("") };
    let inside = || element.descendants().take(DEPTH).any(|inner| inner.has("lang"));
    let says_language = foreign || element.has("hreflang") || inside();
    let span = span(element);
    if let Some(anchor) = reader.plain(href).and_then(|path| survey.known_anchor(&name, path, says_language)) {
        return Link { span, anchor };
    }
    let (name, plain) = survey.name(&name);
    let anchor = survey.anchor(Anchor { name, plain, to: reader.target(href), says_language });
    Link { span, anchor }
}

/// A hash of a name and of links: of what these are named and where they lead.
pub(super) fn menu(name: &str, links: &[Link]) -> u64 {
    let mut hasher = FxHasher::default();
    name.hash(&mut hasher);
    for link in links {
        (&link.name, &link.plain, &link.to).hash(&mut hasher);
    }
    hasher.finish()
}

/// The links of a page that have one name and several addresses.
pub(super) fn namesakes(page: &Page<'_>, links: &[Link], elements: &[Element<'_>]) -> Vec<Namesakes> {
    // Most names are of one link only: they need not be written in lower case. Those that are one so are one in plain.
    let mut times: FxHashMap<&str, usize> = FxHashMap::with_capacity_and_hasher(links.len(), FxBuildHasher);
    for link in links {
        *times.entry(&link.plain).or_default() += 1;
    }
    let is_shared = |(_, link): &(usize, &Link)| times[&*link.plain] > 1 && !link.name.is_empty();
    let mut by_name: FxHashMap<String, Vec<usize>> = FxHashMap::default();
    let mut names: Vec<String> = Vec::new();
    for (index, link) in links.iter().enumerate().filter(is_shared) {
        let name = link.name.to_lowercase();
        let same = by_name.entry(name).or_insert_with_key(|name| {
            names.push(name.clone());
            Vec::new()
        });
        same.push(index);
    }
    let sets = names.iter().map(|name| &by_name[name]).filter(|set| several(links, set)).take(SETS);
    let mut headings = None;
    sets.map(|set| {
        let headings: &Vec<_> = headings.get_or_insert_with(|| page.elements().filter(|e| is_heading(*e)).collect());
        Namesakes { links: set.clone(), together: together(page, links, elements, set, headings) }
    })
    .collect()
}

/// Whether these links have more than one address.
fn several(links: &[Link], set: &[usize]) -> bool {
    set.iter().any(|index| links[*index].to.resource() != links[set[0]].to.resource())
}

fn is_heading(element: Element<'_>) -> bool {
    element.is_any(&["h1", "h2", "h3", "h4", "h5", "h6"]) || element.attr("role") == Some("heading")
}

fn together<'p>(
    page: &Page<'p>,
    links: &[Link],
    elements: &[Element<'p>],
    set: &[usize],
    headings: &[Element<'p>],
) -> Vec<Vec<usize>> {
    let mut contexts: FxHashMap<u64, Vec<usize>> = FxHashMap::default();
    let mut order = Vec::new();
    for index in set {
        let context = context(elements[*index]);
        contexts.entry(context).or_insert_with(|| {
            order.push(context);
            Vec::new()
        });
        contexts.entry(context).and_modify(|same| same.push(*index));
    }
    let heading = |index: usize| headings.partition_point(|heading| heading.id() < elements[index].id());
    let ambiguous = |same: &&Vec<usize>| {
        several(links, same) && same.iter().all(|index| heading(*index) == heading(same[0])) && {
            let members: Vec<Element<'p>> = same.iter().map(|index| elements[*index]).collect();
            is_seen_apart(page, &members)
        }
    };
    order.iter().map(|context| &contexts[context]).filter(ambiguous).cloned().collect()
}

/// Elements that are containers of blocks unless a style says otherwise (CSS Display 3, 1; HTML Standard, 15.3).
const BLOCKS: [&str; 35] = [
    "address",
    "article",
    "aside",
    "blockquote",
    "body",
    "caption",
    "center",
    "dd",
    "details",
    "dialog",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "li",
    "main",
    "menu",
    "nav",
    "p",
    "pre",
    "section",
    "summary",
    "td",
    "th",
];

/// The block that a link stands in.
fn block(link: Element<'_>) -> Option<Element<'_>> {
    link.ancestors().take(DEPTH).find(|element| element.is_any(&BLOCKS))
}

/// The context of a link as programs know it (ACT Rules, programmatically determined link context): its block, the
/// items of lists and the cell it is in with its headers, here by their texts.
fn context(link: Element<'_>) -> u64 {
    let block = block(link);
    let items = link.ancestors().take(DEPTH).filter(|e| e.is("li") || e.attr("role") == Some("listitem"));
    let cell = link.ancestors().take(DEPTH).find(|e| e.is_any(&["td", "th"]));
    let mut seen = FxHashSet::default();
    let mut sum = 0_u64;
    let mut add = |element: Element<'_>| {
        if seen.insert(element.id()) {
            sum = sum.rotate_left(9) ^ said(element);
        }
    };
    block.into_iter().chain(items).chain(cell).for_each(&mut add);
    if let Some(cell) = cell {
        for header in headers(cell) {
            add(header);
        }
    }
    link.words("aria-describedby").filter_map(|id| link.document().by_id(id)).take(4).for_each(&mut add);
    sum
}

/// The header cells that stand before a cell in its row and above it in its column: enough to tell rows apart.
fn headers(cell: Element<'_>) -> impl Iterator<Item = Element<'_>> {
    let row = cell.parent().filter(|row| row.is("tr"));
    row.into_iter().flat_map(|row| row.children().filter(|cell| cell.is("th")).take(4))
}

/// A hash of what an element says, or, when it is long, of which element it is.
fn said(element: Element<'_>) -> u64 {
    let mut text = String::new();
    for part in element.texts() {
        text.push_str(part.text());
        if text.len() > CONTEXT {
            return hash(&format!("#{}", element.id().index()));
        }
    }
    hash(&single_spaced(&text))
}

/// Whether eyes can tell these links apart: by words or pictures beside them, or by their own pictures.
fn is_seen_apart(page: &Page<'_>, links: &[Element<'_>]) -> bool {
    let picture = |element: Element<'_>| element.is_any(&["img", "picture", "video"]) || element.name() == "svg";
    let pictured = links.iter().all(|link| link.descendants().any(picture));
    let backgrounds: FxHashSet<_> = links.iter().map(|link| background(*link)).collect();
    let drawn = pictured && !links.iter().any(|link| link.has_text()) || backgrounds.len() == links.len();
    if drawn || beside(page, links) {
        return true;
    }
    let around = block(links[0]).filter(|around| links.iter().all(|link| around.contains(*link)));
    let free = |element: &Element<'_>| element.is("img") && element.closest("a").is_none();
    let pictures = around
        .map_or(0, |around| around.descendants().filter(free).filter(|image| page.tree.is_visible(*image)).count());
    pictures >= links.len()
}

/// The style of an element that draws a picture of its own.
fn background(element: Element<'_>) -> Option<&str> {
    element.attr("style").filter(|style| style.contains("url("))
}

/// Whether words stand between two of the links, which are in tree order.
fn beside(page: &Page<'_>, links: &[Element<'_>]) -> bool {
    let Some(root) = page.document.root() else { return false };
    let mut passed = 0;
    for text in root.texts().skip_while(|text| text.id() < links[0].id()) {
        while passed < links.len() && links[passed].id() < text.id() {
            passed += 1;
        }
        if passed == links.len() {
            return false;
        }
        let Some(parent) = text.parent() else { continue };
        let last = links[passed - 1];
        let within = parent == last || last.contains(parent);
        if !within && text.text().contains(char::is_alphanumeric) && page.tree.is_visible(parent) {
            return !parent.is_any(&["script", "style", "template"]);
        }
    }
    false
}
