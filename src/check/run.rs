//! The rules run over one delivered page; what the site's rules need of it is kept, its document is not.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::site::{Facts, Survey, Target, facts, resolve, target};
use super::{Found, Page, Part, Spent, page};
use crate::finding::OutputPath;
use crate::html;
use crate::style::{self, Engine, Met, Usage};
use crate::weight::{self, Elements, Library, Requests};

/// A page that is delivered.
#[derive(Clone, Copy, Debug)]
pub struct Delivered<'a> {
    /// Where it goes.
    pub path: &'a OutputPath,
    /// Its bytes.
    pub html: &'a str,
}

/// What pages share: the files they are delivered with, and what is remembered from one to the next.
pub struct Around<'a> {
    /// The bytes of a delivered file.
    pub read: &'a (dyn Fn(&OutputPath) -> Option<Arc<[u8]>> + Sync),
    /// Where the site stands.
    pub survey: &'a Survey,
    /// Style sheets, compiled.
    pub engine: &'a Engine,
    /// The selectors that pages are asked about.
    pub usage: &'a Usage,
    /// What is remembered of what pages fetch.
    pub library: &'a Library,
    /// Where what all this takes is added up.
    pub spent: &'a Spent,
}

/// What a page gives once it was looked at.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Inspected {
    /// What the rules of pages found.
    pub found: Arc<[Found]>,
    /// What the rules of the site need to know of it.
    pub facts: Arc<Facts>,
    /// The selectors that it meets.
    pub met: Met,
    /// What it asks for.
    pub requests: Arc<Requests>,
    /// How many elements it has.
    pub elements: Elements,
    /// Whether it tells something that is known when everything is made ([`weight::told`]).
    pub tells: bool,
}

/// Looks at one page.
pub fn inspect(one: Delivered<'_>, around: &Around<'_>) -> Inspected {
    let spent = around.spent;
    let document = spent.on(Part::Parsing, || html::parse(one.html));
    let sheet = |href: &str| {
        let path = resolve(around.survey, one.path, href)?;
        around.engine.text(path.as_str(), || Some(Arc::from(String::from_utf8_lossy(&(around.read)(&path)?))))
    };
    let styles = spent.on(Part::Styles, || style::compute(around.engine, &document, &sheet));
    let seen = spent.on(Part::Rules, || Page::new(one.path, &document, &styles));
    let leads = |by: &OutputPath, address: &str| match target(around.survey, by, address) {
        Target::Here { .. } => resolve(around.survey, by, address).map(weight::Target::Own),
        Target::Away(address) => Some(weight::Target::Foreign((*address).into())),
        Target::Other(_) => None,
    };
    let read = |path: &OutputPath| Some(Arc::from(String::from_utf8_lossy(&(around.read)(path)?)));
    let of_page = weight::Around { path: one.path, resolve: &leads, read: &read, library: around.library };
    Inspected {
        found: spent.on(Part::Rules, || page(&seen).into()),
        facts: spent.on(Part::Facts, || Arc::new(facts(&seen, around.survey))),
        met: spent.on(Part::Selectors, || around.usage.of(&document, one.html)),
        requests: spent.on(Part::Weights, || Arc::new(weight::collect(&document, &styles, &seen.tree, &of_page))),
        elements: Elements::of(&document),
        tells: weight::told::is_told(one.html.as_bytes()),
    }
}
