//! `flash`: nothing flashes more than three times a second.

use crate::check::{Page, Report, say};
use crate::finding::{Criterion, Rule, Severity};

pub(super) static RULE: Rule = Rule {
    id: "flash",
    severity: Severity::Error,
    criteria: &[Criterion::wcag("2.3.1", "A"), Criterion::rgaa("13.7")],
    doc: include_str!("flash.md"),
};

/// Three flashes a second, in seconds a flash (WCAG 2.2, 2.3.1).
const PERIOD: f32 = 1.0 / 3.0;

pub(super) fn check(page: &Page<'_>, report: &mut Report) {
    let fast = |animation: &&crate::style::Animation| {
        animation.duration > 0.0 && animation.duration < PERIOD && animation.duration * animation.rounds >= 1.0
    };
    let fastest = |element| page.styles.of(element).animations.iter().find(fast);
    for element in page.styled(|element| fastest(element).is_some()) {
        let Some(animation) = fastest(element) else { continue };
        if !page.tree.is_visible(element) {
            continue;
        }
        let name = &animation.name;
        report.review(
            element,
            say(
                format!("the animation `{name}` runs more than three times a second"),
                format!("l’animation `{name}` tourne plus de trois fois par seconde"),
            ),
            say(
                "if it changes light on more than a small area, slow it down",
                "si elle change la lumière sur plus qu’une petite surface, ralentissez-la",
            ),
        );
        return;
    }
}
