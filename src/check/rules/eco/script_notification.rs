//! `script-notification`: no script asks to send notifications.

use super::apis::{Api, said, used};
use crate::check::site::{Site, SiteReport};
use crate::check::{Page, Report};
use crate::finding::{Criterion, Rule, Severity};

pub(in crate::check) static RULE: Rule = Rule {
    id: "script-notification",
    severity: Severity::Error,
    criteria: &[Criterion::rgesn("4.13"), Criterion::wsg("use-sustainable-javascript-and-apis")],
    doc: include_str!("script_notification.md"),
};

const APIS: &[Api] = &[
    Api { code: "Notification.requestPermission", en: "to send notifications", fr: "à envoyer des notifications" },
    Api { code: "pushManager.subscribe", en: "to send notifications", fr: "à envoyer des notifications" },
];

pub(super) fn check(page: &Page<'_>, report: &mut Report) {
    for (script, api) in used(page, APIS) {
        let (message, help) = said(api);
        report.fail(script, message, help);
    }
}

/// The same in the files that pages run.
pub(in crate::check) fn check_files(site: &Site<'_>, report: &mut SiteReport) {
    super::apis::files(site, APIS, report);
}
