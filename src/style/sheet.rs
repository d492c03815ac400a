//! A style sheet, compiled once for all the pages that link to it.

use std::sync::Arc;

use lightningcss::values::syntax::SyntaxString;

use super::declare::{self, Look};
use super::guard;
use super::selector::Selector;
use super::value::{Declared, Wide};

/// A compiled sheet.
#[derive(Debug, Default)]
pub(super) struct Sheet {
    /// Its style rules in order.
    pub(super) rules: Vec<StyleRule>,
    /// The cascade layers that it names, in order of first mention, each by its path.
    pub(super) layers: Vec<LayerPath>,
    pub(super) imports: Vec<Import>,
    /// Registered custom properties.
    pub(super) registered: Vec<Registered>,
    /// Whether all of it was understood.
    pub(super) complete: bool,
}

/// The names of a layer and of those it is in, outermost first.
pub(super) type LayerPath = Box<[Arc<str>]>;

/// A style rule.
#[derive(Debug)]
pub(super) struct StyleRule {
    pub(super) selectors: Arc<[Selector]>,
    pub(super) normal: Block,
    pub(super) important: Block,
    /// Where the media queries around it hold, a bit each.
    pub(super) environments: u8,
    /// Whether it is not known if it applies: it is in `@container`, or in `@supports` of what is not known.
    pub(super) uncertain: bool,
    /// Its layer, by rank in [`Sheet::layers`].
    pub(super) layer: Option<usize>,
    pub(super) scope: Option<Arc<Scope>>,
    pub(super) source: RuleSource,
}

/// A rule as written.
#[derive(Clone, Debug, Default)]
pub(super) struct RuleSource {
    pub(super) selector: String,
    pub(super) media: Arc<str>,
    pub(super) declarations: Vec<super::styles::Declaration>,
    /// From 1.
    pub(super) line: usize,
    /// In bytes.
    pub(super) offset: usize,
}

/// What a rule or a `style` attribute declares with the same weight.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Block {
    pub(super) declared: Box<[Declared]>,
    /// Custom properties.
    pub(super) customs: Box<[(Arc<str>, CustomValue)]>,
}

impl Block {
    pub(super) fn is_empty(&self) -> bool {
        self.declared.is_empty() && self.customs.is_empty()
    }
}

/// The value of a custom property as declared.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum CustomValue {
    Text(Arc<str>),
    Wide(Wide),
}

/// The limits of `@scope`.
#[derive(Debug)]
pub(super) struct Scope {
    /// What its root meets; nothing for the root of the page.
    pub(super) start: Option<Arc<[Selector]>>,
    /// What is out of it again.
    pub(super) end: Arc<[Selector]>,
}

/// An `@import`.
#[derive(Debug)]
pub(super) struct Import {
    pub(super) url: String,
    pub(super) layer: Option<usize>,
    pub(super) environments: u8,
    pub(super) uncertain: bool,
}

/// A custom property with `@property`.
#[derive(Debug)]
pub(super) struct Registered {
    pub(super) name: Arc<str>,
    pub(super) syntax: SyntaxString,
    pub(super) inherits: bool,
    pub(super) initial: Option<Arc<str>>,
}

impl Registered {
    /// Whether a value is of its syntax; nothing when that cannot be known.
    pub(super) fn takes(&self, text: &str) -> Option<bool> {
        let (tamed, whole) = guard::tame(text);
        if !whole {
            return None;
        }
        if self.syntax.parse_value_from_string(&tamed).is_ok() {
            return Some(true);
        }
        match declare::look_at(&tamed) {
            Look::Plain => Some(false),
            Look::Foreign => None,
            Look::Later => Some(true),
        }
    }
}
