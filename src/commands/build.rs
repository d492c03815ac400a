//! `osier build` and `osier check`: make the site, say what is wrong, write it when nothing is.

#![expect(clippy::disallowed_methods, reason = "the environment is read by the commands")]

use std::io::Write;
use std::num::NonZeroUsize;
use std::path::{Component, Path, PathBuf};
use std::time::Instant;

use anyhow::{Context as _, bail};
use url::Url;

use super::cache;
use super::check_html::Update;
use crate::asset::store::Cancel;
use crate::budget::Rises;
use crate::build::{self, Build, Faults, Pictures};
use crate::cache::Cache;
use crate::carbon::ecoindex;
use crate::check::rules::{is_decidable, registry};
use crate::cli::{BuildOptions, Global, Timings};
use crate::config::Unused;
use crate::finding::{self, Finding, Severity, rules};
use crate::gate::Baseline;
use crate::load::files::{BASELINE, FOLDERS, LOCK};
use crate::report::progress::Progress;
use crate::report::timings::Work;
use crate::report::{self, Color, Ending, Summary};
use crate::write;

/// What is done with the site once made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Goal {
    /// Written to this folder, or to `SITE/public`.
    Write(Option<PathBuf>),
    /// Only checked.
    Check(Update),
}

/// How a command ends when it could run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// No error was found.
    Clean,
    /// Errors were found, and nothing was written.
    Broken,
}

/// Makes the site, prints its findings on `out` and a summary on `err`.
///
/// # Errors
/// When the disk cannot be read or written.
pub fn run(
    goal: &Goal,
    options: &BuildOptions,
    global: &Global,
    color: Color,
    out: &mut dyn Write,
    err: &mut dyn Write,
) -> anyhow::Result<Verdict> {
    let start = Instant::now();
    use_threads(options.jobs);
    let progress = Progress::stderr(global.verbosity());
    let watch = |name: &'static str, _: usize, total: usize| progress.step(name, total);
    let mut cache = cache::remembered(options);
    let mut build = build::build(&options.site, &options_of(options, global)?, &mut cache, &watch)?;
    watch("writing", 0, build.output.len());
    let ending = end(goal, &mut build, &options.site, &cache)?;
    progress.finish();
    let timings = progress.stages().end(work(&build, &cache), cache.spent.seconds());
    // What could not be made was not checked: a baseline of it would be false.
    let whole = build.findings.iter().all(|one| one.severity != Severity::Error || is_decidable(one.rule));
    if *goal == Goal::Check(Update::Write) && !whole {
        writeln!(err, "{BASELINE} is left as it is: mend first what keeps the site from being made")?;
    } else if *goal == Goal::Check(Update::Write) {
        update_baseline(&options.site.join(BASELINE), &build.baseline, &mut build.findings, err)?;
        build.accepted = build.baseline.len();
    }
    if options.accept {
        accept(&options.site.join(LOCK), &build, err)?;
    }
    let summary = Summary { accepted: build.accepted, ..Summary::of(build.pages, &build.findings) };
    report::print(global.format, &build.findings, (&summary, &build.weights), out, color)?;
    out.flush()?;
    if options.explain_css {
        write!(err, "{}", report::styles(&build.styles))?;
    }
    if global.verbose {
        write!(err, "{}", report::colors(&build.site.theme.palette))?;
        write!(err, "{}", report::fonts(&build.fonts, &build.output))?;
        for fall in &build.falls {
            writeln!(err, "since {LOCK}: {fall}")?;
        }
        if build.site.ecoindex.is_none() {
            writeln!(err, "no score of EcoIndex: the site has no {}", ecoindex::FILE)?;
        }
    }
    match options.timings {
        Some(Timings::Json) => writeln!(err, "{}", timings.json())?,
        Some(Timings::Table) => write!(err, "{}", timings.table())?,
        None if global.verbose => write!(err, "{}", timings.table())?,
        None => {}
    }
    if !global.quiet {
        write!(err, "{}", report::weights(&build.weights))?;
        writeln!(err, "{}", report::summary_line(&summary, ending, start.elapsed()))?;
        if matches!(goal, Goal::Check(_)) {
            writeln!(err, "{}", report::reach_line(&summary, &registry()))?;
        }
    }
    let verdict = if build.is_broken() { Verdict::Broken } else { Verdict::Clean };
    // The program ends: what a large site is made of is not let go of piece by piece.
    std::mem::forget((build, cache));
    Ok(verdict)
}

/// Works with so many threads, else with one a processor.
pub(super) fn use_threads(jobs: Option<NonZeroUsize>) {
    if let Some(jobs) = jobs {
        // Fails only when a pool is there already, which then serves.
        let _ = rayon::ThreadPoolBuilder::new().num_threads(jobs.get()).build_global();
    }
}

/// How much work a build was; `cache` is what it leaves.
pub(super) fn work(build: &Build, cache: &Cache) -> Work {
    Work {
        sources: cache.texts_read.used,
        sources_parsed: cache.texts_read.computed,
        pages: build.pages,
        pages_rendered: cache.pages.computed,
        pages_delivered: cache.checks.used,
        pages_checked: cache.checks.computed,
        pictures_encoded: build.encoded,
        files: build.output.len(),
    }
}

/// What a command line asks of a build.
pub(super) fn options_of(options: &BuildOptions, global: &Global) -> anyhow::Result<build::Options> {
    let has_secret =
        |url: &str| Url::parse(url).is_ok_and(|url| !url.username().is_empty() || url.password().is_some());
    if options.base_url.as_deref().is_some_and(has_secret) {
        bail!("every page would show the password in the address of --base-url: take out what stands before the `@`");
    }
    Ok(build::Options {
        now: options.now.map_or_else(source_date_epoch, |now| Ok(Some(now)))?,
        drafts: options.drafts,
        changed: None,
        config: options.config.clone(),
        base_url: options.base_url.clone(),
        language: global.language(),
        pictures: if options.no_cache {
            Pictures::Encode
        } else {
            Pictures::Remember(cache::pictures(options.cache.cache.as_deref(), &options.site))
        },
        unused: Unused::Remove,
        effort: options.pictures.effort(),
        cancel: Cancel::default(),
        faults: Faults::Stop,
        rises: if options.accept { Rises::Accept } else { Rises::Refuse },
    })
}

/// The same for a command that writes no site: rises of weight are accepted by `build` and `check`, which note them.
pub(super) fn judged(options: &BuildOptions, global: &Global) -> anyhow::Result<build::Options> {
    if options.accept {
        bail!("--accept is of `osier build` and `osier check`, which write {LOCK}: run one of these first");
    }
    options_of(options, global)
}

/// Writes the baseline and takes out of `findings` what it accepts, and that it was stale.
pub(super) fn update_baseline(
    path: &Path,
    baseline: &Baseline,
    findings: &mut Vec<Finding>,
    err: &mut dyn Write,
) -> anyhow::Result<()> {
    let is_new = !path.exists();
    std::fs::write(path, baseline.to_toml()).with_context(|| format!("cannot write {}", path.display()))?;
    findings.retain(|finding| finding.rule != &rules::BASELINE_STALE);
    // What a former baseline accepts was taken out by it already: accepting again would let in what is new.
    if is_new {
        baseline.accept(findings, &[]);
    }
    writeln!(err, "{} accepts {} findings", path.display(), baseline.len())?;
    Ok(())
}

/// Writes what pages weigh, when the site is sound.
fn accept(path: &Path, build: &Build, err: &mut dyn Write) -> anyhow::Result<()> {
    if build.is_broken() {
        writeln!(err, "{LOCK} is left as it is: mend first what is wrong")?;
        return Ok(());
    }
    std::fs::write(path, build.lock.to_toml()).with_context(|| format!("cannot write {}", path.display()))?;
    let (classes, assets) = (build.lock.classes.len(), build.lock.assets.len());
    writeln!(err, "{} holds what {classes} classes of pages and {assets} shared files weigh", path.display())?;
    Ok(())
}

fn end(goal: &Goal, build: &mut Build, site: &Path, cache: &Cache) -> anyhow::Result<Ending> {
    let Goal::Write(output) = goal else { return Ok(Ending::Checked) };
    if build.is_broken() {
        return Ok(Ending::Refused);
    }
    let folder = output.clone().unwrap_or_else(|| site.join("public"));
    refuse_sources(&folder, site)?;
    let written = write::write(&build.output, &folder, cache.stood.as_ref())
        .with_context(|| format!("cannot write the site to {}", folder.display()))?;
    if written.conflicts.is_empty() {
        return Ok(Ending::Written {
            written: written.written.len(),
            unchanged: written.unchanged,
            removed: written.removed.len(),
        });
    }
    build.findings.extend(written.conflicts);
    finding::sort(&mut build.findings);
    Ok(Ending::Refused)
}

/// An output folder that is the site, holds it, or is one of its folders of sources, would mix what is made with what
/// it is made of.
fn refuse_sources(folder: &Path, site: &Path) -> anyhow::Result<()> {
    let (Ok(folder), Ok(site)) = (resolved(folder), resolved(site)) else { return Ok(()) };
    let sources = FOLDERS.iter().copied().chain(["themes", ".osier"]);
    let is_among = sources.map(|name| site.join(name)).any(|source| folder.starts_with(source));
    if is_among || site.starts_with(&folder) {
        bail!("{} holds the sources of the site: choose another folder to write to", folder.display());
    }
    Ok(())
}

/// Where a path leads, links followed, as far as it exists.
fn resolved(path: &Path) -> std::io::Result<PathBuf> {
    let mut real = PathBuf::new();
    for part in std::path::absolute(path)?.components() {
        if part == Component::ParentDir {
            real.pop();
        } else {
            real.push(part);
            real = real.canonicalize().unwrap_or(real);
        }
    }
    Ok(real)
}

/// The clock that `SOURCE_DATE_EPOCH` sets (reproducible-builds.org), in seconds since 1970.
pub(super) fn source_date_epoch() -> anyhow::Result<Option<jiff::Timestamp>> {
    // Where a variable is not set, continuous integrations give an empty one.
    let Some(text) = std::env::var_os("SOURCE_DATE_EPOCH").filter(|text| !text.is_empty()) else { return Ok(None) };
    let seconds = text
        .to_str()
        .and_then(|text| text.trim().parse().ok())
        .and_then(|seconds| jiff::Timestamp::from_second(seconds).ok());
    seconds.map(Some).context("SOURCE_DATE_EPOCH is not a number of seconds since 1970")
}
