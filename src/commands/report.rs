//! `osier report`: what pages weigh and what was found, as one page of HTML or as JSON.

#![expect(clippy::disallowed_methods, reason = "the file is written, and git is asked, where a command ends")]

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::Context as _;

use super::build::{judged, use_threads};
use super::cache::remembered;
use crate::budget::{self, Ground};
use crate::build;
use crate::cli::{BuildOptions, Global};
use crate::load::files::LOCK;
use crate::report::progress::Progress;
use crate::report::{self, Color, Format, Summary, page};

/// Makes the site in memory and writes its report to `output`, else to `out`, and its badge to `badge`.
///
/// # Errors
/// When the site cannot be read, or the report not written.
pub fn run(
    output: Option<&PathBuf>,
    badge: Option<&PathBuf>,
    options: &BuildOptions,
    global: &Global,
    out: &mut dyn Write,
) -> anyhow::Result<()> {
    let progress = Progress::stderr(global.verbosity());
    let watch = |name: &'static str, _: usize, total: usize| progress.step(name, total);
    use_threads(options.jobs);
    let build = build::build(&options.site, &judged(options, global)?, &mut remembered(options), &watch)?;
    progress.finish();
    if let Some(path) = badge {
        let drawing = page::badge(&build.weights, &build.site.config.carbon.assumptions());
        let drawing = drawing.context("no badge: errors keep the site from being weighed; `osier check` tells them")?;
        std::fs::write(path, drawing).with_context(|| format!("cannot write {}", path.display()))?;
    }
    let summary = Summary { accepted: build.accepted, ..Summary::of(build.pages, &build.findings) };
    let mut text = Vec::new();
    if global.format == Format::Json {
        report::print(Format::Json, &build.findings, (&summary, &build.weights), &mut text, Color::Plain)?;
    } else {
        let ground = Ground { sources: Some(&build.sources), ..Ground::default() };
        let config = &build.site.config;
        let story = page::Story {
            title: config.title.get(&config.languages.all[0].code),
            day: build.site.moment.now.date(),
            weights: &build.weights,
            ground: &ground,
            given: &config.carbon.assumptions(),
            ecoindex: build.site.ecoindex.as_deref(),
            limits: &budget::site_limits(&build.site, &ground),
            findings: &build.findings,
            summary: &summary,
            history: &page::points(&log(&options.site)),
        };
        text = page::html(&story).into_bytes();
    }
    match output {
        Some(path) => std::fs::write(path, text).with_context(|| format!("cannot write {}", path.display())),
        None => out.write_all(&text).map_err(Into::into),
    }
}

/// The changes of the accepted weights; nothing where there is no git, or it knows nothing of them.
fn log(site: &Path) -> String {
    let arguments =
        ["log", "-n", "50", "-p", "-U100000", "--no-color", "--no-ext-diff", "--format=commit %h %cs", "--", LOCK];
    let made = Command::new("git").arg("-C").arg(site).args(arguments).output();
    made.ok()
        .filter(|made| made.status.success())
        .map(|made| String::from_utf8_lossy(&made.stdout).into_owned())
        .unwrap_or_default()
}
