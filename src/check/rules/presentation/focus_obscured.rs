//! `focus-obscured`: a bar that stays on top does not hide what has the focus.

use crate::check::{Page, Report, say};
use crate::finding::{Criterion, Rule, Severity};
use crate::html::Element;
use crate::style::{Extent, Position, Style};

pub(super) static RULE: Rule = Rule {
    id: "focus-obscured",
    severity: Severity::Warning,
    criteria: &[Criterion::wcag("2.4.11", "AA")],
    doc: include_str!("focus_obscured.md"),
};

/// A bar that covers less of the window, in CSS px, hides nothing wholly.
const THIN: f32 = 24.0;

pub(super) fn check(page: &Page<'_>, report: &mut Report) {
    let Some(root) = page.document.root() else { return };
    let stays = |element| matches!(page.styles.of(element).position, Position::Fixed | Position::Sticky);
    let Some(bar) = page.styled(stays).find(|element| is_bar(page, *element)) else { return };
    let room = page.styles.of(root).scroll_padding_top;
    if !matches!(room, Extent::Auto | Extent::Px(0.0)) || !page.tree.is_visible(bar) {
        return;
    }
    let rules = page.styles.rules().iter();
    let mut declared = rules.flat_map(|rule| rule.declarations.iter().map(|declaration| declaration.name.as_str()));
    if declared.any(|name| name.starts_with("scroll-margin") || name.starts_with("scroll-padding")) {
        return;
    }
    let name = bar.name();
    report.review(
        bar,
        say(
            format!("this `{name}` stays on top of the window and may hide what has the focus"),
            format!("cet élément `{name}` reste en haut de la fenêtre et peut cacher ce qui a le focus"),
        ),
        say(
            "give `html` a `scroll-padding-top` of its height",
            "donnez à `html` un `scroll-padding-top` de sa hauteur",
        ),
    );
}

/// Whether it is a bar across the top of the window that stays there.
fn is_bar(page: &Page<'_>, element: Element<'_>) -> bool {
    let style = page.styles.of(element);
    let stays = match style.position {
        Position::Fixed => spans(style),
        // What sticks in a column beside the text covers none of it.
        Position::Sticky => element.parent().is_some_and(|parent| parent.is("body")) && style.width == Extent::Auto,
        _ => false,
    };
    stays
        && style.rendered
        && style.inset.top.px().is_some_and(|top| (0.0..=16.0).contains(&top))
        && style.inset.bottom == Extent::Auto
        && style.pointer_events
        && [style.height, style.min_height]
            .iter()
            .any(|height| height.px().is_some_and(|px| (THIN..400.0).contains(&px)))
}

fn spans(style: &Style) -> bool {
    let whole = |extent: Extent| {
        matches!(extent, Extent::Percent(part, _) if part >= 1.0) || extent.px().is_some_and(|px| px >= 1280.0)
    };
    let zero = |extent: Extent| extent.px() == Some(0.0);
    whole(style.width) || zero(style.inset.left) && zero(style.inset.right)
}
