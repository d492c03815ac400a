//! What is kept of a page once its document is dropped: a few kilobytes of what other pages have to be compared with.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::ops::{Deref, Range};

use html5ever::local_name;
use serde::{Deserialize, Serialize};

use super::address::{Reader, Target};
use super::css::{Css, Variant};
use super::survey::{Survey, Word};
use super::{asset, content, links};
use crate::check::{Page, words};
use crate::finding::OutputPath;
use crate::html::{self, Element};
use crate::pack::Shared;
use crate::style;

/// Bytes of the delivered page; empty when not known.
pub type Span = Range<usize>;

/// What a page says of itself.
#[derive(Debug, Serialize, Deserialize)]
#[expect(clippy::struct_excessive_bools, reason = "each is a fact by itself")]
pub struct Facts {
    /// Where it is delivered.
    pub path: OutputPath,
    /// The primary language of its `html`, in lower case; empty when there is none.
    pub language: Word,
    /// Its title, white space made single, and where that is.
    pub title: (Word, Span),
    /// Its one `h1`; nothing when there are none or several.
    pub heading: Option<(Word, Span)>,
    /// Whether its title and its heading have no word in common.
    pub estranged: bool,
    /// Its links, in tree order.
    pub links: Vec<Link>,
    /// Its landmarks, in tree order.
    pub blocks: Vec<Block>,
    /// Links that have one name and several addresses.
    pub namesakes: Vec<Namesakes>,
    /// Its frames, those of `srcdoc` included.
    pub frames: Vec<Frame>,
    /// The files it shows or runs.
    pub assets: Vec<Asset>,
    /// The variants of fonts whose files the style sheets in it name.
    pub fonts: BTreeSet<Variant>,
    /// Hashes of the names that a fragment may have, sorted.
    pub anchors: Vec<u64>,
    /// Where it sends its readers at once (`meta` refresh without delay).
    pub leads_to: Option<Target>,
    /// A hash of what it says in its main part; nothing when it says nothing.
    pub content: Option<u64>,
    /// Whether it runs scripts: it may show something else for another query.
    pub scripted: bool,
    /// Whether the tabulation key stops somewhere in it.
    pub tabbable: bool,
    /// Whether one can search from it.
    pub searches: bool,
    /// Whether it names its icon.
    pub icon: bool,
    /// Whether it asks not to be found (`robots`, `noindex`).
    pub unlisted: bool,
}

/// A link.
#[derive(Debug, Serialize, Deserialize)]
pub struct Link {
    /// Its start tag.
    pub span: Span,
    /// What it is besides, which pages share with the menus that they repeat.
    pub anchor: Shared<Anchor>,
}

impl Deref for Link {
    type Target = Anchor;

    fn deref(&self) -> &Anchor {
        &self.anchor
    }
}

/// What a link is, wherever it stands.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Anchor {
    /// Its accessible name; empty when it has none, or is not given to assistive technologies.
    pub name: Word,
    /// The name as the lists of words have it ([`words::plain`]).
    pub plain: Word,
    /// Where it leads.
    pub to: Target,
    /// Whether it says the language of what it leads to: `hreflang`, or its own words are in that of a `lang`.
    pub says_language: bool,
}

/// What a landmark is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum BlockKind {
    /// The banner of the page.
    Header,
    /// A navigation.
    Nav,
    /// The main part.
    Main,
    /// The information about the page.
    Footer,
}

/// A landmark.
#[derive(Debug, Serialize, Deserialize)]
pub struct Block {
    /// What it is.
    pub kind: BlockKind,
    /// Its accessible name.
    pub name: Word,
    /// Its start tag.
    pub span: Span,
    /// The links in it, among those of the page.
    pub links: Range<usize>,
    /// A hash of its name and of these links: of what they are named and where they lead.
    pub menu: u64,
}

/// Links of one name and several addresses (by [`Target::resource`]).
#[derive(Debug, Serialize, Deserialize)]
pub struct Namesakes {
    /// Which links.
    pub links: Vec<usize>,
    /// Those of them that stand in one context and under one heading too, while eyes can tell them apart. What is
    /// ambiguous to everybody keeps nobody out more than others (WCAG 2.2, ambiguous to users in general).
    pub together: Vec<Vec<usize>>,
}

/// A frame.
#[derive(Debug, Serialize, Deserialize)]
pub struct Frame {
    /// The start tag of the frame, or of that of the page which holds it.
    pub span: Span,
    /// Its accessible name; empty when it has none, or is not given to assistive technologies.
    pub name: Word,
    /// What it shows; nothing when its content is in the page.
    pub to: Option<Target>,
    /// A hash of the content that is in the page.
    pub content: Option<u64>,
    /// Whether it is seen, and its `tabindex` keeps what it shows from the keyboard.
    pub untabbable: bool,
}

/// What a file does in a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum AssetKind {
    /// A picture that the page shows; whether another is offered to who wants less motion.
    Picture {
        /// A `source` of the same `picture` asks for `prefers-reduced-motion`.
        still: bool,
    },
    /// Captions, subtitles, descriptions or chapters of a video.
    Track,
    /// What a style that is in the page names: a picture, a font, a sheet.
    Drawn,
    /// Anything else: a style, a script, a video, a sound.
    Other,
}

/// A file that a page shows or runs.
#[derive(Debug, Serialize, Deserialize)]
pub struct Asset {
    /// What it does.
    pub kind: AssetKind,
    /// The tag that names it.
    pub span: Span,
    /// Where it is.
    pub to: Target,
    /// How an `img` offers it; nothing for anything else.
    pub offer: Option<Offer>,
}

/// How an `img` offers a picture.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Offer {
    /// How wide it is shown, in CSS px, as far as the page or its sheet says.
    pub slot: Option<f32>,
    /// Whether the browser has no choice.
    pub alone: bool,
    /// Whether a light format is among what is offered: AVIF, WebP, JPEG XL, SVG.
    pub light: bool,
}

/// How deep documents in `srcdoc` are read.
const DEPTH: usize = 2;

/// What a page says of itself.
pub fn facts(page: &Page<'_>, survey: &Survey) -> Facts {
    read(page, survey, 0)
}

fn read(page: &Page<'_>, survey: &Survey, depth: usize) -> Facts {
    let mut facts = empty(page, survey);
    let base = page.named("base").find_map(|base| base.attr("href"));
    let reader = Reader::new(survey, page.path.as_str(), base);
    let target = |written: &str| reader.target(written);
    let mut open: Vec<(Element<'_>, usize)> = Vec::new();
    let mut link_elements: Vec<Element<'_>> = Vec::new();
    let (mut headings, mut shadows) = (0, false);
    let mut foreign: Option<Element<'_>> = None;
    for element in page.elements() {
        while let Some((_, index)) = open.pop_if(|(block, _)| !block.contains(element)) {
            facts.blocks[index].links.end = facts.links.len();
        }
        facts.anchors.extend(element.attr("id").map(content::hash));
        if !foreign.is_some_and(|foreign| foreign.contains(element)) {
            foreign = (element.has("lang") && !element.is("html")).then_some(element);
        }
        facts.tabbable = facts.tabbable || (page.tree.is_tabbable(element) && page.tree.is_exposed(element));
        if let Some(kind) = landmark(element) {
            open.push((element, facts.blocks.len()));
            facts.blocks.push(Block {
                kind,
                name: survey.word(&page.tree.name(element)),
                span: span(element),
                links: facts.links.len()..facts.links.len(),
                menu: 0,
            });
        }
        match *element.atom() {
            local_name!("a") | local_name!("area") => {
                if element.name() == "a" {
                    facts.anchors.extend(element.attr("name").map(content::hash));
                }
                if let Some(href) = links::address(element) {
                    facts.links.push(links::link(page, survey, element, (&reader, href), foreign.is_some()));
                    link_elements.push(element);
                }
            }
            local_name!("title") if element.is_html() && facts.title.1.is_empty() => {
                facts.title = (survey.word(&html::single_spaced(&element.text())), span(element));
            }
            local_name!("h1") if element.is_html() && page.tree.is_exposed(element) => {
                headings += 1;
                facts.heading = (headings == 1).then(|| (survey.word(&page.tree.name(element)), span(element)));
            }
            local_name!("meta") => read_meta(&mut facts, element, &target),
            local_name!("link") => facts.icon |= element.words("rel").any(|rel| rel.eq_ignore_ascii_case("icon")),
            local_name!("iframe") | local_name!("frame") => {
                read_frame(&mut facts, page, survey, depth, element, &target);
            }
            local_name!("script") => {
                facts.scripted |= !element.attr("type").is_some_and(|kind| kind.contains("json"));
                shadows |= element.texts().any(|text| text.text().contains("attachShadow"));
            }
            local_name!("input") => facts.searches |= element.attr_is("type", "search"),
            local_name!("search") => facts.searches |= element.is_html(),
            _ => {}
        }
        facts.searches |= element.attr("role") == Some("search");
        let css = styled(element);
        facts.assets.extend(asset::of(page, element, css.as_ref(), survey.is_folder, &target));
        facts.fonts.extend(css.into_iter().flat_map(|css| css.variants));
    }
    for (_, index) in open {
        facts.blocks[index].links.end = facts.links.len();
    }
    for block in &mut facts.blocks {
        block.menu = links::menu(&block.name, &facts.links[block.links.clone()]);
    }
    facts.anchors.sort_unstable();
    facts.estranged =
        facts.heading.as_ref().is_some_and(|(heading, _)| content::are_estranged(&facts.title.0, heading));
    // A shadow tree that a script makes hides what is below its host: one does not know which links are shown.
    if !shadows {
        facts.namesakes = links::namesakes(page, &facts.links, &link_elements);
    }
    facts
}

fn empty(page: &Page<'_>, survey: &Survey) -> Facts {
    let language = page.document.root().map_or("", |root| words::language(root));
    Facts {
        path: page.path.clone(),
        language: survey.word(&language.to_ascii_lowercase()),
        title: (survey.word(""), 0..0),
        heading: None,
        estranged: false,
        links: Vec::new(),
        blocks: Vec::new(),
        namesakes: Vec::new(),
        frames: Vec::new(),
        assets: Vec::new(),
        fonts: BTreeSet::new(),
        anchors: Vec::new(),
        leads_to: None,
        content: content::of(page.document),
        scripted: false,
        tabbable: false,
        searches: false,
        icon: false,
        unlisted: false,
    }
}

/// The landmark that an element is (HTML Accessibility API Mappings, 3.5): a header or a footer is one of the page only
/// outside of its parts.
fn landmark(element: Element<'_>) -> Option<BlockKind> {
    let of_page = || !element.ancestors().take(64).any(|e| e.is_any(&["article", "aside", "main", "nav", "section"]));
    match element.attr("role").unwrap_or_default() {
        "navigation" => return Some(BlockKind::Nav),
        "main" => return Some(BlockKind::Main),
        "banner" => return Some(BlockKind::Header),
        "contentinfo" => return Some(BlockKind::Footer),
        "" => {}
        _ => return None,
    }
    match *element.atom() {
        local_name!("nav") => Some(BlockKind::Nav),
        local_name!("main") => Some(BlockKind::Main),
        local_name!("header") if of_page() => Some(BlockKind::Header),
        local_name!("footer") if of_page() => Some(BlockKind::Footer),
        _ => None,
    }
}

/// What the style sheet that an element is asks for, or its `style` attribute.
fn styled(element: Element<'_>) -> Option<Css> {
    if *element.atom() == local_name!("style") && element.is_html() {
        return Some(Css::parse(&element.text()));
    }
    let style = element.attr("style").filter(|style| style.contains("url("))?;
    Some(Css::parse(&format!("a{{{style}}}")))
}

fn read_meta(facts: &mut Facts, meta: Element<'_>, target: &dyn Fn(&str) -> Target) {
    let content = meta.attr("content").unwrap_or_default();
    if meta.attr_is("http-equiv", "refresh") && facts.leads_to.is_none() {
        facts.leads_to = content::instant_refresh(content).map(target);
    }
    facts.unlisted |= meta.attr_is("name", "robots") && content.to_ascii_lowercase().contains("noindex");
}

fn read_frame(
    facts: &mut Facts,
    page: &Page<'_>,
    survey: &Survey,
    depth: usize,
    element: Element<'_>,
    target: &dyn Fn(&str) -> Target,
) {
    let inner = element.attr("srcdoc").filter(|_| depth < DEPTH).map(|text| {
        let document = html::parse(text);
        let styles = style::compute(&style::Engine::default(), &document, &|_| None);
        read(&Page::new(page.path, &document, &styles), survey, depth + 1)
    });
    let negative = element.attr("tabindex").is_some_and(|index| index.trim().parse::<i64>().is_ok_and(|i| i < 0));
    let exposed = page.tree.is_exposed(element);
    let name = if exposed { page.tree.name(element) } else { Cow::Borrowed("") };
    facts.frames.push(Frame {
        span: span(element),
        name: survey.word(&name),
        to: element.attr("src").filter(|_| inner.is_none()).map(target),
        content: inner.as_ref().and_then(|inner| inner.content),
        untabbable: negative && page.tree.is_visible(element) && !is_dot(element),
    });
    let inside = inner.into_iter().flat_map(|inner| inner.frames);
    facts.frames.extend(inside.map(|frame| Frame { span: span(element), ..frame }));
}

/// Whether a frame is too small to show anything.
fn is_dot(frame: Element<'_>) -> bool {
    ["width", "height"].iter().any(|side| frame.attr(side).is_some_and(|size| matches!(size.trim(), "0" | "1")))
}

/// The start tag of an element, or that of the nearest element around it that was written.
pub(super) fn span(element: Element<'_>) -> Span {
    element.ancestors_or_self().find_map(Element::span).unwrap_or_default()
}
