//! Words as they are searched: without case, accents, elisions and plurals.
//!
//! `assets/js/search.js` of the theme does the same to what people type; `tests/browser/search/words.json` holds both
//! to the same words.

use std::borrow::Cow;

use unicode_normalization::char::{decompose_compatible, is_combining_mark};

/// Gives each word of a text, folded, in order.
pub(super) fn each(text: &str, mut give: impl FnMut(&str)) {
    let mut word = String::new();
    let mut letter = |c: char, word: &mut String| {
        if c.is_alphanumeric() {
            word.push(c);
        } else {
            end(word, &mut give);
        }
    };
    for c in text.chars() {
        if c.is_ascii() {
            letter(c.to_ascii_lowercase(), &mut word);
        } else {
            fold(c, |c| letter(c, &mut word));
        }
    }
    end(&mut word, &mut give);
}

/// A letter alone and `qu` are what elisions and inclusive writing leave: l’eau, qu’une, étudiant·e·s.
fn end(word: &mut String, give: &mut impl FnMut(&str)) {
    let left = word == "qu" || word.len() == 1 && word.starts_with(|c: char| c.is_ascii_lowercase());
    if !word.is_empty() && !left {
        give(word);
    }
    word.clear();
}

/// A character taken apart, in lower case, without what is added to letters.
fn fold(c: char, mut give: impl FnMut(char)) {
    let mut plain = |c: char| match c {
        // A soft hyphen is inside a word.
        '\u{ad}' => {}
        c if is_combining_mark(c) => {}
        'œ' => ['o', 'e'].into_iter().for_each(&mut give),
        'æ' => ['a', 'e'].into_iter().for_each(&mut give),
        'ß' => ['s', 's'].into_iter().for_each(&mut give),
        'ø' => give('o'),
        'ł' => give('l'),
        'đ' => give('d'),
        'ς' => give('σ'),
        c => give(c),
    };
    decompose_compatible(c, |part| part.to_lowercase().for_each(&mut plain));
}

/// How the plurals and feminines of a language are cut: lightly, so that a root is seldom another word's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stemmer {
    French,
    English,
    /// Words stay as they are.
    None,
}

impl Stemmer {
    /// That of a language by its code.
    pub(super) fn of(code: &str) -> Self {
        match code.split('-').next() {
            Some("fr") => Self::French,
            Some("en") => Self::English,
            _ => Self::None,
        }
    }

    /// The root of a folded word.
    pub(super) fn root(self, word: &str) -> Cow<'_, str> {
        match self {
            Self::French => french(word),
            Self::English => english(word),
            Self::None => word.into(),
        }
    }
}

/// Régionaux is régional; universités is université without its `e`, as étudiantes is étudiant.
fn french(word: &str) -> Cow<'_, str> {
    match word.strip_suffix("aux") {
        Some(rest) if !rest.is_empty() && !rest.ends_with(['e', 'y']) => format!("{rest}al").into(),
        _ => silent(word.strip_suffix(['s', 'x']).filter(|rest| has(rest, 3)).unwrap_or(word)).into(),
    }
}

/// Libraries is library, boxes is box, courses is course.
fn english(word: &str) -> Cow<'_, str> {
    if let Some(rest) = word.strip_suffix("ies").filter(|rest| has(rest, 2)) {
        return format!("{rest}y").into();
    }
    let hissed = |rest: &&str| ["x", "z", "ch", "sh", "ss"].iter().any(|end| rest.ends_with(end) && has(rest, 2));
    let plain = |rest: &&str| has(rest, 3) && !rest.ends_with(['i', 's', 'u']);
    let singular = word.strip_suffix("es").filter(hissed).or_else(|| word.strip_suffix('s').filter(plain));
    silent(singular.unwrap_or(word)).into()
}

/// A word without the `e` at its end, when enough is left of it.
fn silent(word: &str) -> &str {
    let mut rest = word;
    while let Some(shorter) = rest.strip_suffix('e').filter(|shorter| has(shorter, 4)) {
        rest = shorter;
    }
    rest
}

/// Whether a word has so many characters or more.
fn has(word: &str, count: usize) -> bool {
    word.chars().nth(count - 1).is_some()
}
