//! Feeds of lists: Atom 1.0 (RFC 4287) and JSON Feed 1.1 (<https://www.jsonfeed.org/version/1.1/>).

mod absolute;
mod atom;
mod json;
#[cfg(test)]
mod tests;

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use jiff::Zoned;
use rayon::prelude::*;
use rustc_hash::FxHashSet;

use crate::config::{FeedContent, Language};
use crate::finding::OutputPath;
use crate::model::{Kind, Listing, Page, PageId, Site, Subject, url};
use crate::output::Content;

/// The HTML of a page's text, its URLs written from the site's root.
pub(super) type Html<'a> = dyn Fn(PageId) -> Option<String> + Sync + 'a;

/// Whether feeds hold the texts of pages, else what is said of these in lists.
pub(super) fn hold_texts(site: &Site) -> bool {
    site.config.feeds.content == FeedContent::Full
}

/// Every feed of the site. `html` is asked once for each page that stands in a feed, and not at all when
/// feeds hold summaries.
pub(super) fn feeds(site: &Site, html: &Html<'_>) -> Vec<(OutputPath, Content)> {
    let lists = site.listings.par_iter().filter(|listing| listing.feeds.syndication);
    write(site, lists.map(|listing| (listing, newest(site, &listing.pages))).collect(), html)
}

/// The feeds that hold the text of one of these pages, where `html` knows all of their texts: none when feeds hold
/// summaries.
pub(super) fn holding(site: &Site, pages: &BTreeSet<PageId>, html: &Html<'_>) -> Vec<(OutputPath, Content)> {
    if !hold_texts(site) {
        return Vec::new();
    }
    let has_one = |all: &[PageId]| all.iter().any(|id| pages.contains(id));
    let lists = site.listings.par_iter().filter(|listing| listing.feeds.syndication && has_one(&listing.pages));
    let lists = lists.map(|listing| (listing, newest(site, &listing.pages))).filter(|(_, newest)| has_one(newest));
    let lists = lists.filter(|(_, newest)| newest.iter().all(|id| html(*id).is_some()));
    write(site, lists.collect(), html)
}

/// The feeds of these lists, each with the pages that it holds.
fn write(site: &Site, lists: Vec<(&Listing, Vec<PageId>)>, html: &Html<'_>) -> Vec<(OutputPath, Content)> {
    let mut texts = BTreeMap::new();
    if hold_texts(site) {
        let wanted: BTreeSet<PageId> = lists.iter().flat_map(|(_, pages)| pages.iter().copied()).collect();
        texts.par_extend(wanted.into_par_iter().filter_map(|id| {
            let permalink = url::absolute(&site.config, &site.page(id).url);
            Some((id, absolute::html(&html(id)?, &permalink)))
        }));
    }
    lists.into_par_iter().flat_map_iter(|(listing, pages)| render(site, listing, &pages, &texts)).collect()
}

/// The pages whose texts stand in feeds.
pub(super) fn told(site: &Site) -> FxHashSet<PageId> {
    if !hold_texts(site) {
        return FxHashSet::default();
    }
    let lists: Vec<&Listing> = site.listings.iter().filter(|listing| listing.feeds.syndication).collect();
    lists.into_par_iter().flat_map_iter(|listing| newest(site, &listing.pages)).collect()
}

/// What readers may subscribe to on a list, for its page and `<link rel="alternate">`: title, URL path, media type.
pub(super) fn links(site: &Site, listing: &Listing) -> Vec<(String, String, &'static str)> {
    let title = title(site, listing);
    let mut links = Vec::new();
    if listing.feeds.syndication {
        links.extend(site.config.feeds.formats.iter().map(|format| {
            let (file, name, kind) = facts(format);
            (format!("{title} ({name})"), below(listing.url(), file), kind)
        }));
    }
    if listing.feeds.calendar {
        let calendar = below(listing.url(), super::calendar::LIST_FILE);
        links.push((format!("{title} (iCalendar)"), calendar, super::calendar::MEDIA_TYPE));
    }
    links
}

/// The name of the site in a language.
pub(super) fn site_title<'a>(site: &'a Site, language: &'a Language) -> &'a str {
    language.title.as_deref().unwrap_or_else(|| site.config.title.get(&language.code))
}

/// The name of a list with the site's: what subscribers see among their other feeds.
pub(super) fn title(site: &Site, listing: &Listing) -> String {
    let name = site_title(site, &site.config.languages.all[listing.language]);
    match listing.subject {
        Subject::Section(id) if site.page(id).kind == Kind::Home => name.to_owned(),
        _ if name.is_empty() => listing.title(site).to_owned(),
        _ => format!("{} – {name}", listing.title(site)),
    }
}

/// The URL path of a file that goes with the page at `url`.
pub(super) fn below(url: &str, file: &str) -> String {
    match url.strip_suffix('/') {
        Some(folder) => format!("{folder}/{file}"),
        // `/a/b.html` is no folder: its files go to `/a/b/`.
        None => format!("{}/{file}", url.rsplit_once('.').map_or(url, |(stem, _)| stem)),
    }
}

/// The file, the name and the media type of a format of `feeds.formats`.
fn facts(format: &str) -> (&'static str, &'static str, &'static str) {
    match format {
        "json" => ("feed.json", "JSON Feed", "application/feed+json"),
        _ => ("atom.xml", "Atom", "application/atom+xml"),
    }
}

/// What every format says of a list.
struct Feed<'a> {
    title: String,
    description: &'a str,
    language: &'a str,
    /// The page of the list.
    page: String,
    /// The feed itself.
    own: String,
    /// Who publishes, and where.
    author: (&'a str, String),
    updated: String,
    entries: Vec<Entry<'a>>,
}

/// What every format says of a page.
struct Entry<'a> {
    page: &'a Page,
    permalink: String,
    published: String,
    updated: String,
    /// The titles of its terms, and the address of their taxonomy.
    terms: Vec<(&'a str, String)>,
    html: Option<&'a str>,
}

/// When a feed without entries was updated: a moment that no build changes.
const EMPTY_SINCE: &str = "1970-01-01T00:00:00Z";

fn render(
    site: &Site,
    listing: &Listing,
    pages: &[PageId],
    texts: &BTreeMap<PageId, String>,
) -> Vec<(OutputPath, Content)> {
    let absolute = |path: &str| url::absolute(&site.config, path);
    let language = &site.config.languages.all[listing.language];
    let publisher = site.config.organization.get("name").unwrap_or_else(|| site_title(site, language));
    let updated = pages.iter().map(|id| revised(site.page(*id), &site.moment.now)).max();
    let mut feed = Feed {
        title: title(site, listing),
        description: description(site, listing, language),
        language: &language.code,
        page: absolute(listing.url()),
        own: String::new(),
        author: (publisher, absolute(&url::language_root(&site.config, listing.language))),
        updated: updated.map_or_else(|| EMPTY_SINCE.to_owned(), rfc3339),
        entries: pages.iter().map(|id| entry(site, *id, texts.get(id))).collect(),
    };
    let formats = &site.config.feeds.formats;
    let files = formats.iter().map(|format| {
        let path = below(listing.url(), facts(format).0);
        feed.own = absolute(&path);
        let content = if *format == "json" { json::write(&feed) } else { atom::write(&feed) };
        (url::output_of(&site.config, &path), content)
    });
    files.collect()
}

fn entry<'a>(site: &'a Site, id: PageId, text: Option<&'a String>) -> Entry<'a> {
    let page = site.page(id);
    let absolute = |path: &str| url::absolute(&site.config, path);
    let terms = page.terms.iter().map(|term| {
        let term = site.term(*term);
        (term.title.as_str(), absolute(&url::taxonomy_url(&site.config, term.taxonomy, term.language)))
    });
    Entry {
        page,
        permalink: absolute(&page.url),
        published: rfc3339(page.envelope.date.as_ref().unwrap_or(&site.moment.now)),
        updated: rfc3339(revised(page, &site.moment.now)),
        terms: terms.collect(),
        html: text.map(String::as_str),
    }
}

/// The newest pages of a list, the newest first; those without a date are no news.
fn newest(site: &Site, pages: &[PageId]) -> Vec<PageId> {
    let mut dated: Vec<(Reverse<jiff::Timestamp>, &str, PageId)> = pages
        .iter()
        .filter_map(|id| {
            let page = site.page(*id);
            Some((Reverse(page.envelope.date.as_ref()?.timestamp()), page.url.as_str(), *id))
        })
        .collect();
    let limit = site.config.feeds.limit;
    if dated.len() > limit {
        dated.select_nth_unstable(limit);
        dated.truncate(limit);
    }
    dated.sort_unstable();
    dated.into_iter().map(|(_, _, id)| id).collect()
}

fn description<'a>(site: &'a Site, listing: &Listing, language: &'a Language) -> &'a str {
    let about = match listing.subject {
        Subject::Section(id) => Some(id),
        Subject::Term(id) => site.term(id).about,
        Subject::Taxonomy(rank) => site.taxonomy_about.get(&(rank, listing.language)).copied(),
    };
    let own = about.map_or("", |id| site.page(id).envelope.description.as_str());
    let home = matches!(listing.subject, Subject::Section(id) if site.page(id).kind == Kind::Home);
    if own.is_empty() && home {
        return language.description.as_deref().unwrap_or_else(|| site.config.description.get(&language.code));
    }
    own
}

/// When a page was last revised; never before it was published.
fn revised<'a>(page: &'a Page, now: &'a Zoned) -> &'a Zoned {
    let envelope = &page.envelope;
    envelope.updated.as_ref().max(envelope.date.as_ref()).unwrap_or(now)
}

/// A date-time of RFC 3339, in the offset it was written with.
fn rfc3339(moment: &Zoned) -> String {
    moment.strftime("%Y-%m-%dT%H:%M:%S%:z").to_string()
}
