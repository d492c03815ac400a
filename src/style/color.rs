//! Colours as computed: sRGB with alpha.

/// A colour in sRGB, each component from 0 to 1. A colour outside of sRGB is clipped to it, as most screens show it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Color {
    /// Red.
    pub r: f32,
    /// Green.
    pub g: f32,
    /// Blue.
    pub b: f32,
    /// 0 is transparent.
    pub alpha: f32,
}

impl Color {
    /// Nothing to be seen.
    pub const TRANSPARENT: Self = Self { r: 0.0, g: 0.0, b: 0.0, alpha: 0.0 };
    /// Black.
    pub const BLACK: Self = Self::rgb(0, 0, 0);
    /// White.
    pub const WHITE: Self = Self::rgb(255, 255, 255);

    /// An opaque colour, each component from 0 to 255.
    pub const fn rgb(r: u8, g: u8, b: u8) -> Self {
        Self { r: r as f32 / 255.0, g: g as f32 / 255.0, b: b as f32 / 255.0, alpha: 1.0 }
    }
}

/// A colour as computed.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Paint {
    /// This one.
    Color(Color),
    /// It cannot be known.
    Unknown,
}

impl Paint {
    /// The colour, when it is known.
    pub const fn known(self) -> Option<Color> {
        match self {
            Self::Color(color) => Some(color),
            Self::Unknown => None,
        }
    }

    /// Whether there is nothing to be seen of it, for sure.
    pub fn is_transparent(self) -> bool {
        self.known().is_some_and(|color| color.alpha <= 0.0)
    }
}
