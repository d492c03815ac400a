//! The tree of a delivered page (DOM Standard, 4): a flat arena in document order.
//!
//! Node ids follow tree order, and the nodes below a node are those up to its `end`: walking descendants is a scan of
//! a slice, and "is an ancestor of" is two comparisons.

use std::ops::Range;

use html5ever::LocalName;

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
    /// MathML.
    MathMl,
}

/// A page as a browser's parser makes it, with the place of each tag in the delivered bytes.
#[derive(Debug)]
pub struct Document {
    pub(super) nodes: Vec<Node>,
    pub(super) attributes: Vec<AttributeData>,
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
    pub(super) namespace: Namespace,
    pub(super) attributes: Range<u32>,
    /// The start tag in the delivered bytes; empty when the parser made the element by itself.
    pub(super) span: Range<u32>,
}

#[derive(Clone, Debug)]
pub(super) struct AttributeData {
    pub(super) name: LocalName,
    pub(super) value: Range<u32>,
    pub(super) span: Range<u32>,
}

/// A fault of syntax (HTML Standard, 13.2.2).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ParseError {
    /// Where, in the delivered bytes.
    pub span: Range<usize>,
    /// The code of the standard (`duplicate-attribute`), or what the tree builder says.
    pub code: String,
}

impl Document {
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
        self.elements().filter(move |element| element.is(name))
    }

    /// The element of a node, when it is one.
    pub fn element(&self, id: NodeId) -> Option<Element<'_>> {
        matches!(self.nodes.get(id.index())?.data, Data::Element(_)).then_some(Element { document: self, id })
    }

    /// The first element with this id, as `getElementById` finds it.
    pub fn by_id(&self, id: &str) -> Option<Element<'_>> {
        self.all_by_id(id).next()
    }

    /// Every element with this id, in tree order.
    pub fn all_by_id<'d>(&'d self, id: &str) -> impl Iterator<Item = Element<'d>> + use<'d> {
        let key = |node: &NodeId| Element { document: self, id: *node }.attr("id").unwrap_or_default();
        let from = self.ids.partition_point(|node| key(node) < id);
        let to = from + self.ids[from..].partition_point(|node| key(node) <= id);
        self.ids[from..to].iter().map(|id| Element { document: self, id: *id })
    }

    /// Every element that has an id, by id then in tree order.
    pub fn identified(&self) -> impl Iterator<Item = Element<'_>> {
        self.ids.iter().map(|id| Element { document: self, id: *id })
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

    fn scan(&self, range: Range<u32>) -> impl Iterator<Item = Element<'_>> + Clone {
        range
            .filter(|index| matches!(self.nodes[*index as usize].data, Data::Element(_)))
            .map(|index| Element { document: self, id: NodeId(index) })
    }

    fn slice(&self, range: &Range<u32>) -> &str {
        &self.text[range.start as usize..range.end as usize]
    }
}

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

    /// Its first bytes in the delivered page; empty when not known.
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
    /// Its name in lower case (SVG and MathML keep their own case), without prefix.
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

    /// Its namespace.
    pub fn namespace(self) -> Namespace {
        self.data().namespace
    }

    /// Whether it is an HTML element.
    pub fn is_html(self) -> bool {
        self.namespace() == Namespace::Html
    }

    /// Whether it is the HTML element of this name.
    pub fn is(self, name: &str) -> bool {
        self.is_html() && self.name() == name
    }

    /// Whether it is an HTML element of one of these names.
    pub fn is_any(self, names: &[&str]) -> bool {
        self.is_html() && names.contains(&self.name())
    }

    /// The value of an attribute.
    pub fn attr(self, name: &str) -> Option<&'d str> {
        self.attribute(name).map(|attribute| attribute.value)
    }

    /// Whether it has an attribute.
    pub fn has(self, name: &str) -> bool {
        self.attr(name).is_some()
    }

    /// Whether an attribute of enumerated value has this one, whatever the case.
    pub fn attr_is(self, name: &str, value: &str) -> bool {
        self.attr(name).is_some_and(|found| found.trim().eq_ignore_ascii_case(value))
    }

    /// The words of an attribute that holds a list of them (`class`, `aria-labelledby`, `rel`).
    pub fn words(self, name: &str) -> impl Iterator<Item = &'d str> {
        self.attr(name).unwrap_or_default().split_ascii_whitespace()
    }

    /// An attribute with its place.
    pub fn attribute(self, name: &str) -> Option<Attribute<'d>> {
        self.attributes().find(|attribute| attribute.name == name)
    }

    /// Its attributes, in order.
    pub fn attributes(self) -> impl Iterator<Item = Attribute<'d>> {
        let range = &self.data().attributes;
        self.document.attributes[range.start as usize..range.end as usize].iter().map(|data| Attribute {
            name: &data.name,
            value: self.document.slice(&data.value),
            span: data.span.start as usize..data.span.end as usize,
        })
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
