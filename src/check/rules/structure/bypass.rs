//! `bypass`: something lets people pass a menu that comes before the content.
//!
//! Only where every way is missing is it said: no main content, no heading, no link past the menu. Whether a block is
//! repeated is known of a `nav` with links, which is there to be on other pages; of an `aside` a person says.

use super::fragment::{FOLLOWED, fragment, target};
use super::headings::headings;
use super::landmarks::landmarks;
use crate::check::{Page, Report, say};
use crate::finding::{Criterion, Rule, Severity};
use crate::html::{Element, Text};

pub(super) static RULE: Rule = Rule {
    id: "bypass",
    severity: Severity::Error,
    criteria: &[
        Criterion::wcag("2.4.1", "A"),
        Criterion::rgaa("12.6"),
        Criterion::act("cf77f2"),
        Criterion::act("b40fd1"),
        Criterion::act("047fe0"),
        Criterion::act("ye5d6e"),
    ],
    doc: include_str!("bypass.md"),
};

pub(super) fn check(page: &Page<'_>, report: &mut Report) {
    let mut blocks: Vec<Element<'_>> = Vec::new();
    for (landmark, role) in landmarks(page) {
        match role {
            "main" => return,
            "banner" | "complementary" | "contentinfo" | "navigation"
                if blocks.last().is_none_or(|outer| !outer.contains(landmark)) =>
            {
                blocks.push(landmark);
            }
            _ => {}
        }
    }
    let Some(block) = blocks.first().copied() else { return };
    // Blocks do not overlap: only the last that begins before an element may hold it.
    let in_block = |element: Element<'_>| {
        let before = blocks.partition_point(|block| block.id() <= element.id());
        blocks[..before].last().is_some_and(|block| *block == element || block.contains(element))
    };
    let is_content = |text: &Text<'_>| {
        let parent = text.parent().filter(|parent| !in_block(*parent) && !text.text().trim().is_empty());
        parent.is_some_and(|parent| {
            // Lone links before a block are part of the way to the content.
            let in_link = parent.ancestors_or_self().take(4).any(|around| around.is("a"));
            !in_link && (page.tree.is_exposed(parent) || page.tree.is_visible(parent))
        })
    };
    // A menu after the content is in nobody's way.
    let first = page.document.root().and_then(|root| root.texts().find(is_content));
    if first.is_none_or(|first| first.id() < block.id()) {
        return;
    }
    if headings(page)
        .any(|(heading, _)| heading.id() > block.id() && !in_block(heading) && page.tree.is_visible(heading))
    {
        return;
    }
    let passes = |fragment| target(page, fragment).is_some_and(|target| target.id() > block.id() && !in_block(target));
    let fragments = page.named("a").filter_map(|link| fragment(page, link));
    if fragments.take(FOLLOWED).any(passes) {
        return;
    }
    let message = say(
        "nothing lets people pass this part and get to the content: no `<main>`, no heading, no link",
        "rien ne permet de passer cette partie pour arriver au contenu : ni `<main>`, ni titre, ni lien",
    );
    let help = say(
        "put the content in `<main>`, begin it with a heading, and lead to it by a first link",
        "placez le contenu dans `<main>`, commencez-le par un titre, et menez-y par un premier lien",
    );
    let is_menu =
        page.tree.role(block) == Some("navigation") && block.descendants().any(|link| link.is("a") && link.has("href"));
    if is_menu { report.fail(block, message, help) } else { report.review(block, message, help) }
}
