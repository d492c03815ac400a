//! Who owns whom among elements that mean something (WAI-ARIA 1.2, "accessibility parent").

use rustc_hash::FxHashMap;

use super::Tree;
use crate::html::{Element, NodeId};

/// The owner of every node: the nearest element around it, or around what owns it by `aria-owns`, whose role is more
/// than `generic` and `none`.
pub(super) fn owners(tree: &Tree<'_>) -> Vec<Option<NodeId>> {
    let document = tree.document;
    let mut claims: FxHashMap<NodeId, NodeId> = FxHashMap::default();
    for owner in document.elements().filter(|element| element.has("aria-owns")) {
        for owned in owner.words("aria-owns").filter_map(|id| document.by_id(id)) {
            if owned != owner && !owned.contains(owner) {
                claims.entry(owned.id()).or_insert(owner.id());
            }
        }
    }
    let mut owners = vec![None; document.len()];
    for element in document.elements() {
        let claim = claims.get(&element.id()).and_then(|owner| document.element(*owner));
        let Some(parent) = claim.or_else(|| element.parent()) else { continue };
        // An owner that comes later and is a plain box is taken for itself: its own owner is not known yet.
        let known = means_something(tree, parent) || parent.id() > element.id();
        owners[element.id().index()] = if known { Some(parent.id()) } else { owners[parent.id().index()] };
    }
    owners
}

fn means_something(tree: &Tree<'_>, element: Element<'_>) -> bool {
    !matches!(tree.role(element), None | Some("generic" | "none"))
}
