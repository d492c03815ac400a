//! `text-clipped`: a text that is made larger is not cut off.

use super::lines::{Lines, lines};
use crate::check::paint::many;
use crate::check::{Page, Report, say};
use crate::finding::{Criterion, Rule, Severity};
use crate::html::{Child, Element};
use crate::style::{Display, Overflow};

pub(super) static RULE: Rule = Rule {
    id: "text-clipped",
    severity: Severity::Error,
    criteria: &[
        Criterion::wcag("1.4.4", "AA"),
        Criterion::wcag("1.4.12", "AA"),
        Criterion::rgaa("10.4"),
        Criterion::rgaa("10.12"),
    ],
    doc: include_str!("text_clipped.md"),
};

pub(super) fn check(page: &Page<'_>, report: &mut Report) {
    let mut found: Option<(Element<'_>, usize)> = None;
    let hides = |element| {
        let style = page.styles.of(element);
        style.overflow_y == Overflow::Hidden && style.display != Display::Inline
    };
    for element in page.styled(hides).filter(|element| element.is_html()) {
        let style = page.styles.of(element);
        let Some(height) = style.height.px().or(style.max_height.px()) else { continue };
        if style.line_clamp || style.text_ellipsis || height <= style.font_size || !page.tree.is_visible(element) {
            continue;
        }
        if is_long(page, element) && is_fixed(page, element) {
            found = Some(found.map_or((element, 0), |(first, others)| (first, others + 1)));
        }
    }
    let Some((element, others)) = found else { return };
    let (name, others) = (element.name(), many(others));
    report.review(
        element,
        say(
            format!("this `{name}`{} has a fixed height and cuts off what does not fit", others.0),
            format!("cet élément `{name}`{} a une hauteur fixe et coupe ce qui dépasse", others.1),
        ),
        say(
            "use `min-height` instead of `height`, or look whether all is still there with text at 200 %",
            "remplacez `height` par `min-height`, ou regardez si tout reste visible avec un texte à 200 %",
        ),
    );
}

/// Whether it holds a text of several lines.
fn is_long(page: &Page<'_>, element: Element<'_>) -> bool {
    let own = |holder: Element<'_>| {
        holder.child_nodes().any(|child| match child {
            Child::Text(text) => lines(page, holder, text.text()) == Lines::Several,
            Child::Element(_) => false,
        })
    };
    own(element) || element.children().take(8).any(own)
}

/// Whether its height is declared in px: in `em` it would grow with the text.
fn is_fixed(page: &Page<'_>, element: Element<'_>) -> bool {
    let mut rules = page.styles.rules().iter();
    rules.any(|rule| {
        let fixed = rule.declarations.iter().any(|declaration| {
            matches!(declaration.name.as_str(), "height" | "max-height") && declaration.value.ends_with("px")
        });
        fixed && page.styles.matches(rule, element)
    })
}
