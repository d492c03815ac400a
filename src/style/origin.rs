//! Which rule is at fault: for what is told, not for what is looked at.

use super::cascade::{ATTRIBUTE, IMPORTANT, Weight, sets};
use super::cell::{Cell, CellSet, State, bits};
use super::compile;
use super::form;
use super::matching::{Matching, Subject};
use super::property::Property;
use super::styles::{Origin, Pseudo, Rule, SheetName, Styles};
use super::walk::states;
use crate::html::Element;

impl Styles {
    /// Whether the selectors of a rule match an element in some state, whatever the media.
    pub fn matches(&self, rule: &Rule, element: Element<'_>) -> bool {
        let matching = Matching::new(element.document());
        let subject = subject(element);
        self.world.entries_of(rule.rank).iter().any(|entry| states(&self.world, &matching, entry, &subject) != 0)
    }

    /// Whether a rule applies to an element because another has the focus: then, and not at rest.
    pub fn answers(&self, rule: &Rule, element: Element<'_>, focused: Element<'_>) -> bool {
        let matching = Matching::new(element.document());
        let subject = Subject { focusable: Some(focused), ..subject(element) };
        let entries = self.world.entries_of(rule.rank).iter();
        let met = entries.fold(0, |met, entry| met | states(&self.world, &matching, entry, &subject));
        let (rest, focus) = (1 << State::Rest as u8, 1 << State::Focus as u8);
        met & (rest | focus) == focus
    }

    /// The cells in which a rule applies to an element.
    pub fn cells_of(&self, rule: &Rule, element: Element<'_>) -> CellSet {
        let matching = Matching::new(element.document());
        let subject = subject(element);
        let entries = self.world.entries_of(rule.rank).iter();
        CellSet(entries.fold(0, |set, entry| {
            set | bits(states(&self.world, &matching, entry, &subject), self.world.environments(entry))
        }))
    }

    /// The author's rule that gives an element the value of a property in a cell, if need be by way of what it is in;
    /// nothing when that is the browser, or markup. Slow: for what is told, not for what is looked at.
    pub fn origin(&self, element: Element<'_>, property: Property, cell: Cell) -> Option<Origin> {
        let mut around = element.ancestors_or_self();
        if property.is_inherited() {
            around.find_map(|one| self.own_origin(one, None, property, cell))?.author()
        } else {
            self.own_origin(element, None, property, cell)?.author()
        }
    }

    /// The same for a pseudo-element.
    pub fn pseudo_origin(
        &self,
        element: Element<'_>,
        pseudo: Pseudo,
        property: Property,
        cell: Cell,
    ) -> Option<Origin> {
        let own = self.own_origin(element, Some(pseudo), property, cell);
        match own {
            None if property.is_inherited() => self.origin(element, property, cell),
            own => own?.author(),
        }
    }

    /// The origin of what the element itself is given; nothing when no rule gives it anything.
    fn own_origin(
        &self,
        element: Element<'_>,
        pseudo: Option<Pseudo>,
        property: Property,
        cell: Cell,
    ) -> Option<Giver> {
        let rtl = self.in_cell(element, cell).rtl;
        let matching = Matching::new(element.document());
        let subject = subject(element);
        let mut winner: Option<(Weight, Option<usize>)> = None;
        let mut consider = |weight: Weight, entry: Option<usize>| {
            if winner.is_none_or(|(known, _)| known <= weight) {
                winner = Some((weight, entry));
            }
        };
        for index in self.world.candidates(element) {
            let entry = &self.world.entries[index as usize];
            let rule = self.world.rule(entry);
            let (normal, important) = self.world.weights(entry);
            for (weight, block) in [(normal, &rule.normal), (important, &rule.important)] {
                if self.world.selector(entry).pseudo == pseudo && sets(block, property, rtl) {
                    let states = states(&self.world, &matching, entry, &subject);
                    if CellSet(bits(states, self.world.environments(entry))).contains(cell) {
                        consider(weight, Some(index as usize));
                    }
                }
            }
        }
        if let Some(style) = element.attr("style").filter(|_| pseudo.is_none()) {
            let (normal, important) = compile::attribute(style);
            for (level, block) in [(ATTRIBUTE, normal), (ATTRIBUTE + IMPORTANT, important)] {
                if sets(&block, property, rtl) {
                    consider(
                        Weight {
                            level,
                            layer: if level < IMPORTANT { u32::MAX } else { 0 },
                            specificity: 0,
                            scoped: false,
                            order: 0,
                        },
                        None,
                    );
                }
            }
        }
        Some(match winner?.1 {
            None => Giver::Author(Origin { sheet: SheetName::Attribute, selector: String::new(), line: 0, offset: 0 }),
            Some(entry) => {
                let entry = &self.world.entries[entry];
                let source = &self.world.rule(entry).source;
                if entry.sheet == 0 {
                    Giver::Browser
                } else {
                    Giver::Author(Origin {
                        sheet: self.name(entry.sheet),
                        selector: source.selector.clone(),
                        line: source.line,
                        offset: source.offset,
                    })
                }
            }
        })
    }
}

/// Who gives a value.
enum Giver {
    Browser,
    Author(Origin),
}

impl Giver {
    fn author(self) -> Option<Origin> {
        match self {
            Self::Browser => None,
            Self::Author(origin) => Some(origin),
        }
    }
}

fn subject(element: Element<'_>) -> Subject<'_> {
    Subject {
        element,
        focusable: element.ancestors_or_self().find(|one| form::is_focusable(*one)),
        link: element.ancestors_or_self().find(|one| form::is_link(*one)),
        scope: None,
        lenient: false,
    }
}
