//! `letter-spacing-important`: nobody is kept from setting letters further apart.

use super::spacing::forced;
use crate::check::{Page, Report, say};
use crate::finding::{Criterion, Rule, Severity};

pub(super) static RULE: Rule = Rule {
    id: "letter-spacing-important",
    severity: Severity::Error,
    criteria: &[Criterion::wcag("1.4.12", "AA"), Criterion::rgaa("10.12"), Criterion::act("24afc2")],
    doc: include_str!("letter_spacing_important.md"),
};

/// In sizes of the font (WCAG 2.2, 1.4.12).
const LEAST: f32 = 0.12;

pub(super) fn check(page: &Page<'_>, report: &mut Report) {
    let factor = |style: &crate::style::Style| style.letter_spacing / style.font_size.max(f32::EPSILON);
    for (element, _) in forced(page, "letter-spacing", LEAST, factor) {
        report.fail(
            element,
            say(
                "the `style` attribute forces `letter-spacing` below 0.12 times the size of the font",
                "l’attribut `style` impose `letter-spacing` à moins de 0,12 fois la taille de la police",
            ),
            say(
                "leave out `!important`, so that readers can set their own spacing",
                "enlevez `!important`, pour que chacun puisse choisir son espacement",
            ),
        );
    }
}
