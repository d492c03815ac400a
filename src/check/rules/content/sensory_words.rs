//! `sensory-words`: instructions do not rest on shape, colour or position alone.

use super::passages::texts;
use crate::check::{Page, Report, say, words};
use crate::finding::{Criterion, Rule, Severity};

pub(super) static RULE: Rule = Rule {
    id: "sensory-words",
    severity: Severity::Error,
    criteria: &[Criterion::wcag("1.3.3", "A"), Criterion::wcag("1.4.1", "A"), Criterion::rgaa("10.9")],
    doc: include_str!("sensory_words.md"),
};

/// One of these is in every expression of the lists: what has none is not looked at.
const KEYS: [&str; 16] = [
    "roug", "vert", "bleu", "orang", "jaun", "rond", "droit", "gauch", "contre", "red", "green", "blue", "yellow", "round",
    "right", "left",
];

/// The shortest text that is an instruction, in bytes.
const LEAST: usize = 16;

pub(super) fn check(page: &Page<'_>, report: &mut Report) {
    for (text, parent) in texts(page, LEAST) {
        if !KEYS.iter().any(|key| text.text().contains(key)) {
            continue;
        }
        let lists = words::of(words::language(parent));
        let lower = words::lower(text.text());
        let Some(found) = lists.iter().find_map(|list| words::holds(&lower, list.sensory)) else { continue };
        if page.tree.is_exposed(parent) {
            report.review(
                text,
                say(
                    format!("`{found}` is understood only by who sees the page as you do"),
                    format!("`{found}` n’est compris que par qui voit la page comme vous"),
                ),
                say(
                    "name the thing by its text as well",
                    "désignez aussi l’élément par son texte",
                ),
            );
        }
    }
}
