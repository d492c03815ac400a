//! From the parser's declarations to ours: shorthands apart, each longhand in its slot.

use std::sync::Arc;

use lightningcss::printer::PrinterOptions;
use lightningcss::properties::custom::{CustomProperty, Function, Token, TokenList, TokenOrValue, UnparsedProperty};
use lightningcss::properties::{CSSWideKeyword, Property as Parsed, PropertyId};
use lightningcss::stylesheet::ParserOptions;
use lightningcss::vendor_prefix::VendorPrefix;

use super::black::stands_for_black;
use super::generic;
use super::gradient;
use super::longhand;
use super::property::Property;
use super::tint::{System, Tint};
use super::value::{Declared, Deferred, Slot, Value, Wide};

/// Adds what a declaration sets.
pub(super) fn expand(parsed: &Parsed<'_>, out: &mut Vec<Declared>) {
    match parsed {
        Parsed::All(keyword) => push(out, Slot::All, Value::Wide(wide(*keyword))),
        // `font: 0/0 a` hides text, and the parser wants a unit.
        Parsed::Unparsed(unparsed) if has_plain_zero(unparsed) => {
            let text = parsed.value_to_css_string(PrinterOptions::default()).unwrap_or_default();
            let zero = |word: &str| match word.strip_prefix('0') {
                Some(rest) if rest.is_empty() || rest.starts_with('/') => format!("0px{rest}"),
                _ => word.to_owned(),
            };
            let words: Vec<String> = text.split_whitespace().map(zero).collect();
            out.extend(parse("font", &words.join(" ")));
        }
        Parsed::Unparsed(unparsed) => {
            if let Some(declared) = of_gradients(unparsed) {
                out.extend(declared);
            } else if let Some(value) = of_unparsed(unparsed) {
                spread(&unparsed.property_id, &value, out);
            }
        }
        Parsed::Custom(custom) => of_custom(custom, out),
        parsed => {
            let id = parsed.property_id();
            if is_foreign(&id) {
                return;
            }
            if let Some(longhands) = id.longhands() {
                for longhand in longhands.iter().filter_map(|id| parsed.longhand(id)) {
                    expand(&longhand, out);
                }
            } else if let Some(slot) = slot(id.name())
                && let Some(value) = longhand::value(parsed)
            {
                push(out, slot, value);
            }
        }
    }
}

fn has_plain_zero(unparsed: &UnparsedProperty<'_>) -> bool {
    let is_zero = |token: &TokenOrValue<'_>| {
        matches!(token, TokenOrValue::Token(Token::Number { value: 0.0, int_value: Some(0), has_sign: false }))
    };
    unparsed.property_id == PropertyId::Font && unparsed.value.0.iter().any(is_zero)
}

/// What the declaration `name: text` sets.
pub(super) fn parse(name: &str, text: &str) -> Vec<Declared> {
    let mut out = Vec::new();
    if let Ok(parsed) = Parsed::parse_string(PropertyId::from(name), text, ParserOptions::default()) {
        expand(&parsed, &mut out);
    }
    out
}

/// The slot of a longhand; flow-relative names are those of lines that run from side to side.
fn slot(name: &str) -> Option<Slot> {
    if let Some(property) = Property::named(name) {
        return Some(Slot::Plain(property));
    }
    if name.starts_with("border-") && name.ends_with("-radius") {
        return None;
    }
    let plain = |name: &str| Property::named(name.strip_prefix("inset-").unwrap_or(name));
    let side = |from: &str, to: &str| plain(&name.replacen(from, to, 1));
    if name.contains("inline-size") {
        side("inline-size", "width").map(Slot::Plain)
    } else if name.contains("block-size") {
        side("block-size", "height").map(Slot::Plain)
    } else if name.contains("block-start") {
        side("block-start", "top").map(Slot::Plain)
    } else if name.contains("block-end") {
        side("block-end", "bottom").map(Slot::Plain)
    } else if name.contains("inline-start") {
        Some(Slot::Inline(side("inline-start", "left")?, side("inline-start", "right")?))
    } else if name.contains("inline-end") {
        Some(Slot::Inline(side("inline-end", "right")?, side("inline-end", "left")?))
    } else {
        None
    }
}

/// The same value for each longhand of a property.
fn spread(id: &PropertyId<'_>, value: &Value, out: &mut Vec<Declared>) {
    if is_foreign(id) {
    } else if let Some(longhands) = id.longhands() {
        for id in &longhands {
            spread(id, value, out);
        }
    } else if let PropertyId::All = id {
        push(out, Slot::All, value.clone());
    } else if let Some(slot) = slot(id.name()).or_else(|| generic::slot(id.name())) {
        push(out, slot, value.clone());
    }
}

fn push(out: &mut Vec<Declared>, slot: Slot, value: Value) {
    let by_environment = value.depends_on_environment();
    out.push(Declared { slot, value, by_environment });
}

/// Whether only other browsers read the property; `-webkit-` is read by all.
fn is_foreign(id: &PropertyId<'_>) -> bool {
    let prefix = id.prefix();
    !prefix.is_empty() && !prefix.intersects(VendorPrefix::None | VendorPrefix::WebKit)
}

fn wide(keyword: CSSWideKeyword) -> Wide {
    match keyword {
        CSSWideKeyword::Initial => Wide::Initial,
        CSSWideKeyword::Inherit => Wide::Inherit,
        CSSWideKeyword::Unset => Wide::Unset,
        CSSWideKeyword::Revert => Wide::Revert,
        CSSWideKeyword::RevertLayer => Wide::RevertLayer,
    }
}

/// The value when it is a keyword of all properties.
pub(super) fn wide_of(tokens: &TokenList<'_>) -> Option<Wide> {
    let mut words = tokens.0.iter().filter(|token| !token.is_whitespace());
    let (Some(TokenOrValue::Token(Token::Ident(word))), None) = (words.next(), words.next()) else { return None };
    Some(match word.to_ascii_lowercase().as_str() {
        "initial" => Wide::Initial,
        "inherit" => Wide::Inherit,
        "unset" => Wide::Unset,
        "revert" => Wide::Revert,
        "revert-layer" => Wide::RevertLayer,
        _ => return None,
    })
}

/// What is set by gradients with an interpolation method: those of the same stops, with a colour that is not known
/// where others may show. Nothing when there are none, or when they must be put off.
fn of_gradients(unparsed: &UnparsedProperty<'_>) -> Option<Vec<Declared>> {
    let is_gradient = |token: &TokenOrValue<'_>| matches!(token, TokenOrValue::Function(function) if function.name.0.to_ascii_lowercase().ends_with("-gradient"));
    if !unparsed.value.0.iter().any(is_gradient) || look(&unparsed.value, false) == Look::Later {
        return None;
    }
    let text = Parsed::Unparsed(unparsed.clone()).value_to_css_string(PrinterOptions::default()).ok()?;
    let plain = gradient::plain(&text)?;
    let mut declared = parse(unparsed.property_id.name(), &plain.text);
    for one in &mut declared {
        if let Value::Images(layers) = &mut one.value
            && !plain.between
        {
            for stops in layers.iter_mut().flatten() {
                *stops = [Tint::Unknown].into();
            }
        }
    }
    Some(declared)
}

/// A known property whose value the parser does not understand. Nothing when browsers would not either.
fn of_unparsed(unparsed: &UnparsedProperty<'_>) -> Option<Value> {
    if let Some(wide) = wide_of(&unparsed.value) {
        return Some(Value::Wide(wide));
    }
    match look(&unparsed.value, false) {
        Look::Plain => None,
        Look::Later => {
            let text = Parsed::Unparsed(unparsed.clone()).value_to_css_string(PrinterOptions::default()).ok()?;
            Some(Value::Deferred(Arc::new(Deferred { name: unparsed.property_id.name().into(), text: text.into() })))
        }
        Look::Foreign => Some(Value::Unknown),
    }
}

/// A property that the parser does not know; variables are not met here.
fn of_custom(custom: &CustomProperty<'_>, out: &mut Vec<Declared>) {
    let name = custom.name.as_ref().to_ascii_lowercase();
    let Some(slot) = generic::slot(&name) else { return };
    let value = if let Some(wide) = wide_of(&custom.value) {
        Some(Value::Wide(wide))
    } else if look(&custom.value, false) == Look::Later {
        let text = Parsed::Custom(custom.clone()).value_to_css_string(PrinterOptions::default());
        text.ok().map(|text| Value::Deferred(Arc::new(Deferred { name: name.as_str().into(), text: text.into() })))
    } else {
        let unknown = || (look(&custom.value, false) == Look::Foreign).then_some(Value::Unknown);
        generic::value(&name, &custom.value).or_else(unknown)
    };
    if let Some(value) = value {
        push(out, slot, value);
    }
}

/// What a value holds, as far as it must be put off.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Look {
    /// Nothing of note.
    Plain,
    /// A function that this program does not know, and that browsers may.
    Foreign,
    /// Variables, or colours of the element in a function of colour.
    Later,
}

/// Looks a value over; brackets are not deep, since deeper ones are taken out of sheets.
pub(super) fn look(tokens: &TokenList<'_>, in_function: bool) -> Look {
    let one = |token: &TokenOrValue<'_>| match token {
        TokenOrValue::Var(_) | TokenOrValue::Env(_) | TokenOrValue::UnresolvedColor(_) => Look::Later,
        TokenOrValue::Function(function) => {
            let known = if is_known(function) { Look::Plain } else { Look::Foreign };
            known.max(look(&function.arguments, true))
        }
        // Colours that browsers have for themselves: `-webkit-focus-ring-color`, `-webkit-link`.
        TokenOrValue::Token(Token::Ident(word)) if has_prefix(word) => Look::Foreign,
        TokenOrValue::Token(Token::Ident(word)) if in_function => {
            let word = word.to_ascii_lowercase();
            let later = word == "currentcolor" || System::named(&word).is_some() || stands_for_black(&word);
            if later { Look::Later } else { Look::Plain }
        }
        _ => Look::Plain,
    };
    tokens.0.iter().map(one).max().unwrap_or(Look::Plain)
}

/// The look of a text.
pub(super) fn look_at(text: &str) -> Look {
    match Parsed::parse_string(PropertyId::from("--text"), text, ParserOptions::default()) {
        Ok(Parsed::Custom(custom)) => look(&custom.value, false),
        _ => Look::Foreign,
    }
}

fn has_prefix(word: &str) -> bool {
    const PREFIX: &str = "-webkit-";
    word.get(..PREFIX.len()).is_some_and(|start| start.eq_ignore_ascii_case(PREFIX))
}

/// Whether the parser reads a function as browsers do. With commas, colours are written as they ever were.
fn is_known(function: &Function<'_>) -> bool {
    let name = function.name.0.to_ascii_lowercase();
    let has_comma = || function.arguments.0.iter().any(|token| matches!(token, TokenOrValue::Token(Token::Comma)));
    KNOWN.contains(&name.as_str()) || matches!(name.as_str(), "rgb" | "rgba" | "hsl" | "hsla") && has_comma()
}

/// Functions that the parser reads as browsers do: where it does not, the value is wrong and they ignore it. Those of
/// colours and pictures are left out, since they gain new ways to be written: where the parser does not read one,
/// browsers may.
const KNOWN: &[&str] = &[
    "blur",
    "brightness",
    "calc",
    "circle",
    "clamp",
    "contrast",
    "cubic-bezier",
    "drop-shadow",
    "ellipse",
    "grayscale",
    "hue-rotate",
    "inset",
    "invert",
    "matrix",
    "matrix3d",
    "max",
    "min",
    "minmax",
    "opacity",
    "perspective",
    "polygon",
    "repeat",
    "rotate",
    "rotate3d",
    "rotatex",
    "rotatey",
    "rotatez",
    "saturate",
    "scale",
    "scale3d",
    "scalex",
    "scaley",
    "sepia",
    "skew",
    "skewx",
    "skewy",
    "steps",
    "translate",
    "translate3d",
    "translatex",
    "translatey",
    "translatez",
    "var",
];
