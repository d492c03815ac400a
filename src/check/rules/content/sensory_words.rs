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

/// How a word of every expression of the lists begins: a text that has none of these is not looked at.
const KEYS: [&[u8; 4]; 16] = [
    b"roug", b"vert", b"bleu", b"oran", b"jaun", b"rond", b"droi", b"gauc", b"ci c", b"red ", b"gree", b"blue",
    b"yell", b"roun", b"righ", b"left",
];

/// The shortest text that is an instruction, in bytes.
const LEAST: usize = 16;

pub(super) fn check(page: &Page<'_>, report: &mut Report) {
    for (text, parent) in texts(page, has_key) {
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
                say("name the thing by its text as well", "désignez aussi l’élément par son texte"),
            );
        }
    }
}

/// What a byte is: 1 for a letter, 2 for one that a key begins with, 0 for anything else.
static KINDS: [u8; 256] = {
    let mut kinds = [0; 256];
    let mut byte = 0;
    while byte < 256 {
        let lower = (byte as u8).to_ascii_lowercase();
        kinds[byte] = (lower.is_ascii_lowercase()) as u8;
        byte += 1;
    }
    let mut key = 0;
    while key < KEYS.len() {
        kinds[KEYS[key][0] as usize] = 2;
        key += 1;
    }
    kinds
};

/// Whether a word of a text begins by one of the keys; a space stands for what ends a word.
fn has_key(text: &str) -> bool {
    let bytes = text.as_bytes();
    let mut before = 0;
    bytes.len() >= LEAST
        && bytes.iter().enumerate().any(|(at, byte)| {
            let kind = KINDS[usize::from(*byte)];
            let begins = kind == 2 && before == 0;
            before = kind;
            begins && {
                let next = |offset: usize| bytes.get(at + offset).copied().filter(u8::is_ascii_alphabetic);
                KEYS.contains(&&[*byte, next(1).unwrap_or(b' '), next(2).unwrap_or(b' '), next(3).unwrap_or(b' ')])
            }
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_expression_has_a_key() {
        for list in words::of("") {
            for expression in list.sensory {
                assert!(has_key(&format!("{expression}, then wait a while")), "{expression}");
            }
        }
        assert!(!has_key("They are credited by the letters on top."));
    }
}
