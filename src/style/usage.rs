//! Which selectors a page can meet, whatever the medium, the state and what scripts do.
//!
//! A selector is asked less than it says: states (`:hover`, `:target`, `[open]`), what is not (`:not()`) and counts
//! (`:nth-child()`) are taken to be met, so that what is told never to be met never is. What a script names may come to
//! be anywhere.

use html5ever::LocalName;
use lightningcss::selector::{Combinator as ParsedCombinator, Component, Selector as Parsed};
use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

use super::matching::{Matching, Subject};
use super::selector::{self, Combinator, Compound, Selector, Simple};
use crate::html::{Document, Element};

/// Selectors that pages are asked about.
#[derive(Debug, Default)]
pub struct Usage {
    questions: Vec<Question>,
    /// The rank of each id, class and element name that a selector asks for.
    ids: FxHashMap<Box<str>, u32>,
    classes: FxHashMap<Box<str>, u32>,
    names: FxHashMap<LocalName, u32>,
}

/// One selector.
#[derive(Debug)]
struct Question {
    /// Nothing for one that is not understood, which counts as met.
    selector: Option<Selector>,
    /// What a page must have for it to be met, by rank.
    needs: Box<[u32]>,
    /// What the element that meets it has, by rank; nothing when that may be any element.
    subject: Option<u32>,
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
            let compounds = selector.iter().flat_map(|selector| &selector.compounds);
            let needs: Box<[u32]> =
                compounds.flat_map(|compound| &compound.simples).filter_map(|simple| usage.word(simple)).collect();
            let of_subject = selector.iter().flat_map(|selector| &selector.compounds[0].simples);
            // An id is rarer than a class, a class rarer than a name.
            let subject = of_subject.min_by_key(|simple| match simple {
                Simple::Id(_) => 0,
                Simple::Class(_) => 1,
                Simple::Name(..) => 2,
                _ => 3,
            });
            let subject = subject.and_then(|simple| usage.word(simple));
            usage.questions.push(Question { selector, needs, subject });
        }
        usage
    }

    /// The rank of what a simple selector asks for; nothing when it is no id, class or name.
    fn word(&mut self, simple: &Simple) -> Option<u32> {
        let next = self.words() as u32;
        Some(match simple {
            Simple::Id(id) => *self.ids.entry(id.clone()).or_insert(next),
            Simple::Class(class) => *self.classes.entry(class.clone()).or_insert(next),
            // A name in small letters in HTML, as it is written elsewhere: one that differs is not looked up.
            Simple::Name(lower, name) if lower == name => *self.names.entry(name.clone()).or_insert(next),
            _ => return None,
        })
    }

    fn words(&self) -> usize {
        self.ids.len() + self.classes.len() + self.names.len()
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

    /// Asks every selector of the elements that may meet it, until one does.
    fn ask(&self, document: &Document, met: &mut Met) {
        let matching = Matching::new(document);
        let index = self.index(document);
        let meets = |selector: &Selector, element| {
            let subject = Subject { element, focusable: None, link: None, scope: None, lenient: false };
            matching.states(selector, element, &subject) != 0 || matching.is_exhausted()
        };
        for (rank, question) in self.questions.iter().enumerate() {
            let Some(selector) = &question.selector else { continue };
            if question.needs.iter().any(|word| index[*word as usize].is_empty()) {
                continue;
            }
            let is_met = matching.count(rank as u32, || match question.subject {
                Some(word) => index[word as usize].iter().any(|element| meets(selector, *element)),
                None => document.elements().any(|element| meets(selector, element)),
            });
            if is_met {
                met.set(rank);
            }
        }
    }

    /// The elements that have each of the words.
    fn index<'d>(&self, document: &'d Document) -> Vec<Vec<Element<'d>>> {
        let mut index: Vec<Vec<Element<'d>>> = vec![Vec::new(); self.words()];
        for element in document.elements() {
            let name = self.names.get(element.atom());
            let id = element.attr("id").and_then(|id| self.ids.get(id));
            let classes = element.words("class").filter_map(|class| self.classes.get(class));
            for rank in name.into_iter().chain(id).chain(classes) {
                index[*rank as usize].push(element);
            }
        }
        index
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

/// The selector without what may change while a page is shown; nothing when it is not understood.
fn relax(parsed: &Parsed<'_>, scripted: &dyn Fn(&str) -> bool) -> Option<Selector> {
    let mut compounds = vec![Compound { simples: Box::new([]), combinator: None }];
    let mut simples = Vec::new();
    for component in parsed.iter_raw_match_order() {
        match component {
            // What came before is about the pseudo-element.
            Component::Combinator(ParsedCombinator::PseudoElement) => simples.clear(),
            Component::Combinator(combinator) => {
                let combinator = match combinator {
                    ParsedCombinator::Child => Combinator::Child,
                    ParsedCombinator::Descendant => Combinator::Descendant,
                    ParsedCombinator::NextSibling => Combinator::Next,
                    ParsedCombinator::LaterSibling => Combinator::Later,
                    _ => return None,
                };
                let last = compounds.last_mut()?;
                last.simples = std::mem::take(&mut simples).into_boxed_slice();
                last.combinator = Some(combinator);
                compounds.push(Compound { simples: Box::new([]), combinator: None });
                if compounds.len() > selector::MAX_COMPOUNDS {
                    return None;
                }
            }
            Component::LocalName(_)
            | Component::ID(_)
            | Component::Class(_)
            | Component::AttributeInNoNamespaceExists { .. }
            | Component::AttributeInNoNamespace { .. }
            | Component::AttributeOther(_) => {
                simples.extend(selector::simple(component, None).map(|(simple, _)| simple).filter(|simple| {
                    let opens = matches!(simple, Simple::Attribute(attribute) if &*attribute.name == "open");
                    !opens && !named(simple).is_some_and(|name| is_scripted(name, scripted))
                }));
            }
            Component::Is(list) | Component::Where(list) | Component::Any(_, list) => {
                let list: Option<Vec<Selector>> = list.iter().map(|selector| relax(selector, scripted)).collect();
                simples.push(Simple::Is(list?.into()));
            }
            Component::Has(list) => {
                let list: Option<Vec<Selector>> = list.iter().map(|selector| relax(selector, scripted)).collect();
                simples.push(Simple::Has(list?.into_iter().map(selector::below_scope).collect()));
            }
            Component::Root => simples.push(Simple::Root),
            Component::Nesting | Component::Scope | Component::Slotted(_) | Component::Part(_) | Component::Host(_) => {
                return None;
            }
            _ => {}
        }
    }
    compounds.last_mut()?.simples = simples.into_boxed_slice();
    Some(Selector { compounds: compounds.into_boxed_slice(), specificity: 0, pseudo: None, positional: false })
}

/// The name that a simple selector asks for.
fn named(simple: &Simple) -> Option<&str> {
    match simple {
        Simple::Name(name, _) => Some(name),
        Simple::Id(name) | Simple::Class(name) => Some(name),
        Simple::Attribute(attribute) => Some(&attribute.name),
        _ => None,
    }
}

/// Whether a script has the name: as written, or as `dataset` has it.
fn is_scripted(name: &str, scripted: &dyn Fn(&str) -> bool) -> bool {
    scripted(name) || name.strip_prefix("data-").is_some_and(|rest| scripted(&camel(rest)))
}

/// `scheme-name` as `schemeName` (HTML Standard, 3.2.6.6).
fn camel(name: &str) -> String {
    let mut parts = name.split('-');
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |mut name, part| {
        let mut letters = part.chars();
        name.extend(letters.next().map(|letter| letter.to_ascii_uppercase()));
        name + letters.as_str()
    })
}

/// Whether a selector asks for one of the names. Lists nest little.
fn names(selector: &Selector, words: &[&str]) -> bool {
    selector.compounds.iter().flat_map(|compound| &compound.simples).any(|simple| match simple {
        Simple::Is(list) | Simple::Has(list) => list.iter().any(|inner| names(inner, words)),
        simple => named(simple).is_some_and(|name| is_scripted(name, &|name| words.contains(&name))),
    })
}
