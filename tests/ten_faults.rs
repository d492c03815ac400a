//! A copy of the example site with ten faults: one run tells them all, and writes nothing.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Output;

use serde_json::Value;

use crate::fixture::{self, NOW};

/// Each fault: its rule, the file it is in, and the words that it is under.
const FAULTS: &[(&str, &str, &str)] = &[
    ("front-matter-invalid", "content/fr/fautes/yaml.md", ": 11"),
    ("field-unknown", "content/fr/fautes/champ.md", "couleur"),
    ("field-invalid", "content/fr/fautes/date.md", "26 novembre 2026"),
    ("link-broken", "content/fr/fautes/lien.md", "[les formations](../formation/_index.md)"),
    ("fragment-broken", "content/fr/fautes/fragment.md", "[le haut](#au-dessus)"),
    ("block-unknown", "content/fr/fautes/bloc.md", "vidoe"),
    ("file-missing", "content/fr/fautes/image.md", "![Un phare](phare.jpg)"),
    ("url-duplicate", "content/fr/fautes/meme-adresse.md", "lien"),
    ("config-key-unknown", "osier.toml", "langage"),
    ("template-invalid", "templates/job.html", "page.salaire.montant"),
];

#[test]
fn all_faults_are_told_in_one_run() {
    let site = planted();
    let output = build(site.path(), "json");
    assert_eq!(output.status.code(), Some(1), "{}", String::from_utf8_lossy(&output.stderr));
    let report: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    let findings = report["findings"].as_array().expect("a list");
    for (rule, path, words) in FAULTS {
        let finding = findings.iter().find(|finding| finding["rule"] == *rule && finding["path"] == *path);
        let finding = finding.unwrap_or_else(|| panic!("`{rule}` is not found in {path}: {report:#}"));
        let text = fs::read_to_string(site.path().join(path)).expect("a file");
        let at = place(finding);
        let (line, column) = position(&text, words);
        let end = column + words.chars().count();
        assert!(at.0 == line && (column..end).contains(&at.1), "{rule} is at {at:?}, not in {line}:{column}..{end}");
        assert!(finding["help"].as_str().is_some_and(|help| !help.is_empty()), "{finding}");
        assert_eq!((&finding["severity"], &finding["outcome"]), (&"error".into(), &"fail".into()));
    }
    // The faults that were planted, and no other: one fault does not make others.
    let mut found: BTreeMap<&str, usize> = BTreeMap::new();
    for finding in findings {
        *found.entry(finding["rule"].as_str().expect("a rule")).or_default() += 1;
    }
    let planted: BTreeMap<&str, usize> = FAULTS.iter().map(|(rule, ..)| (*rule, 1)).collect();
    assert_eq!(found, planted, "{report:#}");
}

#[test]
fn nothing_is_written_while_an_error_stands() {
    let site = planted();
    let output = build(site.path(), "human");
    assert_eq!(output.status.code(), Some(1));
    assert!(!site.path().join("public").exists());
    assert!(String::from_utf8_lossy(&output.stderr).contains("nothing written"), "{output:?}");

    let public = site.path().join("public");
    fixture::put(&public.join("index.html"), "the site published last");
    fixture::put(&public.join(osier::write::MANIFEST), "osier-manifest 1\n");
    let before = fixture::files(&public);
    assert_eq!(build(site.path(), "human").status.code(), Some(1));
    assert_eq!(fixture::files(&public), before);
    assert_eq!(fs::read_to_string(public.join("index.html")).expect("a file"), "the site published last");
}

#[test]
fn a_person_reads_each_fault_with_its_line() {
    let site = planted();
    let output = build(site.path(), "human");
    let report = String::from_utf8(output.stdout).expect("UTF-8");
    for (rule, path, words) in FAULTS {
        assert!(report.contains(&format!("error[{rule}]: ")), "{rule}:\n{report}");
        assert!(report.contains(&format!("--> {path}:")), "{path}:\n{report}");
        assert!(report.contains(words), "{words}:\n{report}");
    }
}

fn build(site: &Path, format: &str) -> Output {
    let arguments = ["build", "--no-cache", "--now", NOW, "--format", format, "--color", "never"];
    crate::fixture::osier().args(arguments).arg(site).output().expect("the program runs")
}

fn place(finding: &Value) -> (usize, usize) {
    let number = |key: &str| finding[key].as_u64().and_then(|number| usize::try_from(number).ok());
    let found = number("line").zip(number("column"));
    found.unwrap_or_else(|| panic!("no line: {finding:#}"))
}

/// The line and the column of `words`, from 1.
fn position(text: &str, words: &str) -> (usize, usize) {
    let at = text.find(words).unwrap_or_else(|| panic!("`{words}` is in its file"));
    let start = text[..at].rfind('\n').map_or(0, |at| at + 1);
    (text[..at].matches('\n').count() + 1, text[start..at].chars().count() + 1)
}

fn planted() -> tempfile::TempDir {
    let site = fixture::example();
    let put = |path: &str, text: &str| fixture::put(&site.path().join(path), text);
    let page = |name: &str, front: &str, body: &str| {
        put(&format!("content/fr/fautes/{name}.md"), &format!("---\ntitle: {name}\n{front}---\n{body}\n"));
    };
    put("content/fr/fautes/_index.md", "---\ntitle: Fautes\n---\n");
    page("yaml", "jour: 26 : 11\n", "Le texte.");
    page("champ", "couleur: rouge\n", "Le texte.");
    page("date", "date: 26 novembre 2026\n", "Le texte.");
    page("lien", "", "Voyez [les formations](../formation/_index.md).");
    page("fragment", "", "Voyez [le haut](#au-dessus).");
    page("bloc", "", ":::vidoe{src=\"x\"}\nLe texte.\n:::");
    page("image", "", "![Un phare](phare.jpg)");
    page("meme-adresse", "slug: lien\n", "Le texte.");
    let config = fs::read_to_string(site.path().join("osier.toml")).expect("a file");
    put("osier.toml", &format!("langage = \"fr\"\n{config}"));
    let template = fs::read_to_string(fixture::repository("themes/estran/templates/job.html")).expect("a file");
    let broken = template.replacen("{% block main %}", "{% block main %}\n<p>{{ page.salaire.montant }}</p>\n", 1);
    assert_ne!(template, broken);
    put("templates/job.html", &broken);
    site
}
