//! `link-adjacent-duplicate`: a picture and its words that lead to one place are one link.

use super::context::links;
use crate::check::{Page, Report, say};
use crate::finding::{Rule, Severity};
use crate::html::Element;

pub(super) static RULE: Rule = Rule {
    id: "link-adjacent-duplicate",
    severity: Severity::Warning,
    criteria: &[],
    doc: include_str!("link_adjacent_duplicate.md"),
};

pub(super) fn check(page: &Page<'_>, report: &mut Report) {
    let Some(root) = page.document.root() else { return };
    let mut texts = root.texts().peekable();
    let mut last: Option<Element<'_>> = None;
    for link in links(page).filter(|link| !link.attr_is("tabindex", "-1")) {
        let Some(before) = last.replace(link).filter(|before| before.attr("href") == link.attr("href")) else {
            continue;
        };
        if is_picture(before) == is_picture(link) || !(before.has_text() || link.has_text()) {
            continue;
        }
        while texts.next_if(|text| text.id() < before.id()).is_some() {}
        let mut apart = false;
        while let Some(text) = texts.next_if(|text| text.id() < link.id()) {
            let own = text.parent().is_some_and(|parent| parent == before || before.contains(parent));
            apart |= !own && !text.text().trim().is_empty();
        }
        if apart {
            continue;
        }
        let href = link.attr("href").unwrap_or_default();
        report.fail(
            link,
            say(
                format!("a picture and a text side by side are two links to `{href}`"),
                format!("une image et un texte côte à côte sont deux liens vers `{href}`"),
            ),
            say("make them one link", "faites-en un seul lien"),
        );
    }
}

/// Whether a link is made of a picture alone.
fn is_picture(link: Element<'_>) -> bool {
    !link.has_text() && link.descendants().any(|element| element.is("img") || element.name() == "svg")
}
