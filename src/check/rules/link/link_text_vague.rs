//! `link-text-vague`: a link whose name says nothing stands where something says it.

use super::context::{has_context, vague};
use crate::check::{Page, Report, say};
use crate::finding::{Criterion, Rule, Severity};

pub(super) static RULE: Rule = Rule {
    id: "link-text-vague",
    severity: Severity::Error,
    criteria: &[Criterion::wcag("2.4.4", "A"), Criterion::rgaa("6.1")],
    doc: include_str!("link_text_vague.md"),
};

pub(super) fn check(page: &Page<'_>, report: &mut Report) {
    for (link, name) in vague(page).filter(|(link, _)| !has_context(*link)) {
        report.fail(
            link,
            say(
                format!("the link `{name}` does not say where it leads, nor does anything around it"),
                format!("le lien `{name}` ne dit pas où il mène, et rien autour de lui ne le dit"),
            ),
            say("name the link after what it leads to", "donnez pour intitulé au lien ce vers quoi il mène"),
        );
    }
}
