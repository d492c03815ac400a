//! The results of an audit: of each criterion on each page, what they come to, the rate and the level.

use std::collections::BTreeMap;
use std::fmt;

/// The number of a criterion, `10.2`; ordered as people order them.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Number(Vec<u16>);

impl Number {
    /// Reads `10.2`; nothing when it is not two numbers or more with dots between.
    pub fn parse(text: &str) -> Option<Self> {
        let plain = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
        let parts = text.split('.').map(|part| plain(part).then(|| part.parse().ok())?);
        let parts: Vec<u16> = parts.collect::<Option<_>>()?;
        (parts.len() > 1).then_some(Self(parts))
    }
}

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, part) in self.0.iter().enumerate() {
            write!(f, "{}{part}", if index > 0 { "." } else { "" })?;
        }
        Ok(())
    }
}

/// What a criterion is found to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// `C`, « conforme ».
    Met,
    /// `NC`, « non conforme ».
    NotMet,
    /// `NA`, « non applicable ».
    NotApplicable,
}

impl Verdict {
    /// As it is written in records and grids.
    pub fn code(self) -> &'static str {
        match self {
            Self::Met => "C",
            Self::NotMet => "NC",
            Self::NotApplicable => "NA",
        }
    }

    /// From what is written in records and grids.
    pub fn of(code: &str) -> Option<Self> {
        [Self::Met, Self::NotMet, Self::NotApplicable].into_iter().find(|verdict| verdict.code() == code)
    }
}

/// The results of one criterion.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Row {
    all: Option<Verdict>,
    pages: BTreeMap<String, Verdict>,
}

/// The results of an audit.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Results(BTreeMap<Number, Row>);

impl Results {
    /// Says what a criterion is on every page that has no result of its own.
    pub fn set(&mut self, number: Number, verdict: Verdict) {
        self.0.entry(number).or_default().all = Some(verdict);
    }

    /// Says what a criterion is on a page.
    pub fn set_on(&mut self, number: Number, page: &str, verdict: Verdict) {
        self.0.entry(number).or_default().pages.insert(page.to_owned(), verdict);
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The criteria that have a result, in order.
    pub fn numbers(&self) -> impl Iterator<Item = &Number> {
        self.0.keys()
    }

    /// What a criterion is on a page.
    pub fn on(&self, number: &Number, page: &str) -> Option<Verdict> {
        let row = self.0.get(number)?;
        row.pages.get(page).copied().or(row.all)
    }

    /// What a criterion comes to: not met when it is not met on one page; nothing while a page has no result.
    pub fn overall(&self, number: &Number, pages: &[&str]) -> Option<Verdict> {
        if pages.is_empty() {
            return self.0.get(number)?.all;
        }
        let on: Vec<Option<Verdict>> = pages.iter().map(|page| self.on(number, page)).collect();
        if on.contains(&Some(Verdict::NotMet)) {
            return Some(Verdict::NotMet);
        }
        let known: Option<Vec<Verdict>> = on.into_iter().collect();
        let met = known?.contains(&Verdict::Met);
        Some(if met { Verdict::Met } else { Verdict::NotApplicable })
    }

    /// The rate over these criteria, or those that have no result yet.
    ///
    /// # Errors
    /// The criteria that have no result on some page.
    pub fn rate(&self, criteria: &[Number], pages: &[&str]) -> Result<Rate, Vec<Number>> {
        let mut rate = Rate { met: 0, applicable: 0, total: criteria.len() };
        let mut missing = Vec::new();
        for number in criteria {
            match self.overall(number, pages) {
                None => missing.push(number.clone()),
                Some(Verdict::Met) => (rate.met, rate.applicable) = (rate.met + 1, rate.applicable + 1),
                Some(Verdict::NotMet) => rate.applicable += 1,
                Some(Verdict::NotApplicable) => {}
            }
        }
        if missing.is_empty() { Ok(rate) } else { Err(missing) }
    }

    /// The mean of the rates of the pages, in whole percent, when each page has results of its own.
    pub fn average(&self, criteria: &[Number], pages: &[&str]) -> Option<usize> {
        let own = |number: &Number| {
            self.0.get(number).is_some_and(|row| pages.iter().all(|page| row.pages.contains_key(*page)))
        };
        if pages.is_empty() || !criteria.iter().all(own) {
            return None;
        }
        let rates: Vec<Rate> = pages.iter().map(|page| self.rate(criteria, &[*page]).ok()).collect::<Option<_>>()?;
        let rates: Vec<Rate> = rates.into_iter().filter(|rate| rate.applicable > 0).collect();
        let sum: f64 = rates.iter().map(|rate| rate.met as f64 / rate.applicable as f64).sum();
        let mean = (sum / rates.len() as f64 * 100.0 + 0.5).floor() as usize;
        let whole = rates.iter().all(|rate| rate.met == rate.applicable);
        (!rates.is_empty()).then_some(if whole { 100 } else { mean.min(99) })
    }
}

/// How many of the criteria that apply are met on every page of the sample.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rate {
    /// Those met.
    pub met: usize,
    /// Those that apply.
    pub applicable: usize,
    /// All of them.
    pub total: usize,
}

impl Rate {
    /// In whole percent, to the nearest, a half going up; a rate that does not reach 50 % or 100 % is never shown as if
    /// it did.
    pub fn percent(self) -> usize {
        if self.applicable == 0 {
            return 0;
        }
        let nearest = (self.met * 200 + self.applicable) / (self.applicable * 2);
        match self.level() {
            Level::Full => nearest,
            Level::Partial => nearest.min(99),
            Level::None => nearest.min(49),
        }
    }

    /// The level, from the exact rate.
    pub fn level(self) -> Level {
        if self.applicable == 0 || self.met * 2 < self.applicable {
            Level::None
        } else if self.met < self.applicable {
            Level::Partial
        } else {
            Level::Full
        }
    }
}

/// The levels of conformity of the law.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Level {
    /// « non conforme »: less than half of the criteria, or no valid audit.
    None,
    /// « partiellement conforme »: half of them or more.
    Partial,
    /// « totalement conforme »: all of them.
    Full,
}

impl Level {
    /// Its name in templates.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Partial => "partial",
            Self::Full => "full",
        }
    }
}
