//! The colours of a theme: what `theme.toml` says of them, what the site gives, and what is worked out from that.
//!
//! A theme draws its colours in one of its sheets, as custom properties: the *tokens*. Its `theme.toml` says under
//! `[colors]` which tokens there are, on which others each is read and with what contrast, and which of them a setting
//! of the site gives. A colour that the site gives keeps its hue; its lightness moves until it is readable in the
//! light scheme and in the dark one. What is drawn or written by hand is not moved: it is a finding when it cannot be
//! read.

mod hold;
mod read;
mod sheet;
mod solve;

use std::collections::BTreeMap;

pub use read::{Find, Origins, read};

use crate::check::paint::contrast::{Rgb, hex, ratio};
use crate::finding::Place;

/// The colours of a theme as a site has them.
#[derive(Clone, Debug, Default)]
pub struct Palette {
    /// The tokens, in the order of `theme.toml`.
    pub tokens: Vec<Token>,
}

/// One colour.
#[derive(Clone, Debug)]
pub struct Token {
    /// Its name, without the dashes of the custom property.
    pub name: String,
    /// What it is in the light scheme and in the dark one.
    pub colors: [Rgb; 2],
    /// Who says so.
    pub source: Source,
    /// Where that is said.
    pub place: Place,
    /// The tokens it is read on.
    pub on: Vec<String>,
    /// The contrast it has to have with them.
    pub contrast: f64,
}

/// Who says what a colour is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Source {
    /// The sheet of the theme.
    Theme,
    /// It is worked out from a setting.
    Setting,
    /// The site, in its own sheet or under `[theme.colors]`.
    Site,
}

/// A contrast of a token.
#[derive(Clone, Copy, Debug)]
pub struct Contrast<'p> {
    /// Its ratio.
    pub ratio: f64,
    /// The token it is read on.
    pub on: &'p str,
    /// The scheme.
    pub scheme: &'static str,
}

/// The two schemes, in the order of [`Token::colors`].
pub const SCHEMES: [&str; 2] = ["light", "dark"];

impl Palette {
    /// The token of this name.
    pub fn get(&self, name: &str) -> Option<&Token> {
        self.tokens.iter().find(|token| token.name == name)
    }

    /// The least contrast of a token with what it is read on.
    pub fn least<'p>(&'p self, token: &'p Token) -> Option<Contrast<'p>> {
        let others = token.on.iter().filter_map(|name| self.get(name));
        let contrasts = others.flat_map(|other| {
            SCHEMES.into_iter().zip(token.colors).zip(other.colors).map(|((scheme, color), ground)| Contrast {
                ratio: ratio(color, ground),
                on: &other.name,
                scheme,
            })
        });
        contrasts.min_by(|one, other| one.ratio.total_cmp(&other.ratio))
    }

    /// The custom properties that are not what the sheet of the theme says.
    pub fn properties(&self) -> BTreeMap<String, String> {
        let said = self.tokens.iter().filter(|token| token.source != Source::Theme);
        said.map(|token| (token.name.clone(), css(token.colors))).collect()
    }
}

/// Two colours as a style sheet has them.
fn css([light, dark]: [Rgb; 2]) -> String {
    if light == dark { hex(light) } else { format!("light-dark({}, {})", hex(light), hex(dark)) }
}
