//! What rules hold of a [`Document`]: its elements, their attributes and texts, as handles that are free to copy.

use std::ops::Range;

use html5ever::LocalName;

use super::document::{AttributeData, Data, Document, ElementData, NONE, Namespace, Node, NodeId};
use super::key::{Key, Name};

/// A child of an element that people can perceive.
#[derive(Clone, Copy, Debug)]
pub enum Child<'d> {
    /// An element.
    Element(Element<'d>),
    /// A text.
    Text(Text<'d>),
}

/// A text node.
#[derive(Clone, Copy, Debug)]
pub struct Text<'d> {
    document: &'d Document,
    id: NodeId,
}

impl<'d> Text<'d> {
    /// Its characters, character references decoded.
    pub fn text(self) -> &'d str {
        match &self.document.nodes[self.id.index()].data {
            Data::Text { text, .. } => self.document.slice(text),
            _ => "",
        }
    }

    /// The node.
    pub fn id(self) -> NodeId {
        self.id
    }

    /// Its bytes in the delivered page, up to where something else is between them; empty when not known.
    pub fn span(self) -> Range<usize> {
        match &self.document.nodes[self.id.index()].data {
            Data::Text { span, .. } => span.start as usize..span.end as usize,
            _ => 0..0,
        }
    }

    /// The element it is in.
    pub fn parent(self) -> Option<Element<'d>> {
        self.document.element(NodeId(self.document.nodes[self.id.index()].parent))
    }
}

/// An attribute of an element.
#[derive(Clone, Debug)]
pub struct Attribute<'d> {
    /// Its name in lower case (SVG and `MathML` keep their own case), without prefix.
    pub name: &'d str,
    /// Its value, character references decoded.
    pub value: &'d str,
    /// From its name to the end of its value in the delivered bytes; empty when not known.
    pub span: Range<usize>,
}

/// An element of a [`Document`]: a handle, free to copy.
#[derive(Clone, Copy)]
pub struct Element<'d> {
    document: &'d Document,
    id: NodeId,
}

impl<'d> Element<'d> {
    /// The handle of a node that is an element.
    pub(super) fn at(document: &'d Document, id: NodeId) -> Self {
        Self { document, id }
    }

    fn node(self) -> &'d Node {
        &self.document.nodes[self.id.index()]
    }

    fn data(self) -> &'d ElementData {
        match &self.node().data {
            Data::Element(data) => data,
            _ => unreachable!("an `Element` is only made of an element's node"),
        }
    }

    /// The document it is in.
    pub fn document(self) -> &'d Document {
        self.document
    }

    /// Its node.
    pub fn id(self) -> NodeId {
        self.id
    }

    /// Its local name: lower case in HTML.
    pub fn name(self) -> &'d str {
        &self.data().name
    }

    /// Its local name, interned.
    pub fn atom(self) -> &'d LocalName {
        &self.data().name
    }

    /// Its local name, to look it up; nothing when it is not an element of HTML.
    pub fn html_name(self) -> Option<Name<'d>> {
        self.is_html().then(|| Name::known(self.data().html, self.name()))
    }

    /// Its namespace.
    pub fn namespace(self) -> Namespace {
        self.data().namespace
    }

    /// Whether it is an HTML element.
    pub fn is_html(self) -> bool {
        self.namespace() == Namespace::Html
    }

    /// Whether it is the HTML element of this name.
    #[inline]
    pub fn is(self, name: &str) -> bool {
        self.data().html == Key::of(name) && (Key::decides(name) || self.name() == name)
    }

    /// Whether it is an HTML element of one of these names.
    #[inline]
    pub fn is_any(self, names: &[&str]) -> bool {
        names.iter().any(|name| self.is(name))
    }

    /// The value of an attribute.
    #[inline]
    pub fn attr(self, name: &str) -> Option<&'d str> {
        let data = self.document.find(&self.data().attributes, name)?;
        Some(self.document.slice(&data.value))
    }

    /// Whether it has an attribute.
    #[inline]
    pub fn has(self, name: &str) -> bool {
        self.document.find(&self.data().attributes, name).is_some()
    }

    /// Whether an attribute of enumerated value has this one, whatever the case.
    #[inline]
    pub fn attr_is(self, name: &str, value: &str) -> bool {
        self.attr(name).is_some_and(|found| found.trim().eq_ignore_ascii_case(value))
    }

    /// The words of an attribute that holds a list of them (`class`, `aria-labelledby`, `rel`).
    #[inline]
    pub fn words(self, name: &str) -> impl Iterator<Item = &'d str> {
        self.attr(name).unwrap_or_default().split_ascii_whitespace()
    }

    /// An attribute with its place.
    pub fn attribute(self, name: &str) -> Option<Attribute<'d>> {
        let data = self.document.find(&self.data().attributes, name)?;
        Some(self.document.attribute(data))
    }

    /// Its attributes, in order.
    pub fn attributes(self) -> impl Iterator<Item = Attribute<'d>> {
        self.raw_attributes().iter().map(move |data| self.document.attribute(data))
    }

    /// The names of its attributes, to look them up.
    pub fn attribute_names(self) -> impl Iterator<Item = Name<'d>> {
        let range = &self.data().attributes;
        let keys = &self.document.keys[range.start as usize..range.end as usize];
        keys.iter().zip(self.raw_attributes()).map(|(key, data)| Name::known(*key, self.document.slice(&data.name)))
    }

    fn raw_attributes(self) -> &'d [AttributeData] {
        let range = &self.data().attributes;
        &self.document.attributes[range.start as usize..range.end as usize]
    }

    /// Its start tag in the delivered bytes; nothing when the parser made the element by itself (`html`, `tbody`).
    pub fn span(self) -> Option<Range<usize>> {
        let span = &self.data().span;
        (span.start < span.end).then_some(span.start as usize..span.end as usize)
    }

    /// The element it is in.
    pub fn parent(self) -> Option<Element<'d>> {
        self.document.element(NodeId(self.node().parent))
    }

    /// The elements it is in, nearest first.
    pub fn ancestors(self) -> impl Iterator<Item = Element<'d>> + Clone {
        std::iter::successors(self.parent(), |element| element.parent())
    }

    /// Itself, then the elements it is in, nearest first.
    pub fn ancestors_or_self(self) -> impl Iterator<Item = Element<'d>> + Clone {
        std::iter::successors(Some(self), |element| element.parent())
    }

    /// The nearest element around it, itself included, of this HTML name.
    pub fn closest(self, name: &str) -> Option<Element<'d>> {
        self.ancestors_or_self().find(|element| element.is(name))
    }

    /// Whether `other` is below it, at any depth.
    pub fn contains(self, other: Element<'_>) -> bool {
        self.id.0 < other.id.0 && other.id.0 < self.node().end
    }

    /// Its children: elements and texts, in order.
    pub fn child_nodes(self) -> impl Iterator<Item = Child<'d>> + Clone {
        let document = self.document;
        let end = self.node().end;
        let mut at = self.id.0 + 1;
        std::iter::from_fn(move || {
            while at < end {
                let id = NodeId(at);
                let node = &document.nodes[id.index()];
                at = node.end;
                match node.data {
                    Data::Element(_) => return Some(Child::Element(Element { document, id })),
                    Data::Text { .. } => return Some(Child::Text(Text { document, id })),
                    _ => {}
                }
            }
            None
        })
    }

    /// Its children that are elements, in order.
    pub fn children(self) -> impl Iterator<Item = Element<'d>> + Clone {
        self.child_nodes().filter_map(|child| match child {
            Child::Element(element) => Some(element),
            Child::Text(_) => None,
        })
    }

    /// The elements below it, in tree order.
    pub fn descendants(self) -> impl Iterator<Item = Element<'d>> + Clone {
        self.document.scan(self.id.0 + 1..self.node().end)
    }

    /// The texts below it, in tree order.
    pub fn texts(self) -> impl Iterator<Item = Text<'d>> + Clone {
        let document = self.document;
        (self.id.0 + 1..self.node().end)
            .filter(|index| matches!(document.nodes[*index as usize].data, Data::Text { .. }))
            .map(|index| Text { document, id: NodeId(index) })
    }

    /// The element before it among its siblings.
    pub fn previous(self) -> Option<Element<'d>> {
        let nodes = &self.document.nodes;
        let mut at = self.node().previous;
        while at != NONE && !matches!(nodes[at as usize].data, Data::Element(_)) {
            at = nodes[at as usize].previous;
        }
        self.document.element(NodeId(at))
    }

    /// The element after it among its siblings.
    pub fn next(self) -> Option<Element<'d>> {
        let nodes = &self.document.nodes;
        let end = nodes.get(self.node().parent as usize)?.end;
        let mut at = self.node().end;
        while at < end {
            if matches!(nodes[at as usize].data, Data::Element(_)) {
                return Some(Element { document: self.document, id: NodeId(at) });
            }
            at = nodes[at as usize].end;
        }
        None
    }

    /// The text of all that is below it, as written: `textContent`.
    pub fn text(self) -> String {
        self.texts().map(Text::text).collect()
    }

    /// Whether there is any text but white space below it.
    pub fn has_text(self) -> bool {
        self.texts().any(|text| !text.text().trim().is_empty())
    }
}

impl PartialEq for Element<'_> {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self.document, other.document) && self.id == other.id
    }
}

impl Eq for Element<'_> {}

impl std::fmt::Debug for Element<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "<{}", self.name())?;
        self.attributes().try_for_each(|attribute| write!(f, " {}={:?}", attribute.name, attribute.value))?;
        write!(f, ">")
    }
}
