//! The statements in the site, of accessibility and of eco-design: their pages, where their records lead, and what is
//! wrong with that.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::link::{self, Target};
use super::page::PageId;
use super::value::Value;
use super::{Site, url};
use crate::audit;
use crate::check::rules::registry;
use crate::config::{Figure, RuleSetting};
use crate::eco::wsg::{self, Guideline, State};
use crate::eco::{self, Answered};
use crate::finding::{Finding, OutputPath, Place, Severity, SourcePath, did_you_mean, rules};
use crate::load::files::{BASELINE, Files};

/// The content type of the pages of the statement; its field `part` says which part of it a page shows.
pub const TYPE: &str = "statement";

/// The content type of the pages of the eco-design statement.
pub const ECO_TYPE: &str = "eco-statement";

/// The part of a page that says nothing of it: the statement itself.
pub const STATEMENT: &str = "statement";

/// The page that shows this part of the statement in a language, else in the default one.
pub fn page(site: &Site, language: usize, part: &str) -> Option<PageId> {
    shown(site, language, &|page| page.content_type.name == TYPE && part_of(page) == part)
}

/// The page that shows the eco-design statement in a language, else in the default one.
pub fn eco_page(site: &Site, language: usize) -> Option<PageId> {
    shown(site, language, &|page| page.content_type.name == ECO_TYPE)
}

fn shown(site: &Site, language: usize, is: &dyn Fn(&super::Page) -> bool) -> Option<PageId> {
    let own = |language: usize| {
        let mut pages = site.pages.iter().enumerate();
        pages.find(|(_, page)| page.language == language && is(page)).map(|(index, _)| PageId(index))
    };
    own(language).or_else(|| own(site.config.languages.default))
}

/// What the criteria of the RGESN come to in this site, and the guidelines of the WSG that are decided. A rule holds
/// where it is an error that nothing lets through: neither the configuration, nor a page, nor the baseline.
pub(super) fn standards(site: &Site, files: &Files) -> (Vec<Answered>, Vec<(&'static Guideline, State)>) {
    let baseline = files.text(&SourcePath::new(BASELINE));
    let errors: BTreeSet<&str> =
        registry().into_iter().filter(|rule| rule.severity == Severity::Error).map(|rule| rule.id).collect();
    let holds = |id: &str| {
        let raises = |setting: &RuleSetting| setting.severity == Some(Severity::Error);
        let mut settings = site.config.rules.iter().filter(|setting| setting.rule == id).peekable();
        let is_error = match settings.peek() {
            Some(_) => settings.all(raises),
            None => errors.contains(id),
        };
        let allowed = |page: &Arc<super::Page>| page.envelope.allow.iter().any(|allowance| allowance.rule == id);
        is_error
            && is_bounded(site, id)
            && !site.pages.iter().any(allowed)
            && !baseline.is_some_and(|text| text.contains(&format!("\"{id}\"")))
    };
    (eco::answers(site.eco.as_deref(), &holds), wsg::states(&holds))
}

/// Whether the rules on weights have a limit to hold pages against.
fn is_bounded(site: &Site, rule: &str) -> bool {
    let figure = match rule {
        "page-weight" => Figure::Initial,
        "page-requests" => Figure::Requests,
        _ => return true,
    };
    let budgets = &site.config.budgets;
    let mut limits = budgets.classes.iter().map(|one| &one.limits).chain(budgets.paths.iter().map(|one| &one.limits));
    // What comes with Osier has one for every class.
    limits.all(|limits| limits.get(&figure).is_none_or(|bounds| bounds.error.is_some()))
}

fn part_of(page: &super::Page) -> &str {
    match page.fields.iter().find(|(name, _)| name == "part") {
        Some((_, Value::Plain(part) | Value::Text(part))) => part,
        _ => STATEMENT,
    }
}

/// Where a link of the record leads; nothing for an address elsewhere.
pub fn target(site: &Site, files: &Files, language: usize, written: &str) -> Target {
    if link::has_scheme(written) || written.starts_with("//") {
        return Target::Elsewhere;
    }
    link::below(site, files, language, written.trim_start_matches('/'))
}

/// The URL path of a page of the sample, as it is delivered.
pub fn sampled_url(site: &Site, page: &audit::Sampled) -> String {
    if page.is_own() { format!("{}{}", site.base_path(), page.url) } else { page.url.clone() }
}

/// What is wrong with the record in this site; `exists` knows what is delivered.
pub fn findings(site: &Site, files: &Files, exists: &dyn Fn(&OutputPath) -> bool) -> Vec<Finding> {
    let mut findings = eco_findings(site, files, exists);
    let Some(audit) = &site.audit else { return findings };
    findings.append(&mut audit::findings(audit, &site.conformity));
    let gone = audit.sample.iter().filter(|page| page.is_own()).filter_map(|page| {
        let url = sampled_url(site, page);
        (!exists(&url::output_of(&site.config, &url))).then(|| missing(site, page, &url))
    });
    findings.extend(gone);
    findings.extend(audit.links().filter_map(|link| broken(site, files, exists, link)));
    if page(site, site.config.languages.default, STATEMENT).is_none() {
        let message = "no page shows the accessibility statement of `audit.toml`";
        let help = "make a page with `type: statement`, for instance `accessibilite.md`";
        let place = Place::file(&SourcePath::new(audit::FILE));
        findings.push(Finding::new(&rules::STATEMENT_MISSING, place, message).help(help));
    }
    findings
}

/// What is wrong with the eco-design record in this site.
fn eco_findings(site: &Site, files: &Files, exists: &dyn Fn(&OutputPath) -> bool) -> Vec<Finding> {
    let Some(eco) = &site.eco else { return Vec::new() };
    let mut findings = eco::findings(eco, &site.rgesn, site.moment.now.date());
    findings.extend(eco.contact.page.iter().filter_map(|link| broken(site, files, exists, link)));
    if eco_page(site, site.config.languages.default).is_none() {
        let message = "no page shows the eco-design statement of `eco.toml`";
        let help = "make a page with `type: eco-statement`, for instance `ecoconception.md`";
        let place = Place::file(&SourcePath::new(eco::FILE));
        findings.push(Finding::new(&rules::ECO_PAGE_MISSING, place, message).help(help));
    }
    findings
}

/// Says that a link of a record leads nowhere.
fn broken(site: &Site, files: &Files, exists: &dyn Fn(&OutputPath) -> bool, link: &audit::Link) -> Option<Finding> {
    let Target::Path(url) = target(site, files, site.config.languages.default, &link.written) else { return None };
    if exists(&url::output_of(&site.config, &url)) {
        return None;
    }
    let message = format!("`{}` leads nowhere", link.written);
    let help = did_you_mean(&link.written, keys(site)).unwrap_or_else(|| {
        "write an address, or the content path of a page from the language’s folder, `/contact`".to_owned()
    });
    Some(Finding::new(&rules::LINK_BROKEN, link.place.clone(), message).help(help))
}

fn missing(site: &Site, page: &audit::Sampled, url: &str) -> Finding {
    let moved = site.aliases.iter().find(|(from, ..)| from == url).map(|(_, to, _)| to.as_str());
    let known = site.urls.keys().filter_map(|url| url.strip_prefix(site.base_path()));
    let mut known: Vec<&str> = known.collect();
    known.sort_unstable();
    let help = match moved {
        Some(to) => format!("it has moved to `{}`: write that", to.strip_prefix(site.base_path()).unwrap_or(to)),
        None => did_you_mean(&page.url, known)
            .unwrap_or_else(|| "write its new address, or have another page audited in its place".to_owned()),
    };
    let message = format!("the page `{}`, which was audited, is not in the site", page.url);
    Finding::new(&rules::AUDIT_PAGE_MISSING, page.place.clone(), message).help(help)
}

fn keys(site: &Site) -> impl Iterator<Item = &str> {
    site.pages.iter().map(|page| page.key.as_str())
}
