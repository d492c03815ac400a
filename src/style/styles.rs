//! The computed styles of a page, as rules ask for them.

use std::ops::Range;
use std::sync::Arc;

use super::cell::{Cell, CellSet, PRINT, REDUCED};
use super::color::Color;
use super::computed::Style;
use super::gather::Gathered;
use super::kinds::Content;
use super::record::{Cells, Record};
use super::tint::System;
use super::walk::Walked;
use super::world::World;
use crate::html::{Document, Element};

/// The computed styles of the elements of one page.
#[derive(Debug)]
pub struct Styles {
    pub(super) world: Arc<World>,
    pub(super) names: Vec<SheetName>,
    walked: Walked,
    complete: bool,
}

/// A box that styles make beside an element's own (CSS Pseudo-Elements 4).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Pseudo {
    /// `::before`.
    Before,
    /// `::after`.
    After,
    /// `::placeholder`.
    Placeholder,
}

/// Where a style sheet was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SheetName {
    /// A file, by its address as `link` gives it, or as seen from the page where `@import` does.
    File(Arc<str>),
    /// A `style` element: its start tag in the delivered bytes.
    Element(Range<usize>),
    /// The `style` attribute of the element.
    Attribute,
}

/// The rule that gives an element a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Origin {
    /// In which sheet.
    pub sheet: SheetName,
    /// The selectors of the rule as written; empty for a `style` attribute.
    pub selector: String,
    /// The line of the rule in its sheet, from 1; 0 for a `style` attribute.
    pub line: usize,
    /// The first byte of the rule in its sheet.
    pub offset: usize,
}

/// A rule of the author's sheets, for rules that look at what is declared rather than at what comes of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Rule {
    /// Its selectors as written.
    pub selector: String,
    /// The media queries around it, joined by ` and `; empty when there are none.
    pub media: Arc<str>,
    /// What it declares.
    pub declarations: Vec<Declaration>,
    /// The line of the rule in its sheet, from 1.
    pub line: usize,
    /// The first byte of the rule in its sheet.
    pub offset: usize,
    /// The rank of its sheet in the set, and its own in the sheet.
    pub(super) rank: (usize, usize),
}

/// A declaration of a [`Rule`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Declaration {
    /// The property, in lower case.
    pub name: String,
    /// The value, printed afresh.
    pub value: String,
    /// Whether it is `!important`.
    pub important: bool,
}

impl Styles {
    /// The styles of a page without any sheet of its own.
    pub fn none(document: &Document) -> Self {
        let engine = super::Engine::default();
        let gathered = Gathered { complete: true, ..Gathered::default() };
        Self::of_page(engine.world(Vec::new()), document, gathered)
    }

    pub(super) fn of_page(world: Arc<World>, document: &Document, gathered: Gathered) -> Self {
        let walked = super::walk::walk(&world, document, gathered.schemes);
        let complete = gathered.complete && walked.complete;
        Self { world, names: gathered.names, walked, complete }
    }

    /// The style of an element in the light scheme, in a wide window, at rest.
    pub fn of(&self, element: Element<'_>) -> &Style {
        self.in_cell(element, Cell::default())
    }

    /// The style of an element in a cell.
    pub fn in_cell(&self, element: Element<'_>, cell: Cell) -> &Style {
        self.record(element).own.style(cell.bit())
    }

    /// The different styles of an element over all cells, that of [`Styles::of`] first.
    pub fn cells(&self, element: Element<'_>) -> impl Iterator<Item = (CellSet, &Style)> {
        groups(&self.record(element).own)
    }

    /// A number that elements of equal style in all cells often share: what is decided by styles alone may be
    /// remembered under it while these styles are held.
    pub fn id(&self, element: Element<'_>) -> u32 {
        self.record(element).id
    }

    /// The rank of the styles of an element among the few that a page has: elements of one rank are styled alike.
    pub fn rank(&self, element: Element<'_>) -> usize {
        self.walked.of[element.id().index()] as usize
    }

    /// How many ranks there are.
    pub fn ranks(&self) -> usize {
        self.walked.records.len()
    }

    /// An element of each rank, in the order of the ranks, in the document that these styles are of.
    pub fn samples<'d>(&self, document: &'d Document) -> impl Iterator<Item = Element<'d>> {
        self.walked.firsts.iter().map(|id| document.element(*id).expect("only elements are styled"))
    }

    /// The style of a pseudo-element in a cell; nothing when it makes no box.
    pub fn pseudo(&self, element: Element<'_>, pseudo: Pseudo, cell: Cell) -> Option<&Style> {
        let cells = self.record(element).pseudos[pseudo as usize].as_ref()?;
        Some(cells.style(cell.bit())).filter(|style| is_shown(pseudo, style))
    }

    /// The different styles of a pseudo-element over all cells where it makes a box.
    pub fn pseudo_cells(&self, element: Element<'_>, pseudo: Pseudo) -> impl Iterator<Item = (CellSet, &Style)> {
        let cells = self.record(element).pseudos[pseudo as usize].as_deref();
        cells.into_iter().flat_map(groups).filter(move |(_, style)| is_shown(pseudo, style))
    }

    /// `::before` in the default cell.
    pub fn before(&self, element: Element<'_>) -> Option<&Style> {
        self.pseudo(element, Pseudo::Before, Cell::default())
    }

    /// `::after` in the default cell.
    pub fn after(&self, element: Element<'_>) -> Option<&Style> {
        self.pseudo(element, Pseudo::After, Cell::default())
    }

    /// The style in the default cell for those who ask for less motion.
    pub fn under_reduced_motion(&self, element: Element<'_>) -> &Style {
        self.record(element).own.style(REDUCED)
    }

    /// The style on paper.
    pub fn on_paper(&self, element: Element<'_>) -> &Style {
        self.record(element).own.style(PRINT)
    }

    /// The colour behind the whole page, where neither `html` nor `body` has a background.
    pub fn canvas(&self, document: &Document, cell: Cell) -> Color {
        System::Canvas.color(document.root().is_some_and(|root| self.in_cell(root, cell).dark))
    }

    /// Whether every sheet could be had and understood: when not, what looks plain may be styled in truth.
    pub fn is_complete(&self) -> bool {
        self.complete
    }

    /// The author's rules, in the order of the sheets.
    pub fn rules(&self) -> &[Rule] {
        self.world.told.get_or_init(|| {
            let sheets = self.world.sheets.iter().enumerate().skip(1);
            let rules = sheets.flat_map(|(sheet, listed)| {
                listed.sheet.rules.iter().enumerate().map(move |(rule, compiled)| ((sheet, rule), &compiled.source))
            });
            let rule = |(rank, source): ((usize, usize), &super::sheet::RuleSource)| Rule {
                selector: source.selector.clone(),
                media: source.media.clone(),
                declarations: source.declarations.clone(),
                line: source.line,
                offset: source.offset,
                rank,
            };
            rules.map(rule).collect()
        })
    }

    /// The sheet that a rule is in.
    pub fn sheet(&self, rule: &Rule) -> SheetName {
        self.name(rule.rank.0)
    }

    /// The name of a sheet of the set.
    pub(super) fn name(&self, sheet: usize) -> SheetName {
        let own = sheet.checked_sub(1).and_then(|sheet| self.names.get(sheet));
        own.cloned().unwrap_or(SheetName::Attribute)
    }

    /// How many times a selector was held against an element, and how many styles were made: the work that the memo
    /// did not spare.
    pub fn work(&self) -> (usize, usize) {
        (self.walked.matches, self.walked.made)
    }

    pub(super) fn record(&self, element: Element<'_>) -> &Record {
        &self.walked.records[self.rank(element)]
    }
}

fn is_shown(pseudo: Pseudo, style: &Style) -> bool {
    pseudo == Pseudo::Placeholder || style.content != Content::Normal
}

/// The cells of each group that has any.
fn groups(cells: &Cells) -> impl Iterator<Item = (CellSet, &Style)> {
    cells.groups.iter().map(|group| (group.cells, &group.style)).filter(|(set, _)| !set.is_empty())
}
