//! The files that a page shows or runs.

use html5ever::local_name;

use super::facts::{Asset, AssetKind, Offer, span};
use super::{Css, Target};
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

/// The files that an element shows or runs, `css` being what its own style asks for. Where `all` are wanted, those that
/// it offers or gives to others to show are among them.
pub(super) fn of(
    page: &Page<'_>,
    element: Element<'_>,
    css: Option<&Css>,
    all: bool,
    target: &dyn Fn(&str) -> Target,
) -> Vec<Asset> {
    let main = named(element).filter(|(_, written)| !written.trim().is_empty());
    let mut offer = element.is("img").then(|| offer(page, element));
    let drawn = css.into_iter().flat_map(|css| &css.addresses).map(|address| (AssetKind::Drawn, address.as_str()));
    let given = all.then(|| others(element, main)).into_iter().flatten().map(|written| (AssetKind::Other, written));
    let asset = |(kind, written)| Asset { kind, span: span(element), to: target(written), offer: offer.take() };
    main.into_iter().chain(drawn).chain(given).map(asset).collect()
}

fn named(element: Element<'_>) -> Option<(AssetKind, &str)> {
    let attr = |name: &str| element.attr(name);
    // What is fetched is one of these: which, matters to few.
    let first = |name: &str| attr(name).and_then(|set| candidates(set).next());
    match *element.atom() {
        local_name!("img") | local_name!("image") => {
            let still = element.parent().filter(|parent| parent.is("picture")).is_some_and(|picture| {
                picture
                    .children()
                    .any(|e| e.attr("media").is_some_and(|media| media.contains("prefers-reduced-motion")))
            });
            let written = if element.is("img") { attr("src").or_else(|| first("srcset")) } else { drawing(element) };
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

/// What an element names beside its main file: what it offers for other screens, shows before a video or of another
/// drawing, gives to who shows the page elsewhere.
fn others<'d>(element: Element<'d>, main: Option<(AssetKind, &str)>) -> Vec<&'d str> {
    let set = |name: &str| element.attr(name).into_iter().flat_map(candidates);
    let all: Vec<&str> = match *element.atom() {
        local_name!("img") | local_name!("source") => set("srcset").collect(),
        local_name!("link") => set("imagesrcset").collect(),
        local_name!("video") => element.attr("poster").into_iter().collect(),
        local_name!("use") => drawing(element).into_iter().collect(),
        local_name!("meta") if element.attr_is("property", "og:image") => element.attr("content").into_iter().collect(),
        _ => Vec::new(),
    };
    let main = main.map(|(_, written)| written.trim());
    let is_new = |written: &&str| !written.is_empty() && !written.starts_with('#') && Some(*written) != main;
    all.into_iter().map(str::trim).filter(is_new).collect()
}

/// The addresses of a `srcset` (HTML Standard, 4.8.4.3.1): one ends at white space, and may hold commas.
fn candidates(set: &str) -> impl Iterator<Item = &str> {
    let mut rest = set;
    std::iter::from_fn(move || {
        rest = rest.trim_start_matches(|c: char| c.is_ascii_whitespace() || c == ',');
        let end = rest.find(|c: char| c.is_ascii_whitespace()).unwrap_or(rest.len());
        let (word, after) = rest.split_at(end);
        let address = word.trim_end_matches(',');
        // The width or the density goes up to the next comma.
        rest = if address.len() < word.len() { after } else { after.split_once(',').map_or("", |(_, next)| next) };
        (!address.is_empty()).then_some(address)
    })
}

/// What an element of a drawing shows.
fn drawing(element: Element<'_>) -> Option<&str> {
    element.attr("href").or_else(|| element.attr("xlink:href"))
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn candidates_end_at_white_space_or_a_comma_before_it() {
        for (set, expected) in [
            ("a.png", &["a.png"][..]),
            ("a.png 1x, b.png 2x", &["a.png", "b.png"]),
            (" a.png,b.png 2x ,\n c.png, d.png", &["a.png,b.png", "c.png", "d.png"]),
            ("data:image/png;base64,AA 1x,b.png 2x", &["data:image/png;base64,AA", "b.png"]),
            (" , ", &[]),
        ] {
            assert_eq!(candidates(set).collect::<Vec<_>>(), expected, "{set}");
        }
    }
}
