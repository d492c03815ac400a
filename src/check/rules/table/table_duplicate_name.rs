//! `table-duplicate-name`: a table's summary does not repeat its caption.

use super::kind::data_tables;
use crate::check::{Page, Report, say};
use crate::finding::{Criterion, Rule, Severity};

pub(super) static RULE: Rule = Rule {
    id: "table-duplicate-name",
    severity: Severity::Warning,
    criteria: &[Criterion::rgaa("5.2")],
    doc: include_str!("table_duplicate_name.md"),
};

pub(super) fn check(page: &Page<'_>, report: &mut Report) {
    for table in data_tables(page) {
        let Some(summary) = table.attr("summary").map(str::trim).filter(|summary| !summary.is_empty()) else {
            continue;
        };
        let Some(caption) = table.children().find(|child| child.is("caption")) else { continue };
        if !caption.text().trim().eq_ignore_ascii_case(summary) {
            continue;
        }
        report.fail(
            table,
            say("`summary` says the same as `<caption>`", "`summary` dit la même chose que `<caption>`"),
            say(
                "take `summary` out, or say in it how the table is made",
                "retirez `summary`, ou dites-y comment le tableau est fait",
            ),
        );
    }
}
