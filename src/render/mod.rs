//! From the site to its files: pages through Tera, feeds, calendars, sitemap, redirects, the index of the search.
//!
//! Pages are rendered in parallel. What depends on what is never guessed: a page is remembered from one build to the
//! next as long as neither its own text nor its world changes, which is all that it could show beside it.

mod accessibility;
mod asked;
mod authors;
mod bibtex;
mod blocks;
mod body;
mod broken;
mod calendar;
mod calendar_months;
mod card;
mod chart;
mod context;
mod credits;
mod dataset;
mod dates;
mod delivery;
mod document;
mod early;
mod eco;
mod feed;
mod filters;
mod fonts;
mod functions;
mod generated;
mod json_ld;
mod licence;
mod lighten;
mod lines;
mod links;
mod loading;
mod made;
mod media;
mod needs;
mod origin;
mod origins;
mod pages;
mod paginator;
mod picture;
mod prepared;
mod query;
mod redirect;
mod robots;
mod search;
mod site;
mod sitemap;
mod sizes;
mod social;
mod terms;
#[cfg(test)]
mod testing;
mod value;
mod vcard;

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::ops::Deref;
use std::sync::{Arc, OnceLock, PoisonError};

use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};
use tera::{Kwargs, State, Tera, TeraResult, Value};

use crate::asset::font::Recipe;
use crate::asset::store::Wanted;
use crate::cache::{Cache, Key};
use crate::finding::{Finding, OutputPath, Place, SourcePath, did_you_mean, rules};
use crate::load::answers::{Answering, Answers, answered};
use crate::load::files::Files;
use crate::model::{PageId, Site};
use crate::output::{Content, Names, Output};
use asked::{Asked, ask, recording};
use delivery::Delivery;
pub use early::{Basis, Early};
pub use fonts::FontUse;
use fonts::SettledSheet;
pub use links::Beside;
pub use made::Made;
use media::Media;
pub use origin::Origin;
pub use origins::Origins;
use pages::page_template_name;
pub use pages::{list_template, page_template};
pub use prepared::Prepared;

/// What rendering a site gives.
#[derive(Debug, Default)]
pub struct Rendered {
    /// The files, but for the encoded pictures.
    pub output: Output,
    /// The pictures that the files refer to, to be made.
    pub pictures: Wanted,
    /// The files of the output that are compiled style sheets.
    pub sheets: BTreeSet<OutputPath>,
    /// The rules of fonts that were added to some of these.
    pub fonts_of: BTreeMap<OutputPath, String>,
    /// What stands in pages for the names of fonts and of those sheets, and these names.
    pub names: Arc<Names>,
    /// The fonts that the files refer to, to be cut.
    pub fonts: BTreeMap<OutputPath, Recipe>,
    /// What came of each family of fonts.
    pub font_uses: Vec<FontUse>,
    /// The pages of HTML, redirects left out.
    pub pages: usize,
    /// The source of each file that pages ask for, encoded pictures and compiled sheets too.
    pub sources: BTreeMap<OutputPath, SourcePath>,
    /// Where each page comes from, by its path.
    pub traces: BTreeMap<OutputPath, Trace>,
    /// What is wrong.
    pub findings: Vec<Finding>,
}

/// Where a delivered page comes from.
#[derive(Clone, Debug)]
pub struct Trace {
    /// The file that the page is of; the configuration for one that no file describes.
    pub source: SourcePath,
    /// Where its tags come from, in the order of the page.
    pub origins: Origins,
    /// Whether people are meant to stay on it: a redirect is only passed through.
    pub stays: bool,
}

impl Trace {
    fn of(page: &Made) -> Self {
        let stays = page.counted || page.output.name() == "404.html";
        Self { source: page.source.clone(), origins: page.origins.clone(), stays }
    }
}

/// What templates can reach: the site and what was made of it for all pages.
pub(crate) struct Data {
    site: Arc<Site>,
    media: Media,
    prepared: Arc<Prepared>,
    /// What pages of credits show, by language, once all other pages are made.
    credits: OnceLock<Vec<Value>>,
}

impl Deref for Data {
    type Target = Prepared;

    fn deref(&self) -> &Prepared {
        &self.prepared
    }
}

impl Data {
    /// The code of a language by its rank.
    fn code(&self, language: usize) -> &str {
        &self.site.config.languages.all[language].code
    }

    /// What `compute` gives for `key`, which comes from the world alone, computed once. Faults are not remembered.
    fn remember(&self, key: String, compute: impl FnOnce() -> TeraResult<Value>) -> TeraResult<Value> {
        if let Some((known, asked)) = self.remembered.read().unwrap_or_else(PoisonError::into_inner).get(&key) {
            ask(|all| all.join(asked));
            return Ok(known.clone());
        }
        let (value, asked) = recording(compute);
        ask(|all| all.join(&asked));
        let value = value?;
        self.remembered.write().unwrap_or_else(PoisonError::into_inner).insert(key, (value.clone(), asked));
        Ok(value)
    }
}

/// What rendering any page needs.
pub(crate) struct Shared {
    data: Arc<Data>,
    /// Who answers templates, by language.
    answering: Vec<Answering>,
    /// `site`, by language.
    sites: Vec<Value>,
    /// `t`, by language.
    translations: Vec<Value>,
    /// What making these asked for.
    asked: Asked,
}

impl Deref for Shared {
    type Target = Data;

    fn deref(&self) -> &Data {
        &self.data
    }
}

/// Answers templates of pages in a language.
struct OfLanguage {
    data: Arc<Data>,
    language: usize,
}

impl Answers for OfLanguage {
    fn function(&self, name: &str, kwargs: &Kwargs, state: &State<'_>) -> TeraResult<Value> {
        functions::call(name, &self.data, kwargs, state, self.language)
    }

    fn filter(&self, name: &str, value: &Value, kwargs: &Kwargs) -> TeraResult<Value> {
        filters::call(name, &self.data, value, kwargs, self.language)
    }
}

impl Shared {
    fn of(site: &Arc<Site>, media: Media, prepared: Arc<Prepared>) -> Self {
        let data = Arc::new(Data { site: Arc::clone(site), media, prepared, credits: OnceLock::new() });
        let languages = 0..site.config.languages.all.len();
        let answering = |language| Arc::new(OfLanguage { data: Arc::clone(&data), language }) as Answering;
        let answering = languages.clone().map(answering).collect();
        let (sites, mut asked) = recording(|| languages.clone().map(|language| site::site(&data, language)).collect());
        let translations = languages.map(|language| site::translations(&data, language)).collect();
        asked.join(&data.asked);
        Self { data, answering, sites, translations, asked }
    }

    /// Renders something for pages in a language.
    fn templated<T>(&self, language: usize, render: impl FnOnce(&Tera) -> T) -> T {
        answered(&self.answering[language], || render(&self.site.theme.templates.tera))
    }

    /// The finding for a fault of a template, seen on `page` because of `place`.
    fn template_fault(&self, error: &tera::Error, place: Place, page: &OutputPath) -> Finding {
        let (_, at, message) = self.site.theme.templates.fault(error);
        let (message, help) = match message.split_once(". Available fields: ") {
            Some((message, fields)) => {
                let wanted = message.split('`').nth(1).unwrap_or_default();
                let near = did_you_mean(wanted, fields.split(", ")).map(|near| near + " ").unwrap_or_default();
                (message.to_owned(), format!("{near}the fields here are `{}`", fields.replace(", ", "`, `")))
            }
            None => (message, TEMPLATE_HELP.to_owned()),
        };
        Finding::new(&rules::TEMPLATE_INVALID, at.unwrap_or(place).on(page), message).help(help)
    }
}

/// What to do about a fault of a template that does not say it by itself.
const TEMPLATE_HELP: &str = "`osier theme README.md` says what templates may use; a name whose value may be missing has `?` after it: \
     `page.image?.alt`";

/// Renders the site, whose world has this hash; what the build before left in the cache is not made again.
pub fn render(site: &Arc<Site>, files: &Arc<Files>, world: &dyn Fn() -> Key, cache: &mut Cache) -> Rendered {
    let media = Media::new(Arc::clone(files), site.config.pictures.animated);
    let prepared = cache.prepared.get(world, || Prepared::of(site, &media));
    let shared = Shared::of(site, media, prepared);
    let jobs = pages::jobs(&shared);
    let mut made = pages::remembered(&shared, &jobs.first, world, &mut cache.pages);
    let mut faults = Vec::new();
    let mut asked = shared.asked.clone();
    asked.join(&joined(&made));
    let early = made.len();
    if !jobs.credits.is_empty() {
        let (credits, mut findings) = credits::gather(&shared, &made, &asked);
        faults.append(&mut findings);
        shared.credits.get_or_init(|| credits);
        made.append(&mut pages::run(&shared, jobs.credits));
    }
    let indexes = search::indexes(site, &made);
    made.append(&mut pages::searches(&shared, jobs.searches, &indexes));
    let generated = generated::all(&shared);
    let pages = made.len() + generated.iter().filter(|page| page.counted).count();
    made.extend(generated);
    asked.join(&joined(&made[early..]));
    let mut settled = fonts::settle(&shared, &made, &mut asked);
    faults.append(&mut settled.findings);
    let mut rendered = Rendered { pages, ..Rendered::default() };
    let contents: FxHashMap<PageId, &str> =
        made.iter().filter_map(|page| Some((page.of?, page.parts.first()?.as_str()))).collect();
    let content = |id: PageId| contents.get(&id).map(|html| (*html).to_owned());
    let mut delivery = Delivery::default();
    for (path, source) in files.layered_static() {
        if let Some(other) = files.others.get(&source) {
            rendered.sources.insert(OutputPath::new(&path), source.clone());
            delivery.put(OutputPath::new(path), other.content(), Place::file(&source));
        }
    }
    let own_robots = delivery.has(&OutputPath::new("robots.txt"));
    faults.append(&mut lighten::settle(&shared, &mut asked));
    faults.extend(asked.findings);
    rendered.sheets = asked.sheets;
    for (path, (content, source)) in asked.files {
        let Some(content) = content.or_else(|| files.content(&source)) else { continue };
        rendered.sources.insert(path.clone(), source.clone());
        delivery.put(path, content, Place::file(&source));
    }
    for SettledSheet { path, source, css, fonts } in settled.sheets {
        rendered.fonts_of.insert(path.clone(), css[fonts..].to_owned());
        rendered.sheets.insert(path.clone());
        rendered.sources.insert(path.clone(), source.clone());
        delivery.put(path, Content::from(css), Place::file(&source));
    }
    let config = Place::file(&site.config.path);
    let of_world = || {
        let files = calendar::calendars(site).into_iter().chain(sitemap::sitemap(site)).chain(redirect::files(site));
        if feed::hold_texts(site) { files.collect() } else { files.chain(feed::feeds(site, &|_| None)).collect() }
    };
    let feeds = if feed::hold_texts(site) { feed::feeds(site, &content) } else { Vec::new() };
    let machines = feeds
        .into_iter()
        .chain(shared.machines.get_or_init(of_world).iter().cloned())
        .chain(indexes.into_iter().flat_map(|index| index.files))
        // A site that has its own says what it wants of robots.
        .chain(robots::robots(site).into_iter().filter(|_| !own_robots));
    for (path, content) in machines {
        delivery.put(path, content, config.clone());
    }
    let names = Arc::new(Names::new(std::mem::take(&mut settled.names)));
    rendered.names = Arc::clone(&names);
    let delivered: Vec<(Arc<Made>, Arc<made::Delivered>)> = made
        .into_par_iter()
        .map(|page| {
            let delivered = page.delivered(site, &names);
            (page, delivered)
        })
        .collect();
    let exists =
        |path: &OutputPath| delivery.has(path) || asked.pictures.contains(path) || settled.fonts.contains_key(path);
    let mut checked = links::check(site, &delivered, Beside { exists: &exists, page: &|_| None });
    rendered.findings.append(&mut checked.findings);
    rendered.fonts = settled.fonts;
    rendered.font_uses = settled.uses;
    rendered.pictures = asked.pictures;
    rendered.pictures.retain(|path| checked.referenced.contains(path));
    let encoded = rendered.pictures.variants.iter().map(|(path, recipe)| (path.clone(), recipe.source.clone()));
    rendered.sources.extend(encoded);
    for (page, delivered) in &delivered {
        faults.extend(page.findings.iter().cloned());
        let html = Content::Page(delivered.page.clone());
        delivery.put_page(page.output.clone(), html, Place::file(&page.source));
    }
    let trace = |(page, _): &(Arc<Made>, _)| (page.output.clone(), Trace::of(page));
    let traces: Vec<(OutputPath, Trace)> = delivered.par_iter().map(trace).collect();
    // Of two pages of one address the first is delivered: it comes last here, and stays.
    rendered.traces = traces.into_iter().rev().collect();
    rendered.findings.append(&mut once(faults));
    rendered.findings.append(&mut delivery.findings);
    rendered.output = delivery.output();
    // Of what nobody remembers, much has to be let go of: beside what follows.
    rayon::spawn(move || drop(delivered));
    rendered
}

/// What pages ask for.
fn joined(made: &[Arc<Made>]) -> Asked {
    // Those that were kept together and ask for the same share it.
    let one = |(mut all, mut known): (Asked, FxHashSet<usize>), page: &Arc<Made>| {
        if known.insert((&raw const *page.asked).addr()) {
            all.join(&page.asked);
        }
        (all, known)
    };
    let join = |mut all: Asked, other: Asked| {
        all.join(&other);
        all
    };
    made.par_iter().fold(Default::default, one).map(|(all, _)| all).reduce(Asked::default, join)
}

/// A fault of a template is on every page that uses it: it is said once, with the first page and their number.
fn once(findings: Vec<Finding>) -> Vec<Finding> {
    let mut kept: Vec<(Finding, usize)> = Vec::new();
    let mut known: HashMap<(String, usize, String), usize> = HashMap::new();
    for finding in findings {
        if finding.rule != &rules::TEMPLATE_INVALID {
            kept.push((finding, 1));
            continue;
        }
        let start = finding.place.span.as_ref().map_or(0, |span| span.start);
        let key = (finding.place.path.as_str().to_owned(), start, finding.message.clone());
        if let Some(index) = known.get(&key) {
            kept[*index].1 += 1;
        } else {
            known.insert(key, kept.len());
            kept.push((finding, 1));
        }
    }
    let said = |(mut finding, count): (Finding, usize)| {
        if count > 1 {
            finding.message = format!("{} (on {count} pages)", finding.message);
        }
        finding
    };
    kept.into_iter().map(said).collect()
}
