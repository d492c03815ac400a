//! Every page of the model rendered: pages, sections, homes, terms, each list page by page.

use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::Arc;

use rayon::prelude::*;
use tera::{Context, Value};

use super::asked::recording;
use super::body::Found;
use super::made::Made;
use super::needs::Needs;
use super::origin::Traced;
use super::paginator::paginator;
use super::search::{self, Index};
use super::value::map;
use super::{Shared, context, credits, functions, loading, terms};
use crate::cache::{Key, Memo};
use crate::finding::{Finding, OutputPath, Place, did_you_mean, rules};
use crate::model::{Kind, Listing, Page, PageId, Site, Subject, url};
use crate::output;

/// What there is to render, in the order of the model.
pub(super) struct Jobs<'a> {
    /// All but those below.
    pub(super) first: Vec<Job<'a>>,
    /// The pages of credits, which tell what all others show.
    pub(super) credits: Vec<Job<'a>>,
    /// The pages of the search, which name their index.
    pub(super) searches: Vec<Job<'a>>,
}

/// What there is to render.
pub(super) fn jobs(shared: &Shared) -> Jobs<'_> {
    let (searches, jobs): (Vec<_>, Vec<_>) = all(&shared.site).into_iter().partition(|job| job.is_search(shared));
    let (credits, first) = jobs.into_iter().partition(|job| job.is_of_credits(&shared.site));
    Jobs { first, credits, searches }
}

/// Renders those that show nothing of other pages but their cards, in their order; those of the same world, the same
/// text and the same place are known from the build before.
pub(super) fn remembered(
    shared: &Shared,
    jobs: &[Job<'_>],
    world: &dyn Fn() -> Key,
    known: &mut Memo<Made>,
) -> Vec<Arc<Made>> {
    let site = &*shared.site;
    let needs = Needs::of(site);
    let is_last = known.is_forgetful();
    let make = |job: &Job<'_>| {
        let mut made = job.run(shared, &Value::none());
        needs.settle(site, &mut made);
        made
    };
    let release = |job: &Job<'_>, made: Made| {
        if is_last {
            needs.release(site, job);
        }
        made
    };
    let files = shared.media.files();
    let key = || {
        let world = world();
        move |job: &Job<'_>| job.key(site, &world)
    };
    known.all_then(jobs, key, make, release, || files.are_as_known())
}

/// Renders the pages whose text is one of `ids`, those of credits and of the search left out, and remembers them.
pub(super) fn of(shared: &Shared, ids: &BTreeSet<PageId>, world: &Key, known: &mut Memo<Made>) -> Vec<Arc<Made>> {
    let site = &*shared.site;
    let is_of = |job: &Job<'_>| job.text(site).is_some_and(|id| ids.contains(&id));
    let is_last = |job: &Job<'_>| job.is_search(shared) || job.is_of_credits(site);
    let jobs: Vec<Job<'_>> = all(site).into_iter().filter(|job| is_of(job) && !is_last(job)).collect();
    let made: Vec<(Key, Arc<Made>)> =
        jobs.into_par_iter().map(|job| (job.key(site, world), Arc::new(job.run(shared, &Value::none())))).collect();
    for (key, page) in &made {
        known.remember(*key, Arc::clone(page));
    }
    made.into_iter().map(|(_, page)| page).collect()
}

/// A page's own file, as the last build of this world made it.
pub(super) fn last(site: &Site, id: PageId, world: &Key, known: &Memo<Made>) -> Option<Arc<Made>> {
    let job = Job::Page(id, site.page(id).language, None);
    known.get(&job.key(site, world)).cloned()
}

/// Renders them, in their order.
pub(super) fn run(shared: &Shared, jobs: Vec<Job<'_>>) -> Vec<Arc<Made>> {
    jobs.into_par_iter().map(|job| Arc::new(job.run(shared, &Value::none()))).collect()
}

/// Renders those of the search.
pub(super) fn searches(shared: &Shared, jobs: Vec<Job<'_>>, indexes: &[Index]) -> Vec<Arc<Made>> {
    let search = |job: &Job<'_>| {
        let index = indexes.iter().find(|index| index.language == job.language());
        index.map_or_else(Value::none, |index| Value::from(map([("index", Value::from(index.url.as_str()))])))
    };
    jobs.into_par_iter().map(|job| Arc::new(job.run(shared, &search(&job)))).collect()
}

fn all(site: &Site) -> Vec<Job<'_>> {
    let mut jobs: Vec<Job<'_>> = Vec::new();
    for (index, page) in site.pages.iter().enumerate() {
        if page.kind == Kind::Page && !site.about.contains(&PageId(index)) {
            jobs.push(Job::Page(PageId(index), page.language, None));
        }
    }
    jobs.extend(
        site.fallbacks
            .iter()
            .map(|fallback| Job::Page(fallback.page, fallback.language, Some((&fallback.url, &fallback.output)))),
    );
    for listing in site.listings.iter() {
        jobs.extend((0..listing.pagers.len()).map(|number| Job::List(listing, number)));
    }
    jobs
}

/// A page to render.
#[derive(Clone, Copy)]
pub(super) enum Job<'a> {
    Page(PageId, usize, Option<(&'a str, &'a OutputPath)>),
    List(&'a Listing, usize),
}

impl Job<'_> {
    fn language(&self) -> usize {
        match self {
            Job::Page(_, language, _) => *language,
            Job::List(listing, _) => listing.language,
        }
    }

    fn is_of_credits(&self, site: &Site) -> bool {
        matches!(self, Job::Page(id, ..) if credits::is_credits(site, site.page(*id)))
    }

    fn is_search(&self, shared: &Shared) -> bool {
        let id = match self {
            Job::Page(id, ..) | Job::List(Listing { subject: Subject::Section(id), .. }, _) => Some(*id),
            Job::List(..) => None,
        };
        id.is_some_and(|id| search::is_search(&shared.site, shared.site.page(id)))
    }

    /// The page whose text it shows.
    fn text(&self, site: &Site) -> Option<PageId> {
        match self {
            Job::Page(id, ..) => Some(*id),
            Job::List(listing, _) => about(site, listing),
        }
    }

    /// The hash of all that the page depends on: the world, which its own text is no part of, that text, and its place.
    fn key(&self, site: &Site, world: &Key) -> Key {
        let own = self.text(site).map(|id| site.page(id));
        let output = match self {
            Job::Page(id, _, elsewhere) => elsewhere.map_or(&site.page(*id).output, |(_, output)| output),
            Job::List(listing, number) => &listing.pagers[*number].output,
        };
        // Which page it is of, or which list and what part of it: two that want one address are two all the same.
        let identity = match self {
            Job::Page(id, ..) => (0, id.0, 0),
            Job::List(listing, number) => match listing.subject {
                Subject::Section(id) => (1, id.0, *number),
                Subject::Term(id) => (2, id.0, *number),
                Subject::Taxonomy(rank) => (3, rank, *number),
            },
        };
        let mut hasher = blake3::Hasher::new();
        hasher.update(world.as_bytes()).update(&self.language().to_le_bytes());
        for part in [identity.0, identity.1, identity.2] {
            hasher.update(&part.to_le_bytes());
        }
        if let Some(page) = own {
            hasher.update(page.source.digest().as_bytes());
        }
        hasher.update(output.as_str().as_bytes()).finalize()
    }

    /// `search` is what the template sees under this name.
    fn run(self, shared: &Shared, search: &Value) -> Made {
        let (made, asked) = recording(|| {
            let mut context = context::globals(shared, self.language());
            context.insert_value("search", search.clone());
            match self {
                Job::Page(id, language, elsewhere) => page(shared, context, id, language, elsewhere),
                Job::List(listing, number) => list(shared, context, listing, number),
            }
        });
        Made { asked: asked.into(), ..made }
    }
}

/// The page that an author wrote about a list, if any.
fn about(site: &Site, listing: &Listing) -> Option<PageId> {
    match listing.subject {
        Subject::Section(id) => Some(id),
        Subject::Term(id) => site.term(id).about,
        Subject::Taxonomy(rank) => site.taxonomy_about.get(&(rank, listing.language)).copied(),
    }
}

fn page(
    shared: &Shared,
    mut context: Context,
    id: PageId,
    language: usize,
    elsewhere: Option<(&str, &OutputPath)>,
) -> Made {
    let page = shared.site.page(id);
    let mut found = Found::default();
    let (mut value, parts) = context::page(shared, id, language, &mut found);
    let output = elsewhere.map_or(&page.output, |(_, output)| output);
    if let Some((url, _)) = elsewhere {
        value.insert("url".into(), Value::from(url));
        // What is wrong with the page is said once, where it is at home.
        found.findings.clear();
    }
    context.insert_value("page", Value::from(value));
    context.insert_value("paginator", Value::none());
    context.insert_value("section", Value::none());
    let (template, place) = page_template(&shared.site, page);
    if !page.is_sound() {
        // Its text was read, which finds what is wrong with it; its template would only stumble.
        return Made { of: None, ..made(page, output, Traced::default(), parts, found) };
    }
    let traced = render(shared, (&template, place), language, &context, output, (&parts, &mut found));
    let made = made(page, output, traced, parts, found);
    Made { of: elsewhere.is_none().then_some(id), again: elsewhere.is_some(), ..made }
}

fn made(page: &Page, output: &OutputPath, traced: Traced, parts: Vec<Traced>, found: Found) -> Made {
    Made { parts: htmls(parts), ..Made::new(output.clone(), page.path().clone(), traced, found) }
}

fn htmls(parts: Vec<Traced>) -> Vec<String> {
    parts.into_iter().map(|part| part.html).collect()
}

/// The template of a page, and where it is named.
pub fn page_template(site: &Site, page: &Page) -> (String, Place) {
    match page_template_key(site, page) {
        Some((by, name, span)) => (name.to_owned(), Place::at(by.path(), span.clone())),
        None => (page.content_type.template.clone(), type_place(page)),
    }
}

/// The name of the template of a page.
pub(super) fn page_template_name<'a>(site: &'a Site, page: &'a Page) -> &'a str {
    page_template_key(site, page).map_or(&page.content_type.template, |(_, name, _)| name)
}

/// What its front matter, or that of a section above, says of the template of a page.
fn page_template_key<'a>(site: &'a Site, page: &'a Page) -> Option<(&'a Page, &'a str, &'a Range<usize>)> {
    if let Some((name, span)) = &page.envelope.template {
        return Some((page, name, span));
    }
    let mut section = page.section;
    while let Some(id) = section {
        let above = site.page(id);
        if let Some((name, span)) = &above.section_keys.pages_template {
            return Some((above, name, span));
        }
        section = above.section;
    }
    None
}

fn type_place(page: &Page) -> Place {
    page.content_type.place.clone().unwrap_or_else(|| Place::file(page.path()))
}

/// The template of a section: its own, that of the type it contains, else `section.html`; a home's is `home.html`.
pub fn list_template(site: &Site, page: &Page) -> (String, Place) {
    if let Some((name, span)) = &page.envelope.template {
        return (name.clone(), Place::at(page.path(), span.clone()));
    }
    let place = Place::file(page.path());
    if page.kind == Kind::Home {
        return ("home.html".to_owned(), place);
    }
    // A section that is itself a thing, such as a programme with its courses below.
    if page.content_type.name != "page" {
        return (page.content_type.template.clone(), type_place(page));
    }
    let contained = page.section_keys.contains.as_deref().and_then(|name| site.theme.types.get(name));
    match contained.and_then(|content_type| content_type.list_template.clone()) {
        Some(name) => (name, place),
        None => ("section.html".to_owned(), place),
    }
}

/// More bytes than most templates write.
const WRITTEN: usize = 32 << 10;

/// Renders a template; a fault is a finding, and the page is empty.
pub(super) fn render(
    shared: &Shared,
    (template, place): (&str, Place),
    language: usize,
    context: &Context,
    path: &OutputPath,
    (parts, found): (&[Traced], &mut Found),
) -> Traced {
    let templates = &shared.site.theme.templates;
    if !templates.tera.contains_template(template) {
        // A template that does not parse was reported as such.
        if !templates.broken.iter().any(|name| name == template) {
            let names = templates.paths.keys().map(String::as_str).filter(|name| !name.contains('/'));
            let help =
                did_you_mean(template, names).unwrap_or_else(|| "put it in `templates/`, or name another".to_owned());
            let message = format!("there is no template `{template}`");
            found.findings.push(Finding::new(&rules::TEMPLATE_INVALID, place, message).help(help));
        }
        return Traced::default();
    }
    let mut written = Vec::with_capacity(WRITTEN);
    match shared.templated(language, |tera| tera.render_to(template, context, &mut written)) {
        Ok(()) => loading::settle(Traced::rendered(&output::text(&written), &(0..0), parts)),
        Err(error) => {
            let place = templates.paths.get(template).map_or(place, |(path, _)| Place::file(path));
            found.findings.push(shared.template_fault(&error, place, path));
            Traced::default()
        }
    }
}

fn list(shared: &Shared, mut context: Context, listing: &Listing, number: usize) -> Made {
    let data = &**shared;
    let site = &data.site;
    let mut found = Found::default();
    let about = about(site, listing);
    let (mut value, parts) = match about {
        Some(id) => context::page(shared, id, listing.language, &mut found),
        None => (context::plain_page(data, listing.language), Vec::new()),
    };
    let pager = &listing.pagers[number];
    value.insert("url".into(), Value::from(listing.url()));
    value.insert("permalink".into(), Value::from(url::absolute(&site.config, &pager.url)));
    value.insert("feeds".into(), context::feeds(data, listing));
    context.insert_value("paginator", paginator(data, listing, number));
    let (template, place) = match listing.subject {
        Subject::Section(id) => {
            context.insert_value(
                "section",
                data.remember(format!("section {}", id.0), || Ok(functions::section(data, id)))
                    .unwrap_or_else(|_| Value::none()),
            );
            list_template(site, site.page(id))
        }
        Subject::Taxonomy(rank) => {
            terms::taxonomy(data, listing, rank, &mut value, about.is_some());
            context.insert_value("terms", functions::terms(data, rank, listing.language));
            context.insert_value("section", Value::none());
            ("taxonomy.html".to_owned(), Place::file(&site.config.path))
        }
        Subject::Term(id) => {
            terms::term(data, listing, id, &mut value, about.is_some());
            context.insert_value("term", terms::term_value(data, id));
            context.insert_value("section", Value::none());
            ("term.html".to_owned(), Place::file(&site.config.path))
        }
    };
    context.insert_value("page", Value::from(value));
    if number > 0 {
        // The text of a section is on its first page: its faults were said there.
        found.findings.clear();
    }
    let traced = render(shared, (&template, place), listing.language, &context, &pager.output, (&parts, &mut found));
    let source = about.map_or_else(|| site.config.path.clone(), |id| site.page(id).path().clone());
    Made {
        of: about.filter(|_| number == 0),
        parts: htmls(parts),
        again: number > 0,
        ..Made::new(pager.output.clone(), source, traced, found)
    }
}
