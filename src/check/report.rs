//! What rules say: a place in the delivered page, a message and a help, in each language that people read.

use std::ops::Range;

use serde::{Deserialize, Serialize};

use crate::finding::{Language, Outcome, Rule};
use crate::html::{Element, Text};

/// A text in each language that messages come in.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Said {
    /// In English.
    pub en: String,
    /// In French.
    pub fr: String,
}

impl Said {
    /// The text in a language.
    pub fn text(&self, language: Language) -> &str {
        match language {
            Language::English => &self.en,
            Language::French => &self.fr,
        }
    }
}

/// A text in English and in French.
pub fn say(en: impl Into<String>, fr: impl Into<String>) -> Said {
    Said { en: en.into(), fr: fr.into() }
}

/// One thing that a rule found on a page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Found {
    /// The rule.
    #[serde(with = "super::rules::by_id")]
    pub rule: &'static Rule,
    /// Whether it was decided.
    pub outcome: Outcome,
    /// Where, in the delivered bytes; nothing for the page as a whole.
    pub span: Option<Range<usize>>,
    /// What is wrong: lower case, no full stop, the user's words in backticks.
    pub message: Said,
    /// What to do about it.
    pub help: Said,
}

/// Where in a page.
#[derive(Clone, Debug)]
pub struct At(Option<Range<usize>>);

impl From<Element<'_>> for At {
    /// The start tag, or that of the nearest element around it that was written.
    fn from(element: Element<'_>) -> Self {
        Self(element.ancestors_or_self().find_map(Element::span))
    }
}

impl From<Text<'_>> for At {
    fn from(text: Text<'_>) -> Self {
        let span = text.span();
        if span.is_empty() { text.parent().map_or(Self(None), Self::from) } else { Self(Some(span)) }
    }
}

impl From<Range<usize>> for At {
    fn from(span: Range<usize>) -> Self {
        Self((!span.is_empty()).then_some(span))
    }
}

/// The page as a whole.
impl From<()> for At {
    fn from((): ()) -> Self {
        Self(None)
    }
}

/// Collects what the rules find on one page.
#[derive(Debug, Default)]
pub struct Report {
    /// What was found so far.
    pub found: Vec<Found>,
    rule: Option<&'static Rule>,
}

impl Report {
    /// What is said from now on is said under `rule`.
    pub fn under(&mut self, rule: &'static Rule) {
        self.rule = Some(rule);
    }

    /// The rule is broken there.
    pub fn fail(&mut self, at: impl Into<At>, message: Said, help: Said) {
        self.push(Outcome::Fail, at.into(), message, help);
    }

    /// The rule cannot decide: a person must look there.
    pub fn review(&mut self, at: impl Into<At>, message: Said, help: Said) {
        self.push(Outcome::Review, at.into(), message, help);
    }

    fn push(&mut self, outcome: Outcome, At(span): At, message: Said, help: Said) {
        let rule = self.rule.expect("a rule is named before it says anything");
        self.found.push(Found { rule, outcome, span, message, help });
    }
}
