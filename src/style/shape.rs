//! What of an element decides its style: its shape. Elements of one shape in one place have one style.

use html5ever::LocalName;
use rustc_hash::FxHashMap;

use super::matching::{self, is_folded};
use super::selector::{self, Selector, Simple};
use super::sheet::StyleRule;
use super::value::{Piece, Value};
use super::world::Listed;
use super::{cell, form};
use crate::html::{Element, Namespace};

/// The names that the rules of all sheets speak of.
#[derive(Debug, Default)]
pub(super) struct Relevance {
    names: FxHashMap<LocalName, u32>,
    ids: Words,
    classes: Words,
    /// By name in lower case: selectors and elements of SVG may write it otherwise.
    attributes: FxHashMap<Box<str>, Attribute>,
}

/// Words that selectors name, with a rank each.
#[derive(Debug, Default)]
struct Words {
    exact: FxHashMap<Box<str>, u32>,
    /// In lower case, for pages in quirks mode.
    lower: FxHashMap<String, u32>,
}

impl Words {
    fn add(&mut self, word: &str) {
        let next = self.exact.len() as u32;
        self.exact.entry(word.into()).or_insert(next);
        let next = self.lower.len() as u32;
        self.lower.entry(word.to_ascii_lowercase()).or_insert(next);
    }

    fn find(&self, word: &str, quirks: bool) -> Option<u32> {
        if quirks { self.lower.get(&word.to_ascii_lowercase()) } else { self.exact.get(word) }.copied()
    }
}

/// How an attribute matters.
#[derive(Clone, Debug)]
struct Attribute {
    rank: u32,
    /// Whether its value matters, not only its presence and what selectors ask of it.
    value: bool,
    /// Whether styles are made from its value, not only found by it.
    hint: bool,
    /// What selectors ask of its value.
    tests: Vec<selector::Attribute>,
}

/// What selectors ask of the value of one attribute beyond this, is told by the value itself.
const MAX_TESTS: usize = 24;

/// Attributes whose value tells the state of an element.
const VALUES: &[&str] = &["dir", "tabindex", "contenteditable", "type"];

/// Attributes whose value gives a style by itself (HTML Standard, 15; SVG 2, 6.6).
const HINTS: &[&str] = &[
    "style",
    "hidden",
    "bgcolor",
    "text",
    "color",
    "size",
    "width",
    "height",
    "align",
    "nowrap",
    "fill",
    "stroke",
    "opacity",
    "display",
    "visibility",
    "mathcolor",
    "mathbackground",
];

/// Attributes of which only the presence matters.
const PRESENCES: &[&str] =
    &["href", "xlink:href", "disabled", "checked", "selected", "required", "readonly", "open", "controls", "multiple"];

/// Elements that the program itself tells apart.
const NAMES: &[&str] = &[
    "a", "area", "audio", "body", "button", "canvas", "details", "embed", "fieldset", "font", "hr", "iframe", "img",
    "input", "legend", "marquee", "object", "option", "select", "summary", "svg", "table", "tbody", "td", "textarea",
    "tfoot", "th", "thead", "tr", "video",
];

/// The key begins the shape of an element.
const FOLDED: u32 = 1;
const DISABLED: u32 = 2;
const SVG: u32 = 4;
const MATH: u32 = 8;
const FILLED: u32 = 16;
const QUIRKS: u32 = 32;

impl Relevance {
    pub(super) fn new(sheets: &[Listed]) -> Self {
        let mut relevance = Self::default();
        for name in VALUES {
            relevance.attribute(name, true);
        }
        for name in HINTS {
            relevance.hint(name);
        }
        for name in PRESENCES {
            relevance.attribute(name, false);
        }
        for name in NAMES {
            relevance.name(&LocalName::from(*name));
        }
        for rule in sheets.iter().flat_map(|listed| &listed.sheet.rules) {
            rule.selectors.iter().for_each(|selector| relevance.selector(selector));
            if let Some(scope) = &rule.scope {
                let limits = scope.start.iter().flat_map(|list| list.iter()).chain(&*scope.end);
                limits.for_each(|selector| relevance.selector(selector));
            }
            // On paper, `attr()` would make each link a style of its own, and no rule reads what is printed.
            if is_for_paper(rule) {
                continue;
            }
            for declared in rule.normal.declared.iter().chain(&rule.important.declared) {
                if let Value::Content(shown, read) = &declared.value {
                    for piece in shown.iter().chain(read.iter().flatten()) {
                        if let Piece::Attribute(name) = piece {
                            relevance.hint(name);
                        }
                    }
                }
            }
        }
        relevance
    }

    fn name(&mut self, name: &LocalName) {
        let next = self.names.len() as u32 + 1;
        self.names.entry(name.clone()).or_insert(next);
    }

    fn attribute(&mut self, name: &str, value: bool) {
        let rank = self.attributes.len() as u32;
        let known = self.attributes.entry(name.to_ascii_lowercase().into_boxed_str()).or_insert(Attribute {
            rank,
            value,
            hint: false,
            tests: Vec::new(),
        });
        known.value |= value;
    }

    fn hint(&mut self, name: &str) {
        self.attribute(name, true);
        if let Some(known) = self.attributes.get_mut(&*name.to_ascii_lowercase()) {
            known.hint = true;
        }
    }

    /// Notes what a selector speaks of; lists nest little.
    pub(super) fn selector(&mut self, selector: &Selector) {
        for simple in selector.compounds.iter().flat_map(|compound| &compound.simples) {
            match simple {
                Simple::Name(lower, name) => {
                    self.name(lower);
                    self.name(name);
                }
                Simple::Id(id) => self.ids.add(id),
                Simple::Class(class) => self.classes.add(class),
                Simple::Attribute(attribute) => {
                    self.attribute(&attribute.name, false);
                    if attribute.test.is_some()
                        && let Some(known) = self.attributes.get_mut(&*attribute.name.to_ascii_lowercase())
                        && !known.tests.iter().any(|known| *known == **attribute)
                    {
                        known.tests.push(selector::Attribute::clone(attribute));
                        known.value |= known.tests.len() > MAX_TESTS;
                    }
                }
                Simple::Lang(_) => self.attribute("lang", true),
                Simple::Form(_) => {
                    self.attribute("placeholder", false);
                    self.attribute("value", false);
                }
                Simple::Not(list) | Simple::Is(list) | Simple::Has(list) | Simple::Nth(_, Some(list)) => {
                    list.iter().for_each(|selector| self.selector(selector));
                }
                _ => {}
            }
        }
    }

    /// How an attribute of this name matters on an element: those of HTML are in lower case already.
    fn known(&self, element: Element<'_>, name: &str) -> Option<&Attribute> {
        let known = self.attributes.get(name);
        let is_odd = known.is_none() && !element.is_html() && name.bytes().any(|byte| byte.is_ascii_uppercase());
        if is_odd { self.attributes.get(&*name.to_ascii_lowercase()) } else { known }
    }

    /// Adds the shape of an element to a key.
    pub(super) fn write(&self, element: Element<'_>, key: &mut Vec<u32>) {
        key.push(self.names.get(element.atom()).copied().unwrap_or_default());
        let flags = key.len();
        key.push(u32::from(is_folded(element)) * FOLDED);
        match element.namespace() {
            Namespace::Html => {}
            Namespace::Svg => key[flags] |= SVG,
            Namespace::MathMl => key[flags] |= MATH,
        }
        let quirks = element.document().is_quirks();
        if quirks {
            key[flags] |= QUIRKS;
        }
        for attribute in element.attributes() {
            match attribute.name {
                "class" => {
                    let known = attribute.value.split_ascii_whitespace();
                    key.extend(known.filter_map(|class| self.classes.find(class, quirks)).map(|rank| CLASS | rank));
                }
                "id" => key.extend(self.ids.find(attribute.value, quirks).map(|rank| ID | rank)),
                _ => {}
            }
            match self.known(element, attribute.name) {
                Some(known) if known.value => text(VALUE | known.rank, attribute.value, key),
                Some(known) => {
                    key.push(PRESENCE | known.rank);
                    // Most values are of one element only: what is asked of them is what matters.
                    if !known.tests.is_empty() {
                        let met = known.tests.iter().map(|test| u32::from(matching::has_attribute(element, test)));
                        key.push(met.fold(0, |bits, bit| bits << 1 | bit));
                    }
                    if attribute.name == "value" && !attribute.value.is_empty() {
                        key[flags] |= FILLED;
                    }
                }
                None => {}
            }
        }
        // What is around decides as well.
        if form::is_disabled(element) {
            key[flags] |= DISABLED;
        }
    }
}

impl Relevance {
    /// Adds to a key the attributes of an element that its styles are made from.
    pub(super) fn write_hints(&self, element: Element<'_>, key: &mut Vec<u32>) {
        key.push(self.names.get(element.atom()).copied().unwrap_or_default());
        for attribute in element.attributes() {
            if let Some(known) = self.known(element, attribute.name).filter(|known| known.hint) {
                text(known.rank, attribute.value, key);
            }
        }
    }
}

/// Whether a rule holds in no environment but the printed one.
fn is_for_paper(rule: &StyleRule) -> bool {
    rule.environments >> cell::environment_of(cell::PRINT) == 1
}

const CLASS: u32 = 1 << 28;
const ID: u32 = 2 << 28;
const PRESENCE: u32 = 3 << 28;
const VALUE: u32 = 4 << 28;

/// A text as words of four bytes, its length first.
fn text(tag: u32, text: &str, key: &mut Vec<u32>) {
    key.push(tag);
    key.push(text.len() as u32);
    for chunk in text.as_bytes().chunks(4) {
        let mut word = [0; 4];
        word[..chunk.len()].copy_from_slice(chunk);
        key.push(u32::from_le_bytes(word));
    }
}
