//! `word-spacing-important`: nobody is kept from setting words further apart.

use super::spacing::forced;
use crate::check::{Page, Report, say};
use crate::finding::{Criterion, Rule, Severity};

pub(super) static RULE: Rule = Rule {
    id: "word-spacing-important",
    severity: Severity::Error,
    criteria: &[Criterion::wcag("1.4.12", "AA"), Criterion::rgaa("10.12"), Criterion::act("9e45ec")],
    doc: include_str!("word_spacing_important.md"),
};

/// In sizes of the font (WCAG 2.2, 1.4.12).
const LEAST: f32 = 0.16;

pub(super) fn check(page: &Page<'_>, report: &mut Report) {
    let factor = |style: &crate::style::Style| style.word_spacing / style.font_size.max(f32::EPSILON);
    for (element, _) in forced(page, "word-spacing", LEAST, factor) {
        report.fail(
            element,
            say(
                "the `style` attribute forces `word-spacing` below 0.16 times the size of the font",
                "l’attribut `style` impose `word-spacing` à moins de 0,16 fois la taille de la police",
            ),
            say(
                "leave out `!important`, so that readers can set their own spacing",
                "enlevez `!important`, pour que chacun puisse choisir son espacement",
            ),
        );
    }
}
