//! `definition-list`: a list of descriptions holds terms, each followed by what it says (HTML Standard, 4.4.9).

use crate::check::{Page, Report, Said, say};
use crate::finding::{Criterion, Rule, Severity};
use crate::html::{Child, Element};

pub(super) static RULE: Rule = Rule {
    id: "definition-list",
    severity: Severity::Error,
    criteria: &[Criterion::wcag("1.3.1", "A"), Criterion::rgaa("9.3")],
    doc: include_str!("definition_list.md"),
};

pub(super) fn check(page: &Page<'_>, report: &mut Report) {
    for list in page.named("dl") {
        if list.has("role") || !page.tree.is_exposed(list) {
            continue;
        }
        if let Some((child, message)) = first_fault(page, list) {
            let help = say(
                "write `<dt>` for each term, then `<dd>` for what it says; a `<div>` may wrap a term with what it says",
                "écrivez un `<dt>` par terme, puis un `<dd>` pour ce qu’il désigne ; un `<div>` peut grouper les deux",
            );
            match child {
                Child::Text(text) => report.fail(text, message, help),
                Child::Element(element) => report.fail(element, message, help),
            }
        }
    }
}

/// The first thing of a list, or of a group of it, that is out of place.
fn first_fault<'p>(page: &Page<'p>, list: Element<'p>) -> Option<(Child<'p>, Said)> {
    let name = list.name();
    let mut previous: Option<Element<'p>> = None;
    for child in list.child_nodes() {
        let element = match child {
            Child::Element(element) => element,
            Child::Text(text) if text.text().trim().is_empty() => continue,
            Child::Text(_) => {
                return Some((
                    child,
                    say(
                        format!("text stands in `<{name}>` outside of `<dt>` and `<dd>`"),
                        format!("du texte est dans `<{name}>` hors de `<dt>` et de `<dd>`"),
                    ),
                ));
            }
        };
        if element.is_any(&["script", "template"]) || !page.tree.is_exposed(element) {
            continue;
        }
        if element.is("div") && list.is("dl") {
            if let Some(fault) = first_fault(page, element) {
                return Some(fault);
            }
        } else if !element.is_any(&["dt", "dd"]) {
            let tag = element.name();
            return Some((
                child,
                say(
                    format!("`<{tag}>` is directly in `<{name}>`"),
                    format!("`<{tag}>` est directement dans `<{name}>`"),
                ),
            ));
        } else if element.is("dd") && previous.is_none_or(|previous| !previous.is_any(&["dt", "dd"])) {
            return Some((child, say("`<dd>` has no term before it", "`<dd>` n’est précédé d’aucun terme")));
        }
        previous = Some(element);
    }
    let last = previous.filter(|last| last.is("dt"))?;
    Some((Child::Element(last), say("nothing is said of the last term", "rien n’est dit du dernier terme")))
}
