//! How far a long run is, on standard error, for people only.

use std::sync::{Mutex, PoisonError};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::timings::Stages;

/// How much a run tells about itself.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Verbosity {
    /// Findings only: no progress, no summary.
    Quiet,
    /// Findings, progress on a terminal, one line at the end.
    #[default]
    Normal,
    /// What took time, as well.
    Verbose,
}

/// A progress bar that exists only on a terminal; everywhere else its methods do nothing.
///
/// Many threads may step at once. Call [`Progress::finish`] before printing anything.
#[derive(Debug)]
pub struct Progress {
    bar: ProgressBar,
    stages: Mutex<Stages>,
}

impl Progress {
    /// A bar on standard error when that is a terminal and the run is not quiet.
    pub fn stderr(verbosity: Verbosity) -> Self {
        let target = match verbosity {
            Verbosity::Quiet => ProgressDrawTarget::hidden(),
            // Hides itself when standard error is not a terminal.
            Verbosity::Normal | Verbosity::Verbose => ProgressDrawTarget::stderr(),
        };
        let bar = ProgressBar::with_draw_target(Some(0), target);
        if let Ok(style) = ProgressStyle::with_template("{msg:>12} [{bar:30}] {pos}/{len}") {
            bar.set_style(style.progress_chars("=> "));
        }
        Self { bar, stages: Mutex::default() }
    }

    /// No bar at all, for a build that nobody watches.
    pub fn none() -> Self {
        Self { bar: ProgressBar::hidden(), stages: Mutex::default() }
    }

    /// A step of a stage of `total` steps, which begins with the first of them: `pictures`, 140.
    pub fn step(&self, name: &'static str, total: usize) {
        // Held until the bar has begun anew: no other thread may step before.
        let mut stages = self.stages.lock().unwrap_or_else(PoisonError::into_inner);
        if stages.enter(name) {
            self.bar.set_length(total as u64);
            self.bar.set_position(0);
            self.bar.set_message(name);
        }
        drop(stages);
        self.bar.inc(1);
    }

    /// The stages so far, which are begun anew.
    pub fn stages(&self) -> Stages {
        std::mem::take(&mut self.stages.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Wipes the bar.
    pub fn finish(&self) {
        self.bar.finish_and_clear();
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.finish();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn many_threads_step_and_nothing_is_drawn_without_a_terminal() {
        for progress in [Progress::none(), Progress::stderr(Verbosity::Quiet)] {
            std::thread::scope(|scope| {
                for _ in 0..4 {
                    scope.spawn(|| (0..100).for_each(|_| progress.step("pictures", 400)));
                }
            });
            assert!(progress.bar.is_hidden());
            assert_eq!(progress.bar.position(), 400);
            progress.step("pages", 2);
            assert_eq!(progress.bar.position(), 1);
        }
    }
}
