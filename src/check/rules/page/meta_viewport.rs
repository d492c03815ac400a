//! `meta-viewport`: people may zoom to twice the size.

use super::viewport::{Zoom, read};
use crate::check::{Page, Report, say};
use crate::finding::{Criterion, Rule, Severity};

pub(super) static RULE: Rule = Rule {
    id: "meta-viewport",
    severity: Severity::Error,
    criteria: &[
        Criterion::wcag("1.4.4", "AA"),
        Criterion::rgaa("10.4"),
        Criterion::act("b4f0c3"),
        Criterion::rgesn("2.5"),
        Criterion::wsg("ensure-layouts-work-for-different-devices-and-requirements"),
    ],
    doc: include_str!("meta_viewport.md"),
};

pub(super) fn check(page: &Page<'_>, report: &mut Report) {
    for meta in page.named("meta").filter(|meta| meta.attr_is("name", "viewport")) {
        let message = match read(meta.attr("content").unwrap_or_default()) {
            Zoom { allowed: Some(false), .. } => {
                say("`user-scalable` keeps people from zooming", "`user-scalable` empêche d’agrandir la page")
            }
            Zoom { maximum: Some(maximum), .. } if maximum < 2.0 => say(
                "`maximum-scale` keeps people from zooming to twice the size",
                "`maximum-scale` empêche d’agrandir la page au double",
            ),
            _ => continue,
        };
        report.fail(
            meta,
            message,
            say(
                "write `<meta name=\"viewport\" content=\"width=device-width\">`",
                "écrivez `<meta name=\"viewport\" content=\"width=device-width\">`",
            ),
        );
    }
}
