//! What a page really uses, in the terms of a content security policy (<https://www.w3.org/TR/CSP3/>).

use std::collections::BTreeSet;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest as _, Sha256};
use url::Url;

use crate::html::{self, Element};

/// What pages ask a browser for. Sources are as a policy writes them: `'self'`, `data:`, an origin, a hash.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Needs {
    /// Scripts, with the hash of each that is in the page.
    pub scripts: BTreeSet<String>,
    /// Whether scripts may compile WebAssembly.
    pub assembly: bool,
    /// Handlers such as `onclick`, by hash.
    pub handlers: BTreeSet<String>,
    /// Style sheets, with the hash of each that is in the page.
    pub styles: BTreeSet<String>,
    /// Whether there are `style` attributes.
    pub style_attributes: bool,
    /// Pictures.
    pub pictures: BTreeSet<String>,
    /// Fonts.
    pub fonts: BTreeSet<String>,
    /// Sound, video, captions.
    pub media: BTreeSet<String>,
    /// Frames.
    pub frames: BTreeSet<String>,
    /// Where forms are sent.
    pub forms: BTreeSet<String>,
    /// Web application manifests.
    pub manifests: BTreeSet<String>,
    /// Documents of plug-ins.
    pub objects: BTreeSet<String>,
    /// `<base>`.
    pub bases: BTreeSet<String>,
}

/// `'self'`, the site's own origin.
const OWN: &str = "'self'";

/// The types of scripts that browsers run (HTML Standard, 4.12.1; MIME Sniffing, 4.6). Others hold data.
const RUN: &[&str] = &[
    "",
    "module",
    "importmap",
    "speculationrules",
    "text/javascript",
    "application/javascript",
    "text/ecmascript",
    "application/ecmascript",
    "application/x-javascript",
];

impl Needs {
    /// What one or the other needs.
    #[must_use]
    pub fn with(mut self, other: &Self) -> Self {
        let Self { scripts, handlers, styles, style_attributes, pictures, fonts, media, frames, forms, .. } = other;
        let pairs = [
            (&mut self.scripts, scripts),
            (&mut self.handlers, handlers),
            (&mut self.styles, styles),
            (&mut self.pictures, pictures),
            (&mut self.fonts, fonts),
            (&mut self.media, media),
            (&mut self.frames, frames),
            (&mut self.forms, forms),
            (&mut self.manifests, &other.manifests),
            (&mut self.objects, &other.objects),
            (&mut self.bases, &other.bases),
        ];
        for (own, others) in pairs {
            own.extend(others.iter().cloned());
        }
        self.style_attributes |= style_attributes;
        self.assembly |= other.assembly;
        self
    }

    /// The policy that lets this and nothing else. `frames` says who may show the page in one, `none` or `self`;
    /// `scheme` is that of the site's address.
    pub fn policy(&self, frames: &str, scheme: &str) -> String {
        let mut directives = vec!["default-src 'none'".to_owned()];
        let mut add = |name: &str, sources: &mut dyn Iterator<Item = &str>| {
            let sources: Vec<&str> = sources.collect();
            if !sources.is_empty() {
                directives.push(format!("{name} {}", sources.join(" ")));
            }
        };
        // Browsers ask for the icon of a site by themselves.
        let pictures = each(&self.pictures).filter(|source| *source != OWN);
        add("img-src", &mut std::iter::once(OWN).chain(pictures));
        add("style-src", &mut each(&self.styles));
        if self.style_attributes {
            add("style-src-attr", &mut std::iter::once("'unsafe-inline'"));
        }
        add("font-src", &mut each(&self.fonts));
        let assembly = (self.assembly && !self.scripts.is_empty()).then_some("'wasm-unsafe-eval'");
        add("script-src", &mut each(&self.scripts).chain(assembly));
        if !self.handlers.is_empty() {
            add("script-src-attr", &mut std::iter::once("'unsafe-hashes'").chain(each(&self.handlers)));
        }
        if !self.scripts.is_empty() {
            add("connect-src", &mut std::iter::once(OWN));
        }
        add("media-src", &mut each(&self.media));
        add("frame-src", &mut each(&self.frames));
        add("object-src", &mut each(&self.objects));
        add("manifest-src", &mut each(&self.manifests));
        let or_none = |set: &BTreeSet<String>| {
            let sources: Vec<&str> = each(set).collect();
            if sources.is_empty() { "'none'".to_owned() } else { sources.join(" ") }
        };
        directives.push(format!("form-action {}", or_none(&self.forms)));
        directives.push(format!("base-uri {}", or_none(&self.bases)));
        directives.push(format!("frame-ancestors '{frames}'"));
        if scheme == "https" {
            directives.push("upgrade-insecure-requests".to_owned());
        }
        directives.join("; ")
    }
}

/// What a page of the site at `base_url` uses.
pub fn of_page(text: &str, base_url: &str) -> Needs {
    let document = html::parse(text);
    let origin = Url::parse(base_url).ok();
    let mut needs = Needs::default();
    for element in document.elements() {
        for attribute in element.attributes() {
            let (name, value) = (attribute.name, attribute.value);
            if name.len() > 2 && name.starts_with("on") {
                needs.handlers.insert(hash(value));
            } else if name == "style" {
                needs.style_attributes = true;
            }
        }
        read(element, origin.as_ref(), &mut needs);
    }
    needs
}

fn read(element: Element<'_>, origin: Option<&Url>, needs: &mut Needs) {
    let source = |name: &str| element.attr(name).and_then(|address| source(address, origin));
    match element.name() {
        "script" if element.has("src") => needs.scripts.extend(source("src")),
        "script" => {
            let kind = element.attr("type").unwrap_or_default().trim().to_ascii_lowercase();
            let kind = kind.split(';').next().unwrap_or_default().trim_end();
            if RUN.contains(&kind) {
                needs.scripts.insert(hash(&element.text()));
            }
        }
        "style" => {
            let text = element.text();
            needs.styles.insert(hash(&text));
            *needs = std::mem::take(needs).with(&of_sheet(&text));
        }
        "link" => {
            let relation = element.attr("rel").unwrap_or_default().to_ascii_lowercase();
            let into = |relation: &str| match (relation, element.attr("as")) {
                ("stylesheet", _) | ("preload", Some("style")) => Some("style"),
                ("icon" | "apple-touch-icon" | "mask-icon", _) | ("preload", Some("image")) => Some("image"),
                ("manifest", _) => Some("manifest"),
                ("preload", Some("font")) => Some("font"),
                ("modulepreload", _) | ("preload", Some("script")) => Some("script"),
                _ => None,
            };
            for kind in relation.split_ascii_whitespace().filter_map(into) {
                let set = match kind {
                    "style" => &mut needs.styles,
                    "image" => &mut needs.pictures,
                    "manifest" => &mut needs.manifests,
                    "font" => &mut needs.fonts,
                    _ => &mut needs.scripts,
                };
                set.extend(source("href"));
            }
        }
        "img" | "source" | "image" | "input" | "use" | "feImage" => {
            let is_media =
                element.is("source") && element.parent().is_some_and(|parent| parent.is_any(&["audio", "video"]));
            let set = if is_media { &mut needs.media } else { &mut needs.pictures };
            set.extend(["src", "href"].into_iter().filter_map(source));
            let candidates = element.attr("srcset").unwrap_or_default().split(',');
            let addresses = candidates.filter_map(|candidate| candidate.split_ascii_whitespace().next());
            set.extend(addresses.filter_map(|address| self::source(address, origin)));
            needs.forms.extend(source("formaction"));
        }
        "audio" | "video" | "track" => {
            needs.media.extend(source("src"));
            needs.pictures.extend(source("poster"));
        }
        "iframe" | "frame" => needs.frames.extend(source("src")),
        "object" => needs.objects.extend(source("data")),
        "embed" => needs.objects.extend(source("src")),
        // A form without an address is sent to its own page.
        "form" => {
            needs.forms.extend(source("action").or_else(|| (!element.has("action")).then(|| OWN.to_owned())));
        }
        "button" => needs.forms.extend(source("formaction")),
        "base" => needs.bases.extend(source("href")),
        _ => {}
    }
}

/// What a style sheet of the site makes a browser fetch.
pub fn of_sheet(css: &str) -> Needs {
    let mut needs = Needs::default();
    let mut rest = css;
    while let Some(at) = rest.find("url(") {
        let before = &rest[..at];
        rest = &rest[at + "url(".len()..];
        let address = rest.trim_start().trim_start_matches(['"', '\'']);
        let address = &address[..address.find(['"', '\'', ')']).unwrap_or(address.len())];
        let Some(source) = source(address, None) else { continue };
        // What an address is for stands in the declaration or the rule that it is in.
        let statement = before.rsplit([';', '}']).next().unwrap_or_default();
        if statement.contains("@import") {
            needs.styles.insert(source);
        } else if before.rfind("@font-face").is_some_and(|rule| !before[rule..].contains('}')) {
            needs.fonts.insert(source);
        } else {
            needs.pictures.insert(source);
        }
    }
    needs
}

/// How a policy names where an address leads; nothing for what it does not rule.
fn source(address: &str, own: Option<&Url>) -> Option<String> {
    let address = address.trim();
    if address.starts_with('#') {
        return None;
    }
    let absolute = if address.starts_with("//") { format!("https:{address}") } else { address.to_owned() };
    match Url::parse(&absolute) {
        Ok(url) if own.is_some_and(|own| own.origin() == url.origin()) => Some(OWN.to_owned()),
        Ok(url) => match url.scheme() {
            "http" | "https" => Some(url.origin().ascii_serialization()),
            "data" => Some("data:".to_owned()),
            "blob" => Some("blob:".to_owned()),
            _ => None,
        },
        Err(_) => Some(OWN.to_owned()),
    }
}

fn each(set: &BTreeSet<String>) -> impl Iterator<Item = &str> {
    set.iter().map(String::as_str)
}

fn hash(text: &str) -> String {
    format!("'sha256-{}'", STANDARD.encode(Sha256::digest(text)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn policy(page: &str) -> String {
        of_page(page, "https://a.example").policy("none", "https")
    }

    #[test]
    fn a_page_of_text_may_do_nothing() {
        assert_eq!(
            policy("<!doctype html><title>A</title><p>Text"),
            "default-src 'none'; img-src 'self'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'; \
             upgrade-insecure-requests"
        );
    }

    #[test]
    fn scripts_of_a_page_are_let_by_hash_and_data_is_not_a_script() {
        // The hash of CSP3, 6.7.2.3, example 20, made with openssl.
        let page = "<script>alert('Hello, world.');</script><script type=\"application/ld+json\">{}</script>";
        let policy = policy(page);
        assert!(
            policy.contains("script-src 'sha256-qznLcsROx4GACP2dm0UCKCzCG+HiZ1guq6ZZDob/Tng='; connect-src 'self';")
        );
        assert_eq!(policy.matches("sha256-").count(), 1);
        assert!(!policy.contains("unsafe"));
    }

    #[test]
    fn each_thing_is_let_where_it_is_used_only() {
        let cases = [
            ("<link rel=stylesheet href=/a.css>", "style-src 'self'"),
            ("<img src=https://b.example/p.png>", "img-src 'self' https://b.example"),
            ("<img src=https://a.example/p.png srcset='//c.example/q.png 2x'>", "img-src 'self' https://c.example"),
            ("<video poster=p.png><source src=v.webm></video>", "media-src 'self'"),
            ("<iframe src='https://peertube.example/v/1'></iframe>", "frame-src https://peertube.example"),
            ("<form action=/search/></form>", "form-action 'self'"),
            ("<form></form>", "form-action 'self'"),
            ("<p style='color:red'>", "style-src-attr 'unsafe-inline'"),
            ("<button onclick='go()'>", "script-src-attr 'unsafe-hashes' 'sha256-"),
            (
                "<style>@font-face{src:url(/f.woff2)} p{background:url(data:image/png;base64,AA)}</style>",
                "font-src 'self'",
            ),
            ("<style>p{background:url(data:image/png;base64,AA)}</style>", "img-src 'self' data:"),
            ("<link rel=manifest href=/m.webmanifest>", "manifest-src 'self'"),
        ];
        for (page, expected) in cases {
            let policy = policy(page);
            assert!(policy.contains(expected), "{page}: {policy}");
        }
    }

    #[test]
    fn what_two_pages_need_is_what_each_needs() {
        let [a, b] =
            ["<iframe src=https://b.example/>", "<p style=a:b>"].map(|page| of_page(page, "https://a.example"));
        let both = a.clone().with(&b);
        assert!(both.style_attributes && both.frames == a.frames);
        assert_eq!(b.with(&a), both);
    }
}
