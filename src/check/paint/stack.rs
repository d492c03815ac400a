//! Pictures that a grid lays under a text without positioning anything: both are put in the same area.

use rustc_hash::FxHashMap;

use super::ground::Ground;
use super::scene::is_picture;
use crate::html::{Element, NodeId};
use crate::style::{Display, Styles};

/// What is known of the grids of a page: by grid and item, whether a picture may lie in the same area.
#[derive(Debug, Default)]
pub(super) struct Stacks {
    known: FxHashMap<(NodeId, NodeId), bool>,
}

impl Stacks {
    /// The grid around an element that may lay a picture under it, inside of its ground.
    ///
    /// Slow: for what would fail, not for every text.
    pub(super) fn around(&mut self, styles: &Styles, element: Element<'_>, ground: &Ground) -> Option<NodeId> {
        let mut item = element;
        for grid in element.ancestors().take(8) {
            if matches!(styles.of(grid).display, Display::Grid | Display::InlineGrid) {
                let key = (grid.id(), item.id());
                if *self.known.entry(key).or_insert_with(|| is_stacked(styles, grid, item)) {
                    return Some(grid.id());
                }
            }
            if ground.base == Some(grid.id()) {
                return None;
            }
            item = grid;
        }
        None
    }
}

/// Whether another item of the grid shows a picture and is placed by hand.
fn is_stacked(styles: &Styles, grid: Element<'_>, item: Element<'_>) -> bool {
    let placed = |other: Element<'_>| {
        styles.rules().iter().any(|rule| {
            let by_hand = rule.declarations.iter().any(|declaration| declaration.name.starts_with("grid-"));
            by_hand && styles.matches(rule, other)
        })
    };
    let mut others = grid.children().filter(|other| *other != item).take(16);
    others.any(|other| (is_picture(other) || other.descendants().take(8).any(is_picture)) && placed(other))
}
