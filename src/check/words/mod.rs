//! Words that rules look for in what authors write, by language. Lower case, `'` for every apostrophe.

mod en;
mod fr;
mod recognise;

use std::borrow::Cow;

use memchr::memmem;

use crate::html::Element;

pub use recognise::{other_language, speaks};

/// The words of one language.
#[derive(Debug)]
pub struct Words {
    /// Names of links that say nothing by themselves. Sorted.
    pub vague_links: &'static [&'static str],
    /// What a text alternative begins with that says what the reader knows: that it is a picture.
    pub picture_prefixes: &'static [&'static str],
    /// Text alternatives that say nothing of the picture. Sorted.
    pub placeholders: &'static [&'static str],
    /// What says that a link opens a window.
    pub new_window: &'static [&'static str],
    /// What gives the size of a document.
    pub sizes: &'static [&'static str],
    /// What links to help are called: contact, questions and answers. Sorted.
    pub help: &'static [&'static str],
    /// What the page that lists all pages is called.
    pub site_map: &'static [&'static str],
    /// What searching is called.
    pub search: &'static [&'static str],
    /// Names of frames that promise no content in particular.
    pub advertising: &'static [&'static str],
    /// Instructions that rest on shape, colour or position alone.
    pub sensory: &'static [&'static str],
}

/// The words of a language, by its primary tag; those of every language when it is not said, none for one that we do
/// not know.
pub fn of(language: &str) -> &'static [&'static Words] {
    static ALL: [&Words; 2] = [&fr::WORDS, &en::WORDS];
    if language.eq_ignore_ascii_case("fr") {
        &ALL[..1]
    } else if language.eq_ignore_ascii_case("en") {
        &ALL[1..]
    } else if language.is_empty() {
        &ALL
    } else {
        &[]
    }
}

/// How many elements around another are asked for a language before the page is: depth has no bound in HTML.
const DEPTH: usize = 64;

/// The primary tag of the language that an element is in, as written in the nearest `lang`; empty when there is none.
pub fn language(element: Element<'_>) -> &str {
    let mut around = element.ancestors_or_self().take(DEPTH).chain(element.document().root());
    let lang = around.find_map(|element| element.attr("lang").or(element.attr("xml:lang")));
    lang.unwrap_or_default().trim().split(['-', '_']).next().unwrap_or_default()
}

/// A text as the lists have it: lower case, simple apostrophes, single spaces, nothing but words at both ends.
pub fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for word in text.split(|c: char| c.is_whitespace() || c == '\u{a0}' || c == '\u{202f}') {
        if word.is_empty() {
            continue;
        }
        if !out.is_empty() {
            out.push(' ');
        }
        if word.is_ascii() {
            out.extend(
                word.bytes().map(|byte| if byte == b'`' { '\'' } else { char::from(byte.to_ascii_lowercase()) }),
            );
            continue;
        }
        for c in word.chars() {
            match c {
                '’' | 'ʼ' | '`' => out.push('\''),
                '\u{ad}' | '\u{200b}' => {}
                _ => out.extend(c.to_lowercase()),
            }
        }
    }
    let ends = |c: char| !(c.is_alphanumeric() || c == '\'');
    match out.trim_matches(ends) {
        same if same.len() == out.len() => out,
        short => short.to_owned(),
    }
}

/// Whether one of these lists, sorted, has this text.
pub fn has(list: &[&str], text: &str) -> bool {
    list.binary_search(&text).is_ok()
}

/// Whether a text in lower case holds one of these as whole words.
pub fn holds<'w>(text: &str, list: &[&'w str]) -> Option<&'w str> {
    list.iter().copied().find(|word| {
        memmem::find_iter(text.as_bytes(), word.as_bytes()).any(|at| {
            let before = text[..at].chars().next_back().is_none_or(|c| !c.is_alphanumeric());
            let after = text[at + word.len()..].chars().next().is_none_or(|c| !c.is_alphanumeric());
            before && after
        })
    })
}

/// A text in lower case with simple apostrophes, its places kept: as long in characters as it was.
pub fn lower(text: &str) -> Cow<'_, str> {
    if text.chars().all(|c| c.is_lowercase() || c.is_ascii() && !c.is_ascii_uppercase()) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.chars().map(|c| if c == '’' { '\'' } else { c.to_lowercase().next().unwrap_or(c) }).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lists_are_sorted_and_plain() {
        for words in of("") {
            for list in [words.vague_links, words.placeholders, words.help] {
                assert!(list.is_sorted(), "{list:?}");
            }
            for word in [words.vague_links, words.placeholders, words.help, words.search].into_iter().flatten() {
                assert_eq!(plain(word), *word);
            }
        }
    }

    #[test]
    fn a_text_is_made_plain() {
        assert_eq!(plain("  En\u{a0}savoir plus… » "), "en savoir plus");
        assert_eq!(plain("L’ÉTÉ"), "l'été");
        assert_eq!(plain("→"), "");
    }

    #[test]
    fn whole_words_are_found() {
        assert_eq!(holds("ouvre un nouvel onglet", &["nouvel onglet"]), Some("nouvel onglet"));
        assert_eq!(holds("kolkhoze", &["ko"]), None);
    }
}
