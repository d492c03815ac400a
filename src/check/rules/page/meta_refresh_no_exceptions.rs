//! `meta-refresh-no-exceptions`: the page does not reload or leave by itself even after many hours.

use super::meta_refresh::LONG;
use super::refresh::refresh;
use crate::check::{Page, Report, say};
use crate::finding::{Criterion, Rule, Severity};

pub(super) static RULE: Rule = Rule {
    id: "meta-refresh-no-exceptions",
    severity: Severity::Warning,
    criteria: &[Criterion::wcag("2.2.4", "AAA"), Criterion::wcag("3.2.5", "AAA"), Criterion::act("bisz58")],
    doc: include_str!("meta_refresh_no_exceptions.md"),
};

pub(super) fn check(page: &Page<'_>, report: &mut Report) {
    let Some((meta, _)) = refresh(page).filter(|(_, delay)| *delay > LONG) else { return };
    report.fail(
        meta,
        say("the page reloads or leaves by itself", "la page se recharge ou s’en va d’elle-même"),
        say("let people choose when to reload", "laissez choisir quand recharger"),
    );
}
