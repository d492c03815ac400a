//! A build is a value: the whole site in memory, with everything that is wrong with it.

#![expect(clippy::disallowed_methods, reason = "the clock of a build is the machine's when none is given")]

mod early;
mod lines;

use std::cell::LazyCell;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;

use anyhow::bail;
use rayon::prelude::*;

use crate::asset::compress::{self, Encoding};
use crate::asset::font;
use crate::asset::store::{self, Cancel, Store};
use crate::asset::style::{Question, Removed};
use crate::budget::{self, Ground, Held, Lock, Rises, Weights};
use crate::cache::Cache;
use crate::check::rules;
use crate::config::{self, Effort, Unused};
use crate::finding::{self, Finding, Language, Rule, Severity, SourcePath};
use crate::gate::{self, Baseline};
use crate::headers::contact;
use crate::load::files::Files;
use crate::load::lost::Lost;
use crate::load::{self, Sources};
use crate::model::{self, Moment, Site, world};
use crate::output::{LOST, Output};
use crate::render::{self, Basis, FontUse, Rendered, Trace};
pub use early::early;

/// The whole site, made.
#[derive(Debug)]
pub struct Build {
    /// The model.
    pub site: Arc<Site>,
    /// Every file.
    pub output: Output,
    /// Pages of HTML.
    pub pages: usize,
    /// What came of each family of fonts.
    pub fonts: Vec<FontUse>,
    /// The source of each file that pages ask for.
    pub sources: BTreeMap<finding::OutputPath, SourcePath>,
    /// Where each page comes from, by its path.
    pub traces: BTreeMap<finding::OutputPath, Trace>,
    /// What is wrong, in the one stable order, with lines and columns.
    pub findings: Vec<Finding>,
    /// Errors that the baseline accepts, left out of `findings`.
    pub accepted: usize,
    /// How many pictures had to be encoded or drawn, and were not remembered.
    pub encoded: usize,
    /// The baseline that accepts what stands: what the present one lets in, all there is when there is none.
    pub baseline: Baseline,
    /// What was taken out of the style sheets; nothing of a build that is broken.
    pub styles: Vec<Removed>,
    /// What pages weigh; nothing of a build that is broken, or whose pictures are not made.
    pub weights: Weights,
    /// What pages weigh, as `osier.lock.toml` keeps it; of a build that was not weighed, nothing.
    pub lock: Lock,
    /// What weighs less than `osier.lock.toml` says, or is new, a line each.
    pub falls: Vec<String>,
}

impl Build {
    /// Whether a finding of severity error stands: such a build is not written.
    pub fn is_broken(&self) -> bool {
        self.findings.iter().any(|finding| finding.severity == Severity::Error)
    }
}

/// What a build is asked for.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// The clock, else the machine's.
    pub now: Option<jiff::Timestamp>,
    /// Whether drafts, future and expired pages are in.
    pub drafts: bool,
    /// The configuration, a file of the site's folder, instead of `osier.toml`.
    pub config: Option<String>,
    /// The base URL, instead of the configuration's.
    pub base_url: Option<String>,
    /// The files that alone have changed since the last build with the same cache, when that is known.
    pub changed: Option<BTreeSet<String>>,
    /// What is done with pictures.
    pub pictures: Pictures,
    /// What is done with rules of style sheets that no page meets, unless the configuration keeps them.
    pub unused: Unused,
    /// What is done with rises over the accepted weights.
    pub rises: Rises,
    /// How much time a picture is worth.
    pub effort: Effort,
    /// What is done once an error is found.
    pub faults: Faults,
    /// Stops the build before its next stage or picture; the build then ends with [`store::Cancelled`].
    pub cancel: Cancel,
    /// The language of messages.
    pub language: Language,
}

/// What a build does with the pictures that its pages show.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Pictures {
    /// They are encoded, and not remembered.
    #[default]
    Encode,
    /// They are encoded, and remembered in this folder for the next build.
    Remember(std::path::PathBuf),
    /// They are named in the pages and not made.
    Skip,
}

/// What a build does once an error is found.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Faults {
    /// Nothing that is long: the site will not be written.
    #[default]
    Stop,
    /// Everything it can: the site is looked at all the same.
    GoOn,
}

/// How far a build is, for whoever shows it: stage, done, of how many.
pub type Watch<'a> = &'a (dyn Fn(&'static str, usize, usize) + Sync);

/// Reads the site at `root` and makes it.
///
/// # Errors
/// When the disk cannot be read.
pub fn build(root: &Path, options: &Options, cache: &mut Cache, watch: Watch<'_>) -> anyhow::Result<Build> {
    let drawn = draw(root, options, cache, watch)?;
    judge(drawn, options, cache, watch)
}

/// Makes the site of sources that are in memory.
///
/// # Errors
/// When a file that a page asks for cannot be read, or the build is stopped.
pub fn make(sources: &Sources, options: &Options, cache: &mut Cache, watch: Watch<'_>) -> anyhow::Result<Build> {
    let drawn = draw_of(sources, options, cache, watch)?;
    judge(drawn, options, cache, watch)
}

/// A site of which all pages are made and nothing is checked: half a build.
#[derive(Debug)]
pub struct Drawn {
    /// The model.
    pub site: Arc<Site>,
    rendered: Rendered,
    files: Arc<Files>,
    findings: Vec<Finding>,
    store: Store,
}

/// The first half of a build: reads the site at `root` and makes its pages, sheets and fonts.
///
/// # Errors
/// When the disk cannot be read, or the build is stopped.
pub fn draw(root: &Path, options: &Options, cache: &mut Cache, watch: Watch<'_>) -> anyhow::Result<Drawn> {
    match draw_once(root, options, cache, watch) {
        // Somebody has just written it, or taken it away.
        Err(error) if error.is::<Lost>() => draw_once(root, options, cache, watch),
        drawn => drawn,
    }
}

fn draw_once(root: &Path, options: &Options, cache: &mut Cache, watch: Watch<'_>) -> anyhow::Result<Drawn> {
    watch("reading", 0, 0);
    let config = options.config.as_deref().unwrap_or(config::FILE);
    let mut sources = load::load(root, config, options.changed.as_ref(), cache)?;
    stop_if_lost(&sources.files, cache)?;
    if let Some(base_url) = &options.base_url {
        base_url.trim_end_matches('/').clone_into(&mut sources.config.base_url);
    }
    sources.config.pictures = sources.config.pictures.with_effort(options.effort);
    draw_of(&sources, options, cache, watch)
}

fn draw_of(sources: &Sources, options: &Options, cache: &mut Cache, watch: Watch<'_>) -> anyhow::Result<Drawn> {
    let now = options.now.unwrap_or_else(jiff::Timestamp::now);
    let audience = if options.drafts { model::Audience::Editors } else { model::Audience::Public };
    let moment = Moment { now: now.to_zoned(sources.config.time_zone.clone()), audience };
    let mut findings = sources.findings.clone();
    findings.extend(sources.content.iter().flat_map(|source| &source.findings).cloned());
    watch("model", 0, 0);
    // Both are hashed in parallel, so that no task may force them: one that helps might come to wait for itself.
    let world = LazyCell::new(|| world::world(sources, audience));
    let modelled = cache.model.get(|| world::at(&world, &moment), || model::build(sources, moment.clone()));
    let site = model::with_texts(&modelled.site, sources);
    findings.extend(modelled.findings.iter().cloned());
    findings.append(&mut budget::unknown(&site.config, site.theme.types.keys().map(String::as_str)));
    findings.append(&mut model::exception::expired(&site));
    watch("rendering", 0, 0);
    options.cancel.check()?;
    let files = Arc::clone(&sources.files);
    let known = &mut std::mem::take(&mut cache.today);
    let mut rendered = {
        let today = LazyCell::new(|| *known.get(|| world::at(&world, &moment), || world::today(&world, &site)));
        render::render(&site, &files, &|| *today, cache)
    };
    cache.today = std::mem::take(known);
    findings.append(&mut rendered.findings);
    stop_if_lost(&files, cache)?;
    let store = Store::open(match &options.pictures {
        Pictures::Remember(folder) => Some(folder.clone()),
        _ => None,
    });
    let (mut fonts, mut faults) = font::make(&rendered.fonts, &reader(&files), &store)?;
    rendered.output.append(&mut fonts);
    findings.append(&mut faults);
    Ok(Drawn { site, rendered, files, findings, store })
}

impl Drawn {
    /// What is needed to tell early what an edit comes to.
    pub fn basis(&self, cache: &Cache) -> Basis {
        Basis::of(&self.site, &self.files, &self.rendered, cache)
    }
}

/// Ends a build for which a text was not there any more: pages may have come of it.
fn stop_if_lost(files: &Files, cache: &mut Cache) -> anyhow::Result<()> {
    let Some((path, why)) = files.lost() else { return Ok(()) };
    cache.forget();
    bail!(Lost(format!("{path} {why}")))
}

/// What reads the files of the site.
fn reader(files: &Files) -> impl Fn(&SourcePath) -> anyhow::Result<Vec<u8>> + Sync {
    |path| files.read(path).map(std::borrow::Cow::into_owned)
}

/// The second half of a build: checks what was drawn, makes its pictures, weighs it.
///
/// # Errors
/// When a file that a page asks for cannot be read, or the build is stopped.
pub fn judge(drawn: Drawn, options: &Options, cache: &mut Cache, watch: Watch<'_>) -> anyhow::Result<Build> {
    let Drawn { site, mut rendered, files, mut findings, store } = drawn;
    let mut output = std::mem::take(&mut rendered.output);
    findings.append(&mut model::statement::findings(&site, &files, &|path| output.contains_key(path)));
    watch("checking", 0, 0);
    options.cancel.check()?;
    let question = match site.config.styles.unused {
        Unused::Remove if options.unused == Unused::Remove => {
            Question::new(&output, &rendered.sheets, site.config.styles.browsers, &mut cache.sheets)
        }
        _ => Question::default(),
    };
    let delivered =
        gate::Delivery { output: &output, question: &question, traces: &rendered.traces, pictures: &rendered.pictures };
    // Pages that could not be made would be missed by the rules that compare pages: a fault must not make others.
    let keeps = |finding: &Finding| finding.severity == Severity::Error && !rules::is_decidable(finding.rule);
    let broken = findings.iter().any(keeps);
    let reach = if broken { gate::Reach::Pages } else { gate::Reach::Site };
    let mut judgement = gate::run(&site, &delivered, reach, cache, options.language);
    // Those of pages are the most by far: they stay where they are.
    judgement.findings.append(&mut findings);
    findings = std::mem::take(&mut judgement.findings);
    findings.append(&mut contact::faults(&site));
    contact::add(&site, &mut output);
    let text = files.text(&SourcePath::new(load::files::BASELINE));
    // What comes of the pictures and of what pages weigh is long to make: a site that will not be written does not
    // need it. Whether it will be is known before all is decided.
    let mut is_broken = may_not_be_written(&site, text, &findings);
    let styles = if is_broken { Vec::new() } else { question.settle(&mut output, &judgement.met, &mut cache.sheets) };
    for sheet in &styles {
        judgement.fetches.par_iter_mut().for_each(|fetches| fetches.rename(&sheet.compiled, &sheet.path));
        if let Some(source) = rendered.sources.remove(&sheet.compiled) {
            rendered.sources.insert(sheet.path.clone(), source);
        }
    }
    let mut encoded = 0;
    let goes_on = |is_broken: bool| options.faults == Faults::GoOn || !is_broken;
    if options.pictures != Pictures::Skip && goes_on(is_broken) {
        let progress = |done: usize, total: usize| watch("pictures", done, total);
        let mut made = store::pictures(&rendered.pictures, &reader(&files), &store, &progress, &options.cancel)?;
        is_broken = is_broken || made.findings.iter().any(|finding| finding.severity == Severity::Error);
        findings.append(&mut made.findings);
        output.append(&mut made.output);
        encoded = made.encoded;
    }
    if goes_on(is_broken) {
        watch("compressing", 0, 0);
        compress::compress(&mut output, &encodings(&site), &store);
    }
    let mut held = Held::default();
    // What is not made cannot be weighed.
    let is_weighed = options.pictures != Pictures::Skip && goes_on(is_broken);
    if is_weighed {
        watch("weighing", 0, 0);
        let ground = Ground {
            traces: Some(&rendered.traces),
            sources: Some(&rendered.sources),
            marks: Some(&site.theme.templates.marks),
            files: Some(&files),
            output: Some(&output),
        };
        let classes = budget::classes(&site);
        let class = |path: &finding::OutputPath| classes.get(path).cloned().unwrap_or(budget::Class::List);
        let mut weights = budget::weigh(&class, &judgement.fetches, &output, &mut cache.compressed);
        let means = budget::Means { encodings: &encodings(&site), store: &store };
        let mut told = budget::tell(&mut weights, &site.config.carbon.assumptions(), &output, means);
        held = budget::hold(&site, weights, &ground, options.rises);
        findings.append(&mut held.findings);
        // A sibling that is not worth making any more would show what stood for the figures.
        for (path, encoding) in told.keys().flat_map(|path| means.encodings.iter().map(move |one| (path, one))) {
            output.remove(&finding::OutputPath::new(format!("{path}.{}", encoding.extension())));
        }
        output.append(&mut told);
    }
    if output.par_iter().any(|(_, content)| content.is_lost()) {
        cache.forget();
        bail!(LOST);
    }
    watch("findings", 0, 0);
    let mut pending = gate::pending(reach);
    if !is_weighed {
        pending.extend(budget::RULES);
    }
    let Decided { mut findings, accepted, baseline } = decide(&site, text, &pending, findings);
    finding::sort(&mut findings);
    lines::find(&mut findings, &files, &mut cache.lines);
    stop_if_lost(&files, cache)?;
    Ok(Build {
        site,
        output,
        pages: rendered.pages,
        fonts: rendered.font_uses,
        sources: rendered.sources,
        traces: rendered.traces,
        findings,
        accepted,
        encoded,
        baseline,
        styles,
        weights: held.weights,
        lock: held.lock,
        falls: held.falls,
    })
}

/// The compressed siblings that the site asks for.
fn encodings(site: &Site) -> Vec<Encoding> {
    let encoding = |name: &&str| if *name == "br" { Encoding::Brotli } else { Encoding::Gzip };
    site.config.output.compress.iter().map(encoding).collect()
}

/// Findings once the site's own decisions are applied.
struct Decided {
    findings: Vec<Finding>,
    accepted: usize,
    baseline: Baseline,
}

/// Whether an error stands among findings once the site's own decisions are applied, as far as is known before pages
/// are weighed: these decide about what is an error, or is made one.
fn may_not_be_written(site: &Site, text: Option<&Arc<str>>, findings: &[Finding]) -> bool {
    let is_raised = |rule: &Rule| site.config.rules.iter().any(|setting| setting.rule == rule.id);
    let may_stop = |finding: &&Finding| finding.severity == Severity::Error || is_raised(finding.rule);
    let decided = decide(site, text, budget::RULES, findings.iter().filter(may_stop).cloned().collect());
    decided.findings.iter().any(|finding| finding.severity == Severity::Error)
}

/// Applies the site's own decisions; the rules of `pending` were not looked at yet. `text` is the baseline's.
fn decide(site: &Site, text: Option<&Arc<str>>, pending: &[&'static Rule], findings: Vec<Finding>) -> Decided {
    let mut findings = gate::settle(site, &rules::decidable(), pending, findings);
    let (accepted, baseline) = accept(text, pending, &mut findings);
    Decided { findings, accepted, baseline }
}

/// Takes out what the baseline accepts: how many, and the baseline that would be left.
fn accept(text: Option<&Arc<str>>, pending: &[&Rule], findings: &mut Vec<Finding>) -> (usize, Baseline) {
    let Some(text) = text else { return (0, Baseline::of(findings)) };
    let (baseline, mut faults) = Baseline::parse(text);
    findings.append(&mut faults);
    let shrunk = baseline.shrunk(findings, pending);
    (baseline.accept(findings, pending), shrunk)
}
