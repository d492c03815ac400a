//! A rule is data: an id, a severity, the criteria it serves and the page that explains it.

use std::borrow::Cow;
use std::fmt;

use serde::Serialize;

use super::Severity;

/// The standard that most rules are about.
const WCAG: &str = "WCAG 2.2";

/// The French reference.
const RGAA: &str = "RGAA 4.1.2";

/// The French reference of eco-design.
const RGESN: &str = "RGESN 2024";

/// The guidelines of the W3C on sustainability.
const WSG: &str = "WSG";

/// A success criterion of a standard that a rule helps to meet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Criterion {
    /// `WCAG 2.2`, `RGAA 4.1.2`, `RGESN 2024`, `EN 301 549`...
    pub standard: &'static str,
    /// The criterion's number in that standard: `2.4.4`.
    pub id: Cow<'static, str>,
    /// `A`, `AA` or `AAA` where the standard has levels.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub level: Option<&'static str>,
}

impl Criterion {
    /// A criterion of WCAG 2.2 (W3C Recommendation, 12 December 2024) with its level.
    pub const fn wcag(id: &'static str, level: &'static str) -> Self {
        Self { standard: WCAG, id: Cow::Borrowed(id), level: Some(level) }
    }

    /// A criterion of RGAA 4.1.2 (DINUM, April 2023).
    pub const fn rgaa(id: &'static str) -> Self {
        Self { standard: RGAA, id: Cow::Borrowed(id), level: None }
    }

    /// A criterion of the RGESN (Arcep and Arcom with the ADEME, 17 May 2024).
    pub const fn rgesn(id: &'static str) -> Self {
        Self { standard: RGESN, id: Cow::Borrowed(id), level: None }
    }

    /// A guideline of the Web Sustainability Guidelines (W3C Group Note Draft, 28 July 2026), by its id.
    pub const fn wsg(id: &'static str) -> Self {
        Self { standard: WSG, id: Cow::Borrowed(id), level: None }
    }

    /// A rule of the W3C's Accessibility Conformance Testing task force, by its id.
    pub const fn act(id: &'static str) -> Self {
        Self { standard: "ACT", id: Cow::Borrowed(id), level: None }
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
    /// The criteria with those of EN 301 549 (V3.2.1, 2021), whose clause 9 takes over WCAG's criteria by number:
    /// 9.1.1.1 is 1.1.1 of WCAG 2.1. The criteria that WCAG 2.2 added are not in it.
    pub fn all_criteria(&self) -> Vec<Criterion> {
        const ADDED: &[&str] = &["2.4.11", "2.5.7", "2.5.8", "3.2.6", "3.3.7", "3.3.8"];
        let wcag = self.criteria.iter().filter(|one| one.standard == WCAG && !ADDED.contains(&&*one.id));
        let european = wcag.filter(|one| one.level != Some("AAA")).map(|one| Criterion {
            standard: "EN 301 549",
            id: Cow::Owned(format!("9.{}", one.id)),
            level: None,
        });
        let mut all: Vec<Criterion> = self.criteria.to_vec();
        all.extend(european);
        all
    }

    /// Whether the rule only serves criteria of level AAA, which no law asks for: a site's build looks at it when the
    /// site says so in `[rules]`.
    pub fn is_beyond(&self) -> bool {
        let levels = || self.criteria.iter().filter_map(|criterion| criterion.level);
        let lawful = self.criteria.iter().any(|criterion| criterion.standard == RGAA);
        levels().next().is_some() && levels().all(|level| level == "AAA") && !lawful
    }

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
