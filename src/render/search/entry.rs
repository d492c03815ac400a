//! What is searched of each page: its words as they are delivered, by how much they say of it.

use std::collections::HashMap;

use crate::html;
use crate::model::value::Value;
use crate::model::{Kind, Listing, Page, PageId, Site, Subject, taxonomy_title};

/// A page that can be found.
#[derive(Debug, Default)]
pub(super) struct Entry {
    pub(super) title: String,
    /// The URL path.
    pub(super) url: String,
    /// The title of the section it stands in, or of the taxonomy it is a term of.
    pub(super) section: String,
    pub(super) description: String,
    /// Its headings and its terms.
    pub(super) headings: Vec<String>,
    /// All else that it says.
    pub(super) texts: Vec<String>,
}

/// The pages of a language that can be found, in the order of the site, then its taxonomies and terms. `texts` is the
/// delivered HTML of each page's text and Markdown fields.
pub(super) fn entries(site: &Site, language: usize, texts: &HashMap<PageId, &[String]>) -> Vec<Entry> {
    let html = |id: &PageId| texts.get(id).copied().unwrap_or_default();
    let pages = site.pages.iter().enumerate().map(|(index, page)| (PageId(index), page));
    let pages =
        pages.filter(|(id, page)| page.language == language && !site.about.contains(id) && is_found(site, page));
    let lists = site.listings.iter().filter(|listing| listing.language == language);
    pages
        .map(|(id, page)| of_page(site, page, html(&id)))
        .chain(lists.filter_map(|list| of_list(site, list, &html)))
        .collect()
}

/// Whether a page is found by the search: no draft, and none that says `search: false` or stands in a section that
/// does. The home speaks for itself alone.
fn is_found(site: &Site, page: &Page) -> bool {
    if page.envelope.draft || !page.is_sound() || super::is_search(site, page) {
        return false;
    }
    let mut next = Some(page);
    while let Some(page) = next {
        if let Some(answer) = page.envelope.search {
            return answer;
        }
        next = page.section.map(|id| site.page(id)).filter(|above| above.kind != Kind::Home);
    }
    true
}

fn of_page(site: &Site, page: &Page, html: &[String]) -> Entry {
    let section = page.section.map(|id| site.page(id)).filter(|above| above.kind != Kind::Home);
    let mut entry = Entry {
        title: page.title().to_owned(),
        url: page.url.clone(),
        section: section.map_or_else(String::new, |above| above.title().to_owned()),
        description: page.envelope.description.clone(),
        headings: page.terms.iter().map(|id| site.term(*id).title.clone()).collect(),
        texts: Vec::new(),
    };
    entry.texts.push(entry.section.clone());
    entry.read(html);
    for (_, value) in &page.fields {
        entry.value(site, value);
    }
    entry
}

/// The list of a taxonomy or of a term, with what its page says when there is one.
fn of_list<'a>(site: &Site, listing: &Listing, html: &impl Fn(&PageId) -> &'a [String]) -> Option<Entry> {
    let (about, section) = match listing.subject {
        Subject::Section(_) => return None,
        Subject::Taxonomy(rank) => (site.taxonomy_about.get(&(rank, listing.language)).copied(), ""),
        Subject::Term(id) => {
            let term = site.term(id);
            if term.pages.iter().all(|id| site.page(*id).envelope.draft) {
                return None;
            }
            (term.about, taxonomy_title(site, term.taxonomy, term.language))
        }
    };
    let mut entry = Entry {
        title: listing.title(site).to_owned(),
        url: listing.url().to_owned(),
        section: section.to_owned(),
        texts: vec![section.to_owned()],
        ..Entry::default()
    };
    if let Some(id) = about {
        let page = site.page(id);
        if !is_found(site, page) {
            return None;
        }
        page.title().clone_into(&mut entry.title);
        entry.description.clone_from(&page.envelope.description);
        entry.read(html(&id));
    }
    Some(entry)
}

impl Entry {
    /// Takes in the words of delivered HTML, and its headings apart.
    fn read(&mut self, html: &[String]) {
        for part in html {
            self.headings.extend(html::headings(part).into_iter().map(|(_, _, text)| text));
            // Words of two elements are two words.
            self.texts.push(html::text(&part.replace('<', " <")));
        }
    }

    /// Takes in what a field says; Markdown is in the delivered HTML.
    fn value(&mut self, site: &Site, value: &Value) {
        match value {
            Value::Text(text) => self.texts.push(text.clone()),
            Value::Page(id) if !site.page(*id).envelope.draft => self.texts.push(site.page(*id).title().to_owned()),
            Value::List(values) => values.iter().for_each(|value| self.value(site, value)),
            Value::Group(values) => values.iter().for_each(|(_, value)| self.value(site, value)),
            _ => {}
        }
    }
}
