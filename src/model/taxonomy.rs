//! Terms: what the pages of a language say of themselves under each taxonomy.

use std::collections::HashMap;

use super::ByKey;
use super::page::{Kind, Page, PageId, Soundness};
use super::tree::{self, Order};
use super::url;
use crate::config::Config;
use crate::finding::{Finding, Place, rules};
use crate::load::markdown::slugify;

/// A term, by its rank in [`super::Site::terms`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TermId(pub usize);

/// A term of a taxonomy in a language.
#[derive(Clone, Debug)]
pub struct Term {
    /// The rank of its taxonomy in the configuration.
    pub taxonomy: usize,
    /// The rank of its language.
    pub language: usize,
    /// Its words, as the first page that bears it writes them.
    pub title: String,
    /// Its path below the taxonomy: `mer/littoral` in a tree.
    pub slug: String,
    /// Its URL path.
    pub url: String,
    /// The term above it, in a tree.
    pub parent: Option<TermId>,
    /// The terms below it.
    pub children: Vec<TermId>,
    /// Its pages and those of the terms below it, the newest first.
    pub pages: Vec<PageId>,
    /// The page that tells about it: `content/<lang>/<the taxonomy's slug>/<term>/_index.md`.
    pub about: Option<PageId>,
}

/// Finds the terms of all pages; the terms of a taxonomy and language stand together, in alphabetical order. A word
/// that has no address, or that of another word, is a finding.
pub(super) fn classify(pages: &mut [Page], by_key: &ByKey, config: &Config, findings: &mut Vec<Finding>) -> Vec<Term> {
    let mut terms: Vec<Term> = Vec::new();
    let mut known: HashMap<(usize, usize, String), TermId> = HashMap::new();
    for (index, page) in pages.iter_mut().enumerate() {
        let language = page.language;
        for (taxonomy, word, span) in &page.envelope.terms {
            let mut parent = None;
            let mut slug = String::new();
            let tree = config.taxonomies[*taxonomy].tree;
            let parts: Vec<&str> = if tree { word.split('/').collect() } else { vec![word.as_str()] };
            for part in parts {
                let part = part.trim();
                let segment = slugify(part);
                if segment.is_empty() {
                    if !part.is_empty() {
                        let message = format!("`{part}` has neither a letter nor a digit");
                        let place = Place::at(page.path(), span.clone());
                        findings.push(Finding::new(&rules::FIELD_INVALID, place, message).help(NAMED));
                    }
                    continue;
                }
                slug = if slug.is_empty() { segment } else { format!("{slug}/{segment}") };
                let id = *known.entry((*taxonomy, language, slug.clone())).or_insert_with(|| {
                    terms.push(Term {
                        taxonomy: *taxonomy,
                        language,
                        title: part.to_owned(),
                        slug: slug.clone(),
                        url: String::new(),
                        parent,
                        children: Vec::new(),
                        pages: Vec::new(),
                        about: None,
                    });
                    TermId(terms.len() - 1)
                });
                let first = &terms[id.0].title;
                if *first != part && signs(first).ne(signs(part)) {
                    let message = format!("`{part}` has the address of another term, `{first}`");
                    let place = Place::at(page.path(), span.clone());
                    findings.push(Finding::new(&rules::FIELD_INVALID, place, message).help(NAMED));
                }
                if page.soundness == Soundness::Sound && terms[id.0].pages.last() != Some(&PageId(index)) {
                    terms[id.0].pages.push(PageId(index));
                }
                parent = Some(id);
            }
            if let Some(id) = parent
                && !page.terms.contains(&id)
            {
                page.terms.push(id);
            }
        }
    }
    sorted(terms, pages, by_key, config)
}

/// What to do about a term whose signs an address does not hold.
const NAMED: &str = "an address holds letters and digits only: write signs in letters, as `C sharp`";

/// The signs of a term that make it another than one of the same letters; dashes, dots and the like make none.
fn signs(term: &str) -> impl Iterator<Item = char> {
    const SAME: &[char] = &[
        '-', '‐', '‑', '–', '—', '_', '.', ',', ':', ';', '/', '&', '(', ')', '\'', '’', '"', '«', '»', '·', '\u{ad}',
        '\u{200b}',
    ];
    term.chars().filter(|c| !c.is_alphanumeric() && !c.is_whitespace() && !c.is_control() && !SAME.contains(c))
}

/// The page that tells about each taxonomy, `content/<lang>/<its slug>/_index.md`, by the ranks of both.
pub(super) fn about(pages: &[Page], by_key: &ByKey, config: &Config) -> HashMap<(usize, usize), PageId> {
    let mut about = HashMap::new();
    for (rank, taxonomy) in config.taxonomies.iter().enumerate() {
        for (language, of_language) in by_key.iter().enumerate() {
            let segment = url::taxonomy_segment(config, taxonomy, language);
            let found = of_language.get(&format!("/{segment}")).filter(|id| pages[id.0].kind == Kind::Section);
            about.extend(found.map(|id| ((rank, language), *id)));
        }
    }
    about
}

fn sorted(terms: Vec<Term>, pages: &mut [Page], by_key: &ByKey, config: &Config) -> Vec<Term> {
    let collators: Vec<_> = config.languages.all.iter().map(|language| tree::collator(&language.code)).collect();
    let mut order: Vec<usize> = (0..terms.len()).collect();
    order.sort_by(|a, b| {
        let (a, b) = (&terms[*a], &terms[*b]);
        (a.taxonomy, a.language)
            .cmp(&(b.taxonomy, b.language))
            .then_with(|| collators[a.language].compare(&a.title, &b.title))
            .then_with(|| a.slug.cmp(&b.slug))
    });
    let mut rank = vec![TermId(0); terms.len()];
    for (new, old) in order.iter().enumerate() {
        rank[*old] = TermId(new);
    }
    let mut slots: Vec<Option<Term>> = terms.into_iter().map(Some).collect();
    let mut terms: Vec<Term> = order.iter().filter_map(|old| slots[*old].take()).collect();
    for index in 0..terms.len() {
        terms[index].parent = terms[index].parent.map(|old| rank[old.0]);
        if let Some(parent) = terms[index].parent {
            terms[parent.0].children.push(TermId(index));
        }
        let collator = &collators[terms[index].language];
        tree::par_sort(&mut terms[index].pages, pages, &Order::parse("-date"), collator);
        let taxonomy = &config.taxonomies[terms[index].taxonomy];
        let segment = url::taxonomy_segment(config, taxonomy, terms[index].language);
        let about = by_key[terms[index].language].get(&format!("/{segment}/{}", terms[index].slug));
        terms[index].about = about.copied().filter(|id| pages[id.0].kind == Kind::Section);
        terms[index].url =
            url::language_root(config, terms[index].language) + &format!("{segment}/{}/", terms[index].slug);
    }
    for page in pages.iter_mut() {
        for id in &mut page.terms {
            *id = rank[id.0];
        }
    }
    terms
}
