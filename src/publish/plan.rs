//! What a publication would do: a pure function of what the build has and of what the target is known to hold.

use std::collections::{BTreeMap, BTreeSet};

use super::local::Local;
use super::manifest::{Entry, Leaving, Manifest, kept_key, release_key};
use crate::write::order::{self, Turn};

/// What is known of a target.
#[derive(Clone, Debug, Default)]
pub struct Remote {
    /// The present release.
    pub manifest: Option<Manifest>,
    /// The release that a publication which did not end was making.
    pub pending: Option<Manifest>,
    /// The MD5 of each object, where it is known, when the target was listed.
    pub listing: Option<BTreeMap<String, Option<String>>>,
}

/// What is decided for a target.
#[derive(Clone, Copy, Debug)]
pub struct Settings {
    /// The moment.
    pub now: jiff::Timestamp,
    /// How many days a file that no page needs stays.
    pub grace_days: u32,
    /// How many former releases can be returned to.
    pub keep: usize,
    /// Whether what left is taken away at once, with every copy of it and the releases that would need them.
    pub forget: bool,
}

/// Why a file is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// It is not at the target.
    New,
    /// Its content has changed.
    Changed,
    /// Only how it is served has changed: the body is not sent.
    Headers,
    /// The target does not hold what Osier left there.
    Drifted,
}

/// A file to send.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sending {
    /// Where.
    pub key: String,
    /// When.
    pub turn: Turn,
    /// Why.
    pub why: Why,
}

/// What a publication would do, in this order.
#[derive(Clone, Debug, Default)]
pub struct Plan {
    /// Bodies to copy for releases that can be returned to, before they are replaced: key and SHA-256.
    pub keeps: Vec<(String, String)>,
    /// Files to send, by turn, then by key.
    pub sends: Vec<Sending>,
    /// Files to delete: no page needs them.
    pub deletes: Vec<String>,
    /// Objects of Osier's own folder to delete: of releases that are too old.
    pub forgets: Vec<String>,
    /// Keys that differ from what the manifest says, when the target was listed.
    pub drift: Vec<String>,
    /// What the target will hold.
    pub next: Manifest,
}

impl Plan {
    /// Whether there is nothing to do.
    pub fn is_empty(&self, remote: &Remote) -> bool {
        let same = |old: &Manifest| old.files == self.next.files && old.leaving == self.next.leaving;
        let none = self.sends.is_empty() && self.deletes.is_empty() && self.forgets.is_empty();
        none && remote.pending.is_none() && remote.manifest.as_ref().is_some_and(same)
    }

    /// Bytes of the bodies that would be sent.
    pub fn bytes(&self) -> u64 {
        let sent = self.sends.iter().filter(|sending| sending.why != Why::Headers);
        sent.filter_map(|sending| self.next.files.get(&sending.key)).map(|entry| entry.size).sum()
    }
}

/// What is at a key.
enum At<'a> {
    Nothing,
    /// This, as Osier left it.
    Known(&'a Entry),
    /// Something of Osier's whose body or headers are not sure.
    Unsure,
}

/// Plans the publication of `local`, which is not stamped with the moment but through `settings`.
pub fn plan(local: &Local, remote: &Remote, site: &str, settings: Settings) -> Plan {
    let none = Manifest::default();
    let old = remote.manifest.as_ref().unwrap_or(&none);
    let files = local.iter().map(|(key, item)| (key.clone(), item.entry.clone())).collect();
    let mut plan = Plan { next: Manifest::new(site, settings.now, files), ..Plan::default() };
    if remote.manifest.is_some() {
        let former = old.releases.iter().filter(|one| **one != old.release).chain([&old.release]);
        // The same files published twice at one moment are one release.
        plan.next.releases = former.filter(|one| **one != plan.next.release).cloned().collect();
    }
    let excess = plan.next.releases.len().saturating_sub(if settings.forget { 0 } else { settings.keep });
    let dropped: Vec<String> = plan.next.releases.drain(..excess).collect();
    // The present release has no file of its own until it is a former one.
    let written = dropped.iter().chain([&plan.next.release]).filter(|one| old.releases.contains(one));
    plan.forgets.extend(written.map(|one| release_key(one)));
    // A publication that was killed may have kept bodies that only it knows of.
    let mut kept = old.kept.clone();
    kept.extend(remote.pending.iter().flat_map(|pending| pending.kept.clone()));
    plan.next.kept.clone_from(&kept);
    send(local, remote, old, &mut plan);
    leave(local, remote, old, settings, &mut plan);
    let releases: BTreeSet<String> = plan.next.releases.iter().cloned().collect();
    plan.next.kept.retain(|_, last| releases.contains(last));
    let next = &plan.next;
    plan.forgets.extend(kept.keys().filter(|sha| !next.kept.contains_key(*sha)).map(|sha| kept_key(sha)));
    plan.keeps.retain(|(_, sha)| next.kept.contains_key(sha) && !old.kept.contains_key(sha));
    plan.keeps.sort();
    plan.keeps.dedup_by(|one, other| one.1 == other.1);
    plan.drift = drift(old, remote);
    plan
}

fn send(local: &Local, remote: &Remote, old: &Manifest, plan: &mut Plan) {
    for (key, item) in local {
        let why = match at(key, remote, old) {
            At::Known(entry) if *entry == item.entry => continue,
            At::Known(entry) if entry.sha256 == item.entry.sha256 => Why::Headers,
            At::Known(entry) => {
                let last = old.leaving.get(key).map_or(&old.release, |leaving| &leaving.last);
                keep(key, entry, last, plan);
                Why::Changed
            }
            At::Unsure => Why::Drifted,
            At::Nothing if old.files.contains_key(key) && remote.pending.is_none() => Why::Drifted,
            At::Nothing => Why::New,
        };
        plan.sends.push(Sending { key: key.clone(), turn: order::turn(key), why });
    }
    plan.sends.sort_by(|one, other| (one.turn, &one.key).cmp(&(other.turn, &other.key)));
}

/// What was Osier's and is no more in the site: late when its name holds its hash, as cached pages may ask for it;
/// at once otherwise, as what is withdrawn must not be read any longer.
fn leave(local: &Local, remote: &Remote, old: &Manifest, settings: Settings, plan: &mut Plan) {
    let grace = i64::from(if settings.forget { 0 } else { settings.grace_days }) * 24 * 60 * 60;
    let now = settings.now.as_second();
    for (key, entry) in owned(remote, old) {
        if local.contains_key(key) || matches!(at(key, remote, old), At::Nothing) {
            continue;
        }
        let former = old.leaving.get(key);
        let since = former.map_or(now, |leaving| leaving.since);
        let last = former.map_or(&old.release, |leaving| &leaving.last);
        if order::is_hashed(key) && now < since.saturating_add(grace) {
            let leaving = Leaving { entry: entry.clone(), since, last: last.clone() };
            plan.next.leaving.insert(key.clone(), leaving);
        } else {
            if let At::Known(entry) = at(key, remote, old) {
                keep(key, entry, last, plan);
            }
            plan.deletes.push(key.clone());
        }
    }
}

fn keep(key: &str, entry: &Entry, last: &str, plan: &mut Plan) {
    if !last.is_empty() {
        plan.keeps.push((key.to_owned(), entry.sha256.clone()));
        plan.next.kept.insert(entry.sha256.clone(), last.to_owned());
    }
}

/// Every key that is Osier's at the target. What is in no manifest is someone else's, and is never touched.
pub fn owned<'a>(remote: &'a Remote, old: &'a Manifest) -> BTreeMap<&'a String, &'a Entry> {
    let mut owned = BTreeMap::new();
    for manifest in remote.pending.iter().chain([old]) {
        owned.extend(manifest.leaving.iter().map(|(key, leaving)| (key, &leaving.entry)));
        owned.extend(manifest.files.iter());
    }
    owned
}

fn at<'a>(key: &str, remote: &'a Remote, old: &'a Manifest) -> At<'a> {
    let of = |manifest: &'a Manifest| {
        manifest.files.get(key).or_else(|| manifest.leaving.get(key).map(|leaving| &leaving.entry))
    };
    let (then, meant) = (of(old), remote.pending.as_ref().and_then(of));
    let Some(listing) = &remote.listing else { return then.map_or(At::Nothing, At::Known) };
    match listing.get(key) {
        None => At::Nothing,
        Some(None) => At::Unsure,
        Some(Some(md5)) => {
            let mut holds = [then, meant].into_iter().flatten().filter(|entry| entry.md5 == *md5);
            match (holds.next(), holds.next()) {
                // The same body with other headers: a publication that was killed may have set them, or not.
                (Some(one), Some(other)) if one != other => At::Unsure,
                (Some(one), _) => At::Known(one),
                (None, _) => At::Unsure,
            }
        }
    }
}

/// Keys whose object is not what the manifest says, or is gone.
fn drift(old: &Manifest, remote: &Remote) -> Vec<String> {
    let Some(listing) = &remote.listing else { return Vec::new() };
    if remote.pending.is_some() {
        return Vec::new();
    }
    let differs = |(key, entry): &(&String, &Entry)| match listing.get(*key) {
        Some(Some(md5)) => *md5 != entry.md5,
        Some(None) => false,
        None => true,
    };
    old.files.iter().filter(differs).map(|(key, _)| key.clone()).collect()
}
