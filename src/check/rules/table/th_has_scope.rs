//! `th-has-scope`: a header of a table says whether it is that of its column or of its row (RGAA 5.7, test 1).

use super::kind::{cells, data_tables, rows};
use crate::check::{Page, Report, say};
use crate::finding::{Criterion, Rule, Severity};

pub(super) static RULE: Rule = Rule {
    id: "th-has-scope",
    severity: Severity::Warning,
    criteria: &[Criterion::rgaa("5.7")],
    doc: include_str!("th_has_scope.md"),
};

pub(super) fn check(page: &Page<'_>, report: &mut Report) {
    for table in data_tables(page) {
        let bare = |cell: &_| is_bare(*cell);
        let mut headers = rows(table).flat_map(|(_, row)| cells(row)).filter(bare);
        // One fault of a template or of a text is one finding.
        let Some(header) = headers.find(|header| page.tree.is_exposed(*header)) else { continue };
        report.fail(
            header,
            say(
                "the header does not say whether it is that of its column or of its row",
                "l’en-tête ne dit pas s’il est celui de sa colonne ou de sa ligne",
            ),
            say(
                "write `scope=\"col\"` or `scope=\"row\"` on each `<th>` of the table",
                "écrivez `scope=\"col\"` ou `scope=\"row\"` sur chaque `<th>` du tableau",
            ),
        );
    }
}

/// Whether nothing says what a header is the header of; an empty corner is that of nothing.
fn is_bare(cell: crate::html::Element<'_>) -> bool {
    cell.is("th") && !cell.has("scope") && !cell.has("id") && !cell.has("role") && cell.has_text()
}
