//! `line-height-important`: nobody is kept from setting lines further apart.

use super::lines::{Lines, lines};
use super::spacing::forced;
use crate::check::{Page, Report, say};
use crate::finding::{Criterion, Rule, Severity};

pub(super) static RULE: Rule = Rule {
    id: "line-height-important",
    severity: Severity::Error,
    criteria: &[Criterion::wcag("1.4.12", "AA"), Criterion::rgaa("10.12"), Criterion::act("78fd32")],
    doc: include_str!("line_height_important.md"),
};

/// In sizes of the font (WCAG 2.2, 1.4.12).
const LEAST: f32 = 1.5;

/// `line-height: normal`, in most fonts.
const NORMAL: f32 = 1.2;

pub(super) fn check(page: &Page<'_>, report: &mut Report) {
    let factor = |style: &crate::style::Style| {
        style.line_height.map_or(NORMAL, |height| height / style.font_size.max(f32::EPSILON))
    };
    for (element, text) in forced(page, "line-height", LEAST, factor) {
        let message = say(
            "the `style` attribute forces `line-height` below 1.5 times the size of the font",
            "l’attribut `style` impose `line-height` à moins de 1,5 fois la taille de la police",
        );
        let help = say(
            "leave out `!important`, so that readers can set their own spacing",
            "enlevez `!important`, pour que chacun puisse choisir son espacement",
        );
        // The height of lines tells only where there are several.
        match text.parent().map_or(Lines::One, |parent| lines(page, parent, text.text())) {
            Lines::One => {}
            Lines::Several => report.fail(element, message, help),
            Lines::Unsure => report.review(element, message, help),
        }
    }
}
