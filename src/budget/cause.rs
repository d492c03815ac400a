//! Who asks for what a page weighs: the author's line, the template's, the theme's file.

use std::collections::BTreeMap;

use super::{Class, Weighed};
use crate::finding::{Location, OutputPath, Place, SourcePath};
use crate::gate;
use crate::load::files::Files;
use crate::load::marks::{Mark, Marks};
use crate::output::Output;
use crate::render::Trace;
use crate::weight::{Request, Target};

/// What a finished site comes from. Of a site that Osier did not make nothing is known, and pages are their own places.
#[derive(Clone, Copy, Debug, Default)]
pub struct Ground<'a> {
    /// Where the pages come from.
    pub traces: Option<&'a BTreeMap<OutputPath, Trace>>,
    /// The source of each file that pages ask for.
    pub sources: Option<&'a BTreeMap<OutputPath, SourcePath>>,
    /// The places of the templates' tags.
    pub marks: Option<&'a Marks>,
    /// The sources themselves.
    pub files: Option<&'a Files>,
    /// What is delivered.
    pub output: Option<&'a Output>,
}

impl Ground<'_> {
    /// Where a page comes from.
    pub fn trace(&self, page: &OutputPath) -> Option<&Trace> {
        self.traces?.get(page)
    }

    /// The name of a file for people: its source, else where it is delivered or its address.
    pub fn name<'n>(&'n self, target: &'n Target) -> &'n str {
        match target {
            Target::Own(path) => self.source(path).map_or(path.as_str(), SourcePath::as_str),
            Target::Foreign(address) => address,
        }
    }

    fn source(&self, path: &OutputPath) -> Option<&SourcePath> {
        self.sources?.get(path)
    }

    /// The page's own file.
    pub fn page(&self, page: &OutputPath) -> Place {
        match self.trace(page) {
            Some(trace) => Place::file(&trace.source),
            None => Place::file(&page.as_str().into()),
        }
    }

    /// Where a page asks for a file: the line of the author who wrote it, the theme's file itself.
    pub fn place(&self, page: &OutputPath, request: &Request) -> Place {
        let Some((trace, marks)) = self.trace(page).zip(self.marks) else {
            let path: SourcePath = page.as_str().into();
            return if request.span.is_empty() { Place::file(&path) } else { Place::at(&path, request.span.clone()) };
        };
        let source = match &request.target {
            Target::Own(path) => self.source(path),
            Target::Foreign(_) => None,
        };
        match source {
            Some(source) if !is_an_authors(source) => Place::file(source),
            _ if request.span.is_empty() => Place::file(&trace.source),
            Some(source) => {
                let place = gate::place(trace, request.span.start, marks);
                if place.path == trace.source && place.span.is_some() { place } else { self.written(trace, source) }
            }
            None => gate::place(trace, request.span.start, marks),
        }
    }

    /// Where a page's own file names `source`, else the file: front matter has no place in the page.
    fn written(&self, trace: &Trace, source: &SourcePath) -> Place {
        let text = self.files.and_then(|files| files.text(&trace.source));
        match text.and_then(|text| text.find(source.name())) {
            Some(at) => Place::at(&trace.source, at..at + source.name().len()),
            None => Place::file(&trace.source),
        }
    }

    /// A place for people: `content/fr/x.md:12`.
    pub fn line(&self, place: &Place) -> String {
        let text = place.span.as_ref().zip(self.files.and_then(|files| files.text(&place.path)));
        match text {
            Some((span, text)) => format!("{}:{}", place.path, Location::of(text, span).line),
            None => place.path.to_string(),
        }
    }

    /// Who writes a page, the one with the most tags first: the author's text of a list is before its templates, as it
    /// is as long as its author lets it be, whoever writes its items.
    pub fn writers(&self, page: &Weighed) -> Vec<Writer> {
        let Some((trace, marks)) = self.trace(&page.page).zip(self.marks) else { return Vec::new() };
        let html = self.output.and_then(|output| output.get(&page.page)?.made());
        let Some(html) = html else { return Vec::new() };
        let mut author = Writer { place: Place::file(&trace.source), tags: 0, bytes: 0 };
        let mut by_mark: BTreeMap<Mark, (usize, usize)> = BTreeMap::new();
        let ends = trace.origins.iter().skip(1).map(|origin| origin.at as usize).chain([html.len()]);
        for (origin, end) in trace.origins.iter().zip(ends) {
            let piece = html.get(origin.at as usize..end).unwrap_or_default();
            let (tags, bytes) = match origin.mark.filter(|_| origin.span.is_empty()) {
                Some(mark) => {
                    let (tags, bytes) = by_mark.entry(mark).or_default();
                    (tags, bytes)
                }
                None => (&mut author.tags, &mut author.bytes),
            };
            *tags += piece.windows(2).filter(|pair| pair[0] == b'<' && pair[1].is_ascii_alphabetic()).count();
            *bytes += piece.len();
        }
        let placed = by_mark.into_iter().filter_map(|(mark, (tags, bytes))| {
            let place = marks.place(mark)?;
            Some(Writer { place, tags, bytes })
        });
        let mut placed: Vec<Writer> = placed.collect();
        placed.sort_by_key(|writer| std::cmp::Reverse(writer.tags));
        // The place of a template is that of the tag that it writes most.
        let mut writers: Vec<Writer> = vec![author];
        for one in placed {
            match writers.iter_mut().find(|known| known.place.path == one.place.path) {
                Some(known) => {
                    known.tags += one.tags;
                    known.bytes += one.bytes;
                }
                None => writers.push(one),
            }
        }
        let is_list = page.class == Class::List;
        writers.sort_by_key(|one| (!is_list || one.place.path != trace.source, std::cmp::Reverse(one.tags)));
        writers
    }
}

/// A file that writes a part of a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Writer {
    /// The file, and where its most frequent tag is when it is a template.
    pub place: Place,
    /// The tags that it begins.
    pub tags: usize,
    /// The bytes that it writes, before they are compressed.
    pub bytes: usize,
}

/// Whether a file is an author's: what comes with a theme or is made for all pages is not.
fn is_an_authors(source: &SourcePath) -> bool {
    ["content/", "media/"].iter().any(|folder| source.as_str().starts_with(folder))
}
