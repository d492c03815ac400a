//! Pages that tell what they weigh, of which the telling is a part.

use rayon::prelude::*;

use super::{Weighed, Weights, transfer};
use crate::asset::compress::{self, Encoding};
use crate::asset::store::Store;
use crate::finding::OutputPath;
use crate::output::{Content, Output};
use crate::weight::{Scenario, own};

/// After so many tries the figure only grows, so that it comes to rest: a page never says less than it weighs.
const TRIES: usize = 3;

/// Writes, in every page that tells it, what it weighs: the kilobytes of 1,000 bytes of a first visit scrolled to its end, in the
/// window where that is more, rounded up. Gives the files that change, the compressed siblings among them; the weights are then
/// those of these files.
pub fn tell(weights: &mut Weights, output: &Output, encodings: &[Encoding], store: &Store) -> Output {
    let told = weights.pages.par_iter_mut().filter_map(|page| {
        let Some(Content::Bytes(html)) = output.get(&page.page) else { return None };
        own::is_told(html).then(|| settle(page, html, encodings, store))
    });
    told.flatten_iter().collect()
}

/// Finds the figure that is true of the page that tells it.
fn settle(page: &mut Weighed, html: &[u8], encodings: &[Encoding], store: &Store) -> Vec<(OutputPath, Content)> {
    let others = page.weight.heaviest(Scenario::Full).total() - page.own;
    let mut figure = (others + page.own).div_ceil(1000);
    let mut tries = 0;
    loop {
        tries += 1;
        let text = own::tell(html, figure);
        let siblings = compress::siblings(&page.page, &text, encodings, store);
        let sent = sent(page.own, html.len(), text.len(), &siblings);
        let next = (others + sent).div_ceil(1000);
        if next == figure || (tries >= TRIES && next < figure) {
            page.set_own(sent);
            let mut files = siblings;
            files.push((page.page.clone(), Content::from(text)));
            return files;
        }
        figure = next;
    }
}

/// What is sent of a page of `after` bytes, when `own` were of one of `before`: the lightest of its siblings, or as much of it.
fn sent(own: u64, before: usize, after: usize, siblings: &[(OutputPath, Content)]) -> u64 {
    let lightest = siblings.iter().filter_map(|(_, content)| transfer::size(content)).min();
    lightest.unwrap_or_else(|| (own as f64 * after as f64 / before as f64).round() as u64)
}
