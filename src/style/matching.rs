//! Whether an element meets a selector, in all states at once: an answer is a set of states, a bit each.

use std::cell::{Cell as Slot, RefCell};

use html5ever::local_name;
use rustc_hash::FxHashMap;

use super::cell::{State, WITHIN};
use super::form;
use super::positions::Positions;
use super::selector::{Attribute, Combinator, Compound, Operator, Selector, Simple};
use crate::html::{Document, Element, Namespace};

/// Every state.
pub(super) const ALL: u8 = (1 << (WITHIN + 1)) - 1;
const HOVER: u8 = 1 << State::Hover as u8;
const FOCUS: u8 = 1 << State::Focus as u8;
const VISITED: u8 = 1 << State::Visited as u8;
const FOCUS_WITHIN: u8 = 1 << WITHIN;

/// Steps of matching that a page may take in all, and for one selector: a number, and some for each node.
const STEPS: usize = 20_000_000;
const STEPS_A_SELECTOR: usize = 100_000;
const STEPS_A_NODE: usize = 50;
/// What takes fewer steps is not counted.
const FEW: usize = 32;

/// A page as it is matched.
#[derive(Debug)]
pub(super) struct Matching<'d> {
    pub(super) document: &'d Document,
    positions: Positions,
    /// Steps left for the selector under way; when none are, it matches nothing any more.
    steps: Slot<usize>,
    /// Steps left for all.
    left: Slot<usize>,
    /// Steps that selectors took, by entry.
    taken: RefCell<FxHashMap<u32, usize>>,
    complete: Slot<bool>,
}

/// The element that states are about.
#[derive(Clone, Copy, Debug)]
pub(super) struct Subject<'d> {
    /// The element.
    pub(super) element: Element<'d>,
    /// The nearest that can take the focus, itself or around it.
    pub(super) focusable: Option<Element<'d>>,
    /// The nearest link, itself or around it.
    pub(super) link: Option<Element<'d>>,
    /// What `:scope` is, when not the root.
    pub(super) scope: Option<Element<'d>>,
    /// Whether siblings and contents are taken to be as the selector wants them.
    pub(super) lenient: bool,
}

impl<'d> Matching<'d> {
    pub(super) fn new(document: &'d Document) -> Self {
        Self {
            document,
            positions: Positions::default(),
            steps: Slot::new(STEPS),
            left: Slot::new(STEPS),
            taken: RefCell::default(),
            complete: Slot::new(true),
        }
    }

    /// Whether no selector took too many steps.
    pub(super) fn is_complete(&self) -> bool {
        self.complete.get()
    }

    /// What `work` finds with the steps that are left for an entry.
    pub(super) fn count<T>(&self, entry: u32, work: impl FnOnce() -> T) -> T {
        let taken = self.taken.borrow().get(&entry).copied().unwrap_or_default();
        let most = STEPS_A_SELECTOR + STEPS_A_NODE * self.document.len();
        let steps = most.saturating_sub(taken).min(self.left.get());
        self.steps.set(steps);
        let found = work();
        let used = steps - self.steps.get();
        if used > FEW {
            self.taken.borrow_mut().insert(entry, taken + used);
            self.left.set(self.left.get().saturating_sub(used));
        }
        if self.is_exhausted() {
            self.complete.set(false);
        }
        found
    }

    /// What `work` finds with so many steps of its own, and how many it took.
    pub(super) fn apart<T>(&self, steps: usize, work: impl FnOnce() -> T) -> (T, usize) {
        self.steps.set(steps);
        let found = work();
        (found, steps - self.steps.get())
    }

    /// Takes steps from those that are left for all: whether there are any more.
    pub(super) fn charge(&self, steps: usize) -> bool {
        self.left.set(self.left.get().saturating_sub(steps));
        self.left.get() > 0
    }

    /// Whether there are no more steps for the selector under way.
    pub(super) fn is_exhausted(&self) -> bool {
        self.steps.get() == 0
    }

    /// The states in which the element meets one of the selectors.
    pub(super) fn any(&self, list: &[Selector], element: Element<'d>, subject: &Subject<'d>) -> u8 {
        let mut mask = 0;
        for selector in list.iter().filter(|selector| selector.pseudo.is_none()) {
            mask |= self.states(selector, element, subject);
            if mask == ALL {
                break;
            }
        }
        mask
    }

    /// The states in which the element meets the selector.
    pub(super) fn states(&self, selector: &Selector, element: Element<'d>, subject: &Subject<'d>) -> u8 {
        self.from(selector, 0, element, subject)
    }

    /// The same from the compound of rank `at` on, to the left. Selectors have few compounds.
    fn from(&self, selector: &Selector, at: usize, element: Element<'d>, subject: &Subject<'d>) -> u8 {
        let compound = &selector.compounds[at];
        let mask = self.compound(compound, element, subject);
        match compound.combinator {
            Some(combinator) if mask != 0 => mask & self.across(combinator, selector, at + 1, element, subject),
            _ => mask,
        }
    }

    fn compound(&self, compound: &Compound, element: Element<'d>, subject: &Subject<'d>) -> u8 {
        let Some(steps) = self.steps.get().checked_sub(1) else { return 0 };
        self.steps.set(steps);
        let mut mask = ALL;
        for simple in &compound.simples {
            mask &= self.simple(simple, element, subject);
            if mask == 0 {
                break;
            }
        }
        mask
    }

    /// The states in which one of these meets the rest of a selector. What is further along the same line has nothing
    /// in reach that is not in reach of what is nearer: where the next step goes the same way too, one is enough.
    fn along(
        &self,
        line: impl Iterator<Item = Element<'d>>,
        combinator: Combinator,
        selector: &Selector,
        at: usize,
        subject: &Subject<'d>,
    ) -> u8 {
        let compound = &selector.compounds[at];
        let mut found = 0;
        for one in line {
            let mask = self.compound(compound, one, subject);
            if mask != 0 {
                found |= match compound.combinator {
                    Some(next) => mask & self.across(next, selector, at + 1, one, subject),
                    None => mask,
                };
            }
            let enough = mask == ALL && compound.combinator.is_none_or(|next| next == combinator);
            if enough || found == ALL || self.is_exhausted() {
                break;
            }
        }
        found
    }

    fn across(
        &self,
        combinator: Combinator,
        selector: &Selector,
        at: usize,
        element: Element<'d>,
        subject: &Subject<'d>,
    ) -> u8 {
        match combinator {
            Combinator::Child => element.parent().map_or(0, |parent| self.from(selector, at, parent, subject)),
            Combinator::Descendant => self.along(element.ancestors(), combinator, selector, at, subject),
            // The sibling is not looked at; what is around it is around the element too.
            Combinator::Next | Combinator::Later if subject.lenient => match selector.compounds[at].combinator {
                None => ALL,
                Some(next) => self.across(next, selector, at + 1, element, subject),
            },
            Combinator::Next => element.previous().map_or(0, |sibling| self.from(selector, at, sibling, subject)),
            Combinator::Later => {
                let siblings = std::iter::successors(element.previous(), |one| one.previous());
                self.along(siblings, combinator, selector, at, subject)
            }
        }
    }

    fn simple(&self, simple: &Simple, element: Element<'d>, subject: &Subject<'d>) -> u8 {
        let when = |met: bool| if met { ALL } else { 0 };
        match simple {
            Simple::Never => 0,
            Simple::Name(lower, name) => {
                when(element.atom() == if element.namespace() == Namespace::Html { lower } else { name })
            }
            Simple::Id(id) => when(element.attr("id").is_some_and(|found| self.is_same(found, id))),
            Simple::Class(class) => when(element.words("class").any(|found| self.is_same(found, class))),
            Simple::Attribute(attribute) => when(has_attribute(element, attribute)),
            Simple::Not(list) if subject.lenient && list.iter().any(|one| one.positional) => ALL,
            Simple::Not(list) => ALL & !self.any(list, element, subject),
            Simple::Is(list) => self.any(list, element, subject),
            Simple::Has(_) | Simple::Empty | Simple::Nth(..) if subject.lenient => ALL,
            Simple::Has(list) => self.has(list, element, subject),
            Simple::Root => when(element.parent().is_none()),
            Simple::Scope => match subject.scope {
                Some(scope) => when(scope == element),
                None => when(element.parent().is_none()),
            },
            Simple::Empty => when(element.child_nodes().next().is_none()),
            Simple::Nth(nth, None) => when(self.positions.meets(*nth, element)),
            Simple::Nth(nth, Some(list)) => {
                let mask = self.any(list, element, subject);
                let (mut rank, mut sibling) = (1, element);
                while let Some(next) = if nth.from_end { sibling.next() } else { sibling.previous() } {
                    rank += u32::from(self.any(list, next, subject) != 0);
                    sibling = next;
                    if self.is_exhausted() {
                        return 0;
                    }
                }
                mask & when(super::positions::is_in_series(rank, *nth))
            }
            Simple::Lang(languages) => {
                when(language(element).is_some_and(|found| languages.iter().any(|wanted| speaks(found, wanted))))
            }
            Simple::Dir { rtl } => when(is_rtl(element) == *rtl),
            Simple::Hover => {
                if element == subject.element || element.contains(subject.element) {
                    HOVER
                } else {
                    0
                }
            }
            Simple::Focus => {
                if subject.focusable == Some(element) {
                    FOCUS
                } else {
                    0
                }
            }
            Simple::FocusWithin => {
                let around = |inner: Element<'d>| element == inner || element.contains(inner);
                let focus = if subject.focusable.is_some_and(around) { FOCUS } else { 0 };
                focus | if around(subject.element) { FOCUS_WITHIN } else { 0 }
            }
            Simple::Visited => {
                if subject.link == Some(element) {
                    VISITED
                } else {
                    0
                }
            }
            Simple::Unvisited if subject.link == Some(element) => ALL & !VISITED,
            Simple::Unvisited | Simple::AnyLink => when(form::is_link(element)),
            Simple::Form(kind) => when(form::meets(*kind, element)),
        }
    }

    /// The states in which something relative to the element meets one of the selectors.
    fn has(&self, list: &[Selector], element: Element<'d>, subject: &Subject<'d>) -> u8 {
        let subject = Subject { scope: Some(element), ..*subject };
        let mut mask = 0;
        for selector in list {
            let first = selector.compounds.len().checked_sub(2).and_then(|at| selector.compounds[at].combinator);
            let after = matches!(first, Some(Combinator::Next | Combinator::Later));
            let mut root = if after { element.next() } else { Some(element) };
            while let Some(one) = root {
                if after {
                    mask |= self.states(selector, one, &subject);
                }
                for below in one.descendants() {
                    mask |= self.states(selector, below, &subject);
                    if mask == ALL || self.is_exhausted() {
                        return mask;
                    }
                }
                root = if after { one.next() } else { None };
            }
        }
        mask
    }

    fn is_same(&self, found: &str, wanted: &str) -> bool {
        found == wanted || self.document.is_quirks() && found.eq_ignore_ascii_case(wanted)
    }
}

pub(super) fn has_attribute(element: Element<'_>, attribute: &Attribute) -> bool {
    let Some(found) = element
        .attributes()
        .find(|found| found.name == &*attribute.name || found.name.eq_ignore_ascii_case(&attribute.name))
    else {
        return false;
    };
    let Some((operator, wanted, sensitive)) = &attribute.test else { return true };
    let (found, wanted) = if *sensitive {
        (found.value.into(), std::borrow::Cow::Borrowed(&**wanted))
    } else {
        (std::borrow::Cow::Owned(found.value.to_ascii_lowercase()), wanted.to_ascii_lowercase().into())
    };
    match operator {
        Operator::Equal => found == wanted,
        Operator::Word => !wanted.is_empty() && found.split_ascii_whitespace().any(|word| *word == *wanted),
        Operator::Dash => speaks_exactly(&found, &wanted),
        Operator::Prefix => !wanted.is_empty() && found.starts_with(&*wanted),
        Operator::Suffix => !wanted.is_empty() && found.ends_with(&*wanted),
        Operator::Substring => !wanted.is_empty() && found.contains(&*wanted),
    }
}

/// The language of an element (HTML Standard, 3.2.6.1).
fn language(element: Element<'_>) -> Option<&str> {
    element.ancestors_or_self().find_map(|one| one.attr("lang")).filter(|language| !language.is_empty())
}

/// Whether a language is in a range (RFC 4647, 3.3.2, without what is left out in the middle).
fn speaks(found: &str, wanted: &str) -> bool {
    let (found, wanted) = (found.to_ascii_lowercase(), wanted.to_ascii_lowercase());
    match wanted.strip_prefix("*-") {
        Some(rest) => found.split('-').skip(1).any(|part| part == rest),
        None => wanted == "*" || speaks_exactly(&found, &wanted),
    }
}

fn speaks_exactly(found: &str, wanted: &str) -> bool {
    found.strip_prefix(wanted).is_some_and(|rest| rest.is_empty() || rest.starts_with('-'))
}

/// Whether lines start on the right, by the nearest `dir`; `auto` is taken to be from left to right.
fn is_rtl(element: Element<'_>) -> bool {
    element
        .ancestors_or_self()
        .find_map(|one| one.attr("dir"))
        .is_some_and(|dir| dir.trim().eq_ignore_ascii_case("rtl"))
}

/// Whether an element is in the skipped part of a closed `details`: all but its first summary.
pub(super) fn is_folded(element: Element<'_>) -> bool {
    let Some(parent) = element.parent() else { return false };
    if *parent.atom() != local_name!("details") || !parent.is_html() || parent.has("open") {
        return false;
    }
    !element.is("summary") || parent.children().find(|child| child.is("summary")) != Some(element)
}
