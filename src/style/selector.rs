//! Selectors in a form that is quick to match (Selectors 4).

use std::sync::Arc;

use html5ever::LocalName;
use lightningcss::selector::{Combinator as ParsedCombinator, Component, Direction, PseudoClass, PseudoElement};
use parcel_selectors::attr::{AttrSelectorOperator, ParsedAttrSelectorOperation, ParsedCaseSensitivity};
use parcel_selectors::parser::{NthSelectorData, NthType};

use super::styles::Pseudo;

/// Selectors with more compounds than this are left out: no one wrote them.
pub(super) const MAX_COMPOUNDS: usize = 64;

/// A selector: compounds from the last to the first.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Selector {
    pub(super) compounds: Box<[Compound]>,
    /// Ids, then classes, then names: 10 bits each (Selectors 4, 17).
    pub(super) specificity: u32,
    /// The pseudo-element that it is about.
    pub(super) pseudo: Option<Pseudo>,
    /// Whether siblings or contents matter, not only the element and what it is in.
    pub(super) positional: bool,
}

/// Simple selectors that one element meets.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Compound {
    pub(super) simples: Box<[Simple]>,
    /// How the next compound (to the left) relates to this one.
    pub(super) combinator: Option<Combinator>,
}

/// How the element on the left relates to that on the right.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Combinator {
    Child,
    Descendant,
    Next,
    Later,
}

impl Combinator {
    /// The same as it was parsed; nothing for one that relates no two elements of a page.
    pub(super) fn of(parsed: ParsedCombinator) -> Option<Self> {
        Some(match parsed {
            ParsedCombinator::Child => Self::Child,
            ParsedCombinator::Descendant => Self::Descendant,
            ParsedCombinator::NextSibling => Self::Next,
            ParsedCombinator::LaterSibling => Self::Later,
            _ => return None,
        })
    }
}

/// A simple selector.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Simple {
    /// Meets nothing that is seen here.
    Never,
    /// A name as HTML has it, and as written.
    Name(LocalName, LocalName),
    Id(Box<str>),
    Class(Box<str>),
    Attribute(Box<Attribute>),
    Not(Arc<[Selector]>),
    Is(Arc<[Selector]>),
    /// Relative selectors that begin with `:scope`.
    Has(Arc<[Selector]>),
    Root,
    Scope,
    Empty,
    Nth(Nth, Option<Arc<[Selector]>>),
    Lang(Box<[Box<str>]>),
    Dir {
        rtl: bool,
    },
    Hover,
    Focus,
    FocusWithin,
    Visited,
    Unvisited,
    AnyLink,
    /// Told from attributes alone.
    Form(Form),
}

/// An attribute selector.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Attribute {
    pub(super) name: Box<str>,
    /// The test of its value, when there is one, and whether case matters.
    pub(super) test: Option<(Operator, Box<str>, bool)>,
}

/// How a value is tested.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Operator {
    /// `=`.
    Equal,
    /// `~=`.
    Word,
    /// `|=`.
    Dash,
    /// `^=`.
    Prefix,
    /// `$=`.
    Suffix,
    /// `*=`.
    Substring,
}

/// `:nth-child()` and the like: whether by name, whether from the end, and the step and the start.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Nth {
    pub(super) of_type: bool,
    pub(super) from_end: bool,
    pub(super) step: i32,
    pub(super) start: i32,
}

/// Pseudo-classes that attributes tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    Enabled,
    Disabled,
    Checked,
    Required,
    Optional,
    ReadOnly,
    ReadWrite,
    PlaceholderShown,
    Valid,
    Invalid,
    Default,
    Open,
    Closed,
    Defined,
}

/// Compiles a list of selectors; `parents` are what `&` stands for.
pub(super) fn compile<'c, 'i: 'c>(
    list: impl IntoIterator<Item = &'c lightningcss::selector::Selector<'i>>,
    parents: Option<&Arc<[Selector]>>,
) -> Arc<[Selector]> {
    weighed(list.into_iter().filter_map(|selector| one(selector, parents))).0
}

/// The selectors that something may meet, and the greatest specificity of all.
fn weighed(list: impl Iterator<Item = Selector>) -> (Arc<[Selector]>, u32) {
    let mut heaviest = 0;
    let list = list.inspect(|selector| heaviest = heaviest.max(selector.specificity));
    let kept: Vec<Selector> = list.filter(|selector| !selector.is_never()).collect();
    (kept.into(), heaviest)
}

fn one(parsed: &lightningcss::selector::Selector<'_>, parents: Option<&Arc<[Selector]>>) -> Option<Selector> {
    let mut compounds = vec![Compound { simples: Box::new([]), combinator: None }];
    let mut simples = Vec::new();
    let (mut specificity, mut pseudo, mut positional) = (0_u32, None, false);
    for component in parsed.iter_raw_match_order() {
        match component {
            Component::Combinator(ParsedCombinator::PseudoElement) => {
                // States of the pseudo-element itself are not looked at.
                if simples.len() > 1 {
                    return None;
                }
                simples.clear();
            }
            Component::Combinator(combinator) => {
                let combinator = Combinator::of(*combinator)?;
                positional |= matches!(combinator, Combinator::Next | Combinator::Later);
                let last = compounds.last_mut()?;
                last.simples = std::mem::take(&mut simples).into_boxed_slice();
                last.combinator = Some(combinator);
                compounds.push(Compound { simples: Box::new([]), combinator: None });
                if compounds.len() > MAX_COMPOUNDS {
                    return None;
                }
            }
            Component::PseudoElement(element) => {
                pseudo = Some(match element {
                    PseudoElement::Before => Pseudo::Before,
                    PseudoElement::After => Pseudo::After,
                    PseudoElement::Placeholder(_) => Pseudo::Placeholder,
                    _ => return None,
                });
                specificity += 1;
                // Stands for the pseudo-element until its combinator.
                simples.push(Simple::Never);
            }
            component => {
                if let Some((simple, weight)) = simple(component, parents) {
                    positional |= simple.is_positional();
                    specificity = add(specificity, weight);
                    simples.push(simple);
                }
            }
        }
    }
    compounds.last_mut()?.simples = simples.into_boxed_slice();
    Some(Selector { compounds: compounds.into_boxed_slice(), specificity, pseudo, positional })
}

const ID: u32 = 1 << 20;
const CLASS: u32 = 1 << 10;

/// One simple selector and its specificity; nothing for what every element meets.
pub(super) fn simple(component: &Component<'_>, parents: Option<&Arc<[Selector]>>) -> Option<(Simple, u32)> {
    Some(match component {
        Component::LocalName(name) => {
            (Simple::Name(LocalName::from(&*name.lower_name.0), LocalName::from(&*name.name.0)), 1)
        }
        Component::ID(id) => (Simple::Id(id.0.as_ref().into()), ID),
        Component::Class(class) => (Simple::Class(class.0.as_ref().into()), CLASS),
        Component::AttributeInNoNamespaceExists { local_name_lower, .. } => {
            let name = local_name_lower.0.as_ref().into();
            (Simple::Attribute(Box::new(Attribute { name, test: None })), CLASS)
        }
        Component::AttributeInNoNamespace { never_matches: true, .. }
        | Component::Slotted(_)
        | Component::Part(_)
        | Component::Host(_) => (Simple::Never, CLASS),
        Component::AttributeInNoNamespace { local_name, operator, value, case_sensitivity, .. } => {
            let test = Some((of_operator(*operator), value.0.as_ref().into(), is_sensitive(*case_sensitivity)));
            let name = local_name.0.to_ascii_lowercase().into();
            (Simple::Attribute(Box::new(Attribute { name, test })), CLASS)
        }
        Component::AttributeOther(other) => {
            let test = match &other.operation {
                ParsedAttrSelectorOperation::Exists => None,
                ParsedAttrSelectorOperation::WithValue { operator, case_sensitivity, expected_value } => {
                    Some((of_operator(*operator), expected_value.0.as_ref().into(), is_sensitive(*case_sensitivity)))
                }
            };
            let name = other.local_name_lower.0.as_ref().into();
            (Simple::Attribute(Box::new(Attribute { name, test })), CLASS)
        }
        Component::Negation(list) => {
            let (list, weight) = weighed(list.iter().filter_map(|selector| one(selector, parents)));
            (Simple::Not(list), weight)
        }
        Component::Is(list) | Component::Any(_, list) => {
            let (list, weight) = weighed(list.iter().filter_map(|selector| one(selector, parents)));
            (Simple::Is(list), weight)
        }
        Component::Where(list) => (Simple::Is(compile(list.iter(), parents)), 0),
        Component::Has(list) => {
            let list = list.iter().filter_map(|selector| one(selector, parents)).map(relative);
            let (list, weight) = weighed(list);
            (Simple::Has(list), weight)
        }
        Component::Nesting => match parents {
            Some(parents) => {
                let plain = parents.iter().filter(|selector| selector.pseudo.is_none());
                let weight = plain.map(|selector| selector.specificity).max().unwrap_or(0);
                (Simple::Is(parents.clone()), weight)
            }
            None => (Simple::Scope, 0),
        },
        Component::Root => (Simple::Root, CLASS),
        Component::Scope => (Simple::Scope, CLASS),
        Component::Empty => (Simple::Empty, CLASS),
        Component::Nth(data) => (nth(data, None), CLASS),
        Component::NthOf(data) => {
            let (list, weight) = weighed(data.selectors().iter().filter_map(|selector| one(selector, parents)));
            (nth(data.nth_data(), Some(list)), CLASS + weight)
        }
        Component::NonTSPseudoClass(class) => (pseudo_class(class), CLASS),
        _ => return None,
    })
}

fn pseudo_class(class: &PseudoClass<'_>) -> Simple {
    match class {
        PseudoClass::Hover => Simple::Hover,
        PseudoClass::Focus | PseudoClass::FocusVisible => Simple::Focus,
        PseudoClass::FocusWithin => Simple::FocusWithin,
        PseudoClass::Visited => Simple::Visited,
        PseudoClass::Link => Simple::Unvisited,
        PseudoClass::AnyLink(_) => Simple::AnyLink,
        PseudoClass::Lang { languages } => {
            Simple::Lang(languages.iter().map(|language| language.as_ref().into()).collect())
        }
        PseudoClass::Dir { direction } => Simple::Dir { rtl: *direction == Direction::Rtl },
        PseudoClass::Enabled => Simple::Form(Form::Enabled),
        PseudoClass::Disabled => Simple::Form(Form::Disabled),
        PseudoClass::Checked => Simple::Form(Form::Checked),
        PseudoClass::Required => Simple::Form(Form::Required),
        PseudoClass::Optional => Simple::Form(Form::Optional),
        PseudoClass::ReadOnly(_) => Simple::Form(Form::ReadOnly),
        PseudoClass::ReadWrite(_) => Simple::Form(Form::ReadWrite),
        PseudoClass::PlaceholderShown(_) => Simple::Form(Form::PlaceholderShown),
        PseudoClass::Valid => Simple::Form(Form::Valid),
        PseudoClass::Invalid => Simple::Form(Form::Invalid),
        PseudoClass::Default => Simple::Form(Form::Default),
        PseudoClass::Open => Simple::Form(Form::Open),
        PseudoClass::Closed => Simple::Form(Form::Closed),
        PseudoClass::Defined => Simple::Form(Form::Defined),
        // What only a script or an act that is not looked at brings about: `:active`, `:target`, `:modal`…
        _ => Simple::Never,
    }
}

impl Selector {
    /// Whether it speaks of `:scope`; lists nest little.
    fn has_scope(&self) -> bool {
        self.compounds.iter().flat_map(|compound| &compound.simples).any(|simple| match simple {
            Simple::Scope => true,
            Simple::Is(list) | Simple::Not(list) => list.iter().any(Self::has_scope),
            _ => false,
        })
    }

    /// Whether nothing can meet it.
    fn is_never(&self) -> bool {
        self.compounds.iter().flat_map(|compound| &compound.simples).any(|simple| match simple {
            Simple::Never => true,
            Simple::Is(list) | Simple::Has(list) => list.is_empty(),
            _ => false,
        })
    }
}

impl Simple {
    fn is_positional(&self) -> bool {
        match self {
            Self::Not(list) | Self::Is(list) => list.iter().any(|selector| selector.positional),
            Self::Has(_) | Self::Empty | Self::Nth(..) => true,
            _ => false,
        }
    }
}

/// The selectors of a rule in `@scope`: where they do not speak of `:scope`, what is below it is meant (CSS Cascade 6,
/// 2.5.1).
pub(super) fn scoped(list: &[Selector]) -> Arc<[Selector]> {
    list.iter().cloned().map(|selector| if selector.has_scope() { selector } else { below_scope(selector) }).collect()
}

pub(super) fn below_scope(selector: Selector) -> Selector {
    let mut compounds = selector.compounds.into_vec();
    if let Some(first) = compounds.last_mut() {
        first.combinator = Some(Combinator::Descendant);
    }
    compounds.push(Compound { simples: Box::new([Simple::Scope]), combinator: None });
    Selector { compounds: compounds.into_boxed_slice(), ..selector }
}

/// The relative selector of `:has()` with the element it is relative to in front, which weighs nothing.
fn relative(selector: Selector) -> Selector {
    if selector.compounds.last().is_some_and(|first| *first.simples == [Simple::Scope]) {
        return Selector { specificity: selector.specificity.saturating_sub(CLASS), ..selector };
    }
    below_scope(selector)
}

fn nth(data: &NthSelectorData, of: Option<Arc<[Selector]>>) -> Simple {
    let of_type = matches!(data.ty, NthType::OfType | NthType::LastOfType | NthType::OnlyOfType);
    let from_end = matches!(data.ty, NthType::LastChild | NthType::LastOfType);
    match data.ty {
        NthType::Col | NthType::LastCol => Simple::Never,
        // The first that is the last as well.
        NthType::OnlyChild | NthType::OnlyOfType => {
            let first = Nth { of_type, from_end: false, step: 0, start: 1 };
            let both = [Simple::Nth(first, None), Simple::Nth(Nth { from_end: true, ..first }, None)];
            let compounds = Box::new([Compound { simples: Box::new(both), combinator: None }]);
            Simple::Is([Selector { compounds, specificity: 0, pseudo: None, positional: true }].into())
        }
        _ => Simple::Nth(Nth { of_type, from_end, step: data.a, start: data.b }, of),
    }
}

fn of_operator(operator: AttrSelectorOperator) -> Operator {
    match operator {
        AttrSelectorOperator::Equal => Operator::Equal,
        AttrSelectorOperator::Includes => Operator::Word,
        AttrSelectorOperator::DashMatch => Operator::Dash,
        AttrSelectorOperator::Prefix => Operator::Prefix,
        AttrSelectorOperator::Suffix => Operator::Suffix,
        AttrSelectorOperator::Substring => Operator::Substring,
    }
}

fn is_sensitive(case: ParsedCaseSensitivity) -> bool {
    matches!(case, ParsedCaseSensitivity::ExplicitCaseSensitive | ParsedCaseSensitivity::CaseSensitive)
}

/// Sums each of the three counts, none running over into the next.
fn add(a: u32, b: u32) -> u32 {
    [20, 10, 0].into_iter().map(|at| ((a >> at & 0x3ff) + (b >> at & 0x3ff)).min(0x3ff) << at).sum()
}
