//! People: a figure without features, and portraits without a face.

use super::chance::Chance;
use super::drawing::{Color, Drawing, Rgb};
use Color::{Deep, Foam, Gold, Ink, Sand, Sea, Sky, Sun};

/// How many portraits there are.
pub const PORTRAITS: usize = 6;

const SIZE: (i32, i32) = (100, 100);
const SHOULDERS: &str = "M12 100a38 30 0 0 1 76 0z";

/// The colours of a figure: behind it, what is drawn there, its clothes, its head.
const FIGURES: [(Color, Color, Color, Color); 12] = [
    (Foam, Sea, Sun, Deep),
    (Gold, Sun, Sea, Deep),
    (Sun, Gold, Deep, Sand),
    (Sea, Deep, Sand, Foam),
    (Sand, Gold, Sun, Deep),
    (Deep, Sea, Gold, Foam),
    (Sky, Foam, Gold, Sea),
    (Foam, Gold, Deep, Sea),
    (Gold, Sand, Deep, Sea),
    (Sea, Foam, Gold, Deep),
    (Deep, Sun, Foam, Gold),
    (Sand, Foam, Sea, Deep),
];

/// What is drawn behind a figure.
const BACKDROPS: [&str; 7] = [
    "",
    "M14 48a36 36 0 1 1 72 0 36 36 0 1 1-72 0z",
    "M0 62h100v38H0z",
    "M50 0h50v100H50z",
    "M0 0h50v100H0z",
    "M0 0h76a76 76 0 0 1-76 76z",
    "M100 0v76a76 76 0 0 1-76-76z",
];

pub(super) fn figure(chance: &mut Chance) -> Drawing {
    let (ground, behind, clothes, head) = chance.among(&FIGURES);
    let mut drawing = Drawing::new(SIZE, ground);
    drawing.fill(behind, chance.among(&BACKDROPS));
    drawing.fill(clothes, SHOULDERS);
    drawing.fill(head, "M32 46a18 21 0 1 1 36 0 18 21 0 1 1-36 0z");
    drawing
}

/// The colours of the portraits: behind them, their clothes, their hair.
const DRESSES: [(Color, Color, Color); 4] = [(Foam, Sun, Deep), (Gold, Sea, Ink), (Sun, Gold, Deep), (Sea, Sand, Ink)];

/// Face and neck.
const SKINS: [(Rgb, Rgb); 4] = [
    ([0xf3, 0xcd, 0xa8], [0xe6, 0xb7, 0x8c]),
    ([0x8d, 0x5a, 0x3b], [0x7b, 0x4b, 0x2f]),
    ([0xc9, 0x8f, 0x63], [0xb5, 0x7c, 0x51]),
    ([0xf0, 0xc3, 0xa0], [0xdf, 0xa9, 0x81]),
];

const HAIR: [&str; 4] = [
    "M30 46a20 20 0 0 1 40 0v22h-9V48q-10 0-16-8-4 8-9 9v21h-6z",
    "M29 50a21 23 0 0 1 42 0q-5-2-8-10-14 8-26 5-4 2-8 5z",
    "M28 44a22 21 0 0 1 44 0q3 14-3 24V48q-8-2-12-9-8 8-23 8v21q-8-12-6-24z",
    "M31 44c-3-18 10-22 19-22s22 4 19 22l-3 5q0-9-6-13-10 5-20 0-6 4-6 13z",
];

/// Dress, skin and hair of each portrait.
const PEOPLE: [(usize, usize, usize); PORTRAITS] = [(0, 0, 0), (1, 1, 1), (2, 2, 2), (3, 3, 3), (2, 1, 3), (1, 2, 1)];

pub(super) fn portrait(number: usize) -> Option<Drawing> {
    let (dress, skin, hair) = *PEOPLE.get(number.checked_sub(1)?)?;
    let (ground, clothes, hair_color) = DRESSES[dress];
    let (face, neck) = SKINS[skin];
    let mut drawing = Drawing::new(SIZE, ground);
    drawing.fill(clothes, SHOULDERS);
    drawing.fill_fixed(neck, "M42 58h16v16a8 8 0 0 1-16 0z");
    drawing.fill_fixed(face, "M33 49a17 20 0 1 1 34 0 17 20 0 1 1-34 0z");
    drawing.fill(hair_color, HAIR[hair]);
    Some(drawing)
}
