//! `@supports`: what the browsers that are looked at understand (CSS Conditional 3).
//!
//! A declaration that the parser reads in full is supported; one that no parser could read, of a property it knows, is
//! not. For the rest nobody knows here, and rules under such a condition may or may not apply.

use lightningcss::properties::Property as Parsed;
use lightningcss::rules::supports::SupportsCondition;
use lightningcss::stylesheet::ParserOptions;

use super::declare::{Look, look, wide_of};
use super::generic;

/// Whether the condition holds; nothing when that cannot be known.
pub(super) fn holds(condition: &SupportsCondition<'_>) -> Option<bool> {
    match condition {
        SupportsCondition::Not(condition) => holds(condition).map(|held| !held),
        SupportsCondition::And(list) => all(list, true),
        SupportsCondition::Or(list) => all(list, false),
        SupportsCondition::Declaration { property_id, value } => {
            if property_id.name().starts_with("--") {
                return Some(true);
            }
            match Parsed::parse_string(property_id.clone(), value, ParserOptions::default()) {
                Ok(Parsed::Unparsed(unparsed)) => {
                    if wide_of(&unparsed.value).is_some() || look(&unparsed.value, false) == Look::Later {
                        Some(true)
                    } else if look(&unparsed.value, false) == Look::Plain {
                        Some(false)
                    } else {
                        None
                    }
                }
                Ok(Parsed::Custom(custom)) => generic::slot(custom.name.as_ref()).map(|_| true),
                Ok(_) => Some(true),
                Err(_) => Some(false),
            }
        }
        SupportsCondition::Selector(selector) => {
            // Selectors that all browsers read and that are asked for in sheets.
            const KNOWN: &[&str] = &[":has(", ":is(", ":where(", ":focus-visible", ":focus-within", ":not("];
            KNOWN.iter().any(|known| selector.contains(known)).then_some(true)
        }
        SupportsCondition::Unknown(_) => None,
    }
}

fn all(list: &[SupportsCondition<'_>], wanted: bool) -> Option<bool> {
    let mut known = true;
    for condition in list {
        match holds(condition) {
            Some(held) if held != wanted => return Some(held),
            Some(_) => {}
            None => known = false,
        }
    }
    known.then_some(wanted)
}

#[cfg(test)]
mod tests {
    use lightningcss::traits::Parse;

    use super::*;

    #[test]
    fn conditions_have_three_answers() {
        for (text, expected) in [
            ("(display: grid)", Some(true)),
            ("not (display: grid)", Some(false)),
            ("(display: nonsense)", Some(false)),
            ("(color: oklch(50% .1 200)) and (gap: 1px)", Some(true)),
            ("(display: nonsense) or (--x: y)", Some(true)),
            ("(nonsense: 1px)", None),
            ("(nonsense: 1px) and (display: nonsense)", Some(false)),
            ("(nonsense: 1px) or (display: grid)", Some(true)),
            ("not (nonsense: 1px)", None),
            ("selector(:has(a))", Some(true)),
            ("selector(:nonsense)", None),
            ("(color: light-dark(red, var(--a)))", Some(true)),
        ] {
            assert_eq!(holds(&SupportsCondition::parse_string(text).expect(text)), expected, "{text}");
        }
    }
}
