//! A build that remembers the one before gives what a first build gives, whatever was changed in between.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use osier::build::{self, Build, Options};
use osier::cache::Cache;
use osier::finding::OutputPath;
use osier::output::Content;

use crate::fixture::{self, put};
use crate::random::Random;

const STEPS: usize = 60;

#[test]
fn a_warm_build_equals_a_cold_one_over_random_edits() {
    for seed in 1..=2 {
        let site = site();
        let mut random = Random::new(seed);
        let mut cache = Cache::default();
        fixture::build(site.path(), &mut cache);
        for step in 0..STEPS {
            let before = contents(site.path());
            let edit = edit(site.path(), &mut random);
            // What has changed is not always known.
            let changed = (step % 3 > 0).then(|| differences(&before, &contents(site.path())));
            let warm = build_of(site.path(), changed, &mut cache).expect("a readable disk");
            let cold = fixture::build(site.path(), &mut Cache::default());
            let when = format!("seed {seed}, step {step}: {edit}");
            assert_eq!(fixture::lines(&warm), fixture::lines(&cold), "{when}");
            assert!(warm.findings == cold.findings, "the findings differ; {when}");
            assert_eq!(fixture::differs(&warm.output, &cold.output), None, "{when}");
            assert_eq!(warm.pages, cold.pages, "{when}");
        }
    }
}

/// Builds a site of which these files alone have changed, when that is known.
fn build_of(site: &Path, changed: Option<BTreeSet<String>>, cache: &mut Cache) -> anyhow::Result<Build> {
    build::build(site, &Options { changed, ..fixture::options() }, cache, &|_, _, _| {})
}

/// Every file of a site.
fn contents(site: &Path) -> BTreeMap<String, Vec<u8>> {
    let read = |path: String| {
        let bytes = fs::read(site.join(&path)).expect("a file");
        (path, bytes)
    };
    fixture::files(site).into_iter().map(read).collect()
}

/// The files that are not the same.
fn differences(before: &BTreeMap<String, Vec<u8>>, after: &BTreeMap<String, Vec<u8>>) -> BTreeSet<String> {
    before.keys().chain(after.keys()).filter(|path| before.get(*path) != after.get(*path)).cloned().collect()
}

#[test]
fn when_a_text_alone_has_changed_nothing_else_is_looked_at() {
    let site = site();
    let mut cache = Cache::default();
    let mut build = |changed: Option<&str>| {
        let changed = changed.map(|path| BTreeSet::from([path.to_owned()]));
        let build = build_of(site.path(), changed, &mut cache).expect("a readable disk");
        (fixture::lines(&build), cache.sources.computed)
    };
    let (before, _) = build(None);
    let text = |path: &str| fs::read_to_string(site.path().join(path)).expect("a file");
    let (a, b) = ("content/fr/a.md", "content/fr/b.md");
    let [of_a, of_b] = [a, b].map(text);
    put(&site.path().join(a), of_a.clone() + "\n[rien](/de-a.md)\n");
    put(&site.path().join(b), of_b + "\n[rien](/de-b.md)\n");
    let (told, read) = build(Some(a));
    assert!(told.contains("/de-a.md") && !told.contains("/de-b.md"), "{told}");
    assert_eq!(read, 1);
    put(&site.path().join(a), of_a);
    // A key of its front matter, a file that comes, one that goes: these are seen whatever else is.
    put(&site.path().join(a), text(a).replacen("title:", "draft: true\ntitle:", 1));
    let (told, _) = build(Some(a));
    assert!(!told.contains("/de-a.md"), "{told}");
    fs::remove_file(site.path().join(b)).expect("a file");
    let (told, _) = build(Some(b));
    assert!(!told.contains("/de-b.md"), "{told}");
    assert_ne!(told, before);
}

#[test]
fn what_was_missed_while_the_site_could_not_be_read_is_seen_with_the_next_edit() {
    let site = site();
    let mut cache = Cache::default();
    let mut build = |changed: Option<&str>| {
        let changed = changed.map(|path| BTreeSet::from([path.to_owned()]));
        build_of(site.path(), changed, &mut cache).map(|build| fixture::lines(&build)).ok()
    };
    build(None).expect("a site");
    let path = |path: &str| site.path().join(path);
    let add = |to: &str, added: &str| {
        let text = fs::read_to_string(path(to)).expect("a file");
        put(&path(to), text + added);
    };
    fs::rename(path("osier.toml"), path("away.toml")).expect("a file");
    assert_eq!(build(None), None);
    add("content/fr/b.md", "\n[rien](/de-b.md)\n");
    fs::rename(path("away.toml"), path("osier.toml")).expect("a file");
    add("content/fr/a.md", "\n[rien](/de-a.md)\n");
    let told = build(Some("content/fr/a.md")).expect("a site");
    assert!(told.contains("/de-a.md") && told.contains("/de-b.md"), "{told}");
}

#[test]
#[cfg(unix)]
fn a_text_that_has_two_names_is_read_under_both() {
    let site = site();
    let path = |path: &str| site.path().join(path);
    std::os::unix::fs::symlink(path("content/fr/a.md"), path("content/fr/l.md")).expect("a link");
    let mut cache = Cache::default();
    fixture::build(site.path(), &mut cache);
    put(&path("content/fr/a.md"), fs::read_to_string(path("content/fr/a.md")).expect("a file") + "\nEncore.\n");
    let changed = Some(BTreeSet::from(["content/fr/a.md".to_owned()]));
    let warm = build_of(site.path(), changed, &mut cache).expect("a readable disk");
    let cold = fixture::build(site.path(), &mut Cache::default());
    assert_eq!(fixture::differs(&warm.output, &cold.output), None);
}

#[test]
fn only_the_edited_page_is_read_again() {
    let site = site();
    let mut cache = Cache::default();
    fixture::build(site.path(), &mut cache);
    assert_eq!(cache.sources.computed, sources(site.path()).len());
    fixture::build(site.path(), &mut cache);
    assert_eq!(cache.sources.computed, 0);
    let edited = site.path().join("content/fr/a.md");
    let text = fs::read_to_string(&edited).expect("a file");
    put(&edited, text + "\nUn autre texte.\n");
    fixture::build(site.path(), &mut cache);
    assert_eq!(cache.sources.computed, 1);
    // Itself, and where it stands in for the language that has no such page.
    assert!((1..=2).contains(&cache.pages.computed), "{} pages", cache.pages.computed);
    assert_eq!(cache.pages.computed, cache.checks.computed);
    // A text is no part of the world: the model and the cards stay.
    assert!(!cache.model.computed && !cache.prepared.computed);
    // A template is no source: nothing is read again for it.
    put(&site.path().join("templates/page.html"), "{{ page.title }}");
    fixture::build(site.path(), &mut cache);
    assert_eq!(cache.sources.computed, 0);
    // A title is.
    put(&edited, fs::read_to_string(&edited).expect("a file").replacen("title:", "title: Autre", 1));
    fixture::build(site.path(), &mut cache);
    assert!(cache.model.computed && cache.prepared.computed);
}

#[test]
fn what_takes_work_is_made_where_a_template_or_a_component_names_it() {
    let site = fixture::site(&[
        ("osier.toml", &format!("{}\n[taxonomies.themes]\n", fixture::CONFIG)),
        ("content/fr/_index.md", "---\ntitle: Accueil\n---\n"),
        ("content/fr/a.md", "---\ntitle: A\nthemes: [mer]\n---\n## Une partie\n\nTexte.\n"),
        ("content/fr/b.md", "---\ntitle: B\nthemes: [mer]\n---\nTexte.\n"),
    ]);
    // A computed name is no name: it shows whether anything was made.
    let asked =
        "{{ page[\"to\" ~ \"c\"] | length }} {{ page[\"rela\" ~ \"ted\"] | length }} {{ page[\"json\" ~ \"_ld\"] }}";
    let mut cache = Cache::default();
    let mut shown = |files: &[(&str, &str)]| {
        for (path, text) in files {
            put(&site.path().join(path), text);
        }
        let build = fixture::build_for_editors(site.path(), &mut cache);
        let page = build.output.get(&OutputPath::new("a/index.html")).and_then(Content::made).expect("the page of a");
        String::from_utf8_lossy(&page).into_owned()
    };
    assert_eq!(shown(&[("templates/page.html", asked)]).trim(), "0 0");
    let named = format!("{asked}{{# page.toc, page.json_ld #}}");
    assert!(shown(&[("templates/page.html", &named)]).starts_with("1 0 <script"));
    let component = "{% component x.more(@page) %}{{ page.related | length }}{% endcomponent x.more %}";
    assert_eq!(shown(&[("templates/page.html", asked), ("components/more.html", component)]).trim(), "0 1");
}

#[test]
fn a_block_changes_the_pages_that_use_it_even_where_it_has_a_page_of_its_own() {
    let site = site();
    put(&site.path().join("content/fr/blocs/_index.md"), "---\ntitle: Blocs\nblocks: true\n---\n");
    let declared = "name = \"Block\"\nhelp = \"A block\"\ntemplate = \"page.html\"\nlist_template = \"list.html\"\n\
        [fields.block]\ntype = \"text\"\nrequired = true\nhelp = \"Its name\"\n";
    put(&site.path().join("types/block.toml"), declared);
    let block = |markup: &str| {
        let declared = "{\"doc\": \"A note.\", \"body\": \"required\", \"example\": \":::note\\nx\\n:::\"}";
        format!("{{% component note() {declared} %}}<aside>{markup}{{{{ body }}}}</aside>{{% endcomponent note %}}")
    };
    let mut cache = Cache::default();
    for markup in ["Un", "Deux"] {
        put(&site.path().join("blocks/note.html"), block(markup));
        let warm = fixture::build_for_editors(site.path(), &mut cache);
        let cold = fixture::build_for_editors(site.path(), &mut Cache::default());
        assert_eq!(fixture::lines(&warm), fixture::lines(&cold), "{markup}");
        assert_eq!(fixture::differs(&warm.output, &cold.output), None, "{markup}");
        let page = &warm.output[&osier::finding::OutputPath::new("fr/a/index.html")];
        let page = &page.made().expect("a page");
        assert!(
            String::from_utf8_lossy(page).contains(&format!("<aside>{markup}")),
            "{}",
            String::from_utf8_lossy(page)
        );
    }
}

/// Texts with pictures, documents, drawings and blocks go from page to page, and with them what has to be delivered.
#[test]
fn what_a_text_asks_for_comes_and_goes_with_it() {
    let site = fixture::example();
    let build = |cache: &mut Cache| fixture::build_for_editors(site.path(), cache);
    let mut cache = Cache::default();
    build(&mut cache);
    let rendered = cache.pages.computed;
    let guide = site.path().join("content/fr/guide-de-style.md");
    let other = site.path().join("content/fr/actualites/classe-de-terrain.md");
    let [of_guide, of_other] = [&guide, &other].map(|path| fs::read_to_string(path).expect("a file"));
    let front = |text: &str| text[..text[3..].find("\n---\n").expect("an end") + 8].to_owned();
    let steps = [
        [front(&of_guide) + "Rien.\n", front(&of_other) + "Ŵ.\n"],
        [of_guide.clone(), front(&of_other) + &of_guide[front(&of_guide).len()..]],
    ];
    for (step, [guide_text, other_text]) in steps.into_iter().enumerate() {
        put(&guide, guide_text);
        put(&other, other_text);
        let warm = build(&mut cache);
        let cold = build(&mut Cache::default());
        assert_eq!(fixture::lines(&warm), fixture::lines(&cold), "step {step}");
        assert_eq!(warm.sources, cold.sources, "step {step}: pictures to make among them");
        assert_eq!(fixture::differs(&warm.output, &cold.output), None, "step {step}");
        assert!(cache.pages.computed < 10, "step {step}: {} pages of {rendered}", cache.pages.computed);
    }
}

#[test]
fn what_the_reading_depends_on_is_part_of_what_is_remembered() {
    let site = site();
    let path = |path: &str| site.path().join(path);
    let mut cache = Cache::default();
    let mut same = || {
        let warm = fixture::build(site.path(), &mut cache);
        let cold = fixture::build(site.path(), &mut Cache::default());
        assert_eq!(fixture::lines(&warm), fixture::lines(&cold));
        assert_eq!(fixture::differs(&warm.output, &cold.output), None);
    };
    same();
    let config = fs::read_to_string(path("osier.toml")).expect("a file");
    put(&path("osier.toml"), config.clone() + "\n[markdown]\nraw_html = true\nabbreviations = { A = \"Un\" }\n");
    same();
    put(&path("osier.toml"), config.replace("default_language = \"fr\"", "default_language = \"en\""));
    same();
    put(
        &path("blocks/note.html"),
        "{% component note() {\"doc\": \"Mine.\", \"body\": \"none\"} %}x{% endcomponent note %}",
    );
    same();
    put(&path("translations/fr.toml"), "[markdown]\nnote = \"Renvoi {n}\"\n");
    same();
    fs::remove_file(path("blocks/note.html")).expect("a file");
    same();
}

fn site() -> tempfile::TempDir {
    let languages = "default_language = \"fr\"\n[languages.fr]\n[languages.en]\nfallback = true\n[taxonomies.themes]\n";
    let config = languages.replacen('\n', &format!("\n{}", fixture::CONFIG), 1);
    let mut files: Vec<(String, String)> = vec![("osier.toml".to_owned(), config)];
    for language in ["fr", "en"] {
        files.push((format!("content/{language}/_index.md"), "---\ntitle: Home\n---\n".to_owned()));
        for section in ["x", "y"] {
            files.push((format!("content/{language}/{section}/_index.md"), format!("---\ntitle: {section}\n---\n")));
        }
        for page in ["a", "b", "x/c", "x/d", "y/e"] {
            let text = format!(
                "---\ntitle: {page}\nthemes: [mer]\n---\n## Ici\n\n[a](/a.md#ici)[^1] <b>\n\n:::note\nx\n:::\n\n[^1]: N.\n"
            );
            files.push((format!("content/{language}/{page}.md"), text));
        }
    }
    let files: Vec<(&str, &str)> = files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    fixture::site(&files)
}

fn sources(site: &Path) -> Vec<PathBuf> {
    let content = site.join("content");
    fixture::files(&content).into_iter().filter(|path| path.ends_with(".md")).map(|path| content.join(path)).collect()
}

/// Changes one thing of the site, and says what.
fn edit(site: &Path, random: &mut Random) -> String {
    let sources = sources(site);
    let folder = random.one_of(&["fr", "fr/x", "fr/y", "en", "en/x", "fr/z", "de"]);
    let name = random.one_of(&["a", "b", "c", "d", "e", "f", "_index", "d/index"]);
    let target = site.join(format!("content/{folder}/{name}.md"));
    let edited = &sources[random.below(sources.len())];
    let old = fs::read_to_string(edited).expect("a file");
    match random.below(9) {
        0 => put(&target, page(random)),
        1 if sources.len() > 4 => fs::remove_file(edited).expect("a file"),
        2 => {
            fs::remove_file(edited).expect("a file");
            put(&target, old);
        }
        3 => put(edited, old.replacen("title:", "titel", 1)),
        4 => put(edited, old.replacen("titel", "title:", 1)),
        5 => put(
            edited,
            old.replacen("---\n", random.one_of(&["---\ndraft: true\n", "---\nslug: a\n", "---\nweight: 1\n"]), 1),
        ),
        6 => put(edited, format!("{old}\n[x]({folder}/{name}.md#ici) ![x](p.png)\n")),
        7 => {
            let template = random.one_of(&["{{ page.title }}", "{{ page.rien.x }}", "{{ lang"]);
            put(&site.join("templates/page.html"), template);
        }
        _ => put(edited, page(random)),
    }
    format!("{} and {}", edited.display(), target.display())
}

fn page(random: &mut Random) -> String {
    let title = random.one_of(&["A", "Été", "\"[\"", "[x"]);
    let front =
        random.one_of(&["", "draft: true\n", "type: thing\ncount: x\n", "aliases: [/a/]\n", "date: 2026-01-01\n"]);
    let term = random.one_of(&["mer", "terre", "mer/littoral", ""]);
    let body =
        random.one_of(&["Texte.", ":::note\n[b](/b.md)\n:::", ":::item\n", "[a](#rien) <i>", "::card{page=\"/x/c\"}"]);
    format!("---\ntitle: {title}\nthemes: [{term}]\n{front}---\n{body}\n")
}
