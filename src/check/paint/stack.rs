//! Pictures that a grid lays under a text without positioning anything: both are put in the same area.

use super::ground::Ground;
use super::scene::is_picture;
use crate::html::Element;
use crate::style::{Display, Styles};

/// Whether a picture may lie under the element, by a grid around it whose items are placed by hand.
///
/// Slow: for what would fail, not for every text.
pub(super) fn is_stacked(styles: &Styles, element: Element<'_>, ground: &Ground) -> bool {
    let base = ground.base;
    let mut inside = element;
    for around in element.ancestors().take(8) {
        if matches!(styles.of(around).display, Display::Grid | Display::InlineGrid) {
            let placed = |item: Element<'_>| {
                let mut rules = styles.rules().iter();
                rules.any(|rule| {
                    let by_hand = rule.declarations.iter().any(|declaration| declaration.name.starts_with("grid-"));
                    by_hand && styles.matches(rule, item)
                })
            };
            let mut others = around.children().filter(|item| *item != inside).take(16);
            if others.any(|item| (is_picture(item) || item.descendants().take(8).any(is_picture)) && placed(item)) {
                return true;
            }
        }
        if base == Some(around.id()) {
            return false;
        }
        inside = around;
    }
    false
}
