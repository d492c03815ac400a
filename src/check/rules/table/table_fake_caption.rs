//! `table-fake-caption`: the title of a table is not one of its cells.

use super::kind::{cells, data_tables, rows};
use crate::check::{Page, Report, say};
use crate::finding::{Criterion, Rule, Severity};

pub(super) static RULE: Rule = Rule {
    id: "table-fake-caption",
    severity: Severity::Warning,
    criteria: &[Criterion::wcag("1.3.1", "A"), Criterion::rgaa("5.4")],
    doc: include_str!("table_fake_caption.md"),
};

pub(super) fn check(page: &Page<'_>, report: &mut Report) {
    for table in data_tables(page) {
        if table.children().any(|child| child.is("caption")) {
            continue;
        }
        let mut rows = rows(table).map(|(_, row)| row);
        let Some((first, second)) = rows.next().zip(rows.next()) else { continue };
        let mut own = cells(first);
        let Some(title) = own.next().filter(|title| title.has_text()) else { continue };
        let columns = cells(second).count();
        let covered = title.attr("colspan").and_then(|span| span.trim().parse::<usize>().ok()).unwrap_or(1);
        if own.next().is_some() || columns < 2 || covered < columns {
            continue;
        }
        report.review(
            title,
            say(
                "the first cell of the table looks like its title",
                "la première cellule du tableau ressemble à son titre",
            ),
            say("if it is, put it in `<caption>`", "si c’en est un, placez-le dans `<caption>`"),
        );
    }
}
