//! Properties that take the value of the element around, or their initial one (CSS Cascade 5, 7.1 and 7.2).

use super::apply::{Parts, canvas_text};
use super::color::Paint;
use super::computed::Style;
use super::property::Property;

macro_rules! copies {
    ($($property:ident: $($field:ident).+,)+) => {
        /// Takes a property from another style.
        pub(super) fn copy(property: Property, from: &Style, to: &mut Style) {
            match property {
                $(Property::$property => to.$($field).+.clone_from(&from.$($field).+),)+
                Property::LineHeight => {
                    to.line_height = from.line_height;
                    to.inner.line_factor = from.inner.line_factor;
                }
                Property::FlexDirection => {
                    to.flex_reversed = from.flex_reversed;
                    to.flex_column = from.flex_column;
                }
                // What is put together from parts is not handed on.
                _ => {}
            }
        }
    };
}

copies! {
    Direction: rtl,
    FontSize: font_size,
    ColorScheme: inner.schemes,
    Color: color,
    FontWeight: font_weight,
    FontStyle: italic,
    LetterSpacing: letter_spacing,
    WordSpacing: word_spacing,
    TextIndent: text_indent,
    TextTransform: text_transform,
    TextAlign: text_align,
    TextShadow: text_shadow,
    WhiteSpace: white_space,
    Visibility: visible,
    Cursor: cursor_pointer,
    PointerEvents: pointer_events,
    ForcedColorAdjust: keeps_forced_colors,
    ListStyleType: list_style_none,
    TextFillColor: text_fill,
    Fill: fill,
    Stroke: stroke,
    Display: display,
    Position: position,
    Float: floats,
    ContentVisibility: inner.hides_contents,
    Opacity: opacity,
    BackgroundColor: background_color,
    BackgroundImage: background_images,
    BackgroundClip: background_clip_text,
    TextDecorationLine: decoration,
    TextDecorationColor: decoration_color,
    OutlineStyle: outline.style,
    OutlineWidth: outline.width,
    OutlineColor: outline.color,
    OutlineOffset: outline_offset,
    BorderTopStyle: border.top.style,
    BorderRightStyle: border.right.style,
    BorderBottomStyle: border.bottom.style,
    BorderLeftStyle: border.left.style,
    BorderTopWidth: border.top.width,
    BorderRightWidth: border.right.width,
    BorderBottomWidth: border.bottom.width,
    BorderLeftWidth: border.left.width,
    BorderTopColor: border.top.color,
    BorderRightColor: border.right.color,
    BorderBottomColor: border.bottom.color,
    BorderLeftColor: border.left.color,
    BoxShadow: box_shadow,
    BoxSizing: border_box,
    Width: width,
    Height: height,
    MinWidth: min_width,
    MinHeight: min_height,
    MaxWidth: max_width,
    MaxHeight: max_height,
    PaddingTop: padding.top,
    PaddingRight: padding.right,
    PaddingBottom: padding.bottom,
    PaddingLeft: padding.left,
    MarginTop: margin.top,
    MarginRight: margin.right,
    MarginBottom: margin.bottom,
    MarginLeft: margin.left,
    Top: inset.top,
    Right: inset.right,
    Bottom: inset.bottom,
    Left: inset.left,
    OverflowX: overflow_x,
    OverflowY: overflow_y,
    TextOverflow: text_ellipsis,
    LineClamp: line_clamp,
    MaskImage: masked,
    Filter: filter,
    BackdropFilter: backdrop_filter,
    MixBlendMode: blended,
    Order: order,
    ZIndex: z_index,
    TransitionDuration: transitions,
    ScrollPaddingTop: scroll_padding_top,
    UserSelect: unselectable,
    Appearance: appearance_none,
    Content: content,
}

/// Gives a property its initial value. That of colours of lines is the colour of the text.
pub(super) fn reset(property: Property, initial: &Style, style: &mut Style, parts: &mut Parts) {
    let none = Parts::default();
    match property {
        Property::Color => style.color = Paint::Color(canvas_text(style.dark)),
        Property::TextDecorationColor => style.decoration_color = style.color,
        Property::OutlineColor => style.outline.color = style.color,
        Property::BorderTopColor => style.border.top.color = style.color,
        Property::BorderRightColor => style.border.right.color = style.color,
        Property::BorderBottomColor => style.border.bottom.color = style.color,
        Property::BorderLeftColor => style.border.left.color = style.color,
        Property::Transform => parts.moves[0] = none.moves[0],
        Property::Translate => parts.moves[1] = none.moves[1],
        Property::Rotate => parts.moves[2] = none.moves[2],
        Property::Scale => parts.moves[3] = none.moves[3],
        Property::Clip => parts.clip = none.clip,
        Property::ClipPath => parts.clip_path = none.clip_path,
        Property::AnimationName => parts.animation_names = none.animation_names,
        Property::AnimationDuration => parts.animation_durations = none.animation_durations,
        Property::AnimationIterationCount => parts.animation_rounds = none.animation_rounds,
        property => copy(property, initial, style),
    }
}
