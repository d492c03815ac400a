//! `input-image-alt`: an image button says what it does.

use crate::check::{Page, Report, say};
use crate::finding::{Criterion, Rule, Severity};
use crate::html::Element;

pub(super) static RULE: Rule = Rule {
    id: "input-image-alt",
    severity: Severity::Error,
    criteria: &[
        Criterion::wcag("1.1.1", "A"),
        Criterion::wcag("4.1.2", "A"),
        Criterion::rgaa("1.1"),
        Criterion::rgaa("11.9"),
        Criterion::act("59796f"),
    ],
    doc: include_str!("input_image_alt.md"),
};

pub(super) fn check(page: &Page<'_>, report: &mut Report) {
    for button in page.named("input").filter(|input| input.attr_is("type", "image")) {
        if !page.tree.is_exposed(button) || is_named(page, button) {
            continue;
        }
        let src = button.attr("src").unwrap_or_default();
        report.fail(
            button,
            say(
                format!("the image button `{src}` has no text alternative"),
                format!("le bouton image `{src}` n’a pas d’alternative textuelle"),
            ),
            say("say in `alt` what it does", "dites dans `alt` ce qu’il fait"),
        );
    }
}

/// Whether its name is one that somebody gave: browsers call it "Submit" by themselves.
fn is_named<'p>(page: &Page<'p>, button: Element<'p>) -> bool {
    let said = |name: &str| button.attr(name).is_some_and(|value| !value.trim().is_empty());
    let name = page.tree.name(button);
    !name.is_empty()
        && (name != "Submit"
            || said("alt")
            || said("aria-label")
            || said("title")
            || page.tree.labels(button).next().is_some())
}
