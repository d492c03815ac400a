//! What pages come to: each test is a sheet, a page and what is expected of its element `t`.

#![expect(clippy::float_cmp, reason = "what is computed from these is exact")]

mod cascade;
mod cells;
mod hidden;
mod robust;
mod selectors;
mod values;

use std::sync::Arc;

use super::*;
use crate::html::{Document, parse};

/// A page with one sheet.
pub(super) fn page(css: &str, html: &str) -> (Document, Styles) {
    let document = parse(&format!("<!doctype html><html lang=en><link rel=stylesheet href=s.css><body>{html}"));
    let text: Arc<str> = css.into();
    let styles = compute(&Engine::default(), &document, &|href| (href == "s.css").then(|| text.clone()));
    (document, styles)
}

/// The style of the element `t` in the default cell.
pub(super) fn style(css: &str, html: &str) -> Style {
    in_cell(css, html, Cell::default())
}

/// The style of the element `t` in a cell.
pub(super) fn in_cell(css: &str, html: &str, cell: Cell) -> Style {
    let (document, styles) = page(css, html);
    styles.in_cell(document.by_id("t").expect("an element `t`"), cell).clone()
}

/// A colour in hexadecimal, `?` when it is not known.
pub(super) fn hex(paint: Paint) -> String {
    let Some(Color { r, g, b, alpha }) = paint.known() else { return "?".to_owned() };
    let byte = |value: f32| (value * 255.0).round() as u8;
    let rgb = format!("#{:02x}{:02x}{:02x}", byte(r), byte(g), byte(b));
    if alpha < 1.0 { format!("{rgb}{:02x}", byte(alpha)) } else { rgb }
}

/// The colour of the text of `t`.
pub(super) fn color(css: &str, html: &str) -> String {
    hex(style(css, html).color)
}

pub(super) const RED: &str = "#ff0000";
pub(super) const LIME: &str = "#00ff00";
pub(super) const BLUE: &str = "#0000ff";
