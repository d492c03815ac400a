//! `link-empty-fragment`: a link leads somewhere; what does something is a button.

use super::context::links;
use crate::check::{Page, Report, say};
use crate::finding::{Rule, Severity};

pub(super) static RULE: Rule = Rule {
    id: "link-empty-fragment",
    severity: Severity::Warning,
    criteria: &[],
    doc: include_str!("link_empty_fragment.md"),
};

/// What a link to the top of the page is called: `#` leads there.
const TOP: [&str; 4] = ["top", "haut", "début", "start"];

pub(super) fn check(page: &Page<'_>, report: &mut Report) {
    for link in links(page) {
        let href = link.attr("href").unwrap_or_default().trim();
        if href != "#" || link.attr("role").is_some_and(|role| role != "link") {
            continue;
        }
        let name = page.tree.name(link);
        let lower = name.to_lowercase();
        if TOP.iter().any(|word| lower.contains(word)) {
            continue;
        }
        report.fail(
            link,
            say(format!("the link `{name}` leads nowhere"), format!("le lien `{name}` ne mène nulle part")),
            say(
                "give it an address, or make it a `button` when it does something",
                "donnez-lui une adresse, ou faites-en un `button` s’il déclenche une action",
            ),
        );
    }
}
