//! What the weight is made of: by kind, by owner, by file; and the hosts that pages ask.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::{Story, escape, table};
use crate::budget::{kilobytes, parts};
use crate::config::Figure;
use crate::weight::Kind;

/// How many files of an owner are told.
const FILES: usize = 5;
/// How many hosts are told.
const HOSTS: usize = 20;

/// Bytes and pages of a file over a visit of every page.
#[derive(Default)]
struct Share {
    bytes: u64,
    pages: usize,
}

/// The section: a tree of lists.
pub(super) fn section(story: &Story<'_>) -> String {
    let mut tree: BTreeMap<Kind, BTreeMap<&'static str, BTreeMap<String, Share>>> = BTreeMap::new();
    for page in &story.weights.pages {
        for part in parts(page, Figure::Full) {
            let (kind, name) = match part.request.map(|rank| &page.requests.list[rank]) {
                Some(request) => (request.kind, story.ground.name(&request.target)),
                None => (Kind::Html, page.page.as_str()),
            };
            let owner = if part.request.is_none() { "The pages themselves" } else { owner(name) };
            let share = tree.entry(kind).or_default().entry(owner).or_default().entry(name.to_owned()).or_default();
            share.bytes += part.bytes;
            share.pages += 1;
        }
    }
    let sum = |files: &BTreeMap<String, Share>| files.values().map(|share| share.bytes).sum::<u64>();
    let of_kind = |owners: &BTreeMap<&str, BTreeMap<String, Share>>| owners.values().map(sum).sum::<u64>();
    let all = tree.values().map(of_kind).sum::<u64>().max(1);
    let mut html =
        "<h2>What it is made of</h2>\n<p>Bytes of one first visit of every page, scrolled to its end.</p>\n<ul>\n"
            .to_owned();
    let mut kinds: Vec<_> = tree.iter().collect();
    kinds.sort_by_key(|(_, owners)| std::cmp::Reverse(of_kind(owners)));
    for (kind, owners) in kinds {
        let bytes = of_kind(owners);
        let percent = bytes as f64 * 100.0 / all as f64;
        let _ = write!(html, "<li>{}: {}, {percent:.0} %\n<ul>\n", kind.name(), kilobytes(bytes));
        for (owner, files) in owners {
            let _ = write!(html, "<li>{owner}: {}", kilobytes(sum(files)));
            let mut ranked: Vec<(&String, &Share)> = files.iter().collect();
            ranked.sort_by_key(|(name, share)| (std::cmp::Reverse(share.bytes), *name));
            html.push_str("\n<ul>\n");
            for (name, share) in ranked.iter().take(FILES) {
                let pages = if share.pages == 1 { "1 page".to_owned() } else { format!("{} pages", share.pages) };
                let _ = writeln!(html, "<li>{}: {} on {pages}</li>", escape(name), kilobytes(share.bytes));
            }
            if let Some(more) = ranked.len().checked_sub(FILES).filter(|more| *more > 0) {
                let _ = writeln!(html, "<li>{more} more</li>");
            }
            html.push_str("</ul></li>\n");
        }
        html.push_str("</ul></li>\n");
    }
    html.push_str("</ul>\n");
    html
}

/// Who owns a file, by where its source is.
fn owner(name: &str) -> &'static str {
    match name.split('/').next() {
        Some("content" | "media") => "Authors",
        Some("themes") => "The theme",
        _ if name.contains("://") => "Other hosts",
        _ => "The site",
    }
}

/// The hosts that pages ask for files, if any.
pub(super) fn hosts(story: &Story<'_>) -> String {
    let mut hosts: BTreeMap<String, (usize, &str)> = BTreeMap::new();
    for page in &story.weights.pages {
        let mut own: Vec<String> = page.requests.foreign().map(|(address, _)| host(address)).collect();
        own.sort();
        own.dedup();
        for host in own {
            hosts.entry(host).or_insert((0, page.page.as_str())).0 += 1;
        }
    }
    if hosts.is_empty() {
        return "<h2>Other hosts</h2>\n<p>Pages ask nothing of any.</p>\n".to_owned();
    }
    let mut ranked: Vec<_> = hosts.into_iter().collect();
    ranked.sort_by(|a, b| (b.1.0, &a.0).cmp(&(a.1.0, &b.0)));
    let row =
        |(host, (pages, first)): &(String, (usize, &str))| vec![host.clone(), pages.to_string(), (*first).to_owned()];
    let rows: Vec<Vec<String>> = ranked.iter().take(HOSTS).map(row).collect();
    format!(
        "<h2>Other hosts</h2>\n{}",
        table("Hosts that pages ask for files", &["Host", "Pages", "First page"], &rows)
    )
}

fn host(address: &str) -> String {
    let rest = address.split_once("//").map_or(address, |(_, rest)| rest);
    rest.split(['/', '?', '#']).next().unwrap_or_default().to_owned()
}
