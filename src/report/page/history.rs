//! What was accepted before, from the changes of `osier.lock.toml` that git knows.

use std::fmt::Write as _;

use super::plot::run;
use super::{escape, table};
use crate::budget::{Lock, kilobytes};

/// What was accepted on a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Point {
    /// The day of the commit, `2026-11-22`.
    pub day: String,
    /// The commit, by the first digits of its name.
    pub commit: String,
    /// What was accepted.
    pub lock: Lock,
}

/// How many classes are told: those that weigh the most at the end.
const CLASSES: usize = 6;

/// The points of a log made by `git log -p -U100000 --format="commit %h %cs" -- osier.lock.toml`, the oldest first:
/// with so much around a change, each shows the whole file.
pub fn points(log: &str) -> Vec<Point> {
    let mut points: Vec<Point> = Vec::new();
    for part in log.split("\ncommit ").map(|part| part.strip_prefix("commit ").unwrap_or(part)) {
        let Some((head, patch)) = part.split_once('\n') else { continue };
        let Some((commit, day)) = head.split_once(' ') else { continue };
        let lines = patch.lines().skip_while(|line| !line.starts_with("@@")).skip(1);
        let kept = lines.filter_map(|line| line.strip_prefix('+').or_else(|| line.strip_prefix(' ')));
        let (lock, faults) = Lock::parse(&kept.collect::<Vec<_>>().join("\n"));
        // A commit that took the file away, or left it broken, accepted nothing.
        if faults.is_empty() && !lock.classes.is_empty() {
            points.push(Point { day: day.trim().to_owned(), commit: commit.to_owned(), lock });
        }
    }
    points.reverse();
    points
}

/// The section; nothing without a history.
pub(super) fn section(points: &[Point]) -> String {
    let Some(last) = points.last() else { return String::new() };
    let mut classes: Vec<(&str, u64)> =
        last.lock.classes.iter().map(|(name, figures)| (name.as_str(), figures[0][0])).collect();
    classes.sort_by(|a, b| (b.1, a.0).cmp(&(a.1, b.0)));
    classes.truncate(CLASSES);
    let of = |point: &Point, class: &str| point.lock.classes.get(class).map(|figures| figures[0][0]);
    let rows: Vec<Vec<String>> = points
        .iter()
        .map(|point| {
            let told = |(class, _): &(&str, u64)| of(point, class).map_or_else(|| "–".to_owned(), kilobytes);
            [point.day.clone(), point.commit.clone()].into_iter().chain(classes.iter().map(told)).collect()
        })
        .collect();
    let head: Vec<&str> = ["Day", "Commit"].into_iter().chain(classes.iter().map(|(class, _)| *class)).collect();
    let mut html = "<h2>What was accepted before</h2>\n".to_owned();
    if let (Some((class, _)), true) = (classes.first(), points.len() > 1) {
        let values: Vec<u64> = points.iter().filter_map(|point| of(point, class)).collect();
        let ends = [values.first(), values.last()].map(|end| kilobytes(end.copied().unwrap_or_default()));
        let alternative = format!(
            "The median of a first visit to pages of {class}, from {} to {}. The table below has every number.",
            ends[0], ends[1]
        );
        let _ = writeln!(html, "<p>The median of a first visit to pages of {}:</p>", escape(class));
        html.push_str(&run(&alternative, &values));
    }
    html.push_str(&table("Accepted medians of a first visit, by class of pages", &head, &rows));
    html
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_log_gives_what_each_commit_accepted() {
        let class = |bytes: u64| format!("page = {{ initial = [{bytes}, 2, 3], full = [1, 2, 3], next = [1, 2, 3] }}");
        let log = format!(
            "commit abc 2026-11-22\n\ndiff --git a/l b/l\n--- a/l\n+++ b/l\n@@ -1,3 +1,3 @@\n measure = \"sample\"\n \
             [classes]\n-{}\n+{}\n\ncommit def 2026-11-20\n\ndiff --git a/l b/l\n--- /dev/null\n+++ b/l\n@@ -0,0 +1,3 @@\n\
             +measure = \"sample\"\n+[classes]\n+{}\n",
            class(10),
            class(20),
            class(10)
        );
        let told: Vec<(String, u64)> =
            points(&log).into_iter().map(|point| (point.day, point.lock.classes["page"][0][0])).collect();
        assert_eq!(told, [("2026-11-20".to_owned(), 10), ("2026-11-22".to_owned(), 20)]);
        assert_eq!(points(""), []);
    }
}
