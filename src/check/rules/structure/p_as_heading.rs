//! `p-as-heading`: no paragraph in bold does the work of a heading.

use crate::check::{Page, Report, say};
use crate::finding::{Criterion, Rule, Severity};
use crate::html::{Child, Element};

pub(super) static RULE: Rule = Rule {
    id: "p-as-heading",
    severity: Severity::Warning,
    criteria: &[Criterion::wcag("1.3.1", "A"), Criterion::rgaa("9.1")],
    doc: include_str!("p_as_heading.md"),
};

/// The longest text, in characters, that is taken for a heading.
const LONGEST: usize = 80;

pub(super) fn check(page: &Page<'_>, report: &mut Report) {
    for paragraph in page.named("p") {
        if !is_all_bold(paragraph) || paragraph.has("role") || !introduces_text(paragraph) {
            continue;
        }
        let text = paragraph.text();
        let text = text.trim();
        let is_short = (3..=LONGEST).contains(&text.chars().count());
        if !is_short || text.ends_with(['.', ',', ';', ':', '!', '…']) || !text.chars().any(char::is_alphabetic) {
            continue;
        }
        if is_elsewhere(paragraph) || !page.tree.is_exposed(paragraph) {
            continue;
        }
        report.review(
            paragraph,
            say(
                format!("the paragraph `{text}` is in bold and looks like a heading"),
                format!("le paragraphe `{text}` est en gras et ressemble à un titre"),
            ),
            say(
                "if it names what follows, make it a heading; else keep bold for a few words of a sentence",
                "s’il annonce ce qui suit, faites-en un titre ; sinon, gardez le gras pour quelques mots d’une phrase",
            ),
        );
    }
}

/// Whether the paragraph holds one `strong` or `b` and nothing else.
fn is_all_bold(paragraph: Element<'_>) -> bool {
    let mut children =
        paragraph.child_nodes().filter(|child| !matches!(child, Child::Text(text) if text.text().trim().is_empty()));
    let only = children.next();
    children.next().is_none() && matches!(only, Some(Child::Element(bold)) if bold.is_any(&["strong", "b"]))
}

/// Whether a paragraph that is not in bold, a list or a table follows.
fn introduces_text(paragraph: Element<'_>) -> bool {
    paragraph.next().is_some_and(|next| {
        next.is_any(&["ul", "ol", "table"]) || (next.is("p") && next.has_text() && !is_all_bold(next))
    })
}

/// Whether it is where no outline is expected, so that bold has another reason.
fn is_elsewhere(paragraph: Element<'_>) -> bool {
    // Near enough: further up, a paragraph is in the body of the page.
    paragraph.ancestors().take(4).any(|around| {
        around.attr_is("role", "note")
            || around.is_any(&[
                "address",
                "aside",
                "blockquote",
                "caption",
                "dd",
                "details",
                "figcaption",
                "figure",
                "footer",
                "form",
                "header",
                "li",
                "nav",
                "td",
                "th",
            ])
    })
}
