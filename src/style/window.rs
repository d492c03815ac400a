//! A window that pages are loaded in: what media queries and lengths come to there, outside of any sheet.

use lightningcss::rules::CssRule;
use lightningcss::stylesheet::{ParserOptions, StyleSheet};
use lightningcss::traits::Parse;
use lightningcss::values::length::Length;

use super::guard;
use super::length::Measure;
use super::media::{Environment, any_holds};

/// A window on a light screen.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Window {
    /// In CSS px.
    pub width: f32,
    /// In CSS px.
    pub height: f32,
    /// Device pixels to a CSS px.
    pub density: f32,
}

impl Window {
    /// Whether one of a list of media queries holds (Media Queries 5); an empty one does, one that is not understood
    /// does not.
    pub fn holds(self, media: &str) -> bool {
        if media.trim().is_empty() {
            return true;
        }
        let (tamed, _) = guard::tame(media);
        if tamed.contains(['{', '}', ';']) {
            return false;
        }
        let sheet = format!("@media {tamed} {{a{{b:c}}}}");
        let options = ParserOptions { error_recovery: true, ..ParserOptions::default() };
        StyleSheet::parse(&sheet, options).is_ok_and(|sheet| match sheet.rules.0.first() {
            Some(CssRule::Media(rule)) => any_holds(&rule.query, self.environment()),
            _ => false,
        })
    }

    /// What a length comes to, in CSS px; nothing when it is not one, or depends on an element.
    pub fn px(self, length: &str) -> Option<f32> {
        let (tamed, _) = guard::tame(length);
        // Zero alone may go without a unit.
        if tamed.trim().parse::<f32>().is_ok_and(|number| number != 0.0) {
            return None;
        }
        let length = Length::parse_string(tamed.trim()).ok()?;
        Measure::from(&length).px_of(self.environment().scale(), 0.0)
    }

    const fn environment(self) -> Environment {
        Environment::screen(self.width, self.height, self.density)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PHONE: Window = Window { width: 390.0, height: 844.0, density: 2.0 };

    #[test]
    fn queries_and_lengths_come_to_what_the_window_makes_of_them() {
        for (media, holds) in [
            ("", true),
            ("(max-width: 40rem)", true),
            ("(min-width: 40rem)", false),
            ("print", false),
            ("print, screen and (min-resolution: 2dppx)", true),
            ("(prefers-color-scheme: dark)", false),
            ("not all and (width < 400px)", false),
            ("((", false),
        ] {
            assert_eq!(PHONE.holds(media), holds, "{media}");
        }
        for (length, px) in [
            ("100vw", Some(390.0)),
            ("20rem", Some(320.0)),
            ("calc(50vw - 1rem)", Some(179.0)),
            ("min(90vw, 20em)", Some(320.0)),
            ("0", Some(0.0)),
            ("auto", None),
            ("12", None),
            ("50%", None),
        ] {
            assert_eq!(PHONE.px(length), px, "{length}");
        }
    }
}
