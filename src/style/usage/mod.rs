//! Which selectors a page can meet, whatever the medium, the state and what scripts do.
//!
//! A selector is asked less than it says: states (`:hover`, `:target`, `[open]`), what is not (`:not()`) and counts
//! (`:nth-child()`) are taken to be met, so that what is told never to be met never is. What a script names may come to
//! be anywhere.

mod ask;
mod relax;

use std::sync::RwLock;

use lightningcss::selector::Selector as Parsed;
use serde::{Deserialize, Serialize};

use super::places::Places;
use super::selector::Selector;
use super::shape::Relevance;
use crate::html::{Document, Element};
use ask::{Place, Words};
use relax::{names, relax};

/// Selectors that pages are asked about.
#[derive(Debug, Default)]
pub struct Usage {
    questions: Vec<Question>,
    /// The questions by what they are about.
    words: Words,
    /// What of an element their answers depend on: its name, its namespace, the ids, classes and attributes that they
    /// name. Nothing else may be in a selector that [`relax`] gives.
    relevance: Relevance,
    /// The answers of places that were met: pages of a site have most of theirs in common.
    places: RwLock<Places<Place>>,
}

/// One selector.
#[derive(Debug)]
struct Question {
    /// Nothing for one that is not understood, which counts as met.
    selector: Option<Selector>,
    /// What a page must have for it to be met, by rank.
    needs: Box<[u32]>,
}

/// What is met: the selectors, by rank, and the custom properties named outside of sheets.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Met {
    selectors: Vec<u64>,
    properties: Vec<Box<str>>,
}

impl Usage {
    /// Asks about these selectors, ranked in this order. `scripted` tells the words of the site's scripts: an element,
    /// a class, an id or an attribute of that name may be made anywhere.
    pub fn new<'c, 'i: 'c>(
        selectors: impl IntoIterator<Item = &'c Parsed<'i>>,
        scripted: &dyn Fn(&str) -> bool,
    ) -> Self {
        let mut usage = Self::default();
        for parsed in selectors {
            let selector = relax(parsed, scripted);
            let needs = selector.as_ref().map_or_else(Box::default, |selector| {
                usage.relevance.selector(selector);
                usage.words.add(usage.questions.len() as u32, selector)
            });
            usage.questions.push(Question { selector, needs });
        }
        usage
    }

    /// What a page meets: its tree, and its text for what the tree does not show.
    pub fn of(&self, document: &Document, html: &str) -> Met {
        let mut met = Met { selectors: vec![0; self.questions.len().div_ceil(64)], properties: Vec::new() };
        // Such a page does not tell small letters from capitals in what it names.
        if document.is_quirks() {
            met.selectors.fill(u64::MAX);
        } else {
            self.ask(document, &mut met);
        }
        // The contents of a template are no part of the tree: whatever is named from the first one on may be there.
        let template = document.elements_named("template").find_map(Element::span);
        if let Some(rest) = template.and_then(|span| html.get(span.start..)) {
            self.add_words(rest, &mut met);
        }
        for element in document.elements().filter(|element| element.is("style") || is_script(*element)) {
            self.add_words(&element.text(), &mut met);
        }
        // Attributes may name custom properties (`style`, and `fill` and its like in drawings), sheets and scripts too.
        met.properties = dashed(html).map(Box::from).collect();
        met.properties.sort_unstable();
        met.properties.dedup();
        met
    }

    /// Adds what the text of a script or a sheet of the page names.
    fn add_words(&self, text: &str, met: &mut Met) {
        let words: Vec<&str> = words(text).collect();
        for (rank, question) in self.questions.iter().enumerate() {
            if question.selector.as_ref().is_some_and(|selector| names(selector, &words)) {
                met.set(rank);
            }
        }
    }
}

impl Met {
    /// Whether the selector of this rank is met, or one that the page was not asked about.
    pub fn contains(&self, usage: &Usage, rank: usize) -> bool {
        usage.questions.get(rank).is_none_or(|question| question.selector.is_none() || self.is_set(rank))
    }

    /// The custom properties that pages name outside of sheets, with their dashes, sorted.
    pub fn properties(&self) -> impl Iterator<Item = &str> {
        self.properties.iter().map(|name| &**name)
    }

    /// A hash of all that is met.
    pub fn digest(&self) -> blake3::Hash {
        let mut hasher = blake3::Hasher::new();
        for word in &self.selectors {
            hasher.update(&word.to_le_bytes());
        }
        for name in &self.properties {
            hasher.update(b"\0").update(name.as_bytes());
        }
        hasher.finalize()
    }

    /// Adds what another page meets.
    pub fn add(&mut self, other: &Self) {
        self.selectors.resize(self.selectors.len().max(other.selectors.len()), 0);
        for (word, more) in self.selectors.iter_mut().zip(&other.selectors) {
            *word |= more;
        }
        let new = other.properties.iter().filter(|name| self.properties.binary_search(name).is_err());
        let new: Vec<_> = new.cloned().collect();
        if !new.is_empty() {
            self.properties.extend(new);
            self.properties.sort_unstable();
        }
    }

    fn is_set(&self, rank: usize) -> bool {
        self.selectors.get(rank / 64).is_some_and(|word| word >> (rank % 64) & 1 == 1)
    }

    fn set(&mut self, rank: usize) {
        self.selectors[rank / 64] |= 1 << (rank % 64);
    }
}

/// The words of a text that a name of CSS may be: `is-open`, `--gap`.
pub fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c| !is_name(c)).filter(|word| !word.is_empty())
}

/// The names of custom properties in a text, with their dashes.
pub fn dashed(text: &str) -> impl Iterator<Item = &str> {
    let begins = |at: &usize| !text[..*at].ends_with(is_name);
    let starts = memchr::memmem::find_iter(text.as_bytes(), b"--").filter(begins);
    starts.filter_map(|at| words(&text[at..]).next()).filter(|name| name.len() > 2)
}

fn is_name(letter: char) -> bool {
    letter.is_alphanumeric() || matches!(letter, '-' | '_')
}

fn is_script(element: Element<'_>) -> bool {
    let data = |kind: &str| kind.ends_with("json") || kind == "text/plain";
    element.is("script") && !element.attr("type").is_some_and(data)
}
