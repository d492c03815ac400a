//! What was taken out of the style sheets.

use std::fmt::Write as _;

use crate::asset::style::Removed;

/// What was taken out of each sheet: bytes before and after, the selectors that no page meets, the custom properties
/// that nothing uses, one a line.
pub fn styles(removed: &[Removed]) -> String {
    let mut text = String::new();
    for Removed { path, bytes: (before, after), selectors, properties, .. } in removed {
        // Writing to a string does not fail.
        let _ = writeln!(
            text,
            "{path}: {before} bytes, {after} once {} selectors that no page meets and {} custom properties that nothing \
             uses are taken out",
            selectors.len(),
            properties.len()
        );
        for line in selectors.iter().chain(properties) {
            let _ = writeln!(text, "  {line}");
        }
    }
    if removed.is_empty() {
        text.push_str("no style sheet was looked at: none is compiled, `unused = \"keep\"`, or errors stand\n");
    }
    text
}
