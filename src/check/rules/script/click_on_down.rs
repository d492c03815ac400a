//! `click-on-down`: nothing happens before the finger or the button of the mouse goes up.

use crate::check::{Page, Report, say};
use crate::finding::{Criterion, Rule, Severity};

pub(super) static RULE: Rule = Rule {
    id: "click-on-down",
    severity: Severity::Error,
    criteria: &[Criterion::wcag("2.5.2", "A"), Criterion::rgaa("13.11")],
    doc: include_str!("click_on_down.md"),
};

pub(super) fn check(page: &Page<'_>, report: &mut Report) {
    const HANDLERS: [&str; 3] = ["onmousedown", "onpointerdown", "ontouchstart"];
    for element in page.any(&[], &HANDLERS) {
        let down = HANDLERS.into_iter().find(|name| element.has(name));
        let Some(down) = down.filter(|_| page.tree.is_visible(element)) else { continue };
        report.review(
            element,
            say(
                format!("`{down}` acts as soon as the element is touched"),
                format!("`{down}` agit dès que l’élément est touché"),
            ),
            say(
                "use `onclick`, unless it can be undone or the action ends when the finger goes up",
                "utilisez `onclick`, sauf si on peut annuler ou si l’action cesse quand le doigt se lève",
            ),
        );
    }
}
