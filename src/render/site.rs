//! What templates see of the site: `site`, and `t`, its words.

use tera::{Map, Value};

use super::accessibility::accessibility;
use super::context::feeds;
use super::eco::eco;
use super::value::{map, table_map, text};
use super::{Data, functions, search};
use crate::check::paint::contrast;
use crate::load::markdown::typography;
use crate::model::{Listing, Page, Subject, taxonomy_title, url};
use crate::palette::Token;

/// `site`, in a language.
pub(super) fn site(data: &Data, language: usize) -> Value {
    let config = &data.site.config;
    let own = &config.languages.all[language];
    let title = own.title.as_deref().unwrap_or_else(|| config.title.get(&own.code));
    let description = own.description.as_deref().unwrap_or_else(|| config.description.get(&own.code));
    let taxonomies = config.taxonomies.iter().enumerate().filter_map(|(rank, taxonomy)| {
        let used = data.site.terms.iter().any(|term| term.taxonomy == rank && term.language == language);
        used.then(|| {
            Value::from(map([
                ("name", Value::from(taxonomy.name.as_str())),
                ("title", Value::from(taxonomy_title(&data.site, rank, language))),
                ("url", Value::from(url::taxonomy_url(config, rank, language))),
                ("field", taxonomy.field.as_ref().map_or_else(Value::none, |field| Value::from(field.to_string()))),
            ]))
        })
    });
    // The default language first, then the order of the configuration.
    let mut ranks: Vec<usize> = (0..config.languages.all.len()).collect();
    ranks.sort_by_key(|rank| *rank != config.languages.default);
    let feeds =
        data.site.listings.iter().find(|listing| is_home(data, listing, language)).map(|listing| feeds(data, listing));
    Value::from(map([
        ("title", Value::from(typography::text(title, &own.code))),
        ("description", text(&typography::text(description, &own.code))),
        ("base_url", Value::from(config.base_url.as_str())),
        ("url", Value::from(url::language_root(config, language))),
        ("lang", language_value(data, language)),
        ("languages", Value::from(ranks.into_iter().map(|rank| language_value(data, rank)).collect::<Vec<_>>())),
        ("default_language", Value::from(config.languages.default_language().code.as_str())),
        ("organization", organization(data)),
        ("theme", Value::from(table_map(&data.site.theme.settings))),
        ("taxonomies", Value::from(taxonomies.collect::<Vec<_>>())),
        ("now", Value::from(data.site.moment.now.date().to_string())),
        ("feeds", feeds.unwrap_or_else(|| Value::from(Vec::<Value>::new()))),
        ("generator", Value::from(concat!("Osier ", env!("CARGO_PKG_VERSION")))),
        ("accessibility", accessibility(data, language)),
        ("eco", eco(data, language)),
        ("search", search(data, language)),
        ("alert", alert(data, language)),
        ("colors", colors(data)),
    ]))
}

/// What every page says before anything else, or none.
fn alert(data: &Data, language: usize) -> Value {
    data.site.alerts.get(&language).map_or_else(Value::none, |alert| {
        let link = alert.link.as_ref();
        Value::from(map([
            ("text", Value::from(alert.text.as_str())),
            ("link", link.map_or_else(Value::none, |link| functions::menu_item(data, link, language, "", &[]))),
        ]))
    })
}

/// The colours of the theme, by name: `{light, dark}`.
fn colors(data: &Data) -> Value {
    let color = |token: &Token| {
        let [light, dark] = token.colors.map(|color| Value::from(contrast::hex(color)));
        (token.name.clone().into(), Value::from(map([("light", light), ("dark", dark)])))
    };
    Value::from(data.site.theme.palette.tokens.iter().map(color).collect::<Map>())
}

fn is_home(data: &Data, listing: &Listing, language: usize) -> bool {
    listing.language == language
        && matches!(listing.subject, Subject::Section(id) if data.site.page(id).section.is_none())
}

fn language_value(data: &Data, rank: usize) -> Value {
    let language = &data.site.config.languages.all[rank];
    Value::from(map([
        ("code", Value::from(language.code.as_str())),
        ("name", Value::from(language.name.as_str())),
        ("dir", Value::from(language.direction.as_str())),
        ("url", Value::from(url::language_root(&data.site.config, rank))),
    ]))
}

fn organization(data: &Data) -> Value {
    let organization = &data.site.config.organization;
    let mut value: Map = crate::config::Organization::KEYS
        .iter()
        .map(|(key, _)| ((*key).into(), organization.get(key).map_or_else(Value::none, Value::from)))
        .collect();
    let part = |key: &str| organization.get(key).map_or_else(Value::none, Value::from);
    let address = ["street", "postal_code", "city", "country"];
    let given = address.iter().any(|key| organization.get(key).is_some());
    let address = Value::from(address.iter().map(|key| ((*key).into(), part(key))).collect::<Map>());
    value.insert("address".into(), if given { address } else { Value::none() });
    let pairs = |pairs: &[(String, String)]| {
        Value::from(
            pairs
                .iter()
                .map(|(name, text)| {
                    Value::from(map([("name", Value::from(name.as_str())), ("value", Value::from(text.as_str()))]))
                })
                .collect::<Vec<_>>(),
        )
    };
    value.insert("identifiers".into(), pairs(&organization.identifiers));
    value.insert("links".into(), pairs(&organization.links));
    Value::from(value)
}

/// The search page: `{title, url, lang}`.
fn search(data: &Data, language: usize) -> Value {
    let entry = |(page, url): (&Page, &str)| {
        Value::from(map([
            ("title", Value::from(page.title())),
            ("url", Value::from(url)),
            ("lang", Value::from(data.code(page.language))),
        ]))
    };
    search::link(&data.site, language).map_or_else(Value::none, entry)
}

/// `t`, in a language.
pub(super) fn translations(data: &Data, language: usize) -> Value {
    let table = data.site.theme.translations.get(data.code(language));
    table.map_or_else(|| Value::from(Map::default()), |table| Value::from(table_map(table)))
}
