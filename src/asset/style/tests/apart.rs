//! That what is delivered says what was written.

use super::prune::pruned;
use super::*;

/// The declarations of a rule as they are delivered.
pub(super) fn delivered(declarations: &str) -> String {
    let css = css(&[("main.css", &format!("p{{{declarations}}}"))]);
    let twice = pruned(&css, &["<p>"], "").css;
    let sorted = |css: &str| {
        let inner = css.strip_prefix("p{").and_then(|css| css.strip_suffix('}')).map(str::to_owned);
        inner.unwrap_or_else(|| css.to_owned())
    };
    assert_eq!(sorted(&twice), sorted(&css), "as it is printed again");
    sorted(&css)
}

#[test]
fn declarations_keep_their_order_and_their_meaning() {
    for same in [
        // Transforms.
        "translate:-50% -50%;transform:scale(.9)",
        "rotate:90deg;transform:translate(10px)",
        "scale:2;transform:none",
        "transform:rotate(90deg);translate:100px",
        // What the shorthand resets.
        "font:1rem x;font-variant-numeric:tabular-nums",
        "font:1rem x;font-feature-settings:\"tnum\" 1;font-kerning:none",
        "font-variant-numeric:tabular-nums;font:1rem x",
        "transition:opacity 1s;transition-behavior:allow-discrete",
        "overflow:hidden;overflow-block:auto",
        // Widths of fonts.
        "font:1rem/1.5 X,serif;font-stretch:75%",
        "font:condensed 1rem q",
        // Values of which browsers know the last that they can.
        "position:relative;position:var(--p,absolute)",
        "position:fixed;position:inherit",
        "color:#111;color:contrast-color(red)",
        "color:#111;color:oklch(from currentColor l c h / .5)",
        "fill:#111;fill:contrast-color(red)",
        "caret-color:#111;caret-color:contrast-color(red)",
        "text-shadow:0 0 #111;text-shadow:0 0 contrast-color(red)",
        "filter:none;filter:new(1)",
        "overflow:hidden;overflow:clip",
        "backdrop-filter:blur(1px);-webkit-backdrop-filter:blur(1px)",
        "-webkit-mask:url(#a);mask:url(#b)",
        "-webkit-mask-box-image:url(#a) 1;mask-border:none",
        "overflow:hidden!important;overflow:clip!important",
        // What the printer writes wrong.
        "border-image:none",
        // All of them at once.
        "color:red;all:unset;color:#00f;margin:0",
    ] {
        assert_eq!(delivered(same), same);
    }
    assert_eq!(delivered("font:1rem/1.5 'X',serif;font-stretch:condensed"), "font:1rem/1.5 X,serif;font-stretch:75%");
    assert_eq!(delivered("color:red;margin:1px;color:red"), "color:red;margin:1px");
}

#[test]
fn what_old_browsers_need_stands_before_what_it_is_for() {
    for (written, expected) in [
        ("width:100%;width:stretch", "width:100%;width:-webkit-fill-available;width:-moz-available;width:stretch"),
        ("user-select:none", "-webkit-user-select:none;user-select:none"),
        ("mask:none;mask:var(--u)", "-webkit-mask:none;mask:none;-webkit-mask:var(--u);mask:var(--u)"),
        ("mask:url(#a);mask-size:1px", "-webkit-mask:url(#a);mask:url(#a);-webkit-mask-size:1px;mask-size:1px"),
        (
            "background:oklch(50% .1 200) url(#a);background-size:1px",
            "background:#007277 url(#a);background:lab(42.9598% -31.1952 -12.7726) url(#a);background-size:1px",
        ),
    ] {
        assert_eq!(delivered(written), expected);
    }
    let css =
        css(&[("main.css", "p{color-scheme:light dark;color:light-dark(red,#00f);color:light-dark(var(--a),red)}")]);
    assert!(css.contains("--lightningcss-light:initial"), "{css}");
    assert!(
        css.contains(
            "color:var(--lightningcss-light,red)var(--lightningcss-dark,#00f);color:var(--lightningcss-light,var(--a))"
        ),
        "{css}"
    );
    let css =
        self::css(&[("main.css", "p{background:linear-gradient(var(--a),oklch(50% .1 200));background-size:1px}")]);
    assert!(css.contains("@supports (color:lab(0% 0 0)){p{background:linear-gradient(var(--a),lab("), "{css}");
}

#[test]
fn rules_are_joined_without_loss() {
    for (written, expected) in [
        ("p{color:#111}p{color:contrast-color(red)}", "p{color:#111;color:contrast-color(red)}"),
        (
            "p{color:#111}q{margin:0}p{color:contrast-color(red)}",
            "p{color:#111}q{margin:0}p{color:contrast-color(red)}",
        ),
        ("p{translate:1px}p{transform:scale(.9)}", "p{translate:1px;transform:scale(.9)}"),
        ("p{margin:0}q{margin:0}p{}@media print{q{}}", "p,q{margin:0}"),
        (
            "@media print{p{overflow:hidden}}@media print{p{overflow:clip}}",
            "@media print{p{overflow:hidden;overflow:clip}}",
        ),
        ("p{color:red;&:hover{color:#00f}}p:hover{color:#00f}", "p{color:red}p:hover{color:#00f}p:hover{color:#00f}"),
        ("p{color:red}::-moz-new{color:red}", "p{color:red}::-moz-new{color:red}"),
    ] {
        assert_eq!(css(&[("main.css", written)]), expected);
    }
}

#[test]
fn properties_that_go_by_the_line_are_lowered_for_browsers_without_them() {
    let old = Browsers { safari: Some(11 << 16), ..Browsers::default() };
    let read = |_: &SourcePath| Some(Arc::from("p{margin-inline-start:1px;margin-top:2px}"));
    let (css, _) = compile(&"main.css".into(), &read, &mut |_| None, &BTreeMap::new(), old);
    assert!(css.contains("margin-left:1px") && css.contains("margin-right:1px"), "{css}");
}
