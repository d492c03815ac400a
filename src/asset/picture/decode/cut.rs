//! The part of a picture that is shown where only one shape fits.

use serde::{Deserialize, Serialize};

use crate::asset::picture::Dimensions;

/// A part of a picture, at a size in pixels.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Cut {
    /// How wide it is in the end.
    pub width: u32,
    /// How high it is in the end.
    pub height: u32,
    /// What has to be seen: percents of the source from the left and from the top.
    pub focus: (u8, u8),
}

impl Cut {
    /// The largest cut of this shape that a picture of these dimensions gives, at most as large as asked.
    pub fn within(source: Dimensions, (width, height): (u32, u32), focus: (u8, u8)) -> Self {
        let (part_width, part_height) = part(source, (width, height));
        if part_width >= width {
            return Self { width, height, focus };
        }
        Self { width: part_width, height: part_height, focus }
    }

    /// The largest cut of this shape that a picture of these dimensions gives.
    pub fn largest(source: Dimensions, ratio: (u32, u32), focus: (u8, u8)) -> Self {
        let (width, height) = part(source, ratio);
        Self { width, height, focus }
    }

    /// The same at this width in pixels.
    #[must_use]
    pub fn at(self, width: u32) -> Self {
        let height = (u64::from(self.height) * u64::from(width) + u64::from(self.width) / 2) / u64::from(self.width);
        Self { width, height: (height as u32).max(1), ..self }
    }

    /// Its size.
    pub fn dimensions(self) -> Dimensions {
        Dimensions { width: self.width, height: self.height }
    }

    /// The part of the source: left, top, width, height. What has to be seen is in its middle, or as near as can be.
    pub(super) fn of(self, source: Dimensions) -> (u32, u32, u32, u32) {
        let (width, height) = part(source, (self.width, self.height));
        let start = |whole: u32, part: u32, percent: u8| {
            let middle = (u64::from(whole) * u64::from(percent) / 100) as u32;
            middle.saturating_sub(part / 2).min(whole - part)
        };
        let (x, y) = self.focus;
        (start(source.width, width, x), start(source.height, height, y), width, height)
    }
}

/// The largest size of this shape in a picture.
fn part(source: Dimensions, (width, height): (u32, u32)) -> (u32, u32) {
    let scaled = |side: u32, by: u32, over: u32| (u64::from(side) * u64::from(by) / u64::from(over)).max(1) as u32;
    if u64::from(source.width) * u64::from(height) > u64::from(source.height) * u64::from(width) {
        (scaled(source.height, width, height), source.height)
    } else {
        (source.width, scaled(source.width, height, width))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SHAPE: (u32, u32) = (1200, 630);

    fn part_of(width: u32, height: u32, focus: (u8, u8)) -> (u32, u32, u32, u32) {
        let source = Dimensions { width, height };
        Cut::within(source, SHAPE, focus).of(source)
    }

    #[test]
    fn what_has_to_be_seen_is_in_the_middle_or_as_near_as_can_be() {
        assert_eq!(part_of(2400, 2400, (50, 50)), (0, 570, 2400, 1260));
        assert_eq!(part_of(2400, 2400, (50, 40)), (0, 330, 2400, 1260));
        assert_eq!(part_of(2400, 2400, (0, 0)), (0, 0, 2400, 1260));
        assert_eq!(part_of(2400, 2400, (100, 100)), (0, 1140, 2400, 1260));
        assert_eq!(part_of(4000, 630, (90, 50)), (2800, 0, 1200, 630));
    }

    #[test]
    fn a_small_picture_is_not_enlarged() {
        let cut = Cut::within(Dimensions { width: 600, height: 600 }, SHAPE, (50, 50));
        assert_eq!((cut.width, cut.height), (600, 315));
        let one = Cut::within(Dimensions { width: 1, height: 1 }, SHAPE, (50, 50));
        assert_eq!(one.of(Dimensions { width: 1, height: 1 }), (0, 0, 1, 1));
    }
}
