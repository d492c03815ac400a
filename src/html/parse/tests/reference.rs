//! What html5ever makes of a page all by itself: its own tokenizer, its tree builder with every attribute, a plain
//! tree.

use std::borrow::Cow;
use std::cell::{Ref, RefCell};

use html5ever::interface::{QuirksMode, TokenizerResult};
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{BufferQueue, Tokenizer, TokenizerOpts};
use html5ever::tree_builder::{ElementFlags, NodeOrText, TreeBuilder, TreeBuilderOpts, TreeSink};
use html5ever::{Attribute, QualName, ns};

use super::{line, tag};

#[derive(Debug)]
enum Kind {
    Element { name: QualName, attributes: Vec<Attribute>, contents: usize, integration_point: bool },
    Text(String),
    Other,
}

#[derive(Debug)]
struct Node {
    parent: Option<usize>,
    children: Vec<usize>,
    kind: Kind,
}

#[derive(Debug)]
struct Tree {
    nodes: RefCell<Vec<Node>>,
    quirks: RefCell<bool>,
    doctype: RefCell<bool>,
}

/// The page as html5ever parses it, written like [`super::dump`].
pub(super) fn dump(html: &str) -> String {
    let tree = Tree { nodes: RefCell::default(), quirks: RefCell::new(false), doctype: RefCell::new(false) };
    tree.add(Kind::Other);
    let tokenizer = Tokenizer::new(TreeBuilder::new(tree, TreeBuilderOpts::default()), TokenizerOpts::default());
    let queue = BufferQueue::default();
    queue.push_back(StrTendril::from_slice(html));
    while !matches!(tokenizer.feed(&queue), TokenizerResult::Done) {}
    tokenizer.end();
    tokenizer.sink.sink.dump()
}

impl Tree {
    fn add(&self, kind: Kind) -> usize {
        self.nodes.borrow_mut().push(Node { parent: None, children: Vec::new(), kind });
        self.nodes.borrow().len() - 1
    }

    fn put(&self, parent: usize, before: Option<usize>, child: NodeOrText<usize>) {
        if let NodeOrText::AppendNode(node) = &child {
            self.remove_from_parent(node);
        }
        let mut nodes = self.nodes.borrow_mut();
        let children = &nodes[parent].children;
        let at = before.and_then(|before| children.iter().position(|c| *c == before)).unwrap_or(children.len());
        let id = match child {
            NodeOrText::AppendNode(id) => id,
            NodeOrText::AppendText(text) => {
                let previous = at.checked_sub(1).map(|at| children[at]);
                if let Some(previous) = previous
                    && let Kind::Text(known) = &mut nodes[previous].kind
                {
                    known.push_str(&text);
                    return;
                }
                nodes.push(Node { parent: None, children: Vec::new(), kind: Kind::Text(text.to_string()) });
                nodes.len() - 1
            }
        };
        nodes[id].parent = Some(parent);
        nodes[parent].children.insert(at, id);
    }

    fn dump(&self) -> String {
        let nodes = self.nodes.borrow();
        let mut out = format!("quirks: {}, doctype: {}\n", self.quirks.borrow(), self.doctype.borrow());
        let mut stack = vec![(0, 0)];
        while let Some((depth, id)) = stack.pop() {
            match &nodes[id].kind {
                Kind::Element { name, attributes, .. } => {
                    let mut attributes: Vec<_> =
                        attributes.iter().map(|a| (a.name.local.to_string(), a.value.to_string())).collect();
                    attributes.sort();
                    let namespace = match name.ns {
                        ns!(svg) => "svg ",
                        ns!(mathml) => "math ",
                        _ => "",
                    };
                    line(&mut out, depth - 1, &tag(namespace, &name.local, &attributes));
                }
                Kind::Text(text) => line(&mut out, depth - 1, &format!("{text:?}")),
                Kind::Other => {}
            }
            stack.extend(nodes[id].children.iter().rev().map(|child| (depth + 1, *child)));
        }
        out
    }
}

impl TreeSink for Tree {
    type Handle = usize;
    type Output = Self;
    type ElemName<'a> = Ref<'a, QualName>;

    fn finish(self) -> Self {
        self
    }

    fn parse_error(&self, _: Cow<'static, str>) {}

    fn get_document(&self) -> usize {
        0
    }

    fn elem_name<'a>(&'a self, target: &'a usize) -> Ref<'a, QualName> {
        Ref::map(self.nodes.borrow(), |nodes| match &nodes[*target].kind {
            Kind::Element { name, .. } => name,
            _ => unreachable!("only elements have names"),
        })
    }

    fn create_element(&self, name: QualName, attributes: Vec<Attribute>, flags: ElementFlags) -> usize {
        let contents = self.add(Kind::Other);
        let integration_point = flags.mathml_annotation_xml_integration_point;
        self.add(Kind::Element { name, attributes, contents, integration_point })
    }

    fn create_comment(&self, _: StrTendril) -> usize {
        self.add(Kind::Other)
    }

    fn create_pi(&self, _: StrTendril, _: StrTendril) -> usize {
        self.add(Kind::Other)
    }

    fn append(&self, parent: &usize, child: NodeOrText<usize>) {
        self.put(*parent, None, child);
    }

    fn append_based_on_parent_node(&self, element: &usize, previous: &usize, child: NodeOrText<usize>) {
        let parent = self.nodes.borrow()[*element].parent;
        match parent {
            Some(parent) => self.put(parent, Some(*element), child),
            None => self.put(*previous, None, child),
        }
    }

    fn append_doctype_to_document(&self, _: StrTendril, _: StrTendril, _: StrTendril) {
        *self.doctype.borrow_mut() = true;
    }

    fn get_template_contents(&self, target: &usize) -> usize {
        match self.nodes.borrow()[*target].kind {
            Kind::Element { contents, .. } => contents,
            _ => unreachable!("only elements have contents"),
        }
    }

    fn same_node(&self, x: &usize, y: &usize) -> bool {
        x == y
    }

    fn set_quirks_mode(&self, mode: QuirksMode) {
        *self.quirks.borrow_mut() = mode == QuirksMode::Quirks;
    }

    fn append_before_sibling(&self, sibling: &usize, child: NodeOrText<usize>) {
        let parent = self.nodes.borrow()[*sibling].parent;
        if let Some(parent) = parent {
            self.put(parent, Some(*sibling), child);
        }
    }

    fn add_attrs_if_missing(&self, target: &usize, added: Vec<Attribute>) {
        if let Kind::Element { attributes, .. } = &mut self.nodes.borrow_mut()[*target].kind {
            for attribute in added {
                if attributes.iter().all(|known| known.name != attribute.name) {
                    attributes.push(attribute);
                }
            }
        }
    }

    fn remove_from_parent(&self, target: &usize) {
        let mut nodes = self.nodes.borrow_mut();
        if let Some(parent) = nodes[*target].parent.take() {
            nodes[parent].children.retain(|child| child != target);
        }
    }

    fn reparent_children(&self, node: &usize, new_parent: &usize) {
        let children = self.nodes.borrow()[*node].children.clone();
        for child in children {
            self.put(*new_parent, None, NodeOrText::AppendNode(child));
        }
    }

    fn is_mathml_annotation_xml_integration_point(&self, handle: &usize) -> bool {
        matches!(self.nodes.borrow()[*handle].kind, Kind::Element { integration_point: true, .. })
    }
}
