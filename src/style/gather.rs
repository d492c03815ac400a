//! The style sheets of a page (HTML Standard, 4.2.4 and 4.2.6; CSSOM 1, 6.2), those that they import before them.

use std::sync::Arc;

use html5ever::{LocalName, local_name};

use super::cell::PUBLIC;
use super::cell::bits;
use super::engine::Engine;
use super::media;
use super::sheet::LayerPath;
use super::styles::SheetName;
use super::world::Listed;
use crate::html::{Document, Element};

/// Imports that are followed: how deep, and how many in all.
const MAX_IMPORT_DEPTH: usize = 8;
const MAX_SHEETS: usize = 256;

/// What a page takes in.
#[derive(Debug, Default)]
pub(super) struct Gathered {
    pub(super) sheets: Vec<Listed>,
    /// Where each sheet was written.
    pub(super) names: Vec<SheetName>,
    /// `<meta name=color-scheme>`: light, dark.
    pub(super) schemes: (bool, bool),
    /// Whether every sheet could be had and understood.
    pub(super) complete: bool,
}

/// The sheets of a page in order.
pub(super) fn gather(engine: &Engine, document: &Document, sheet: &dyn Fn(&str) -> Option<Arc<str>>) -> Gathered {
    let mut gatherer =
        Gatherer { engine, sheet, gathered: Gathered { complete: true, ..Gathered::default() }, title: None };
    for element in document.elements() {
        let name: &LocalName = element.atom();
        if *name == local_name!("link") && element.is_html() {
            gatherer.link(element);
        } else if *name == local_name!("style") {
            gatherer.style(element);
        } else if *name == local_name!("meta") && element.attr_is("name", "color-scheme") {
            let has = |scheme: &str| element.words("content").any(|word| word.eq_ignore_ascii_case(scheme));
            gatherer.gathered.schemes = (has("light"), has("dark"));
        }
    }
    gatherer.gathered
}

struct Gatherer<'g, 'd> {
    engine: &'g Engine,
    sheet: &'g dyn Fn(&str) -> Option<Arc<str>>,
    gathered: Gathered,
    /// The title of the set of sheets that is shown: that of the first that has one.
    title: Option<&'d str>,
}

/// How a sheet is taken in.
#[derive(Clone)]
struct Terms {
    environments: u8,
    uncertain: bool,
    layer: Option<LayerPath>,
}

impl<'d> Gatherer<'_, 'd> {
    fn link(&mut self, element: Element<'d>) {
        let is = |rel: &str| element.words("rel").any(|word| word.eq_ignore_ascii_case(rel));
        let Some(href) = element.attr("href") else { return };
        if !is("stylesheet")
            || is("alternate")
            || element.has("disabled")
            || !is_css(element)
            || !self.is_shown(element)
        {
            return;
        }
        let terms = self.terms(element);
        match (self.sheet)(href) {
            Some(text) => self.add(&text, SheetName::File(href.into()), &terms, &[href.to_owned()]),
            None => self.miss(&terms),
        }
    }

    fn style(&mut self, element: Element<'d>) {
        if !is_css(element) || !self.is_shown(element) {
            return;
        }
        let text: Arc<str> = element.text().into();
        let name = SheetName::Element(element.span().unwrap_or_default());
        let terms = self.terms(element);
        self.add(&text, name, &terms, &[]);
    }

    fn terms(&self, element: Element<'d>) -> Terms {
        let environments = element.attr("media").map_or(media::ALL, |media| self.engine.media(media));
        Terms { environments, uncertain: false, layer: None }
    }

    /// Sheets of a set with another title than the first are not shown.
    fn is_shown(&mut self, element: Element<'d>) -> bool {
        match element.attr("title").filter(|title| !title.is_empty()) {
            None => true,
            Some(title) => *self.title.get_or_insert(title) == title,
        }
    }

    /// Adds a sheet after those that it imports, which are not followed far.
    fn add(&mut self, text: &Arc<str>, name: SheetName, terms: &Terms, way: &[String]) {
        let compiled = self.engine.sheet(text);
        self.gathered.complete &= compiled.complete;
        for import in &compiled.imports {
            let url = match way.last() {
                Some(base) => beside(base, &import.url),
                None => import.url.clone(),
            };
            let own = import.layer.map(|layer| compiled.layers[layer].iter().cloned());
            let layer = match (&terms.layer, own) {
                (Some(outer), Some(own)) => Some(outer.iter().cloned().chain(own).collect()),
                (outer, None) => outer.clone(),
                (None, Some(own)) => Some(own.collect()),
            };
            let inner = Terms {
                environments: terms.environments & import.environments,
                uncertain: terms.uncertain || import.uncertain,
                layer,
            };
            if way.contains(&url) {
                continue;
            }
            let text = if way.len() >= MAX_IMPORT_DEPTH || self.gathered.sheets.len() >= MAX_SHEETS {
                None
            } else {
                (self.sheet)(&url)
            };
            match text {
                Some(text) => {
                    let mut way = way.to_vec();
                    way.push(url.clone());
                    self.add(&text, SheetName::File(url.into()), &inner, &way);
                }
                None => self.miss(&inner),
            }
        }
        let Terms { environments, uncertain, layer } = terms.clone();
        self.gathered.sheets.push(Listed { sheet: compiled, environments, uncertain, layer });
        self.gathered.names.push(name);
    }

    /// A sheet that cannot be had matters where it would apply.
    fn miss(&mut self, terms: &Terms) {
        if bits(1, terms.environments) & PUBLIC != 0 {
            self.gathered.complete = false;
        }
    }
}

fn is_css(element: Element<'_>) -> bool {
    element.attr("type").is_none_or(|kind| kind.is_empty() || kind.trim().eq_ignore_ascii_case("text/css"))
}

/// The address of what a sheet imports, as seen from the page.
fn beside(base: &str, url: &str) -> String {
    if url.starts_with('/') || url.contains("://") || url.starts_with("data:") {
        return url.to_owned();
    }
    let base = base.split(['?', '#']).next().unwrap_or_default();
    let mut parts: Vec<&str> = base.split('/').collect();
    parts.pop();
    for part in url.split('/') {
        match part {
            "." => {}
            ".." if parts.last().is_some_and(|last| !last.is_empty() && *last != "..") => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    parts.join("/")
}

#[cfg(test)]
mod tests {
    use super::beside;

    #[test]
    fn imports_are_found_beside_their_sheet() {
        for (base, url, expected) in [
            ("css/a.css", "b.css", "css/b.css"),
            ("/css/a.css?v=1/2", "./sub/b.css", "/css/sub/b.css"),
            ("/css/a.css", "../b.css", "/b.css"),
            ("a.css", "../b.css", "../b.css"),
            ("a.css", "/b.css", "/b.css"),
            ("https://a.example/x/a.css", "b.css", "https://a.example/x/b.css"),
            ("a.css", "https://b.example/b.css", "https://b.example/b.css"),
        ] {
            assert_eq!(beside(base, url), expected, "{base} {url}");
        }
    }
}
