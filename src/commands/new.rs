//! `osier new`: a small site that works, in an empty folder.

#![expect(clippy::disallowed_methods, reason = "a new site is written by its command")]

use std::fs;
use std::path::Path;

use anyhow::{Context, bail};

macro_rules! starter {
    ($($path:literal = $source:literal),* $(,)?) => {
        /// The files of a new site: where each goes, and what is in it.
        const STARTER: &[(&str, &str)] = &[$(($path, include_str!(concat!("starter/", $source)))),*];
    };
}

starter! {
    "osier.toml" = "osier.toml",
    "README.md" = "README.md",
    // Not under its own name here, where it would hide files of this repository.
    ".gitignore" = "gitignore",
    "content/fr/_index.md" = "content/fr/_index.md",
    "content/fr/a-propos.md" = "content/fr/a-propos.md",
    "content/fr/accessibilite.md" = "content/fr/accessibilite.md",
    "content/fr/mentions-legales.md" = "content/fr/mentions-legales.md",
    "content/fr/actualites/_index.md" = "content/fr/actualites/_index.md",
    "content/fr/actualites/un-site-neuf.md" = "content/fr/actualites/un-site-neuf.md",
    "content/fr/actualites/ecrire-une-actualite.md" = "content/fr/actualites/ecrire-une-actualite.md",
}

/// Makes a new site in `directory`, which must not exist or be empty; a repository without files is empty.
pub fn run(directory: &Path) -> anyhow::Result<()> {
    refuse_if_used(directory)?;
    for (path, text) in STARTER {
        let target = directory.join(path);
        if let Some(parent) = target.parent() {
            fs::create_dir_all(parent).with_context(|| format!("cannot make the folder {}", parent.display()))?;
        }
        fs::write(&target, text).with_context(|| format!("cannot write {}", target.display()))?;
    }
    Ok(())
}

fn refuse_if_used(directory: &Path) -> anyhow::Result<()> {
    if !directory.try_exists().with_context(|| format!("cannot look at {}", directory.display()))? {
        return Ok(());
    }
    if !directory.is_dir() {
        bail!("{} is a file: give the name of a new folder", directory.display());
    }
    let entries = fs::read_dir(directory).with_context(|| format!("cannot read {}", directory.display()))?;
    for entry in entries {
        let name = entry.with_context(|| format!("cannot read {}", directory.display()))?.file_name();
        if name != ".git" {
            bail!(
                "the folder {} is not empty: it holds {}; give the name of a new folder",
                directory.display(),
                name.display()
            );
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_new_folder_gets_every_file() {
        let folder = tempfile::tempdir().expect("a folder");
        let site = folder.path().join("a/b");
        run(&site).expect("a site");
        for (path, text) in STARTER {
            assert_eq!(fs::read_to_string(site.join(path)).expect(path), *text);
        }
    }

    #[test]
    fn a_folder_that_is_used_is_refused_and_left_alone() {
        let folder = tempfile::tempdir().expect("a folder");
        fs::write(folder.path().join("mine.txt"), "mine").expect("a file");
        let error = run(folder.path()).expect_err("refused").to_string();
        assert!(error.contains("is not empty: it holds mine.txt"), "{error}");
        assert_eq!(fs::read_dir(folder.path()).expect("a folder").count(), 1);
        let error = run(&folder.path().join("mine.txt")).expect_err("refused").to_string();
        assert!(error.contains("is a file"), "{error}");
    }

    #[test]
    fn an_empty_repository_is_empty() {
        let folder = tempfile::tempdir().expect("a folder");
        fs::create_dir(folder.path().join(".git")).expect("a folder");
        run(folder.path()).expect("a site");
    }

    #[test]
    fn the_site_names_only_pages_that_it_has() {
        let pages: Vec<&str> = STARTER.iter().filter_map(|(path, _)| path.strip_prefix("content/fr")).collect();
        let named: Vec<&str> =
            STARTER[0].1.lines().filter_map(|line| line.strip_prefix("page = \"")?.strip_suffix('"')).collect();
        assert_eq!(named.len(), 3);
        for page in named {
            let known = [format!("{page}.md"), format!("{page}/_index.md")];
            assert!(pages.iter().any(|path| known.iter().any(|known| known == path)), "{page}");
        }
    }
}
