//! The sample and the grid of a small site.

#![expect(clippy::disallowed_methods, reason = "tests make their sites on disk")]

use std::fs;

use super::draw::{Drawn, draw};
use super::sample::{self, Shape};
use super::{eco, grid, table};
use crate::build::{self, Build, Pictures};
use crate::cache::Cache;
use crate::report::Format;

const CONFIG: &str = "title = \"Essai\"\nbase_url = \"https://a.example/u\"\n[languages.fr]\n[languages.en]\n\
                      [[languages.fr.menus.legal]]\ntitle = \"Aide\"\npage = \"/coup-de-main\"\n";

fn build(files: &[(&str, &str)]) -> Build {
    let folder = tempfile::tempdir().expect("a folder");
    for (path, text) in files.iter().chain(&[("osier.toml", CONFIG)]) {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        fs::write(path, text).expect("a file");
    }
    let now = Some("2026-11-22T12:00:00+01:00".parse().expect("a moment"));
    let options = build::Options { now, pictures: Pictures::Skip, ..build::Options::default() };
    build::build(folder.path(), &options, &mut Cache::default(), &|_, _, _| {}).expect("a site")
}

fn site(more: &[(&str, &str)]) -> Build {
    let page = |title: &str| format!("---\ntitle: {title}\n---\n");
    let mut files: Vec<(String, String)> = ["Contact", "Mentions légales", "Coup de main", "Un", "Deux", "Trois"]
        .iter()
        .map(|title| (format!("content/fr/{}.md", crate::load::markdown::slugify(title)), page(title)))
        .collect();
    files.push(("content/fr/_index.md".to_owned(), page("Accueil")));
    files.push(("content/en/_index.md".to_owned(), page("Home")));
    files.push(("content/fr/accessibilite.md".to_owned(), "---\ntitle: A\ntype: statement\n---\n".to_owned()));
    files.push(("content/fr/agenda/_index.md".to_owned(), "---\ntitle: Agenda\ncontains: event\n---\n".to_owned()));
    for (name, text) in [("court", "Court."), ("long", "Plus long que l’autre, et de loin.")] {
        let event = format!("---\ntitle: {name}\nstart: 2027-01-05\n---\n{text} Voir [la notice](/notice.pdf).\n");
        files.push((format!("content/fr/agenda/{name}.md"), event));
    }
    files.push(("media/notice.pdf".to_owned(), "%PDF".to_owned()));
    let files: Vec<(&str, &str)> =
        files.iter().map(|(path, text)| (path.as_str(), text.as_str())).chain(more.iter().copied()).collect();
    build(&files)
}

fn drawn(sample: &[Drawn]) -> Vec<(&str, &str)> {
    sample.iter().map(|page| (page.url.as_str(), page.why.as_str())).collect()
}

#[test]
fn a_sample_has_what_the_rgaa_asks_for() {
    let build = site(&[]);
    assert!(!build.is_broken());
    let sample = draw(&build, 1);
    let chosen = drawn(&sample);
    let fixed: Vec<_> = chosen.iter().filter(|(_, why)| *why != "at random").copied().collect();
    assert_eq!(
        fixed,
        [
            ("/fr/", "home page"),
            ("/en/", "home page"),
            ("/fr/contact/", "contact"),
            ("/fr/mentions-legales/", "legal notice"),
            ("/fr/accessibilite/", "accessibility"),
            // By its words in a menu.
            ("/fr/coup-de-main/", "help"),
            // The one with most in it.
            ("/fr/agenda/long/", "kind: event"),
            ("/fr/agenda/", "kind: events (list)"),
            ("/media/notice.pdf", "document: PDF"),
        ]
    );
    assert_eq!(chosen.len() - fixed.len(), 1, "one page in ten more");
}

#[test]
fn a_seed_gives_one_sample() {
    let build = site(&[]);
    assert_eq!(draw(&build, 1), draw(&site(&[]), 1));
    let random = |seed: u64| {
        let page = draw(&build, seed).into_iter().find(|page| page.why == "at random");
        page.expect("a page").url
    };
    let all: std::collections::BTreeSet<String> = (0..40).map(random).collect();
    assert_eq!(all.len(), 4, "every other page is drawn by some seed: {all:?}");
}

#[test]
fn a_sample_is_written_for_people_programs_and_the_record() {
    let page = |title: &str, url: &str| Drawn { title: title.into(), url: url.into(), why: "contact".into() };
    let pages = [page("L’« été » \"\\", "/a/"), page("B", "/long/")];
    let text = |shape| sample::write(&pages, 7, shape).expect("text");
    assert_eq!(text(Shape::Short), "/a/\n/long/\n");
    assert_eq!(
        text(Shape::List),
        "L’« été » \"\\  /a/     contact\nB             /long/  contact\n\n2 pages and documents, seed 7\n"
    );
    let json: serde_json::Value = serde_json::from_str(&text(Shape::Json)).expect("JSON");
    assert_eq!((&json["seed"], &json["sample"][1]["url"]), (&7.into(), &"/long/".into()));
    let toml = text(Shape::Toml);
    assert!(toml.starts_with("# Drawn by `osier audit sample --seed 7`.\n\n# contact\n[[sample]]\ntitle = "), "{toml}");
    crate::data::parse_toml(&toml).expect("TOML");
    assert_eq!(sample::shape(Format::Human, true).ok(), Some(Shape::Toml));
    assert!(sample::shape(Format::Sarif, false).is_err() && sample::shape(Format::Json, true).is_err());
}

#[test]
fn a_grid_has_every_criterion_and_what_pages_prove() {
    let build = site(&[]);
    let columns = grid::columns(&build);
    let rows = grid::rows(&build, &columns);
    let csv = String::from_utf8(grid::csv(&rows, &columns).expect("a grid")).expect("UTF-8");
    let lines: Vec<&str> = csv.split("\r\n").collect();
    assert_eq!(lines.len(), 1 + 106 + 1 + 1);
    assert!(lines[0].starts_with(
        "\u{feff}Critère;Thématique;Intitulé;Tests;Décidé par l’outil;État automatique;Constats automatiques;Accueil\u{a0}: /fr/;"
    ));
    assert!(lines[0].ends_with(";Remarques") && !lines[0].contains("notice.pdf"), "no column for a document");
    assert!(lines[1].starts_with("RGAA 1.1;Images;Chaque image porteuse d’information a-t-elle"), "{}", lines[1]);
    assert!(lines[1].contains(";8;une partie;à évaluer;;"), "{}", lines[1]);
    let frames = lines.iter().find(|line| line.starts_with("RGAA 2.1;")).expect("a line");
    assert!(frames.contains(";1;l’essentiel;NA;aucun élément concerné dans l’échantillon;NA;NA;"), "{frames}");
    assert_eq!(
        lines[107],
        "Source\u{a0}: RGAA 4.1.2, direction interministérielle du numérique (DINUM), Licence Ouverte 2.0"
    );
    let html = table::html(&build.site, &rows, &columns);
    assert_eq!(html.matches("<table>").count(), 1);
    assert_eq!(html.matches("<th scope=\"row\">").count(), 106);
    assert_eq!(html.matches("<th scope=\"rowgroup\"").count(), 13);
    assert!(html.contains("<html lang=\"fr\">") && html.contains("Licence Ouverte 2.0"));
    assert!(html.contains("<a href=\"https://a.example/u/fr/contact/\">Contact</a>"), "{html}");
}

#[test]
fn a_grid_of_the_record_has_its_pages_and_results() {
    let record = "date = 2026-10-16\n[auditor]\nname = \"A\"\n[declaration]\nmade = 2026-11-20\n[[sample]]\n\
                  title = \"Accueil\"\nurl = \"/fr/\"\n[[sample]]\ntitle = \"Contact\"\nurl = \"/fr/contact/\"\n\
                  [results]\n\"1.1\" = \"C\"\n[results.pages.\"/fr/contact/\"]\n\"1.1\" = \"NC\"\n";
    let build = site(&[("audit.toml", record)]);
    let columns = grid::columns(&build);
    let rows = grid::rows(&build, &columns);
    let csv = String::from_utf8(grid::csv(&rows, &columns).expect("a grid")).expect("UTF-8");
    let line = |start: &str| csv.split("\r\n").find(|line| line.starts_with(start)).expect("a line").to_owned();
    assert!(line("RGAA 1.1;").ends_with(";à évaluer;;C;NC;"), "{}", line("RGAA 1.1;"));
    assert!(
        line("RGAA 2.1;").ends_with(";NA;aucun élément concerné dans l’échantillon;NA;NA;"),
        "{}",
        line("RGAA 2.1;")
    );
    // What the command writes is what the record reads.
    let mut results = crate::audit::Results::default();
    let audit = build.site.audit.as_deref().expect("a record");
    let faults = crate::audit::read_grid(&csv, &"audit.csv".into(), audit, &mut results);
    assert_eq!(faults, []);
    let one = crate::audit::Number::parse("1.1").expect("a number");
    assert_eq!(results.on(&one, "/fr/contact/"), Some(crate::audit::Verdict::NotMet));
}

#[test]
fn a_finding_of_a_criterion_is_in_the_grid() {
    use crate::finding::{Criterion, Finding, Outcome, OutputPath, Place, Rule, Severity};
    static RULE: Rule =
        Rule { id: "x-rule", severity: Severity::Error, criteria: &[Criterion::rgaa("8.3")], doc: "# x\n" };
    static ADVICE: Rule =
        Rule { id: "y-rule", severity: Severity::Warning, criteria: &[Criterion::rgaa("8.3")], doc: "# y\n" };
    let mut build = site(&[]);
    build.findings.clear();
    let place = |page: &str| Place::file(&"templates/base.html".into()).on(&OutputPath::new(page));
    build.findings.push(Finding::new(&RULE, place("fr/contact/index.html"), "no `lang`"));
    let columns = grid::columns(&build);
    let row = |build: &Build| {
        let rows = grid::rows(build, &columns);
        let row = rows.into_iter().find(|row| row.criterion.number.to_string() == "8.3").expect("a row");
        let marked: Vec<_> = row
            .cells
            .iter()
            .zip(&columns)
            .filter(|(cell, _)| cell.is_some())
            .map(|(_, page)| page.url.clone())
            .collect();
        (row.status.words(), row.detail, marked)
    };
    let (status, detail, marked) = row(&build);
    assert_eq!((status, marked), ("NC", vec!["/fr/contact/".to_owned()]));
    assert_eq!(detail, "1 défaut (Contact), premier constat (x-rule), templates/base.html\u{a0}: no `lang`");
    // A question is not an answer, and a fault of another page is not one of the sample.
    build.findings[0].outcome = Outcome::Review;
    assert_eq!(row(&build).0, "à vérifier");
    build.findings[0] = Finding::new(&RULE, place("fr/nulle-part/index.html"), "no `lang`");
    let (status, detail, marked) = row(&build);
    assert_eq!((status, marked.len()), ("à vérifier", 0));
    assert!(detail.starts_with("1 défaut (hors de l’échantillon), "), "{detail}");
    // A rule that warns proves nothing.
    build.findings[0] = Finding::new(&ADVICE, place("fr/contact/index.html"), "no `lang`");
    let (status, detail, marked) = row(&build);
    assert_eq!((status, marked.len()), ("à vérifier", 0));
    assert!(detail.starts_with("1 point à vérifier, "), "{detail}");
}

#[test]
fn a_grid_of_eco_design_has_what_is_decided_and_what_is_declared() {
    let record = "made = 2026-11-20\nreview = 2027-11-20\n[criteria]\n\"4.8\" = \"NC\"\n\
                  \"1.1\" = { verdict = \"C\", comment = { fr = \"Étudié ; en 2025.\" } }\n";
    let mut build = site(&[("eco.toml", record)]);
    build.findings.clear();
    let line = |build: &Build, start: &str| {
        let csv = String::from_utf8(eco::csv(&eco::rows(build)).expect("a grid")).expect("UTF-8");
        assert_eq!(csv.lines().count(), 80, "the criteria, between the headings and the source");
        csv.split("\r\n").find(|line| line.starts_with(start)).expect("a line").to_owned()
    };
    let end = |start: &str| line(&build, start).split_once(" ?").expect("a title").1.to_owned();
    assert_eq!(end("RGESN 1.1;"), ";prioritaire;déclaration (eco.toml);C;\"Étudié ; en 2025.\";");
    assert_eq!(end("RGESN 4.8;"), ";modéré;déclaration (eco.toml);NC;;");
    assert_eq!(end("RGESN 6.7;"), ";modéré;l’outil, par ses règles;C;vérifié à chaque publication\u{a0}: third-party;");
    assert_eq!(end("RGESN 3.5;"), ";modéré;l’outil, par ce qu’est un site statique;NA;Le site ne s’installe pas.;");
    assert_eq!(end("RGESN 1.2;"), ";prioritaire;à déclarer dans eco.toml;à évaluer;;");
    let html = eco::html(&build.site, &eco::rows(&build));
    assert_eq!((html.matches("scope=\"row\"").count(), html.matches("scope=\"rowgroup\"").count()), (78, 9));
    assert!(html.contains("Licence Ouverte 2.0"), "{html}");
    // What a rule finds is not met while it stands; what people declare is theirs.
    let third_party =
        crate::check::rules::registry().into_iter().find(|rule| rule.id == "third-party").expect("a rule");
    let place = crate::finding::Place::file(&"content/fr/un.md".into());
    build.findings.push(crate::finding::Finding::new(third_party, place, "a font of elsewhere"));
    assert!(line(&build, "RGESN 6.7;").contains(";NC;"), "{}", line(&build, "RGESN 6.7;"));
    assert!(line(&build, "RGESN 6.7;").contains("content/fr/un.md\u{a0}: a font of elsewhere"));
}
