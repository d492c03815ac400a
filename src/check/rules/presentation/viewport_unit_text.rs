//! `viewport-unit-text`: the size of a text does not depend on the window alone.

use crate::check::paint::has_words;
use crate::check::{Page, Report, say};
use crate::finding::{Criterion, Rule, Severity};
use crate::html::Child;

pub(super) static RULE: Rule = Rule {
    id: "viewport-unit-text",
    severity: Severity::Error,
    criteria: &[Criterion::wcag("1.4.4", "AA"), Criterion::rgaa("10.4")],
    doc: include_str!("viewport_unit_text.md"),
};

pub(super) fn check(page: &Page<'_>, report: &mut Report) {
    for rule in page.styles.rules() {
        let sizes = rule.declarations.iter().filter(|declaration| declaration.name == "font-size");
        let Some(size) = sizes.map(|declaration| declaration.value.as_str()).find(|value| is_of_window(value)) else {
            continue;
        };
        if rule.media.contains("print") {
            continue;
        }
        let shown = page.elements().find(|element| {
            is_still_so(page, *element, size)
                && element.child_nodes().any(|child| matches!(child, Child::Text(text) if has_words(text.text())))
                && page.tree.shows_text(*element)
                && page.styles.matches(rule, *element)
        });
        let Some(element) = shown else { continue };
        let selector = &rule.selector;
        report.fail(
            element,
            say(
                format!("`{selector}` sets the size of its text to `{size}`, which zooming does not change"),
                format!("`{selector}` donne à son texte la taille `{size}`, que le zoom ne change pas"),
            ),
            say(
                "add a part that grows: `calc(1rem + 2vw)`, or `clamp(1rem, 4vw, 3rem)`",
                "ajoutez une part qui grandit : `calc(1rem + 2vw)`, ou `clamp(1rem, 4vw, 3rem)`",
            ),
        );
    }
}

/// Whether a size is a share of the window and nothing else.
fn is_of_window(value: &str) -> bool {
    let unit = value.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.');
    let unit = unit.strip_prefix(['s', 'l', 'd']).unwrap_or(unit);
    unit.len() < value.len() && matches!(unit, "vw" | "vh" | "vi" | "vb" | "vmin" | "vmax")
}

/// Whether the size is that which the rule sets, in the wide window or in the narrow one.
fn is_still_so(page: &Page<'_>, element: crate::html::Element<'_>, size: &str) -> bool {
    let number: f32 = size.trim_end_matches(|c: char| c.is_ascii_alphabetic()).parse().unwrap_or(0.0);
    let windows = [(crate::style::Width::Wide, 1280.0, 720.0), (crate::style::Width::Narrow, 320.0, 640.0)];
    windows.into_iter().any(|(width, across, down)| {
        let cell = crate::style::Cell { width, ..crate::style::Cell::default() };
        let found = page.styles.in_cell(element, cell).font_size;
        [across, down].iter().any(|side| (found - number * side / 100.0).abs() < 0.05)
    })
}

#[cfg(test)]
mod tests {
    use super::is_of_window;

    #[test]
    fn sizes_of_the_window_alone_are_told() {
        assert!(is_of_window("4vw") && is_of_window("2.5vmin") && is_of_window("3dvh"));
        assert!(!is_of_window("calc(1rem + 2vw)") && !is_of_window("2em") && !is_of_window("vw"));
    }
}
