//! From a page to what it asks for.

use std::ops::Range;
use std::sync::Arc;

use html5ever::local_name;

use super::fonts;
use super::library::Library;
use super::profile::PROFILES;
use super::request::{Kind, Phase, Requests, Target};
use super::sheet::Sheet;
use super::srcset::{self, Candidate, Size};
use crate::aria::Tree;
use crate::finding::OutputPath;
use crate::html::{Document, Element};
use crate::style::Styles;

/// What a browser that is told nothing of `preload` reads of a video or a sound to know how long it is, in bytes.
/// Chromium stops near this when a file begins with its table of contents.
pub const METADATA: u64 = 64 * 1024;

/// The formats of pictures that browsers of today show.
const FORMATS: &[&str] =
    &["image/avif", "image/webp", "image/jpeg", "image/png", "image/gif", "image/svg+xml", "image/x-icon"];

/// Where what a page names is.
#[derive(Clone, Copy)]
pub struct Around<'a> {
    /// The path of the page.
    pub path: &'a OutputPath,
    /// Where an address leads that a page or a sheet names; nothing for data and what is no file.
    pub resolve: &'a dyn Fn(&OutputPath, &str) -> Option<Target>,
    /// The text of a sheet of the site.
    pub read: &'a dyn Fn(&OutputPath) -> Option<Arc<str>>,
    /// What is remembered from the pages before.
    pub library: &'a Library,
}

/// What a page asks for, itself left out.
pub fn collect(document: &Document, styles: &Styles, tree: &Tree<'_>, around: &Around<'_>) -> Requests {
    let mut page = Page { tree, around, requests: Requests::default(), sheets: Vec::new() };
    for element in document.elements() {
        page.element(element);
    }
    let mut at = 0;
    // A sheet may import others: the list grows, and each is read once.
    while let Some((path, sheet)) = page.sheets.get(at).cloned() {
        at += 1;
        page.sheet(document, styles, &path, &sheet);
    }
    page.requests
}

struct Page<'p> {
    tree: &'p Tree<'p>,
    around: &'p Around<'p>,
    requests: Requests,
    sheets: Vec<(OutputPath, Arc<Sheet>)>,
}

impl Page<'_> {
    fn element(&mut self, element: Element<'_>) {
        let span = element.span().unwrap_or_default();
        match *element.atom() {
            local_name!("link") => self.link(element, span),
            local_name!("script") if element.has("src") => {
                self.ask(element.attr("src"), Kind::Script, Phase::Initial, span);
            }
            local_name!("img") => self.picture(element, span),
            local_name!("input") if element.attr_is("type", "image") => {
                self.ask(element.attr("src"), Kind::Picture, Phase::Initial, span);
            }
            local_name!("image") | local_name!("use") | local_name!("feImage") if !element.is_html() => {
                let href = element.attr("href").or_else(|| element.attr("xlink:href"));
                self.ask(href.filter(|href| !href.starts_with('#')), Kind::Picture, Phase::Initial, span);
            }
            local_name!("video") | local_name!("audio") => self.media(element, span),
            local_name!("track") if element.has("default") => {
                self.ask(element.attr("src"), Kind::Media, Phase::Initial, span);
            }
            local_name!("iframe") if !element.has("srcdoc") => {
                let phase = self.phase(element);
                if let Some(phase) = phase {
                    self.ask(element.attr("src"), Kind::Html, phase, span);
                }
            }
            local_name!("embed") => self.ask(element.attr("src"), Kind::Other, Phase::Initial, span),
            local_name!("object") => self.ask(element.attr("data"), Kind::Other, Phase::Initial, span),
            _ => {}
        }
    }

    fn link(&mut self, element: Element<'_>, span: Range<usize>) {
        let href = element.attr("href");
        let rel = |word: &str| element.words("rel").any(|found| found.eq_ignore_ascii_case(word));
        if rel("stylesheet") && !rel("alternate") && !element.has("disabled") {
            // One whose media do not hold is fetched too, only later.
            self.ask(href, Kind::Css, Phase::Initial, span);
            if let Some(Target::Own(path)) = href.and_then(|href| (self.around.resolve)(self.around.path, href)) {
                self.add_sheet(path);
            }
        } else if rel("icon") {
            self.ask(href, Kind::Picture, Phase::Initial, span);
        } else if rel("modulepreload") {
            self.ask(href, Kind::Script, Phase::Initial, span);
        } else if rel("preload") || rel("prefetch") {
            let kind = match element.attr("as").unwrap_or_default() {
                "style" => Kind::Css,
                "script" => Kind::Script,
                "image" => Kind::Picture,
                "font" => Kind::Font,
                "video" | "audio" | "track" => Kind::Media,
                "document" => Kind::Html,
                _ => Kind::Other,
            };
            let phase = if rel("preload") { Phase::Initial } else { Phase::Lazy };
            let media = element.attr("media").unwrap_or_default();
            let holds = self.around.library.holds(media);
            for rank in (0..PROFILES.len()).filter(|rank| holds[*rank]) {
                let url = match element.attr("imagesrcset") {
                    Some(set) => self.chosen(set, None, element.attr("imagesizes").unwrap_or_default(), rank),
                    None => href,
                };
                self.ask_in(url, kind, rank, phase, &span);
            }
        }
    }

    fn picture(&mut self, element: Element<'_>, span: Range<usize>) {
        let Some(phase) = self.phase(element) else { return };
        let parent = element.parent().filter(|parent| parent.is("picture"));
        for rank in 0..PROFILES.len() {
            let before = parent.into_iter().flat_map(Element::children).take_while(|one| *one != element);
            let source = before.filter(|one| one.is("source")).find(|source| {
                source.has("srcset")
                    && source
                        .attr("type")
                        .is_none_or(|kind| FORMATS.iter().any(|known| kind.eq_ignore_ascii_case(known)))
                    && self.around.library.holds(source.attr("media").unwrap_or_default())[rank]
            });
            let own_sizes = element.attr("sizes").unwrap_or_default();
            let url = match source {
                Some(source) => {
                    let sizes = source.attr("sizes").unwrap_or(own_sizes);
                    self.chosen(source.attr("srcset").unwrap_or_default(), None, sizes, rank)
                }
                None => self.chosen(element.attr("srcset").unwrap_or_default(), element.attr("src"), own_sizes, rank),
            };
            self.ask_in(url, Kind::Picture, rank, phase, &span);
        }
    }

    fn media(&mut self, element: Element<'_>, span: Range<usize>) {
        if element.is("video") {
            self.ask(element.attr("poster"), Kind::Picture, Phase::Initial, span.clone());
        }
        let most = match element.attr("preload").map(str::to_ascii_lowercase).as_deref() {
            _ if element.has("autoplay") => None,
            Some("none") => return,
            Some("auto" | "") => None,
            _ => Some(METADATA),
        };
        let source = || {
            let playable = |source: &Element<'_>| source.has("src");
            element.children().filter(|child| child.is("source")).find(playable)?.attr("src")
        };
        let url = element.attr("src").or_else(source);
        self.ask(url, Kind::Media, Phase::Initial, span);
        let target = url.and_then(|url| (self.around.resolve)(self.around.path, url));
        if let (Some(most), Some(target)) = (most, target) {
            self.requests.limit(&target, most);
        }
    }

    /// When what may wait is fetched; nothing for what has no box, and never comes near the window.
    fn phase(&self, element: Element<'_>) -> Option<Phase> {
        if !element.attr("loading").is_some_and(|loading| loading.eq_ignore_ascii_case("lazy")) {
            return Some(Phase::Initial);
        }
        self.tree.is_rendered(element).then_some(Phase::Lazy)
    }

    fn sheet(&mut self, document: &Document, styles: &Styles, path: &OutputPath, sheet: &Sheet) {
        for import in &sheet.imports {
            self.add(path, import, Kind::Css, [true; 2], Phase::Initial, 0..0);
            if let Some(Target::Own(path)) = (self.around.resolve)(path, import) {
                self.add_sheet(path);
            }
        }
        if sheet.uses.is_empty() {
            return;
        }
        let met = sheet.usage.of(document, "");
        let mut wanted = String::new();
        for (_, one) in sheet.uses.iter().enumerate().filter(|(rank, _)| met.contains(&sheet.usage, *rank)) {
            wanted.push_str(&one.fonts);
            let around: Vec<[bool; PROFILES.len()]> =
                one.media.iter().map(|media| self.around.library.holds(media)).collect();
            let holds = std::array::from_fn(|rank| around.iter().all(|holds| holds[rank]));
            for url in &one.pictures {
                self.add(path, url, Kind::Picture, holds, Phase::Initial, 0..0);
            }
        }
        for face in fonts::wanted(&sheet.faces, &wanted, document, styles) {
            self.add(path, &face.url, Kind::Font, [true; 2], Phase::Initial, 0..0);
        }
    }

    /// The address that a profile takes of a `srcset`, where `src` stands for what is not dense.
    fn chosen<'t>(&self, set: &'t str, src: Option<&'t str>, sizes: &str, profile: usize) -> Option<&'t str> {
        let mut candidates = srcset::parse(set);
        let is_plain = |candidate: &Candidate<'_>| candidate.size == Size::Density(1.0);
        let is_wide = |candidate: &Candidate<'_>| matches!(candidate.size, Size::Width(_));
        if !candidates.iter().any(|candidate| is_plain(candidate) || is_wide(candidate)) {
            candidates.extend(src.map(|url| Candidate { url, size: Size::Density(1.0) }));
        }
        let width = self.around.library.widths(sizes)[profile];
        srcset::choose(&candidates, width, PROFILES[profile].window).map(|candidate| candidate.url)
    }

    /// Asks for what the page names, in every profile.
    fn ask(&mut self, url: Option<&str>, kind: Kind, phase: Phase, span: Range<usize>) {
        if let Some(url) = url {
            self.add(self.around.path, url, kind, [true; 2], phase, span);
        }
    }

    /// Asks for what the page names, in one profile.
    fn ask_in(&mut self, url: Option<&str>, kind: Kind, profile: usize, phase: Phase, span: &Range<usize>) {
        if let Some(url) = url {
            let only = std::array::from_fn(|rank| rank == profile);
            self.add(self.around.path, url, kind, only, phase, span.clone());
        }
    }

    /// Asks for what the page or a sheet names, in some profiles.
    fn add(&mut self, by: &OutputPath, url: &str, kind: Kind, holds: [bool; 2], phase: Phase, span: Range<usize>) {
        if url.trim().is_empty() {
            return;
        }
        let Some(target) = (self.around.resolve)(by, url) else { return };
        for (rank, _) in holds.iter().enumerate().filter(|(_, holds)| **holds) {
            self.requests.add(&target, kind, rank, phase, &span);
        }
    }

    fn add_sheet(&mut self, path: OutputPath) {
        if !self.sheets.iter().any(|(known, _)| *known == path)
            && let Some(sheet) = self.around.library.sheet(&path, || (self.around.read)(&path))
        {
            self.sheets.push((path, sheet));
        }
    }
}
