//! Findings: what is wrong with a site, where, and how to mend it.
//!
//! A finding is the site's fault and never stops a stage; an [`anyhow::Error`] is the machine's.
//! Every finding goes by a [`Rule`] with a page that explains it (`osier explain RULE`).

pub mod by_id;
mod path;
mod place;
mod rule;
pub mod rules;
mod suggest;

pub use path::{OutputPath, SourcePath};
pub use place::{Location, Place, locate};
pub(crate) use place::{put, spans};
pub use rule::{Criterion, Rule};
pub use suggest::did_you_mean;

use serde::{Deserialize, Serialize};

/// How much a finding weighs: an error stops the site from being written, a warning does not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Nothing is written while one stands.
    Error,
    /// Told, and the build goes on.
    Warning,
}

/// Whether the rule decided, or a person has to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Outcome {
    /// The rule is broken.
    Fail,
    /// The rule cannot decide: a person must look.
    Review,
}

/// One fault of the site, or one question that a person must answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    /// The rule that was broken.
    #[serde(with = "by_id")]
    pub rule: &'static Rule,
    /// Whether it was decided.
    pub outcome: Outcome,
    /// What it weighs; a review never weighs more than a warning.
    pub severity: Severity,
    /// Where it is.
    pub place: Place,
    /// What is wrong: lower case, no full stop, the user's words in backticks.
    pub message: String,
    /// What to do about it; empty only when the message says it all.
    pub help: String,
    /// Every delivered page that shows it, when they are several; `place.page` is the first.
    pub pages: Vec<OutputPath>,
    /// Line, column and text of the place, filled in once by [`locate`] at the end of a build.
    pub location: Option<Location>,
}

impl Finding {
    /// A decided fault under `rule`, with the rule's own severity.
    pub fn new(rule: &'static Rule, place: Place, message: impl Into<String>) -> Self {
        Self {
            rule,
            outcome: Outcome::Fail,
            severity: rule.severity,
            place,
            message: message.into(),
            help: String::new(),
            pages: Vec::new(),
            location: None,
        }
    }

    /// A question under `rule` that a person must answer; it never stops a site.
    pub fn review(rule: &'static Rule, place: Place, message: impl Into<String>) -> Self {
        Self { outcome: Outcome::Review, severity: Severity::Warning, ..Self::new(rule, place, message) }
    }

    /// Every delivered page that shows it.
    pub fn shown_on(&self) -> impl Iterator<Item = &OutputPath> {
        self.place.page.iter().filter(|_| self.pages.is_empty()).chain(&self.pages)
    }

    /// Whether it is about a delivered page, which has this source: it shows there, or is in that file.
    pub fn concerns(&self, page: &OutputPath, source: Option<&SourcePath>) -> bool {
        Some(&self.place.path) == source || self.shown_on().any(|shown| shown == page)
    }

    /// Says what to do about it.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = help.into();
        self
    }
}

/// The language that messages come in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Language {
    /// English.
    #[default]
    English,
    /// French.
    French,
}

/// Sorts findings into their one stable order (place, then rule, then message) and drops repeats.
pub fn sort(findings: &mut Vec<Finding>) {
    findings.sort_by(|a, b| {
        fn key(f: &Finding) -> (&SourcePath, usize, &str, &str, Option<&OutputPath>) {
            let start = f.place.span.as_ref().map_or(0, |span| span.start);
            (&f.place.path, start, f.rule.id, &f.message, f.place.page.as_ref())
        }
        key(a).cmp(&key(b))
    });
    findings.dedup_by(|a, b| a.rule.id == b.rule.id && a.place == b.place && a.message == b.message);
}
