//! What is told of a publication: the plan or what was done, what was purged, what was seen from outside.

use std::io::Write;

use super::super::build::Verdict;
use super::place::Place;
use crate::carbon::{self, Model};
use crate::cli::Global;
use crate::config::Config;
use crate::publish::outside::Seen;
use crate::publish::plan::{Plan, Why};
use crate::publish::purge::Scope;
use crate::report::Format;

/// What there is to tell.
pub(super) struct Told<'a> {
    pub(super) plan: &'a Plan,
    pub(super) place: &'a Place,
    /// Bytes that were sent; nothing when nothing was done.
    pub(super) done: Option<u64>,
    pub(super) empty: bool,
    /// What is purged, of which service, and why that failed, if it did.
    pub(super) purge: Option<(Scope, &'static str, Option<String>)>,
    /// What was seen from outside.
    pub(super) seen: Vec<Seen>,
}

impl Told<'_> {
    fn verdict(&self) -> Verdict {
        let is_purged = !matches!(&self.purge, Some((.., Some(_))));
        let is_seen = self.seen.iter().all(|seen| seen.faults.is_empty());
        if is_purged && is_seen { Verdict::Clean } else { Verdict::Broken }
    }
}

pub(super) fn tell(told: &Told<'_>, config: &Config, global: &Global, out: &mut dyn Write) -> anyhow::Result<Verdict> {
    let plan = told.plan;
    let bytes = told.done.unwrap_or_else(|| plan.bytes());
    let grid = config.carbon.assumptions().grid;
    let grams = carbon::emissions(Model::V4, bytes as f64, grid, config.carbon.green).total();
    if global.format == Format::Json {
        json(told, bytes, grams, out)?;
        return Ok(told.verdict());
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
    let name = told.place.name();
    if told.empty && plan.deletes.is_empty() {
        writeln!(out, "{name}: nothing to send, {} requests", told.place.requests())?;
    } else {
        let count = |why: Why| plan.sends.iter().filter(|sending| sending.why == why).count();
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
            told.place.requests(),
        )?;
    }
    purged(told, global, out)?;
    seen(&told.seen, out)?;
    Ok(told.verdict())
}

fn purged(told: &Told<'_>, global: &Global, out: &mut dyn Write) -> anyhow::Result<()> {
    let Some((scope, service, fault)) = &told.purge else { return Ok(()) };
    if let (Scope::Addresses(all), true) = (scope, told.done.is_none() || global.verbose) {
        for address in all {
            writeln!(out, "purge    {address}")?;
        }
    }
    let what = match scope {
        Scope::All => "everything".to_owned(),
        Scope::Addresses(all) => format!("{} addresses", all.len()),
    };
    match (fault, told.done) {
        (Some(fault), _) => writeln!(
            out,
            "{service}: the site is published, and its cache was not purged of {what}: {fault}; `osier publish --purge` \
             empties it"
        )?,
        (None, Some(_)) => writeln!(out, "{service}: purged of {what}")?,
        (None, None) => writeln!(out, "{service}: would be purged of {what}")?,
    }
    Ok(())
}

/// A table: what is right, with the status, and below it what is not.
fn seen(seen: &[Seen], out: &mut dyn Write) -> anyhow::Result<()> {
    if seen.is_empty() {
        return Ok(());
    }
    writeln!(out, "\nSeen from outside:")?;
    for one in seen {
        let word = match (one.faults.is_empty(), one.advice.is_empty()) {
            (false, _) => "wrong",
            (true, false) => "advice",
            (true, true) => "right",
        };
        let status = one.status.map_or_else(|| "-".to_owned(), |status| status.to_string());
        writeln!(out, "  {word:<6}  {status:<3}  {}", one.url)?;
        for line in one.faults.iter().chain(&one.advice) {
            writeln!(out, "               {line}")?;
        }
    }
    Ok(())
}

fn json(told: &Told<'_>, bytes: u64, grams: f64, out: &mut dyn Write) -> anyhow::Result<()> {
    let plan = told.plan;
    let sends: Vec<_> =
        plan.sends.iter().map(|one| serde_json::json!({ "key": one.key, "why": why(one.why) })).collect();
    let purge = told.purge.as_ref().map(|(scope, service, fault)| {
        let addresses = match scope {
            Scope::All => serde_json::json!("all"),
            Scope::Addresses(all) => serde_json::json!(all),
        };
        serde_json::json!({ "service": service, "addresses": addresses, "fault": fault })
    });
    let seen: Vec<_> = told
        .seen
        .iter()
        .map(|one| {
            serde_json::json!({ "url": one.url, "status": one.status, "faults": one.faults, "advice": one.advice })
        })
        .collect();
    let report = serde_json::json!({
        "target": told.place.name(), "published": told.done.is_some(), "release": plan.next.release,
        "sends": sends, "deletes": plan.deletes, "keeps": plan.keeps.len(), "drift": plan.drift,
        "bytes": bytes, "requests": told.place.requests(), "grams_co2e": grams,
        "purge": purge, "seen": seen,
    });
    writeln!(out, "{report}")?;
    Ok(())
}

fn why(why: Why) -> &'static str {
    match why {
        Why::New => "new",
        Why::Changed => "changed",
        Why::Headers => "headers",
        Why::Drifted => "mended",
    }
}
