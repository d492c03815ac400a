//! The values that win, property by property, in one cell (CSS Cascade 5, 6).

use std::cell::RefCell;
use std::rc::Rc;
use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::apply::{self, Frame, Known, Parts};
use super::computed::Style;
use super::customs::{self, Customs, Fault};
use super::declare;
use super::finish::{Traits, finish};
use super::guard;
use super::property::{ALL, Property};
use super::reset::{copy, reset};
use super::sheet::{Block, Registered};
use super::tint::Tint;
use super::value::{Declared, Deferred, Slot, Value, Wide};
use super::variables;

/// Where a block of declarations stands: greater wins.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Weight {
    /// Browser, hints of markup, author, attribute; then those that are important, the browser's last.
    pub(super) level: u8,
    /// The rank of its layer; in important declarations the first layer is the greatest.
    pub(super) layer: u32,
    pub(super) specificity: u32,
    /// Rules in a scope are nearer than others; which of two scopes is nearer is not looked at.
    pub(super) scoped: bool,
    pub(super) order: u32,
}

impl Weight {
    /// The layer, whether important or not.
    fn layer(self) -> (u8, u32) {
        let layer = if self.level < IMPORTANT { self.layer } else { u32::MAX - self.layer };
        (self.level % IMPORTANT, layer)
    }
}

/// The level of the browser's own rules.
pub(super) const BROWSER: u8 = 0;
/// The level of attributes such as `bgcolor`.
pub(super) const HINTS: u8 = 1;
/// The level of the author's rules.
pub(super) const AUTHOR: u8 = 2;
/// The level of `style` attributes.
pub(super) const ATTRIBUTE: u8 = 3;
/// What `!important` adds to a level.
pub(super) const IMPORTANT: u8 = 4;

/// A block that applies.
#[derive(Clone, Copy, Debug)]
pub(super) struct Applied<'a> {
    pub(super) weight: Weight,
    pub(super) block: &'a Block,
    /// Whether it is not known if it applies.
    pub(super) uncertain: bool,
    /// Whether it sets colours here, and whether it sets the rest: where a link is visited, only colours are those of
    /// `:visited`.
    pub(super) colors: bool,
    pub(super) others: bool,
}

/// What a style is made from.
pub(super) struct Inputs<'a, 'd> {
    /// The blocks that apply, the weakest first.
    pub(super) applied: &'a [Applied<'a>],
    pub(super) frame: Frame<'a, 'd>,
    pub(super) parent_customs: &'a Arc<Customs>,
    pub(super) registered: &'a [&'a Registered],
    pub(super) traits: Traits,
    pub(super) parses: &'a Parses,
}

/// A value that was declared for a property.
#[derive(Clone, Copy)]
struct Candidate<'a> {
    value: &'a Value,
    weight: Weight,
    uncertain: bool,
}

/// The style and the custom properties.
pub(super) fn style(inputs: &Inputs<'_, '_>, initial: &Style) -> (Style, Arc<Customs>) {
    let customs = variables::of(inputs);
    let mut maker = Maker {
        inputs,
        initial,
        customs: &customs,
        candidates: vec![Vec::new(); ALL.len()],
        style: inheriting(inputs.frame.parent, initial),
        parts: Parts::default(),
    };
    let rtl = maker.direction();
    maker.collect(rtl);
    for property in ALL {
        maker.set(*property);
    }
    let Maker { mut style, parts, .. } = maker;
    finish(&mut style, &parts, inputs.frame.parent, inputs.traits);
    (style, customs)
}

/// Initial values, but inherited ones from the element around.
fn inheriting(parent: &Style, initial: &Style) -> Style {
    let mut style = initial.clone();
    for property in ALL.iter().filter(|property| property.is_inherited()) {
        copy(*property, parent, &mut style);
        if parent.uncertain.contains(*property) {
            style.uncertain.insert(*property);
        }
    }
    style.inner.rem = parent.inner.rem;
    style
}

/// Declarations that waited for variables, by their text once these are in place.
#[derive(Debug, Default)]
pub(super) struct Parses(RefCell<FxHashMap<String, Parsed>>);

/// What a declaration sets once its variables are in place.
type Parsed = Result<Rc<Vec<Declared>>, Fault>;

struct Maker<'a, 'd> {
    inputs: &'a Inputs<'a, 'd>,
    initial: &'a Style,
    customs: &'a Customs,
    candidates: Vec<Vec<Candidate<'a>>>,
    style: Style,
    parts: Parts,
}

impl<'a> Maker<'a, '_> {
    /// The direction of lines, which flow-relative properties depend on.
    fn direction(&mut self) -> bool {
        self.gather(|slot| match slot {
            Slot::Plain(Property::Direction) => &[Property::Direction],
            _ => &[],
        });
        self.set(Property::Direction);
        self.style.rtl
    }

    fn collect(&mut self, rtl: bool) {
        let inputs = self.inputs;
        for applied in inputs.applied {
            for declared in &applied.block.declared {
                let pair;
                let properties: &[Property] = match declared.slot {
                    Slot::Plain(property) => {
                        pair = [property];
                        &pair
                    }
                    Slot::Inline(ltr, other) => {
                        pair = [if rtl { other } else { ltr }];
                        &pair
                    }
                    Slot::All => &ALL[1..],
                };
                for property in properties {
                    self.push(*property, applied, &declared.value);
                }
            }
        }
    }

    fn gather(&mut self, properties: fn(Slot) -> &'static [Property]) {
        let inputs = self.inputs;
        for applied in inputs.applied {
            for declared in &applied.block.declared {
                for property in properties(declared.slot) {
                    self.push(*property, applied, &declared.value);
                }
            }
        }
    }

    fn push(&mut self, property: Property, applied: &Applied<'_>, value: &'a Value) {
        if if is_color(property) { applied.colors } else { applied.others } {
            let candidate = Candidate { value, weight: applied.weight, uncertain: applied.uncertain };
            self.candidates[property as usize].push(candidate);
        }
    }

    /// Gives a property its value.
    fn set(&mut self, property: Property) {
        let candidates = std::mem::take(&mut self.candidates[property as usize]);
        // Without any, it has its inherited or initial value already.
        if !candidates.is_empty() {
            let known = self.decide(property, &candidates);
            let maybe = candidates.iter().rev().take_while(|candidate| candidate.uncertain).count() > 0;
            match known {
                Known::Yes if !maybe => self.style.uncertain.remove(property),
                _ => self.style.uncertain.insert(property),
            }
        }
        match property {
            Property::FontSize if self.inputs.frame.root => self.style.inner.rem = self.style.font_size,
            Property::ColorScheme => {
                let (light, dark) = self.style.inner.schemes;
                self.style.dark = dark && (self.inputs.frame.environment.dark || !light);
            }
            Property::Color => {
                for property in LINES {
                    reset(*property, self.initial, &mut self.style, &mut self.parts);
                }
            }
            _ => {}
        }
    }

    fn decide(&mut self, property: Property, candidates: &[Candidate<'_>]) -> Known {
        let mut left = candidates;
        let mut reverted: Vec<(u8, u32)> = Vec::new();
        while let Some((candidate, weaker)) = left.split_last() {
            left = weaker;
            if candidate.uncertain || reverted.contains(&candidate.weight.layer()) {
                continue;
            }
            let parsed;
            let value = match candidate.value {
                Value::Deferred(deferred) => {
                    parsed = self.parse(deferred);
                    match &parsed {
                        Err(Fault::Unknown) => return self.unknown(property),
                        Err(Fault::Ignored) => continue,
                        Err(Fault::Invalid) => &Value::Wide(Wide::Unset),
                        Ok(declared) => {
                            let fits = |one: &&Declared| match one.slot {
                                Slot::Plain(other) => other == property,
                                Slot::Inline(ltr, rtl) => property == if self.style.rtl { rtl } else { ltr },
                                Slot::All => true,
                            };
                            declared.iter().rfind(fits).map_or(&Value::Wide(Wide::Unset), |one| &one.value)
                        }
                    }
                }
                value => value,
            };
            let wide = match value {
                Value::Wide(wide) => *wide,
                Value::Unknown | Value::Deferred(_) => return self.unknown(property),
                value => {
                    return apply::apply(property, value, &mut self.style, &mut self.parts, &self.inputs.frame);
                }
            };
            let weight = candidate.weight;
            match wide {
                Wide::Revert if weight.level != BROWSER => {
                    let end = left.iter().rposition(|other| other.weight.level == BROWSER);
                    left = &left[..end.map_or(0, |at| at + 1)];
                }
                Wide::RevertLayer => reverted.push(weight.layer()),
                Wide::Inherit => return self.inherit(property),
                Wide::Initial => return self.initial(property),
                Wide::Unset | Wide::Revert => return self.unset(property),
            }
        }
        self.unset(property)
    }

    fn unset(&mut self, property: Property) -> Known {
        if property.is_inherited() { self.inherit(property) } else { self.initial(property) }
    }

    fn inherit(&mut self, property: Property) -> Known {
        let parent = self.inputs.frame.parent;
        copy(property, parent, &mut self.style);
        if parent.uncertain.contains(property) || (PARTS.contains(&property) && !self.inputs.traits.root) {
            Known::No
        } else {
            Known::Yes
        }
    }

    fn initial(&mut self, property: Property) -> Known {
        reset(property, self.initial, &mut self.style, &mut self.parts);
        Known::Yes
    }

    /// Colours and pictures say so themselves.
    fn unknown(&mut self, property: Property) -> Known {
        let value = match property {
            Property::BackgroundImage => Value::Images([Some([Tint::Unknown].into())].into()),
            property if is_color(property) || property == Property::TextFillColor => Value::Tint(Tint::Unknown),
            _ => return Known::No,
        };
        apply::apply(property, &value, &mut self.style, &mut self.parts, &self.inputs.frame);
        Known::No
    }

    /// A declaration with its variables and the colours of the element in place.
    fn parse(&self, deferred: &Deferred) -> Parsed {
        let text = customs::substitute(&deferred.text, self.customs)?;
        let current = if &*deferred.name == "color" { self.inputs.frame.parent.color } else { self.style.color };
        let text = variables::with_colors(&text, current, self.style.dark)?;
        let key = format!("{}:{text}", deferred.name);
        if let Some(known) = self.inputs.parses.0.borrow().get(&key) {
            return known.clone();
        }
        let parsed = parse(deferred, &text);
        self.inputs.parses.0.borrow_mut().insert(key, parsed.clone());
        parsed
    }
}

fn parse(deferred: &Deferred, text: &str) -> Parsed {
    let (tamed, whole) = guard::tame(text);
    if !whole {
        return Err(Fault::Unknown);
    }
    let mut declared = declare::parse(&deferred.name, &tamed);
    if declared.is_empty() && !deferred.has_variables() {
        return Err(Fault::Ignored);
    }
    // Functions that cannot be read even now.
    for one in &mut declared {
        if matches!(one.value, Value::Deferred(_)) {
            one.value = Value::Unknown;
        }
    }
    Ok(Rc::new(declared))
}

/// Colours that are the text's when nothing is declared.
const LINES: &[Property] = &[
    Property::TextDecorationColor,
    Property::OutlineColor,
    Property::BorderTopColor,
    Property::BorderRightColor,
    Property::BorderBottomColor,
    Property::BorderLeftColor,
];

/// Properties that are not kept one by one, so that what is inherited of them is not known.
const PARTS: &[Property] = &[
    Property::Transform,
    Property::Translate,
    Property::Rotate,
    Property::Scale,
    Property::Clip,
    Property::ClipPath,
    Property::AnimationName,
    Property::AnimationDuration,
    Property::AnimationIterationCount,
];

/// Colours, which are all that `:visited` may set (Selectors 4, 8.2).
fn is_color(property: Property) -> bool {
    matches!(property, Property::Color | Property::BackgroundColor | Property::Fill | Property::Stroke)
        || LINES.contains(&property)
}

/// The properties that a block sets, for who asks where a value comes from.
pub(super) fn sets(block: &Block, property: Property, rtl: bool) -> bool {
    block.declared.iter().any(|declared| match declared.slot {
        Slot::Plain(other) => other == property,
        Slot::Inline(ltr, other) => property == if rtl { other } else { ltr },
        Slot::All => true,
    })
}
