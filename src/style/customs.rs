//! Custom properties and what `var()` puts in their place (CSS Variables 1).

use std::borrow::Cow;
use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::guard;
use super::sheet::Registered;

/// Custom properties that refer to others further than this are taken to be unknown.
const MAX_CHAIN: usize = 32;
/// A value that gets longer than this, in bytes, is taken to be unknown.
const MAX_LENGTH: usize = 1 << 16;
/// Bytes that may be put in place for one element.
const MAX_TOTAL: usize = 1 << 20;

/// The custom properties of an element, by name; one that is missing is not set.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Customs(pub(super) FxHashMap<Arc<str>, Custom>);

/// The computed value of a custom property.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Custom {
    /// Its text.
    Text(Arc<str>),
    /// It cannot be known.
    Unknown,
}

/// Why a value cannot be had.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fault {
    /// A variable is not set, or goes round in a circle: as if `unset` was declared.
    Invalid,
    /// It cannot be known.
    Unknown,
    /// No variable is in it, and it is wrong: as if nothing was declared.
    Ignored,
}

/// The value with the variables of an element in place.
pub(super) fn substitute<'t>(text: &'t str, customs: &Customs) -> Result<Cow<'t, str>, Fault> {
    let find = &mut |name: &str, _: &mut usize| match customs.0.get(name) {
        Some(Custom::Text(text)) => Ok(Cow::Owned(text.as_ref().to_owned())),
        Some(Custom::Unknown) => Err(Fault::Unknown),
        None => Err(Fault::Invalid),
    };
    replace(text, &mut MAX_TOTAL.clone(), find)
}

/// Computes what an element declares, on top of what it has without.
pub(super) fn resolve(
    mut customs: Customs,
    declared: &FxHashMap<&str, Declaration<'_>>,
    registered: &[&Registered],
) -> Customs {
    let mut names: Vec<&str> = declared.keys().copied().collect();
    names.sort_unstable();
    let unset = names.iter().filter_map(|name| Some((*name, customs.0.remove(*name)?))).collect();
    let mut resolver =
        Resolver { declared, registered, unset, done: customs, under_way: Vec::new(), circular: Vec::new() };
    let mut budget = MAX_TOTAL;
    for name in names {
        let _ = resolver.custom(name, &mut budget);
    }
    resolver.done
}

/// What is declared for a custom property.
#[derive(Clone, Copy, Debug)]
pub(super) enum Declaration<'t> {
    /// This text.
    Text(&'t str),
    /// It is not known whether it applies.
    Uncertain,
}

struct Resolver<'r> {
    declared: &'r FxHashMap<&'r str, Declaration<'r>>,
    registered: &'r [&'r Registered],
    /// What the element has of these without declaring them.
    unset: FxHashMap<&'r str, Custom>,
    done: Customs,
    under_way: Vec<&'r str>,
    circular: Vec<&'r str>,
}

impl Resolver<'_> {
    /// The value of a custom property; those it refers to come first, up to [`MAX_CHAIN`] deep.
    fn custom(&mut self, name: &str, budget: &mut usize) -> Result<String, Fault> {
        match self.done.0.get(name) {
            Some(Custom::Text(text)) => return Ok(text.as_ref().to_owned()),
            Some(Custom::Unknown) => return Err(Fault::Unknown),
            None => {}
        }
        let Some((name, declaration)) = self.declared.get_key_value(name) else { return Err(Fault::Invalid) };
        if let Some(start) = self.under_way.iter().position(|one| one == name) {
            self.circular.extend_from_slice(&self.under_way[start..]);
            return Err(Fault::Invalid);
        }
        let value = match declaration {
            Declaration::Uncertain => Err(Fault::Unknown),
            Declaration::Text(_) if self.under_way.len() == MAX_CHAIN => Err(Fault::Unknown),
            Declaration::Text(text) => {
                self.under_way.push(name);
                let value = replace(text, budget, &mut |name, budget| self.custom(name, budget).map(Cow::Owned));
                self.under_way.pop();
                value.map(Cow::into_owned)
            }
        };
        let value = if self.circular.contains(name) { Err(Fault::Invalid) } else { value };
        let value = self.registered(name, value);
        match &value {
            Ok(text) => {
                self.done.0.insert(Arc::from(*name), Custom::Text(text.trim().into()));
            }
            Err(Fault::Unknown) => {
                self.done.0.insert(Arc::from(*name), Custom::Unknown);
            }
            Err(Fault::Invalid | Fault::Ignored) => {}
        }
        value
    }

    /// The value of a registered property, or as if `unset` was declared when it is not of the syntax (CSS Properties
    /// and Values 1, 2.4).
    fn registered(&self, name: &str, value: Result<String, Fault>) -> Result<String, Fault> {
        let Some(registered) = self.registered.iter().rfind(|one| *one.name == *name) else { return value };
        let takes = match &value {
            Ok(text) => registered.takes(text.trim()).ok_or(Fault::Unknown)?,
            Err(Fault::Unknown) => return value,
            Err(Fault::Invalid | Fault::Ignored) => false,
        };
        if takes {
            return value;
        }
        match self.unset.get(name) {
            Some(Custom::Text(text)) => Ok(text.as_ref().to_owned()),
            Some(Custom::Unknown) => Err(Fault::Unknown),
            None => Err(Fault::Invalid),
        }
    }
}

type Find<'f> = dyn FnMut(&str, &mut usize) -> Result<Cow<'static, str>, Fault> + 'f;

/// The text with each `var()` and `env()` replaced; brackets are not deep.
fn replace<'t>(text: &'t str, budget: &mut usize, find: &mut Find<'_>) -> Result<Cow<'t, str>, Fault> {
    let bytes = text.as_bytes();
    let mut out = String::new();
    let (mut from, mut at) = (0, 0);
    while at < bytes.len() {
        let function = ["var(", "env("].into_iter().find(|name| {
            bytes[at..].len() >= 4 && bytes[at..at + 4].eq_ignore_ascii_case(name.as_bytes()) && !is_in_word(bytes, at)
        });
        let Some(function) = function else {
            at = guard::skip(bytes, at);
            continue;
        };
        let (inside, end) = arguments(text, at + 4);
        let (name, fallback) = split(inside);
        let value = if function == "var(" {
            find(name, budget)
        } else if name.starts_with("safe-area-inset-") || name.starts_with("keyboard-inset-") {
            // Nothing covers the window of the browsers that are looked at.
            Ok(Cow::Borrowed("0px"))
        } else {
            Err(if fallback.is_some() { Fault::Invalid } else { Fault::Unknown })
        };
        let value = match (value, fallback) {
            (Err(Fault::Invalid), Some(fallback)) => replace(fallback, budget, find)?.into_owned(),
            (value, _) => value?.into_owned(),
        };
        out.push_str(&text[from..at]);
        let value = value.trim();
        keep_apart(&mut out, value);
        out.push_str(value);
        *budget = budget.checked_sub(value.len()).ok_or(Fault::Unknown)?;
        if out.len() > MAX_LENGTH {
            return Err(Fault::Unknown);
        }
        at = end;
        from = end;
        if bytes.get(end).is_some_and(|byte| is_word(*byte)) {
            keep_apart(&mut out, "a");
        }
    }
    if from == 0 {
        return Ok(Cow::Borrowed(text));
    }
    out.push_str(&text[from..]);
    Ok(Cow::Owned(out))
}

/// An empty comment where two tokens would become one.
fn keep_apart(out: &mut String, next: &str) {
    if out.bytes().last().is_some_and(is_word) && next.bytes().next().is_some_and(is_word) {
        out.push_str("/**/");
    }
}

fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'#' | b'.' | b'+' | b'%' | b'@') || byte >= 0x80
}

fn is_in_word(bytes: &[u8], at: usize) -> bool {
    at > 0 && (bytes[at - 1].is_ascii_alphanumeric() || matches!(bytes[at - 1], b'-' | b'_') || bytes[at - 1] >= 0x80)
}

/// What is inside the bracket before `start`, and the byte after the one that closes it.
fn arguments(text: &str, start: usize) -> (&str, usize) {
    let bytes = text.as_bytes();
    let (mut at, mut depth) = (start, 0_usize);
    while at < bytes.len() {
        match bytes[at] {
            b'(' | b'[' | b'{' => depth += 1,
            b')' | b']' | b'}' if depth == 0 => return (&text[start..at], at + 1),
            b')' | b']' | b'}' => depth -= 1,
            _ => {
                at = guard::skip(bytes, at);
                continue;
            }
        }
        at += 1;
    }
    (&text[start..], text.len())
}

/// The name and the fallback.
fn split(inside: &str) -> (&str, Option<&str>) {
    match inside.split_once(',') {
        Some((name, fallback)) => (name.trim(), Some(fallback)),
        None => (inside.trim(), None),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn resolved(declared: &[(&'static str, &'static str)], text: &str) -> Result<String, Fault> {
        let declared = declared.iter().map(|(name, text)| (*name, Declaration::Text(text))).collect();
        let customs = resolve(Customs::default(), &declared, &[]);
        substitute(text, &customs).map(|text| text.replace("/**/", ""))
    }

    #[test]
    fn variables_are_put_in_place() {
        let declared = [("--a", "1px var(--b)"), ("--b", "red"), ("--c", "var(--d, var(--b))"), ("--e", "var(--d)")];
        for (text, expected) in [
            ("var(--a)", Ok("1px red")),
            ("x var( --c ) y", Ok("x red y")),
            ("VAR(--d,)", Ok("")),
            ("var(--d, a, (b))", Ok("a, (b)")),
            ("var(--d)", Err(Fault::Invalid)),
            ("var(--e)", Err(Fault::Invalid)),
            ("\"var(--d)\" /* var(--d) */ my-var(--d)", Ok("\"var(--d)\" /* var(--d) */ my-var(--d)")),
            ("env(safe-area-inset-top, 20px)", Ok("0px")),
            ("env(other, 20px)", Ok("20px")),
            ("env(other)", Err(Fault::Unknown)),
            ("var(--b", Ok("red")),
        ] {
            assert_eq!(resolved(&declared, text), expected.map(str::to_owned), "{text}");
        }
    }

    #[test]
    fn circles_are_not_set() {
        let declared = [("--a", "var(--b, 1)"), ("--b", "var(--c, 2)"), ("--c", "var(--b, 3)"), ("--d", "var(--d)")];
        assert_eq!(resolved(&declared, "var(--a)"), Ok("1".to_owned()));
        assert_eq!(resolved(&declared, "var(--b, x)"), Ok("x".to_owned()));
        assert_eq!(resolved(&declared, "var(--d)"), Err(Fault::Invalid));
    }

    #[test]
    fn what_grows_without_end_is_unknown() {
        let names: Vec<String> = (0..40).map(|n| format!("--v{n}")).collect();
        let texts: Vec<String> = (0..40).map(|n| format!("var(--v{}) ", n + 1).repeat(10)).collect();
        let mut declared: FxHashMap<&str, Declaration<'_>> = FxHashMap::default();
        for (name, text) in names.iter().zip(&texts).take(30) {
            declared.insert(name, Declaration::Text(text));
        }
        declared.insert("--v30", Declaration::Text("lol"));
        let customs = resolve(Customs::default(), &declared, &[]);
        assert_eq!(substitute("var(--v0)", &customs), Err(Fault::Unknown));
        assert!(substitute("var(--v29)", &customs).is_ok());
    }
}
