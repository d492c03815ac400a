//! `scrollable-region-focusable`: what scrolls can be scrolled by keyboard.

use crate::check::paint::many;
use crate::check::{Page, Report, say};
use crate::finding::{Criterion, Rule, Severity};
use crate::html::Element;
use crate::style::{Cell, Overflow, Scheme, State, Style, Width};

pub(super) static RULE: Rule = Rule {
    id: "scrollable-region-focusable",
    severity: Severity::Error,
    criteria: &[Criterion::wcag("2.1.1", "A")],
    doc: include_str!("scrollable_region_focusable.md"),
};

const NARROW: Cell = Cell::new(Scheme::Light, Width::Narrow, State::Rest);

pub(super) fn check(page: &Page<'_>, report: &mut Report) {
    let mut found: Option<(Element<'_>, usize)> = None;
    let scrolls = |element| {
        let style = page.styles.in_cell(element, NARROW);
        style.overflow_x == Overflow::Scroll || style.overflow_y == Overflow::Scroll
    };
    for element in page.styled(scrolls) {
        let style = page.styles.in_cell(element, NARROW);
        if element.is_any(&["html", "body", "textarea", "select", "input"]) || !element.is_html() {
            continue;
        }
        if !overflows(element, style) || !page.tree.is_visible(element) {
            continue;
        }
        if page.tree.is_tabbable(element)
            || element.descendants().take(2000).any(|inside| page.tree.is_tabbable(inside))
        {
            continue;
        }
        found = Some(found.map_or((element, 0), |(first, others)| (first, others + 1)));
    }
    let Some((element, others)) = found else { return };
    let (name, others) = (element.name(), many(others));
    report.review(
        element,
        say(
            format!("this `{name}`{} scrolls, and some browsers do not scroll it by keyboard", others.0),
            format!(
                "cet élément `{name}`{} défile, et certains navigateurs ne le font pas défiler au clavier",
                others.1
            ),
        ),
        say(
            "give it `tabindex=\"0\"`, a role and a name (`role=\"region\" aria-label=\"…\"`)",
            "donnez-lui `tabindex=\"0\"`, un rôle et un nom (`role=\"region\" aria-label=\"…\"`)",
        ),
    );
}

/// Whether what it holds surely does not fit in it, in a narrow window.
fn overflows(element: Element<'_>, style: &Style) -> bool {
    let room = style.width.px().or(style.max_width.px()).unwrap_or(320.0).min(320.0);
    if style.overflow_x == Overflow::Scroll && !style.white_space.wraps() {
        let mut texts = element.texts().take(400).flat_map(|text| text.text().lines());
        return texts.any(|line| line.trim_end().chars().count() as f32 * 0.4 * style.font_size > room);
    }
    let Some(height) = style.height.px().or(style.max_height.px()).filter(|_| style.overflow_y == Overflow::Scroll)
    else {
        return false;
    };
    let characters: usize = element.texts().take(400).map(|text| text.text().trim().len()).sum();
    let lines = characters as f32 * 0.38 * style.font_size / room;
    style.white_space.wraps() && lines * style.font_size > 1.5 * height
}
