//! What an edit comes to before the whole site is made again: the page of a text, a style sheet.
//!
//! The text of a page is no part of the world of others ([`crate::model::world`]), so that the page alone has to be
//! rendered for it to be seen as it will be, with what reading and rendering find wrong with it, and the feeds that
//! hold it; a sheet is seen whole, before what no page meets is taken out. What other files come to is only known once
//! the site is made.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::asked::{Asked, recording};
use super::made::{Delivered, Made};
use super::media::{ASSETS, Media};
use super::{Beside, Rendered, Shared, Trace, feed, links, pages};
use crate::asset::style::hashed;
use crate::cache::{Cache, Key};
use crate::finding::{Finding, OutputPath, SourcePath};
use crate::load;
use crate::load::files::Files;
use crate::model::{PageId, Site};
use crate::output::{Content, Names, Output};

/// What a site was rendered from and with, as far as one page or one sheet needs it.
#[derive(Clone, Debug)]
pub struct Basis {
    /// The site.
    pub site: Arc<Site>,
    /// Its files.
    pub files: Arc<Files>,
    /// The hash of the world of its pages; nothing when nothing is remembered of them.
    world: Option<Key>,
    /// What stands in pages for the names of fonts and of the sheets that name these, and these names.
    names: Arc<Names>,
    sheets: Arc<Vec<Sheet>>,
    /// All style sheets, by the names that pages give them.
    pub styles: Arc<Output>,
}

/// A compiled sheet.
#[derive(Debug)]
struct Sheet {
    path: OutputPath,
    source: SourcePath,
    /// The rules of fonts that were added to it.
    fonts: String,
}

/// Files that are there before the others.
#[derive(Clone, Debug)]
pub struct Early {
    /// The site.
    pub site: Arc<Site>,
    /// The files.
    pub output: Output,
    /// Where its pages come from.
    pub traces: BTreeMap<OutputPath, Trace>,
    /// What is wrong with those of its pages of which it is known.
    pub findings: BTreeMap<OutputPath, Vec<Finding>>,
}

impl Early {
    /// Nothing of a site yet.
    pub fn of(site: &Arc<Site>) -> Self {
        Self { site: Arc::clone(site), output: Output::new(), traces: BTreeMap::new(), findings: BTreeMap::new() }
    }
}

impl Basis {
    /// What is left of a site that was just rendered.
    pub fn of(site: &Arc<Site>, files: &Arc<Files>, rendered: &Rendered, cache: &Cache) -> Self {
        let sheet = |path: &OutputPath| {
            let fonts = rendered.fonts_of.get(path).cloned().unwrap_or_default();
            Some(Sheet { path: path.clone(), source: rendered.sources.get(path)?.clone(), fonts })
        };
        let styles = rendered.output.iter().filter(|(path, _)| path.extension().eq_ignore_ascii_case("css"));
        Self {
            site: Arc::clone(site),
            files: Arc::clone(files),
            world: cache.prepared.last().map(|(world, _)| world),
            names: Arc::clone(&rendered.names),
            sheets: Arc::new(rendered.sheets.iter().filter_map(sheet).collect()),
            styles: Arc::new(styles.map(|(path, content)| (path.clone(), content.clone())).collect()),
        }
    }

    /// The files that change with these texts, which are of pages and of style sheets. Nothing when other pages and
    /// sheets may change with them, or a page cannot be made. With them come the feeds that hold the text of such a
    /// page, and what is wrong with the page, `beside` being what there is of the site; what tells of all pages
    /// (search, credits) waits for the next build.
    pub fn early(&self, texts: &[(SourcePath, Arc<str>)], beside: Beside<'_>, cache: &mut Cache) -> Option<Early> {
        let (sheets, pages): (Vec<_>, Vec<_>) = texts.iter().partition(|(path, _)| path.extension() == "css");
        let mut early = Early::of(&self.site);
        if !pages.is_empty() {
            self.add_pages(&pages, beside, cache, &mut early)?;
        }
        if !sheets.is_empty() {
            self.add_sheets(&sheets, &mut early)?;
        }
        Some(early)
    }

    fn add_pages(
        &self,
        texts: &[&(SourcePath, Arc<str>)],
        beside: Beside<'_>,
        cache: &mut Cache,
        early: &mut Early,
    ) -> Option<()> {
        let (world, prepared) = cache.prepared.last()?;
        if self.world != Some(world) {
            return None;
        }
        let mut site = Site::clone(&self.site);
        let mut ids = BTreeSet::new();
        for (path, text) in texts {
            let id = self.site.by_path.get(path).copied()?;
            let source = load::content(path, Arc::clone(text), &site.config, &site.theme);
            let last = &site.page(id).source;
            if last.front() != source.front() {
                return None;
            }
            Arc::make_mut(&mut site.pages[id.0]).source = Arc::new(source);
            ids.insert(id);
        }
        let site = Arc::new(site);
        let media = Media::new(Arc::clone(&self.files), site.config.pictures.animated);
        let shared = Shared::of(&site, media, prepared);
        let made = pages::of(&shared, &ids, &world, &mut cache.pages);
        let are_whole = !made.is_empty() && made.iter().all(|page| !page.html.is_empty());
        if !are_whole {
            return None;
        }
        let own = |id: PageId| made.iter().find(|page| page.of == Some(id)).cloned();
        let text = |page: Arc<Made>| page.parts.first().cloned();
        let html = |id: PageId| own(id).or_else(|| pages::last(&site, id, &world, &cache.pages)).and_then(text);
        early.output.extend(feed::holding(&site, &ids, &html));
        let delivered = |page: Arc<Made>| {
            let delivered = page.delivered(&site, &self.names);
            (page, delivered)
        };
        let made: Vec<_> = made.into_iter().map(delivered).collect();
        self.add_findings(&site, &made, beside, early);
        for (page, delivered) in made {
            early.output.insert(page.output.clone(), Content::Page(delivered.page.clone()));
            early.traces.insert(page.output.clone(), Trace::of(&page));
        }
        early.site = site;
        Some(())
    }

    /// What reading and rendering find wrong with pages, and where their links lead.
    fn add_findings(&self, site: &Site, made: &[(Arc<Made>, Arc<Delivered>)], beside: Beside<'_>, early: &mut Early) {
        let is_made = |path: &OutputPath| {
            let is_asked = |asked: &Asked| asked.pictures.contains(path) || asked.files.contains_key(path);
            self.styles.contains_key(path) || made.iter().any(|(page, _)| is_asked(&page.asked))
        };
        let exists = |path: &OutputPath| is_made(path) || (beside.exists)(path);
        let links = links::of_authors(site, made, Beside { exists: &exists, ..beside });
        for (page, _) in made {
            let source = page.of.map(|id| &site.page(id).source);
            let read = source.into_iter().flat_map(|source| &source.findings);
            let of_page = links.iter().filter(|finding| finding.concerns(&page.output, Some(&page.source)));
            let all = read.chain(&page.findings).chain(&page.asked.findings).chain(of_page);
            early.findings.insert(page.output.clone(), all.cloned().collect());
        }
    }

    fn add_sheets(&self, texts: &[&(SourcePath, Arc<str>)], early: &mut Early) -> Option<()> {
        let mut files = Files { texts: self.files.texts.clone(), ..Files::default() };
        files.others.clone_from(&self.files.others);
        files.theme.clone_from(&self.files.theme);
        for (path, text) in texts {
            files.texts.insert(path.clone(), Arc::clone(text).into())?;
            // A sheet that says the colours of the theme says more than what it looks like.
            if self.site.theme.palette.tokens.iter().any(|token| token.place.path == *path) {
                return None;
            }
        }
        let media = Media::new(Arc::new(files), self.site.config.pictures.animated);
        for sheet in self.sheets.iter() {
            let (_, below) = sheet.source.as_str().split_once("assets/")?;
            let (compiled, _) = recording(|| media.compiled(&self.site, below));
            let (_, mut css, _) = compiled?;
            css.push_str(&sheet.fonts);
            let path = OutputPath::new(format!("{ASSETS}/{}", hashed(below, css.as_bytes())));
            if path != sheet.path {
                early.output.insert(path, Content::from(css));
            }
        }
        Some(())
    }
}
