//! Which cells a header is the header of (HTML Standard, 4.9.12.2).

use super::grid::{Cell, Grid};
use super::kind::table_of;
use crate::html::Element;

/// The most steps that are taken for one table; a table that needs more is not judged.
const MOST_STEPS: usize = 2_000_000;

/// How many cells are looked at to find one in the group of a header.
const NEAR: usize = 1_000;

/// For each cell of a grid, whether it is a header of at least one other cell; nothing when that takes too long.
pub(super) fn assigned(grid: &Grid<'_>, table: Element<'_>) -> Option<Vec<bool>> {
    let directions = directions(grid);
    let mut assigned = vec![false; grid.cells.len()];
    let mut waiting = grid.cells.iter().filter(|cell| cell.is_header).count();
    let mut steps = 0;
    for (principal, cell) in grid.cells.iter().enumerate() {
        if waiting == 0 {
            break;
        }
        let mut assign = |header: usize| {
            if header != principal && !std::mem::replace(&mut assigned[header], true) && grid.cells[header].is_header {
                waiting -= 1;
            }
        };
        if cell.element.has("headers") {
            for id in cell.element.words("headers") {
                let header = cell.element.document().by_id(id).filter(|header| table_of(*header) == Some(table));
                if let Some(header) = header.and_then(|header| position(grid, header)) {
                    assign(header);
                }
            }
            continue;
        }
        for y in cell.y..cell.y + cell.height {
            steps += scan(grid, &directions, principal, (0..cell.x).rev().map(|x| (x, y)), Axis::Row, &mut assign);
        }
        for x in cell.x..cell.x + cell.width {
            steps += scan(grid, &directions, principal, (0..cell.y).rev().map(|y| (x, y)), Axis::Column, &mut assign);
        }
        if steps > MOST_STEPS {
            return None;
        }
    }
    assign_groups(grid, &mut assigned);
    Some(assigned)
}

/// The place of a cell's element among the cells, which are in tree order.
fn position(grid: &Grid<'_>, element: Element<'_>) -> Option<usize> {
    grid.cells.binary_search_by_key(&element.id(), |cell| cell.element.id()).ok()
}

/// Along what a scan goes.
#[derive(Clone, Copy, PartialEq)]
enum Axis {
    /// To the left, looking for headers of rows.
    Row,
    /// Up, looking for headers of columns.
    Column,
}

/// The internal algorithm for scanning and assigning header cells; gives how many slots were looked at.
fn scan(
    grid: &Grid<'_>,
    directions: &[Direction],
    principal: usize,
    slots: impl Iterator<Item = (usize, usize)>,
    axis: Axis,
    assign: &mut impl FnMut(usize),
) -> usize {
    let mut in_block = grid.cells[principal].is_header;
    let mut block: Vec<usize> = if in_block { vec![principal] } else { Vec::new() };
    let mut opaque: Vec<usize> = Vec::new();
    let mut steps = 0;
    for (x, y) in slots {
        steps += 1;
        let Some(current) = grid.at(x, y) else { continue };
        let cell = &grid.cells[current];
        if cell.is_header {
            in_block = true;
            if block.last() != Some(&current) {
                block.push(current);
            }
            let same = |other: &usize| {
                let other = &grid.cells[*other];
                match axis {
                    Axis::Column => other.x == cell.x && other.width == cell.width,
                    Axis::Row => other.y == cell.y && other.height == cell.height,
                }
            };
            steps += opaque.len();
            let turned = match axis {
                Axis::Column => !directions[current].column,
                Axis::Row => !directions[current].row,
            };
            if !turned && !opaque.iter().any(same) {
                assign(current);
            }
        } else if in_block {
            in_block = false;
            opaque.append(&mut block);
        }
    }
    steps
}

/// Which way a header cell works.
#[derive(Clone, Copy, Default)]
struct Direction {
    /// It is a column header.
    column: bool,
    /// It is a row header.
    row: bool,
}

fn directions(grid: &Grid<'_>) -> Vec<Direction> {
    let mut data_in_row = vec![false; grid.height];
    let mut data_in_column = vec![false; grid.width];
    for cell in grid.cells.iter().filter(|cell| !cell.is_header) {
        data_in_row[cell.y..cell.y + cell.height].fill(true);
        data_in_column[cell.x..cell.x + cell.width].fill(true);
    }
    let direction = |cell: &Cell<'_>| match scope(cell.element) {
        Scope::Column => Direction { column: true, row: false },
        Scope::Row => Direction { column: false, row: true },
        Scope::RowGroup | Scope::ColumnGroup => Direction::default(),
        Scope::Auto => {
            let column = !data_in_row[cell.y..cell.y + cell.height].contains(&true);
            Direction { column, row: !column && !data_in_column[cell.x..cell.x + cell.width].contains(&true) }
        }
    };
    grid.cells.iter().map(|cell| if cell.is_header { direction(cell) } else { Direction::default() }).collect()
}

/// The state of `scope`; an explicit role says the same.
enum Scope {
    Column,
    Row,
    ColumnGroup,
    RowGroup,
    Auto,
}

fn scope(cell: Element<'_>) -> Scope {
    if cell.attr_is("role", "rowheader") {
        return Scope::Row;
    }
    match cell.attr("scope").map(str::to_ascii_lowercase).as_deref() {
        Some("col") => Scope::Column,
        Some("row") => Scope::Row,
        Some("colgroup") => Scope::ColumnGroup,
        Some("rowgroup") => Scope::RowGroup,
        _ if cell.attr_is("role", "columnheader") => Scope::Column,
        _ => Scope::Auto,
    }
}

/// The headers of a group of rows or of columns are those of the cells after them in the group.
fn assign_groups(grid: &Grid<'_>, assigned: &mut [bool]) {
    for (index, header) in grid.cells.iter().enumerate() {
        if !header.is_header || assigned[index] {
            continue;
        }
        assigned[index] = match scope(header.element) {
            Scope::RowGroup => {
                let after = grid.cells[index + 1..].iter().take_while(|cell| cell.group == header.group);
                after.take(NEAR).any(|cell| cell.x + cell.width > header.x)
            }
            // Groups of columns that no `colgroup` declares are what is below the header.
            Scope::ColumnGroup => {
                let below = header.y + header.height;
                let rows = below..grid.height.min(below + NEAR);
                rows.flat_map(|y| (header.x..header.x + header.width).map(move |x| (x, y)))
                    .take(NEAR)
                    .any(|(x, y)| grid.at(x, y).is_some())
            }
            _ => false,
        };
    }
}
