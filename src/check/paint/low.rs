//! Texts whose contrast with what lies behind them is low, or cannot be known: over all cells, one entry a cause.

use std::rc::Rc;

use rustc_hash::{FxHashMap, FxHashSet};

use super::ground::{Doubt, Ground};
use super::measure::{self, Measure, is_changed_by_shadow, is_large};
use super::scene::Scenes;
use super::shown::{has_words, short, shown_text};
use super::stack::Stacks;
use crate::check::Page;
use crate::html::{Attribute, Element, NodeId};
use crate::style::{CellSet, Content, Property, Pseudo, State, Style};

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
    /// The element that makes it doubtful.
    place: Option<NodeId>,
    last: NodeId,
}

/// Causes that differ by more than this are not told apart.
const MOST_LOWS: usize = 200;

/// The texts of a page that have less contrast than level AAA asks for, or whose contrast is not known.
pub(super) fn lows(page: &Page<'_>, scenes: &Scenes) -> Vec<Low> {
    let mut lows = Lows {
        page,
        scenes,
        found: Vec::new(),
        known: FxHashMap::default(),
        fine: FxHashSet::default(),
        stacks: Stacks::default(),
        inactive: None,
    };
    let mut placeholders = None;
    for element in page.elements() {
        if let Some((text, pseudo)) = shown_text(element)
            && (pseudo.is_none() || *placeholders.get_or_insert_with(|| styles_placeholders(page)))
        {
            lows.text(element, text, pseudo);
        }
        for pseudo in [Pseudo::Before, Pseudo::After] {
            let mut styles = page.styles.pseudo_cells(element, pseudo).map(|(_, style)| &style.content);
            let text = styles.find_map(|content| match content {
                Content::Text { text, .. } if has_words(text) => Some(text),
                _ => None,
            });
            if let Some(text) = text {
                lows.text(element, text, Some(pseudo));
            }
        }
    }
    lows.found
}

/// Whether the author has a hand in the colour of placeholders: browsers differ in their own.
fn styles_placeholders(page: &Page<'_>) -> bool {
    page.styles.rules().iter().any(|rule| rule.selector.contains("placeholder"))
}

struct Lows<'a, 'p> {
    page: &'a Page<'p>,
    scenes: &'a Scenes,
    found: Vec<Low>,
    known: FxHashMap<Kind, Rc<[Suspect]>>,
    fine: FxHashSet<Shade>,
    stacks: Stacks,
    inactive: Option<Vec<NodeId>>,
}

/// What tells texts apart: the styles of the element, its scene, and the box of the text.
type Kind = (u32, u32, Option<Pseudo>);

/// A colour of text, when it is sure, on a ground, and whether the text is large.
type Shade = (Option<[u32; 4]>, u32, bool);

/// A kind of text that is not fine in some cells, unless its element makes it so.
struct Suspect {
    cells: CellSet,
    ground: Ground,
    measure: Measure,
}

impl<'a> Lows<'a, '_> {
    fn text(&mut self, element: Element<'_>, text: &str, pseudo: Option<Pseudo>) {
        let kind = (self.page.styles.id(element), self.scenes.rank(element), pseudo);
        let suspects = if let Some(known) = self.known.get(&kind) {
            Rc::clone(known)
        } else {
            let suspects = self.suspects(element, pseudo).into();
            Rc::clone(self.known.entry(kind).or_insert(suspects))
        };
        for suspect in suspects.iter() {
            let Some(style) = self.style(element, pseudo, suspect.cells) else { continue };
            let doubt = self.doubt(element, style, suspect);
            let fine = doubt.is_none() && suspect.measure.worst >= suspect.measure.enhanced();
            if !fine && self.is_meant(element, text, style) {
                self.add(element, text, pseudo, suspect, doubt);
            }
        }
    }

    fn style(&self, element: Element<'_>, pseudo: Option<Pseudo>, cells: CellSet) -> Option<&'a Style> {
        let (styles, cell) = (self.page.styles, cells.first()?);
        pseudo.map_or_else(|| Some(styles.in_cell(element, cell)), |pseudo| styles.pseudo(element, pseudo, cell))
    }

    fn suspects(&mut self, element: Element<'_>, pseudo: Option<Pseudo>) -> Vec<Suspect> {
        let mut suspects = Vec::new();
        for (cells, style) in self.page.styles.cells(element).filter(|(_, style)| style.rendered) {
            for (behind, rank) in self.scenes.inside(element) {
                let cells = cells.and(behind);
                let ground = self.scenes.ground(rank);
                if ground.hidden || cells.is_empty() {
                    continue;
                }
                let Some(which) = pseudo else {
                    if self.is_known_fine(style, rank) {
                        continue;
                    }
                    let found = suspect(cells, style, ground);
                    if found.is_none() && style.visible && style.font_size > 0.0 {
                        self.fine.insert(Self::shade(style, rank));
                    }
                    suspects.extend(found);
                    continue;
                };
                for (own, style) in self.page.styles.pseudo_cells(element, which) {
                    let entered = (which != Pseudo::Placeholder).then(|| ground.entered(element, style));
                    suspects.extend(suspect(cells.and(own), style, entered.as_ref().unwrap_or(ground)));
                }
            }
        }
        suspects
    }

    /// What the contrast of a text depends on: its colour, the ground, whether it is large.
    fn shade(style: &Style, rank: u32) -> Shade {
        let known = style.color.known().filter(|_| !style.is_uncertain(Property::Color));
        let color = known.map(|color| [color.r, color.g, color.b, color.alpha].map(f32::to_bits));
        (color, rank, is_large(style))
    }

    fn is_known_fine(&self, style: &Style, rank: u32) -> bool {
        self.fine.contains(&Self::shade(style, rank))
    }

    fn add(
        &mut self,
        element: Element<'_>,
        text: &str,
        pseudo: Option<Pseudo>,
        suspect: &Suspect,
        doubt: Option<(Doubt, Option<NodeId>)>,
    ) {
        let (cells, measure) = (suspect.cells, &suspect.measure);
        let document = self.page.document;
        let class = |place: Option<NodeId>| {
            let place = place.and_then(|place| document.element(place));
            place.map(|place| (place.name(), place.attr("class").unwrap_or_default()))
        };
        let (doubt, place) = doubt.unzip();
        let place = place.flatten();
        let same = self.found.iter_mut().find(|low| {
            low.doubt == doubt
                && if doubt.is_some() { class(low.place) == class(place) } else { low.measure == *measure }
        });
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
            self.found.push(Low { element, pseudo, text: short(text), cells, others: 0, measure, doubt, place, last });
        }
    }

    /// Why the verdict is not sure and what makes it so; nothing when it is, or when the doubt would not change it.
    fn doubt(&mut self, element: Element<'_>, style: &Style, suspect: &Suspect) -> Option<(Doubt, Option<NodeId>)> {
        let Suspect { cells, ground, measure } = suspect;
        let rest = !cells.in_state(State::Rest).is_empty();
        let whole = |(doubt, place): (Doubt, NodeId)| (doubt, Some(place));
        if style.color.known().is_none() {
            return Some((Doubt::Colour, None));
        }
        if let Some(doubt) = ground.doubt.or(ground.effect.filter(|_| rest)) {
            return Some(whole(doubt));
        }
        if style.is_uncertain(Property::Color) {
            return Some((Doubt::Condition, None));
        }
        if is_changed_by_shadow(style, ground, measure) {
            return Some((Doubt::Shadow, None));
        }
        if measure.worst >= measure.minimum() {
            return None;
        }
        if let Some(doubt) = ground.maybe.or(ground.effect) {
            return Some(whole(doubt));
        }
        if let Some(overlay) = self.scenes.overlay(element, ground) {
            return Some((Doubt::Positioned, Some(overlay)));
        }
        if let Some(grid) = self.stacks.around(self.page.styles, element, ground) {
            return Some((Doubt::Positioned, Some(grid)));
        }
        (!self.page.styles.is_complete()).then_some((Doubt::Colour, None))
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
        inactive.is_empty() || !element.ancestors_or_self().take(64).any(|element| inactive.contains(&element.id()))
    }
}

fn suspect(cells: CellSet, style: &Style, ground: &Ground) -> Option<Suspect> {
    if cells.is_empty() || ground.hidden || !style.visible || style.font_size <= 0.0 {
        return None;
    }
    measure::low(style, ground).map(|measure| Suspect { cells, ground: ground.clone(), measure })
}

/// The labels of controls that are disabled, and what names them (WCAG 2.2, 1.4.3, "inactive user interface
/// component").
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
