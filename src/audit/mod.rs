//! The audit record of a site, `audit.toml`: what its accessibility statement is made from.
//!
//! What the law wants said of a site comes from this record, made by people, and never from automatic checks alone. The
//! record may hold no audit yet (no `date`): it then gives the statement its contact, its plans and its ways of appeal.

mod grid;
mod read;
mod results;
pub mod rgaa;
pub mod subjects;
mod validity;

use jiff::civil::Date;

pub use grid::{HEADINGS, Heading, page_heading, read as read_grid};
pub use read::{Text, grid_of, read};
pub use results::{Level, Number, Rate, Results, Verdict};
pub use validity::{Conformity, Standing, conformity, findings};

use crate::config::Localized;
use crate::finding::Place;

/// The name of the audit record, at the root of a site.
pub const FILE: &str = "audit.toml";

/// What `audit.toml` says.
#[derive(Clone, Debug)]
pub struct Audit {
    /// `date`: the day the audit ended; nothing when there has been none.
    pub date: Option<Date>,
    /// `standard`: `RGAA 4.1.2`.
    pub standard: Standard,
    /// `superseded`: the day a newer version of the standard was published, when Osier does not know of it.
    pub superseded: Option<Date>,
    /// `entity`: who undertakes to make the site accessible; the organisation's name when it is not given.
    pub entity: Localized,
    /// `scope`: what the statement applies to; the site's address when it is not given.
    pub scope: Localized,
    /// `[auditor]`.
    pub auditor: Auditor,
    /// `[declaration]`.
    pub declaration: Declaration,
    /// `[[sample]]`: the pages that were audited.
    pub sample: Vec<Sampled>,
    /// `grid` and `[results]`: what was found, criterion by criterion.
    pub results: Results,
    /// `[[non_conformity]]`.
    pub non_conformities: Vec<NonConformity>,
    /// `[[exemption]]`: what is left out because it would be a disproportionate burden.
    pub exemptions: Vec<Exemption>,
    /// `[[not_subject]]`: what the law does not ask to be accessible.
    pub not_subject: Vec<Localized>,
    /// `[contact]`.
    pub contact: Contact,
    /// `[remedies]`.
    pub remedies: Remedies,
    /// `[scheme]`: the multi-year plan, « schéma pluriannuel ».
    pub scheme: Option<Scheme>,
    /// `[[plan]]`: the plan of each year, with what came of it.
    pub plans: Vec<Plan>,
    /// Where the record is, for what is wrong with it as a whole.
    pub place: Place,
}

/// A standard and its version.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standard {
    /// `RGAA`.
    pub name: String,
    /// `4.1.2`.
    pub version: String,
}

/// Who audited.
#[derive(Clone, Debug, Default)]
pub struct Auditor {
    /// `name`.
    pub name: String,
    /// `kind`: `internal` or `external`.
    pub kind: Option<&'static str>,
    /// `url`: an address, or the content path of a page.
    pub url: Option<Link>,
}

/// An address, or the path of a page or a file of the site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// As it is written.
    pub written: String,
    /// Where.
    pub place: Place,
}

/// How and when the statement was made.
#[derive(Clone, Debug)]
pub struct Declaration {
    /// `made`: the day it was made; it is valid for three years from then.
    pub made: Option<Date>,
    /// `updated`: the day its text was last changed, which does not make it last longer.
    pub updated: Option<Date>,
    /// `technologies`: what the site is made with.
    pub technologies: Vec<Localized>,
    /// `tools`: what it was audited with.
    pub tools: Vec<Localized>,
    /// `environment`: with what it was tried.
    pub environment: Vec<Setup>,
    /// Where the date is written.
    pub place: Place,
}

/// An assistive technology in a browser.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Setup {
    /// `assistive`: `NVDA 2026.3`.
    pub assistive: String,
    /// `browser`: `Firefox 145`.
    pub browser: String,
}

/// A page that was audited.
#[derive(Clone, Debug)]
pub struct Sampled {
    /// `title`.
    pub title: Localized,
    /// `url`: its path below the base URL, `/fr/contact/`, or a whole address.
    pub url: String,
    /// Where the address is written.
    pub place: Place,
}

impl Sampled {
    /// Whether it is a page of the site.
    pub fn is_own(&self) -> bool {
        self.url.starts_with('/')
    }

    /// Whether it is a document to download, which criteria for pages are not about: those of its pages tell of it.
    pub fn is_document(&self) -> bool {
        is_document(&self.url)
    }
}

/// Whether an address is that of a document: its last segment has an extension, and it is not that of a page.
pub fn is_document(url: &str) -> bool {
    let path = url.split_once("://").map_or(url, |(_, rest)| rest.split_once('/').map_or("", |(_, path)| path));
    let name = path.rsplit('/').next().unwrap_or_default();
    name.rsplit_once('.').is_some_and(|(_, extension)| !["html", "htm", "php", "aspx"].contains(&extension))
}

/// A criterion that is not met, and how.
#[derive(Clone, Debug)]
pub struct NonConformity {
    /// `criterion`.
    pub criterion: Number,
    /// `description`.
    pub description: Localized,
}

/// What is left out because it would be a disproportionate burden.
#[derive(Clone, Debug)]
pub struct Exemption {
    /// `content`: what is left out.
    pub content: Localized,
    /// `reason`: why it would be a disproportionate burden.
    pub reason: Localized,
    /// `alternative`: what is offered instead.
    pub alternative: Localized,
}

/// Whom to write to.
#[derive(Clone, Debug, Default)]
pub struct Contact {
    /// `email`.
    pub email: Option<String>,
    /// `phone`.
    pub phone: Option<String>,
    /// `form`: an address, or the content path of a page.
    pub form: Option<Link>,
    /// `answer`: how long an answer takes.
    pub answer: Localized,
}

/// Where to appeal; the theme has those of France.
#[derive(Clone, Debug, Default)]
pub struct Remedies {
    /// `form`: where to write a message.
    pub form: Option<String>,
    /// `delegates`: where to find someone nearby.
    pub delegates: Option<String>,
    /// `address`: where to write a letter, line by line.
    pub address: Vec<String>,
}

/// The multi-year plan.
#[derive(Clone, Debug)]
pub struct Scheme {
    /// `years`: the first and the last.
    pub years: (i16, i16),
    /// `url`: an address or the path of a file, for a plan that is not a page of the site.
    pub url: Option<Link>,
}

/// The plan of a year.
#[derive(Clone, Debug)]
pub struct Plan {
    /// `year`.
    pub year: i16,
    /// `items`.
    pub items: Vec<Action>,
    /// `review`: what came of it.
    pub review: Localized,
}

/// One thing to do.
#[derive(Clone, Debug)]
pub struct Action {
    /// `text`.
    pub text: Localized,
    /// `done`.
    pub done: bool,
}

impl Audit {
    /// The criteria that the audit must have a result for: those of the standard when they are known, else those given.
    pub fn criteria(&self) -> Vec<Number> {
        if self.is_rgaa() {
            return rgaa::all().iter().map(|criterion| criterion.number.clone()).collect();
        }
        self.results.numbers().cloned().collect()
    }

    /// Whether its criteria are those of the RGAA 4, which all its versions have.
    pub fn is_rgaa(&self) -> bool {
        self.standard.name == "RGAA" && (self.standard.version == "4" || self.standard.version.starts_with("4."))
    }

    /// The addresses of the pages audited; documents, which criteria for pages are not about, are left out.
    pub fn urls(&self) -> Vec<&str> {
        self.sample.iter().filter(|page| !page.is_document()).map(|page| page.url.as_str()).collect()
    }

    /// The criteria that are not met on a page of the sample.
    pub fn failed(&self) -> Vec<Number> {
        let urls = self.urls();
        let failed = |number: &&Number| self.results.overall(number, &urls) == Some(Verdict::NotMet);
        self.results.numbers().filter(failed).cloned().collect()
    }

    /// The links of the record that may lead into the site.
    pub fn links(&self) -> impl Iterator<Item = &Link> {
        let scheme = self.scheme.as_ref().and_then(|scheme| scheme.url.as_ref());
        [self.auditor.url.as_ref(), self.contact.form.as_ref(), scheme].into_iter().flatten()
    }
}

#[cfg(test)]
mod tests;
