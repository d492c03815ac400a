//! `reflow`: nothing is wider than a window of 320 px, so that one need not scroll both ways to read.

use crate::check::paint::{has_words, many};
use crate::check::{Page, Report, say};
use crate::finding::{Criterion, Rule, Severity};
use crate::html::Element;
use crate::style::{Cell, Display, Extent, Overflow, Position, Scheme, State, Style, Width};

pub(super) static RULE: Rule = Rule {
    id: "reflow",
    severity: Severity::Error,
    criteria: &[
        Criterion::wcag("1.4.10", "AA"),
        Criterion::rgaa("10.11"),
        Criterion::rgesn("2.5"),
        Criterion::wsg("ensure-layouts-work-for-different-devices-and-requirements"),
    ],
    doc: include_str!("reflow.md"),
};

/// The width of the window, in CSS px (WCAG 2.2, 1.4.10).
const WINDOW: f32 = 320.0;

const NARROW: Cell = Cell::new(Scheme::Light, Width::Narrow, State::Rest);

pub(super) fn check(page: &Page<'_>, report: &mut Report) {
    let mut found: Option<(Element<'_>, f32, usize)> = None;
    let too_wide = |element| least_width(page.styles.in_cell(element, NARROW)).filter(|width| *width > WINDOW);
    for element in page.styled(|element| too_wide(element).is_some()) {
        let style = page.styles.in_cell(element, NARROW);
        let Some(width) = too_wide(element) else { continue };
        if found.is_some_and(|(first, ..)| first.contains(element)) || !is_flow(element, style) {
            continue;
        }
        let shrinks = style.min_width.px().is_none_or(|least| least <= WINDOW)
            && element.parent().is_some_and(|parent| page.styles.in_cell(parent, NARROW).display.has_items());
        if shrinks || is_held(page, element) || !element.texts().take(200).any(|text| has_words(text.text())) {
            continue;
        }
        if !page.tree.is_visible(element) || !page.styles.is_complete() {
            continue;
        }
        found = Some(found.map_or((element, width, 0), |(first, width, others)| (first, width, others + 1)));
    }
    let Some((element, width, others)) = found else { return };
    let (name, others, width) = (element.name(), many(others), width.round());
    report.fail(
        element,
        say(
            format!("this `{name}`{} is {width} px wide at least, in a window of 320 px", others.0),
            format!("cet élément `{name}`{} fait au moins {width} px de large, dans une fenêtre de 320 px", others.1),
        ),
        say(
            "use `max-width` instead, or a media query for narrow windows",
            "utilisez plutôt `max-width`, ou une requête de média pour les fenêtres étroites",
        ),
    );
}

/// The least width of a box, when it is fixed.
fn least_width(style: &Style) -> Option<f32> {
    let least = style.min_width.px().unwrap_or(0.0);
    let width = match style.max_width {
        Extent::Auto => style.width.px().unwrap_or(0.0),
        Extent::Px(most) => style.width.px().unwrap_or(0.0).min(most),
        _ => 0.0,
    };
    Some(least.max(width)).filter(|width| *width > 0.0)
}

/// Whether it is a box in the flow of the page: not a table, a picture or a code, which may be wide.
fn is_flow(element: Element<'_>, style: &Style) -> bool {
    let wide = [
        "table", "thead", "tbody", "tfoot", "tr", "td", "th", "caption", "pre", "code", "img", "video", "iframe",
        "canvas", "object", "embed", "picture", "math",
    ];
    element.is_html()
        && !element.is_any(&wide)
        && style.rendered
        && style.visible
        && matches!(
            style.display,
            Display::Block | Display::InlineBlock | Display::Flex | Display::Grid | Display::ListItem
        )
        && !matches!(style.position, Position::Absolute | Position::Fixed)
        && !style.transform.any
        && !style.overflow_x.eq(&Overflow::Scroll)
}

/// Whether something around it scrolls by itself, cuts it off, or is a table.
fn is_held(page: &Page<'_>, element: Element<'_>) -> bool {
    element.ancestors().take(256).any(|around| {
        let style = page.styles.in_cell(around, NARROW);
        let held = style.overflow_x != Overflow::Visible && !around.is_any(&["html", "body"]);
        held || around.is_any(&["table", "figure", "svg"])
            || matches!(style.position, Position::Absolute | Position::Fixed)
    })
}
