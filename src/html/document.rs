//! The tree of a delivered page (DOM Standard, 4): a flat arena in document order.
//!
//! Node ids follow tree order, and the nodes below a node are those up to its `end`: walking descendants is a scan of
//! a slice, and "is an ancestor of" is two comparisons.

use std::ops::Range;

use html5ever::LocalName;

use super::element::{Attribute, Element};
use super::key::Key;
use super::store::Store;

/// A node of a [`Document`]; greater is later in tree order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NodeId(pub(super) u32);

impl NodeId {
    /// The rank of the node in tree order, to index tables that have an entry a node.
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// The namespace of an element.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Namespace {
    /// HTML.
    Html,
    /// SVG.
    Svg,
    /// `MathML`.
    MathMl,
}

/// A page as a browser's parser makes it, with the place of each tag in the delivered bytes.
#[derive(Debug)]
pub struct Document {
    pub(super) nodes: Vec<Node>,
    pub(super) attributes: Vec<AttributeData>,
    /// The key of the name of each attribute.
    pub(super) keys: Vec<Key>,
    /// The bits of all these: most of what rules ask for is nowhere on a page.
    pub(super) bits: u128,
    /// Texts and attribute values, one after the other.
    pub(super) text: String,
    /// Elements that have an id, by id then by tree order.
    pub(super) ids: Vec<NodeId>,
    pub(super) errors: Vec<ParseError>,
    pub(super) has_doctype: bool,
    pub(super) quirks: bool,
}

#[derive(Clone, Debug)]
pub(super) struct Node {
    pub(super) parent: u32,
    /// The node after the last one below this one.
    pub(super) end: u32,
    pub(super) previous: u32,
    pub(super) data: Data,
}

/// No node.
pub(super) const NONE: u32 = u32::MAX;

#[derive(Clone, Debug)]
pub(super) enum Data {
    Root,
    Element(ElementData),
    Text { text: Range<u32>, span: Range<u32> },
    Comment,
}

#[derive(Clone, Debug)]
pub(super) struct ElementData {
    pub(super) name: LocalName,
    /// The key of `name`; that of no name when the element is not of HTML.
    pub(super) html: Key,
    pub(super) namespace: Namespace,
    pub(super) attributes: Range<u32>,
    /// The start tag in the delivered bytes; empty when the parser made the element by itself.
    pub(super) span: Range<u32>,
}

#[derive(Clone, Debug)]
pub(super) struct AttributeData {
    /// Where its name is in the document's text: names are not interned, since a page may make up any number of them.
    pub(super) name: Range<u32>,
    pub(super) value: Range<u32>,
    pub(super) span: Range<u32>,
}

/// A fault of syntax (HTML Standard, 13.2.2). At most a thousand of a page are kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ParseError {
    /// Where, in the delivered bytes.
    pub span: Range<usize>,
    /// The code of the standard (`duplicate-attribute`) for what breaks a tag, one of ours for what breaks the tree
    /// (`stray-end-tag`, `unclosed-element`).
    pub code: String,
    /// The name of the element that it is about; empty when it is about none.
    pub name: String,
}

impl Document {
    /// The document of nodes in tree order, with what is in the store.
    pub(super) fn new(nodes: Vec<Node>, store: Store) -> Self {
        let keys: Vec<Key> = store.attributes.iter().map(|attribute| Key::of(store.slice(&attribute.name))).collect();
        let bits = keys.iter().fold(0, |bits, key| bits | key.bit());
        let mut document = Self {
            nodes,
            attributes: store.attributes,
            keys,
            bits,
            text: store.text,
            ids: Vec::new(),
            errors: Vec::new(),
            has_doctype: false,
            quirks: false,
        };
        let id = |element: &Element<'_>| element.attr("id").is_some_and(|id| !id.is_empty());
        let mut ids: Vec<NodeId> = document.elements().filter(id).map(Element::id).collect();
        let key = |id: &NodeId| document.element(*id).and_then(|element| element.attr("id")).unwrap_or_default();
        ids.sort_by(|a, b| key(a).cmp(key(b)));
        document.ids = ids;
        document
    }

    /// The `html` element; nothing only for a document without any node.
    pub fn root(&self) -> Option<Element<'_>> {
        self.elements().next()
    }

    /// Every element in tree order.
    pub fn elements(&self) -> impl Iterator<Item = Element<'_>> + Clone {
        self.scan(0..self.nodes.len() as u32)
    }

    /// The HTML elements of this name, in tree order.
    pub fn elements_named<'d>(&'d self, name: &'static str) -> impl Iterator<Item = Element<'d>> + Clone {
        let name = LocalName::from(name);
        self.elements().filter(move |element| element.is_html() && *element.atom() == name)
    }

    /// The element of a node, when it is one.
    pub fn element(&self, id: NodeId) -> Option<Element<'_>> {
        matches!(self.nodes.get(id.index())?.data, Data::Element(_)).then_some(Element::at(self, id))
    }

    /// The first element with this id, as `getElementById` finds it.
    pub fn by_id(&self, id: &str) -> Option<Element<'_>> {
        self.all_by_id(id).next()
    }

    /// Every element with this id, in tree order.
    pub fn all_by_id<'d>(&'d self, id: &str) -> impl Iterator<Item = Element<'d>> + use<'d> {
        let key = |node: &NodeId| Element::at(self, *node).attr("id").unwrap_or_default();
        let from = self.ids.partition_point(|node| key(node) < id);
        let to = from + self.ids[from..].partition_point(|node| key(node) <= id);
        self.ids[from..to].iter().map(|id| Element::at(self, *id))
    }

    /// Every element that has an id, by id then in tree order.
    pub fn identified(&self) -> impl Iterator<Item = Element<'_>> {
        self.ids.iter().map(|id| Element::at(self, *id))
    }

    /// How many nodes there are, of every kind: the length of tables that have an entry a node.
    pub fn len(&self) -> usize {
        self.nodes.len()
    }

    /// Whether there is no node at all.
    pub fn is_empty(&self) -> bool {
        self.nodes.is_empty()
    }

    /// Faults of syntax, in the order of the bytes.
    pub fn errors(&self) -> &[ParseError] {
        &self.errors
    }

    /// Whether the page has a doctype.
    pub fn has_doctype(&self) -> bool {
        self.has_doctype
    }

    /// Whether browsers show the page in quirks mode.
    pub fn is_quirks(&self) -> bool {
        self.quirks
    }

    pub(super) fn scan(&self, range: Range<u32>) -> impl Iterator<Item = Element<'_>> + Clone {
        range
            .filter(|index| matches!(self.nodes[*index as usize].data, Data::Element(_)))
            .map(|index| Element::at(self, NodeId(index)))
    }

    /// The first attribute of this name among some. Most elements have none, and most names are nowhere on a page,
    /// which whoever asks sees at once.
    #[inline]
    pub(super) fn find(&self, among: &Range<u32>, name: &str) -> Option<&AttributeData> {
        let key = Key::of(name);
        if among.is_empty() || self.bits & key.bit() == 0 { None } else { self.search(among, key, name) }
    }

    fn search(&self, among: &Range<u32>, key: Key, name: &str) -> Option<&AttributeData> {
        let (mut at, end) = (among.start as usize, among.end as usize);
        loop {
            at += self.keys[at..end].iter().position(|known| *known == key)?;
            let found = &self.attributes[at];
            if Key::decides(name) || self.slice(&found.name) == name {
                return Some(found);
            }
            at += 1;
        }
    }

    pub(super) fn attribute<'d>(&'d self, data: &AttributeData) -> Attribute<'d> {
        Attribute {
            name: self.slice(&data.name),
            value: self.slice(&data.value),
            span: data.span.start as usize..data.span.end as usize,
        }
    }

    pub(super) fn slice(&self, range: &Range<u32>) -> &str {
        &self.text[range.start as usize..range.end as usize]
    }
}
