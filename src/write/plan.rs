//! What must be done to the output folder, decided in full before the first write.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::Result;
use blake3::Hash;
use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::disk::{self, Standing};
use super::manifest::Manifest;
use super::{MANIFEST, TEMPORARY};
use crate::finding::{Finding, OutputPath, Place, SourcePath, rules};
use crate::output::{Content, Output};

/// What must be done.
#[derive(Debug, Default)]
pub(super) struct Plan {
    /// The manifest of the output.
    pub(super) manifest: Manifest,
    /// Files to write.
    pub(super) changed: Vec<OutputPath>,
    /// Files to remove.
    pub(super) stale: BTreeSet<OutputPath>,
    /// Stale files to remove before anything is written: a new file or folder takes their place.
    pub(super) in_the_way: BTreeSet<OutputPath>,
    /// Stale paths where no file of ours stands any more.
    pub(super) kept: Vec<OutputPath>,
    /// Why nothing may be done.
    pub(super) conflicts: Vec<Finding>,
}

/// Whether a path stays in the output folder, on one line of the manifest, clear of our own files.
pub(super) fn is_safe(path: &OutputPath) -> bool {
    let path = path.as_str();
    let first = path.split('/').next().unwrap_or_default();
    let reserved = [MANIFEST, TEMPORARY].iter().any(|name| first.eq_ignore_ascii_case(name));
    let leads_out = path.split('/').any(|segment| matches!(segment, "" | "." | ".."));
    let foreign = cfg!(windows) && path.contains(['\\', ':']);
    !(reserved || leads_out || foreign || path.chars().any(char::is_control))
}

/// Outputs that cannot stand beside one another in any folder.
pub(super) fn clashes(output: &Output, dir: &Path) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut folded: FxHashMap<String, &OutputPath> = FxHashMap::default();
    let mut names: Vec<String> = Vec::with_capacity(output.len());
    for path in output.keys() {
        if !is_safe(path) {
            let message = format!("`{}` cannot be the path of a file", path.as_str().escape_debug());
            findings.push(conflict(dir, path, message).help("give the page or the file another name"));
        }
        names.push(fold(path.as_str()));
        if let Some(first) = folded.insert(fold(path.as_str()), path) {
            let message = format!("`{path}` and `{first}` differ only in letter case");
            findings.push(
                conflict(dir, path, message)
                    .help("rename one of them: many disks and servers take them for the same file"),
            );
        }
    }
    for (path, name) in output.keys().zip(&names) {
        if let Some(file) = ancestors(name).find_map(|folder| folded.get(folder)) {
            let message = format!("`{file}` would have to be both a file and the folder of `{path}`");
            findings.push(conflict(dir, path, message).help("rename one of them"));
        }
    }
    findings
}

/// Compares `output` with what stands in `dir`.
pub(super) fn plan(output: &Output, dir: &Path, former: &Manifest) -> Result<Plan> {
    let ground = Ground::survey(output, dir, former)?;
    let compared: Vec<(Hash, Verdict)> =
        output.par_iter().map(|(path, content)| ground.judge(path, content)).collect::<Result<_>>()?;

    let mut plan = Plan::default();
    for (path, (hash, verdict)) in output.keys().zip(compared) {
        plan.manifest.insert(path.clone(), hash);
        match verdict {
            Verdict::Unchanged => {}
            Verdict::Changed => plan.changed.push(path.clone()),
            Verdict::Conflict(why) => {
                let message = format!("`{path}` cannot be written: {why}");
                plan.conflicts.push(
                    conflict(dir, path, message)
                        .help("move it away or delete it, or build into another folder; nothing was written"),
                );
            }
        }
    }
    plan.in_the_way = in_the_way(&plan.changed, &ground.stale);
    plan.stale = ground.stale;
    plan.kept = ground.kept;
    Ok(plan)
}

/// What is to be done with one file.
enum Verdict {
    Unchanged,
    Changed,
    Conflict(String),
}

/// The output folder as it stands, before anything is done.
struct Ground<'a> {
    dir: &'a Path,
    former: &'a Manifest,
    /// What stands where the output, or the former build, has a folder.
    folders: FxHashMap<String, Standing>,
    stale: BTreeSet<OutputPath>,
    kept: Vec<OutputPath>,
    /// The stale files by their path in lower case.
    cases: HashMap<String, OutputPath>,
}

impl<'a> Ground<'a> {
    fn survey(output: &Output, dir: &'a Path, former: &'a Manifest) -> Result<Self> {
        let folders = folders(output.keys().chain(former.keys()))
            .into_par_iter()
            .map(|folder| Ok((folder.to_owned(), disk::standing(&dir.join(folder))?)))
            .collect::<Result<_>>()?;
        let mut ground = Self { dir, former, folders, stale: BTreeSet::new(), kept: Vec::new(), cases: HashMap::new() };
        for path in former.keys().filter(|path| !output.contains_key(*path)) {
            if !ground.is_reachable(path) {
                continue;
            }
            match disk::standing(&ground.target(path))? {
                Standing::File(_) => {
                    ground.cases.insert(fold(path.as_str()), path.clone());
                    ground.stale.insert(path.clone());
                }
                Standing::Nothing => {}
                Standing::Folder | Standing::Other => ground.kept.push(path.clone()),
            }
        }
        Ok(ground)
    }

    fn judge(&self, path: &OutputPath, content: &Content) -> Result<(Hash, Verdict)> {
        let hash = disk::hash(content)?;
        if let Some(why) = self.obstacle(path) {
            return Ok((hash, Verdict::Conflict(why)));
        }
        if !self.is_reachable(path) || self.is_stale_in_other_case(path) {
            return Ok((hash, Verdict::Changed));
        }
        let target = self.target(path);
        let verdict = match disk::standing(&target)? {
            Standing::Nothing => Verdict::Changed,
            Standing::File(size) if disk::holds(&target, size, content, &hash)? => Verdict::Unchanged,
            Standing::File(_) if self.former.contains_key(path) => Verdict::Changed,
            Standing::File(_) => Verdict::Conflict("a file that Osier did not write is there".to_owned()),
            Standing::Folder if disk::holds_only(&target, path, &self.stale)? => Verdict::Changed,
            Standing::Folder => Verdict::Conflict("a folder with other files is there".to_owned()),
            Standing::Other => Verdict::Conflict("a link is there, which Osier does not follow".to_owned()),
        };
        Ok((hash, verdict))
    }

    fn target(&self, path: &OutputPath) -> PathBuf {
        self.dir.join(path.as_str())
    }

    /// Whether every folder above `path` is there.
    fn is_reachable(&self, path: &OutputPath) -> bool {
        ancestors(path.as_str()).all(|folder| matches!(self.folders[folder], Standing::Folder))
    }

    /// What stands in the place of a folder above `path` and will not go away.
    fn obstacle(&self, path: &OutputPath) -> Option<String> {
        ancestors(path.as_str()).find_map(|folder| match self.folders[folder] {
            Standing::File(_) if !self.stale.contains(&OutputPath::new(folder)) => {
                Some(format!("`{folder}` is a file that Osier did not write"))
            }
            Standing::Other => Some(format!("`{folder}` is a link, which Osier does not follow")),
            _ => None,
        })
    }

    /// Whether the file that answers to `path` is a stale one under a name that differs in case,
    /// on a disk that does not tell them apart: removing that one would remove this one.
    fn is_stale_in_other_case(&self, path: &OutputPath) -> bool {
        self.cases.get(&fold(path.as_str())).is_some_and(|stale| {
            let of = |path| fs::canonicalize(self.target(path)).ok();
            of(path).is_some_and(|file| Some(file) == of(stale))
        })
    }
}

/// The stale files whose place a new file or its folders take.
fn in_the_way(changed: &[OutputPath], stale: &BTreeSet<OutputPath>) -> BTreeSet<OutputPath> {
    let files: HashSet<String> = changed.iter().map(|path| fold(path.as_str())).collect();
    let folders: HashSet<String> = folders(changed).into_iter().map(fold).collect();
    let blocks = |path: &&OutputPath| {
        let path = fold(path.as_str());
        files.contains(&path) || folders.contains(&path) || ancestors(&path).any(|folder| files.contains(folder))
    };
    stale.iter().filter(blocks).cloned().collect()
}

/// Every folder above these paths, each once, a folder before those in it.
pub(super) fn folders<'a>(paths: impl IntoIterator<Item = &'a OutputPath>) -> BTreeSet<&'a str> {
    paths.into_iter().flat_map(|path| ancestors(path.as_str())).collect()
}

/// The folders above a path, the outermost first.
fn ancestors(path: &str) -> impl Iterator<Item = &str> {
    path.match_indices('/').map(|(at, _)| &path[..at])
}

fn fold(path: &str) -> String {
    path.to_lowercase()
}

fn conflict(dir: &Path, path: &OutputPath, message: String) -> Finding {
    let folder = dir.file_name().map(|name| name.to_string_lossy()).unwrap_or_default();
    let source = SourcePath::new(format!("{folder}/{path}"));
    Finding::new(&rules::OUTPUT_CONFLICT, Place::file(&source).on(path), message)
}
