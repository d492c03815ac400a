//! `frame-title`: a frame says what it holds.

use crate::check::{Page, Report, say};
use crate::finding::{Criterion, Rule, Severity};

pub(super) static RULE: Rule = Rule {
    id: "frame-title",
    severity: Severity::Error,
    criteria: &[Criterion::wcag("4.1.2", "A"), Criterion::rgaa("2.1"), Criterion::act("cae760")],
    doc: include_str!("frame_title.md"),
};

pub(super) fn check(page: &Page<'_>, report: &mut Report) {
    for frame in page.any(&["iframe", "frame"], &[]) {
        let is_none = page.tree.role(frame) == Some("none");
        if is_none || !page.tree.is_exposed(frame) || !page.tree.name(frame).is_empty() {
            continue;
        }
        let message = match frame.attr("src") {
            Some(src) => say(format!("the frame `{src}` has no title"), format!("le cadre `{src}` n’a pas de titre")),
            None => say("the frame has no title", "le cadre n’a pas de titre"),
        };
        report.fail(frame, message, say("say in `title` what it holds", "dites dans `title` ce qu’il contient"));
    }
}
