//! A drawing: shapes one over the other, each in one colour.

use std::fmt::Write as _;

use serde::{Deserialize, Serialize};

/// A colour of the theme, for pictures only.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Color {
    /// The lightest by day.
    Sky,
    /// Between foam and deep.
    Sea,
    /// The dark of the brand.
    Deep,
    /// The light of the sea.
    Foam,
    /// A quiet ground.
    Sand,
    /// What draws the eye first.
    Sun,
    /// What draws it next.
    Gold,
    /// Nearly black.
    Ink,
}

impl Color {
    /// All of them.
    pub const ALL: [Self; 8] =
        [Self::Sky, Self::Sea, Self::Deep, Self::Foam, Self::Sand, Self::Sun, Self::Gold, Self::Ink];

    /// The custom property that holds it.
    pub fn property(self) -> &'static str {
        match self {
            Self::Sky => "--g-sky",
            Self::Sea => "--g-sea",
            Self::Deep => "--g-deep",
            Self::Foam => "--g-foam",
            Self::Sand => "--g-sand",
            Self::Sun => "--g-sun",
            Self::Gold => "--g-gold",
            Self::Ink => "--g-ink",
        }
    }
}

/// Red, green and blue.
pub type Rgb = [u8; 3];

/// What each colour of the theme is, in the order of [`Color::ALL`].
pub type Colors = [Rgb; Color::ALL.len()];

/// Shapes one over the other, the first at the back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Drawing {
    /// The size of its canvas, in units of its own.
    pub(super) size: (i32, i32),
    pub(super) shapes: Vec<Shape>,
}

/// A path in one colour.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Shape {
    pub(super) ink: Ink,
    /// The width of the line, in tenths of a unit; nothing for a shape that is filled.
    pub(super) line: Option<i32>,
    /// As the `d` of an SVG path.
    pub(super) path: String,
}

/// What a shape is drawn in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum Ink {
    /// A colour of the theme, which follows its scheme.
    Theme(Color),
    /// The same in every scheme.
    Fixed(Rgb),
}

impl Ink {
    /// The colour itself, where the theme's are these.
    pub(super) fn rgb(self, colors: &Colors) -> Rgb {
        match self {
            Self::Theme(color) => colors[color as usize],
            Self::Fixed(rgb) => rgb,
        }
    }
}

impl Drawing {
    /// An empty canvas of this size, in one colour.
    pub(super) fn new(size: (i32, i32), ground: Color) -> Self {
        let mut drawing = Self { size, shapes: Vec::new() };
        drawing.fill(ground, format!("M0 0h{}v{}H0z", size.0, size.1));
        drawing
    }

    /// Adds a shape filled with a colour of the theme; one that is empty is left out.
    pub(super) fn fill(&mut self, color: Color, path: impl Into<String>) {
        self.add(Ink::Theme(color), None, path.into());
    }

    /// Adds a shape filled with a colour of its own.
    pub(super) fn fill_fixed(&mut self, rgb: Rgb, path: &str) {
        self.add(Ink::Fixed(rgb), None, path.to_owned());
    }

    /// Adds lines, `width` being in tenths of a unit; where there are none, nothing.
    pub(super) fn line(&mut self, color: Color, width: i32, path: impl Into<String>) {
        self.add(Ink::Theme(color), Some(width), path.into());
    }

    fn add(&mut self, ink: Ink, line: Option<i32>, path: String) {
        if !path.is_empty() {
            self.shapes.push(Shape { ink, line, path });
        }
    }

    /// As SVG for a page: its colours are the custom properties of the theme, and it says nothing to those who listen.
    pub fn svg(&self) -> String {
        self.written(|ink| match ink {
            Ink::Theme(color) => format!("var({})", color.property()),
            Ink::Fixed([r, g, b]) => format!("#{r:02x}{g:02x}{b:02x}"),
        })
    }

    /// What tells it from every other drawing: its shapes in these colours.
    pub fn fingerprint(&self, colors: &Colors) -> blake3::Hash {
        let text = self.written(|ink| format!("{:?}", ink.rgb(colors)));
        blake3::hash(text.as_bytes())
    }

    fn written(&self, color: impl Fn(Ink) -> String) -> String {
        let (width, height) = self.size;
        let mut svg = format!(
            "<svg viewBox=\"0 0 {width} {height}\" preserveAspectRatio=\"xMidYMid slice\" aria-hidden=\"true\">"
        );
        for shape in &self.shapes {
            let color = color(shape.ink);
            let _ = match shape.line {
                None => write!(svg, "<path fill=\"{color}\" d=\"{}\"/>", shape.path),
                Some(tenths) => {
                    let width = f64::from(tenths) / 10.0;
                    write!(
                        svg,
                        "<path fill=\"none\" stroke=\"{color}\" stroke-width=\"{width}\" d=\"{}\"/>",
                        shape.path
                    )
                }
            };
        }
        svg + "</svg>"
    }
}
