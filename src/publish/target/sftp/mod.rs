//! A folder of a server that is reached by SFTP.
//!
//! Files are written beside and renamed over the former ones. With releases, the site is `current`, a link to a folder
//! of `releases/`: the next one is made of hard links to what stays the same, and the link is flipped once it is whole.

mod packet;
mod release;
mod ssh;
mod wire;

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Cursor, ErrorKind, Read};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};
use std::{fmt, fs};

use anyhow::{Context as _, bail, ensure};
use md5::{Digest as _, Md5};

pub use ssh::Host;

use super::{Condition, Put, Shown, Target, Traits};
use crate::publish::headers::Headers;
use crate::publish::local::{self, Body};
use crate::publish::manifest::FOLDER;
use packet::Kind;
use release::{CURRENT, NEXT};
use ssh::Ssh;
use wire::Wire;

/// How many files are linked, read or taken away at once.
const PARALLEL: usize = 16;

/// A folder of a server.
pub struct Sftp {
    name: String,
    root: String,
    shown: Shown,
    wire: Wire,
    /// Whether what is written goes to the next release.
    is_staged: AtomicBool,
    /// Folders that are there, and are no links.
    folders: Mutex<BTreeSet<String>>,
    count: AtomicUsize,
    /// Ends with the connection, and after it.
    _ssh: Ssh,
}

impl Sftp {
    /// Connects to the folder `root` of a host: absolute, or below the home of the user.
    ///
    /// # Errors
    /// When the host cannot be reached, is not the one that is known, or cannot replace files in one step.
    pub fn connect(host: &Host, root: &str, shown: Shown) -> anyhow::Result<Self> {
        let (ssh, wire) = ssh::connect(host)?;
        ensure!(
            wire.is_able(),
            "{} cannot replace a file in one step (it lacks `posix-rename` and `hardlink` of OpenSSH): readers would see \
             pages half written; use a server with OpenSSH",
            host.name
        );
        Ok(Self {
            name: format!("{}:{root}", host.name),
            root: root.trim_end_matches('/').to_owned(),
            shown,
            wire,
            is_staged: AtomicBool::new(false),
            folders: Mutex::default(),
            count: AtomicUsize::new(0),
            _ssh: ssh,
        })
    }

    fn below(&self, path: &str) -> String {
        format!("{}/{path}", self.root)
    }

    /// The folder that holds the files of the site.
    fn site(&self) -> String {
        match self.shown {
            Shown::InPlace => self.root.clone(),
            Shown::Whole if self.is_staged.load(Ordering::Relaxed) => self.below(NEXT),
            Shown::Whole => self.below(CURRENT),
        }
    }

    fn path(&self, key: &str) -> String {
        if key.starts_with(FOLDER) { self.below(key) } else { format!("{}/{key}", self.site()) }
    }

    /// Makes the folder of a path, where it is missing. A link on the way could lead out of the site.
    fn make_parent(&self, path: &str) -> anyhow::Result<()> {
        let Some((folder, _)) = path.rsplit_once('/') else { return Ok(()) };
        if folder.is_empty() || lock(&self.folders).contains(folder) {
            return Ok(());
        }
        let may_be_link = folder.len() <= self.root.len();
        match self.wire.look(folder)? {
            Some(Kind::Link) if !may_be_link => {
                bail!("{folder} is a link, which Osier does not follow: take it away");
            }
            Some(_) => {}
            None => {
                self.make_parent(folder)?;
                let made = self.wire.make_folder(folder);
                // Another thread may have been faster.
                if made.is_err() && self.wire.look(folder)?.is_none() {
                    made.with_context(|| format!("cannot make the folder {folder}"))?;
                }
            }
        }
        lock(&self.folders).insert(folder.to_owned());
        Ok(())
    }

    /// A path for a file that is being written, where nobody who reads the site sees it.
    fn beside(&self) -> anyhow::Result<String> {
        let count = self.count.fetch_add(1, Ordering::Relaxed);
        let random = std::hash::BuildHasher::hash_one(&std::hash::RandomState::new(), count);
        let path = self.below(&format!("{FOLDER}{random:016x}-{count}.tmp"));
        self.make_parent(&path)?;
        Ok(path)
    }

    fn write(&self, path: &str, from: &mut dyn Read, when: Condition) -> anyhow::Result<Put> {
        self.make_parent(path)?;
        let beside = self.beside()?;
        let placed = self.wire.write(&beside, from).and_then(|()| match when {
            Condition::Always => self.wire.rename(&beside, path).map(|()| Put::Done),
            // A link fails where something is: unlike a look before a renaming, nobody comes in between.
            Condition::Absent => match self.wire.link(&beside, path) {
                Ok(()) => Ok(Put::Done),
                Err(_) if self.wire.look(path)?.is_some() => Ok(Put::Refused),
                Err(error) => Err(error),
            },
        });
        if placed.is_err() || when == Condition::Absent {
            let _ = self.wire.remove(&beside);
        }
        placed.with_context(|| format!("cannot write {path}"))
    }

    /// Every file below a folder, by its path from there. Folders of one depth are asked for together, as a far server
    /// is long to answer.
    fn walk(&self, folder: &str) -> anyhow::Result<BTreeMap<String, Kind>> {
        let (mut files, mut folders) = (BTreeMap::new(), vec![String::new()]);
        while !folders.is_empty() {
            let found = Mutex::new(Vec::new());
            each(&folders, &|next| {
                let path = format!("{folder}/{next}");
                let names = match self.wire.names(path.trim_end_matches('/')) {
                    Err(error) if error.kind() == ErrorKind::NotFound && next.is_empty() => return Ok(()),
                    names => names.with_context(|| format!("cannot list {path}"))?,
                };
                lock(&found).extend(names.into_iter().map(|(name, kind)| (format!("{next}{name}"), kind)));
                Ok(())
            })?;
            folders.clear();
            for (key, kind) in found.into_inner().unwrap_or_else(PoisonError::into_inner) {
                match kind {
                    Kind::Folder => folders.push(format!("{key}/")),
                    kind => _ = files.insert(key, kind),
                }
            }
        }
        Ok(files)
    }

    fn md5(&self, path: &str) -> io::Result<String> {
        let mut md5 = Md5::new();
        self.wire.each_piece(path, &mut |piece| md5.update(piece))?;
        Ok(local::hex(&md5.finalize()))
    }

    /// A second name for a file, or a copy where the disk of the server has no second names.
    fn double(&self, from: &str, to: &str) -> anyhow::Result<()> {
        self.make_parent(to)?;
        if self.wire.link(from, to).is_ok() {
            return Ok(());
        }
        let bytes = self.wire.read(from).with_context(|| format!("cannot read {from}"))?;
        self.write(to, &mut Cursor::new(bytes), Condition::Always).map(|_| ())
    }

    /// Takes away a folder and all that is in it.
    fn clear(&self, folder: &str) -> anyhow::Result<()> {
        let files: Vec<String> = self.walk(folder)?.into_keys().map(|key| format!("{folder}/{key}")).collect();
        each(&files, &|path| absent(self.wire.remove(path)).with_context(|| format!("cannot delete {path}")))?;
        let parents: BTreeSet<&str> = files.iter().flat_map(|path| parents(path, folder)).collect();
        // A longer path comes after the shorter ones that it is in.
        for path in parents.into_iter().rev().chain([folder]) {
            let _ = self.wire.remove_folder(path);
        }
        Ok(())
    }
}

impl Target for Sftp {
    fn name(&self) -> String {
        self.name.clone()
    }

    fn traits(&self) -> Traits {
        Traits { headers: false, siblings: true }
    }

    fn get(&self, key: &str) -> anyhow::Result<Option<Vec<u8>>> {
        let path = self.path(key);
        match self.wire.read(&path) {
            Ok(bytes) => Ok(Some(bytes)),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error).with_context(|| format!("cannot read {path}")),
        }
    }

    fn exists(&self, key: &str) -> anyhow::Result<bool> {
        let path = self.path(key);
        Ok(self.wire.look(&path).with_context(|| format!("cannot look for {path}"))?.is_some())
    }

    fn put(&self, key: &str, body: &Body, _md5: &str, _headers: &Headers, when: Condition) -> anyhow::Result<Put> {
        let path = self.path(key);
        match body {
            Body::Bytes(bytes) => self.write(&path, &mut &bytes[..], when),
            Body::File(file) => {
                #[expect(clippy::disallowed_methods, reason = "a copied file is read as it is sent")]
                let mut file = fs::File::open(file).with_context(|| format!("cannot read {}", file.display()))?;
                self.write(&path, &mut file, when)
            }
            Body::Kept => bail!("the body of `{key}` is at the target"),
        }
    }

    fn copy(&self, from: &str, to: &str, _headers: &Headers) -> anyhow::Result<()> {
        if from == to {
            return Ok(());
        }
        let (from, to, beside) = (self.path(from), self.path(to), self.beside()?);
        self.make_parent(&to)?;
        self.double(&from, &beside)?;
        let renamed = self.wire.rename(&beside, &to).with_context(|| format!("cannot write {to}"));
        // Where both are names of one file already, a renaming leaves the two (POSIX, rename).
        let _ = self.wire.remove(&beside);
        renamed
    }

    fn delete(&self, keys: &[String]) -> anyhow::Result<()> {
        for key in keys {
            let path = self.path(key);
            absent(self.wire.remove(&path)).with_context(|| format!("cannot delete {path}"))?;
            // A folder goes with the last of its files; one that is not empty refuses.
            for folder in parents(&path, &self.site()) {
                if self.wire.remove_folder(folder).is_err() {
                    break;
                }
                lock(&self.folders).remove(folder);
            }
        }
        Ok(())
    }

    fn list(&self, is_ours: &dyn Fn(&str) -> bool) -> anyhow::Result<BTreeMap<String, Option<String>>> {
        let mut folder = self.site();
        if self.shown == Shown::Whole && self.wire.look(&self.below(NEXT))?.is_some() {
            folder = self.below(NEXT);
        }
        let mut files = self.walk(&folder)?;
        files.retain(|key, _| !key.starts_with(FOLDER));
        let read: Vec<String> = files
            .iter()
            .filter(|(key, kind)| **kind == Kind::File && is_ours(key))
            .map(|(key, _)| key.clone())
            .collect();
        let found = Mutex::new(BTreeMap::new());
        each(&read, &|key| {
            let md5 = self.md5(&format!("{folder}/{key}")).with_context(|| format!("cannot read {folder}/{key}"))?;
            lock(&found).insert(key.clone(), md5);
            Ok(())
        })?;
        let mut found = found.into_inner().unwrap_or_else(PoisonError::into_inner);
        Ok(files
            .into_keys()
            .map(|key| {
                let md5 = found.remove(&key);
                (key, md5)
            })
            .collect())
    }

    fn stage(&self) -> anyhow::Result<()> {
        match self.shown {
            Shown::InPlace => Ok(()),
            Shown::Whole => release::stage(self),
        }
    }

    fn show(&self, release: &str, kept: &[String]) -> anyhow::Result<()> {
        if self.shown == Shown::Whole {
            release::show(self, release, kept)?;
        }
        // What a publication that was killed was writing: nobody else writes while the lock is held.
        for (name, _) in self.wire.names(&self.below(FOLDER.trim_end_matches('/')))? {
            if name.ends_with(".tmp") {
                absent(self.wire.remove(&self.below(&format!("{FOLDER}{name}"))))?;
            }
        }
        Ok(())
    }

    fn requests(&self) -> usize {
        self.wire.requests()
    }
}

/// The folders that a path is in, below `top`, the deepest first.
fn parents<'a>(path: &'a str, top: &str) -> impl Iterator<Item = &'a str> + use<'a> {
    let top = top.len();
    std::iter::successors(path.rsplit_once('/'), |(path, _)| path.rsplit_once('/'))
        .map(|(folder, _)| folder)
        .take_while(move |folder| folder.len() > top)
}

/// What is not there any more is no fault of a deletion.
fn absent(result: io::Result<()>) -> io::Result<()> {
    result.or_else(|error| if error.kind() == ErrorKind::NotFound { Ok(()) } else { Err(error) })
}

/// Does `work` on each of `things`, a few at once; the first failure is told.
fn each<T: Sync>(things: &[T], work: &(dyn Fn(&T) -> anyhow::Result<()> + Sync)) -> anyhow::Result<()> {
    let all: Vec<&T> = things.iter().collect();
    crate::publish::pool::pool(PARALLEL, &all, &AtomicBool::new(false), work)
}

fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl fmt::Debug for Sftp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.name)
    }
}
