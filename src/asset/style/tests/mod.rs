//! Tests of compiled style sheets.

mod apart;
mod newer;
mod prune;

use super::*;
use crate::finding::Severity;

/// The browsers that sheets are compiled for by default.
fn browsers() -> Browsers {
    crate::config::Styles::default().browsers
}

/// Compiles `main.css` of the folder `theme/css` among these files.
fn compiled(files: &[(&str, &str)]) -> (String, Vec<Finding>) {
    let read = |path: &SourcePath| {
        let (_, text) = files.iter().find(|(name, _)| path.as_str() == format!("theme/css/{name}"))?;
        Some(Arc::from(*text))
    };
    let mut url = |path: &SourcePath| match path.as_str() {
        "theme/fonts/été.woff2" => Some("/fonts/ete.1.woff2".to_owned()),
        "theme/css/sea.svg" => Some("/sea.2.svg".to_owned()),
        _ => None,
    };
    compile(&"theme/css/main.css".into(), &read, &mut url, &BTreeMap::new(), browsers())
}

#[test]
fn tokens_are_set_where_they_are_declared_in_no_condition() {
    let sheet = ":root{--a:#fff;--b:1px}p{--a:red}@media print{:root{--a:#000}}";
    let read = |_: &SourcePath| Some(Arc::from(sheet));
    let tokens =
        BTreeMap::from([("a".to_owned(), "light-dark(#123, #abc)".to_owned()), ("c".to_owned(), "2".to_owned())]);
    let (css, findings) = compile(&"main.css".into(), &read, &mut |_| None, &tokens, browsers());
    assert_eq!(findings, []);
    assert!(css.starts_with(":root{--a:var(--lightningcss-light,#123)var(--lightningcss-dark,#abc);--b:1px}"), "{css}");
    assert!(css.contains("p{--a:red}") && css.contains("print{:root{--a:#000}}"), "{css}");
}

fn css(files: &[(&str, &str)]) -> String {
    let (css, findings) = compiled(files);
    assert_eq!(findings, []);
    css
}

/// Rule, file, the text at the place, message.
fn told(files: &[(&str, &str)]) -> Vec<(&'static str, String, String, String)> {
    let (_, findings) = compiled(files);
    let tell = |finding: Finding| {
        let name = finding.place.path.name().to_owned();
        let (_, text) = files.iter().find(|(file, _)| *file == name).expect("a file");
        let span = finding.place.span.expect("a span");
        assert!(!finding.help.is_empty());
        (finding.rule.id, name, text[span].to_owned(), finding.message)
    };
    findings.into_iter().map(tell).collect()
}

fn one(rule: &'static str, at: &str, message: &str) -> Vec<(&'static str, String, String, String)> {
    vec![(rule, "main.css".to_owned(), at.to_owned(), message.to_owned())]
}

#[test]
fn imports_are_inlined_in_their_conditions() {
    let main = "@layer base, page;\n@import 'a.css' layer(base);\n@import url(\"sub/b.css\") supports(display: grid) print;\nmain { color: red }";
    let files = [
        ("main.css", main),
        ("a.css", "@import './sub/c.css';\na { b: c }"),
        ("sub/b.css", "b { d: e }"),
        ("sub/c.css", "c { f: g }"),
    ];
    assert_eq!(
        css(&files),
        "@layer base,page;@layer base{c{f:g}a{b:c}}@media print{@supports (display:grid){b{d:e}}}main{color:red}"
    );
}

#[test]
fn nesting_is_lowered_and_the_output_is_the_same_every_time() {
    let files =
        [("main.css", "nav { & a { color: oklch(50% .1 200); &:hover { b: c } } @media (width >= 40rem) { d: e } }")];
    let first = css(&files);
    assert!(first.starts_with("nav a{color:#"), "{first}");
    assert!(first.ends_with("nav a:hover{b:c}@media (min-width:40rem){nav{d:e}}"), "{first}");
    for _ in 0..5 {
        assert_eq!(css(&files), first);
    }
}

#[test]
fn values_kept_as_written_lose_the_spaces_that_say_nothing() {
    let written = "a { --a: rgb( 1 2 3 / 50% ) , 0 ; --b: [ full-start ] minmax( 1rem , 1fr ) [ full-end ]; --c: calc( (1px) + ( 2px ) ); \
                   --d: ; width: calc( var(--a , ) - 1px ); --e: \", \" x }";
    assert_eq!(
        css(&[("main.css", written)]),
        "a{--a:#01020380,0;--b:[full-start]minmax(1rem,1fr)[full-end];--c:calc((1px) + (2px));--d: ;\
         width:calc(var(--a,) - 1px);--e:\", \" x}"
    );
}

#[test]
fn urls_of_files_are_replaced_and_others_left_alone() {
    let main = "@font-face { font-family: F; src: url('../fonts/%C3%A9t%C3%A9.woff2#x') format('woff2') }\n\
                a { background: url(sea.svg#wave); mask: url(#m); cursor: url(data:image/png;base64,AA==), auto }\n\
                b { background: url(https://estran.example/x.png), url(/y.png); --c: url(sea.svg) }\n\
                c { background: image-set('sea.svg' 1x) }";
    let css = css(&[("main.css", main)]);
    for url in [
        "url(/fonts/ete.1.woff2#x)",
        "url(/sea.2.svg#wave)",
        "url(#m)",
        "url(data:image/png;base64,AA==)",
        "url(https://estran.example/x.png)",
        "url(/y.png)",
        "--c:url(/sea.2.svg)",
        "image-set(\"/sea.2.svg\" 1x)",
    ] {
        assert!(css.contains(url), "{url} in {css}");
    }
}

#[test]
fn a_missing_file_is_told_at_its_place() {
    let main = "/* é𝄞 */ a { b: c }\r\na { color: red; background: url( \"no.png\" ) }";
    let message = "the file `no.png` does not exist";
    assert_eq!(told(&[("main.css", main)]), one("file-missing", "url( \"no.png\" )", message));
    let main = "a { background: url(../../../no.png) }";
    let message = "the file `../../../no.png` does not exist";
    assert_eq!(told(&[("main.css", main)]), one("file-missing", "url(../../../no.png)", message));
    let main = "a{b:c}/*é𝄞*/a { --x: url(no.png) }";
    assert_eq!(told(&[("main.css", main)]), one("file-missing", "url(no.png)", "the file `no.png` does not exist"));
    let main = "@import \"no.css\" layer(x);\na { b: c }";
    let message = "the style sheet `no.css` does not exist";
    assert_eq!(told(&[("main.css", main)]), one("file-missing", "@import \"no.css\" layer(x)", message));
}

#[test]
fn the_entry_may_be_missing() {
    let (css, findings) = compiled(&[]);
    assert_eq!(css, "");
    assert_eq!(findings.len(), 1);
    assert_eq!(findings[0].rule.id, "file-missing");
}

#[test]
fn a_circle_of_imports_is_told_where_it_closes() {
    let files = [("main.css", "@import 'a.css';\na{b:c}"), ("a.css", "@import 'main.css';\nd{e:f}")];
    let (css, findings) = compiled(&files);
    assert_eq!(css, "d{e:f}a{b:c}");
    let [finding] = &findings[..] else { panic!("{findings:?}") };
    assert_eq!(finding.place, Place::at(&"theme/css/a.css".into(), 0..18));
    assert_eq!(finding.message, "the import of `main.css` goes round in a circle");
    assert_eq!(finding.help, "break the circle `theme/css/main.css` → `theme/css/a.css` → `theme/css/main.css`");
}

#[test]
fn imports_that_multiply_are_stopped() {
    let names: Vec<String> = (0..20).map(|n| format!("{n}.css")).collect();
    let texts: Vec<String> = (0..20).map(|n| format!("@import '{}.css';@import '{0}.css';", n + 1)).collect();
    let mut files: Vec<(&str, &str)> =
        names.iter().zip(&texts).map(|(name, text)| (name.as_str(), text.as_str())).collect();
    files.push(("20.css", "a{b:c}"));
    files.push(("main.css", "@import '0.css';"));
    assert_eq!(told(&files).len(), 1);
}

#[test]
fn an_import_of_another_site_stays_first_or_is_refused() {
    assert_eq!(
        css(&[("main.css", "@import url(https://a.example/b.css) print;c{d:e}")]),
        "@import \"https://a.example/b.css\" print;c{d:e}"
    );
    let files = [("main.css", "@import 'a.css';@import 'https://a.example/b.css';"), ("a.css", "a{b:c}")];
    let message = "the import of `https://a.example/b.css` comes after other rules and would be ignored";
    assert_eq!(told(&files), one("style-invalid", "@import 'https://a.example/b.css'", message));
}

#[test]
fn every_error_of_every_sheet_is_told_at_its_place() {
    let files = [
        ("main.css", "@import 'a.css';\n.é..b { c: d }\ne {\n\tf g: h;\n\ti: j }\n"),
        ("a.css", "a { color: 'red\n }\n@import 'b.css';"),
    ];
    let found: Vec<(String, String)> = told(&files).into_iter().map(|(_, file, at, _)| (file, at)).collect();
    let expected = [("a.css", "'red"), ("a.css", "@import"), ("main.css", ".b"), ("main.css", "g")];
    assert_eq!(found, expected.map(|(file, at)| (file.to_owned(), at.to_owned())));
    assert_eq!(compiled(&files).0, "e{i:j}");
}

#[test]
fn names_that_may_be_newer_than_this_program_are_for_review() {
    let (css, findings) = compiled(&[("main.css", "a:hoverr { b: c }\n@medai x { d { e: f } }")]);
    assert_eq!(css, "a:hoverr{b:c}@medai x{d { e: f }}");
    assert_eq!(findings.len(), 2);
    assert!(findings.iter().all(|finding| finding.severity == Severity::Warning));
    let spans: Vec<_> = findings.into_iter().filter_map(|finding| finding.place.span).collect();
    assert_eq!(spans, [1..8, 18..24]);
}

#[test]
fn names_for_ever_change_with_the_bytes() {
    assert_eq!(hashed("css/theme.css", b"a"), format!("css/theme.{}.css", &blake3::hash(b"a").to_hex()[..8]));
    assert_eq!(hashed("v1.2/LICENSE", b"").split('.').count(), 3);
    assert!(hashed(".htaccess", b"").starts_with(".htaccess."));
}

#[test]
fn garbage_never_panics() {
    const PIECES: &[&str] = &[
        "a",
        "{",
        "}",
        "(",
        ")",
        "[",
        "]",
        ";",
        ":",
        ",",
        "@media ",
        "@import 'main.css'",
        "@layer ",
        "url(",
        "\"",
        "'",
        "\\",
        "/*",
        "*/",
        "calc(",
        "é",
        "𝄞",
        "\n",
        "\r",
        "\0",
        "&",
        ">",
        "1e99",
        "-",
        "--x",
        "var(--x)",
        "!important",
        "@supports (a:b)",
        "color:red",
        "#fff",
        "%",
        "@",
        "grid-template:\"a\" 1fr/1fr",
        "@font-face",
        ":is(",
        "::before",
        "@container (",
        "@page :first",
        "linear-gradient(red,",
        "oklch(",
        "color-mix(in srgb,",
        "@keyframes k{from{",
        "U+4??",
        "<!--",
        "transform:rotate(1turn)",
        "animation:1s k",
        "font:1px/2 x",
        "background:",
        "margin:0",
        "@scope (",
    ];
    for seed in 0_u64..1500 {
        let mut dice = [0; 60];
        blake3::Hasher::new().update(&seed.to_le_bytes()).finalize_xof().fill(&mut dice);
        let length = 5 + usize::from(dice[0]) % 55;
        let text: String = dice[..length].iter().map(|die| PIECES[usize::from(*die) % PIECES.len()]).collect();
        compiled(&[("main.css", &text)]);
    }
    for open in ["(", "[", "{", "a{", "@media (", "a{b:calc(", ":is(", "a{--b:(", "@layer a{"] {
        let (_, findings) = compiled(&[("main.css", &open.repeat(50_000))]);
        assert_eq!(findings.len(), 1, "{open}");
        assert_eq!(findings[0].message, "brackets are nested too deeply here");
        compiled(&[("main.css", &open.repeat(50))]);
    }
}

#[test]
fn functions_that_would_be_read_too_often_are_refused() {
    let nested = |open: &str, depth: usize| format!("{}1px{}", open.repeat(depth), ")".repeat(depth));
    for open in ["min(1px, ", "calc(", "calc(1px + (", "light-dark(red, ", "color-mix(in srgb, red, ", "rgb(from "] {
        for (before, after) in
            [("p{width:", "}"), ("p{--a:", "}"), ("@media (width > ", "){}"), ("@supports (a:", "){}")]
        {
            let css = |depth: usize| format!("{before}{}{after}", nested(open, depth));
            let told = told(&[("main.css", &css(40))]);
            assert_eq!(told.len(), 1, "{open}");
            assert_eq!(told[0].3, "brackets are nested too deeply here");
            compiled(&[("main.css", &css(7))]);
        }
    }
    let selector = |depth: usize| format!("p{}{{color:red}}", nested(":is(", depth).replace("1px", "q"));
    assert_eq!(told(&[("main.css", &selector(2000))]).len(), 1);
    assert_eq!(told(&[("main.css", &selector(60))]).len(), 0);
}
