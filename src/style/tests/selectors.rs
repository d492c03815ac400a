//! Which elements selectors match.

use super::*;

/// The texts of the `i` that the selector matches.
fn matched(selector: &str, html: &str) -> String {
    let (document, styles) = page(&format!("{selector} {{ color: lime }}"), html);
    let matches = |element: &crate::html::Element<'_>| hex(styles.of(*element).color) == LIME;
    document.elements_named("i").filter(matches).map(|element| element.text().trim().to_owned()).collect()
}

#[test]
fn selectors_match_what_they_should() {
    const LIST: &str = "<div class='a B' id=d data-x='One two' lang=fr-CA><i>1</i><i class=m>2</i><b></b><i>3</i></div>
                        <section><i title>4</i></section>";
    for (selector, expected) in [
        ("i", "1234"),
        ("I", "1234"),
        ("div i", "123"),
        ("div > i", "123"),
        ("body > i", ""),
        (".a i", "123"),
        (".b i", ""),
        ("#d > .m", "2"),
        (".m + i", ""),
        (".m + b + i", "3"),
        (".m ~ i", "3"),
        ("i:first-child", "14"),
        ("i:last-child", "34"),
        ("i:only-child", "4"),
        ("i:nth-child(odd)", "14"),
        ("i:nth-child(2n)", "23"),
        ("i:nth-of-type(3)", "3"),
        ("i:nth-last-of-type(1)", "34"),
        ("i:nth-child(1 of .m)", "2"),
        ("i:nth-last-child(2 of i)", "2"),
        ("div :not(:first-child)", "23"),
        ("[data-x] i", "123"),
        ("[data-x=One] i", ""),
        ("[data-x~=one] i", ""),
        ("[data-x~=one i] i", "123"),
        ("[data-x^=One] i", "123"),
        ("[data-x$=two] i", "123"),
        ("[data-x*='e t'] i", "123"),
        ("[lang|=fr] i", "123"),
        ("i[title]", "4"),
        ("i[title='']", "4"),
        (":lang(fr) > i", "123"),
        (":lang(en) > i", "4"),
        (":lang('*-ca') > i", "123"),
        ("div:has(> .m) i", "123"),
        ("div:has(.n) i", ""),
        ("i:has(+ .m)", "1"),
        ("i:has(~ b)", "12"),
        ("section:not(:has(b)) i", "4"),
        ("body:has(.m) section i", "4"),
        (":is(.a, .n) > :is(.m, [title])", "2"),
        (":root i", "1234"),
        ("html:root > body > section i", "4"),
        ("b:empty + i", "3"),
        ("i:empty", ""),
        (":dir(ltr) > i.m", "2"),
        (":dir(rtl) > i", ""),
        ("i::before", ""),
        ("i:hover", ""),
        ("i:nonsense", ""),
        (":is(:nonsense, .m)", "2"),
        (":is(.m::before, .m)", "2"),
        ("*|i.m", "2"),
        ("div > i:not(.m, b + i)", "1"),
    ] {
        assert_eq!(matched(selector, LIST), expected, "{selector}");
    }
}

#[test]
fn controls_are_told_from_their_attributes() {
    const FORM: &str = "<form><fieldset disabled><legend><input id=l></legend><input id=f></fieldset>
        <input id=r required><input id=c type=checkbox checked><input id=p placeholder=x><input id=d disabled>
        <select><option id=s selected></select><input id=o readonly value=1></form><details open id=e></details>";
    for (selector, expected) in [
        (":disabled", "fd"),
        ("input:enabled", "lrcpo"),
        (":checked", "cs"),
        (":required", "r"),
        ("input:optional", "lfcpdo"),
        (":placeholder-shown", "p"),
        ("input:read-write", "lrp"),
        ("input:invalid", "r"),
        (":open", "e"),
    ] {
        let (document, styles) = page(&format!("{selector} {{ color: lime }}"), FORM);
        let with_id = document.elements().filter(|one| one.has("id") && hex(styles.of(*one).color) == LIME);
        let ids: String = with_id.filter_map(|one| one.attr("id")).collect();
        assert_eq!(ids, expected, "{selector}");
    }
}

#[test]
fn quirks_mode_ignores_the_case_of_names() {
    for (doctype, expected) in [("<!doctype html>", "#000000"), ("", LIME)] {
        let document =
            parse(&format!("{doctype}<style>.a {{ color: lime }} #T.A {{ opacity: .5 }}</style><p class=A id=t>x"));
        let styles = compute(&Engine::default(), &document, &|_| None);
        assert_eq!(hex(styles.of(document.by_id("t").expect("an element")).color), expected);
    }
}

#[test]
fn a_selector_that_is_not_known_drops_its_rule() {
    for (list, applies) in [
        ("p.q, p:bogus", false),
        ("p.q, p::bogus", false),
        ("p.q, p::-moz-foo", false),
        ("p.q, p:-moz-any-link", false),
        ("p.q, ::-moz-selection", false),
        ("p.q, p:not(:bogus)", false),
        ("p.q, :has(:bogus)", false),
        ("p.q, p::-webkit-foo", true),
        ("p.q, ::-webkit-input-placeholder", true),
        ("p.q, ::selection", true),
        ("p.q, p:is(:bogus)", true),
        ("p.q, p:where(:bogus, a)", true),
        ("p.q, p::scroll-marker", true),
    ] {
        let expected = if applies { RED } else { LIME };
        assert_eq!(color(&format!("p{{color:lime}}{list}{{color:red}}"), "<p id=t class=q>x"), expected, "{list}");
    }
}
