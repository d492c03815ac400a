//! Menus: the entries of `osier.toml` with their pages found.

use super::Site;
use super::link::{self, Broken};
use super::page::PageId;
use crate::config::{Menu, MenuEntry};
use crate::finding::{Finding, did_you_mean, rules};
use crate::load::markdown::typography;

/// An entry of a menu.
#[derive(Clone, Debug, PartialEq)]
pub struct MenuItem {
    /// Its words.
    pub title: String,
    /// Its URL; nothing for an entry that only opens the ones below it.
    pub url: Option<String>,
    /// Its page, when it has one in the site.
    pub page: Option<PageId>,
    /// The entries below it.
    pub children: Vec<MenuItem>,
}

/// Fills [`Site::menus`]; a page that does not exist is a finding at its line of `osier.toml`.
pub(super) fn build(site: &mut Site, findings: &mut Vec<Finding>) {
    for language in 0..site.config.languages.all.len() {
        let menus = site.config.languages.all[language].menus.clone();
        for Menu { name, entries, .. } in menus {
            let items = entries.iter().filter_map(|entry| item(site, language, entry, findings)).collect();
            site.menus.insert((language, name), items);
        }
    }
}

/// The address of an entry that names no page; one that leads nowhere is a finding.
fn address(site: &Site, entry: &MenuEntry, findings: &mut Vec<Finding>) -> Option<String> {
    let url = entry.url.as_deref()?;
    let is_whole = url.starts_with(['/', '#', '?']) || link::has_scheme(url);
    let broken = if is_whole { link::fault(url) } else { Some(relative(url)) };
    if let Some(Broken { message, help }) = broken {
        findings.push(Finding::new(&rules::LINK_BROKEN, entry.place.clone(), message).help(help));
        return None;
    }
    Some(below(site, url))
}

/// A menu is on every page: what leads somewhere from one of them leads nowhere from others.
fn relative(url: &str) -> Broken {
    let help =
        "write a whole address, as `https://www.example.org`, a path that begins with `/`, or a `page` of the site";
    Broken { message: format!("`{url}` leads nowhere"), help: link::elsewhere(url).unwrap_or_else(|| help.to_owned()) }
}

/// An address of the site has the path of the base URL before it.
fn below(site: &Site, url: &str) -> String {
    let base = site.base_path();
    let inside =
        url.starts_with('/') && !url.starts_with("//") && (base.is_empty() || !url.starts_with(&format!("{base}/")));
    if inside { format!("{base}{url}") } else { url.to_owned() }
}

/// An entry with its page found.
pub(super) fn item(site: &Site, language: usize, entry: &MenuEntry, findings: &mut Vec<Finding>) -> Option<MenuItem> {
    let children: Vec<MenuItem> =
        entry.children.iter().filter_map(|entry| item(site, language, entry, findings)).collect();
    let own = |title: &String| typography::text(title, &site.config.languages.all[language].code);
    let Some(written) = &entry.page else {
        return Some(MenuItem {
            title: entry.title.as_ref().map(own)?,
            url: address(site, entry, findings),
            page: None,
            children,
        });
    };
    let (path, fragment) = written.find('#').map_or((written.as_str(), ""), |at| written.split_at(at));
    let key = format!(
        "/{}",
        path.trim_matches('/').trim_end_matches(".md").trim_end_matches("/_index").trim_end_matches('/')
    );
    let default = site.config.languages.default;
    if let Some(id) = site.find(language, &key).or_else(|| site.find(default, &key)) {
        let page = site.page(id);
        let title = entry.title.as_ref().map_or_else(|| page.title().to_owned(), own);
        return Some(MenuItem { title, url: Some(format!("{}{fragment}", page.url)), page: Some(id), children });
    }
    let url = format!("{}/{}", site.base_path(), path.trim_start_matches('/'));
    if site.urls.contains_key(&url) {
        return Some(MenuItem {
            title: entry.title.as_ref().map(own)?,
            url: Some(url + fragment),
            page: None,
            children,
        });
    }
    if let Some(Broken { message, help }) = link::hidden(site, language, path) {
        findings.push(Finding::new(&rules::LINK_BROKEN, entry.place.clone(), message).help(help));
        return None;
    }
    let keys = site.pages.iter().filter(|page| page.language == language).map(|page| page.key.as_str());
    let help = did_you_mean(&key, keys)
        .unwrap_or_else(|| "write a content path from the language's root, `/actualites`".to_owned());
    let message = format!("`{written}` is not a page of the site");
    findings.push(Finding::new(&rules::LINK_BROKEN, entry.place.clone(), message).help(help));
    None
}
