//! What the facts of all pages share: where the site stands, the words and the links that they repeat.

use std::sync::{Mutex, PoisonError};

use rustc_hash::{FxHashMap, FxHashSet};
use url::Url;

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
    /// Words as the lists of words have them.
    plain: Vec<Mutex<FxHashMap<Word, Word>>>,
    anchors: Vec<Mutex<FxHashSet<Shared<Anchor>>>>,
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
            empty: Word::from(""),
            words: parts().map(|_| Mutex::default()).collect(),
            plain: parts().map(|_| Mutex::default()).collect(),
            anchors: parts().map(|_| Mutex::default()).collect(),
        }
    }

    /// A word as the lists of words have it ([`words::plain`]).
    pub fn plain(&self, word: &Word) -> Word {
        let known = self.plain[part(word)].lock().unwrap_or_else(PoisonError::into_inner).get(word).cloned();
        known.unwrap_or_else(|| {
            let plain = self.word(&words::plain(word));
            let mut all = self.plain[part(word)].lock().unwrap_or_else(PoisonError::into_inner);
            all.insert(Word::clone(word), Word::clone(&plain));
            plain
        })
    }

    /// The one copy of what a link is.
    pub(super) fn anchor(&self, anchor: Anchor) -> Shared<Anchor> {
        let mut anchors = self.anchors[part(anchor.to.resource().0)].lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = anchors.get(&anchor) {
            return known.clone();
        }
        let anchor = Shared::from(anchor);
        anchors.insert(anchor.clone());
        anchor
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
