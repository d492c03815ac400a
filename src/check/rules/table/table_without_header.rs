//! `table-without-header`: a table of data has headers.

use super::kind::{cells, data_tables, is_header, rows};
use crate::check::{Page, Report, say};
use crate::finding::{Criterion, Rule, Severity};

pub(super) static RULE: Rule = Rule {
    id: "table-without-header",
    severity: Severity::Error,
    criteria: &[Criterion::wcag("1.3.1", "A"), Criterion::rgaa("5.6"), Criterion::rgaa("5.3")],
    doc: include_str!("table_without_header.md"),
};

pub(super) fn check(page: &Page<'_>, report: &mut Report) {
    for table in data_tables(page) {
        let mut own = rows(table).flat_map(|(_, row)| cells(row)).peekable();
        if own.peek().is_none() || own.any(|cell| is_header(page, cell)) {
            continue;
        }
        report.fail(
            table,
            say("the table has no header", "le tableau n’a pas d’en-tête"),
            say(
                "make the headers `<th scope=\"col\">` or `<th scope=\"row\">`; if it only lays out the page, give it `role=\"presentation\"`",
                "faites des en-têtes des `<th scope=\"col\">` ou `<th scope=\"row\">` ; s’il ne fait que la mise en page, donnez-lui `role=\"presentation\"`",
            ),
        );
    }
}
