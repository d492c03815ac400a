//! Colours as declared, and what they come to (CSS Color 4 and 5).

use lightningcss::traits::Parse;
use lightningcss::values::color::{CssColor, SRGB, SystemColor};

use super::color::{Color, Paint};
use super::guard;

/// The colour that a text of CSS says, in the light scheme and in the dark one; nothing when it says none, or one that
/// depends on where it stands.
pub fn in_schemes(text: &str) -> Option<[Color; 2]> {
    let (_, whole) = guard::tame(text);
    let color = whole.then(|| CssColor::parse_string(text).ok())??;
    let tint = Tint::from(&color);
    let paint = |dark| tint.paint(Paint::Unknown, dark).known();
    Some([paint(false)?, paint(true)?])
}

/// A colour as declared.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Tint {
    /// `currentColor`.
    Current,
    /// This one.
    Color(Color),
    /// One for the light scheme, one for the dark.
    LightDark(Box<(Tint, Tint)>),
    /// One of the browser.
    System(System),
    /// What is not understood.
    Unknown,
}

/// A colour of the browser, those that look alike taken together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum System {
    Canvas,
    CanvasText,
    LinkText,
    VisitedText,
    ActiveText,
    ButtonFace,
    ButtonText,
    ButtonBorder,
    Field,
    FieldText,
    Highlight,
    HighlightText,
    Mark,
    MarkText,
    GrayText,
    Accent,
    AccentText,
}

impl System {
    /// What Chromium shows.
    pub(super) const fn color(self, dark: bool) -> Color {
        let [light, night] = match self {
            Self::Canvas => [0xff_ff_ff, 0x12_12_12],
            Self::CanvasText | Self::FieldText | Self::ButtonText | Self::ButtonBorder => [0, 0xff_ff_ff],
            Self::LinkText => [0x00_00_ee, 0x9e_9e_ff],
            Self::VisitedText => [0x55_1a_8b, 0xd0_ad_f0],
            Self::ActiveText => [0xff_00_00, 0xff_00_00],
            Self::ButtonFace => [0xef_ef_ef, 0x6b_6b_6b],
            Self::Field => [0xff_ff_ff, 0x3b_3b_3b],
            Self::Highlight => [0x19_67_d2, 0x19_67_d2],
            Self::HighlightText | Self::AccentText => [0xff_ff_ff, 0xff_ff_ff],
            Self::Mark => [0xff_ff_00, 0xff_ff_00],
            Self::MarkText => [0, 0],
            Self::GrayText => [0x80_80_80, 0x80_80_80],
            Self::Accent => [0x00_75_ff, 0x00_75_ff],
        };
        let rgb: u32 = if dark { night } else { light };
        Color::rgb((rgb >> 16) as u8, (rgb >> 8) as u8, rgb as u8)
    }

    /// The system colour of a name in lower case.
    pub(super) fn named(name: &str) -> Option<Self> {
        Some(match name {
            "canvas" => Self::Canvas,
            "canvastext" => Self::CanvasText,
            "linktext" => Self::LinkText,
            "visitedtext" => Self::VisitedText,
            "activetext" => Self::ActiveText,
            "buttonface" => Self::ButtonFace,
            "buttontext" => Self::ButtonText,
            "buttonborder" => Self::ButtonBorder,
            "field" => Self::Field,
            "fieldtext" => Self::FieldText,
            "highlight" | "selecteditem" => Self::Highlight,
            "highlighttext" | "selecteditemtext" => Self::HighlightText,
            "mark" => Self::Mark,
            "marktext" => Self::MarkText,
            "graytext" => Self::GrayText,
            "accentcolor" => Self::Accent,
            "accentcolortext" => Self::AccentText,
            _ => return None,
        })
    }
}

impl Tint {
    /// What it comes to where text has the colour `current` and the scheme is dark or not.
    pub(super) fn paint(&self, current: Paint, dark: bool) -> Paint {
        match self {
            Self::Current => current,
            Self::Color(color) => Paint::Color(*color),
            Self::LightDark(pair) => if dark { &pair.1 } else { &pair.0 }.paint(current, dark),
            Self::System(system) => Paint::Color(system.color(dark)),
            Self::Unknown => Paint::Unknown,
        }
    }

    /// Whether it differs from one colour scheme to another.
    pub(super) fn depends_on_scheme(&self) -> bool {
        matches!(self, Self::LightDark(_) | Self::System(_))
    }
}

impl From<&CssColor> for Tint {
    fn from(color: &CssColor) -> Self {
        match color {
            CssColor::CurrentColor => Self::Current,
            CssColor::LightDark(light, dark) => Self::LightDark(Box::new(((&**light).into(), (&**dark).into()))),
            CssColor::System(system) => of_system(*system),
            CssColor::RGBA(rgba) => Self::Color(Color {
                r: rgba.red_f32(),
                g: rgba.green_f32(),
                b: rgba.blue_f32(),
                alpha: rgba.alpha_f32(),
            }),
            other => SRGB::try_from(other).map_or(Self::Unknown, |srgb| {
                // A missing component (`none`) is a zero where a colour is shown (CSS Color 4, 4.4).
                let clip = |value: f32| if value.is_nan() { 0.0 } else { value.clamp(0.0, 1.0) };
                Self::Color(Color { r: clip(srgb.r), g: clip(srgb.g), b: clip(srgb.b), alpha: clip(srgb.alpha) })
            }),
        }
    }
}

fn of_system(system: SystemColor) -> Tint {
    Tint::System(match system {
        SystemColor::AccentColor => System::Accent,
        SystemColor::AccentColorText => System::AccentText,
        SystemColor::ActiveText => System::ActiveText,
        SystemColor::ButtonBorder => System::ButtonBorder,
        SystemColor::ButtonFace => System::ButtonFace,
        SystemColor::ButtonText => System::ButtonText,
        SystemColor::Canvas => System::Canvas,
        SystemColor::CanvasText => System::CanvasText,
        SystemColor::Field => System::Field,
        SystemColor::FieldText => System::FieldText,
        SystemColor::GrayText => System::GrayText,
        SystemColor::Highlight | SystemColor::SelectedItem => System::Highlight,
        SystemColor::HighlightText | SystemColor::SelectedItemText => System::HighlightText,
        SystemColor::LinkText => System::LinkText,
        SystemColor::Mark => System::Mark,
        SystemColor::MarkText => System::MarkText,
        SystemColor::VisitedText => System::VisitedText,
        // The deprecated ones are whatever browsers like.
        _ => return Tint::Unknown,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rgb(text: &str, dark: bool) -> [u8; 4] {
        let color = Tint::from(&CssColor::parse_string(text).expect(text));
        let color = color.paint(Paint::Color(Color::rgb(1, 2, 3)), dark).known().expect(text);
        [color.r, color.g, color.b, color.alpha].map(|value| (value * 255.0).round() as u8)
    }

    #[test]
    fn colours_come_to_srgb() {
        for (text, expected) in [
            ("#abc", [0xaa, 0xbb, 0xcc, 255]),
            ("rebeccapurple", [0x66, 0x33, 0x99, 255]),
            ("rgb(10 20 30 / 50%)", [10, 20, 30, 128]),
            ("hsl(120 100% 25%)", [0, 128, 0, 255]),
            ("hwb(194 0% 0%)", [0, 196, 255, 255]),
            ("lab(29.2345% 39.3825 20.0664)", [125, 35, 41, 255]),
            ("lch(52.2345% 72.2 56.2)", [198, 93, 7, 255]),
            ("oklab(40.101% 0.1147 0.0453)", [125, 35, 41, 255]),
            ("oklch(59.686% 0.15619 49.7694)", [198, 93, 7, 255]),
            ("color(srgb 0.5 0 none)", [128, 0, 0, 255]),
            ("color(display-p3 0 1 0)", [0, 255, 0, 255]),
            ("color-mix(in srgb, white 25%, black)", [64, 64, 64, 255]),
            ("color-mix(in oklab, #1e90ff, white 40%)", [133, 191, 255, 255]),
            ("rgb(from #102030 r g b / 50%)", [16, 32, 48, 128]),
            ("transparent", [0, 0, 0, 0]),
            ("currentColor", [1, 2, 3, 255]),
            ("light-dark(red, color-mix(in srgb, light-dark(white, black), white))", [255, 0, 0, 255]),
            ("Canvas", [255, 255, 255, 255]),
        ] {
            let found = rgb(text, false);
            assert!(found.iter().zip(expected).all(|(a, b)| a.abs_diff(b) <= 1), "{text}: {found:?}");
        }
        assert_eq!(rgb("light-dark(red, blue)", true), [0, 0, 255, 255]);
        assert_eq!(rgb("Canvas", true), [18, 18, 18, 255]);
    }

    #[test]
    fn a_text_says_a_colour_in_each_scheme() {
        assert_eq!(in_schemes("light-dark(#000, white)"), Some([Color::BLACK, Color::WHITE]));
        assert_eq!(in_schemes("#fff"), Some([Color::WHITE; 2]));
        for text in ["", "#ff", "blueish", "currentColor", "var(--a)", "#fff #000", &"light-dark(".repeat(100)] {
            assert_eq!(in_schemes(text), None, "{text}");
        }
    }
}
