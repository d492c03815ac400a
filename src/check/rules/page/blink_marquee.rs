//! `blink-marquee`: no element makes its text move or blink by itself.

use crate::check::{Page, Report, say};
use crate::finding::{Criterion, Rule, Severity};

pub(super) static RULE: Rule = Rule {
    id: "blink-marquee",
    severity: Severity::Error,
    criteria: &[
        Criterion::wcag("2.2.2", "A"),
        Criterion::rgaa("13.8"),
        Criterion::rgesn("4.1"),
        Criterion::wsg("ensure-animation-is-proportionate-and-easy-to-control"),
    ],
    doc: include_str!("blink_marquee.md"),
};

pub(super) fn check(page: &Page<'_>, report: &mut Report) {
    for element in page.any(&["blink", "marquee"], &[]) {
        if !page.tree.is_visible(element) {
            continue;
        }
        let name = element.name();
        report.fail(
            element,
            say(
                format!("`<{name}>` makes text move and cannot be stopped"),
                format!("`<{name}>` anime un texte que rien n’arrête"),
            ),
            say("write the text as it is, without motion", "écrivez le texte tel quel, sans mouvement"),
        );
    }
}
