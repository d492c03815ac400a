//! What of the disk is a site's: what is in its folder, and nothing that links lead out to.

use std::path::{Path, PathBuf};

use super::walk::source_path;
use crate::finding::{Finding, Place, rules};

/// The folder of a site.
pub(super) struct Bounds<'a> {
    /// As it was asked for.
    pub(super) root: &'a Path,
    /// Where it is, links followed.
    real: PathBuf,
}

/// Why something in the folder of a site is not read, and what to do.
pub(super) type Refusal = (&'static str, &'static str);

/// What to do about a link.
const MEND: &str = "remove the symbolic link, or make it lead to a file of the site";

pub(super) const NOWHERE: Refusal = ("the link leads to no file", MEND);
pub(super) const CIRCLE: Refusal = ("the link leads to a folder that it is in", MEND);
pub(super) const OUTSIDE: Refusal = ("the link leads out of the site", MEND);
/// A pipe would be waited for, and a device may never end.
pub(super) const SPECIAL: Refusal =
    ("this is neither a file nor a folder", "remove it: of a pipe, a socket or a device nothing can be published");

impl<'a> Bounds<'a> {
    pub(super) fn of(root: &'a Path) -> Self {
        Self { root, real: root.canonicalize().unwrap_or_else(|_| root.to_owned()) }
    }

    /// Why what links lead to from a path is not read; nothing when it is the site's. The records of a version control,
    /// which may hold passwords, are not.
    pub(super) fn refuses(&self, path: &Path) -> Option<Refusal> {
        let Ok(target) = path.canonicalize() else { return Some(NOWHERE) };
        let below = target.strip_prefix(&self.real);
        let is_inside = below.is_ok_and(|below| below.components().all(|part| part.as_os_str() != ".git"));
        (!is_inside).then_some(OUTSIDE)
    }

    /// Says that something is not read.
    pub(super) fn told(&self, path: &Path, (message, help): Refusal) -> Finding {
        Finding::new(&rules::FILE_MISSING, Place::file(&source_path(self.root, path)), message).help(help)
    }
}
