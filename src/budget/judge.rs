//! Pages held against their budgets: one finding a cause, with what can be cut.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use rustc_hash::{FxHashMap, FxHashSet};

use super::{Class, Ground, Part, Weighed, Weights, amount, kilobytes, parts, value};
use crate::config::{Bounds, Figure, Limits};
use crate::finding::{Finding, OutputPath, Place, Rule, Severity, rules};
use crate::weight::Kind;

/// The rules that need every file to be made. What a site says of them is kept for later while it is not.
pub static RULES: &[&Rule] = &[&rules::PAGE_ELEMENTS, &rules::PAGE_REQUESTS, &rules::PAGE_WEIGHT, &rules::WEIGHT_RISE];

/// How many cuts a finding names.
const CUTS: usize = 4;

/// A figure of a page that is above its limit.
struct Excess {
    page: usize,
    figure: Figure,
    value: u64,
    limit: u64,
    severity: Severity,
}

/// What a site says of its pages.
#[derive(Clone, Copy)]
pub struct Policy<'a> {
    /// What a page may weigh.
    pub limits: &'a dyn Fn(&Weighed) -> Limits,
    /// Whether a page's file decides about a rule: what is found on it is then told there and nowhere else.
    pub decides: &'a dyn Fn(&Weighed, &Rule) -> bool,
}

/// What is to be mended: the rule, the largest part, and the page when it alone is told.
type Cause<'w> = (&'static str, String, Option<&'w OutputPath>);

/// The findings for the pages that have more than they may.
pub fn judge(weights: &Weights, ground: &Ground<'_>, policy: Policy<'_>) -> Vec<Finding> {
    let mut causes: BTreeMap<Cause<'_>, Vec<(Excess, Place)>> = BTreeMap::new();
    for (rank, page) in weights.pages.iter().enumerate() {
        for (figure, bounds) in (policy.limits)(page) {
            let mut add = |value: u64, (name, place): (String, Place)| {
                let Some((limit, severity)) = above(value, bounds) else { return };
                let excess = Excess { page: rank, figure, value, limit, severity };
                let rule = rule(figure);
                let alone = (policy.decides)(page, rule).then_some(&page.page);
                let own = ground.page(&page.page);
                let place = if alone.is_some() && place.path != own.path { own } else { place };
                causes.entry((rule.id, name, alone)).or_default().push((excess, place));
            };
            if figure == Figure::Picture {
                // Each has its limit, and each is a cause of its own.
                for part in parts(page, figure).iter().take_while(|part| above(part.bytes, bounds).is_some()) {
                    add(part.bytes, cause(page, *part, ground));
                }
            } else {
                let value = value(page, figure);
                if above(value, bounds).is_some() {
                    add(value, largest(page, figure, ground));
                }
            }
        }
    }
    if causes.is_empty() {
        return Vec::new();
    }
    let reach = reach(weights, ground);
    causes.into_iter().map(|((_, name, _), seen)| finding(&name, &seen, weights, ground, &reach)).collect()
}

fn above(value: u64, bounds: Bounds) -> Option<(u64, Severity)> {
    let over = |bound: Option<u64>| bound.filter(|most| value > *most);
    let error = over(bounds.error).map(|most| (most, Severity::Error));
    error.or_else(|| over(bounds.warn).map(|most| (most, Severity::Warning)))
}

fn rule(figure: Figure) -> &'static Rule {
    match figure {
        Figure::Elements => &rules::PAGE_ELEMENTS,
        Figure::Requests | Figure::RequestsFull => &rules::PAGE_REQUESTS,
        _ => &rules::PAGE_WEIGHT,
    }
}

/// What a figure of a page is mostly made of: its name, and its place.
fn largest(page: &Weighed, figure: Figure, ground: &Ground<'_>) -> (String, Place) {
    let heaviest = if figure.is_count() { None } else { parts(page, figure).first().copied() };
    match (heaviest, ground.writers(page).into_iter().next()) {
        (Some(part), _) if part.request.is_some() => cause(page, part, ground),
        (_, Some(writer)) if matches!(figure, Figure::Elements | Figure::Html) => {
            (writer.place.path.to_string(), writer.place)
        }
        _ => cause(page, Part { request: None, bytes: 0 }, ground),
    }
}

fn cause(page: &Weighed, part: Part, ground: &Ground<'_>) -> (String, Place) {
    if let Some(request) = part.request.map(|rank| &page.requests.list[rank]) {
        (ground.name(&request.target).to_owned(), ground.place(&page.page, request))
    } else {
        let place = ground.page(&page.page);
        (place.path.to_string(), place)
    }
}

/// On how many pages each file is, by its name.
fn reach(weights: &Weights, ground: &Ground<'_>) -> FxHashMap<String, usize> {
    let mut reach: FxHashMap<String, usize> = FxHashMap::default();
    for page in &weights.pages {
        let names: FxHashSet<&str> = page.requests.list.iter().map(|request| ground.name(&request.target)).collect();
        #[expect(clippy::iter_over_hash_type, reason = "counts do not depend on the order")]
        for name in names {
            *reach.entry(name.to_owned()).or_default() += 1;
        }
    }
    reach
}

fn finding(
    name: &str,
    seen: &[(Excess, Place)],
    weights: &Weights,
    ground: &Ground<'_>,
    reach: &FxHashMap<String, usize>,
) -> Finding {
    // The page that is the furthest above speaks for all; the place is the author's line where one is known.
    let ratio = |excess: &Excess| excess.value as f64 / excess.limit.max(1) as f64;
    let (worst, _) = seen.iter().max_by(|a, b| ratio(&a.0).total_cmp(&ratio(&b.0))).expect("a cause was seen");
    let place = seen.iter().map(|(_, place)| place).min_by_key(|place| place.span.is_none()).expect("a cause was seen");
    let page = &weights.pages[worst.page];
    let rule = rule(worst.figure);
    let mut figures: BTreeMap<Figure, &Excess> = BTreeMap::new();
    for (excess, _) in seen.iter().filter(|(excess, _)| excess.page == worst.page) {
        let known = figures.entry(excess.figure).or_insert(excess);
        if excess.value > known.value {
            *known = excess;
        }
    }
    let told = |excess: &&Excess| {
        let (value, limit) = (amount(excess.figure, excess.value), amount(excess.figure, excess.limit));
        format!("`{}` is {value} where {limit} is the most", excess.figure.name())
    };
    let said: Vec<String> = figures.values().map(told).collect();
    let own = ground.page(&page.page).path;
    let subject = match worst.figure {
        Figure::Elements => "the page has too many elements".to_owned(),
        Figure::Requests | Figure::RequestsFull => "the page asks for too many files".to_owned(),
        _ if own.as_str() == name => "the page itself weighs too much".to_owned(),
        _ => format!("`{name}` weighs too much"),
    };
    let mut pages: Vec<OutputPath> = seen.iter().map(|(excess, _)| weights.pages[excess.page].page.clone()).collect();
    pages.sort();
    pages.dedup();
    let place = if pages.len() == 1 && place.path.as_str() == page.page.as_str() {
        place.clone()
    } else {
        place.clone().on(&page.page)
    };
    let severity = seen.iter().map(|(excess, _)| excess.severity).min().unwrap_or(rule.severity);
    let help = help(worst, page, ground, reach);
    let mut finding = Finding::new(rule, place, format!("{subject}: {}", said.join(", "))).help(help);
    finding.severity = severity;
    if pages.len() > 1 {
        finding.pages = pages;
    }
    finding
}

/// What to cut, ranked.
fn help(excess: &Excess, page: &Weighed, ground: &Ground<'_>, reach: &FxHashMap<String, usize>) -> String {
    let figure = excess.figure;
    let over = amount(figure, excess.value - excess.limit);
    let mut help = format!("cut {over} to be within the budget of `{}`", page.class.name());
    match figure {
        Figure::Elements | Figure::Html => {
            let writers = ground.writers(page);
            let whole: usize = writers.iter().map(|writer| writer.bytes).sum();
            for (rank, writer) in writers.into_iter().take(CUTS).enumerate() {
                let opens = if rank == 0 { ":" } else { ";" };
                let sent = page.own as f64 * writer.bytes as f64 / whole.max(1) as f64;
                let of = match figure {
                    Figure::Elements => amount(figure, writer.tags as u64),
                    _ => kilobytes(sent as u64),
                };
                let _ = write!(help, "{opens} {} writes {of}", ground.line(&writer.place));
            }
            help.push_str(match page.class {
                Class::List => "; cut the list into pages with `paginate`",
                _ => "; cut the text into several pages",
            });
        }
        Figure::Requests | Figure::RequestsFull => {
            let of = |kind: Kind| page.requests.list.iter().filter(|request| request.kind == kind).count();
            let counts: Vec<(Kind, usize)> = Kind::ALL.map(|kind| (kind, of(kind))).to_vec();
            let told = counts.iter().filter(|(_, count)| *count > 0);
            let told: Vec<String> = told.map(|(kind, count)| format!("{count} of {}", kind.name())).collect();
            let _ = write!(help, ": beside itself it asks for {}", told.join(", "));
        }
        _ => {
            for (rank, part) in parts(page, figure).into_iter().take(CUTS).filter(|part| part.bytes > 0).enumerate() {
                let (name, place) = cause(page, part, ground);
                let pages = match reach.get(&name).filter(|_| part.request.is_some()) {
                    Some(1) | None => "1 page".to_owned(),
                    Some(many) => format!("{many} pages"),
                };
                // A list is written by nobody: only a line says who may mend it.
                let by = place.span.as_ref().map_or_else(String::new, |_| format!(", in {}", ground.line(&place)));
                let opens = if rank == 0 { ":" } else { ";" };
                let _ = write!(help, "{opens} {name} is {} on {pages}{by}", kilobytes(part.bytes));
            }
        }
    }
    help
}
