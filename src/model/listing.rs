//! Lists: what homes, sections, taxonomies and terms show, page by page, and what they feed.

use std::ops::Range;
use std::sync::Arc;

use super::page::{Kind, PageId};
use super::taxonomy::TermId;
use super::tree::{self, Order};
use super::{Site, url};
use crate::finding::OutputPath;
use crate::load::types::Feed;

/// A list to render.
#[derive(Clone, Debug)]
pub struct Listing {
    /// What it lists.
    pub subject: Subject,
    /// The rank of its language.
    pub language: usize,
    /// The pages listed, in order.
    pub pages: Vec<PageId>,
    /// The list cut into pages; at least one.
    pub pagers: Vec<Pager>,
    /// What it feeds.
    pub feeds: Feeds,
}

/// What a list is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Subject {
    /// A section, or a home.
    Section(PageId),
    /// A taxonomy (its rank): its terms.
    Taxonomy(usize),
    /// A term: its pages.
    Term(TermId),
}

/// What readers may subscribe to on a list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Feeds {
    /// Atom and JSON Feed.
    pub syndication: bool,
    /// iCalendar.
    pub calendar: bool,
}

/// One page of a list.
#[derive(Clone, Debug)]
pub struct Pager {
    /// Its URL path.
    pub url: String,
    /// Where it is written.
    pub output: OutputPath,
    /// What it shows of the list.
    pub range: Range<usize>,
}

impl Listing {
    /// Its URL path.
    pub fn url(&self) -> &str {
        &self.pagers[0].url
    }

    /// Its title.
    pub fn title<'a>(&self, site: &'a Site) -> &'a str {
        match self.subject {
            Subject::Section(id) => site.page(id).title(),
            Subject::Term(id) => &site.term(id).title,
            Subject::Taxonomy(rank) => taxonomy_title(site, rank, self.language),
        }
    }
}

/// The title of a taxonomy in a language.
pub fn taxonomy_title(site: &Site, rank: usize, language: usize) -> &str {
    let taxonomy = &site.config.taxonomies[rank];
    match taxonomy.title.get(&site.config.languages.all[language].code) {
        "" => &taxonomy.name,
        title => title,
    }
}

/// Makes every list of the site.
pub(super) fn list(site: &mut Site) {
    let mut listings = Vec::new();
    for (index, page) in site.pages.iter().enumerate() {
        if page.kind == Kind::Page || site.about.contains(&PageId(index)) {
            continue;
        }
        let feed = page
            .section_keys
            .contains
            .as_deref()
            .or_else(|| inherited(site, page.section))
            .and_then(|name| site.theme.types.get(name))
            .map_or(Feed::None, |content_type| content_type.feed);
        let (pages, feeds) = if page.kind == Kind::Home {
            let pages = newest(site, page.language);
            let syndication = page.section_keys.feed.unwrap_or(!pages.is_empty());
            (pages, Feeds { syndication, calendar: false })
        } else {
            // Only what has a date is news: of events that begin one day and were announced no one knows when, the
            // calendar tells.
            let has_news = has_date(site, &page.children) || (page.children.is_empty() && feed == Feed::Atom);
            let syndication = page.section_keys.feed.unwrap_or(feed != Feed::None && has_news);
            (page.children.clone(), Feeds { syndication, calendar: feed == Feed::ICalendar })
        };
        let pagers = pagers(site, &page.url, pages.len(), page.section_keys.paginate);
        listings.push(Listing {
            subject: Subject::Section(PageId(index)),
            language: page.language,
            pages,
            pagers,
            feeds,
        });
    }
    for language in 0..site.config.languages.all.len() {
        for (rank, taxonomy) in site.config.taxonomies.iter().enumerate() {
            if !site.terms.iter().any(|term| term.taxonomy == rank && term.language == language) {
                continue;
            }
            let pagers = pagers(site, &url::taxonomy_url(&site.config, rank, language), 0, 0);
            listings.push(Listing {
                subject: Subject::Taxonomy(rank),
                language,
                pages: Vec::new(),
                pagers,
                feeds: Feeds::default(),
            });
            for (index, term) in
                site.terms.iter().enumerate().filter(|(_, term)| term.taxonomy == rank && term.language == language)
            {
                let calendar = term.pages.iter().any(|id| site.page(*id).content_type.feed == Feed::ICalendar);
                let feeds = Feeds { syndication: taxonomy.feed && has_date(site, &term.pages), calendar };
                let pagers = self::pagers(site, &term.url, term.pages.len(), taxonomy.paginate);
                listings.push(Listing {
                    subject: Subject::Term(TermId(index)),
                    language,
                    pages: term.pages.clone(),
                    pagers,
                    feeds,
                });
            }
        }
    }
    site.listings = Arc::new(listings);
}

/// Whether one of these pages can stand in a feed.
fn has_date(site: &Site, pages: &[PageId]) -> bool {
    pages.iter().any(|id| site.page(*id).envelope.date.is_some())
}

fn inherited(site: &Site, mut section: Option<PageId>) -> Option<&str> {
    while let Some(id) = section {
        let page = site.page(id);
        if let Some(name) = &page.section_keys.contains {
            return Some(name);
        }
        section = page.section;
    }
    None
}

/// What a home feeds: every page of its language whose type has a feed, the newest first.
fn newest(site: &Site, language: usize) -> Vec<PageId> {
    let mut pages: Vec<PageId> = (0..site.pages.len())
        .filter(|index| {
            let page = &site.pages[*index];
            page.language == language
                && page.is_sound()
                && page.kind == Kind::Page
                && page.content_type.feed == Feed::Atom
                && page.envelope.date.is_some()
        })
        .map(PageId)
        .collect();
    let collator = tree::collator(&site.config.languages.all[language].code);
    tree::par_sort(&mut pages, &site.pages, &Order::parse("-date"), &collator);
    pages
}

fn pagers(site: &Site, url: &str, count: usize, per_page: usize) -> Vec<Pager> {
    let size = if per_page == 0 { count.max(1) } else { per_page };
    (0..count.div_ceil(size).max(1))
        .map(|index| {
            let url = if index == 0 { url.to_owned() } else { format!("{url}page/{}/", index + 1) };
            Pager {
                output: url::output_of(&site.config, &url),
                url,
                range: index * size..((index + 1) * size).min(count),
            }
        })
        .collect()
}
