//! From a declared value to the computed one.

use std::sync::Arc;

use super::color::{Color, Paint};
use super::computed::Style;
use super::kinds::{Clip, Content, Extent, Image, LineStyle, Shadow, Transform};
use super::length::{Measure, Scale};
use super::media::Environment;
use super::property::Property;
use super::tint::Tint;
use super::value::{Moves, Piece, Value};
use crate::html::Element;

/// What a value is computed from, the style under way aside.
pub(super) struct Frame<'f, 'd> {
    /// The style of the element around, or initial values for the root.
    pub(super) parent: &'f Style,
    /// The element, for `attr()`.
    pub(super) element: Element<'d>,
    pub(super) environment: Environment,
    /// Whether the element is the root: lengths in `rem` are its own.
    pub(super) root: bool,
}

/// What is put together only when all properties are known.
#[derive(Debug)]
pub(super) struct Parts {
    /// `transform`, `translate`, `rotate`, `scale`.
    pub(super) moves: [Transform; 4],
    pub(super) clip: Clip,
    pub(super) clip_path: Clip,
    pub(super) animation_names: Vec<Arc<str>>,
    pub(super) animation_durations: Vec<f32>,
    pub(super) animation_rounds: Vec<f32>,
}

impl Default for Parts {
    fn default() -> Self {
        let none = Transform { any: false, rotation: Some(0.0), flat: false, x: Extent::Px(0.0), y: Extent::Px(0.0) };
        Self {
            moves: [none; 4],
            clip: Clip::None,
            clip_path: Clip::None,
            animation_names: Vec::new(),
            animation_durations: Vec::new(),
            animation_rounds: Vec::new(),
        }
    }
}

/// Whether a value came to something that is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Known {
    Yes,
    No,
}

/// Sets a property. A value of another kind than the property's is not met, and sets nothing.
pub(super) fn apply(
    property: Property,
    value: &Value,
    style: &mut Style,
    parts: &mut Parts,
    frame: &Frame<'_, '_>,
) -> Known {
    match value {
        Value::Tint(tint) => color(property, tint, style, frame),
        Value::NoTint => {
            match property {
                Property::Fill => style.fill = None,
                Property::Stroke => style.stroke = None,
                _ => {}
            }
            Known::Yes
        }
        Value::Measure(measure) => length(property, measure, style, frame),
        Value::Number(number) => self::number(property, *number, style),
        Value::Flag(flag) => self::flag(property, *flag, style),
        Value::Relative(more) => {
            match property {
                Property::FontSize => style.font_size = frame.parent.font_size * if *more { 1.2 } else { 1.0 / 1.2 },
                _ => style.font_weight = relative_weight(frame.parent.font_weight, *more),
            }
            Known::Yes
        }
        Value::Images(layers) => {
            let paint = |tint: &Tint| tint.paint(style.color, style.dark);
            let image = |stops: &Option<Box<[Tint]>>| match stops {
                Some(stops) => Image::Gradient(stops.iter().map(paint).collect()),
                None => Image::Unknown,
            };
            style.background_images = layers.iter().map(image).collect();
            Known::Yes
        }
        Value::Shadows(shadows) => {
            let scale = scale(style, frame);
            let px = |measure: &Measure| measure.px_of(scale, 0.0).unwrap_or(0.0);
            let shadow = |shadow: &super::value::DeclaredShadow| Shadow {
                color: shadow.tint.paint(style.color, style.dark),
                x: px(&shadow.x),
                y: px(&shadow.y),
                blur: px(&shadow.blur),
                spread: px(&shadow.spread),
                inset: shadow.inset,
            };
            let shadows: Arc<[Shadow]> = shadows.iter().map(shadow).filter(|one| !one.color.is_transparent()).collect();
            if property == Property::TextShadow {
                style.text_shadow = shadows.iter().map(|shadow| shadow.color).collect();
            } else {
                style.box_shadow = shadows;
            }
            Known::Yes
        }
        Value::Moves(moves) => {
            let at = match property {
                Property::Transform => 0,
                Property::Translate => 1,
                Property::Rotate => 2,
                _ => 3,
            };
            parts.moves[at] = transform(moves, scale(style, frame));
            Known::Yes
        }
        Value::Names(names) => {
            parts.animation_names = names.to_vec();
            Known::Yes
        }
        Value::Numbers(numbers) => {
            match property {
                Property::AnimationDuration => parts.animation_durations = numbers.to_vec(),
                Property::AnimationIterationCount => parts.animation_rounds = numbers.to_vec(),
                _ => style.transitions = numbers.iter().any(|seconds| *seconds > 0.0),
            }
            Known::Yes
        }
        Value::Content(shown, read) => {
            style.content = content(shown, read.as_deref(), frame.element);
            Known::Yes
        }
        Value::Clip(clip) => {
            *if property == Property::Clip { &mut parts.clip } else { &mut parts.clip_path } = *clip;
            Known::Yes
        }
        Value::Flex(reversed, column) => {
            (style.flex_reversed, style.flex_column) = (*reversed, *column);
            Known::Yes
        }
        Value::Schemes(light, dark) => {
            style.inner.schemes = (*light, *dark);
            Known::Yes
        }
        Value::Display(display) => {
            style.display = *display;
            Known::Yes
        }
        Value::Position(position) => {
            style.position = *position;
            Known::Yes
        }
        Value::Overflow(overflow) => {
            *if property == Property::OverflowX { &mut style.overflow_x } else { &mut style.overflow_y } = *overflow;
            Known::Yes
        }
        Value::LineStyle(line) => line_style(property, *line, style),
        Value::TextTransform(transform) => {
            style.text_transform = *transform;
            Known::Yes
        }
        Value::TextAlign(align) => {
            style.text_align = *align;
            Known::Yes
        }
        Value::WhiteSpace(space) => {
            style.white_space = *space;
            Known::Yes
        }
        Value::Decoration(decoration) => {
            style.decoration = *decoration;
            Known::Yes
        }
        Value::Wide(_) | Value::Deferred(_) | Value::Unknown => Known::No,
    }
}

fn color(property: Property, tint: &Tint, style: &mut Style, frame: &Frame<'_, '_>) -> Known {
    let current = if property == Property::Color { frame.parent.color } else { style.color };
    let paint = tint.paint(current, style.dark);
    match property {
        Property::Color => style.color = paint,
        Property::TextFillColor => style.text_fill = (*tint != Tint::Current).then_some(paint),
        Property::BackgroundColor => style.background_color = paint,
        Property::TextDecorationColor => style.decoration_color = paint,
        Property::OutlineColor => style.outline.color = paint,
        Property::BorderTopColor => style.border.top.color = paint,
        Property::BorderRightColor => style.border.right.color = paint,
        Property::BorderBottomColor => style.border.bottom.color = paint,
        Property::BorderLeftColor => style.border.left.color = paint,
        Property::Fill => style.fill = Some(paint),
        Property::Stroke => style.stroke = Some(paint),
        _ => {}
    }
    if paint == Paint::Unknown { Known::No } else { Known::Yes }
}

fn line_style(property: Property, line: LineStyle, style: &mut Style) -> Known {
    match property {
        Property::OutlineStyle => style.outline.style = line,
        Property::BorderTopStyle => style.border.top.style = line,
        Property::BorderRightStyle => style.border.right.style = line,
        Property::BorderBottomStyle => style.border.bottom.style = line,
        Property::BorderLeftStyle => style.border.left.style = line,
        _ => {}
    }
    Known::Yes
}

/// Lengths of a font are of the font around; all others are of the element's own font.
fn length(property: Property, measure: &Measure, style: &mut Style, frame: &Frame<'_, '_>) -> Known {
    let scale = scale(style, frame);
    if property == Property::FontSize {
        let around = frame.parent.font_size;
        let scale = Scale { em: around, rem: if frame.root { 16.0 } else { scale.rem }, ..scale };
        let Some(px) = measure.px_of(scale, around) else { return Known::No };
        style.font_size = px.max(0.0);
        return Known::Yes;
    }
    let extent = measure.extent(scale);
    let px = measure.px_of(scale, style.font_size);
    let target = match property {
        Property::LineHeight => {
            style.inner.line_factor = None;
            style.line_height = px;
            return if px.is_some() || *measure == Measure::Auto { Known::Yes } else { Known::No };
        }
        Property::ZIndex => {
            style.z_index = None;
            return Known::Yes;
        }
        Property::LetterSpacing => return set(&mut style.letter_spacing, px),
        Property::WordSpacing => return set(&mut style.word_spacing, px),
        Property::OutlineWidth => return set(&mut style.outline.width, px),
        Property::OutlineOffset => return set(&mut style.outline_offset, px),
        Property::BorderTopWidth => return set(&mut style.border.top.width, px),
        Property::BorderRightWidth => return set(&mut style.border.right.width, px),
        Property::BorderBottomWidth => return set(&mut style.border.bottom.width, px),
        Property::BorderLeftWidth => return set(&mut style.border.left.width, px),
        Property::TextIndent => &mut style.text_indent,
        Property::Width => &mut style.width,
        Property::Height => &mut style.height,
        Property::MinWidth => &mut style.min_width,
        Property::MinHeight => &mut style.min_height,
        Property::MaxWidth => &mut style.max_width,
        Property::MaxHeight => &mut style.max_height,
        Property::PaddingTop => &mut style.padding.top,
        Property::PaddingRight => &mut style.padding.right,
        Property::PaddingBottom => &mut style.padding.bottom,
        Property::PaddingLeft => &mut style.padding.left,
        Property::MarginTop => &mut style.margin.top,
        Property::MarginRight => &mut style.margin.right,
        Property::MarginBottom => &mut style.margin.bottom,
        Property::MarginLeft => &mut style.margin.left,
        Property::Top => &mut style.inset.top,
        Property::Right => &mut style.inset.right,
        Property::Bottom => &mut style.inset.bottom,
        Property::Left => &mut style.inset.left,
        Property::ScrollPaddingTop => &mut style.scroll_padding_top,
        _ => return Known::Yes,
    };
    *target = extent;
    if extent == Extent::Unknown { Known::No } else { Known::Yes }
}

fn set(target: &mut f32, px: Option<f32>) -> Known {
    match px {
        Some(px) => {
            *target = px;
            Known::Yes
        }
        None => Known::No,
    }
}

fn number(property: Property, number: f32, style: &mut Style) -> Known {
    match property {
        Property::Opacity => style.opacity = number,
        Property::FontWeight => style.font_weight = number,
        Property::LineHeight => {
            style.inner.line_factor = Some(number);
            style.line_height = Some(number * style.font_size);
        }
        Property::Order => style.order = number as i32,
        Property::ZIndex => style.z_index = Some(number as i32),
        _ => {}
    }
    Known::Yes
}

/// Properties of which only a yes or a no matters.
fn flag(property: Property, flag: bool, style: &mut Style) -> Known {
    match property {
        Property::Direction => style.rtl = flag,
        Property::FontStyle => style.italic = flag,
        Property::Visibility => style.visible = flag,
        Property::Cursor => style.cursor_pointer = flag,
        Property::PointerEvents => style.pointer_events = flag,
        Property::ForcedColorAdjust => style.keeps_forced_colors = flag,
        Property::ListStyleType => style.list_style_none = flag,
        Property::Float => style.floats = flag,
        Property::ContentVisibility => style.inner.hides_contents = flag,
        Property::BackgroundClip => style.background_clip_text = flag,
        Property::BoxSizing => style.border_box = flag,
        Property::TextOverflow => style.text_ellipsis = flag,
        Property::LineClamp => style.line_clamp = flag,
        Property::MaskImage => style.masked = flag,
        Property::Filter => style.filter = flag,
        Property::BackdropFilter => style.backdrop_filter = flag,
        Property::MixBlendMode => style.blended = flag,
        Property::UserSelect => style.unselectable = flag,
        Property::Appearance => style.appearance_none = flag,
        _ => {}
    }
    Known::Yes
}

/// What lengths are measured with for the element.
pub(super) fn scale(style: &Style, frame: &Frame<'_, '_>) -> Scale {
    let rem = if frame.root { style.font_size } else { style.inner.rem };
    Scale { em: style.font_size, rem, width: frame.environment.width, height: frame.environment.height }
}

/// `bolder` and `lighter` (CSS Fonts 4, 2.2.1).
fn relative_weight(weight: f32, more: bool) -> f32 {
    match weight {
        weight if more => {
            if weight < 350.0 {
                400.0
            } else if weight < 550.0 {
                700.0
            } else {
                weight.max(900.0)
            }
        }
        weight if weight < 100.0 => weight,
        weight if weight < 550.0 => 100.0,
        weight if weight < 750.0 => 400.0,
        _ => 700.0,
    }
}

fn transform(moves: &Moves, scale: Scale) -> Transform {
    Transform {
        any: moves.any,
        rotation: moves.rotation,
        flat: moves.flat,
        x: moves.x.extent(scale),
        y: moves.y.extent(scale),
    }
}

fn content(shown: &[Piece], read: Option<&[Piece]>, element: Element<'_>) -> Content {
    if shown.is_empty() {
        return Content::Normal;
    }
    let text = |pieces: &[Piece]| -> Option<Arc<str>> {
        let one = |piece: &Piece| match piece {
            Piece::Text(text) => Some(text.to_string()),
            Piece::Attribute(name) => Some(element.attr(name).unwrap_or_default().to_owned()),
            Piece::Other => None,
        };
        pieces.iter().map(one).collect::<Option<String>>().map(Arc::from)
    };
    let alternative = read.and_then(text);
    match text(shown) {
        Some(text) => Content::Text { text, alternative },
        None => Content::Other { alternative },
    }
}

/// The colour of text where nothing is declared.
pub(super) const fn canvas_text(dark: bool) -> Color {
    super::tint::System::CanvasText.color(dark)
}
