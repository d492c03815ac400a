//! `[theme]` of the site against `[settings]` and `[choices]` of `theme.toml`: keys, kinds and words.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::config::Config;
use crate::data::{Entry, Node, Table, Value};
use crate::finding::{Finding, Place, Rule, SourcePath, did_you_mean, rules};

/// The theme's settings with the site's over them, and the custom properties that chosen words stand for. `is_asset`
/// says whether a path is that of a file of `assets/`.
pub(super) fn read(
    config: &Config,
    theme: &Table,
    is_asset: &dyn Fn(&str) -> bool,
    findings: &mut Vec<Finding>,
) -> (Table, BTreeMap<String, String>) {
    let mut settings = inner(theme, "settings");
    let mut own = config.theme.settings.clone();
    if !settings.0.is_empty() {
        // The colours are held against the tokens of the theme, with them.
        own.0.retain(|entry| entry.key != "colors" || theme.get("colors").is_none());
        check(&mut own, &settings, "", is_asset, &mut |rule, span, message, help| {
            findings.push(Finding::new(rule, Place::at(&config.path, span), message).help(help));
        });
    }
    super::theme::merge(&mut settings, &own);
    let mut properties = BTreeMap::new();
    for choice in &inner(theme, "choices").0 {
        let Value::Table(words) = &choice.node.value else { continue };
        match settings.get(&choice.key).map(|node| &node.value) {
            Some(Value::Text(word)) if words.get(word).is_some() => properties.extend(texts(&inner(words, word))),
            Some(Value::Text(word)) => {
                if let Some(entry) = config.theme.settings.entry(&choice.key) {
                    findings.push(unknown_word(entry, word, words, &config.path));
                }
            }
            _ => {}
        }
    }
    (settings, properties)
}

/// Takes a fault: its rule, its place, what it is, how it is mended.
type Report<'a> = &'a mut dyn FnMut(&'static Rule, Range<usize>, String, String);

/// Reports the keys of `own` that `defaults` does not have, and the values of another kind than theirs, and takes them
/// out.
fn check(own: &mut Table, defaults: &Table, above: &str, is_asset: &dyn Fn(&str) -> bool, report: Report<'_>) {
    own.0.retain_mut(|entry| {
        let key = format!("{above}{}", entry.key);
        let Some(default) = defaults.get(&entry.key) else {
            let mut known: Vec<&str> = defaults.0.iter().map(|entry| entry.key.as_str()).collect();
            if above.is_empty() {
                known.push("name");
            }
            let all = || format!("the settings here are `{}`", known.join("`, `"));
            let help = did_you_mean(&entry.key, known.iter().copied()).unwrap_or_else(all);
            let message = format!("`{key}` is not a setting of the theme");
            report(&rules::CONFIG_KEY_UNKNOWN, entry.span.clone(), message, help);
            return false;
        };
        match (&mut entry.node.value, &default.value) {
            // A table that is empty by default takes the author's own names.
            (Value::Table(own), Value::Table(defaults)) if !defaults.0.is_empty() => {
                check(own, defaults, &format!("{key}."), is_asset, report);
            }
            (own, default) if own.kind() != default.kind() => {
                let message = format!("`{key}` is {} where {} is expected", own.kind(), default.kind());
                let help = format!("write {}, as in `theme.toml`", default.kind());
                report(&rules::CONFIG_INVALID, entry.node.span.clone(), message, help);
                return false;
            }
            // What is a file by default is one.
            (Value::Text(own), Value::Text(default)) if is_asset(default) && !is_asset(own) => {
                let message = format!("there is no file `{}` in `assets/`", own.escape_debug());
                let help = format!("put it in `assets/` of the site, or take `{key}` out: it is `{default}` then");
                report(&rules::CONFIG_INVALID, entry.node.span.clone(), message, help);
                return false;
            }
            _ => {}
        }
        true
    });
}

fn unknown_word(entry: &Entry, word: &str, words: &Table, path: &SourcePath) -> Finding {
    let known = || words.0.iter().map(|entry| entry.key.as_str());
    let all = || format!("write one of `{}`", known().collect::<Vec<_>>().join("`, `"));
    let message = format!("`{word}` is not a word for `{}`", entry.key);
    let help = did_you_mean(word, known()).unwrap_or_else(all);
    Finding::new(&rules::CONFIG_INVALID, Place::at(path, entry.node.span.clone()), message).help(help)
}

fn inner(table: &Table, key: &str) -> Table {
    match table.get(key) {
        Some(Node { value: Value::Table(inner), .. }) => inner.clone(),
        _ => Table::default(),
    }
}

fn texts(table: &Table) -> impl Iterator<Item = (String, String)> {
    table.0.iter().filter_map(|entry| match &entry.node.value {
        Value::Text(text) => Some((entry.key.clone(), text.clone())),
        _ => None,
    })
}
