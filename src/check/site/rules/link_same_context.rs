//! `link-same-context`: links of one name in one context lead to one place.

use crate::check::say;
use crate::check::site::resource::{Sameness, compare};
use crate::check::site::{Site, SiteReport};
use crate::finding::{Criterion, Rule, Severity};

pub(super) static RULE: Rule = Rule {
    id: "link-same-context",
    severity: Severity::Error,
    criteria: &[
        Criterion::wcag("2.4.4", "A"),
        Criterion::wcag("2.4.9", "AAA"),
        Criterion::rgaa("6.1"),
        Criterion::act("fd3a94"),
    ],
    doc: include_str!("link_same_context.md"),
};

pub(super) fn check(site: &Site<'_>, report: &mut SiteReport) {
    for (index, page) in site.pages.iter().enumerate() {
        for set in page.namesakes.iter().flat_map(|namesakes| &namesakes.together) {
            let first = &page.links[set[0]];
            let differs =
                |link: &&usize| compare(site, index, &first.to, &page.links[**link].to) == Sameness::Different;
            let Some(index) = set.iter().find(differs) else { continue };
            let other = &page.links[*index];
            let name = &first.name;
            let message = say(
                format!(
                    "links named `{name}` lead to different places, and nothing that is read with them tells them apart"
                ),
                format!(
                    "des liens nommés `{name}` mènent à des endroits différents, et rien de ce qui est lu avec eux ne les distingue"
                ),
            );
            let help = say("say in each name where the link leads", "dites dans chaque intitulé où mène le lien");
            report.fail((&page.path, &other.span), message, help);
        }
    }
}
