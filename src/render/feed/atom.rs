//! Atom 1.0 (RFC 4287).

use atom_syndication::{Category, Content as AtomContent, Feed as Atom, FixedDateTime, Generator, Link, Person, Text};

use super::{Entry, Feed};
use crate::output::Content;

/// The feed as Atom.
pub(super) fn write(feed: &Feed<'_>) -> Content {
    let (name, uri) = &feed.author;
    let atom = Atom {
        title: text(&feed.title),
        id: feed.own.clone(),
        updated: moment(&feed.updated),
        authors: vec![Person { name: valid(name), uri: Some(uri.clone()), ..Person::default() }],
        generator: Some(Generator { value: "Osier".to_owned(), ..Generator::default() }),
        links: vec![link("self", &feed.own, super::facts("atom").2), link("alternate", &feed.page, "text/html")],
        subtitle: Some(feed.description).filter(|description| !description.is_empty()).map(text),
        entries: feed.entries.iter().map(entry).collect(),
        lang: Some(feed.language.to_owned()),
        ..Atom::default()
    };
    atom.write_to(Vec::new()).expect("writing to memory does not fail").into()
}

fn entry(entry: &Entry<'_>) -> atom_syndication::Entry {
    let description = entry.page.envelope.description.as_str();
    let category =
        |(title, scheme): &(&str, String)| Category { term: valid(title), scheme: Some(scheme.clone()), label: None };
    atom_syndication::Entry {
        title: text(entry.page.title()),
        id: entry.permalink.clone(),
        updated: moment(&entry.updated),
        categories: entry.terms.iter().map(category).collect(),
        links: vec![link("alternate", &entry.permalink, "text/html")],
        published: Some(moment(&entry.published)),
        summary: (!description.is_empty()).then(|| text(description)),
        content: entry.html.map(|html| AtomContent {
            value: Some(valid(html)),
            content_type: Some("html".to_owned()),
            ..AtomContent::default()
        }),
        ..atom_syndication::Entry::default()
    }
}

fn link(rel: &str, href: &str, kind: &str) -> Link {
    Link { href: href.to_owned(), rel: rel.to_owned(), mime_type: Some(kind.to_owned()), ..Link::default() }
}

fn text(text: &str) -> Text {
    Text::plain(valid(text))
}

fn moment(text: &str) -> FixedDateTime {
    text.parse().unwrap_or_default()
}

/// The text without the characters that XML 1.0 cannot hold, however escaped.
fn valid(text: &str) -> String {
    text.chars()
        .filter(|c| !c.is_control() || matches!(c, '\t' | '\n' | '\r'))
        .filter(|c| !matches!(c, '\u{fffe}' | '\u{ffff}'))
        .collect()
}
