//! URLs: where every page is, and that no two share one.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::ops::Range;
use std::sync::Arc;

use super::listing::{Listing, Subject};
use super::page::{Kind, Page, PageId, Soundness};
use super::{Fallback, Site};
use crate::config::{Config, Taxonomy};
use crate::finding::{Finding, OutputPath, Place, rules};
use crate::load::fields::Field;
use crate::load::markdown::slugify;

/// The path part of a base URL, without a slash at the end.
pub fn base_path(base_url: &str) -> &str {
    let after_scheme = base_url.find("://").map_or(0, |at| at + 3);
    base_url[after_scheme..].find('/').map_or("", |at| base_url[after_scheme + at..].trim_end_matches('/'))
}

/// Where a URL path is written; a path that ends in a slash is its `index.html`.
pub fn output_of(config: &Config, url: &str) -> OutputPath {
    let path = url.strip_prefix(base_path(&config.base_url)).unwrap_or(url).trim_start_matches('/');
    let path = percent_encoding::percent_decode_str(path).decode_utf8_lossy();
    if path.is_empty() || path.ends_with('/') {
        OutputPath::new(format!("{path}index.html"))
    } else {
        OutputPath::new(path)
    }
}

/// The URL path of a language's home, with a slash at the end.
pub fn language_root(config: &Config, language: usize) -> String {
    let base = base_path(&config.base_url);
    match config.languages.all[language].prefix.as_str() {
        "" => format!("{base}/"),
        prefix => format!("{base}/{prefix}/"),
    }
}

/// The segment of a taxonomy's URL in a language.
pub fn taxonomy_segment(config: &Config, taxonomy: &Taxonomy, language: usize) -> String {
    let slug = taxonomy.slug.get(&config.languages.all[language].code);
    slugify(if slug.is_empty() { &taxonomy.name } else { slug })
}

/// The URL path of a taxonomy's own page.
pub fn taxonomy_url(config: &Config, taxonomy: usize, language: usize) -> String {
    language_root(config, language) + &taxonomy_segment(config, &config.taxonomies[taxonomy], language) + "/"
}

/// The full address of a URL path.
pub fn absolute(config: &Config, url: &str) -> String {
    let host = &config.base_url[..config.base_url.len() - base_path(&config.base_url).len()];
    format!("{host}{url}")
}

/// Gives every page its URL. Pages are in the order of their keys, so that a section comes before its pages.
pub(super) fn assign(pages: &mut [Page], config: &Config, findings: &mut Vec<Finding>) {
    for index in 0..pages.len() {
        let url = page_url(pages, index, config, findings);
        pages[index].output = output_of(config, &url);
        pages[index].url = url;
    }
}

fn page_url(pages: &[Page], index: usize, config: &Config, findings: &mut Vec<Finding>) -> String {
    let page = &pages[index];
    let root = language_root(config, page.language);
    if let Some(url) = &page.envelope.url {
        return if let Some(path) = clean(url) {
            base_path(&config.base_url).to_owned() + &path
        } else {
            findings.push(invalid(page.key_place("url"), url));
            root + &slugify(page.title()) + "/"
        };
    }
    if page.kind == Kind::Home {
        return root;
    }
    let (folder, name) = page.key.rsplit_once('/').unwrap_or(("", &page.key));
    let mut slug = page.envelope.slug.as_deref().map_or_else(|| slugify(name), slugify);
    if slug.is_empty() {
        let written = page.envelope.slug.as_deref().unwrap_or(name);
        let message = format!("`{written}` has neither a letter nor a digit to make an address of");
        let finding = Finding::new(&rules::ALIAS_INVALID, page.key_place("slug"), message);
        findings.push(finding.help("give the page a `slug`, or its file another name"));
        slug = format!("page-{index}");
    }
    let section = page.section.map(|id| &pages[id.0]);
    let section_url = section.map_or(root.as_str(), |section| section.url.as_str());
    if page.kind == Kind::Page
        && let Some(pattern) = config.permalinks.get(&page.content_type.name)
    {
        let section_path = section_url.strip_prefix(root.as_str()).unwrap_or_default().trim_matches('/');
        return format!("{root}{}", permalink(pattern, page, section_path, &slug));
    }
    let section_key = section.map_or("", |section| section.key.trim_end_matches('/'));
    let between = folder.strip_prefix(section_key).unwrap_or_default();
    let mut url = section_url.to_owned();
    for segment in between.split('/').map(slugify).filter(|segment| !segment.is_empty()) {
        url.push_str(&segment);
        url.push('/');
    }
    url + &slug + "/"
}

/// The date of a permalink is the page's, or the day its event starts.
fn permalink(pattern: &str, page: &Page, section: &str, slug: &str) -> String {
    let start = || page.raw_fields.iter().find(|(name, _)| name == "start").map(|(_, field)| field);
    let date = page.envelope.date.as_ref().map(jiff::Zoned::date).or_else(|| match start()? {
        Field::DateTime(moment) => Some(moment.date()),
        Field::Date(date) => Some(*date),
        _ => None,
    });
    let mut path = pattern.trim_start_matches('/').to_owned();
    let mut put = |word: &str, value: String| path = path.replace(word, &value);
    put(":section", section.to_owned());
    put(":year", date.map_or_else(String::new, |date| format!("{:04}", date.year())));
    put(":month", date.map_or_else(String::new, |date| format!("{:02}", date.month())));
    put(":day", date.map_or_else(String::new, |date| format!("{:02}", date.day())));
    put(":title", slugify(page.title()));
    put(":path", page.key.trim_start_matches('/').to_owned());
    put(":slug", slug.to_owned());
    // A page without a date leaves its dashes and slashes behind.
    let segments: Vec<&str> =
        path.split('/').map(|segment| segment.trim_matches('-')).filter(|segment| !segment.is_empty()).collect();
    let path = segments.join("/");
    if path.rsplit('/').next().is_some_and(|last| last.contains('.')) { path } else { path + "/" }
}

/// Fills [`Site::fallbacks`]: for each language that asks for it, the pages that it does not translate.
pub(super) fn fall_back(site: &mut Site) {
    if site.config.languages.all.iter().all(|language| !language.fallback) {
        return;
    }
    let default = site.config.languages.default;
    let from = language_root(&site.config, default);
    // A page of the language itself, and the first of two that share a URL, come before one that is only shown in it.
    let mut taken: HashSet<String> = site.pages.iter().map(|page| page.url.clone()).collect();
    let mut fallbacks = Vec::new();
    for (language, asked) in site.config.languages.all.iter().enumerate() {
        if !asked.fallback || language == default {
            continue;
        }
        let to = language_root(&site.config, language);
        for (index, page) in site.pages.iter().enumerate() {
            let translated = page.translations.get(language).is_some_and(Option::is_some);
            if page.language != default || page.kind != Kind::Page || translated || !page.is_sound() {
                continue;
            }
            if let Some(rest) = page.url.strip_prefix(&from) {
                let url = format!("{to}{rest}");
                if !taken.insert(url.clone()) {
                    continue;
                }
                let output = output_of(&site.config, &url);
                fallbacks.push(Fallback { page: PageId(index), language, url, output });
            }
        }
    }
    site.fallbacks = Arc::new(fallbacks);
}

/// A URL path written by an author, made absolute; nothing when it cannot be one.
fn clean(url: &str) -> Option<String> {
    let url = url.trim();
    let bad = url.is_empty()
        || url.contains("://")
        || url.contains("..")
        || url.contains(['?', '#', '\\', '<', '>', '"', ' '])
        || url.contains(|c: char| c.is_control());
    if bad {
        return None;
    }
    let path = format!("/{}", url.trim_start_matches('/'));
    let file = path.rsplit('/').next().is_some_and(|last| last.contains('.'));
    Some(if path.ends_with('/') || file { path } else { path + "/" })
}

fn invalid(place: Place, url: &str) -> Finding {
    let help = if url.trim().contains(' ') {
        "write the path as browsers show it when it is copied: `%20` for a space"
    } else {
        "write a path that begins with `/`, such as `/ancienne-page/`"
    };
    Finding::new(&rules::ALIAS_INVALID, place, format!("`{url}` cannot be a path of the site")).help(help)
}

/// Fills [`Site::urls`] and [`Site::aliases`], and reports what claims the same URL.
pub(super) fn register(site: &mut Site, findings: &mut Vec<Finding>) {
    let mut claims = Claims::of(site);
    for (index, page) in site.pages.iter().enumerate() {
        if !site.about.contains(&PageId(index)) && page.soundness != Soundness::Unreadable {
            claims.claim(&page.url, page.output.clone(), Owner::Page(page), findings);
        }
    }
    let languages = &site.config.languages.all;
    let root = format!("{}/", site.base_path());
    if languages.iter().all(|language| !language.prefix.is_empty()) {
        claims.claim(&root, output_of(&site.config, &root), Owner::Languages, findings);
    }
    let roots: BTreeSet<String> =
        (0..languages.len()).map(|language| language_root(&site.config, language)).chain([root]).collect();
    for root in roots {
        let url = root + "404.html";
        claims.claim(&url, output_of(&site.config, &url), Owner::NotFound, findings);
    }
    for listing in site.listings.iter() {
        let own = !matches!(listing.subject, Subject::Section(_));
        for pager in listing.pagers.iter().skip(usize::from(!own)) {
            claims.claim(&pager.url, pager.output.clone(), Owner::List(listing), findings);
        }
    }
    for fallback in site.fallbacks.iter() {
        let page = site.page(fallback.page);
        claims.claim(&fallback.url, fallback.output.clone(), Owner::Fallback(page), findings);
    }
    let mut aliases = Vec::new();
    for (index, page) in site.pages.iter().enumerate() {
        for (written, span) in &page.envelope.aliases {
            let Some(path) = clean(written) else {
                findings.push(invalid(Place::at(page.path(), span.clone()), written));
                continue;
            };
            let url = format!("{}{path}", site.base_path());
            claims.claim(&url, output_of(&site.config, &url), Owner::Alias(page, span), findings);
            aliases.push((url, page.url.clone(), PageId(index)));
        }
    }
    aliases.sort();
    site.urls = Arc::new(claims.urls);
    site.aliases = Arc::new(aliases);
}

/// The addresses that are taken.
struct Claims<'s> {
    site: &'s Site,
    /// By whom their files are taken: what has an address is only told when another wants it.
    owners: HashMap<OutputPath, Owner<'s>>,
    urls: HashMap<String, OutputPath>,
}

impl<'s> Claims<'s> {
    fn of(site: &'s Site) -> Self {
        let room = site.pages.len();
        Self { site, owners: HashMap::with_capacity(room), urls: HashMap::with_capacity(room) }
    }

    /// Gives a URL path, where it is written, to the first that wants it.
    fn claim(&mut self, url: &str, output: OutputPath, owner: Owner<'s>, findings: &mut Vec<Finding>) {
        let Some(first) = self.owners.get(&output) else {
            self.owners.insert(output.clone(), owner);
            self.urls.insert(url.to_owned(), output);
            return;
        };
        let (place, what) = owner.told(self.site);
        let (first_place, first) = first.told(self.site);
        let message = format!("{what} has the URL `{url}`, which {first} has too ({})", first_place.path);
        let finding = Finding::new(&rules::URL_DUPLICATE, place, message);
        findings.push(finding.help("give one of them another `slug` or `url`, or remove one"));
    }
}

/// What has a URL.
enum Owner<'s> {
    Page(&'s Page),
    /// The first page of a site whose languages all have a prefix.
    Languages,
    /// The page of what is not found.
    NotFound,
    List(&'s Listing),
    /// A page in a language that has no translation of it.
    Fallback(&'s Page),
    /// A former address of a page, written there.
    Alias(&'s Page, &'s Range<usize>),
}

impl Owner<'_> {
    /// Where it has its URL from, and what it is.
    fn told(&self, site: &Site) -> (Place, String) {
        let config = || Place::file(&site.config.path);
        match self {
            Self::Page(page) => (page_place(page), format!("the page `{}`", page.title())),
            Self::Languages => (config(), "the choice of a language".to_owned()),
            Self::NotFound => (config(), "the page of what is not found".to_owned()),
            Self::List(listing) => {
                let place = match &listing.subject {
                    Subject::Section(id) => page_place(site.page(*id)),
                    Subject::Term(id) => {
                        site.terms[id.0].pages.first().map_or_else(config, |page| term_place(site, *page, id.0))
                    }
                    Subject::Taxonomy(..) => config(),
                };
                (place, format!("the list `{}`", listing.title(site)))
            }
            Self::Fallback(page) => (page_place(page), format!("`{}`, shown untranslated,", page.title())),
            Self::Alias(page, span) => {
                (Place::at(page.path(), (*span).clone()), format!("an alias of `{}`", page.title()))
            }
        }
    }
}

fn page_place(page: &Page) -> Place {
    for key in ["url", "slug"] {
        if let Some(entry) = page.source.split.front.entry(key) {
            return Place::at(page.path(), entry.node.span.clone());
        }
    }
    match page.source.split.front.entry("title") {
        Some(entry) => Place::at(page.path(), entry.node.span.clone()),
        None => Place::file(page.path()),
    }
}

fn term_place(site: &Site, page: PageId, term: usize) -> Place {
    let page = site.page(page);
    let wanted = site.terms[term].taxonomy;
    let span = page.envelope.terms.iter().find(|(taxonomy, ..)| *taxonomy == wanted).map(|(_, _, span)| span.clone());
    span.map_or_else(|| Place::file(page.path()), |span| Place::at(page.path(), span))
}
