//! The builder of any page: html5ever's, with what keeps tokens short and the tree bounded.
//!
//! - The builder sees none of a tag's attributes but those that it looks at. Formatting elements bear a number that
//!   stands for theirs: the builder compares them (HTML Standard, 13.2.4.3, "Noah's Ark clause"), so the same name and
//!   attributes get the same number.
//! - An element deeper than [`DEPTH`] is closed at once, so that what it would hold comes after it, as in Chromium and
//!   `WebKit`. Its own end tag is then passed over. Formatting elements with attributes may be a quarter as deep, since
//!   the builder compares each with all that are open.
//! - A page that makes the builder open formatting elements again and again is cut once it has more nodes than bytes.

use std::cell::RefMut;
use std::ops::Range;

use html5ever::tendril::StrTendril;
use html5ever::tokenizer::states::RawKind;
use html5ever::tokenizer::{Doctype, Tag, TagKind, Token, TokenSink, TokenSinkResult};
use html5ever::tree_builder::{TreeBuilder, TreeBuilderOpts, TreeSink};
use html5ever::{Attribute, LocalName, QualName, local_name, ns};
use rustc_hash::FxHashMap;

use super::builder::{Builder, DEPTH, Origin, Start, State};
use super::document::Document;
use super::errors::{self, Kind};
use super::sink::{Handle, Sink};
use super::store::Store;

/// A page may have as many nodes as bytes, and these.
const SPARE: usize = 100_000;

/// html5ever's tree builder.
pub(super) struct Driver {
    builder: TreeBuilder<Handle, Sink>,
    state: State,
    /// The page has too many nodes: nothing more is read.
    is_full: bool,
    most: usize,
    /// Elements that were closed for being too deep and whose end tags are to come: by order, and how many of a name.
    flattened: Vec<LocalName>,
    count: FxHashMap<LocalName, u32>,
    /// The number of a formatting element's name and attributes.
    numbers: FxHashMap<String, usize>,
    /// The start tag of the element whose text is read.
    raw: Range<u32>,
}

impl Driver {
    /// A driver for a page of so many bytes.
    pub(super) fn new(bytes: usize) -> Self {
        let options = TreeBuilderOpts { exact_errors: false, scripting_enabled: true, ..TreeBuilderOpts::default() };
        Self {
            builder: TreeBuilder::new(Sink::new(bytes), options),
            state: State::Data,
            is_full: false,
            most: bytes.saturating_add(SPARE),
            flattened: Vec::new(),
            count: FxHashMap::default(),
            numbers: FxHashMap::default(),
            raw: 0..0,
        }
    }

    fn begin(&self, kind: Kind, name: LocalName, origin: Origin) {
        let mut current = self.builder.sink.current.borrow_mut();
        (current.kind, current.name, current.origin) = (kind, name, origin);
    }

    fn tag(&mut self, tag: Tag) {
        self.process(Token::TagToken(tag));
    }

    fn process(&mut self, token: Token) {
        // Lines are not counted: places are bytes.
        match self.builder.process_token(token, 1) {
            TokenSinkResult::Continue | TokenSinkResult::Script(_) | TokenSinkResult::EncodingIndicator(_) => {}
            TokenSinkResult::Plaintext => self.state = State::Plaintext,
            TokenSinkResult::RawData(RawKind::Rcdata) => self.state = State::Rcdata,
            TokenSinkResult::RawData(RawKind::Rawtext) => self.state = State::Rawtext,
            TokenSinkResult::RawData(RawKind::ScriptData | RawKind::ScriptDataEscaped(_)) => self.state = State::Script,
        }
    }

    /// The attributes that the builder is given: those that it looks at.
    fn attributes(&self, name: &LocalName, range: &Range<u32>, number: Option<usize>) -> Vec<Attribute> {
        let seen: &[&str] = match *name {
            _ if range.is_empty() => return Vec::new(),
            local_name!("input") => &["type"],
            local_name!("annotation-xml") => &["encoding"],
            local_name!("font") => &["color", "face", "size"],
            _ => &[],
        };
        let attribute =
            |name: LocalName, value: StrTendril| Attribute { name: QualName::new(None, ns!(), name), value };
        let number = number.map(|number| attribute(local_name!(""), StrTendril::from_slice(&format!("{number:x}"))));
        if seen.is_empty() {
            return Vec::from_iter(number);
        }
        let store = self.store();
        let known = store.attributes(range).iter().filter_map(|data| {
            let name = store.slice(&data.name);
            seen.contains(&name).then(|| attribute(LocalName::from(name), store.slice(&data.value).into()))
        });
        number.into_iter().chain(known).collect()
    }

    /// The number that stands for the attributes of a formatting element; none when it has no attribute.
    fn number(&mut self, name: &LocalName, attributes: &Range<u32>) -> Option<usize> {
        if attributes.is_empty() {
            return None;
        }
        let next = self.builder.sink.origins.borrow().len();
        if *name == local_name!("a") {
            // Never two of them in the list of active formatting elements: each is like no other.
            return Some(next);
        }
        let mut key = String::new();
        let store = self.builder.sink.store.borrow();
        let mut all: Vec<(&str, &str)> = store
            .attributes(attributes)
            .iter()
            .map(|data| (store.slice(&data.name), store.slice(&data.value)))
            .collect();
        all.sort_unstable();
        key.push_str(name);
        for (name, value) in all {
            // No name has a space; a value's length says where it ends.
            key.extend([" ", name, " ", &value.len().to_string(), " ", value]);
        }
        Some(*self.numbers.entry(key).or_insert(next))
    }

    /// Keeps where the tag of a formatting element is, for when it is opened again. Of two with the same name and
    /// attributes it is the later one's.
    fn remember(&self, name: &LocalName, number: Option<usize>, origin: Origin) {
        if let Some(number) = number {
            let mut origins = self.builder.sink.origins.borrow_mut();
            match origins.get_mut(number) {
                Some(known) => *known = origin,
                None => origins.push(origin),
            }
            return;
        }
        let mut origins = self.builder.sink.plain_origins.borrow_mut();
        match origins.iter_mut().find(|(known, _)| known == name) {
            Some((_, known)) => *known = origin,
            None => origins.push((name.clone(), origin)),
        }
    }
}

impl Builder for Driver {
    type Output = Document;

    fn store(&self) -> RefMut<'_, Store> {
        self.builder.sink.store.borrow_mut()
    }

    fn state(&self) -> State {
        self.state
    }

    fn resume(&mut self) {
        self.state = State::Data;
    }

    fn is_done(&self) -> bool {
        self.is_full
    }

    fn error(&self, code: &'static str, span: Range<usize>, name: &str) {
        self.builder.sink.errors.borrow_mut().add(code, span, name);
    }

    fn is_in_foreign(&self) -> bool {
        self.builder.adjusted_current_node_present_but_not_in_html_namespace()
    }

    fn is_in_body(&self) -> bool {
        self.builder.sink.has_body.get()
    }

    fn start(&mut self, start: Start) {
        let Start { name, origin, self_closing } = start;
        let is_formatting = is_formatting(&name);
        let number = if is_formatting { self.number(&name, &origin.attributes) } else { None };
        let attrs = self.attributes(&name, &origin.attributes, number);
        self.begin(Kind::Start, name.clone(), origin.clone());
        self.builder.sink.begin();
        self.tag(Tag {
            kind: TagKind::StartTag,
            name: name.clone(),
            self_closing,
            attrs,
            had_duplicate_attributes: false,
        });
        let depth = self.builder.sink.own();
        self.is_full = self.builder.sink.len() > self.most;
        if self.state != State::Data {
            self.raw = origin.span;
            return;
        }
        if is_formatting {
            self.remember(&name, number, origin);
        }
        let deepest = if number.is_some() { DEPTH / 4 } else { DEPTH };
        if depth.is_some_and(|depth| depth > deepest) && !is_void(&name) && !(self_closing && self.is_in_foreign()) {
            *self.count.entry(name.clone()).or_default() += 1;
            self.flattened.push(name.clone());
            self.tag(end_tag(name));
        }
    }

    fn end(&mut self, name: LocalName, span: Range<u32>) {
        // What ends a text is never of those.
        let is_markup = self.state == State::Data;
        if is_markup && !self.flattened.is_empty() && self.count.get(&name).is_some_and(|count| *count > 0) {
            while let Some(open) = self.flattened.pop() {
                self.count.entry(open.clone()).and_modify(|count| *count -= 1);
                if open == name {
                    break;
                }
            }
            return;
        }
        self.begin(Kind::End, name.clone(), Origin { span, attributes: 0..0 });
        self.tag(end_tag(name));
    }

    fn text(&mut self, text: &str, span: Range<u32>) {
        {
            let mut current = self.builder.sink.current.borrow_mut();
            let is_next = current.kind == Kind::Text && current.run.end == span.start;
            current.run = if is_next { current.run.start } else { span.start }..span.end;
            current.kind = Kind::Text;
            current.origin.span = span;
        }
        self.process(Token::CharacterTokens(StrTendril::from_slice(text)));
    }

    fn null(&mut self, span: Range<u32>) {
        self.builder.sink.current.borrow_mut().kind = Kind::Null;
        self.builder.sink.current.borrow_mut().origin.span = span;
        self.process(Token::NullCharacterToken);
    }

    fn comment(&mut self, span: Range<u32>) {
        self.begin(Kind::Comment, LocalName::default(), Origin { span, attributes: 0..0 });
        self.process(Token::CommentToken(StrTendril::new()));
    }

    fn doctype(&mut self, doctype: Doctype, span: Range<u32>) {
        self.begin(Kind::Doctype, LocalName::default(), Origin { span, attributes: 0..0 });
        self.process(Token::DoctypeToken(doctype));
    }

    fn finish(mut self, at: usize) -> Document {
        if !matches!(self.state, State::Data | State::Plaintext) {
            let name = self.builder.sink.current.borrow().name.clone();
            self.error(errors::UNCLOSED, self.raw.start as usize..self.raw.end as usize, &name);
        }
        if self.is_full {
            self.builder.sink.errors.borrow_mut().cut(at);
        }
        let end = at as u32;
        self.begin(Kind::EndOfPage, LocalName::default(), Origin { span: end..end, attributes: 0..0 });
        self.process(Token::EOFToken);
        self.builder.sink.end();
        self.builder.end();
        self.builder.sink.finish()
    }
}

fn end_tag(name: LocalName) -> Tag {
    Tag { kind: TagKind::EndTag, name, self_closing: false, attrs: Vec::new(), had_duplicate_attributes: false }
}

/// Formatting elements (13.2.4.2).
fn is_formatting(name: &LocalName) -> bool {
    matches!(
        *name,
        local_name!("a")
            | local_name!("b")
            | local_name!("big")
            | local_name!("code")
            | local_name!("em")
            | local_name!("font")
            | local_name!("i")
            | local_name!("nobr")
            | local_name!("s")
            | local_name!("small")
            | local_name!("strike")
            | local_name!("strong")
            | local_name!("tt")
            | local_name!("u")
    )
}

/// Elements that the parser does not leave open (13.1.2, and those that are no longer in the standard).
fn is_void(name: &str) -> bool {
    const NAMES: [&str; 19] = [
        "area", "base", "basefont", "bgsound", "br", "col", "embed", "frame", "hr", "image", "img", "input", "keygen",
        "link", "meta", "param", "source", "track", "wbr",
    ];
    NAMES.contains(&name)
}
