//! Texts whose contrast with what lies behind them is low, or cannot be known: over all cells, one entry a cause.

use rustc_hash::FxHashMap;

use super::contrast::{Rgb, ratio};
use super::ground::{Doubt, Ground};
use super::scene::Scenes;
use super::stack::is_stacked;
use crate::check::Page;
use crate::html::{Attribute, Child, Element, NodeId};
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

/// The contrast of a text.
#[derive(Clone, Debug, PartialEq)]
pub struct Measure {
    /// The colour of the text as it shows over the worst ground.
    pub color: Rgb,
    /// The grounds that there may be, the worst first.
    pub grounds: Vec<Rgb>,
    /// The contrast with the worst ground.
    pub worst: f64,
    /// The contrast with the best ground.
    pub best: f64,
    /// Whether WCAG calls it large: 24 px, or 18.66 px when bold.
    pub large: bool,
    /// Whether the text lets what is behind it through.
    pub translucent: bool,
}

impl Measure {
    /// The ratio that WCAG asks for at level AA (1.4.3).
    pub const fn minimum(&self) -> f64 {
        if self.large { 3.0 } else { 4.5 }
    }

    /// The ratio that WCAG asks for at level AAA (1.4.6).
    pub const fn enhanced(&self) -> f64 {
        if self.large { 4.5 } else { 7.0 }
    }
}

/// Causes that differ by more than this are not told apart.
const MOST_LOWS: usize = 200;

/// The texts of a page that have less contrast than level AAA asks for, or whose contrast is not known.
pub(super) fn lows(page: &Page<'_>, scenes: &Scenes) -> Vec<Low> {
    let mut lows =
        Lows { page, scenes, lows: Vec::new(), known: FxHashMap::default(), measures: Vec::new(), inactive: None };
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
    lows.lows
}

/// The contrast of a text of this style; nothing when its colour is not known or nothing of it shows.
pub fn measure(style: &Style, ground: &Ground) -> Option<Measure> {
    let color = style.color.known().filter(|color| color.alpha > 0.0)?;
    let mut pairs: Vec<(f64, Rgb, Rgb)> =
        ground.over(color).map(|(text, behind)| (ratio(text, behind), text, behind)).collect();
    pairs.sort_by(|a, b| a.0.total_cmp(&b.0));
    let (first, last) = (pairs.first()?, pairs.last()?);
    Some(Measure {
        color: first.1,
        grounds: pairs.iter().map(|pair| pair.2).collect(),
        worst: first.0,
        best: last.0,
        large: style.font_size >= 24.0 || style.font_size >= 18.66 && style.font_weight >= 700.0,
        translucent: color.alpha < 1.0 || style.total_opacity < 1.0,
    })
}

struct Lows<'a, 'p> {
    page: &'a Page<'p>,
    scenes: &'a Scenes,
    lows: Vec<Low>,
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
        let known = match self.known.get(&key).filter(|_| pseudo.is_none()) {
            Some(known) => *known,
            None => {
                let measure = measure_or_unknown(style, ground).filter(|measure| {
                    let sure = ground.doubt.is_none() && ground.effect.is_none() && style.color.known().is_some();
                    style.font_size > 0.0 && !(sure && measure.worst >= measure.enhanced())
                });
                let rank = measure.map(|measure| {
                    self.measures.push(measure);
                    self.measures.len() as u32 - 1
                });
                if pseudo.is_none() {
                    self.known.insert(key, rank);
                }
                rank
            }
        };
        let Some(known) = known else { return };
        let measure = &self.measures[known as usize];
        let doubt = self.doubt(element, style, ground, measure, cells);
        let fine = doubt.is_none() && measure.worst >= measure.enhanced();
        if !fine && self.is_meant(element, text, style) {
            self.add(element, text, pseudo, cells, known as usize, doubt);
        }
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
        let same = self.lows.iter_mut().find(|low| low.doubt == doubt && (doubt.is_some() || low.measure == *measure));
        if let Some(low) = same {
            if low.element == element.id() && low.pseudo == pseudo {
                low.cells = low.cells.or(cells);
            }
            if low.last != element.id() {
                (low.others, low.last) = (low.others + 1, element.id());
            }
            return;
        }
        if self.lows.len() < MOST_LOWS {
            let (element, last, measure) = (element.id(), element.id(), measure.clone());
            self.lows.push(Low { element, pseudo, text: short(text), cells, others: 0, measure, doubt, last });
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

/// Whether the verdict would be another if the letters were on the colour of their shadow.
fn is_changed_by_shadow(style: &Style, ground: &Ground, measure: &Measure) -> bool {
    let enough = measure.worst >= measure.minimum();
    let mut shadows = style.text_shadow.iter().map(|shadow| shadow.known());
    shadows.any(|shadow| {
        let around = shadow.and_then(|shadow| ground.over(shadow).next());
        around.is_none_or(|(around, _)| (ratio(measure.color, around) >= measure.minimum()) != enough)
    })
}

/// As [`measure`], an unknown colour taken for black: what is said of it is that it is not known.
fn measure_or_unknown(style: &Style, ground: &Ground) -> Option<Measure> {
    if style.color.known().is_some() {
        return measure(style, ground);
    }
    let black = Style { color: crate::style::Paint::Color(crate::style::Color::BLACK), ..style.clone() };
    measure(&black, ground)
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

/// The first text with words that is directly in an element, and the box that it shows in.
pub fn shown_text(element: Element<'_>) -> Option<(&str, Option<Pseudo>)> {
    if !element.is_html() {
        return None;
    }
    match element.name() {
        "option" | "optgroup" | "script" | "style" | "title" => None,
        "select" => {
            let option = element.descendants().find(|option| option.is("option"))?;
            option.texts().map(crate::html::Text::text).find(|text| has_words(text)).map(|text| (text, None))
        }
        "input" => input_text(element),
        name => {
            let text = element.child_nodes().find_map(|child| match child {
                Child::Text(text) if has_words(text.text()) => Some(text.text()),
                _ => None,
            });
            match text {
                None if name == "textarea" => placeholder(element),
                text => text.map(|text| (text, None)),
            }
        }
    }
}

fn input_text(input: Element<'_>) -> Option<(&str, Option<Pseudo>)> {
    let kind = input.attr("type").unwrap_or("text").trim().to_ascii_lowercase();
    match kind.as_str() {
        "hidden" | "checkbox" | "radio" | "range" | "color" | "image" | "password" => None,
        "file" => Some(("file", None)),
        "submit" | "reset" => Some((input.attr("value").unwrap_or("Submit"), None)).filter(|(text, _)| has_words(text)),
        _ => match input.attr("value").filter(|text| has_words(text)) {
            Some(text) => Some((text, None)),
            None => placeholder(input),
        },
    }
}

fn placeholder(control: Element<'_>) -> Option<(&str, Option<Pseudo>)> {
    let text = control.attr("placeholder").filter(|text| has_words(text))?;
    Some((text, Some(Pseudo::Placeholder)))
}

/// Whether a text says something in a human language: it has a letter or a digit.
pub fn has_words(text: &str) -> bool {
    text.bytes().any(|byte| byte.is_ascii_alphanumeric()) || !text.is_ascii() && text.chars().any(char::is_alphanumeric)
}

/// The beginning of a text, white space made single.
fn short(text: &str) -> String {
    let mut short = String::new();
    for word in text.split_whitespace() {
        if !short.is_empty() {
            short.push(' ');
        }
        short.push_str(word);
        if short.chars().count() > 40 {
            short = short.chars().take(38).collect();
            short.push('…');
            break;
        }
    }
    short.replace('`', "'")
}
