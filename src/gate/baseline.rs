//! The baseline: what stands today and is accepted until it is mended. It refuses what is new, and only shrinks.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use crate::check::rules::is_decidable;
use crate::data::{Node, Value, parse_toml};
use crate::finding::{Finding, Outcome, Place, Rule, Severity, SourcePath, rules};
use crate::load::files::BASELINE as FILE;

const HEAD: &str = "\
# What `osier check` found when this baseline was made, accepted until it is mended.
# New findings are refused. `osier check --update-baseline` takes out what is mended and adds nothing.
";

/// Errors that are accepted: how many, by file and rule. Lines and messages change with every edit, these do not.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Baseline {
    accepted: BTreeMap<Key, usize>,
}

/// What survives edits elsewhere in a file: no line, no message.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Key {
    path: String,
    rule: String,
}

impl Key {
    fn of(finding: &Finding) -> Self {
        Self { path: finding.place.path.as_str().to_owned(), rule: finding.rule.id.to_owned() }
    }
}

/// Whether a baseline can accept a finding: decided, an error, and nothing that keeps a page from being made.
fn counts(finding: &Finding) -> bool {
    finding.outcome == Outcome::Fail && finding.severity == Severity::Error && is_decidable(finding.rule)
}

impl Baseline {
    /// Reads the file's text; what cannot be read is a finding.
    pub fn parse(text: &str) -> (Self, Vec<Finding>) {
        let path = SourcePath::new(FILE);
        let fault = |span, message: String| {
            let help = "make it again: remove the file, then run `osier check --update-baseline`";
            Finding::new(&rules::BASELINE_INVALID, Place::at(&path, span), message).help(help)
        };
        let mut baseline = Self::default();
        let root = match parse_toml(text) {
            Ok(root) => root,
            Err(faults) => {
                return (baseline, faults.into_iter().map(|found| fault(found.span, found.message)).collect());
            }
        };
        let mut findings = Vec::new();
        let entries = match &root.value {
            Value::Table(table) => table.get("accepted"),
            _ => None,
        };
        let nodes: &[Node] = match entries.map(|node| &node.value) {
            Some(Value::List(nodes)) => nodes,
            _ => &[],
        };
        for node in nodes {
            let Value::Table(table) = &node.value else { continue };
            let text = |key: &str| match table.get(key).map(|node| &node.value) {
                Some(Value::Text(text)) => Some(text.clone()),
                _ => None,
            };
            let count = match table.get("count").map(|node| &node.value) {
                None => Some(1),
                Some(Value::Integer(count)) => usize::try_from(*count).ok(),
                Some(_) => None,
            };
            match (text("path"), text("rule"), count) {
                (Some(path), Some(rule), Some(count)) => {
                    let known = baseline.accepted.entry(Key { path, rule }).or_default();
                    *known = known.saturating_add(count);
                }
                _ => findings.push(fault(
                    node.span.clone(),
                    "an entry wants `path`, `rule`, and `count` when there are several".to_owned(),
                )),
            }
        }
        (baseline, findings)
    }

    /// The baseline that accepts every error among `findings`.
    pub fn of(findings: &[Finding]) -> Self {
        let mut baseline = Self::default();
        for finding in findings.iter().filter(|finding| counts(finding)) {
            *baseline.accepted.entry(Key::of(finding)).or_default() += 1;
        }
        baseline
    }

    /// What of this baseline still stands: it never accepts more than before. What it accepts of the rules of
    /// `pending`, which were not looked at, stands.
    #[must_use]
    pub fn shrunk(&self, findings: &[Finding], pending: &[&Rule]) -> Self {
        let now = Self::of(findings);
        let accepted = self.accepted.iter().filter_map(|(key, count)| {
            if pending.iter().any(|rule| rule.id == key.rule) {
                return Some((key.clone(), *count));
            }
            let count = (*count).min(now.accepted.get(key).copied().unwrap_or_default());
            (count > 0).then(|| (key.clone(), count))
        });
        Self { accepted: accepted.collect() }
    }

    /// Takes out of `findings` what is accepted and gives how many; says when there is less than was accepted, save of
    /// the rules of `pending`, which were not looked at.
    pub fn accept(&self, findings: &mut Vec<Finding>, pending: &[&Rule]) -> usize {
        let mut left = self.accepted.clone();
        let before = findings.len();
        findings.retain(|finding| {
            let Some(count) = left.get_mut(&Key::of(finding)).filter(|count| **count > 0 && counts(finding)) else {
                return true;
            };
            *count -= 1;
            false
        });
        let accepted = before - findings.len();
        left.retain(|key, _| !pending.iter().any(|rule| rule.id == key.rule));
        let mended = left.values().fold(0_usize, |sum, count| sum.saturating_add(*count));
        if mended > 0 {
            let message = format!("{mended} of the findings that the baseline accepts are mended");
            let help = "run `osier check --update-baseline` so that they stay mended";
            let place = Place::file(&SourcePath::new(FILE));
            findings.push(Finding::new(&rules::BASELINE_STALE, place, message).help(help));
        }
        accepted
    }

    /// How many findings it accepts.
    pub fn len(&self) -> usize {
        self.accepted.values().fold(0, |sum, count| sum.saturating_add(*count))
    }

    /// Whether it accepts nothing.
    pub fn is_empty(&self) -> bool {
        self.accepted.is_empty()
    }

    /// The file's text: sorted, one entry a cause, so that merges are easy.
    pub fn to_toml(&self) -> String {
        let mut text = HEAD.to_owned();
        for (key, count) in &self.accepted {
            let quoted = |text: &str| toml_string(text);
            // Writing to a string cannot fail.
            let _ = write!(text, "\n[[accepted]]\npath = {}\nrule = {}\n", quoted(&key.path), quoted(&key.rule));
            if *count > 1 {
                let _ = writeln!(text, "count = {count}");
            }
        }
        text
    }
}

/// A TOML basic string.
fn toml_string(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            c if c.is_control() => {
                let _ = write!(out, "\\u{:04X}", c as u32);
            }
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn finding(path: &str, message: &str) -> Finding {
        Finding::new(&rules::LINK_BROKEN, Place::at(&SourcePath::new(path), 0..1), message)
    }

    #[test]
    fn a_baseline_accepts_what_stood_and_refuses_what_is_new() {
        let old = [finding("a.md", "one"), finding("a.md", "two"), finding("c \"d\" \\.md", "two")];
        let (baseline, faults) = Baseline::parse(&Baseline::of(&old).to_toml());
        assert_eq!((faults, baseline.len()), (Vec::new(), 3));
        let mut now = vec![finding("a.md", "2"), finding("a.md", "3"), finding("a.md", "4"), finding("b.md", "two")];
        assert_eq!(baseline.accept(&mut now, &[]), 2);
        let said: Vec<&str> = now.iter().map(|finding| finding.message.as_str()).collect();
        assert_eq!(said, ["4", "two", "1 of the findings that the baseline accepts are mended"]);
    }

    #[test]
    fn a_baseline_only_shrinks() {
        let baseline = Baseline::of(&[finding("a.md", "one"), finding("a.md", "one"), finding("gone.md", "one")]);
        let shrunk =
            baseline.shrunk(&[finding("a.md", "one"), finding("new.md", "new"), finding("new.md", "new")], &[]);
        assert_eq!(shrunk, Baseline::of(&[finding("a.md", "one")]));
    }

    #[test]
    fn what_was_not_looked_at_is_not_mended() {
        let baseline = Baseline::of(&[finding("a.md", "one")]);
        let (pending, mut now) = (&[&rules::LINK_BROKEN], Vec::new());
        assert_eq!(baseline.shrunk(&now, pending), baseline);
        assert_eq!((baseline.accept(&mut now, pending), now), (0, Vec::new()));
    }

    #[test]
    fn what_keeps_a_page_from_being_made_is_never_accepted() {
        let broken = Finding::new(&rules::TEMPLATE_INVALID, Place::file(&SourcePath::new("t.html")), "broken");
        assert!(Baseline::of(&[broken]).is_empty());
    }

    #[test]
    fn a_broken_baseline_is_told() {
        let (baseline, faults) = Baseline::parse("[[accepted]]\npath = 1\n");
        assert!(baseline.is_empty());
        assert_eq!(faults.len(), 1);
        assert!(!Baseline::parse("=").1.is_empty());
    }
}
