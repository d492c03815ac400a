//! `aria-roles`: a `role` names a role that exists.

use crate::aria::{is_abstract_role, role_names};
use crate::check::{Page, Report, say};
use crate::finding::{Criterion, Rule, Severity, did_you_mean};

pub(super) static RULE: Rule = Rule {
    id: "aria-roles",
    severity: Severity::Error,
    criteria: &[
        Criterion::wcag("1.3.1", "A"),
        Criterion::wcag("4.1.2", "A"),
        Criterion::rgaa("7.1"),
        Criterion::act("674b10"),
    ],
    doc: include_str!("aria_roles.md"),
};

pub(super) fn check(page: &Page<'_>, report: &mut Report) {
    for element in page.tree.marked().filter(|element| element.has("role")) {
        let Some(first) = element.words("role").next() else { continue };
        if page.tree.explicit_role(element).is_some() || !page.tree.is_exposed(element) {
            continue;
        }
        let role = element.attr("role").unwrap_or_default().trim();
        let help = match did_you_mean(first, role_names()).filter(|_| !is_abstract_role(first)) {
            Some(close) => say(close.clone(), close.replace("did you mean", "vouliez-vous dire").replace('?', " ?")),
            None => say(
                "take a role of WAI-ARIA, or better the element that has it, or no role at all",
                "prenez un rôle de WAI-ARIA, ou mieux l’élément qui le porte, ou aucun rôle",
            ),
        };
        let message = say(
            format!("`{role}` is not a role: browsers pass over it"),
            format!("`{role}` n’est pas un rôle : les navigateurs l’ignorent"),
        );
        report.fail(element, message, help);
    }
}
