//! Pages as templates see them: stubs in references of cards, cards in lists, whole pages on themselves.
//!
//! A stub is made of its page alone and a card of stubs, so that the work is linear in the pages
//! whatever refers to whatever.

use tera::{Map, Value};

use super::media::Media;
use super::value::{map, text};
use crate::model::value::{self, Picture, iso};
use crate::model::{Page, PageId, Site, url};

/// `{title, url, type, lang, path, image}`.
pub(super) fn stub(site: &Site, media: &Media, id: PageId) -> Value {
    let page = site.page(id);
    Value::from(map([
        ("title", Value::from(page.title())),
        ("url", Value::from(page.url.as_str())),
        ("type", Value::from(page.content_type.name.as_str())),
        ("lang", Value::from(site.config.languages.all[page.language].code.as_str())),
        ("path", Value::from(page.key.as_str())),
        ("image", image(media, page)),
    ]))
}

/// A page without its text: what lists show. Its references are stubs; Markdown fields are left out.
pub(super) fn card(site: &Site, media: &Media, stub: &dyn Fn(PageId) -> Value, id: PageId) -> Value {
    let page = site.page(id);
    let mut card = head(site, media, page);
    for schema in &page.content_type.fields {
        let value = page.fields.iter().find(|(name, _)| *name == schema.name);
        let value =
            value.map_or_else(Value::none, |(_, value)| field(site, media, value, stub, &mut |_| Value::none()));
        card.insert(schema.name.clone().into(), value);
    }
    Value::from(card)
}

/// Asks for what the stub and the card of a page ask for, without making them.
pub(super) fn ask(site: &Site, media: &Media, page: &Page) {
    if let Some(picture) = &page.image {
        media.dimensions(&picture.source);
    }
    page.fields.iter().for_each(|(_, value)| ask_of(site, media, value));
}

fn ask_of(site: &Site, media: &Media, value: &value::Value) {
    match value {
        value::Value::Picture(picture) => drop(media.dimensions(&picture.source)),
        value::Value::File(path) => drop(media.file(site, path)),
        value::Value::List(values) => values.iter().for_each(|value| ask_of(site, media, value)),
        value::Value::Group(values) => values.iter().for_each(|(_, value)| ask_of(site, media, value)),
        value::Value::Text(_)
        | value::Value::Plain(_)
        | value::Value::Url(_)
        | value::Value::Markdown(_)
        | value::Value::Integer(_)
        | value::Value::Float(_)
        | value::Value::Bool(_)
        | value::Value::Date(_)
        | value::Value::Moment(_)
        | value::Value::Page(_) => {}
    }
}

/// What every page has, whatever its type.
pub(super) fn head(site: &Site, media: &Media, page: &Page) -> Map {
    let envelope = &page.envelope;
    let moment =
        |moment: &Option<jiff::Zoned>| moment.as_ref().map_or_else(Value::none, |moment| Value::from(iso(moment)));
    map([
        ("title", Value::from(page.title())),
        ("url", Value::from(page.url.as_str())),
        ("permalink", Value::from(url::absolute(&site.config, &page.url))),
        ("path", Value::from(page.key.as_str())),
        ("source", Value::from(page.path().as_str())),
        ("lang", Value::from(site.config.languages.all[page.language].code.as_str())),
        ("kind", Value::from(page.kind.as_str())),
        ("type", Value::from(page.content_type.name.as_str())),
        ("description", text(&envelope.description)),
        ("date", moment(&envelope.date)),
        ("updated", moment(&envelope.updated)),
        ("expires", moment(&envelope.expires)),
        ("draft", Value::from(envelope.draft)),
        ("weight", envelope.weight.map_or_else(Value::none, Value::from)),
        ("image", image(media, page)),
        (
            "extra",
            envelope.extra.as_ref().map_or_else(|| Value::from(Map::default()), |node| super::value::tree(&node.value)),
        ),
        ("bodyclass", text(&envelope.bodyclass)),
        ("terms", terms(site, page)),
    ])
}

fn image(media: &Media, page: &Page) -> Value {
    page.image.as_ref().map_or_else(Value::none, |picture| picture_value(media, picture))
}

fn terms(site: &Site, page: &Page) -> Value {
    let mut terms = Map::default();
    for (rank, taxonomy) in site.config.taxonomies.iter().enumerate() {
        let of: Vec<Value> = page
            .terms
            .iter()
            .map(|id| site.term(*id))
            .filter(|term| term.taxonomy == rank)
            .map(|term| {
                Value::from(map([
                    ("title", Value::from(term.title.as_str())),
                    ("url", Value::from(term.url.as_str())),
                    ("slug", Value::from(term.slug.as_str())),
                ]))
            })
            .collect();
        terms.insert(taxonomy.name.clone().into(), Value::from(of));
    }
    Value::from(terms)
}

/// A picture: `{src, alt, credit, licence, decorative, focus, ratio, width, height}`.
pub(super) fn picture_value(media: &Media, picture: &Picture) -> Value {
    let size = media.dimensions(&picture.source);
    let number = |number: Option<u32>| number.map_or_else(Value::none, Value::from);
    Value::from(map([
        ("src", Value::from(picture.source.as_str())),
        ("alt", Value::from(picture.alt.as_str())),
        ("credit", text(&picture.credit)),
        ("licence", text(&picture.licence)),
        ("decorative", Value::from(picture.decorative)),
        ("focus", text(&picture.focus)),
        ("ratio", text(&picture.ratio)),
        ("width", number(size.map(|size| size.width))),
        ("height", number(size.map(|size| size.height))),
    ]))
}

/// The value of a field; `page` gives what stands for a reference, `markdown` what stands for Markdown.
pub(super) fn field(
    site: &Site,
    media: &Media,
    value: &value::Value,
    page: &dyn Fn(PageId) -> Value,
    markdown: &mut dyn FnMut(&crate::load::body::Body) -> Value,
) -> Value {
    match value {
        value::Value::Text(text) | value::Value::Plain(text) | value::Value::Url(text) => Value::from(text.as_str()),
        value::Value::Markdown(body) => markdown(body),
        value::Value::Integer(number) => Value::from(*number),
        value::Value::Float(number) => Value::from(*number),
        value::Value::Bool(value) => Value::from(*value),
        value::Value::Date(date) => Value::from(date.to_string()),
        value::Value::Moment(moment) => Value::from(iso(moment)),
        value::Value::Picture(picture) => picture_value(media, picture),
        value::Value::File(path) => media.file(site, path),
        value::Value::Page(id) => page(*id),
        value::Value::List(values) => {
            Value::from(values.iter().map(|value| field(site, media, value, page, markdown)).collect::<Vec<_>>())
        }
        value::Value::Group(values) => {
            let entries =
                values.iter().map(|(name, value)| (name.clone().into(), field(site, media, value, page, markdown)));
            Value::from(entries.collect::<Map>())
        }
    }
}
