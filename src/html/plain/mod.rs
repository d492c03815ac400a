//! The tree of a page that leaves nothing to the parser to mend: every tag is closed where it stands, by its own end
//! tag, and no element is where browsers would move it or close another for it. So pages are that are well made, and of
//! such a page the tree is what its tags say: its nodes are written in the order that a [`Document`] has them.
//!
//! At the first sign of anything else the page is given up, and left to the whole algorithm ([`super::driver`]): what
//! is told here is a part of it (HTML Standard, 13.2.6), and never anything else than it would tell.

mod kind;

use std::cell::{Cell, RefCell, RefMut};
use std::ops::Range;

use html5ever::LocalName;
use html5ever::tokenizer::Doctype;

use super::builder::{Builder, DEPTH, Origin, Start, State};
use super::document::{Data, Document, ElementData, NONE, Namespace, Node};
use super::key::Key;
use super::store::Store;
use kind::Kind;

/// How far the page is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Stage {
    Start,
    AfterDoctype,
    BeforeHead,
    Head,
    AfterHead,
    Body,
    AfterBody,
    AfterHtml,
}

/// An element that is open.
#[derive(Debug)]
struct Open {
    node: u32,
    name: LocalName,
    kind: Kind,
    /// What its children are in.
    inside: u8,
    /// Its last child so far.
    last: u32,
}

/// The builder of plain pages.
#[derive(Debug)]
pub(super) struct Plain {
    nodes: Vec<Node>,
    store: RefCell<Store>,
    /// The document, then the elements that are open.
    open: Vec<Open>,
    stage: Stage,
    state: State,
    /// The next token may be a newline that is left out.
    begins_text: bool,
    is_odd: Cell<bool>,
}

impl Plain {
    /// A builder for a page of so many bytes.
    pub(super) fn new(bytes: usize) -> Self {
        let mut nodes = Vec::with_capacity(16 + bytes / 32);
        nodes.push(Node { parent: NONE, end: 1, previous: NONE, data: Data::Root });
        let document = Open { node: 0, name: LocalName::default(), kind: Kind::Document, inside: 0, last: NONE };
        Self {
            nodes,
            store: RefCell::new(Store::new(bytes)),
            open: vec![document],
            stage: Stage::Start,
            state: State::Data,
            begins_text: false,
            is_odd: Cell::new(false),
        }
    }

    fn give_up(&self) {
        self.is_odd.set(true);
    }

    /// What is open; nothing once the page is given up.
    fn current(&self) -> Option<&Open> {
        self.open.last().filter(|_| !self.is_odd.get())
    }

    /// Writes a node below what is open.
    fn add(&mut self, data: Data) -> u32 {
        let id = self.nodes.len() as u32;
        let Some(parent) = self.open.last_mut() else { return id };
        self.nodes.push(Node { parent: parent.node, end: id + 1, previous: parent.last, data });
        parent.last = id;
        id
    }

    fn close(&mut self) {
        let end = self.nodes.len() as u32;
        if let Some(open) = self.open.pop() {
            self.nodes[open.node as usize].end = end;
        }
    }

    /// The kind of a start tag's element, if it may stand where it does, with the stage that follows.
    fn place(&self, name: &LocalName) -> Option<(Kind, Stage)> {
        let parent = self.current()?;
        if parent.kind.is_foreign() {
            let kind = if parent.kind == Kind::ForeignText { Kind::Odd } else { Kind::of_foreign(name) };
            return (kind != Kind::Odd).then_some((kind, self.stage));
        }
        let kind = Kind::of(name);
        let next = match (self.stage, kind) {
            (Stage::AfterDoctype, Kind::Html) => Stage::BeforeHead,
            (Stage::BeforeHead, Kind::Head) => Stage::Head,
            (Stage::AfterHead, Kind::Body) => Stage::Body,
            (Stage::Head | Stage::Body, _) if parent.kind.holds(kind) && parent.inside & kind.refuses() == 0 => {
                self.stage
            }
            _ => return None,
        };
        Some((kind, next))
    }

    fn namespace(&self, kind: Kind) -> Namespace {
        match kind {
            Kind::Svg => Namespace::Svg,
            Kind::Math => Namespace::MathMl,
            Kind::Foreign | Kind::ForeignText => {
                // `math` below `svg` is no element of the list: all is of what opened it.
                let root = self.open.iter().rev().find(|open| matches!(open.kind, Kind::Svg | Kind::Math));
                if root.is_some_and(|open| open.kind == Kind::Math) { Namespace::MathMl } else { Namespace::Svg }
            }
            _ => Namespace::Html,
        }
    }
}

impl Builder for Plain {
    /// Nothing when the page is none of these.
    type Output = Option<Document>;

    fn store(&self) -> RefMut<'_, Store> {
        self.store.borrow_mut()
    }

    fn state(&self) -> State {
        self.state
    }

    fn resume(&mut self) {
        self.state = State::Data;
    }

    fn is_done(&self) -> bool {
        self.is_odd.get()
    }

    fn is_in_foreign(&self) -> bool {
        self.current().is_some_and(|open| open.kind.is_foreign())
    }

    fn is_in_body(&self) -> bool {
        self.stage >= Stage::Body
    }

    fn error(&self, _: &'static str, _: Range<usize>, _: &str) {
        self.give_up();
    }

    fn start(&mut self, start: Start) {
        let Start { name, origin: Origin { span, attributes }, self_closing } = start;
        self.begins_text = false;
        let Some((kind, stage)) = self.place(&name) else { return self.give_up() };
        // As deep as no element is closed for it, with attributes or without.
        let is_deep = self.open.len() as u32 >= DEPTH / 4;
        if is_deep || (self_closing && !kind.is_void() && !kind.is_foreign()) {
            return self.give_up();
        }
        self.stage = stage;
        self.state = match kind {
            Kind::Title | Kind::Textarea => State::Rcdata,
            Kind::Raw | Kind::Iframe => State::Rawtext,
            Kind::Script => State::Script,
            _ => State::Data,
        };
        self.begins_text = matches!(kind, Kind::Preformatted | Kind::Textarea);
        let namespace = self.namespace(kind);
        let html = Key::of(if namespace == Namespace::Html { &name } else { "" });
        if namespace != Namespace::Html {
            self.store().spell(&attributes, namespace);
        }
        let around = self.open.last().map_or(0, |open| open.inside);
        let node = self.add(Data::Element(ElementData { name: name.clone(), html, namespace, attributes, span }));
        if !kind.is_void() && !self_closing {
            self.open.push(Open { node, name, kind, inside: kind.inside(around), last: NONE });
        }
    }

    fn end(&mut self, name: LocalName, _: Range<u32>) {
        self.begins_text = false;
        let Some(open) = self.current().filter(|open| open.name == name || self.stage == Stage::AfterBody) else {
            return self.give_up();
        };
        match (self.stage, open.kind) {
            // Neither is closed: white space that follows is in the body (13.2.6.4.19).
            (Stage::Body, Kind::Body) => self.stage = Stage::AfterBody,
            (Stage::AfterBody, _) if Kind::of(&name) == Kind::Html => self.stage = Stage::AfterHtml,
            (Stage::Head, Kind::Head) => {
                self.stage = Stage::AfterHead;
                self.close();
            }
            (Stage::Head | Stage::Body, _) => self.close(),
            _ => self.give_up(),
        }
    }

    fn text(&mut self, text: &str, span: Range<u32>) {
        let text = if std::mem::take(&mut self.begins_text) { text.strip_prefix('\n').unwrap_or(text) } else { text };
        let Some(parent) = self.current() else { return };
        let is_markup = self.stage < Stage::Head || self.stage > Stage::Body || parent.kind.moves_text();
        if is_markup && text.bytes().any(|byte| !matches!(byte, b'\t' | b'\n' | 0x0C | b'\r' | b' ')) {
            return self.give_up();
        }
        // White space before the head is left out.
        if text.is_empty() || self.stage < Stage::Head {
            return;
        }
        let last = parent.last;
        let written = self.store().push(text);
        if let Some(Node { data: Data::Text { text, span: known }, .. }) = self.nodes.get_mut(last as usize) {
            if text.end != written.start {
                return self.give_up();
            }
            text.end = written.end;
            if span.start == known.end {
                known.end = span.end;
            }
            return;
        }
        self.add(Data::Text { text: written, span });
    }

    fn null(&mut self, _: Range<u32>) {
        self.give_up();
    }

    fn comment(&mut self, _: Range<u32>) {
        self.begins_text = false;
        if self.stage > Stage::Body {
            return self.give_up();
        }
        self.add(Data::Comment);
    }

    fn doctype(&mut self, doctype: Doctype, _: Range<u32>) {
        let is_plain = doctype.name.as_deref() == Some("html")
            && doctype.public_id.is_none()
            && doctype.system_id.is_none()
            && !doctype.force_quirks;
        if self.stage != Stage::Start || !is_plain {
            return self.give_up();
        }
        self.stage = Stage::AfterDoctype;
    }

    fn finish(mut self, _: usize) -> Option<Document> {
        if self.stage < Stage::Body || self.current()?.kind != Kind::Body {
            return None;
        }
        while !self.open.is_empty() {
            self.close();
        }
        let mut document = Document::new(self.nodes, self.store.into_inner());
        document.has_doctype = true;
        Some(document)
    }
}
