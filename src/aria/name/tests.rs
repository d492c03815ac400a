//! Names, as a table: HTML in which the element to name has `id=x`.

use crate::aria::Tree;
use crate::{html, style};

fn name(html: &str) -> String {
    let document = html::parse(html);
    let styles = style::compute(&style::Engine::default(), &document, &|_| None);
    let tree = Tree::new(&document, &styles);
    tree.name(document.by_id("x").expect("an element to name")).into_owned()
}

#[test]
fn names_come_from_what_the_specification_says_first() {
    let table = [
        (
            r"<a id=x href=/>  The <b>great</b>
            hall </a>",
            "The great hall",
        ),
        (r#"<button id=x aria-label="Close">x</button>"#, "Close"),
        (r#"<button id=x aria-label=" ">x</button>"#, "x"),
        (r#"<button id=x aria-label="Remove" aria-labelledby="x y">-</button><i id=y>Lyon</i>"#, "Remove Lyon"),
        (r#"<input id=x aria-labelledby="nowhere" title="Town">"#, "Town"),
        (r#"<input id=x aria-labelledby="y"><p id=y hidden>Town <b hidden>and street</b>"#, "Town and street"),
        (r"<p id=x>Words</p>", ""),
        (r"<label>Name <input id=x value=Ana> here</label>", "Name here"),
        (r"<label for=x>One</label><label for=x>Two</label><input id=x>", "One Two"),
        (r"<label for=x>Flash <input value=3> times</label><input id=x type=checkbox>", "Flash 3 times"),
        (
            r"<label for=x>In <select><option>Lyon<option selected>Lille</select></label><input id=x type=radio>",
            "In Lille",
        ),
        (r"<input id=x placeholder=City title=Town>", "Town"),
        (r"<input id=x placeholder=City>", "City"),
        (r"<input id=x type=submit>", "Submit"),
        (r#"<input id=x type=submit value="">"#, ""),
        (r"<input id=x type=submit value=Go>", "Go"),
        (r"<input id=x type=button>", ""),
        (r"<input id=x type=image alt=Search value=no>", "Search"),
        (r#"<img id=x alt="" title=No>"#, ""),
        (r"<img id=x title=Yes>", "Yes"),
        (r"<a id=x href=/><img alt=Home></a>", "Home"),
        (r"<a id=x href=/><img alt=Home role=none></a>", ""),
        (r#"<a id=x href=/>Plan<img alt="of the hall"> here</a>"#, "Planof the hall here"),
        (r"<a id=x href=/><div>Two</div><div>lines</div></a>", "Two lines"),
        (r"<a id=x href=/>Hall<span aria-hidden=true> 3</span></a>", "Hall"),
        (r#"<a id=x href=/><svg><title>Home</title><path d=""/></svg></a>"#, "Home"),
        (r"<a id=x href=/><i>&#xe001;</i></a>", ""),
        (r"<a id=x href=/ title=Up>&nbsp;</a>", "Up"),
        (r"<table id=x><caption>Hours</caption><tr><td>1</table>", "Hours"),
        (r"<fieldset id=x><legend>Address</legend><input></fieldset>", "Address"),
        (r"<figure id=x><img alt=a><figcaption>The hall</figcaption></figure>", "The hall"),
        (r"<details><summary id=x>More</summary>All</details>", "More"),
        (r#"<h1 id=x><a href=/ aria-label="Go home">Home</a> now</h1>"#, "Go home now"),
        (r"<iframe id=x title=Map></iframe>", "Map"),
        (r"<ul id=x aria-label=Places><li>Lyon</ul>", "Places"),
        (r"<svg id=x role=img><title>Plan</title></svg>", "Plan"),
        (r"<select><optgroup id=x label=Towns></select>", "Towns"),
        (r"<div id=x role=button aria-owns=y></div><p id=y>Owned</p>", "Owned"),
        (r"<span id=x role=checkbox>Yes <i role=img aria-label=really></i></span>", "Yes really"),
        (r"<button id=x aria-labelledby=y></button><div id=y aria-labelledby=z>here</div><p id=z>there</p>", "here"),
    ];
    let wrong: Vec<_> =
        table.iter().filter(|(html, expected)| name(html) != *expected).map(|row| (row, name(row.0))).collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn deep_pages_are_named_in_little_time_and_stack() {
    let html = format!("<a id=x href=/>{}deep", "<b>".repeat(50_000));
    assert!(name(&html).len() <= 4);
    let loops = r#"<a id=x href=/ aria-labelledby="x y">a</a><a id=y href=/ aria-labelledby="x y" aria-owns=x>b</a>"#;
    assert_eq!(name(loops), "a b");
}

#[test]
fn descriptions_are_not_names() {
    let document =
        html::parse(r"<button id=x aria-describedby=y title=T>Go</button><p id=y>now</p><input id=z title=T>");
    let styles = style::compute(&style::Engine::default(), &document, &|_| None);
    let tree = Tree::new(&document, &styles);
    let describe = |id| tree.description(document.by_id(id).expect("an element to describe"));
    assert_eq!((describe("x").as_str(), describe("z").as_str()), ("now", ""));
}
