//! `scope-attr-valid`: `scope` is on a header and has a value that exists (HTML Standard, 4.9.10).

use super::kind::{is_data, table_of};
use crate::check::{Page, Report, say};
use crate::finding::{Criterion, Rule, Severity};

pub(super) static RULE: Rule = Rule {
    id: "scope-attr-valid",
    severity: Severity::Error,
    criteria: &[Criterion::wcag("1.3.1", "A"), Criterion::rgaa("5.7")],
    doc: include_str!("scope_attr_valid.md"),
};

pub(super) fn check(page: &Page<'_>, report: &mut Report) {
    for cell in page.with("scope").filter(|element| element.is_any(&["td", "th"])) {
        let Some(scope) = cell.attr("scope") else { continue };
        if !table_of(cell).is_some_and(|table| is_data(page, table)) || !page.tree.is_exposed(cell) {
            continue;
        }
        let message = if cell.is("td") {
            if cell.attr_is("role", "columnheader") || cell.attr_is("role", "rowheader") {
                continue;
            }
            say("`scope` has no effect on `<td>`", "`scope` n’a pas d’effet sur `<td>`")
        } else if ["col", "row", "colgroup", "rowgroup"].iter().any(|known| scope.eq_ignore_ascii_case(known)) {
            continue;
        } else {
            say(format!("`scope` cannot be `{scope}`"), format!("`scope` ne peut pas valoir `{scope}`"))
        };
        report.fail(
            cell,
            message,
            say(
                "write `<th scope=\"col\">` or `<th scope=\"row\">`",
                "écrivez `<th scope=\"col\">` ou `<th scope=\"row\">`",
            ),
        );
    }
}
