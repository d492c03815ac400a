//! `accesskey`: no keyboard shortcut is set by an attribute.

use crate::check::{Page, Report, say};
use crate::finding::{Criterion, Rule, Severity};

pub(super) static RULE: Rule = Rule {
    id: "accesskey",
    severity: Severity::Warning,
    criteria: &[Criterion::wcag("2.1.4", "A"), Criterion::rgaa("12.10")],
    doc: include_str!("accesskey.md"),
};

pub(super) fn check(page: &Page<'_>, report: &mut Report) {
    let mut seen: Vec<String> = Vec::new();
    for element in page.with("accesskey") {
        let Some(key) = element.attr("accesskey").map(str::trim).filter(|key| !key.is_empty()) else { continue };
        let folded = key.to_lowercase();
        // There are few keys: a list is enough, and a hostile page does not make it grow.
        let twice = seen.contains(&folded);
        if !twice && seen.len() < 64 {
            seen.push(folded);
        }
        let message = if twice {
            say(
                format!("the shortcut `{key}` is set twice on the page"),
                format!("le raccourci `{key}` est défini deux fois dans la page"),
            )
        } else {
            say(
                format!("a shortcut is set on the key `{key}`"),
                format!("un raccourci est défini sur la touche `{key}`"),
            )
        };
        report.fail(
            element,
            message,
            say(
                "take `accesskey` out: it hides shortcuts of browsers and screen readers",
                "retirez `accesskey` : il masque des raccourcis des navigateurs et des lecteurs d’écran",
            ),
        );
    }
}
