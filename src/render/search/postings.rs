//! Which words are on which pages, and how much each says of the page.

use rayon::prelude::*;
use rustc_hash::FxHashMap as HashMap;

use super::entry::Entry;
use super::words::{self, Stemmer};

/// How much a word says of a page, from 1 to [`MOST`]: a title says more than a heading or a term, which says more than
/// the description, which says more than the text; a word of few more than one of many.
pub(super) type Weight = u8;

/// The weight of a word that is most of a title.
pub(super) const MOST: Weight = 9;

/// The root of a word, and the pages that have it: their ranks, in order, with its weight.
pub(super) type Posting = (String, Vec<(u32, Weight)>);

/// Every word of the entries, in the order of JavaScript's comparison.
pub(super) fn postings(entries: &[Entry], stemmer: Stemmer) -> Vec<Posting> {
    let weights: Vec<Vec<(String, Weight)>> = entries.par_iter().map(|entry| weights(entry, stemmer)).collect();
    let mut pages: HashMap<String, Vec<(u32, Weight)>> = HashMap::default();
    for (rank, weights) in weights.into_iter().enumerate() {
        for (word, weight) in weights {
            pages.entry(word).or_default().push((rank as u32, weight));
        }
    }
    let mut postings: Vec<Posting> = pages.into_iter().collect();
    postings.sort_unstable_by(|(a, _), (b, _)| a.encode_utf16().cmp(b.encode_utf16()));
    postings
}

/// The words of one page.
fn weights(entry: &Entry, stemmer: Stemmer) -> Vec<(String, Weight)> {
    let counts = counts(&entry.texts, stemmer);
    let total: usize = counts.values().sum();
    let mut weights: HashMap<String, Weight> =
        counts.into_iter().map(|(word, count)| (word, in_text(count, total))).collect();
    let mut raise = |text: &str, weigh: fn(usize) -> Weight| {
        let mut words = Vec::new();
        words::each(text, |word| words.push(stemmer.root(word).into_owned()));
        let weight = weigh(words.len());
        for word in words {
            let known = weights.entry(word).or_default();
            *known = weight.max(*known);
        }
    };
    raise(&entry.description, |_| 4);
    for heading in &entry.headings {
        raise(heading, |words| if words <= 3 { 6 } else { 5 });
    }
    raise(&entry.title, |words| match words {
        ..=2 => MOST,
        3..=5 => 8,
        _ => 7,
    });
    weights.into_iter().collect()
}

/// The weight of a word that a text of `total` words has `count` times.
fn in_text(count: usize, total: usize) -> Weight {
    match count {
        1 => 1,
        _ if count * 50 >= total => 3,
        2 => 1,
        _ => 2,
    }
}

/// How many times each root is in some texts.
fn counts(texts: &[String], stemmer: Stemmer) -> HashMap<String, usize> {
    let mut counts: HashMap<String, usize> = HashMap::default();
    for text in texts {
        words::each(text, |word| {
            let root = stemmer.root(word);
            match counts.get_mut(&*root) {
                Some(count) => *count += 1,
                None => drop(counts.insert(root.into_owned(), 1)),
            }
        });
    }
    counts
}
