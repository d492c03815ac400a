//! What criteria have no subject on some pages, so that they do not apply: only what the pages themselves prove.
//!
//! A script can put anything in a page, and a frame shows another page: with one of these, next to nothing is proved.

use crate::html::{Document, Element, parse};

/// Files that play: a link to one is a time-based medium.
const MEDIA: &[&str] =
    &["mp4", "m4v", "webm", "ogv", "mov", "avi", "mkv", "mp3", "m4a", "ogg", "oga", "opus", "wav", "flac", "m3u8"];

/// The numbers of the criteria of the RGAA 4 that none of these pages, whole HTML files, gives a subject to.
pub fn absent(pages: &[&str]) -> Vec<&'static str> {
    let documents: Vec<Document> = pages.iter().map(|html| parse(html)).collect();
    if documents.is_empty() {
        return Vec::new();
    }
    let none = |is: &dyn Fn(Element<'_>) -> bool| !documents.iter().any(|document| document.elements().any(is));
    // Whatever a script or a plug-in adds is not seen here.
    let still = none(&runs);
    if !still {
        return Vec::new();
    }
    let mut found = Vec::new();
    let frames = none(&|element| element.is_any(&["iframe", "frame"]));
    if frames {
        found.extend(["2.1", "2.2"]);
    }
    let embedded = none(&|element| element.is_any(&["object", "embed", "applet", "canvas"]));
    if frames && embedded {
        // Without a script: nothing to replace, to operate or to announce, no gesture and no motion of the device.
        found.extend(["7.1", "7.2", "7.3", "7.4", "7.5", "12.10", "13.10", "13.12"]);
        let timed = none(&|element| element.is_any(&["video", "audio", "bgsound"]) || leads_to_media(element));
        if timed {
            found.extend(["4.1", "4.2", "4.3", "4.4", "4.5", "4.6", "4.7", "4.10", "4.11"]);
        }
        // A drawing in SVG may be an animation.
        let drawn = none(&|element| element.name() == "svg");
        if drawn {
            found.extend(["4.8", "4.9", "4.12"]);
        }
        if timed && drawn {
            found.push("4.13");
        }
    }
    if none(&|element| element.is("table") || role_is(element, &["table", "grid", "treegrid"])) {
        found.extend(["5.1", "5.2", "5.3", "5.4", "5.5", "5.6", "5.7", "5.8"]);
    }
    if frames && none(&is_field) {
        // An image to be read is to be answered in a field.
        found.extend(["1.4", "1.5"]);
        found.extend([
            "11.1", "11.2", "11.3", "11.4", "11.5", "11.6", "11.7", "11.8", "11.10", "11.11", "11.12", "11.13",
        ]);
        if none(&is_button) {
            found.push("11.9");
        }
    }
    found
}

/// Whether an element runs something: a script that is not data, an event handler, an address that is a script.
fn runs(element: Element<'_>) -> bool {
    let script = element.is("script")
        && element.attr("type").is_none_or(|kind| {
            let kind = kind.trim().to_ascii_lowercase();
            kind.is_empty() || kind == "module" || kind.ends_with("javascript") || kind.ends_with("ecmascript")
        });
    let handler = element.attributes().any(|attribute| attribute.name.starts_with("on"));
    let address = ["href", "action", "formaction"]
        .iter()
        .any(|name| element.attr(name).is_some_and(|url| url.trim().to_ascii_lowercase().starts_with("javascript:")));
    script || handler || address
}

fn role_is(element: Element<'_>, roles: &[&str]) -> bool {
    element.attr("role").is_some_and(|role| role.split_whitespace().any(|role| roles.contains(&role)))
}

fn leads_to_media(element: Element<'_>) -> bool {
    let file = element.attr("href").map(|href| href.split(['?', '#']).next().unwrap_or_default().to_ascii_lowercase());
    file.and_then(|file| file.rsplit_once('.').map(|(_, extension)| MEDIA.contains(&extension))).unwrap_or_default()
}

fn is_field(element: Element<'_>) -> bool {
    let kind = element.attr("type").unwrap_or("text").to_ascii_lowercase();
    let input = element.is("input") && !["hidden", "button", "submit", "reset", "image"].contains(&kind.as_str());
    let roles = ["textbox", "searchbox", "combobox", "listbox", "checkbox", "radio", "switch", "slider", "spinbutton"];
    input
        || element.is_any(&["select", "textarea", "form"])
        || element.attr("contenteditable").is_some_and(|value| value != "false")
        || role_is(element, &roles)
}

fn is_button(element: Element<'_>) -> bool {
    element.is_any(&["button", "input"]) || role_is(element, &["button"])
}
