//! What all pages are rendered with, made once for a world: cards, and the ways of each language.

use std::collections::HashMap;
use std::sync::{Arc, OnceLock, RwLock};

use icu_collator::CollatorBorrowed;
use rayon::prelude::*;
use tera::Value;

use super::asked::{Asked, recording};
use super::card;
use super::dates::Formats;
use super::media::Media;
use crate::art::Colors;
use crate::finding::OutputPath;
use crate::model::{PageId, Site, tree};
use crate::output::Content;

/// What all pages are rendered with. It comes from the world alone: no text of a page is in it.
#[derive(Debug)]
pub struct Prepared {
    /// What making the cards asked for.
    pub(super) asked: Asked,
    /// The card of each page.
    pub(super) cards: Vec<Value>,
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
}

impl Prepared {
    pub(super) fn of(site: &Arc<Site>, media: &Media) -> Self {
        let ids = || (0..site.pages.len()).into_par_iter().map(PageId);
        let stubs: Vec<(Value, Asked)> = ids().map(|id| recording(|| card::stub(site, media, id))).collect();
        let (stubs, of_stubs): (Vec<Value>, Vec<Asked>) = stubs.into_iter().unzip();
        let cards: Vec<(Value, Asked)> = ids().map(|id| recording(|| card::card(site, media, &stubs, id))).collect();
        let (cards, of_cards): (Vec<Value>, Vec<Asked>) = cards.into_iter().unzip();
        let mut asked = Asked::default();
        of_stubs.iter().chain(&of_cards).for_each(|of_one| asked.join(of_one));
        let languages = &site.config.languages.all;
        let fallback = |one: &crate::model::Fallback| ((one.language, one.page), one.url.clone());
        Self {
            asked,
            cards,
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
        }
    }
}
