//! The lightest bytes that still look right: the quality of each variant is searched, since one that suits a blurred
//! meadow wastes bytes on it or spoils a leafy stream.

use super::Fault;

/// What a variant should look like and weigh.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
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

    /// The width that the cap is said for.
    pub const FULL: u32 = 1280;
}

/// What came of a try.
#[derive(Clone, Copy, Debug)]
pub(super) struct Try {
    pub(super) quality: f64,
    pub(super) score: f64,
    pub(super) bytes: f64,
}

/// Qualities are between these.
const LOWEST: f64 = 10.0;
const HIGHEST: f64 = 96.0;
/// Scores that are as good as the same.
const NEAR: f64 = 1.0;
/// How much the score of most pictures grows with the quality, for want of a second try.
const SLOPE: f64 = 0.6;
/// How much the logarithm of the bytes grows with the quality.
const GROWTH: f64 = 0.028;
/// How many times a picture is tried for its score, then for its weight.
const TRIES: usize = 4;

/// The quality, 0 to 100, at which a picture looks as wanted, or less where it would weigh too much.
pub(super) fn search(aim: Aim, first: f64, attempt: &mut dyn FnMut(f64) -> Result<Try, Fault>) -> Result<f64, Fault> {
    let (wanted, least, cap) = (f64::from(aim.wanted) / 100.0, f64::from(aim.least) / 100.0, f64::from(aim.cap));
    let mut tries: Vec<Try> = Vec::new();
    let found =
        approach(&mut tries, first, attempt, |tries| by_score(tries, wanted), |it| (it.score - wanted).abs() <= NEAR)?;
    if found.bytes <= cap {
        return Ok(found.quality);
    }
    let fits = |it: &Try| it.bytes <= cap && it.bytes > cap * 0.95;
    let lighter = approach(&mut tries, by_weight(&[found], cap), attempt, |tries| by_weight(tries, cap), fits)?;
    if lighter.score >= least - NEAR {
        return Ok(lighter.quality);
    }
    let first = by_score(&tries, least);
    let floor =
        approach(&mut tries, first, attempt, |tries| by_score(tries, least), |it| (it.score - least).abs() <= NEAR)?;
    Ok(floor.quality)
}

/// Tries qualities, each the one that the former make likely, until one is as asked; the last one.
fn approach(
    tries: &mut Vec<Try>,
    first: f64,
    attempt: &mut dyn FnMut(f64) -> Result<Try, Fault>,
    next: impl Fn(&[Try]) -> f64,
    done: impl Fn(&Try) -> bool,
) -> Result<Try, Fault> {
    let mut quality = first;
    let mut last = attempt(quality)?;
    tries.push(last);
    for _ in 1..TRIES {
        if done(&last) {
            break;
        }
        quality = next(tries);
        if tries.iter().any(|known| (known.quality - quality).abs() < 0.5) {
            break;
        }
        last = attempt(quality)?;
        tries.push(last);
    }
    Ok(last)
}

/// The quality that should give this score.
fn by_score(tries: &[Try], wanted: f64) -> f64 {
    between(tries, wanted, SLOPE, |it| it.score)
}

/// The quality that should give this weight, or a little less.
fn by_weight(tries: &[Try], cap: f64) -> f64 {
    between(tries, (cap * 0.98).max(1.0).ln(), GROWTH, |it| it.bytes.max(1.0).ln())
}

/// Follows the line through the two tries that are nearest to what is wanted, or through the only one with this slope.
fn between(tries: &[Try], wanted: f64, slope: f64, value: impl Fn(&Try) -> f64) -> f64 {
    let mut near: Vec<&Try> = tries.iter().collect();
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
    fn picture(hard: f64) -> impl Fn(f64) -> Try {
        move |quality: f64| Try {
            quality,
            score: 100.0 - (100.0 - quality) * hard,
            bytes: 20_000.0 * hard * (quality * 0.03).exp(),
        }
    }

    fn found(hard: f64, max: u32) -> (Try, usize) {
        let (picture, mut count) = (picture(hard), 0);
        let aim = Aim::of(1280, (70, 50), max);
        let quality = search(aim, 60.0, &mut |quality| {
            count += 1;
            Ok(picture(quality))
        });
        (picture(quality.expect("a quality")), count)
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
            let quality = search(aim, 60.0, &mut |quality| Ok(Try { quality, score, bytes: 5000.0 })).expect("one");
            assert!((LOWEST..=HIGHEST).contains(&quality), "{score}: {quality}");
        }
    }

    #[test]
    fn the_cap_follows_the_width() {
        assert_eq!(Aim::of(640, (70, 50), 120_000).cap, 60_000);
        assert_eq!(Aim::of(1280, (40, 50), 120_000).least, 4000);
    }
}
