//! `label-content-name-mismatch`: the words that show on a control are in its name.

use super::words::{Found, find};
use crate::check::{Page, Report, say};
use crate::finding::{Criterion, Rule, Severity};
use crate::html::Element;

pub(super) static RULE: Rule = Rule {
    id: "label-content-name-mismatch",
    severity: Severity::Error,
    criteria: &[
        Criterion::wcag("2.5.3", "A"),
        Criterion::rgaa("6.1"),
        Criterion::rgaa("11.9"),
        Criterion::act("2ee8b8"),
    ],
    doc: include_str!("label_content_name_mismatch.md"),
};

/// Controls that are named by what they hold.
const ROLES: [&str; 16] = [
    "button",
    "checkbox",
    "doc-backlink",
    "doc-biblioref",
    "doc-glossref",
    "doc-noteref",
    "gridcell",
    "link",
    "menuitem",
    "menuitemcheckbox",
    "menuitemradio",
    "option",
    "radio",
    "switch",
    "tab",
    "treeitem",
];

pub(super) fn check(page: &Page<'_>, report: &mut Report) {
    for control in page.tree.marked() {
        let is_named = control.has("aria-label") || control.has("aria-labelledby");
        if !is_named
            || !page.tree.role(control).is_some_and(|role| ROLES.contains(&role))
            || !page.tree.is_exposed(control)
        {
            continue;
        }
        let (label, name) = (page.tree.visible_text(control), page.tree.name(control));
        let found = find(&label, &name);
        if found == Found::Contained || has_icon_font(page, control) {
            continue;
        }
        let message = say(
            format!("`{label}` shows, but the name is `{name}`"),
            format!("`{label}` est affiché, mais le nom est `{name}`"),
        );
        let help = say(
            "begin the name with the words that show, or remove the label",
            "commencez le nom par les mots affichés, ou retirez l’étiquette",
        );
        match found {
            Found::Missing => report.fail(control, message, help),
            _ => report.review(control, message, help),
        }
    }
}

/// Whether a font of icons shows the words as pictures (ligatures): then they are no words.
fn has_icon_font(page: &Page<'_>, control: Element<'_>) -> bool {
    let is_icon_font = |value: &str| {
        let value = value.to_ascii_lowercase();
        ["icon", "symbol", "glyph", "awesome"].iter().any(|word| value.contains(word))
    };
    let declares = |rule: &&crate::style::Rule| {
        let mut fonts =
            rule.declarations.iter().filter(|declared| matches!(declared.name.as_str(), "font-family" | "font"));
        fonts.any(|declared| is_icon_font(&declared.value))
    };
    let rules: Vec<_> = page.styles.rules().iter().filter(declares).collect();
    let inline =
        |element: Element<'_>| element.attr("style").is_some_and(|style| style.contains("font") && is_icon_font(style));
    std::iter::once(control)
        .chain(control.descendants().take(16))
        .any(|element| inline(element) || rules.iter().any(|rule| page.styles.matches(rule, element)))
}
