//! The report of a thousand pages: its size, and what the rules of accessibility find on it.

use std::sync::Arc;

use super::*;
use crate::budget::{self, Class, Sent};
use crate::check::site::Survey;
use crate::check::{Around, Delivered, Spent, inspect};
use crate::config::{Budgets, Carbon};
use crate::finding::{OutputPath, Place, SourcePath, rules};
use crate::style::{Engine, Usage};
use crate::weight::{Elements, Kind, Library, Phase, Request, Requests, Target, weigh};

/// Pages of twenty classes, each with a picture of its own, and files that all share.
fn pages(count: usize) -> Weights {
    let page = |rank: usize| {
        let file = |path: String, kind, bytes, shared| {
            let request = Request {
                target: Target::Own(OutputPath::new(path)),
                kind,
                phases: [Some(Phase::Initial); 2],
                most: None,
                span: 0..0,
            };
            (request, Sent { bytes, shared })
        };
        let foreign = Request {
            target: Target::Foreign(format!("https://cdn-{}.example/a.js", rank % 50).into()),
            kind: Kind::Script,
            phases: [Some(Phase::Lazy); 2],
            most: None,
            span: 0..0,
        };
        let files = [
            file("assets/main.css".to_owned(), Kind::Css, 18_000, true),
            file("assets/text.woff2".to_owned(), Kind::Font, 11_000, true),
            file(format!("pictures/a-picture-with-a-long-name-{rank}.avif"), Kind::Picture, 400 * rank as u64, false),
            (foreign, Sent::default()),
        ];
        let (list, sent): (Vec<Request>, Vec<Sent>) = files.into_iter().unzip();
        let requests = Requests { list };
        let bytes = |path: &OutputPath| {
            let at = requests.list.iter().position(|one| one.target == Target::Own(path.clone()))?;
            Some(sent[at].bytes)
        };
        let weight = weigh(4000, Elements { all: 200 + rank, ecoindex: 190 }, &requests, &bytes, &|_| false);
        Weighed {
            page: OutputPath::new(format!("fr/a-section-with-a-name/a-page-with-a-long-name-{rank}/index.html")),
            class: Class::Type(format!("type-{}", rank % 20).into()),
            own: 4000,
            weight,
            tells: false,
            requests: Arc::new(requests),
            sent,
        }
    };
    Weights { pages: (0..count).map(page).collect(), estimated: false }
}

fn report(count: usize) -> String {
    let weights = pages(count);
    let finding = |page: &Weighed| {
        Finding::new(&rules::PAGE_WEIGHT, Place::file(&SourcePath::new("a.md")).on(&page.page), "too <heavy>")
    };
    let findings: Vec<Finding> = weights.pages.iter().map(finding).collect();
    let point = |day: usize| Point {
        day: format!("2026-11-{:02}", day + 1),
        commit: "abcdef0".to_owned(),
        lock: budget::Lock::of(&weights, &Ground::default()),
    };
    html(&Story {
        title: "Université & Cie",
        day: jiff::civil::date(2026, 11, 22),
        weights: &weights,
        ground: &Ground::default(),
        given: &Carbon::default().assumptions(),
        ecoindex: None,
        limits: &|page| budget::limits(&Budgets::default(), &page.class, &page.page, None),
        findings: &findings,
        summary: &Summary::of(count, &findings),
        history: &(0..30).map(point).collect::<Vec<_>>(),
    })
}

#[test]
fn a_thousand_pages_are_told_in_sixty_kilobytes() {
    let html = report(1000);
    assert!(html.len() < 60_000, "{} bytes", html.len());
    assert!(!html.contains("<script") && !html.contains("<link") && !html.contains("src="));
    assert_eq!(html, report(1000), "the same pages give the same report");
}

#[test]
fn the_rules_find_nothing_on_a_report() {
    for html in [report(1000), report(1), report(0)] {
        let path = OutputPath::new("report.html");
        let around = Around {
            read: &|_| None,
            survey: &Survey::new(None),
            engine: &Engine::default(),
            usage: &Usage::default(),
            library: &Library::default(),
            spent: &Spent::default(),
        };
        let inspected = inspect(Delivered { path: &path, html: &html }, &around);
        let told: Vec<String> = inspected
            .found
            .iter()
            .map(|found| {
                let at = found
                    .span
                    .clone()
                    .map_or("", |span| &html[span.start..(span.start + 80).min(span.end.max(span.start))]);
                format!("{}: {} {at}", found.rule.id, found.message.en)
            })
            .collect();
        assert!(told.is_empty(), "{told:#?}");
    }
}

#[test]
fn a_badge_tells_the_median_page_and_nothing_of_no_page() {
    let given = Carbon::default().assumptions();
    let drawing = badge(&pages(3), &given).expect("pages are weighed");
    // 4,000 of the page, 29,000 shared, 400 of the picture of the second.
    assert!(drawing.contains("Median page: 33.4 kB, carbon rating A+"), "{drawing}");
    assert_eq!(badge(&Weights::default(), &given), None);
}
