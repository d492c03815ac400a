//! Pictures and files that pages ask for: their sizes, their addresses, and the list of what to make.

use std::collections::HashMap;
use std::sync::{Arc, PoisonError, RwLock};

use tera::Value;

use super::asked::ask;
use super::document::Documents;
use super::lighten;
use super::value::{map, text};
use crate::asset::picture::{self, Aim, Cut, Dimensions, Format, Frame, Header, Kind, Recipe};
use crate::asset::poster::{self, Poster};
use crate::asset::style;
use crate::config::{Fallback, Pictures};
use crate::finding::{Finding, OutputPath, Place, SourcePath, rules};
use crate::load::dataset::{self, Dataset};
use crate::load::files::{Files, Other};
use crate::model::{Site, link, url};
use crate::output::Content;

/// The folder of encoded pictures in the output.
const PICTURES: &str = "pictures";
/// The folder of the theme's hashed files in the output.
pub(super) const ASSETS: &str = "assets";

/// What was read of files, with what is wrong with them: whoever asks for them tells it.
type Read<T> = RwLock<HashMap<SourcePath, (T, Vec<Finding>)>>;

/// What was read of pictures and files so far, and the names they have. Shared by the threads that render.
#[derive(Debug)]
pub(super) struct Media {
    files: Arc<Files>,
    /// The most bytes of an animated picture.
    animated: u64,
    headers: Read<Option<Header>>,
    hashes: RwLock<HashMap<SourcePath, blake3::Hash>>,
    names: RwLock<HashMap<Recipe, (String, OutputPath)>>,
    datasets: Read<Option<Arc<Dataset>>>,
    documents: Documents,
}

impl Media {
    /// The files of the site, and the most bytes that an animated picture may have.
    pub(super) fn new(files: Arc<Files>, animated: u64) -> Self {
        Self {
            files,
            animated,
            headers: RwLock::default(),
            hashes: RwLock::default(),
            names: RwLock::default(),
            datasets: RwLock::default(),
            documents: Documents::default(),
        }
    }

    /// The files of the site.
    pub(super) fn files(&self) -> &Files {
        &self.files
    }

    /// The size of a picture as it is seen; nothing when it cannot be read, which is a finding.
    pub(super) fn dimensions(&self, source: &SourcePath) -> Option<Dimensions> {
        self.header(source).map(|header| header.dimensions)
    }

    /// Whether a picture of the site cannot be read, which is a finding.
    pub(super) fn is_unreadable(&self, source: &SourcePath) -> bool {
        matches!(self.files.others.get(source), Some(Other::Disk { .. })) && self.header(source).is_none()
    }

    fn header(&self, source: &SourcePath) -> Option<Header> {
        if let Some((known, faults)) = self.headers.read().unwrap_or_else(PoisonError::into_inner).get(source) {
            tell(faults);
            return *known;
        }
        let read = match self.files.others.get(source) {
            Some(Other::Disk { path, .. }) => Some(picture::header(path)),
            Some(Other::Embedded(_)) | None => None,
        };
        let (header, fault) = match read {
            Some(Ok(header)) => {
                let size = self.files.size(source).unwrap_or_default();
                let heavy = header.kind == Kind::Animated && size > self.animated;
                (Some(header), heavy.then(|| too_animated(source, size, self.animated)))
            }
            Some(Err(fault)) => {
                self.files.miss();
                (None, Some(fault.finding(Place::file(source))))
            }
            None => (None, None),
        };
        let faults = Vec::from_iter(fault);
        tell(&faults);
        self.headers.write().unwrap_or_else(PoisonError::into_inner).insert(source.clone(), (header, faults));
        header
    }

    /// The data of a CSV file; nothing when it cannot be shown, which is a finding.
    pub(super) fn dataset(&self, source: &SourcePath) -> Option<Arc<Dataset>> {
        if let Some((known, findings)) = self.datasets.read().unwrap_or_else(PoisonError::into_inner).get(source) {
            tell(findings);
            return known.clone();
        }
        let (dataset, findings) = dataset::read(source, &self.files.read(source).ok()?);
        let dataset = dataset.map(Arc::new);
        tell(&findings);
        let mut known = self.datasets.write().unwrap_or_else(PoisonError::into_inner);
        known.insert(source.clone(), (dataset.clone(), findings));
        dataset
    }

    fn hash(&self, source: &SourcePath) -> Option<blake3::Hash> {
        if let Some(known) = self.hashes.read().unwrap_or_else(PoisonError::into_inner).get(source) {
            return Some(*known);
        }
        let hash = blake3::hash(&self.files.read(source).ok()?);
        self.hashes.write().unwrap_or_else(PoisonError::into_inner).insert(source.clone(), hash);
        Some(hash)
    }

    /// The URL of one encoded picture, which will be made.
    fn variant(&self, site: &Site, source: &SourcePath, frame: Frame, format: Format) -> Option<String> {
        let Pictures { score, least, max, .. } = site.config.pictures;
        self.made(site, source, frame, format, Aim::of(frame.width(), (score, least), max))
    }

    /// The same, as it should look and weigh.
    fn made(&self, site: &Site, source: &SourcePath, frame: Frame, format: Format, aim: Aim) -> Option<String> {
        let recipe = Recipe { source: source.clone(), frame, format, aim, effort: site.config.pictures.effort };
        let known = self.names.read().unwrap_or_else(PoisonError::into_inner).get(&recipe).cloned();
        let (url, output) = if let Some(known) = known {
            known
        } else {
            let name = picture::file_name(source, &self.hash(source)?, &recipe);
            let url = format!("{}/{PICTURES}/{name}", site.base_path());
            let known = (url, OutputPath::new(format!("{PICTURES}/{name}")));
            self.names.write().unwrap_or_else(PoisonError::into_inner).insert(recipe.clone(), known.clone());
            known
        };
        ask(|asked| drop(asked.pictures.variants.insert(output, recipe)));
        Some(url)
    }

    /// The URL of a file of the site, which will be delivered as it is.
    pub(super) fn deliver(&self, site: &Site, source: &SourcePath) -> String {
        let url = link::file_url(site, source);
        if !source.as_str().starts_with("static/") {
            self.check_place(source);
            let output = url::output_of(&site.config, &url);
            if self.files.contains(source) {
                ask(|asked| drop(asked.files.insert(output, (None, source.clone()))));
            }
        }
        url
    }

    /// Tells when a picture that will be delivered as it is says where it was taken.
    fn check_place(&self, source: &SourcePath) {
        let is_picture = ["jpg", "jpeg", "png", "webp"].contains(&source.extension().to_lowercase().as_str());
        if is_picture && self.header(source).is_some_and(|header| header.located) {
            let message = "the picture is delivered as it is, and tells where it was taken";
            let help = "save it without its metadata, or take the place out: `exiftool -gps:all= photo.jpg`";
            let finding = Finding::new(&rules::PICTURE_LOCATED, Place::file(source), message).help(help);
            ask(|asked| asked.tell(&finding));
        }
    }

    /// A file to download: `{url, name, title, ext, size, lang, pages}`. Language and pages are those that a PDF says,
    /// unless its name says the language: `rules.en.pdf`.
    pub(super) fn file(&self, site: &Site, source: &SourcePath) -> Value {
        let name = source.name();
        let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
        let language = stem
            .rsplit_once('.')
            .map(|(_, language)| language)
            .filter(|code| site.config.languages.get(code).is_some());
        let pdf = self.documents.pdf(&self.files, source);
        let said = pdf.as_ref().and_then(|pdf| pdf.language.as_deref());
        let pages = pdf.as_ref().and_then(|pdf| pdf.pages);
        Value::from(map([
            ("url", Value::from(self.deliver(site, source))),
            ("name", Value::from(name)),
            ("title", Value::none()),
            ("ext", Value::from(source.extension().to_lowercase())),
            ("size", self.files.size(source).map_or_else(Value::none, Value::from)),
            ("lang", text(language.or(said).unwrap_or_default())),
            ("pages", pages.map_or_else(Value::none, Value::from)),
        ]))
    }

    /// The URL of a file of the theme's `assets/`, under a name that changes with its content.
    pub(super) fn asset(&self, site: &Site, path: &str) -> Option<String> {
        let source = self.files.layered(&format!("assets/{path}"))?;
        let bytes = lighten::asset(&source, self.files.read(&source).ok()?);
        let name = style::hashed(path, &bytes);
        let output = OutputPath::new(format!("{ASSETS}/{name}"));
        ask(|asked| {
            asked.files.entry(output).or_insert_with(|| (Some(Content::from(bytes.into_owned())), source.clone()));
        });
        Some(format!("{}/{ASSETS}/{name}", site.base_path()))
    }

    /// The URL of a style sheet of the theme's `assets/`, compiled with what it imports.
    pub(super) fn style(&self, site: &Site, path: &str) -> Option<String> {
        let (source, css, findings) = self.compiled(site, path)?;
        let name = style::hashed(path, css.as_bytes());
        let output = OutputPath::new(format!("{ASSETS}/{name}"));
        ask(|asked| {
            asked.tell_all(&findings);
            asked.sheets.insert(output.clone());
            asked.files.insert(output, (Some(Content::from(css)), source));
        });
        Some(format!("{}/{ASSETS}/{name}", site.base_path()))
    }

    /// A style sheet of the theme's `assets/`, compiled: its file, its text, what is wrong with it.
    pub(super) fn compiled(&self, site: &Site, path: &str) -> Option<(SourcePath, String, Vec<Finding>)> {
        let source = self.files.layered(&format!("assets/{path}"))?;
        let theme = format!("{}/", self.files.theme);
        // What a sheet asks for, of the theme or of the site, is the site's own file if it has one, else the theme's.
        let layered = |path: &SourcePath| {
            let own = path.as_str().strip_prefix(&theme).unwrap_or(path.as_str());
            self.files.layered(own).unwrap_or_else(|| path.clone())
        };
        let read = |path: &SourcePath| self.files.text(&layered(path)).cloned();
        let mut url = |path: &SourcePath| {
            let path = layered(path);
            let below = path.as_str().split_once("assets/").map(|(_, below)| below.to_owned())?;
            self.asset(site, &below)
        };
        let (css, mut findings) =
            style::compile(&source, &read, &mut url, &site.theme.properties, site.config.styles.browsers);
        for finding in &mut findings {
            let path = layered(&finding.place.path);
            finding.help = finding.help.replace(finding.place.path.as_str(), path.as_str());
            finding.place.path = path;
        }
        Some((source, css, findings))
    }

    /// The URL of one picture at about `width`, for metadata: JPEG, which everything reads.
    pub(super) fn picture_url(&self, site: &Site, source: &SourcePath, width: u32) -> String {
        match self.header(source) {
            Some(header) if header.kind == Kind::Still => {
                let frame = Frame::Whole(width.min(header.dimensions.width));
                self.variant(site, source, frame, for_all(header)).unwrap_or_else(|| self.deliver(site, source))
            }
            _ => self.deliver(site, source),
        }
    }

    /// The cut of a picture that is shown with a link to its page, around what has to be seen; nothing of a drawing,
    /// which has no pixels.
    pub(super) fn cut(&self, site: &Site, source: &SourcePath, focus: (u8, u8)) -> Option<(String, Dimensions)> {
        let header = self.header(source).filter(|header| header.kind != Kind::Vector)?;
        let cut = Cut::within(header.dimensions, poster::SIZE, focus);
        let url = self.made(site, source, Frame::Cut(cut), for_all(header), Aim::SOCIAL)?;
        Some((url, Dimensions { width: cut.width, height: cut.height }))
    }

    /// The candidates of a `srcset`: URL and width, in each format, then the fallback.
    pub(super) fn candidates(&self, site: &Site, source: &SourcePath, widths: &[u32], crop: Crop) -> Candidates {
        let Some(header) = self.header(source).filter(|header| header.kind == Kind::Still) else {
            let dimensions = self.dimensions(source);
            let fallback = self.deliver(site, source);
            return Candidates { sets: Vec::new(), more: Vec::new(), fallback, dimensions };
        };
        let cut = crop.ratio.map(|ratio| Cut::largest(header.dimensions, ratio, crop.focus));
        let dimensions = cut.map_or(header.dimensions, Cut::dimensions);
        let frame = |width: u32| cut.map_or(Frame::Whole(width), |cut| Frame::Cut(cut.at(width)));
        let own = dimensions.width;
        let mut kept: Vec<u32> = widths.iter().copied().filter(|width| *width < own).collect();
        if kept.len() < widths.len() || kept.is_empty() {
            kept.push(own);
        }
        kept.sort_unstable();
        kept.dedup();
        let pictures = &site.config.pictures;
        let formats = pictures.formats.iter().map(|name| if *name == "avif" { Format::Avif } else { Format::WebP });
        let set = |format: Format| {
            let urls =
                kept.iter().filter_map(|width| Some((self.variant(site, source, frame(*width), format)?, *width)));
            (format, urls.collect::<Vec<_>>())
        };
        let last = match pictures.fallback {
            Fallback::WebP => Format::WebP,
            Fallback::Jpeg => for_all(header),
        };
        // A light fallback needs no source of its own: the element holds its widths.
        let more = if last == Format::WebP && kept.len() > 1 { set(last).1 } else { Vec::new() };
        let sets = formats.filter(|format| *format != last).map(set).collect();
        let middle = frame(kept[(kept.len() - 1) / 2]);
        let fallback = self.variant(site, source, middle, last).unwrap_or_else(|| self.deliver(site, source));
        Candidates { sets, more, fallback, dimensions: Some(dimensions) }
    }
}

/// The file of this text, which is delivered at `url` because of `source`: `{url, name, title, ext, size, lang,
/// pages}`.
pub(super) fn written(site: &Site, source: &SourcePath, url: &str, text: String) -> Value {
    let name = url.rsplit('/').next().unwrap_or_default();
    let value = map([
        ("url", Value::from(url)),
        ("name", Value::from(name)),
        ("title", Value::none()),
        ("ext", Value::from(name.rsplit('.').next().unwrap_or_default())),
        ("size", Value::from(text.len())),
        ("lang", Value::none()),
        ("pages", Value::none()),
    ]);
    let output = url::output_of(&site.config, url);
    ask(|asked| {
        asked.files.insert(output, (Some(Content::from(text)), source.clone()));
    });
    Value::from(value)
}

/// A drawing as a picture, which will be made.
pub(super) fn poster(site: &Site, poster: Poster) -> (String, Dimensions) {
    let name = poster.file_name();
    let url = format!("{}/{PICTURES}/{name}", site.base_path());
    ask(|asked| {
        asked.pictures.posters.insert(OutputPath::new(format!("{PICTURES}/{name}")), poster);
    });
    let (width, height) = poster::SIZE;
    (url, Dimensions { width, height })
}

/// Tells these faults, once a page.
fn tell(faults: &[Finding]) {
    if !faults.is_empty() {
        ask(|asked| asked.tell_all(faults));
    }
}

/// An animated picture is delivered as it is: a heavy one is refused.
fn too_animated(source: &SourcePath, size: u64, most: u64) -> Finding {
    let (size, most) = (size.div_ceil(1000), most / 1000);
    let message = format!("the animated picture weighs {size} kB, where {most} kB is the most");
    let help =
        "make a video of it (MP4 or WebM), ten times lighter, that can be stopped; or show a picture that stands still";
    Finding::new(&rules::PICTURE_ANIMATED, Place::file(source), message).help(help)
}

/// The format that everything reads.
fn for_all(header: Header) -> Format {
    if header.alpha { Format::Png } else { Format::Jpeg }
}

/// What of a picture is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Crop {
    /// What has to be seen: percents from the left and from the top.
    pub(super) focus: (u8, u8),
    /// The shape it is cut to, width and height; its own when none.
    pub(super) ratio: Option<(u32, u32)>,
}

impl Crop {
    /// The focal point of pictures of which nothing is said.
    pub(super) const MIDDLE: (u8, u8) = (50, 50);
}

impl Default for Crop {
    fn default() -> Self {
        Self { focus: Self::MIDDLE, ratio: None }
    }
}

/// What a picture element may show.
pub(super) struct Candidates {
    /// By format, the lightest first: URLs with their widths.
    pub(super) sets: Vec<(Format, Vec<(String, u32)>)>,
    /// Other widths of the fallback, when it is light itself.
    pub(super) more: Vec<(String, u32)>,
    /// For what reads none of the formats.
    pub(super) fallback: String,
    /// The size of the picture, as it is cut.
    pub(super) dimensions: Option<Dimensions>,
}
