//! `link-name`: a link says where it leads.

use crate::check::{Page, Report, say};
use crate::finding::{Criterion, Rule, Severity};

pub(super) static RULE: Rule = Rule {
    id: "link-name",
    severity: Severity::Error,
    criteria: &[
        Criterion::wcag("2.4.4", "A"),
        Criterion::wcag("4.1.2", "A"),
        Criterion::rgaa("6.2"),
        Criterion::act("c487ae"),
    ],
    doc: include_str!("link_name.md"),
};

const ROLES: [&str; 5] = ["link", "doc-backlink", "doc-biblioref", "doc-glossref", "doc-noteref"];

pub(super) fn check(page: &Page<'_>, report: &mut Report) {
    for link in page.elements().filter(|element| element.name() == "a" || page.tree.is_marked(*element)) {
        let is_link = page.tree.role(link).is_some_and(|role| ROLES.contains(&role));
        if !is_link || link.is("area") || !page.tree.is_exposed(link) || !page.tree.name(link).is_empty() {
            continue;
        }
        let message = match link.attr("href") {
            Some(href) => {
                say(format!("the link to `{href}` has no name"), format!("le lien vers `{href}` n’a pas d’intitulé"))
            }
            None => say("the link has no name", "le lien n’a pas d’intitulé"),
        };
        let help = say(
            "write in it where it leads; for a picture, in the `alt` of the picture",
            "écrivez-y où il mène ; pour une image, dans l’`alt` de l’image",
        );
        report.fail(link, message, help);
    }
}
