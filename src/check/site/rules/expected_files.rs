//! `expected-files`: the files are there that browsers and engines ask for anyway.

use crate::check::say;
use crate::check::site::{Site, SiteReport};
use crate::finding::{Criterion, OutputPath, Rule, Severity};

pub(super) static RULE: Rule = Rule {
    id: "expected-files",
    severity: Severity::Warning,
    criteria: &[
        Criterion::wsg("include-expected-and-beneficial-files"),
        Criterion::wsg("setup-necessary-error-pages-and-redirection-links"),
    ],
    doc: include_str!("expected_files.md"),
};

/// The files, each with what it is for in English and in French.
const FILES: &[(&str, &str, &str)] = &[
    ("404.html", "what is not found", "ce qui n’est pas trouvé"),
    ("robots.txt", "search engines", "les moteurs de recherche"),
    ("sitemap.xml", "search engines", "les moteurs de recherche"),
];

pub(super) fn check(site: &Site<'_>, report: &mut SiteReport) {
    let Some(home) = site.home().map(|home| &site.pages[home]) else { return };
    let there = |name: &str| (site.exists)(&OutputPath::new(name));
    for (name, en, fr) in FILES.iter().filter(|(name, ..)| !there(name)) {
        report.fail(
            &home.path,
            say(format!("the site has no `{name}`, for {en}"), format!("le site n’a pas de `{name}`, pour {fr}")),
            say("deliver one at the root of the site", "fournissez-en un à la racine du site"),
        );
    }
    if !home.icon && !there("favicon.ico") {
        report.fail(
            &home.path,
            say(
                "the site has no icon: browsers ask for it on each page",
                "le site n’a pas d’icône : les navigateurs la demandent à chaque page",
            ),
            say(
                "add `<link rel=\"icon\" href=\"/icon.svg\" type=\"image/svg+xml\">`, or deliver `/favicon.ico`",
                "ajoutez `<link rel=\"icon\" href=\"/icon.svg\" type=\"image/svg+xml\">`, ou fournissez `/favicon.ico`",
            ),
        );
    }
}
