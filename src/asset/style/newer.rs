//! CSS that the parser refuses though it is right, or takes for something else.

use std::borrow::Cow;
use std::convert::Infallible;

use lightningcss::declaration::DeclarationBlock;
use lightningcss::error::{Error, ParserError};
use lightningcss::properties::Property;
use lightningcss::properties::custom::{CustomPropertyName, TokenOrValue};
use lightningcss::rules::container::ContainerCondition;
use lightningcss::rules::{CssRule, CssRuleList, Location};
use lightningcss::values::ident::Ident;
use lightningcss::visit_types;
use lightningcss::visitor::{Visit, VisitTypes, Visitor};

use super::text;

/// Properties that the parser does not read right, and the names that it reads them under, which it does not know; they
/// are as long, so that places stay what they are.
const NAMES: [(&str, &str); 2] = [
    // It takes keywords alone, where any property may have a variable (CSS Variables 1, 3).
    ("all", "a_l"),
    // It takes a name that ends the range for `0%` of it, which is `100%` (Scroll-driven Animations 1, 4.2).
    ("animation-range", "animation_range"),
];

/// The sheet as the parser reads it right.
pub(super) fn hide(sheet: &str) -> Cow<'_, str> {
    let mut hidden = Cow::Borrowed(sheet);
    for (name, other) in NAMES {
        if sheet.contains(other) {
            continue;
        }
        for (at, value) in text::declarations(sheet, name) {
            if name != "all" || value.contains('(') {
                hidden.to_mut().replace_range(at..at + name.len(), other);
            }
        }
    }
    hidden
}

/// Gives what was read its names back; and `@container` with a name alone (CSS Conditional 5, 5.1) is no error.
pub(super) fn show(list: &mut CssRuleList<'_>, sheet: &str, errors: &mut Vec<Error<ParserError<'_>>>) {
    let mut newer = Newer { names: Vec::new() };
    let Ok(()) = list.visit(&mut newer);
    for Location { line, column, .. } in newer.names {
        let start = text::offset(sheet, line, column);
        let end = sheet[start..].find('{').map_or(sheet.len(), |brace| start + brace);
        errors.retain(|error| {
            let at = error.loc.as_ref().map(|loc| text::offset(sheet, loc.line, loc.column));
            at.is_none_or(|at| at < start || at > end)
        });
    }
}

struct Newer {
    /// Where `@container` has a name alone.
    names: Vec<Location>,
}

impl<'i> Visitor<'i> for Newer {
    type Error = Infallible;

    fn visit_types(&self) -> VisitTypes {
        visit_types!(RULES | PROPERTIES)
    }

    fn visit_rule(&mut self, rule: &mut CssRule<'i>) -> Result<(), Infallible> {
        if let CssRule::Container(container) = rule
            && container.name.is_some()
            && let Some(ContainerCondition::Unknown(tokens)) = &container.condition
            && tokens.0.iter().all(TokenOrValue::is_whitespace)
        {
            container.condition = None;
            self.names.push(container.loc);
        }
        rule.visit_children(self)
    }

    fn visit_declaration_block(&mut self, block: &mut DeclarationBlock<'i>) -> Result<(), Infallible> {
        for property in block.declarations.iter_mut().chain(&mut block.important_declarations) {
            if let Property::Custom(custom) = property
                && let Some((name, _)) = NAMES.iter().find(|(_, other)| custom.name.as_ref() == *other)
            {
                custom.name = CustomPropertyName::Unknown(Ident((*name).into()));
            }
        }
        Ok(())
    }
}
