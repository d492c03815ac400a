//! Seeded garbage: no panic, sound offsets.

use super::*;
use crate::load::body::BlockCall;

const PIECES: [&str; 74] = [
    ":::",
    "::::",
    "::",
    ":",
    "note",
    "figure",
    "gallery",
    "image",
    "box-of",
    "{",
    "}",
    "{src=a}",
    "{src=\"a",
    "alt='",
    "#id",
    ".c",
    "=",
    "\"",
    "'",
    ",",
    "\\",
    "\n",
    "\n",
    "\n\n",
    "\r\n",
    " ",
    "  ",
    "    ",
    "\t",
    "> ",
    "- ",
    "1. ",
    "* ",
    "```",
    "~~~",
    "<!--",
    "-->",
    "<div>",
    "</div>",
    "<b>",
    "[^a]",
    "[^a]: ",
    "[",
    "]",
    "(",
    ")",
    "![",
    "](",
    "*",
    "**",
    "_",
    "`",
    "~",
    "^",
    ":lang[en]{",
    ":lang[",
    "RGAA",
    "*[A]: ",
    "A",
    "|",
    "|---|",
    "# ",
    "===",
    "---",
    "é",
    "\u{A0}",
    "\u{202F}",
    "«",
    "»",
    "…",
    "👩‍🔬",
    "\u{1}\u{85}",
    "12 345 km",
    "www.x !",
];

struct Random(u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % limit as u64) as usize
    }

    fn text(&mut self) -> String {
        let length = 1 + self.below(40);
        (0..length).map(|_| PIECES[self.below(PIECES.len())]).collect()
    }
}

fn check_body(body: &Body, text: &str) {
    let mut at = 0;
    for hole in &body.holes {
        assert!(hole.at >= at && body.html.is_char_boundary(hole.at), "{text:?}");
        assert!(text.get(hole.span.clone()).is_some(), "{text:?} {:?}", hole.span);
        at = hole.at;
        if let HoleKind::Block(block) = &hole.kind {
            for arg in &block.args {
                assert!(text.get(arg.span.clone()).is_some(), "{text:?} {:?}", arg.span);
                if let ArgValue::Markdown(body) = &arg.value {
                    check_body(body, text);
                }
            }
            if let Some(body) = &block.body {
                check_body(body, text);
            }
        }
    }
    for heading in &body.headings {
        assert!(text.get(heading.span.clone()).is_some(), "{text:?}");
    }
}

#[test]
fn garbage_is_read_without_panic_and_with_places_in_the_text() {
    let sites = [Site::new("fr"), Site::new("en"), Site::sanitising()];
    for seed in 1..6000_u64 {
        let mut random = Random(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15));
        let text = random.text();
        let site = &sites[seed as usize % 3];
        let (body, findings) = site.parse(&text);
        check_body(&body, &text);
        for finding in &findings {
            let span = finding.place.span.clone().expect("a span");
            assert!(text.get(span.clone()).is_some(), "{text:?} {span:?} {}", finding.message);
        }
        let (body, _) = site.inline(&text);
        check_body(&body, &text);
        typography::text(&text, site.lang);
    }
}

/// Every element that opens closes, in order; only for HTML that is all ours.
fn check_nesting(body: &Body, text: &str) {
    let mut open = Vec::new();
    for tag in body.html.split('<').skip(1) {
        let (tag, _) = tag.split_once('>').expect("a whole tag");
        let name = tag.split(' ').next().unwrap_or_default();
        match name.strip_prefix('/') {
            Some(name) => assert_eq!(open.pop(), Some(name), "{text:?}\n{}", body.html),
            None if matches!(name, "br" | "hr") => {}
            None => open.push(name),
        }
    }
    assert_eq!(open, Vec::<&str>::new(), "{text:?}\n{}", body.html);
    for hole in &body.holes {
        if let HoleKind::Block(BlockCall { body: Some(body), .. }) = &hole.kind {
            check_nesting(body, text);
        }
    }
}

#[test]
fn garbage_makes_well_formed_html() {
    let site = Site::new("fr");
    for seed in 1..6000_u64 {
        let text = Random(seed.wrapping_mul(0xD6E8_FEB8_6659_FD93)).text();
        let body = site.parse(&text).0;
        check_nesting(&body, &text);
        let ids: std::collections::BTreeSet<&String> = body.ids.iter().collect();
        assert_eq!(ids.len(), body.ids.len(), "{text:?}");
        check_nesting(&site.inline(&text).0, &text);
    }
}

#[test]
fn no_letter_is_lost() {
    let site = Site::new("fr");
    for seed in 1..3000_u64 {
        let mut random = Random(seed.wrapping_mul(0x2545_F491_4F6C_DD1D));
        let words = ["zab", "zac", "zad"];
        let text = format!("{}\n\n{}\n{}\n\n{}\n{}", words[0], random.text(), words[1], random.text(), words[2]);
        let (body, _) = site.parse(&text);
        let html = format!("{body:?}");
        assert!(html.contains(words[0]), "{text:?}");
        let swallows = ["<!--", "]:", "{", "<div", "</div", "<b"].iter().any(|piece| text.contains(piece));
        assert!(swallows || words.iter().all(|word| html.contains(word)), "{text:?}\n{html}");
    }
}

#[test]
fn long_garbage_takes_no_time() {
    let site = Site::new("fr");
    for piece in [
        "[^a",
        ":lang[en]{",
        "\"a ",
        "'a ",
        ":::note\n",
        "::figure{src=\"\n",
        "*[A]: b\n",
        "<b>",
        "  \n",
        "`",
        "{#a",
        "12 345 ",
        "a^b",
        "> ",
    ] {
        let text = piece.repeat(40_000 / piece.len());
        let start = std::time::Instant::now();
        site.parse(&text);
        assert!(start.elapsed().as_secs() < 5, "{piece:?}: {:?}", start.elapsed());
    }
}
