//! Any bytes are a page: they are read to the end, and whatever is found has a place in them.

#![no_main]

use libfuzzer_sys::fuzz_target;
use osier::html::{self, Child};

fuzz_target!(|bytes: &[u8]| {
    let page = String::from_utf8_lossy(bytes);
    let document = html::parse(&page);
    for element in document.elements() {
        element.span().into_iter().for_each(|span| assert!(page.get(span).is_some()));
        for attribute in element.attributes() {
            assert!(page.get(attribute.span).is_some());
            assert!(element.has(attribute.name));
        }
        for child in element.child_nodes() {
            match child {
                Child::Element(child) => assert!(element.contains(child) && child.parent() == Some(element)),
                Child::Text(text) => assert!(page.get(text.span()).is_some()),
            }
        }
        let _ = (element.previous(), element.next());
        if let Some(id) = element.attr("id").filter(|id| !id.is_empty()) {
            assert!(document.by_id(id).is_some());
        }
    }
    for error in document.errors() {
        assert!(page.get(error.span.clone()).is_some());
    }
});
