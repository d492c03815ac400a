//! What computed values make of one another: used values that need no layout.

use std::sync::Arc;

use super::apply::Parts;
use super::computed::Style;
use super::kinds::{Animation, Clip, Display, Extent, Line, LineStyle, Overflow, Position, Transform};
use super::property::Property;

/// What is said of the element by its markup.
#[expect(clippy::struct_excessive_bools, reason = "each is a fact of its own")]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub(super) struct Traits {
    /// It is the root.
    pub(super) root: bool,
    /// It is in the skipped part of a closed `details`.
    pub(super) folded: bool,
    /// It is a closed `details`.
    pub(super) closed: bool,
    /// Its content is a picture, a film, a frame.
    pub(super) replaced: bool,
    /// It is a control, whose box is never broken by lines.
    pub(super) control: bool,
    /// It is a pseudo-element.
    pub(super) pseudo: bool,
}

/// Completes a style once all properties are set.
pub(super) fn finish(style: &mut Style, parts: &Parts, parent: &Style, traits: Traits) {
    let out_of_flow = matches!(style.position, Position::Absolute | Position::Fixed);
    let item = parent.inner.has_items && !traits.root;
    style.floats &= !out_of_flow && !item;
    if style.floats || out_of_flow || item || traits.root {
        style.display = style.display.blockified();
    }
    if traits.control {
        style.display = match style.display {
            Display::Inline => Display::InlineBlock,
            Display::ListItem => Display::Block,
            display => display,
        };
    }
    // What is replaced has no contents to show without its box (CSS Display 3, 2.5).
    if style.display == Display::Contents && (traits.replaced || traits.root) {
        style.display = if traits.root { Display::Block } else { Display::None };
    }
    style.inner.has_items = style.display.has_items() || style.display == Display::Contents && parent.inner.has_items;
    style.display_none = style.display == Display::None;
    style.rendered = parent.rendered && !style.display_none;
    style.skipped = parent.skipped || parent.inner.hides_contents || traits.folded;
    style.inner.hides_contents &= !matches!(style.display, Display::Inline | Display::Contents);
    style.skips_contents = style.inner.hides_contents || traits.closed;
    // What has no box makes no group (CSS Display 3, 2.5).
    let opacity = if style.display == Display::Contents { 1.0 } else { style.opacity };
    style.total_opacity = parent.total_opacity * opacity;
    // Lines under text are not drawn through boxes that words flow around or past (CSS Text Decoration 3, 2.1).
    let apart = style.floats
        || out_of_flow
        || matches!(
            style.display,
            Display::InlineBlock | Display::InlineFlex | Display::InlineGrid | Display::InlineTable
        );
    style.text_decoration = if apart { style.decoration } else { style.decoration.and(parent.text_decoration) };
    line(&mut style.outline);
    for side in [&mut style.border.top, &mut style.border.right, &mut style.border.bottom, &mut style.border.left] {
        line(side);
    }
    if style.overflow_x == Overflow::Visible && style.overflow_y != Overflow::Visible {
        style.overflow_x = Overflow::Scroll;
    } else if style.overflow_y == Overflow::Visible && style.overflow_x != Overflow::Visible {
        style.overflow_y = Overflow::Scroll;
    }
    style.clip = if out_of_flow { strongest(parts.clip, parts.clip_path) } else { parts.clip_path };
    // Transforms do nothing to a box that breaks with its line.
    if style.display != Display::Inline || traits.replaced {
        style.transform = together(&parts.moves);
    }
    style.animations = animations(parts);
    if style.inner.line_factor.is_some() && !style.uncertain.contains(Property::LineHeight) {
        style.line_height = style.inner.line_factor.map(|factor| factor * style.font_size);
    }
}

fn line(line: &mut Line) {
    if line.style == LineStyle::None {
        line.width = 0.0;
    }
}

fn strongest(a: Clip, b: Clip) -> Clip {
    match (a, b) {
        (Clip::All, _) | (_, Clip::All) => Clip::All,
        (Clip::None, Clip::None) => Clip::None,
        _ => Clip::Partly,
    }
}

fn together(moves: &[Transform; 4]) -> Transform {
    let mut all = moves[0];
    for one in &moves[1..] {
        all.any |= one.any;
        all.flat |= one.flat;
        all.rotation = all.rotation.zip(one.rotation).map(|(a, b)| a + b);
        all.x = sum(all.x, one.x);
        all.y = sum(all.y, one.y);
    }
    all
}

fn sum(a: Extent, b: Extent) -> Extent {
    match (a, b) {
        (Extent::Px(a), Extent::Px(b)) => Extent::Px(a + b),
        (Extent::Px(px), Extent::Percent(part, more)) | (Extent::Percent(part, more), Extent::Px(px)) => {
            Extent::Percent(part, more + px)
        }
        (Extent::Percent(a, more), Extent::Percent(b, px)) => Extent::Percent(a + b, more + px),
        _ => Extent::Unknown,
    }
}

fn animations(parts: &Parts) -> Arc<[Animation]> {
    // Lists that are shorter start again (CSS Animations 1, 4.2).
    let at = |list: &[f32], rank: usize, initial| if list.is_empty() { initial } else { list[rank % list.len()] };
    let one = |(rank, name): (usize, &Arc<str>)| Animation {
        name: name.clone(),
        duration: at(&parts.animation_durations, rank, 0.0),
        rounds: at(&parts.animation_rounds, rank, 1.0),
    };
    let all = parts.animation_names.iter().enumerate().map(one);
    all.filter(|animation| !animation.name.is_empty() && animation.duration > 0.0 && animation.rounds > 0.0).collect()
}
