//! `osier publish`, `osier releases` and `osier rollback`.

#![expect(
    clippy::disallowed_methods,
    reason = "the environment, the configuration and the clock are read by the commands"
)]

use std::collections::BTreeMap;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::{Context as _, bail};
use percent_encoding::percent_decode_str;

use super::build::{Verdict, judged, use_threads};
use crate::build::{self, Build};
use crate::cache::Cache;
use crate::carbon::{self, Model};
use crate::cli::{BuildOptions, Global, HeadersFor, PublishOptions};
use crate::config::{self, Config, Destination, DestinationKind};
use crate::finding::SourcePath;
use crate::publish::guard::{self, Lifted};
use crate::publish::local::{self, Local};
use crate::publish::plan::{Plan, Settings, Why};
use crate::publish::run::{self, Listing, Orders};
use crate::publish::serve::{self, Server};
use crate::publish::target::{Credentials, Folder, Host, Patience, S3, Sftp, Shown, Target};
use crate::report::progress::Progress;
use crate::report::{self, Color, Format, Summary};

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
    if asked.verify {
        let config = config_of(&options.site, options.config.as_deref())?;
        let destination = destination(&config, to)?;
        return verify(target(destination, &options.site)?.as_ref(), out);
    }
    use_threads(options.jobs);
    let watch = |name: &'static str, _: usize, total: usize| progress.step(name, total);
    let build = build::build(&options.site, &judged(options, global)?, &mut Cache::default(), &watch)?;
    progress.finish();
    let summary = Summary { accepted: build.accepted, ..Summary::of(build.pages, &build.findings) };
    if build.is_broken() {
        report::print(global.format, &build.findings, (&summary, &build.weights), out, color)?;
        writeln!(err, "nothing was published: mend the errors above")?;
        return Ok(Verdict::Broken);
    }
    if let Some(server) = asked.headers {
        write!(out, "{}", serve::export(server_of(server), &build.output))?;
        return Ok(Verdict::Clean);
    }
    let destination = destination(&build.site.config, to)?;
    let target = target(destination, &options.site)?;
    let lifted = asked.force.lifted();
    let local = local::local(&build.output, &redirects(&build), target.traits())?;
    guard::site(&local, &build.site.config.base_url, options.drafts, &lifted)?;
    let mut orders = orders(&build.site.config, destination, lifted);
    orders.settings.forget = asked.forget;
    if asked.check_target {
        orders.listing = Listing::Always;
    }
    if asked.dry_run {
        let (plan, remote) = run::rehearse(target.as_ref(), &local, &orders)?;
        let empty = plan.is_empty(&remote);
        return tell(
            &Told { plan: &plan, target: target.as_ref(), done: None, empty },
            &build.site.config,
            global,
            out,
        );
    }
    send(target.as_ref(), &local, &orders, &build.site.config, global, &progress, out)
}

/// Returns the target to a former release.
///
/// # Errors
/// A refusal, or trouble of the target.
pub fn rollback(
    release: &str,
    to: Option<&str>,
    site: &Path,
    lifted: Lifted,
    global: &Global,
    out: &mut dyn Write,
) -> anyhow::Result<Verdict> {
    let config = config_of(site, None)?;
    let destination = destination(&config, to)?;
    let target = target(destination, site)?;
    let local = run::former(target.as_ref(), release)?;
    let orders = orders(&config, destination, lifted);
    send(target.as_ref(), &local, &orders, &config, global, &Progress::stderr(global.verbosity()), out)
}

/// Lists the releases of the target, the present one last.
///
/// # Errors
/// When the target cannot be read.
pub fn releases(to: Option<&str>, site: &Path, out: &mut dyn Write) -> anyhow::Result<()> {
    let config = config_of(site, None)?;
    let target = target(destination(&config, to)?, site)?;
    let bytes = target.get(crate::publish::manifest::MANIFEST)?;
    let bytes = bytes.with_context(|| format!("nothing was published to {}", target.name()))?;
    let manifest = crate::publish::manifest::Manifest::parse(&bytes)?;
    for release in &manifest.releases {
        writeln!(out, "{release}")?;
    }
    writeln!(out, "{}  present, {} pages, {} files", manifest.release, manifest.pages(), manifest.files.len())?;
    Ok(())
}

fn send(
    target: &dyn Target,
    local: &Local,
    orders: &Orders,
    config: &Config,
    global: &Global,
    progress: &Progress,
    out: &mut dyn Write,
) -> anyhow::Result<Verdict> {
    let outcome = run::publish(target, local, orders, &|name, _, total| progress.step(name, total))?;
    progress.finish();
    let told = Told { plan: &outcome.plan, target, done: Some(outcome.bytes), empty: outcome.plan.sends.is_empty() };
    tell(&told, config, global, out)
}

fn verify(target: &dyn Target, out: &mut dyn Write) -> anyhow::Result<Verdict> {
    let (manifest, faults, others) = run::audit(target)?;
    for (key, fault) in &faults {
        writeln!(out, "{key} {fault}")?;
    }
    let (release, files, count) = (&manifest.release, manifest.files.len(), faults.len());
    writeln!(out, "{}: release {release}, {files} files, {count} not as published, {others} of others", target.name())?;
    if !faults.is_empty() {
        writeln!(out, "publish with --check-target to mend them")?;
    }
    Ok(if faults.is_empty() { Verdict::Clean } else { Verdict::Broken })
}

struct Told<'a> {
    plan: &'a Plan,
    target: &'a dyn Target,
    /// Bytes that were sent; nothing when nothing was done.
    done: Option<u64>,
    empty: bool,
}

fn tell(told: &Told<'_>, config: &Config, global: &Global, out: &mut dyn Write) -> anyhow::Result<Verdict> {
    let plan = told.plan;
    let bytes = told.done.unwrap_or_else(|| plan.bytes());
    let grid = config.carbon.assumptions().grid;
    let grams = carbon::emissions(Model::V4, bytes as f64, grid, config.carbon.green).total();
    let count = |why: Why| plan.sends.iter().filter(|sending| sending.why == why).count();
    if global.format == Format::Json {
        let sends: Vec<_> =
            plan.sends.iter().map(|one| serde_json::json!({ "key": one.key, "why": why(one.why) })).collect();
        let report = serde_json::json!({
            "target": told.target.name(), "published": told.done.is_some(), "release": plan.next.release,
            "sends": sends, "deletes": plan.deletes, "keeps": plan.keeps.len(), "drift": plan.drift,
            "bytes": bytes, "requests": told.target.requests(), "grams_co2e": grams,
        });
        writeln!(out, "{report}")?;
        return Ok(Verdict::Clean);
    }
    if told.done.is_none() || global.verbose {
        for sending in &plan.sends {
            let size = plan.next.files.get(&sending.key).map_or(0, |entry| entry.size);
            writeln!(out, "{:<8} {} ({size} bytes)", why(sending.why), sending.key)?;
        }
        for key in &plan.deletes {
            writeln!(out, "delete   {key}")?;
        }
        for key in &plan.drift {
            writeln!(out, "drifted  {key} is not what was published")?;
        }
    }
    let name = told.target.name();
    if told.empty && plan.deletes.is_empty() {
        writeln!(out, "{name}: nothing to send, {} requests", told.target.requests())?;
        return Ok(Verdict::Clean);
    }
    let verb = if told.done.is_some() { "sent" } else { "would send" };
    writeln!(
        out,
        "{name}: {verb} {} new files, {} changed, {} with other headers, {} mended; {} deleted, {} leave later; \
         {bytes} bytes, {} requests, about {grams:.3} gCO2e",
        count(Why::New),
        count(Why::Changed),
        count(Why::Headers),
        count(Why::Drifted),
        plan.deletes.len(),
        plan.next.leaving.len(),
        told.target.requests(),
    )?;
    Ok(Verdict::Clean)
}

fn why(why: Why) -> &'static str {
    match why {
        Why::New => "new",
        Why::Changed => "changed",
        Why::Headers => "headers",
        Why::Drifted => "mended",
    }
}

fn server_of(server: HeadersFor) -> Server {
    match server {
        HeadersFor::Nginx => Server::Nginx,
        HeadersFor::Caddy => Server::Caddy,
        HeadersFor::Apache => Server::Apache,
        HeadersFor::Headers => Server::Headers,
    }
}

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

/// The configuration alone, for commands that build nothing.
fn config_of(site: &Path, file: Option<&str>) -> anyhow::Result<Config> {
    let name = file.unwrap_or(config::FILE);
    let path = site.join(name);
    let text = std::fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
    Ok(config::parse(&SourcePath::new(name), &text).0)
}

fn destination<'a>(config: &'a Config, to: Option<&str>) -> anyhow::Result<&'a Destination> {
    let names: Vec<&str> = config.publish.iter().map(|one| one.name.as_str()).collect();
    match (to, config.publish.as_slice()) {
        (_, []) => bail!(
            "osier.toml tells no target: write `[publish.production]` with `kind = \"s3\"`, `provider` and `bucket`, or \
             `kind = \"sftp\"`, `host` and `path`, or `kind = \"folder\"` and `path`"
        ),
        (None, [one]) => Ok(one),
        (None, _) => bail!("there are several targets: choose one with --to: {}", names.join(", ")),
        (Some(name), all) => all
            .iter()
            .find(|one| one.name == name)
            .with_context(|| format!("there is no target `{name}`: osier.toml has {}", names.join(", "))),
    }
}

fn target(destination: &Destination, site: &Path) -> anyhow::Result<Box<dyn Target>> {
    match &destination.kind {
        DestinationKind::Folder { path } => Ok(Box::new(Folder::new(site.join(path)))),
        DestinationKind::S3 { endpoint, region, bucket } => {
            let credentials = Credentials {
                id: secret(&["OSIER_S3_KEY_ID", "AWS_ACCESS_KEY_ID"])?,
                secret: secret(&["OSIER_S3_SECRET", "AWS_SECRET_ACCESS_KEY"])?,
            };
            Ok(Box::new(S3::new(endpoint, region, bucket, &credentials, Patience::default())?))
        }
        DestinationKind::Sftp { host, port, user, path, host_key, releases } => {
            let identity = std::env::var_os("OSIER_SFTP_KEY").filter(|path| !path.is_empty()).map(PathBuf::from);
            let host = Host { name: host.clone(), port: *port, user: user.clone(), key: host_key.clone(), identity };
            let shown = if *releases { Shown::Whole } else { Shown::InPlace };
            Ok(Box::new(Sftp::connect(&host, path, shown)?))
        }
    }
}

fn secret(names: &[&str]) -> anyhow::Result<String> {
    let set = |name: &&str| std::env::var_os(name).and_then(|value| value.into_string().ok()).filter(|v| !v.is_empty());
    names
        .iter()
        .find_map(set)
        .with_context(|| format!("the environment has no {}: give the access key there", names.join(" nor ")))
}

/// Former addresses: the key of the page that is there, and where it leads.
fn redirects(build: &Build) -> BTreeMap<String, String> {
    let key = |path: &str| {
        let path = percent_decode_str(path.trim_start_matches('/')).decode_utf8().ok()?;
        Some(if path.is_empty() || path.ends_with('/') { format!("{path}index.html") } else { path.into_owned() })
    };
    build.site.aliases.iter().filter_map(|(old, new, _)| Some((key(old)?, new.clone()))).collect()
}
