//! Every folder of `tests/sites` is a site with what a build of it must give.
//!
//! `expected/report.txt` is the exact text that a person sees; `expected/files.txt` lists what is written, when
//! anything is; every other file of `expected/` is a delivered file to hold exactly (create it empty to begin).
//! `UPDATE=1 cargo test` rewrites them all. `arguments.txt` holds more arguments of `osier build`, a `public/`
//! folder is what stands there before.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use clap::Parser as _;
use osier::cli::{Cli, Command};
use osier::commands::build::{self, Goal, Verdict};
use osier::finding::rules;
use osier::report::Color;
use rayon::prelude::*;

use crate::fixture::{self, NOW, repository};

#[test]
fn every_site_gives_what_is_expected() {
    let update = std::env::var_os("UPDATE").is_some();
    let cases = cases();
    assert!(cases.len() > 40, "the cases are found");
    let faults: Vec<String> = cases
        .par_iter()
        .flat_map_iter(|case| {
            let actual = run(case);
            if update {
                rewrite(case, &actual);
            }
            compare(case, &actual)
        })
        .collect();
    assert!(faults.is_empty(), "{} differences; `UPDATE=1 cargo test` accepts them\n{}", faults.len(), faults.concat());
}

#[test]
fn every_rule_is_found_in_a_site() {
    let reports: String =
        cases().iter().filter_map(|case| fs::read_to_string(case.join("expected/report.txt")).ok()).collect();
    let missing: Vec<&str> =
        rules::STAGE.iter().map(|rule| rule.id).filter(|id| !reports.contains(&format!("[{id}]: "))).collect();
    assert!(missing.is_empty(), "no site of tests/sites has a fault of {missing:?}");
}

#[test]
fn every_error_says_what_to_do() {
    for case in cases() {
        let report = fs::read_to_string(case.join("expected/report.txt")).unwrap_or_default();
        let findings = report.split("\n\n").filter(|part| part.contains("]: ") && part.contains("--> "));
        for finding in findings {
            assert!(finding.contains(" = help: "), "{}:\n{finding}", case.display());
        }
    }
}

fn cases() -> Vec<PathBuf> {
    let entries = fs::read_dir(repository("tests/sites")).expect("a folder");
    let mut cases: Vec<PathBuf> = entries.map(|entry| entry.expect("an entry").path()).collect();
    cases.sort();
    cases
}

/// What a case gives: the report, the list of files, the files.
struct Actual {
    report: String,
    files: Option<String>,
    delivered: BTreeMap<String, Vec<u8>>,
}

impl Actual {
    fn get(&self, name: &str) -> Option<&[u8]> {
        match name {
            "report.txt" => Some(self.report.as_bytes()),
            "files.txt" => self.files.as_ref().map(String::as_bytes),
            _ => self.delivered.get(name).map(Vec::as_slice),
        }
    }
}

fn run(case: &Path) -> Actual {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let site = folder.path().join("site");
    fixture::copy(case, &site);
    if fs::read_to_string(site.join("osier.toml")).is_ok_and(|config| config.contains("name = \"bare\"")) {
        fixture::add_bare_theme(&site);
    }
    let (verdict, report) = build(&site);
    let mut delivered = BTreeMap::new();
    let public = site.join("public");
    if verdict == Verdict::Clean {
        for path in fixture::files(&public).into_iter().filter(|path| path != osier::write::MANIFEST) {
            let bytes = fs::read(public.join(&path)).expect("a file");
            delivered.insert(path, bytes);
        }
    } else {
        assert_eq!(fixture::files(&public), fixture::files(&case.join("public")), "{}: written", case.display());
    }
    let list = || delivered.keys().map(|path| without_hash(path) + "\n").collect();
    Actual { report, files: (verdict == Verdict::Clean).then(list), delivered }
}

/// Runs `osier build` and gives what it prints, without the time it took.
fn build(site: &Path) -> (Verdict, String) {
    let more = fs::read_to_string(site.join("arguments.txt")).unwrap_or_default();
    let path = site.to_str().expect("a path in UTF-8");
    let arguments =
        ["osier", "build", path, "--no-cache", "--now", NOW, "--lang", "en"].into_iter().chain(more.split_whitespace());
    let cli = Cli::try_parse_from(arguments).expect("good arguments");
    let Command::Build { output, options } = cli.command else { panic!("not a build") };
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let verdict = build::run(&Goal::Write(output), &options, &cli.global, Color::Plain, &mut out, &mut err);
    let verdict = verdict.expect("a build that can run");
    let report = String::from_utf8(out).expect("UTF-8") + &String::from_utf8(err).expect("UTF-8");
    let report = without_weights(&report);
    let end = report.rfind(", in ").filter(|at| report[*at..].ends_with(" s\n"));
    (verdict, end.map_or_else(|| report.clone(), |at| format!("{}\n", &report[..at])))
}

/// A report without its table of weights, which changes with every byte of a page.
fn without_weights(report: &str) -> String {
    let Some(start) = report.find("kB  ") else { return report.to_owned() };
    let end = report.trim_end().rfind('\n').map_or(report.len(), |at| at + 1);
    format!("{}{}", &report[..start], &report[end..])
}

/// A path with `*` for the hash in it, so that a change of the theme's styles is not a change of every case.
fn without_hash(path: &str) -> String {
    let is_hash = |part: &&str| part.len() == 8 && part.bytes().all(|byte| byte.is_ascii_hexdigit());
    path.split('.').map(|part| if is_hash(&part) { "*" } else { part }).collect::<Vec<_>>().join(".")
}

fn rewrite(case: &Path, actual: &Actual) {
    let expected = case.join("expected");
    fixture::put(&expected.join("report.txt"), &actual.report);
    if let Some(files) = &actual.files {
        fixture::put(&expected.join("files.txt"), files);
    }
    for name in fixture::files(&expected) {
        let path = expected.join(&name);
        match actual.get(&name) {
            Some(bytes) => fixture::put(&path, bytes),
            None => fs::remove_file(&path).expect("a file"),
        }
    }
}

fn compare(case: &Path, actual: &Actual) -> Vec<String> {
    let name = case.file_name().expect("a name").to_string_lossy().into_owned();
    let expected = case.join("expected");
    let mut names = fixture::files(&expected);
    let compulsory = ["report.txt"].into_iter().chain(actual.files.as_ref().map(|_| "files.txt"));
    names.extend(compulsory.filter(|name| !expected.join(name).exists()).map(str::to_owned));
    let differs = |file: &String| {
        let Some(bytes) = actual.get(file) else { return Some(format!("\n{name}/{file}: nothing produces it\n")) };
        let wanted = fs::read(expected.join(file)).unwrap_or_default();
        let difference = || difference(&String::from_utf8_lossy(&wanted), &String::from_utf8_lossy(bytes));
        (wanted != bytes).then(|| format!("\n{name}/{file}:\n{}", difference()))
    };
    names.iter().filter_map(differs).collect()
}

/// The lines that differ, with the first line of what follows them: `-` was expected, `+` is there.
fn difference(expected: &str, actual: &str) -> String {
    let (old, new): (Vec<&str>, Vec<&str>) = (expected.lines().collect(), actual.lines().collect());
    // The length of the longest common part of the lines from `i` and from `j`.
    let mut common = vec![vec![0_usize; new.len() + 1]; old.len() + 1];
    for i in (0..old.len()).rev() {
        for j in (0..new.len()).rev() {
            let longest = common[i + 1][j].max(common[i][j + 1]);
            common[i][j] = if old[i] == new[j] { common[i + 1][j + 1] + 1 } else { longest };
        }
    }
    let (mut i, mut j, mut told) = (0, 0, String::new());
    let mut tell = |sign: &str, line: &str| told.extend(["  ", sign, line, "\n"]);
    let mut differed = false;
    while i < old.len() || j < new.len() {
        let same = i < old.len() && j < new.len() && old[i] == new[j];
        if same {
            if differed {
                tell(" ", old[i]);
            }
            (i, j) = (i + 1, j + 1);
        } else if j == new.len() || i < old.len() && common[i + 1][j] >= common[i][j + 1] {
            tell("-", old[i]);
            i += 1;
        } else {
            tell("+", new[j]);
            j += 1;
        }
        differed = !same;
    }
    told
}
