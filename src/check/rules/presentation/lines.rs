//! How many lines a text takes, as far as it can be told without a font.

use crate::check::Page;
use crate::html::Element;
use crate::style::{Display, Extent};

/// The lines of a text in a wide window.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Lines {
    /// One, in any usual font.
    One,
    /// Two or more, in any usual font.
    Several,
    /// It depends on the font.
    Unsure,
}

/// The width of the window, in CSS px.
const WINDOW: f32 = 1280.0;

/// The mean width of a character in narrow fonts and in wide ones, in sizes of the font.
const ADVANCE: (f32, f32) = (0.38, 0.62);

/// How many lines the text of an element takes.
pub(super) fn lines(page: &Page<'_>, element: Element<'_>, text: &str) -> Lines {
    let style = page.styles.of(element);
    if !style.white_space.wraps() {
        return Lines::One;
    }
    let mut characters = 0_usize;
    for word in text.split_whitespace().take(4000) {
        characters += word.chars().count() + 1;
    }
    let Some(room) = room(page, element) else { return Lines::Unsure };
    let letter =
        |advance: f32| characters.saturating_sub(1) as f32 * (advance * style.font_size + style.letter_spacing);
    if letter(ADVANCE.0) > room {
        Lines::Several
    } else if letter(ADVANCE.1) <= room {
        Lines::One
    } else {
        Lines::Unsure
    }
}

/// The most that the lines of an element can be wide; nothing when it cannot be told.
fn room(page: &Page<'_>, element: Element<'_>) -> Option<f32> {
    let mut room = WINDOW;
    for block in element.ancestors_or_self().take(64) {
        let style = page.styles.of(block);
        if style.display == Display::Inline {
            continue;
        }
        for extent in [style.width, style.max_width] {
            match extent {
                Extent::Px(px) => room = room.min(px),
                Extent::Percent(part, px) if part >= 0.0 && block.parent().is_some() => {
                    room = room.min((part * WINDOW + px).max(0.0));
                }
                Extent::Unknown => return None,
                _ => {}
            }
        }
    }
    Some(room)
}
