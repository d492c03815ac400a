//! `[theme]` of the site against `[settings]` and `[choices]` of `theme.toml`: keys, kinds and words.

use std::collections::BTreeMap;

use crate::config::Config;
use crate::data::{Entry, Node, Table, Value};
use crate::finding::{Finding, Place, SourcePath, did_you_mean, rules};

/// The theme's settings with the site's over them, and the custom properties that chosen words stand for.
pub(super) fn read(config: &Config, theme: &Table, findings: &mut Vec<Finding>) -> (Table, BTreeMap<String, String>) {
    let mut settings = inner(theme, "settings");
    let mut own = config.theme.settings.clone();
    if !settings.0.is_empty() {
        // The colours are held against the tokens of the theme, with them.
        own.0.retain(|entry| entry.key != "colors" || theme.get("colors").is_none());
        check(&mut own, &settings, "", &config.path, findings);
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

/// Reports the keys of `own` that `defaults` does not have, and the values of another kind than theirs, and takes them
/// out.
fn check(own: &mut Table, defaults: &Table, above: &str, path: &SourcePath, findings: &mut Vec<Finding>) {
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
            let place = Place::at(path, entry.span.clone());
            findings.push(Finding::new(&rules::CONFIG_KEY_UNKNOWN, place, message).help(help));
            return false;
        };
        match (&mut entry.node.value, &default.value) {
            // A table that is empty by default takes the author's own names.
            (Value::Table(own), Value::Table(defaults)) if !defaults.0.is_empty() => {
                check(own, defaults, &format!("{key}."), path, findings);
            }
            (own, default) if own.kind() != default.kind() => {
                let message = format!("`{key}` is {} where {} is expected", own.kind(), default.kind());
                let place = Place::at(path, entry.node.span.clone());
                let help = format!("write {}, as in `theme.toml`", default.kind());
                findings.push(Finding::new(&rules::CONFIG_INVALID, place, message).help(help));
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
