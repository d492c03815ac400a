//! References of front matter, resolved: each to a page or a file, with the page that refers remembered by the other.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use rayon::prelude::*;

use super::link::{self, Target};
use super::page::{Page, PageId};
use super::value::{Picture, Value};
use super::{Site, tree};
use crate::finding::{Finding, Place, did_you_mean, rules};
use crate::load::Sources;
use crate::load::fields::{self, Field};
use crate::load::files::Files;

/// What the resolution of one page gives.
struct Resolved {
    fields: Vec<(String, Value)>,
    image: Option<Picture>,
    related: Vec<PageId>,
    findings: Vec<Finding>,
}

/// Resolves the fields of every page and fills in the back-references.
pub(super) fn resolve(site: &mut Site, sources: &Sources, findings: &mut Vec<Finding>) {
    let resolved: Vec<Resolved> =
        (0..site.pages.len()).into_par_iter().map(|index| page(site, sources, &site.pages[index])).collect();
    let mut back: Vec<BTreeMap<String, Vec<PageId>>> = vec![BTreeMap::new(); site.pages.len()];
    for (index, mut resolved) in resolved.into_iter().enumerate() {
        findings.append(&mut resolved.findings);
        let page = Arc::make_mut(&mut site.pages[index]);
        let counted = if page.is_sound() { resolved.fields.as_slice() } else { &[] };
        for (name, value) in counted {
            let label = format!("{}.{name}", page.content_type.name);
            each_page(value, &mut |target| {
                let from = back[target.0].entry(label.clone()).or_default();
                if from.last() != Some(&PageId(index)) {
                    from.push(PageId(index));
                }
            });
        }
        page.raw_fields.clear();
        page.fields = resolved.fields;
        page.image = resolved.image;
        page.related = resolved.related;
    }
    let collators: Vec<_> = site.config.languages.all.iter().map(|language| tree::collator(&language.code)).collect();
    for (index, by_field) in back.into_iter().enumerate() {
        let language = site.pages[index].language;
        let mut sorted = Vec::with_capacity(by_field.len());
        for (label, mut pages) in by_field {
            tree::sort(&mut pages, &site.pages, &tree::Order::parse("-date"), &collators[language]);
            sorted.push((label, pages));
        }
        Arc::make_mut(&mut site.pages[index]).back = sorted;
    }
}

fn each_page(value: &Value, visit: &mut impl FnMut(PageId)) {
    match value {
        Value::Page(id) => visit(*id),
        Value::List(values) => values.iter().for_each(|value| each_page(value, visit)),
        Value::Group(values) => values.iter().for_each(|(_, value)| each_page(value, visit)),
        _ => {}
    }
}

fn page(site: &Site, sources: &Sources, page: &Page) -> Resolved {
    let mut resolver = Resolver { site, sources, page, findings: Vec::new() };
    let fields =
        page.raw_fields.iter().filter_map(|(name, field)| Some((name.clone(), resolver.field(name, field)?))).collect();
    let image = page.envelope.image.as_ref().and_then(|image| resolver.main_picture(image));
    let related = page
        .envelope
        .related
        .iter()
        .filter_map(|(written, span)| resolver.reference("related", written, &[], span))
        .collect();
    Resolved { fields, image, related, findings: resolver.findings }
}

struct Resolver<'a> {
    site: &'a Site,
    sources: &'a Sources,
    page: &'a Page,
    findings: Vec<Finding>,
}

impl Resolver<'_> {
    fn field(&mut self, name: &str, field: &Field) -> Option<Value> {
        Some(match field {
            Field::Text(text) => Value::Text(text.clone()),
            Field::Plain(text) => Value::Plain(text.clone()),
            Field::Markdown(body) => Value::Markdown(body.clone()),
            Field::Integer(number) => Value::Integer(*number),
            Field::Float(number) => Value::Float(*number),
            Field::Bool(value) => Value::Bool(*value),
            Field::Date(date) => Value::Date(*date),
            Field::DateTime(moment) => Value::Moment(moment.clone()),
            Field::Url(written, span) => self.url(written, span)?,
            Field::Image(image) => Value::Picture(Box::new(self.picture(image)?)),
            Field::File(written, span) => self.file(written, span)?,
            Field::Reference(written, to, span) => {
                let id = self.reference(name, written, to, span)?;
                // What is wrong with a page is said on that page alone.
                self.site.page(id).is_sound().then_some(Value::Page(id))?
            }
            Field::List(fields) => Value::List(fields.iter().filter_map(|field| self.field(name, field)).collect()),
            Field::Group(fields) => Value::Group(
                fields.iter().filter_map(|(name, field)| Some((name.clone(), self.field(name, field)?))).collect(),
            ),
        })
    }

    fn target(&mut self, written: &str, span: &Range<usize>) -> Option<Target> {
        let place = Place::at(self.page.path(), span.clone());
        match link::resolve(self.site, &self.sources.files, self.page, written) {
            Ok(target) => Some(target),
            Err(broken) => {
                self.findings.push(Finding::new(&rules::LINK_BROKEN, place, broken.message).help(broken.help));
                None
            }
        }
    }

    fn url(&mut self, written: &str, span: &Range<usize>) -> Option<Value> {
        let (path, rest) = written.find(['#', '?']).map_or((written, ""), |at| written.split_at(at));
        let target = self.target(path, span)?;
        let url = link::url_of(self.site, &target).unwrap_or_else(|| path.to_owned());
        Some(Value::Url(url + rest))
    }

    fn file(&mut self, written: &str, span: &Range<usize>) -> Option<Value> {
        if let Some(Target::File(path)) = self.file_target(written) {
            return Some(Value::File(path));
        }
        self.findings.push(missing_file(&self.sources.files, self.page, written, span));
        None
    }

    fn file_target(&self, written: &str) -> Option<Target> {
        link::resolve(self.site, &self.sources.files, self.page, written)
            .ok()
            .filter(|target| matches!(target, Target::File(_)))
    }

    /// The picture of the page itself: its author says what it tells, or that it tells nothing.
    fn main_picture(&mut self, image: &fields::Image) -> Option<Picture> {
        let picture = self.picture(image)?;
        if picture.alt.is_empty() && !picture.decorative {
            let place = Place::at(self.page.path(), image.span.clone());
            let message = "the picture of the page has no alternative, and nothing says that it only decorates";
            let help = "write `image: { src: …, alt: \"what it tells\" }`, or `decorative: true` in place of `alt`";
            self.findings.push(Finding::review(&rules::FIELD_MISSING, place, message).help(help));
        }
        Some(picture)
    }

    fn picture(&mut self, image: &fields::Image) -> Option<Picture> {
        let Some(Target::File(source)) = self.file_target(&image.src) else {
            self.findings.push(missing_file(&self.sources.files, self.page, &image.src, &image.span));
            return None;
        };
        let own = Picture {
            source,
            alt: image.alt.clone(),
            credit: image.credit.clone(),
            licence: image.licence.clone(),
            decorative: image.decorative,
            focus: image.focus.clone(),
            ratio: image.ratio.clone(),
        };
        Some(self.site.with_sidecar(own, self.page.language))
    }

    fn reference(&mut self, name: &str, written: &str, to: &[String], span: &Range<usize>) -> Option<PageId> {
        match reference(self.site, &self.sources.files, self.page, written, to) {
            Ok(id) => Some(id),
            Err((message, help)) => {
                let place = Place::at(self.page.path(), span.clone());
                self.findings
                    .push(Finding::new(&rules::REFERENCE_BROKEN, place, format!("`{name}`: {message}")).help(help));
                None
            }
        }
    }
}

/// The page that `written` names on `page`, of one of the types `to` (any when empty); else a message and a help.
pub fn reference(
    site: &Site,
    files: &Files,
    page: &Page,
    written: &str,
    to: &[String],
) -> Result<PageId, (String, String)> {
    let Ok(Target::Page(id)) = link::resolve(site, files, page, written) else {
        if let Some(broken) = link::hidden_from(site, page, written) {
            return Err((broken.message, broken.help));
        }
        let keys: Vec<&str> = site
            .pages
            .iter()
            .filter(|other| other.language == page.language && (to.is_empty() || to.contains(&other.content_type.name)))
            .map(|other| other.key.as_str())
            .collect();
        let wanted = written.trim_end_matches(".md");
        let last = wanted.rsplit('/').next().unwrap_or_default();
        let by_name =
            keys.iter().find(|key| key.rsplit('/').next() == Some(last)).map(|key| format!("did you mean `{key}`?"));
        let help = did_you_mean(wanted, keys.iter().copied())
            .or(by_name)
            .unwrap_or_else(|| "write the content path of a page, `/equipe/prenom-nom`".to_owned());
        return Err((format!("there is no page `{written}`"), help));
    };
    let found = &site.page(id).content_type.name;
    if to.is_empty() || to.contains(found) {
        return Ok(id);
    }
    Err((
        format!("`{written}` is a page of type `{found}`, not `{}`", to.join("` or `")),
        format!("refer to a page of type `{}`", to.join("` or `")),
    ))
}

/// The finding for a file or a picture that is not there.
pub fn missing_file(files: &Files, page: &Page, written: &str, span: &Range<usize>) -> Finding {
    let media: Vec<&str> = files.others.keys().filter_map(|path| path.as_str().strip_prefix("media")).collect();
    let name = written.rsplit('/').next().unwrap_or(written);
    let namesake = media.iter().find(|path| path.rsplit('/').next() == Some(name));
    let meant = namesake.map(|path| format!("did you mean `{path}`?")).or_else(|| did_you_mean(written, media));
    let help = meant.unwrap_or_else(|| {
        "write the path of the file from the folder of this page or, with a `/` first, from `media/`".to_owned()
    });
    Finding::new(&rules::FILE_MISSING, Place::at(page.path(), span.clone()), format!("there is no file `{written}`"))
        .help(help)
}
