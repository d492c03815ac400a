//! `meta-refresh`: the page does not reload or leave by itself after a while.

use super::refresh::refresh;
use crate::check::{Page, Report, say};
use crate::finding::{Criterion, Rule, Severity};

pub(super) static RULE: Rule = Rule {
    id: "meta-refresh",
    severity: Severity::Error,
    criteria: &[
        Criterion::wcag("2.2.1", "A"),
        Criterion::wcag("2.2.4", "AAA"),
        Criterion::wcag("3.2.5", "AAA"),
        Criterion::rgaa("13.1"),
        Criterion::act("bc659a"),
        Criterion::act("bisz58"),
    ],
    doc: include_str!("meta_refresh.md"),
};

/// Seconds from which WCAG 2.2.1 no longer sees a limit of time: twenty hours.
pub(super) const LONG: u64 = 20 * 60 * 60;

pub(super) fn check(page: &Page<'_>, report: &mut Report) {
    let Some((meta, delay)) = refresh(page).filter(|(_, delay)| (1..=LONG).contains(delay)) else { return };
    report.fail(
        meta,
        say(
            format!("the page reloads or leaves after {delay} s"),
            format!("la page se recharge ou s’en va au bout de {delay} s"),
        ),
        say(
            "redirect at once (a delay of `0`, or by the server), or let people choose when",
            "redirigez tout de suite (un délai de `0`, ou par le serveur), ou laissez choisir quand",
        ),
    );
}
