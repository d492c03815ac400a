//! What all pages are rendered with, made once for a world: cards, and the ways of each language.
//!
//! A card is made when somebody shows it: in a build that renders one page again, few are. What they all ask for is
//! asked in any case, so that what is delivered and told does not depend on what was rendered.

use std::collections::HashMap;
use std::sync::{Arc, OnceLock, RwLock};

use icu_collator::CollatorBorrowed;
use rayon::prelude::*;
use tera::Value;

use super::Data;
use super::asked::{Asked, recording};
use super::card;
use super::dates::Formats;
use super::media::Media;
use crate::art::Colors;
use crate::finding::OutputPath;
use crate::model::related::{Shortlists, related};
use crate::model::{Page, PageId, Site, tree};
use crate::output::Content;

/// What all pages are rendered with. It comes from the world alone: no text of a page is in it.
#[derive(Debug)]
pub struct Prepared {
    /// What the cards of all pages ask for.
    pub(super) asked: Asked,
    /// The stub of each page, once it is shown.
    stubs: Box<[OnceLock<Value>]>,
    /// The card of each page, once it is shown.
    cards: Box<[OnceLock<Value>]>,
    /// Which pages may be read next.
    shortlists: OnceLock<Shortlists>,
    /// Pages by their URL.
    pub(super) by_url: HashMap<String, PageId>,
    /// The URL of a page of the default language where it stands in for a translation.
    pub(super) fallbacks: HashMap<(usize, PageId), String>,
    /// How each language sorts.
    pub(super) collators: Vec<CollatorBorrowed<'static>>,
    /// How each language writes dates and numbers.
    pub(super) formats: Vec<Formats>,
    /// What functions gave, with what that asked for.
    pub(super) remembered: RwLock<HashMap<String, (Value, Asked)>>,
    /// The files for machines that come from the world alone.
    pub(super) machines: OnceLock<Vec<(OutputPath, Content)>>,
    /// The colours of the theme's drawings, or why there are none.
    pub(super) colors: OnceLock<(Result<Colors, String>, Asked)>,
    /// What templates name of what takes work for each page.
    pub(super) named: Named,
}

/// Whether some template names what takes work for each page: what none names is not made.
#[derive(Clone, Copy, Debug)]
pub(super) struct Named {
    /// `toc`, or `has_toc`.
    pub(super) toc: bool,
    /// `related`.
    pub(super) related: bool,
    /// `json_ld`.
    pub(super) json_ld: bool,
}

impl Named {
    fn of(site: &Site) -> Self {
        let named = |name| site.theme.templates.mention(name);
        Self { toc: named("toc"), related: named("related"), json_ld: named("json_ld") }
    }
}

impl Prepared {
    pub(super) fn of(site: &Arc<Site>, media: &Media) -> Self {
        let ask = |page: &Arc<Page>| recording(|| card::ask(site, media, page)).1;
        let asked: Vec<Asked> = site.pages.par_iter().map(ask).collect();
        let asked = asked.iter().fold(Asked::default(), |mut all, of_one| {
            all.join(of_one);
            all
        });
        let unmade = || site.pages.iter().map(|_| OnceLock::new()).collect();
        let languages = &site.config.languages.all;
        let fallback = |one: &crate::model::Fallback| ((one.language, one.page), one.url.clone());
        Self {
            asked,
            stubs: unmade(),
            cards: unmade(),
            shortlists: OnceLock::new(),
            by_url: site.pages.iter().enumerate().map(|(rank, page)| (page.url.clone(), PageId(rank))).collect(),
            fallbacks: site.fallbacks.iter().map(fallback).collect(),
            collators: languages.iter().map(|language| tree::collator(&language.code)).collect(),
            formats: languages
                .iter()
                .map(|language| Formats::of(language.locale.as_deref().unwrap_or(&language.code)))
                .collect(),
            remembered: RwLock::default(),
            machines: OnceLock::new(),
            colors: OnceLock::new(),
            named: Named::of(site),
        }
    }
}

impl Data {
    /// The card of a page.
    pub(super) fn card(&self, id: PageId) -> &Value {
        let stub = |id: PageId| self.stub(id).clone();
        self.cards[id.0].get_or_init(|| self.of_all(|| card::card(&self.site, &self.media, &stub, id)))
    }

    /// The pages to read after a page.
    pub(super) fn related(&self, id: PageId) -> Vec<PageId> {
        related(&self.site, self.shortlists.get_or_init(|| Shortlists::of(&self.site)), id)
    }

    fn stub(&self, id: PageId) -> &Value {
        self.stubs[id.0].get_or_init(|| self.of_all(|| card::stub(&self.site, &self.media, id)))
    }

    /// Makes a part of what all pages share: it was asked for on behalf of them all, and not of the page that shows it
    /// first.
    fn of_all(&self, make: impl FnOnce() -> Value) -> Value {
        let (value, asked) = recording(make);
        debug_assert!(self.asked.has(&asked), "a card asks for what cards were not known to ask for: {asked:?}");
        value
    }
}
