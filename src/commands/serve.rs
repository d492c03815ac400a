//! `osier serve`: the site in the browser while it is written.

#![expect(clippy::disallowed_methods, reason = "the environment and the clock are read by the commands")]

use std::collections::BTreeSet;
use std::hash::{BuildHasher, Hasher, RandomState};
use std::io::Write;
use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};

use anyhow::Context as _;
use jiff::{RoundMode, Timestamp, TimestampRound, Unit};

use super::build::{source_date_epoch, use_threads, work};
use super::cache;
use crate::asset::store::{Cancel, Cancelled};
use crate::budget::Rises;
use crate::build::{self, Build, Drawn, Faults, Pictures};
use crate::cache::Cache;
use crate::cli::{Global, ServeOptions};
use crate::config::{self, Effort};
use crate::finding::{Severity, SourcePath, rules};
use crate::load::records;
use crate::preview::editor::Editor;
use crate::preview::server::Server;
use crate::preview::watch::{Changes, Watcher};
use crate::preview::{Desk, Guard, Snapshot};
use crate::report::progress::Progress;
use crate::report::{Summary, found, one_line};

/// Serves the site, and makes it again whenever its sources change. Ends when what watches the disk does.
///
/// # Errors
/// When the site cannot be read at first, its folder not watched, or no port be had.
pub fn run(options: &ServeOptions, global: &Global, err: &mut dyn Write) -> anyhow::Result<()> {
    use_threads(options.jobs);
    // A folder that is no site is told as a build tells it, and is not watched.
    records::configuration(&options.site, options.config.as_deref().unwrap_or(config::FILE))?;
    // Before the first build, so that nothing that changes meanwhile is missed.
    let mut watcher = Watcher::new(&options.site)?;
    let mut cache = cache::kept(Cache::default(), options.cache.cache.as_deref(), &options.site);
    let start = Instant::now();
    let progress = Progress::stderr(global.verbosity());
    let tell = |name: &'static str, _: usize, total: usize| progress.step(name, total);
    let asked = options_of(options, global, Cancel::default())?;
    let drawn = build::draw(&options.site, &asked, &mut cache, &tell)?;
    let mut basis = drawn.basis(&cache);
    let first = judge(drawn, &asked, &mut cache, &tell)?;
    progress.finish();
    let opening = line("the site", start.elapsed(), &first);
    let desk = Desk {
        root: std::path::absolute(&options.site).context("the folder of the site has no path")?,
        editor: options.editor.clone().or_else(|| editor("VISUAL")).or_else(|| editor("EDITOR")),
    };
    let guard = Guard { hosts: hosts(options), token: token() };
    let home = format!("{}/", first.site.base_path());
    let snapshot = Snapshot::new(1, first, None, desk.clone());
    let server = Server::start(options.host, options.port, guard, snapshot)
        .with_context(|| format!("cannot serve at {} port {}", options.host, options.port))?;
    let address = format!("http://{}{home}", server.address);
    if options.port != 0 && server.address.port() != options.port {
        writeln!(err, "port {} is taken: this is the next one that is free", options.port)?;
    }
    writeln!(err, "{opening}\npreview at {address}, all findings at http://{}/_osier/", server.address)?;
    if !options.host.is_loopback() {
        writeln!(err, "whoever reaches this machine can see the preview, drafts included")?;
    }
    if let Some(notice) = watcher.notice.take() {
        writeln!(err, "{notice}")?;
    }
    if options.open && open::that_detached(&address).is_err() {
        writeln!(err, "no browser could be opened: go to {address}")?;
    }
    err.flush()?;
    let mut number = 1;
    let mut was_dropped = false;
    let late = watcher.is_late();
    while let Some(changes) = watcher.wait() {
        let start = Instant::now();
        number += 1;
        let follow = |mut snapshot: Snapshot| {
            snapshot.follow = if options.follow { edited(&snapshot, &changes) } else { None };
            snapshot
        };
        let stages = Progress::none();
        let cancel = Cancel::default();
        // A build that is late is dropped for the next one, but never twice: who writes all the time must see what is
        // found.
        let stops = !was_dropped;
        let tell = |name: &'static str, _: usize, total: usize| {
            stages.step(name, total);
            if stops && late.load(Ordering::Relaxed) {
                cancel.cancel();
            }
        };
        let known = if changes.anything { None } else { Some(&changes.paths) };
        let asked = build::Options { changed: known.cloned(), ..options_of(options, global, cancel.clone())? };
        // What is edited is shown before it is checked: at once when it is a text or a sheet, else when all pages are
        // made.
        let current = server.current();
        let early = known
            .and_then(|paths| build::early(&options.site, paths, (&current.build, &basis), asked.language, &mut cache));
        let early = early.filter(|early| !early.output.is_empty());
        let is_shown = early.is_some();
        if let Some(early) = early {
            server.show(follow(current.with_early(number, early)));
        }
        let built = build::draw(&options.site, &asked, &mut cache, &tell).and_then(|drawn| {
            let drawn_on = drawn.basis(&cache);
            if !is_shown {
                server.show(follow(current.with_early(number, drawn.early(&current.build))));
            }
            Ok((judge(drawn, &asked, &mut cache, &tell)?, drawn_on))
        });
        drop(current);
        was_dropped = matches!(&built, Err(error) if error.is::<Cancelled>());
        if was_dropped {
            watcher.owe(changes);
            continue;
        }
        let current = server.current();
        let what = what(&changes);
        match built {
            Ok((build, drawn_on)) => {
                // What is told early goes with the files of a build that is shown whole.
                basis = drawn_on;
                let line = line(&what, start.elapsed(), &build);
                let timings = stages.stages().end(work(&build, &cache), cache.spent.seconds());
                let next = follow(Snapshot::new(number, build, Some(&current), desk.clone()));
                drop(current);
                server.show(next);
                writeln!(err, "{line}")?;
                if global.verbose {
                    writeln!(err, "{}", timings.line())?;
                }
            }
            Err(error) => {
                writeln!(err, "{what}: {}", one_line(&format!("{error:#}")))?;
                server.show(current.failed(number, format!("The site could not be made: {error:#}")));
            }
        }
        err.flush()?;
    }
    Ok(())
}

/// Checks the site. Pictures that are made in haste weigh more than those of a build: what is too heavy with them is
/// only a warning here.
fn judge(drawn: Drawn, options: &build::Options, cache: &mut Cache, tell: build::Watch<'_>) -> anyhow::Result<Build> {
    let mut build = build::judge(drawn, options, cache, tell)?;
    if options.effort == Effort::Quick {
        for finding in build.findings.iter_mut().filter(|finding| finding.rule == &rules::PAGE_WEIGHT) {
            finding.severity = Severity::Warning;
            finding.help.push_str("; pictures are made in haste here, those of a build are lighter");
        }
    }
    Ok(build)
}

fn options_of(options: &ServeOptions, global: &Global, cancel: Cancel) -> anyhow::Result<build::Options> {
    let effort = options.pictures.effort();
    Ok(build::Options {
        now: Some(options.now.map_or_else(source_date_epoch, |now| Ok(Some(now)))?.unwrap_or_else(this_hour)),
        drafts: true,
        config: options.config.clone(),
        language: global.language(),
        pictures: Pictures::Remember(cache::pictures(options.cache.cache.as_deref(), &options.site)),
        effort,
        // The lock tells what a build weighs.
        rises: if effort == Effort::Quick { Rises::Accept } else { Rises::Refuse },
        faults: Faults::GoOn,
        cancel,
        ..build::Options::default()
    })
}

/// The last full hour: pages may show the time of the build, and none would be the same in two builds.
fn this_hour() -> Timestamp {
    let now = Timestamp::now();
    now.round(TimestampRound::new().smallest(Unit::Hour).mode(RoundMode::Floor)).unwrap_or(now)
}

/// The names that the preview answers to: those that were allowed, and the address it is at.
fn hosts(options: &ServeOptions) -> Vec<String> {
    let own = match options.host {
        std::net::IpAddr::V6(host) => format!("[{host}]"),
        std::net::IpAddr::V4(host) => host.to_string(),
    };
    options.allow_host.iter().cloned().chain([own]).collect()
}

fn editor(variable: &str) -> Option<Editor> {
    std::env::var_os(variable).and_then(|command| Editor::of_program(command.to_str()?))
}

/// A text that nobody can guess: the standard library seeds its hashers from the system's source of randomness.
fn token() -> String {
    let words: Vec<String> = (0..4).map(|_| format!("{:016x}", RandomState::new().build_hasher().finish())).collect();
    words.concat()
}

/// The address of the page whose file has changed, when one alone has.
fn edited(snapshot: &Snapshot, changes: &Changes) -> Option<String> {
    let site = snapshot.site();
    let pages: BTreeSet<&str> = changes
        .paths
        .iter()
        .filter_map(|path| site.by_path.get(&SourcePath::new(path)))
        .map(|id| site.page(*id).url.as_str())
        .collect();
    pages.first().filter(|_| pages.len() == 1).map(|url| (*url).to_owned())
}

/// What has changed, in a few words.
fn what(changes: &Changes) -> String {
    match (changes.paths.first(), changes.paths.len()) {
        (Some(path), 1) => one_line(path),
        (Some(path), count) => format!("{} and {} more", one_line(path), count - 1),
        (None, _) => "the site".to_owned(),
    }
}

/// The line of a build: what changed, how long it took, what was found.
fn line(what: &str, time: Duration, build: &Build) -> String {
    let summary = Summary { accepted: build.accepted, ..Summary::of(build.pages, &build.findings) };
    format!("{what}: {} ms, {}", time.as_millis(), found(&summary))
}
