//! Which `label` belongs to which control (HTML Standard, 4.10.4).

use crate::html::{Document, Element, NodeId};

/// The labels of every control, by control then by tree order.
pub(super) fn labels(document: &Document) -> Vec<(NodeId, NodeId)> {
    let mut labels = Vec::new();
    let mut controls: Option<Vec<NodeId>> = None;
    for label in document.elements_named("label") {
        let control = if let Some(id) = label.attr("for") {
            document.by_id(id).filter(|element| is_labelable(*element))
        } else {
            let controls = controls.get_or_insert_with(|| {
                document.elements().filter(|element| is_labelable(*element)).map(Element::id).collect()
            });
            let next = controls.partition_point(|control| *control <= label.id());
            let control = controls.get(next).and_then(|control| document.element(*control));
            control.filter(|control| label.contains(*control))
        };
        labels.extend(control.map(|control| (control.id(), label.id())));
    }
    labels.sort_unstable();
    labels
}

/// Whether a `label` can belong to it (HTML Standard, 4.10.2).
pub(super) fn is_labelable(element: Element<'_>) -> bool {
    match element.name() {
        "input" => element.is_html() && !element.attr_is("type", "hidden"),
        "button" | "meter" | "output" | "progress" | "select" | "textarea" => element.is_html(),
        _ => false,
    }
}
