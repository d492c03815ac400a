//! Where an address that leads nowhere was written: by an author in a text or a field, in `osier.toml`, or in a
//! template.

use super::made::Made;
use super::origin::Origin;
use crate::config::MenuEntry;
use crate::finding::{Finding, Place, rules};
use crate::html;
use crate::model::{Site, link};

/// What is said of an address that these pages have and that was not told of as an author's link.
pub(super) fn finding(site: &Site, address: &str, pages: &[&Made]) -> Finding {
    let first = pages[0];
    let many = if pages.len() > 1 { format!(" (on {} pages)", pages.len()) } else { String::new() };
    let (place, help) = cause(site, address, first);
    let (rule, message) = if address.starts_with('#') {
        (&rules::FRAGMENT_BROKEN, format!("`{address}` is not on the page{many}"))
    } else {
        (&rules::LINK_BROKEN, format!("`{address}` leads nowhere{many}"))
    };
    let help = link::elsewhere(address).unwrap_or_else(|| help.to_owned());
    Finding::new(rule, place.on(&first.output), message).help(help)
}

/// Where it was written, and what to do there.
fn cause(site: &Site, address: &str, page: &Made) -> (Place, &'static str) {
    let origin = origin(page, address);
    if let Some(Origin { span, .. }) = origin.as_ref().filter(|origin| !origin.span.is_empty()) {
        let place = Place::at(&page.source, span.start as usize..span.end as usize);
        return (place, "write the path of a page's `.md` file, or an address that the site has");
    }
    if let Some(place) = in_templates(site, address) {
        return (place, "correct it there");
    }
    if let Some(place) = in_menus(site, address) {
        return (place, "correct it there: an address that the site has, or `page` with a content path");
    }
    let mark = origin.and_then(|origin| site.theme.templates.marks.place(origin.mark?));
    let help = "the address is written by a template, a block or a field: correct it there";
    (mark.unwrap_or_else(|| Place::file(&page.source)), help)
}

/// Where the first tag that has the address comes from.
fn origin(page: &Made, address: &str) -> Option<Origin> {
    let at = page.read(|html| {
        let mut tags = html::tags(html).filter(html::Tag::has_attributes);
        let path = |found: &str| found == address || found.split(['#', '?']).next() == Some(address);
        tags.find(|tag| html::references(tag).iter().any(|found| path(found))).map(|tag| tag.span.start)
    });
    page.origins.at(at?)
}

/// The address where a template has it as it is.
fn in_templates(site: &Site, address: &str) -> Option<Place> {
    site.theme.templates.paths.values().find_map(|(path, text)| {
        let written = ["href", "src"].iter().find_map(|name| text.find(&format!("{name}=\"{address}\"")));
        let at = written? + text[written?..].find('"')? + 1;
        Some(Place::at(path, at..at + address.len()))
    })
}

/// The entry of a menu that has it.
fn in_menus(site: &Site, address: &str) -> Option<Place> {
    fn within(entries: &[MenuEntry], leads: &dyn Fn(&str) -> bool) -> Option<Place> {
        entries.iter().find_map(|entry| {
            let is_it = entry.url.as_deref().is_some_and(leads);
            if is_it { Some(entry.place.clone()) } else { within(&entry.children, leads) }
        })
    }
    let own = address.strip_prefix(site.base_path()).unwrap_or(address);
    let leads = |url: &str| url == address || url.split(['#', '?']).next() == Some(own);
    let menus = site.config.languages.all.iter().flat_map(|language| &language.menus);
    menus.into_iter().find_map(|menu| within(&menu.entries, &leads))
}
