//! A block's attributes held against what the block declares.

use super::attribute::Attribute;
use super::scan::Call;
use super::sheet::Sheet;
use super::{typography, write};
use crate::data::subtag;
use crate::finding::rules::{BLOCK_ATTRIBUTE_INVALID, BLOCK_UNKNOWN};
use crate::finding::{Finding, did_you_mean};
use crate::load::block::{ArgKind, ArgSchema, BlockSchema, written};
use crate::load::body::{Arg, ArgValue};

/// The declaration of the block that `call` names; a finding when there is none.
pub(super) fn schema<'a>(sheet: &Sheet<'a>, call: &Call, findings: &mut Vec<Finding>) -> Option<&'a BlockSchema> {
    let blocks = sheet.options.blocks;
    let name = sheet.slice(call.name.clone());
    let found = blocks.get(name).or_else(|| blocks.get(&name.replace('-', "_")));
    // What is wrong with it is told where it is.
    let is_faulty = sheet.options.faulty_blocks.contains(&name.replace('-', "_"));
    if found.is_none() && !is_faulty {
        let names: Vec<String> = blocks.keys().map(|name| written(name)).collect();
        let listed = match names.as_slice() {
            [] => "the theme has no blocks".to_owned(),
            names => format!("blocks: {}", list(names)),
        };
        let (at, message) = if name.is_empty() {
            (call.name.start - 1..call.name.start, "a block without a name".to_owned())
        } else {
            (call.name.clone(), format!("there is no block `{name}`"))
        };
        let meant = did_you_mean(name, names.iter().map(String::as_str));
        let help = meant.map_or_else(|| listed.clone(), |meant| format!("{meant} {listed}"));
        findings.push(sheet.finding(&BLOCK_UNKNOWN, at, message).help(help));
    }
    found
}

/// The attributes that are right; a finding for each that is not, and for each that is missing.
pub(super) fn args(sheet: &Sheet<'_>, schema: &BlockSchema, call: &Call, findings: &mut Vec<Finding>) -> Vec<Arg> {
    let rule = &BLOCK_ATTRIBUTE_INVALID;
    for fault in &call.faults {
        let finding = sheet.finding(rule, fault.at.clone(), fault.message.clone());
        findings.push(finding.help(fault.help));
    }
    let block = sheet.slice(call.name.clone());
    let mut args: Vec<Arg> = Vec::with_capacity(call.attributes.len());
    let mut seen: Vec<&str> = Vec::new();
    let mut told = 0;
    for (rank, attribute) in call.attributes.iter().enumerate() {
        if rank < told {
            continue;
        }
        let name = sheet.slice(attribute.name_at.clone());
        let at = attribute.name_at.clone();
        let Some(arg) = schema.given().find(|arg| arg.name == attribute.name) else {
            let message = format!("`{block}` has no attribute `{name}`");
            let (before, after) = call.attributes.split_at(rank);
            let words = after
                .iter()
                .take_while(|word| word.value.is_none() && !schema.given().any(|arg| arg.name == word.name));
            let help = match (before.last().and_then(|before| unquoted(sheet, before)), words.last()) {
                (Some((key, value)), Some(last)) => {
                    told = rank + after.iter().take_while(|word| word.name_at.end <= last.name_at.end).count();
                    let rest = sheet.slice(at.start..last.name_at.end);
                    format!("put words with spaces in quotes: `{key}=\"{value} {rest}\"`")
                }
                _ => known(schema, &attribute.name),
            };
            findings.push(sheet.finding(rule, at, message).help(help));
            continue;
        };
        if seen.contains(&arg.name.as_str()) {
            let message = format!("`{}` is given twice", written(&arg.name));
            findings.push(sheet.finding(rule, at, message).help("keep one of the two"));
            continue;
        }
        seen.push(&arg.name);
        match value(sheet, arg, attribute, findings) {
            Ok(value) => {
                let span = sheet.place(attribute.value_at.clone());
                args.push(Arg { name: arg.name.clone(), span, value });
            }
            Err(fault) => {
                let at = attribute.value_at.clone();
                let at = if at.is_empty() { attribute.name_at.clone() } else { at };
                findings.push(sheet.finding(rule, at, fault.message).help(fault.help));
            }
        }
    }
    // What a picture shows may be said beside it, which is not known yet.
    let needed = |arg: &&ArgSchema| arg.required && arg.kind != ArgKind::Alt;
    for arg in schema.given().filter(needed).filter(|arg| !seen.contains(&arg.name.as_str())) {
        let (message, help) = arg.missing(block);
        findings.push(sheet.finding(rule, call.name.clone(), message).help(help));
    }
    args
}

/// Names in backticks, joined by commas.
pub(super) fn list(names: &[String]) -> String {
    let quoted: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
    quoted.join(", ")
}

/// The name and the value of an attribute written without quotation marks: the words after it are lost to it.
fn unquoted<'a>(sheet: &Sheet<'a>, attribute: &Attribute) -> Option<(&'a str, &'a str)> {
    let value = attribute.value.as_ref().map(|_| sheet.slice(attribute.value_at.clone()))?;
    let bare = sheet.slice(attribute.name_at.start..attribute.value_at.start).ends_with('=');
    bare.then(|| (sheet.slice(attribute.name_at.clone()), value))
}

fn known(schema: &BlockSchema, name: &str) -> String {
    let names: Vec<String> = schema.given().map(|arg| written(&arg.name)).collect();
    if names.is_empty() {
        return "it takes none".to_owned();
    }
    let meant = did_you_mean(&written(name), names.iter().map(String::as_str));
    let meant = meant.map(|meant| format!("{meant} ")).unwrap_or_default();
    let more = format!("`osier schema --block {}` says what each is for", schema.written());
    format!("{meant}it takes {}; {more}", list(&names))
}

/// What is wrong with a value, and what would be right.
struct Fault {
    message: String,
    help: String,
}

fn value(
    sheet: &Sheet<'_>,
    arg: &ArgSchema,
    attribute: &Attribute,
    findings: &mut Vec<Finding>,
) -> Result<ArgValue, Fault> {
    let name = written(&arg.name);
    let Some(text) = attribute.value.as_deref() else {
        return if arg.kind == ArgKind::Bool {
            Ok(ArgValue::Bool(true))
        } else {
            let message = format!("`{name}` has no value");
            Err(Fault { message, help: format!("write `{name}=\"…\"`") })
        };
    };
    let wrong = |what: &str, help: String| Fault { message: format!("`{text}` is not {what}"), help };
    let written_out = || -> Result<String, Fault> {
        if text.trim().is_empty() {
            let message = format!("`{name}` is empty");
            return Err(Fault { message, help: "write a path, or leave the attribute out".to_owned() });
        }
        Ok(text.trim().to_owned())
    };
    let items = || text.split(',').map(str::trim).filter(|item| !item.is_empty()).map(str::to_owned);
    Ok(match &arg.kind {
        // Authors do not give a source: it is never looked for among their attributes.
        ArgKind::String | ArgKind::By | ArgKind::Source => ArgValue::Text(text.to_owned()),
        ArgKind::Text | ArgKind::Alt => ArgValue::Text(typography::text(text, sheet.options.lang)),
        ArgKind::Markdown => {
            let origin = sheet.part(attribute.value_at.clone(), text);
            let (body, more) = write::line(sheet.path, text, origin, &sheet.options);
            findings.extend(more);
            ArgValue::Markdown(body)
        }
        ArgKind::Bool => match text {
            "true" => ArgValue::Bool(true),
            "false" => ArgValue::Bool(false),
            _ => return Err(wrong("a yes or a no", format!("write `{name}` alone, `{name}=true` or `{name}=false`"))),
        },
        ArgKind::Integer => ArgValue::Integer(
            text.parse().map_err(|_| wrong("a whole number", format!("write it in digits: `{name}=4`")))?,
        ),
        ArgKind::Float => match text.parse::<f64>() {
            Ok(number) if number.is_finite() => ArgValue::Float(number),
            _ => return Err(wrong("a number", format!("write it in digits with a point: `{name}=1.5`"))),
        },
        ArgKind::List | ArgKind::Columns | ArgKind::Series => ArgValue::List(items().collect()),
        ArgKind::Image => ArgValue::Image(written_out()?),
        ArgKind::File => ArgValue::File(written_out()?),
        ArgKind::Data => ArgValue::Data(written_out()?),
        ArgKind::Url => ArgValue::Url(written_out()?),
        ArgKind::Page(types) => ArgValue::Page(written_out()?, types.clone()),
        ArgKind::Pages(types) => ArgValue::Pages(items().collect(), types.clone()),
        ArgKind::Lang if subtag::is_tag(text) => ArgValue::Text(text.to_owned()),
        ArgKind::Lang => return Err(wrong("a language code", "write a code such as `fr` or `pt-BR`".to_owned())),
        ArgKind::Date if is_date(text) => ArgValue::Text(text.to_owned()),
        ArgKind::Date => return Err(wrong("a date", "write year, month and day: `2026-11-26`".to_owned())),
        ArgKind::DateTime if is_datetime(text) => ArgValue::Text(text.replacen(' ', "T", 1)),
        ArgKind::DateTime => {
            return Err(wrong("a date and time", "write them as `2026-11-26T18:00`".to_owned()));
        }
        ArgKind::Choice(choices) if choices.iter().any(|choice| choice == text) => ArgValue::Text(text.to_owned()),
        ArgKind::Choice(choices) => {
            let meant = did_you_mean(text, choices.iter().map(String::as_str));
            let meant = meant.map(|meant| format!("{meant} ")).unwrap_or_default();
            return Err(wrong(&format!("a choice of `{name}`"), format!("{meant}choices: {}", list(choices))));
        }
    })
}

fn is_date(text: &str) -> bool {
    text.len() == "2026-11-26".len() && text.parse::<jiff::civil::Date>().is_ok()
}

fn is_datetime(text: &str) -> bool {
    matches!(text.as_bytes().get(10), Some(b'T' | b' '))
        && (text.parse::<jiff::civil::DateTime>().is_ok() || text.parse::<jiff::Timestamp>().is_ok())
}
