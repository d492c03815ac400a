//! `page-orphan`: every page can be reached from the home page by links.

use crate::check::say;
use crate::check::site::{Facts, Site, SiteReport};
use crate::finding::{Criterion, Rule, Severity};

pub(super) static RULE: Rule = Rule {
    id: "page-orphan",
    severity: Severity::Warning,
    criteria: &[Criterion::wcag("2.4.5", "AA"), Criterion::rgaa("12.1")],
    doc: include_str!("page_orphan.md"),
};

pub(super) fn check(site: &Site<'_>, report: &mut SiteReport) {
    if site.home().is_none() {
        return;
    }
    for (index, page) in site.pages.iter().enumerate() {
        if site.is_reached(index) || is_apart(page) {
            continue;
        }
        report.fail(
            &page.path,
            say("no link leads from the home page to this page", "aucun lien ne mène de l’accueil à cette page"),
            say(
                "link to it from a menu, a list or the site map, or remove it",
                "faites un lien vers elle depuis un menu, une liste ou le plan du site, ou retirez-la",
            ),
        );
    }
}

/// Pages that nobody is meant to come to by a link: errors, redirections, proofs of ownership, what asks not to be
/// found.
fn is_apart(page: &Facts) -> bool {
    let name = page.path.name();
    let error = ["404", "403", "410", "500", "50x"].iter().any(|code| name == format!("{code}.html"));
    let folder = page.path.as_str().ends_with("404/index.html");
    error || folder || page.unlisted || page.leads_to.is_some() || page.title.0.is_empty() || page.links.is_empty()
}
