//! `aria-braille-equivalent`: words for braille have their twin for speech.

use crate::check::{Page, Report, say};
use crate::finding::{Criterion, Rule, Severity};

pub(super) static RULE: Rule = Rule {
    id: "aria-braille-equivalent",
    severity: Severity::Error,
    criteria: &[Criterion::wcag("4.1.2", "A"), Criterion::rgaa("7.1")],
    doc: include_str!("aria_braille_equivalent.md"),
};

pub(super) fn check(page: &Page<'_>, report: &mut Report) {
    for element in page.tree.marked() {
        let said = |name: &str| element.attr(name).is_some_and(|value| !value.trim().is_empty());
        let lost = if said("aria-braillelabel") && page.tree.name(element).is_empty() {
            ("aria-braillelabel", "aria-label")
        } else if said("aria-brailleroledescription") && !said("aria-roledescription") {
            ("aria-brailleroledescription", "aria-roledescription")
        } else {
            continue;
        };
        if !page.tree.is_exposed(element) {
            continue;
        }
        let (braille, speech) = lost;
        report.fail(
            element,
            say(
                format!("`{braille}` stands alone: only braille displays are told"),
                format!("`{braille}` est seul : seules les plages braille le disent"),
            ),
            say(
                format!("say the same for speech with `{speech}`"),
                format!("dites de même pour la voix avec `{speech}`"),
            ),
        );
    }
}
