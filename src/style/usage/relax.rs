//! What a selector asks for whatever the state, the count and what scripts do.

use lightningcss::selector::{Combinator as ParsedCombinator, Component, Selector as Parsed};

use crate::style::selector::{self, Combinator, Compound, Selector, Simple};

/// The selector without what may change while a page is shown; nothing when it is not understood. What is left asks for
/// names, ids, classes, attributes and the root, and for lists of such: answers are remembered by these alone.
pub(super) fn relax(parsed: &Parsed<'_>, scripted: &dyn Fn(&str) -> bool) -> Option<Selector> {
    let mut compounds = vec![Compound { simples: Box::new([]), combinator: None }];
    let mut simples = Vec::new();
    for component in parsed.iter_raw_match_order() {
        match component {
            // What came before is about the pseudo-element.
            Component::Combinator(ParsedCombinator::PseudoElement) => simples.clear(),
            Component::Combinator(combinator) => {
                let combinator = Combinator::of(*combinator)?;
                let last = compounds.last_mut()?;
                last.simples = std::mem::take(&mut simples).into_boxed_slice();
                last.combinator = Some(combinator);
                compounds.push(Compound { simples: Box::new([]), combinator: None });
                if compounds.len() > selector::MAX_COMPOUNDS {
                    return None;
                }
            }
            Component::LocalName(_)
            | Component::ID(_)
            | Component::Class(_)
            | Component::AttributeInNoNamespaceExists { .. }
            | Component::AttributeInNoNamespace { .. }
            | Component::AttributeOther(_) => {
                simples.extend(selector::simple(component, None).map(|(simple, _)| simple).filter(|simple| {
                    let opens = matches!(simple, Simple::Attribute(attribute) if &*attribute.name == "open");
                    !opens && !named(simple).is_some_and(|name| is_scripted(name, scripted))
                }));
            }
            Component::Is(list) | Component::Where(list) | Component::Any(_, list) => {
                let list: Option<Vec<Selector>> = list.iter().map(|selector| relax(selector, scripted)).collect();
                simples.push(Simple::Is(list?.into()));
            }
            Component::Has(list) => {
                let list: Option<Vec<Selector>> = list.iter().map(|selector| relax(selector, scripted)).collect();
                simples.push(Simple::Has(list?.into_iter().map(selector::below_scope).collect()));
            }
            Component::Root => simples.push(Simple::Root),
            Component::Nesting | Component::Scope | Component::Slotted(_) | Component::Part(_) | Component::Host(_) => {
                return None;
            }
            _ => {}
        }
    }
    compounds.last_mut()?.simples = simples.into_boxed_slice();
    let positional = compounds.iter().any(is_positional);
    Some(Selector { compounds: compounds.into_boxed_slice(), specificity: 0, pseudo: None, positional })
}

/// Whether siblings or contents matter to what is asked here.
fn is_positional(compound: &Compound) -> bool {
    matches!(compound.combinator, Some(Combinator::Next | Combinator::Later))
        || compound.simples.iter().any(|simple| match simple {
            Simple::Is(list) => list.iter().any(|selector| selector.positional),
            Simple::Has(_) => true,
            _ => false,
        })
}

/// The name that a simple selector asks for.
fn named(simple: &Simple) -> Option<&str> {
    match simple {
        Simple::Name(name, _) => Some(name),
        Simple::Id(name) | Simple::Class(name) => Some(name),
        Simple::Attribute(attribute) => Some(&attribute.name),
        _ => None,
    }
}

/// Whether a script has the name: as written, or as `dataset` has it.
fn is_scripted(name: &str, scripted: &dyn Fn(&str) -> bool) -> bool {
    scripted(name) || name.strip_prefix("data-").is_some_and(|rest| scripted(&camel(rest)))
}

/// `scheme-name` as `schemeName` (HTML Standard, 3.2.6.6).
fn camel(name: &str) -> String {
    let mut parts = name.split('-');
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |mut name, part| {
        let mut letters = part.chars();
        name.extend(letters.next().map(|letter| letter.to_ascii_uppercase()));
        name + letters.as_str()
    })
}

/// Whether a selector asks for one of the names. Lists nest little.
pub(super) fn names(selector: &Selector, words: &[&str]) -> bool {
    selector.compounds.iter().flat_map(|compound| &compound.simples).any(|simple| match simple {
        Simple::Is(list) | Simple::Has(list) => list.iter().any(|inner| names(inner, words)),
        simple => named(simple).is_some_and(|name| is_scripted(name, &|name| words.contains(&name))),
    })
}
