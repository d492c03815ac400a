//! `title-attribute-redundant`: the `title` of a link or a button adds to its name, and holds it.

use crate::check::{Page, Report, say, words};
use crate::finding::{Criterion, Rule, Severity};

pub(super) static RULE: Rule = Rule {
    id: "title-attribute-redundant",
    severity: Severity::Warning,
    criteria: &[Criterion::rgaa("6.1")],
    doc: include_str!("title_attribute_redundant.md"),
};

pub(super) fn check(page: &Page<'_>, report: &mut Report) {
    for element in page.with("title") {
        if !(element.is("a") && element.has("href") || element.is("button")) || !page.tree.is_exposed(element) {
            continue;
        }
        let written = element.attr("title").unwrap_or_default();
        let (title, text) = (words::plain(written), words::plain(&element.text()));
        // Without words of its own, the title is the name.
        if text.is_empty() || title.is_empty() {
            continue;
        }
        let help = say(
            "remove the `title`, or repeat the text in it and add what is missing",
            "retirez le `title`, ou reprenez-y le texte et ajoutez ce qui manque",
        );
        if title == text {
            let en = format!("the `title` `{written}` says again what the text says");
            report.fail(element, say(en, format!("le `title` `{written}` répète le texte")), help);
        } else if element.is("a") && !title.contains(&text) {
            let text = words::plain(&element.text());
            let en = format!("the `title` `{written}` does not hold the text of the link, `{text}`");
            report.fail(
                element,
                say(en, format!("le `title` `{written}` ne reprend pas le texte du lien, `{text}`")),
                help,
            );
        }
    }
}
