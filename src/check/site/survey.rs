//! What the facts of all pages share: where the site stands, the words and the links that they repeat.

use std::collections::hash_map::Entry;
use std::hash::{Hash as _, Hasher as _};
use std::sync::{Mutex, PoisonError};

use rustc_hash::{FxHashMap, FxHashSet, FxHasher};
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
    /// Whether it is anybody's folder: nobody else looks whether what its pages name is there.
    pub(super) is_folder: bool,
    empty: Word,
    words: Vec<Mutex<FxHashSet<Word>>>,
    /// Names of links, with the same as the lists of words have them.
    names: Vec<Mutex<FxHashMap<Word, Word>>>,
    /// Links by a hash of what they are.
    anchors: Vec<Mutex<FxHashMap<u64, Shared<Anchor>>>>,
}

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
            is_folder: base_url.is_none(),
            empty: Word::from(""),
            words: parts().map(|_| Mutex::default()).collect(),
            names: parts().map(|_| Mutex::default()).collect(),
            anchors: parts().map(|_| Mutex::default()).collect(),
        }
    }

    /// The one copy of the name of a link, and of the same as the lists of words have it ([`words::plain`]).
    pub(super) fn name(&self, text: &str) -> (Word, Word) {
        let names = || self.names[part(hash(text))].lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((name, plain)) = names().get_key_value(text) {
            return (name.clone(), plain.clone());
        }
        let (name, plain) = (self.word(text), self.word(&words::plain(text)));
        names().insert(name.clone(), plain.clone());
        (name, plain)
    }

    /// The one copy of what a link of this name to this path of the site is, when there is one already.
    pub(super) fn known_anchor(&self, name: &str, path: &str, says_language: bool) -> Option<Shared<Anchor>> {
        let number = number(name, (path, "", ""), says_language);
        let anchors = self.anchors[part(number)].lock().unwrap_or_else(PoisonError::into_inner);
        let is_it = |known: &&Shared<Anchor>| {
            let Target::Here { path: to, query, fragment } = &known.to else { return false };
            let alike = **to == *path && query.is_empty() && fragment.is_empty();
            alike && *known.name == *name && known.says_language == says_language
        };
        anchors.get(&number).filter(is_it).cloned()
    }

    /// The one copy of what a link is; of two whose hashes are equal, the second is a copy each time.
    pub(super) fn anchor(&self, anchor: Anchor) -> Shared<Anchor> {
        let to: (&str, &str, &str) = match &anchor.to {
            Target::Here { path, query, fragment } => (path, query, fragment),
            Target::Away(url) => (url, "\u{0}away", ""),
            Target::Other(written) => (written, "\u{0}other", ""),
        };
        let number = number(&anchor.name, to, anchor.says_language);
        let mut anchors = self.anchors[part(number)].lock().unwrap_or_else(PoisonError::into_inner);
        match anchors.entry(number) {
            Entry::Occupied(known) if **known.get() == anchor => known.get().clone(),
            Entry::Occupied(_) => Shared::from(anchor),
            Entry::Vacant(free) => free.insert(Shared::from(anchor)).clone(),
        }
    }

    /// The one copy of this text.
    pub fn word(&self, text: &str) -> Word {
        if text.is_empty() {
            return self.empty.clone();
        }
        let mut words = self.words[part(hash(text))].lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = words.get(text) {
            return known.clone();
        }
        let word: Word = Word::from(text);
        words.insert(word.clone());
        word
    }
}

/// The part that has what is of this hash, by its upper bits.
fn part(number: u64) -> usize {
    (number >> 48) as usize % PARTS
}

/// A hash of what a link is.
fn number(name: &str, to: (&str, &str, &str), says_language: bool) -> u64 {
    let mut hasher = FxHasher::default();
    (name, to, says_language).hash(&mut hasher);
    hasher.finish()
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
        assert!(survey.known_anchor("Contact", "contact/", false).is_some_and(|known| known.is(&first)));
        for (name, path, says_language) in
            [("Contacts", "contact/", false), ("Contact", "", false), ("Contact", "contact/", true)]
        {
            assert!(survey.known_anchor(name, path, says_language).is_none());
        }
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
