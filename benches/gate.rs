//! What the gate costs a page: `cargo bench --bench gate [-- PAGES]`.
//!
//! Pages of about 20 KiB and 320 elements with one sheet of 56 KiB, as sites have them: a common header and footer,
//! another text on each. One thread, the pages one after the other, so that the time is that of one core; then pages
//! twice and four times as long, and a sheet twice and four times as long, to see how it grows.

#![expect(clippy::print_stdout, reason = "a bench prints what it measured")]

use std::fmt::Write as _;
use std::sync::Arc;
use std::time::{Duration, Instant};

use osier::asset::style::usage;
use osier::check::site::{Survey, facts};
use osier::check::{self, Page};
use osier::finding::OutputPath;
use osier::html;
use osier::style::{self, Engine};

/// As in the program.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

const WORDS: &[&str] = &[
    "the",
    "students",
    "of",
    "our",
    "university",
    "meet",
    "every",
    "autumn",
    "to",
    "choose",
    "what",
    "they",
    "will",
    "build",
    "together",
    "a",
    "workshop",
    "on",
    "tides",
    "and",
    "salt",
    "marshes",
    "brings",
    "researchers",
    "from",
    "four",
    "laboratories",
    "who",
    "share",
    "their",
    "boats",
    "instruments",
    "with",
    "schools",
    "along",
    "coast",
];

fn words(seed: &mut u64, count: usize) -> String {
    let mut text = String::new();
    for _ in 0..count {
        *seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        text.push_str(WORDS[(*seed >> 33) as usize % WORDS.len()]);
        text.push(' ');
    }
    text.trim_end().to_owned()
}

/// A page of `parts` sections, some 40 elements and 2.6 kB each.
fn page(number: u64, parts: usize) -> String {
    let seed = &mut (number + 1);
    let menu: String = (0..6).fold(String::new(), |mut menu, rank| {
        let _ = write!(menu, "<li class=\"item\"><a href=\"/section-{rank}/\">Section {rank}</a></li>");
        menu
    });
    let mut body = String::new();
    for part in 0..parts {
        let _ = write!(body, "<section class=\"part p{part}\"><h2 id=\"part-{part}\">{}</h2>", words(seed, 5));
        for _ in 0..5 {
            let (one, link, two) = (words(seed, 26), words(seed, 4), words(seed, 16));
            let _ = write!(
                body,
                "<p>{one} <a href=\"/page-{}/\">{link}</a> {two} <em>{}</em>.</p>",
                *seed % 997,
                words(seed, 3)
            );
        }
        let _ = write!(body, "<ul class=\"cards\">");
        for card in 0..5 {
            let _ = write!(
                body,
                "<li class=\"card\"><h3><a href=\"/card-{part}-{card}-{number}/\">{}</a></h3><p class=\"meta\">{}</p></li>",
                words(seed, 6),
                words(seed, 9)
            );
        }
        let _ = write!(
            body,
            "</ul><figure><img src=\"/p{part}.webp\" alt=\"{}\" width=\"640\" height=\"360\"></figure></section>",
            words(seed, 8)
        );
    }
    format!(
        "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\">\
         <title>Page {number} – University</title><link rel=\"stylesheet\" href=\"/site.css\"></head><body>\
         <a class=\"skip\" href=\"#main\">To the content</a><header class=\"top\"><nav aria-label=\"Main\"><ul>{menu}</ul></nav></header>\
         <main id=\"main\"><h1>Page {number}</h1>{body}</main>\
         <footer class=\"bottom\"><nav aria-label=\"Foot\"><ul>{menu}</ul></nav><p>© University</p></footer></body></html>"
    )
}

/// A sheet of `blocks` components, some 700 bytes each.
fn sheet(blocks: usize) -> String {
    let mut css = "@layer base{:root{color-scheme:light dark;--ink:#1d2433;--paper:#fffdf8;--link:#0a4a8c}\
        body{margin:0;color:var(--ink);background:var(--paper);font:1rem/1.6 sans-serif}\
        a{color:var(--link)}a:hover{color:#08427d}:focus-visible{outline:3px solid currentColor;outline-offset:2px}\
        .skip{position:absolute;left:-999px}.skip:focus{left:0}\
        @media (prefers-color-scheme:dark){:root{--ink:#eef1f6;--paper:#131722;--link:#8fc1ff}a:hover{color:#c5dfff}}}"
        .to_owned();
    for block in 0..blocks {
        let _ = write!(
            css,
            "@layer block{{.part.p{block}{{padding:1rem;border-left:2px solid var(--link)}}.b{block}>.card{{background:var(--paper);color:var(--ink)}}\
             .b{block} .card:hover{{border-color:var(--link)}}.b{block} h3 a{{text-decoration:none}}.b{block} h3 a:hover{{text-decoration:underline}}\
             .b{block} .meta{{font-size:.875rem;opacity:.95}}.b{block} li+li{{margin-top:.5rem}}.b{block}:not(.plain) p:first-of-type{{margin-top:0}}\
             @media (width>=48rem){{.b{block}{{display:grid;grid-template-columns:repeat(3,1fr)}}}}\
             @media (prefers-contrast:more){{.b{block} .meta{{opacity:1}}}}.top .b{block} .item a[aria-current]{{font-weight:700}}\
             .b{block} input:focus-visible,.b{block} button:focus-visible{{outline-color:var(--link)}}}}"
        );
    }
    css
}

#[derive(Default)]
struct Times {
    parse: Duration,
    style: Duration,
    rules: Duration,
    facts: Duration,
    usage: Duration,
}

/// Looks at every page, and gives the mean times, the elements of a page and what was found.
fn run(pages: &[String], css: &str) -> (Times, usize, usize) {
    let (engine, survey) = (Engine::default(), Survey::new(Some("https://bench.example")));
    let usage = usage(&[css], &|_| false);
    let css: Arc<str> = Arc::from(css);
    let sheet = |_: &str| Some(Arc::clone(&css));
    let mut times = Times::default();
    let (mut elements, mut found) = (0, 0);
    for (number, text) in pages.iter().enumerate() {
        let path = OutputPath::new(format!("page-{number}/index.html"));
        let start = Instant::now();
        let document = html::parse(text);
        let parsed = Instant::now();
        let styles = style::compute(&engine, &document, &sheet);
        let styled = Instant::now();
        let seen = Page::new(&path, &document, &styles);
        found += check::page(&seen).len();
        let ruled = Instant::now();
        let kept = facts(&seen, &survey);
        let told = Instant::now();
        let met = usage.of(&document, text);
        let end = Instant::now();
        drop(met);
        elements += document.elements().count();
        drop(kept);
        times.parse += parsed - start;
        times.style += styled - parsed;
        times.rules += ruled - styled;
        times.facts += told - ruled;
        times.usage += end - told;
    }
    (times, elements / pages.len(), found)
}

fn main() {
    let count = std::env::args().filter_map(|argument| argument.parse().ok()).next_back().unwrap_or(1000);
    println!(
        "| pages | kB | elements | sheet kB | parse µs | style µs | rules µs | facts µs | usage µs | all µs | found |"
    );
    println!("|---|---|---|---|---|---|---|---|---|---|---|");
    for (parts, blocks) in [(7, 94), (14, 94), (28, 94), (7, 188), (7, 376)] {
        let pages: Vec<String> = (0..count).map(|number| page(number, parts)).collect();
        let css = sheet(blocks);
        let (times, elements, found) = run(&pages, &css);
        let mean = |time: Duration| time.as_secs_f64() * 1e6 / pages.len() as f64;
        let bytes = pages.iter().map(String::len).sum::<usize>() / pages.len();
        let parts = [times.parse, times.style, times.rules, times.facts, times.usage].map(mean);
        println!(
            "| {count} | {:.1} | {elements} | {:.1} | {:.0} | {:.0} | {:.0} | {:.0} | {:.0} | {:.0} | {found} |",
            bytes as f64 / 1024.0,
            css.len() as f64 / 1024.0,
            parts[0],
            parts[1],
            parts[2],
            parts[3],
            parts[4],
            parts.iter().sum::<f64>()
        );
    }
}
