//! `[taxonomies]`: the ways pages are classed.

use super::{Localized, languages::localized};
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
}

/// Reads `[taxonomies]`.
pub(super) fn read(reader: &Reader<'_>) -> Vec<Taxonomy> {
    let mut taxonomies = Vec::new();
    for entry in reader.named("taxonomies") {
        let Value::Table(table) = &entry.node.value else {
            let _: Option<()> = reader.wrong(&entry.key, &entry.node, "a table");
            continue;
        };
        let fields = reader.of(table);
        taxonomies.push(Taxonomy {
            name: entry.key.clone(),
            title: localized(&fields, "title"),
            slug: localized(&fields, "slug"),
            tree: fields.bool("tree").unwrap_or_default(),
            paginate: fields.count("paginate").unwrap_or_default(),
            feed: fields.bool("feed").unwrap_or_default(),
        });
        fields.finish();
    }
    taxonomies
}
