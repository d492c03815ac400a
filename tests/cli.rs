//! The program as it is run: commands, exit codes, what is printed and what is written.

use std::fs;
use std::path::Path;
use std::process::Output;

use serde_json::Value;

use crate::fixture::{self, CONFIG, NOW, put};

const HOME: (&str, &str) = ("content/fr/_index.md", "---\ntitle: Accueil\n---\n");
const PAGE: (&str, &str) = ("content/fr/a.md", "---\ntitle: A\n---\nLe texte.\n");
const BROKEN: (&str, &str) = ("content/fr/b.md", "---\ntitle: B\n---\nUn [lien](rien.md).\n");

#[test]
fn the_exit_code_is_zero_when_nothing_is_wrong() {
    let site = fixture::site(&[("osier.toml", CONFIG), HOME, PAGE]);
    for command in ["build", "check"] {
        let output = osier(&[command, path(&site)]);
        assert_eq!(output.status.code(), Some(0), "{output:?}");
        assert_eq!(text(&output.stdout), "");
    }
}

#[test]
fn the_exit_code_is_zero_when_there_are_only_warnings() {
    let config = CONFIG.to_owned() + "\n[languages.de]\nname = \"Deutsch\"\n";
    let site = fixture::site(&[("osier.toml", &config), ("content/de/_index.md", HOME.1)]);
    let output = osier(&["build", path(&site)]);
    assert_eq!(output.status.code(), Some(0), "{output:?}");
    assert!(text(&output.stdout).starts_with("warning[translation-missing]: "), "{output:?}");
    assert!(site.path().join("public/index.html").exists());
}

#[test]
fn the_exit_code_is_one_when_an_error_is_found_and_nothing_is_written() {
    let site = fixture::site(&[("osier.toml", CONFIG), HOME, BROKEN]);
    for command in ["build", "check"] {
        let output = osier(&[command, path(&site)]);
        assert_eq!(output.status.code(), Some(1), "{output:?}");
        assert!(text(&output.stdout).starts_with("error[link-broken]: `rien.md` leads nowhere\n"), "{output:?}");
    }
    assert!(!site.path().join("public").exists());
}

#[test]
fn the_exit_code_is_two_when_it_cannot_run() {
    let empty = tempfile::tempdir().expect("a folder");
    let cases: &[&[&str]] = &[
        &["build", path(&empty)],
        &["check", "/nowhere/at/all"],
        &["build", "--now", "yesterday"],
        &["-C", "/nowhere/at/all", "check"],
        &["explain", "no-such-rule"],
        &["schema", "--site", path(&empty)],
        &["completions", "cobol"],
        &["nonsense"],
        &[],
    ];
    for arguments in cases {
        let output = osier(arguments);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}: {output:?}");
        assert_eq!(text(&output.stdout), "", "{arguments:?}");
        assert!(!output.stderr.is_empty(), "{arguments:?}");
    }
    assert!(text(&osier(&["build", path(&empty)]).stderr).contains("osier new"), "it says how to begin");
}

#[cfg(unix)]
#[test]
fn a_folder_that_another_build_writes_to_is_left_alone() {
    let site = fixture::site(&[("osier.toml", CONFIG), HOME, PAGE]);
    assert_eq!(osier(&["build", path(&site)]).status.code(), Some(0));
    put(&site.path().join("content/fr/b.md"), PAGE.1);
    let public = site.path().join("public");
    let (other, before) = (fs::File::open(&public).expect("a folder"), fixture::files(&public));
    other.lock().expect("locked");
    let output = osier(&["build", path(&site)]);
    let why = text(&output.stderr);
    assert_eq!(output.status.code(), Some(2), "{why}");
    assert!(why.contains("another build is writing to `") && why.contains("wait for its end"), "{why}");
    assert_eq!(fixture::files(&public), before);
    drop(other);
    assert_eq!(osier(&["build", path(&site)]).status.code(), Some(0));
    assert!(public.join("b/index.html").exists());
}

#[cfg(unix)]
#[test]
fn a_disk_that_takes_no_more_leaves_the_site_as_it_was() {
    let site = fixture::site(&[("osier.toml", CONFIG), HOME, PAGE]);
    assert_eq!(osier(&["build", path(&site)]).status.code(), Some(0));
    let public = site.path().join("public");
    let all = || -> Vec<_> {
        fixture::files(&public).into_iter().map(|path| (fs::read(public.join(&path)).expect("a file"), path)).collect()
    };
    let before = all();
    put(&site.path().join("content/fr/a.md"), PAGE.1.replace("Le texte", "Un autre texte"));
    let long = "Une phrase de plus.\n".repeat(5000);
    put(&site.path().join("content/fr/z.md"), format!("---\ntitle: Z\n---\n{long}"));
    // No file may have more than 32 KiB.
    let limited = r#"trap "" XFSZ; ulimit -f 64; exec "$0" "$@""#;
    let mut command = std::process::Command::new("/bin/sh");
    command.args(["-c", limited, env!("CARGO_BIN_EXE_osier"), "build", path(&site), "--now", NOW, "--no-cache"]);
    let output = command.output().expect("it runs");
    let why = text(&output.stderr);
    assert_eq!(output.status.code(), Some(2), "{why}");
    assert!(why.contains("cannot write `") && why.contains("z/index.html`: File too large"), "{why}");
    assert!(all() == before, "the site has changed: {:?}", fixture::files(&public));
    assert!(!public.join(".osier-tmp").exists());
    assert_eq!(osier(&["build", path(&site)]).status.code(), Some(0));
    assert!(all() != before);
}

#[cfg(target_os = "linux")]
#[test]
fn what_standard_output_does_not_take_is_an_error() {
    use std::process::Stdio;
    let config = CONFIG.to_owned() + "\n[publish.here]\nkind = \"folder\"\npath = \"there\"\n";
    let site = fixture::site(&[("osier.toml", &config), HOME, PAGE, BROKEN]);
    let ran = |arguments: &[&str], out: Stdio| {
        let mut command = fixture::osier();
        command.args(["-C", path(&site)]).args(arguments).stdout(out).stderr(Stdio::piped());
        command.spawn().and_then(std::process::Child::wait_with_output).expect("the program runs")
    };
    let now: &[&str] = &["--now", NOW, "--no-cache"];
    assert_eq!(ran(&[&["check"], now].concat(), full()).status.code(), Some(2));
    fs::remove_file(site.path().join(BROKEN.0)).expect("removed");
    assert_eq!(ran(&[&["publish"], now].concat(), Stdio::null()).status.code(), Some(0));
    for arguments in [
        &[&["check", "--format", "json"], now].concat(),
        &[&["publish", "--headers", "nginx"], now].concat(),
        &[&["publish", "--dry-run"], now].concat(),
        &[&["publish"], now].concat(),
        &vec!["publish", "--verify"],
        &vec!["releases"],
        &vec!["explain"],
        &vec!["schema"],
        &vec!["theme"],
        &vec!["completions", "bash"],
    ] {
        let output = ran(arguments, full());
        let why = text(&output.stderr);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}: {why}");
        assert!(
            why.contains("osier: cannot write to standard output: No space left on device"),
            "{arguments:?}: {why}"
        );
        // Whoever closes it has read enough.
        let (reader, writer) = std::io::pipe().expect("a pipe");
        drop(reader);
        let output = ran(arguments, writer.into());
        let why = text(&output.stderr);
        assert!(output.status.code() == Some(0) && !why.contains("osier: "), "{arguments:?}: {why}");
    }
}

#[cfg(target_os = "linux")]
fn full() -> std::process::Stdio {
    fs::File::options().write(true).open("/dev/full").expect("a device").into()
}

#[test]
fn what_is_no_site_is_told_with_its_cure() {
    let site = fixture::site(&[("osier.toml", CONFIG), HOME]);
    let empty = tempfile::tempdir().expect("a folder");
    let secret = "https://u:motdepasse@x.example";
    let none = format!("there is no {}/osier.toml: is this the folder of a site?", path(&empty));
    let cases: &[(&[&str], &str)] = &[
        (&["build", path(&empty)], &none),
        (&["serve", path(&empty), "--port", "0"], &none),
        (&["serve", "nosite", "--port", "0"], "there is no nosite/osier.toml: is this the folder of a site?"),
        (&["releases", path(&empty)], &none),
        (&["build", path(&site), "--config", "missing.toml"], "missing.toml: --config names a file in the folder"),
        (&["build", path(&site), "--config", "content"], "content: it is not a file"),
        (&["build", path(&site), "--base-url", secret], "take out what stands before the `@`"),
    ];
    for (arguments, words) in cases {
        let output = osier(arguments);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}: {output:?}");
        let told = text(&output.stderr);
        assert!(told.contains(words) && !told.contains("motdepasse"), "{arguments:?}: {told}");
    }
}

#[test]
fn check_writes_nothing() {
    let site = fixture::site(&[("osier.toml", CONFIG), HOME, PAGE]);
    let before = fixture::files(site.path());
    assert_eq!(osier(&["check", path(&site)]).status.code(), Some(0));
    assert_eq!(fixture::files(site.path()), before);
}

#[test]
fn a_new_site_builds_with_no_finding() {
    let folder = tempfile::tempdir().expect("a folder");
    let site = folder.path().join("mon site");
    let site = site.to_str().expect("UTF-8");
    assert_eq!(osier(&["new", site]).status.code(), Some(0));
    let output = osier(&["build", site]);
    assert_eq!((output.status.code(), text(&output.stdout).as_str()), (Some(0), ""), "{output:?}");
    assert!(text(&output.stderr).contains("no findings"), "{output:?}");
    assert!(Path::new(site).join("public/index.html").exists());
    // A folder that is in use is left alone.
    let output = osier(&["new", site]);
    assert_eq!(output.status.code(), Some(2), "{output:?}");
}

#[test]
fn a_new_site_may_have_any_number_of_news() {
    let folder = tempfile::tempdir().expect("a folder");
    let site = folder.path().join("site");
    assert_eq!(osier(&["new", site.to_str().expect("UTF-8")]).status.code(), Some(0));
    for number in 1..=130 {
        let date = format!("2026-{:02}-{:02}", 1 + number % 9, 1 + number % 28);
        let text = format!(
            "---\ntitle: Nouvelle numéro {number}\ndescription: Ce que dit la nouvelle numéro {number}.\ndate: {date}\n---\n\n\
             Le texte de la nouvelle numéro {number} est court, et il est en français.\n"
        );
        fixture::put(&site.join(format!("content/fr/actualites/nouvelle-{number}.md")), text);
    }
    let output = osier(&["build", site.to_str().expect("UTF-8"), "--now", fixture::NOW]);
    let report = text(&output.stdout);
    assert_eq!(output.status.code(), Some(0), "{report}");
    // Of the pages of a list there is nothing to say: what is said is that so large a site should have a search.
    let found: Vec<&str> =
        report.lines().filter(|line| line.starts_with(['e', 'w', 'r']) && line.contains("]: ")).collect();
    assert_eq!(found, ["review[multiple-ways]: the site has neither a site map nor a search"]);
    let tenth = std::fs::read_to_string(site.join("public/actualites/page/10/index.html")).expect("a page of the list");
    let leads_to = |page: &str| tenth.contains(&format!("href=\"/actualites/{page}\""));
    assert_eq!(["", "page/11/", "page/5/"].map(leads_to), [true, true, false]);
}

#[test]
fn it_runs_in_the_folder_that_is_asked_for() {
    let site = fixture::site(&[("osier.toml", CONFIG), HOME]);
    let output = osier(&["-C", path(&site), "build"]);
    assert_eq!(output.status.code(), Some(0), "{output:?}");
    assert!(site.path().join("public/index.html").exists());
}

#[test]
fn explain_tells_of_a_rule_and_lists_them_all() {
    let output = osier(&["explain", "link-broken"]);
    assert!(
        output.status.success()
            && text(&output.stdout).contains("\nCriteria: WCAG 2.2 2.4.4 (A), EN 301 549 9.2.4.4\n"),
        "{output:?}"
    );
    assert!(text(&osier(&["explain"]).stdout).lines().count() > 25);
}

#[test]
fn the_theme_is_listed_and_each_file_printed() {
    let list = text(&osier(&["theme"]).stdout);
    for name in list.lines() {
        let own = fs::read(fixture::repository("themes/estran").join(name)).expect("a file of the theme");
        assert_eq!(osier(&["theme", name]).stdout, own, "{name}");
    }
    assert!(list.lines().any(|name| name == "README.md") && list.lines().count() > 100, "{list}");
    let output = osier(&["theme", "templates/pag.html"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(text(&output.stderr).contains("did you mean `templates/page.html`?"), "{output:?}");
}

#[test]
fn an_audit_is_prepared_and_nothing_is_written_over() {
    let page = ("content/fr/contact.md", "---\ntitle: Contact\n---\n");
    let site = fixture::site(&[("osier.toml", CONFIG), HOME, page]);
    let output = osier(&["audit", "sample", path(&site), "--seed", "3", "--format", "short"]);
    assert_eq!((output.status.code(), text(&output.stdout).as_str()), (Some(0), "/\n/contact/\n"), "{output:?}");
    let toml = osier(&["audit", "sample", path(&site), "--toml"]);
    assert!(
        text(&toml.stdout).contains("\n# contact\n[[sample]]\ntitle = \"Contact\"\nurl = \"/contact/\"\n"),
        "{toml:?}"
    );
    let refused = osier(&["audit", "sample", path(&site), "--format", "sarif"]);
    assert_eq!(refused.status.code(), Some(2), "{refused:?}");
    let grid = osier(&["audit", "grid", path(&site)]);
    assert_eq!(grid.status.code(), Some(0), "{grid:?}");
    assert!(text(&grid.stderr).contains(": 106 criteria, 2 pages; "), "{grid:?}");
    let csv = fs::read_to_string(site.path().join("audit.csv")).expect("a grid");
    assert!(csv.starts_with("\u{feff}Critère;") && csv.contains("\r\nRGAA 13.12;"));
    assert!(site.path().join("audit.html").exists());
    // What people filled in stays.
    let eco = osier(&["audit", "grid", path(&site), "--standard", "rgesn"]);
    assert_eq!(eco.status.code(), Some(0), "{eco:?}");
    assert!(text(&eco.stderr).contains("eco.html: 78 criteria; 30 decided by the tool, 0 declared, 48 "), "{eco:?}");
    let csv = fs::read_to_string(site.path().join("eco.csv")).expect("a grid");
    assert!(csv.starts_with("\u{feff}Critère;") && csv.contains("\r\nRGESN 9.7;"));
    let again = osier(&["audit", "grid", path(&site)]);
    assert_eq!(again.status.code(), Some(2), "{again:?}");
    assert!(text(&again.stderr).contains("is there already"), "{again:?}");
    let elsewhere = site.path().join("grille");
    let elsewhere = elsewhere.to_str().expect("UTF-8");
    assert_eq!(osier(&["audit", "grid", path(&site), "--output", elsewhere]).status.code(), Some(0));
}

#[test]
fn schema_is_the_json_schema_of_a_type() {
    let example = fixture::repository("example-site");
    let site = example.to_str().expect("UTF-8");
    let output = osier(&["schema", "event", "--site", site]);
    assert!(output.status.success(), "{output:?}");
    let schema: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    assert_eq!(schema["$schema"], "https://json-schema.org/draft/2020-12/schema");
    assert_eq!(schema["required"], serde_json::json!(["title", "start"]));
    assert_eq!(schema["properties"]["status"]["enum"][0], "scheduled");
    assert_eq!(schema["properties"]["draft"]["type"], "boolean");
    for taxonomy in ["themes", "campus"] {
        assert!(schema["properties"][taxonomy].is_object(), "{taxonomy}");
    }
    let list = text(&osier(&["schema", "--site", site]).stdout);
    assert!(list.lines().any(|line| line.starts_with("event ")), "{list}");
    let output = osier(&["schema", "evnt", "--site", site]);
    assert_eq!(output.status.code(), Some(2));
    assert!(text(&output.stderr).contains("did you mean `event`?"), "{output:?}");
}

#[test]
fn schema_tells_what_blocks_take() {
    let example = fixture::repository("example-site");
    let site = example.to_str().expect("UTF-8");
    let list = text(&osier(&["schema", "--blocks", "--site", site]).stdout);
    assert!(list.lines().any(|line| line.starts_with("key-figure ")), "{list}");
    let block = text(&osier(&["schema", "--block", "key-figure", "--site", site]).stdout);
    for words in ["Stands only in: key-figures", "label   What it counts (text, required)", "RGAA 9.3", "::key-figure{"]
    {
        assert!(block.contains(words), "{words} in:\n{block}");
    }
    let output = osier(&["schema", "--block", "figre", "--site", site]);
    assert_eq!(output.status.code(), Some(2));
    assert!(text(&output.stderr).contains("did you mean `figure`?"), "{output:?}");
}

#[test]
fn completions_are_a_script_of_the_shell() {
    for (shell, words) in [("bash", "complete -F"), ("fish", "complete -c osier"), ("zsh", "#compdef osier")] {
        let output = osier(&["completions", shell]);
        assert!(output.status.success() && text(&output.stdout).contains(words), "{shell}: {output:?}");
    }
}

#[test]
fn json_is_a_contract() {
    let page = "---\ntitle: A\n---\nUn [lien](rien.md) et un [autre](b.md#rien).\n";
    let site = fixture::site(&[("osier.toml", CONFIG), HOME, PAGE, ("content/fr/b.md", page)]);
    let output = osier(&["check", path(&site), "--format", "json"]);
    assert_eq!(output.status.code(), Some(1));
    let report: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    assert_eq!(keys(&report), ["schema", "tool", "summary", "findings", "weights"]);
    assert_eq!(report["schema"], 1);
    assert_eq!(keys(&report["tool"]), ["name", "version"]);
    assert_eq!(report["tool"]["name"], "osier");
    assert_eq!(report["tool"]["version"], env!("CARGO_PKG_VERSION"));
    assert_eq!(
        report["summary"],
        serde_json::json!({"pages": 4, "errors": 2, "warnings": 0, "reviews": 0, "accepted": 0})
    );
    assert_eq!(keys(&report["summary"]), ["pages", "errors", "warnings", "reviews", "accepted"]);
    let finding = &report["findings"][0];
    let wanted = "rule outcome severity path line column output pages message help criteria";
    assert_eq!(keys(finding), wanted.split(' ').collect::<Vec<_>>());
    assert_eq!(keys(&finding["criteria"][0]), ["standard", "id", "level"]);
    assert_eq!(
        (&finding["rule"], &finding["outcome"], &finding["severity"], &finding["path"]),
        (&"link-broken".into(), &"fail".into(), &"error".into(), &"content/fr/b.md".into())
    );
    assert_eq!((&finding["line"], &finding["column"]), (&4.into(), &11.into()));
    assert_eq!(finding["message"], "`rien.md` leads nowhere");
}

#[test]
fn every_format_tells_of_the_same_finding() {
    let site = fixture::site(&[("osier.toml", CONFIG), HOME, BROKEN]);
    for (format, words) in [
        ("human", "error[link-broken]: `rien.md` leads nowhere\n --> content/fr/b.md:4:11\n"),
        ("short", "content/fr/b.md:4:11: error[link-broken]: `rien.md` leads nowhere"),
        ("sarif", "\"ruleId\":\"link-broken\""),
        ("junit", "link-broken"),
        ("github", "::error file=content/fr/b.md,line=4"),
    ] {
        let output = osier(&["check", path(&site), "--format", format]);
        assert_eq!(output.status.code(), Some(1));
        let report = text(&output.stdout);
        assert!(report.contains(words) || report.replace(": ", ":").contains(words), "{format}: {report}");
    }
}

#[test]
fn quiet_prints_findings_only() {
    let site = fixture::site(&[("osier.toml", CONFIG), HOME, BROKEN]);
    let output = osier(&["check", path(&site), "-q"]);
    assert!(output.stderr.is_empty() && !output.stdout.is_empty(), "{output:?}");
}

#[test]
fn the_clock_is_the_one_that_the_environment_sets() {
    let page = |date: &str| format!("---\ntitle: P\ndate: {date}\n---\n");
    let (past, future) = (page("2026-11-22T12:00:00Z"), page("2026-11-22T12:00:01Z"));
    let site = fixture::site(&[("osier.toml", CONFIG), HOME, ("content/fr/p.md", &past), ("content/fr/f.md", &future)]);
    let at = |epoch: &str| {
        let mut command = crate::fixture::osier();
        command.args(["build", "--no-cache", path(&site)]).env("SOURCE_DATE_EPOCH", epoch).output().expect("it runs")
    };
    // 2026-11-22T12:00:00Z
    assert_eq!(at("1795348800").status.code(), Some(0));
    assert!(site.path().join("public/p/index.html").exists());
    assert!(!site.path().join("public/f/index.html").exists());
    assert_eq!(at("1795348801").status.code(), Some(0));
    assert!(site.path().join("public/f/index.html").exists());
    assert_eq!(at("soon").status.code(), Some(2));
}

#[test]
fn the_site_is_written_where_it_is_asked_for() {
    let site = fixture::site(&[("osier.toml", CONFIG), HOME]);
    let output = site.path().join("else/where");
    assert_eq!(osier(&["build", path(&site), "--output", output.to_str().expect("UTF-8")]).status.code(), Some(0));
    assert!(output.join("index.html").exists());
    assert!(!site.path().join("public").exists());
}

#[test]
fn a_second_build_writes_what_has_changed_and_removes_what_is_gone() {
    let site = fixture::site(&[("osier.toml", CONFIG), HOME, PAGE, ("content/fr/b.md", PAGE.1)]);
    let public = site.path().join("public");
    let build = || {
        let output = osier(&["build", path(&site)]);
        assert_eq!(output.status.code(), Some(0), "{output:?}");
        text(&output.stderr)
    };
    assert!(build().contains(" 0 unchanged, 0 removed, "));
    let time = || fs::metadata(public.join("a/index.html")).and_then(|meta| meta.modified()).expect("a file");
    let before = (fixture::files(&public), time());
    let summary = build();
    assert!(summary.contains(", 0 files written, ") && summary.contains(" 0 removed, "), "{summary}");
    assert_eq!((fixture::files(&public), time()), before);

    put(&public.join("a/mine.txt"), "mine");
    put(&public.join("b/mine.txt"), "mine");
    fs::remove_file(site.path().join("content/fr/b.md")).expect("a file");
    put(&site.path().join("content/fr/a.md"), "---\ntitle: A\n---\nUn autre texte.\n");
    let summary = build();
    assert!(summary.contains(" 1 removed, "), "{summary}");
    assert!(!public.join("b/index.html").exists());
    for file in ["a/mine.txt", "b/mine.txt"] {
        assert_eq!(fs::read_to_string(public.join(file)).expect("a file"), "mine");
    }
    assert!(fs::read_to_string(public.join("a/index.html")).expect("a file").contains("Un autre texte."));

    fs::remove_file(site.path().join("content/fr/a.md")).expect("a file");
    build();
    assert!(!public.join("a/index.html").exists() && public.join("a/mine.txt").exists());
}

#[test]
fn the_last_good_site_stays_while_an_error_stands() {
    let site = fixture::site(&[("osier.toml", CONFIG), HOME, PAGE]);
    let public = site.path().join("public");
    assert_eq!(osier(&["build", path(&site)]).status.code(), Some(0));
    let read = || fixture::files(&public).iter().map(|path| fs::read(public.join(path)).ok()).collect::<Vec<_>>();
    let before = read();
    put(&site.path().join(BROKEN.0), BROKEN.1);
    fs::remove_file(site.path().join(PAGE.0)).expect("a file");
    assert_eq!(osier(&["build", path(&site)]).status.code(), Some(1));
    assert_eq!(read(), before);
}

#[test]
fn findings_have_no_colour_unless_it_is_asked_for() {
    let site = fixture::site(&[("osier.toml", CONFIG), HOME, BROKEN]);
    assert!(!text(&osier(&["check", path(&site)]).stdout).contains('\u{1b}'));
    assert!(text(&osier(&["check", path(&site), "--color", "always"]).stdout).contains('\u{1b}'));
}

/// Runs the program at the fixed moment, unless the arguments have no room for it.
fn osier(arguments: &[&str]) -> Output {
    let mut command = crate::fixture::osier();
    command.args(arguments).env_remove("SOURCE_DATE_EPOCH").env("NO_COLOR", "");
    if arguments.iter().any(|argument| ["build", "check"].contains(argument)) && !arguments.contains(&"--now") {
        command.args(["--now", NOW, "--no-cache"]);
    }
    command.output().expect("the program runs")
}

fn path(folder: &tempfile::TempDir) -> &str {
    folder.path().to_str().expect("UTF-8")
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).expect("UTF-8")
}

fn keys(value: &Value) -> Vec<&str> {
    value.as_object().expect("an object").keys().map(String::as_str).collect()
}

#[cfg(unix)]
#[test]
fn a_link_that_leads_nowhere_is_told_with_the_rest() {
    let site = fixture::site(&[("osier.toml", CONFIG), HOME, BROKEN]);
    std::os::unix::fs::symlink("nowhere", site.path().join("content/fr/c.md")).expect("a link");
    let output = osier(&["check", path(&site), "--format", "short"]);
    assert_eq!(output.status.code(), Some(1), "{output:?}");
    let report = text(&output.stdout);
    assert!(report.contains("content/fr/b.md:4:11: error[link-broken]"), "{report}");
    assert!(report.contains("content/fr/c.md: error[file-missing]: the link leads to no file"), "{report}");
}

#[test]
fn the_site_is_never_written_among_its_sources() {
    let site = fixture::site(&[("osier.toml", CONFIG), HOME, PAGE]);
    for folder in [".", "..", "a/../..", "content", "static/x", "a/../content", "themes"] {
        let output = osier(&["build", path(&site), "--output", path_of(&site.path().join(folder)).as_str()]);
        assert_eq!(output.status.code(), Some(2), "{folder}: {output:?}");
        assert!(text(&output.stderr).contains(" holds the sources of the site: "), "{folder}: {output:?}");
    }
    let parent = site.path().parent().map(path_of).unwrap_or_default();
    let name = site.path().file_name().and_then(|name| name.to_str()).expect("a name");
    for folder in [".", "/"] {
        let output = osier(&["-C", &parent, "build", name, "--output", folder]);
        assert_eq!(output.status.code(), Some(2), "{folder}: {output:?}");
        assert!(text(&output.stderr).contains(" holds the sources of the site: "), "{folder}: {output:?}");
    }
    assert!(!site.path().join("index.html").exists());
}

#[test]
fn what_takes_time_is_told_when_asked() {
    let site = fixture::site(&[("osier.toml", CONFIG), HOME, PAGE]);
    let output = osier(&["check", path(&site), "-v"]);
    let told = text(&output.stderr);
    for stage in ["reading", "model", "rendering"] {
        assert!(told.contains(stage), "{told}");
    }
}

fn path_of(path: &Path) -> String {
    path.display().to_string()
}

#[test]
fn rises_of_weight_are_accepted_only_where_they_are_noted() {
    let site = fixture::site(&[("osier.toml", CONFIG), HOME, PAGE]);
    for command in ["report", "publish"] {
        let ran = osier(&[command, path(&site), "--accept"]);
        assert_eq!(ran.status.code(), Some(2), "{command}");
        assert!(text(&ran.stderr).contains("--accept is of `osier build`"), "{command}: {}", text(&ran.stderr));
    }
}
