//! Spaces that say nothing in values that are kept as they are written: those of custom properties, and those with a
//! `var()`. The printer of the sheet shortens only what it understands.

use std::convert::Infallible;

use lightningcss::properties::custom::{Token, TokenList, TokenOrValue};
use lightningcss::stylesheet::StyleSheet;
use lightningcss::visit_types;
use lightningcss::visitor::{Visit, VisitTypes, Visitor};

/// Takes the spaces about commas, brackets and the ends of functions out of every value of the sheet.
pub(super) fn squeeze(sheet: &mut StyleSheet<'_>) {
    let Ok(()) = sheet.visit(&mut Values);
}

struct Values;

impl<'i> Visitor<'i> for Values {
    type Error = Infallible;

    fn visit_types(&self) -> VisitTypes {
        visit_types!(TOKENS)
    }

    fn visit_token_list(&mut self, tokens: &mut TokenList<'i>) -> Result<(), Infallible> {
        let said: Vec<bool> = (0..tokens.0.len()).map(|at| says(&tokens.0, at)).collect();
        let mut said = said.into_iter();
        tokens.0.retain(|_| said.next().unwrap_or(true));
        for token in &mut tokens.0 {
            match token {
                TokenOrValue::Function(function) => trim(&mut function.arguments),
                TokenOrValue::Var(variable) => variable.fallback.iter_mut().for_each(trim),
                _ => {}
            }
        }
        tokens.visit_children(self)
    }
}

/// Whether a token says something: all do but spaces beside a comma or inside of brackets (CSS Syntax 3, 4). A space
/// outside of round brackets stays, since `(1px) + 2px` needs it.
fn says(tokens: &[TokenOrValue<'_>], at: usize) -> bool {
    if !is_space(&tokens[at]) {
        return true;
    }
    let before = at.checked_sub(1).and_then(|before| tokens.get(before));
    let opens = |token: &TokenOrValue<'_>| {
        matches!(
            token,
            TokenOrValue::Token(
                Token::Comma | Token::ParenthesisBlock | Token::SquareBracketBlock | Token::CloseSquareBracket
            )
        )
    };
    let closes = |token: &TokenOrValue<'_>| {
        matches!(
            token,
            TokenOrValue::Token(
                Token::Comma | Token::CloseParenthesis | Token::SquareBracketBlock | Token::CloseSquareBracket
            )
        )
    };
    !before.is_some_and(opens) && !tokens.get(at + 1).is_some_and(closes)
}

fn is_space(token: &TokenOrValue<'_>) -> bool {
    matches!(token, TokenOrValue::Token(Token::WhiteSpace(_)))
}

fn trim(arguments: &mut TokenList<'_>) {
    while arguments.0.last().is_some_and(is_space) {
        arguments.0.pop();
    }
    let spaces = arguments.0.iter().take_while(|token| is_space(token)).count();
    arguments.0.drain(..spaces);
}
