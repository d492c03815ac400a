//! Whatever the bytes are, they are read to the end.

use super::Random;
use crate::html::{Text, parse};

#[test]
fn any_bytes_make_a_document_whose_places_are_in_the_page() {
    let mut random = Random(3);
    for _ in 0..5_000 {
        let length = random.below(200);
        // Half of the bytes are those that mean something.
        let byte = |random: &mut Random| match random.below(2) {
            0 => b"<>/!-\"'=& \n\r\0abpt[]?;#x"[random.below(23)],
            _ => random.below(256) as u8,
        };
        let bytes: Vec<u8> = (0..length).map(|_| byte(&mut random)).collect();
        let html = String::from_utf8_lossy(&bytes);
        let document = parse(&html);
        for element in document.elements() {
            let spans = element.attributes().map(|attribute| attribute.span).chain(element.span());
            let texts = element.texts().map(Text::span);
            spans.chain(texts).for_each(|span| assert!(html.get(span).is_some(), "{html:?}"));
            assert_eq!(
                element.children().count(),
                element.descendants().filter(|e| e.parent() == Some(element)).count()
            );
        }
        for error in document.errors() {
            assert!(html.get(error.span.clone()).is_some(), "{html:?}: {error:?}");
        }
        assert!(document.errors().is_sorted_by_key(|error| error.span.start));
    }
}
