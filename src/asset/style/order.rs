//! Declarations in one order throughout a sheet, which compresses better: what is said often is said alike.
//!
//! Order matters only between a property and another that sets the same: those of a family stay as they are written.

use std::collections::HashMap;

use lightningcss::declaration::DeclarationBlock;
use lightningcss::properties::Property;

/// How often the properties of each family are declared.
pub(super) type Counts = HashMap<String, usize>;

/// Counts the declarations of a rule.
pub(super) fn count(block: &DeclarationBlock<'_>, counts: &mut Counts) {
    for property in &block.declarations {
        *counts.entry(family(property)).or_default() += 1;
    }
}

/// Puts the declarations of a rule in order: those of the most used family first.
pub(super) fn sort(block: &mut DeclarationBlock<'_>, counts: &Counts) {
    // `all` is of every family.
    if block.declarations.iter().any(|property| property.property_id().name() == "all") {
        return;
    }
    block.declarations.sort_by_cached_key(|property| {
        let family = family(property);
        (std::cmp::Reverse(counts.get(&family).copied()), family)
    });
}

/// What a property has in common with all that set the same as it does: the first word of its name, but for those of a
/// shorthand that begins otherwise, and those that go by the page or by the line. Custom properties stay together.
pub(super) fn family(property: &Property<'_>) -> String {
    let id = property.property_id();
    let name = id.name();
    if name.starts_with("--") {
        return "--".to_owned();
    }
    let name = name.strip_prefix('-').and_then(|rest| rest.split_once('-')).map_or(name, |(_, plain)| plain);
    match name {
        "line-height" => return "font".to_owned(),
        "inline-size" | "block-size" => return "size".to_owned(),
        // Two names of one property.
        "overflow-wrap" => return "word".to_owned(),
        "color-adjust" => return "print".to_owned(),
        "column-break-after" | "column-break-before" | "column-break-inside" => return "break".to_owned(),
        // Sets nothing that `color` sets.
        "color-scheme" => return name.to_owned(),
        _ => {}
    }
    match name.split('-').next().unwrap_or(name) {
        "top" | "right" | "bottom" | "left" => "inset",
        "width" | "height" | "min" | "max" => "size",
        "gap" | "row" | "column" | "columns" | "rule" => "grid",
        "align" | "justify" => "place",
        "translate" | "rotate" | "scale" => "transform",
        "corner" => "border",
        "alignment" | "baseline" => "vertical",
        "white" => "text",
        "page" => "break",
        first => first,
    }
    .to_owned()
}
