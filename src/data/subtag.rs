//! Language tags: whether the first part of one, its primary subtag, is a language that exists.
//!
//! `subtags.txt` is made from the IANA Language Subtag Registry of 2025-08-25 (BCP 47, RFC 5646, 3.1): its records of
//! type `language`, `qaa..qtz` written out. A line is the first two letters of codes, `-` when these are a code by
//! themselves, and each third letter. Grandfathered tags (`i-klingon`) and private tags (`x-…`) are no languages.

use std::sync::OnceLock;

/// Whether a language tag names a language of the registry, whatever the case: `fr`, `en-GB`, `gsw`. What follows the
/// primary subtag is not judged, as no assistive technology needs it to choose a voice.
pub fn is_known(tag: &str) -> bool {
    let primary = tag.split('-').next().unwrap_or_default();
    let mut letters = [0; 3];
    if !(2..=3).contains(&primary.len()) {
        return false;
    }
    for (letter, byte) in letters.iter_mut().zip(primary.bytes()) {
        match byte.to_ascii_lowercase() {
            byte @ b'a'..=b'z' => *letter = usize::from(byte - b'a'),
            _ => return false,
        }
    }
    let [first, second, third] = letters;
    let bit = if primary.len() == 2 { ALONE } else { 1 << third };
    table()[first * 26 + second] & bit != 0
}

/// Whether a text is a language tag, well formed (BCP 47) and of a language that exists: `fr`, `pt-BR`.
pub fn is_tag(text: &str) -> bool {
    is_known(text) && icu_locale_core::LanguageIdentifier::try_from_str(text).is_ok()
}

/// The bit of a pair of letters that is a code by itself; bits 0 to 25 are third letters.
const ALONE: u32 = 1 << 26;

fn table() -> &'static [u32; 26 * 26] {
    static TABLE: OnceLock<[u32; 26 * 26]> = OnceLock::new();
    TABLE.get_or_init(|| {
        let mut table = [0; 26 * 26];
        for line in include_str!("subtags.txt").lines().map(str::as_bytes) {
            let Some((&[first, second], rest)) = line.split_first_chunk() else { continue };
            table[usize::from(first - b'a') * 26 + usize::from(second - b'a')] =
                rest.iter().fold(0, |mask, byte| mask | if *byte == b'-' { ALONE } else { 1 << (byte - b'a') });
        }
        table
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tag_is_known_by_its_first_part() {
        for tag in ["fr", "FR", "en-GB", "en-US-GB", "bzh", "br", "gsw", "qaa", "zh-Hant-TW", "mul", "iw"] {
            assert!(is_known(tag), "{tag}");
        }
        // `eng` and `fra` have a shorter code, and only that one is registered.
        for tag in ["", "-", "f", "eng", "fra", "english", "i-klingon", "x-home", "en_GB", " fr", "#!", "éé", "quz1"]
        {
            assert!(!is_known(tag), "{tag}");
        }
    }

    #[test]
    fn the_table_holds_every_code() {
        let count: u32 = table().iter().map(|mask| mask.count_ones()).sum();
        assert_eq!(count, 190 + 8077 + 20 * 26);
    }
}
