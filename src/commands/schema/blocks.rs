//! What the blocks of a theme take, for who writes: `osier schema --blocks`, `osier schema --block figure`.

use std::collections::BTreeMap;
use std::io::Write;

use anyhow::bail;

use crate::finding::did_you_mean;
use crate::load::block::{ArgSchema, BlockSchema, BodyRule, written};

/// Prints a line for each block.
pub(super) fn list(blocks: &BTreeMap<String, BlockSchema>, out: &mut dyn Write) -> anyhow::Result<()> {
    let width = blocks.keys().map(String::len).max().unwrap_or_default();
    for schema in blocks.values() {
        writeln!(out, "{:width$}  {}", schema.written(), schema.doc)?;
    }
    Ok(())
}

/// Prints all that is known of a block.
pub(super) fn one(blocks: &BTreeMap<String, BlockSchema>, name: &str, out: &mut dyn Write) -> anyhow::Result<()> {
    let Some(schema) = blocks.get(&name.replace('-', "_")) else {
        let names: Vec<String> = blocks.values().map(BlockSchema::written).collect();
        let hint = did_you_mean(name, names.iter().map(String::as_str))
            .unwrap_or_else(|| "`osier schema --blocks` lists the blocks".to_owned());
        bail!("there is no block `{name}`; {hint}");
    };
    writeln!(out, "{}: {}\n", schema.written(), schema.doc)?;
    let body = match schema.body {
        BodyRule::None => "nothing: two colons, one line",
        BodyRule::Optional => "a text, or nothing",
        BodyRule::Required => "a text: three colons before and after",
    };
    writeln!(out, "Between its marks: {body}")?;
    for (words, names) in [("Stands only in", &schema.parent), ("Holds only", &schema.children)] {
        if !names.is_empty() {
            writeln!(out, "{words}: {}", names.iter().map(|name| written(name)).collect::<Vec<_>>().join(", "))?;
        }
    }
    if schema.given().next().is_some() {
        writeln!(out, "\nAttributes:")?;
    }
    let width = schema.given().map(|arg| arg.name.len()).max().unwrap_or_default();
    let mut args: Vec<&ArgSchema> = schema.given().collect();
    args.sort_by_key(|arg| !arg.required);
    for arg in args {
        writeln!(out, "  {:width$}  {}", written(&arg.name), describe(arg))?;
    }
    let keyboard = if schema.keyboard.is_empty() { "nothing in it takes the focus" } else { &schema.keyboard };
    writeln!(out, "\nKeyboard: {keyboard}")?;
    if !schema.criteria.is_empty() {
        writeln!(out, "Criteria it meets: {}", schema.criteria.join(", "))?;
    }
    if !schema.example.is_empty() {
        writeln!(out, "\nExample:\n\n{}", schema.example)?;
    }
    Ok(())
}

/// What an argument is for, what it takes, and its default.
fn describe(arg: &ArgSchema) -> String {
    let words = match arg.kind.words() {
        [] => String::new(),
        words => format!(": {}", words.join(", ")),
    };
    let default = match arg.default.as_deref() {
        _ if arg.required => ", required".to_owned(),
        None | Some("" | "[]" | "false") => String::new(),
        Some(default) => format!(", {default} when not given"),
    };
    format!("{} ({}{words}{default})", arg.help, arg.kind.as_str())
}
