//! `cryptic-text`: pictures made of letters have words too.

use super::passages::texts;
use crate::check::{Page, Report, say};
use crate::finding::{Criterion, Rule, Severity};
use crate::html::Element;

pub(super) static RULE: Rule = Rule {
    id: "cryptic-text",
    severity: Severity::Error,
    criteria: &[Criterion::wcag("1.1.1", "A"), Criterion::rgaa("13.5")],
    doc: include_str!("cryptic_text.md"),
};

/// Faces that no sentence has by chance.
const FACES: [&str; 8] = [":-)", ";-)", ":-(", ":-D", ":-P", ":-/", ":'(", ":-|"];

/// How much of a text is read, in bytes.
const READ: usize = 4000;

/// How many lines a drawing has.
const LINES: usize = 3;

pub(super) fn check(page: &Page<'_>, report: &mut Report) {
    for (text, parent) in texts(page, |text| face(text).is_some()) {
        let Some(face) = face(text.text()).filter(|_| page.tree.is_exposed(parent) && !named(parent)) else { continue };
        report.fail(
            text,
            say(format!("`{face}` has no words"), format!("`{face}` n’a pas d’équivalent en mots")),
            say(
                "say it in words, or use an emoji, which has a name",
                "dites-le avec des mots, ou prenez un émoji, qui a un nom",
            ),
        );
    }
    for drawing in page.named("pre") {
        if named(drawing) || drawing.children().any(|child| child.is("code")) || !page.tree.is_exposed(drawing) {
            continue;
        }
        if is_drawing(drawing) {
            report.review(
                drawing,
                say(
                    "this text seems to be a drawing made of signs",
                    "ce texte semble être un dessin fait de caractères",
                ),
                say(
                    "if it is, give it `role=\"img\"` and an `aria-label`",
                    "si c’en est un, donnez-lui `role=\"img\"` et un `aria-label`",
                ),
            );
        }
    }
}

/// Whether an element, or one just around it, has words of its own in place of its text.
fn named(element: Element<'_>) -> bool {
    let mut near = element.ancestors_or_self().take(3);
    near.any(|e| e.has("aria-label") || e.has("aria-labelledby") || e.attr("role") == Some("img") || e.has("title"))
}

/// A face in a text, between spaces.
fn face(text: &str) -> Option<&'static str> {
    memchr::memchr2_iter(b':', b';', text.as_bytes()).find_map(|at| {
        let face = FACES.into_iter().find(|face| text[at..].starts_with(face))?;
        let before = text[..at].chars().next_back().is_none_or(char::is_whitespace);
        let after = text[at + face.len()..].chars().next().is_none_or(|c| !c.is_alphanumeric());
        (before && after).then_some(face)
    })
}

/// Whether most lines have more signs than letters, and several of them do.
fn is_drawing(element: Element<'_>) -> bool {
    let mut text = String::new();
    for part in element.texts() {
        text.push_str(part.text());
        if text.len() > READ {
            break;
        }
    }
    let (mut lines, mut drawn) = (0, 0);
    for line in text.lines().filter(|line| !line.trim().is_empty()) {
        let shown = line.chars().filter(|c| !c.is_whitespace());
        let (letters, signs): (Vec<char>, Vec<char>) = shown.partition(|c| c.is_alphanumeric());
        lines += 1;
        drawn += usize::from(signs.len() >= 3 && signs.len() > letters.len());
    }
    drawn >= LINES && drawn * 2 > lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn faces_stand_alone() {
        assert_eq!(face("Merci :-)"), Some(":-)"));
        assert_eq!(face("Oh ;-), bien"), Some(";-)"));
        for text in ["(voir ici :)", "a:-)", "http://x:-/y", "le rapport : (voir)"] {
            assert_eq!(face(text), None, "{text}");
        }
    }
}
