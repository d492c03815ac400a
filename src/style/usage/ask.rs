//! The questions put to a page: once for each place that is new to the site, and where siblings or contents matter to each element
//! of a place that may meet them.

use std::sync::PoisonError;

use html5ever::LocalName;
use rustc_hash::{FxHashMap, FxHashSet};

use super::{Met, Usage};
use crate::html::{Document, Element};
use crate::style::matching::{Matching, Subject};
use crate::style::places::{Layered, NO_PLACE};
use crate::style::selector::{Selector, Simple};

/// What is known of the elements of a place.
#[derive(Debug)]
pub(super) struct Place {
    /// The questions that they meet by it.
    met: Box<[u32]>,
    /// Those that they may meet, depending on their siblings and contents.
    maybe: Box<[u32]>,
}

/// The questions by what the element that meets them has: an id, a class or a name.
#[derive(Debug, Default)]
pub(super) struct Subjects {
    ids: FxHashMap<Box<str>, Vec<u32>>,
    classes: FxHashMap<Box<str>, Vec<u32>>,
    names: FxHashMap<LocalName, Vec<u32>>,
    /// Those that any element may meet.
    any: Vec<u32>,
}

impl Subjects {
    /// Takes note of a question.
    pub(super) fn add(&mut self, question: u32, selector: &Selector) {
        // An id is rarer than a class, a class rarer than a name. A name in small letters in HTML, as it is written elsewhere: one
        // that differs is not looked up.
        let rarest = selector.compounds[0].simples.iter().min_by_key(|simple| match simple {
            Simple::Id(_) => 0,
            Simple::Class(_) => 1,
            Simple::Name(lower, name) if lower == name => 2,
            _ => 3,
        });
        let of = match rarest {
            Some(Simple::Id(id)) => self.ids.entry(id.clone()).or_default(),
            Some(Simple::Class(class)) => self.classes.entry(class.clone()).or_default(),
            Some(Simple::Name(lower, name)) if lower == name => self.names.entry(name.clone()).or_default(),
            _ => &mut self.any,
        };
        of.push(question);
    }

    /// The questions that an element may meet.
    fn of(&self, element: Element<'_>) -> impl Iterator<Item = u32> {
        let name = self.names.get(element.atom());
        let id = element.attr("id").and_then(|id| self.ids.get(id));
        let classes = element.words("class").filter_map(|class| self.classes.get(class));
        name.into_iter().chain(id).chain(classes).chain([&self.any]).flatten().copied()
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
        let mut key = Vec::with_capacity(64);
        for element in document.elements() {
            key.clear();
            key.push(element.parent().map_or(NO_PLACE, |parent| of[parent.id().index()]));
            self.relevance.write(element, &mut key);
            let rank = places.find(&key).unwrap_or_else(|| places.add(&key, self.place(element, &matching)));
            of[element.id().index()] = rank;
            let place = places.place(rank);
            if seen.insert(rank) {
                place.met.iter().for_each(|question| met.set(*question as usize));
            }
            for question in &place.maybe {
                if !met.is_set(*question as usize) && self.is_met(*question, element, Siblings::AsTheyAre, &matching) {
                    met.set(*question as usize);
                }
            }
        }
        let added = places.into_added();
        drop(shared);
        // What took too many steps was not found by its place alone.
        if !added.is_empty() && matching.is_complete() {
            let mut shared = self.places.write().unwrap_or_else(PoisonError::into_inner);
            shared.merge(added, |_| 0..1);
        }
    }

    /// What is known of the place of an element that is new.
    fn place<'d>(&self, element: Element<'d>, matching: &Matching<'d>) -> Place {
        let (mut met, mut maybe) = (Vec::new(), Vec::new());
        for question in self.subjects.of(element) {
            let selector = self.questions[question as usize].as_ref();
            if selector.is_some_and(|selector| selector.positional) {
                if self.is_met(question, element, Siblings::AsWanted, matching) {
                    maybe.push(question);
                }
            } else if self.is_met(question, element, Siblings::AsTheyAre, matching) {
                met.push(question);
            }
        }
        Place { met: met.into(), maybe: maybe.into() }
    }

    /// Whether an element meets a question, or nobody can tell in time.
    fn is_met<'d>(&self, question: u32, element: Element<'d>, siblings: Siblings, matching: &Matching<'d>) -> bool {
        let Some(selector) = &self.questions[question as usize] else { return false };
        let lenient = siblings == Siblings::AsWanted;
        let subject = Subject { element, focusable: None, link: None, scope: None, lenient };
        matching.count(question, || matching.states(selector, element, &subject) != 0 || matching.is_exhausted())
    }
}

/// How siblings and contents are taken.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Siblings {
    AsTheyAre,
    AsWanted,
}
