//! Which selectors browsers understand.

use lightningcss::selector::{Component, PseudoClass, PseudoElement, Selector};
use lightningcss::vendor_prefix::VendorPrefix;

/// Names of pseudo-classes and pseudo-elements that browsers know and the parser does not.
const NEWER: [&str; 14] = [
    "-webkit-drag",
    "column",
    "has-slotted",
    "heading",
    "host-context",
    "interest-button",
    "interest-source",
    "interest-target",
    "scroll-button",
    "scroll-marker",
    "scroll-marker-group",
    "target-after",
    "target-before",
    "target-current",
];

/// Whether browsers understand a selector: one that they do not makes them drop its whole rule (Selectors 4, 3.9), but
/// for those in `:is()` and `:where()`. Of names that belong to one of them, those of `WebKit` are known to all.
pub(super) fn is_valid(selector: &Selector<'_>) -> bool {
    let is_known = |name: &str| NEWER.iter().any(|newer| name.eq_ignore_ascii_case(newer));
    let is_shared = |prefix: VendorPrefix| prefix.intersects(VendorPrefix::None | VendorPrefix::WebKit);
    selector.iter_raw_match_order().all(|component| match component {
        Component::Negation(list) | Component::Has(list) => list.iter().all(is_valid),
        Component::NthOf(data) => data.selectors().iter().all(is_valid),
        Component::Any(prefix, _) => is_shared(*prefix),
        Component::NonTSPseudoClass(class) => match class {
            PseudoClass::Custom { name } | PseudoClass::CustomFunction { name, .. } => is_known(name),
            PseudoClass::Fullscreen(prefix)
            | PseudoClass::AnyLink(prefix)
            | PseudoClass::ReadOnly(prefix)
            | PseudoClass::ReadWrite(prefix)
            | PseudoClass::PlaceholderShown(prefix)
            | PseudoClass::Autofill(prefix) => is_shared(*prefix),
            _ => true,
        },
        Component::PseudoElement(element) => match element {
            PseudoElement::Custom { name } | PseudoElement::CustomFunction { name, .. } => {
                is_known(name) || name.get(..8).is_some_and(|start| start.eq_ignore_ascii_case("-webkit-"))
            }
            PseudoElement::Selection(prefix)
            | PseudoElement::Placeholder(prefix)
            | PseudoElement::Backdrop(prefix)
            | PseudoElement::FileSelectorButton(prefix) => is_shared(*prefix),
            _ => true,
        },
        _ => true,
    })
}
