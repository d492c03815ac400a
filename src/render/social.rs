//! The picture of a page for those who show a link to it: a cut of its own picture, else a poster of its drawing.

use tera::{Kwargs, TeraResult, Value};

use super::Data;
use super::asked::{ask, recording};
use super::functions::{drawn, source};
use super::media;
use super::value::{get, map};
use crate::art::{Color, Colors};
use crate::asset::picture::Dimensions;
use crate::asset::poster::Poster;
use crate::html;
use crate::load::fields;
use crate::style;

/// The style sheet whose colours drawings have where no style sheet is read.
const SHEET: &str = "theme.css";

/// `{url, width, height}`, of the arguments of `social_picture`.
pub(super) fn picture(data: &Data, kwargs: &Kwargs) -> TeraResult<Value> {
    let own = kwargs.get::<Value>("src")?.filter(Value::is_truthy);
    let cut = match &own {
        Some(src) => {
            let focus = get(src, "focus").and_then(Value::as_str).and_then(fields::focus);
            data.media.cut(&data.site, &source(kwargs)?, focus.unwrap_or((50, 50)))
        }
        None => None,
    };
    let (url, Dimensions { width, height }) = match cut {
        Some(cut) => cut,
        None => media::poster(&data.site, Poster::new(drawn(kwargs)?, colors(data)?)),
    };
    Ok(Value::from(map([("url", Value::from(url)), ("width", Value::from(width)), ("height", Value::from(height))])))
}

/// The colours of drawings for a reader of light pages, read once.
fn colors(data: &Data) -> TeraResult<Colors> {
    let read = || {
        let css = data.media.compiled(&data.site, SHEET).map(|(_, css, _)| css);
        computed(
            &css.ok_or_else(|| format!("there is no style sheet `assets/{SHEET}` to say the colours of drawings"))?,
        )
    };
    let (colors, asked) = data.colors.get_or_init(|| recording(read));
    ask(|all| all.join(asked));
    colors.clone().map_err(tera::Error::message)
}

/// What the custom properties of [`Color`] come to under a style sheet.
fn computed(css: &str) -> Result<Colors, String> {
    let sample = |color: &Color| format!("<i style=\"color:var({},transparent)\"></i>", color.property());
    let samples = Color::ALL.iter().map(sample).collect::<Vec<_>>().concat();
    let document = html::parse(&format!("<!doctype html><link rel=\"stylesheet\" href=\"s\">{samples}"));
    let styles = style::compute(&style::Engine::default(), &document, &|_| Some(css.into()));
    let mut colors = Colors::default();
    for ((sample, color), rgb) in document.elements_named("i").zip(Color::ALL).zip(&mut colors) {
        let known = styles.of(sample).color.known().filter(|known| known.alpha >= 1.0);
        let known =
            known.ok_or_else(|| format!("`{SHEET}` gives no plain colour `{}` to drawings", color.property()))?;
        *rgb = [known.r, known.g, known.b].map(|part| (part * 255.0).round() as u8);
    }
    Ok(colors)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours_are_those_of_light_pages() {
        let property = |color: &Color| format!("{}:#abcdef;", color.property());
        let properties = Color::ALL.iter().map(property).collect::<Vec<_>>().concat();
        let sun = "--hot:oklch(0% 0 0);--g-sun:light-dark(var(--hot),#fff)";
        let colors = computed(&format!(":root{{color-scheme:light dark;{properties}{sun}}}")).expect("colours");
        for (color, rgb) in Color::ALL.into_iter().zip(colors) {
            assert_eq!(rgb, if color == Color::Sun { [0, 0, 0] } else { [0xab, 0xcd, 0xef] }, "{color:?}");
        }
    }

    #[test]
    fn a_colour_that_is_missing_is_named() {
        let message = computed(":root{--g-sky:#fff}").expect_err("no sea");
        assert!(message.contains("`--g-sea`"), "{message}");
    }
}
