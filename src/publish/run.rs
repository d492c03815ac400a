//! A publication: look, plan, judge, then do it in order. Nothing is deleted after a failure, and the manifest is last.

use std::collections::BTreeMap;
use std::sync::Mutex;
use std::sync::PoisonError;
use std::sync::atomic::{AtomicBool, AtomicU64, AtomicUsize, Ordering};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::time::Duration;

use anyhow::Context as _;
use sha2::{Digest as _, Sha256};

use super::guard::{self, Guard, Lifted};
use super::headers::{Headers, Serving};
use super::local::{self, Body, Item, Local};
use super::lock::{self, Clock, Lock};
use super::manifest::{FOLDER, LOCK, MANIFEST, Manifest, PENDING, kept_key, release_key};
use super::plan::{self, Plan, Remote, Sending, Settings, Why};
use super::pool::pool;
use super::target::{Condition, Target};
use crate::write::order::TURNS;

/// What a publication is asked for.
#[derive(Clone, Debug)]
pub struct Orders {
    /// The `base_url` of the site.
    pub site: String,
    /// How files leave.
    pub settings: Settings,
    /// How many files may be deleted.
    pub max_deletes: usize,
    /// How many files are sent at once.
    pub parallel: usize,
    /// Which refusals are lifted.
    pub lifted: Lifted,
    /// Whether the target is compared with what its manifest says.
    pub listing: Listing,
    /// The clock of locks.
    pub clock: Clock,
    /// How long an advisory lock is left before it is read again.
    pub settle: Duration,
}

/// Whether the whole target is listed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Listing {
    /// Only when its manifest does not tell: a first publication, one after another that did not end.
    Needed,
    /// In any case.
    Always,
}

/// What came of a publication.
#[derive(Clone, Debug)]
pub struct Outcome {
    /// What was planned, and done.
    pub plan: Plan,
    /// Bytes of bodies that were sent.
    pub bytes: u64,
    /// Requests that were made.
    pub requests: usize,
    /// Whether the lock is sure.
    pub is_strict: bool,
}

/// What is told of a publication while it goes on: what, done, of how many.
pub type Watch<'a> = &'a (dyn Fn(&'static str, usize, usize) + Sync);

/// Reads what is known of a target.
///
/// # Errors
/// When it cannot be reached, or holds a manifest that cannot be read.
pub fn look(target: &dyn Target, listing: Listing) -> anyhow::Result<Remote> {
    let read = |key| target.get(key)?.map(|bytes| Manifest::parse(&bytes)).transpose();
    let manifest: Option<Manifest> = read(MANIFEST)?;
    let pending: Option<Manifest> = read(PENDING)?;
    let is_needed = manifest.is_none() || pending.is_some() || listing == Listing::Always;
    let mut remote = Remote { manifest, pending, listing: None };
    if is_needed {
        let none = Manifest::default();
        let owned = plan::owned(&remote, remote.manifest.as_ref().unwrap_or(&none));
        remote.listing = Some(target.list(&|key| owned.contains_key(&key.to_owned()))?);
    }
    Ok(remote)
}

/// What would be done, judged; nothing of the site is written. That the target may be written is shown by writing
/// and deleting an object of Osier's own.
///
/// # Errors
/// A [`guard::Refusal`], or trouble of the target.
pub fn rehearse(target: &dyn Target, local: &Local, orders: &Orders) -> anyhow::Result<(Plan, Remote)> {
    lock::look(target, orders.clock, &orders.lifted)?;
    // Read before it is written: some servers make a bucket that is missing for whoever writes to it.
    let remote = look(target, orders.listing)?;
    let probe = format!("{FOLDER}probe.json");
    put(target, &probe, b"{}").context("the target cannot be written")?;
    target.delete(&[probe])?;
    let plan = planned(target, local, &remote, orders)?;
    Ok((plan, remote))
}

/// Publishes.
///
/// # Errors
/// A [`guard::Refusal`], with nothing sent; or trouble of the target, with what was sent so far in place, nothing
/// deleted, and the former release whole: the same command goes on.
pub fn publish(target: &dyn Target, local: &Local, orders: &Orders, watch: Watch<'_>) -> anyhow::Result<Outcome> {
    let found = lock::look(target, orders.clock, &orders.lifted)?;
    let remote = look(target, orders.listing)?;
    let plan = planned(target, local, &remote, orders)?;
    if plan.is_empty(&remote) {
        // A publication that was killed after its last write has left its lock: nothing else would ever take it away.
        if found == lock::Found::Left {
            target.delete(&[LOCK.to_owned()])?;
        }
        return Ok(Outcome { plan, bytes: 0, requests: target.requests(), is_strict: true });
    }
    let mut lock = lock::take(target, orders.clock, orders.settle, &orders.lifted)?;
    let is_strict = lock.is_strict;
    let done = again(target, &remote).and_then(|()| locked(target, local, &remote, &plan, orders, &mut lock, watch));
    let released = lock.release(target);
    let bytes = done?;
    released?;
    Ok(Outcome { plan, bytes, requests: target.requests(), is_strict })
}

/// That the release planned from is still the present one, now that nobody else may change it.
fn again(target: &dyn Target, remote: &Remote) -> anyhow::Result<()> {
    let present = target.get(MANIFEST)?.map(|bytes| Manifest::parse(&bytes)).transpose()?;
    let release = |manifest: &Option<Manifest>| manifest.as_ref().map(|one| one.release.clone());
    if release(&present) == release(&remote.manifest) {
        return Ok(());
    }
    let message = "another publication has just ended; run the command again".to_owned();
    Err(guard::Refusal { guard: Guard::Lock, message }.into())
}

fn planned(target: &dyn Target, local: &Local, remote: &Remote, orders: &Orders) -> anyhow::Result<Plan> {
    let plan = plan::plan(local, remote, &orders.site, orders.settings);
    guard::plan(&plan, remote, &orders.site, orders.max_deletes, &orders.lifted)?;
    let new: Vec<&Sending> = plan.sends.iter().filter(|sending| sending.why == Why::New).collect();
    if new.is_empty() || orders.lifted.contains(&Guard::Overwrite) {
        return Ok(plan);
    }
    let taken: Vec<String> = if let Some(list) = &remote.listing {
        new.iter().map(|sending| sending.key.clone()).filter(|key| list.contains_key(key)).collect()
    } else {
        let taken = Mutex::new(Vec::new());
        pool(orders.parallel, &new, &AtomicBool::new(false), &|sending| {
            if target.exists(&sending.key)? {
                taken.lock().unwrap_or_else(PoisonError::into_inner).push(sending.key.clone());
            }
            Ok(())
        })?;
        let mut taken = taken.into_inner().unwrap_or_else(PoisonError::into_inner);
        taken.sort();
        taken
    };
    guard::hold(&orders.lifted, Guard::Overwrite, !taken.is_empty(), &|| {
        let shown: Vec<&str> = taken.iter().take(5).map(String::as_str).collect();
        let count = taken.len();
        format!("{count} files that Osier did not write are where the site's go ({}); move them", shown.join(", "))
    })?;
    Ok(plan)
}

fn locked(
    target: &dyn Target,
    local: &Local,
    remote: &Remote,
    plan: &Plan,
    orders: &Orders,
    lock: &mut Lock,
    watch: Watch<'_>,
) -> anyhow::Result<u64> {
    let lost = AtomicBool::new(false);
    let (stop, stopped) = mpsc::channel::<()>();
    let lock = Mutex::new(lock);
    let (lock, lost) = (&lock, &lost);
    std::thread::scope(|scope| {
        // The lock is renewed beside, as one large file may take longer than a lock lasts.
        scope.spawn(move || {
            while stopped.recv_timeout(lock::RENEWED) == Err(RecvTimeoutError::Timeout) {
                let renewed = lock.lock().unwrap_or_else(PoisonError::into_inner).renew(target);
                if renewed.is_err_and(|error| error.downcast_ref::<guard::Refusal>().is_some()) {
                    lost.store(true, Ordering::Relaxed);
                }
            }
        });
        let check = || lock.lock().unwrap_or_else(PoisonError::into_inner).check(target);
        let done = steps(target, local, remote, plan, orders, lost, &check, watch);
        drop(stop);
        done
    })
}

#[expect(clippy::too_many_arguments, reason = "the steps of one publication, in one place")]
fn steps(
    target: &dyn Target,
    local: &Local,
    remote: &Remote,
    plan: &Plan,
    orders: &Orders,
    lost: &AtomicBool,
    check: &dyn Fn() -> anyhow::Result<()>,
    watch: Watch<'_>,
) -> anyhow::Result<u64> {
    put(target, PENDING, &pending(remote, plan).to_json()?)?;
    if let Some(old) = &remote.manifest
        && plan.next.releases.contains(&old.release)
    {
        put(target, &release_key(&old.release), &old.to_json()?)?;
    }
    watch("preparing", 0, 0);
    target.stage()?;
    watch("keeping", 0, plan.keeps.len());
    pool(orders.parallel, &plan.keeps.iter().collect::<Vec<_>>(), lost, &|(key, sha)| {
        let done = target.copy(key, &kept_key(sha), &Headers::default());
        watch("keeping", 0, plan.keeps.len());
        done
    })?;
    let (bytes, sent) = (AtomicU64::new(0), AtomicUsize::new(0));
    for turn in TURNS {
        let sends: Vec<&Sending> = plan.sends.iter().filter(|sending| sending.turn == turn).collect();
        pool(orders.parallel, &sends, lost, &|sending| {
            let Some(item) = local.get(&sending.key) else { return Ok(()) };
            bytes.fetch_add(send(target, sending, item)?, Ordering::Relaxed);
            watch("sending", sent.fetch_add(1, Ordering::Relaxed) + 1, plan.sends.len());
            Ok(())
        })?;
    }
    check()?;
    if !plan.deletes.is_empty() {
        watch("deleting", 0, plan.deletes.len());
        target.delete(&plan.deletes)?;
    }
    target.show(&plan.next.release, &plan.next.releases)?;
    put(target, MANIFEST, &plan.next.to_json()?)?;
    let mut over = plan.forgets.clone();
    over.push(PENDING.to_owned());
    target.delete(&over)?;
    Ok(bytes.into_inner())
}

/// What is about to be at the target, and what a former publication that did not end may have left there.
fn pending(remote: &Remote, plan: &Plan) -> Manifest {
    let mut pending = plan.next.clone();
    let none = Manifest::default();
    let old = remote.manifest.as_ref().unwrap_or(&none);
    for (key, entry) in plan::owned(remote, old) {
        if !pending.files.contains_key(key) && !pending.leaving.contains_key(key) {
            let leaving = super::manifest::Leaving { entry: entry.clone(), since: 0, last: String::new() };
            pending.leaving.insert(key.clone(), leaving);
        }
    }
    pending
}

/// Sends one file: the bytes of its body that went over the wire.
fn send(target: &dyn Target, sending: &Sending, item: &Item) -> anyhow::Result<u64> {
    let (key, entry) = (&sending.key, &item.entry);
    if sending.why == Why::Headers {
        target.copy(key, key, &entry.headers)?;
        return Ok(0);
    }
    let kept;
    let body = match &item.body {
        Body::Kept => {
            kept = restore(target, &entry.sha256)?;
            &kept
        }
        body => body,
    };
    target.put(key, body, &entry.md5, &entry.headers, Condition::Always)?;
    Ok(entry.size)
}

/// A body that was kept, when it is what it should be.
fn restore(target: &dyn Target, sha256: &str) -> anyhow::Result<Body> {
    let bytes =
        target.get(&kept_key(sha256))?.with_context(|| format!("the target has lost the kept body {sha256}"))?;
    let found = local::hex(&Sha256::digest(&bytes));
    anyhow::ensure!(found == sha256, "the kept body {sha256} was altered at the target: it is not put back");
    Ok(Body::Bytes(bytes.into()))
}

fn put(target: &dyn Target, key: &str, bytes: &[u8]) -> anyhow::Result<()> {
    let body = Body::Bytes(bytes.into());
    let md5 = local::entry(&body)?.md5;
    let headers = Headers { content_type: "application/json".to_owned(), ..Serving::default().of(key) };
    target.put(key, &body, &md5, &headers, Condition::Always).map(|_| ())
}

/// What a former release had, as something to publish again.
///
/// # Errors
/// When it is not kept, or cannot be read.
pub fn former(target: &dyn Target, release: &str) -> anyhow::Result<Local> {
    let plain = release.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    let bytes = if plain { target.get(&release_key(release))? } else { None };
    let bytes = bytes.with_context(|| {
        format!("the target keeps no release `{release}`: `osier releases` lists those that can be returned to")
    })?;
    let item = |(key, entry)| (key, Item { entry, body: Body::Kept });
    Ok(Manifest::parse(&bytes)?.files.into_iter().map(item).collect())
}

/// What differs at a target from what its manifest says, and how many files are someone else's.
///
/// # Errors
/// When it cannot be reached, or nothing was published there.
pub fn audit(target: &dyn Target) -> anyhow::Result<(Manifest, BTreeMap<String, &'static str>, usize)> {
    let remote = look(target, Listing::Always)?;
    let (Some(manifest), Some(listing)) = (remote.manifest, remote.listing) else {
        anyhow::bail!("nothing was published to {}", target.name());
    };
    let mut faults = BTreeMap::new();
    for (key, entry) in &manifest.files {
        match listing.get(key) {
            None => faults.insert(key.clone(), "is missing"),
            Some(Some(md5)) if *md5 != entry.md5 => faults.insert(key.clone(), "was altered"),
            Some(_) => None,
        };
    }
    if remote.pending.is_some() {
        faults.insert(PENDING.to_owned(), "tells of a publication that did not end: publish again");
    }
    let is_ours = |key: &String| {
        key.starts_with(FOLDER) || key == LOCK || manifest.files.contains_key(key) || manifest.leaving.contains_key(key)
    };
    let others = listing.keys().filter(|key| !is_ours(key)).count();
    Ok((manifest, faults, others))
}
