//! Chance that always falls alike: numbers drawn from a word.

/// `SplitMix64` (Steele, Lea and Flood, 2014), begun with the hash of a word.
pub(super) struct Chance(u64);

impl Chance {
    /// The chance of a word.
    pub(super) fn of(seed: &str) -> Self {
        let hash = blake3::hash(seed.as_bytes());
        let start = hash.as_bytes().iter().take(8).fold(0, |number, byte| number << 8 | u64::from(*byte));
        Self(start)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// A number from `low` to `high`, both included.
    pub(super) fn between(&mut self, low: i32, high: i32) -> i32 {
        let span = u64::from(high.abs_diff(low)) + 1;
        low + (self.next() % span) as i32
    }

    /// A rank among `count`.
    pub(super) fn rank(&mut self, count: usize) -> usize {
        (self.next() % count as u64) as usize
    }

    /// One of these.
    pub(super) fn among<T: Copy>(&mut self, of: &[T]) -> T {
        of[self.rank(of.len())]
    }

    /// True once in `times`.
    pub(super) fn one_in(&mut self, times: u64) -> bool {
        self.next().is_multiple_of(times)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chance_is_the_same_on_every_machine() {
        // What `SplitMix64` gives after 0.
        let mut chance = Chance(0);
        assert_eq!([chance.next(), chance.next()], [0xE220_A839_7B1D_CDAF, 0x6E78_9E6A_A1B9_65F4]);
    }

    #[test]
    fn numbers_reach_both_ends_and_no_further() {
        let mut chance = Chance::of("bounds");
        let drawn: std::collections::BTreeSet<i32> = (0..200).map(|_| chance.between(-2, 2)).collect();
        assert_eq!(drawn.into_iter().collect::<Vec<_>>(), [-2, -1, 0, 1, 2]);
    }
}
