//! How long each stage of a build took, and how much work it was.

use std::fmt::Write as _;
use std::time::{Duration, Instant};

use serde::Serialize;

/// The stages of a build, as they begin.
#[derive(Debug, Default)]
pub struct Stages(Vec<(&'static str, Instant)>);

impl Stages {
    /// Notes that a stage is at work; whether it is another than before.
    pub fn enter(&mut self, name: &'static str) -> bool {
        let enters = self.0.last().is_none_or(|(current, _)| *current != name);
        if enters {
            self.0.push((name, Instant::now()));
        }
        enters
    }

    /// What they took; the last one ends now. `looks` are the parts of the checks of pages.
    pub fn end(self, work: Work, looks: impl IntoIterator<Item = (&'static str, f64)>) -> Timings {
        let now = Instant::now();
        let ends = self.0.iter().skip(1).map(|(_, at)| *at).chain([now]);
        let begins = self.0.first().map_or(now, |(_, at)| *at);
        let stages = self.0.iter().zip(ends).map(|((name, from), to)| Stage { name, seconds: seconds(to - *from) });
        let looks = looks.into_iter().map(|(name, seconds)| Stage { name, seconds }).collect();
        Timings { stages: stages.collect(), seconds: seconds(now - begins), looks, work }
    }
}

/// What there was to do, counted.
#[derive(Clone, Copy, Debug, Default, Serialize)]
pub struct Work {
    /// Content files.
    pub sources: usize,
    /// Those that were read anew: the others were remembered.
    pub sources_parsed: usize,
    /// Pages of HTML.
    pub pages: usize,
    /// Those that were rendered anew: the others were remembered, or are made in every build.
    pub pages_rendered: usize,
    /// Pages that people stay on, which are checked.
    pub pages_delivered: usize,
    /// Those that were checked anew: the others were remembered.
    pub pages_checked: usize,
    /// Pictures that were encoded or drawn: the others were remembered.
    pub pictures_encoded: usize,
    /// Files of the site.
    pub files: usize,
}

/// What a build took.
#[derive(Debug, Serialize)]
pub struct Timings {
    /// In the order they came.
    pub stages: Vec<Stage>,
    /// All of them.
    pub seconds: f64,
    /// What the threads spent on each part of looking at pages, all together: most of the checking.
    pub looks: Vec<Stage>,
    /// What there was to do.
    pub work: Work,
}

/// What a stage took.
#[derive(Debug, Serialize)]
pub struct Stage {
    /// As the progress bar names it.
    pub name: &'static str,
    /// On the clock, not of the processor.
    pub seconds: f64,
}

impl Timings {
    /// As a table for people: stages, their part of the whole, then the work.
    pub fn table(&self) -> String {
        let mut table = String::new();
        for Stage { name, seconds } in &self.stages {
            let part = if self.seconds > 0.0 { 100.0 * seconds / self.seconds } else { 0.0 };
            let _ = writeln!(table, "{name:>12} {seconds:8.3} s {part:4.0} %");
        }
        let _ = writeln!(table, "{:>12} {:8.3} s", "all", self.seconds);
        let part = |Stage { name, seconds }: &Stage| format!("{name} {seconds:.3} s");
        let looks: Vec<String> = self.looks.iter().map(part).collect();
        let _ = writeln!(table, "pages looked at, all threads together: {}", looks.join(", "));
        let Work {
            sources,
            sources_parsed,
            pages,
            pages_rendered,
            pages_delivered,
            pages_checked,
            pictures_encoded,
            files,
        } = self.work;
        let _ = writeln!(
            table,
            "sources {sources_parsed} parsed of {sources}, pages {pages_rendered} rendered of {pages}, checked {pages_checked} of {pages_delivered}, \
             pictures encoded {pictures_encoded}, files {files}"
        );
        table
    }

    /// Its stages in one line for people: `reading 20 ms, model 3 ms`.
    pub fn line(&self) -> String {
        let stage = |Stage { name, seconds }: &Stage| format!("{name} {:.0} ms", seconds * 1000.0);
        self.stages.iter().map(stage).collect::<Vec<_>>().join(", ")
    }

    /// As one line of JSON.
    pub fn json(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }
}

/// To the microsecond.
fn seconds(time: Duration) -> f64 {
    time.as_micros() as f64 / 1e6
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stage_ends_where_the_next_begins() {
        let mut stages = Stages::default();
        let entered = ["reading", "reading", "model"].map(|name| stages.enter(name));
        assert_eq!(entered, [true, false, true]);
        let timings = stages.end(Work { sources: 3, sources_parsed: 1, ..Work::default() }, [("rules", 0.25)]);
        assert_eq!(timings.stages.iter().map(|stage| stage.name).collect::<Vec<_>>(), ["reading", "model"]);
        let sum: f64 = timings.stages.iter().map(|stage| stage.seconds).sum();
        assert!((sum - timings.seconds).abs() < 1e-4);
        for told in ["sources 1 parsed of 3", "all threads together: rules 0.250 s"] {
            assert!(timings.table().contains(told), "{}", timings.table());
        }
        let json: serde_json::Value = serde_json::from_str(&timings.json()).expect("JSON");
        assert_eq!(json["work"]["sources_parsed"], 1);
        assert_eq!(json["looks"][0]["name"], "rules");
    }
}
