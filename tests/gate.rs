//! The gate as it is used: over anybody's HTML, with a baseline, in a person's language.

use std::fs;
use std::process::Output;

use serde_json::Value;

use crate::fixture::put;

const GOOD: &str = "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>Tides</title>\
    <meta name=\"viewport\" content=\"width=device-width\"><link rel=\"stylesheet\" href=\"/css/site.css\"></head>\
    <body><main><h1>Tides</h1><p>The sea comes back twice a day.</p></main></body></html>";

fn check(folder: &std::path::Path, more: &[&str]) -> Output {
    let mut command = crate::fixture::osier();
    command.env("LC_ALL", "C").arg("check").arg("--html").arg(folder).args(more);
    command.output().expect("osier runs")
}

fn report(output: &Output) -> Value {
    serde_json::from_slice(&output.stdout).expect("JSON")
}

/// The rules of a JSON report, with their paths and lines.
fn found(output: &Output) -> Vec<String> {
    let report = report(output);
    let findings = report["findings"].as_array().expect("a list").iter();
    findings
        .map(|one| {
            format!(
                "{} {}:{}",
                one["rule"].as_str().unwrap_or_default(),
                one["path"].as_str().unwrap_or_default(),
                one["line"]
            )
        })
        .collect()
}

#[test]
fn any_folder_of_html_is_checked_with_its_own_sheets() {
    let folder = tempfile::tempdir().expect("a folder");
    put(&folder.path().join("en/index.html"), GOOD);
    put(&folder.path().join("css/site.css"), "body { color: #222; background: #fff }");
    let output = check(folder.path(), &["--format", "json"]);
    assert_eq!((output.status.code(), found(&output)), (Some(0), Vec::new()), "{output:?}");
    // The address of the sheet begins with `/`: it is below the folder, and its colours are those of the page.
    put(&folder.path().join("css/site.css"), "body { color: #999; background: #fff }");
    put(
        &folder.path().join("en/photo.html"),
        GOOD.replace("<p>", "<img src=\"/tide.jpg\">\n<p>").replace("Tides", "Photo"),
    );
    let output = check(folder.path(), &["--format", "json"]);
    assert_eq!(output.status.code(), Some(1));
    let wanted = ["color-contrast en/index.html:1", "image-alt en/photo.html:1", "color-contrast en/photo.html:2"];
    for wanted in wanted {
        assert!(found(&output).contains(&wanted.to_owned()), "{wanted} is not in {:?}", found(&output));
    }
    let report = report(&output);
    let image = report["findings"].as_array().expect("a list").iter().find(|one| one["rule"] == "image-alt");
    let criteria = image.expect("the picture")["criteria"].as_array().expect("a list");
    for (standard, id) in [("WCAG 2.2", "1.1.1"), ("RGAA 4.1.2", "1.1"), ("EN 301 549", "9.1.1.1"), ("ACT", "23a2a8")] {
        assert!(criteria.iter().any(|one| one["standard"] == standard && one["id"] == id), "{standard} {id}");
    }
}

#[test]
fn a_baseline_accepts_what_stands_refuses_what_is_new_and_only_shrinks() {
    let folder = tempfile::tempdir().expect("a folder");
    let (page, baseline) = (folder.path().join("site/index.html"), folder.path().join("accepted.toml"));
    let faulty = |count: usize| {
        GOOD.replace("<p>", &format!("{}<p>", "<img src=\"/a.webp\" width=\"1\" height=\"1\">".repeat(count)))
    };
    let site = folder.path().join("site");
    let file = baseline.to_str().expect("a path").to_owned();
    put(&site.join("css/site.css"), "");
    put(&site.join("a.webp"), "");
    put(&page, faulty(2));
    let with = ["--baseline", file.as_str(), "--format", "json"];
    // A file that is not there is an error of the command, not an empty baseline.
    assert_eq!(check(&site, &with).status.code(), Some(2));
    let updated = check(&site, &[&with[..], &["--update-baseline"]].concat());
    assert_eq!(updated.status.code(), Some(0), "{updated:?}");
    let accepted = check(&site, &with);
    assert_eq!((accepted.status.code(), report(&accepted)["summary"]["accepted"].as_u64()), (Some(0), Some(2)));
    // A third is new; updating does not take it in.
    put(&page, faulty(3));
    assert_eq!(check(&site, &[&with[..], &["--update-baseline"]].concat()).status.code(), Some(1));
    assert_eq!(check(&site, &with).status.code(), Some(1));
    // One is mended: it is said, and after the update it cannot come back.
    put(&page, faulty(1));
    assert_eq!(found(&check(&site, &with)), [format!("baseline-stale {}:null", "osier.baseline.toml")]);
    check(&site, &[&with[..], &["--update-baseline"]].concat());
    put(&page, faulty(2));
    assert_eq!(check(&site, &with).status.code(), Some(1));
    assert!(fs::read_to_string(&baseline).expect("the baseline").contains("rule = \"image-alt\""));
}

#[test]
fn messages_are_in_the_language_of_the_person() {
    let folder = tempfile::tempdir().expect("a folder");
    put(&folder.path().join("index.html"), GOOD.replace("<p>", "<img src=\"/a.jpg\"><p>"));
    let words = |more: &[&str]| String::from_utf8(check(folder.path(), more).stdout).expect("UTF-8");
    assert!(words(&[]).contains("the picture"), "{}", words(&[]));
    assert!(words(&["--lang", "fr"]).contains("l’image"), "{}", words(&["--lang", "fr"]));
}

#[test]
fn the_join_table_of_rules_and_criteria_is_json() {
    let mut command = crate::fixture::osier();
    let output = command.args(["explain", "--format", "json"]).output().expect("osier runs");
    let table = report(&output);
    let rules = table["rules"].as_array().expect("a list");
    let contrast = rules.iter().find(|rule| rule["rule"] == "color-contrast").expect("the rule of contrast");
    assert!(
        contrast["criteria"].as_array().is_some_and(|all| all.iter().any(|one| one["id"] == "afw4f7")),
        "{contrast}"
    );
    assert!(rules.len() > 120, "{} rules", rules.len());
}
