//! The nearest colour of a hue that is read on others: lightness moves in Oklch (CSS Color 4, 9.2), the hue stays, and
//! chroma is what sRGB has of it there.

use crate::check::paint::contrast::{Rgb, linear, oklab, ratio, rgb};

/// A lively colour makes the quiet ones that follow it livelier up to this.
const LIVELIEST: f64 = 1.5;
/// Below this chroma a colour is a grey, whose hue means nothing.
const GREY: f64 = 0.005;
/// Halvings of an interval of 1: further than colours of 8 bits tell apart.
const HALVINGS: usize = 16;

/// A colour as lightness, chroma and hue.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Oklch {
    lightness: f64,
    chroma: f64,
    /// In radians.
    hue: f64,
}

impl Oklch {
    pub(super) fn of(color: Rgb) -> Self {
        let [lightness, a, b] = oklab(color);
        Self { lightness, chroma: a.hypot(b), hue: b.atan2(a) }
    }

    /// The colour that a screen shows: of this lightness and hue, and of this chroma when sRGB has it.
    pub(super) fn rgb(self) -> Rgb {
        let with = |chroma: f64| [self.lightness, chroma * self.hue.cos(), chroma * self.hue.sin()];
        let shown = |chroma: f64| linear(with(chroma)).iter().all(|value| (-1e-4..=1.0001).contains(value));
        if shown(self.chroma) {
            return rgb(with(self.chroma));
        }
        rgb(with(self.chroma * (1.0 - least(|share| shown(self.chroma * (1.0 - share))))))
    }

    fn at(self, lightness: f64) -> Self {
        Self { lightness, ..self }
    }
}

/// `color` as it is drawn beside `from`, for a site that gives `to` instead: its hue turned by as much, its chroma in
/// the same proportion.
pub(super) fn follow(color: Rgb, from: Rgb, to: Rgb) -> Oklch {
    let [color, from, to] = [color, from, to].map(Oklch::of);
    let turn = if from.chroma < GREY || to.chroma < GREY { 0.0 } else { to.hue - from.hue };
    let livelier = if from.chroma < GREY { 1.0 } else { (to.chroma / from.chroma).min(LIVELIEST) };
    Oklch { hue: color.hue + turn, chroma: color.chroma * livelier, ..color }
}

/// `color` with its lightness moved as little as it takes to have with each ground the contrast that goes with it;
/// nothing when no lightness does.
pub(super) fn readable(color: Oklch, grounds: &[(Rgb, f64)]) -> Option<Rgb> {
    let enough = |color: Rgb| grounds.iter().all(|(ground, needed)| ratio(color, *ground) >= *needed);
    if enough(color.rgb()) {
        return Some(color.rgb());
    }
    let towards = |end: f64| {
        let at = |share: f64| color.at(color.lightness + (end - color.lightness) * share);
        enough(at(1.0).rgb()).then(|| {
            let found = least(|share| enough(at(share).rgb()));
            ((end - color.lightness).abs() * found, at(found).rgb())
        })
    };
    let ways = [towards(0.0), towards(1.0)].into_iter().flatten();
    ways.min_by(|one, other| one.0.total_cmp(&other.0)).map(|(_, color)| color)
}

/// The least share that is enough, when the whole is.
fn least(enough: impl Fn(f64) -> bool) -> f64 {
    let (mut short, mut found) = (0.0, 1.0);
    for _ in 0..HALVINGS {
        let middle = f64::midpoint(short, found);
        if enough(middle) {
            found = middle;
        } else {
            short = middle;
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    const LIGHT: [Rgb; 3] = [[0xfc, 0xf9, 0xf3], [0xff; 3], [0xf3, 0xee, 0xe3]];
    const DARK: [Rgb; 3] = [[0x0e, 0x19, 0x1f], [0x15, 0x24, 0x2b], [0x0a, 0x13, 0x18]];

    #[test]
    fn any_colour_becomes_readable_and_keeps_its_hue() {
        let mut seen = 0;
        for hue in (0..360).step_by(10) {
            for tenth in 1..10 {
                for chroma in [0.0, 0.04, 0.1, 0.2, 0.4] {
                    let hue = f64::from(hue).to_radians();
                    let given = Oklch::of(Oklch { lightness: f64::from(tenth) / 10.0, chroma, hue }.rgb());
                    for surfaces in [LIGHT, DARK] {
                        let found = readable(given, &surfaces.map(|ground| (ground, 7.0))).expect("black or white");
                        for ground in surfaces {
                            assert!(ratio(found, ground) >= 7.0, "{given:?}: {found:?} on {ground:?}");
                        }
                        let kept = Oklch::of(found);
                        // Where chroma is smaller, the steps of 8 bits turn the hue by more than that.
                        if kept.chroma > 0.05 {
                            let turn = (kept.hue - given.hue).sin().asin().to_degrees().abs();
                            assert!(turn < 2.0, "{given:?}: {found:?} turned by {turn}°");
                            seen += 1;
                        }
                    }
                }
            }
        }
        assert!(seen > 1000, "{seen} colours have a hue");
    }

    #[test]
    fn lightness_moves_no_further_than_it_takes() {
        let already = [0x0a, 0x4d, 0x5e];
        assert_eq!(readable(Oklch::of(already), &[([0xff; 3], 7.0)]), Some(already));
        let moved = readable(Oklch::of([0xd0, 0x40, 0x30]), &[([0xff; 3], 7.0)]).expect("a darker red");
        assert!((7.0..7.1).contains(&ratio(moved, [0xff; 3])), "{moved:?}");
        let up = readable(Oklch::of([0x40, 0x20, 0x60]), &[([0; 3], 7.0)]).expect("a lighter violet");
        assert!((7.0..7.1).contains(&ratio(up, [0; 3])), "{up:?}");
    }

    #[test]
    fn what_cannot_be_readable_is_not() {
        assert_eq!(readable(Oklch::of([119; 3]), &[([255; 3], 7.0), ([0; 3], 7.0)]), None);
    }

    #[test]
    fn colours_follow_the_one_that_is_given() {
        let (drawn, from) = ([0x0a, 0x46, 0x56], [0x0a, 0x4d, 0x5e]);
        assert_eq!(follow(drawn, from, from).rgb(), drawn);
        let to = [0x7a, 0x1f, 0x4f];
        let found = Oklch::of(follow(drawn, from, to).rgb());
        assert!((found.hue - Oklch::of(to).hue).abs().to_degrees() < 10.0, "{found:?}");
        assert!((found.lightness - Oklch::of(drawn).lightness).abs() < 0.01, "{found:?}");
        let grey = Oklch::of(follow(drawn, from, [0x55; 3]).rgb());
        assert!(grey.chroma < 0.01, "{grey:?}");
    }
}
