//! The slots of a table (HTML Standard, 4.9.12.1, "forming a table"), within bounds that no honest table meets.

use super::kind::{cells, is_header, rows};
use crate::check::Page;
use crate::html::Element;

/// A cell and the slots that it covers.
#[derive(Clone, Copy, Debug)]
pub(super) struct Cell<'d> {
    /// The element.
    pub(super) element: Element<'d>,
    /// Whether it is a header.
    pub(super) is_header: bool,
    /// Its first column.
    pub(super) x: usize,
    /// Its first row.
    pub(super) y: usize,
    /// How many columns it covers.
    pub(super) width: usize,
    /// How many rows it covers.
    pub(super) height: usize,
    /// The `tbody`, `thead` or `tfoot` that it is in; the table itself when it is in none.
    pub(super) group: Element<'d>,
}

/// A table as rows and columns.
#[derive(Debug)]
pub(super) struct Grid<'d> {
    /// The cells, row by row.
    pub(super) cells: Vec<Cell<'d>>,
    /// How many columns there are.
    pub(super) width: usize,
    /// How many rows there are.
    pub(super) height: usize,
    /// The cell that covers a slot, row by row: its index; where cells overlap, the last.
    slots: Vec<u32>,
}

/// No cell covers the slot.
const EMPTY: u32 = u32::MAX;

/// The most slots that a table may have, to bound time and memory; greater ones are not judged.
const MOST_SLOTS: usize = 500_000;

impl<'d> Grid<'d> {
    /// The grid of a table; nothing when its spans make it too large.
    pub(super) fn of(page: &Page<'d>, table: Element<'d>) -> Option<Self> {
        let rows: Vec<(Element<'d>, Element<'d>)> = rows(table).collect();
        let mut grid = Self { cells: Vec::new(), width: 0, height: rows.len(), slots: Vec::new() };
        // The row from which each column is free again.
        let mut free: Vec<usize> = Vec::new();
        let mut covered = 0;
        let mut group_end = 0;
        for (y, (group, row)) in rows.iter().enumerate() {
            if y >= group_end {
                group_end = y + rows[y..].iter().take_while(|(other, _)| other == group).count();
            }
            let mut x = 0;
            for element in cells(*row) {
                while free.get(x).is_some_and(|from| *from > y) {
                    x += 1;
                }
                let width = span(element, "colspan", 1000).max(1);
                // 0 is down to the end of the group, which no cell goes past.
                let height = match span(element, "rowspan", 65_534) {
                    0 => group_end - y,
                    height => height.min(group_end - y),
                };
                covered += width * height;
                if covered > MOST_SLOTS {
                    return None;
                }
                if free.len() < x + width {
                    free.resize(x + width, 0);
                }
                for from in &mut free[x..x + width] {
                    *from = (*from).max(y + height);
                }
                let is_header = is_header(page, element);
                grid.cells.push(Cell { element, is_header, x, y, width, height, group: *group });
                x += width;
            }
        }
        grid.width = free.len();
        if grid.width.checked_mul(grid.height)? > MOST_SLOTS {
            return None;
        }
        grid.slots = vec![EMPTY; grid.width * grid.height];
        for (index, cell) in grid.cells.iter().enumerate() {
            for y in cell.y..cell.y + cell.height {
                grid.slots[y * grid.width + cell.x..][..cell.width].fill(index as u32);
            }
        }
        Some(grid)
    }

    /// The cell that covers a slot, as an index into the cells.
    pub(super) fn at(&self, x: usize, y: usize) -> Option<usize> {
        self.slots.get(y * self.width + x).filter(|index| **index != EMPTY).map(|index| *index as usize)
    }
}

/// A number of columns or rows (HTML Standard, 2.3.4.2), at most `most`; 1 when there is none.
fn span(cell: Element<'_>, name: &str, most: usize) -> usize {
    let Some(value) = cell.attr(name) else { return 1 };
    let value = value.trim_start();
    let value = value.strip_prefix('+').unwrap_or(value);
    let digits = &value[..value.bytes().take_while(u8::is_ascii_digit).count()];
    if digits.is_empty() { 1 } else { digits.parse().unwrap_or(most).min(most) }
}
