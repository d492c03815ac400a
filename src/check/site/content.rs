//! What a page says, as a number: two pages that say the same are the same resource to their readers.

use std::hash::Hasher;

use rustc_hash::FxHasher;

use crate::check::words;
use crate::html::{Child, Document, Element, single_spaced};

/// A hash of a text.
pub(super) fn hash(text: &str) -> u64 {
    let mut hasher = FxHasher::default();
    hasher.write(text.as_bytes());
    hasher.finish()
}

/// A hash of the words and pictures of the main part of a page, else of its body without its navigation; nothing when
/// there are none.
pub(super) fn of(document: &Document) -> Option<u64> {
    let main = document.elements().find(|element| element.is("main") || element.attr("role") == Some("main"));
    let scope = main.or_else(|| document.elements_named("body").next())?;
    let mut hasher = FxHasher::default();
    let mut says = false;
    let mut skipped: Option<Element<'_>> = None;
    for element in std::iter::once(scope).chain(scope.descendants()) {
        if skipped.is_some_and(|skipped| skipped.contains(element)) {
            continue;
        }
        if element.is_any(&["script", "style", "template", "noscript"]) || (main.is_none() && element.is("nav")) {
            skipped = Some(element);
            continue;
        }
        if element.is_any(&["img", "video", "audio", "iframe", "object", "embed"]) {
            says = true;
            hasher.write(element.attr("src").unwrap_or_default().as_bytes());
        }
        for child in element.child_nodes() {
            let Child::Text(text) = child else { continue };
            let text = text.text().trim_ascii();
            if is_evenly_spaced(text.as_bytes()) {
                says |= !text.is_empty();
                hasher.write(text.as_bytes());
            } else {
                says = true;
                hasher.write(single_spaced(text).as_bytes());
            }
        }
    }
    says.then(|| hasher.finish())
}

/// How many letters of a word count: endings change with number and gender.
const STEM: usize = 4;

/// Whether a title and a heading have words that bear meaning, and none in common.
pub(super) fn are_estranged(title: &str, heading: &str) -> bool {
    // Most titles begin with the heading: all its words are in them.
    if title.strip_prefix(heading).is_some_and(|rest| !rest.starts_with(char::is_alphanumeric)) {
        return false;
    }
    let (titled, headed) = (stems(title), stems(heading));
    !titled.is_empty() && !headed.is_empty() && !headed.iter().any(|stem| titled.contains(stem))
}

/// The beginnings of the words that bear meaning, as far as length tells.
fn stems(text: &str) -> Vec<String> {
    let plain = words::plain(text);
    let words = plain.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let long = words.filter(|word| word.chars().count() >= STEM || word.bytes().any(|byte| byte.is_ascii_digit()));
    long.map(|word| word.chars().take(STEM).collect()).collect()
}

/// Whether there is neither a control nor a space after another in a text that begins and ends with none, as in most.
/// Looks at every two bytes, in a way that compiles to vector instructions.
fn is_evenly_spaced(text: &[u8]) -> bool {
    let pairs = text.iter().zip(text.iter().skip(1));
    let is_space = |byte: &u8| u8::from(*byte == b' ');
    pairs.fold(0, |found, (one, next)| found | is_space(one) & is_space(next) | u8::from(*one < b' ')) == 0
}

/// Where a `refresh` without delay leads (HTML Standard, 4.2.5.3, shared declarative refresh steps).
pub(super) fn instant_refresh(content: &str) -> Option<&str> {
    let rest = content.trim_start();
    let digits = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
    let (delay, rest) = rest.split_at(digits);
    let fraction = rest.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(rest.len());
    if !delay.bytes().all(|digit| digit == b'0') || (delay.is_empty() && !rest.starts_with('.')) {
        return None;
    }
    let rest = rest[fraction..].trim_start().trim_start_matches([';', ',']).trim_start();
    let bare = rest
        .get(..3)
        .filter(|url| url.eq_ignore_ascii_case("url"))
        .and_then(|_| rest[3..].trim_start().strip_prefix('=').map(str::trim_start));
    let url = bare.unwrap_or(rest);
    let url = match url.chars().next() {
        Some(quote @ ('"' | '\'')) => url[1..].split(quote).next().unwrap_or_default(),
        _ => url.trim_end(),
    };
    (!url.is_empty()).then_some(url)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_instant_refreshes_lead_elsewhere() {
        assert_eq!(instant_refresh("0; URL='index.html'"), Some("index.html"));
        assert_eq!(instant_refresh("0;url=/fr/"), Some("/fr/"));
        assert_eq!(instant_refresh(" 00.5, /fr/ "), Some("/fr/"));
        for content in ["30; URL=x", "0", "", "url=x", "-0; x", "0;url=''"] {
            assert_eq!(instant_refresh(content), None, "{content}");
        }
    }

    #[test]
    fn titles_and_headings_have_a_word_in_common() {
        assert!(!are_estranged("Contact us | School", "Contact us"));
        assert!(!are_estranged("School: how to contact us", "Contacts"));
        assert!(!are_estranged("", "Contact") && !are_estranged("Contact", ""));
        assert!(are_estranged("Contact us", "Our programmes"));
        assert!(are_estranged("A 2025", "A 2"));
    }

    #[test]
    fn pages_that_say_the_same_have_one_number() {
        let number = |html: &str| of(&crate::html::parse(html));
        let a = number("<nav>A</nav><main><h1>Call  us</h1><p>1 2</main>");
        assert_eq!(a, number("<nav>B</nav><main style='color: red'><h1>Call us</h1><p>1 2</main>"));
        assert_ne!(a, number("<main><h1>Call us</h1><p>12</main>"));
        assert_eq!(number("<title>x</title><script>1</script>"), None);
    }
}
