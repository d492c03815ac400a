//! Tests of the drawings.

use std::collections::BTreeSet;

use super::*;

/// The colours of the default theme on light pages.
const LIGHT: Colors = [
    [0xdf, 0xee, 0xec],
    [0x2c, 0x7f, 0x8c],
    [0x0a, 0x4d, 0x5e],
    [0xa9, 0xd5, 0xd3],
    [0xf0, 0xdf, 0xbf],
    [0xf2, 0x70, 0x4a],
    [0xf5, 0xbf, 0x55],
    [0x14, 0x24, 0x2b],
];

fn seeds() -> impl Iterator<Item = String> {
    (0..400).map(|number| format!("/actualites/numero-{number}"))
}

fn covers() -> impl Iterator<Item = Drawing> {
    seeds().flat_map(|seed| {
        [cover(&seed, Cover::Tiles, None), cover(&seed, Cover::Tide, None), cover(&seed, Cover::Auto, None)]
    })
}

fn people() -> impl Iterator<Item = Drawing> {
    (1..=PORTRAITS).filter_map(portrait).chain(seeds().map(|seed| figure(&seed)))
}

#[test]
fn one_word_gives_one_drawing() {
    for kind in [Cover::Tiles, Cover::Tide, Cover::Auto] {
        assert_eq!(cover("/a", kind, None), cover("/a", kind, None));
        assert_ne!(cover("/a", kind, None), cover("/b", kind, None));
    }
    assert_eq!(figure("/a"), figure("/a"));
    // Held, so that no page changes its picture when Osier changes its version without a word of it.
    let hash = |drawing: Drawing| blake3::hash(drawing.svg().as_bytes()).to_hex()[..8].to_owned();
    let tiles = hash(cover("/actualites/prix", Cover::Tiles, None));
    let tide = hash(cover("/actualites/prix", Cover::Tide, None));
    assert_eq!([tiles.as_str(), tide.as_str(), &hash(figure("/equipe/nour"))], ["922f252e", "ae9bf3ae", "ca90433a"]);
}

#[test]
fn other_words_give_other_drawings() {
    let distinct: BTreeSet<String> = seeds().map(|seed| cover(&seed, Cover::Auto, None).svg()).collect();
    assert_eq!(distinct.len(), 400);
    let figures: BTreeSet<String> = seeds().map(|seed| figure(&seed).svg()).collect();
    assert!(figures.len() > 60, "{} figures", figures.len());
}

#[test]
fn neighbours_seldom_look_alike() {
    let seeds: Vec<String> = seeds().collect();
    let covers: Vec<Drawing> = std::iter::once(cover(&seeds[0], Cover::Tiles, None))
        .chain(seeds.windows(2).map(|pair| cover(&pair[1], Cover::Tiles, Some(&pair[0]))))
        .collect();
    let alike = covers.windows(2).filter(|pair| pair[0].shapes[0].ink == pair[1].shapes[0].ink).count();
    assert!(alike < 16, "{alike} neighbours of 400 have one ground");
    let moved = seeds.iter().zip(&covers).filter(|(seed, shown)| cover(seed, Cover::Tiles, None) != **shown).count();
    assert!(moved < 80, "{moved} covers of 400 have not the ground of their own");
}

#[test]
fn drawings_are_light() {
    for drawing in covers() {
        let svg = drawing.svg();
        assert!(svg.len() <= 1400, "{} bytes: {svg}", svg.len());
        assert!(drawing.shapes.len() <= 7, "{svg}");
    }
    let mut sizes: Vec<usize> = seeds().map(|seed| cover(&seed, Cover::Auto, None).svg().len()).collect();
    sizes.sort_unstable();
    assert!(sizes[200] <= 1100, "half of the covers are over {} bytes", sizes[200]);
    assert!(people().all(|drawing| drawing.svg().len() <= 450));
}

#[test]
fn svg_is_well_formed_and_takes_its_colours_from_the_theme() {
    for drawing in covers().chain(people()) {
        let svg = drawing.svg();
        let inside = svg.strip_prefix("<svg viewBox=\"0 0 ").and_then(|rest| rest.strip_suffix("</svg>"));
        let (head, shapes) = inside.and_then(|inside| inside.split_once("aria-hidden=\"true\">")).expect("a drawing");
        assert!(head.ends_with("preserveAspectRatio=\"xMidYMid slice\" "), "{head}");
        for shape in shapes.split_inclusive("/>") {
            assert!(shape.starts_with("<path ") && shape.matches(['<', '>']).count() == 2, "{shape}");
            let d = shape.split("d=\"").nth(1).and_then(|rest| rest.strip_suffix("\"/>")).expect("a path");
            assert!(d.starts_with('M') && kurbo::BezPath::from_svg(d).is_ok(), "{d}");
            assert!(!d.contains("NaN") && !d.contains("--"), "{d}");
        }
        assert!(svg.contains("var(--g-"));
    }
}

#[test]
fn there_are_six_portraits() {
    let portraits: Vec<Drawing> = (1..=PORTRAITS).filter_map(portrait).collect();
    assert_eq!(portraits.len(), 6);
    assert_eq!((portrait(0), portrait(7)), (None, None));
    // As those who chose a number saw it: behind, clothes, neck, face, hair.
    let svg = portraits[1].svg();
    let inks = ["var(--g-gold)", "var(--g-sea)", "#7b4b2f", "#8d5a3b", "var(--g-ink)"];
    let found: Vec<&str> = svg.split("fill=\"").skip(1).filter_map(|part| part.split('"').next()).collect();
    assert_eq!(found, inks);
}

/// The pixels of a PNG.
fn decoded(bytes: &[u8]) -> image::RgbImage {
    image::load_from_memory(bytes).expect("a picture").into_rgb8()
}

#[test]
fn pixels_have_the_colours_of_the_drawing() {
    let pixels = decoded(&png(&portrait(4).expect("a portrait"), &LIGHT, (1200, 630)).expect("pixels"));
    assert_eq!(pixels.dimensions(), (1200, 630));
    // The canvas of 100 units is 1200 pixels wide, and 285 of its pixels are cut off above.
    let at = |x: u32, y: u32| pixels.get_pixel(x * 12, y * 12 - 285).0;
    assert_eq!(at(2, 30), LIGHT[Color::Sea as usize], "behind");
    assert_eq!(at(50, 53), [0xf0, 0xc3, 0xa0], "the face");
    assert_eq!(at(50, 27), LIGHT[Color::Ink as usize], "the hair");
    assert_eq!(at(50, 72), [0xdf, 0xa9, 0x81], "the neck");
}

#[test]
fn pixels_are_drawn_alike_and_weigh_little() {
    for seed in seeds().take(6) {
        for kind in [Cover::Tiles, Cover::Tide] {
            let bytes = png(&cover(&seed, kind, None), &LIGHT, (1200, 630)).expect("pixels");
            assert_eq!(Some(&bytes), png(&cover(&seed, kind, None), &LIGHT, (1200, 630)).as_ref());
            assert!(bytes.len() < 15_000, "{} bytes", bytes.len());
            let corner = decoded(&bytes).get_pixel(600, 315).0;
            assert_ne!(corner, [255, 255, 255], "all is painted");
        }
    }
    assert_eq!(png(&figure("/a"), &LIGHT, (0, 630)), None);
}
