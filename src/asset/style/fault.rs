//! What the parser found wrong, in the words of who writes the sheet.

use lightningcss::error::{Error, ParserError, SelectorError};
use lightningcss::printer::PrinterOptions;
use lightningcss::properties::custom::Token;
use lightningcss::traits::ToCss;

use super::text;
use crate::finding::{Finding, Outcome, Place, Severity, SourcePath, rules};

/// An error of the parser as a finding in its file.
pub(super) fn finding(path: &SourcePath, text: &str, error: &Error<ParserError<'_>>) -> Finding {
    let place = match &error.loc {
        Some(loc) => {
            let at = text::offset(text, loc.line, loc.column);
            let span = match sign(&error.kind) {
                Some(sign) => text::signed(text, at, sign),
                None => text::word(text, at),
            };
            Place::at(path, span)
        }
        None => Place::file(path),
    };
    let (message, help, sure) = describe(&error.kind);
    let mut finding = Finding::new(&rules::STYLE_INVALID, place, message).help(help);
    if !sure {
        finding.outcome = Outcome::Review;
        finding.severity = Severity::Warning;
    }
    finding
}

/// The sign before the name at fault, which the parser has stepped over.
fn sign(kind: &ParserError<'_>) -> Option<char> {
    match kind {
        ParserError::AtRuleInvalid(_)
        | ParserError::DeprecatedNestRule
        | ParserError::UnexpectedImportRule
        | ParserError::UnexpectedNamespaceRule => Some('@'),
        ParserError::SelectorError(
            SelectorError::UnsupportedPseudoClass(_) | SelectorError::UnsupportedPseudoElement(_),
        ) => Some(':'),
        _ => None,
    }
}

/// Message, help, and whether it is wrong for sure: CSS grows, and a name that this program does
/// not know may be one that browsers know; it is passed on to them as it is.
fn describe(kind: &ParserError<'_>) -> (String, &'static str, bool) {
    let newer = "correct the name; if browsers know it, nothing is to be done: it is kept as it is";
    let wrong = |message: &str, help: &'static str| (message.to_owned(), help, true);
    match kind {
        ParserError::AtRuleInvalid(name) => (format!("unknown rule `@{name}`"), newer, false),
        ParserError::SelectorError(SelectorError::UnsupportedPseudoClass(name)) => {
            (format!("unknown pseudo-class `:{name}`"), newer, false)
        }
        ParserError::SelectorError(SelectorError::UnsupportedPseudoElement(name)) => {
            (format!("unknown pseudo-element `::{name}`"), newer, false)
        }
        ParserError::DeprecatedNestRule => {
            wrong("the rule `@nest` is no longer part of CSS", "write the nested selector without `@nest`")
        }
        ParserError::UnexpectedImportRule => wrong(
            "an `@import` stands after other rules and would be ignored",
            "move it to the top of the sheet; only `@charset` and `@layer` may come before",
        ),
        ParserError::UnexpectedNamespaceRule => wrong(
            "a `@namespace` stands after other rules and would be ignored",
            "move it to the top of the sheet, after the imports",
        ),
        ParserError::UnexpectedToken(Token::BadUrl(_)) => {
            wrong("the address in `url()` is not valid", "put it in quotes: `url(\"…\")`")
        }
        ParserError::UnexpectedToken(Token::BadString(_)) => {
            wrong("the text in quotes does not end on its line", "add the closing quote")
        }
        ParserError::UnexpectedToken(token) => (
            format!("unexpected {}", written(token)),
            "check the line and the one above: a `;`, a `:` or a bracket may be missing",
            true,
        ),
        ParserError::EndOfInput => {
            wrong("something is missing here", "complete the value, or close the bracket that was left open")
        }
        ParserError::InvalidDeclaration => wrong("this is not a declaration", "write `property: value;`"),
        ParserError::InvalidValue => wrong("this value is not valid", "correct the value"),
        ParserError::InvalidMediaQuery | ParserError::EmptyBracketInCondition => {
            wrong("this condition is not valid", "write it like `(width >= 40rem)`")
        }
        ParserError::InvalidNesting => wrong("this cannot be nested here", "move it out of the rule"),
        ParserError::SelectorError(error) => selector(error),
        ParserError::AtRulePreludeInvalid | ParserError::AtRuleBodyInvalid => {
            wrong("this `@` rule is not written right", "check what follows its name, and its brackets")
        }
        ParserError::QualifiedRuleInvalid => {
            wrong("this is not a rule", "write `selector { property: value; }`; a bracket may be missing above")
        }
        ParserError::InvalidPageSelector => {
            wrong("this page selector is not valid", "use a name, `:first`, `:left`, `:right` or `:blank`")
        }
        ParserError::MaximumNestingDepth => {
            wrong("brackets are nested too deeply here", "close the brackets that were left open")
        }
        ParserError::DeprecatedCssModulesValueRule => {
            wrong("the rule `@value` is not part of CSS", "use a custom property: `--name: value`")
        }
    }
}

fn selector(error: &SelectorError<'_>) -> (String, &'static str, bool) {
    let message = match error {
        SelectorError::EmptySelector => "a selector is missing".to_owned(),
        SelectorError::DanglingCombinator => "the selector ends with a combinator".to_owned(),
        SelectorError::UnexpectedIdent(name) => format!("unexpected `{name}` in the selector"),
        SelectorError::ExpectedNamespace(name) => format!("unknown namespace `{name}` in the selector"),
        SelectorError::BadValueInAttr(token)
        | SelectorError::ClassNeedsIdent(token)
        | SelectorError::ExpectedBarInAttr(token)
        | SelectorError::ExplicitNamespaceUnexpectedToken(token)
        | SelectorError::NoQualifiedNameInAttributeSelector(token)
        | SelectorError::PseudoElementExpectedIdent(token)
        | SelectorError::UnexpectedTokenInAttributeSelector(token) => {
            format!("unexpected {} in the selector", written(token))
        }
        _ => "the selector is not valid".to_owned(),
    };
    (message, "correct the selector: the whole rule is left out", true)
}

/// A token as it was written, in backticks, or its name when it cannot be shown.
fn written(token: &Token<'_>) -> String {
    match token {
        Token::WhiteSpace(_) => "space".to_owned(),
        token => match token.to_css_string(PrinterOptions::default()) {
            Ok(text) if !text.trim().is_empty() => format!("`{}`", text.trim()),
            _ => "sign".to_owned(),
        },
    }
}
