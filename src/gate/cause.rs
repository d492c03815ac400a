//! Where the cause of a finding is: one finding a cause, with every page that shows it.

use std::collections::BTreeMap;

use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};

use super::Judged;
use crate::check::Found;
use crate::finding::{Finding, Language, Outcome, OutputPath, Place, SourcePath};
use crate::load::marks::{Mark, Marks};
use crate::render::{Origin, Trace};

/// The findings for what was found on the pages of a site. Pages that were not traced are their own place.
pub fn findings(
    judged: &[Judged<'_>],
    traces: &BTreeMap<OutputPath, Trace>,
    marks: &Marks,
    language: Language,
) -> Vec<Finding> {
    let causes = causes(judged, traces);
    let may_be_one = |(key, seen): (&Key<'_>, &Vec<Seen<'_>>)| match key.mark {
        Some(_) => is_one_cause(seen),
        None => first_mark(seen).is_some(),
    };
    let uses = if causes.iter().any(may_be_one) { uses(traces, marks) } else { Vec::new() };
    let of_cause = |(key, seen): (Key<'_>, Vec<Seen<'_>>)| match key.mark {
        // Every tag that the template's line writes is at fault: so is the line.
        Some(mark) if is_one_cause(&seen) && are_all(&seen, uses.get(usize::from(mark))) => {
            marks.place(mark).map(|place| finding(place, &seen, language)).into_iter().collect()
        }
        // Every page that the template begins lacks it: the template does.
        None if let Some(mark) = first_mark(&seen)
            && uses.get(usize::from(mark)).is_some_and(|uses| seen.len() >= *uses) =>
        {
            marks.place(mark).map(|place| finding(place, &seen, language)).into_iter().collect()
        }
        _ => each(&seen, marks, language),
    };
    causes.into_par_iter().flat_map_iter(of_cause).collect()
}

/// The same for a few pages, which say nothing of what all uses of a template have: one finding a place.
pub(super) fn of_few(
    judged: &[Judged<'_>],
    traces: &BTreeMap<OutputPath, Trace>,
    marks: &Marks,
    language: Language,
) -> Vec<Finding> {
    causes(judged, traces).values().flat_map(|seen| each(seen, marks, language)).collect()
}

/// What was found, by what may be its cause.
fn causes<'a>(judged: &[Judged<'a>], traces: &'a BTreeMap<OutputPath, Trace>) -> BTreeMap<Key<'a>, Vec<Seen<'a>>> {
    let traces: FxHashMap<&OutputPath, &Trace> = traces.iter().collect();
    let mut causes: BTreeMap<Key<'_>, Vec<Seen<'_>>> = BTreeMap::new();
    // The origins of a page are unpacked once: it may have thousands of faults.
    let of_page = |judged: &[Judged<'a>]| -> Vec<Seen<'a>> {
        let trace = traces.get(judged[0].page).copied();
        let origins: Vec<Origin> = trace.into_iter().flat_map(|trace| trace.origins.iter()).collect();
        let origin = |byte: usize| {
            let after = origins.partition_point(|origin| origin.at as usize <= byte);
            origins[..after].last().cloned()
        };
        let see = |&Judged { page, found, also }: &Judged<'a>| {
            let origin = found.span.as_ref().and_then(|span| origin(span.start));
            Seen { page, trace, origin, found, also }
        };
        judged.iter().map(see).collect()
    };
    let pages = judged.par_chunk_by(|one, next| one.page == next.page);
    for seen in pages.flat_map_iter(of_page).collect::<Vec<_>>() {
        let mark = seen.origin.as_ref().and_then(|origin| origin.mark);
        let key = Key { rule: seen.found.rule.id, outcome: seen.found.outcome, mark };
        causes.entry(key).or_default().push(seen);
    }
    causes
}

/// The place that a byte of a delivered page comes from: the author's bytes, else the template's tag, else the page's
/// file.
pub fn place(trace: &Trace, at: usize, marks: &Marks) -> Place {
    place_of(trace, trace.origins.at(at).as_ref(), marks)
}

fn place_of(trace: &Trace, origin: Option<&Origin>, marks: &Marks) -> Place {
    match origin {
        Some(origin) if !origin.span.is_empty() => {
            Place::at(&trace.source, origin.span.start as usize..origin.span.end as usize)
        }
        origin => {
            let template = origin.and_then(|origin| origin.mark).and_then(|mark| marks.place(mark));
            template.unwrap_or_else(|| Place::file(&trace.source))
        }
    }
}

/// Whether as many delivered tags were seen.
fn are_all(seen: &[Seen<'_>], uses: Option<&usize>) -> bool {
    let tag = |seen: &Seen<'_>| (seen.trace.map(std::ptr::from_ref), seen.origin.as_ref().map(|origin| origin.at));
    let tags = || seen.iter().map(tag).collect::<FxHashSet<_>>().len();
    uses.is_some_and(|uses| seen.len() >= *uses && tags() >= *uses)
}

/// Whether what was seen is the template's own fault: no author asked for the tags, or they all have one and the same
/// fault on several tags, which no author can have written.
fn is_one_cause(seen: &[Seen<'_>]) -> bool {
    let alike = || seen.iter().all(|one| one.found.message.en == seen[0].found.message.en);
    seen.iter().all(|seen| !seen.is_authored()) || (seen.len() > 1 && alike())
}

/// What wrote the first tag of several pages, when one and the same was found of each of them as a whole.
fn first_mark(seen: &[Seen<'_>]) -> Option<Mark> {
    let first = |one: &Seen<'_>| one.trace?.origins.marks().flatten().next();
    let is_alike = |one: &Seen<'_>| {
        one.found.span.is_none() && one.also.is_empty() && one.found.message.en == seen[0].found.message.en
    };
    let mark = first(seen.first().filter(|_| seen.len() > 1)?)?;
    seen.iter().all(|one| is_alike(one) && first(one) == Some(mark)).then_some(mark)
}

/// How many delivered tags each mark wrote.
fn uses(traces: &BTreeMap<OutputPath, Trace>, marks: &Marks) -> Vec<usize> {
    let none = || vec![0; marks.len()];
    let count = |mut uses: Vec<usize>, trace: &Trace| {
        for mark in trace.origins.marks().flatten() {
            if let Some(count) = uses.get_mut(usize::from(mark)) {
                *count += 1;
            }
        }
        uses
    };
    let sum = |a: Vec<usize>, b: Vec<usize>| a.into_iter().zip(b).map(|(a, b)| a + b).collect();
    traces.par_iter().map(|(_, trace)| trace).fold(none, count).reduce(none, sum)
}

/// What may have one cause.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Key<'a> {
    rule: &'a str,
    outcome: Outcome,
    mark: Option<Mark>,
}

/// Something found, with where it comes from.
struct Seen<'a> {
    page: &'a OutputPath,
    trace: Option<&'a Trace>,
    origin: Option<Origin>,
    found: &'a Found,
    also: &'a [OutputPath],
}

impl Seen<'_> {
    /// Whether an author's text asked for it.
    fn is_authored(&self) -> bool {
        self.origin.as_ref().is_some_and(|origin| !origin.span.is_empty())
    }

    /// The place of what is not a template's fault as a whole: where its tag comes from, else the delivered page
    /// itself.
    fn place(&self, marks: &Marks) -> Place {
        match (self.trace, &self.found.span) {
            (Some(trace), Some(_)) => place_of(trace, self.origin.as_ref(), marks),
            (Some(trace), None) => Place::file(&trace.source),
            (None, span) => {
                let path: SourcePath = self.page.as_str().into();
                match span {
                    Some(span) => Place::at(&path, span.clone()),
                    None => Place::file(&path),
                }
            }
        }
    }
}

/// One finding a place and message.
fn each(seen: &[Seen<'_>], marks: &Marks, language: Language) -> Vec<Finding> {
    let mut places: Vec<(Place, &str, Vec<&Seen<'_>>)> = Vec::new();
    let mut known: FxHashMap<(SourcePath, usize, &str), usize> = FxHashMap::default();
    let found: Vec<Place> = seen.par_iter().map(|seen| seen.place(marks)).collect();
    for (seen, place) in seen.iter().zip(found) {
        let message = seen.found.message.en.as_str();
        let start = place.span.as_ref().map_or(usize::MAX, |span| span.start);
        let rank = *known.entry((place.path.clone(), start, message)).or_insert_with(|| {
            places.push((place, message, Vec::new()));
            places.len() - 1
        });
        places[rank].2.push(seen);
    }
    places.into_par_iter().map(|(place, _, seen)| finding(place, seen, language)).collect()
}

/// The finding at `place` for what was seen on one or several pages: the first speaks for all.
fn finding<'a>(place: Place, seen: impl IntoIterator<Item = &'a Seen<'a>>, language: Language) -> Finding {
    let mut pages = Vec::new();
    let mut first = None;
    for seen in seen {
        if pages.last() != Some(seen.page) {
            pages.push(seen.page.clone());
        }
        pages.extend_from_slice(seen.also);
        first.get_or_insert(seen.found);
    }
    pages.sort();
    pages.dedup();
    let found = first.expect("a cause was seen at least once");
    let place = match pages.first() {
        Some(page) if page.as_str() != place.path.as_str() => place.on(page),
        _ => place,
    };
    let message = found.message.text(language);
    let finding = match found.outcome {
        Outcome::Fail => Finding::new(found.rule, place, message),
        Outcome::Review => Finding::review(found.rule, place, message),
    };
    if pages.len() < 2 {
        pages.clear();
    }
    Finding { pages, ..finding.help(found.help.text(language)) }
}
