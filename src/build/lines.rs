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
    let of_files = findings.chunk_by_mut(same).filter(|of_file| spans(of_file).next().is_some());
    let text = |of_file: &[Finding]| files.texts.get(&of_file[0].place.path);
    let (mut of_texts, others): (Vec<_>, Vec<_>) = of_files.partition(|of_file| text(of_file).is_some());
    others.into_par_iter().for_each(|of_file| locate(of_file, |path| files.shown(path)));
    let asked: Vec<(&Text, Vec<Range<usize>>)> =
        of_texts.iter().filter_map(|of_file| Some((text(of_file)?, spans(of_file).cloned().collect()))).collect();
    let look = |(text, spans): &(&Text, Vec<Range<usize>>)| Location::all(text.get(), spans);
    let located = known.all_then(&asked, key, look, |_, located| located, || files.lost().is_none());
    for (of_file, located) in of_texts.iter_mut().zip(located) {
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
