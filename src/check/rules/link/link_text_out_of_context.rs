//! `link-text-out-of-context`: the name of a link is enough to know where it leads.

use super::context::{has_context, vague};
use crate::check::{Page, Report, say};
use crate::finding::{Criterion, Rule, Severity};

pub(super) static RULE: Rule = Rule {
    id: "link-text-out-of-context",
    severity: Severity::Warning,
    criteria: &[Criterion::wcag("2.4.9", "AAA")],
    doc: include_str!("link_text_out_of_context.md"),
};

pub(super) fn check(page: &Page<'_>, report: &mut Report) {
    for (link, name) in vague(page).filter(|(link, _)| has_context(*link)) {
        report.fail(
            link,
            say(
                format!("the link `{name}` says where it leads only with the text around it"),
                format!("le lien `{name}` ne dit où il mène qu’avec le texte qui l’entoure"),
            ),
            say("name the link after what it leads to", "donnez pour intitulé au lien ce vers quoi il mène"),
        );
    }
}
