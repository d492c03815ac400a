//! `button-name`: a button says what it does.

use crate::check::{Page, Report, say};
use crate::finding::{Criterion, Rule, Severity};

pub(super) static RULE: Rule = Rule {
    id: "button-name",
    severity: Severity::Error,
    criteria: &[Criterion::wcag("4.1.2", "A"), Criterion::rgaa("11.9"), Criterion::act("97a4e1")],
    doc: include_str!("button_name.md"),
};

pub(super) fn check(page: &Page<'_>, report: &mut Report) {
    for button in page.marked_or(&["button", "input"]) {
        let is_image = button.is("input") && button.attr_is("type", "image");
        if page.tree.role(button) != Some("button")
            || is_image
            || !page.tree.is_exposed(button)
            || !page.tree.name(button).is_empty()
        {
            continue;
        }
        report.fail(
            button,
            say("the button has no name", "le bouton n’a pas d’intitulé"),
            say(
                "write in it what it does; for an icon alone, use text out of sight or `aria-label`",
                "écrivez-y ce qu’il fait ; pour une icône seule, du texte hors de vue ou `aria-label`",
            ),
        );
    }
}
