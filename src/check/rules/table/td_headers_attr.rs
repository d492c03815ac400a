//! `td-headers-attr`: a cell names headers of its own table.

use super::kind::{is_data, is_header, table_of};
use crate::check::{Page, Report, say};
use crate::finding::{Criterion, Rule, Severity};

pub(super) static RULE: Rule = Rule {
    id: "td-headers-attr",
    severity: Severity::Error,
    criteria: &[Criterion::wcag("1.3.1", "A"), Criterion::rgaa("5.7"), Criterion::act("a25f45")],
    doc: include_str!("td_headers_attr.md"),
};

pub(super) fn check(page: &Page<'_>, report: &mut Report) {
    for cell in page.with("headers").filter(|element| element.is_any(&["td", "th"])) {
        let Some(table) = table_of(cell) else { continue };
        if !is_data(page, table) || !page.tree.is_exposed(cell) {
            continue;
        }
        for id in cell.words("headers") {
            let target = page.document.by_id(id);
            let message = match target {
                None => say(format!("no cell has the id `{id}`"), format!("aucune cellule n’a l’identifiant `{id}`")),
                Some(target) if target == cell => {
                    say("the cell names itself as its header", "la cellule se nomme elle-même comme en-tête")
                }
                Some(target) if table_of(target) != Some(table) => say(
                    format!("`{id}` is no cell of this table"),
                    format!("`{id}` n’est pas une cellule de ce tableau"),
                ),
                Some(target) if !is_header(page, target) => {
                    say(format!("`{id}` is a cell, not a header"), format!("`{id}` est une cellule, pas un en-tête"))
                }
                Some(_) => continue,
            };
            report.fail(
                cell,
                message,
                say(
                    "name in `headers` the ids of `<th>` of the same table",
                    "nommez dans `headers` des identifiants de `<th>` du même tableau",
                ),
            );
            break;
        }
    }
}
