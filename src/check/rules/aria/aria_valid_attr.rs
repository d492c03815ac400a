//! `aria-valid-attr`: an attribute that begins with `aria-` is one of WAI-ARIA.

use crate::aria::{attribute, attribute_names};
use crate::check::{Page, Report, say};
use crate::finding::{Criterion, Rule, Severity, did_you_mean};

pub(super) static RULE: Rule = Rule {
    id: "aria-valid-attr",
    severity: Severity::Error,
    criteria: &[
        Criterion::wcag("1.3.1", "A"),
        Criterion::wcag("4.1.2", "A"),
        Criterion::rgaa("7.1"),
        Criterion::act("5f99a7"),
    ],
    doc: include_str!("aria_valid_attr.md"),
};

pub(super) fn check(page: &Page<'_>, report: &mut Report) {
    for element in page.tree.marked() {
        for found in element.attributes().filter(|found| found.name.starts_with("aria-")) {
            let name = found.name;
            if attribute(name).is_some() {
                continue;
            }
            let help = match did_you_mean(name, attribute_names()) {
                Some(close) => {
                    say(close.clone(), close.replace("did you mean", "vouliez-vous dire").replace('?', " ?"))
                }
                None => say("remove it, or use a `data-` attribute", "retirez-le, ou prenez un attribut `data-`"),
            };
            let message = say(
                format!("`{name}` is not an attribute of WAI-ARIA"),
                format!("`{name}` n’est pas un attribut de WAI-ARIA"),
            );
            super::fail_at(report, element, &found, message, help);
        }
    }
}
