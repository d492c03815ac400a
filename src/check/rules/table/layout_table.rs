//! `layout-table`: a table that lays out the page has nothing of a table of data (RGAA 5.8).

use super::kind::{cells, is_data, rows};
use crate::check::{Page, Report, say};
use crate::finding::{Criterion, Rule, Severity};
use crate::html::Element;

pub(super) static RULE: Rule = Rule {
    id: "layout-table",
    severity: Severity::Error,
    criteria: &[Criterion::rgaa("5.8")],
    doc: include_str!("layout_table.md"),
};

pub(super) fn check(page: &Page<'_>, report: &mut Report) {
    for table in page.named("table") {
        let says_so = table
            .words("role")
            .next()
            .is_some_and(|role| role.eq_ignore_ascii_case("presentation") || role.eq_ignore_ascii_case("none"));
        if !says_so || is_data(page, table) || !page.tree.is_rendered(table) {
            continue;
        }
        let Some((element, what)) = of_data(table) else { continue };
        report.fail(
            element,
            say(
                format!("{what} is for tables of data, and this table lays out the page"),
                format!("{what} est pour les tableaux de données, et celui-ci fait la mise en page"),
            ),
            say(
                "take it out, or take `role=\"presentation\"` out if the table gives data",
                "retirez-le, ou retirez `role=\"presentation\"` si le tableau donne des données",
            ),
        );
    }
}

/// The first thing in the table that is for tables of data, and its name in code.
fn of_data(table: Element<'_>) -> Option<(Element<'_>, String)> {
    if table.attr("summary").is_some_and(|summary| !summary.trim().is_empty()) {
        return Some((table, "`summary`".to_owned()));
    }
    let parts = table.children().filter(|child| child.is_any(&["caption", "thead", "tfoot"]));
    let mut parts = parts.map(|part| (part, format!("`<{}>`", part.name())));
    let mut own = rows(table).flat_map(|(_, row)| cells(row)).filter_map(|cell| {
        if cell.is("th") {
            return Some((cell, "`<th>`".to_owned()));
        }
        let attribute = ["scope", "headers", "axis"].into_iter().find(|name| cell.has(name));
        let role = ["columnheader", "rowheader"].into_iter().find(|role| cell.attr_is("role", role));
        Some((cell, format!("`{}`", attribute.or(role)?)))
    });
    parts.next().or_else(|| own.next())
}
