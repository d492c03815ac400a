//! `fieldset-legend`: choices that go together are in a group with a name.

use rustc_hash::FxHashMap;

use super::fields::{around, fields, form, kind};
use crate::check::{Page, Report, say};
use crate::finding::{Criterion, Rule, Severity};
use crate::html::{Element, NodeId};

pub(super) static RULE: Rule = Rule {
    id: "fieldset-legend",
    severity: Severity::Error,
    criteria: &[
        Criterion::wcag("1.3.1", "A"),
        Criterion::wcag("3.3.2", "A"),
        Criterion::rgaa("11.5"),
        Criterion::rgaa("11.6"),
    ],
    doc: include_str!("fieldset_legend.md"),
};

pub(super) fn check(page: &Page<'_>, report: &mut Report) {
    let mut seen: FxHashMap<(Option<NodeId>, &str, &str), usize> = FxHashMap::default();
    for field in fields(page) {
        let kind = kind(field);
        if !["checkbox", "radio"].contains(&kind) || !page.tree.is_exposed(field) {
            continue;
        }
        let Some(name) = field.attr("name").filter(|name| !name.is_empty()) else { continue };
        let before = seen.entry((form(field).map(Element::id), kind, name)).or_default();
        *before += 1;
        // The second choice tells that there is a group, which is judged once.
        if *before == 2 {
            judge(page, field, report);
        }
    }
}

fn judge(page: &Page<'_>, field: Element<'_>, report: &mut Report) {
    let group = around(field).find(|around| {
        around.is("fieldset") || ["group", "radiogroup"].iter().any(|role| around.attr_is("role", role))
    });
    match group {
        None => report.review(
            field,
            say("choices that go together are in no group", "des choix de même nature ne sont pas groupés"),
            say(
                "put them in a `<fieldset>` whose `<legend>` asks the question, unless each label says it all",
                "mettez-les dans un `<fieldset>` dont le `<legend>` pose la question, sauf si chaque étiquette dit tout",
            ),
        ),
        Some(group) if page.tree.name(group).is_empty() => report.fail(
            group,
            say("the group of choices has no name", "le groupe de choix n’a pas de nom"),
            if group.is("fieldset") {
                say("ask the question in a `<legend>`, first in the `<fieldset>`", "posez la question dans un `<legend>`, en tête du `<fieldset>`")
            } else {
                say("name in `aria-labelledby` the id of the question", "nommez dans `aria-labelledby` l’identifiant de la question")
            },
        ),
        Some(_) => {}
    }
}
