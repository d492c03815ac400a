//! The rules run over one delivered page; what the site's rules need of it is kept, its document is not.

use std::sync::Arc;

use super::site::{Facts, Survey, facts, resolve};
use super::{Found, Page, page};
use crate::finding::OutputPath;
use crate::html;
use crate::style::{self, Engine, Met, Usage};

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
}

/// What a page gives once it was looked at.
#[derive(Clone, Debug)]
pub struct Inspected {
    /// What the rules of pages found.
    pub found: Arc<[Found]>,
    /// What the rules of the site need to know of it.
    pub facts: Arc<Facts>,
    /// The selectors that it meets.
    pub met: Met,
}

/// Looks at one page.
pub fn inspect(one: Delivered<'_>, around: &Around<'_>) -> Inspected {
    let document = html::parse(one.html);
    let sheet = |href: &str| {
        let bytes = (around.read)(&resolve(around.survey, one.path, href)?)?;
        Some(Arc::from(String::from_utf8_lossy(&bytes)))
    };
    let styles = style::compute(around.engine, &document, &sheet);
    let seen = Page::new(one.path, &document, &styles);
    let met = around.usage.of(&document, one.html);
    Inspected { found: page(&seen).into(), facts: Arc::new(facts(&seen, around.survey)), met }
}
