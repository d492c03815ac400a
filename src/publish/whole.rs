//! A publication to a host that takes a site as a whole: one request, of which nothing is seen until all of it is.
//!
//! There is nothing to lock and nothing to go on with. Such a host keeps no former release and no file of one.

use std::collections::{BTreeMap, BTreeSet};

use super::guard;
use super::local::{self, Local};
use super::manifest::{MANIFEST, Manifest};
use super::plan::{self, Plan, Remote, Settings};
use super::run::{Orders, Outcome};
use super::target::{GitPages, Send, is_read};

/// Reads what is known of a site: its manifest, or whether another site is there.
///
/// # Errors
/// When the server cannot be reached, or holds a manifest that cannot be read.
pub fn look(pages: &GitPages) -> anyhow::Result<Remote> {
    let manifest = pages.get(MANIFEST)?.map(|bytes| Manifest::parse(&bytes)).transpose()?;
    let mut remote = Remote { manifest, pending: None, listing: None };
    if remote.manifest.is_none() {
        let home = "index.html".to_owned();
        remote.listing = Some(pages.get(&home)?.map(|_| (home, None)).into_iter().collect());
    }
    Ok(remote)
}

/// What would be done, judged; that the token lets it be done is asked of the server.
///
/// # Errors
/// A [`guard::Refusal`], or trouble of the server.
pub fn rehearse(pages: &GitPages, local: &Local, orders: &Orders) -> anyhow::Result<(Plan, Remote)> {
    let remote = look(pages)?;
    let plan = planned(local, &remote, orders)?;
    send(pages, local, &remote, &plan, Send::Ask)?;
    Ok((plan, remote))
}

/// Publishes.
///
/// # Errors
/// A [`guard::Refusal`], or trouble of the server: the former release is then whole.
pub fn publish(pages: &GitPages, local: &Local, orders: &Orders) -> anyhow::Result<Outcome> {
    let remote = look(pages)?;
    let plan = planned(local, &remote, orders)?;
    let bytes = if plan.is_empty(&remote) { 0 } else { send(pages, local, &remote, &plan, Send::Replace)? };
    Ok(Outcome { plan, bytes, requests: pages.requests(), is_strict: true })
}

fn planned(local: &Local, remote: &Remote, orders: &Orders) -> anyhow::Result<Plan> {
    let settings = Settings { grace_days: 0, keep: 0, ..orders.settings };
    let plan = plan::plan(local, remote, &orders.site, settings);
    guard::plan(&plan, remote, &orders.site, orders.max_deletes, &orders.lifted)?;
    Ok(plan)
}

fn send(pages: &GitPages, local: &Local, remote: &Remote, plan: &Plan, how: Send) -> anyhow::Result<u64> {
    // An archive of nothing would take the site away.
    anyhow::ensure!(!local.is_empty(), "nothing was published: the site has no file");
    let held: BTreeSet<&str> =
        remote.manifest.iter().flat_map(|old| old.files.values()).map(|entry| entry.sha256.as_str()).collect();
    pages.send(local, (MANIFEST, &plan.next.to_json()?), &held, how)
}

/// What readers are given that is not what was published.
///
/// # Errors
/// When the server cannot be reached, or nothing was published there.
pub fn audit(pages: &GitPages) -> anyhow::Result<(Manifest, BTreeMap<String, &'static str>)> {
    let Some(manifest) = look(pages)?.manifest else { anyhow::bail!("nothing was published to {}", pages.name()) };
    let mut faults = BTreeMap::new();
    for (key, entry) in manifest.files.iter().filter(|(key, _)| !is_read(key)) {
        match pages.get(key)? {
            None => _ = faults.insert(key.clone(), "is missing"),
            Some(bytes) => {
                if local::entry(&local::Body::Bytes(bytes.into()))?.sha256 != entry.sha256 {
                    faults.insert(key.clone(), "was altered");
                }
            }
        }
    }
    Ok((manifest, faults))
}
