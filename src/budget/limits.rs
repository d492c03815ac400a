//! What each page of a site may weigh.

use std::collections::BTreeMap;

use super::{Ground, Weighed};
use crate::config::{Config, Limits};
use crate::finding::{Finding, Place, Rule, SourcePath, did_you_mean, rules};
use crate::model::exception::exceptions;
use crate::model::{Site, limits};

/// What each page of a site may weigh, by its class, its path and the exception of the file that it is of.
pub fn site_limits<'s>(site: &'s Site, ground: &'s Ground<'s>) -> impl Fn(&Weighed) -> Limits + 's {
    let exceptions: BTreeMap<&SourcePath, &Limits> =
        exceptions(site).into_iter().map(|(id, exception)| (site.page(id).path(), &exception.limits)).collect();
    move |page| {
        let source = || Some(&ground.trace(&page.page)?.source);
        let exception = if exceptions.is_empty() { None } else { source() };
        let exception = exception.and_then(|source| exceptions.get(source).copied());
        limits(&site.config.budgets, &page.class, &page.page, exception)
    }
}

/// Whether the file that a page is of allows a rule.
pub fn site_allows<'s>(site: &'s Site, ground: &'s Ground<'s>) -> impl Fn(&Weighed, &Rule) -> bool + 's {
    move |page, rule| {
        let source = ground.trace(&page.page).map(|trace| &trace.source);
        let own = source.and_then(|source| site.by_path.get(source));
        own.is_some_and(|id| site.page(*id).envelope.allow.iter().any(|allowance| allowance.rule == rule.id))
    }
}

/// A finding for each budget of a class that the site does not have. `types` are its content types.
pub fn unknown<'a>(config: &Config, types: impl Iterator<Item = &'a str> + Clone) -> Vec<Finding> {
    let known = ["home", "list", "default"].into_iter().chain(types);
    let is_known = |name: &str| known.clone().any(|one| one == name);
    let wrong = config.budgets.classes.iter().filter(|budget| !is_known(&budget.class));
    wrong
        .map(|budget| {
            let place = Place::at(&config.path, budget.span.clone());
            let message = format!("`{}` is no class of pages", budget.class);
            let help = did_you_mean(&budget.class, known.clone()).unwrap_or_else(|| {
                "write `home`, `list`, `default`, or a content type that `osier schema` lists".to_owned()
            });
            Finding::new(&rules::CONFIG_INVALID, place, message).help(help)
        })
        .collect()
}
