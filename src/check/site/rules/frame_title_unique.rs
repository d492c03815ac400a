//! `frame-title-unique`: frames of one name show one thing.

use std::collections::BTreeMap;

use crate::check::site::resource::{Sameness, compare};
use crate::check::site::{Frame, Site, SiteReport};
use crate::check::{say, words};
use crate::finding::{Criterion, Rule, Severity};

pub(super) static RULE: Rule = Rule {
    id: "frame-title-unique",
    severity: Severity::Error,
    criteria: &[Criterion::wcag("4.1.2", "A"), Criterion::rgaa("2.2"), Criterion::act("4b1c6c")],
    doc: include_str!("frame_title_unique.md"),
};

pub(super) fn check(site: &Site<'_>, report: &mut SiteReport) {
    for (index, page) in site.pages.iter().enumerate().filter(|(_, page)| page.frames.len() > 1) {
        let mut names: BTreeMap<String, Vec<&Frame>> = BTreeMap::new();
        for frame in page.frames.iter().filter(|frame| !frame.name.is_empty()) {
            names.entry(frame.name.to_lowercase()).or_default().push(frame);
        }
        for (name, frames) in names {
            let advertising = words::of("").iter().any(|list| list.advertising.contains(&&*words::plain(&name)));
            let differs = |frame: &&&Frame| sameness(site, index, frames[0], frame) == Sameness::Different;
            let Some(other) = frames.iter().find(differs).filter(|_| !advertising) else { continue };
            let name = &other.name;
            report.fail(
                (&page.path, &other.span),
                say(
                    format!("frames named `{name}` show different things"),
                    format!("des cadres nommés `{name}` montrent des choses différentes"),
                ),
                say(
                    "say in the `title` of each frame what it shows",
                    "dites dans le `title` de chaque cadre ce qu’il montre",
                ),
            );
        }
    }
}

fn sameness(site: &Site<'_>, page: usize, a: &Frame, b: &Frame) -> Sameness {
    match (&a.to, &b.to) {
        (Some(a), Some(b)) => compare(site, page, a, b),
        (None, None) if a.content.is_some() && b.content.is_some() => {
            if a.content == b.content {
                Sameness::Same
            } else {
                Sameness::Different
            }
        }
        _ => Sameness::Unknown,
    }
}
