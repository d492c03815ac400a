//! Sites with one fault of weight each, and the one finding that it gives.

use std::path::Path;

use osier::budget::Rises;
use osier::build::{self, Build, Faults, Options, Pictures};
use osier::cache::Cache;
use osier::finding::Severity;
use osier::output::Content;
use osier::weight::Scenario;

use crate::fixture::{self, CONFIG, put};

const HOME: &str = "---\ntitle: Accueil\n---\n\nBonjour.\n";

fn built(site: &Path, now: &str, rises: Rises) -> Build {
    let options =
        Options { now: Some(now.parse().expect("a moment")), pictures: Pictures::Encode, rises, ..fixture::options() };
    build::build(site, &options, &mut Cache::default(), &|_, _, _| {}).expect("a readable disk")
}

/// The rules that a site breaks, each with its place and message.
fn told(build: &Build) -> Vec<(String, String, String)> {
    let one = |finding: &osier::finding::Finding| {
        let line = finding.location.as_ref().map_or(0, |location| location.line);
        (finding.rule.id.to_owned(), format!("{}:{line}", finding.place.path), finding.message.clone())
    };
    build.findings.iter().map(one).collect()
}

/// Bytes by chance, the same at every run.
fn noise(count: usize) -> Vec<u8> {
    let mut state = 1_u32;
    let next = |_| {
        state ^= state << 13;
        state ^= state >> 17;
        state ^= state << 5;
        state as u8
    };
    (0..count).map(next).collect()
}

/// A drawing with `count` letters by chance to read: they compress to some five eighths, and nothing leaves them out.
fn drawing(count: usize) -> String {
    let letters: String = noise(count).iter().map(|byte| char::from(b'a' + byte % 26)).collect();
    format!("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 8 8\"><text y=\"8\">{letters}</text></svg>")
}

#[test]
fn a_heavy_picture_is_told_at_the_line_that_shows_it() {
    // Some 900 kB as it is sent.
    let site = fixture::site(&[
        ("osier.toml", CONFIG),
        ("content/fr/_index.md", HOME),
        ("content/fr/a.md", "---\ntitle: A\n---\n\n![Un carré.](/lourd.svg)\n"),
        ("content/fr/b.md", "---\ntitle: B\n---\n\nIci : ![Un carré.](/lourd.svg)\n"),
        ("media/lourd.svg", &drawing(1_500_000)),
    ]);
    let build = built(site.path(), fixture::NOW, Rises::Refuse);
    let told: Vec<_> = told(&build).into_iter().filter(|(rule, ..)| rule.starts_with("page-")).collect();
    let [(rule, place, message)] = told.as_slice() else { panic!("{told:#?}") };
    assert_eq!((rule.as_str(), place.as_str()), ("page-weight", "content/fr/a.md:5"));
    assert!(
        message.contains("`media/lourd.svg`") && message.contains("`full` is") && message.contains("`picture` is"),
        "{message}"
    );
    let finding = build.findings.iter().find(|finding| finding.rule.id == "page-weight").expect("a finding");
    assert_eq!(finding.pages.len(), 2);
    assert!(finding.help.contains("on 2 pages"), "{}", finding.help);
    assert!(build.is_broken(), "an error of weight keeps the site from being written");
}

#[test]
fn a_video_that_plays_by_itself_counts_in_full() {
    let template = "{% extends \"base.html\" %}{% block main %}<h1>{{ page.title }}</h1>{{ page.content or \"\" }}\
                    <video autoplay muted src=\"/film.webm\"></video>{% endblock main %}";
    // What plays by itself is an error of another rule, which would keep it from being weighed.
    let config = format!("{CONFIG}\n[rules]\nmedia-autoplay = {{ severity = \"warning\", reason = \"a test\" }}\n");
    let site = fixture::site(&[
        ("osier.toml", &config),
        ("content/fr/_index.md", HOME),
        ("content/fr/a.md", "---\ntitle: A\n---\n\nUn film.\n"),
        ("templates/page.html", template),
    ]);
    put(&site.path().join("static/film.webm"), noise(700_000));
    let build = built(site.path(), fixture::NOW, Rises::Refuse);
    let weights: Vec<&osier::budget::Weighed> =
        build.weights.pages.iter().filter(|page| page.page.as_str() == "a/index.html").collect();
    let [page] = weights.as_slice() else { panic!("{}", fixture::lines(&build)) };
    assert!(page.weight.heaviest(osier::weight::Scenario::Initial).total() > 700_000);
    let told: Vec<_> = told(&build).into_iter().filter(|(rule, ..)| rule == "page-weight").collect();
    assert_eq!(told.len(), 1, "{told:#?}");
}

#[test]
fn three_thousand_elements_are_a_warning_for_their_author() {
    let text = format!("---\ntitle: Liste\n---\n\n{}", "- un *mot*\n".repeat(1500));
    let site = fixture::site(&[("osier.toml", CONFIG), ("content/fr/_index.md", HOME), ("content/fr/liste.md", &text)]);
    let build = built(site.path(), fixture::NOW, Rises::Refuse);
    let told: Vec<_> = told(&build).into_iter().filter(|(rule, ..)| rule == "page-elements").collect();
    let [(_, place, message)] = told.as_slice() else { panic!("{told:#?}") };
    assert_eq!(place, "content/fr/liste.md:0");
    assert!(message.contains("3,0"), "{message}");
    assert!(
        build
            .findings
            .iter()
            .all(|finding| finding.rule.id != "page-elements" || finding.severity == Severity::Warning)
    );
}

#[test]
fn an_exception_counts_until_its_day() {
    let config = format!("{CONFIG}\n[budgets.page]\nelements = 5\n");
    let page = "---\ntitle: A\nbudget:\n  elements: 50\n  reason: un essai\n  until: 2026-11-22\n---\n\nUn texte.\n";
    let site = fixture::site(&[("osier.toml", &config), ("content/fr/_index.md", HOME), ("content/fr/a.md", page)]);
    let rules = |now: &str| -> Vec<String> {
        told(&built(site.path(), now, Rises::Refuse)).into_iter().map(|(rule, ..)| rule).collect()
    };
    assert_eq!(rules("2026-11-22T12:00:00+01:00"), [""; 0]);
    assert_eq!(
        rules("2026-11-23T12:00:00+01:00"),
        ["budget-expired"],
        "what it let pass is weighed once that is mended"
    );
}

#[test]
fn a_rise_of_six_percent_is_refused_until_it_is_accepted() {
    let config = format!("{CONFIG}\n[output]\ncompress = [\"gz\"]\n");
    let page = "---\ntitle: A\n---\n\n![Un carré.](/dessin.svg)\n";
    let site = fixture::site(&[
        ("osier.toml", &config),
        ("content/fr/_index.md", HOME),
        ("content/fr/a.md", page),
        ("media/dessin.svg", &drawing(80_000)),
    ]);
    let lock = site.path().join("osier.lock.toml");
    let check = |rises| built(site.path(), fixture::NOW, rises);
    put(&lock, check(Rises::Refuse).lock.to_toml());
    assert_eq!(told(&check(Rises::Refuse)), []);
    // Four percent more is noise.
    put(&site.path().join("media/dessin.svg"), drawing(83_000));
    assert_eq!(told(&check(Rises::Refuse)), []);
    put(&site.path().join("media/dessin.svg"), drawing(85_500));
    let broken = check(Rises::Refuse);
    let told_now = told(&broken);
    let [(rule, place, message)] = told_now.as_slice() else { panic!("{told_now:#?}") };
    assert_eq!((rule.as_str(), place.as_str()), ("weight-rise", "content/fr/a.md:5"));
    assert!(message.contains("`page`") && message.contains("+6."), "{message}");
    let accepted = check(Rises::Accept);
    assert_eq!(told(&accepted), []);
    put(&lock, accepted.lock.to_toml());
    assert_eq!(told(&check(Rises::Refuse)), []);
    put(&site.path().join("media/dessin.svg"), drawing(40_000));
    let lighter = check(Rises::Refuse);
    assert_eq!(told(&lighter), []);
    assert!(lighter.falls.iter().any(|fall| fall.starts_with("page: ")), "{:?}", lighter.falls);
}

#[test]
fn pages_tell_what_they_weigh_with_the_telling_in_it() {
    for compress in ["", "\n[output]\ncompress = [\"br\", \"gz\"]\n"] {
        let site = fixture::site(&[
            ("osier.toml", &format!("{}{compress}", CONFIG.replace("bare", "estran"))),
            ("content/fr/_index.md", HOME),
            ("content/fr/a.md", "---\ntitle: Un estran\n---\n\nUn texte.\n"),
        ]);
        let build = built(site.path(), fixture::NOW, Rises::Refuse);
        assert!(!build.is_broken(), "{:#?}", told(&build));
        assert!(build.weights.pages.len() > 2, "{}", build.weights.pages.len());
        for page in &build.weights.pages {
            let html = text(&build, &page.page);
            let kilobytes = page.weight.heaviest(Scenario::Full).total().div_ceil(1000);
            let words = format!("Poids de la page\u{a0}: {kilobytes}\u{a0}Ko<");
            assert!(html.contains(&words), "{}, {kilobytes}:\n{html}", page.page);
        }
        for path in build.output.keys().filter(|path| path.extension() == "html") {
            assert!(!text(&build, path).contains('\u{2060}'), "{path} tells no weight");
        }
        if !compress.is_empty() {
            let page = &build.weights.pages[0];
            let sibling = osier::finding::OutputPath::new(format!("{}.br", page.page));
            let Content::Bytes(bytes) = &build.output[&sibling] else { panic!("bytes") };
            assert_eq!(bytes.len() as u64, page.own);
        }
    }
}

#[test]
fn a_redirect_delivers_no_stand_in() {
    let built = |told: &str| {
        let template = format!(
            "<!doctype html>\n<html lang=\"{{{{ lang }}}}\">\n<meta charset=\"utf-8\">\n<title>→</title>\n\
             <meta http-equiv=\"refresh\" content=\"0; url={{{{ target }}}}\">\n<p>{told}</p>\n<!--{}-->\n</html>\n",
            // Short files have no compressed sibling.
            "long ".repeat(500)
        );
        let site = fixture::site(&[
            ("osier.toml", &format!("{CONFIG}\n[output]\ncompress = [\"gz\"]\n")),
            ("content/fr/_index.md", "---\ntitle: Accueil\naliases: [/vieux/]\n---\n\nBonjour.\n"),
            ("templates/redirect.html", &template),
        ]);
        built(site.path(), fixture::NOW, Rises::Refuse)
    };
    let [(rule, place, message)] = &told(&built("{{ page.weight }}"))[..] else { panic!("one finding") };
    assert_eq!((rule.as_str(), place.as_str()), ("template-invalid", "templates/redirect.html:6"));
    assert!(message.contains("`page`"), "{message}");
    let build = built("{{ site.eco.emissions[0].worst }} g");
    assert_eq!(told(&build), []);
    let html = text(&build, &osier::finding::OutputPath::new("vieux/index.html"));
    assert!(html.contains("<p>0,0") && !html.contains('\u{2060}'), "{html}");
    let sibling = &build.output[&osier::finding::OutputPath::new("vieux/index.html.gz")];
    let Content::Bytes(sibling) = sibling else { panic!("bytes") };
    let mut unpacked = String::new();
    std::io::Read::read_to_string(&mut flate2::read::GzDecoder::new(&sibling[..]), &mut unpacked).expect("gzip");
    assert_eq!(unpacked, html);
}

#[test]
fn a_site_with_a_fault_of_each_kind_is_told_each_once() {
    let template = "{% extends \"base.html\" %}{% block main %}<h1>{{ page.title }}</h1>{{ page.content or \"\" }}\
                    {% if page.title == \"Police\" %}<link rel=\"stylesheet\" href=\"https://fonts.example/lato.css\">\
                    {% elif page.title == \"Film\" %}<video autoplay muted src=\"/film.webm\"></video>{% endif %}\
                    {% endblock main %}";
    let page = |title: &str, more: &str, text: &str| format!("---\ntitle: {title}\n{more}---\n\n{text}\n");
    let site = fixture::site(&[
        ("osier.toml", &format!("{CONFIG}\n[output]\ncompress = [\"gz\"]\n")),
        ("content/fr/_index.md", "---\ntitle: Accueil\n---\n\n![Un carré.](/dessin.svg)\n"),
        ("content/fr/image.md", &page("Image", "", "![Un carré.](/lourd.svg)")),
        ("content/fr/police.md", &page("Police", "", "Une police.")),
        ("content/fr/film.md", &page("Film", "", "Un film.")),
        ("content/fr/liste.md", &page("Liste", "", &"- un *mot*\n".repeat(1500))),
        (
            "content/fr/exception.md",
            &page("Exception", "budget:\n  elements: 50\n  reason: un essai\n  until: 2026-11-01\n", "Un texte."),
        ),
        ("templates/page.html", template),
        ("media/dessin.svg", &drawing(80_000)),
        ("media/lourd.svg", &drawing(1_500_000)),
    ]);
    put(&site.path().join("static/film.webm"), noise(2_000));
    // Faults that keep a site from being weighed are told in the same run where it is made in spite of them.
    let options = Options {
        now: Some(fixture::NOW.parse().expect("a moment")),
        pictures: Pictures::Encode,
        faults: Faults::GoOn,
        ..fixture::options()
    };
    let build = || build::build(site.path(), &options, &mut Cache::default(), &|_, _, _| {}).expect("a readable disk");
    put(&site.path().join("osier.lock.toml"), build().lock.to_toml());
    // Six percent more on the home page.
    put(&site.path().join("media/dessin.svg"), drawing(85_500));
    let told = told(&build());
    for (rule, place) in [
        ("budget-expired", "content/fr/exception.md:3"),
        ("media-autoplay", "templates/page.html:1"),
        ("page-elements", "content/fr/liste.md:0"),
        ("page-weight", "content/fr/image.md:5"),
        ("third-party", "templates/page.html:1"),
        ("weight-rise", "content/fr/_index.md:5"),
    ] {
        let found: Vec<&str> = told.iter().filter(|(id, ..)| id == rule).map(|(_, place, _)| place.as_str()).collect();
        assert_eq!(found, [place], "{rule}: {told:#?}");
    }
}

fn text(build: &Build, path: &osier::finding::OutputPath) -> String {
    let bytes = build.output[path].made().unwrap_or_else(|| panic!("{path} is not made"));
    String::from_utf8(bytes.to_vec()).expect("UTF-8")
}
