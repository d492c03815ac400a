//! `th-has-data-cells`: a header of a table is the header of at least one cell.

use super::grid::Grid;
use super::headers::assigned;
use super::kind::data_tables;
use crate::check::{Page, Report, say};
use crate::finding::{Criterion, Rule, Severity};

pub(super) static RULE: Rule = Rule {
    id: "th-has-data-cells",
    severity: Severity::Error,
    criteria: &[
        Criterion::wcag("1.3.1", "A"),
        Criterion::rgaa("5.6"),
        Criterion::rgaa("5.7"),
        Criterion::act("d0f69e"),
    ],
    doc: include_str!("th_has_data_cells.md"),
};

pub(super) fn check(page: &Page<'_>, report: &mut Report) {
    for table in data_tables(page) {
        let Some(grid) = Grid::of(page, table) else { continue };
        let Some(assigned) = assigned(&grid, table) else { continue };
        for (cell, assigned) in grid.cells.iter().zip(assigned) {
            let header = cell.element;
            if assigned || !cell.is_header || !page.tree.is_exposed(header) || !page.tree.is_visible(header) {
                continue;
            }
            // An empty corner is the header of nothing, and says so.
            let name = page.tree.name(header);
            if name.is_empty() {
                continue;
            }
            report.fail(
                header,
                say(
                    format!("the header `{name}` is the header of no cell"),
                    format!("l’en-tête `{name}` n’est l’en-tête d’aucune cellule"),
                ),
                say(
                    "put the cells that it names below it or beside it, or make it a `<td>`",
                    "placez au-dessous ou à côté les cellules qu’il nomme, ou faites-en un `<td>`",
                ),
            );
        }
    }
}
