//! `skip-link`: the keyboard gets to the main content without going through the menus.

use super::fragment::{FOLLOWED, fragment, target};
use super::landmarks::landmarks;
use crate::check::rules::page::redirects_at_once;
use crate::check::{Page, Report, say};
use crate::finding::{Criterion, Rule, Severity};
use crate::html::Element;

pub(super) static RULE: Rule = Rule {
    id: "skip-link",
    severity: Severity::Error,
    criteria: &[Criterion::wcag("2.4.1", "A"), Criterion::rgaa("12.7")],
    doc: include_str!("skip_link.md"),
};

/// The elements that the keyboard may stop at without `tabindex`.
const STOPS: &[&str] = &["a", "area", "audio", "button", "iframe", "input", "select", "summary", "textarea", "video"];

pub(super) fn check(page: &Page<'_>, report: &mut Report) {
    // Without a main content there is no telling where a link should lead: `landmark-one-main` says so.
    let Some((main, _)) = landmarks(page).find(|(_, role)| *role == "main") else { return };
    if redirects_at_once(page) {
        return;
    }
    let stops = page.any(STOPS, &["tabindex", "contenteditable"]);
    let before = stops.take_while(|element| element.id() < main.id());
    let before: Vec<Element<'_>> = before.filter(|element| page.tree.is_tabbable(*element)).collect();
    let Some(last) = before.last() else { return };
    let mut broken = None;
    let links = before.iter().filter_map(|link| Some((link, fragment(page, *link)?)));
    for (link, fragment) in links.take(FOLLOWED) {
        match target(page, fragment).filter(|target| page.tree.is_rendered(*target)) {
            // To the main content, into it, or to what stands right before it.
            Some(target)
                if target == main || main.contains(target) || (last.id() <= target.id() && target.id() < main.id()) =>
            {
                return;
            }
            // To what is around the main content, and not around the menus.
            Some(target) if target.contains(main) && !target.contains(*last) => return,
            None if broken.is_none() && (*link == before[0] || says_skip(&page.tree.name(*link))) => {
                broken = Some((*link, fragment));
            }
            _ => {}
        }
    }
    let help = say(
        "make the first link of the page lead to the id of `<main>`: `<a href=\"#main\">Skip to content</a>`",
        "faites mener le premier lien de la page à l’identifiant de `<main>` : `<a href=\"#main\">Aller au contenu</a>`",
    );
    if let Some((link, fragment)) = broken {
        report.fail(
            link,
            say(
                format!("nothing on the page has the id `{fragment}` that the link leads to, or it is hidden"),
                format!("rien dans la page n’a l’identifiant `{fragment}` où mène le lien, ou c’est caché"),
            ),
            help,
        );
    } else if before.len() > 1 {
        report.fail(
            before[0],
            say(
                format!("no link leads past the {} stops of the keyboard before the main content", before.len()),
                format!("aucun lien ne fait passer les {} arrêts du clavier avant le contenu principal", before.len()),
            ),
            help,
        );
    }
}

/// Whether the words of a link promise the main content, in English or in French.
fn says_skip(name: &str) -> bool {
    let name = name.to_lowercase();
    ["skip", "main content", "to content", "au contenu", "contenu principal", "évitement"]
        .iter()
        .any(|words| name.contains(words))
}
