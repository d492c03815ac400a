//! What the preview shows of an edit before it is checked is what the build then delivers.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use osier::build::{self, Build, Faults, Options};
use osier::cache::Cache;
use osier::check::site::SITE;
use osier::finding::{Finding, Language, OutputPath};
use osier::output::Content;
use osier::preview::{Desk, Snapshot};
use osier::render::{Basis, Early};
use tempfile::TempDir;

use crate::fixture::{self, put};
use crate::random::Random;

/// A site that is built again and again, as the preview does.
struct Edited {
    site: TempDir,
    cache: Cache,
    basis: Basis,
    last: Build,
}

impl Edited {
    fn of(site: TempDir) -> Self {
        let mut cache = Cache::default();
        let (basis, last) = make(site.path(), &mut cache);
        Self { site, cache, basis, last }
    }

    fn early(&mut self, paths: &[&str]) -> Option<Early> {
        let changed: BTreeSet<String> = paths.iter().map(|path| (*path).to_owned()).collect();
        build::early(self.site.path(), &changed, (&self.last, &self.basis), Language::English, &mut self.cache)
    }

    fn path(&self, path: &str) -> PathBuf {
        self.site.path().join(path)
    }

    fn text(&self, path: &str) -> String {
        fs::read_to_string(self.path(path)).expect("a file")
    }

    fn build(&mut self) {
        (self.basis, self.last) = make(self.site.path(), &mut self.cache);
    }

    /// A delivered page, with the weight that it is told of a site that is not weighed.
    fn delivered(&self, path: &OutputPath) -> String {
        let html = self.last.output.get(path).and_then(Content::made);
        let html = html.unwrap_or_else(|| panic!("{path} is not delivered"));
        let given = self.last.site.config.carbon.assumptions();
        let told = osier::budget::retell(path, &html, &self.last.weights, &given);
        String::from_utf8(told.unwrap_or_else(|| html.to_vec())).expect("a text")
    }
}

fn make(site: &Path, cache: &mut Cache) -> (Basis, Build) {
    let options = Options { drafts: true, faults: Faults::GoOn, ..fixture::options() };
    let drawn = build::draw(site, &options, cache, &|_, _, _| {}).expect("a readable disk");
    let basis = drawn.basis(cache);
    (basis, build::judge(drawn, &options, cache, &|_, _, _| {}).expect("a readable disk"))
}

/// A page without what tells sheets and fonts from others of their names: `theme.1f3a2b4c.css`.
fn unhashed(html: &str) -> String {
    let is_hash = |part: &str| part.len() == 8 && part.bytes().all(|byte| byte.is_ascii_hexdigit());
    html.split('.').filter(|part| !is_hash(part)).collect::<Vec<_>>().join(".")
}

fn text(content: &Content) -> String {
    let bytes = content.made().expect("no file of the disk");
    String::from_utf8(bytes.to_vec()).expect("a text")
}

#[test]
fn a_text_is_shown_early_as_it_is_then_delivered() {
    let mut site = Edited::of(fixture::example());
    let content = site.path("content");
    let sources: Vec<String> = fixture::files(&content).into_iter().filter(|path| path.ends_with(".md")).collect();
    let texts = [
        "Une phrase de plus.",
        "## Un titre\n\n[un lien](/guide-de-style.md)",
        ":::note\nUne note.\n:::",
        "Un mot rare : ĳ.",
        "[rien](/nulle-part.md)",
        "[rien](/guide-de-style.md#nulle-part)",
        "![Photo de la mer](/rien.jpg)",
        "#### Un titre de trop bas",
        "[cliquez ici](/guide-de-style.md) `<b>`",
    ];
    let mut random = Random::new(11);
    let (mut shown, mut found) = (0, 0);
    for step in 0..30 {
        let source = format!("content/{}", sources[random.below(sources.len())]);
        let added = random.one_of(&texts);
        put(&site.path(&source), site.text(&source) + "\n\n" + added + "\n");
        let early = site.early(&[&source]);
        let told = early.as_ref().map(|early| told(&early.findings)).unwrap_or_default();
        let before = said(&site.last, early.as_ref());
        site.build();
        assert_eq!(told, said(&site.last, early.as_ref()), "step {step}: {source}, {added}");
        found += usize::from(told != before);
        // Pages of credits and of the search tell of others, and wait for them.
        let Some(early) = early else { continue };
        shown += 1;
        assert!(!early.output.is_empty(), "{source}");
        assert_eq!(site.cache.pages.computed, 0, "{source} is not rendered twice");
        for (path, content) in &early.output {
            // A rare character makes another font, and so another sheet, which pages name once that is known.
            let (shown, delivered) = (unhashed(&text(content)), unhashed(&site.delivered(path)));
            assert!(shown == delivered, "step {step}: {path} of {source}, {added}");
            assert!(early.traces.contains_key(path), "{path}");
        }
    }
    assert!(shown > 25, "{shown} of 30 edits are shown early");
    assert!(found > 10, "{found} of 30 edits are told early to have faults");
}

/// What is found on pages, a line each; what needs other pages and weights is found later.
fn told(findings: &BTreeMap<OutputPath, Vec<Finding>>) -> Vec<String> {
    let waits = |finding: &&Finding| {
        SITE.iter().any(|one| one.rule == finding.rule) || osier::budget::RULES.contains(&finding.rule)
    };
    let line = |page: &OutputPath, one: &Finding| {
        let place = one.location.as_ref().map(|location| (location.line, location.column, location.text.clone()));
        format!("{page}: {} {place:?} {} {} {}", one.place.path, one.rule.id, one.message, one.help)
    };
    let of_page = |(page, all): (&OutputPath, &Vec<Finding>)| {
        all.iter().filter(|one| !waits(one)).map(|one| line(page, one)).collect::<Vec<_>>()
    };
    findings.iter().flat_map(of_page).collect()
}

/// The same of a whole build, for the pages that were there early.
fn said(build: &Build, early: Option<&Early>) -> Vec<String> {
    let of_page = |path: &OutputPath| {
        let page = build.site.pages.iter().find(|page| page.output == *path);
        let source = page.map(|page| page.path());
        let findings = build.findings.iter().filter(|one| one.concerns(path, source)).cloned().collect();
        (path.clone(), findings)
    };
    told(&early.into_iter().flat_map(|early| early.traces.keys()).map(of_page).collect())
}

#[test]
fn what_changes_more_than_a_text_waits_for_the_whole_site() {
    let mut site = Edited::of(fixture::example());
    let page = "content/fr/actualites/classe-de-terrain.md";
    let before = site.text(page);
    put(&site.path(page), before.replacen("title:", "title: Autre", 1));
    assert!(site.early(&[page]).is_none(), "its title is on other pages");
    put(&site.path(page), before.replacen("---\n", "---\ndraft: true\n", 1));
    assert!(site.early(&[page]).is_none(), "a key");
    put(&site.path(page), "Plus rien.");
    assert!(site.early(&[page]).is_none(), "no front matter");
    fs::remove_file(site.path(page)).expect("a file");
    assert!(site.early(&[page]).is_none(), "a page that is gone");
    put(&site.path(page), &before);
    put(&site.path("content/fr/nouvelle.md"), &before);
    assert!(site.early(&["content/fr/nouvelle.md"]).is_none(), "a new page");
    assert!(site.early(&["osier.toml"]).is_none(), "the configuration");
    assert!(site.early(&["content"]).is_none(), "a folder");
    assert!(site.early(&[]).is_none(), "nothing");
    let many: Vec<String> = (0..30).map(|rank| format!("content/fr/{rank}.md")).collect();
    assert!(site.early(&many.iter().map(String::as_str).collect::<Vec<_>>()).is_none(), "a checkout");
    put(&site.path(page), before.clone() + "\nUne phrase.\n");
    let early = site.early(&[page]).expect("a text alone");
    assert!(early.output.values().any(|content| text(content).contains("Une phrase.")));
    // Once the world is another, what was rendered before stands for nothing.
    put(&site.path(page), before.replacen("title:", "title: Autre", 1));
    let (basis, options) = (site.basis.clone(), Options { drafts: true, ..fixture::options() });
    build::draw(site.site.path(), &options, &mut site.cache, &|_, _, _| {}).expect("a readable disk");
    site.basis = basis;
    put(&site.path(page), before + "\nUne phrase.\n");
    assert!(site.early(&[page]).is_none(), "the world of another build");
}

#[test]
fn a_style_sheet_is_shown_early_whole() {
    let mut site = Edited::of(fixture::example());
    let own = "assets/css/base.css";
    let theirs = fs::read_to_string(fixture::repository("themes/estran").join(own)).expect("a sheet");
    put(&site.path(own), &theirs);
    assert!(site.early(&[own]).is_none(), "what it hides is only known once it is read");
    site.build();
    put(&site.path(own), theirs.clone() + "\nmain { outline-offset: 7px } .rien { color: red }\n");
    let early = site.early(&[own]).expect("a sheet alone");
    let [(path, content)] = Vec::from_iter(&early.output)[..] else { panic!("{:?}", early.output.keys()) };
    assert!(text(content).contains("outline-offset:7px") && text(content).contains(".rien"), "it is not pruned");
    let is_font = |css: &str| css.contains("@font-face");
    assert!(is_font(&text(content)), "it names the fonts that were cut");
    let stem = |path: &OutputPath| path.as_str().split('.').next().map(str::to_owned);
    site.build();
    let sheets = site.last.output.iter().filter(|(other, _)| other.extension() == "css" && stem(other) == stem(path));
    let sheets: Vec<String> = sheets.map(|(_, content)| text(content)).collect();
    let [delivered] = &sheets[..] else { panic!("{} sheets", sheets.len()) };
    assert!(delivered.contains("outline-offset:7px") && !delivered.contains(".rien") && is_font(delivered));
    // What is wrong with a page may be another thing with another sheet.
    let page = "content/fr/actualites/classe-de-terrain.md";
    put(&site.path(page), site.text(page) + "\n[rien](/nulle-part.md)\n");
    assert_eq!(site.early(&[page]).expect("a text alone").findings.len(), 1);
    put(&site.path(own), theirs.clone() + "\nmain { outline-offset: 8px }\n");
    assert!(site.early(&[page, own]).expect("a text and a sheet").findings.is_empty());
    site.build();
    // The same again changes nothing.
    assert!(site.early(&[own]).expect("a sheet alone").output.is_empty());
}

/// A French site of two news, whose feeds hold their texts.
fn news() -> TempDir {
    let config = format!("{}default_language = \"fr\"\n[languages.fr]\n[feeds]\ncontent = \"full\"\n", fixture::CONFIG);
    let page = |date: &str, text: &str| format!("---\ntitle: Une nouvelle\ndate: {date}\n---\n{text}\n");
    fixture::site(&[
        ("osier.toml", &config),
        ("content/fr/_index.md", "---\ntitle: Accueil\n---\n"),
        ("content/fr/n/_index.md", "---\ntitle: Nouvelles\ncontains: post\n---\n"),
        ("content/fr/n/a.md", &page("2026-01-02", "Texte de A.")),
        ("content/fr/n/b.md", &page("2026-01-03", "Texte de B.")),
        ("content/fr/c.md", "---\ntitle: Sans date\n---\nTexte de C.\n"),
    ])
}

#[test]
fn feeds_that_hold_a_text_come_with_it() {
    let mut site = Edited::of(news());
    let mut feeds_with = |edited: &str| {
        put(&site.path(edited), site.text(edited) + "\nUne phrase.\n");
        let early = site.early(&[edited]).expect("a text alone");
        site.build();
        let feeds = early.output.iter().filter(|(path, _)| path.extension() == "xml");
        let feeds: Vec<_> = feeds.map(|(path, content)| (path.to_string(), text(content))).collect();
        for (path, feed) in &feeds {
            assert!(feed.contains("Une phrase.") && feed.contains("Texte de B."), "{feed}");
            assert_eq!(*feed, text(&site.last.output[&OutputPath::new(path)]), "{path}");
        }
        let all = site.last.output.iter().filter(|(path, _)| path.extension() == "xml");
        let all = all.filter(|(_, content)| text(content).contains("<entry>")).count();
        (feeds.len(), all)
    };
    let (early, all) = feeds_with("content/fr/n/a.md");
    assert!(early == all && all > 1, "{early} of {all} feeds");
    assert_eq!(feeds_with("content/fr/c.md").0, 0, "a page without a date is no news");
}

#[test]
fn what_a_template_writes_is_told_once() {
    let folder = news();
    let template = folder.path().join("themes/bare/templates/page.html");
    let text = fs::read_to_string(&template).expect("a file");
    put(&template, text.replacen("{{ page.title }}", "{{ page.title }}<a href=\"/nulle/\">x</a>", 1));
    let base = folder.path().join("themes/bare/templates/base.html");
    let text = fs::read_to_string(&base).expect("a file");
    put(&base, text.replacen("<nav>", "<nav><a href=\"/nulle/\">x</a>", 1));
    let mut site = Edited::of(folder);
    let mut told_of = 0;
    for edited in ["content/fr/n/a.md", "content/fr/n/b.md", "content/fr/c.md"] {
        put(&site.path(edited), site.text(edited) + "\n[rien](/nulle-part.md)\n");
        let early = site.early(&[edited]).expect("a text alone");
        let told = told(&early.findings);
        site.build();
        assert_eq!(told, said(&site.last, Some(&early)), "{edited}");
        assert!(told.iter().any(|line| line.contains("/nulle-part.md")), "{told:?}");
        told_of += told.iter().filter(|line| line.contains("`/nulle/`")).count();
    }
    assert_eq!(told_of, 1, "on the first of the pages that have it");
}

#[test]
fn what_is_found_early_is_told_of_pages_as_they_are_shown() {
    let site = news();
    let options = Options { drafts: true, faults: Faults::GoOn, ..fixture::options() };
    let mut cache = Cache::default();
    let draw = |cache: &mut Cache| build::draw(site.path(), &options, cache, &|_, _, _| {}).expect("a readable disk");
    let drawn = draw(&mut cache);
    let basis = drawn.basis(&cache);
    let first = build::judge(drawn, &options, &mut cache, &|_, _, _| {}).expect("a readable disk");
    let first = Snapshot::new(1, first, None, Desk { root: site.path().to_owned(), editor: None });
    let [a, b] = ["n/a/index.html", "n/b/index.html"].map(OutputPath::new);
    let state = |snapshot: &Snapshot| {
        [&a, &b].map(|page| {
            let is_told = snapshot.findings(page).iter().any(|one| one.message.contains("nulle-part"));
            (snapshot.is_judged_on(page), is_told)
        })
    };
    assert_eq!(state(&first), [(true, false), (true, false)]);
    let mut edit = |source: &str, before: &Snapshot| {
        let path = site.path().join(source);
        put(&path, fs::read_to_string(&path).expect("a file") + "\n[rien](/nulle-part.md)\n");
        let changed = BTreeSet::from([source.to_owned()]);
        let early = build::early(site.path(), &changed, (&before.build, &basis), Language::English, &mut cache);
        before.with_early(before.number + 1, early.expect("a text alone"))
    };
    let second = edit("content/fr/n/a.md", &first);
    assert_eq!(state(&second), [(true, true), (false, false)], "the other is to be looked at again");
    let third = edit("content/fr/n/b.md", &second);
    assert_eq!(state(&third), [(true, true), (true, true)], "the build between was dropped");
    let fourth = third.with_early(4, draw(&mut cache).early(&third.build));
    assert_eq!(state(&fourth), [(false, false), (false, false)], "nothing is said of pages that were made again");
}
