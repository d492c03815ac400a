//! `frame-title-unique`: frames that hold different things have different titles.

use rustc_hash::FxHashMap;

use crate::check::{Page, Report, say};
use crate::finding::{Criterion, Rule, Severity};

pub(super) static RULE: Rule = Rule {
    id: "frame-title-unique",
    severity: Severity::Warning,
    criteria: &[Criterion::wcag("4.1.2", "A"), Criterion::rgaa("2.2")],
    doc: include_str!("frame_title_unique.md"),
};

pub(super) fn check(page: &Page<'_>, report: &mut Report) {
    let mut known: FxHashMap<String, Option<&str>> = FxHashMap::default();
    for frame in page.document.elements_named("iframe").filter(|frame| page.tree.is_exposed(*frame)) {
        let name = page.tree.name(frame).to_lowercase();
        if name.is_empty() {
            continue;
        }
        let src = frame.attr("src").map(str::trim);
        let first = *known.entry(name).or_insert(src);
        if first == src {
            continue;
        }
        let name = page.tree.name(frame);
        report.fail(
            frame,
            say(
                format!("another frame has the title `{name}`, and another address"),
                format!("un autre cadre a le titre `{name}`, et une autre adresse"),
            ),
            say("say in each title what that frame holds", "dites dans chaque titre ce que ce cadre contient"),
        );
    }
}
