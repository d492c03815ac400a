//! `reorder`: what is seen comes in the order in which it is read and reached.

use crate::check::{Page, Report, say};
use crate::finding::{Criterion, Rule, Severity};
use crate::html::Element;
use crate::style::{Cell, Display, Scheme, State, Width};

pub(super) static RULE: Rule = Rule {
    id: "reorder",
    severity: Severity::Error,
    criteria: &[
        Criterion::wcag("1.3.2", "A"),
        Criterion::wcag("2.4.3", "A"),
        Criterion::rgaa("10.3"),
        Criterion::rgaa("12.8"),
    ],
    doc: include_str!("reorder.md"),
};

pub(super) fn check(page: &Page<'_>, report: &mut Report) {
    let windows = [Cell::default(), Cell::new(Scheme::Light, Width::Narrow, State::Rest)];
    let has_items = |element| windows.iter().any(|cell| page.styles.in_cell(element, *cell).display.has_items());
    for element in page.styled(has_items) {
        if !windows.iter().any(|cell| is_reordered(page, element, *cell)) || !page.tree.is_visible(element) {
            continue;
        }
        let reached = |child: &Element<'_>| {
            page.tree.is_tabbable(*child) || child.descendants().take(64).any(|inside| page.tree.is_tabbable(inside))
        };
        if element.children().filter(reached).take(2).count() < 2 {
            continue;
        }
        let name = element.name();
        report.review(
            element,
            say(
                format!("what this `{name}` holds is seen in another order than it is read and reached"),
                format!(
                    "le contenu de cet élément `{name}` se voit dans un autre ordre qu’il ne se lit et ne s’atteint"
                ),
            ),
            say(
                "put it in the order in which it is to be seen, without `order` nor `-reverse`",
                "écrivez-le dans l’ordre où il doit se voir, sans `order` ni `-reverse`",
            ),
        );
    }
}

/// Whether the children of an element are shown in another order than that of the page.
fn is_reordered(page: &Page<'_>, element: Element<'_>, cell: Cell) -> bool {
    let style = page.styles.in_cell(element, cell);
    if !style.display.has_items() {
        return false;
    }
    if style.flex_reversed && matches!(style.display, Display::Flex | Display::InlineFlex) {
        return true;
    }
    let mut last = i32::MIN;
    element.children().map(|child| page.styles.in_cell(child, cell)).filter(|child| child.rendered).any(|child| {
        let before = child.order < last;
        last = last.max(child.order);
        before
    })
}
