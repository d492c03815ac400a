//! The alert of the site, on the day of the build.

use super::{MenuItem, Site, menu};
use crate::config::{Localized, MenuEntry};
use crate::finding::Finding;

/// What every page says before anything else.
#[derive(Clone, Debug, PartialEq)]
pub struct Alert {
    /// One line of Markdown.
    pub text: String,
    /// Where to read more.
    pub link: Option<MenuItem>,
}

/// Fills [`Site::alerts`]; a link that leads nowhere is a finding even after the last day.
pub(super) fn build(site: &mut Site, findings: &mut Vec<Finding>) {
    let Some(alert) = site.config.alert.clone() else { return };
    let past = alert.until.is_some_and(|until| site.moment.now.date() > until);
    for (language, code) in codes(site).into_iter().enumerate() {
        let own = |text: &Localized| text.0.get(&code).or_else(|| text.0.get("")).cloned();
        let Some(text) = own(&alert.text) else { continue };
        let link = own(&alert.url).zip(own(&alert.label)).and_then(|(url, label)| {
            let page = url.starts_with('/').then(|| url.clone());
            let url = page.is_none().then_some(url);
            let entry = MenuEntry { title: Some(label), page, url, place: alert.place.clone(), children: Vec::new() };
            menu::item(site, language, &entry, findings)
        });
        if !past {
            site.alerts.insert(language, Alert { text, link });
        }
    }
}

fn codes(site: &Site) -> Vec<String> {
    site.config.languages.all.iter().map(|language| language.code.clone()).collect()
}
