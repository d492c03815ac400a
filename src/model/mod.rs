//! The site: sections, pages, terms, links between them. Knows no HTML, no template and no disk.

mod alert;
mod block_page;
mod class;
mod classify;
mod envelope;
pub mod exception;
mod limits;
pub mod link;
mod listing;
mod menu;
mod page;
pub mod related;
pub mod resolve;
pub mod statement;
mod taxonomy;
pub mod tree;
pub mod url;
pub mod value;
pub mod world;

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use rayon::prelude::*;

use crate::audit::{self, Audit, Conformity};
use crate::carbon::ecoindex;
use crate::config::Config;
use crate::eco::{Answered, Eco, wsg};
use crate::finding::{Finding, OutputPath, SourcePath};
use crate::load::Sources;
use crate::load::sidecar::Sidecars;
use crate::load::theme::Theme;

pub use alert::Alert;
pub use class::{Class, Group, class_by_path, classes};
pub use classify::hidden_because;
pub use limits::limits;
pub use listing::{Feeds, Listing, Pager, Subject, taxonomy_title};
pub use menu::MenuItem;
pub use page::{Allowance, Kind, Page, PageId, Soundness};
pub use taxonomy::{Term, TermId};
use value::Picture;

/// What the clock and the command line say of a build.
#[derive(Clone, Debug)]
pub struct Moment {
    /// When the build takes place, in the site's time zone.
    pub now: jiff::Zoned,
    /// Whether drafts, future and expired pages are in.
    pub audience: Audience,
}

/// For whom a build is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Audience {
    /// The public: no draft, nothing before its date, nothing after its expiry.
    Public,
    /// The editors: everything.
    Editors,
}

/// A page of the default language, shown in a language that has no translation of it.
#[derive(Clone, Debug)]
pub struct Fallback {
    /// The page.
    pub page: PageId,
    /// The rank of the language it is shown in.
    pub language: usize,
    /// Its URL path there.
    pub url: String,
    /// Where it is written.
    pub output: OutputPath,
}

/// The pages of each language, by its rank, by their content keys.
pub type ByKey = Vec<HashMap<String, PageId>>;

/// The whole site.
#[derive(Clone, Debug)]
pub struct Site {
    /// Its configuration.
    pub config: Arc<Config>,
    /// Its theme.
    pub theme: Arc<Theme>,
    /// The clock of the build.
    pub moment: Moment,
    /// Every page, sections and homes included, by language then path.
    pub pages: Vec<Arc<Page>>,
    /// Every term of every taxonomy in every language.
    pub terms: Arc<Vec<Term>>,
    /// Every list to render: homes, sections, taxonomies and terms.
    pub listings: Arc<Vec<Listing>>,
    /// Pages that tell about a taxonomy or a term, whose list is rendered in their stead.
    pub about: Arc<HashSet<PageId>>,
    /// The page that tells about a taxonomy, by its rank and the language's.
    pub taxonomy_about: HashMap<(usize, usize), PageId>,
    /// Pages by their file; of a bibliography's, the last.
    pub by_path: Arc<HashMap<SourcePath, PageId>>,
    /// The menus by language and name.
    pub menus: HashMap<(usize, String), Vec<MenuItem>>,
    /// The alert above every page, by language.
    pub alerts: HashMap<usize, Alert>,
    /// The pages of each language by their content keys.
    pub by_key: Arc<ByKey>,
    /// Every URL path that the model gives, and what it is.
    pub urls: Arc<HashMap<String, OutputPath>>,
    /// Former URL paths, and where each leads.
    pub aliases: Arc<Vec<(String, String, PageId)>>,
    /// Pages of the default language shown in another that has no translation of them.
    pub fallbacks: Arc<Vec<Fallback>>,
    /// What is said of a picture beside it, by the picture.
    pub sidecars: Arc<Sidecars>,
    /// Its audit record.
    pub audit: Option<Arc<Audit>>,
    /// Its eco-design record.
    pub eco: Option<Arc<Eco>>,
    /// What the criteria of the RGESN come to.
    pub rgesn: Vec<Answered>,
    /// What the guidelines of the WSG that are decided come to.
    pub wsg: Vec<(&'static wsg::Guideline, wsg::State)>,
    /// The tables of `EcoIndex`, when it has them: reports tell the score of each page.
    pub ecoindex: Option<Arc<ecoindex::Reference>>,
    /// What it may say of its accessibility on the day of the build.
    pub conformity: Conformity,
    /// Content files kept out of this build (drafts, future, expired), and why.
    pub hidden: Arc<HashMap<SourcePath, &'static str>>,
}

impl Site {
    /// A page.
    pub fn page(&self, id: PageId) -> &Page {
        &self.pages[id.0]
    }

    /// A term.
    pub fn term(&self, id: TermId) -> &Term {
        &self.terms[id.0]
    }

    /// A picture with what is said of it beside it, for pages in the language of this rank.
    pub fn with_sidecar(&self, picture: Picture, language: usize) -> Picture {
        let sidecar = self.sidecars.get(&picture.source);
        picture.inherit(sidecar, &self.config.languages.all[language].code)
    }

    /// The page of a language with this content key.
    pub fn find(&self, language: usize, key: &str) -> Option<PageId> {
        self.by_key[language].get(key).copied()
    }

    /// The path part of the base URL, without a slash at the end: empty for a site at its host's root.
    pub fn base_path(&self) -> &str {
        url::base_path(&self.config.base_url)
    }
}

/// The model of a site, and what is wrong with it.
#[derive(Debug)]
pub struct Modelled {
    /// The site.
    pub site: Arc<Site>,
    /// What is wrong.
    pub findings: Vec<Finding>,
}

/// The site, with the texts that its pages have now: nothing else of the model depends on these. So a model may be kept
/// as long as its [`world`] is the same.
pub fn with_texts(site: &Arc<Site>, sources: &Sources) -> Arc<Site> {
    let mut site = Arc::clone(site);
    for source in &sources.content {
        let Some(id) = site.by_path.get(&source.path).copied() else { continue };
        if !Arc::ptr_eq(&site.page(id).source, source) {
            Arc::make_mut(&mut Arc::make_mut(&mut site).pages[id.0]).source = Arc::clone(source);
        }
    }
    site
}

/// Makes the site of the sources, as it is at `moment`.
pub fn build(sources: &Sources, moment: Moment) -> Modelled {
    let mut findings = Vec::new();
    let config = Arc::new(sources.config.clone());
    let (mut pages, hidden) = classify::pages(sources, &moment, &mut findings);
    let codes: Vec<String> = config.languages.all.iter().map(|language| language.code.clone()).collect();
    let mut by_key: ByKey = vec![HashMap::new(); codes.len()];
    for (index, page) in pages.iter().enumerate() {
        by_key[page.language].insert(page.key.clone(), PageId(index));
    }
    let by_path: HashMap<SourcePath, PageId> =
        pages.iter().enumerate().map(|(index, page)| (page.path().clone(), PageId(index))).collect();
    tree::grow(&mut pages, &by_key, &sources.theme, &codes);
    tree::pair_translations(&mut pages, codes.len(), &mut findings);
    url::assign(&mut pages, &config, &mut findings);
    let terms = taxonomy::classify(&mut pages, &by_key, &config, &mut findings);
    let taxonomy_about = taxonomy::about(&pages, &by_key, &config);
    let about = terms.iter().filter_map(|term| term.about).chain(taxonomy_about.values().copied()).collect();
    let conformity = audit::conformity(sources.audit.as_deref(), moment.now.date());
    let mut site = Site {
        config,
        theme: Arc::clone(&sources.theme),
        moment,
        pages: pages.into_par_iter().map(Arc::new).collect(),
        terms: Arc::new(terms),
        listings: Arc::default(),
        about: Arc::new(about),
        taxonomy_about,
        by_path: Arc::new(by_path),
        menus: HashMap::new(),
        alerts: HashMap::new(),
        by_key: Arc::new(by_key),
        urls: Arc::default(),
        aliases: Arc::default(),
        fallbacks: Arc::default(),
        sidecars: Arc::clone(&sources.sidecars),
        audit: sources.audit.clone(),
        eco: sources.eco.clone(),
        rgesn: Vec::new(),
        wsg: Vec::new(),
        ecoindex: sources.ecoindex.clone(),
        conformity,
        hidden: Arc::new(hidden),
    };
    (site.rgesn, site.wsg) = statement::standards(&site, &sources.files);
    listing::list(&mut site);
    url::fall_back(&mut site);
    url::register(&mut site, &mut findings);
    resolve::resolve(&mut site, sources, &mut findings);
    menu::build(&mut site, &mut findings);
    alert::build(&mut site, &mut findings);
    Modelled { site: Arc::new(site), findings }
}
