//! What a drawing must not hold (SVG 2, 2.2 and SVG Integration: what is left of it in an `<img>`, asked of every
//! drawing).

use std::collections::BTreeMap;
use std::ops::Range;

use quick_xml::escape::unescape;
use quick_xml::events::{BytesStart, Event};

use super::{Fault, events};

/// Elements nested deeper are a mistake or an attack.
const DEEPEST: usize = 200;
/// The shapes that a drawing may come to once every `use` is followed.
const MOST_SHAPES: u64 = 100_000;
/// The elements of SVG that draw, describe or move, sorted (SVG 2, appendix F, without scripts, frames and media).
const ELEMENTS: &[&str] = &[
    "a",
    "animate",
    "animateMotion",
    "animateTransform",
    "circle",
    "clipPath",
    "defs",
    "desc",
    "ellipse",
    "feBlend",
    "feColorMatrix",
    "feComponentTransfer",
    "feComposite",
    "feConvolveMatrix",
    "feDiffuseLighting",
    "feDisplacementMap",
    "feDistantLight",
    "feDropShadow",
    "feFlood",
    "feFuncA",
    "feFuncB",
    "feFuncG",
    "feFuncR",
    "feGaussianBlur",
    "feImage",
    "feMerge",
    "feMergeNode",
    "feMorphology",
    "feOffset",
    "fePointLight",
    "feSpecularLighting",
    "feSpotLight",
    "feTile",
    "feTurbulence",
    "filter",
    "g",
    "image",
    "line",
    "linearGradient",
    "marker",
    "mask",
    "metadata",
    "mpath",
    "path",
    "pattern",
    "polygon",
    "polyline",
    "radialGradient",
    "rect",
    "set",
    "stop",
    "style",
    "svg",
    "switch",
    "symbol",
    "text",
    "textPath",
    "title",
    "tspan",
    "use",
    "view",
];

const KEEP_INSIDE: &str = "put what it shows into the drawing itself: copy the shapes, embed the picture";
const PLAIN_SVG: &str =
    "save it as plain SVG, without the editor's own data; in Illustrator, without editing capabilities";
const NO_SCRIPT: &str = "take it out: a drawing is shown, not run";

/// All that is wrong with a drawing.
pub(super) fn faults(text: &str) -> Vec<Fault> {
    let mut guard = Guard::default();
    for event in events(text) {
        match event {
            Ok((span, event)) => guard.see(span, &event),
            Err((span, message)) => {
                guard.broken(span, &message);
                return guard.faults;
            }
        }
        if guard.open.len() > DEEPEST {
            guard.broken(text.len()..text.len(), "its elements are nested too deeply");
            return guard.faults;
        }
    }
    if !guard.open.is_empty() || !guard.rooted {
        guard.broken(text.len()..text.len(), "it ends too early");
    } else if guard.unfolded() > MOST_SHAPES {
        let message = "the drawing repeats its parts more than 100,000 times".to_owned();
        guard.faults.push(Fault { message, help: "draw less of it with `use`", span: 0..0 });
    }
    guard.faults
}

#[derive(Default)]
struct Guard {
    faults: Vec<Fault>,
    /// The elements that are open: name, id.
    open: Vec<(String, Option<String>)>,
    rooted: bool,
    /// What each id holds: shapes, and the ids it repeats. Under no id, the whole.
    held: BTreeMap<String, (u64, Vec<String>)>,
}

impl Guard {
    fn fault(&mut self, span: Range<usize>, message: String, help: &'static str) {
        self.faults.push(Fault { message, help, span });
    }

    fn broken(&mut self, span: Range<usize>, why: &str) {
        let why = why.lines().next().unwrap_or_default();
        self.fault(
            span,
            format!("the drawing cannot be read: {why}"),
            "open it in an editor and save it again as plain SVG",
        );
    }

    fn see(&mut self, span: Range<usize>, event: &Event<'_>) {
        match event {
            Event::Start(tag) => {
                let id = self.tag(span, tag);
                self.open.push((name_of(tag), id));
            }
            Event::Empty(tag) => drop(self.tag(span, tag)),
            Event::End(_) => drop(self.open.pop()),
            Event::Text(text) if self.is_in("style") => self.style(span, &String::from_utf8_lossy(text)),
            Event::CData(text) if self.is_in("style") => self.style(span, &String::from_utf8_lossy(text)),
            Event::GeneralRef(name) if !name.is_char_ref() && !is_known(name) => {
                let message = format!("`&{};` is an entity of the file's own", String::from_utf8_lossy(name));
                self.fault(span, message, PLAIN_SVG);
            }
            Event::PI(text) if text.starts_with(b"xml-stylesheet") => {
                self.fault(span, "the drawing loads a style sheet of another file".to_owned(), KEEP_INSIDE);
            }
            Event::DocType(text) if text.contains(&b'[') => {
                self.fault(span, "the drawing declares entities".to_owned(), PLAIN_SVG);
            }
            _ => {}
        }
    }

    fn is_in(&self, name: &str) -> bool {
        self.open.last().is_some_and(|(open, _)| open == name)
    }

    /// Looks at a tag: its id.
    fn tag(&mut self, span: Range<usize>, tag: &BytesStart<'_>) -> Option<String> {
        let name = name_of(tag);
        if !self.rooted && name != "svg" {
            self.broken(span.clone(), "its first element is not `svg`");
        }
        self.rooted = true;
        // An element with a prefix is of an editor, and left out; what is in another document was said.
        let foreign = self.open.iter().any(|(open, _)| open == "foreignObject");
        let strange = !foreign && tag.name().prefix().is_none() && ELEMENTS.binary_search(&name.as_str()).is_err();
        match name.as_str() {
            "script" | "handler" | "listener" => {
                self.fault(span.clone(), "the drawing holds a script".to_owned(), NO_SCRIPT);
            }
            "foreignObject" | "iframe" | "object" | "embed" | "audio" | "video" | "html" | "body" => {
                let message = format!("the drawing holds another document, in `{name}`");
                self.fault(span.clone(), message, "draw it with the shapes and texts of SVG, or export it as PNG");
            }
            _ if strange => {
                let message = format!("`{name}` is not an element of SVG");
                self.fault(
                    span.clone(),
                    message,
                    "browsers do not draw it: turn it into shapes and texts, and save again",
                );
            }
            _ => {}
        }
        let (mut id, mut repeated) = (None, None);
        for attribute in tag.attributes() {
            let Ok(attribute) = attribute else {
                self.broken(span.clone(), &format!("an attribute of `{name}` is written twice or without quotes"));
                return id;
            };
            let raw = String::from_utf8_lossy(&attribute.value).into_owned();
            let Ok(value) = unescape(&raw).map(std::borrow::Cow::into_owned) else {
                self.fault(
                    span.clone(),
                    format!("an attribute of `{name}` holds an entity of the file's own"),
                    PLAIN_SVG,
                );
                continue;
            };
            let local = String::from_utf8_lossy(attribute.key.local_name().as_ref()).into_owned();
            self.attribute(&span, &name, (&local, &value));
            match local.as_str() {
                "id" => id = Some(value),
                "href" if name == "use" => repeated = value.trim().strip_prefix('#').map(str::to_owned),
                _ => {}
            }
        }
        self.count(id.as_ref(), repeated.as_ref());
        id
    }

    fn attribute(&mut self, span: &Range<usize>, element: &str, (name, value): (&str, &str)) {
        let lower = name.to_ascii_lowercase();
        if lower.starts_with("on") && lower.len() > 2 {
            self.fault(span.clone(), format!("the drawing holds a script, in `{name}`"), NO_SCRIPT);
        } else if lower == "attributename" && (value.trim().starts_with("on") || value.contains("href")) {
            self.fault(span.clone(), format!("the drawing changes `{}` as it is shown", value.trim()), NO_SCRIPT);
        } else if matches!(lower.as_str(), "href" | "src") {
            self.address(span, element, value);
        } else if lower == "xmlns" && value.ends_with("xhtml") {
            self.fault(span.clone(), "the drawing holds HTML".to_owned(), "draw it with the shapes and texts of SVG");
        } else if lower == "style" || value.contains('(') || value.contains('\\') {
            self.style(span.clone(), value);
        }
    }

    fn address(&mut self, span: &Range<usize>, element: &str, value: &str) {
        // Browsers leave out white space and controls, in the scheme too.
        let plain: String = value.chars().filter(|c| !c.is_whitespace() && !c.is_control()).collect();
        let plain = plain.to_ascii_lowercase();
        let scheme = plain.find([':', '/', '?', '#']).filter(|at| plain[*at..].starts_with(':')).map(|at| &plain[..at]);
        match scheme {
            Some("javascript" | "vbscript") => {
                self.fault(span.clone(), "the drawing holds a script, in an address".to_owned(), NO_SCRIPT);
            }
            // A link is followed by whoever wants to; everything else is loaded.
            _ if element == "a" && scheme != Some("data") => {}
            Some("data") if plain.starts_with("data:image/") && element != "use" => {}
            _ if plain.is_empty() || plain.starts_with('#') => {}
            _ => {
                let message = format!("the drawing loads `{}`", shortened(value.trim()));
                self.fault(span.clone(), message, KEEP_INSIDE);
            }
        }
    }

    /// Looks at declarations or rules of CSS.
    fn style(&mut self, span: Range<usize>, css: &str) {
        let css = unescaped(css).to_ascii_lowercase();
        if css.contains("@import") || css.contains("image-set(") {
            self.fault(span, "the style of the drawing loads another file".to_owned(), KEEP_INSIDE);
            return;
        }
        let outside = css.match_indices("url(").find_map(|(at, _)| {
            let address = css[at + 4..].trim_start_matches(|c: char| c.is_whitespace() || c == '"' || c == '\'');
            let inside =
                address.starts_with('#') || address.starts_with("data:image/") || address.starts_with("data:font/");
            (!inside).then(|| address.split([')', '"', '\'']).next().unwrap_or_default().to_owned())
        });
        if let Some(address) = outside {
            self.fault(span, format!("the style of the drawing loads `{}`", shortened(&address)), KEEP_INSIDE);
        }
    }

    /// Counts a shape in all that is open, with what it repeats.
    fn count(&mut self, id: Option<&String>, repeated: Option<&String>) {
        let around = self.open.iter().filter_map(|(_, id)| id.as_ref()).chain(id).cloned().chain([String::new()]);
        for id in around {
            let (shapes, all) = self.held.entry(id).or_default();
            *shapes += 1;
            all.extend(repeated.cloned());
        }
    }

    /// How many shapes the drawing comes to. A circle of `use` is drawn by nobody.
    fn unfolded(&self) -> u64 {
        let mut known = BTreeMap::new();
        unfold("", &self.held, &mut known)
    }
}

fn unfold<'a>(id: &'a str, held: &'a BTreeMap<String, (u64, Vec<String>)>, known: &mut BTreeMap<&'a str, u64>) -> u64 {
    if let Some(count) = known.get(id) {
        return *count;
    }
    let Some((shapes, repeated)) = held.get(id) else { return 0 };
    known.insert(id, 0);
    let total = repeated.iter().fold(*shapes, |total, other| total.saturating_add(unfold(other, held, known)));
    known.insert(id, total);
    total
}

fn name_of(tag: &BytesStart<'_>) -> String {
    String::from_utf8_lossy(tag.local_name().as_ref()).into_owned()
}

/// Whether XML itself declares an entity (XML 1.0, 4.6).
fn is_known(name: &[u8]) -> bool {
    matches!(name, b"amp" | b"lt" | b"gt" | b"quot" | b"apos")
}

/// CSS without its escapes (CSS Syntax 3, 4.3.7): `\75 rl(` is `url(`.
fn unescaped(css: &str) -> String {
    let mut out = String::with_capacity(css.len());
    let mut rest = css;
    while let Some((before, after)) = rest.split_once('\\') {
        out.push_str(before);
        let digits = after.bytes().take(6).take_while(u8::is_ascii_hexdigit).count();
        let code = u32::from_str_radix(&after[..digits], 16).ok().and_then(char::from_u32);
        out.extend(code);
        rest = &after[digits..];
        if digits > 0 {
            rest = rest.strip_prefix(|c: char| c.is_ascii_whitespace()).unwrap_or(rest);
        }
    }
    out.push_str(rest);
    out
}

/// The start of a long address.
fn shortened(address: &str) -> String {
    let short: String = address.chars().take(60).collect();
    if short.len() < address.len() { short + "…" } else { short }
}
