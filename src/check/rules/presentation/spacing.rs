//! Spacings of text that a `style` attribute takes from those who set their own (WCAG 2.2, 1.4.12).

use super::declared::important;
use crate::check::Page;
use crate::html::{Element, Text};
use crate::style::Style;

/// The elements whose `style` attribute sets a spacing as important, below `least` times the size of the font, with the
/// first text that shows it.
///
/// `factor` gives the spacing of a style in sizes of its font.
pub(super) fn forced<'p>(
    page: &'p Page<'p>,
    property: &'static str,
    least: f32,
    factor: fn(&Style) -> f32,
) -> impl Iterator<Item = (Element<'p>, Text<'p>)> {
    let holders = page.with("style").filter(|element| element.is_html());
    holders.filter_map(move |element| {
        important(element.attr("style")?, property)?;
        // Half a thousandth: what is computed in single precision is not held to be less than it was written.
        if factor(page.styles.of(element)) + 0.0005 >= least {
            return None;
        }
        text_of(page, element, property, least, factor).map(|text| (element, text))
    })
}

/// The first text that shows and takes its spacing from this element.
fn text_of<'p>(
    page: &'p Page<'p>,
    element: Element<'p>,
    property: &str,
    least: f32,
    factor: fn(&Style) -> f32,
) -> Option<Text<'p>> {
    element.texts().take(200).find(|text| {
        let Some(parent) = text.parent() else { return false };
        let between = parent.ancestors_or_self().take(64).take_while(|between| *between != element);
        !text.text().trim().is_empty()
            && page.tree.shows_text(parent)
            && parent.is_html()
            && factor(page.styles.of(parent)) < least
            && !between
                .into_iter()
                .any(|between| between.attr("style").is_some_and(|style| important(style, property).is_some()))
    })
}
