//! What Osier reckons of the colours of delivered pages, for `colours.mjs` to hold against Chromium.
//!
//!     cargo run --example colours -- FOLDER > FILE
//!
//! The header of `colours.mjs` says what is in FILE.

#![expect(clippy::disallowed_methods, reason = "the delivered folder is read where it lies")]

use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::Context as _;
use osier::check::Page;
use osier::check::paint::Doubt;
use osier::check::site::{Survey, resolve};
use osier::finding::OutputPath;
use osier::html::{self, Child, Document, Element};
use osier::style::{self, Cell, Color, Engine, Scheme, State, Width};
use rayon::prelude::*;
use serde_json::{Value, json};
use walkdir::WalkDir;

const SCHEMES: [(Scheme, &str); 2] = [(Scheme::Light, "light"), (Scheme::Dark, "dark")];
const WIDTHS: [(Width, u32); 2] = [(Width::Narrow, 320), (Width::Wide, 1280)];

fn main() -> anyhow::Result<()> {
    let folder = std::env::args_os().nth(1).map(PathBuf::from).context("usage: colours FOLDER")?;
    let (engine, survey) = (Engine::default(), Survey::new(None));
    let pages = pages(&folder)?;
    let views: Vec<Vec<Value>> = pages
        .par_iter()
        .map(|path| {
            let html = std::fs::read_to_string(folder.join(path.as_str()));
            Ok(views(&folder, path, &html.with_context(|| path.to_string())?, &engine, &survey))
        })
        .collect::<anyhow::Result<_>>()?;
    let mut out = std::io::stdout().lock();
    serde_json::to_writer(&mut out, &views.concat())?;
    writeln!(out)?;
    Ok(())
}

/// The paths of the pages that `browser.mjs` finds in a folder.
fn pages(folder: &Path) -> anyhow::Result<Vec<OutputPath>> {
    let mut pages = Vec::new();
    for entry in WalkDir::new(folder).sort_by_file_name() {
        let entry = entry.with_context(|| format!("cannot read {}", folder.display()))?;
        let path = entry.path().strip_prefix(folder)?.to_string_lossy().replace(std::path::MAIN_SEPARATOR, "/");
        if entry.file_type().is_file() && path.ends_with(".html") && !path.contains("node_modules/") {
            pages.push(OutputPath::new(path));
        }
    }
    Ok(pages)
}

/// The colours of a page in each view.
fn views(folder: &Path, path: &OutputPath, html: &str, engine: &Engine, survey: &Survey) -> Vec<Value> {
    let document = html::parse(html);
    let sheet = |href: &str| {
        let bytes = std::fs::read(folder.join(resolve(survey, path, href)?.as_str())).ok()?;
        Some(Arc::from(String::from_utf8_lossy(&bytes)))
    };
    let styles = style::compute(engine, &document, &sheet);
    let page = Page::new(path, &document, &styles);
    let texts: Vec<(usize, Element<'_>)> = numbered(&document).filter(|(_, element)| holds_text(*element)).collect();
    let views = SCHEMES.iter().flat_map(|scheme| WIDTHS.iter().map(move |width| (*scheme, *width)));
    views
        .map(|((scheme, name), (width, px))| {
            let cell = Cell::new(scheme, width, State::Rest);
            let elements: Vec<Value> =
                texts.iter().filter_map(|(index, element)| colours(&page, *index, *element, cell)).collect();
            json!({ "path": path.as_str(), "scheme": name, "width": px, "elements": elements })
        })
        .collect()
}

/// Every element after its place in `document.querySelectorAll('*')`, which does not enter what a `template` holds.
fn numbered(document: &Document) -> impl Iterator<Item = (usize, Element<'_>)> {
    let root = document.root();
    document.elements().filter(move |element| element.ancestors_or_self().last() == root).enumerate()
}

fn holds_text(element: Element<'_>) -> bool {
    element.child_nodes().any(|child| matches!(child, Child::Text(text) if !text.text().trim().is_empty()))
}

/// The colours of an element that shows text; nothing where it does not.
fn colours(page: &Page<'_>, index: usize, element: Element<'_>, cell: Cell) -> Option<Value> {
    let style = page.styles.in_cell(element, cell);
    if !style.rendered || style.skipped || !style.visible {
        return None;
    }
    let color = style.color.known().map(|color| [color.r, color.g, color.b, color.alpha].map(byte));
    Some(json!({ "index": index, "color": color, "background": background(page, element, cell) }))
}

/// What lies behind a text as its place in the page has it: a positioned box may be elsewhere, which no colour tells.
fn background(page: &Page<'_>, element: Element<'_>, cell: Cell) -> Option<[u8; 3]> {
    let ground = page.scenes().at(element, cell);
    let placed = ground.maybe.is_none_or(|(doubt, _)| doubt == Doubt::Positioned);
    let mut colours = ground.over(Color::TRANSPARENT).map(|(_, behind)| behind);
    let only = colours.next().filter(|_| colours.next().is_none());
    only.filter(|_| placed && ground.doubt.is_none() && ground.effect.is_none())
}

fn byte(component: f32) -> u8 {
    (component * 255.0).round() as u8
}
