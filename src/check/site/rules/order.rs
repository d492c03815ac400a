//! Whether what pages share comes in the same order on each of them.

use rustc_hash::FxHashMap;

/// Where an order differs from the one that most pages have.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Swap<'a, P> {
    /// The places that have this order, the first of them first.
    pub(super) places: Vec<P>,
    /// What comes first here, and later elsewhere.
    pub(super) first: &'a str,
    /// What comes later here, and first elsewhere.
    pub(super) second: &'a str,
}

/// Compares the order of things on each place with the order that most places have; a list comes with all the places
/// that have it. Places must share two things, and at least `shared` of all that the longer list has, in hundredths.
pub(super) fn swaps<'a, P: Copy + Ord>(
    lists: impl IntoIterator<Item = (Vec<P>, Vec<&'a str>)>,
    shared: usize,
) -> Vec<Swap<'a, P>> {
    let mut orders: FxHashMap<Vec<&'a str>, Vec<P>> = FxHashMap::default();
    for (places, mut list) in lists {
        let mut seen = rustc_hash::FxHashSet::default();
        list.retain(|thing| seen.insert(*thing));
        orders.entry(list).or_default().extend(places);
    }
    let usual = orders.iter().max_by_key(|(list, places)| (places.len(), list.len(), *list));
    let Some(usual) = usual.map(|(list, _)| list.clone()).filter(|_| orders.len() > 1) else { return Vec::new() };
    let ranks: FxHashMap<&str, usize> = usual.iter().enumerate().map(|(rank, thing)| (*thing, rank)).collect();
    let swap = |(list, mut places): (Vec<&'a str>, Vec<P>)| {
        let common: Vec<(&str, usize)> = list.iter().filter_map(|thing| Some((*thing, *ranks.get(thing)?))).collect();
        if common.len() < 2 || common.len() * 100 < list.len().max(usual.len()) * shared {
            return None;
        }
        let pair = common.windows(2).find(|pair| pair[0].1 > pair[1].1)?;
        let (first, second) = (pair[0].0, pair[1].0);
        places.sort_unstable();
        Some((list, Swap { places, first, second }))
    };
    let mut swaps: Vec<_> = orders.into_iter().filter_map(swap).collect();
    swaps.sort_by(|a, b| a.0.cmp(&b.0));
    swaps.into_iter().map(|(_, swap)| swap).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_rarer_order_is_told() {
        let lists = vec![
            (vec![4, 2], vec!["a", "c", "b", "a"]),
            (vec![1, 5, 6], vec!["a", "b", "c"]),
            (vec![3], vec!["a", "c", "b"]),
            (vec![7], vec!["a", "b", "c"]),
        ];
        assert_eq!(swaps(lists, 50), [Swap { places: vec![2, 3, 4], first: "c", second: "b" }]);
    }

    #[test]
    fn what_is_left_out_or_added_does_not_change_the_order() {
        let lists =
            vec![(vec![1], vec!["a", "b", "c"]), (vec![2], vec!["a", "c"]), (vec![3], vec!["a", "x", "b", "c"])];
        assert_eq!(swaps(lists, 50), []);
    }

    #[test]
    fn lists_that_share_little_are_other_lists() {
        let lists = vec![(vec![1], vec!["a", "b", "c", "d", "e"]), (vec![2], vec!["b", "a", "x", "y", "z"])];
        assert_eq!(swaps(lists, 50), []);
    }
}
