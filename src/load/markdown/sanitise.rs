//! Author's HTML made harmless, with the holes of the body carried through.

use std::collections::HashSet;
use std::sync::LazyLock;

use ammonia::Builder;

use crate::load::body::{Body, Hole, Written};

/// What stands for a hole while its body is sanitised; the author's own were removed before.
const OPEN: char = '\u{F0000}';
const CLOSE: char = '\u{F0001}';

static BUILDER: LazyLock<Builder<'static>> = LazyLock::new(builder);

/// The elements that are kept.
static KEPT: LazyLock<HashSet<&'static str>> = LazyLock::new(|| BUILDER.clone_tags());

/// Keeps of the body's HTML what cannot do harm, and puts its holes and the places of its tags back.
pub(super) fn body(body: &mut Body) {
    let (holes, places) = (std::mem::take(&mut body.holes), std::mem::take(&mut body.places));
    let mut stands: Vec<(usize, usize)> = holes.iter().enumerate().map(|(number, hole)| (hole.at, number)).collect();
    let kept = places.iter().enumerate().filter(|(_, place)| may_stand(&body.html[place.at as usize..]));
    stands.extend(kept.map(|(number, place)| (place.at as usize, holes.len() + number)));
    stands.sort_by_key(|(at, _)| *at);
    let mut marked = String::with_capacity(body.html.len() + 16 * stands.len());
    let mut from = 0;
    for (at, number) in stands {
        push_own(&mut marked, &body.html[from..at]);
        marked.push(OPEN);
        marked.push_str(&number.to_string());
        marked.push(CLOSE);
        from = at;
    }
    push_own(&mut marked, &body.html[from..]);
    let clean = BUILDER.clean(&marked).to_string();
    body.html.clear();
    let mut rest = clean.as_str();
    while let Some((before, after)) = rest.split_once(OPEN) {
        body.html.push_str(before);
        let (number, after) = after.split_once(CLOSE).unwrap_or_default();
        let number = number.parse().unwrap_or(usize::MAX);
        if let Some(hole) = holes.get(number) {
            body.holes.push(Hole { at: body.html.len(), ..hole.clone() });
        } else if let Some(place) = number.checked_sub(holes.len()).and_then(|number| places.get(number)) {
            body.places.push(Written { at: body.html.len() as u32, span: place.span.clone() });
        }
        rest = after;
    }
    body.html.push_str(rest);
}

/// Whether elements of this name are kept.
pub(super) fn keeps(name: &str) -> bool {
    KEPT.contains(name.to_ascii_lowercase().as_str())
}

/// Whether text may stand before this tag: inside of tables and lists of choices, a parser would move it.
fn may_stand(html: &str) -> bool {
    const NOT: &[&str] =
        &["caption", "col", "colgroup", "optgroup", "option", "tbody", "td", "tfoot", "th", "thead", "tr"];
    let name = html.trim_start_matches('<').split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default();
    !NOT.iter().any(|not| not.eq_ignore_ascii_case(name))
}

/// The ids in sanitised HTML, in order.
pub(super) fn ids(html: &str) -> impl Iterator<Item = &str> {
    html.split(" id=\"").skip(1).filter_map(|rest| rest.split('"').next())
}

/// Adds text without the characters that stand for holes.
fn push_own(marked: &mut String, html: &str) {
    for piece in html.split([OPEN, CLOSE]) {
        marked.push_str(piece);
    }
}

fn builder() -> Builder<'static> {
    let mut builder = Builder::default();
    builder
        .add_tags(&["section"])
        .rm_tags(&["acronym", "area", "center", "map", "rtc", "strike", "tt"])
        .tag_attributes(
            [
                ("a", &["href", "hreflang", "download"][..]),
                ("bdo", &["dir"]),
                ("blockquote", &["cite"]),
                ("col", &["span"]),
                ("colgroup", &["span"]),
                ("data", &["value"]),
                ("del", &["cite", "datetime"]),
                ("details", &["name", "open"]),
                ("img", &["alt", "height", "loading", "src", "width"]),
                ("ins", &["cite", "datetime"]),
                ("li", &["value"]),
                ("ol", &["reversed", "start", "type"]),
                ("q", &["cite"]),
                ("td", &["colspan", "headers", "rowspan"]),
                ("th", &["abbr", "colspan", "headers", "rowspan", "scope"]),
                ("time", &["datetime"]),
            ]
            .into_iter()
            .map(|(tag, attributes)| (tag, attributes.iter().copied().collect()))
            .collect(),
        )
        .add_generic_attributes(&["id", "class", "lang", "dir", "role", "tabindex", "title"])
        .add_generic_attribute_prefixes(&["aria-"])
        .link_rel(None);
    builder
}
