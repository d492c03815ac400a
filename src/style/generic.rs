//! The values of longhands that the parser does not know, from their tokens.

use lightningcss::properties::custom::{Token, TokenList, TokenOrValue};
use lightningcss::values::length::LengthValue;

use super::kinds::{Clip, WhiteSpace};
use super::length::Measure;
use super::property::Property;
use super::tint::Tint;
use super::value::{Piece, Slot, Value};

/// The slot of such a property.
pub(super) fn slot(name: &str) -> Option<Slot> {
    Some(Slot::Plain(match name {
        "content" => Property::Content,
        "content-visibility" => Property::ContentVisibility,
        "outline-offset" => Property::OutlineOffset,
        "pointer-events" => Property::PointerEvents,
        "float" => Property::Float,
        "forced-color-adjust" => Property::ForcedColorAdjust,
        "clip" => Property::Clip,
        "line-clamp" | "-webkit-line-clamp" => Property::LineClamp,
        "-webkit-text-fill-color" => Property::TextFillColor,
        "text-wrap" | "text-wrap-mode" => Property::WhiteSpace,
        _ => return None,
    }))
}

/// Its value; nothing when browsers would ignore it, or when it says nothing that is asked for.
pub(super) fn value(name: &str, tokens: &TokenList<'_>) -> Option<Value> {
    let word = word(tokens);
    let is = |expected: &str| word.as_deref() == Some(expected);
    match name {
        "content" => content(tokens),
        "content-visibility" => Some(Value::Flag(is("hidden"))),
        "outline-offset" => match tokens.0.as_slice() {
            [TokenOrValue::Length(length)] => Some(Value::Measure(length.into())),
            [TokenOrValue::Token(Token::Number { value: 0.0, .. })] => {
                Some(Value::Measure((&LengthValue::Px(0.0)).into()))
            }
            [TokenOrValue::Function(_)] => Some(Value::Measure(Measure::Unknown)),
            _ => None,
        },
        "pointer-events" => word.map(|word| Value::Flag(word != "none")),
        "float" => word.map(|word| Value::Flag(word != "none")),
        "forced-color-adjust" => Some(Value::Flag(is("none"))),
        "clip" => clip(tokens, word.as_deref()),
        "line-clamp" | "-webkit-line-clamp" => Some(Value::Flag(!is("none"))),
        "text-wrap" | "text-wrap-mode" => is("nowrap").then_some(Value::WhiteSpace(WhiteSpace::NoWrap)),
        "-webkit-text-fill-color" => match tokens.0.as_slice() {
            [TokenOrValue::Color(color)] => Some(Value::Tint(color.into())),
            [TokenOrValue::Token(Token::Ident(name))] if name.eq_ignore_ascii_case("currentcolor") => {
                Some(Value::Tint(Tint::Current))
            }
            [TokenOrValue::Token(Token::Ident(name))] => {
                use lightningcss::traits::Parse;
                let color = lightningcss::values::color::CssColor::parse_string(name).ok()?;
                Some(Value::Tint((&color).into()))
            }
            _ => None,
        },
        _ => None,
    }
}

/// The only word of a value, in lower case.
fn word(tokens: &TokenList<'_>) -> Option<String> {
    let mut found = None;
    for token in tokens.0.iter().filter(|token| !token.is_whitespace()) {
        match token {
            TokenOrValue::Token(Token::Ident(word)) if found.is_none() => found = Some(word.to_ascii_lowercase()),
            _ => return None,
        }
    }
    found
}

/// `content` (CSS Generated Content 3, 2), with the alternative after a slash.
fn content(tokens: &TokenList<'_>) -> Option<Value> {
    let mut parts: [Vec<Piece>; 2] = Default::default();
    let mut part = 0;
    for token in &tokens.0 {
        let piece = match token {
            TokenOrValue::Token(Token::String(text)) => Piece::Text(text.as_ref().into()),
            TokenOrValue::Token(Token::Delim('/')) if part == 0 => {
                part = 1;
                continue;
            }
            TokenOrValue::Token(Token::WhiteSpace(_) | Token::Comment(_)) => continue,
            TokenOrValue::Token(Token::Ident(word)) => match word.to_ascii_lowercase().as_str() {
                "none" | "normal" | "no-open-quote" | "no-close-quote" => continue,
                "open-quote" => Piece::Text("“".into()),
                "close-quote" => Piece::Text("”".into()),
                _ => return None,
            },
            TokenOrValue::Function(function) if function.name.0.eq_ignore_ascii_case("attr") => {
                match function.arguments.0.as_slice() {
                    [TokenOrValue::Token(Token::Ident(name))] => Piece::Attribute(name.to_ascii_lowercase().into()),
                    _ => Piece::Other,
                }
            }
            TokenOrValue::Function(_) | TokenOrValue::Url(_) => Piece::Other,
            _ => return None,
        };
        parts[part].push(piece);
    }
    let [shown, read] = parts.map(Vec::into_boxed_slice);
    Some(Value::Content(shown, (part == 1).then_some(read)))
}

/// `clip` (CSS Masking 1, 8.1).
fn clip(tokens: &TokenList<'_>, word: Option<&str>) -> Option<Value> {
    if word.is_some() {
        return (word == Some("auto")).then_some(Value::Clip(Clip::None));
    }
    let mut values = tokens.0.iter().filter(|token| !token.is_whitespace());
    let (Some(TokenOrValue::Function(function)), None) = (values.next(), values.next()) else { return None };
    if !function.name.0.eq_ignore_ascii_case("rect") {
        return None;
    }
    let edges: Vec<Option<f32>> = function
        .arguments
        .0
        .iter()
        .filter_map(|token| match token {
            TokenOrValue::Length(length) => Some(length.to_px()),
            TokenOrValue::Token(Token::Number { value: 0.0, .. }) => Some(Some(0.0)),
            TokenOrValue::Token(Token::Ident(_)) | TokenOrValue::Function(_) => Some(None),
            _ => None,
        })
        .collect();
    let [top, right, bottom, left] = *edges.as_slice() else { return None };
    let empty = |from: Option<f32>, to: Option<f32>| from.zip(to).is_some_and(|(from, to)| to <= from);
    Some(Value::Clip(if empty(top, bottom) || empty(left, right) { Clip::All } else { Clip::Partly }))
}
