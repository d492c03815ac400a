//! Until when an audit holds, what it makes of the site today, and what is wrong with that.

use jiff::ToSpan as _;
use jiff::civil::Date;

use super::{Audit, Level, Number, Rate, rgaa};
use crate::finding::{Finding, Place, rules};

/// What an audit is worth on some day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// There has been none.
    Missing,
    /// Some criteria have no result yet.
    Incomplete,
    /// It holds.
    Valid,
    /// It holds for three months at most.
    Expiring,
    /// It holds no more.
    Expired,
}

impl Standing {
    /// Its name in templates.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Missing => "missing",
            Self::Incomplete => "incomplete",
            Self::Valid => "valid",
            Self::Expiring => "expiring",
            Self::Expired => "expired",
        }
    }
}

/// What a site may say of its accessibility on some day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conformity {
    /// The level.
    pub level: Level,
    /// What the audit is worth.
    pub standing: Standing,
    /// The rate, when every criterion has a result.
    pub rate: Option<Rate>,
    /// The mean of the rates of the pages, in percent, when each has results of its own.
    pub average: Option<usize>,
    /// The criteria without a result.
    pub missing: Vec<Number>,
    /// The last day it holds.
    pub until: Option<Date>,
}

/// What the audit makes of the site on that day.
pub fn conformity(audit: Option<&Audit>, today: Date) -> Conformity {
    let mut conformity = Conformity {
        level: Level::None,
        standing: Standing::Missing,
        rate: None,
        average: None,
        missing: Vec::new(),
        until: None,
    };
    let Some(audit) = audit.filter(|audit| audit.date.is_some()) else { return conformity };
    conformity.until = until(audit);
    let (criteria, urls) = (audit.criteria(), audit.urls());
    match audit.results.rate(&criteria, &urls) {
        Ok(rate) if rate.applicable > 0 => {
            conformity.rate = Some(rate);
            conformity.average = audit.results.average(&criteria, &urls);
        }
        Ok(_) => {}
        Err(missing) => conformity.missing = missing,
    }
    conformity.standing = match (conformity.rate, conformity.until) {
        (Some(_), Some(until)) if today > until => Standing::Expired,
        (Some(_), Some(until)) if today >= until.saturating_sub(3.months()) => Standing::Expiring,
        (Some(_), Some(_)) => Standing::Valid,
        _ => Standing::Incomplete,
    };
    if let (Some(rate), Standing::Valid | Standing::Expiring) = (conformity.rate, conformity.standing) {
        conformity.level = rate.level();
    }
    conformity
}

/// The last day of an audit: three years after the statement was made, eighteen months after a newer version of the
/// standard was published, whichever comes first.
fn until(audit: &Audit) -> Option<Date> {
    let three_years = audit.declaration.made?.saturating_add(3.years());
    let known = audit.is_rgaa().then(|| rgaa::superseded(&audit.standard.version)).flatten();
    let superseded = [known, audit.superseded].into_iter().flatten().min();
    Some(superseded.map_or(three_years, |day| three_years.min(day.saturating_add(18.months()))))
}

/// Says that the audit ends soon, has ended, or has holes.
pub fn findings(audit: &Audit, conformity: &Conformity) -> Vec<Finding> {
    let three_years = audit.declaration.made.map(|made| made.saturating_add(3.years()));
    let why = if conformity.until == three_years { "three years" } else { "eighteen months after a newer standard" };
    let place = || audit.declaration.place.clone();
    let finding = match (conformity.standing, conformity.until) {
        (Standing::Expired, Some(until)) => {
            let message = format!("the accessibility statement was valid until {until} ({why})");
            Finding::new(&rules::AUDIT_EXPIRED, place(), message).help(
                "have the site audited again and write the new results and dates, or remove `date` and the results: the site is then said not to conform",
            )
        }
        (Standing::Expiring, Some(until)) => {
            let message = format!("the accessibility statement is valid until {until} ({why})");
            let help = "have the site audited again before that day: the build fails after it";
            Finding::new(&rules::AUDIT_EXPIRING, place(), message).help(help)
        }
        // Without a sample or any result, that is what is said.
        (Standing::Incomplete, _)
            if !conformity.missing.is_empty() && !audit.sample.is_empty() && !audit.results.is_empty() =>
        {
            incomplete(audit, &conformity.missing)
        }
        _ => return Vec::new(),
    };
    vec![finding]
}

fn incomplete(audit: &Audit, missing: &[Number]) -> Finding {
    let urls = audit.urls();
    let named = missing.iter().take(8).map(|number| {
        let page = urls.iter().find(|url| audit.results.on(number, url).is_none());
        page.map_or_else(|| format!("`{number}`"), |page| format!("`{number}` on `{page}`"))
    });
    let named = named.collect::<Vec<_>>().join(", ");
    let more = if missing.len() > 8 { "…" } else { "" };
    let are = if missing.len() == 1 { "criterion has" } else { "criteria have" };
    let message = format!(
        "{} {are} no result on some page of the sample: the site is said not to conform until the audit is complete",
        missing.len()
    );
    let place: Place = audit.place.clone();
    Finding::new(&rules::AUDIT_INCOMPLETE, place, message)
        .help(format!("write `C`, `NC` or `NA` for {named}{more} in `[results]` or in the grid"))
}
