//! The fields of a page as properties of schema.org, as its content type maps them.

use std::collections::BTreeSet;

use serde_json::{Value as Json, json};

use super::{Node, address, id};
use crate::load::files::Files;
use crate::load::types::{FieldKind, FieldSchema};
use crate::model::value::{Picture, Value, iso};
use crate::model::{Page, PageId, Site, link};
use crate::render::licence;

/// What values are written with.
pub(super) struct Scope<'a> {
    pub(super) site: &'a Site,
    pub(super) files: &'a Files,
    pub(super) picture: &'a dyn Fn(&Picture) -> Option<String>,
}

/// The types of what stands in these properties, where authors write a text or a group.
const NODES: &[(&str, &str)] = &[
    ("address", "PostalAddress"),
    ("amenityFeature", "LocationFeatureSpecification"),
    ("author", "Person"),
    ("editor", "Person"),
    ("funder", "Organization"),
    ("funding", "Grant"),
    ("hasCourse", "Course"),
    ("isPartOf", "CreativeWork"),
    ("performer", "Person"),
    ("publisher", "Organization"),
];

/// The types that words of choices stand for, where a type of content has several.
const TYPES: &[(&str, &str)] = &[
    ("about", "AboutPage"),
    ("book", "Book"),
    ("chapter", "Chapter"),
    ("contact", "ContactPage"),
    ("continuing", "Course"),
    ("dataset", "Dataset"),
    ("other", "CreativeWork"),
    ("report", "Report"),
    ("software", "SoftwareSourceCode"),
    ("thesis", "Thesis"),
];

/// The types that have pages of their own in something larger.
const PAGINATED: &[&str] = &["Chapter", "Report", "ScholarlyArticle"];

/// Where a name under which others know something leads.
const REGISTRIES: &[(&str, &str)] = &[
    ("doi", "https://doi.org/"),
    ("hal", "https://hal.science/"),
    ("idhal", "https://cv.hal.science/"),
    ("orcid", "https://orcid.org/"),
];

/// Words of choices that schema.org has others for.
const MEMBERS: &[(&str, &str, &str)] = &[
    ("eventStatus", "scheduled", "EventScheduled"),
    ("eventStatus", "cancelled", "EventCancelled"),
    ("eventStatus", "postponed", "EventPostponed"),
    ("eventStatus", "rescheduled", "EventRescheduled"),
    ("eventStatus", "moved-online", "EventMovedOnline"),
    ("eventAttendanceMode", "on-site", "OfflineEventAttendanceMode"),
    ("eventAttendanceMode", "online", "OnlineEventAttendanceMode"),
    ("eventAttendanceMode", "mixed", "MixedEventAttendanceMode"),
];

impl Scope<'_> {
    /// Adds the fields of a page that have a property. A field says better than the page's own keys, save on when
    /// it was published; two fields of one property are a list.
    pub(super) fn fields(&self, page: &Page, node: &mut Node) {
        let dated = node.contains_key("datePublished");
        let mut given = BTreeSet::new();
        for (schema, value) in values(&page.content_type.fields, &page.fields) {
            let Some(property) = schema.schema.as_deref().filter(|property| !(dated && *property == "datePublished"))
            else {
                continue;
            };
            let kind = node.get("@type").and_then(Json::as_str).unwrap_or_default();
            if property == "@type" || property == "pagination" && !PAGINATED.contains(&kind) {
                continue;
            }
            if let Some(json) = self.value(property, &schema.name, &schema.kind, value) {
                put(node, property, json, &mut given);
            }
        }
    }

    /// Where an event is, when its place has a page.
    pub(super) fn location(&self, page: &Page) -> Option<Json> {
        let (schema, value) = values(&page.content_type.fields, &page.fields)
            .find(|(schema, _)| schema.schema.as_deref() == Some("location"))?;
        self.value("location", &schema.name, &schema.kind, value)
    }

    /// The full address of a picture.
    pub(super) fn image(&self, picture: &Picture) -> Option<String> {
        (self.picture)(picture).map(|url| self.absolute(&url))
    }

    /// The full address of the picture that a block names.
    pub(super) fn poster(&self, page: &Page, written: &str) -> Option<String> {
        let Ok(link::Target::File(source)) = link::resolve(self.site, self.files, page, written) else { return None };
        self.image(&Picture::plain(source))
    }

    pub(super) fn absolute(&self, url: &str) -> String {
        if url.starts_with('/') && !url.starts_with("//") { address(self.site, url) } else { url.to_owned() }
    }

    fn value(&self, property: &str, name: &str, kind: &FieldKind, value: &Value) -> Option<Json> {
        match value {
            Value::Text(text) | Value::Plain(text) => (!text.is_empty()).then(|| word(property, name, text)),
            Value::Markdown(body) => Some(plain(&body.html)).filter(|text| !text.is_empty()).map(Json::from),
            // A year.
            Value::Integer(number) if property.ends_with("Date") || property.starts_with("date") => {
                Some(number.to_string().into())
            }
            // A level has a number and is none.
            Value::Integer(number) if property == "educationalLevel" => Some(number.to_string().into()),
            Value::Integer(number) if property == "numberOfEmployees" => {
                Some(json!({ "@type": "QuantitativeValue", "value": number }))
            }
            Value::Integer(number) => Some((*number).into()),
            Value::Float(number) => serde_json::Number::from_f64(*number).map(Json::from),
            Value::Bool(value) => Some((*value).into()),
            Value::Date(date) => Some(date.to_string().into()),
            Value::Moment(moment) => Some(iso(moment).into()),
            Value::Url(url) => Some(self.absolute(url).into()),
            Value::Picture(picture) => self.image(picture).map(Json::from),
            Value::File(path) => {
                Some(json!({ "@type": "MediaObject", "contentUrl": self.absolute(&link::file_url(self.site, path)) }))
            }
            Value::Page(id) => {
                let mut node = self.reference(*id);
                if property == "location" && node["@type"] != "Place" {
                    // Where an organisation is, is a place, which is not that organisation.
                    node.insert("@type".into(), "Place".into());
                    node.remove("@id");
                }
                Some(node.into())
            }
            Value::List(values) => {
                let of = if let FieldKind::List(of) = kind { of } else { kind };
                let items: Vec<Json> =
                    values.iter().filter_map(|value| self.value(property, name, of, value)).collect();
                (!items.is_empty()).then(|| items.into())
            }
            Value::Group(entries) => self.group(property, kind, entries),
        }
    }

    /// A page in another's property: what it is, its name, where it is.
    pub(super) fn reference(&self, target: PageId) -> Node {
        let page = self.site.page(target);
        let mut node = Node::new();
        node.insert("@type".into(), schema(page).into());
        node.insert("@id".into(), id(self.site, page).into());
        node.insert("name".into(), page.title().into());
        node.insert("url".into(), address(self.site, &page.url).into());
        // A place is of no use without its address, nor an event without its day.
        for property in ["address", "startDate"] {
            let field = values(&page.content_type.fields, &page.fields)
                .find(|(schema, _)| schema.schema.as_deref() == Some(property));
            if let Some(value) =
                field.and_then(|(schema, value)| self.value(property, &schema.name, &schema.kind, value))
                && (property == "address" || schema(page) == "Event")
            {
                node.insert(property.into(), value);
            }
        }
        if schema(page) == "Event" {
            super::put_locations(self, &mut node, page);
        }
        node
    }

    /// A group is a node; one that names a page is that page, with what the group adds.
    fn group(&self, property: &str, kind: &FieldKind, entries: &[(String, Value)]) -> Option<Json> {
        let FieldKind::Group(schemas) = kind else { return None };
        let named = values(schemas, entries).find_map(|(schema, value)| match value {
            Value::Page(id) if schema.schema.is_none() => Some(*id),
            _ => None,
        });
        let mut node = named.map_or_else(Node::new, |id| self.reference(id));
        let mut given: BTreeSet<String> = named.is_some().then(|| "name".to_owned()).into_iter().collect();
        for (schema, value) in values(schemas, entries) {
            let Some(inner) = schema.schema.as_deref().filter(|inner| !(named.is_some() && *inner == "name")) else {
                continue;
            };
            if let Some(json) = self.value(inner, &schema.name, &schema.kind, value) {
                put(&mut node, inner, json, &mut given);
            }
        }
        if node.is_empty() {
            return None;
        }
        if let Some(class) = class(property).filter(|_| named.is_none()) {
            node.shift_insert(0, "@type".into(), class.into());
        }
        Some(node.into())
    }
}

/// The type of schema.org of a page: that of its type of content, or of the choice that says it more precisely.
pub(super) fn schema(page: &Page) -> &str {
    let precise = values(&page.content_type.fields, &page.fields).find_map(|(schema, value)| match value {
        Value::Text(word) | Value::Plain(word) if schema.schema.as_deref() == Some("@type") => {
            TYPES.iter().find(|(known, _)| known == word).map(|(_, name)| *name)
        }
        _ => None,
    });
    precise.or(page.content_type.schema.as_deref()).unwrap_or("WebPage")
}

/// A name or a number under which others know something, with its address where it has one.
pub(super) fn identifier(name: &str, value: &str) -> Json {
    match REGISTRIES.iter().find(|(registry, _)| *registry == name) {
        Some((_, address)) => {
            json!({ "@type": "PropertyValue", "propertyID": name, "value": value, "url": format!("{address}{value}") })
        }
        None => json!({ "@type": "PropertyValue", "propertyID": name, "value": value }),
    }
}

/// The declared fields that have a value.
fn values<'a>(
    schemas: &'a [FieldSchema],
    values: &'a [(String, Value)],
) -> impl Iterator<Item = (&'a FieldSchema, &'a Value)> {
    schemas.iter().filter_map(|schema| {
        Some((schema, values.iter().find(|(name, _)| *name == schema.name).map(|(_, value)| value)?))
    })
}

fn put(node: &mut Node, property: &str, json: Json, given: &mut BTreeSet<String>) {
    if given.insert(property.to_owned()) {
        node.insert(property.to_owned(), json);
        return;
    }
    let mut all = match node.remove(property) {
        Some(Json::Array(items)) => items,
        before => before.into_iter().collect(),
    };
    match json {
        Json::Array(items) => all.extend(items),
        json => all.push(json),
    }
    node.insert(property.to_owned(), all.into());
}

fn class(property: &str) -> Option<&'static str> {
    NODES.iter().find(|(name, _)| *name == property).map(|(_, class)| *class)
}

fn word(property: &str, name: &str, text: &str) -> Json {
    if property == "identifier" {
        return identifier(name, text);
    }
    if let Some((_, _, member)) = MEMBERS.iter().find(|(of, word, _)| *of == property && *word == text) {
        return format!("https://schema.org/{member}").into();
    }
    if property == "license" {
        return match licence::address(text, "") {
            Some(address) => address.into(),
            None => json!({ "@type": "CreativeWork", "name": text }),
        };
    }
    match class(property) {
        Some(class) => json!({ "@type": class, "name": text }),
        None => text.into(),
    }
}

/// The text of HTML, in one line.
pub(in crate::render) fn plain(html: &str) -> String {
    const INLINE: &[&str] =
        &["a", "abbr", "b", "cite", "code", "del", "em", "i", "ins", "q", "span", "strong", "sub", "sup"];
    let mut text = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        text.push_str(&rest[..at]);
        let end = rest[at..].find('>').map_or(rest.len(), |end| at + end + 1);
        let tag = rest[at..end].trim_start_matches(['<', '/']);
        let name = tag.split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default();
        if !INLINE.contains(&name) {
            text.push(' ');
        }
        rest = &rest[end..];
    }
    text.push_str(rest);
    for (entity, c) in [
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&quot;", "\""),
        ("&#39;", "'"),
        ("&#x27;", "'"),
        ("&nbsp;", "\u{a0}"),
        ("&amp;", "&"),
    ] {
        text = text.replace(entity, c);
    }
    text.split_ascii_whitespace().collect::<Vec<_>>().join(" ")
}
