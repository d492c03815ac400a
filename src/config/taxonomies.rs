//! `[taxonomies]`: the ways pages are classed.

use std::fmt;
use std::ops::Range;

use super::{Languages, Localized, localized};
use crate::data::{Reader, Value};

/// One taxonomy: `[taxonomies.themes]`.
#[derive(Clone, Debug)]
pub struct Taxonomy {
    /// The table's name, which is also the front matter key.
    pub name: String,
    /// `title`, by language.
    pub title: Localized,
    /// `slug`: the segment of its URL, by language; the name by default.
    pub slug: Localized,
    /// `tree`: whether terms are paths, `mer/littoral`.
    pub tree: bool,
    /// `paginate`: pages on one page of a term; all when 0.
    pub paginate: usize,
    /// `feed`: whether each term has feeds.
    pub feed: bool,
    /// `field`: a field of a type whose values are terms too, so that nobody writes them twice.
    pub field: Option<Source>,
}

/// A field that gives terms: `organization.sector`.
#[derive(Clone, Debug)]
pub struct Source {
    /// The content type.
    pub content_type: String,
    /// The name of its field.
    pub name: String,
    /// The bytes of the setting.
    pub span: Range<usize>,
}

impl fmt::Display for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.content_type, self.name)
    }
}

/// Reads `[taxonomies]`.
pub(super) fn read(reader: &Reader<'_>, languages: &Languages) -> Vec<Taxonomy> {
    let mut taxonomies = Vec::new();
    for entry in reader.named("taxonomies") {
        let Value::Table(table) = &entry.node.value else {
            let _: Option<()> = reader.wrong(&entry.key, &entry.node, "a table");
            continue;
        };
        let fields = reader.of(table);
        taxonomies.push(Taxonomy {
            name: entry.key.clone(),
            title: localized(&fields, "title", languages),
            slug: slug(&fields, languages),
            tree: fields.bool("tree").unwrap_or_default(),
            paginate: fields.count("paginate").unwrap_or_default(),
            feed: fields.bool("feed").unwrap_or_default(),
            field: source(&fields),
        });
        fields.finish();
    }
    taxonomies
}

/// The slug by language; none may climb, or stand for two segments.
fn slug(fields: &Reader<'_>, languages: &Languages) -> Localized {
    let mut slugs = localized(fields, "slug", languages);
    let is_segment = |slug: &str| {
        let is_plain = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.');
        !slug.is_empty() && slug.chars().all(is_plain) && slug.chars().any(char::is_alphanumeric)
    };
    slugs.0.retain(|_, slug| {
        let is_kept = is_segment(slug);
        if !is_kept && let Some(node) = fields.node("slug") {
            let message = format!("`{}` cannot be a part of an address", slug.escape_debug());
            fields.report(node.span.clone(), message, "write one word of letters, digits and `-`: `slug = \"themes\"`");
        }
        is_kept
    });
    slugs
}

fn source(fields: &Reader<'_>) -> Option<Source> {
    let written = fields.text("field")?;
    let node = fields.node("field")?;
    match written.split_once('.') {
        Some((content_type, name)) if !content_type.is_empty() && !name.is_empty() => {
            Some(Source { content_type: content_type.to_owned(), name: name.to_owned(), span: node.span.clone() })
        }
        _ => fields.wrong("field", node, "a type and its field, `organization.sector`"),
    }
}
