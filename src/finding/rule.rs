//! A rule is data: an id, a severity, the criteria it serves and the page that explains it.

use std::fmt;

use serde::Serialize;

use super::Severity;

/// A success criterion of a standard that a rule helps to meet.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Criterion {
    /// `WCAG 2.2`, `RGAA 4.1.2`, `RGESN 2024`, `EN 301 549`...
    pub standard: &'static str,
    /// The criterion's number in that standard: `2.4.4`.
    pub id: &'static str,
    /// `A`, `AA` or `AAA` where the standard has levels.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub level: Option<&'static str>,
}

impl Criterion {
    /// A criterion of WCAG 2.2 (W3C Recommendation, 12 December 2024) with its level.
    pub const fn wcag(id: &'static str, level: &'static str) -> Self {
        Self { standard: "WCAG 2.2", id, level: Some(level) }
    }

    /// A criterion of RGAA 4.1.2 (DINUM, April 2023).
    pub const fn rgaa(id: &'static str) -> Self {
        Self { standard: "RGAA 4.1.2", id, level: None }
    }

    /// A rule of the W3C's Accessibility Conformance Testing task force, by its id.
    pub const fn act(id: &'static str) -> Self {
        Self { standard: "ACT", id, level: None }
    }
}

/// A thing that can be found. Compared and shown by its id.
pub struct Rule {
    /// `link-broken`: lower case words joined by hyphens.
    pub id: &'static str,
    /// What a fault weighs unless the site says otherwise.
    pub severity: Severity,
    /// The criteria the rule serves.
    pub criteria: &'static [Criterion],
    /// The page that explains it, in Markdown: title, what, why, how to mend, an example.
    pub doc: &'static str,
}

impl Rule {
    /// The page's title: one line that says what is found.
    pub fn title(&self) -> &'static str {
        self.doc.lines().next().unwrap_or_default().trim_start_matches("# ")
    }
}

impl fmt::Debug for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.id)
    }
}

impl PartialEq for Rule {
    fn eq(&self, other: &Self) -> bool {
        self.id == other.id
    }
}

impl Eq for Rule {}
