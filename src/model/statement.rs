//! The accessibility statement in the site: its pages, where its record leads, and what is wrong with that.

use super::link::{self, Target};
use super::page::PageId;
use super::value::Value;
use super::{Site, url};
use crate::audit;
use crate::finding::{Finding, OutputPath, Place, SourcePath, did_you_mean, rules};
use crate::load::files::Files;

/// The content type of the pages of the statement; its field `part` says which part of it a page shows.
pub const TYPE: &str = "statement";

/// The part of a page that says nothing of it: the statement itself.
pub const STATEMENT: &str = "statement";

/// The page that shows this part of the statement in a language, else in the default one.
pub fn page(site: &Site, language: usize, part: &str) -> Option<PageId> {
    let own = |language: usize| {
        let mut pages = site.pages.iter().enumerate();
        let is = |page: &super::Page| page.language == language && page.content_type.name == TYPE;
        pages.find(|(_, page)| is(page) && part_of(page) == part).map(|(index, _)| PageId(index))
    };
    own(language).or_else(|| own(site.config.languages.default))
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
    let Some(audit) = &site.audit else { return Vec::new() };
    let mut findings = audit::findings(audit, &site.conformity);
    let gone = audit.sample.iter().filter(|page| page.is_own()).filter_map(|page| {
        let url = sampled_url(site, page);
        (!exists(&url::output_of(&site.config, &url))).then(|| missing(site, page, &url))
    });
    findings.extend(gone);
    let default = site.config.languages.default;
    for link in audit.links() {
        let broken = match target(site, files, default, &link.written) {
            Target::Path(url) => !exists(&url::output_of(&site.config, &url)),
            _ => false,
        };
        if broken {
            let message = format!("`{}` leads nowhere", link.written);
            let help = did_you_mean(&link.written, keys(site)).unwrap_or_else(|| {
                "write an address, or the content path of a page from the language’s folder, `/contact`".to_owned()
            });
            findings.push(Finding::new(&rules::LINK_BROKEN, link.place.clone(), message).help(help));
        }
    }
    if page(site, default, STATEMENT).is_none() {
        let message = "no page shows the accessibility statement of `audit.toml`";
        let help = "make a page with `type: statement`, for instance `accessibilite.md`";
        let place = Place::file(&SourcePath::new(audit::FILE));
        findings.push(Finding::new(&rules::STATEMENT_MISSING, place, message).help(help));
    }
    findings
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
