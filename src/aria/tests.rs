//! Roles, exposure and focus, as tables: HTML in which the element looked at has `id=x`.

#![expect(clippy::redundant_closure_for_method_calls, reason = "only a closure has the lifetimes asked for")]

use super::Tree;
use crate::{html, style};

fn with<T>(html: &str, look: impl Fn(&Tree<'_>, html::Element<'_>) -> T) -> T {
    let document = html::parse(html);
    let styles = style::compute(&style::Engine::default(), &document, &|_| None);
    look(&Tree::new(&document, &styles), document.by_id("x").expect("an element to look at"))
}

#[test]
fn roles_are_those_of_the_specifications() {
    let table = [
        ("<a id=x href=/>", Some("link")),
        ("<a id=x>", Some("generic")),
        ("<header id=x>", Some("banner")),
        ("<article><div><header id=x>", Some("sectionheader")),
        ("<main><footer id=x>", Some("sectionfooter")),
        ("<main><aside id=x>", Some("complementary")),
        ("<section><aside id=x>", Some("generic")),
        ("<section id=x>", Some("generic")),
        ("<section id=x aria-label=Places>", Some("region")),
        ("<section id=x aria-labelledby=nowhere>", Some("generic")),
        ("<div id=x role=region>", Some("generic")),
        ("<form id=x title=Search>", Some("form")),
        ("<img id=x>", Some("img")),
        ("<img id=x alt=''>", Some("none")),
        ("<img id=x alt='' aria-label=Hall>", Some("img")),
        ("<img id=x alt='' tabindex=0>", Some("img")),
        ("<input id=x>", Some("textbox")),
        ("<input id=x type=unknown>", Some("textbox")),
        ("<input id=x list=y><datalist id=y></datalist>", Some("combobox")),
        ("<input id=x type=search>", Some("searchbox")),
        ("<input id=x type=date>", None),
        ("<input id=x type=checkbox aria-pressed=true>", Some("button")),
        ("<select id=x>", Some("combobox")),
        ("<select id=x size=4>", Some("listbox")),
        ("<select id=x multiple>", Some("listbox")),
        ("<ul><li id=x>", Some("listitem")),
        ("<li id=x>", Some("generic")),
        ("<div role=list><li id=x></div>", Some("listitem")),
        ("<ul role=none><li id=x>", Some("none")),
        ("<ul role=menu><li id=x>", Some("generic")),
        ("<table><tr><td id=x>", Some("cell")),
        ("<table role=grid><tr><td id=x>", Some("gridcell")),
        ("<table role=presentation><tr><td id=x>", Some("none")),
        ("<table role=presentation><tr><td id=x aria-live=polite>", Some("cell")),
        ("<table><tr><th id=x><td>", Some("rowheader")),
        ("<table><tr><th id=x><th>", Some("columnheader")),
        ("<table><tr><th id=x scope=row><th>", Some("rowheader")),
        ("<details><summary id=x>", None),
        ("<summary id=x>", Some("generic")),
        ("<div id=x role='buton Button link'>", Some("button")),
        ("<div id=x role=widget>", Some("generic")),
        ("<button id=x role=none>", Some("button")),
        ("<button id=x role=none disabled>", Some("none")),
        ("<h1 id=x role=presentation aria-label=''>", Some("heading")),
        ("<h1 id=x role=presentation aria-hidden=false>", Some("none")),
        ("<iframe id=x role=none></iframe>", Some("none")),
        ("<div id=x role=image>", Some("img")),
        ("<p id=x role=doc-abstract>", Some("doc-abstract")),
        ("<svg id=x>", Some("graphics-document")),
        ("<svg><circle id=x />", None),
        ("<svg><circle id=x><title>Sun</title>", Some("graphics-symbol")),
        ("<video id=x>", None),
        ("<my-thing id=x>", None),
    ];
    let wrong: Vec<_> = table
        .iter()
        .map(|row| (row, with(row.0, |tree, x| tree.role(x))))
        .filter(|(row, role)| row.1 != *role)
        .collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn focus_goes_to_what_is_made_for_it_and_shown() {
    let table = [
        ("<a id=x href=''>", true, true),
        ("<a id=x>", false, false),
        ("<div id=x tabindex=0>", true, true),
        ("<div id=x tabindex=' -1px'>", true, false),
        ("<div id=x tabindex=first>", false, false),
        ("<button id=x disabled>", false, false),
        ("<button id=x aria-disabled=true>", true, true),
        ("<fieldset disabled><button id=x>", false, false),
        ("<fieldset disabled><legend><button id=x>", true, true),
        ("<fieldset disabled><legend></legend><legend><button id=x>", false, false),
        ("<fieldset disabled><a id=x href=/>", true, true),
        ("<div inert><a id=x href=/>", false, false),
        ("<div hidden><a id=x href=/>", false, false),
        ("<input id=x type=hidden>", false, false),
        ("<p id=x contenteditable>", true, true),
        ("<p id=x contenteditable=false>", false, false),
        ("<details><summary id=x>", true, true),
        ("<details><summary></summary><summary id=x>", false, false),
        ("<details><summary></summary><a id=x href=/>", false, false),
        ("<details open><summary></summary><a id=x href=/>", true, true),
        ("<video><a id=x href=/></video>", false, false),
        ("<video id=x controls>", true, true),
        ("<img usemap='#m'><map name=m><area id=x href=/></map>", true, true),
        ("<img usemap='#m' hidden><map name=m><area id=x href=/></map>", false, false),
        ("<map name=m><area id=x href=/></map>", false, false),
        ("<svg><a id=x href=/>", true, true),
    ];
    let wrong: Vec<_> = table
        .iter()
        .map(|row| (row, with(row.0, |tree, x| (tree.is_focusable(x), tree.is_tabbable(x)))))
        .filter(|(row, found)| (row.1, row.2) != *found)
        .collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn what_is_hidden_is_not_exposed() {
    let table = [
        ("<p id=x>", true),
        ("<p id=x hidden>", false),
        ("<div aria-hidden=true><p id=x>", false),
        ("<div aria-hidden=yes><p id=x>", true),
        ("<div inert><p id=x>", false),
        ("<details><p id=x>", false),
        ("<dialog><p id=x>", false),
        ("<template><p id=y></template><p id=x>", true),
        ("<p id=x style='visibility: hidden'>", false),
        ("<p id=x style='position: absolute; left: -9999px'>", true),
        ("<object data=/a.pdf><p id=x>", false),
    ];
    let wrong: Vec<_> =
        table.iter().filter(|(html, exposed)| with(html, |tree, x| tree.is_exposed(x)) != *exposed).collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}
