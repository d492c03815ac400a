//! What lists of taxonomies and of their terms have beside their pages: names, the way to them, the same in other
//! languages.

use tera::{Map, Value};

use super::value::map;
use super::{Data, context, functions};
use crate::model::{Listing, TermId, taxonomy_title, url};

/// What a list of the terms of a taxonomy has beside its pages; `about`, whether an author wrote of it.
pub(super) fn taxonomy(data: &Data, listing: &Listing, rank: usize, value: &mut Map, about: bool) {
    let config = &data.site.config;
    if !about {
        value.insert("title".into(), Value::from(taxonomy_title(&data.site, rank, listing.language)));
    }
    value.insert("kind".into(), Value::from("taxonomy"));
    let crumbs = trail(data, listing, rank, None);
    if !about {
        value.insert("json_ld".into(), context::list_json_ld(data, listing, &crumbs));
    }
    value.insert("breadcrumbs".into(), context::crumbs(crumbs));
    let used = |language: usize| {
        data.site.listings.iter().any(|other| other.language == language && other.subject == listing.subject)
    };
    let switch = context::plain_switch(data, listing.language, listing.url(), |language| {
        used(language).then(|| url::taxonomy_url(config, rank, language))
    });
    value.insert("switch".into(), switch);
}

/// What a list of the pages of a term has beside them; `about`, whether an author wrote of it.
pub(super) fn term(data: &Data, listing: &Listing, id: TermId, value: &mut Map, about: bool) {
    let term = data.site.term(id);
    if !about {
        value.insert("title".into(), Value::from(term.title.as_str()));
    }
    value.insert("kind".into(), Value::from("term"));
    let crumbs = trail(data, listing, term.taxonomy, Some(id));
    if !about {
        value.insert("json_ld".into(), context::list_json_ld(data, listing, &crumbs));
    }
    value.insert("breadcrumbs".into(), context::crumbs(crumbs));
    let same = |language: usize| {
        data.site
            .terms
            .iter()
            .find(|other| other.language == language && other.taxonomy == term.taxonomy && other.slug == term.slug)
            .map(|other| other.url.clone())
    };
    value.insert("switch".into(), context::plain_switch(data, listing.language, listing.url(), same));
}

/// Home, taxonomy, the terms above, the term.
fn trail(data: &Data, listing: &Listing, rank: usize, term: Option<TermId>) -> Vec<(String, String)> {
    let site = &data.site;
    let home = site.find(listing.language, "/");
    let mut trail: Vec<(String, String)> =
        home.map(|id| (site.page(id).title().to_owned(), site.page(id).url.clone())).into_iter().collect();
    trail.push((
        taxonomy_title(site, rank, listing.language).to_owned(),
        url::taxonomy_url(&site.config, rank, listing.language),
    ));
    let mut above = Vec::new();
    let mut next = term;
    while let Some(id) = next {
        above.push((site.term(id).title.clone(), site.term(id).url.clone()));
        next = site.term(id).parent;
    }
    above.reverse();
    trail.extend(above);
    trail
}

/// A term as its own list sees it, with its taxonomy.
pub(super) fn term_value(data: &Data, id: TermId) -> Value {
    let term = data.site.term(id);
    let mut value = functions::term(data, id.0).into_map().unwrap_or_default();
    let taxonomy = &data.site.config.taxonomies[term.taxonomy];
    value.insert(
        "taxonomy".into(),
        Value::from(map([
            ("name", Value::from(taxonomy.name.as_str())),
            ("title", Value::from(taxonomy_title(&data.site, term.taxonomy, term.language))),
            ("url", Value::from(url::taxonomy_url(&data.site.config, term.taxonomy, term.language))),
        ])),
    );
    Value::from(value)
}
