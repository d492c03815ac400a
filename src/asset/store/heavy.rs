//! Pictures that weigh too much though nothing more can be taken from them: their authors are told.

use std::collections::BTreeMap;
use std::fs;

use crate::asset::picture::{Effort, Frame, Recipe};
use crate::finding::{Finding, Place, SourcePath, rules};
use crate::output::Content;

/// A variant in its lightest format, that is over its cap.
struct Heavy<'a> {
    size: u64,
    cap: u64,
    frame: &'a Frame,
}

/// The sources whose variants are over their caps in every light format: one finding each, of the worst.
pub(super) fn findings(made: &BTreeMap<&Recipe, Content>) -> Vec<Finding> {
    let mut lightest: BTreeMap<(&SourcePath, &Frame), (u64, u64)> = BTreeMap::new();
    for (recipe, content) in made.iter().filter(|(recipe, _)| recipe.format.is_light() && recipe.effort == Effort::Full)
    {
        let size = size(content);
        let known = lightest.entry((&recipe.source, &recipe.frame)).or_insert((size, recipe.aim.cap.into()));
        known.0 = known.0.min(size);
    }
    let mut worst: BTreeMap<&SourcePath, Heavy<'_>> = BTreeMap::new();
    for ((source, frame), (size, cap)) in lightest {
        let over = size.saturating_sub(cap);
        if over > 0 && worst.get(source).is_none_or(|known| over > known.size - known.cap) {
            worst.insert(source, Heavy { size, cap, frame });
        }
    }
    worst.into_iter().map(|(source, heavy)| heavy.finding(source)).collect()
}

impl Heavy<'_> {
    fn finding(&self, source: &SourcePath) -> Finding {
        let Self { size, cap, frame } = self;
        let (size, cap) = (size.div_ceil(1000), cap / 1000);
        let message = format!(
            "the picture weighs {size} kB at {frame} px, where {cap} kB is the most, though it is made as light as it can look right"
        );
        let help = "crop it to a calmer part, choose another picture of the same thing, or leave it out";
        Finding::new(&rules::PICTURE_HEAVY, Place::file(source), message).help(help)
    }
}

fn size(content: &Content) -> u64 {
    match content {
        Content::File(path) => fs::metadata(path).map_or(0, |data| data.len()),
        made => made.size().unwrap_or_default(),
    }
}
