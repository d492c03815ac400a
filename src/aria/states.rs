//! What every element owes to what it is in: hidden, inert, disabled. One pass from the top, a word of bits a node.

use html5ever::local_name;
use rustc_hash::FxHashMap;

use crate::html::{Document, Element, Namespace, NodeId};
use crate::style::{Clip, Display, Extent, Overflow, Position, Property, Style, Styles};

/// It has a box.
pub(super) const RENDERED: u16 = 1;
/// Its `visibility` is `visible`.
pub(super) const VISIBLE: u16 = 1 << 1;
/// It is `aria-hidden`, or below what is.
pub(super) const ARIA_HIDDEN: u16 = 1 << 2;
/// It is `inert`, or below what is.
pub(super) const INERT: u16 = 1 << 3;
/// A control in its place is disabled by a `fieldset`.
pub(super) const FIELDSET_DISABLED: u16 = 1 << 4;
/// It is `aria-disabled`, or below what is.
pub(super) const ARIA_DISABLED: u16 = 1 << 5;
/// It is below `article`, `aside`, `nav` or `section`.
pub(super) const IN_SECTION: u16 = 1 << 6;
/// It is below `main`.
pub(super) const IN_MAIN: u16 = 1 << 7;
/// It cannot be seen though it has a box: clipped away, out of the page, transparent, flat.
pub(super) const UNSEEN: u16 = 1 << 8;
/// Its own text cannot be seen.
pub(super) const TEXT_UNSEEN: u16 = 1 << 9;
/// It holds browsers' own content: what it holds in the page stands in for it where it cannot be shown.
const FALLBACK: u16 = 1 << 10;

/// It has a `role` or a state or property of WAI-ARIA.
pub(super) const MARKED: u16 = 1 << 11;

/// What an element takes from its parent.
const INHERITED: u16 =
    RENDERED | ARIA_HIDDEN | INERT | FIELDSET_DISABLED | ARIA_DISABLED | IN_SECTION | IN_MAIN | UNSEEN;

/// What is known of the elements of a page from one pass over it.
#[derive(Debug)]
pub(super) struct States {
    /// The bits of every node; those of nodes that are no elements are 0.
    pub(super) bits: Vec<u16>,
    /// The elements that have a `role` or a state or property of WAI-ARIA, in tree order.
    pub(super) marked: Vec<NodeId>,
}

/// What is known of the elements of a page from one pass over it.
pub(super) fn states(document: &Document, styles: &Styles) -> States {
    let mut marked = Vec::new();
    let mut states = vec![0; document.len()];
    let mut images = FxHashMap::default();
    let mut areas = Vec::new();
    for element in document.elements() {
        let parent = element.parent();
        let above = parent.map_or(RENDERED, |parent| below(states[parent.id().index()], parent, element));
        let style = styles.of(element);
        let state = above | own(element, above, style);
        states[element.id().index()] =
            if is_never_rendered(element) || !style.rendered || style.skipped { state & !RENDERED } else { state };
        if state & MARKED != 0 {
            marked.push(element.id());
        }
        if element.is_html() {
            match *element.atom() {
                local_name!("area") => areas.push(element),
                local_name!("img") => {
                    if let Some(map) = element.attr("usemap").and_then(|map| map.strip_prefix('#')) {
                        images.entry(map).or_insert(states[element.id().index()]);
                    }
                }
                _ => {}
            }
        }
    }
    // An area is where the picture that uses its map is (HTML Standard, 4.8.14).
    for area in areas {
        let map = area.ancestors().take(16).find(|element| element.is("map"));
        let image = map.and_then(|map| map.attr("name")).and_then(|name| images.get(name));
        let seen = RENDERED | VISIBLE | UNSEEN;
        let state = &mut states[area.id().index()];
        *state = *state & !seen | image.map_or(0, |image| image & (seen | ARIA_HIDDEN | INERT));
    }
    States { bits: states, marked }
}

/// What `parent`, whose bits are `state`, hands on to its child `element`.
fn below(state: u16, parent: Element<'_>, element: Element<'_>) -> u16 {
    let mut handed = state & INHERITED;
    if state & FALLBACK != 0 {
        handed &= !RENDERED;
    }
    if !parent.is_html() {
        return handed;
    }
    match *parent.atom() {
        local_name!("article") | local_name!("aside") | local_name!("nav") | local_name!("section") => {
            handed |= IN_SECTION;
        }
        local_name!("main") => handed |= IN_MAIN,
        // The button of a list that is styled shows the option that is chosen, and is never pressed (HTML Standard,
        // 4.10.7).
        local_name!("select") if element.is("button") => handed |= INERT,
        // What is in the first legend of a disabled field set stays in use (HTML Standard, 4.10.15).
        local_name!("fieldset") if parent.has("disabled") => {
            let first = element.is("legend") && !previous_siblings(element).any(|sibling| sibling.is("legend"));
            if !first {
                handed |= FIELDSET_DISABLED;
            }
        }
        _ => {}
    }
    handed
}

fn previous_siblings(element: Element<'_>) -> impl Iterator<Item = Element<'_>> {
    std::iter::successors(element.previous(), |element| element.previous())
}

/// The bits that an element has by itself.
fn own(element: Element<'_>, above: u16, style: &Style) -> u16 {
    let mut state = 0;
    if style.visible {
        state |= VISIBLE;
    }
    for attribute in element.attributes() {
        if attribute.name.starts_with("aria-") {
            state |= MARKED;
        }
        match attribute.name {
            "role" => state |= MARKED,
            "aria-hidden" if attribute.value.trim().eq_ignore_ascii_case("true") => state |= ARIA_HIDDEN,
            "aria-disabled" if attribute.value.trim().eq_ignore_ascii_case("true") => state |= ARIA_DISABLED,
            "inert" if element.is_html() => state |= INERT,
            _ => {}
        }
    }
    if has_fallback(element) {
        state |= FALLBACK;
    }
    if above & UNSEEN == 0 && is_unseen(style) {
        state |= UNSEEN;
    }
    if style.font_size <= 0.0 || style.text_indent.px().is_some_and(|px| px < -900.0) {
        state |= TEXT_UNSEEN;
    }
    state
}

/// Whether what it holds is only shown when it cannot be shown itself. The content of `canvas` is never shown, but
/// stands for it: it can take the focus and is given to assistive technologies.
fn has_fallback(element: Element<'_>) -> bool {
    element.is_html()
        && match *element.atom() {
            local_name!("audio") | local_name!("video") | local_name!("iframe") => true,
            local_name!("object") => element.has("data") || element.has("type"),
            _ => false,
        }
}

/// Elements that make no box whatever the styles: those that scripts replace, those that describe a drawing.
fn is_never_rendered(element: Element<'_>) -> bool {
    match element.namespace() {
        Namespace::Html => match *element.atom() {
            local_name!("noscript") | local_name!("source") | local_name!("track") => true,
            local_name!("input") => element.attr_is("type", "hidden"),
            _ => false,
        },
        Namespace::Svg => matches!(
            element.name(),
            "title"
                | "desc"
                | "metadata"
                | "defs"
                | "symbol"
                | "clipPath"
                | "mask"
                | "marker"
                | "pattern"
                | "filter"
                | "linearGradient"
                | "radialGradient"
                | "script"
                | "style"
        ),
        Namespace::MathMl => matches!(element.name(), "annotation" | "annotation-xml"),
    }
}

/// Whether a box, with all it holds, is out of sight though it is there.
pub fn is_unseen(style: &Style) -> bool {
    // What has no box cannot put it out of sight.
    if style.display == Display::Contents {
        return false;
    }
    if style.clip == Clip::All || style.transform.flat {
        return true;
    }
    if style.total_opacity <= 0.0 && !style.is_uncertain(Property::Opacity) {
        return true;
    }
    let out = |extent: Extent, limit: f32| extent.px().is_some_and(|px| px <= limit);
    let moved = matches!(style.position, Position::Absolute | Position::Fixed)
        && (out(style.inset.top, -300.0) || out(style.inset.left, -900.0));
    if moved || out(style.margin.left, -900.0) || out(style.transform.x, -2000.0) {
        return true;
    }
    let thin = |size: Extent, most: Extent, least: Extent| {
        (out(size, 1.0) || out(most, 1.0)) && !least.px().is_some_and(|px| px > 1.0)
    };
    let bare = |a: Extent, b: Extent| out(a, 0.0) && out(b, 0.0);
    style.display != Display::Inline
        && (style.overflow_x == Overflow::Hidden
            && thin(style.width, style.max_width, style.min_width)
            && bare(style.padding.left, style.padding.right)
            || style.overflow_y == Overflow::Hidden
                && thin(style.height, style.max_height, style.min_height)
                && bare(style.padding.top, style.padding.bottom))
}
