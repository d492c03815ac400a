//! A shore: sky, sun, waves one before the other, sand.

use std::fmt::Write as _;

use super::chance::Chance;
use super::drawing::{Color, Drawing};
use Color::{Deep, Foam, Gold, Ink, Sand, Sea, Sky, Sun};

const WIDTH: i32 = 300;
const HEIGHT: i32 = 200;

/// A day: the sky, the sun, and the bands from the horizon to the feet.
const DAYS: [(Color, Color, [Color; 4]); 8] = [
    (Sky, Sun, [Deep, Sea, Foam, Sand]),
    (Gold, Sun, [Deep, Sea, Foam, Sand]),
    (Sand, Sun, [Sea, Deep, Foam, Gold]),
    (Foam, Gold, [Sea, Deep, Sea, Sand]),
    (Sun, Gold, [Deep, Sea, Foam, Sand]),
    (Deep, Gold, [Sea, Ink, Sea, Foam]),
    (Sea, Sun, [Deep, Ink, Deep, Gold]),
    (Sand, Gold, [Foam, Sea, Deep, Sand]),
];

pub(super) fn draw(chance: &mut Chance) -> Drawing {
    let (sky, sun, bands) = chance.among(&DAYS);
    let mut drawing = Drawing::new((WIDTH, HEIGHT), sky);
    let horizon = chance.between(74, 104);
    let (x, radius) = (chance.between(70, 230), chance.between(34, 60));
    // From a sun that rises to one that has left the water.
    let y = horizon - radius * chance.between(0, 9) / 10;
    drawing.fill(sun, disc(x, y, radius));
    let step = (HEIGHT - horizon) / 4;
    for (rank, color) in (0..).zip(bands) {
        let top = horizon + rank * step;
        if rank == 0 {
            drawing.fill(color, format!("M0 {top}h{WIDTH}V{HEIGHT}H0z"));
            drawing.line(sun, 24, glitter(chance, x, radius, horizon, step));
        } else {
            drawing.fill(color, wave(chance, top, rank));
        }
    }
    drawing
}

fn disc(x: i32, y: i32, radius: i32) -> String {
    let across = 2 * radius;
    format!("M{} {y}a{radius} {radius} 0 1 1 {across} 0 {radius} {radius} 0 1 1-{across} 0z", x - radius)
}

/// A band whose upper edge rolls: longer and higher the nearer it is.
fn wave(chance: &mut Chance, top: i32, rank: i32) -> String {
    let half = 26 + 12 * rank + chance.between(-4, 4);
    let height = 2 + 3 * rank;
    let start = -chance.between(0, 2 * half);
    let mut path = format!("M{start} {top}q{}-{height} {half} 0t{half} 0", half / 2);
    let more = (WIDTH - start) / half - 1;
    for _ in 0..more {
        let _ = write!(path, " {half} 0");
    }
    let _ = write!(path, "V{HEIGHT}H{start}z");
    path
}

/// The light of the sun on the water, in a few strokes.
fn glitter(chance: &mut Chance, x: i32, radius: i32, horizon: i32, step: i32) -> String {
    let mut path = String::new();
    let mut y = horizon + 5;
    while y < horizon + step {
        let half = radius * chance.between(3, 9) / 10;
        let _ = write!(path, "M{} {y}h{}", x - half, 2 * half);
        y += 7;
    }
    path
}
