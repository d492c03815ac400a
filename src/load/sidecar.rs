//! What is said of a picture in a file beside it: `photo.toml` for `photo.jpg`, so that it is said once for all the
//! pages that show it.
//!
//! ```toml
//! alt = { fr = "Des étudiantes sur l’estran à marée basse", en = "Students on the shore at low tide" }
//! credit = "Maëlle Kerduran"
//! licence = "CC BY 4.0"
//! focus = "30% 45%"      # what has to be seen, from the left and the top, where the picture is cut
//! ratio = "16/9"         # the shape it is cut to wherever it is shown
//! decorative = false     # true: it says nothing, and has no `alt`
//! ```
//!
//! What a page says where it shows the picture is taken before what is said here.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::ops::Range;

use super::fields;
use super::files::Files;
use super::markdown::typography;
use crate::config::{Config, Localized, localized};
use crate::data::{Reader, Table, Value, recover_toml};
use crate::finding::{Finding, Place, SourcePath, rules};

/// The extensions of pictures that can have a sidecar.
const PICTURES: &[&str] = &["gif", "jpeg", "jpg", "png", "svg", "webp"];

/// The sidecars by their pictures.
pub type Sidecars = BTreeMap<SourcePath, Sidecar>;

/// What is said of a picture beside it; every key may be left out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sidecar {
    /// `alt`: what it shows, a text or one by language; a language without one has none.
    alt: Localized,
    /// `credit`: who made it, a text or one by language.
    credit: Localized,
    /// `licence`: under which licence it is.
    pub licence: String,
    /// `focus`: what has to be seen of it, `30% 45%`.
    pub focus: String,
    /// `ratio`: the shape it is cut to, `16/9`.
    pub ratio: String,
    /// `decorative`: whether it only decorates.
    pub decorative: bool,
}

impl Sidecar {
    /// What it shows, in this language: never in another, which a voice would read in this one's.
    pub fn alt(&self, language: &str) -> &str {
        let Localized(texts) = &self.alt;
        texts.get(language).or_else(|| texts.get("")).map_or("", String::as_str)
    }

    /// Who made it.
    pub fn credit(&self, language: &str) -> &str {
        self.credit.get(language)
    }
}

/// Reads the sidecar of every picture that has one.
pub(super) fn read(files: &Files, config: &Config) -> (Sidecars, Vec<Finding>) {
    let findings = RefCell::new(Vec::new());
    let mut read: BTreeMap<SourcePath, Sidecar> = BTreeMap::new();
    let mut sidecars = Sidecars::new();
    for picture in files.others.keys().filter(|path| is_picture(path)) {
        let Some(path) = beside(picture).filter(|path| files.contains(path)) else { continue };
        // Pictures that differ by their extensions alone share one.
        let sidecar = read.entry(path.clone()).or_insert_with(|| {
            files.shown(&path).map_or_else(Sidecar::default, |text| parse(&path, &text, config, &findings))
        });
        sidecars.insert(picture.clone(), sidecar.clone());
    }
    (sidecars, findings.into_inner())
}

fn is_picture(path: &SourcePath) -> bool {
    let extension = path.extension().to_lowercase();
    let editors = path.as_str().starts_with("media/") || path.as_str().starts_with("content/");
    editors && PICTURES.contains(&extension.as_str())
}

/// `media/photo.toml` for `media/photo.jpg`.
fn beside(picture: &SourcePath) -> Option<SourcePath> {
    let stem = picture.as_str().strip_suffix(picture.extension())?;
    Some(SourcePath::new(format!("{stem}toml")))
}

fn parse(path: &SourcePath, text: &str, config: &Config, findings: &RefCell<Vec<Finding>>) -> Sidecar {
    let (node, faults) = recover_toml(text);
    findings.borrow_mut().extend(faults.into_iter().map(|fault| {
        let help = "what is said of a picture beside it is written in TOML: `credit = \"Maëlle Kerduran\"`";
        Finding::new(&rules::FIELD_INVALID, Place::at(path, fault.span), fault.message).help(help)
    }));
    let empty = Table::default();
    let table = if let Value::Table(table) = &node.value { table } else { &empty };
    let reader = Reader::new(table, path, (&rules::FIELD_INVALID, &rules::FIELD_UNKNOWN), findings);
    let held = |key: &'static str, expected: &str, is_good: &dyn Fn(&str) -> bool| {
        let text = reader.text(key)?;
        if is_good(&text) {
            return Some(text);
        }
        let message = format!("`{key}` is `{text}`, not {expected}");
        reader.report(span(&reader, key), message, format!("write {expected}"));
        None
    };
    let sidecar = Sidecar {
        alt: typographed(localized(&reader, "alt", &config.languages), config),
        credit: typographed(localized(&reader, "credit", &config.languages), config),
        licence: reader.text("licence").unwrap_or_default(),
        focus: held("focus", fields::FOCUS, &|text| fields::focus(text).is_some()).unwrap_or_default(),
        ratio: held("ratio", fields::RATIO, &|text| fields::ratio(text).is_some()).unwrap_or_default(),
        decorative: reader.bool("decorative").unwrap_or_default(),
    };
    if sidecar.decorative && !sidecar.alt.is_empty() {
        let help = "take out `alt`, or `decorative` if what it shows matters";
        reader.report(span(&reader, "alt"), "a picture that only decorates has an `alt`", help);
    }
    reader.finish();
    sidecar
}

fn span(reader: &Reader<'_>, key: &'static str) -> Range<usize> {
    reader.node(key).map_or(0..0, |node| node.span.clone())
}

fn typographed(Localized(texts): Localized, config: &Config) -> Localized {
    let default = &config.languages.default_language().code;
    let text = |(code, text): (String, String)| {
        let language = if code.is_empty() { default } else { &code };
        let text = typography::text(&text, language);
        (code, text)
    };
    Localized(texts.into_iter().map(text).collect())
}
