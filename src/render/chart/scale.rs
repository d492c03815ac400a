//! From numbers to places: the ends of an axis, and round numbers along it.

/// An axis from its first tick to its last.
#[derive(Debug, PartialEq)]
pub(super) struct Scale {
    /// Round numbers in order, two at least.
    pub(super) ticks: Vec<f64>,
    /// The digits after the point that tell them apart.
    pub(super) decimals: usize,
}

/// Of the steps that divide an axis well, the least that gives at most so many ticks.
const STEPS: [f64; 3] = [1.0, 2.0, 5.0];

impl Scale {
    /// The scale that holds all of `values` with about four steps. It has zero unless the values are all far from it.
    pub(super) fn of(values: impl Iterator<Item = f64>) -> Self {
        let (mut low, mut high) =
            values.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), value| (low.min(value), high.max(value)));
        if low > high {
            (low, high) = (0.0, 1.0);
        }
        // A line that begins at zero is not misread; but zero far away flattens it.
        if low > 0.0 && low < 0.75 * high {
            low = 0.0;
        } else if high < 0.0 && high > 0.75 * low {
            high = 0.0;
        }
        if low >= high {
            let room = if low == 0.0 { 1.0 } else { low.abs() / 2.0 };
            (low, high) = if low == 0.0 { (0.0, room) } else { (low - room, high + room) };
        }
        let wanted = (high - low) / 4.0;
        let power = 10_f64.powf(wanted.log10().floor());
        let step = STEPS.iter().map(|step| step * power).find(|step| *step >= wanted * 0.999).unwrap_or(power * 10.0);
        let (first, last) = ((low / step).floor(), (high / step).ceil());
        let count = (last - first).round() as usize;
        let ticks = (0..=count).map(|index| (first + index as f64) * step).collect();
        // Ten to the power of -d has d digits after the point, its multiples too.
        let decimals = (-step.log10().floor()).clamp(0.0, 12.0) as usize;
        Self { ticks, decimals }
    }

    /// Where a value is, from 0 at the first tick to 1 at the last.
    pub(super) fn place(&self, value: f64) -> f64 {
        let (first, last) = (self.ticks[0], self.ticks[self.ticks.len() - 1]);
        ((value - first) / (last - first)).clamp(0.0, 1.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ticks(values: &[f64]) -> Vec<f64> {
        Scale::of(values.iter().copied()).ticks
    }

    #[test]
    fn ticks_are_round_and_hold_the_values() {
        assert_eq!(ticks(&[254.0, 593.0]), [0.0, 200.0, 400.0, 600.0]);
        assert_eq!(ticks(&[92.0, 98.0]), [92.0, 94.0, 96.0, 98.0]);
        assert_eq!(ticks(&[-30.0, 45.0]), [-40.0, -20.0, 0.0, 20.0, 40.0, 60.0]);
        assert_eq!(ticks(&[-8.0, -1.0]), [-8.0, -6.0, -4.0, -2.0, 0.0]);
    }

    #[test]
    fn data_with_nothing_to_compare_have_an_axis_all_the_same() {
        assert_eq!(ticks(&[]), [0.0, 0.5, 1.0]);
        assert_eq!(ticks(&[0.0, 0.0]), [0.0, 0.5, 1.0]);
        assert_eq!(ticks(&[7.0]), [2.0, 4.0, 6.0, 8.0, 10.0, 12.0]);
        assert!((Scale::of([7.0].into_iter()).place(7.0) - 0.5).abs() < 1e-9);
    }

    #[test]
    fn huge_and_tiny_numbers_have_as_few_ticks() {
        for values in [[1e14, 9e14], [-9e14, 9e14], [1e-9, 4e-9], [999_999_999_999.0, 999_999_999_999.5]] {
            let scale = Scale::of(values.into_iter());
            assert!((2..=7).contains(&scale.ticks.len()), "{scale:?}");
            assert!(scale.ticks.iter().all(|tick| tick.is_finite()));
            assert!(values.iter().all(|value| (0.0..=1.0).contains(&scale.place(*value))));
        }
    }

    #[test]
    fn decimals_tell_ticks_apart() {
        assert_eq!(Scale::of([0.1, 0.9].into_iter()).decimals, 1);
        assert_eq!(Scale::of([1.0, 9.0].into_iter()).decimals, 0);
        assert_eq!(Scale::of([0.01, 0.04].into_iter()).decimals, 2);
    }
}
