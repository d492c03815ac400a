//! What a table is to assistive technologies, and what is its own.

use crate::check::Page;
use crate::html::Element;

/// The tables of the page that assistive technologies are given as tables.
pub(super) fn data_tables<'p>(page: &Page<'p>) -> impl Iterator<Item = Element<'p>> {
    page.named("table").filter(|table| is_data(page, *table) && page.tree.is_exposed(*table))
}

/// Whether the element has a role of a table.
pub(super) fn is_data(page: &Page<'_>, table: Element<'_>) -> bool {
    matches!(page.tree.role(table), Some("table" | "grid" | "treegrid"))
}

/// The rows of a table, with the group that each is in: rows of tables inside of its cells are not its own.
pub(super) fn rows(table: Element<'_>) -> impl Iterator<Item = (Element<'_>, Element<'_>)> {
    table.children().filter(|child| child.is_html()).flat_map(move |child| {
        let own = child.is("tr").then_some((table, child));
        let group = child.is_any(&["thead", "tbody", "tfoot"]);
        let below = group.then(|| child.children().filter(|row| row.is("tr")).map(move |row| (child, row)));
        own.into_iter().chain(below.into_iter().flatten())
    })
}

/// The cells of a row.
pub(super) fn cells(row: Element<'_>) -> impl Iterator<Item = Element<'_>> {
    row.children().filter(|cell| cell.is_any(&["td", "th"]))
}

/// The table that a cell is a cell of.
pub(super) fn table_of(cell: Element<'_>) -> Option<Element<'_>> {
    let row = cell.parent().filter(|row| row.is("tr"))?;
    let above = row.parent()?;
    if above.is("table") {
        return Some(above);
    }
    above.parent().filter(|table| table.is("table") && above.is_any(&["thead", "tbody", "tfoot"]))
}

/// Whether a cell is a header: by its explicit role, or else by its tag.
pub(super) fn is_header(page: &Page<'_>, cell: Element<'_>) -> bool {
    if cell.has("role") {
        return matches!(page.tree.role(cell), Some("columnheader" | "rowheader"));
    }
    cell.is("th")
}
