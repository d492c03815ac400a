//! The computed styles of a page, as rules ask for them.

use std::ops::Range;
use std::sync::Arc;

use super::cell::{Cell, CellSet};
use super::property::Property;
use super::style::Style;
use crate::html::{Document, Element};

/// The computed styles of the elements of one page.
#[derive(Debug)]
pub struct Styles {
    style: Style,
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
    /// A file, by its address as `link` or `@import` give it.
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
    pub media: String,
    /// What it declares.
    pub declarations: Vec<Declaration>,
    /// The line of the rule in its sheet, from 1.
    pub line: usize,
    /// The first byte of the rule in its sheet.
    pub offset: usize,
    /// The rank of its sheet among those of the page.
    pub(super) sheet: usize,
    /// The rank of the rule in its sheet.
    pub(super) index: usize,
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
    /// The styles of a page without any sheet.
    pub fn none(_: &Document) -> Self {
        Self { style: Style::initial() }
    }

    /// The style of an element in the light scheme, in a wide window, at rest.
    pub fn of(&self, element: Element<'_>) -> &Style {
        self.in_cell(element, Cell::default())
    }

    /// The style of an element in a cell.
    pub fn in_cell(&self, _: Element<'_>, _: Cell) -> &Style {
        &self.style
    }

    /// The different styles of an element over all cells, that of [`Styles::of`] first.
    pub fn cells(&self, _: Element<'_>) -> impl Iterator<Item = (CellSet, &Style)> {
        std::iter::once((CellSet(super::cell::PUBLIC), &self.style))
    }

    /// The style of a pseudo-element in a cell; nothing when it makes no box.
    pub fn pseudo(&self, _: Element<'_>, _: Pseudo, _: Cell) -> Option<&Style> {
        None
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
        self.of(element)
    }

    /// The style on paper.
    pub fn on_paper(&self, element: Element<'_>) -> &Style {
        self.of(element)
    }

    /// Whether every sheet could be had and understood: when not, what looks plain may be styled in truth.
    pub fn is_complete(&self) -> bool {
        true
    }

    /// The author's rules, in the order of the sheets.
    pub fn rules(&self) -> &[Rule] {
        &[]
    }

    /// The sheet that a rule is in.
    pub fn sheet(&self, _: &Rule) -> SheetName {
        SheetName::Attribute
    }

    /// Whether the selectors of a rule match an element in some state, whatever the media.
    pub fn matches(&self, _: &Rule, _: Element<'_>) -> bool {
        false
    }

    /// The author's rule that gives an element the value of a property in a cell, if need be by way of what it is in;
    /// nothing when that is the browser. Slow: for what is told, not for what is looked at.
    pub fn origin(&self, _: Element<'_>, _: Property, _: Cell) -> Option<Origin> {
        None
    }
}
