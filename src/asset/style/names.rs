//! The names of custom properties in the text of a compiled sheet.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// The names that begin with two dashes, and whether each is where it is declared. Strings and addresses are passed
/// over.
pub(super) fn dashed(css: &str) -> impl Iterator<Item = (Range<usize>, bool)> {
    let bytes = css.as_bytes();
    let mut at = 0;
    std::iter::from_fn(move || {
        while at < bytes.len() {
            let start = at;
            match bytes[at] {
                quote @ (b'"' | b'\'') => at = string_end(bytes, at, quote),
                b'/' if bytes.get(at + 1) == Some(&b'*') => {
                    at = css[at + 2..].find("*/").map_or(bytes.len(), |end| at + 2 + end + 2);
                }
                byte if is_name(byte) => {
                    at = name_end(bytes, at);
                    if css[start..at].eq_ignore_ascii_case("url") && bytes.get(at) == Some(&b'(') {
                        at = address_end(bytes, at + 1);
                    } else if css[start..at].starts_with("--") && at - start > 2 {
                        let before = bytes[..start].last();
                        // A class or an id may have such a name too.
                        if !matches!(before, Some(b'.' | b'#' | b'@')) {
                            let declared = bytes.get(at) == Some(&b':') && matches!(before, Some(b'{' | b';' | b'}'));
                            return Some((start..at, declared));
                        }
                    }
                }
                _ => at += 1,
            }
        }
        None
    })
}

/// A short name for each custom property that the sheets declare and `outside` does not know: the most used first.
pub(super) fn short<'c>(
    sheets: impl Iterator<Item = &'c str>,
    outside: &dyn Fn(&str) -> bool,
) -> BTreeMap<&'c str, String> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    let mut declared: BTreeSet<&str> = BTreeSet::new();
    for css in sheets {
        for (range, is_declared) in dashed(css) {
            let name = &css[range];
            *counts.entry(name).or_default() += 1;
            if is_declared {
                declared.insert(name);
            }
        }
    }
    let (mut own, others): (Vec<_>, Vec<_>) =
        counts.into_iter().partition(|(name, _)| declared.contains(name) && !outside(name));
    own.sort_by_key(|(name, count)| (std::cmp::Reverse(*count), *name));
    let others: BTreeSet<&str> = others.into_iter().map(|(name, _)| name).collect();
    let mut free = (0..).map(letters).filter(|name| !others.contains(name.as_str()) && !outside(name));
    own.into_iter().filter_map(|(name, _)| Some((name, free.next()?))).collect()
}

/// The text with other names.
pub(super) fn replace(css: &str, names: &BTreeMap<&str, String>) -> String {
    let mut out = String::with_capacity(css.len());
    let mut from = 0;
    for (range, _) in dashed(css) {
        if let Some(name) = names.get(&css[range.clone()]) {
            out.push_str(&css[from..range.start]);
            out.push_str(name);
            from = range.end;
        }
    }
    out.push_str(&css[from..]);
    out
}

/// `--a` to `--z`, then `--aa`.
fn letters(mut rank: usize) -> String {
    let mut letters = Vec::new();
    loop {
        letters.push(char::from(b'a' + (rank % 26) as u8));
        rank = match (rank / 26).checked_sub(1) {
            Some(rest) => rest,
            None => break,
        };
    }
    "--".chars().chain(letters.into_iter().rev()).collect()
}

const fn is_name(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'\\') || !byte.is_ascii()
}

fn name_end(bytes: &[u8], mut at: usize) -> usize {
    while at < bytes.len() && is_name(bytes[at]) {
        at += if bytes[at] == b'\\' { 2 } else { 1 };
    }
    at.min(bytes.len())
}

fn string_end(bytes: &[u8], start: usize, quote: u8) -> usize {
    let mut at = start + 1;
    while at < bytes.len() && bytes[at] != quote {
        at += if bytes[at] == b'\\' { 2 } else { 1 };
    }
    (at + 1).min(bytes.len())
}

/// The end of an address without quotes; one in quotes is read as a string.
fn address_end(bytes: &[u8], mut at: usize) -> usize {
    if matches!(bytes.get(at), Some(b'"' | b'\'')) {
        return at;
    }
    while at < bytes.len() && bytes[at] != b')' {
        at += if bytes[at] == b'\\' { 2 } else { 1 };
    }
    at.min(bytes.len())
}
