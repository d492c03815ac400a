//! `title-heading-mismatch`: the title of a page and its heading speak of the same.

use crate::check::say;
use crate::check::site::{Facts, Site, SiteReport};
use crate::finding::{Criterion, Rule, Severity};

pub(super) static RULE: Rule = Rule {
    id: "title-heading-mismatch",
    severity: Severity::Warning,
    criteria: &[Criterion::wcag("2.4.2", "A"), Criterion::rgaa("8.6")],
    doc: include_str!("title_heading.md"),
};

pub(super) fn check(site: &Site<'_>, report: &mut SiteReport) {
    let home = site.home();
    // A home page speaks to its readers; its title names the site.
    let is_home = |index: usize, page: &Facts| {
        Some(index) == home || *page.path.as_str() == format!("{}/index.html", page.language)
    };
    for (_, page) in site.reached().filter(|(index, page)| !is_home(*index, page)) {
        let (title, Some((heading, span))) = (&page.title.0, &page.heading) else { continue };
        if !page.estranged {
            continue;
        }
        report.review(
            (&page.path, span),
            say(
                format!("the title `{title}` and the heading `{heading}` have no word in common"),
                format!("le titre de la page `{title}` et le titre affiché `{heading}` n’ont aucun mot en commun"),
            ),
            say(
                "make the title of the page begin with its heading",
                "faites commencer le titre de la page par le titre affiché",
            ),
        );
    }
}
