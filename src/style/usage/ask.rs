//! The questions put to a page: once for each place that is new to the site, and where siblings or contents matter to
//! each element of a place that may meet them.
//!
//! What is known of a place comes of its key alone, the steps that it took too: a page pays for each of its places, be
//! it known from another page or not, so that its answers are the same whatever pages were asked before.

use std::sync::PoisonError;

use html5ever::LocalName;
use rustc_hash::{FxHashMap, FxHashSet};

use super::{Met, Usage};
use crate::html::{Document, Element};
use crate::style::matching::{Matching, Subject};
use crate::style::places::{Layered, NO_PLACE};
use crate::style::selector::{Selector, Simple};

/// Steps of matching for one question and one place: a hundred elements around and a selector of forty parts.
const STEPS_A_PLACE: usize = 4096;

/// What is known of the elements of a place.
#[derive(Debug)]
pub(super) struct Place {
    /// The questions that they meet by it.
    met: Box<[u32]>,
    /// Those that they may meet, depending on their siblings and contents.
    maybe: Box<[u32]>,
    /// The words that they have, by rank.
    words: Box<[u32]>,
    /// The steps that it took to know.
    steps: usize,
}

/// The ids, classes and names of elements that selectors ask for, each with a rank, and the questions by them.
#[derive(Debug, Default)]
pub(super) struct Words {
    ids: FxHashMap<Box<str>, u32>,
    classes: FxHashMap<Box<str>, u32>,
    names: FxHashMap<LocalName, u32>,
    /// The questions about elements that have a word, by its rank.
    questions: FxHashMap<u32, Vec<u32>>,
    /// Those about any element.
    others: Vec<u32>,
}

impl Words {
    /// Takes note of a question; gives what a page must have for it to be met.
    pub(super) fn add(&mut self, question: u32, selector: &Selector) -> Box<[u32]> {
        let simples = selector.compounds.iter().flat_map(|compound| &compound.simples);
        let needs = simples.filter_map(|simple| self.rank(simple)).collect();
        // An id is rarer than a class, a class rarer than a name.
        let subject = selector.compounds[0].simples.iter().min_by_key(|simple| match simple {
            Simple::Id(_) => 0,
            Simple::Class(_) => 1,
            Simple::Name(..) => 2,
            _ => 3,
        });
        match subject.and_then(|simple| self.rank(simple)) {
            Some(word) => self.questions.entry(word).or_default().push(question),
            None => self.others.push(question),
        }
        needs
    }

    /// The rank of what a simple selector asks for; nothing when it is no id, class or name.
    fn rank(&mut self, simple: &Simple) -> Option<u32> {
        let next = self.len() as u32;
        Some(match simple {
            Simple::Id(id) => *self.ids.entry(id.clone()).or_insert(next),
            Simple::Class(class) => *self.classes.entry(class.clone()).or_insert(next),
            // A name in small letters in HTML, as it is written elsewhere: one that differs is not looked up.
            Simple::Name(lower, name) if lower == name => *self.names.entry(name.clone()).or_insert(next),
            _ => return None,
        })
    }

    fn len(&self) -> usize {
        self.ids.len() + self.classes.len() + self.names.len()
    }

    /// The ranks of the words that an element has.
    fn of(&self, element: Element<'_>) -> Box<[u32]> {
        let name = self.names.get(element.atom());
        let id = element.attr("id").and_then(|id| self.ids.get(id));
        let classes = element.words("class").filter_map(|class| self.classes.get(class));
        name.into_iter().chain(id).chain(classes).copied().collect()
    }
}

impl Usage {
    /// Puts all questions to a page.
    pub(super) fn ask(&self, document: &Document, met: &mut Met) {
        if self.questions.is_empty() {
            return;
        }
        let matching = Matching::new(document);
        let shared = self.places.read().unwrap_or_else(PoisonError::into_inner);
        let mut places = Layered::new(&shared);
        let mut of = vec![NO_PLACE; document.len()];
        let mut seen: FxHashSet<u32> = FxHashSet::default();
        let mut words = vec![false; self.words.len()];
        let mut key = Vec::with_capacity(64);
        for element in document.elements() {
            key.clear();
            key.push(element.parent().map_or(NO_PLACE, |parent| of[parent.id().index()]));
            self.relevance.write(element, &mut key);
            let rank = places.find(&key).unwrap_or_else(|| places.add(&key, self.place(element, &matching)));
            of[element.id().index()] = rank;
            if !seen.insert(rank) {
                continue;
            }
            let place = places.place(rank);
            place.met.iter().for_each(|question| met.set(*question as usize));
            place.words.iter().for_each(|word| words[*word as usize] = true);
            if !matching.charge(place.steps) {
                // Nobody can tell in time what such a page does not meet.
                return met.selectors.fill(u64::MAX);
            }
        }
        let has_words =
            |question: u32| self.questions[question as usize].needs.iter().all(|word| words[*word as usize]);
        for element in document.elements() {
            for question in &places.place(of[element.id().index()]).maybe {
                let is_open = !met.is_set(*question as usize) && has_words(*question);
                if is_open
                    && matching.count(*question, || self.meets(*question, element, Siblings::AsTheyAre, &matching))
                {
                    met.set(*question as usize);
                }
            }
        }
        let added = places.into_added();
        drop(shared);
        if !added.is_empty() {
            let mut shared = self.places.write().unwrap_or_else(PoisonError::into_inner);
            shared.merge(added, |_| 0..1);
        }
    }

    /// What is known of the place of an element that is new.
    fn place<'d>(&self, element: Element<'d>, matching: &Matching<'d>) -> Place {
        let words = self.words.of(element);
        let (mut met, mut maybe, mut steps) = (Vec::new(), Vec::new(), 0);
        let by_words = words.iter().filter_map(|word| self.words.questions.get(word)).flatten();
        for question in by_words.chain(&self.words.others).copied() {
            let is_positional = self.questions[question as usize].selector.as_ref().is_some_and(|one| one.positional);
            let siblings = if is_positional { Siblings::AsWanted } else { Siblings::AsTheyAre };
            let ask = || self.meets(question, element, siblings, matching);
            let (is_met, taken) = matching.apart(STEPS_A_PLACE, ask);
            steps += taken;
            if is_met {
                if is_positional { &mut maybe } else { &mut met }.push(question);
            }
        }
        Place { met: met.into(), maybe: maybe.into(), words, steps }
    }

    /// Whether an element meets a question, or nobody can tell in time.
    fn meets<'d>(&self, question: u32, element: Element<'d>, siblings: Siblings, matching: &Matching<'d>) -> bool {
        let Some(selector) = &self.questions[question as usize].selector else { return false };
        let lenient = siblings == Siblings::AsWanted;
        let subject = Subject { element, focusable: None, link: None, scope: None, lenient };
        matching.states(selector, element, &subject) != 0 || matching.is_exhausted()
    }
}

/// How siblings and contents are taken.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Siblings {
    AsTheyAre,
    AsWanted,
}
