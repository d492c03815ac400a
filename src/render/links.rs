//! Links checked on what is delivered: every internal address of every page leads to a file, every fragment to an id.

use std::borrow::Cow;
use std::cell::LazyCell;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use ::url::Url;
use memchr::memchr2;
use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};
use serde::{Deserialize, Serialize};

use super::body::broken_fragment;
use super::broken;
use super::made::{Delivered, Made};
use crate::finding::{Finding, OutputPath, rules};
use crate::html;
use crate::model::link::{self, Broken};
use crate::model::{Site, url};
use crate::output::Names;

/// What the check gives.
pub(super) struct Checked {
    /// Broken links.
    pub(super) findings: Vec<Finding>,
    /// Every file that a page refers to and that is not a page.
    pub(super) referenced: FxHashSet<OutputPath>,
}

/// What one page points to.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Pointed {
    /// Addresses that no page of the model has: assets, pictures, files, or nothing.
    others: Vec<(String, OutputPath)>,
    /// Fragments of its own that it does not have.
    lost: Vec<String>,
}

impl Pointed {
    /// The same, with these names in place of their stand-ins; nothing when it has none of these.
    pub(super) fn renamed(&self, site: &Site, names: &Names) -> Option<Self> {
        if !self.others.iter().any(|(address, _)| names.are_due(address)) {
            return None;
        }
        let rename = |(address, path): &(String, OutputPath)| {
            let is_due = names.are_due(address);
            if is_due { place(site, names.named(address)) } else { (address.clone(), path.clone()) }
        };
        Some(Self { others: self.others.iter().map(rename).collect(), lost: self.lost.clone() })
    }
}

/// Where an address leads. One that forgets the folder the site is in leaves the site: it leads to no file of it.
fn place(site: &Site, address: String) -> (String, OutputPath) {
    let is_below = is_below(site, &address);
    let output = if is_below { url::output_of(&site.config, &address) } else { OutputPath::new("..") };
    (address, output)
}

/// What there is beside the pages that are checked.
#[derive(Clone, Copy)]
pub struct Beside<'a> {
    /// Whether a file is delivered, or will be made.
    pub exists: &'a (dyn Fn(&OutputPath) -> bool + Sync),
    /// Another page.
    pub page: &'a (dyn Fn(&OutputPath) -> Option<Arc<[u8]>> + Sync),
}

/// Checks these pages against each other and against what there is beside them.
pub(super) fn check(site: &Site, made: &[(Arc<Made>, Arc<Delivered>)], beside: Beside<'_>) -> Checked {
    let there = There::of(made, beside);
    let (mut broken, mut referenced) = (BTreeMap::<String, Vec<&Made>>::new(), FxHashSet::default());
    for (page, known, lost) in made.par_iter().map(|page| of_page(page, &there)).collect::<Vec<_>>() {
        for path in known {
            if !referenced.contains(path) {
                referenced.insert(path.clone());
            }
        }
        for address in lost {
            broken.entry(address).or_default().push(page);
        }
    }
    let mut findings = Vec::new();
    findings.extend(broken.into_iter().map(|(address, pages)| broken::finding(site, &address, &pages)));
    findings.extend(authors_links(site, made, &there));
    Checked { findings, referenced }
}

/// Where the links that authors wrote on these pages lead.
pub(super) fn of_authors(site: &Site, made: &[(Arc<Made>, Arc<Delivered>)], beside: Beside<'_>) -> Vec<Finding> {
    let there = There::of(made, beside);
    authors_links(site, made, &there)
}

/// The pages that are checked, and what there is beside them.
struct There<'a> {
    pages: FxHashMap<&'a OutputPath, &'a Delivered>,
    beside: Beside<'a>,
}

impl<'a> There<'a> {
    fn of(made: &'a [(Arc<Made>, Arc<Delivered>)], beside: Beside<'a>) -> Self {
        Self { pages: made.iter().map(|(page, delivered)| (&page.output, &**delivered)).collect(), beside }
    }

    fn has(&self, path: &OutputPath) -> bool {
        self.pages.contains_key(path) || (self.beside.exists)(path)
    }

    fn html(&self, path: &OutputPath) -> Option<Arc<[u8]>> {
        match self.pages.get(path) {
            Some(page) => page.page.read().ok(),
            None => (self.beside.page)(path),
        }
    }
}

/// What a page refers to that is there, and the addresses in it that no author wrote and that lead nowhere.
fn of_page<'m>(
    (page, delivered): &'m (Arc<Made>, Arc<Delivered>),
    there: &There<'_>,
) -> (&'m Made, Vec<&'m OutputPath>, Vec<String>) {
    let Pointed { others, lost } = &*delivered.pointed;
    let (known, missing): (Vec<_>, Vec<_>) = others.iter().partition(|(_, path)| there.has(path));
    // Few pages point to what is not there.
    let said: LazyCell<FxHashSet<&str>, _> =
        LazyCell::new(|| page.findings.iter().filter_map(|finding| finding.message.split('`').nth(1)).collect());
    let written: LazyCell<FxHashSet<&OutputPath>, _> =
        LazyCell::new(|| page.links.iter().map(|link| &link.output).collect());
    let was_said = |address: &str| {
        let path = address.split(['#', '?']).next().unwrap_or_default();
        said.contains(address) || said.contains(&*percent_encoding::percent_decode_str(path).decode_utf8_lossy())
    };
    // What a text that is another page's too has of these was said there.
    let is_own = |(address, path): &&(String, OutputPath)| {
        written.contains(path) || (page.again && is_relative(address)) || was_said(address)
    };
    let missing = missing.into_iter().filter(|one| !is_own(one)).map(|(address, _)| address.clone());
    let is_link = |fragment: &str| {
        page.links.iter().any(|link| link.fragment == fragment && (page.again || link.output == page.output))
    };
    let lost = lost.iter().filter(|fragment| !is_link(fragment)).map(|fragment| format!("#{fragment}"));
    let known = known.into_iter().map(|(_, path)| path).collect();
    (page, known, missing.chain(lost).collect())
}

/// The files of the site that a page refers to.
pub(super) fn files_of(site: &Site, page: &str) -> BTreeSet<OutputPath> {
    let mut files = BTreeSet::new();
    for tag in html::tags(page) {
        for address in html::references(&tag) {
            let path = internal(site, &address).filter(|path| is_below(site, path) && !site.urls.contains_key(*path));
            files.extend(path.map(|path| url::output_of(&site.config, path)));
        }
    }
    files
}

/// What a page that is delivered at `output` points to.
pub(super) fn point(site: &Site, output: &OutputPath, page: &str) -> Pointed {
    let mut others = BTreeSet::new();
    let mut relative = BTreeSet::new();
    let mut fragments = BTreeSet::new();
    let mut ids = Vec::new();
    let mut has_base = false;
    let mut read = |address: Cow<'_, str>| {
        if let Some(fragment) = address.strip_prefix('#') {
            if !fragment.is_empty() && fragment != "top" {
                fragments.insert(percent_encoding::percent_decode_str(fragment).decode_utf8_lossy().into_owned());
            }
        } else if let Some(path) = internal(site, &address).filter(|path| !site.urls.contains_key(*path)) {
            others.insert(path.to_owned());
        } else if is_relative(&address) {
            relative.insert(address.into_owned());
        }
    };
    for tag in html::tags(page).filter(html::Tag::has_attributes) {
        has_base |= tag.name.eq_ignore_ascii_case("base");
        let mut has_id = false;
        for (name, value) in tag.attributes() {
            if !has_id && name.eq_ignore_ascii_case("id") {
                has_id = true;
                ids.push(value);
            } else {
                html::refer(&tag, name, value, &mut read);
            }
        }
    }
    let ids: FxHashSet<Cow<'_, str>> =
        if fragments.is_empty() { FxHashSet::default() } else { ids.into_iter().collect() };
    let lost = fragments.into_iter().filter(|fragment| !ids.contains(fragment.as_str())).collect();
    let mut others: Vec<_> = others.into_iter().map(|address| place(site, address)).collect();
    // What they are relative to is not the page then.
    if !has_base && !relative.is_empty() {
        others.extend(relative_places(site, output, relative));
    }
    Pointed { others, lost }
}

/// Whether an address leads somewhere from where the page is: `b.html`, `../a/`, and `www.example.org`, which lacks its
/// scheme.
fn is_relative(address: &str) -> bool {
    !address.is_empty() && !address.starts_with(['/', '#', '?', '\\']) && !link::has_scheme(address)
}

/// These addresses of the page at `output` that lead to no page of the model, with the files that browsers ask for.
fn relative_places(site: &Site, output: &OutputPath, addresses: BTreeSet<String>) -> Vec<(String, OutputPath)> {
    let here = Url::parse(&site.config.base_url).and_then(|base| base.join(&format!("{}/{output}", site.base_path())));
    let Ok(here) = here else { return Vec::new() };
    let place_of = |address: String| {
        let there = here.join(&address).ok()?;
        let path = there.path();
        (!site.urls.contains_key(path)).then(|| (address, place(site, path.to_owned()).1))
    };
    addresses.into_iter().filter_map(place_of).collect()
}

/// The URL path of an address of this site, without query and fragment; nothing for one elsewhere.
fn internal<'a>(site: &Site, address: &'a str) -> Option<&'a str> {
    let path = if address.starts_with('/') && !address.starts_with("//") {
        address
    } else {
        let host = site.config.base_url.len() - site.base_path().len();
        // Beside a site that is in a folder of its host, there may be others.
        address.strip_prefix(&site.config.base_url[..host]).filter(|path| is_below(site, path))?
    };
    Some(memchr2(b'#', b'?', path.as_bytes()).map_or(path, |at| &path[..at]))
}

/// Whether a URL path is below the base URL.
fn is_below(site: &Site, path: &str) -> bool {
    path.strip_prefix(site.base_path()).is_some_and(|rest| rest.starts_with('/'))
}

/// Authors' links to generated pages and to places of pages.
fn authors_links(site: &Site, made: &[(Arc<Made>, Arc<Delivered>)], there: &There<'_>) -> Vec<Finding> {
    // Nothing of a page whose template failed, which has no ids: that was said.
    let mut ids: HashMap<&OutputPath, Option<BTreeSet<String>>> = HashMap::new();
    let mut findings = Vec::new();
    for (page, _) in made.iter().filter(|(page, _)| !page.again) {
        for link in &page.links {
            if !there.has(&link.output) {
                let path = link.written.split(['#', '?']).next().unwrap_or_default();
                let author = site.by_path.get(&page.source).map(|id| site.page(*id));
                let Broken { message, help } =
                    author.and_then(|author| link::hidden_from(site, author, path)).unwrap_or_else(|| Broken {
                        message: format!("`{}` leads nowhere", link.written),
                        help: "write the path of a page's `.md` file, or an address that the site has".to_owned(),
                    });
                findings.push(Finding::new(&rules::LINK_BROKEN, link.place.clone(), message).help(help));
                continue;
            }
            if link.fragment.is_empty() {
                continue;
            }
            let known = ids.entry(&link.output).or_insert_with(|| {
                let target = there.html(&link.output).filter(|target| !target.is_empty())?;
                let ids = html::tags(&String::from_utf8_lossy(&target))
                    .filter_map(|tag| tag.attribute("id").map(std::borrow::Cow::into_owned))
                    .collect();
                Some(ids)
            });
            if let Some(known) = known.as_ref().filter(|known| !known.contains(&link.fragment)) {
                findings.push(broken_fragment(link, known));
            }
        }
    }
    findings
}
