//! The tree while it is built: linked, since the parser moves nodes; made flat when it is whole.

use std::borrow::Cow;
use std::cell::{Cell, RefCell};
use std::ops::Range;

use html5ever::interface::QuirksMode;
use html5ever::tendril::StrTendril;
use html5ever::tree_builder::{ElementFlags, NodeOrText, TreeSink};
use html5ever::{Attribute, QualName, ns};

use super::document::{AttributeData, Data, Document, Element, ElementData, NONE, Namespace, Node, NodeId, ParseError};

/// What html5ever builds into.
#[derive(Debug)]
pub(super) struct Sink {
    nodes: RefCell<Vec<Draft>>,
    attributes: RefCell<Vec<AttributeData>>,
    text: RefCell<String>,
    errors: RefCell<Vec<ParseError>>,
    has_doctype: Cell<bool>,
    quirks: Cell<bool>,
    /// The bytes of the token at hand.
    pub(super) token: Cell<(u32, u32)>,
}

#[derive(Debug)]
struct Draft {
    parent: u32,
    first: u32,
    last: u32,
    previous: u32,
    next: u32,
    /// Of an element: its qualified name, for the parser.
    name: Option<QualName>,
    /// Of a `template`: the fragment that holds what is in it.
    contents: u32,
    integration_point: bool,
    text: String,
    data: Data,
}

impl Draft {
    fn new(data: Data) -> Self {
        Self {
            parent: NONE,
            first: NONE,
            last: NONE,
            previous: NONE,
            next: NONE,
            name: None,
            contents: NONE,
            integration_point: false,
            text: String::new(),
            data,
        }
    }
}

impl Sink {
    pub(super) fn new() -> Self {
        Self {
            nodes: RefCell::new(vec![Draft::new(Data::Root)]),
            attributes: RefCell::default(),
            text: RefCell::default(),
            errors: RefCell::default(),
            has_doctype: Cell::new(false),
            quirks: Cell::new(false),
            token: Cell::new((0, 0)),
        }
    }

    fn add(&self, draft: Draft) -> NodeId {
        let mut nodes = self.nodes.borrow_mut();
        nodes.push(draft);
        NodeId(nodes.len() as u32 - 1)
    }

    fn span(&self) -> Range<u32> {
        let (start, end) = self.token.get();
        start..end
    }

    fn add_attributes(&self, attributes: Vec<Attribute>) -> Range<u32> {
        let mut all = self.attributes.borrow_mut();
        let mut text = self.text.borrow_mut();
        let from = all.len() as u32;
        for attribute in attributes {
            let start = text.len() as u32;
            text.push_str(&attribute.value);
            let value = start..text.len() as u32;
            all.push(AttributeData { name: attribute.name.local, value, span: 0..0 });
        }
        from..all.len() as u32
    }

    fn detach(nodes: &mut [Draft], id: u32) {
        let (parent, previous, next) =
            (nodes[id as usize].parent, nodes[id as usize].previous, nodes[id as usize].next);
        if parent == NONE {
            return;
        }
        if previous == NONE { nodes[parent as usize].first = next } else { nodes[previous as usize].next = next }
        if next == NONE { nodes[parent as usize].last = previous } else { nodes[next as usize].previous = previous }
        let node = &mut nodes[id as usize];
        (node.parent, node.previous, node.next) = (NONE, NONE, NONE);
    }

    /// Puts `id` below `parent`, before `next` or last.
    fn insert(nodes: &mut [Draft], parent: u32, next: u32, id: u32) {
        Self::detach(nodes, id);
        let previous = if next == NONE { nodes[parent as usize].last } else { nodes[next as usize].previous };
        let node = &mut nodes[id as usize];
        (node.parent, node.previous, node.next) = (parent, previous, next);
        if previous == NONE { nodes[parent as usize].first = id } else { nodes[previous as usize].next = id }
        if next == NONE { nodes[parent as usize].last = id } else { nodes[next as usize].previous = id }
    }

    fn put(&self, parent: u32, next: u32, child: NodeOrText<NodeId>) {
        match child {
            NodeOrText::AppendNode(id) => Self::insert(&mut self.nodes.borrow_mut(), parent, next, id.0),
            NodeOrText::AppendText(text) => {
                let mut nodes = self.nodes.borrow_mut();
                let before = if next == NONE { nodes[parent as usize].last } else { nodes[next as usize].previous };
                if before != NONE && matches!(nodes[before as usize].data, Data::Text { .. }) {
                    nodes[before as usize].text.push_str(&text);
                    return;
                }
                let mut draft = Draft::new(Data::Text { text: 0..0, span: self.span() });
                draft.text = text.to_string();
                nodes.push(draft);
                let id = nodes.len() as u32 - 1;
                Self::insert(&mut nodes, parent, next, id);
            }
        }
    }

    /// The flat document.
    pub(super) fn into_document(self) -> Document {
        let mut drafts = self.nodes.into_inner();
        let mut text = self.text.into_inner();
        let mut nodes: Vec<Node> = Vec::with_capacity(drafts.len());
        // The last node made flat at each depth, to know who comes before whom.
        let mut open: Vec<(u32, u32)> = Vec::new();
        let mut at = 0_u32;
        let mut previous = NONE;
        loop {
            let draft = &mut drafts[at as usize];
            let index = nodes.len() as u32;
            let mut data = std::mem::replace(&mut draft.data, Data::Comment);
            if let Data::Text { text: range, .. } = &mut data {
                let start = text.len() as u32;
                text.push_str(&draft.text);
                *range = start..text.len() as u32;
            }
            let parent = open.last().map_or(NONE, |(_, parent)| *parent);
            nodes.push(Node { parent, end: index + 1, previous, data });
            if draft.first != NONE {
                open.push((at, index));
                at = draft.first;
                previous = NONE;
                continue;
            }
            let mut done = index;
            while drafts[at as usize].next == NONE {
                let Some((above, index)) = open.pop() else {
                    return finish(nodes, self.attributes.into_inner(), text, self.errors.into_inner(), self.has_doctype.get(), self.quirks.get());
                };
                nodes[index as usize].end = nodes.len() as u32;
                at = above;
                done = index;
            }
            at = drafts[at as usize].next;
            previous = done;
        }
    }
}

fn finish(
    nodes: Vec<Node>,
    attributes: Vec<AttributeData>,
    text: String,
    errors: Vec<ParseError>,
    has_doctype: bool,
    quirks: bool,
) -> Document {
    let mut document = Document { nodes, attributes, text, ids: Vec::new(), errors, has_doctype, quirks };
    let mut ids: Vec<NodeId> =
        document.elements().filter(|element| element.attr("id").is_some_and(|id| !id.is_empty())).map(Element::id).collect();
    let key = |id: &NodeId| document.element(*id).and_then(|element| element.attr("id")).unwrap_or_default();
    ids.sort_by(|a, b| key(a).cmp(key(b)));
    document.ids = ids;
    document
}

impl TreeSink for Sink {
    type Handle = NodeId;
    type Output = Document;
    type ElemName<'a> = std::cell::Ref<'a, QualName>;

    fn finish(self) -> Document {
        self.into_document()
    }

    fn parse_error(&self, message: Cow<'static, str>) {
        let (start, end) = self.token.get();
        self.errors.borrow_mut().push(ParseError { span: start as usize..end as usize, code: message.into_owned() });
    }

    fn get_document(&self) -> NodeId {
        NodeId(0)
    }

    fn elem_name<'a>(&'a self, target: &'a NodeId) -> Self::ElemName<'a> {
        std::cell::Ref::map(self.nodes.borrow(), |nodes| {
            nodes[target.index()].name.as_ref().expect("the parser asks for the names of elements only")
        })
    }

    fn create_element(&self, name: QualName, attributes: Vec<Attribute>, flags: ElementFlags) -> NodeId {
        let namespace = match name.ns {
            ns!(svg) => Namespace::Svg,
            ns!(mathml) => Namespace::MathMl,
            _ => Namespace::Html,
        };
        let attributes = self.add_attributes(attributes);
        let data = ElementData { name: name.local.clone(), namespace, attributes, span: self.span() };
        let contents = if flags.template { self.add(Draft::new(Data::Root)).0 } else { NONE };
        let mut draft = Draft::new(Data::Element(data));
        draft.name = Some(name);
        draft.contents = contents;
        draft.integration_point = flags.mathml_annotation_xml_integration_point;
        self.add(draft)
    }

    fn create_comment(&self, _: StrTendril) -> NodeId {
        self.add(Draft::new(Data::Comment))
    }

    fn create_pi(&self, _: StrTendril, _: StrTendril) -> NodeId {
        self.add(Draft::new(Data::Comment))
    }

    fn append(&self, parent: &NodeId, child: NodeOrText<NodeId>) {
        self.put(parent.0, NONE, child);
    }

    fn append_based_on_parent_node(&self, element: &NodeId, previous: &NodeId, child: NodeOrText<NodeId>) {
        let has_parent = self.nodes.borrow()[element.index()].parent != NONE;
        if has_parent { self.append_before_sibling(element, child) } else { self.append(previous, child) }
    }

    fn append_doctype_to_document(&self, _: StrTendril, _: StrTendril, _: StrTendril) {
        self.has_doctype.set(true);
    }

    fn get_template_contents(&self, target: &NodeId) -> NodeId {
        NodeId(self.nodes.borrow()[target.index()].contents)
    }

    fn same_node(&self, x: &NodeId, y: &NodeId) -> bool {
        x == y
    }

    fn set_quirks_mode(&self, mode: QuirksMode) {
        self.quirks.set(mode == QuirksMode::Quirks);
    }

    fn append_before_sibling(&self, sibling: &NodeId, child: NodeOrText<NodeId>) {
        let parent = self.nodes.borrow()[sibling.index()].parent;
        if parent != NONE {
            self.put(parent, sibling.0, child);
        }
    }

    fn add_attrs_if_missing(&self, target: &NodeId, attributes: Vec<Attribute>) {
        let mut nodes = self.nodes.borrow_mut();
        let Data::Element(data) = &mut nodes[target.index()].data else { return };
        let known = data.attributes.clone();
        let has = |name: &html5ever::LocalName| {
            self.attributes.borrow()[known.start as usize..known.end as usize].iter().any(|held| held.name == *name)
        };
        let new: Vec<Attribute> = attributes.into_iter().filter(|attribute| !has(&attribute.name.local)).collect();
        // An element's attributes are contiguous: they are all written again.
        let old: Vec<AttributeData> =
            self.attributes.borrow()[known.start as usize..known.end as usize].to_vec();
        let start = self.attributes.borrow().len() as u32;
        self.attributes.borrow_mut().extend(old);
        let end = self.add_attributes(new).end;
        data.attributes = start..end;
        if data.span.is_empty() {
            data.span = self.span();
        }
    }

    fn remove_from_parent(&self, target: &NodeId) {
        Self::detach(&mut self.nodes.borrow_mut(), target.0);
    }

    fn reparent_children(&self, node: &NodeId, new_parent: &NodeId) {
        let mut nodes = self.nodes.borrow_mut();
        while nodes[node.index()].first != NONE {
            let child = nodes[node.index()].first;
            Self::insert(&mut nodes, new_parent.0, NONE, child);
        }
    }

    fn is_mathml_annotation_xml_integration_point(&self, handle: &NodeId) -> bool {
        self.nodes.borrow()[handle.index()].integration_point
    }
}
