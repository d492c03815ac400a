//! The custom properties of an element, and what stands in for words that depend on it.

use std::fmt::Write;
use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::black;
use super::cascade::Inputs;
use super::color::{Color, Paint};
use super::customs::{self, Custom, Customs, Fault};
use super::guard;
use super::sheet::CustomValue;
use super::tint::System;
use super::value::Wide;

/// The custom properties, those of the element around when nothing is declared.
pub(super) fn of(inputs: &Inputs<'_, '_>) -> Arc<Customs> {
    let declares = inputs.applied.iter().any(|applied| applied.others && !applied.block.customs.is_empty());
    let resets =
        inputs.registered.iter().any(|one| !one.inherits) || inputs.traits.root && !inputs.registered.is_empty();
    if !declares && !resets {
        return inputs.parent_customs.clone();
    }
    let mut customs = Customs::clone(inputs.parent_customs);
    for one in inputs.registered {
        if !one.inherits || !customs.0.contains_key(&one.name) {
            match &one.initial {
                Some(initial) => customs.0.insert(one.name.clone(), Custom::Text(initial.clone())),
                None => customs.0.remove(&one.name),
            };
        }
    }
    let initial = |name: &str| {
        let registered = inputs.registered.iter().rfind(|one| *one.name == *name);
        registered.and_then(|one| one.initial.as_deref()).unwrap_or("var(--)")
    };
    let mut declared: FxHashMap<&str, customs::Declaration<'_>> = FxHashMap::default();
    for applied in inputs.applied.iter().filter(|applied| applied.others) {
        for (name, value) in &applied.block.customs {
            let value = match value {
                _ if applied.uncertain => customs::Declaration::Uncertain,
                CustomValue::Text(text) => customs::Declaration::Text(text),
                // Rolling back is as rare as it is costly here: what is inherited is taken.
                CustomValue::Wide(Wide::Inherit | Wide::Unset | Wide::Revert | Wide::RevertLayer) => {
                    declared.remove(&**name);
                    continue;
                }
                CustomValue::Wide(Wide::Initial) => customs::Declaration::Text(initial(name)),
            };
            declared.insert(name, value);
        }
    }
    if !declared.is_empty() {
        customs = customs::resolve(customs, &declared, inputs.registered);
    }
    if customs == **inputs.parent_customs { inputs.parent_customs.clone() } else { Arc::new(customs) }
}

/// The text with the colour of the element and those of the browser in place, inside of functions.
pub(super) fn with_colors(text: &str, current: Paint, dark: bool) -> Result<String, Fault> {
    let bytes = text.as_bytes();
    let mut out = String::with_capacity(text.len());
    let (mut at, mut from, mut depth) = (0, 0, 0_usize);
    while at < bytes.len() {
        match bytes[at] {
            b'(' => depth += 1,
            b')' => depth = depth.saturating_sub(1),
            byte if black::is_word(byte) => {
                let end = black::word_end(bytes, at);
                let word = text[at..end].to_ascii_lowercase();
                let color = if depth == 0 || bytes.get(end) == Some(&b'(') {
                    None
                } else if word == "currentcolor" {
                    Some(current.known().ok_or(Fault::Unknown)?)
                } else if black::is_black(&word) {
                    Some(Color::BLACK)
                } else {
                    System::named(&word).map(|system| system.color(dark))
                };
                if let Some(color) = color.map(black::almost) {
                    out.push_str(&text[from..at]);
                    let _ = write!(out, "color(srgb {} {} {} / {})", color.r, color.g, color.b, color.alpha);
                    from = end;
                }
                at = end;
                continue;
            }
            _ => {
                at = guard::skip(bytes, at);
                continue;
            }
        }
        at += 1;
    }
    out.push_str(&text[from..]);
    Ok(out)
}
