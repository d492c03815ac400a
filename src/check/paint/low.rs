//! Texts whose contrast with what lies behind them is low, or cannot be known: over all cells, one entry a cause.

use rustc_hash::FxHashMap;

use super::ground::{Doubt, Ground};
use super::measure::{Measure, is_changed_by_shadow, measure_or_unknown};
use super::scene::Scenes;
use super::shown::{has_words, short, shown_text};
use super::stack::is_stacked;
use crate::check::Page;
use crate::html::{Attribute, Element, NodeId};
use crate::style::{Cell, CellSet, Content, Property, Pseudo, State, Style};

/// A text in some colour over some ground, on the first element that has it.
#[derive(Clone, Debug)]
pub struct Low {
    /// The element that the text is in.
    pub element: NodeId,
    /// The box of the text when it is not the element's own.
    pub pseudo: Option<Pseudo>,
    /// The text, cut short.
    pub text: String,
    /// The cells where it is so.
    pub cells: CellSet,
    /// How many elements more have the same.
    pub others: usize,
    /// What is known of it.
    pub measure: Measure,
    /// Why the verdict is not sure.
    pub doubt: Option<Doubt>,
    last: NodeId,
}

/// Causes that differ by more than this are not told apart.
const MOST_LOWS: usize = 200;

/// The texts of a page that have less contrast than level AAA asks for, or whose contrast is not known.
pub(super) fn lows(page: &Page<'_>, scenes: &Scenes) -> Vec<Low> {
    let mut lows =
        Lows { page, scenes, found: Vec::new(), known: FxHashMap::default(), measures: Vec::new(), inactive: None };
    for element in page.elements() {
        if let Some((text, pseudo)) = shown_text(element) {
            lows.element(element, text, pseudo);
        }
        for pseudo in [Pseudo::Before, Pseudo::After] {
            let Some(style) = page.styles.pseudo(element, pseudo, Cell::default()) else { continue };
            if let Content::Text { text, .. } = &style.content
                && has_words(text)
            {
                lows.element(element, text, Some(pseudo));
            }
        }
    }
    lows.found
}

struct Lows<'a, 'p> {
    page: &'a Page<'p>,
    scenes: &'a Scenes,
    found: Vec<Low>,
    /// What is known of a style on a ground: nothing to say, or a measure by rank.
    known: FxHashMap<(*const Style, u32), Option<u32>>,
    measures: Vec<Measure>,
    inactive: Option<Vec<NodeId>>,
}

impl Lows<'_, '_> {
    fn element(&mut self, element: Element<'_>, text: &str, pseudo: Option<Pseudo>) {
        let styles = self.page.styles;
        for (cells, style) in styles.cells(element) {
            for (behind, rank) in self.scenes.inside(element) {
                let cells = cells.and(behind);
                let Some(cell) = cells.first() else { continue };
                let ground = self.scenes.ground(rank);
                if ground.hidden || !style.rendered || !style.visible {
                    continue;
                }
                let Some(which) = pseudo else {
                    self.look(element, text, None, cells, style, rank, ground);
                    continue;
                };
                let Some(style) = styles.pseudo(element, which, cell).filter(|style| style.visible) else { continue };
                if which == Pseudo::Placeholder {
                    self.look(element, text, pseudo, cells, style, rank, ground);
                } else {
                    let ground = ground.entered(element, style);
                    if !ground.hidden {
                        self.look(element, text, pseudo, cells, style, rank, &ground);
                    }
                }
            }
        }
    }

    #[expect(
        clippy::too_many_arguments,
        reason = "the loops over cells and grounds are told apart from what is done in them"
    )]
    fn look(
        &mut self,
        element: Element<'_>,
        text: &str,
        pseudo: Option<Pseudo>,
        cells: CellSet,
        style: &Style,
        rank: u32,
        ground: &Ground,
    ) {
        let key = (std::ptr::from_ref(style), rank);
        let known = match self.known.get(&key) {
            Some(known) if pseudo.is_none() => *known,
            _ => self.remember(key, style, ground, pseudo),
        };
        let Some(known) = known else { return };
        let measure = &self.measures[known as usize];
        let doubt = self.doubt(element, style, ground, measure, cells);
        let fine = doubt.is_none() && measure.worst >= measure.enhanced();
        if !fine && self.is_meant(element, text, style) {
            self.add(element, text, pseudo, cells, known as usize, doubt);
        }
    }

    /// Measures a text of this style, unless there is nothing to say of it.
    fn remember(
        &mut self,
        key: (*const Style, u32),
        style: &Style,
        ground: &Ground,
        pseudo: Option<Pseudo>,
    ) -> Option<u32> {
        let sure = ground.doubt.is_none() && ground.effect.is_none() && style.color.known().is_some();
        let measure = measure_or_unknown(style, ground).filter(|_| style.font_size > 0.0);
        let measure = measure.filter(|measure| !sure || measure.worst < measure.enhanced());
        let rank = measure.map(|measure| {
            self.measures.push(measure);
            self.measures.len() as u32 - 1
        });
        if pseudo.is_none() {
            self.known.insert(key, rank);
        }
        rank
    }

    fn add(
        &mut self,
        element: Element<'_>,
        text: &str,
        pseudo: Option<Pseudo>,
        cells: CellSet,
        measure: usize,
        doubt: Option<Doubt>,
    ) {
        let measure = &self.measures[measure];
        let same = self.found.iter_mut().find(|low| low.doubt == doubt && (doubt.is_some() || low.measure == *measure));
        if let Some(low) = same {
            if low.element == element.id() && low.pseudo == pseudo {
                low.cells = low.cells.or(cells);
            }
            if low.last != element.id() {
                (low.others, low.last) = (low.others + 1, element.id());
            }
            return;
        }
        if self.found.len() < MOST_LOWS {
            let (element, last, measure) = (element.id(), element.id(), measure.clone());
            self.found.push(Low { element, pseudo, text: short(text), cells, others: 0, measure, doubt, last });
        }
    }

    /// Why the verdict is not sure; nothing when it is, or when the doubt would not change it.
    fn doubt(
        &self,
        element: Element<'_>,
        style: &Style,
        ground: &Ground,
        measure: &Measure,
        cells: CellSet,
    ) -> Option<Doubt> {
        let rest = cells.iter().any(|cell| cell.state == State::Rest);
        if style.color.known().is_none() {
            return Some(Doubt::Colour);
        }
        if let Some((doubt, _)) = ground.doubt.or(ground.effect.filter(|_| rest)) {
            return Some(doubt);
        }
        if is_changed_by_shadow(style, ground, measure) {
            return Some(Doubt::Shadow);
        }
        if measure.worst >= measure.minimum() {
            return None;
        }
        if let Some((doubt, _)) = ground.maybe.or(ground.effect) {
            return Some(doubt);
        }
        if self.scenes.is_overlaid(element, ground) || is_stacked(self.page.styles, element, ground) {
            return Some(Doubt::Positioned);
        }
        if style.is_uncertain(Property::Color) || !self.page.styles.is_complete() {
            return Some(Doubt::Colour);
        }
        None
    }

    /// Whether the text is one that people are meant to read: in use, and not a sign that has a name beside it.
    fn is_meant(&mut self, element: Element<'_>, text: &str, style: &Style) -> bool {
        if style.text_indent.px().is_some_and(|px| px < -900.0) || self.page.tree.is_disabled(element) {
            return false;
        }
        let mut letters = text.chars().filter(|c| !c.is_whitespace());
        let sign = letters.next().is_some_and(|first| !first.is_ascii_digit()) && letters.next().is_none();
        let named = |element: Element<'_>| element.has("aria-label") || element.has("title");
        if sign && element.ancestors_or_self().take(4).any(named) {
            return false;
        }
        let page = self.page;
        let inactive = self.inactive.get_or_insert_with(|| inactive(page));
        inactive.is_empty() || !element.ancestors_or_self().any(|element| inactive.contains(&element.id()))
    }
}

/// The labels of controls that are disabled, and what names them (WCAG 2.2, 1.4.3, "inactive user interface component").
fn inactive(page: &Page<'_>) -> Vec<NodeId> {
    let mut inactive = Vec::new();
    let disables = |attribute: Attribute<'_>| matches!(attribute.name, "disabled" | "aria-disabled");
    if !page.elements().any(|element| element.attributes().any(disables)) {
        return inactive;
    }
    for control in page.elements() {
        if page.tree.is_disabled(control) {
            inactive.extend(page.tree.labels(control).map(Element::id));
            let names = control.words("aria-labelledby").filter_map(|id| page.document.by_id(id));
            inactive.extend(names.map(Element::id));
        }
    }
    inactive
}
