//! Who asks for what a page weighs: the author's line, the template's, the theme's file.

use std::collections::BTreeMap;

use super::{Class, Weighed};
use crate::finding::{Location, OutputPath, Place, SourcePath};
use crate::gate;
use crate::load::files::Files;
use crate::load::marks::Marks;
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

    /// Who writes the tags of a page, the most first: each file, how many tags, and where its most frequent one is.
    pub fn writers(&self, page: &Weighed) -> Vec<(Place, usize)> {
        let Some((trace, marks)) = self.trace(&page.page).zip(self.marks) else { return Vec::new() };
        let (mut authored, mut by_mark) = (0, BTreeMap::new());
        for origin in &trace.origins {
            match origin.mark.filter(|_| origin.span.is_empty()) {
                Some(mark) => *by_mark.entry(mark).or_insert(0) += 1,
                None => authored += 1,
            }
        }
        let mut placed: Vec<(Place, usize)> =
            by_mark.into_iter().filter_map(|(mark, count)| Some((marks.place(mark)?, count))).collect();
        placed.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
        let mut writers: Vec<(Place, usize)> = Vec::new();
        for (place, count) in placed {
            match writers.iter_mut().find(|(known, _)| known.path == place.path) {
                Some((_, sum)) => *sum += count,
                None => writers.push((place, count)),
            }
        }
        writers.push((Place::file(&trace.source), authored));
        writers.sort_by(|a, b| (b.1, a.0.path.as_str()).cmp(&(a.1, b.0.path.as_str())));
        // A list is as long as its author lets it be, whoever writes its items.
        if page.class == Class::List {
            writers.sort_by_key(|(place, _)| place.path != trace.source);
        }
        writers
    }
}

/// Whether a file is an author's: what comes with a theme or is made for all pages is not.
fn is_an_authors(source: &SourcePath) -> bool {
    ["content/", "media/"].iter().any(|folder| source.as_str().starts_with(folder))
}
