//! Any bytes are a style sheet, linked or in an attribute: styles are computed and every rule is run.

#![no_main]

use std::sync::Arc;

use libfuzzer_sys::fuzz_target;
use osier::finding::OutputPath;
use osier::{check, html, style};

const HEAD: &str = "<!doctype html><html lang=en><head><title>t</title><link rel=stylesheet href=/s.css></head><body>";
const BODY: &str = "<h1 id=a class=b>c</h1><p>d <a href=#a>e</a> <em>f</em><ul><li>g</ul><img src=h alt=i>\
    <form><label>j <input name=k></label><button disabled>l</button></form><table><tr><th>m<td>n</table>";

fuzz_target!(|bytes: &[u8]| {
    let css = String::from_utf8_lossy(bytes);
    let inline = css.replace('&', "&amp;").replace('"', "&quot;");
    let page = format!("{HEAD}<div style=\"{inline}\">{BODY}</div>");
    let document = html::parse(&page);
    let sheet: Arc<str> = Arc::from(&*css);
    let styles = style::compute(&style::Engine::default(), &document, &|_| Some(sheet.clone()));
    let path = OutputPath::new("index.html");
    let _ = check::page(&check::Page::new(&path, &document, &styles));
});
