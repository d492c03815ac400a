//! Values of front matter checked against what a content type declares.

use std::ops::Range;

use super::body::Body;
use super::markdown::{self, typography};
use super::types::{FieldKind, FieldSchema};
use crate::data::{Entry, Node, Table, Value, contact};
use crate::finding::{Finding, Place, SourcePath, did_you_mean, rules};

/// A checked value. Paths and references keep their bytes: they are resolved when the site is known.
#[derive(Clone, Debug, PartialEq)]
pub enum Field {
    /// Text, typographed; choices, addresses and numbers of telephone as they are.
    Text(String),
    /// Markdown, read.
    Markdown(Box<Body>),
    /// A whole number.
    Integer(i64),
    /// A number.
    Float(f64),
    /// A boolean.
    Bool(bool),
    /// A day: `2026-11-26`.
    Date(jiff::civil::Date),
    /// A moment.
    DateTime(Box<jiff::Zoned>),
    /// An e-mail address or a telephone number as written, a name in a registry.
    Plain(String),
    /// A web address or a content path.
    Url(String, Range<usize>),
    /// A picture.
    Image(Box<Image>),
    /// The path of a file.
    File(String, Range<usize>),
    /// The content path of a page, and the types it may have.
    Reference(String, Vec<String>, Range<usize>),
    /// Several values.
    List(Vec<Field>),
    /// Values by name.
    Group(Vec<(String, Field)>),
}

/// A picture as front matter gives it.
#[derive(Clone, Debug, PartialEq)]
pub struct Image {
    /// The path as written.
    pub src: String,
    /// The bytes of the path.
    pub span: Range<usize>,
    /// The text alternative.
    pub alt: String,
    /// Who made it.
    pub credit: String,
    /// Under which licence it is.
    pub licence: String,
    /// Whether it only decorates.
    pub decorative: bool,
    /// The point to keep when it is cropped, `50% 30%`.
    pub focus: String,
    /// The shape it is cut to, `16/9`.
    pub ratio: String,
}

/// What fields are read with: the file, its language's Markdown options, the site's time zone.
pub struct Context<'a> {
    /// The file.
    pub path: &'a SourcePath,
    /// Its text.
    pub text: &'a str,
    /// How its Markdown is read.
    pub markdown: &'a markdown::Options<'a>,
    /// The time zone of times that do not say theirs.
    pub time_zone: &'a jiff::tz::TimeZone,
}

/// Checks `value` as a `kind`; a fault is a finding and gives nothing.
pub fn check(
    name: &str,
    node: &Node,
    kind: &FieldKind,
    context: &Context<'_>,
    findings: &mut Vec<Finding>,
) -> Option<Field> {
    let place = || Place::at(context.path, node.span.clone());
    let wrong = |findings: &mut Vec<Finding>| {
        let written = written(node, context.text);
        let message = format!("`{name}` is {written}, not {}", kind.expected());
        findings.push(Finding::new(&rules::FIELD_INVALID, place(), message).help(format!("write {}", kind.expected())));
        None
    };
    match (kind, &node.value) {
        (_, Value::Null) => None,
        (FieldKind::List(of), Value::List(nodes)) => {
            Some(Field::List(nodes.iter().filter_map(|node| check(name, node, of, context, findings)).collect()))
        }
        // One value where a list is declared is a list of one.
        (FieldKind::List(of), _) => check(name, node, of, context, findings).map(|field| Field::List(vec![field])),
        (FieldKind::Group(schemas), Value::Table(table)) => {
            Some(Field::Group(group(table, schemas, &node.span, context, findings)))
        }
        (FieldKind::Text, Value::Text(text)) => Some(Field::Text(typography::text(text, context.markdown.lang))),
        (FieldKind::Text, Value::Integer(_) | Value::Float(_) | Value::Datetime(_)) => {
            Some(Field::Text(source(node, context.text).to_owned()))
        }
        (FieldKind::Markdown, Value::Text(text)) => {
            let (body, mut faults) =
                markdown::block(context.path, context.text, node.span.clone(), text, context.markdown);
            findings.append(&mut faults);
            Some(Field::Markdown(Box::new(body)))
        }
        (FieldKind::Boolean, Value::Bool(value)) => Some(Field::Bool(*value)),
        (FieldKind::Number, Value::Integer(number)) => Some(Field::Integer(*number)),
        (FieldKind::Number, Value::Float(number)) => Some(Field::Float(*number)),
        (FieldKind::Choice(words), Value::Text(text)) => {
            if words.contains(text) {
                return Some(Field::Plain(text.clone()));
            }
            let help = did_you_mean(text, words.iter().map(String::as_str))
                .unwrap_or_else(|| format!("write {}", kind.expected()));
            let message = format!("`{name}` is `{text}`, not {}", kind.expected());
            findings.push(Finding::new(&rules::FIELD_INVALID, place(), message).help(help));
            None
        }
        (FieldKind::Date, Value::Text(text) | Value::Datetime(text)) => match date(text) {
            Some(date) => Some(Field::Date(date)),
            None => wrong(findings),
        },
        (FieldKind::DateTime, Value::Text(text) | Value::Datetime(text)) => match moment(text, context.time_zone) {
            Some(moment) => Some(Field::DateTime(Box::new(moment))),
            None => wrong(findings),
        },
        (FieldKind::Url, Value::Text(text)) if is_url_or_path(text) => {
            Some(Field::Url(text.clone(), node.span.clone()))
        }
        (FieldKind::Email, Value::Text(text)) if contact::is_email(text) => Some(Field::Plain(text.clone())),
        (FieldKind::Phone, Value::Text(text)) if contact::is_phone(text) => Some(Field::Plain(text.clone())),
        (FieldKind::Registered(registry), Value::Text(text)) => match registry.read(text) {
            Some(name) => Some(Field::Plain(name)),
            None => wrong(findings),
        },
        (FieldKind::Image, _) => image(name, node, context, findings).map(|image| Field::Image(Box::new(image))),
        (FieldKind::File, Value::Text(text)) => Some(Field::File(text.clone(), node.span.clone())),
        (FieldKind::Reference(to), Value::Text(text)) => {
            Some(Field::Reference(text.clone(), to.clone(), node.span.clone()))
        }
        _ => wrong(findings),
    }
}

/// Checks the entries of a table against its fields: unknown keys, missing ones, wrong values.
pub fn group(
    table: &Table,
    schemas: &[FieldSchema],
    span: &Range<usize>,
    context: &Context<'_>,
    findings: &mut Vec<Finding>,
) -> Vec<(String, Field)> {
    for entry in &table.0 {
        if !schemas.iter().any(|schema| schema.name == entry.key) {
            let names = schemas.iter().map(|schema| schema.name.as_str());
            findings.push(unknown(entry, context.path, names, "here"));
        }
    }
    values(table, schemas, span, context, findings)
}

/// The declared fields of `table`, checked; missing compulsory ones are findings at `span`.
pub fn values(
    table: &Table,
    schemas: &[FieldSchema],
    span: &Range<usize>,
    context: &Context<'_>,
    findings: &mut Vec<Finding>,
) -> Vec<(String, Field)> {
    let mut fields = Vec::with_capacity(schemas.len());
    for schema in schemas {
        let given = table.get(&schema.name).filter(|node| node.value != Value::Null);
        if given.is_none() && schema.required {
            findings.push(missing(&schema.name, &schema.help, context.path, span));
        }
        // A default that is not what its field takes was told where it is declared.
        let field = match (given, &schema.default) {
            (Some(node), _) => check(&schema.name, node, &schema.kind, context, findings),
            (None, Some(default)) => check(&schema.name, default, &schema.kind, context, &mut Vec::new()),
            (None, None) => None,
        };
        fields.extend(field.map(|field| (schema.name.clone(), field)));
    }
    for schema in schemas {
        let of = |name: &str| fields.iter().find(|(known, _)| known == name).map(|(_, field)| field);
        let both = schema.after.as_ref().and_then(|first| Some((first, of(first)?, of(&schema.name)?)));
        let Some((first, ..)) = both.filter(|(_, before, after)| is_earlier(after, before)) else { continue };
        let place = Place::at(context.path, table.get(&schema.name).map_or(span, |node| &node.span).clone());
        let message = format!("`{}` comes before `{first}`", schema.name);
        findings.push(Finding::new(&rules::FIELD_INVALID, place, message).help("correct one of the two dates"));
    }
    fields
}

/// Whether a day or a moment comes before another. Midnight may stand for its whole day.
fn is_earlier(one: &Field, other: &Field) -> bool {
    let day = |field: &Field| match field {
        Field::Date(date) => Some(*date),
        Field::DateTime(moment) => Some(moment.date()),
        _ => None,
    };
    match (one, other) {
        (Field::DateTime(one), Field::DateTime(other)) if one.time() != jiff::civil::Time::midnight() => one < other,
        _ => day(one) < day(other),
    }
}

/// The finding for a key that no one declares.
pub fn unknown<'a>(entry: &Entry, path: &SourcePath, names: impl Iterator<Item = &'a str>, whose: &str) -> Finding {
    let names: Vec<&str> = names.collect();
    let help = did_you_mean(&entry.key, names.iter().copied())
        .unwrap_or_else(|| format!("the fields {whose} are `{}`", names.join("`, `")));
    let message = format!("`{}` is not a field {whose}", entry.key);
    Finding::new(&rules::FIELD_UNKNOWN, Place::at(path, entry.span.clone()), message).help(help)
}

/// The finding for a compulsory key that is not there.
pub fn missing(name: &str, help: &str, path: &SourcePath, span: &Range<usize>) -> Finding {
    let first = span.start..span.end.min(span.start + 3);
    Finding::new(&rules::FIELD_MISSING, Place::at(path, first), format!("`{name}` is missing"))
        .help(format!("add `{name}: …`: {}", if help.is_empty() { "it is compulsory" } else { help }))
}

/// What has to be seen of a picture, as it is written: `30% 45%`, from the left and from the top.
pub fn focus(text: &str) -> Option<(u8, u8)> {
    let percent = |part: &str| part.strip_suffix('%')?.parse::<u8>().ok().filter(|percent| *percent <= 100);
    let (x, y) = text.trim().split_once(char::is_whitespace)?;
    Some((percent(x)?, percent(y.trim_start())?))
}

/// The shape that a picture is cut to, as it is written: `16/9`, width and height.
pub fn ratio(text: &str) -> Option<(u32, u32)> {
    let side = |part: &str| part.trim().parse::<u32>().ok().filter(|side| (1..=100).contains(side));
    let (width, height) = text.split_once(['/', ':'])?;
    Some((side(width)?, side(height)?))
}

/// What is to be written for a focal point.
pub(super) const FOCUS: &str = "percents from the left and the top, as `50% 30%`";
/// What is to be written for a shape.
pub(super) const RATIO: &str = "a width and a height of 1 to 100, as `16/9`";

fn image(name: &str, node: &Node, context: &Context<'_>, findings: &mut Vec<Finding>) -> Option<Image> {
    const KEYS: &[&str] = &["src", "alt", "credit", "licence", "decorative", "focus", "ratio"];
    let mut image = Image {
        src: String::new(),
        span: node.span.clone(),
        alt: String::new(),
        credit: String::new(),
        licence: String::new(),
        decorative: false,
        focus: String::new(),
        ratio: String::new(),
    };
    let mut strangers = Vec::new();
    let mut wrong = |node: &Node, name: &str, expected: &str| {
        let message = format!("`{name}` is {}, not {expected}", written(node, context.text));
        findings.push(
            Finding::new(&rules::FIELD_INVALID, Place::at(context.path, node.span.clone()), message)
                .help(format!("write {expected}")),
        );
    };
    match &node.value {
        Value::Text(src) => image.src.clone_from(src),
        Value::Table(table) => {
            for entry in &table.0 {
                match (entry.key.as_str(), &entry.node.value) {
                    (_, Value::Null) => {}
                    ("src", Value::Text(src)) => {
                        image.src.clone_from(src);
                        image.span = entry.node.span.clone();
                    }
                    ("alt", Value::Text(alt)) => image.alt = typography::text(alt, context.markdown.lang),
                    ("credit", Value::Text(credit)) => image.credit = typography::text(credit, context.markdown.lang),
                    ("licence", Value::Text(licence)) => image.licence.clone_from(licence),
                    ("focus", Value::Text(text)) if focus(text).is_some() => image.focus.clone_from(text),
                    ("focus", _) => wrong(&entry.node, "focus", FOCUS),
                    ("ratio", Value::Text(text)) if ratio(text).is_some() => image.ratio.clone_from(text),
                    ("ratio", _) => wrong(&entry.node, "ratio", RATIO),
                    ("decorative", Value::Bool(decorative)) => image.decorative = *decorative,
                    ("decorative", _) => wrong(&entry.node, "decorative", "`true` or `false`"),
                    (key, _) if KEYS.contains(&key) => wrong(&entry.node, key, "text"),
                    _ => strangers.push(unknown(entry, context.path, KEYS.iter().copied(), "of a picture")),
                }
            }
        }
        _ => {
            wrong(node, name, "the path of a picture");
            return None;
        }
    }
    findings.append(&mut strangers);
    if image.src.is_empty() {
        findings.push(missing("src", "the path of the picture", context.path, &node.span));
        return None;
    }
    Some(image)
}

/// A day, or the day of a date-time.
pub fn date(text: &str) -> Option<jiff::civil::Date> {
    let text = text.trim();
    // `2026-11` and other short forms are not days.
    (text.len() >= 10).then(|| text.parse().ok()).flatten()
}

/// A moment: an instant with an offset, a date-time of the zone, or a day's midnight in it.
pub fn moment(text: &str, zone: &jiff::tz::TimeZone) -> Option<jiff::Zoned> {
    let text = text.trim();
    if text.len() < 10 {
        return None;
    }
    if let Ok(zoned) = text.parse::<jiff::Zoned>() {
        return Some(zoned);
    }
    if let Ok(timestamp) = text.parse::<jiff::Timestamp>() {
        return Some(timestamp.to_zoned(zone.clone()));
    }
    text.parse::<jiff::civil::DateTime>().ok()?.to_zoned(zone.clone()).ok()
}

/// The schemes of addresses that a site may lead to: none of them runs or holds anything.
pub const SCHEMES: &[&str] =
    &["http", "https", "mailto", "tel", "sms", "ftp", "geo", "webcal", "xmpp", "matrix", "doi"];

fn is_url_or_path(text: &str) -> bool {
    let text = text.trim();
    if text.is_empty() || text.contains(char::is_whitespace) {
        return false;
    }
    match text.split_once(':') {
        Some((scheme, rest)) if !scheme.contains('/') => {
            SCHEMES.contains(&scheme.to_ascii_lowercase().as_str())
                && !rest.is_empty()
                && (!scheme.starts_with("http") || url::Url::parse(text).is_ok())
        }
        _ => true,
    }
}

/// The bytes of a node as the author wrote them.
fn source<'a>(node: &Node, text: &'a str) -> &'a str {
    text.get(node.span.clone()).unwrap_or_default().trim_matches(['"', '\''])
}

/// A value in a message: short ones as written, others by what they are.
fn written(node: &Node, text: &str) -> String {
    match &node.value {
        Value::List(_) | Value::Table(_) | Value::Null => node.value.kind().to_owned(),
        value => {
            let source = source(node, text);
            // An entry of a bibliography stands at its key.
            let source = match value {
                Value::Text(own) if !source.contains(own.as_str()) => own.as_str(),
                _ => source,
            };
            if source.is_empty() || source.chars().count() > 40 || source.contains('\n') {
                node.value.kind().to_owned()
            } else {
                format!("`{source}`")
            }
        }
    }
}
