//! `list`: a list holds items only.

use crate::check::{Page, Report, say};
use crate::finding::{Criterion, Rule, Severity};
use crate::html::{Child, Element};

pub(super) static RULE: Rule = Rule {
    id: "list",
    severity: Severity::Error,
    criteria: &[Criterion::wcag("1.3.1", "A"), Criterion::rgaa("9.3")],
    doc: include_str!("list.md"),
};

pub(super) fn check(page: &Page<'_>, report: &mut Report) {
    for list in page.any(&["ul", "ol"], &[]) {
        // With another role it is no list: the rules of ARIA say what it may hold.
        if page.tree.role(list) != Some("list") || !page.tree.is_exposed(list) {
            continue;
        }
        let name = list.name();
        let help = say("put it in an `<li>`, or out of the list", "placez-le dans un `<li>`, ou hors de la liste");
        let wrong = list.child_nodes().find(|child| match child {
            Child::Text(text) => !text.text().trim().is_empty(),
            Child::Element(child) => !is_item(page, *child),
        });
        match wrong {
            Some(Child::Text(text)) => report.fail(
                text,
                say(
                    format!("text stands in `<{name}>` outside of any item"),
                    format!("du texte est dans `<{name}>` hors de tout élément de liste"),
                ),
                help,
            ),
            Some(Child::Element(child)) => {
                let tag = child.name();
                report.fail(
                    child,
                    say(
                        format!("`<{tag}>` is directly in `<{name}>`"),
                        format!("`<{tag}>` est directement dans `<{name}>`"),
                    ),
                    help,
                );
            }
            None => {}
        }
    }
}

fn is_item(page: &Page<'_>, child: Element<'_>) -> bool {
    child.is_any(&["li", "script", "template"])
        || page.tree.role(child) == Some("listitem")
        || !page.tree.is_exposed(child)
}
