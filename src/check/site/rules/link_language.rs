//! `link-language`: a link to a page in another language says so.

use std::collections::BTreeMap;

use crate::check::say;
use crate::check::site::{Site, SiteReport};
use crate::finding::{Criterion, Rule, Severity};

pub(super) static RULE: Rule = Rule {
    id: "link-language",
    severity: Severity::Warning,
    criteria: &[Criterion::wcag("3.1.2", "AA"), Criterion::rgaa("8.7")],
    doc: include_str!("link_language.md"),
};

pub(super) fn check(site: &Site<'_>, report: &mut SiteReport) {
    // The language of the page where a browser ends that asks for each, looked up once: links are many.
    let ends = (0..site.pages.len()).map(|page| site.land(page));
    let ends: Vec<(usize, (usize, &str))> = ends.map(|end| (end, site.language(end))).collect();
    let mut links: BTreeMap<(&str, usize), Vec<_>> = BTreeMap::new();
    for (index, page) in site.pages.iter().enumerate() {
        let own = site.language(index);
        if own.1.is_empty() {
            continue;
        }
        for (rank, other) in site.leads(index) {
            let (end, language) = ends[other];
            if language == own || language.1.is_empty() {
                continue;
            }
            let link = &page.links[rank];
            if !link.says_language && !link.name.is_empty() {
                links.entry((&link.name, end)).or_default().push((&page.path, &link.span));
            }
        }
    }
    for ((name, page), places) in links {
        let language = &site.pages[page].language;
        report.fail(
            &places[..],
            say(
                format!("the link `{name}` leads to a page in another language, `{language}`, and does not say so"),
                format!("le lien `{name}` mène à une page dans une autre langue, `{language}`, sans le dire"),
            ),
            say(
                format!("add `hreflang=\"{language}\"`, and `lang=\"{language}\"` when its words are in that language"),
                format!(
                    "ajoutez `hreflang=\"{language}\"`, et `lang=\"{language}\"` si son texte est dans cette langue"
                ),
            ),
        );
    }
}
