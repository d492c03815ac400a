//! Every renderer, over the same few findings.

use std::sync::Arc;
use std::time::Duration;

use serde_json::{Value, json};

use super::*;
use crate::budget::Weights;
use crate::finding::{Criterion, Outcome, OutputPath, Place, Rule, Severity, SourcePath, locate, rules};

static RULE: Rule = Rule {
    id: "image-alt",
    severity: Severity::Warning,
    criteria: &[Criterion::wcag("1.1.1", "A"), Criterion::rgaa("1.1")],
    doc: "# a picture says what it shows\n\n## What\n",
};

const PAGE: &str = "+++\n+++\nVoir la [formation](../formations/mastre.md).\nDes\tphotos\net 日本\n";

fn finding(rule: &'static Rule, marked: &str, message: &str) -> Finding {
    let path = SourcePath::new("content/fr/actualités/prix.md");
    let start = PAGE.find(marked).unwrap_or_else(|| panic!("no `{marked}`"));
    let mut finding = Finding::new(rule, Place::at(&path, start..start + marked.len()), message);
    locate(std::slice::from_mut(&mut finding), |_| Some(Arc::from(PAGE)));
    finding
}

fn link() -> Finding {
    let mut link = finding(&rules::LINK_BROKEN, "../formations/mastre.md", "`../formations/mastre.md` leads nowhere")
        .help("did you mean `../formations/master.md`?");
    link.place.page = Some(OutputPath::new("fr/actualites/prix/index.html"));
    link
}

fn review() -> Finding {
    let mut review = finding(&RULE, "photos\net", "is `photos` enough?");
    review.outcome = Outcome::Review;
    review
}

fn whole_file() -> Finding {
    let path = SourcePath::new("content/fr/a b.md");
    let mut finding = Finding::new(&rules::TRANSLATION_MISSING, Place::file(&path), "no English version");
    finding.severity = Severity::Warning;
    finding
}

fn printed(format: Format, findings: &[Finding]) -> String {
    let mut out = Vec::new();
    print(format, findings, (&Summary::of(62, findings), &Weights::default()), &mut out, Color::Plain)
        .expect("memory holds it");
    String::from_utf8(out).expect("text")
}

#[test]
fn human_shows_the_line_the_carets_and_what_to_do() {
    assert_eq!(
        printed(Format::Human, &[link(), review(), whole_file()]),
        "\
error[link-broken]: `../formations/mastre.md` leads nowhere
 --> content/fr/actualités/prix.md:3:21
  |
3 | Voir la [formation](../formations/mastre.md).
  |                     ^^^^^^^^^^^^^^^^^^^^^^^
  = help: did you mean `../formations/master.md`?
  = page: fr/actualites/prix/index.html
  = criteria: WCAG 2.2 2.4.4 (A)

review[image-alt]: is `photos` enough?
 --> content/fr/actualités/prix.md:4:5
  |
4 | Des    photos
  |        ^^^^^^
  = criteria: WCAG 2.2 1.1.1 (A), RGAA 4.1.2 1.1

warning[translation-missing]: no English version
 --> content/fr/a b.md

"
    );
}

#[test]
fn human_widens_the_gutter_with_the_line_number() {
    let mut finding = link();
    finding.place.page = None;
    finding.help = "first line\nsecond line".to_owned();
    if let Some(location) = &mut finding.location {
        location.line = 1234;
        location.end_line = 1234;
    }
    assert_eq!(
        printed(Format::Human, &[finding]),
        "\
error[link-broken]: `../formations/mastre.md` leads nowhere
    --> content/fr/actualités/prix.md:1234:21
     |
1234 | Voir la [formation](../formations/mastre.md).
     |                     ^^^^^^^^^^^^^^^^^^^^^^^
     = help: first line
             second line
     = criteria: WCAG 2.2 2.4.4 (A)

"
    );
}

#[test]
fn human_in_colour_is_the_same_text() {
    let findings = [link(), review(), whole_file()];
    let mut out = Vec::new();
    print(Format::Human, &findings, (&Summary::default(), &Weights::default()), &mut out, Color::Ansi)
        .expect("memory holds it");
    let text = String::from_utf8(out).expect("text");
    assert!(text.contains('\u{1b}'));
    assert_eq!(anstream::adapter::strip_str(&text).to_string(), printed(Format::Human, &findings));
}

#[test]
fn a_terminal_never_gets_an_escape_sequence_of_the_site() {
    let hostile = finding(&RULE, "Voir", "bad \u{1b}[2J`\u{202e}`\nthen\tmore").help("\u{9b}31m");
    let text = printed(Format::Human, std::slice::from_ref(&hostile));
    assert!(text.contains("bad ␛[2J`\u{fffd}`\n                    then more\n"), "{text}");
    assert!(text.contains("= help: \u{fffd}31m"));
    assert_eq!(
        printed(Format::Short, &[hostile]),
        "content/fr/actualités/prix.md:3:1: warning[image-alt]: bad ␛[2J`\u{fffd}` then more\n"
    );
}

#[test]
fn short_is_one_line_a_finding() {
    assert_eq!(
        printed(Format::Short, &[link(), review(), whole_file()]),
        "\
content/fr/actualités/prix.md:3:21: error[link-broken]: `../formations/mastre.md` leads nowhere
content/fr/actualités/prix.md:4:5: review[image-alt]: is `photos` enough?
content/fr/a b.md: warning[translation-missing]: no English version
"
    );
}

#[test]
fn json_is_the_contract() {
    let text = printed(Format::Json, &[link(), review(), whole_file()]);
    let value: Value = serde_json::from_str(&text).expect("JSON");
    let version = env!("CARGO_PKG_VERSION");
    let path = "content/fr/actualités/prix.md";
    let expected = json!({
        "schema": 1,
        "tool": { "name": "osier", "version": version },
        "summary": { "pages": 62, "errors": 1, "warnings": 1, "reviews": 1, "accepted": 0 },
        "findings": [
            {
                "rule": "link-broken", "outcome": "fail", "severity": "error", "path": path,
                "line": 3, "column": 21, "output": "fr/actualites/prix/index.html",
                "pages": ["fr/actualites/prix/index.html"],
                "message": "`../formations/mastre.md` leads nowhere",
                "help": "did you mean `../formations/master.md`?",
                "criteria": [
                    { "standard": "WCAG 2.2", "id": "2.4.4", "level": "A" },
                    { "standard": "EN 301 549", "id": "9.2.4.4" },
                ],
            },
            {
                "rule": "image-alt", "outcome": "review", "severity": "warning", "path": path,
                "line": 4, "column": 5, "output": null, "pages": [], "message": "is `photos` enough?", "help": "",
                "criteria": [
                    { "standard": "WCAG 2.2", "id": "1.1.1", "level": "A" },
                    { "standard": "RGAA 4.1.2", "id": "1.1" },
                    { "standard": "EN 301 549", "id": "9.1.1.1" },
                ],
            },
            {
                "rule": "translation-missing", "outcome": "fail", "severity": "warning",
                "path": "content/fr/a b.md", "line": null, "column": null, "output": null, "pages": [],
                "message": "no English version", "help": "", "criteria": [],
            },
        ],
        "weights": { "estimated": false, "pages": [] },
    });
    assert_eq!(value, expected);
    // The order of the keys is the contract's too.
    assert_eq!(text, format!("{expected}\n"));
}

#[test]
fn sarif_has_rules_results_and_regions() {
    let text = printed(Format::Sarif, &[link(), review(), whole_file()]);
    let log: Value = serde_json::from_str(&text).expect("JSON");
    assert_eq!(log["version"], "2.1.0");
    let run = &log["runs"][0];
    assert_eq!(run["columnKind"], "unicodeCodePoints");
    let rules = run["tool"]["driver"]["rules"].as_array().expect("rules");
    let ids: Vec<&str> = rules.iter().filter_map(|rule| rule["id"].as_str()).collect();
    assert_eq!(ids, ["image-alt", "link-broken", "translation-missing"]);
    assert_eq!(
        rules[0],
        json!({
            "id": "image-alt",
            "shortDescription": { "text": "a picture says what it shows" },
            "help": { "text": RULE.doc, "markdown": RULE.doc },
            "defaultConfiguration": { "level": "warning" },
            "properties": { "tags": ["WCAG 2.2 1.1.1 (A)", "RGAA 4.1.2 1.1", "EN 301 549 9.1.1.1"] },
        })
    );
    assert_eq!(
        run["results"][0],
        json!({
            "ruleId": "link-broken", "ruleIndex": 1, "kind": "fail", "level": "error",
            "message": { "text": "`../formations/mastre.md` leads nowhere\ndid you mean `../formations/master.md`?" },
            "locations": [{ "physicalLocation": {
                "artifactLocation": { "uri": "content/fr/actualit%C3%A9s/prix.md", "uriBaseId": "%SRCROOT%" },
                "region": { "startLine": 3, "startColumn": 21, "endLine": 3, "endColumn": 44 },
            } }],
            "properties": { "output": "fr/actualites/prix/index.html" },
        })
    );
    assert_eq!((&run["results"][1]["kind"], &run["results"][1]["level"]), (&json!("review"), &json!("none")));
    let region = &run["results"][1]["locations"][0]["physicalLocation"]["region"];
    assert_eq!(region, &json!({ "startLine": 4, "startColumn": 5, "endLine": 5, "endColumn": 3 }));
    assert_eq!(
        run["results"][2]["locations"],
        json!([{ "physicalLocation": {
            "artifactLocation": { "uri": "content/fr/a%20b.md", "uriBaseId": "%SRCROOT%" },
        } }])
    );
}

#[test]
fn sarif_without_findings_says_so() {
    let log: Value = serde_json::from_str(&printed(Format::Sarif, &[])).expect("JSON");
    assert_eq!(log["runs"][0]["results"], json!([]));
}

#[test]
fn junit_has_a_case_a_finding() {
    assert_eq!(
        printed(Format::Junit, &[link(), whole_file()]),
        r#"<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="osier" tests="2" skipped="1" failures="1" errors="0">
    <testsuite name="osier" tests="2" skipped="1" errors="0" failures="1">
        <testcase name="link-broken: content/fr/actualités/prix.md:3:21" classname="link-broken" file="content/fr/actualités/prix.md" line="3">
            <failure message="`../formations/mastre.md` leads nowhere" type="error">content/fr/actualités/prix.md:3:21
`../formations/mastre.md` leads nowhere
help: did you mean `../formations/master.md`?</failure>
        </testcase>
        <testcase name="translation-missing: content/fr/a b.md" classname="translation-missing" file="content/fr/a b.md">
            <skipped message="no English version" type="warning">content/fr/a b.md
no English version</skipped>
        </testcase>
    </testsuite>
</testsuites>
"#
    );
}

#[test]
fn junit_has_one_passing_case_when_nothing_is_found() {
    assert!(printed(Format::Junit, &[]).contains(r#"<testcase name="no findings"/>"#));
}

#[test]
fn junit_escapes_and_drops_what_xml_cannot_hold() {
    let hostile = finding(&RULE, "Voir", "<a b=\"c\"> & \u{0}\u{1b}]\u{ffff} l'été\n]]>");
    let text = printed(Format::Junit, &[hostile]);
    assert!(text.contains("&lt;a b=&quot;c&quot;&gt; &amp; ␀␛]\u{fffd} l"), "{text}");
    assert!(text.contains("]]&gt;"), "{text}");
    assert!(!text.chars().any(|c| c < ' ' && c != '\n'), "{text}");
}

#[test]
fn github_annotates_the_line() {
    assert_eq!(
        printed(Format::Github, &[link(), review(), whole_file()]),
        "\
::error file=content/fr/actualités/prix.md,line=3,col=21,endColumn=44,title=link-broken::`../formations/mastre.md` leads nowhere%0Adid you mean `../formations/master.md`?
::notice file=content/fr/actualités/prix.md,line=4,col=5,endLine=5,title=image-alt::is `photos` enough?
::warning file=content/fr/a b.md,title=translation-missing::no English version
"
    );
}

#[test]
fn github_escapes_what_would_end_a_command() {
    let path = SourcePath::new("content/a,b:c%.md");
    let hostile = Finding::new(&RULE, Place::file(&path), "100 %\r\n::error::\"no\", a:b");
    assert_eq!(
        printed(Format::Github, &[hostile]),
        "::warning file=content/a%2Cb%3Ac%25.md,title=image-alt::100 %25%0D%0A::error::\"no\", a:b\n"
    );
}

#[test]
fn nothing_found_prints_nothing_for_people() {
    for format in [Format::Human, Format::Short, Format::Github] {
        assert_eq!(printed(format, &[]), "");
    }
}

#[test]
fn the_summary_line_counts_in_the_right_number() {
    let line = |summary: &Summary, ending| summary_line(summary, ending, Duration::from_millis(420));
    let clean = Summary { pages: 62, ..Summary::default() };
    let written = Ending::Written { written: 140, unchanged: 3, removed: 1 };
    assert_eq!(line(&clean, written), "62 pages, 140 files written, 3 unchanged, 1 removed, no findings, in 0.42 s");
    let faulty = Summary { pages: 62, errors: 3, warnings: 1, reviews: 0, accepted: 0 };
    assert_eq!(line(&faulty, Ending::Refused), "3 errors, 1 warning in 62 pages; nothing written");
    let small = Summary { pages: 1, errors: 0, warnings: 2, reviews: 1, accepted: 0 };
    assert_eq!(
        line(&small, Ending::Written { written: 1, unchanged: 0, removed: 0 }),
        "1 page, 1 file written, 0 unchanged, 0 removed, 2 warnings, 1 point to review, in 0.42 s"
    );
    assert_eq!(line(&small, Ending::Checked), "1 page checked, 2 warnings, 1 point to review, in 0.42 s");
    let slow = summary_line(&clean, Ending::Checked, Duration::from_secs(75));
    assert_eq!(slow, "62 pages checked, no findings, in 1 min 15 s");
}

#[test]
fn the_summary_counts_a_review_only_as_a_review() {
    let findings = [link(), review(), whole_file()];
    assert_eq!(Summary::of(9, &findings), Summary { pages: 9, errors: 1, warnings: 1, reviews: 1, accepted: 0 });
}

#[test]
fn a_broken_pipe_stays_a_broken_pipe() {
    struct Closed;
    impl io::Write for Closed {
        fn write(&mut self, _: &[u8]) -> io::Result<usize> {
            Err(io::ErrorKind::BrokenPipe.into())
        }
        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }
    let findings = [link()];
    for format in Format::value_variants() {
        let result = print(*format, &findings, (&Summary::default(), &Weights::default()), &mut Closed, Color::Plain);
        assert_eq!(result.map_err(|error| error.kind()), Err(io::ErrorKind::BrokenPipe), "{format:?}");
    }
}
