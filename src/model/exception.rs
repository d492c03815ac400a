//! Pages that may weigh more than their budget: `budget` in front matter, with its reason and its end.

use std::cell::RefCell;
use std::ops::Range;

use jiff::civil::Date;

use super::{PageId, Site};
use crate::config::{self, Limits};
use crate::data::{Reader, Table, Value};
use crate::finding::{Finding, Place, SourcePath, rules};

/// What a page says in `budget`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Exception {
    /// The figures it lifts, and to what.
    pub limits: Limits,
    /// `reason`: why.
    pub reason: String,
    /// `until`: the last day that it counts.
    pub until: Date,
    /// Where it is written.
    pub span: Range<usize>,
}

/// The exceptions of a site that count on the day of the build, by page in the order of the site: for the statement
/// that tells of them, and for the budgets.
pub fn exceptions(site: &Site) -> Vec<(PageId, &Exception)> {
    all(site).filter(|(_, exception)| exception.until >= site.moment.now.date()).collect()
}

/// A finding for each exception that has ended.
pub fn expired(site: &Site) -> Vec<Finding> {
    let today = site.moment.now.date();
    let ended = all(site).filter(|(_, exception)| exception.until < today);
    ended
        .map(|(id, exception)| {
            let place = Place::at(site.page(id).path(), exception.span.clone());
            let message = format!("this exception to the budget ended on {}, and no longer counts", exception.until);
            let help = "make the page lighter and remove `budget`, or write a new `until` with its reason";
            Finding::new(&rules::BUDGET_EXPIRED, place, message).help(help)
        })
        .collect()
}

fn all(site: &Site) -> impl Iterator<Item = (PageId, &Exception)> {
    site.pages.iter().enumerate().filter_map(|(rank, page)| Some((PageId(rank), page.envelope.budget.as_ref()?)))
}

/// Reads `budget` of a front matter; one without a reason or an end is a finding and does not count.
pub(super) fn read(front: &Table, path: &SourcePath, findings: &mut Vec<Finding>) -> Option<Exception> {
    let entry = front.entry("budget")?;
    let told = RefCell::new(Vec::new());
    let exception = {
        let reader = Reader::new(front, path, (&rules::FIELD_INVALID, &rules::FIELD_UNKNOWN), &told);
        let fields = reader.table("budget");
        fields.and_then(|fields| {
            let limits = config::limits(&fields);
            let needed = |key: &str, why: &str| {
                let help = "write `reason` and `until`, the last day that the exception counts";
                fields.report(entry.span.clone(), format!("the exception says no `{key}`: {why}"), help);
            };
            let reason = fields.text("reason").filter(|text| !text.trim().is_empty());
            if reason.is_none() {
                needed("reason", "readers of the statement want to know why");
            }
            let until = match fields.node("until").map(|node| (node, &node.value)) {
                Some((node, Value::Text(text) | Value::Datetime(text))) => {
                    text.parse().ok().or_else(|| fields.wrong("until", node, "a day such as `2027-06-30`"))
                }
                Some((node, _)) => fields.wrong("until", node, "a day such as `2027-06-30`"),
                None => {
                    needed("until", "it would have no end");
                    None
                }
            };
            fields.finish();
            Some(Exception { limits, reason: reason?, until: until?, span: entry.span.clone() })
        })
    };
    findings.append(&mut told.into_inner());
    exception
}
