//! The keys of front matter that do not depend on the content type, read and checked.

use std::ops::Range;

use super::exception;
use super::page::{Allowance, Envelope, SectionKeys};
use crate::data::{Table, Value};
use crate::finding::{Finding, Place, rules};
use crate::load::Sources;
use crate::load::fields::{self, Context, Field};
use crate::load::markdown::typography;
use crate::load::types::{ContentType, FieldKind};

/// A front matter being read: its table, how, and where faults go.
pub(super) struct Reading<'a> {
    /// The table.
    pub(super) front: &'a Table,
    /// The bytes of the whole front matter.
    pub(super) span: &'a Range<usize>,
    /// How values are read.
    pub(super) context: &'a Context<'a>,
    /// Where faults go.
    pub(super) findings: &'a mut Vec<Finding>,
}

impl Reading<'_> {
    fn field(&mut self, key: &str, kind: &FieldKind) -> Option<Field> {
        fields::check(key, self.front.get(key)?, kind, self.context, self.findings)
    }

    fn text(&mut self, key: &str) -> Option<String> {
        match self.field(key, &FieldKind::Text) {
            Some(Field::Text(text)) => Some(text),
            _ => None,
        }
    }

    /// Text as it is written: for words of the program, not of people.
    fn word(&mut self, key: &str) -> Option<(String, Range<usize>)> {
        let node = self.front.get(key)?;
        match &node.value {
            Value::Text(text) => Some((text.clone(), node.span.clone())),
            Value::Integer(number) => Some((number.to_string(), node.span.clone())),
            Value::Null => None,
            _ => {
                fields::check(key, node, &FieldKind::Text, self.context, self.findings);
                None
            }
        }
    }

    fn words(&mut self, key: &str) -> Vec<(String, Range<usize>)> {
        let Some(node) = self.front.get(key) else { return Vec::new() };
        let nodes = if let Value::List(nodes) = &node.value { nodes.as_slice() } else { std::slice::from_ref(node) };
        let mut words = Vec::with_capacity(nodes.len());
        for node in nodes {
            match &node.value {
                Value::Text(text) if !text.trim().is_empty() => words.push((text.trim().to_owned(), node.span.clone())),
                Value::Integer(number) => words.push((number.to_string(), node.span.clone())),
                Value::Null => {}
                _ => {
                    fields::check(key, node, &FieldKind::Text, self.context, self.findings);
                }
            }
        }
        words
    }

    fn moment(&mut self, key: &str) -> Option<jiff::Zoned> {
        match self.field(key, &FieldKind::DateTime) {
            Some(Field::DateTime(moment)) => Some(*moment),
            _ => None,
        }
    }

    fn flag(&mut self, key: &str) -> Option<bool> {
        match self.field(key, &FieldKind::Boolean) {
            Some(Field::Bool(flag)) => Some(flag),
            _ => None,
        }
    }

    fn number(&mut self, key: &str) -> Option<f64> {
        match self.field(key, &FieldKind::Number) {
            Some(Field::Integer(number)) => Some(number as f64),
            Some(Field::Float(number)) => Some(number),
            _ => None,
        }
    }
}

/// The keys of every page.
pub(super) fn envelope(reading: &mut Reading<'_>, content_type: &ContentType, sources: &Sources) -> Envelope {
    let title = reading.text("title").filter(|title| !title.trim().is_empty());
    if title.is_none()
        && !reading.front.get("title").is_some_and(|node| !matches!(node.value, Value::Text(_) | Value::Null))
    {
        reading.findings.push(fields::missing("title", "the title of the page", reading.context.path, reading.span));
    }
    let mut terms = Vec::new();
    for (rank, taxonomy) in sources.config.taxonomies.iter().enumerate() {
        let words = reading.words(&taxonomy.name);
        let lang = reading.context.markdown.lang;
        terms.extend(words.into_iter().map(|(word, span)| (rank, typography::text(&word, lang), span)));
        let source = taxonomy.field.as_ref().filter(|source| source.content_type == content_type.name);
        let Some(field) = source.and_then(|source| content_type.field(&source.name)) else { continue };
        // What is wrong with its value is told when the field is read.
        for (word, span) in values(reading.front, &field.name) {
            let label = sources.theme.choice(lang, &content_type.name, &field.name, word);
            terms.push((rank, label.map_or_else(|| typography::text(word, lang), str::to_owned), span));
        }
    }
    Envelope {
        title: title.unwrap_or_default(),
        description: reading.text("description").unwrap_or_default(),
        lead: match reading.field("lead", &FieldKind::Markdown) {
            Some(Field::Markdown(body)) => Some(*body),
            _ => None,
        },
        date: reading.moment("date"),
        updated: reading.moment("updated"),
        expires: reading.moment("expires"),
        draft: reading.flag("draft").unwrap_or_default(),
        slug: reading.word("slug").map(|(slug, _)| slug),
        url: reading.word("url").map(|(url, _)| url),
        aliases: reading.words("aliases"),
        weight: reading.number("weight"),
        image: match reading.field("image", &FieldKind::Image) {
            Some(Field::Image(image)) => Some(*image),
            _ => None,
        },
        template: reading.word("template"),
        translation_key: reading.word("translation_key").map(|(key, _)| key),
        related: reading.words("related"),
        search: reading.flag("search"),
        toc: reading.flag("toc"),
        bodyclass: reading.word("bodyclass").map(|(class, _)| class).unwrap_or_default(),
        allow: allowances(reading),
        budget: exception::read(reading.front, reading.context.path, reading.findings),
        extra: reading.front.get("extra").cloned(),
        terms,
    }
}

/// The texts of a key, be it one or a list.
fn values<'f>(front: &'f Table, key: &str) -> impl Iterator<Item = (&'f str, Range<usize>)> {
    let node = front.get(key);
    let nodes = node.map_or(&[][..], |node| match &node.value {
        Value::List(nodes) => nodes.as_slice(),
        _ => std::slice::from_ref(node),
    });
    nodes.iter().filter_map(|node| match &node.value {
        Value::Text(text) if !text.trim().is_empty() => Some((text.trim(), node.span.clone())),
        _ => None,
    })
}

/// `allow`: a list of tables that have a rule and a reason.
fn allowances(reading: &mut Reading<'_>) -> Vec<Allowance> {
    let Some(node) = reading.front.get("allow") else { return Vec::new() };
    let mut wrong = |span: &Range<usize>, message: &str| {
        let place = Place::at(reading.context.path, span.clone());
        let help = "write a list of `rule` and `reason`: `allow: [{rule: link-text-vague, reason: \"…\"}]`";
        reading.findings.push(Finding::new(&rules::FIELD_INVALID, place, message).help(help));
    };
    let Value::List(nodes) = &node.value else {
        wrong(&node.span, "`allow` is not a list");
        return Vec::new();
    };
    let mut allowances = Vec::new();
    for node in nodes {
        let Value::Table(table) = &node.value else {
            wrong(&node.span, "an entry of `allow` is not a table");
            continue;
        };
        for entry in table.0.iter().filter(|entry| !["rule", "reason"].contains(&entry.key.as_str())) {
            wrong(&entry.span, &format!("`{}` is not a key of `allow`", entry.key));
        }
        let text = |key: &str| match table.get(key).map(|node| &node.value) {
            Some(Value::Text(text)) if !text.trim().is_empty() => Some(text.trim().to_owned()),
            _ => None,
        };
        match (text("rule"), text("reason")) {
            (Some(rule), Some(reason)) => allowances.push(Allowance { rule, reason, span: node.span.clone() }),
            (None, _) => wrong(&node.span, "an entry of `allow` names no `rule`"),
            (_, None) => wrong(&node.span, "an entry of `allow` gives no `reason`"),
        }
    }
    allowances
}

/// The keys of sections.
pub(super) fn section_keys(reading: &mut Reading<'_>) -> SectionKeys {
    // The pages that it asks for are made by now: only its value is looked at.
    reading.flag("blocks");
    SectionKeys {
        contains: reading.word("contains").map(|(name, _)| name),
        sort: reading.word("sort").map(|(sort, _)| sort),
        paginate: reading.number("paginate").map_or(0, |number| number.max(0.0) as usize),
        pages_template: reading.word("pages_template"),
        feed: reading.flag("feed"),
    }
}
