//! `all-capitals`: sentences are not written in capitals.

use super::passages::texts;
use crate::check::{Page, Report, say};
use crate::finding::{Rule, Severity};

pub(super) static RULE: Rule =
    Rule { id: "all-capitals", severity: Severity::Warning, criteria: &[], doc: include_str!("all_capitals.md") };

/// How many words in capitals follow each other.
const WORDS: usize = 3;

/// How many letters they have together.
const LETTERS: usize = 16;

pub(super) fn check(page: &Page<'_>, report: &mut Report) {
    for (text, parent) in texts(page, may_shout) {
        let Some(run) = capitals(text.text()) else { continue };
        if page.tree.is_visible(parent) && !parent.is("abbr") {
            report.fail(
                text,
                say(format!("`{run}` is written in capitals"), format!("`{run}` est écrit en capitales")),
                say(
                    "write it as a sentence; a style can show capitals",
                    "écrivez-le en minuscules ; un style peut l’afficher en capitales",
                ),
            );
        }
    }
}

/// Whether a text may have a long word in capitals: two ASCII ones stand side by side, of three that follow each other.
/// Looks at every byte, in a way that compiles to vector instructions.
fn may_shout(text: &str) -> bool {
    let bytes = text.as_bytes();
    let is_upper = |byte: u8| u8::from(byte.wrapping_sub(b'A') < 26);
    let pairs = || bytes.iter().zip(&bytes[1..]);
    bytes.len() >= LETTERS && pairs().fold(0, |found, (byte, next)| found | is_upper(*byte) & is_upper(*next)) != 0
}

/// The first words in capitals that are a sentence rather than initials: two of them at least are long.
fn capitals(text: &str) -> Option<&str> {
    let (mut start, mut end, mut words, mut letters, mut long) = (0, 0, 0, 0, 0);
    let mut at = 0;
    for part in text.split_inclusive(char::is_whitespace) {
        let word = part.trim_end();
        let upper = word.chars().filter(|c| c.is_uppercase()).count();
        let shouted =
            upper > 0 && !word.chars().any(char::is_lowercase) && !word.contains(|c: char| c.is_ascii_digit());
        if shouted {
            if words == 0 {
                (start, letters, long) = (at, 0, 0);
            }
            words += 1;
            letters += upper;
            long += usize::from(upper >= 5);
            end = at + word.len();
            // A list of initials is no sentence.
            if word.ends_with(',') && !is_run(words, letters, long) {
                words = 0;
            }
        } else if !word.is_empty() && word.chars().any(char::is_alphanumeric) {
            if is_run(words, letters, long) {
                break;
            }
            words = 0;
        }
        at += part.len();
    }
    is_run(words, letters, long).then(|| &text[start..end])
}

fn is_run(words: usize, letters: usize, long: usize) -> bool {
    words >= WORDS && letters >= LETTERS && long >= 2
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_in_capitals_are_told_from_initials() {
        assert_eq!(capitals("Lisez : INSCRIPTIONS OUVERTES À TOUS, vite"), Some("INSCRIPTIONS OUVERTES À TOUS,"));
        assert_eq!(capitals("PORTES OUVERTES – SAMEDI"), Some("PORTES OUVERTES – SAMEDI"));
        for text in [
            "SNCF, RATP, UNESCO et CNRS INSERM",
            "Jean-Paul DUPONT et Marie MARTIN-DURAND",
            "ISO 27001 BSI DIN AFNOR",
            "FINXE, FINVE, FDBZE, FUNFE, FOVFE",
            "",
        ] {
            assert_eq!(capitals(text), None, "{text}");
        }
    }
}
