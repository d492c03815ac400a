//! One publication at a time: an object that says who is publishing.
//!
//! Where the target puts on condition, the lock is sure. Elsewhere (Garage takes the condition and ignores it) it is
//! advisory: written, left a moment, read again.

use std::sync::Arc;
use std::time::Duration;

use anyhow::Context as _;
use serde::{Deserialize, Serialize};

use super::guard::{Guard, Lifted, Refusal};
use super::headers::Headers;
use super::local::{self, Body};
use super::manifest::LOCK;
use super::target::{Condition, Put, Target};

/// How long a lock is good for when it is not renewed, in seconds: so that of a publication that was killed passes.
const LASTS: i64 = 300;
/// How often a lock is renewed.
pub(super) const RENEWED: Duration = Duration::from_mins(1);

/// The clock.
pub type Clock = fn() -> jiff::Timestamp;

#[derive(Clone, Debug, Serialize, Deserialize)]
struct Held {
    /// Drawn for each publication.
    nonce: String,
    /// The machine, its boot and its space of processes, hashed.
    #[serde(default)]
    machine: String,
    /// The process.
    #[serde(default)]
    process: u32,
    /// Seconds since 1970.
    renewed: i64,
}

/// A lock that is held.
#[derive(Debug)]
pub struct Lock {
    held: Held,
    clock: Clock,
    /// Whether the target puts on condition.
    pub is_strict: bool,
}

/// Takes the lock. `settle` is how long an advisory lock is left before it is read again.
///
/// # Errors
/// A [`Refusal`] when someone else is publishing, or when the target cannot be written.
pub fn take(target: &dyn Target, clock: Clock, settle: Duration, lifted: &Lifted) -> anyhow::Result<Lock> {
    let nonce = format!("{:016x}", std::hash::BuildHasher::hash_one(&std::hash::RandomState::new(), 0));
    let held = Held { nonce, machine: machine(), process: std::process::id(), renewed: clock().as_second() };
    let mut lock = Lock { held, clock, is_strict: true };
    if lock.put(target, Condition::Absent)? == Put::Refused {
        if let Some(other) = read(target)? {
            other.judge(&lock.held, lifted)?;
        }
        target.delete(&[LOCK.to_owned()])?;
        if lock.put(target, Condition::Absent)? == Put::Refused {
            return Err(busy("another publication has just begun").into());
        }
    }
    // A second time, the condition is not met: a target that accepts does not look at conditions, and may have replaced
    // the lock of someone else, which is why the lock is only advisory, and looked for before it is written.
    if lock.put(target, Condition::Absent)? == Put::Done {
        lock.is_strict = false;
        std::thread::sleep(settle);
        lock.check(target)?;
    }
    Ok(lock)
}

/// Whether a lock is at the target when none is held there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Found {
    /// None.
    Nothing,
    /// That of a publication that was killed, or whose time has passed.
    Left,
}

/// Refuses when the lock of someone else is there: what targets that ignore conditions need before anything is written.
///
/// # Errors
/// As [`take`].
pub fn look(target: &dyn Target, clock: Clock, lifted: &Lifted) -> anyhow::Result<Found> {
    let ours =
        Held { nonce: String::new(), machine: machine(), process: std::process::id(), renewed: clock().as_second() };
    let Some(other) = read(target)? else { return Ok(Found::Nothing) };
    other.judge(&ours, lifted)?;
    Ok(Found::Left)
}

impl Lock {
    fn put(&self, target: &dyn Target, when: Condition) -> anyhow::Result<Put> {
        let bytes: Arc<[u8]> = serde_json::to_vec(&self.held)?.into();
        let body = Body::Bytes(bytes);
        let md5 = local::entry(&body)?.md5;
        target.put(LOCK, &body, &md5, &Headers::default(), when).context("cannot write to the target")
    }

    /// Whether the lock is still ours.
    ///
    /// # Errors
    /// A refusal when it is not.
    pub fn check(&self, target: &dyn Target) -> anyhow::Result<()> {
        match read(target)? {
            Some(held) if held.nonce == self.held.nonce => Ok(()),
            _ => Err(busy("another publication has taken over").into()),
        }
    }

    /// Says that we are still here.
    ///
    /// # Errors
    /// A refusal when someone has taken over.
    pub fn renew(&mut self, target: &dyn Target) -> anyhow::Result<()> {
        self.check(target)?;
        self.held.renewed = (self.clock)().as_second();
        self.put(target, Condition::Always).map(|_| ())
    }

    /// Gives the lock back, if it is ours.
    ///
    /// # Errors
    /// When the target cannot be written.
    pub fn release(self, target: &dyn Target) -> anyhow::Result<()> {
        match read(target)? {
            Some(held) if held.nonce == self.held.nonce => target.delete(&[LOCK.to_owned()]),
            _ => Ok(()),
        }
    }
}

impl Held {
    /// Whether this lock, of someone else, keeps `ours` out.
    fn judge(&self, ours: &Self, lifted: &Lifted) -> Result<(), Refusal> {
        let age = ours.renewed - self.renewed;
        let is_dead =
            !self.machine.is_empty() && self.machine == ours.machine && !is_running(self.process, ours.process);
        // None is renewed in a future so far: a clock was wrong.
        let is_over = age.abs() >= LASTS;
        if is_dead || is_over || lifted.contains(&Guard::Lock) {
            return Ok(());
        }
        let wait = LASTS - age;
        Err(busy(&format!(
            "another publication is running, or was killed; wait for it, or {wait} seconds for its lock to pass"
        )))
    }
}

fn busy(message: &str) -> Refusal {
    Refusal { guard: Guard::Lock, message: message.to_owned() }
}

fn read(target: &dyn Target) -> anyhow::Result<Option<Held>> {
    // A lock that cannot be read is nobody's.
    Ok(target.get(LOCK)?.and_then(|bytes| serde_json::from_slice(&bytes).ok()))
}

/// What tells this machine since it began, and the space its processes are numbered in: in a container, another.
/// Nothing where the system does not tell.
#[expect(clippy::disallowed_methods, reason = "what the system tells of the machine")]
fn machine() -> String {
    let boot = std::fs::read_to_string("/proc/sys/kernel/random/boot_id").unwrap_or_default();
    match std::fs::read_link("/proc/self/ns/pid") {
        Ok(space) if !boot.is_empty() => {
            blake3::hash(format!("{boot}{}", space.display()).as_bytes()).to_hex()[..16].to_owned()
        }
        _ => String::new(),
    }
}

fn is_running(process: u32, own: u32) -> bool {
    process != own && std::path::Path::new(&format!("/proc/{process}")).exists()
}
