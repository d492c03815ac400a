//! The sample of an audit, drawn as the RGAA asks.

use std::collections::BTreeSet;

use crate::build::Build;
use crate::load::markdown::slugify;
use crate::model::statement::{self, STATEMENT};
use crate::model::{Kind, MenuItem, PageId, Site, Subject, taxonomy_title, url};
use crate::output::Content;
use crate::render;

/// A page or a document of the sample.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Drawn {
    /// Its title.
    pub(super) title: String,
    /// Its path below the base URL.
    pub(super) url: String,
    /// Why it was drawn.
    pub(super) why: String,
}

/// A page that may be drawn.
#[derive(Clone, Debug)]
struct Candidate {
    title: String,
    /// As it is delivered.
    url: String,
    language: usize,
    page: Option<PageId>,
    /// Its template and its type, or what it lists.
    kind: (String, String),
    /// Bytes of HTML: of a kind, the page with the most to look at is drawn.
    size: u64,
}

/// Pages that every audit has: what they are, the words that their addresses or their menu entries are made of, and
/// their template.
const KNOWN: &[(&str, &[&str], &str)] = &[
    ("contact", &["contact", "contacts", "contactez-nous", "nous-contacter", "contact-us"], ""),
    ("legal notice", &["mentions-legales", "mentions", "legal-notice", "legal", "imprint", "terms"], ""),
    ("accessibility", &["accessibilite", "accessibility", "declaration-d-accessibilite"], "accessibility.html"),
    ("site map", &["plan-du-site", "plan", "site-map", "sitemap"], "site-map.html"),
    ("help", &["aide", "help", "faq", "assistance"], ""),
    ("login", &["connexion", "se-connecter", "authentification", "login", "log-in", "sign-in"], ""),
    // « recherche » is what laboratories do.
    ("search", &["rechercher", "moteur-de-recherche", "search"], "search.html"),
];

/// The formats of documents that people download.
const DOCUMENTS: &[&str] =
    &["pdf", "odt", "ods", "odp", "doc", "docx", "xls", "xlsx", "ppt", "pptx", "rtf", "csv", "epub"];

/// Draws the sample. The same build and seed give the same one.
pub(super) fn draw(build: &Build, seed: u64) -> Vec<Drawn> {
    let site = &build.site;
    let candidates = candidates(build);
    let mut chosen: Vec<(usize, String)> = Vec::new();
    let default = site.config.languages.default;
    homes(site, &candidates, &mut chosen);
    for (what, words, template) in KNOWN {
        let found = known(site, &candidates, words, template)
            .or_else(|| (*what == "accessibility").then(|| statement_page(site, &candidates)).flatten());
        if let Some(index) = found {
            choose(&mut chosen, index, what);
        }
    }
    // One of each kind, in the default language when it has one.
    let kinds: BTreeSet<(usize, &(String, String))> =
        candidates.iter().map(|page| (usize::from(page.language != default), &page.kind)).collect();
    let mut seen: BTreeSet<&(String, String)> = chosen.iter().map(|(index, _)| &candidates[*index].kind).collect();
    for (_, kind) in kinds {
        if !seen.insert(kind) {
            continue;
        }
        let of = candidates.iter().enumerate().filter(|(_, page)| page.kind == *kind);
        let best = of.max_by_key(|(index, page)| (page.language == default, page.size, std::cmp::Reverse(*index)));
        if let Some((index, _)) = best {
            choose(&mut chosen, index, &format!("kind: {}", kind.1));
        }
    }
    let documents = documents(build);
    let wanted = (chosen.len() + documents.len()).div_ceil(10);
    let mut rest: Vec<usize> =
        (0..candidates.len()).filter(|index| !chosen.iter().any(|(other, _)| other == index)).collect();
    let mut random = Random(seed);
    for _ in 0..wanted.min(rest.len()) {
        let index = rest.swap_remove(random.below(rest.len()));
        choose(&mut chosen, index, "at random");
    }
    let own = |url: &str| url.strip_prefix(site.base_path()).unwrap_or(url).to_owned();
    let pages = chosen.into_iter().map(|(index, why)| {
        let page = &candidates[index];
        Drawn { title: page.title.clone(), url: own(&page.url), why }
    });
    pages.chain(documents).collect()
}

fn choose(chosen: &mut Vec<(usize, String)>, index: usize, why: &str) {
    if !chosen.iter().any(|(other, _)| *other == index) {
        chosen.push((index, why.to_owned()));
    }
}

/// The homes, that of the default language first.
fn homes(site: &Site, candidates: &[Candidate], chosen: &mut Vec<(usize, String)>) {
    let mut homes: Vec<usize> = (0..candidates.len())
        .filter(|index| candidates[*index].page.is_some_and(|id| site.page(id).kind == Kind::Home))
        .collect();
    homes.sort_by_key(|index| candidates[*index].language != site.config.languages.default);
    for index in homes {
        choose(chosen, index, "home page");
    }
}

/// The page of the default language whose address, template or menu entry is one of those.
fn known(site: &Site, candidates: &[Candidate], words: &[&str], template: &str) -> Option<usize> {
    let language = site.config.languages.default;
    let mut own = candidates.iter().enumerate().filter(|(_, page)| page.language == language);
    let named = |page: &Candidate| {
        let slug = page.url.trim_end_matches('/').rsplit('/').next().unwrap_or_default();
        page.kind.0 == template || words.contains(&slug)
    };
    own.find(|(_, page)| named(page)).map(|(index, _)| index).or_else(|| {
        let menus = site.menus.iter().filter(|((of, _), _)| *of == language);
        let mut urls: Vec<&str> = menus.flat_map(|(_, items)| entries(items, words)).collect();
        urls.sort_unstable();
        urls.iter().find_map(|url| candidates.iter().position(|page| page.url == **url))
    })
}

/// The addresses of the menu entries whose words are some of these.
fn entries<'a>(items: &'a [MenuItem], words: &[&str]) -> Vec<&'a str> {
    let own = |item: &'a MenuItem| {
        let is = words.contains(&slugify(&item.title).as_str());
        item.url.as_deref().filter(|_| is).into_iter().chain(entries(&item.children, words))
    };
    items.iter().flat_map(own).collect()
}

fn statement_page(site: &Site, candidates: &[Candidate]) -> Option<usize> {
    let id = statement::page(site, site.config.languages.default, STATEMENT)?;
    candidates.iter().position(|page| page.page == Some(id))
}

/// Every page that can be drawn, by its address.
fn candidates(build: &Build) -> Vec<Candidate> {
    let site = &build.site;
    let size = |address: &str| {
        build.output.get(&url::output_of(&site.config, address)).and_then(Content::size).unwrap_or_default()
    };
    let pages =
        site.pages.iter().enumerate().filter(|(index, page)| {
            page.kind == Kind::Page && page.is_sound() && !site.about.contains(&PageId(*index))
        });
    let mut all: Vec<Candidate> = pages
        .map(|(index, page)| Candidate {
            title: page.title().to_owned(),
            url: page.url.clone(),
            language: page.language,
            page: Some(PageId(index)),
            kind: (render::page_template(site, page).0, page.content_type.name.clone()),
            size: size(&page.url),
        })
        .collect();
    all.extend(site.listings.iter().map(|listing| {
        let (title, page, kind) = match listing.subject {
            Subject::Section(id) => {
                let template = render::list_template(site, site.page(id)).0;
                let name = template.trim_end_matches(".html").to_owned();
                (site.page(id).title().to_owned(), Some(id), (template, format!("{name} (list)")))
            }
            Subject::Taxonomy(rank) => (
                taxonomy_title(site, rank, listing.language).to_owned(),
                None,
                ("taxonomy.html".to_owned(), "taxonomy".to_owned()),
            ),
            Subject::Term(id) => {
                (site.term(id).title.clone(), None, ("term.html".to_owned(), "taxonomy term".to_owned()))
            }
        };
        let url = listing.url().to_owned();
        Candidate { title, size: size(&url), url, language: listing.language, page, kind }
    }));
    // What is not delivered, for a fault, cannot be audited.
    all.retain(|page| page.size > 0);
    all.sort_by(|a, b| a.url.cmp(&b.url));
    all
}

/// The first document of each format.
fn documents(build: &Build) -> Vec<Drawn> {
    let of = |extension: &&str| {
        let path = build.output.keys().find(|path| path.extension().eq_ignore_ascii_case(extension))?;
        Some(Drawn {
            title: path.name().to_owned(),
            url: format!("/{path}"),
            why: format!("document: {}", extension.to_uppercase()),
        })
    };
    DOCUMENTS.iter().filter_map(of).collect()
}

/// Numbers that look drawn at random and follow from a seed (`SplitMix64`, Steele, Lea and Flood 2014).
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number below `limit`, which is not zero.
    fn below(&mut self, limit: usize) -> usize {
        (self.next() % limit as u64) as usize
    }
}
