//! Content types: what a kind of page has, declared by the theme in `types/<type>.toml`.

use std::cell::RefCell;
use std::collections::BTreeMap;

use crate::config::Localized;
use crate::data::{Entry, Node, Reader, Table, Value, parse_toml};
use crate::finding::{Finding, Place, SourcePath, did_you_mean, rules};
use crate::load::front::{ENVELOPE, SECTION};
use crate::load::registry::Registry;

/// A kind of page.
#[derive(Clone, Debug, PartialEq)]
pub struct ContentType {
    /// The file's name: `event`.
    pub name: String,
    /// Its name for people, by language.
    pub label: Localized,
    /// What it is for, one line.
    pub help: String,
    /// The template of its pages.
    pub template: String,
    /// Where that is said, or the file that does not say it; nothing for the type of pages of a theme that declares none.
    pub place: Option<Place>,
    /// The template of the sections that contain it.
    pub list_template: Option<String>,
    /// Its schema.org type.
    pub schema: Option<String>,
    /// What its sections feed.
    pub feed: Feed,
    /// Its fields, in the order of the file.
    pub fields: Vec<FieldSchema>,
}

impl ContentType {
    /// A field by its name.
    pub fn field(&self, name: &str) -> Option<&FieldSchema> {
        self.fields.iter().find(|field| field.name == name)
    }
}

/// What the sections that contain a type offer to subscribe to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Feed {
    /// Nothing.
    None,
    /// Atom and JSON Feed.
    Atom,
    /// iCalendar, and Atom and JSON Feed.
    ICalendar,
}

/// One field of a type.
#[derive(Clone, Debug, PartialEq)]
pub struct FieldSchema {
    /// The key in front matter.
    pub name: String,
    /// What it takes.
    pub kind: FieldKind,
    /// Whether a page must have it.
    pub required: bool,
    /// What it is for.
    pub help: String,
    /// The schema.org property it gives.
    pub schema: Option<String>,
    /// The value when it is not given.
    pub default: Option<Node>,
    /// The other field, a date as it is one, that it does not precede.
    pub after: Option<String>,
}

/// What a field takes.
#[derive(Clone, Debug, PartialEq)]
pub enum FieldKind {
    /// Plain text, typographed.
    Text,
    /// Markdown.
    Markdown,
    /// A day.
    Date,
    /// A day and time; a day alone is its midnight.
    DateTime,
    /// A number.
    Number,
    /// `true` or `false`.
    Boolean,
    /// One of these words.
    Choice(Vec<String>),
    /// An address of the web, or a content path.
    Url,
    /// An e-mail address.
    Email,
    /// A telephone number.
    Phone,
    /// A name in a registry.
    Registered(Registry),
    /// A picture: a path, or a table.
    Image,
    /// A file to download.
    File,
    /// Another page, of one of these types (any when empty).
    Reference(Vec<String>),
    /// Several of these.
    List(Box<FieldKind>),
    /// A table with fields of its own.
    Group(Vec<FieldSchema>),
}

impl FieldKind {
    /// What a person writes for it.
    pub fn expected(&self) -> String {
        match self {
            Self::Text => "text".into(),
            Self::Markdown => "Markdown text".into(),
            Self::Date => "a date, `2026-11-26`".into(),
            Self::DateTime => "a date and time, `2026-11-26T18:00`".into(),
            Self::Number => "a number".into(),
            Self::Boolean => "`true` or `false`".into(),
            Self::Choice(words) => format!("one of `{}`", words.join("`, `")),
            Self::Url => "an address, `https://…`, or a content path".into(),
            Self::Email => "an e-mail address".into(),
            Self::Phone => "a telephone number, `05 36 49 12 34` or `+33 5 36 49 12 34`".into(),
            Self::Registered(registry) => registry.expected().into(),
            Self::Image => "the path of a picture".into(),
            Self::File => "the path of a file".into(),
            Self::Reference(to) if to.is_empty() => "the content path of a page".into(),
            Self::Reference(to) => format!("the content path of a page of type `{}`", to.join("` or `")),
            Self::List(kind) => format!("a list, each {}", kind.expected()),
            Self::Group(_) => "a table".into(),
        }
    }
}

/// All types of a theme, by name. A fault in one is a finding, and the type keeps what is sound.
pub fn parse(
    files: &[(String, SourcePath, &str)],
    taxonomies: &[String],
) -> (BTreeMap<String, ContentType>, Vec<Finding>) {
    let findings = RefCell::new(Vec::new());
    let mut types = BTreeMap::new();
    for (name, path, text) in files {
        match parse_toml(text) {
            Ok(Node { value: Value::Table(table), .. }) => {
                let reader = Reader::new(&table, path, (&rules::TYPE_INVALID, &rules::TYPE_INVALID), &findings);
                types.insert(name.clone(), content_type(name, reader, taxonomies));
            }
            Ok(_) => {}
            Err(faults) => findings.borrow_mut().extend(faults.into_iter().map(|fault| {
                Finding::new(&rules::TYPE_INVALID, Place::at(path, fault.span), fault.message)
                    .help("types are written in TOML: https://toml.io")
            })),
        }
    }
    types.entry("page".to_owned()).or_insert_with(plain_page);
    let mut findings = findings.into_inner();
    for (name, path, _) in files {
        if let Some(content_type) = types.get(name) {
            check_targets(&content_type.fields, &types, path, &mut findings);
        }
    }
    (types, findings)
}

/// The type of pages of a theme that declares none.
fn plain_page() -> ContentType {
    ContentType {
        name: "page".into(),
        label: Localized::same("page"),
        help: "A page".into(),
        template: "page.html".into(),
        place: None,
        list_template: None,
        schema: Some("WebPage".into()),
        feed: Feed::None,
        fields: Vec::new(),
    }
}

fn content_type(name: &str, reader: Reader<'_>, taxonomies: &[String]) -> ContentType {
    let label = match reader.node("name").map(|node| &node.value) {
        Some(Value::Table(table)) => {
            let text = |entry: &Entry| match &entry.node.value {
                Value::Text(text) => Some((entry.key.clone(), text.clone())),
                _ => None,
            };
            Localized(table.0.iter().filter_map(text).collect())
        }
        Some(Value::Text(text)) => Localized::same(text),
        _ => Localized::same(name),
    };
    let content_type = ContentType {
        name: name.to_owned(),
        label,
        help: reader.text("help").unwrap_or_default(),
        template: reader.text("template").unwrap_or_else(|| "page.html".into()),
        place: Some(reader.place("template")),
        list_template: reader.text("list_template"),
        schema: reader.text("schema"),
        feed: match reader.choice("feed", &["none", "atom", "icalendar"]) {
            Some("atom") => Feed::Atom,
            Some("icalendar") => Feed::ICalendar,
            _ => Feed::None,
        },
        fields: fields(&reader, &|field| {
            let envelope = ENVELOPE.iter().chain(SECTION).any(|key| key.name == field);
            envelope || GIVEN.contains(&field) || taxonomies.iter().any(|name| name == field)
        }),
    };
    reader.finish();
    content_type
}

/// What templates are given of every page, besides its front matter: no field may stand in its place.
const GIVEN: &[&str] = &[
    "back",
    "breadcrumbs",
    "calendar",
    "content",
    "fallback",
    "feeds",
    "has_toc",
    "json_ld",
    "kind",
    "lang",
    "minutes",
    "next",
    "path",
    "permalink",
    "prev",
    "section",
    "source",
    "switch",
    "terms",
    "translations",
    "words",
];

fn fields(reader: &Reader<'_>, taken: &dyn Fn(&str) -> bool) -> Vec<FieldSchema> {
    let mut schemas = Vec::new();
    for entry in reader.named("fields") {
        let Value::Table(table) = &entry.node.value else {
            let _: Option<()> = reader.wrong(&entry.key, &entry.node, "a table");
            continue;
        };
        if taken(&entry.key) {
            let message = format!("every page has `{}` already, or it is a taxonomy's name", entry.key);
            reader.report(entry.span.clone(), message, "give the field another name");
            continue;
        }
        schemas.push(field(entry, table, reader));
    }
    check_order(&mut schemas, reader);
    schemas
}

/// Only days and moments follow each other.
fn check_order(schemas: &mut [FieldSchema], reader: &Reader<'_>) {
    let is_date = |kind: &FieldKind| matches!(kind, FieldKind::Date | FieldKind::DateTime);
    let dates: Vec<String> =
        schemas.iter().filter(|schema| is_date(&schema.kind)).map(|schema| schema.name.clone()).collect();
    for schema in schemas.iter_mut() {
        let is_wrong = |other: &mut String| !is_date(&schema.kind) || *other == schema.name || !dates.contains(other);
        let Some(other) = schema.after.take_if(is_wrong) else { continue };
        let entries = reader.named("fields");
        let Some(entry) = entries.iter().find(|entry| entry.key == schema.name) else { continue };
        let message = format!("the field `{}` cannot come after `{other}`", schema.name);
        reader.report(entry.span.clone(), message, "`after` is on a date, and names another one beside it");
    }
}

fn field(entry: &Entry, table: &Table, reader: &Reader<'_>) -> FieldSchema {
    let fields_reader = reader.of(table);
    let kind = kind(&fields_reader, "type", entry);
    let schema = FieldSchema {
        name: entry.key.clone(),
        kind: kind.unwrap_or(FieldKind::Text),
        required: fields_reader.bool("required").unwrap_or_default(),
        help: fields_reader.text("help").unwrap_or_default(),
        schema: fields_reader.text("schema"),
        default: fields_reader.node("default").cloned(),
        after: fields_reader.text("after"),
    };
    let mut schema = schema;
    if let Some(default) = schema.default.take_if(|_| is_path(&schema.kind)) {
        let message = format!("the field `{}` has a default, but its value is a path", schema.name);
        fields_reader.report(default.span, message, "remove `default`: a path means something on one page only");
    }
    for key in ["of", "to", "choices", "fields"] {
        fields_reader.node(key);
    }
    fields_reader.finish();
    schema
}

/// Whether a field's values are paths, which each page reads from its own folder.
fn is_path(kind: &FieldKind) -> bool {
    match kind {
        FieldKind::Url | FieldKind::Image | FieldKind::File | FieldKind::Reference(_) => true,
        FieldKind::List(of) => is_path(of),
        _ => false,
    }
}

fn kind(reader: &Reader<'_>, key: &'static str, entry: &Entry) -> Option<FieldKind> {
    const KINDS: &[&str] = &[
        "text",
        "markdown",
        "date",
        "datetime",
        "number",
        "boolean",
        "choice",
        "url",
        "email",
        "phone",
        "doi",
        "hal",
        "idhal",
        "orcid",
        "language",
        "image",
        "file",
        "reference",
        "list",
        "group",
    ];
    if reader.node(key).is_none() {
        let message = format!("the field `{}` has no `{key}`", entry.key);
        reader.report(
            entry.span.clone(),
            message,
            format!("write `{key} = \"text\"` or another of `{}`", KINDS.join("`, `")),
        );
        return None;
    }
    Some(match reader.choice(key, KINDS)? {
        "markdown" => FieldKind::Markdown,
        "date" => FieldKind::Date,
        "datetime" => FieldKind::DateTime,
        "number" => FieldKind::Number,
        "boolean" => FieldKind::Boolean,
        "choice" => {
            let words = reader.texts("choices").unwrap_or_default();
            if words.is_empty() {
                reader.report(
                    entry.span.clone(),
                    format!("the choice `{}` has no `choices`", entry.key),
                    "write `choices = [\"…\"]`",
                );
            }
            FieldKind::Choice(words)
        }
        "url" => FieldKind::Url,
        "email" => FieldKind::Email,
        "phone" => FieldKind::Phone,
        "image" => FieldKind::Image,
        "file" => FieldKind::File,
        "reference" => FieldKind::Reference(match reader.node("to").map(|node| &node.value) {
            Some(Value::Text(to)) => vec![to.clone()],
            Some(Value::List(_)) => reader.texts("to").unwrap_or_default(),
            _ => Vec::new(),
        }),
        "list" if key == "of" => {
            reader.report(entry.span.clone(), "a list of lists is not supported", "use a list of groups");
            return None;
        }
        "list" => FieldKind::List(Box::new(kind(reader, "of", entry)?)),
        "group" => FieldKind::Group(fields(reader, &|_| false)),
        name => Registry::ALL
            .into_iter()
            .find(|(known, _)| *known == name)
            .map_or(FieldKind::Text, |(_, registry)| FieldKind::Registered(registry)),
    })
}

fn check_targets(
    fields: &[FieldSchema],
    types: &BTreeMap<String, ContentType>,
    path: &SourcePath,
    findings: &mut Vec<Finding>,
) {
    for field in fields {
        let mut kind = &field.kind;
        while let FieldKind::List(of) = kind {
            kind = of;
        }
        match kind {
            FieldKind::Reference(to) => {
                for name in to.iter().filter(|name| !types.contains_key(*name)) {
                    let help = did_you_mean(name, types.keys().map(String::as_str))
                        .unwrap_or_else(|| "declare it in `types/`".into());
                    let message =
                        format!("the field `{}` refers to the type `{name}`, which is not declared", field.name);
                    findings.push(Finding::new(&rules::TYPE_INVALID, Place::file(path), message).help(help));
                }
            }
            FieldKind::Group(fields) => check_targets(fields, types, path, findings),
            _ => {}
        }
    }
}
