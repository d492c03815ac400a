//! What templates see: the variables that all have, and `page`.

use tera::value::Key;
use tera::{Context, Map, Value};

use super::body::{Filling, Found, Implicits, nothing};
use super::origin::Traced;
use super::value::map;
use super::{Data, Shared, calendar, card, feed, json_ld};
use crate::html;
use crate::load::body::Body;
use crate::load::fields;
use crate::model::value::Picture;
use crate::model::{Feeds, Listing, Page, PageId, url};
use crate::weight::told;

/// The variables that every template has.
pub(super) fn globals(shared: &Shared, language: usize) -> Context {
    let mut context = Context::new();
    context.insert_value("lang", Value::from(shared.code(language)));
    context.insert_value("t", shared.translations[language].clone());
    context.insert_value("site", shared.sites[language].clone());
    context
}

/// A page as its own template sees it, with the HTML of its text and of its fields; `language` is the one it is shown
/// in.
pub(super) fn page(shared: &Shared, id: PageId, language: usize, found: &mut Found) -> (Map, Vec<Traced>) {
    let data = &**shared;
    let page = data.site.page(id);
    let mut value: Map = data.card(id).as_map().cloned().unwrap_or_default();
    // A card has none of them: it is the same whatever the text of its page is.
    let body = page.body();
    value.insert("words".into(), Value::from(body.words));
    value.insert("minutes".into(), Value::from(body.words.div_ceil(WORDS_A_MINUTE)));
    relations(data, id, language, &mut value);
    let around = || {
        let mut around = globals(shared, language);
        around.insert_value("page", Value::from(value.clone()));
        around
    };
    let implicits = Implicits::new(Box::new(around));
    let mut filling = Filling { shared, page, language, implicits: &implicits, found };
    let content = filling.fill(&body);
    let toc = if data.named.toc { toc(&content.html) } else { Vec::new() };
    let html = if content.html.is_empty() { Value::none() } else { Value::safe_string(&content.html) };
    let mut parts = vec![content];
    let mut fill = |body: &Body| {
        let filled = filling.fill(body);
        let value = Value::safe_string(&filled.html);
        parts.push(filled);
        value
    };
    let lead = page.envelope.lead.as_ref().map_or_else(Value::none, &mut fill);
    let mut own: Vec<(Key<'static>, Value)> = Vec::new();
    for schema in &page.content_type.fields {
        if let Some((name, field)) = page.fields.iter().find(|(name, _)| *name == schema.name) {
            let field = card::field(&data.site, &data.media, field, &|id| data.card(id).clone(), &mut fill);
            own.push((name.clone().into(), field));
        }
    }
    let wanted = page.envelope.toc.unwrap_or(true) && !toc.is_empty();
    own.push(("lead".into(), lead));
    own.push(("has_toc".into(), Value::from(wanted)));
    own.push(("toc".into(), Value::from(toc)));
    own.push(("content".into(), html));
    own.push(("json_ld".into(), json_ld(data, page)));
    drop(implicits);
    value.extend(own);
    (value, parts)
}

/// The structured data of a page.
fn json_ld(data: &Data, page: &Page) -> Value {
    if !data.named.json_ld {
        return Value::none();
    }
    let picture = |picture: &Picture| {
        let own = page.image.as_ref().filter(|own| *own == picture);
        // The cut that goes with links to the page, which it asks for in its head.
        let cut = own.and_then(|own| {
            let focus = fields::focus(&own.focus).unwrap_or((50, 50));
            Some(data.media.cut(&data.site, &own.source, focus)?.0)
        });
        let url = cut.unwrap_or_else(|| data.media.picture_url(&data.site, &picture.source, 1200));
        Some(url::absolute(&data.site.config, &url))
    };
    Value::safe_string(&json_ld::script(&data.site, data.media.files(), page, picture))
}

/// The structured data of a list that no page tells about.
pub(super) fn list_json_ld(data: &Data, listing: &Listing, crumbs: &[(String, String)]) -> Value {
    if data.named.json_ld {
        Value::safe_string(&json_ld::list_script(&data.site, listing, crumbs))
    } else {
        Value::none()
    }
}

/// Words read in a minute: 238 for silent reading of English, 214 of French (Brysbaert 2019; Trauzettel-Klosinski and
/// Dietz 2012 give 195 to 228 across languages).
const WORDS_A_MINUTE: usize = 220;

/// What a page is to the others.
fn relations(data: &Data, id: PageId, language: usize, value: &mut Map) {
    let page = data.site.page(id);
    let card = |id: &PageId| data.card(*id).clone();
    let one = |id: &Option<PageId>| id.as_ref().map_or_else(Value::none, card);
    let cards = |ids: &[PageId]| Value::from(ids.iter().map(card).collect::<Vec<_>>());
    value.insert("breadcrumbs".into(), crumbs(json_ld::breadcrumbs(&data.site, page)));
    value.insert("translations".into(), translated(data, page));
    value.insert("switch".into(), switch(data, page, language));
    value.insert("fallback".into(), Value::from(language != page.language));
    value.insert("section".into(), one(&page.section));
    value.insert("prev".into(), one(&page.previous));
    value.insert("next".into(), one(&page.next));
    let related = if data.named.related { data.related(id) } else { Vec::new() };
    value.insert("related".into(), cards(&related));
    let back: Map = page.back.iter().map(|(label, ids)| (label.clone().into(), cards(ids))).collect();
    value.insert("back".into(), Value::from(back));
    value.insert("feeds".into(), Value::from(Vec::<Value>::new()));
    value.insert("weight".into(), weight(data, language));
    value.insert("calendar".into(), calendar::event_url(page).map_or_else(Value::none, Value::from));
}

/// What stands for the weight of a page until it is known.
fn weight(data: &Data, language: usize) -> Value {
    Value::from(told::weight(data.code(language)))
}

/// Breadcrumbs as templates see them.
pub(super) fn crumbs(crumbs: Vec<(String, String)>) -> Value {
    let entry =
        |(title, url): (String, String)| Value::from(map([("title", Value::from(title)), ("url", Value::from(url))]));
    Value::from(crumbs.into_iter().map(entry).collect::<Vec<_>>())
}

/// The feeds of a list as templates see them.
pub(super) fn feeds(data: &Data, listing: &Listing) -> Value {
    if listing.feeds == Feeds::default() {
        return Value::from(Vec::<Value>::new());
    }
    let entry = |(title, url, mime): (String, String, &'static str)| {
        Value::from(map([("title", Value::from(title)), ("url", Value::from(url)), ("type", Value::from(mime))]))
    };
    Value::from(feed::links(&data.site, listing).into_iter().map(entry).collect::<Vec<_>>())
}

fn translated(data: &Data, page: &Page) -> Value {
    let others =
        page.translations.iter().enumerate().filter(|(rank, _)| *rank != page.language).filter_map(|(rank, id)| {
            let language = &data.site.config.languages.all[rank];
            let other = data.site.page((*id)?);
            Some(Value::from(map([
                ("code", Value::from(language.code.as_str())),
                ("name", Value::from(language.name.as_str())),
                ("dir", Value::from(language.direction.as_str())),
                ("url", Value::from(other.url.as_str())),
                ("title", Value::from(other.title())),
            ])))
        });
    Value::from(others.collect::<Vec<_>>())
}

/// One entry a language: the same page there, else the nearest section that is there.
fn switch(data: &Data, page: &Page, shown: usize) -> Value {
    let entry = |rank: usize| {
        let mut near = Some(page);
        let mut exact = true;
        let url = loop {
            let Some(candidate) = near else { break url::language_root(&data.site.config, rank) };
            if let Some(Some(id)) = candidate.translations.get(rank) {
                break data.site.page(*id).url.clone();
            }
            let own = data.by_url.get(&candidate.url).filter(|_| exact);
            if let Some(url) = own.and_then(|id| data.fallbacks.get(&(rank, *id))) {
                break url.clone();
            }
            exact = false;
            near = candidate.section.map(|id| data.site.page(id));
        };
        switch_entry(data, rank, url, rank == shown, exact)
    };
    Value::from((0..data.site.config.languages.all.len()).map(entry).collect::<Vec<_>>())
}

fn switch_entry(data: &Data, rank: usize, url: String, current: bool, exact: bool) -> Value {
    let language = &data.site.config.languages.all[rank];
    Value::from(map([
        ("code", Value::from(language.code.as_str())),
        ("name", Value::from(language.name.as_str())),
        ("dir", Value::from(language.direction.as_str())),
        ("url", Value::from(url)),
        ("current", Value::from(current)),
        ("exact", Value::from(exact)),
    ]))
}

/// The switch of a page that has no translations: the home of each language, save what `find` knows.
pub(super) fn plain_switch(data: &Data, shown: usize, url: &str, find: impl Fn(usize) -> Option<String>) -> Value {
    let entry = |rank: usize| {
        if rank == shown {
            return switch_entry(data, rank, url.to_owned(), true, true);
        }
        match find(rank) {
            Some(url) => switch_entry(data, rank, url, false, true),
            None => switch_entry(data, rank, url::language_root(&data.site.config, rank), false, false),
        }
    };
    Value::from((0..data.site.config.languages.all.len()).map(entry).collect::<Vec<_>>())
}

/// The table of contents: headings of levels 2 and 3 with an id, the latter under the former.
fn toc(content: &str) -> Vec<Value> {
    let mut entries: Vec<(u8, String, String, Vec<Value>)> = Vec::new();
    for (level, id, title) in html::headings(content) {
        match (level, entries.last_mut()) {
            (2, _) => entries.push((level, id, title, Vec::new())),
            (3, Some((_, _, _, children))) => children.push(toc_entry(3, &id, &title, Vec::new())),
            _ => {}
        }
    }
    entries.into_iter().map(|(level, id, title, children)| toc_entry(level, &id, &title, children)).collect()
}

fn toc_entry(level: u8, id: &str, title: &str, children: Vec<Value>) -> Value {
    Value::from(map([
        ("id", Value::from(id)),
        ("title", Value::from(title)),
        ("level", Value::from(u32::from(level))),
        ("children", Value::from(children)),
    ]))
}

/// What every page has, for those that no file describes.
pub(super) fn plain_page(data: &Data, language: usize) -> Map {
    let none = [
        "title",
        "url",
        "permalink",
        "path",
        "source",
        "description",
        "lead",
        "date",
        "updated",
        "expires",
        "weight",
        "image",
        "bodyclass",
        "content",
        "section",
        "prev",
        "next",
        "json_ld",
        "calendar",
    ];
    let mut page: Map = none.iter().map(|key| ((*key).into(), Value::none())).collect();
    for list in ["toc", "breadcrumbs", "translations", "switch", "related", "feeds"] {
        page.insert(list.into(), Value::from(Vec::<Value>::new()));
    }
    for object in ["extra", "terms", "back"] {
        page.insert(object.into(), nothing());
    }
    for flag in ["draft", "has_toc", "fallback"] {
        page.insert(flag.into(), Value::from(false));
    }
    for count in ["words", "minutes"] {
        page.insert(count.into(), Value::from(0));
    }
    page.insert("lang".into(), Value::from(data.code(language)));
    page.insert("weight".into(), weight(data, language));
    page.insert("kind".into(), Value::from("special"));
    page.insert("type".into(), Value::from("page"));
    page
}
