//! `table-without-caption`: a table of data has a name.

use super::kind::{cells, data_tables, is_header, rows};
use crate::check::{Page, Report, say};
use crate::finding::{Criterion, Rule, Severity};

pub(super) static RULE: Rule = Rule {
    id: "table-without-caption",
    severity: Severity::Warning,
    criteria: &[Criterion::rgaa("5.4")],
    doc: include_str!("table_without_caption.md"),
};

pub(super) fn check(page: &Page<'_>, report: &mut Report) {
    for table in data_tables(page) {
        let has_caption = table.children().any(|child| child.is("caption") && child.has_text());
        let in_figure = || {
            table
                .ancestors()
                .take(3)
                .any(|around| around.is("figure") && around.children().any(|child| child.is("figcaption")))
        };
        // A table without headers is told by another rule, and may be no table of data.
        let has_headers = || rows(table).flat_map(|(_, row)| cells(row)).any(|cell| is_header(page, cell));
        if has_caption || in_figure() || !has_headers() || !page.tree.name(table).is_empty() {
            continue;
        }
        report.fail(
            table,
            say("the table has no title", "le tableau n’a pas de titre"),
            say(
                "say in `<caption>` what the table gives; if a text already does, name its id in `aria-labelledby`; in \
                 Markdown, put `:::table{caption=\"…\"}` before the table and `:::` after it",
                "dites dans `<caption>` ce que donne le tableau ; si un texte le dit déjà, nommez son identifiant dans \
                 `aria-labelledby` ; en Markdown, mettez `:::table{caption=\"…\"}` avant le tableau et `:::` après",
            ),
        );
    }
}
