//! `osier.lock.toml`: what pages weighed when it was accepted. One sorted line a class and a file, so that merges are
//! easy.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::ops::Range;

use super::{Ground, Weighed, Weights};
use crate::config::Figure;
use crate::data::{Table, Value, parse_toml};
use crate::finding::{Finding, Place, SourcePath, rules};
use crate::load::files::LOCK as FILE;
use crate::weight::Target;

/// The figures that are kept, in the order of a line.
pub(super) const FIGURES: [Figure; 3] = [Figure::Initial, Figure::Full, Figure::Next];

const HEAD: &str = "\
# What pages weighed when this was accepted, in bytes: median, ninth decile and most of each class of pages, then the
# files that most pages share. `osier check --accept` writes it.
";

/// How bytes were measured: what was measured in two ways is not compared.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Measure {
    /// As the build compresses them.
    #[default]
    Delivered,
    /// By a sample of texts.
    Sample,
}

impl Measure {
    const fn name(self) -> &'static str {
        match self {
            Self::Delivered => "delivered",
            Self::Sample => "sample",
        }
    }
}

/// What pages weighed, or weigh.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lock {
    /// How.
    pub measure: Measure,
    /// By class, for [`Figure::Initial`], [`Figure::Full`] and [`Figure::Next`]: median, ninth decile, most.
    pub classes: BTreeMap<String, [[u64; 3]; 3]>,
    /// The bytes of each file that most pages share, by its source.
    pub assets: BTreeMap<String, u64>,
}

impl Lock {
    /// What the pages of a build weigh.
    pub fn of(weights: &Weights, ground: &Ground<'_>) -> Self {
        let mut classes: BTreeMap<String, Vec<&Weighed>> = BTreeMap::new();
        let mut assets = BTreeMap::new();
        for page in &weights.pages {
            classes.entry(page.class.name().to_owned()).or_default().push(page);
            let shared = page.requests.list.iter().zip(&page.sent).filter(|(_, sent)| sent.shared);
            for (request, sent) in shared.filter(|(request, _)| matches!(request.target, Target::Own(_))) {
                let name = ground.name(&request.target);
                if !assets.contains_key(name) {
                    assets.insert(name.to_owned(), sent.bytes);
                }
            }
        }
        let measured = |pages: Vec<&Weighed>| FIGURES.map(|figure| ranks(&pages, figure).map(|(_, value)| value));
        Self {
            measure: if weights.estimated { Measure::Sample } else { Measure::Delivered },
            classes: classes.into_iter().map(|(name, pages)| (name, measured(pages))).collect(),
            assets,
        }
    }

    /// Reads the file's text; what cannot be read is a finding.
    pub fn parse(text: &str) -> (Self, Vec<Finding>) {
        let path = SourcePath::new(FILE);
        let fault = |span: Range<usize>, message: String| {
            let help = "make it again: `osier check --accept`";
            Finding::new(&rules::WEIGHT_LOCK_INVALID, Place::at(&path, span), message).help(help)
        };
        let root = match parse_toml(text) {
            Ok(root) => root,
            Err(faults) => {
                let findings = faults.into_iter().map(|found| fault(found.span, found.message)).collect();
                return (Self::default(), findings);
            }
        };
        let empty = Table::default();
        let table = |value: Option<&'_ Value>| match value {
            Some(Value::Table(table)) => table.clone(),
            _ => empty.clone(),
        };
        let root = table(Some(&root.value));
        let mut lock = Self::default();
        let mut findings = Vec::new();
        match root.get("measure").map(|node| &node.value) {
            Some(Value::Text(word)) if word == Measure::Delivered.name() => {}
            Some(Value::Text(word)) if word == Measure::Sample.name() => lock.measure = Measure::Sample,
            _ => findings.push(fault(0..0, "`measure` is neither `delivered` nor `sample`".to_owned())),
        }
        for entry in &table(root.get("classes").map(|node| &node.value)).0 {
            let figures = table(Some(&entry.node.value));
            let read = FIGURES.map(|figure| numbers(figures.get(figure.name()).map(|node| &node.value)));
            if let [Some(initial), Some(full), Some(next)] = read {
                lock.classes.insert(entry.key.clone(), [initial, full, next]);
            } else {
                let message = format!("`{}` wants `initial`, `full` and `next`, of three numbers each", entry.key);
                findings.push(fault(entry.span.clone(), message));
            }
        }
        for entry in &table(root.get("assets").map(|node| &node.value)).0 {
            match entry.node.value {
                Value::Integer(bytes) if bytes >= 0 => {
                    lock.assets.insert(entry.key.clone(), bytes as u64);
                }
                _ => findings.push(fault(entry.span.clone(), format!("`{}` wants its bytes", entry.key))),
            }
        }
        (lock, findings)
    }

    /// The file's text.
    pub fn to_toml(&self) -> String {
        let mut text = format!("{HEAD}\nmeasure = \"{}\"\n\n[classes]\n", self.measure.name());
        for (class, figures) in &self.classes {
            let told =
                |(figure, [p50, p90, max]): (&Figure, &[u64; 3])| format!("{} = [{p50}, {p90}, {max}]", figure.name());
            let figures: Vec<String> = FIGURES.iter().zip(figures).map(told).collect();
            // Writing to a string cannot fail.
            let _ = writeln!(text, "{} = {{ {} }}", key(class), figures.join(", "));
        }
        text.push_str("\n[assets]\n");
        for (path, bytes) in &self.assets {
            let _ = writeln!(text, "{} = {bytes}", key(path));
        }
        text
    }
}

/// The median, the ninth decile and the most of a figure, each with the page that has it; of no page, nothing. Pages
/// come by their paths, which decide between those of one value.
pub(super) fn ranks<'p>(pages: &[&'p Weighed], figure: Figure) -> [(Option<&'p Weighed>, u64); 3] {
    let mut sorted: Vec<(u64, &Weighed)> = pages.iter().map(|page| (super::value(page, figure), *page)).collect();
    sorted.sort_by_key(|(value, _)| *value);
    let at = |tenths: usize| sorted.get((sorted.len().saturating_sub(1) * tenths).div_ceil(10));
    [5, 9, 10].map(|tenths| at(tenths).map_or((None, 0), |(value, page)| (Some(*page), *value)))
}

fn numbers(value: Option<&Value>) -> Option<[u64; 3]> {
    let Some(Value::List(nodes)) = value else { return None };
    let number = |value: &Value| match value {
        Value::Integer(number) => u64::try_from(*number).ok(),
        _ => None,
    };
    let numbers: Option<Vec<u64>> = nodes.iter().map(|node| number(&node.value)).collect();
    numbers?.try_into().ok()
}

/// A key of TOML, in quotes where it needs them.
fn key(name: &str) -> String {
    let is_bare = !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte));
    if is_bare { name.to_owned() } else { format!("\"{}\"", name.replace('\\', "\\\\").replace('"', "\\\"")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lock() -> Lock {
        let mut lock = Lock { measure: Measure::Sample, ..Lock::default() };
        lock.classes.insert("page".to_owned(), [[1, 2, 3], [4, 5, 6], [7, 8, 9]]);
        lock.classes.insert("home".to_owned(), [[10, 10, 10], [20, 20, 20], [0, 0, 0]]);
        lock.assets.insert("themes/bare/assets/main.css".to_owned(), 1800);
        lock
    }

    #[test]
    fn a_lock_is_a_sorted_line_a_class_and_a_file() {
        let text = lock().to_toml();
        assert_eq!(
            text.split_once("\n\n").map(|(_, rest)| rest),
            Some(
                "measure = \"sample\"\n\n[classes]\n\
                 home = { initial = [10, 10, 10], full = [20, 20, 20], next = [0, 0, 0] }\n\
                 page = { initial = [1, 2, 3], full = [4, 5, 6], next = [7, 8, 9] }\n\n[assets]\n\
                 \"themes/bare/assets/main.css\" = 1800\n"
            )
        );
        let (read, faults) = Lock::parse(&text);
        assert_eq!(faults, []);
        assert_eq!(read, lock());
    }

    #[test]
    fn what_cannot_be_read_is_told() {
        for (text, count) in [
            // A key and a value are missing.
            ("=", 2),
            ("", 1),
            ("measure = \"sample\"\n[classes]\npage = { initial = [1] }\n[assets]\na = \"b\"", 2),
            ("measure = \"sample\"\nclasses = 3\nassets = 2", 0),
        ] {
            assert_eq!(Lock::parse(text).1.len(), count, "{text}");
        }
    }
}
