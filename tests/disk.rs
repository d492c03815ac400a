//! What stands in the folder of a site and is not the site's, or cannot be read.

#![cfg(unix)]

use std::ffi::OsStr;
use std::fs;
use std::os::unix::ffi::OsStrExt as _;
use std::os::unix::fs::symlink;
use std::path::Path;
use std::process::{Command, Output};

use tempfile::TempDir;

use crate::fixture::{self, CONFIG, NOW, put};

const HOME: (&str, &str) = ("content/fr/_index.md", "---\ntitle: Accueil\n---\n");

/// What must not be published.
const SECRET: &str = "motdepasse";

fn osier(command: &str, site: &Path, more: &[&str]) -> Output {
    let fixed = [command.as_ref(), site.as_os_str(), "--now".as_ref(), NOW.as_ref(), "--no-cache".as_ref()];
    fixture::osier().args(fixed).args(["--format", "short"]).args(more).output().expect("the program runs")
}

fn told(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr)
}

/// A sound site, in a folder of its own beside another one with secrets.
fn site_and_elsewhere() -> (TempDir, TempDir) {
    let elsewhere = tempfile::tempdir().expect("a folder");
    put(&elsewhere.path().join("secret.txt"), SECRET);
    put(&elsewhere.path().join("secret.md"), format!("---\ntitle: {SECRET}\n---\n"));
    put(&elsewhere.path().join("below/static/secret.txt"), SECRET);
    (fixture::site(&[("osier.toml", CONFIG), HOME]), elsewhere)
}

#[test]
fn what_a_link_leads_to_out_of_the_site_is_never_read() {
    let (site, elsewhere) = site_and_elsewhere();
    let (root, out) = (site.path(), elsewhere.path());
    put(&root.join("shared/a.txt"), "of the site");
    put(&root.join(".git/config"), SECRET);
    for folder in ["static", "media", "assets"] {
        fs::create_dir_all(root.join(folder)).expect("a folder");
    }
    let links = [
        ("static/e.txt", out.join("secret.txt")),
        ("static/all", out.to_owned()),
        ("static/up", Path::new("../..").to_owned()),
        ("static/git", Path::new("../.git").to_owned()),
        ("static/itself", Path::new("itself").to_owned()),
        ("static/round", Path::new("../static").to_owned()),
        ("static/nowhere", Path::new("nothing").to_owned()),
        // Its files are at these places through a folder that stays in the site.
        ("shared/within.txt", out.join("secret.txt")),
        ("media/shared", Path::new("../shared").to_owned()),
        ("content/fr/a.md", out.join("secret.md")),
        ("themes/bare/templates/more.html", out.join("secret.txt")),
        ("translations", out.join("below")),
        ("audit.toml", out.join("secret.txt")),
        ("osier.baseline.toml", out.join("secret.txt")),
    ];
    for (at, to) in &links {
        symlink(to, root.join(at)).expect("a link");
    }
    let output = osier("build", root, &[]);
    let report = told(&output);
    assert_eq!(output.status.code(), Some(1), "{report}");
    let lines: Vec<&str> = report.lines().filter(|line| line.contains("error[")).collect();
    let leads = |path: &str, to: &str| format!("{path}: error[file-missing]: the link leads {to}");
    let wanted = [
        leads("audit.toml", "out of the site"),
        leads("content/fr/a.md", "out of the site"),
        leads("media/shared/within.txt", "out of the site"),
        leads("osier.baseline.toml", "out of the site"),
        leads("static/all", "out of the site"),
        leads("static/e.txt", "out of the site"),
        leads("static/git", "out of the site"),
        leads("static/itself", "to no file"),
        leads("static/nowhere", "to no file"),
        leads("static/round", "to a folder that it is in"),
        leads("static/up", "out of the site"),
        leads("themes/bare/templates/more.html", "out of the site"),
        leads("translations", "out of the site"),
    ];
    assert_eq!(lines.len(), wanted.len(), "{report}");
    assert!(lines.iter().zip(&wanted).all(|(line, wanted)| line.starts_with(wanted)), "{report}");
    assert!(!report.contains(SECRET) && !root.join("public").exists(), "{report}");
    for (at, _) in links {
        fs::remove_file(root.join(at)).expect("removed");
    }
    assert_eq!(osier("build", root, &[]).status.code(), Some(0));
}

#[test]
fn a_theme_or_a_configuration_of_elsewhere_is_not_read() {
    let (site, elsewhere) = site_and_elsewhere();
    let (root, out) = (site.path(), elsewhere.path());
    let theme = |name: &str| CONFIG.replace("bare", name);
    symlink(out.join("below"), root.join("themes/linked")).expect("a link");
    put(&root.join("osier.toml"), theme("linked"));
    let report = told(&osier("check", root, &[]));
    assert!(report.contains("themes/linked: error[file-missing]: the link leads out of the site"), "{report}");
    assert!(!report.contains("theme-missing"), "it is told once: {report}");
    put(&root.join("osier.toml"), theme("../../below"));
    let report = told(&osier("check", root, &[]));
    assert!(report.contains("error[config-invalid]: `../../below` cannot be the name of a theme"), "{report}");
    fs::remove_file(root.join("osier.toml")).expect("removed");
    symlink(out.join("secret.txt"), root.join("osier.toml")).expect("a link");
    let output = osier("check", root, &[]);
    let report = told(&output);
    assert_eq!(output.status.code(), Some(2), "{report}");
    assert!(report.contains("osier.toml: the link leads out of the site") && !report.contains(SECRET), "{report}");
}

#[test]
fn a_site_that_is_reached_by_a_link_and_has_links_of_its_own_is_whole() {
    let (site, elsewhere) = site_and_elsewhere();
    let root = site.path();
    put(&root.join("shared/a.txt"), "of the site");
    put(&root.join("static/b.txt"), "of the site");
    symlink("../shared", root.join("static/shared")).expect("a link");
    symlink(root.join("static/b.txt"), root.join("static/c.txt")).expect("a link");
    fs::rename(root.join("themes"), root.join("kept")).expect("a folder");
    symlink("kept", root.join("themes")).expect("a link");
    let linked = elsewhere.path().join("linked");
    symlink(root, &linked).expect("a link");
    let output = osier("build", &linked, &[]);
    assert_eq!(output.status.code(), Some(0), "{}", told(&output));
    for path in ["shared/a.txt", "b.txt", "c.txt", "index.html"] {
        assert!(root.join("public").join(path).exists(), "{path}");
    }
}

#[test]
fn a_name_that_is_not_utf8_is_told_and_nothing_takes_its_place() {
    let (site, _elsewhere) = site_and_elsewhere();
    let root = site.path();
    let path = |folder: &str, name: &[u8]| root.join(folder).join(OsStr::from_bytes(name));
    put(&path("static", b"n\xe9.txt"), "one");
    put(&path("static", b"n\xe8.txt"), "another");
    put(&path("content/fr", b"caf\xe9.md"), "---\ntitle: Caf\u{e9}\n---\n");
    put(&path("content/fr", b"\xe9t\xe9").join("a.md"), "---\ntitle: A\n---\n");
    let output = osier("build", root, &[]);
    let report = told(&output);
    assert_eq!(output.status.code(), Some(1), "{report}");
    for (path, name) in [
        ("static/n\u{fffd}.txt", "n\\xe9.txt"),
        ("static/n\u{fffd}.txt", "n\\xe8.txt"),
        ("content/fr/caf\u{fffd}.md", "caf\\xe9.md"),
        ("content/fr/\u{fffd}t\u{fffd}", "\\xe9t\\xe9"),
    ] {
        let line = format!("{path}: error[file-name-invalid]: the name `{name}` is not UTF-8");
        assert!(report.contains(&line), "{line} in\n{report}");
    }
    assert_eq!(report.matches("error[").count(), 4, "{report}");
}

#[test]
fn what_is_no_file_is_told_and_not_waited_for() {
    let (site, elsewhere) = site_and_elsewhere();
    let (root, out) = (site.path(), elsewhere.path());
    let pipe = |path: &str| {
        fs::create_dir_all(root.join(path).parent().expect("a folder")).expect("a folder");
        let made = Command::new("mkfifo").arg(root.join(path)).status().expect("it runs");
        assert!(made.success(), "{path}");
    };
    for path in ["static/pipe", "content/fr/a.md", "themes/bare/types/pipe.toml", "osier.lock.toml", "media"] {
        pipe(path);
    }
    fs::create_dir_all(root.join("assets")).expect("a folder");
    let _socket = std::os::unix::net::UnixListener::bind(root.join("assets/socket")).expect("a socket");
    // An editor's lock.
    symlink("someone@machine.1234", root.join("content/fr/.#_index.md")).expect("a link");
    let report = told(&osier("check", root, &[]));
    let told_of = |path: &str| format!("{path}: error[file-missing]: this is neither a file nor a folder");
    for path in
        ["static/pipe", "content/fr/a.md", "themes/bare/types/pipe.toml", "osier.lock.toml", "media", "assets/socket"]
    {
        assert!(report.contains(&told_of(path)), "{path} in\n{report}");
    }
    assert_eq!(report.matches("error[").count(), 6, "{report}");
    fs::remove_file(root.join("osier.toml")).expect("removed");
    pipe("osier.toml");
    symlink("/dev/zero", out.join("osier.toml")).expect("a link");
    for (folder, why) in [(root, "it is not a file"), (out, "the link leads out of the site")] {
        let output = osier("check", folder, &[]);
        assert_eq!(output.status.code(), Some(2), "{}", told(&output));
        assert!(told(&output).contains(why), "{}", told(&output));
    }
}

#[test]
fn a_folder_of_html_that_is_not_there_is_told_once() {
    let output = fixture::osier().args(["check", "--html", "missing"]).output().expect("the program runs");
    assert_eq!(output.status.code(), Some(2), "{}", told(&output));
    assert_eq!(told(&output), "osier: there is no folder missing: write the one that the site is built to\n");
}
