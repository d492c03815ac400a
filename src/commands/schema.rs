//! `osier schema`: the JSON Schema of a content type, so that editors complete and check front matter; what blocks
//! take.

mod blocks;

use std::io::Write;
use std::path::Path;

use anyhow::bail;
use serde_json::{Map, Value, json};

use crate::cache::Cache;
use crate::config::FILE;
use crate::finding::did_you_mean;
use crate::load::front::{ENVELOPE, EnvelopeKey, SECTION};
use crate::load::types::{ContentType, FieldKind, FieldSchema};
use crate::load::{self, Sources};

/// What is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Subject {
    /// The list of the site's types.
    Types,
    /// A type.
    Type(String),
    /// The list of the theme's blocks.
    Blocks,
    /// A block, as authors write its name.
    Block(String),
}

/// Prints what is asked for of a site.
///
/// # Errors
/// When the site cannot be read, or has no such type or block.
pub fn run(subject: &Subject, site: &Path, out: &mut dyn Write) -> anyhow::Result<()> {
    let sources = load::load(site, FILE, None, &mut Cache::default())?;
    match subject {
        Subject::Types => types(&sources, None, out),
        Subject::Type(name) => types(&sources, Some(name), out),
        Subject::Blocks => blocks::list(&sources.theme.blocks, out),
        Subject::Block(name) => blocks::one(&sources.theme.blocks, name, out),
    }
}

fn types(sources: &Sources, name: Option<&str>, out: &mut dyn Write) -> anyhow::Result<()> {
    let types = &sources.theme.types;
    let Some(name) = name else {
        let width = types.keys().map(String::len).max().unwrap_or_default();
        for (name, content_type) in types {
            writeln!(out, "{name:width$}  {}", content_type.help)?;
        }
        return Ok(());
    };
    let Some(content_type) = types.get(name) else {
        let known = types.keys().map(String::as_str);
        let hint = did_you_mean(name, known).unwrap_or_else(|| "`osier schema` lists the types".to_owned());
        bail!("there is no content type `{name}`; {hint}");
    };
    let taxonomies: Vec<&str> = sources.config.taxonomies.iter().map(|taxonomy| taxonomy.name.as_str()).collect();
    writeln!(out, "{}", serde_json::to_string_pretty(&schema(content_type, &taxonomies))?)?;
    Ok(())
}

/// The JSON Schema (draft 2020-12) of the front matter of a type.
pub fn schema(content_type: &ContentType, taxonomies: &[&str]) -> Value {
    let mut properties = Map::new();
    for key in ENVELOPE.iter().chain(SECTION) {
        properties.insert(key.name.to_owned(), envelope(key));
    }
    for name in taxonomies {
        properties.insert(
            (*name).to_owned(),
            json!({ "description": "Terms", "type": ["array", "string"], "items": { "type": "string" } }),
        );
    }
    for field in &content_type.fields {
        properties.insert(field.name.clone(), self::field(field));
    }
    let mut required = vec!["title"];
    required.extend(content_type.fields.iter().filter(|field| field.required).map(|field| field.name.as_str()));
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": content_type.name,
        "description": content_type.help,
        "type": "object",
        "properties": properties,
        "required": required,
        "additionalProperties": false,
    })
}

fn envelope(key: &EnvelopeKey) -> Value {
    let mut schema = match key.kind {
        "datetime" => kind(&FieldKind::DateTime),
        "number" => kind(&FieldKind::Number),
        "boolean" => kind(&FieldKind::Boolean),
        "image" => kind(&FieldKind::Image),
        "table" => json!({ "type": "object" }),
        list if list.starts_with("list") => json!({ "type": ["array", "string"], "items": { "type": "string" } }),
        _ => json!({ "type": "string" }),
    };
    schema["description"] = json!(key.help);
    schema
}

fn field(field: &FieldSchema) -> Value {
    let mut schema = kind(&field.kind);
    if !field.help.is_empty() {
        schema["description"] = json!(field.help);
    }
    schema
}

fn kind(kind: &FieldKind) -> Value {
    match kind {
        FieldKind::Text => json!({ "type": ["string", "number"] }),
        FieldKind::Markdown | FieldKind::File | FieldKind::Reference(_) => json!({ "type": "string" }),
        FieldKind::Date => json!({ "type": "string", "format": "date" }),
        FieldKind::DateTime => {
            let pattern = r"^\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}(:\d{2})?(Z|[+-]\d{2}:\d{2})?(\[[^\]]+\])?)?$";
            json!({ "type": "string", "pattern": pattern })
        }
        FieldKind::Number => json!({ "type": "number" }),
        FieldKind::Boolean => json!({ "type": "boolean" }),
        FieldKind::Choice(words) => json!({ "enum": words }),
        FieldKind::Url => json!({ "type": "string", "format": "uri-reference" }),
        FieldKind::Email => json!({ "type": "string", "format": "email" }),
        FieldKind::Phone => json!({ "type": "string", "pattern": r"^[0-9+(). /-]+$" }),
        FieldKind::Registered(registry) => json!({ "type": "string", "description": registry.expected() }),
        FieldKind::Image => json!({
            "oneOf": [
                { "type": "string" },
                {
                    "type": "object",
                    "properties": {
                        "src": { "type": "string" },
                        "alt": { "type": "string" },
                        "credit": { "type": "string" },
                        "licence": { "type": "string" },
                        "decorative": { "type": "boolean" },
                        "focus": { "type": "string", "pattern": r"^\d{1,3}%\s+\d{1,3}%$" },
                        "ratio": { "type": "string", "pattern": r"^\d{1,3}\s*[/:]\s*\d{1,3}$" },
                    },
                    "required": ["src"],
                    "additionalProperties": false,
                },
            ],
        }),
        // One value where several may be is a list of one.
        FieldKind::List(of) => json!({ "oneOf": [{ "type": "array", "items": self::kind(of) }, self::kind(of)] }),
        FieldKind::Group(fields) => {
            let properties: Map<String, Value> =
                fields.iter().map(|field| (field.name.clone(), self::field(field))).collect();
            let required: Vec<&str> =
                fields.iter().filter(|field| field.required).map(|field| field.name.as_str()).collect();
            json!({ "type": "object", "properties": properties, "required": required, "additionalProperties": false })
        }
    }
}
