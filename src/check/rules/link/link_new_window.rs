//! `link-new-window`: a link that opens a window says so.

use super::context::links;
use crate::check::{Page, Report, say, words};
use crate::finding::{Criterion, Rule, Severity};
use crate::html::Element;

pub(super) static RULE: Rule = Rule {
    id: "link-new-window",
    severity: Severity::Warning,
    criteria: &[Criterion::wcag("3.2.5", "AAA")],
    doc: include_str!("link_new_window.md"),
};

pub(super) fn check(page: &Page<'_>, report: &mut Report) {
    for link in links(page).filter(|link| link.attr_is("target", "_blank")) {
        let lists = words::of(words::language(link));
        if lists.is_empty() || says(page, link, lists) {
            continue;
        }
        let name = page.tree.name(link);
        report.fail(
            link,
            say(
                format!("the link `{name}` opens a new window and does not say so"),
                format!("le lien `{name}` ouvre une nouvelle fenêtre sans le dire"),
            ),
            say(
                "remove `target`, or say “new window” in the link",
                "retirez `target`, ou dites « nouvelle fenêtre » dans le lien",
            ),
        );
    }
}

fn says<'p>(page: &Page<'p>, link: Element<'p>, lists: &[&words::Words]) -> bool {
    let tells = |text: &str| {
        let text = text.to_lowercase();
        lists.iter().any(|list| list.new_window.iter().any(|word| text.contains(word)))
    };
    let described =
        || link.words("aria-describedby").filter_map(|id| page.document.by_id(id)).any(|e| tells(&e.text()));
    tells(&page.tree.name(link)) || link.attr("title").is_some_and(tells) || described()
}
