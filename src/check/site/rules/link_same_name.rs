//! `link-same-name`: links of one name lead to one place, whatever stands around them.

use crate::check::say;
use crate::check::site::resource::{Sameness, compare};
use crate::check::site::{Site, SiteReport};
use crate::finding::{Criterion, Rule, Severity};

pub(super) static RULE: Rule = Rule {
    id: "link-same-name",
    severity: Severity::Warning,
    criteria: &[Criterion::wcag("2.4.9", "AAA"), Criterion::act("b20e66")],
    doc: include_str!("link_same_name.md"),
};

pub(super) fn check(site: &Site<'_>, report: &mut SiteReport) {
    for (index, page) in site.pages.iter().enumerate() {
        for namesakes in &page.namesakes {
            let first = &page.links[namesakes.links[0]];
            let differs =
                |link: &&usize| compare(site, index, &first.to, &page.links[**link].to) == Sameness::Different;
            let Some(other) = namesakes.links.iter().find(differs).map(|link| &page.links[*link]) else { continue };
            let (name, count) = (&first.name, namesakes.links.len());
            report.fail(
                (&page.path, &other.span),
                say(
                    format!("{count} links are named `{name}` and do not all lead to the same place"),
                    format!("{count} liens sont nommés `{name}` et ne mènent pas tous au même endroit"),
                ),
                say("say in each name where the link leads", "dites dans chaque intitulé où mène le lien"),
            );
        }
    }
}
