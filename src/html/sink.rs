//! What html5ever's tree builder builds into.
//!
//! The builder is not told the attributes of a tag: the store has them. Once it has processed a start tag, the last
//! element that it made with the name of that tag is the tag's own ([`Sink::own`]): what it makes besides (`tbody`, a
//! formatting element opened again) comes before.

use std::borrow::Cow;
use std::cell::{Cell, RefCell};
use std::ops::Range;

use html5ever::interface::QuirksMode;
use html5ever::tendril::StrTendril;
use html5ever::tree_builder::{ElemName, ElementFlags, NodeOrText, TreeSink};
use html5ever::{Attribute, LocalName, QualName, local_name, ns};
use rustc_hash::FxHashSet;

use super::builder::Origin;
use super::document::{Data, Document, ElementData, NONE, Namespace};
use super::draft::Drafts;
use super::errors::{self, About, Errors, Kind, Seen};
use super::key::Key;
use super::store::Store;

/// As many elements around a fault in a table are looked at for one that was moved out of it.
const NEAR: usize = 64;

static HTML: html5ever::Namespace = ns!(html);
static SVG: html5ever::Namespace = ns!(svg);
static MATHML: html5ever::Namespace = ns!(mathml);

/// A node, with what the builder asks of it.
#[derive(Clone, Debug)]
pub(super) struct Handle {
    id: u32,
    namespace: Namespace,
    integration_point: bool,
    name: LocalName,
}

impl Handle {
    fn other(id: u32) -> Self {
        Self { id, namespace: Namespace::Html, integration_point: false, name: LocalName::default() }
    }
}

impl ElemName for &Handle {
    fn ns(&self) -> &html5ever::Namespace {
        match self.namespace {
            Namespace::Html => &HTML,
            Namespace::Svg => &SVG,
            Namespace::MathMl => &MATHML,
        }
    }

    fn local_name(&self) -> &LocalName {
        &self.name
    }
}

/// The token at hand.
#[derive(Debug)]
pub(super) struct Current {
    pub(super) kind: Kind,
    /// Of a tag: its name.
    pub(super) name: LocalName,
    pub(super) origin: Origin,
    /// The characters up to it that nothing came between: tables keep them until something comes.
    pub(super) run: Range<u32>,
}

#[derive(Debug)]
pub(super) struct Sink {
    drafts: RefCell<Drafts>,
    pub(super) store: RefCell<Store>,
    pub(super) current: RefCell<Current>,
    pub(super) errors: RefCell<Errors>,
    /// Where the tags of formatting elements were, by the number that the builder keeps for us.
    pub(super) origins: RefCell<Vec<Origin>>,
    /// The same of those that have no attribute, by name.
    pub(super) plain_origins: RefCell<Vec<(LocalName, Origin)>>,
    has_doctype: Cell<bool>,
    quirks: Cell<bool>,
    /// Whether there is a `body` or a `frameset`.
    pub(super) has_body: Cell<bool>,
    /// The element that the token at hand made last.
    created: Cell<u32>,
    /// The two elements that the builder last asked the name of.
    asked: Cell<(u32, u32)>,
    /// What was moved out of tables.
    fostered: RefCell<FxHashSet<u32>>,
    /// The page is read: what is popped was never closed.
    ended: Cell<bool>,
}

impl Sink {
    /// A sink for a page of so many bytes.
    pub(super) fn new(bytes: usize) -> Self {
        let current = Current { kind: Kind::Comment, name: LocalName::default(), origin: Origin::default(), run: 0..0 };
        Self {
            drafts: RefCell::new(Drafts::new(bytes)),
            store: RefCell::new(Store::new(bytes)),
            current: RefCell::new(current),
            errors: RefCell::default(),
            origins: RefCell::default(),
            plain_origins: RefCell::default(),
            has_doctype: Cell::new(false),
            quirks: Cell::new(false),
            has_body: Cell::new(false),
            created: Cell::new(NONE),
            asked: Cell::new((0, 0)),
            fostered: RefCell::default(),
            ended: Cell::new(false),
        }
    }

    /// Begins a start tag.
    pub(super) fn begin(&self) {
        self.created.set(NONE);
    }

    /// Gives the element of the start tag at hand its place and its attributes; says how deep it is, if there is one.
    pub(super) fn own(&self) -> Option<u32> {
        let mut drafts = self.drafts.borrow_mut();
        let id = self.created.get();
        if id == NONE {
            return None;
        }
        let depth = drafts.depth(id);
        let data = drafts.element(id)?;
        let current = self.current.borrow();
        let same = data.name == current.name
            || (data.name == local_name!("img") && current.name == local_name!("image"))
            || (data.namespace != Namespace::Html && data.name.eq_ignore_ascii_case(&current.name));
        if !same {
            return None;
        }
        data.span = current.origin.span.clone();
        data.attributes = current.origin.attributes.clone();
        if data.namespace != Namespace::Html {
            self.store.borrow_mut().spell(&data.attributes, data.namespace);
        }
        Some(depth)
    }

    /// Says that the page is read: what the builder pops from now on was left open.
    pub(super) fn end(&self) {
        self.ended.set(true);
    }

    /// How many nodes there are so far.
    pub(super) fn len(&self) -> usize {
        self.drafts.borrow().len()
    }

    /// Where the tag was of a formatting element that the builder makes again.
    fn origin(&self, name: &QualName, attributes: &[Attribute]) -> Origin {
        if let Some(key) = attributes.iter().find(|attribute| attribute.name.local == local_name!("")) {
            let origins = self.origins.borrow();
            return origins.get(number(&key.value)).cloned().unwrap_or_default();
        }
        let origins = self.plain_origins.borrow();
        origins.iter().find(|(known, _)| *known == name.local).map(|(_, origin)| origin.clone()).unwrap_or_default()
    }

    fn put(&self, parent: u32, next: u32, child: NodeOrText<Handle>) {
        let mut drafts = self.drafts.borrow_mut();
        match child {
            NodeOrText::AppendNode(node) => drafts.insert(parent, next, node.id),
            NodeOrText::AppendText(text) => {
                let current = self.current.borrow();
                let span = if current.kind == Kind::Text { &current.origin.span } else { &current.run };
                drafts.insert_text(parent, next, &text, span.clone(), &mut self.store.borrow_mut());
            }
        }
    }

    fn complain(&self, code: &'static str, about: About) {
        let current = self.current.borrow();
        let token = &current.origin.span;
        let (previous, last) = self.asked.get();
        let drafts = self.drafts.borrow();
        if code == errors::FOSTERED && self.is_in_fostered(&drafts, last) {
            return;
        }
        let element = match about {
            About::Token | About::Text => None,
            About::Last => drafts.get(last),
            About::Previous => drafts.get(previous),
        };
        let (name, span) = match element {
            // An element that the parser made has no place of its own.
            Some(data) if data.span.is_empty() => (&data.name, token),
            Some(data) => (&data.name, &data.span),
            None if about == About::Text => (&current.name, &current.run),
            None => (&current.name, token),
        };
        // The name of the last tag is no name of a text.
        let name = if current.kind == Kind::Text || about == About::Text { "" } else { name };
        let key = if about == About::Text { current.run.start } else { token.start };
        self.errors.borrow_mut().add_tree(key, code, span.start as usize..span.end as usize, name);
    }

    /// Whether a node is in what was moved out of a table: that was told, and what is in it is in its place.
    fn is_in_fostered(&self, drafts: &Drafts, id: u32) -> bool {
        let fostered = self.fostered.borrow();
        let above = |id: &u32| Some(drafts.parent(*id)).filter(|parent| *parent != NONE);
        !fostered.is_empty() && std::iter::successors(Some(id), above).take(NEAR).any(|id| fostered.contains(&id))
    }

    /// What the builder does not expect, as far as it is seen from here.
    fn unexpected(&self, message: &str) -> Option<(&'static str, About)> {
        let (current, drafts) = (self.current.borrow(), self.drafts.borrow());
        let (previous, last) = self.asked.get();
        let (before, element) = (drafts.get(previous), drafts.get(last));
        errors::code(
            message,
            Seen {
                kind: current.kind,
                name: &current.name,
                last: element.map_or("", |data| &data.name),
                last_is_foreign: element.is_some_and(|data| data.namespace != Namespace::Html),
                previous: before.map_or("", |data| &data.name),
            },
        )
        .filter(|_| message != "Unexpected token" || !self.is_in_fostered(&drafts, last))
    }
}

/// The number that is written in the attribute that stands for all those of a formatting element.
fn number(value: &str) -> usize {
    usize::from_str_radix(value, 16).unwrap_or(usize::MAX)
}

impl TreeSink for Sink {
    type Handle = Handle;
    type Output = Document;
    type ElemName<'a> = &'a Handle;

    fn finish(self) -> Document {
        let mut document = self.drafts.into_inner().flatten(self.store.into_inner());
        document.errors = self.errors.into_inner().sorted();
        document.has_doctype = self.has_doctype.get();
        document.quirks = self.quirks.get();
        document
    }

    fn parse_error(&self, message: Cow<'static, str>) {
        // In what follows the builder has set quirks mode, or has seen a doctype.
        if message == "Unexpected token" && !self.has_doctype.get() && !self.quirks.get() {
            self.complain(errors::MISSING_DOCTYPE, About::Token);
        } else if let Some((code, about)) = self.unexpected(&message) {
            self.complain(code, about);
        }
    }

    fn get_document(&self) -> Handle {
        Handle::other(0)
    }

    fn elem_name<'a>(&'a self, target: &'a Handle) -> &'a Handle {
        self.asked.set((self.asked.get().1, target.id));
        target
    }

    fn create_element(&self, name: QualName, attributes: Vec<Attribute>, flags: ElementFlags) -> Handle {
        let namespace = match name.ns {
            ns!(svg) => Namespace::Svg,
            ns!(mathml) => Namespace::MathMl,
            _ => Namespace::Html,
        };
        if matches!(name.local, local_name!("body") | local_name!("frameset")) {
            self.has_body.set(true);
        }
        let Origin { span, attributes } = self.origin(&name, &attributes);
        let html = Key::of(if namespace == Namespace::Html { &name.local } else { "" });
        let data = ElementData { name: name.local.clone(), html, namespace, attributes, span };
        let mut drafts = self.drafts.borrow_mut();
        let id = drafts.add(Data::Element(data));
        if flags.template {
            // Its fragment is the node after it.
            drafts.add(Data::Root);
        }
        self.created.set(id);
        Handle { id, namespace, integration_point: flags.mathml_annotation_xml_integration_point, name: name.local }
    }

    fn create_comment(&self, _: StrTendril) -> Handle {
        Handle::other(self.drafts.borrow_mut().add(Data::Comment))
    }

    fn create_pi(&self, _: StrTendril, _: StrTendril) -> Handle {
        Handle::other(self.drafts.borrow_mut().add(Data::Comment))
    }

    fn append(&self, parent: &Handle, child: NodeOrText<Handle>) {
        self.put(parent.id, NONE, child);
    }

    fn append_based_on_parent_node(&self, element: &Handle, previous: &Handle, child: NodeOrText<Handle>) {
        let current = self.current.borrow().origin.span.start;
        if let NodeOrText::AppendNode(node) = &child {
            self.errors.borrow_mut().fostered(current);
            self.fostered.borrow_mut().insert(node.id);
        }
        let has_parent = self.drafts.borrow().parent(element.id) != NONE;
        if has_parent { self.append_before_sibling(element, child) } else { self.append(previous, child) }
    }

    fn append_doctype_to_document(&self, _: StrTendril, _: StrTendril, _: StrTendril) {
        self.has_doctype.set(true);
    }

    fn get_template_contents(&self, target: &Handle) -> Handle {
        let contents = target.id + 1;
        self.drafts.borrow_mut().hang(contents, target.id);
        Handle::other(contents)
    }

    fn same_node(&self, x: &Handle, y: &Handle) -> bool {
        x.id == y.id
    }

    fn set_quirks_mode(&self, mode: QuirksMode) {
        self.quirks.set(mode == QuirksMode::Quirks);
    }

    fn append_before_sibling(&self, sibling: &Handle, child: NodeOrText<Handle>) {
        let parent = self.drafts.borrow().parent(sibling.id);
        if parent != NONE {
            self.put(parent, sibling.id, child);
        }
    }

    fn add_attrs_if_missing(&self, target: &Handle, _: Vec<Attribute>) {
        let Origin { span, attributes } = self.current.borrow().origin.clone();
        self.drafts.borrow_mut().add_attributes(target.id, attributes, span, &self.store.borrow());
    }

    fn remove_from_parent(&self, target: &Handle) {
        self.drafts.borrow_mut().detach(target.id);
    }

    fn reparent_children(&self, node: &Handle, new_parent: &Handle) {
        self.drafts.borrow_mut().reparent(node.id, new_parent.id);
    }

    fn is_mathml_annotation_xml_integration_point(&self, handle: &Handle) -> bool {
        handle.integration_point
    }

    fn pop(&self, node: &Handle) {
        if self.ended.get() && !errors::may_stay_open(&node.name) {
            let drafts = self.drafts.borrow();
            let end = self.current.borrow().origin.span.clone();
            let span = drafts.get(node.id).map(|data| data.span.clone()).filter(|span| !span.is_empty()).unwrap_or(end);
            self.errors.borrow_mut().add(errors::UNCLOSED, span.start as usize..span.end as usize, &node.name);
        }
    }
}
