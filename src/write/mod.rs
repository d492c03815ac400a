//! The output on disk.
//!
//! A manifest in the folder, [`MANIFEST`], lists what Osier wrote there. What it lists is Osier's:
//! replaced when its bytes change, removed when the site no longer has it. Nothing else in the
//! folder is ever touched; if something else stands where a file must go, nothing at all is
//! written and the findings say so.
//!
//! *Unchanged* means that the bytes on disk were read and are equal; a file whose size differs is not read. Times and
//! sizes prove nothing by themselves (a restored backup, a second within one tick). But on Unix most disks note every
//! change of a file (`ctime`, POSIX.1-2024), which nobody can set back: on these, a file that was found or made right
//! once, and has not changed since, is not read again, unless another change in the same tick of the clock would not be
//! told from its last ([`Stood`]).
//!
//! The order makes an interrupted run harmless: all new files are made aside, where nobody sees them, so that a full
//! disk leaves the site as it was; then come a manifest of the old and the new files, each new file by rename, first
//! those that pages ask for ([`order`]), then the removals, then the new manifest. Whatever stands there after a crash
//! is listed, so the next run finishes the work. Two runs never do this at once: the folder is locked.

#![expect(clippy::disallowed_methods, reason = "this is where the disk is written")]

mod disk;
mod lock;
mod manifest;
pub mod order;
mod plan;
mod stood;

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::Path;

use anyhow::{Context, Result};
use rayon::prelude::*;

use crate::finding::{Finding, OutputPath};
use crate::output::{Content, Output};
use crate::pack::{Shelf, Stamp};
use disk::Loaded;
use manifest::Manifest;
use plan::{Changed, Plan};
use stood::One;
pub use stood::Stood;

/// The file in the output folder that lists what Osier wrote there.
pub const MANIFEST: &str = ".osier-manifest";
/// Where files are made before they are renamed into their place; gone when a run ends.
const TEMPORARY: &str = ".osier-tmp";
/// The name there of the manifest of the old and the new files.
const BOTH: &str = "both";
/// The name there of the new manifest.
const NEXT: &str = "next";

/// What was done to the output folder.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Written {
    /// Files that are new or have changed.
    pub written: Vec<OutputPath>,
    /// How many files were as they should be.
    pub unchanged: usize,
    /// Files of a former build that this one does not have.
    pub removed: Vec<OutputPath>,
    /// Stale files that something else took the place of: left alone.
    pub kept: Vec<OutputPath>,
    /// Why nothing was written; nothing was when there is one.
    pub conflicts: Vec<Finding>,
}

/// Makes the folder `dir` hold `output`, and what it does not own as it was. What former runs have left in `shelf` says
/// what need not be read.
///
/// # Errors
/// When the disk cannot be read or written, or another run writes to the folder.
pub fn write(output: &Output, dir: &Path, shelf: Option<&Shelf<Stood>>) -> Result<Written> {
    let is_new = !dir.is_dir();
    if is_new {
        let conflicts = plan::clashes(output, dir);
        if !conflicts.is_empty() {
            return Ok(Written { conflicts, ..Written::default() });
        }
        fs::create_dir_all(dir).with_context(|| format!("cannot create `{}`", dir.display()))?;
    }
    // Held to the end: what is planned is true of the folder for as long.
    let _lock = lock::lock(dir)?;
    let text = manifest::read(&dir.join(MANIFEST))?;
    let shelved = || {
        let key = stood::key(dir, &text);
        let open = shelf.map(|shelf| shelf.open(&[key]));
        let known = open.as_ref().and_then(|open| open.reader().get(&key));
        (open, known.unwrap_or_default())
    };
    let clashes = || if is_new { Vec::new() } else { plan::clashes(output, dir) };
    let (conflicts, (former, (open, (stood, is_due)))) =
        rayon::join(clashes, || rayon::join(|| manifest::parse(&text), shelved));
    if !conflicts.is_empty() {
        return Ok(Written { conflicts, ..Written::default() });
    }
    let mut plan = plan::plan(output, dir, (&former, &stood))?;
    if !plan.conflicts.is_empty() {
        return Ok(Written { conflicts: plan.conflicts, ..Written::default() });
    }
    let is_same = plan.changed.is_empty() && plan.stale.is_empty() && plan.manifest == former;
    if !is_same {
        let mut put = carry_out(&plan, output, dir, &former)?;
        plan.stands.append(&mut put);
    }
    if let Some(open) = open {
        let stands = Stood::of(plan.stands, dir);
        let is_new = is_due || !is_same || stands != stood;
        if is_new && stood::changes_are_noted(&dir.join(TEMPORARY)) {
            open.put(&[(stood::key(dir, &manifest::text(&plan.manifest)), &stands)]);
        }
        open.close();
    }
    Ok(Written {
        unchanged: output.len() - plan.changed.len(),
        written: plan.changed.into_iter().map(|(path, _)| path).collect(),
        removed: plan.stale.into_iter().collect(),
        kept: plan.kept,
        conflicts: Vec::new(),
    })
}

/// Does what is planned: the files that were written, where they can be told from what may be written over them.
fn carry_out(plan: &Plan, output: &Output, dir: &Path, former: &Manifest) -> Result<Vec<(OutputPath, One)>> {
    let aside = dir.join(TEMPORARY);
    clear(&aside)?;
    fs::create_dir(&aside).with_context(|| format!("cannot create `{}`", aside.display()))?;
    let mut union = former.clone();
    union.extend(plan.manifest.iter().map(|(path, hash)| (path.clone(), *hash)));
    let due =
        Due { both: (union != *former).then_some(&union), next: (plan.manifest != union).then_some(&plan.manifest) };
    let done = make(plan, output, dir, due).and_then(|()| replace(plan, dir, due));
    let cleared = clear(&aside);
    let done = done?;
    cleared?;
    Ok(done)
}

/// The manifests to write, where they differ from the one before.
#[derive(Clone, Copy)]
struct Due<'m> {
    both: Option<&'m Manifest>,
    next: Option<&'m Manifest>,
}

/// Makes aside all that is to be put into its place: the files under their rank in the plan, and the manifests.
fn make(plan: &Plan, output: &Output, dir: &Path, due: Due<'_>) -> Result<()> {
    let aside = dir.join(TEMPORARY);
    let make = |content: &Content, name: &str, path: &str| {
        let failed = || format!("cannot write `{}`", dir.join(path).display());
        Loaded::of(content)?.make(&aside.join(name)).with_context(failed)
    };
    let file = |(rank, (path, _)): (usize, &Changed)| make(&output[path], &rank.to_string(), path.as_str());
    plan.changed.par_iter().enumerate().try_for_each(file)?;
    for (name, manifest) in [(BOTH, due.both), (NEXT, due.next)] {
        manifest.map_or(Ok(()), |manifest| make(&manifest::text(manifest).into(), name, MANIFEST))?;
    }
    Ok(())
}

/// Puts what was made aside into its place, and removes what is stale: the files that were written, as [`carry_out`]
/// tells them.
fn replace(plan: &Plan, dir: &Path, due: Due<'_>) -> Result<Vec<(OutputPath, One)>> {
    if due.both.is_some() {
        rename(BOTH, MANIFEST, dir)?;
    }
    let (first, last): (BTreeSet<_>, BTreeSet<_>) = plan.stale.iter().partition(|path| plan.in_the_way.contains(*path));
    remove(&first, dir)?;
    create_folders(plan.changed.iter().map(|(path, _)| path), dir)?;
    let put = |(rank, (path, made_of)): (usize, &Changed)| {
        rename(&rank.to_string(), path.as_str(), dir)?;
        let Some(made_of) = made_of else { return Ok(None) };
        // The disk notes the new name as a change.
        let found =
            fs::symlink_metadata(dir.join(path.as_str())).with_context(|| format!("cannot look at `{path}`"))?;
        Ok(Some((path.clone(), One::new(*made_of, Stamp::of(&found)))))
    };
    let mut written = Vec::new();
    let turns: Vec<order::Turn> = plan.changed.par_iter().map(|(path, _)| order::turn(path.as_str())).collect();
    for turn in order::TURNS {
        let of_turn = plan.changed.par_iter().enumerate().filter(|(rank, _)| turns[*rank] == turn);
        written.par_extend(of_turn.map(put).collect::<Result<Vec<_>>>()?.into_par_iter().flatten());
    }
    remove(&last, dir)?;
    if due.next.is_some() {
        rename(NEXT, MANIFEST, dir)?;
    }
    Ok(written)
}

/// Gives a file that was made aside its place.
fn rename(name: &str, path: &str, dir: &Path) -> Result<()> {
    let target = dir.join(path);
    fs::rename(dir.join(TEMPORARY).join(name), &target).with_context(|| format!("cannot write `{}`", target.display()))
}

/// Removes the folder of temporary files that an interrupted run left.
fn clear(temporary: &Path) -> Result<()> {
    match fs::remove_dir_all(temporary) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => {
            Err(error).with_context(|| format!("cannot remove `{}`", temporary.display()))
        }
        _ => Ok(()),
    }
}

fn create_folders<'a>(paths: impl Iterator<Item = &'a OutputPath>, dir: &Path) -> Result<()> {
    for folder in plan::folders(paths) {
        let folder = dir.join(folder);
        match fs::create_dir(&folder) {
            Err(error) if error.kind() != io::ErrorKind::AlreadyExists => {
                return Err(error).with_context(|| format!("cannot create `{}`", folder.display()));
            }
            _ => {}
        }
    }
    Ok(())
}

/// Removes stale files, then the folders that this left empty, the deepest first.
fn remove(paths: &BTreeSet<&OutputPath>, dir: &Path) -> Result<()> {
    paths.par_iter().try_for_each(|path| {
        let file = dir.join(path.as_str());
        match fs::remove_file(&file) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => {
                Err(error).with_context(|| format!("cannot remove `{}`", file.display()))
            }
            _ => Ok(()),
        }
    })?;
    for folder in plan::folders(paths.iter().copied()).iter().rev() {
        // Fails when the folder is not empty, and then it stays.
        let _ = fs::remove_dir(dir.join(folder));
    }
    Ok(())
}

#[cfg(test)]
mod tests;
