//! Delivered HTML: a [`Document`] as browsers make it, for the rules; a scanner of tags for what it points to.
//!
//! The scanner (HTML Standard, 13.2.5) is not a tree: it gives every start tag with its attributes
//! and its place, in one pass and without allocation for what nobody asks for.

mod builder;
mod document;
mod draft;
mod driver;
mod element;
mod errors;
mod foreign;
mod key;
mod parse;
mod plain;
mod shown;
mod sink;
mod space;
mod store;
mod tokenizer;

use std::borrow::Cow;
use std::ops::Range;

use memchr::{memchr, memchr3, memmem};

pub use document::{Document, Namespace, NodeId, ParseError};
pub use element::{Attribute, Child, Element, Text};
pub use key::Name;
pub use parse::parse;
pub use shown::{Characters, characters};
pub use space::single_spaced;

/// A start tag.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tag<'a> {
    /// Its name as written.
    pub name: &'a str,
    /// The bytes of the whole tag.
    pub span: Range<usize>,
    attributes: &'a str,
}

impl<'a> Tag<'a> {
    /// Whether there is anything after its name.
    pub fn has_attributes(&self) -> bool {
        !self.attributes.is_empty()
    }

    /// Its attributes, in order, values decoded; one without a value is empty.
    pub fn attributes(&self) -> impl Iterator<Item = (&'a str, Cow<'a, str>)> + use<'a> {
        let mut rest = self.attributes;
        std::iter::from_fn(move || {
            let (name, value, after) = next_attribute(rest)?;
            rest = after;
            Some((name, decode(value)))
        })
    }

    /// The value of an attribute.
    pub fn attribute(&self, name: &str) -> Option<Cow<'a, str>> {
        self.attributes().find(|(known, _)| known.eq_ignore_ascii_case(name)).map(|(_, value)| value)
    }
}

/// Every start tag of a document, in order. Comments, scripts' and styles' texts are passed over.
pub fn tags(html: &str) -> impl Iterator<Item = Tag<'_>> {
    let mut at = 0;
    let bytes = html.as_bytes();
    std::iter::from_fn(move || {
        loop {
            let start = at + memchr(b'<', &bytes[at..])?;
            let rest = &bytes[start + 1..];
            if rest.starts_with(b"!--") {
                at = memmem::find(&bytes[start..], b"-->").map_or(html.len(), |end| start + end + 3);
                continue;
            }
            if !rest.first().is_some_and(u8::is_ascii_alphabetic) {
                at = start + 1;
                continue;
            }
            let ends = |byte: &u8| byte.is_ascii_whitespace() || matches!(byte, b'>' | b'/');
            let name_end = start + 1 + rest.iter().position(ends).unwrap_or(rest.len());
            let name = &html[start + 1..name_end];
            let end = tag_end(bytes, name_end);
            let attributes = trimmed(trimmed(&html[name_end..end], b'>'), b'/');
            at = if is_raw(name) { raw_text_end(html, end, name) } else { end };
            return Some(Tag { name, span: start..end, attributes });
        }
    })
}

/// A text without this ASCII sign at its end, however often it stands there.
fn trimmed(text: &str, sign: u8) -> &str {
    &text[..text.bytes().rposition(|byte| byte != sign).map_or(0, |last| last + 1)]
}

/// Whether what is in an element is no markup.
fn is_raw(name: &str) -> bool {
    (5..=8).contains(&name.len())
        && ["script", "style", "textarea", "title"].iter().any(|raw| name.eq_ignore_ascii_case(raw))
}

/// The byte after the `>` that ends the tag whose attributes begin at `at`.
fn tag_end(html: &[u8], mut at: usize) -> usize {
    // Most tags have no attribute.
    if html.get(at) == Some(&b'>') {
        return at + 1;
    }
    while let Some(found) = memchr3(b'>', b'"', b'\'', &html[at..]) {
        let byte = html[at + found];
        at += found + 1;
        if byte == b'>' {
            return at;
        }
        let Some(quoted) = memchr(byte, &html[at..]) else { break };
        at += quoted + 1;
    }
    html.len()
}

fn raw_text_end(html: &str, from: usize, name: &str) -> usize {
    let mut at = from;
    while let Some(found) = html[at..].find("</") {
        at += found + 2;
        if html.as_bytes()[at..].get(..name.len()).is_some_and(|end| end.eq_ignore_ascii_case(name.as_bytes())) {
            return at;
        }
    }
    html.len()
}

fn next_attribute(text: &str) -> Option<(&str, &str, &str)> {
    let passed = |byte: u8| byte.is_ascii_whitespace() || matches!(byte, b'/' | b'"' | b'\'');
    let text = &text[text.bytes().position(|byte| !passed(byte))?..];
    // A name may begin with `=` (HTML Standard, 13.2.5.32); the scan always moves on.
    let ends = |byte: &u8| byte.is_ascii_whitespace() || matches!(byte, b'=' | b'/');
    let name_end = 1 + text.as_bytes()[1..].iter().position(ends).unwrap_or(text.len() - 1);
    let (name, rest) = text.split_at(name_end);
    let Some(value) = rest.trim_ascii_start().strip_prefix('=') else { return Some((name, "", rest)) };
    let value = value.trim_ascii_start();
    if let Some(quote @ (b'"' | b'\'')) = value.bytes().next() {
        let inner = &value[1..];
        let end = memchr(quote, inner.as_bytes()).unwrap_or(inner.len());
        return Some((name, &inner[..end], inner.get(end + 1..).unwrap_or_default()));
    }
    let end = value.bytes().position(|byte| byte.is_ascii_whitespace()).unwrap_or(value.len());
    Some((name, &value[..end], &value[end..]))
}

/// An attribute's value with the character references that our own output writes decoded.
fn decode(value: &str) -> Cow<'_, str> {
    if memchr(b'&', value.as_bytes()).is_none() {
        return Cow::Borrowed(value);
    }
    let pairs = [
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&quot;", "\""),
        ("&#39;", "'"),
        ("&#x27;", "'"),
        ("&#x2F;", "/"),
        ("&amp;", "&"),
    ];
    Cow::Owned(pairs.iter().fold(value.to_owned(), |value, (from, to)| value.replace(from, to)))
}

/// The addresses that a tag makes a browser follow or fetch.
pub fn references<'a>(tag: &Tag<'a>) -> Vec<Cow<'a, str>> {
    let mut found = Vec::new();
    for (name, value) in tag.attributes() {
        refer(tag, name, value, &mut |address| found.push(address));
    }
    found
}

/// The addresses that an attribute of a tag makes a browser follow or fetch.
pub fn refer<'a>(tag: &Tag<'a>, name: &str, value: Cow<'a, str>, found: &mut dyn FnMut(Cow<'a, str>)) {
    match name {
        "href" | "src" | "poster" => found(value),
        "srcset" => {
            let urls = value.split(',').filter_map(|candidate| candidate.split_whitespace().next());
            urls.for_each(|url| found(Cow::Owned(url.to_owned())));
        }
        "content" if tag.attribute("property").is_some_and(|property| property == "og:image") => found(value),
        _ => {}
    }
}

/// The headings of a piece of HTML that have an id: level, id, text.
pub fn headings(html: &str) -> Vec<(u8, String, String)> {
    let mut found = Vec::new();
    for tag in tags(html) {
        let name = tag.name.as_bytes();
        if name.len() != 2 || !name[0].eq_ignore_ascii_case(&b'h') || !(b'1'..=b'6').contains(&name[1]) {
            continue;
        }
        let Some(id) = tag.attribute("id") else { continue };
        let rest = &html[tag.span.end..];
        let end = rest.find("</h").unwrap_or(rest.len());
        found.push((name[1] - b'0', id.into_owned(), text(&rest[..end])));
    }
    found
}

/// The text of a piece of HTML, without its tags; footnote references are left out.
pub fn text(html: &str) -> String {
    let mut out = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(start) = rest.find('<') {
        out.push_str(&rest[..start]);
        let skip_to = if rest[start..].starts_with("<sup class=\"fn\"") {
            rest[start..].find("</sup>").map(|end| start + end + 6)
        } else {
            None
        };
        let end = skip_to.or_else(|| rest[start..].find('>').map(|end| start + end + 1)).unwrap_or(rest.len());
        rest = &rest[end..];
    }
    out.push_str(rest);
    decode(&out).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_and_attributes_are_read_as_browsers_do() {
        let html = r#"<!-- <a href="no"> --><a class=x href='/a?b=1&amp;c=2' hidden>t</a><script>"<a href=no>"</script><img alt="a > b" src=/p.png>"#;
        let found: Vec<(String, Vec<String>)> = tags(html)
            .map(|tag| (tag.name.to_owned(), references(&tag).into_iter().map(Cow::into_owned).collect()))
            .collect();
        assert_eq!(found[0], ("a".to_owned(), vec!["/a?b=1&c=2".to_owned()]));
        assert_eq!(found[1].0, "script");
        assert_eq!(found[2], ("img".to_owned(), vec!["/p.png".to_owned()]));
    }

    #[test]
    fn headings_keep_their_text_and_lose_their_tags() {
        let html =
            r#"<h2 id="a">Où <em>aller</em> &amp; quand<sup class="fn"><a id="r1">1</a></sup></h2><h3>no id</h3>"#;
        assert_eq!(headings(html), vec![(2, "a".to_owned(), "Où aller & quand".to_owned())]);
    }

    #[test]
    fn any_bytes_are_read_to_the_end() {
        for html in ["<", "<a", "<a =", "<a ='", "<a é=\"", "<é", "<a/ / =x>", "<!--", "<script>", "</", "<a \"'>"] {
            for tag in tags(html) {
                let _ = references(&tag).len() + tag.attributes().count();
            }
            let _ = (headings(html), text(html));
        }
    }
}
