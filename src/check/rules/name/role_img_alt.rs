//! `role-img-alt`: an element of HTML that is said to be a picture has a name.

use crate::check::{Page, Report, say};
use crate::finding::{Criterion, Rule, Severity};

pub(super) static RULE: Rule = Rule {
    id: "role-img-alt",
    severity: Severity::Error,
    criteria: &[Criterion::wcag("1.1.1", "A"), Criterion::rgaa("1.1"), Criterion::act("23a2a8")],
    doc: include_str!("role_img_alt.md"),
};

pub(super) fn check(page: &Page<'_>, report: &mut Report) {
    for picture in super::nameless(page, &["img", "doc-cover"], &[]) {
        if !picture.is_html() || picture.is("img") || page.tree.is_in_picture(picture) {
            continue;
        }
        report.fail(
            picture,
            say(
                "what has the role `img` has no text alternative",
                "ce qui a le rôle `img` n’a pas d’alternative textuelle",
            ),
            say("say what it shows in `aria-label`", "dites ce qu’il montre dans `aria-label`"),
        );
    }
}
