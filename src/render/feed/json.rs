//! JSON Feed 1.1 (<https://www.jsonfeed.org/version/1.1/>).

use serde_json::{Map, Value, json};

use super::{Entry, Feed};
use crate::output::Content;

/// The feed as JSON Feed.
pub(super) fn write(feed: &Feed<'_>) -> Content {
    let (name, url) = &feed.author;
    let mut value = Map::new();
    value.insert("version".into(), "https://jsonfeed.org/version/1.1".into());
    value.insert("title".into(), feed.title.as_str().into());
    value.insert("home_page_url".into(), feed.page.as_str().into());
    value.insert("feed_url".into(), feed.own.as_str().into());
    if !feed.description.is_empty() {
        value.insert("description".into(), feed.description.into());
    }
    value.insert("language".into(), feed.language.into());
    value.insert("authors".into(), json!([{ "name": name, "url": url }]));
    value.insert("items".into(), feed.entries.iter().map(item).collect());
    Value::Object(value).to_string().into()
}

fn item(entry: &Entry<'_>) -> Value {
    let description = entry.page.envelope.description.as_str();
    let mut item = Map::new();
    item.insert("id".into(), entry.permalink.as_str().into());
    item.insert("url".into(), entry.permalink.as_str().into());
    item.insert("title".into(), entry.page.title().into());
    if !description.is_empty() {
        item.insert("summary".into(), description.into());
    }
    // An item has a content, were it only its title.
    match entry.html {
        Some(html) => item.insert("content_html".into(), html.into()),
        None if description.is_empty() => item.insert("content_text".into(), entry.page.title().into()),
        None => item.insert("content_text".into(), description.into()),
    };
    item.insert("date_published".into(), entry.published.as_str().into());
    item.insert("date_modified".into(), entry.updated.as_str().into());
    if !entry.terms.is_empty() {
        item.insert("tags".into(), entry.terms.iter().map(|(title, _)| *title).collect());
    }
    Value::Object(item)
}
