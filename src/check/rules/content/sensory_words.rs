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

/// The second letters of the keys, a bit each, by the first: few words that begin like a key go on like one.
static SECONDS: [u32; 256] = {
    let mut seconds = [0; 256];
    let mut key = 0;
    while key < KEYS.len() {
        seconds[KEYS[key][0] as usize] |= 1 << (KEYS[key][1] & 31);
        key += 1;
    }
    seconds
};

/// Whether a word of a text begins by one of the keys; a space stands for what ends a word.
fn has_key(text: &str) -> bool {
    let bytes = text.as_bytes();
    let is_key = |at: usize| {
        let letter = |offset: usize| bytes.get(at + offset).copied().filter(u8::is_ascii_alphabetic).unwrap_or(b' ');
        SECONDS[usize::from(bytes[at])] >> (letter(1) & 31) & 1 == 1
            && KEYS.contains(&&[bytes[at], letter(1), letter(2), letter(3)])
    };
    bytes.len() >= LEAST && any_start(bytes, is_key)
}

/// Whether this holds where some run of ASCII letters begins; looks at eight bytes at a time.
fn any_start(bytes: &[u8], mut holds: impl FnMut(usize) -> bool) -> bool {
    let (whole, rest) = bytes.as_chunks::<8>();
    let mut last = [0; 8];
    last[..rest.len()].copy_from_slice(rest);
    let mut before = 0;
    for (rank, eight) in whole.iter().chain([&last]).enumerate() {
        let letters = letters(u64::from_le_bytes(*eight));
        let mut starts = letters & !(letters << 8 | before);
        before = letters >> 56;
        while starts != 0 {
            if holds(rank * 8 + starts.trailing_zeros() as usize / 8) {
                return true;
            }
            starts &= starts - 1;
        }
    }
    false
}

/// The highest bit of each of eight bytes that is an ASCII letter.
fn letters(eight: u64) -> u64 {
    const EACH: u64 = u64::MAX / 255;
    let lower = (eight | (EACH * 0x20)) & (EACH * 0x7F);
    // The highest bit of a sum is set from `a` on, and from the byte after `z` on.
    let (from_a, after_z) = (lower + EACH * (0x80 - 0x61), lower + EACH * (0x80 - 0x7B));
    from_a & !after_z & !eight & (EACH * 0x80)
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

    #[test]
    fn runs_of_letters_begin_where_they_do() {
        let text = "Été : l'eau, [red] and 12{b}@c`d Zz z~Az";
        let bytes = text.as_bytes();
        let is_start = |at: &usize| {
            bytes[*at].is_ascii_alphabetic() && !at.checked_sub(1).is_some_and(|at| bytes[at].is_ascii_alphabetic())
        };
        for end in 0..=bytes.len() {
            let expected: Vec<usize> = (0..end).filter(is_start).collect();
            let mut found = Vec::new();
            assert!(!any_start(&bytes[..end], |at| {
                found.push(at);
                false
            }));
            assert_eq!(found, expected, "{end}");
        }
    }
}
