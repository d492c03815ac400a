//! A drawing written again without what nobody sees.

use quick_xml::events::{BytesStart, Event};

use super::path::{data, list};
use super::{Shown, events, number};

/// The namespace of SVG.
const NAMESPACE: &str = "http://www.w3.org/2000/svg";
/// Elements in which white space is text.
const TEXTS: &[&[u8]] = &[b"text", b"tspan", b"textPath", b"title", b"desc", b"style"];
/// Attributes that say nothing to a browser.
const IDLE: &[&[u8]] = &[b"version", b"baseProfile", b"enable-background", b"contentScriptType", b"contentStyleType"];
/// Attributes that are one number.
const NUMBERS: &[&[u8]] = &[
    b"cx",
    b"cy",
    b"fill-opacity",
    b"fx",
    b"fy",
    b"height",
    b"offset",
    b"opacity",
    b"r",
    b"rx",
    b"ry",
    b"stop-opacity",
    b"stroke-miterlimit",
    b"stroke-opacity",
    b"stroke-width",
    b"width",
    b"x",
    b"x1",
    b"x2",
    b"y",
    b"y1",
    b"y2",
];

/// The drawing, which was found safe.
pub(super) fn minify(text: &str, shown: Shown) -> String {
    // Whoever keeps white space, or gives SVG a prefix, wants the text as it is.
    if text.contains("xml:space") || has_prefix(text) {
        return text[root(text)..].trim_end().to_owned();
    }
    let linked = text.match_indices("xlink:").any(|(at, _)| text[..at].ends_with(|c: char| c.is_ascii_whitespace()));
    let mut out = String::with_capacity(text.len());
    // How deep in an element that is left out, and in one whose text is shown.
    let (mut dropped, mut shown_text) = (0_usize, 0_usize);
    for (span, event) in events(text).flatten() {
        let raw = &text[span];
        match event {
            Event::Start(_) if dropped > 0 => dropped += 1,
            Event::End(_) if dropped > 0 => dropped -= 1,
            _ if dropped > 0 => {}
            Event::Start(tag) if is_idle(&tag) => dropped = 1,
            Event::Empty(tag) if is_idle(&tag) || tag.name().as_ref() == b"defs" => {}
            Event::Start(tag) => {
                shown_text += usize::from(is_text(tag.name().as_ref()));
                write(&mut out, &tag, (shown, linked));
                out.push('>');
            }
            Event::Empty(tag) => {
                write(&mut out, &tag, (shown, linked));
                out.push_str("/>");
            }
            Event::End(tag) => {
                shown_text -= usize::from(is_text(tag.name().as_ref()));
                close(&mut out, &String::from_utf8_lossy(tag.name().as_ref()));
            }
            Event::Text(_) if shown_text == 0 && raw.trim().is_empty() => {}
            Event::Text(_) | Event::CData(_) | Event::GeneralRef(_) => out.push_str(raw),
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_) | Event::Eof => {}
        }
    }
    out
}

/// Whether elements of SVG are written with a prefix: `<ns0:path>`.
fn has_prefix(text: &str) -> bool {
    let declared = text.match_indices(NAMESPACE).filter_map(|(at, _)| {
        let before = text[..at].trim_end_matches(['"', '\'', '=']).trim_end();
        before.rsplit_once("xmlns:").map(|(_, prefix)| prefix)
    });
    declared.into_iter().any(|prefix| text.contains(&format!("<{prefix}:")))
}

/// Where the root is.
fn root(text: &str) -> usize {
    let first = events(text).flatten().find(|(_, event)| matches!(event, Event::Start(_) | Event::Empty(_)));
    first.map_or(0, |(span, _)| span.start)
}

/// Whether an element is for editors only: metadata, or of another namespace.
fn is_idle(tag: &BytesStart<'_>) -> bool {
    tag.name().as_ref() == b"metadata" || tag.name().prefix().is_some()
}

fn is_text(name: &[u8]) -> bool {
    TEXTS.contains(&name)
}

/// An element in which nothing is left is closed at once.
fn close(out: &mut String, name: &str) {
    let opened = out.rfind('<').filter(|at| {
        let tag = &out[at + 1..];
        let own = tag.strip_prefix(name).is_some_and(|rest| rest.starts_with([' ', '>']));
        own && tag.ends_with('>') && !tag.ends_with("/>") && tag.matches('>').count() == 1
    });
    // `<title>` and `<style>` without an end tag would swallow what follows them in HTML.
    if opened.is_some() && !is_text(name.as_bytes()) {
        out.pop();
        out.push_str("/>");
    } else {
        out.push_str("</");
        out.push_str(name);
        out.push('>');
    }
}

/// Writes a start tag up to its end.
fn write(out: &mut String, tag: &BytesStart<'_>, (shown, linked): (Shown, bool)) {
    out.push('<');
    out.push_str(&String::from_utf8_lossy(tag.name().as_ref()));
    for attribute in tag.attributes().flatten() {
        let key = attribute.key.as_ref();
        let value = String::from_utf8_lossy(&attribute.value);
        let kept = match attribute.key.prefix().map(|prefix| prefix.into_inner().to_vec()).as_deref() {
            Some(b"xmlns") => shown == Shown::Alone && key == b"xmlns:xlink" && linked,
            Some(prefix) => matches!(prefix, b"xlink" | b"xml"),
            None if key == b"xmlns" => shown == Shown::Alone,
            None => !(IDLE.contains(&key) || key == b"style" && value.trim().is_empty()),
        };
        if !kept {
            continue;
        }
        let short = match key {
            b"d" => data(&value),
            b"points" | b"viewBox" | b"stroke-dasharray" => list(&value),
            _ if NUMBERS.contains(&key) => number::short(&value),
            _ => None,
        };
        out.push(' ');
        out.push_str(&String::from_utf8_lossy(key));
        out.push_str("=\"");
        out.push_str(&short.unwrap_or_else(|| value.replace('"', "&quot;")));
        out.push('"');
    }
}
