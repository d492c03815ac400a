//! `aria-deprecated-role`: a role is not one that its specification advises against.

use crate::check::{Page, Report, say};
use crate::finding::{Criterion, Rule, Severity};

pub(super) static RULE: Rule = Rule {
    id: "aria-deprecated-role",
    severity: Severity::Warning,
    criteria: &[Criterion::wcag("4.1.2", "A")],
    doc: include_str!("aria_deprecated_role.md"),
};

pub(super) fn check(page: &Page<'_>, report: &mut Report) {
    for element in page.tree.marked() {
        let Some(role) = page.tree.explicit_role(element).filter(|role| role.deprecated) else { continue };
        if page.tree.role(element) != Some(role.name) || !page.tree.is_exposed(element) {
            continue;
        }
        let role = role.name;
        report.fail(
            element,
            say(
                format!("the role `{role}` is deprecated: support for it is going away"),
                format!("le rôle `{role}` est déprécié : il sera de moins en moins pris en charge"),
            ),
            say(
                "use a list: `list` and `listitem`, or `ul` and `li`",
                "prenez une liste : `list` et `listitem`, ou `ul` et `li`",
            ),
        );
    }
}
