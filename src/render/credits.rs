//! Credits: the pictures, videos and recordings that pages show, who made them, under which licence.
//!
//! What is shown is read in the delivered pages, so that nothing is listed that nobody sees; who made it is what
//! any page says of it.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use rayon::prelude::*;
use tera::Value as Tera;

use super::asked::Asked;
use super::made::Made;
use super::value::{map, text};
use super::{Data, licence, page_template_name};
use crate::finding::{Finding, OutputPath, Place, SourcePath, rules};
use crate::load::body::{ArgValue, BlockCall, Body, HoleKind};
use crate::load::files::Files;
use crate::model::value::{Picture, Value};
use crate::model::{Page, PageId, Site, link};

/// The template of the pages of credits, which are made once all others are.
const TEMPLATE: &str = "credits.html";

/// Whether a page tells what all others show.
pub(super) fn is_credits(site: &Site, page: &Page) -> bool {
    page_template_name(site, page) == TEMPLATE
}

/// Kinds of media by the extensions of their files.
const KINDS: [(&str, &[&str]); 3] = [
    ("picture", &["avif", "gif", "jpeg", "jpg", "png", "svg", "webp"]),
    ("video", &["m4v", "mp4", "ogv", "webm"]),
    ("sound", &["aac", "flac", "m4a", "mp3", "oga", "ogg", "opus", "wav"]),
];

/// What the pages say of one file.
#[derive(Debug, Default)]
struct Said {
    author: String,
    licence: String,
    /// What it shows, by the rank of a language.
    titles: BTreeMap<usize, String>,
    /// The pages that show it by themselves, and not for another that they lead to.
    own: BTreeSet<PageId>,
    /// Whether it is a logo, which belongs to whom it stands for.
    logo: bool,
}

/// The credits of each language, and the files that a page shows and that nobody is credited for.
pub(super) fn gather(data: &Data, made: &[Arc<Made>], asked: &Asked) -> (Vec<Tera>, Vec<Finding>) {
    let site = &data.site;
    let said = said(site, data.media.files());
    let shown = shown(data, made, asked);
    let nothing = Said::default();
    let of = |source: &SourcePath| said.get(source).unwrap_or(&nothing);
    let mut findings = Vec::new();
    for (source, pages) in &shown {
        let own = of(source);
        if own.author.is_empty() && !own.logo {
            let many = if pages.len() == 1 {
                "one page shows it".to_owned()
            } else {
                format!("{} pages show it", pages.len())
            };
            let message = format!("nobody is credited for `{}`, and {many}", source.name());
            let help = "say `credit` where a page shows it, in the front matter's `image` or in the block, or once in a file \
                `.toml` beside the picture";
            findings.push(Finding::new(&rules::CREDIT_MISSING, Place::file(source), message).help(help));
        }
    }
    let language = |language: usize| {
        let entries = shown.iter().filter_map(|(source, pages)| {
            let here = pages.iter().filter(|(rank, _)| *rank == language).map(|(_, id)| *id);
            let (own, others): (Vec<PageId>, Vec<PageId>) = here.partition(|id| of(source).own.contains(id));
            // Cards show the pictures of the pages that they lead to: these are named, if any is.
            let pages = if own.is_empty() { others } else { own };
            (!pages.is_empty() && !of(source).author.is_empty())
                .then(|| entry(data, language, source, of(source), &pages))
        });
        Tera::from(entries.collect::<Vec<_>>())
    };
    ((0..site.config.languages.all.len()).map(language).collect(), findings)
}

/// `{kind, title, lang, author, licence, licence_url, pages}`.
fn entry(data: &Data, language: usize, source: &SourcePath, said: &Said, pages: &[PageId]) -> Tera {
    // Words in this language if there are, else in any, else the name of the file.
    let title = said.titles.get_key_value(&language).or_else(|| said.titles.iter().next());
    let (rank, title) = title.map_or((language, source.name()), |(rank, title)| (*rank, title.as_str()));
    let address = licence::address(&said.licence, data.code(language)).unwrap_or_default();
    let card = |id: &PageId| data.card(*id).clone();
    Tera::from(map([
        ("kind", Tera::from(kind(source).unwrap_or("picture"))),
        ("title", Tera::from(title)),
        ("lang", Tera::from(data.code(rank))),
        ("author", Tera::from(said.author.as_str())),
        ("licence", text(&said.licence)),
        ("licence_url", text(&address)),
        ("pages", Tera::from(pages.iter().map(card).collect::<Vec<_>>())),
    ]))
}

fn kind(source: &SourcePath) -> Option<&'static str> {
    let extension = source.extension().to_lowercase();
    KINDS.iter().find(|(_, extensions)| extensions.contains(&extension.as_str())).map(|(kind, _)| *kind)
}

/// The media of editors that pages show, with the pages and the languages that these are shown in.
fn shown(data: &Data, made: &[Arc<Made>], asked: &Asked) -> BTreeMap<SourcePath, BTreeSet<(usize, PageId)>> {
    let site = &data.site;
    let encoded = asked.pictures.variants.iter().map(|(path, recipe)| (path, &recipe.source));
    let sources: HashMap<&OutputPath, &SourcePath> =
        encoded.chain(asked.files.iter().map(|(path, (_, source))| (path, source))).collect();
    let mut pages: HashMap<&OutputPath, (usize, PageId)> = HashMap::new();
    for (index, page) in site.pages.iter().enumerate() {
        pages.insert(&page.output, (page.language, PageId(index)));
    }
    for fallback in site.fallbacks.iter() {
        pages.insert(&fallback.output, (fallback.language, fallback.page));
    }
    let mut shown: BTreeMap<SourcePath, BTreeSet<(usize, PageId)>> = BTreeMap::new();
    let files: Vec<&BTreeSet<OutputPath>> = made.par_iter().map(|page| page.files(site)).collect();
    for (page, files) in made.iter().zip(files) {
        let Some(at) = pages.get(&page.output) else { continue };
        for output in files {
            let Some(source) = sources.get(output).filter(|source| kind(source).is_some()) else { continue };
            if source.as_str().starts_with("media/") || source.as_str().starts_with("content/") {
                shown.entry((*source).clone()).or_default().insert(*at);
            }
        }
    }
    shown
}

/// What the fields and the blocks of all pages say of media.
fn said(site: &Site, files: &Files) -> BTreeMap<SourcePath, Said> {
    let mut reading = Reading { site, files, of: PageId(0), said: BTreeMap::new() };
    for (index, page) in site.pages.iter().enumerate() {
        reading.of = PageId(index);
        if let Some(image) = &page.image {
            reading.picture(page, image, "image");
        }
        for (name, value) in &page.fields {
            reading.value(page, value, name);
        }
        reading.body(page, &page.holes());
    }
    reading.said
}

struct Reading<'a> {
    site: &'a Site,
    files: &'a Files,
    /// The page that is read.
    of: PageId,
    said: BTreeMap<SourcePath, Said>,
}

impl Reading<'_> {
    fn value(&mut self, page: &Page, value: &Value, name: &str) {
        match value {
            Value::Picture(picture) => self.picture(page, picture, name),
            Value::Markdown(body) => self.body(page, body),
            Value::List(values) => values.iter().for_each(|value| self.value(page, value, name)),
            Value::Group(entries) => entries.iter().for_each(|(name, value)| self.value(page, value, name)),
            _ => {}
        }
    }

    fn picture(&mut self, page: &Page, picture: &Picture, name: &str) {
        let (author, licence) = match picture.licence.as_str() {
            "" => licence::split(&picture.credit),
            licence => (picture.credit.as_str(), licence),
        };
        self.say(page, &picture.source, (author, licence), &picture.alt);
        self.logo(&picture.source, name);
    }

    fn body(&mut self, page: &Page, body: &Body) {
        for hole in &body.holes {
            match &hole.kind {
                HoleKind::Block(call) => {
                    self.block(page, call);
                    call.body.iter().for_each(|body| self.body(page, body));
                }
                HoleKind::Image { src, alt, .. } => {
                    if let Ok(link::Target::File(source)) = link::resolve(self.site, self.files, page, src) {
                        let own = Picture { alt: alt.clone(), ..Picture::plain(source) };
                        self.picture(page, &self.site.with_sidecar(own, page.language), "");
                    }
                }
                HoleKind::Href(_) => {}
            }
        }
    }

    /// A block credits the media that it shows, all by one.
    fn block(&mut self, page: &Page, call: &BlockCall) {
        let words = |name: &str| {
            call.args.iter().find(|arg| arg.name == name).and_then(|arg| match &arg.value {
                ArgValue::Text(text) => Some(text.as_str()),
                _ => None,
            })
        };
        let credit = licence::split(words("credit").unwrap_or_default());
        for arg in &call.args {
            let (ArgValue::Image(written) | ArgValue::File(written)) = &arg.value else { continue };
            let Ok(link::Target::File(source)) = link::resolve(self.site, self.files, page, written) else { continue };
            let title = words("alt").or_else(|| words("title")).unwrap_or_default();
            let own = Picture {
                alt: title.to_owned(),
                credit: credit.0.to_owned(),
                licence: credit.1.to_owned(),
                ..Picture::plain(source)
            };
            self.picture(page, &self.site.with_sidecar(own, page.language), &arg.name);
        }
    }

    fn logo(&mut self, source: &SourcePath, name: &str) {
        if name.starts_with("logo") {
            self.said.entry(source.clone()).or_default().logo = true;
        }
    }

    /// The first to credit somebody is right; a later one may add the licence.
    fn say(&mut self, page: &Page, source: &SourcePath, (author, licence): (&str, &str), title: &str) {
        let said = self.said.entry(source.clone()).or_default();
        said.own.insert(self.of);
        if said.author.is_empty() {
            author.clone_into(&mut said.author);
        }
        if said.licence.is_empty() && said.author == author {
            licence.clone_into(&mut said.licence);
        }
        if !title.is_empty() {
            said.titles.entry(page.language).or_insert_with(|| title.to_owned());
        }
    }
}
