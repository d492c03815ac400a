//! A finished site, held against its budget and against what it weighed.

use super::{Ground, Lock, Policy, Weights, compare, judge, site_allows, site_limits};
use crate::finding::{Finding, SourcePath};
use crate::load::files::LOCK;
use crate::model::Site;

/// What came of it.
#[derive(Debug, Default)]
pub struct Held {
    /// What every page weighs.
    pub weights: Weights,
    /// The lock that says so.
    pub lock: Lock,
    /// What is too much, and what rose.
    pub findings: Vec<Finding>,
    /// What fell since the lock, a line each.
    pub falls: Vec<String>,
}

/// What a build does when pages weigh more than `osier.lock.toml` says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Rises {
    /// They are findings.
    #[default]
    Refuse,
    /// They are accepted, whatever that file says.
    Accept,
}

/// Holds what the pages of a finished site weigh against what they may weigh, and, unless rises are accepted, against
/// its lock.
pub fn hold(site: &Site, weights: Weights, ground: &Ground<'_>, rises: Rises) -> Held {
    let policy = Policy { limits: &site_limits(site, ground), decides: &site_allows(site, ground) };
    let mut findings = judge(&weights, ground, policy);
    let mut falls = Vec::new();
    let locked = ground.files.and_then(|files| files.text(&SourcePath::new(LOCK)));
    if let Some(locked) = locked.filter(|_| rises == Rises::Refuse) {
        let (old, mut faults) = Lock::parse(locked);
        if faults.is_empty() {
            let mut change = compare(&old, &weights, ground, &site.config.budgets.lock);
            findings.append(&mut change.findings);
            falls = change.notes;
        }
        findings.append(&mut faults);
    }
    Held { lock: Lock::of(&weights, ground), weights, findings, falls }
}
