//! When the pictures of a page are loaded, which follows from where they are on it.
//!
//! The first picture of the content, when it is near the top, is most often what the page is waited for (the « largest
//! contentful paint » of browsers): it is fetched before all others and painted with the page. All others wait until
//! they are nearly scrolled to, and are decoded beside the rest. Only a picture that browsers would find late in the
//! HTML is preloaded: they read ahead of what they show, so that for any other the preload would be bytes for nothing.

use memchr::{memchr, memmem};

use super::origin::{Origin, Traced};

/// How a picture is loaded that is not seen first; every picture is written so.
pub(super) const LATER: &str = " loading=\"lazy\" decoding=\"async\"";
/// How the one is loaded that is seen first.
const FIRST: &str = " fetchpriority=\"high\"";

/// The most characters of text that the first view holds above a picture: twenty lines of a telephone, ten of a desk.
const ABOVE: usize = 900;
/// The bytes of HTML, about a fifth when compressed, that arrive in the first round trip (ten segments, RFC 6928): what
/// is in them is found as soon as a preload would be.
const EARLY: usize = 70_000;

/// A text to put in place of the bytes `at..at + taken`.
struct Edit {
    at: usize,
    taken: usize,
    text: String,
}

/// Lets the first picture of a page come first.
pub(super) fn settle(page: Traced) -> Traced {
    let edits = edits(&page.html);
    if edits.is_empty() { page } else { apply(page, &edits) }
}

fn edits(html: &str) -> Vec<Edit> {
    let Some(main) = memmem::find(html.as_bytes(), b"<main") else { return Vec::new() };
    let Some(later) = memmem::find(&html.as_bytes()[main..], LATER.as_bytes()).map(|at| main + at) else {
        return Vec::new();
    };
    let Some(tag) = memmem::rfind(&html.as_bytes()[main..later], b"<img").map(|at| main + at) else {
        return Vec::new();
    };
    if has_much_text(&html[main..tag]) {
        return Vec::new();
    }
    let first = Edit { at: later, taken: LATER.len(), text: FIRST.to_owned() };
    let head = html.find("</head>").filter(|_| tag > EARLY);
    let preload = head.and_then(|at| Some(Edit { at, taken: 0, text: preload(&html[main..tag])? }));
    preload.into_iter().chain([first]).collect()
}

/// Whether there are more characters of text in HTML than the first view holds, spaces aside.
fn has_much_text(html: &str) -> bool {
    // Each piece but the first begins in a tag.
    let texts = html.split('<').enumerate().map(|(rank, piece)| match rank {
        0 => piece,
        _ => memchr(b'>', piece.as_bytes()).map_or("", |end| &piece[end + 1..]),
    });
    let shown = texts.flat_map(|text| text.chars().filter(|c| *c != '>' && !c.is_whitespace()));
    shown.take(ABOVE + 1).count() > ABOVE
}

/// The preload of the first source of the `<picture>` that `before` ends in: the lightest format, which a browser that
/// does not know it leaves alone.
fn preload(before: &str) -> Option<String> {
    let picture = &before[before.rfind("<picture>")?..];
    let source = &picture[picture.find("<source")?..];
    let source = &source[..source.find('>')?];
    let attribute = |name: &str| {
        let start = source.find(&format!(" {name}=\""))? + name.len() + 3;
        Some(&source[start..start + source[start..].find('"')?])
    };
    let sizes = attribute("sizes").map(|sizes| format!(" imagesizes=\"{sizes}\"")).unwrap_or_default();
    let (kind, set) = (attribute("type")?, attribute("srcset")?);
    Some(format!("<link rel=\"preload\" as=\"image\" type=\"{kind}\" imagesrcset=\"{set}\"{sizes}{FIRST}>\n"))
}

/// Makes these changes, in the order of the HTML, and moves what is after them.
fn apply(Traced { html, mut origins }: Traced, edits: &[Edit]) -> Traced {
    let mut changed = String::with_capacity(html.len() + edits.iter().map(|edit| edit.text.len()).sum::<usize>());
    let mut from = 0;
    for edit in edits {
        changed.push_str(&html[from..edit.at]);
        changed.push_str(&edit.text);
        from = edit.at + edit.taken;
    }
    changed.push_str(&html[from..]);
    for edit in edits.iter().rev() {
        let after = origins.iter_mut().filter(|origin: &&mut Origin| origin.at as usize >= edit.at);
        after.for_each(|origin| origin.at = origin.at - edit.taken as u32 + edit.text.len() as u32);
    }
    Traced { html: changed, origins }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn picture(name: &str) -> String {
        format!(
            "<picture><source type=\"image/avif\" srcset=\"{name}.avif 1w\" sizes=\"9vw\"><img src=\"{name}\"{LATER}></picture>"
        )
    }

    fn settled(main: &str) -> String {
        settle(Traced { html: format!("<head></head>{}<main>{main}</main>", picture("logo")), origins: Vec::new() })
            .html
    }

    #[test]
    fn the_first_picture_of_the_content_comes_first_and_the_others_later() {
        let html = settled(&format!("<h1>Title</h1>{}<p>Text{}", picture("a"), picture("b")));
        assert!(html.contains("<img src=\"a\" fetchpriority=\"high\">"), "{html}");
        assert!(html.contains(&format!("<img src=\"logo\"{LATER}>")));
        assert!(html.contains(&format!("<img src=\"b\"{LATER}>")));
        assert!(!html.contains("preload"));
    }

    #[test]
    fn a_first_picture_that_is_far_down_comes_later_too() {
        let html = settled(&format!("<p>{}{}", "much text ".repeat(200), picture("a")));
        assert!(!html.contains("fetchpriority"));
        assert_eq!(settled("<p>No picture"), settled("<p>No picture"));
    }

    #[test]
    fn only_text_counts_as_text() {
        let most = "é ".repeat(ABOVE);
        assert!(has_much_text(&format!("{most}<b>x</b>")) && has_much_text(&format!("<p>{most}x")));
        for more in ["", "<p class=\"much\">", " > <br>", "<p much", "\u{a0}\n", "><<>"] {
            assert!(!has_much_text(&format!("{most}{more}")), "{more}");
        }
    }

    #[test]
    fn a_first_picture_that_is_late_in_the_html_is_preloaded() {
        let markup = "<svg></svg>".repeat(EARLY / 10);
        let html = settled(&format!("{markup}{}", picture("a")));
        let link = "<link rel=\"preload\" as=\"image\" type=\"image/avif\" imagesrcset=\"a.avif 1w\" imagesizes=\"9vw\" fetchpriority=\"high\">";
        assert!(html.starts_with(&format!("<head>{link}\n</head>")), "{}", &html[..200]);
    }

    #[test]
    fn what_is_after_a_change_keeps_its_origin() {
        let html = format!("<main>{}<p>", picture("a"));
        let origin = |at: usize| Origin { at: at as u32, mark: None, span: 0..1 };
        let image = html.find("<img").expect("a picture");
        let end = html.find("<p>").expect("a paragraph");
        let settled = settle(Traced { html, origins: vec![origin(0), origin(image), origin(end)] });
        let at = |rank: usize| &settled.html[settled.origins[rank].at as usize..];
        assert!(at(1).starts_with("<img") && at(2) == "<p>");
    }
}
