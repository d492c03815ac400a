//! The lines of findings, remembered: who is told a fault once more need not have its text read.

use std::ops::Range;

use rayon::prelude::*;

use crate::cache::{Key, Memo};
use crate::finding::{Finding, Location, locate, put, spans};
use crate::load::files::Files;
use crate::load::text::Text;

/// Fills in the [`Location`] of every finding that has a span. They come sorted by path.
pub(super) fn find(findings: &mut [Finding], files: &Files, known: &mut Memo<Vec<Location>>) {
    let same = |a: &Finding, b: &Finding| a.place.path == b.place.path;
    let (mut of_texts, mut asked, mut others) = (Vec::new(), Vec::new(), Vec::new());
    for of_file in findings.chunk_by_mut(same).filter(|of_file| spans(of_file).next().is_some()) {
        match files.texts.get(&of_file[0].place.path) {
            Some(text) => {
                asked.push((text, spans(of_file).cloned().collect::<Vec<_>>()));
                of_texts.push(of_file);
            }
            None => others.push(of_file),
        }
    }
    others.into_par_iter().for_each(|of_file| locate(of_file, |path| files.shown(path)));
    let look = |(text, spans): &(&Text, Vec<Range<usize>>)| Location::all(text.get(), spans);
    let located = known.all_then(&asked, || key, look, |_, located| located, || files.lost().is_none());
    for (of_file, located) in of_texts.into_iter().zip(located) {
        put(of_file, &located);
    }
}

/// The hash of a text and of places in it.
fn key((text, spans): &(&Text, Vec<Range<usize>>)) -> Key {
    let mut hasher = blake3::Hasher::new();
    hasher.update(text.digest().as_bytes());
    for end in spans.iter().flat_map(|span| [span.start, span.end]) {
        hasher.update(&(end as u64).to_le_bytes());
    }
    hasher.finalize()
}
