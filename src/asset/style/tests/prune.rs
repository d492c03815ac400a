//! What is taken out of sheets, and what is not.

use super::browsers;
use crate::asset::style::{Pruned, prune, usage};
use crate::html;
use crate::style::{Met, Usage};

/// The sheet without what these pages do not meet, with the words of scripts.
pub(super) fn pruned(css: &str, pages: &[&str], script: &str) -> Pruned {
    let scripted = |word: &str| crate::style::words(script).any(|known| known == word);
    let usage = usage(&[css], &scripted);
    let mut met = Met::default();
    for page in pages {
        let html = format!("<!doctype html><html lang=fr><body>{page}");
        met.add(&usage.of(&html::parse(&html), &html));
    }
    let named: Vec<String> = met.properties().map(str::to_owned).collect();
    let outside = |name: &str| scripted(name) || named.iter().any(|known| known == name);
    prune(&[css], &usage, &met, &outside, browsers()).remove(0)
}

/// What of the selectors of rules `x{color:red}` stays on a page.
fn kept(selectors: &str, page: &str) -> String {
    let css = selectors.replace(" | ", "{color:red}") + "{color:red}";
    pruned(&css, &[page], "").css.replace("{color:red}", " ").trim().to_owned()
}

#[test]
fn what_no_page_meets_is_taken_out() {
    let page = "<main class=a><p id=b title=c>x<em>y</em></p><ul><li></ul></main>";
    assert_eq!(
        kept(".a | .b | #b | #c | p | q | [title] | [lang|=fr] | [title=d]", page),
        ".a #b p [title] [lang|=fr]"
    );
    assert_eq!(kept("main>p | main>em | main em | em main | p+ul | ul+p | ul~p", page), "main>p main em p+ul");
    assert_eq!(
        kept(":is(.a,.z) em | :where(.z) em | main:has(em) | main:has(q) | p:has(+ul)", page),
        ":is(.a,.z) em main:has(em) p:has(+ul)"
    );
    assert_eq!(kept(".a,.z,p", page), ".a,p");
}

#[test]
fn pages_that_were_asked_before_change_no_answer() {
    let selectors = [
        ".a",
        ".a .b",
        ".a>.b",
        ".a+.b",
        ".a~.b",
        "#c",
        "#c p",
        "main p",
        "main>p",
        "p",
        ":is(.a,#c) em",
        ":is(.a+.b) em",
        "p:has(em)",
        ".z~p",
        ":is(.a~.b) em",
        ":is(.z~.b) em",
        "[title]",
        "[title=x]",
        "[title^=x] em",
        "svg[viewbox]",
        "[lang|=fr] em",
        ":root .b",
        "body>*>em",
        "* em",
        "p:not(.a)",
        ".b:hover",
        ".z .b",
        ".b.a",
        "h2~p",
        "section section em",
    ];
    let pieces = [
        "<p class=a>x</p>",
        "<p class=b><em>y</em></p>",
        "<main><p>z</p></main>",
        "<div id=c><p class='b a'>",
        "</div>",
        "<section title=xy>",
        "<em lang=fr-CA>t</em>",
        "</section>",
        "<h2>h</h2>",
        "<svg viewBox='0 0 1 1'></svg>",
        "<i title=x><em>u</em></i>",
    ];
    let of = |selectors: &[&str]| usage(&[&(selectors.join("{color:red}") + "{color:red}")], &|_| false);
    let asked = |usage: &Usage, html: &str| usage.of(&html::parse(html), html);
    let shared = of(&selectors);
    let mut state = 7_u64;
    for _ in 0..200 {
        let mut html = "<!doctype html><html><body>".to_owned();
        for _ in 0..6 {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            html.push_str(pieces[(state >> 33) as usize % pieces.len()]);
        }
        let all = asked(&shared, &html);
        assert_eq!(all, asked(&of(&selectors), &html), "{html}");
        for (rank, selector) in selectors.iter().enumerate() {
            let alone = of(&[selector]);
            assert_eq!(all.contains(&shared, rank), asked(&alone, &html).contains(&alone, 0), "{selector} in {html}");
        }
    }
}

#[test]
fn long_lists_do_not_tire_what_is_nowhere_on_the_page() {
    let page = format!("<ul>{}</ul>", "<li class=i>x</li>".repeat(3000));
    assert_eq!(kept(".active~li | .active+li em | li~.i", &page), "li~.i");
}

#[test]
fn what_may_come_to_be_stays() {
    let page = "<a href=x>x</a><details><summary>s</summary></details><div popover>";
    let states = "a:hover | a:focus-visible | a:visited | a:target | div:popover-open | details[open] | a:not(.z) | a:nth-child(9) \
                  | a:empty | a::before | a::selection | ::backdrop | details::details-content | a:not(:hover)";
    assert_eq!(kept(states, page).split(' ').count(), states.split(" | ").count());
    assert_eq!(kept("q:hover | q::before | .z:not(.y) | q:nth-child(1)", page), "");
}

#[test]
fn conditions_left_empty_go_and_layers_keep_their_rank() {
    let css = "@layer a{q{color:red}}@layer b{@media print{q{color:red}}@supports (gap:1px){p{color:red}q{gap:1px}}}@font-face{font-family:F;src:url(f)}\
               @media print{@page{margin:0}}@keyframes k{to{color:red}}";
    let out = pruned(css, &["<p>"], "").css;
    assert_eq!(
        out,
        "@layer a{}@layer b{@supports (gap:1px){p{color:red}}}@font-face{font-family:F;src:url(f)}@media print{@page{margin:0}}@keyframes k{to{color:red}}"
    );
}

#[test]
fn conditions_stay_in_the_syntax_that_the_browsers_know() {
    let css = "@media (min-width:48rem){p{color:red}}@media (min-width:30rem) and (max-width:48rem){p{color:red}}";
    assert_eq!(pruned(css, &["<p>"], "").css, css);
}

#[test]
fn the_order_of_layers_is_said_once() {
    let out = |css: &str| pruned(css, &["<p>"], "").css;
    let layers = "@layer a{p{color:red}}@layer b{p{top:0}}";
    assert_eq!(out(&format!("@layer a,b;{layers}")), layers);
    for other in [
        "@layer b,a;@layer a{p{color:red}}@layer b{p{top:0}}",
        "@layer a,b,c;@layer a{p{color:red}}@layer b{p{top:0}}",
        "@layer a,b;@layer a{p{color:red}}@layer c{p{left:0}}@layer b{p{top:0}}",
        "@layer a,b;@layer a{p{color:red}}@media print{@layer c{p{left:0}}}@layer b{p{top:0}}",
    ] {
        assert_eq!(out(other), other);
    }
}

#[test]
fn what_scripts_name_stays() {
    let css = ".open b{c:d}.shut b{c:d}[data-in-view] b{c:d}dialog{c:d}q{c:d}";
    let script = "el.classList.add('open'); el.dataset.inView = ''; document.createElement(\"dialog\")";
    assert_eq!(pruned(css, &["<b>x</b>"], script).css, ".open b{c:d}[data-in-view] b{c:d}dialog{c:d}");
    let inline = "<b>x</b><script>document.body.className = 'shut'</script>";
    assert_eq!(pruned(css, &[inline], "").css, ".shut b{c:d}");
    let data = "<b>x</b><script type='application/ld+json'>{\"a\": \"shut\"}</script>";
    assert_eq!(pruned(css, &[data], "").css, "");
}

#[test]
fn custom_properties_that_nothing_uses_go_and_the_others_get_short_names() {
    let css = ":root{--gap:1px;--twice:var(--gap);--lost:var(--last);--last:2px;--seen:3px;--fill:red;--set:4px}\
               p{margin:var(--twice) var(--gap);content:\"--gap\";background:url(a--gap.svg)}.card--gap{color:red}";
    let page = "<p style='margin:var(--seen)' class=card--gap>x<svg><path fill='var(--fill)'/></svg>";
    let Pruned { css, properties, .. } = pruned(css, &[page], "style.setProperty('--set', 1)");
    assert_eq!(
        css,
        ":root{--a:1px;--b:var(--a);--seen:3px;--fill:red;--set:4px}p{background:url(a--gap.svg);content:\"--gap\";margin:var(--b) var(--a)}\
         .card--gap{color:red}"
    );
    assert_eq!(properties, ["--last", "--lost"]);
}

#[test]
fn a_short_name_is_not_one_that_pages_use() {
    let out = pruned("p{--gap:1px;--gap:2px;margin:var(--gap) var(--a)}", &["<p style='--a:1px'>"], "").css;
    assert_eq!(out, "p{--b:2px;margin:var(--b) var(--a)}");
}

#[test]
fn several_sheets_share_their_names() {
    let sheets = [":root{--gap:1px}", "p{margin:var(--gap)}q{margin:0}"];
    let usage = usage(&sheets, &|_| false);
    let met = usage.of(&html::parse("<!doctype html><p>"), "<p>");
    let out: Vec<String> =
        prune(&sheets, &usage, &met, &|_| false, browsers()).into_iter().map(|pruned| pruned.css).collect();
    assert_eq!(out, [":root{--a:1px}", "p{margin:var(--a)}"]);
}

#[test]
fn what_a_template_holds_is_met() {
    assert_eq!(kept(".a | .z", "<template><p class=a></template>"), ".a");
}

#[test]
fn declarations_come_in_one_order_that_changes_nothing() {
    let css = "p{margin-top:1px;color:red;margin:0}q{margin:0;font:1em a;color:red;line-height:2;top:0}b{color:red}i{all:unset;color:red;b:c}";
    assert_eq!(
        pruned(css, &["<p><q></q><b></b><i></i>"], "").css,
        "p{color:red;margin-top:1px;margin:0}q{color:red;margin:0;font:1em a;line-height:2;top:0}b{color:red}i{all:unset;color:red;b:c}"
    );
}
