//! The words of a theme, in every language of the site.

use std::collections::BTreeMap;
use std::ops::Range;

use super::files::Files;
use super::templates::Templates;
use super::theme::{merge, toml_table};
use crate::config::Config;
use crate::data::{Table, Value};
use crate::finding::{Finding, Place, SourcePath, did_you_mean, rules};

/// Translations of every language of the site. What a language lacks is taken from English, else from
/// whatever the theme speaks, and said in one finding a language.
pub(super) fn read(
    config: &Config,
    files: &Files,
    templates: &Templates,
    findings: &mut Vec<Finding>,
) -> BTreeMap<String, Table> {
    let mut all: BTreeMap<String, Table> = BTreeMap::new();
    let mut tables = Vec::new();
    for prefix in [format!("{}/translations/", files.theme), "translations/".to_owned()] {
        for (path, text) in super::files::within(&files.texts, &prefix) {
            let language = path.name().trim_end_matches(".toml").to_owned();
            if let Some(table) = toml_table(path, text.get(), findings) {
                merge(all.entry(language).or_default(), &table);
                tables.push((path.clone(), table));
            }
        }
    }
    let reference = all.get("en").or_else(|| all.values().next()).cloned().unwrap_or_default();
    for (path, table) in &tables {
        check(
            table,
            &reference,
            "",
            &mut |span, message, help| {
                findings.push(Finding::new(&rules::TEMPLATE_INVALID, Place::at(path, span), message).help(help));
            },
            &|name| templates.mention(name),
        );
    }
    let mut complete = BTreeMap::new();
    for language in &config.languages.all {
        let primary = language.code.split('-').next().unwrap_or_default();
        let own = all.get(&language.code).or_else(|| all.get(primary)).cloned().unwrap_or_default();
        let mut missing = Vec::new();
        lacking(&own, &reference, "", &mut missing);
        if !missing.is_empty() {
            let place = Place::file(&SourcePath::new(format!("translations/{}.toml", language.code)));
            let message = format!("{} words of the theme are not translated into `{}`", missing.len(), language.code);
            let first = missing.iter().take(8).cloned().collect::<Vec<_>>().join("`, `");
            let more = if missing.len() > 8 { "…" } else { "" };
            let help = format!("add to `translations/{}.toml`: `{first}`{more}", language.code);
            findings.push(Finding::new(&rules::TRANSLATION_MISSING, place, message).help(help));
        }
        let mut table = reference.clone();
        merge(&mut table, &own);
        complete.insert(language.code.clone(), table);
    }
    complete
}

/// Reports words of another kind than those of the reference, and those that look like one of it and that no template
/// mentions.
fn check(
    own: &Table,
    reference: &Table,
    above: &str,
    report: &mut dyn FnMut(Range<usize>, String, String),
    is_mentioned: &dyn Fn(&str) -> bool,
) {
    for entry in &own.0 {
        let (name, span) = (format!("{above}{}", entry.key), entry.node.span.clone());
        let known = reference.get(&entry.key).map(|node| &node.value);
        match (&entry.node.value, known) {
            (Value::Table(own), Some(Value::Table(reference))) if !is_plural(reference) => {
                check(own, reference, &format!("{name}."), report, is_mentioned);
            }
            (value, Some(known)) if value.kind() != known.kind() => {
                let message = format!("`{name}` is {} where {} is expected", value.kind(), known.kind());
                report(span, message, format!("write {}, as in the translations of the theme", known.kind()));
            }
            // Types may have more choices than those of the theme.
            (_, None) if !name.starts_with("choices.") && !is_mentioned(&entry.key) => {
                if let Some(meant) = did_you_mean(&entry.key, reference.0.iter().map(|entry| entry.key.as_str())) {
                    report(entry.span.clone(), format!("no template shows the words `{name}`"), meant);
                }
            }
            _ => {}
        }
    }
}

/// Whether a table has the forms of one text, by number.
fn is_plural(table: &Table) -> bool {
    table.get("other").is_some()
}

fn lacking(own: &Table, reference: &Table, prefix: &str, missing: &mut Vec<String>) {
    for entry in &reference.0 {
        let name = format!("{prefix}{}", entry.key);
        match (own.get(&entry.key).map(|node| &node.value), &entry.node.value) {
            (Some(Value::Table(own)), Value::Table(reference)) if !is_plural(reference) => {
                lacking(own, reference, &format!("{name}."), missing);
            }
            (Some(_), _) => {}
            (None, _) => missing.push(name),
        }
    }
}
