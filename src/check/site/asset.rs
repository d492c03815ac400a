//! The files that a page shows or runs.

use html5ever::local_name;

use super::facts::{Asset, AssetKind, Offer, span};
use super::{Span, Target};
use crate::check::Page;
use crate::html::Element;

/// What the `rel` of a link is that makes a browser fetch a file, or open a connection.
const FETCHED: &[&str] = &[
    "stylesheet",
    "icon",
    "manifest",
    "preload",
    "modulepreload",
    "prefetch",
    "preconnect",
    "dns-prefetch",
    "apple-touch-icon",
];

/// The formats of pictures that weigh least, by the ending of a file.
const LIGHT: &[&str] = &["avif", "webp", "jxl", "svg"];

/// The file that an element shows or runs.
pub(super) fn of(page: &Page<'_>, element: Element<'_>, target: &dyn Fn(&str) -> Target) -> Option<Asset> {
    let (kind, written) = named(element)?;
    if written.trim().is_empty() {
        return None;
    }
    let offer = element.is("img").then(|| offer(page, element));
    let span: Span = span(element);
    Some(Asset { kind, span, to: target(written), offer })
}

fn named(element: Element<'_>) -> Option<(AssetKind, &str)> {
    let attr = |name: &str| element.attr(name);
    // What is fetched is one of these: which, matters to nobody here.
    let first = |name: &str| attr(name).and_then(|set| set.split_whitespace().next());
    match *element.atom() {
        local_name!("img") | local_name!("image") => {
            let still = element.parent().filter(|parent| parent.is("picture")).is_some_and(|picture| {
                picture
                    .children()
                    .any(|e| e.attr("media").is_some_and(|media| media.contains("prefers-reduced-motion")))
            });
            let written = if element.is("img") { attr("src").or_else(|| first("srcset")) } else { attr("href") };
            Some((AssetKind::Picture { still }, written?))
        }
        local_name!("input") if element.attr_is("type", "image") => {
            Some((AssetKind::Picture { still: false }, attr("src")?))
        }
        local_name!("track") => Some((AssetKind::Track, attr("src")?)),
        local_name!("source") => Some((AssetKind::Other, attr("src").or_else(|| first("srcset"))?)),
        local_name!("script") | local_name!("video") | local_name!("audio") | local_name!("embed") => {
            Some((AssetKind::Other, attr("src")?))
        }
        local_name!("object") => Some((AssetKind::Other, attr("data")?)),
        local_name!("link") if is_fetched(element) => Some((AssetKind::Other, attr("href")?)),
        _ => None,
    }
}

/// Whether the `rel` of a link makes a browser fetch a file, or open a connection.
fn is_fetched(link: Element<'_>) -> bool {
    link.words("rel").any(|rel| FETCHED.iter().any(|known| rel.eq_ignore_ascii_case(known)))
}

fn offer(page: &Page<'_>, image: Element<'_>) -> Offer {
    let sources: Vec<Element<'_>> = image
        .parent()
        .filter(|parent| parent.is("picture"))
        .into_iter()
        .flat_map(Element::children)
        .filter(|child| child.is("source"))
        .collect();
    let style = page.styles.of(image);
    let said = || image.attr("width").and_then(|width| width.trim().parse::<f32>().ok());
    let light = |address: &str| {
        let path = address.split(['?', '#']).next().unwrap_or_default();
        path.rsplit_once('.').is_some_and(|(_, ending)| LIGHT.contains(&ending.to_ascii_lowercase().as_str()))
    };
    let words = |element: Element<'_>| -> Vec<String> {
        let all = ["src", "srcset"].into_iter().filter_map(|name| element.attr(name));
        all.flat_map(|set| set.split([' ', ','])).map(str::to_owned).collect()
    };
    let typed = |source: &Element<'_>| {
        source.attr("type").is_some_and(|kind| LIGHT.iter().any(|known| kind.to_ascii_lowercase().contains(known)))
    };
    let offers = || sources.iter().copied().chain([image]);
    Offer {
        slot: style.width.px().or_else(said).filter(|width| *width > 0.0),
        alone: sources.is_empty() && !image.has("srcset"),
        light: sources.iter().any(typed) || offers().any(|one| words(one).iter().any(|word| light(word))),
    }
}
