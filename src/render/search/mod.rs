//! The search: for each language that has a search page, an index of what its pages say, in files that a browser
//! fetches as it needs them.
//!
//! A page whose template is `search.html` is a search page. It is rendered after all others, since it names the index,
//! which is named by its content. The script of the theme (`assets/js/search.js`) reads what [`files`] writes.

mod entry;
mod files;
mod postings;
#[cfg(test)]
mod tests;
mod words;

use std::collections::HashMap;
use std::sync::Arc;

use rayon::prelude::*;

use super::made::Made;
use super::pages::{list_template, page_template_name};
use crate::finding::OutputPath;
use crate::model::{Kind, Page, PageId, Site};
use crate::output::Content;

/// The template that makes a page a search page.
const TEMPLATE: &str = "search.html";

/// The index of one language.
#[derive(Debug)]
pub(super) struct Index {
    /// The rank of the language.
    pub(super) language: usize,
    /// The URL path of the file that a browser fetches first.
    pub(super) url: String,
    /// Every file.
    pub(super) files: Vec<(OutputPath, Content)>,
}

/// The indexes of the languages that have a search page. `made` are the pages, but for those of the search.
pub(super) fn indexes(site: &Site, made: &[Arc<Made>]) -> Vec<Index> {
    let texts: HashMap<PageId, &[String]> =
        made.iter().filter_map(|page| Some((page.of?, page.parts.as_slice()))).collect();
    let languages: Vec<usize> =
        (0..site.config.languages.all.len()).filter(|language| link(site, *language).is_some()).collect();
    languages.into_par_iter().map(|language| index(site, language, &texts)).collect()
}

fn index(site: &Site, language: usize, texts: &HashMap<PageId, &[String]>) -> Index {
    let code = &site.config.languages.all[language].code;
    let entries = entry::entries(site, language, texts);
    let words = postings::postings(&entries, words::Stemmer::of(code));
    let (first, files) = files::files(code, &entries, &words);
    Index { language, url: format!("{}/{first}", site.base_path()), files }
}

/// The search page of a language and its URL path: its own, else the one that is shown there for want of it.
pub(super) fn link(site: &Site, language: usize) -> Option<(&Page, &str)> {
    let own = site.pages.iter().filter(|page| page.language == language).map(|page| (&**page, page.url.as_str()));
    let shown = site
        .fallbacks
        .iter()
        .filter(|fallback| fallback.language == language)
        .map(|fallback| (site.page(fallback.page), fallback.url.as_str()));
    own.chain(shown).find(|(page, _)| page.is_sound() && is_search(site, page))
}

/// Whether a page is a search page.
pub(super) fn is_search(site: &Site, page: &Page) -> bool {
    match page.kind {
        Kind::Page => page_template_name(site, page) == TEMPLATE,
        _ => list_template(site, page).0 == TEMPLATE,
    }
}
