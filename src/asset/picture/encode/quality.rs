//! The lightest bytes that still look right: the quality of each variant is searched, since one that suits a blurred
//! meadow wastes bytes on it or spoils a leafy stream.

use serde::{Deserialize, Serialize};

use crate::asset::picture::Fault;

/// What a variant should look like and weigh.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Aim {
    /// The score that a careful eye accepts, in hundredths ([`super::score`]).
    pub wanted: u32,
    /// The score below which nothing is delivered, however heavy it is.
    pub least: u32,
    /// Bytes that it should not pass.
    pub cap: u32,
}

impl Aim {
    /// The aim of a variant of this width in pixels: `max` bytes for one of [`Self::FULL`], less or more in proportion.
    pub fn of(width: u32, (wanted, least): (u32, u32), max: u32) -> Self {
        let cap = u64::from(max) * u64::from(width) / u64::from(Self::FULL);
        Self { wanted: wanted * 100, least: least.min(wanted) * 100, cap: cap.min(u64::from(u32::MAX)) as u32 }
    }

    /// The aim of a picture that social networks show: seen small beside a title, and fetched at each sharing.
    pub const SOCIAL: Self = Self { wanted: 6500, least: 2000, cap: 95_000 };

    /// The width that the cap is said for.
    pub const FULL: u32 = 1280;
}

/// Where a search begins, and how much the score is thought to grow with the quality.
#[derive(Clone, Copy, Debug)]
pub(super) struct Guess {
    pub(super) quality: f64,
    pub(super) slope: f64,
}

impl Guess {
    /// A quality that suits most pictures, with the slope of most.
    pub(super) const fn at(quality: f64) -> Self {
        Self { quality, slope: 0.6 }
    }
}

/// What came of a try.
#[derive(Debug)]
pub(super) struct Try<T> {
    pub(super) quality: f64,
    pub(super) score: f64,
    pub(super) bytes: f64,
    pub(super) made: T,
}

/// Qualities are between these.
const LOWEST: f64 = 10.0;
const HIGHEST: f64 = 96.0;
/// Scores that are as good as the same.
const NEAR: f64 = 1.0;
/// The part of the cap below which bytes are left over.
const FULL: f64 = 0.95;
/// How much the logarithm of the bytes grows with the quality.
const GROWTH: f64 = 0.028;
/// How many times a picture is tried for its score, then for its weight.
const TRIES: usize = 4;

/// The picture at the quality, 0 to 100, where it looks as wanted, or at a lower one where it would weigh too much.
pub(super) fn search<T>(
    aim: Aim,
    guess: Guess,
    attempt: &mut dyn FnMut(f64) -> Result<Try<T>, Fault>,
) -> Result<Try<T>, Fault> {
    let (wanted, least, cap) = (f64::from(aim.wanted) / 100.0, f64::from(aim.least) / 100.0, f64::from(aim.cap));
    let to_score = |score: f64| move |tries: &[Try<T>]| between(tries, score, guess.slope, |it| it.score);
    let off_score = |score: f64| move |it: &Try<T>| ((it.score - score).abs() - NEAR).max(0.0);
    let to_weight = |tries: &[Try<T>]| between(tries, (cap * 0.98).max(1.0).ln(), GROWTH, |it| it.bytes.max(1.0).ln());
    let off_weight = |it: &Try<T>| if it.bytes > cap { it.bytes } else { (FULL - it.bytes / cap).max(0.0) };

    let mut tries = Vec::new();
    let mut found = approach(&mut tries, Some(guess.quality), attempt, to_score(wanted), off_score(wanted))?;
    if tries[found].bytes > cap {
        found = approach(&mut tries, None, attempt, to_weight, off_weight)?;
        if tries[found].score < least - NEAR {
            found = approach(&mut tries, None, attempt, to_score(least), off_score(least))?;
        }
    }
    Ok(tries.swap_remove(found))
}

/// Tries qualities, each the one that the former make likely, until one is not `off`; the rank of the least off.
fn approach<T>(
    tries: &mut Vec<Try<T>>,
    first: Option<f64>,
    attempt: &mut dyn FnMut(f64) -> Result<Try<T>, Fault>,
    next: impl Fn(&[Try<T>]) -> f64,
    off: impl Fn(&Try<T>) -> f64,
) -> Result<usize, Fault> {
    let best = |tries: &[Try<T>]| (0..tries.len()).min_by(|a, b| off(&tries[*a]).total_cmp(&off(&tries[*b])));
    let mut quality = first.unwrap_or_else(|| next(tries));
    for _ in 0..TRIES {
        if tries.iter().any(|known| (known.quality - quality).abs() < 0.5) {
            break;
        }
        tries.push(attempt(quality)?);
        if best(tries).is_some_and(|at| off(&tries[at]) == 0.0) {
            break;
        }
        quality = next(tries);
    }
    Ok(best(tries).unwrap_or_default())
}

/// Follows the line through the two tries that are nearest to what is wanted, or through the only one with this slope.
fn between<T>(tries: &[Try<T>], wanted: f64, slope: f64, value: impl Fn(&Try<T>) -> f64) -> f64 {
    let mut near: Vec<&Try<T>> = tries.iter().collect();
    near.sort_by(|a, b| (value(a) - wanted).abs().total_cmp(&(value(b) - wanted).abs()));
    let Some(first) = near.first() else { return LOWEST };
    let slope = near.get(1).map_or(slope, |second| {
        let run = first.quality - second.quality;
        // A line that does not rise says nothing.
        Some((value(first) - value(second)) / run).filter(|found| *found > slope / 8.0).unwrap_or(slope)
    });
    let quality = first.quality + (wanted - value(first)) / slope;
    // A score that is not a number tells nothing.
    if quality.is_nan() { first.quality } else { quality.clamp(LOWEST, HIGHEST) }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A picture whose score and weight follow the quality; `hard` ones look worse and weigh more.
    fn picture(hard: f64) -> impl Fn(f64) -> Try<()> {
        move |quality: f64| Try {
            quality,
            score: 100.0 - (100.0 - quality) * hard,
            bytes: 20_000.0 * hard * (quality * 0.03).exp(),
            made: (),
        }
    }

    fn found(hard: f64, max: u32) -> (Try<()>, usize) {
        let (picture, mut count) = (picture(hard), 0);
        let aim = Aim::of(1280, (70, 50), max);
        let quality = search(aim, Guess::at(60.0), &mut |quality| {
            count += 1;
            Ok(picture(quality))
        });
        (quality.expect("a quality"), count)
    }

    #[test]
    fn every_picture_comes_to_the_same_score() {
        for hard in [0.4, 0.6, 0.8, 1.2, 2.0] {
            let (found, tries) = found(hard, u32::MAX);
            assert!((found.score - 70.0).abs() <= NEAR, "{hard}: {found:?}");
            assert!(tries <= TRIES, "{hard}: {tries}");
        }
    }

    #[test]
    fn a_heavy_picture_is_made_worse_but_not_too_much() {
        let (light, _) = found(0.6, 120_000);
        assert!(light.bytes < 120_000.0 && light.score >= 68.0, "{light:?}");
        let (capped, _) = found(0.8, 100_000);
        assert!(capped.bytes <= 100_000.0 && (50.0..70.0).contains(&capped.score), "{capped:?}");
        let (floor, _) = found(1.5, 60_000);
        assert!(floor.bytes > 60_000.0 && (floor.score - 50.0).abs() <= NEAR, "{floor:?}");
    }

    #[test]
    fn what_tells_nothing_ends_all_the_same() {
        let aim = Aim::of(1280, (70, 50), 1000);
        for score in [0.0, 70.0, 100.0, f64::NAN] {
            let quality =
                search(aim, Guess::at(60.0), &mut |quality| Ok(Try { quality, score, bytes: 5000.0, made: () }))
                    .expect("one");
            assert!((LOWEST..=HIGHEST).contains(&quality.quality), "{score}: {quality:?}");
        }
    }

    #[test]
    fn the_cap_follows_the_width() {
        assert_eq!(Aim::of(640, (70, 50), 120_000).cap, 60_000);
        assert_eq!(Aim::of(1280, (40, 50), 120_000).least, 4000);
    }
}
