//! The output on disk.
//!
//! A manifest in the folder, [`MANIFEST`], lists what Osier wrote there. What it lists is Osier's:
//! replaced when its bytes change, removed when the site no longer has it. Nothing else in the
//! folder is ever touched; if something else stands where a file must go, nothing at all is
//! written and the findings say so.
//!
//! *Unchanged* means that the bytes on disk were read and are equal. Times and sizes prove nothing
//! (a restored backup, a second within one tick), and reading a whole site once costs less than
//! rendering it. A file whose size differs is not read.
//!
//! The order makes an interrupted run harmless: first a manifest of the old and the new files,
//! then each file by rename, then the removals, then the new manifest. Whatever stands there after
//! a crash is listed, so the next run finishes the work.

#![expect(clippy::disallowed_methods, reason = "this is where the disk is written")]

mod disk;
mod manifest;
mod plan;

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::Path;

use anyhow::{Context, Result};
use rayon::prelude::*;

use crate::finding::{Finding, OutputPath};
use crate::output::{Content, Output};
use manifest::Manifest;
use plan::Plan;

/// The file in the output folder that lists what Osier wrote there.
pub const MANIFEST: &str = ".osier-manifest";
/// Where files are made before they are renamed into their place; gone when a run ends.
const TEMPORARY: &str = ".osier-tmp";

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

/// Makes the folder `dir` hold `output`, and what it does not own as it was.
pub fn write(output: &Output, dir: &Path) -> Result<Written> {
    let former = manifest::read(&dir.join(MANIFEST))?;
    let conflicts = plan::clashes(output, dir);
    if !conflicts.is_empty() {
        return Ok(Written { conflicts, ..Written::default() });
    }
    let plan = plan::plan(output, dir, &former)?;
    if !plan.conflicts.is_empty() {
        return Ok(Written { conflicts: plan.conflicts, ..Written::default() });
    }
    if !plan.changed.is_empty() || !plan.stale.is_empty() || plan.manifest != former {
        carry_out(&plan, output, dir, &former)?;
    }
    Ok(Written {
        unchanged: output.len() - plan.changed.len(),
        written: plan.changed,
        removed: plan.stale.into_iter().collect(),
        kept: plan.kept,
        conflicts: Vec::new(),
    })
}

fn carry_out(plan: &Plan, output: &Output, dir: &Path, former: &Manifest) -> Result<()> {
    fs::create_dir_all(dir).with_context(|| format!("cannot create `{}`", dir.display()))?;
    let temporary = dir.join(TEMPORARY);
    clear(&temporary)?;
    fs::create_dir(&temporary).with_context(|| format!("cannot create `{}`", temporary.display()))?;

    let mut union = former.clone();
    union.extend(plan.manifest.iter().map(|(path, hash)| (path.clone(), *hash)));
    if union != *former {
        put_manifest(&union, dir)?;
    }
    let (first, last): (BTreeSet<_>, BTreeSet<_>) = plan.stale.iter().partition(|path| plan.in_the_way.contains(*path));
    remove(&first, dir)?;
    create_folders(&plan.changed, dir)?;
    plan.changed.par_iter().enumerate().try_for_each(|(number, path)| {
        let target = dir.join(path.as_str());
        put(&output[path], &temporary.join(number.to_string()), &target)
            .with_context(|| format!("cannot write `{}`", target.display()))
    })?;
    remove(&last, dir)?;
    if plan.manifest != union {
        put_manifest(&plan.manifest, dir)?;
    }
    clear(&temporary)
}

fn put_manifest(manifest: &Manifest, dir: &Path) -> Result<()> {
    let target = dir.join(MANIFEST);
    let content = Content::from(manifest::text(manifest));
    put(&content, &dir.join(TEMPORARY).join("manifest"), &target)
        .with_context(|| format!("cannot write `{}`", target.display()))
}

/// Makes a file aside, then gives it its name. A copy has the ordinary permissions of a new file,
/// not those of its source: what is private or read-only there must still be served.
fn put(content: &Content, temporary: &Path, target: &Path) -> io::Result<()> {
    let mut file = File::create(temporary)?;
    match content {
        Content::Bytes(bytes) => file.write_all(bytes)?,
        Content::File(source) => {
            io::copy(&mut File::open(source)?, &mut file)?;
        }
    }
    drop(file);
    fs::rename(temporary, target)
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

fn create_folders(paths: &[OutputPath], dir: &Path) -> Result<()> {
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
