//! A folder of this machine: a mount, what another tool sends on, a trial.

#![expect(clippy::disallowed_methods, reason = "a target is written and read on the disk")]

use std::collections::BTreeMap;
use std::fs;
use std::io::{self, ErrorKind, Write as _};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};

use anyhow::Context as _;

use super::{Condition, Put, Target, Traits};
use crate::publish::headers::Headers;
use crate::publish::local::{self, Body};
use crate::publish::manifest::FOLDER;

/// A folder.
#[derive(Debug)]
pub struct Folder {
    root: PathBuf,
    verbs: AtomicUsize,
}

impl Folder {
    /// The folder `root`, which is made when something is put in it.
    pub fn new(root: PathBuf) -> Self {
        Self { root, verbs: AtomicUsize::new(0) }
    }

    /// The path of a key, with no link on the way: one could lead out of the folder.
    fn path(&self, key: &str) -> anyhow::Result<PathBuf> {
        self.verbs.fetch_add(1, Ordering::Relaxed);
        let mut path = self.root.clone();
        for segment in key.split('/') {
            anyhow::ensure!(
                !matches!(segment, "" | "." | "..") && !segment.contains(['\\', '\0']),
                "`{key}` is not a path of this folder"
            );
            path.push(segment);
            let is_link = path.symlink_metadata().is_ok_and(|metadata| metadata.is_symlink());
            anyhow::ensure!(!is_link, "{} is a link, which Osier does not follow: take it away", path.display());
        }
        Ok(path)
    }

    fn write(&self, path: &Path, bytes: &[u8], when: Condition) -> io::Result<Put> {
        fs::create_dir_all(path.parent().unwrap_or(path))?;
        let mut file = tempfile_in(&self.root.join(FOLDER))?;
        let result = file.1.write_all(bytes).and_then(|()| match when {
            // A link fails where something is: unlike a look before a renaming, nobody comes in between.
            Condition::Absent => match fs::hard_link(&file.0, path) {
                Err(error) if error.kind() == ErrorKind::AlreadyExists => Ok(Put::Refused),
                linked => linked.map(|()| Put::Done),
            },
            Condition::Always => fs::rename(&file.0, path).map(|()| Put::Done),
        });
        if !matches!(result, Ok(Put::Done)) || when == Condition::Absent {
            let _ = fs::remove_file(&file.0);
        }
        result
    }
}

impl Target for Folder {
    fn name(&self) -> String {
        self.root.display().to_string()
    }

    fn traits(&self) -> Traits {
        Traits { headers: false, siblings: true }
    }

    fn get(&self, key: &str) -> anyhow::Result<Option<Vec<u8>>> {
        let path = self.path(key)?;
        match fs::read(&path) {
            Ok(bytes) => Ok(Some(bytes)),
            Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => Ok(None),
            Err(error) => Err(error).with_context(|| format!("cannot read {}", path.display())),
        }
    }

    fn exists(&self, key: &str) -> anyhow::Result<bool> {
        Ok(self.path(key)?.exists())
    }

    fn put(&self, key: &str, body: &Body, _md5: &str, _headers: &Headers, when: Condition) -> anyhow::Result<Put> {
        let path = self.path(key)?;
        let bytes = local::read(body).with_context(|| format!("cannot read what `{key}` is made of"))?;
        self.write(&path, &bytes, when).with_context(|| format!("cannot write {}", path.display()))
    }

    fn copy(&self, from: &str, to: &str, _headers: &Headers) -> anyhow::Result<()> {
        if from == to {
            return Ok(());
        }
        let (from, to) = (self.path(from)?, self.path(to)?);
        let bytes = fs::read(&from).with_context(|| format!("cannot read {}", from.display()))?;
        self.write(&to, &bytes, Condition::Always).with_context(|| format!("cannot write {}", to.display()))?;
        Ok(())
    }

    fn delete(&self, keys: &[String]) -> anyhow::Result<()> {
        for key in keys {
            let path = self.path(key)?;
            match fs::remove_file(&path) {
                Err(error) if error.kind() != ErrorKind::NotFound => {
                    return Err(error).with_context(|| format!("cannot delete {}", path.display()));
                }
                _ => {}
            }
            // A folder goes with the last of its files; one that is not empty refuses.
            let parents = path.ancestors().skip(1).take_while(|folder| *folder != self.root);
            for folder in parents {
                if fs::remove_dir(folder).is_err() {
                    break;
                }
            }
        }
        Ok(())
    }

    fn list(&self, is_ours: &dyn Fn(&str) -> bool) -> anyhow::Result<BTreeMap<String, Option<String>>> {
        self.verbs.fetch_add(1, Ordering::Relaxed);
        let mut keys = BTreeMap::new();
        if !self.root.exists() {
            return Ok(keys);
        }
        for entry in walkdir::WalkDir::new(&self.root).follow_links(false) {
            let entry = entry.with_context(|| format!("cannot list {}", self.root.display()))?;
            if entry.file_type().is_dir() {
                continue;
            }
            let path = entry.path();
            let relative = path.strip_prefix(&self.root).unwrap_or(path);
            let key = relative.iter().map(|part| part.to_string_lossy()).collect::<Vec<_>>().join("/");
            let is_file = entry.file_type().is_file();
            let read = || local::entry(&Body::File(path.to_owned())).ok();
            let md5 = (is_file && is_ours(&key)).then(read).flatten().map(|entry| entry.md5);
            keys.insert(key, md5);
        }
        Ok(keys)
    }

    fn show(&self, _release: &str, _kept: &[String]) -> anyhow::Result<()> {
        // What a publication that was killed was writing: nobody else writes while the lock is held.
        let own = self.root.join(FOLDER);
        for entry in fs::read_dir(&own).with_context(|| format!("cannot list {}", own.display()))? {
            let path = entry.with_context(|| format!("cannot list {}", own.display()))?.path();
            if path.extension().is_some_and(|extension| extension == "tmp") {
                fs::remove_file(&path).with_context(|| format!("cannot delete {}", path.display()))?;
            }
        }
        Ok(())
    }

    fn requests(&self) -> usize {
        self.verbs.load(Ordering::Relaxed)
    }
}

/// A new file of a folder of Osier's own, which no reader asks for and [`Target::show`] takes away when it is left.
fn tempfile_in(folder: &Path) -> io::Result<(PathBuf, fs::File)> {
    static COUNT: AtomicUsize = AtomicUsize::new(0);
    let count = COUNT.fetch_add(1, Ordering::Relaxed);
    fs::create_dir_all(folder)?;
    let path = folder.join(format!("{}-{count}.tmp", std::process::id()));
    let file = fs::File::create(&path)?;
    Ok((path, file))
}
