//! `svg-img-alt`: a drawing that is said to be a picture has a name.

use crate::check::{Page, Report, say};
use crate::finding::{Criterion, Rule, Severity};
use crate::html::Namespace;

pub(super) static RULE: Rule = Rule {
    id: "svg-img-alt",
    severity: Severity::Error,
    criteria: &[Criterion::wcag("1.1.1", "A"), Criterion::rgaa("1.1"), Criterion::act("7d6734")],
    doc: include_str!("svg_img_alt.md"),
};

pub(super) fn check(page: &Page<'_>, report: &mut Report) {
    for drawing in super::nameless(page, &["img", "graphics-document", "graphics-symbol"], &[]) {
        if drawing.namespace() != Namespace::Svg || page.tree.is_in_picture(drawing) {
            continue;
        }
        // A role that did not take effect is no claim.
        let Some(role) = page.tree.explicit_role(drawing).filter(|role| page.tree.role(drawing) == Some(role.name))
        else {
            continue;
        };
        let role = role.name;
        report.fail(
            drawing,
            say(
                format!("the drawing with the role `{role}` has no text alternative"),
                format!("le dessin de rôle `{role}` n’a pas d’alternative textuelle"),
            ),
            say(
                "write a `title` as its first child, or hide it with `aria-hidden=\"true\"`",
                "écrivez un `title` comme premier enfant, ou cachez-le par `aria-hidden=\"true\"`",
            ),
        );
    }
}
