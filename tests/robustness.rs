//! Nothing that can be written in a site makes a build panic, and every finding is in its file.

use osier::build;
use osier::cache::Cache;
use osier::finding::rules;
use osier::load;

use crate::fixture::{self, CONFIG, put};
use crate::random::Random;

/// Sites to try; more with `ROUNDS=5000 cargo test`.
const ROUNDS: usize = 150;

/// What a site is begun with, before it is spoilt.
const FILES: &[(&str, &str)] = &[
    (
        "osier.toml",
        "title = { fr = \"Essai\", en = \"Trial\" }\nbase_url = \"https://test.example/a\"\ntime_zone = \"Europe/Paris\"\ndefault_language = \"fr\"\n\n[theme]\nname = \"bare\"\n\n[languages.fr]\nname = \"Français\"\n\n[[languages.fr.menus.main]]\ntitle = \"A\"\npage = \"/a\"\n\n[languages.en]\nfallback = true\n\n[taxonomies.themes]\ntree = true\npaginate = 2\nfeed = true\n\n[permalinks]\npost = \"/:section/:year/:slug/\"\n\n[markdown]\nabbreviations = { MIT = \"Massachusetts\" }\n\n[feeds]\nformats = [\"atom\", \"json\"]\ncontent = \"full\"\n",
    ),
    (
        "content/fr/_index.md",
        "---\ntitle: Accueil\nbibliography: refs.bib\n---\nBonjour ![x](a.png) « là » : 12 000 !\n",
    ),
    ("content/en/_index.md", "+++\ntitle = \"Home\"\n[extra]\nx = [1, 2.5, 2026-11-26]\n+++\nHello \"world\".\n"),
    (
        "content/fr/a.md",
        "---\ntitle: Une chose\ntype: thing\nday: 2026-11-26\nat: 2026-11-26T18:00\ncount: 12\nopen: true\nlevel: low\nsite: https://x.example\nmail: a@b.example\nphone: 05 36 49 12 34\npicture: {src: a.png, alt: x}\nfile: a.pdf\nfriend: /b\nremarks: [a, é]\nparts:\n  - name: x\n    size: 3\nabout: |\n  Du *Markdown*[^1].\n\n  [^1]: Note.\nthemes: [Mer/Littoral, été]\naliases: [/vieux/]\n---\nTexte.\n",
    ),
    (
        "content/fr/b.md",
        "---\ntitle: 'Deux'\ntype: thing\nlead: Un *chapô*.\nrelated: [a.md]\n---\n# Titre {#id .c}\n\n| a | b |\n|---|--:|\n| 1 | `2` |\n\n:::note{title=\"T : x\" tone=warning}\nUne note[^n] et un [lien](a.md#rien).\n\n::::list\n:::item\nPoint.\n:::\n::::\n:::\n\n::card{page=\"/a\"}\n\n- [x] fait\n\n> citation\n\n[^n]: La note : `code`.\n\n*[RGAA]: Référentiel\n\nLe RGAA, :lang[en]{the *web*}.\n\n<b>gras</b> ~~barré~~ https://x.example\n\nTerme\n: Définition\n\n```rust\nfn main() {}\n```\n",
    ),
    ("content/fr/agenda/_index.md", "---\ntitle: Agenda\ncontains: event\npaginate: 1\nsort: -start\n---\n"),
    ("content/fr/agenda/e.md", "---\ntitle: Fête\nstart: 2026-11-26\nend: 2026-11-27T10:00\nparent: f.md\n---\n"),
    ("content/fr/agenda/f.md", "---\ntitle: F\nstart: 2026-03-29T02:30:00[Europe/Paris]\nstatus: cancelled\n---\n"),
    (
        "content/fr/refs.bib",
        "@book{ostrom1990,\n  author = {Elinor Ostrom and {de la Mer}, Jean},\n  title = {Governing the {Commons}},\n  year = 1990\n}\n",
    ),
    ("types/thing.toml", include_str!("themes/bare/types/thing.toml")),
    ("templates/page.html", include_str!("themes/bare/templates/page.html")),
    ("templates/base.html", include_str!("themes/bare/templates/base.html")),
    ("templates/section.html", include_str!("themes/bare/templates/list.html")),
    ("blocks/note.html", include_str!("themes/bare/blocks/note.html")),
    ("translations/fr.toml", include_str!("themes/bare/translations/fr.toml")),
    (
        "assets/s.css",
        "@import \"t.css\";\n:root { --a: 1px; }\nbody { color: red; & p { background: url(x.png); } }\n@media (width > 3rem) { a::before { content: \"é\"; } }\n",
    ),
    ("assets/t.css", ".x { margin: calc(1px + 2em) }\n"),
    (
        "templates/home.html",
        "<link rel=\"stylesheet\" href=\"{{ style(path=\"s.css\") }}\">{{ page.content or \"\" }}{% for p in pages(sort=\"-date\", limit=3) %}{{ p.title }}{% endfor %}",
    ),
];

/// Pieces that mean something somewhere.
const PIECES: &[&str] = &[
    "---\n",
    "+++\n",
    ":::",
    "::",
    ":",
    "{",
    "}",
    "[",
    "]",
    "(",
    ")",
    "<",
    ">",
    "\"",
    "'",
    "`",
    "```\n",
    "|",
    "*",
    "**",
    "_",
    "~~",
    "#",
    "-",
    "- ",
    "1. ",
    "> ",
    "    ",
    "\t",
    "\n",
    "\n\n",
    "\r\n",
    "\\",
    "&",
    "&amp;",
    "&#0;",
    "&nbsp;",
    "[^1]",
    "[^1]: ",
    "*[A]: b",
    ":lang[en]{",
    ":::note\n",
    "::card{page=\"",
    "{#id}",
    "{.class}",
    "![](",
    "](",
    "<!--",
    "-->",
    "<b",
    "</",
    "<script>",
    "{{",
    "}}",
    "{%",
    "%}",
    "{% block x %}",
    "{#",
    "#}",
    "{{ <note",
    "/>",
    "= ",
    "key: ",
    "[table]\n",
    "[[list]]\n",
    "&a ",
    "*a",
    "!!binary ",
    "? ",
    "| ",
    ">-\n",
    "null",
    "~",
    "true",
    "-1",
    "1e999",
    "99999999999999999999",
    "0x",
    "2026-02-30",
    "2026-11-26T25:00",
    "+275760-01-01",
    "é",
    "日本",
    "👩🏽‍🔬",
    "\u{301}",
    "\u{202e}",
    "\u{feff}",
    "\u{0}",
    "\u{a0}",
    "\u{202f}",
    "«",
    "»",
    "“",
    "…",
    "@import \"s.css\";",
    "@media",
    "url(",
    "/*",
    "*/",
    "}",
    ";",
    "@book{",
    "@string{x=",
    "%",
    "..",
    "../",
    "/",
    "//",
    "/index",
    "_index",
    ".md",
    "?",
    "?x=1",
    "#a",
    "mailto:",
    "javascript:",
    "data:",
    "https://[",
    "%ff",
    "%2e%2e",
    "a.png",
    "title: ",
    "type: event\n",
];

#[test]
fn no_spoilt_site_makes_a_build_panic() {
    let rounds = std::env::var("ROUNDS").ok().and_then(|rounds| rounds.parse().ok()).unwrap_or(ROUNDS);
    let mut random = Random::new(2026);
    let site = fixture::site(FILES);
    put(&site.path().join("content/fr/a.png"), b"\x89PNG\r\n\x1a\nnot a picture");
    put(&site.path().join("content/fr/a.pdf"), "%PDF");
    // One cache for all: it must not matter.
    let mut cache = Cache::default();
    for round in 0..rounds {
        let mut spoilt = Vec::new();
        for _ in 0..=random.below(3) {
            let (path, text) = FILES[random.below(FILES.len())];
            let text = spoil(text, &mut random);
            put(&site.path().join(path), &text);
            spoilt.push((path, text));
        }
        let built = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| check(site.path(), &mut cache)));
        let fault = built.unwrap_or_else(|_| Err("the build panics".to_owned())).err();
        assert!(fault.is_none(), "round {round}: {}\n{spoilt:#?}", fault.unwrap_or_default());
        for (path, _) in spoilt {
            let (_, sound) = FILES.iter().find(|(known, _)| *known == path).expect("a file");
            put(&site.path().join(path), sound);
        }
    }
}

#[test]
fn the_site_that_is_spoilt_is_sound() {
    let site = fixture::site(FILES);
    let build = fixture::build(site.path(), &mut Cache::default());
    // What the stages find: its templates are too bare for the rules over pages.
    let found = build.findings.iter().map(|finding| finding.rule.id).filter(|id| rules::find(id).is_some());
    let found: std::collections::BTreeSet<&str> = found.collect();
    // What it lacks on purpose, and nothing that would keep the rest from being tried.
    let wanted = ["file-missing", "footnote-undefined", "fragment-broken", "html-raw"];
    assert!(found.iter().all(|rule| wanted.contains(rule)), "{}", fixture::lines(&build));
}

#[test]
fn files_of_noise_are_findings() {
    let mut random = Random::new(7);
    for _ in 0..20 {
        let mut files = vec![("osier.toml", CONFIG.to_owned())];
        for (path, _) in FILES.iter().filter(|(path, _)| *path != "osier.toml") {
            let length = random.below(60);
            files.push((path, (0..length).map(|_| random.one_of(PIECES)).collect()));
        }
        let files: Vec<(&str, &str)> = files.iter().map(|(path, text)| (*path, text.as_str())).collect();
        let site = fixture::site(&files);
        if let Err(fault) = check(site.path(), &mut Cache::default()) {
            panic!("{fault}\n{files:#?}");
        }
    }
}

/// Builds a site and holds that each finding is in a file that is there, between two of its characters.
fn check(site: &std::path::Path, cache: &mut Cache) -> Result<(), String> {
    let sources = load::load(site, osier::config::FILE, None, cache).map_err(|error| error.to_string())?;
    let build = build::make(&sources, &fixture::options(), &mut Cache::default(), &|_, _, _| {})
        .map_err(|error| error.to_string())?;
    for finding in &build.findings {
        let Some(span) = &finding.place.span else { continue };
        let path = &finding.place.path;
        let text = sources.files.text(path).ok_or_else(|| format!("{finding:#?}\nis in no file"))?;
        if text.get(span.clone()).is_none() {
            return Err(format!("{finding:#?}\nis not in its file, of {} bytes", text.len()));
        }
        if finding.location.is_none() {
            return Err(format!("{finding:#?}\nhas no line"));
        }
    }
    Ok(())
}

/// A text with a few changes: pieces put in, parts cut out, doubled or moved.
fn spoil(text: &str, random: &mut Random) -> String {
    let mut text = text.to_owned();
    for _ in 0..=random.below(4) {
        let at = boundary(&text, random);
        let end = boundary(&text, random).max(at).min(floor(&text, at + 40));
        match random.below(6) {
            0 => text.replace_range(at..end, ""),
            1 => {
                let part = text[at..end].to_owned();
                text.insert_str(at, &part);
            }
            2 => text.truncate(at),
            3 => text.replace_range(at..end, random.one_of(PIECES)),
            _ => text.insert_str(at, random.one_of(PIECES)),
        }
    }
    text
}

fn boundary(text: &str, random: &mut Random) -> usize {
    let at = random.below(text.len() + 1);
    floor(text, at)
}

fn floor(text: &str, at: usize) -> usize {
    (0..=at.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or_default()
}
