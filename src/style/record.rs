//! The styles of an element in all cells, made once for all elements that share them.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use super::apply::Frame;
use super::cascade::{self, ATTRIBUTE, Applied, HINTS, IMPORTANT, Inputs, Parses, Weight};
use super::cell::{BITS, CellSet, ENVIRONMENTS, PUBLIC, State, WITHIN, bits, environment_of, state_of};
use super::compile;
use super::computed::Style;
use super::customs::Customs;
use super::finish::Traits;
use super::hints;
use super::kinds::Content;
use super::media::{self, Environment};
use super::property::Property;
use super::sheet::{Block, Registered};
use super::styles::Pseudo;
use super::world::World;
use crate::html::Element;

/// The styles of an element and of its pseudo-elements.
#[derive(Debug)]
pub(super) struct Record {
    /// Tells it from all others.
    pub(super) id: u32,
    pub(super) own: Cells,
    /// In the order of [`Pseudo`]; nothing when it makes no box in any cell.
    pub(super) pseudos: [Option<Box<Cells>>; 3],
}

/// The styles in all cells.
#[derive(Debug)]
pub(super) struct Cells {
    /// The group of each bit.
    pub(super) index: [u8; BITS],
    pub(super) groups: Vec<Group>,
}

/// A style that several cells share.
#[derive(Debug)]
pub(super) struct Group {
    pub(super) style: Style,
    /// The cells that have it, among those that are told.
    pub(super) cells: CellSet,
    customs: Arc<Customs>,
}

impl Cells {
    pub(super) fn style(&self, bit: usize) -> &Style {
        &self.groups[usize::from(self.index[bit])].style
    }
}

/// What is known of an element once it is matched.
#[derive(Clone, Copy)]
pub(super) struct Met<'a> {
    /// The rules that it meets, with the states in which it does.
    pub(super) rules: &'a [(u32, u8)],
    pub(super) focusable: bool,
    pub(super) link: bool,
    pub(super) traits: Traits,
    /// `<meta name=color-scheme>`: light, dark.
    pub(super) schemes: (bool, bool),
}

/// A block with where it applies.
struct Item<'a> {
    weight: Weight,
    block: &'a Block,
    bits: u32,
    uncertain: bool,
}

static NEXT: AtomicU32 = AtomicU32::new(0);

/// Makes the styles of an element.
pub(super) fn make(
    world: &World,
    element: Element<'_>,
    met: Met<'_>,
    parent: Option<&Record>,
    parses: &Parses,
) -> Record {
    let hints = hints::of(element);
    let (hints, _) = if hints.is_empty() { Default::default() } else { compile::attribute(&hints) };
    let (attribute, important) = element.attr("style").map_or_else(Default::default, compile::attribute);
    let everywhere = bits(super::matching::ALL, media::ALL);
    let weight = |level| Weight {
        level,
        layer: if level < IMPORTANT { u32::MAX } else { 0 },
        specificity: 0,
        scoped: false,
        order: 0,
    };
    let own = [(HINTS, &hints), (ATTRIBUTE, &attribute), (ATTRIBUTE + IMPORTANT, &important)];
    let own = own.map(|(level, block)| Item { weight: weight(level), block, bits: everywhere, uncertain: false });

    let mut items: Vec<Item<'_>> = own.into_iter().filter(|item| !item.block.is_empty()).collect();
    gather(world, met.rules, None, &mut items);
    let registered = world.registered();
    let mut initial = Style::initial();
    initial.inner.schemes = if parent.is_none() { met.schemes } else { (false, false) };
    let maker = Maker { element, initial, registered: &registered, parses };
    let own =
        maker.cells(&items, met.traits, |bit| parent.map(|parent| (parent.own.index[around(bit, &met)], &parent.own)));
    let pseudos = [Pseudo::Before, Pseudo::After, Pseudo::Placeholder].map(|pseudo| {
        let mut items = Vec::new();
        gather(world, met.rules, Some(pseudo), &mut items);
        if items.is_empty() || pseudo != Pseudo::Placeholder && !items.iter().any(has_content) {
            return None;
        }
        let traits = Traits { pseudo: true, ..Traits::default() };
        let cells = maker.cells(&items, traits, |bit| Some((own.index[bit], &own)));
        let shown =
            pseudo == Pseudo::Placeholder || cells.groups.iter().any(|group| group.style.content != Content::Normal);
        shown.then(|| Box::new(cells))
    });
    Record { id: NEXT.fetch_add(1, Ordering::Relaxed), own, pseudos }
}

/// The bit of the element around that one inherits from: where it has the focus itself, that one has it only within;
/// what is around a link is not visited.
fn around(bit: usize, met: &Met<'_>) -> usize {
    let environment = environment_of(bit);
    match state_of(bit) {
        state if state == State::Focus as usize && met.focusable => WITHIN * ENVIRONMENTS + environment,
        state if state == State::Visited as usize && met.link => environment,
        _ => bit,
    }
}

/// The blocks of the rules that are met, the weakest first.
fn gather<'a>(world: &'a World, rules: &[(u32, u8)], pseudo: Option<Pseudo>, items: &mut Vec<Item<'a>>) {
    for (entry, states) in rules {
        let entry = &world.entries[*entry as usize];
        if world.selector(entry).pseudo != pseudo {
            continue;
        }
        let rule = world.rule(entry);
        let (normal, important) = world.weights(entry);
        let (bits, uncertain) = (bits(*states, world.environments(entry)), world.is_uncertain(entry));
        for (weight, block) in [(normal, &rule.normal), (important, &rule.important)] {
            if !block.is_empty() && bits != 0 {
                items.push(Item { weight, block, bits, uncertain });
            }
        }
    }
    items.sort_by_key(|item| item.weight);
}

/// Whether a block may give a pseudo-element content, without which there is no box (CSS Generated Content 3, 2).
fn has_content(item: &Item<'_>) -> bool {
    cascade::sets(item.block, Property::Content, false)
}

struct Maker<'a, 'd> {
    element: Element<'d>,
    initial: Style,
    registered: &'a [&'a Registered],
    parses: &'a Parses,
}

impl Maker<'_, '_> {
    /// The styles of all cells; `parent` gives the group around for each bit.
    fn cells<'p>(
        &self,
        items: &[Item<'_>],
        traits: Traits,
        parent: impl Fn(usize) -> Option<(u8, &'p Cells)>,
    ) -> Cells {
        let mut cells = Cells { index: [0; BITS], groups: Vec::new() };
        let mut known: Vec<(Signature, u8)> = Vec::new();
        let nothing = Arc::new(Customs::default());
        for bit in 0..BITS {
            let around = parent(bit);
            let rest = if state_of(bit) == State::Visited as usize { environment_of(bit) } else { bit };
            let applies = |item: &Item<'_>| (item.bits & 1 << bit != 0, item.bits & 1 << rest != 0);
            let environment = Environment::new(environment_of(bit));
            let differs = traits.root
                || items.iter().any(|item| {
                    applies(item) != (false, false) && item.block.declared.iter().any(|one| one.by_environment)
                });
            let signature = Signature {
                parent: around.map_or(0, |(group, _)| group),
                environment: differs.then_some((environment.dark, environment.width < 640.0)),
                applies: items.iter().map(applies).collect(),
            };
            if let Some((_, group)) = known.iter().find(|(known, _)| *known == signature) {
                cells.index[bit] = *group;
                continue;
            }
            let applied: Vec<Applied<'_>> = items
                .iter()
                .map(|item| (item, applies(item)))
                .filter(|(_, applies)| *applies != (false, false))
                .map(|(item, (colors, others))| Applied {
                    weight: item.weight,
                    block: item.block,
                    uncertain: item.uncertain,
                    colors,
                    others,
                })
                .collect();
            let around = around.map(|(group, cells)| &cells.groups[usize::from(group)]);
            let inputs = Inputs {
                applied: &applied,
                frame: Frame {
                    parent: around.map_or(&self.initial, |group| &group.style),
                    element: self.element,
                    environment,
                    root: traits.root,
                },
                parent_customs: around.map_or(&nothing, |group| &group.customs),
                registered: self.registered,
                traits,
                parses: self.parses,
            };
            let (style, customs) = cascade::style(&inputs, &self.initial);
            let same = cells.groups.iter().position(|group| group.style == style && group.customs == customs);
            let group = same.unwrap_or_else(|| {
                cells.groups.push(Group { style, cells: CellSet::default(), customs });
                cells.groups.len() - 1
            }) as u8;
            known.push((signature, group));
            cells.index[bit] = group;
        }
        for (bit, group) in cells.index.iter().enumerate() {
            let set = &mut cells.groups[usize::from(*group)].cells;
            *set = set.or(CellSet(1 << bit & PUBLIC));
        }
        cells
    }
}

/// What a style is made from; cells of one signature share their style.
#[derive(PartialEq)]
struct Signature {
    parent: u8,
    environment: Option<(bool, bool)>,
    applies: Vec<(bool, bool)>,
}
