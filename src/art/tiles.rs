//! Tiles: quarters, leaves, discs, rings and waves on a grid, and a large motif that holds them together.

use std::fmt::Write as _;
use std::sync::LazyLock;

use super::chance::Chance;
use super::drawing::{Color, Drawing};
use Color::{Deep, Foam, Gold, Ink, Sand, Sea, Sky, Sun};

const COLUMNS: i32 = 6;
const ROWS: i32 = 4;
/// The side of a tile. With 8, whatever is drawn in one begins and ends on whole numbers.
const SIDE: i32 = 8;

/// The ground, then the colours over it from the back to the front: of each there is one shape, so that a tile's own
/// ground is always of a colour further back than its motif. The last, which lines are drawn in, is seen by day and by
/// night. Each has another ground than the next.
const PALETTES: [[Color; 5]; 12] = [
    [Sea, Foam, Sand, Deep, Sun],
    [Sand, Gold, Sea, Deep, Sun],
    [Deep, Sea, Foam, Gold, Sun],
    [Sun, Gold, Sand, Foam, Deep],
    [Sky, Foam, Sea, Deep, Gold],
    [Gold, Sand, Sun, Sea, Deep],
    [Foam, Sand, Sea, Sun, Deep],
    [Ink, Deep, Sea, Gold, Sun],
    [Sand, Foam, Gold, Sea, Deep],
    [Deep, Ink, Sea, Foam, Gold],
    [Sky, Sand, Deep, Gold, Sun],
    [Foam, Sea, Deep, Sand, Gold],
];

/// What chance chooses from for a tile: the more often it is here, the more often it is drawn.
#[derive(Clone, Copy)]
enum Motif {
    Quarter,
    Leaf,
    Half,
    Disc,
    Dot,
    Rings,
    Waves,
    Plain,
}
use Motif::{Disc, Dot, Half, Leaf, Plain, Quarter, Rings, Waves};

/// All motifs, each at its own rank.
const ALL: [Motif; 8] = [Quarter, Leaf, Half, Disc, Dot, Rings, Waves, Plain];

/// What a picture is mostly made of.
const MOODS: [&[Motif]; 4] = [
    &[Quarter, Quarter, Quarter, Leaf, Leaf, Half, Half, Disc, Rings, Waves, Plain, Plain],
    &[Quarter, Quarter, Quarter, Quarter, Quarter, Half, Disc, Dot, Rings, Rings, Plain, Plain],
    &[Leaf, Leaf, Leaf, Leaf, Leaf, Quarter, Dot, Disc, Waves, Plain, Plain, Plain],
    &[Half, Half, Half, Disc, Disc, Quarter, Quarter, Waves, Waves, Dot, Plain, Plain],
];

/// The paths of a picture in the making: one a colour, and the lines.
#[derive(Default)]
struct Sheet {
    fills: [String; 5],
    lines: String,
}

/// `beside` is the chance of what stands beside it, which has another ground.
pub(super) fn draw(chance: &mut Chance, beside: Option<Chance>) -> Drawing {
    let mut rank = chance.rank(PALETTES.len());
    if beside.is_some_and(|mut other| PALETTES[other.rank(PALETTES.len())][0] == PALETTES[rank][0]) {
        rank = (rank + 1) % PALETTES.len();
    }
    let palette = PALETTES[rank];
    let mood = chance.among(&MOODS);
    let mut sheet = Sheet::default();
    let large = (chance.between(0, COLUMNS - 2), chance.between(0, ROWS - 2));
    large_motif(chance, &mut sheet, large);
    for row in 0..ROWS {
        for column in 0..COLUMNS {
            let inside = (0..2).contains(&(column - large.0)) && (0..2).contains(&(row - large.1));
            if !inside {
                tile(chance, &mut sheet, mood, (column, row));
            }
        }
    }
    let mut drawing = Drawing::new((COLUMNS * SIDE, ROWS * SIDE), palette[0]);
    for (color, path) in palette.into_iter().zip(sheet.fills).skip(1) {
        drawing.fill(color, path);
    }
    drawing.line(palette[4], 9, sheet.lines);
    drawing
}

fn large_motif(chance: &mut Chance, sheet: &mut Sheet, (column, row): (i32, i32)) {
    let at = (column * SIDE, row * SIDE);
    let ground = 1 + chance.rank(2);
    square(&mut sheet.fills[ground], at, 2 * SIDE);
    let front = 3 + chance.rank(2);
    match chance.between(0, 3) {
        0 => disc(&mut sheet.fills[front], (at.0 + SIDE, at.1 + SIDE), SIDE),
        1 => {
            let turn = chance.between(0, 3);
            quarter(&mut sheet.fills[front], at, 2 * SIDE, turn);
        }
        2 => {
            let turn = chance.between(0, 1);
            leaf(&mut sheet.fills[front], at, 2 * SIDE, turn);
        }
        _ => {
            let turn = chance.between(0, 3);
            rings(&mut sheet.lines, at, 2 * SIDE, turn);
        }
    }
}

fn tile(chance: &mut Chance, sheet: &mut Sheet, mood: &[Motif], (column, row): (i32, i32)) {
    let (motif, turn) = (chance.among(mood), chance.between(0, 3));
    let front = 1 + chance.rank(4);
    // Less than half of the tiles have a ground of their own, behind their motif.
    let back = chance.rank(2 * front);
    let back = if back < front { back } else { 0 };
    if back > 0 {
        square(&mut sheet.fills[back], (column * SIDE, row * SIDE), SIDE);
    }
    let path = if matches!(motif, Rings | Waves) { &mut sheet.lines } else { &mut sheet.fills[front] };
    path.push_str(&MOTIFS[motif as usize][(row * COLUMNS + column) as usize][turn as usize]);
}

/// Each motif on each tile, row by row, turned each way: numbers are dear to write.
static MOTIFS: LazyLock<[Vec<[String; 4]>; ALL.len()]> = LazyLock::new(|| {
    ALL.map(|motif| {
        let tiles = (0..ROWS).flat_map(|row| (0..COLUMNS).map(move |column| (column * SIDE, row * SIDE)));
        tiles.map(|at| [0, 1, 2, 3].map(|turn| path(motif, at, turn))).collect()
    })
});

fn path(motif: Motif, at: (i32, i32), turn: i32) -> String {
    let mut path = String::new();
    let middle = (at.0 + SIDE / 2, at.1 + SIDE / 2);
    match motif {
        Quarter => quarter(&mut path, at, SIDE, turn),
        Leaf => leaf(&mut path, at, SIDE, turn),
        Half => half(&mut path, at, turn),
        Disc => disc(&mut path, middle, SIDE / 2),
        Dot => disc(&mut path, middle, SIDE / 4),
        Rings => rings(&mut path, at, SIDE, turn),
        Waves => waves(&mut path, at),
        Plain => {}
    }
    path
}

fn square(path: &mut String, (x, y): (i32, i32), side: i32) {
    let _ = write!(path, "M{x} {y}h{side}v{side}h-{side}z");
}

/// A quarter of a disc, its centre in one of the corners.
fn quarter(path: &mut String, (x, y): (i32, i32), r: i32, turn: i32) {
    let (right, below) = (x + r, y + r);
    let _ = match turn {
        0 => write!(path, "M{x} {y}h{r}a{r} {r} 0 0 1-{r} {r}z"),
        1 => write!(path, "M{right} {y}v{r}a{r} {r} 0 0 1-{r}-{r}z"),
        2 => write!(path, "M{right} {below}h-{r}a{r} {r} 0 0 1 {r}-{r}z"),
        _ => write!(path, "M{x} {below}v-{r}a{r} {r} 0 0 1 {r} {r}z"),
    };
}

/// Two arcs from one corner to the opposite one.
fn leaf(path: &mut String, (x, y): (i32, i32), r: i32, turn: i32) {
    let _ = if turn % 2 == 0 {
        write!(path, "M{x} {y}a{r} {r} 0 0 1 {r} {r} {r} {r} 0 0 1-{r}-{r}z")
    } else {
        write!(path, "M{} {y}a{r} {r} 0 0 1-{r} {r} {r} {r} 0 0 1 {r}-{r}z", x + r)
    };
}

/// Half a disc, its flat side in the middle of the tile.
fn half(path: &mut String, (x, y): (i32, i32), turn: i32) {
    let r = SIDE / 2;
    let _ = match turn {
        0 => write!(path, "M{x} {}a{r} {r} 0 0 1 {SIDE} 0z", y + r),
        1 => write!(path, "M{} {y}a{r} {r} 0 0 1 0 {SIDE}z", x + r),
        2 => write!(path, "M{x} {}a{r} {r} 0 0 0 {SIDE} 0z", y + r),
        _ => write!(path, "M{} {y}a{r} {r} 0 0 0 0 {SIDE}z", x + r),
    };
}

fn disc(path: &mut String, (x, y): (i32, i32), r: i32) {
    let across = 2 * r;
    let _ = write!(path, "M{} {y}a{r} {r} 0 1 1 {across} 0 {r} {r} 0 1 1-{across} 0z", x - r);
}

/// Three arcs round one of the corners.
fn rings(path: &mut String, (x, y): (i32, i32), side: i32, turn: i32) {
    let (right, below) = (x + side, y + side);
    for eighths in [3, 5, 7] {
        let r = side * eighths / 8;
        let _ = match turn {
            0 => write!(path, "M{} {y}a{r} {r} 0 0 1-{r} {r}", x + r),
            1 => write!(path, "M{right} {}a{r} {r} 0 0 1-{r}-{r}", y + r),
            2 => write!(path, "M{} {below}a{r} {r} 0 0 1 {r}-{r}", right - r),
            _ => write!(path, "M{x} {}a{r} {r} 0 0 1 {r} {r}", below - r),
        };
    }
}

/// Three lines that roll from one side to the other.
fn waves(path: &mut String, (x, y): (i32, i32)) {
    for down in [2, 4, 6] {
        let _ = write!(path, "M{x} {}q2-2 4 0t4 0", y + down);
    }
}
