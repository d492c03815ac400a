//! Sites in temporary folders, built at one fixed moment.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, SystemTime};

use osier::build::{self, Build, Options, Pictures};
use osier::cache::Cache;
use osier::finding::OutputPath;
use osier::output::{Content, Output};
use tempfile::TempDir;

/// The clock of every test.
pub(crate) const NOW: &str = "2026-11-22T12:00:00+01:00";

/// A configuration with the bare theme, and nothing else that can be left out.
pub(crate) const CONFIG: &str = "title = \"Test\"\nbase_url = \"https://test.example\"\n\n[theme]\nname = \"bare\"\n";

/// A path of the repository.
pub(crate) fn repository(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

/// A site of these files with the bare theme in its `themes/` folder.
pub(crate) fn site(files: &[(&str, &str)]) -> TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder");
    add_bare_theme(folder.path());
    for (path, text) in files {
        put(&folder.path().join(path), text);
    }
    folder
}

/// Puts the bare theme in a site, under what the site has of it already.
pub(crate) fn add_bare_theme(site: &Path) {
    copy(&repository("tests/themes/bare"), &site.join("themes/bare"));
}

/// A copy of the example site, without what former builds wrote.
pub(crate) fn example() -> TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder");
    for part in ["osier.toml", "audit.toml", "content", "media"] {
        copy(&repository("example-site").join(part), &folder.path().join(part));
    }
    folder
}

/// The first file in which two outputs are not the same, byte for byte.
pub(crate) fn differs(one: &Output, other: &Output) -> Option<OutputPath> {
    let same = |path: &OutputPath| match (one.get(path), other.get(path)) {
        (Some(Content::File(one)), Some(Content::File(other))) => one == other,
        (Some(one), Some(other)) => one.made().is_some_and(|bytes| other.made() == Some(bytes)),
        _ => false,
    };
    one.keys().chain(other.keys()).find(|path| !same(path)).cloned()
}

/// Writes a file, and the folders above it.
pub(crate) fn put(path: &Path, text: impl AsRef<[u8]>) {
    fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
    fs::write(path, text).expect("a file");
}

/// Copies a file or a folder; files that are there already stay.
pub(crate) fn copy(from: &Path, to: &Path) {
    if from.is_dir() {
        fs::create_dir_all(to).expect("a folder");
        for entry in fs::read_dir(from).expect("a folder") {
            let entry = entry.expect("an entry");
            copy(&entry.path(), &to.join(entry.file_name()));
        }
    } else if !to.exists() {
        put(to, fs::read(from).expect("a file"));
    }
}

/// Every file below `folder`, by its path with forward slashes, sorted.
pub(crate) fn files(folder: &Path) -> Vec<String> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(&next).into_iter().flatten() {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let path = path.strip_prefix(folder).expect("a path below");
                let segments: Vec<_> = path.iter().map(|segment| segment.to_string_lossy()).collect();
                found.push(segments.join("/"));
            }
        }
    }
    found.sort();
    found
}

/// Takes a file to have been written an hour ago: what may be written over within the tick of a clock is not trusted.
pub(crate) fn settle(path: &Path) {
    let file = fs::File::options().append(true).open(path).expect("a file");
    file.set_modified(SystemTime::now() - Duration::from_hours(1)).expect("a time");
}

/// The program, which remembers what it makes beside what tests are compiled to.
pub(crate) fn osier() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_osier"));
    command.env("OSIER_CACHE", Path::new(env!("CARGO_TARGET_TMPDIR")).join("cache"));
    command
}

/// What tests ask of a build: the fixed clock, and no picture encoded.
pub(crate) fn options() -> Options {
    Options { now: Some(NOW.parse().expect("a moment")), pictures: Pictures::Skip, ..Options::default() }
}

/// Builds a site with what is remembered in `cache`.
pub(crate) fn build(site: &Path, cache: &mut Cache) -> Build {
    build::build(site, &options(), cache, &|_, _, _| {}).expect("a readable disk")
}

/// Findings as one line each, for messages of failed tests.
pub(crate) fn lines(build: &Build) -> String {
    let line = |finding: &osier::finding::Finding| {
        let (path, rule) = (&finding.place.path, finding.rule.id);
        let at = finding.location.as_ref().map_or_else(String::new, |at| format!(":{}:{}", at.line, at.column));
        format!("{path}{at}: {rule}: {}\n", finding.message)
    };
    build.findings.iter().map(line).collect()
}

/// Builds a site as a preview does: with drafts, and whatever is wrong.
pub(crate) fn build_for_editors(site: &Path, cache: &mut Cache) -> Build {
    let options = Options { drafts: true, faults: osier::build::Faults::GoOn, ..options() };
    build::build(site, &options, cache, &|_, _, _| {}).expect("a readable disk")
}
