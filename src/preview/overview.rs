//! `/_osier/`: all pages with what was found and what they weigh, for who looks for one.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::Snapshot;
use super::inspect::{finding, label, weighed};
use crate::budget::{kilobytes, value};
use crate::config::Figure;
use crate::finding::{Finding, OutputPath};
use crate::report::page::escape;
use crate::report::{Summary, found};

/// How many rows of a table are shown: who looks for more writes a part of the path.
const ROWS: usize = 500;

const SHEET: &str = "body{font:1rem/1.5 system-ui,sans-serif;color:#1b1b1b;background:#fff;max-width:75rem;margin:0 auto;padding:1rem}\
    table{border-collapse:collapse;width:100%;margin:1rem 0}caption,th,td{text-align:left;vertical-align:top;padding:.3rem .6rem}\
    tr{border-bottom:1px solid #767676}code{overflow-wrap:anywhere}a{color:#0b4f9e}input,button{font:inherit;padding:.3rem .6rem}\
    @media(prefers-color-scheme:dark){body{color:#eee;background:#16181c}a{color:#9cc4ff}}";

/// The page. `search` is a part of a path, empty for all.
pub(super) fn html(snapshot: &Snapshot, search: &str) -> String {
    let build = &snapshot.build;
    let summary = Summary::of(build.pages, &build.findings);
    let mut body = String::from("<h1>Preview</h1>\n");
    if let Some(fault) = &snapshot.fault {
        let _ = writeln!(body, "<p role=\"alert\"><strong>The site could not be made:</strong> {}</p>", escape(fault));
    }
    let _ = writeln!(
        body,
        "<p>Build {}{}: {} pages, {}.</p>\n\
         <form role=\"search\"><label for=\"path\">Part of a path</label> <input id=\"path\" name=\"path\" value=\"{}\"> \
         <button>Search</button></form>",
        snapshot.number,
        if snapshot.is_judged() { "" } else { " is being checked; the one before" },
        summary.pages,
        found(&summary),
        escape(search)
    );
    let wanted = |text: &str| text.to_lowercase().contains(&search.to_lowercase());
    let shows = |one: &&Finding| wanted(one.place.path.as_str()) || one.shown_on().any(|page| wanted(page.as_str()));
    let mut findings: Vec<&Finding> = build.findings.iter().filter(shows).collect();
    let order = |one: &&Finding| ["error", "warning", "review"].iter().position(|kind| *kind == label(one));
    findings.sort_by_key(order);
    let rows = findings.iter().take(ROWS).map(|one| row_of_finding(snapshot, one));
    table(&mut body, "Findings", findings.len(), &["Kind", "Where", "What"], rows);
    let mut counts: BTreeMap<&OutputPath, usize> = BTreeMap::new();
    for page in build.findings.iter().flat_map(Finding::shown_on) {
        *counts.entry(page).or_default() += 1;
    }
    let paths: Vec<&OutputPath> = build.traces.keys().filter(|path| wanted(path.as_str())).collect();
    let rows = paths.iter().take(ROWS).map(|path| row_of_page(snapshot, path, counts.get(path).copied()));
    table(&mut body, "Pages", paths.len(), &["Path", "State", "Findings", "First visit"], rows);
    format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" \
         content=\"width=device-width, initial-scale=1\">\n<title>Preview</title>\n<style>{SHEET}</style>\n</head>\n\
         <body>\n<main>\n{body}</main>\n</body>\n</html>\n"
    )
}

fn table(body: &mut String, name: &str, count: usize, head: &[&str], rows: impl Iterator<Item = String>) {
    let more = if count > ROWS { format!(", {ROWS} shown: search for the others") } else { String::new() };
    let _ = write!(body, "<table><caption>{name} ({count}{more})</caption><thead><tr>");
    for title in head {
        let _ = write!(body, "<th scope=\"col\">{title}</th>");
    }
    body.push_str("</tr></thead><tbody>\n");
    body.extend(rows);
    body.push_str("</tbody></table>\n");
}

fn row_of_finding(snapshot: &Snapshot, one: &Finding) -> String {
    let line = one.location.as_ref().map(|location| format!(":{}", location.line)).unwrap_or_default();
    let place = format!("<code>{}{line}</code>", escape(one.place.path.as_str()));
    let place = match finding(snapshot, one)["open"].as_str() {
        Some(address) => format!("<a href=\"{}\">{place}</a>", escape(address)),
        None => place,
    };
    let seen =
        one.shown_on().next().map(|page| format!("<br><a href=\"{}\">see the page</a>", escape(&snapshot.url(page))));
    format!(
        "<tr><td>{}</td><td>{place}{}</td><td>{} <em>{}</em> [{}]</td></tr>\n",
        label(one),
        seen.unwrap_or_default(),
        escape(&one.message),
        escape(&one.help),
        one.rule.id
    )
}

fn row_of_page(snapshot: &Snapshot, path: &OutputPath, found: Option<usize>) -> String {
    let state = snapshot.page(path).and_then(|page| snapshot.hidden(page)).unwrap_or_default();
    let weight = weighed(snapshot, path).map(|page| kilobytes(value(page, Figure::Initial))).unwrap_or_default();
    format!(
        "<tr><td><a href=\"{}\">{}</a></td><td>{state}</td><td>{}</td><td>{weight}</td></tr>\n",
        escape(&snapshot.url(path)),
        escape(path.as_str()),
        found.unwrap_or_default()
    )
}
