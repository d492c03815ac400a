//! `osier publish`, `osier releases` and `osier rollback`.

mod place;
mod tell;

use std::io::Write;
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context as _, bail};

use super::build::{Verdict, judged, use_threads};
use super::cache::remembered;
use crate::build::{self, Build};
use crate::cli::{BuildOptions, Global, HeadersFor, PublishOptions, SiteFolder};
use crate::config::{Config, Destination, DestinationKind};
use crate::finding::OutputPath;
use crate::headers::server::{self, Server};
use crate::output::{Content, LOST};
use crate::publish::guard::{self, Lifted};
use crate::publish::headers::Serving;
use crate::publish::local::{self, Local};
use crate::publish::manifest::{MANIFEST, Manifest};
use crate::publish::outside;
use crate::publish::plan::{Plan, Settings};
use crate::publish::purge::{self, Key, Scope};
use crate::publish::run::{self, Listing, Orders};
use crate::publish::target::{Agent, Patience};
use crate::publish::whole;
use crate::report::progress::Progress;
use crate::report::{self, Color, Summary};
use crate::write::order;
use place::{Place, configuration, destination, encoding, place, redirects, secret};
use tell::{Told, tell};

/// How long a cache is given to forget before an address is asked for again.
const PAUSE: Duration = Duration::from_secs(2);

/// Builds the site and publishes it to the target named `to`.
///
/// # Errors
/// A refusal, or trouble of the disk or of the target.
pub fn run(
    to: Option<&str>,
    asked: &PublishOptions,
    options: &BuildOptions,
    global: &Global,
    color: Color,
    out: &mut dyn Write,
    err: &mut dyn Write,
) -> anyhow::Result<Verdict> {
    let progress = Progress::stderr(global.verbosity());
    if asked.verify || asked.purge {
        let Some(config) = configuration(&options.site, options.config.as_deref(), global, color, out)? else {
            return Ok(Verdict::Broken);
        };
        let destination = destination(&config, to)?;
        if asked.purge {
            return purge_all(destination, &config, out);
        }
        return verify(&place(destination, &options.site, base(destination, &config))?, out);
    }
    use_threads(options.jobs);
    let watch = |name: &'static str, _: usize, total: usize| progress.step(name, total);
    let mut build = build::build(&options.site, &judged(options, global)?, &mut remembered(options), &watch)?;
    progress.finish();
    let summary = Summary { accepted: build.accepted, ..Summary::of(build.pages, &build.findings) };
    if build.is_broken() {
        report::print(global.format, &build.findings, (&summary, &build.weights), out, color)?;
        writeln!(err, "nothing was published: mend the errors above")?;
        return Ok(Verdict::Broken);
    }
    if let Some(server) = asked.headers {
        write!(out, "{}", exported(server, &build)?)?;
        return Ok(Verdict::Clean);
    }
    let site = Arc::clone(&build.site);
    let config = &site.config;
    let destination = destination(config, to)?;
    if destination.kind == DestinationKind::GitPages {
        // Such a host reads the headers of a site from a file of it.
        let text = exported(HeadersFor::Headers, &build)?;
        build.output.entry(OutputPath::new("_headers")).or_insert_with(|| text.into());
    }
    let key = purge_key(destination)?;
    let place = place(destination, &options.site, base(destination, config))?;
    let lifted = asked.force.lifted();
    let serving =
        Serving { redirects: redirects(&build), rules: config.headers.clone(), encoding: encoding(destination) };
    if place.traits().headers && !serving.left_out().is_empty() && !global.quiet {
        writeln!(
            err,
            "{} keeps no {} with its files: only a server before it can send them",
            place.name(),
            serving.left_out().join(", ")
        )?;
    }
    let local = local::local(&build.output, &serving, place.traits())?;
    guard::site(&local, &config.base_url, options.drafts, &lifted)?;
    let mut orders = orders(config, destination, lifted);
    orders.settings.forget = asked.forget;
    if asked.check_target {
        orders.listing = Listing::Always;
    }
    if asked.dry_run {
        let (plan, remote) = match &place {
            Place::Files(target) => run::rehearse(target.as_ref(), &local, &orders)?,
            Place::Whole(pages) => whole::rehearse(pages, &local, &orders)?,
        };
        let told = Told {
            plan: &plan,
            place: &place,
            done: None,
            empty: plan.is_empty(&remote),
            purge: scope(destination, config, &plan).map(|(scope, service)| (scope, service, None)),
            seen: Vec::new(),
        };
        return tell(&told, config, global, out);
    }
    let way = Way { place: &place, destination, config, key };
    send(&way, &local, &serving, &orders, global, &progress, out)
}

/// Returns the target to a former release.
///
/// # Errors
/// A refusal, or trouble of the target.
pub fn rollback(
    release: &str,
    to: Option<&str>,
    folder: &SiteFolder,
    lifted: Lifted,
    global: &Global,
    color: Color,
    out: &mut dyn Write,
) -> anyhow::Result<Verdict> {
    let Some(Opened { config, destination, place }) = open(folder, to, global, color, out)? else {
        return Ok(Verdict::Broken);
    };
    let key = purge_key(&destination)?;
    let local = match &place {
        Place::Files(target) => run::former(target.as_ref(), release)?,
        Place::Whole(pages) => {
            bail!("{} keeps no former release: go back to the former commit of the site, and publish it", pages.name())
        }
    };
    let redirect = |(key, item): (&String, &local::Item)| Some((key.clone(), item.entry.headers.redirect.clone()?));
    let serving = Serving {
        redirects: local.iter().filter_map(redirect).collect(),
        rules: config.headers.clone(),
        encoding: encoding(&destination),
    };
    let orders = orders(&config, &destination, lifted);
    let way = Way { place: &place, destination: &destination, config: &config, key };
    send(&way, &local, &serving, &orders, global, &Progress::stderr(global.verbosity()), out)
}

/// Lists the releases of the target, the present one last.
///
/// # Errors
/// When the target cannot be read.
pub fn releases(
    to: Option<&str>,
    folder: &SiteFolder,
    global: &Global,
    color: Color,
    out: &mut dyn Write,
) -> anyhow::Result<Verdict> {
    let Some(Opened { place, .. }) = open(folder, to, global, color, out)? else {
        return Ok(Verdict::Broken);
    };
    let bytes = place.get(MANIFEST)?;
    let bytes = bytes.with_context(|| format!("nothing was published to {}", place.name()))?;
    let manifest = Manifest::parse(&bytes)?;
    for release in &manifest.releases {
        writeln!(out, "{release}")?;
    }
    writeln!(out, "{}  present, {} pages, {} files", manifest.release, manifest.pages(), manifest.files.len())?;
    Ok(Verdict::Clean)
}

/// The target of a command that builds nothing.
struct Opened {
    config: Config,
    destination: Destination,
    place: Place,
}

/// Reads the configuration and opens the target named `to`; nothing when the configuration has errors, which are told.
fn open(
    folder: &SiteFolder,
    to: Option<&str>,
    global: &Global,
    color: Color,
    out: &mut dyn Write,
) -> anyhow::Result<Option<Opened>> {
    let Some(config) = configuration(&folder.site, folder.config.as_deref(), global, color, out)? else {
        return Ok(None);
    };
    let destination = destination(&config, to)?.clone();
    let place = place(&destination, &folder.site, base(&destination, &config))?;
    Ok(Some(Opened { config, destination, place }))
}

/// A target, what is decided of it, and the key of the caches before it.
struct Way<'a> {
    place: &'a Place,
    destination: &'a Destination,
    config: &'a Config,
    key: Option<Key>,
}

fn send(
    way: &Way<'_>,
    local: &Local,
    serving: &Serving,
    orders: &Orders,
    global: &Global,
    progress: &Progress,
    out: &mut dyn Write,
) -> anyhow::Result<Verdict> {
    let (place, destination, config) = (way.place, way.destination, way.config);
    let outcome = match place {
        Place::Files(target) => {
            run::publish(target.as_ref(), local, orders, &|name, _, total| progress.step(name, total))?
        }
        Place::Whole(pages) => whole::publish(pages, local, orders)?,
    };
    progress.finish();
    let plan = &outcome.plan;
    let empty = plan.sends.is_empty();
    let base = base(destination, config);
    let agent = Agent::new(Patience { tries: 4, idle: Duration::from_secs(30), ..Patience::default() });
    let purged = |(scope, service): (Scope, &'static str)| {
        let (purge, key) = destination.purge.as_ref().zip(way.key.as_ref())?;
        let fault = purge::purge(purge, &scope, base, key, &agent).err().map(|error| format!("{error:#}"));
        Some((scope, service, fault))
    };
    let purge = scope(destination, config, plan).and_then(purged);
    let is_changed = !empty || !plan.deletes.is_empty();
    let seen = if destination.verify && is_changed {
        let agent = Agent::new(Patience { tries: 2, idle: Duration::from_secs(30), ..Patience::default() });
        outside::look(&outside::sample(local, plan, serving, base), place.traits(), &agent, PAUSE)
    } else {
        Vec::new()
    };
    tell(&Told { plan, place, done: Some(outcome.bytes), empty, purge, seen }, config, global, out)
}

/// Where readers find what is published.
fn base<'a>(destination: &'a Destination, config: &'a Config) -> &'a str {
    destination.url.as_deref().unwrap_or(&config.base_url)
}

/// What is purged after a plan, and of which service; nothing when there is none, or nothing has changed.
fn scope(destination: &Destination, config: &Config, plan: &Plan) -> Option<(Scope, &'static str)> {
    let purge = destination.purge.as_ref()?;
    let scope = purge::scope(purge, plan, base(destination, config));
    (scope != Scope::Addresses(Vec::new())).then(|| (scope, purge.service.name()))
}

/// The key of the caches before the target, which must be there before anything is published.
fn purge_key(destination: &Destination) -> anyhow::Result<Option<Key>> {
    destination.purge.as_ref().map(|_| secret(&["OSIER_PURGE_KEY"]).map(Key)).transpose()
}

fn purge_all(destination: &Destination, config: &Config, out: &mut dyn Write) -> anyhow::Result<Verdict> {
    let purge = destination.purge.as_ref().with_context(|| {
        let name = &destination.name;
        format!("no caches are told of: write `[publish.{name}.purge]` with `service` and `zone`")
    })?;
    let key = Key(secret(&["OSIER_PURGE_KEY"])?);
    purge::purge(purge, &Scope::All, base(destination, config), &key, &Agent::new(Patience::default()))?;
    writeln!(out, "{}: purged of everything", purge.service.name())?;
    Ok(Verdict::Clean)
}

fn verify(place: &Place, out: &mut dyn Write) -> anyhow::Result<Verdict> {
    let (manifest, faults, others) = match place {
        Place::Files(target) => run::audit(target.as_ref())?,
        Place::Whole(pages) => {
            let (manifest, faults) = whole::audit(pages)?;
            (manifest, faults, 0)
        }
    };
    for (key, fault) in &faults {
        writeln!(out, "{key} {fault}")?;
    }
    let (release, files, count) = (&manifest.release, manifest.files.len(), faults.len());
    writeln!(out, "{}: release {release}, {files} files, {count} not as published, {others} of others", place.name())?;
    if !faults.is_empty() {
        writeln!(out, "publish with --check-target to mend them")?;
    }
    Ok(if faults.is_empty() { Verdict::Clean } else { Verdict::Broken })
}

/// What a server is told.
fn exported(server: HeadersFor, build: &Build) -> anyhow::Result<String> {
    let hashed = build.output.keys().map(OutputPath::as_str).filter(|path| order::is_hashed(path));
    let text = server::export(server_of(server), &build.site.config, &build.output, hashed);
    // Pages were read for it, some of them for the first time.
    if build.output.values().any(Content::is_lost) {
        bail!(LOST);
    }
    Ok(text)
}

fn server_of(server: HeadersFor) -> Server {
    match server {
        HeadersFor::Nginx => Server::Nginx,
        HeadersFor::NginxMaps => Server::NginxMaps,
        HeadersFor::Caddy => Server::Caddy,
        HeadersFor::Apache => Server::Apache,
        HeadersFor::Headers => Server::Headers,
    }
}

#[expect(clippy::disallowed_methods, reason = "the clock is read by the commands")]
fn orders(config: &Config, destination: &Destination, lifted: Lifted) -> Orders {
    let settings = Settings {
        now: jiff::Timestamp::now(),
        grace_days: destination.grace_days,
        keep: destination.keep,
        forget: false,
    };
    Orders {
        site: config.base_url.clone(),
        settings,
        max_deletes: destination.max_deletes,
        parallel: destination.parallel,
        lifted,
        listing: Listing::Needed,
        clock: jiff::Timestamp::now,
        settle: Duration::from_secs(1),
    }
}
