//! How long each part of looking at pages takes.

use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Instant;

/// A part of the look at a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// Its HTML is read into a tree.
    Parsing,
    /// Its styles are computed.
    Styles,
    /// The rules of pages are run.
    Rules,
    /// What the rules of the site need is noted.
    Facts,
    /// The selectors that it meets are noted.
    Selectors,
    /// What it asks for is noted.
    Weights,
}

impl Part {
    const ALL: [(Self, &'static str); 6] = [
        (Self::Parsing, "parsing"),
        (Self::Styles, "styles"),
        (Self::Rules, "rules"),
        (Self::Facts, "facts"),
        (Self::Selectors, "selectors"),
        (Self::Weights, "weights"),
    ];
}

/// What the threads of a build spent on looking at pages, all together.
#[derive(Debug, Default)]
pub struct Spent([AtomicU64; Part::ALL.len()]);

impl Spent {
    /// Does a part of the work on a page, and adds what it took.
    pub fn on<T>(&self, part: Part, work: impl FnOnce() -> T) -> T {
        let begin = Instant::now();
        let done = work();
        let nanoseconds = u64::try_from(begin.elapsed().as_nanos()).unwrap_or_default();
        self.0[part as usize].fetch_add(nanoseconds, Ordering::Relaxed);
        done
    }

    /// The parts by name, in seconds.
    pub fn seconds(&self) -> impl Iterator<Item = (&'static str, f64)> {
        let seconds = |nanoseconds: &AtomicU64| nanoseconds.load(Ordering::Relaxed) as f64 / 1e9;
        Part::ALL.iter().zip(&self.0).map(move |((_, name), spent)| (*name, seconds(spent)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_are_told_under_their_names() {
        assert!(Part::ALL.iter().enumerate().all(|(rank, (part, _))| *part as usize == rank));
        let spent = Spent::default();
        let pause = || std::thread::sleep(std::time::Duration::from_millis(2));
        spent.on(Part::Rules, pause);
        for (name, seconds) in spent.seconds() {
            assert_eq!(seconds > 0.0, name == "rules", "{name}");
        }
    }
}
