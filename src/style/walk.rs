//! One page: each element in tree order, found in the memo or styled.

use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::cascade::Parses;
use super::finish::Traits;
use super::form;
use super::matching::{Matching, Subject, is_folded};
use super::memo::{Added, Layered, Memo, Place};
use super::places::NO_PLACE;
use super::record::{Met, Record, make};
use super::world::{Entry, World};
use crate::html::{Document, Element, NodeId};

/// Begins the key of a place that siblings and contents decide.
const DECIDED: u32 = u32::MAX - 1;
/// Elements deeper than this are styled as if they were in the element of this depth, as browsers flatten them.
const MAX_DEPTH: u16 = 512;

/// The words of a key that are ranks of places.
pub(super) fn places_in(key: &[u32]) -> std::ops::Range<usize> {
    if key.first() == Some(&DECIDED) { 1..2 } else { 0..1 }
}

/// The styles of a page by node: ranks in the list of records.
#[derive(Debug, Default)]
pub(super) struct Walked {
    pub(super) records: Vec<Arc<Record>>,
    pub(super) of: Vec<u32>,
    /// The first element of each rank.
    pub(super) firsts: Vec<NodeId>,
    /// Whether nothing was too much.
    pub(super) complete: bool,
    /// How many times a selector was held against an element.
    pub(super) matches: usize,
    /// How many styles were made.
    pub(super) made: usize,
}

/// Elements that show something else than their contents.
const REPLACED: [&str; 10] =
    ["img", "video", "canvas", "iframe", "object", "embed", "input", "audio", "select", "textarea"];

/// An element on the way.
#[derive(Clone, Copy)]
struct Spot<'d> {
    /// Its place, for elements inside.
    place: u32,
    depth: u16,
    focusable: Option<Element<'d>>,
    link: Option<Element<'d>>,
}

/// Styles every element.
pub(super) fn walk(world: &World, document: &Document, schemes: (bool, bool)) -> Walked {
    let shared = world.memo.read().unwrap_or_else(std::sync::PoisonError::into_inner);
    let (walked, added) = walk_with(&shared, world, document, schemes);
    drop(shared);
    if !walked.complete {
        // How far its steps reach depends on what other pages have left: such a page is styled as if there were none.
        return walk_with(&Memo::default(), world, document, schemes).0;
    }
    if !added.is_empty() {
        world.memo.write().unwrap_or_else(std::sync::PoisonError::into_inner).merge(added);
    }
    walked
}

fn walk_with(memo: &Memo, world: &World, document: &Document, schemes: (bool, bool)) -> (Walked, Added) {
    let mut walk = Walk {
        world,
        memo: Layered::new(memo),
        matching: Matching::new(document),
        schemes,
        parses: Parses::default(),
        key: Vec::with_capacity(64),
        walked: Walked { of: vec![0; document.len()], ..Walked::default() },
    };
    let outside = Spot { place: NO_PLACE, depth: 0, focusable: None, link: None };
    let mut spots = vec![outside; document.len()];
    let mut ranks: FxHashMap<u32, u32> = FxHashMap::default();
    for element in document.elements() {
        let around = element.parent().map_or(outside, |parent| spots[parent.id().index()]);
        let place = walk.element(element, around);
        let found = walk.memo.place(place);
        let deep = around.depth == MAX_DEPTH;
        spots[element.id().index()] = Spot {
            place: if deep { around.place } else { place },
            depth: if deep { MAX_DEPTH } else { around.depth + 1 },
            focusable: if found.focusable { Some(element) } else { around.focusable },
            link: if found.link { Some(element) } else { around.link },
        };
        walk.walked.of[element.id().index()] = *ranks.entry(place).or_insert_with(|| {
            let record = found.record.clone().expect("styles are made of every place that elements are left in");
            walk.walked.records.push(record);
            walk.walked.firsts.push(element.id());
            walk.walked.records.len() as u32 - 1
        });
    }
    walk.walked.complete = walk.matching.is_complete();
    let Walk { memo, walked, .. } = walk;
    (walked, memo.into_added())
}

struct Walk<'w, 'd> {
    world: &'w World,
    memo: Layered<'w>,
    matching: Matching<'d>,
    schemes: (bool, bool),
    parses: Parses,
    key: Vec<u32>,
    walked: Walked,
}

impl<'d> Walk<'_, 'd> {
    /// The place of an element, whose record is made.
    fn element(&mut self, element: Element<'d>, around: Spot<'d>) -> u32 {
        self.key.clear();
        self.key.push(around.place);
        if around.place == NO_PLACE {
            self.key.push(u32::from(self.schemes.0) | u32::from(self.schemes.1) << 1);
        }
        self.world.relevance.write(element, &mut self.key);
        let rank = match self.memo.find(&self.key) {
            Some(rank) => rank,
            None => self.meet(element, around),
        };
        if self.memo.place(rank).maybe.is_empty() { rank } else { self.decide(element, around, rank) }
    }

    /// A place that is new: the rules that are met whatever the siblings and contents.
    fn meet(&mut self, element: Element<'d>, around: Spot<'d>) -> u32 {
        let (focusable, link) = (form::is_focusable(element), form::is_link(element));
        let subject = subject(element, around, focusable, link);
        let (mut met, mut maybe) = (Vec::new(), Vec::new());
        for index in self.world.candidates(element) {
            let entry = &self.world.entries[index as usize];
            let positional = is_positional(self.world, entry);
            let states = self.states(index, &Subject { lenient: positional, ..subject });
            if states == 0 {
            } else if positional {
                maybe.push(index);
            } else {
                met.push((index, states));
            }
        }
        let record = maybe.is_empty().then(|| self.record(element, around, &met, focusable, link));
        let place = Place { met: met.into(), maybe: maybe.into(), record, focusable, link };
        let key = std::mem::take(&mut self.key);
        let rank = self.memo.add(&key, place);
        self.key = key;
        rank
    }

    /// The place of an element among its siblings and with its contents.
    fn decide(&mut self, element: Element<'d>, around: Spot<'d>, rank: u32) -> u32 {
        let place = self.memo.place(rank);
        let (focusable, link, maybe) = (place.focusable, place.link, place.maybe.clone());
        let subject = subject(element, around, focusable, link);
        let mut key = std::mem::take(&mut self.key);
        key.clear();
        key.extend([DECIDED, rank]);
        for index in maybe.iter() {
            let states = self.states(*index, &subject);
            if states != 0 {
                key.extend([*index, u32::from(states)]);
            }
        }
        let decided = self.memo.find(&key).unwrap_or_else(|| {
            let mut met = self.memo.place(rank).met.to_vec();
            met.extend(key[2..].chunks_exact(2).map(|pair| (pair[0], pair[1] as u8)));
            met.sort_unstable();
            let record = Some(self.record(element, around, &met, focusable, link));
            self.memo.add(&key, Place { met: met.into(), maybe: Arc::new([]), record, focusable, link })
        });
        self.key = key;
        decided
    }

    /// The states in which the element meets a rule, in its scope.
    fn states(&mut self, index: u32, subject: &Subject<'d>) -> u8 {
        self.walked.matches += 1;
        let entry = &self.world.entries[index as usize];
        self.matching.count(index, || states(self.world, &self.matching, entry, subject))
    }

    /// The styles made of these rules in this place.
    fn record(
        &mut self,
        element: Element<'d>,
        around: Spot<'d>,
        met: &[(u32, u8)],
        focusable: bool,
        link: bool,
    ) -> Arc<Record> {
        let parent = (around.place != NO_PLACE).then(|| self.memo.place(around.place).record.clone()).flatten();
        let traits = Traits {
            root: parent.is_none(),
            folded: is_folded(element),
            closed: element.is("details") && !element.has("open"),
            replaced: element.is_any(&REPLACED) || element.name() == "svg",
            control: element.is_any(&["button", "input", "select", "textarea"]),
            pseudo: false,
        };
        let flags = [
            focusable,
            link,
            traits.root,
            traits.folded,
            traits.closed,
            traits.replaced,
            self.schemes.0,
            self.schemes.1,
        ];
        let mut key = vec![parent.as_ref().map_or(NO_PLACE, |parent| parent.id)];
        key.push(flags.iter().fold(0, |bits, flag| bits << 1 | u32::from(*flag)));
        key.extend(met.iter().flat_map(|(entry, states)| [*entry, u32::from(*states)]));
        key.push(NO_PLACE);
        self.world.relevance.write_hints(element, &mut key);
        if let Some(record) = self.memo.record(&key) {
            return record.clone();
        }
        self.walked.made += 1;
        let met = Met { rules: met, focusable, link, traits, schemes: self.schemes };
        let record = Arc::new(make(self.world, element, met, parent.as_deref(), &self.parses));
        self.memo.add_record(&key, record.clone());
        record
    }
}

fn subject<'d>(element: Element<'d>, around: Spot<'d>, focusable: bool, link: bool) -> Subject<'d> {
    Subject {
        element,
        focusable: if focusable { Some(element) } else { around.focusable },
        link: if link { Some(element) } else { around.link },
        scope: None,
        lenient: false,
    }
}

/// Whether siblings or contents decide if a rule applies.
fn is_positional(world: &World, entry: &Entry) -> bool {
    let scope = world.rule(entry).scope.iter();
    let mut limits = scope.flat_map(|scope| scope.start.iter().flat_map(|list| list.iter()).chain(&*scope.end));
    world.selector(entry).positional || limits.any(|selector| selector.positional)
}

/// The states in which an element meets a rule, in its scope (CSS Cascade 6, 2.5).
pub(super) fn states<'d>(world: &World, matching: &Matching<'d>, entry: &Entry, subject: &Subject<'d>) -> u8 {
    let selector = world.selector(entry);
    let Some(scope) = &world.rule(entry).scope else { return matching.states(selector, subject.element, subject) };
    let mut found = 0;
    let mut limited = 0;
    for root in subject.element.ancestors_or_self() {
        let inside = Subject { scope: Some(root), ..*subject };
        let starts = match &scope.start {
            Some(start) => matching.any(start, root, subject),
            None if root.parent().is_none() => super::matching::ALL,
            None => 0,
        };
        if starts != 0 {
            // The limits are looked for below this root only; most scopes have none.
            if !scope.end.is_empty() && !subject.lenient {
                limited = 0;
                for below in subject.element.ancestors_or_self().take_while(|one| *one != root) {
                    limited |= matching.any(&scope.end, below, &inside);
                }
            }
            found |= starts & matching.states(selector, subject.element, &inside) & !limited;
        }
        if found == super::matching::ALL || matching.is_exhausted() {
            break;
        }
    }
    found
}
