//! The sitemap of search engines (<https://www.sitemaps.org/protocol.html>), with the translations of each page
//! (`xhtml:link`, as Google and Yandex read it).

use std::collections::HashMap;
use std::fmt::Write as _;

use jiff::Zoned;
use rayon::prelude::*;

use crate::finding::OutputPath;
use crate::model::value::iso;
use crate::model::{Listing, Page, PageId, Site, Subject, url};
use crate::output::Content;

/// The sitemap, at the root of the site.
pub(super) const FILE: &str = "sitemap.xml";

/// What the protocol allows in one file.
const LIMITS: Limits = Limits { urls: 50_000, bytes: 50 * 1024 * 1024 };

#[derive(Clone, Copy)]
struct Limits {
    urls: usize,
    bytes: usize,
}

/// `sitemap.xml`; for a site that one file cannot hold, an index and its files.
pub(super) fn sitemap(site: &Site) -> Vec<(OutputPath, Content)> {
    write(&entries(site), LIMITS, &site.config.base_url)
}

/// One address of the sitemap.
#[derive(Debug, PartialEq, Eq)]
struct Entry {
    url: String,
    modified: Option<String>,
    /// Language and address of each translation, itself included; empty when there is no other.
    translations: Vec<(String, String)>,
}

fn entries(site: &Site) -> Vec<Entry> {
    let lists: HashMap<PageId, &Listing> = site
        .listings
        .iter()
        .filter_map(|listing| match listing.subject {
            Subject::Section(id) => Some((id, listing)),
            _ => None,
        })
        .collect();
    let pages = site.pages.par_iter().enumerate().filter_map(|(index, page)| {
        let id = PageId(index);
        let listed = lists.get(&id).map_or(&[][..], |listing| &listing.pages);
        is_public(site, id).then(|| Entry {
            url: url::absolute(&site.config, &page.url),
            modified: modified(std::iter::once(id).chain(listed.iter().copied()).map(|id| site.page(id))),
            translations: translations(
                site,
                page.translations.iter().flatten().filter(|id| is_public(site, **id)).map(|id| {
                    let page = site.page(*id);
                    (page.language, page.url.as_str())
                }),
            ),
        })
    });
    let terms = site.listings.iter().filter_map(|listing| {
        let translated = match listing.subject {
            Subject::Section(_) => return None,
            Subject::Term(_) => Vec::new(),
            Subject::Taxonomy(_) => {
                let same = site.listings.iter().filter(|other| other.subject == listing.subject);
                same.map(|other| (other.language, other.url())).collect()
            }
        };
        Some(Entry {
            url: url::absolute(&site.config, listing.url()),
            modified: modified(listing.pages.iter().map(|id| site.page(*id))),
            translations: translations(site, translated.into_iter()),
        })
    });
    pages.collect::<Vec<_>>().into_iter().chain(terms).collect()
}

/// Whether a page has an address for everyone: no draft, and none whose list stands in its stead.
fn is_public(site: &Site, id: PageId) -> bool {
    !site.page(id).envelope.draft && !site.about.contains(&id)
}

fn modified<'a>(pages: impl Iterator<Item = &'a Page>) -> Option<String> {
    let moments =
        pages.filter(|page| !page.envelope.draft).flat_map(|page| [&page.envelope.updated, &page.envelope.date]);
    moments.flatten().max_by_key(|moment: &&Zoned| moment.timestamp()).map(iso)
}

fn translations<'a>(site: &Site, found: impl Iterator<Item = (usize, &'a str)>) -> Vec<(String, String)> {
    let languages = &site.config.languages;
    let address = |path| url::absolute(&site.config, path);
    let mut translations = Vec::new();
    let mut default = None;
    for (language, path) in found {
        if language == languages.default {
            default = Some(("x-default".to_owned(), address(path)));
        }
        translations.push((languages.all[language].code.clone(), address(path)));
    }
    if translations.len() < 2 {
        return Vec::new();
    }
    translations.extend(default);
    translations
}

fn write(entries: &[Entry], limits: Limits, root: &str) -> Vec<(OutputPath, Content)> {
    const OPEN: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
        <urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\" xmlns:xhtml=\"http://www.w3.org/1999/xhtml\">\n";
    const CLOSE: &str = "</urlset>\n";
    let mut parts = Vec::new();
    let (mut part, mut count) = (OPEN.to_owned(), 0);
    for entry in entries {
        let text = element(entry);
        if count == limits.urls || (count > 0 && part.len() + text.len() + CLOSE.len() > limits.bytes) {
            parts.push(std::mem::replace(&mut part, OPEN.to_owned()) + CLOSE);
            count = 0;
        }
        part.push_str(&text);
        count += 1;
    }
    parts.push(part + CLOSE);
    if parts.len() == 1 {
        return parts.into_iter().map(|part| (OutputPath::new(FILE), part.into())).collect();
    }
    let mut index = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
        <sitemapindex xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n"
        .to_owned();
    let mut files = Vec::with_capacity(parts.len() + 1);
    for (rank, part) in parts.into_iter().enumerate() {
        let name = format!("sitemap-{}.xml", rank + 1);
        let _ = writeln!(index, "<sitemap><loc>{}</loc></sitemap>", escape(&format!("{root}/{name}")));
        files.push((OutputPath::new(name), part.into()));
    }
    files.push((OutputPath::new(FILE), (index + "</sitemapindex>\n").into()));
    files
}

fn element(entry: &Entry) -> String {
    let mut text = format!("<url><loc>{}</loc>", escape(&entry.url));
    if let Some(modified) = &entry.modified {
        let _ = write!(text, "<lastmod>{modified}</lastmod>");
    }
    for (language, address) in &entry.translations {
        let (language, address) = (escape(language), escape(address));
        let _ = write!(text, "<xhtml:link rel=\"alternate\" hreflang=\"{language}\" href=\"{address}\"/>");
    }
    text + "</url>\n"
}

/// A URL as XML text or attribute.
fn escape(url: &str) -> String {
    url.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;").replace('\'', "&apos;")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::testing::{CONFIG, site, text};

    #[test]
    fn every_page_is_there_with_its_translations() {
        let site = site(
            CONFIG,
            &[
                ("content/fr/_index.md", "---\ntitle: Accueil\n---\n"),
                ("content/en/_index.md", "---\ntitle: Home\n---\n"),
                ("content/fr/news/_index.md", "---\ntitle: Nouvelles\ncontains: post\n---\n"),
                ("content/fr/news/a.md", "---\ntitle: A\ndate: 2026-01-05\naliases: [/vieux/]\nthemes: [Mer]\n---\n"),
                ("content/fr/news/b.md", "---\ntitle: B\ndraft: true\n---\n"),
            ],
        );
        let map = text(&sitemap(&site), "sitemap.xml");
        let lines: Vec<&str> = map.lines().collect();
        assert_eq!(
            lines[2],
            "<url><loc>https://estran.example/u/fr/</loc><lastmod>2026-01-05</lastmod>\
             <xhtml:link rel=\"alternate\" hreflang=\"fr\" href=\"https://estran.example/u/fr/\"/>\
             <xhtml:link rel=\"alternate\" hreflang=\"en\" href=\"https://estran.example/u/en/\"/>\
             <xhtml:link rel=\"alternate\" hreflang=\"x-default\" href=\"https://estran.example/u/fr/\"/></url>"
        );
        let urls: Vec<&str> = lines
            .iter()
            .filter_map(|line| line.strip_prefix("<url><loc>https://estran.example/u/")?.split('<').next())
            .collect();
        assert_eq!(urls, ["fr/", "fr/news/", "fr/news/a/", "en/", "fr/themes/", "fr/themes/mer/"]);
    }

    #[test]
    fn what_one_file_cannot_hold_is_cut() {
        let entry =
            |rank: usize| Entry { url: format!("https://e.org/{rank}?a&b"), modified: None, translations: Vec::new() };
        let entries: Vec<Entry> = (0..5).map(entry).collect();
        let files = write(&entries, Limits { urls: 2, bytes: 100_000 }, "https://e.org");
        let paths: Vec<&str> = files.iter().map(|(path, _)| path.as_str()).collect();
        assert_eq!(paths, ["sitemap-1.xml", "sitemap-2.xml", "sitemap-3.xml", "sitemap.xml"]);
        assert!(text(&files, "sitemap.xml").contains("<loc>https://e.org/sitemap-3.xml</loc>"));
        assert!(text(&files, "sitemap-3.xml").contains("<loc>https://e.org/4?a&amp;b</loc>"));
        let files = write(&entries, Limits { urls: 50, bytes: 300 }, "https://e.org");
        assert!(files.len() > 2);
        assert!(files.iter().all(|(path, _)| path.as_str() == FILE || text(&files, path.as_str()).len() <= 300));
    }
}
