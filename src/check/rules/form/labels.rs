//! Which `label` belongs to which field (HTML Standard, 4.10.4).

use rustc_hash::FxHashMap;

use crate::check::Page;
use crate::html::{Element, NodeId};

/// The labels of a page's fields.
pub(super) struct Labels<'p>(FxHashMap<NodeId, Vec<Element<'p>>>);

impl<'p> Labels<'p> {
    /// Those of the page: of each field the labels, in tree order. One that holds a field and names it belongs to it
    /// once.
    pub(super) fn of(page: &Page<'p>) -> Self {
        let mut labels: FxHashMap<NodeId, Vec<Element<'p>>> = FxHashMap::default();
        // The innermost of the labels around a field comes last, and is the one that holds it.
        let mut open: Vec<Element<'p>> = Vec::new();
        for element in page.elements() {
            while open.last().is_some_and(|label| !label.contains(element)) {
                open.pop();
            }
            if element.is("label") {
                match element.attr("for") {
                    Some(id) => {
                        if let Some(field) = page.document.by_id(id) {
                            labels.entry(field.id()).or_default().push(element);
                        }
                    }
                    None => open.push(element),
                }
            } else if element.is_any(&["input", "select", "textarea"])
                && !element.attr_is("type", "hidden")
                && let Some(label) = open.pop()
            {
                // A label belongs to the first field in it, and to no other.
                labels.entry(element.id()).or_default().push(label);
            }
        }
        Self(labels)
    }

    /// The labels of a field.
    pub(super) fn get(&self, field: Element<'_>) -> &[Element<'p>] {
        self.0.get(&field.id()).map_or(&[], Vec::as_slice)
    }
}
