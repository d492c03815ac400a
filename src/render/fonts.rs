//! Fonts and the sheets that name them: both wait for the characters of all pages.
//!
//! A font is cut to what the pages show, and its name, like that of the sheet that holds it, says what is in it. So
//! pages are rendered with stand-ins of the same length, and are given the names once everybody is rendered.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use rayon::prelude::*;

use super::Data;
use super::asked::{Asked, ask};
use super::made::Made;
use super::media::ASSETS;
use crate::asset::font::{self, LOCALS, Recipe};
use crate::asset::style;
use crate::finding::{Finding, OutputPath, SourcePath, rules};
use crate::html;
use crate::load::fonts::FontFamily;
use crate::pack::Word;
use crate::weight::told;

/// A sheet that waits for the characters of all pages, because it names a family of the theme.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Sheet {
    path: String,
    source: SourcePath,
    css: Word,
    findings: Vec<Finding>,
}

/// What came of a family.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FontUse {
    /// Its name.
    pub family: String,
    /// Its files, with how many characters each was cut to.
    pub files: Vec<(OutputPath, usize)>,
    /// What pages show and no file of it has: shown in another font.
    pub lacking: String,
}

/// A sheet with the rules of the fonts that it names.
#[derive(Debug)]
pub(super) struct SettledSheet {
    pub(super) path: OutputPath,
    pub(super) source: SourcePath,
    pub(super) css: String,
    /// Where the rules of fonts begin in it.
    pub(super) fonts: usize,
}

/// What is known once all pages are.
#[derive(Debug, Default)]
pub(super) struct Settled {
    /// The sheets.
    pub(super) sheets: Vec<SettledSheet>,
    /// The fonts to cut.
    pub(super) fonts: BTreeMap<OutputPath, Recipe>,
    /// What came of each family.
    pub(super) uses: Vec<FontUse>,
    /// What each stand-in is called now.
    pub(super) names: Vec<(String, String)>,
    /// What is wrong.
    pub(super) findings: Vec<Finding>,
}

/// The URL of a style sheet of the theme's `assets/`: a stand-in when it names a family of the theme.
pub(super) fn style(data: &Data, path: &str) -> Option<String> {
    let families = &data.site.theme.fonts;
    if families.is_empty() {
        return data.media.style(&data.site, path);
    }
    let (source, css, findings) = data.media.compiled(&data.site, path)?;
    if !families.iter().any(|family| css.contains(&family.name)) {
        return data.media.style(&data.site, path);
    }
    let name = style::hashed(path, format!("waiting {css}").as_bytes());
    let url = format!("{}/{ASSETS}/{name}", data.site.base_path());
    let sheet = Arc::new(Sheet { path: path.to_owned(), source, css: Word::from(css.as_str()), findings });
    ask(|asked| drop(asked.waiting.insert(url.clone(), sheet)));
    Some(url)
}

/// The URL of the first file of a family, for a preload: a stand-in.
pub(super) fn url(data: &Data, family: &str) -> Option<String> {
    let (source, _) = data.site.theme.fonts.iter().find(|known| known.name == family)?.files.first()?;
    ask(|asked| {
        asked.families.insert(family.to_owned());
    });
    Some(address(data, source, &font::stand_in(source)))
}

/// Decides on fonts and sheets by what `made`, all pages, show.
pub(super) fn settle(data: &Data, made: &[Arc<Made>], asked: &mut Asked) -> Settled {
    let mut settled = Settled::default();
    if !asked.waits() {
        return settled;
    }
    let sheets = std::mem::take(&mut asked.waiting);
    let preloaded = std::mem::take(&mut asked.families);
    let shown = shown(made, sheets.values().map(|sheet| &*sheet.css));
    let letters = data.site.config.languages.all.iter().flat_map(|language| font::letters(&language.code));
    let wanted: BTreeSet<char> = shown.iter().copied().chain(letters).collect();
    let mut names = Vec::new();
    let mut rules_of: BTreeMap<&str, String> = BTreeMap::new();
    for family in &data.site.theme.fonts {
        let named = |sheet: &Arc<Sheet>| sheet.css.contains(&family.name);
        if preloaded.contains(&family.name) || sheets.values().any(named) {
            let css = cut(data, family, (&wanted, &shown), &mut names, &mut settled);
            rules_of.insert(&family.name, css);
        }
    }
    for (stand_in, sheet) in &sheets {
        let Sheet { path, source, css, findings } = &**sheet;
        let mut css = css.to_string();
        let fonts = css.len();
        let named: Vec<&String> =
            rules_of.iter().filter(|(name, _)| css.contains(**name)).map(|(_, rules)| rules).collect();
        // After everything else: imports of another site must stay first, and the order of these rules means nothing.
        css.extend(named.into_iter().map(String::as_str));
        let name = format!("{ASSETS}/{}", style::hashed(path, css.as_bytes()));
        names.push((stand_in.clone(), format!("{}/{name}", data.site.base_path())));
        settled.findings.extend(findings.iter().cloned());
        settled.sheets.push(SettledSheet { path: OutputPath::new(name), source: source.clone(), css, fonts });
    }
    settled.names = names;
    settled
}

/// The characters that pages show, and those of what sheets write into them.
fn shown<'a>(made: &[Arc<Made>], sheets: impl Iterator<Item = &'a str>) -> BTreeSet<char> {
    let join = |mut a: BTreeSet<char>, b: BTreeSet<char>| {
        a.extend(b);
        a
    };
    let characters = |mut all: BTreeSet<char>, page: &Arc<Made>| {
        all.extend(page.characters());
        all
    };
    let mut shown = made.par_iter().fold(BTreeSet::new, characters).reduce(BTreeSet::new, join);
    for css in sheets {
        // Its own ASCII is on pages already where it is shown; what is not is put there by a `content`.
        shown.extend(css.chars().filter(|c| !c.is_ascii()));
        if css.contains("text-transform") || css.contains("small-caps") {
            let capitals: Vec<char> = shown.iter().flat_map(|c| c.to_uppercase()).collect();
            shown.extend(capitals);
        }
    }
    // It only stands about the weight of a page until that is known, and is never drawn.
    shown.remove(&told::EDGE);
    shown
}

/// The characters that a page shows.
pub(super) fn characters(html: &str) -> Vec<char> {
    html::characters(html).iter().collect()
}

/// Decides on the files of a family: its rules `@font-face`.
fn cut(
    data: &Data,
    family: &FontFamily,
    (wanted, shown): (&BTreeSet<char>, &BTreeSet<char>),
    names: &mut Vec<(String, String)>,
    settled: &mut Settled,
) -> String {
    check_fallback(family, &mut settled.findings);
    let mut css = String::new();
    let mut left: BTreeSet<char> = wanted.clone();
    let mut used = FontUse { family: family.name.clone(), files: Vec::new(), lacking: String::new() };
    for (rank, (source, place)) in family.files.iter().enumerate() {
        let bytes = match data.media.files().read(source) {
            Ok(bytes) => bytes,
            Err(error) => {
                let message = format!("the font cannot be read: {error:#}");
                settled.findings.push(Finding::new(&rules::FONT_INVALID, place.clone(), message));
                continue;
            }
        };
        let face = match font::face(&bytes) {
            Ok(face) => face,
            Err(fault) => {
                settled.findings.push(fault.finding(place.clone()));
                continue;
            }
        };
        // The first is ready for what a reader may write or be shown; another is there for what pages show.
        let asked = |c: &&char| rank == 0 || shown.contains(c);
        let characters: String = left.intersection(&face.characters).filter(asked).collect();
        left.retain(|c| !face.characters.contains(c));
        // The first is preloaded, whatever it shows.
        if rank > 0 && characters.is_empty() {
            continue;
        }
        let content = blake3::hash(&bytes);
        let count = characters.chars().count();
        let recipe = Recipe { source: source.clone(), content, characters, features: family.features.clone() };
        let url = address(data, source, &recipe.file_name());
        let only = (rank > 0).then_some(recipe.characters.as_str());
        css.push_str(&font::rule(&family.name, &face, &url, only));
        if rank == 0 {
            names.push((address(data, source, &font::stand_in(source)), url.clone()));
            let local: Vec<&str> = family.fallback.iter().map(|(name, _)| name.as_str()).collect();
            css.push_str(&font::fallback(&family.name, &face.metrics, &local));
        }
        let output = OutputPath::new(url[data.site.base_path().len()..].trim_start_matches('/'));
        used.files.push((output.clone(), count));
        settled.fonts.insert(output, recipe);
    }
    // Spaces and controls look alike in any font.
    used.lacking = left.iter().filter(|c| shown.contains(c) && !c.is_whitespace() && !c.is_control()).collect();
    settled.uses.push(used);
    css
}

/// Reports what a family falls back on and nobody knows the measures of.
fn check_fallback(family: &FontFamily, findings: &mut Vec<Finding>) {
    let known = || LOCALS.iter().map(|local| local.name);
    for (name, place) in family.fallback.iter().filter(|(name, _)| !known().any(|known| known == name)) {
        let message = format!("the measures of `{name}` are not known");
        let help = format!("write some of `{}`", known().collect::<Vec<_>>().join("`, `"));
        findings.push(Finding::new(&rules::CONFIG_INVALID, place.clone(), message).help(help));
    }
}

/// Where a font that is made of `source` goes: the same folder of `assets/`.
fn address(data: &Data, source: &SourcePath, name: &str) -> String {
    let folder = source.parent();
    let below = folder.split_once("assets").map_or("", |(_, below)| below);
    format!("{}/{ASSETS}{below}/{name}", data.site.base_path())
}
