//! What of the disk is a source of a site, and what is an editor's own.

use std::path::{Component, Path, PathBuf};

use crate::load::aside::is_aside;
use crate::load::files::FOLDERS;

/// Folders of a site that are read, besides [`FOLDERS`].
const OTHERS: &[&str] = &["themes", "data"];

/// The folders where the sources of the site at `root` are, whether they are there or not.
pub(super) fn folders(root: &Path) -> impl Iterator<Item = PathBuf> {
    FOLDERS.iter().chain(OTHERS).map(|name| root.join(name))
}

/// Whether a path may be a source of the site: what editors and version controls write beside is not.
pub(super) fn is_source(root: &Path, path: &Path) -> bool {
    let Ok(below) = path.strip_prefix(root) else { return false };
    let names: Vec<String> = below
        .components()
        .filter_map(|part| match part {
            Component::Normal(name) => Some(name.to_string_lossy().into_owned()),
            _ => None,
        })
        .collect();
    let (Some(first), Some(last)) = (names.first(), names.last()) else { return false };
    let is_ours = FOLDERS.iter().chain(OTHERS).any(|folder| first == folder);
    let is_record = names.len() == 1 && [".toml", ".csv"].iter().any(|end| first.ends_with(end));
    // What is static is delivered, whatever its name.
    let is_left_out = first != "static" && (is_unfinished(last) || names.iter().any(|name| name.starts_with('.')));
    (is_ours || is_record) && !is_left_out && !names.iter().any(|name| is_aside(name))
}

/// Names of files that are being written, and of copies of what they were.
fn is_unfinished(name: &str) -> bool {
    [".tmp", ".part", ".crdownload", ".bak"].iter().any(|end| name.ends_with(end))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_editors_write_beside_is_no_source() {
        let root = Path::new("/site");
        let is = |path: &str| is_source(root, &root.join(path));
        for source in [
            "osier.toml",
            "audit.csv",
            "content/fr/a.md",
            "themes/x/theme.toml",
            "static/.well-known/a.txt",
            "static/a.bak",
            "content/fr/4913-rue-des-lilas.md",
            "data/ecoindex.json",
            "content",
        ] {
            assert!(is(source), "{source}");
        }
        for other in [
            "public/fr/index.html",
            ".git/index",
            "content/.git/x",
            "content/fr/.a.md.swp",
            "content/fr/4913",
            "static/.a.css.swp",
            "content/fr/a.md~",
            "content/fr/#a.md#",
            "content/fr/.#a.md",
            "content/fr/a.md___jb_tmp___",
            "node_modules/a/b.toml",
            ".osier/x",
            "notes.txt",
            "",
        ] {
            assert!(!is(other), "{other}");
        }
        assert!(!is_source(root, Path::new("/elsewhere/content/a.md")));
    }
}
