//! What must be done to the output folder, decided in full before the first write.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use anyhow::Result;
use blake3::Hash;
use rayon::prelude::*;
use rustc_hash::{FxBuildHasher, FxHashMap};

use super::disk::{self, Loaded, Standing};
use super::manifest::Manifest;
use super::stood::{self, One, Stood};
use super::{MANIFEST, TEMPORARY};
use crate::finding::{Finding, OutputPath, Place, SourcePath, rules};
use crate::output::{Content, Output};
use crate::pack::Key;

/// A file to write, with a hash of what it is made of.
pub(super) type Changed = (OutputPath, Option<Key>);

/// What must be done.
#[derive(Debug, Default)]
pub(super) struct Plan {
    /// The manifest of the output.
    pub(super) manifest: Manifest,
    /// Files to write.
    pub(super) changed: Vec<Changed>,
    /// Files that are as they should be, and can be told from all that may be written over them.
    pub(super) stands: Vec<(OutputPath, One)>,
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
    let names: Vec<(String, bool)> = output.par_iter().map(|(path, _)| (fold(path.as_str()), is_safe(path))).collect();
    let mut folded: FxHashMap<&str, &OutputPath> = FxHashMap::with_capacity_and_hasher(names.len(), FxBuildHasher);
    for (path, (name, is_safe)) in output.keys().zip(&names) {
        if !is_safe {
            let message = format!("`{}` cannot be the path of a file", path.as_str().escape_debug());
            findings.push(conflict(dir, path, message).help("give the page or the file another name"));
        }
        if let Some(first) = folded.insert(name, path) {
            let message = format!("`{path}` and `{first}` differ only in letter case");
            findings.push(
                conflict(dir, path, message)
                    .help("rename one of them: many disks and servers take them for the same file"),
            );
        }
    }
    for (path, (name, _)) in output.keys().zip(&names) {
        if let Some(file) = ancestors(name).find_map(|folder| folded.get(folder)) {
            let message = format!("`{file}` would have to be both a file and the folder of `{path}`");
            findings.push(conflict(dir, path, message).help("rename one of them"));
        }
    }
    findings
}

/// Compares `output` with what stands in `dir`.
pub(super) fn plan(output: &Output, dir: &Path, (former, stood): (&Manifest, &Stood)) -> Result<Plan> {
    let now = SystemTime::now();
    let known = |(path, content)| {
        let made_of = stood::made_of(content, now);
        let still = made_of.and_then(|made_of| Some((*former.get(path)?, stood.still(dir, path, &made_of)?)));
        (made_of, still)
    };
    let known: Vec<Known> = output.par_iter().map(known).collect();
    // The folders above what stands still need no look.
    let rest = output.keys().zip(&known).filter(|(_, (_, still))| still.is_none()).map(|(path, _)| path);
    let ground = Ground::survey(output, rest, dir, former)?;
    let files: Vec<_> = output.iter().zip(known).collect();
    let compare = |((path, content), (made_of, still))| match still {
        Some((hash, one)) => Ok((hash, Verdict::Unchanged(Some(one)))),
        None => ground.judge(path, content, made_of),
    };
    let compared: Vec<(Hash, Verdict)> = files.into_par_iter().map(compare).collect::<Result<_>>()?;

    let manifest = output.keys().zip(&compared).map(|(path, (hash, _))| (path.clone(), *hash)).collect();
    let mut plan = Plan { manifest, ..Plan::default() };
    for (path, (_, verdict)) in output.keys().zip(compared) {
        match verdict {
            Verdict::Unchanged(one) => plan.stands.extend(one.map(|one| (path.clone(), one))),
            Verdict::Changed(made_of) => plan.changed.push((path.clone(), made_of)),
            Verdict::Conflict(why) => {
                let message = format!("`{path}` cannot be written: {why}");
                plan.conflicts.push(
                    conflict(dir, path, message)
                        .help("move it away or delete it, or build into another folder; nothing was written"),
                );
            }
        }
    }
    plan.in_the_way = in_the_way(plan.changed.iter().map(|(path, _)| path), &ground.stale);
    plan.stale = ground.stale;
    plan.kept = ground.kept;
    Ok(plan)
}

/// A hash of what a file is made of, and how it stands when that is known: the hash of its bytes, and what is kept of
/// it.
type Known = (Option<Key>, Option<(Hash, One)>);

/// What is to be done with one file.
enum Verdict {
    /// Nothing; what is kept of it, where it can be told from what may be written over it.
    Unchanged(Option<One>),
    /// It is written; a hash of what it is made of.
    Changed(Option<Key>),
    /// Nothing may be written, and why.
    Conflict(String),
}

/// The output folder as it stands, before anything is done.
struct Ground<'a> {
    dir: &'a Path,
    former: &'a Manifest,
    /// What stands where a file that is to be looked at, or one of the former build, has a folder above it.
    folders: FxHashMap<String, Standing>,
    stale: BTreeSet<OutputPath>,
    kept: Vec<OutputPath>,
    /// The stale files by their path in lower case.
    cases: HashMap<String, OutputPath>,
}

impl<'a> Ground<'a> {
    fn survey(
        output: &'a Output,
        looked_at: impl Iterator<Item = &'a OutputPath>,
        dir: &'a Path,
        former: &'a Manifest,
    ) -> Result<Self> {
        let gone = || former.keys().filter(|path| !output.contains_key(*path));
        let folders = folders(looked_at.chain(gone()))
            .into_par_iter()
            .map(|folder| Ok((folder.to_owned(), disk::standing(&dir.join(folder))?)))
            .collect::<Result<_>>()?;
        let (stale, kept, cases) = (BTreeSet::new(), Vec::new(), HashMap::new());
        let mut ground = Self { dir, former, folders, stale, kept, cases };
        for path in gone() {
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

    fn judge(&self, path: &OutputPath, content: &Content, made_of: Option<Key>) -> Result<(Hash, Verdict)> {
        if let Some(why) = self.obstacle(path) {
            return Ok((Loaded::of(content)?.hash()?, Verdict::Conflict(why)));
        }
        let target = self.target(path);
        let is_free = !self.is_reachable(path) || self.is_stale_in_other_case(path);
        let standing = if is_free { Standing::Nothing } else { disk::standing(&target)? };
        let one = match standing {
            Standing::File(stamp) => made_of.map(|made_of| One::new(made_of, stamp)),
            _ => None,
        };
        let content = Loaded::of(content)?;
        let hash = content.hash()?;
        let verdict = match standing {
            Standing::Nothing => Verdict::Changed(made_of),
            Standing::File(stamp) if content.is_at(&target, stamp.size, &hash)? => Verdict::Unchanged(one),
            Standing::File(_) if self.former.contains_key(path) => Verdict::Changed(made_of),
            Standing::File(_) => Verdict::Conflict("a file that Osier did not write is there".to_owned()),
            Standing::Folder if disk::holds_only(&target, path, &self.stale)? => Verdict::Changed(made_of),
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
fn in_the_way<'a>(
    changed: impl Iterator<Item = &'a OutputPath> + Clone,
    stale: &BTreeSet<OutputPath>,
) -> BTreeSet<OutputPath> {
    let files: HashSet<String> = changed.clone().map(|path| fold(path.as_str())).collect();
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
