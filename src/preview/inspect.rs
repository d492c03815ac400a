//! What the panel and the overview tell of a page: what was found on it, where in it and in its sources, what it
//! weighs.

use serde_json::{Value, json};

use super::Snapshot;
use crate::budget::{Weighed, kilobytes, value};
use crate::config::Figure;
use crate::finding::{Finding, Outcome, OutputPath, Severity};
use crate::html::{self, Element};
use crate::model::{PageId, exception, limits};
use crate::output::Content;
use crate::render::Trace;

/// The figures that the panel tells.
const FIGURES: [Figure; 3] = [Figure::Initial, Figure::Full, Figure::Next];

/// All that is known of a page, for the panel.
pub(super) fn page(snapshot: &Snapshot, path: &OutputPath) -> Value {
    let made = snapshot.file(path).and_then(Content::made);
    let document = made.map(|bytes| html::parse(&String::from_utf8_lossy(&bytes)));
    let trace = snapshot.trace(path);
    let source = snapshot.page(path).map(crate::model::Page::path);
    let own = snapshot.findings(path);
    let others = snapshot.build.findings.iter().filter(|one| !one.concerns(path, source));
    let element = |finding: &Finding| {
        let at = delivered(finding, trace?, snapshot)?;
        let elements = document.as_ref()?.elements();
        elements.filter(|one| one.span().is_some_and(|span| span.start == at)).map(steps).next()
    };
    let findings: Vec<Value> = own
        .iter()
        .map(|one| {
            let mut told = finding(snapshot, one);
            told["element"] = json!(element(one));
            told
        })
        .collect();
    let elsewhere = others.filter(|one| label(one) == "error").count();
    json!({
        "number": snapshot.number,
        "page": path.as_str(),
        "state": snapshot.page(path).and_then(|page| snapshot.hidden(page)),
        "source": source.map(crate::finding::SourcePath::as_str),
        "open": source.and_then(|source| opens(snapshot, source.as_str(), 1, 1)),
        "fault": fault(snapshot, path),
        "elsewhere": elsewhere,
        "findings": findings,
        "weights": weighed(snapshot, path).map(|page| figures(snapshot, page)),
    })
}

/// Why what is shown is not what the sources say.
fn fault(snapshot: &Snapshot, path: &OutputPath) -> Option<String> {
    snapshot.fault.clone().or_else(|| {
        snapshot.is_kept(path).then(|| {
            "This page could not be made: what you see is the last good one. The errors below say why.".to_owned()
        })
    })
}

/// A finding, as the panel and the overview show it.
pub(super) fn finding(snapshot: &Snapshot, finding: &Finding) -> Value {
    let (line, column) = finding.location.as_ref().map_or((1, 1), |location| (location.line, location.column));
    json!({
        "kind": label(finding),
        "rule": finding.rule.id,
        "message": finding.message,
        "help": finding.help,
        "path": finding.place.path.as_str(),
        "line": finding.location.as_ref().map(|location| location.line),
        "text": finding.location.as_ref().map(|location| excerpt(&location.text)),
        "open": opens(snapshot, finding.place.path.as_str(), line, column),
    })
}

/// `error`, `warning`, or `review` when a person has to decide.
pub(super) fn label(finding: &Finding) -> &'static str {
    match (finding.outcome, finding.severity) {
        (Outcome::Review, _) => "review",
        (Outcome::Fail, Severity::Error) => "error",
        (Outcome::Fail, Severity::Warning) => "warning",
    }
}

/// A line, short enough to be looked at.
fn excerpt(line: &str) -> String {
    const MOST: usize = 300;
    line.chars().take(MOST).collect()
}

/// The address that opens a source; none for a file of the theme in the program, or without an editor.
fn opens(snapshot: &Snapshot, path: &str, line: usize, column: usize) -> Option<String> {
    let file = snapshot.desk.root.join(path);
    snapshot.desk.editor.as_ref().filter(|_| file.is_file())?.address(&file, line, column)
}

/// What a page weighs.
pub(super) fn weighed<'s>(snapshot: &'s Snapshot, path: &OutputPath) -> Option<&'s Weighed> {
    let pages = &snapshot.build.weights.pages;
    pages.binary_search_by(|page| page.page.cmp(path)).ok().map(|rank| &pages[rank])
}

/// What a page weighs, and may.
fn figures(snapshot: &Snapshot, page: &Weighed) -> Value {
    let site = snapshot.site();
    let own = snapshot.page(&page.page);
    let is_own = |id: PageId| own.is_some_and(|own| own.output == site.page(id).output);
    let lifted = exception::exceptions(site).into_iter().find(|(id, _)| is_own(*id)).map(|(_, one)| &one.limits);
    let limits = limits(&site.config.budgets, &page.class, &page.page, lifted);
    let figure = |figure: Figure| {
        let bytes = value(page, figure);
        let most = limits.get(&figure).and_then(|bounds| bounds.error.or(bounds.warn));
        json!({ "name": figure.name(), "value": kilobytes(bytes), "most": most.map(kilobytes), "over": most.is_some_and(|most| bytes > most) })
    };
    FIGURES.into_iter().map(figure).collect()
}

/// Where in the delivered page the tag is that a finding is about.
fn delivered(finding: &Finding, trace: &Trace, snapshot: &Snapshot) -> Option<usize> {
    let span = finding.place.span.as_ref()?;
    let marks = &snapshot.site().theme.templates.marks;
    let is_it = |origin: &crate::render::Origin| {
        if finding.place.path == trace.source {
            origin.span.start as usize <= span.start && span.start < origin.span.end as usize
        } else {
            let place = origin.mark.and_then(|mark| marks.place(mark));
            place.is_some_and(|place| place.path == finding.place.path && place.span.as_ref() == Some(span))
        }
    };
    // The narrowest piece of the author's text that holds it.
    let found = trace.origins.iter().filter(is_it).min_by_key(|origin| origin.span.end - origin.span.start)?;
    Some(found.at as usize)
}

/// The way from the root of the document to an element: the rank of each element among its siblings.
fn steps(element: Element<'_>) -> Vec<usize> {
    let rank = |one: Element<'_>| Some(one.parent()?.children().take_while(|other| other.id() != one.id()).count());
    let mut steps: Vec<usize> = element.ancestors_or_self().filter_map(rank).collect();
    steps.reverse();
    steps
}
