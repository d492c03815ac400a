//! What the facts of all pages share: where the site stands, the words and the links that they repeat.

use std::sync::{Mutex, PoisonError};

use rustc_hash::{FxHashMap, FxHashSet};
use url::Url;

use super::address::Target;
use super::content::hash;
use super::facts::Anchor;
use crate::check::words;
use crate::pack::Shared;
pub use crate::pack::Word;

/// What is known before any page is read. Shared by threads.
#[derive(Debug)]
pub struct Survey {
    /// Where the site stands; a name that nobody has when it is not known.
    pub(super) root: Url,
    empty: Word,
    words: Vec<Mutex<FxHashSet<Word>>>,
    /// Names of links, with the same as the lists of words have them.
    names: Vec<Mutex<FxHashMap<Word, Word>>>,
    anchors: Vec<Mutex<FxHashMap<Places, Shared<Anchor>>>>,
}

/// Where the words of a link are in memory, of which there is one copy each: links of which these are equal are equal.
type Places = (usize, [usize; 3], bool);

/// How many parts the set of words has, so that threads seldom wait for each other.
const PARTS: usize = 32;

impl Survey {
    /// A site that stands at this base URL; nothing when it is not known, as for a folder of HTML.
    pub fn new(base_url: Option<&str>) -> Self {
        let known = base_url.and_then(|base| Url::parse(base).ok()).filter(Url::has_host);
        let mut root = known.unwrap_or_else(|| Url::parse("http://site.invalid/").expect("a URL"));
        if !root.path().ends_with('/') {
            root.set_path(&format!("{}/", root.path()));
        }
        let parts = || 0..PARTS;
        Self {
            root,
            empty: Word::from(""),
            words: parts().map(|_| Mutex::default()).collect(),
            names: parts().map(|_| Mutex::default()).collect(),
            anchors: parts().map(|_| Mutex::default()).collect(),
        }
    }

    /// The one copy of the name of a link, and of the same as the lists of words have it ([`words::plain`]).
    pub(super) fn name(&self, text: &str) -> (Word, Word) {
        let names = || self.names[part(text)].lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((name, plain)) = names().get_key_value(text) {
            return (name.clone(), plain.clone());
        }
        let (name, plain) = (self.word(text), self.word(&words::plain(text)));
        names().insert(name.clone(), plain.clone());
        (name, plain)
    }

    /// The one copy of what a link is. Its words are of this survey.
    pub(super) fn anchor(&self, anchor: Anchor) -> Shared<Anchor> {
        let places = places(&anchor);
        // What is allocated stands some way apart: the lowest bits tell nothing.
        let mut anchors = self.anchors[(places.1[0] >> 6) % PARTS].lock().unwrap_or_else(PoisonError::into_inner);
        anchors.entry(places).or_insert_with(|| Shared::from(anchor)).clone()
    }

    /// The one copy of this text.
    pub fn word(&self, text: &str) -> Word {
        if text.is_empty() {
            return self.empty.clone();
        }
        let mut words = self.words[part(text)].lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = words.get(text) {
            return known.clone();
        }
        let word: Word = Word::from(text);
        words.insert(word.clone());
        word
    }
}

/// The part that has a word, by the upper bits of its hash: within its part, a word is found by the lower ones.
fn part(word: &str) -> usize {
    (hash(word) >> 48) as usize % PARTS
}

fn places(anchor: &Anchor) -> Places {
    let to = match &anchor.to {
        Target::Here { path, query, fragment } => [path.place(), query.place(), fragment.place()],
        Target::Away(url) => [url.place(), 1, 0],
        Target::Other(written) => [written.place(), 2, 0],
    };
    (anchor.name.place(), to, anchor.says_language)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_that_are_alike_are_one() {
        let survey = Survey::new(None);
        let link = |name: &str, to: Target, says_language| {
            let (name, plain) = survey.name(name);
            survey.anchor(Anchor { name, plain, to, says_language })
        };
        let here =
            |path: &str| Target::Here { path: survey.word(path), query: survey.word(""), fragment: survey.word("") };
        let first = link("Contact", here("contact/"), false);
        assert!(first.is(&link("Contact", here("contact/"), false)));
        assert_eq!((&*first.name, &*first.plain), ("Contact", "contact"));
        for other in [
            link("Contacts", here("contact/"), false),
            link("Contact", here("contacts/"), false),
            link("Contact", here("contact/"), true),
            link("Contact", Target::Away(survey.word("contact/")), false),
            link("Contact", Target::Other(survey.word("contact/")), false),
        ] {
            assert!(!first.is(&other), "{other:?}");
            assert_ne!(*first, *other);
        }
    }
}
