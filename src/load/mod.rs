//! From disk to sources: content, theme and data, read and checked one file at a time.

mod again;
pub mod answers;
pub mod aside;
pub mod bibliography;
pub mod block;
pub mod body;
mod bounds;
pub mod dataset;
pub mod embedded;
pub mod fields;
pub mod files;
pub mod fonts;
pub mod front;
pub mod known;
pub mod listed;
pub mod lost;
pub mod markdown;
pub mod marks;
mod names;
pub mod records;
pub mod registry;
mod settings;
pub mod sidecar;
pub mod source;
pub mod templates;
pub mod text;
pub mod theme;
mod translations;
pub mod types;
mod walk;

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::{Arc, OnceLock};

use crate::audit::{self, Audit};
use crate::cache::{Cache, Key};
use crate::carbon::ecoindex;
use crate::config::Config;
use crate::eco::{self, Eco};
use crate::finding::{Finding, Place, SourcePath, rules};
use source::{Reader, Source};
use text::Text;
use theme::Theme;

/// Everything a site is made of, read: what a build starts from.
#[derive(Clone, Debug)]
pub struct Sources {
    /// `osier.toml`.
    pub config: Config,
    /// Every file.
    pub files: Arc<files::Files>,
    /// The theme, with what the site overrides in it.
    pub theme: Arc<Theme>,
    /// What is said of a picture in a file beside it.
    pub sidecars: Arc<sidecar::Sidecars>,
    /// `audit.toml`, when there is one.
    pub audit: Option<Arc<Audit>>,
    /// `eco.toml`, when there is one.
    pub eco: Option<Arc<Eco>>,
    /// The tables of `EcoIndex`, when the site has them.
    pub ecoindex: Option<Arc<ecoindex::Reference>>,
    /// The content files, in the order of their paths.
    pub content: Vec<Arc<Source>>,
    /// What is wrong with all the other files, each by itself.
    pub findings: Vec<Finding>,
    /// The hash of all but the texts of pages, once somebody asked ([`crate::model::world`]).
    pub ground: Arc<OnceLock<Key>>,
}

/// Reads the site at `root` with the configuration of this name. `changed` are the files that alone have changed since
/// it was read last with this cache, when that is known.
///
/// # Errors
/// When there is no such configuration or the disk cannot be read.
pub fn load(
    root: &Path,
    config: &str,
    changed: Option<&BTreeSet<String>>,
    cache: &mut Cache,
) -> anyhow::Result<Sources> {
    // What cannot be read now is not taken for what it was the next time.
    let last = cache.last.take();
    let again = last.zip(changed).and_then(|(last, changed)| again::read(root, config, last, changed));
    if let Some(sources) = again {
        note(cache, changed.map_or(0, BTreeSet::len), &sources);
        cache.last = Some(sources.clone());
        return Ok(sources);
    }
    let (config, files) = files::read(root, config, &mut cache.texts)?;
    let sources = read(config, files, cache);
    if !cache.texts_read.is_forgetful() {
        cache.last = Some(sources.clone());
    }
    Ok(sources)
}

/// Notes that of these sources so many were read, and the theme was not.
fn note(cache: &mut Cache, read: usize, sources: &Sources) {
    let all = sources.content.len();
    cache.theme.computed = false;
    (cache.texts_read.used, cache.texts_read.computed) = (all, read);
    (cache.sources.used, cache.sources.computed) = (all, read);
}

/// Reads a site whose files are in memory.
pub fn read(config: Config, mut files: files::Files, cache: &mut Cache) -> Sources {
    let mut findings = std::mem::take(&mut files.findings);
    let loaded = cache.theme.get(|| theme_key(&config, &files), || theme::load(&config, &files));
    let (theme, faults) = &*loaded;
    findings.extend(faults.iter().cloned());
    let texts: Vec<(&SourcePath, &Text)> = files.texts.iter().filter(|(path, _)| listed::is_content(path)).collect();
    let schemas = format!(
        "{:?}{:?}{:?}{:?}{:?}",
        theme.blocks,
        theme.faulty_blocks,
        theme.labels,
        config.markdown,
        config.languages.default_language().code
    );
    let options = blake3::hash(schemas.as_bytes());
    let key = |(path, text): &(&SourcePath, &Text)| {
        let mut hasher = blake3::Hasher::new();
        hasher.update(options.as_bytes()).update(text.digest().as_bytes());
        hasher.update(path.as_str().as_bytes()).finalize()
    };
    let reader = Arc::new(Reader::new(&config, theme));
    // What comes of a text that is lost is not kept under its hash.
    let are_there = || files.lost().is_none();
    let read = |(path, text): &(&SourcePath, &Text)| reader.read(path, text.get());
    let read = cache.texts_read.all_then(&texts, || key, read, |_, read| read, are_there);
    let texts: Vec<_> = texts.into_iter().zip(read).collect();
    let sources = cache.sources.all(
        &texts,
        |(text, _)| key(text),
        |((path, text), read)| Source::of(path, Text::clone(text), Arc::clone(read), &reader),
    );
    // One text a file: a source that is remembered has that of the time when it was made.
    let of_content = files.texts.iter_mut().filter(|(path, _)| listed::is_content(path));
    for ((_, text), source) in of_content.zip(&sources) {
        *text = source.text.clone();
    }
    let (sidecars, mut faults) = sidecar::read(&files, &config);
    findings.append(&mut faults);
    let audit = files.text(&SourcePath::new(audit::FILE)).map(|record| {
        let (audit, mut faults) = audit::read(record, &config.languages, &|path| files.text(path).cloned());
        findings.append(&mut faults);
        Arc::new(audit)
    });
    let eco = files.text(&SourcePath::new(eco::FILE)).map(|record| {
        let (eco, mut faults) = eco::read(record, &config.languages);
        findings.append(&mut faults);
        Arc::new(eco)
    });
    let ecoindex = tables(&files, &mut findings);
    Sources {
        config,
        theme: Arc::clone(theme),
        sidecars: Arc::new(sidecars),
        audit,
        eco,
        ecoindex,
        content: sources,
        findings,
        ground: Arc::default(),
        files: Arc::new(files),
    }
}

/// The hash of all that a theme is read from: the configuration, and every file but the content.
fn theme_key(config: &Config, files: &files::Files) -> Key {
    let mut hasher = blake3::Hasher::new();
    let is_read = |path: &SourcePath| *path == config.path || !path.as_str().starts_with("content/");
    for (path, text) in files.texts.iter().filter(|(path, _)| is_read(path)) {
        hasher.update(path.as_str().as_bytes()).update(b"\0").update(text.digest().as_bytes());
    }
    for (path, other) in files.others.iter().filter(|(path, _)| !path.as_str().starts_with("content/")) {
        let stamp = match other {
            files::Other::Disk { stamp, .. } => format!("{path}\0{stamp:?}\0"),
            // It comes with the program.
            files::Other::Embedded(_) => format!("{path}\0"),
        };
        hasher.update(stamp.as_bytes());
    }
    hasher.update(files.theme.as_bytes()).finalize()
}

/// Reads the tables of `EcoIndex`, when the site has them.
fn tables(files: &files::Files, findings: &mut Vec<Finding>) -> Option<Arc<ecoindex::Reference>> {
    let path = SourcePath::new(ecoindex::FILE);
    let text = files.text(&path)?;
    match ecoindex::Reference::parse(text) {
        Ok(reference) => Some(Arc::new(reference)),
        Err((message, line)) => {
            // The last line has no end.
            let from = text.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum::<usize>();
            let to = from + text[from..].lines().next().unwrap_or_default().len();
            let help = "copy `ecoindex_reference.json` of the npm package `ecoindex_reference` as it is";
            findings.push(Finding::new(&rules::ECOINDEX_INVALID, Place::at(&path, from..to), message).help(help));
            None
        }
    }
}

/// Reads a content file of the site.
pub fn content(path: &SourcePath, text: Arc<str>, config: &Config, theme: &Arc<Theme>) -> Source {
    let reader = Arc::new(Reader::new(config, theme));
    let read = Arc::new(reader.read(path, &text));
    Source::of(path, text.into(), read, &reader)
}

/// How the Markdown of a language is read.
pub fn markdown_options<'a>(config: &'a Config, theme: &'a Theme, language: &'a str) -> markdown::Options<'a> {
    let labels = theme.labels.get(language).or_else(|| theme.labels.get(&config.languages.default_language().code));
    markdown::Options {
        lang: language,
        raw_html: if config.markdown.raw_html { markdown::RawHtml::Sanitise } else { markdown::RawHtml::Refuse },
        labels: labels.expect("every language of the site, and so the default one, has labels"),
        blocks: &theme.blocks,
        faulty_blocks: &theme.faulty_blocks,
        abbreviations: &config.markdown.abbreviations,
    }
}

/// The language code of a content file: the folder below `content/`.
pub fn language_of(path: &SourcePath) -> &str {
    path.as_str().split('/').nth(1).unwrap_or_default()
}
