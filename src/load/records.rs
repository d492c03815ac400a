//! The files at the root of a site: its configuration, and what it keeps beside it.

#![expect(clippy::disallowed_methods, reason = "this is where the disk is read")]

use std::io::ErrorKind;
use std::path::Path;
use std::sync::Arc;

use anyhow::{anyhow, bail};

use super::bounds::{Bounds, SPECIAL};
use super::files::{BASELINE, Files, LOCK, utf8};
use super::lost;
use crate::audit;
use crate::carbon::ecoindex;
use crate::config::{self, Config};
use crate::eco;
use crate::finding::{Finding, SourcePath};

/// The configuration of this name, its text as it may be shown, and what is wrong with it.
///
/// # Errors
/// When there is none, or it cannot be read.
pub fn configuration(root: &Path, name: &str) -> anyhow::Result<(Config, Arc<str>, Vec<Finding>)> {
    let mut findings = Vec::new();
    let path = SourcePath::new(name);
    let text = utf8(&path, bytes(root, name)?, &mut findings);
    let (config, mut faults) = config::parse(&path, &text);
    findings.append(&mut faults);
    // Faults are shown with their line, which may hold a secret: that is one of them.
    let text = if findings.is_empty() { text } else { config::masked(&text).into() };
    Ok((config, text, findings))
}

fn bytes(root: &Path, name: &str) -> anyhow::Result<Vec<u8>> {
    let file = root.join(name);
    if file.is_symlink()
        && let Some((why, help)) = Bounds::of(root).refuses(&file)
    {
        bail!("cannot read {}: {why}: {help}", file.display());
    }
    if std::fs::metadata(&file).is_ok_and(|found| !found.is_file()) {
        bail!("cannot read {}: it is not a file: put the configuration of the site in its place", file.display());
    }
    std::fs::read(&file).map_err(|error| match error.kind() {
        ErrorKind::NotFound if name == config::FILE => {
            anyhow!("there is no {}: is this the folder of a site? `osier new DIR` makes one", file.display())
        }
        ErrorKind::NotFound => {
            anyhow!("there is no {}: --config names a file in the folder of the site", file.display())
        }
        _ => lost::unread(&file, &error),
    })
}

/// Reads the other files that a site may have there, and the grid that its audit record names.
pub(super) fn read(bounds: &Bounds<'_>, files: &mut Files) -> anyhow::Result<()> {
    for name in [BASELINE, LOCK, ecoindex::FILE, eco::FILE, audit::FILE] {
        record(bounds, SourcePath::new(name), files)?;
    }
    let grid = files.text(&SourcePath::new(audit::FILE)).and_then(|text| audit::grid_of(text));
    grid.map_or(Ok(()), |grid| record(bounds, grid, files))
}

fn record(bounds: &Bounds<'_>, path: SourcePath, files: &mut Files) -> anyhow::Result<()> {
    let file = bounds.root.join(path.as_str());
    if std::fs::symlink_metadata(&file).is_err() || file.is_dir() {
        return Ok(());
    }
    if let Some(refusal) = bounds.refuses(&file).or((!file.is_file()).then_some(SPECIAL)) {
        files.findings.push(bounds.told(&file, refusal));
        return Ok(());
    }
    let bytes = std::fs::read(&file).map_err(|error| lost::unread(&file, &error))?;
    let text = utf8(&path, bytes, &mut files.findings);
    files.texts.insert(path, text.into());
    Ok(())
}
