//! The computed values of an element.

use std::sync::Arc;

use super::color::{Color, Paint};
use super::kinds::{
    Animation, Clip, Content, Decoration, Display, Extent, Image, Line, LineStyle, Overflow, Position, Shadow, Sides,
    TextAlign, TextTransform, Transform, WhiteSpace,
};
use super::property::{Property, PropertySet};

/// The computed values of one element in one cell. Lengths are in CSS px.
///
/// A value that cannot be known (a variable that is set nowhere, a function that is not understood, a rule of
/// `@container`) leaves the property in [`Style::uncertain`]; its field then holds the best that is known.
#[expect(clippy::struct_excessive_bools, reason = "each is a property of its own")]
#[derive(Clone, Debug, PartialEq)]
pub struct Style {
    /// `display` is `none` on this very element; see [`Style::rendered`].
    pub display_none: bool,
    /// `visibility` is `visible`.
    pub visible: bool,
    /// It has a box, or its content has (`display: contents`): neither it nor what it is in has `display: none`.
    pub rendered: bool,
    /// It is in content that browsers skip: that of a closed `details` (its summary excepted) or of an element with
    /// `content-visibility: hidden`.
    pub skipped: bool,
    /// What it holds is skipped in that way.
    pub skips_contents: bool,
    /// `display`, as used: floats, absolutely positioned elements and items of flex and grid are blocks.
    pub display: Display,
    /// `position`.
    pub position: Position,
    /// `float` is not `none`, and has effect.
    pub floats: bool,
    /// `direction` is `rtl`.
    pub rtl: bool,
    /// `color`.
    pub color: Paint,
    /// `-webkit-text-fill-color`: the colour of letters when it is not [`Style::color`].
    pub text_fill: Option<Paint>,
    /// `background-color`.
    pub background_color: Paint,
    /// `background-image`, the uppermost layer first; empty for `none`.
    pub background_images: Arc<[Image]>,
    /// `background-clip` is `text`: the background is seen in the letters only.
    pub background_clip_text: bool,
    /// The used colour scheme is dark.
    pub dark: bool,
    /// `forced-color-adjust` is `none`.
    pub keeps_forced_colors: bool,
    /// `opacity` of this very element, 0 to 1.
    pub opacity: f32,
    /// The product of its opacity and of all that it is in, 0 to 1.
    pub total_opacity: f32,
    /// `font-size`.
    pub font_size: f32,
    /// `font-weight`, 1 to 1000.
    pub font_weight: f32,
    /// `font-style` is not `normal`.
    pub italic: bool,
    /// `line-height`; nothing for `normal`.
    pub line_height: Option<f32>,
    /// `letter-spacing`.
    pub letter_spacing: f32,
    /// `word-spacing`.
    pub word_spacing: f32,
    /// `text-indent`.
    pub text_indent: Extent,
    /// `text-transform`.
    pub text_transform: TextTransform,
    /// `text-align`.
    pub text_align: TextAlign,
    /// `white-space`.
    pub white_space: WhiteSpace,
    /// `text-shadow`: the colour of each shadow that is not transparent.
    pub text_shadow: Arc<[Paint]>,
    /// `text-decoration-line` of this very element.
    pub decoration: Decoration,
    /// The lines through its text: its own and those of the blocks and inlines around it (CSS Text Decoration 3, 2.1).
    pub text_decoration: Decoration,
    /// `text-decoration-color` of this very element.
    pub decoration_color: Paint,
    /// `outline`, its style `none` when it has no width.
    pub outline: Line,
    /// `outline-offset`.
    pub outline_offset: f32,
    /// `border`, a side with style `none` or `hidden` having no width.
    pub border: Sides<Line>,
    /// `box-shadow`: each shadow.
    pub box_shadow: Arc<[Shadow]>,
    /// `box-sizing` is `border-box`.
    pub border_box: bool,
    /// `width`.
    pub width: Extent,
    /// `height`.
    pub height: Extent,
    /// `min-width`.
    pub min_width: Extent,
    /// `min-height`.
    pub min_height: Extent,
    /// `max-width`; [`Extent::Auto`] for `none`.
    pub max_width: Extent,
    /// `max-height`; [`Extent::Auto`] for `none`.
    pub max_height: Extent,
    /// `padding`.
    pub padding: Sides<Extent>,
    /// `margin`.
    pub margin: Sides<Extent>,
    /// `top`, `right`, `bottom`, `left`.
    pub inset: Sides<Extent>,
    /// `overflow-x`.
    pub overflow_x: Overflow,
    /// `overflow-y`.
    pub overflow_y: Overflow,
    /// `text-overflow` is not `clip`.
    pub text_ellipsis: bool,
    /// `line-clamp` is not `none`.
    pub line_clamp: bool,
    /// `clip` or `clip-path`.
    pub clip: Clip,
    /// `mask-image` is not `none`.
    pub masked: bool,
    /// `transform`, `translate`, `rotate` and `scale` together.
    pub transform: Transform,
    /// `filter` is not `none`.
    pub filter: bool,
    /// `backdrop-filter` is not `none`.
    pub backdrop_filter: bool,
    /// `mix-blend-mode` is not `normal`.
    pub blended: bool,
    /// `order`.
    pub order: i32,
    /// `z-index`; nothing for `auto`.
    pub z_index: Option<i32>,
    /// `flex-direction` is `row-reverse` or `column-reverse`.
    pub flex_reversed: bool,
    /// `flex-direction` is `column` or `column-reverse`.
    pub flex_column: bool,
    /// `pointer-events` is not `none`.
    pub pointer_events: bool,
    /// `cursor` is `pointer`.
    pub cursor_pointer: bool,
    /// `user-select` is `none`.
    pub unselectable: bool,
    /// `appearance` is `none`.
    pub appearance_none: bool,
    /// `list-style-type` is `none`.
    pub list_style_none: bool,
    /// `animation-*`: those that have a name and last.
    pub animations: Arc<[Animation]>,
    /// Whether a transition lasts.
    pub transitions: bool,
    /// `scroll-padding-top`.
    pub scroll_padding_top: Extent,
    /// `fill`, when it is a colour; nothing for `none` and for what is not a colour.
    pub fill: Option<Paint>,
    /// `stroke`, when it is a colour.
    pub stroke: Option<Paint>,
    /// `content`, of `::before` and `::after` mostly.
    pub content: Content,
    /// The properties whose value cannot be known for sure.
    pub uncertain: PropertySet,
    /// What elements inside are computed from.
    pub(super) inner: Inner,
}

/// What is kept of a style only to compute those of elements inside.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Inner {
    /// The font size of the root, in CSS px.
    pub(super) rem: f32,
    /// `color-scheme`: light, dark.
    pub(super) schemes: (bool, bool),
    /// `line-height` as a number.
    pub(super) line_factor: Option<f32>,
    /// `content-visibility` is `hidden`.
    pub(super) hides_contents: bool,
    /// What is in it, or in what it is in when it has no box itself, are items of flex or grid.
    pub(super) has_items: bool,
}

impl Style {
    /// Whether the value of a property cannot be known for sure.
    pub fn is_uncertain(&self, property: Property) -> bool {
        self.uncertain.contains(property)
    }

    /// Whether it shows underlined.
    pub fn is_underlined(&self) -> bool {
        self.text_decoration.underline
    }

    /// Whether `font-weight` is 600 or more, which is bold in nearly all fonts.
    pub fn is_bold(&self) -> bool {
        self.font_weight >= 600.0
    }
}

impl Style {
    /// Initial values: those of an element that nothing styles (each specification's own table).
    pub(super) fn initial() -> Self {
        let nothing = Line { style: LineStyle::None, width: 3.0, color: Paint::Color(Color::BLACK) };
        Self {
            display_none: false,
            visible: true,
            rendered: true,
            skipped: false,
            skips_contents: false,
            display: Display::Inline,
            position: Position::Static,
            floats: false,
            rtl: false,
            color: Paint::Color(Color::BLACK),
            text_fill: None,
            background_color: Paint::Color(Color::TRANSPARENT),
            background_images: Arc::new([]),
            background_clip_text: false,
            dark: false,
            keeps_forced_colors: false,
            opacity: 1.0,
            total_opacity: 1.0,
            font_size: 16.0,
            font_weight: 400.0,
            italic: false,
            line_height: None,
            letter_spacing: 0.0,
            word_spacing: 0.0,
            text_indent: Extent::Px(0.0),
            text_transform: TextTransform::None,
            text_align: TextAlign::Start,
            white_space: WhiteSpace::Normal,
            text_shadow: Arc::new([]),
            decoration: Decoration::default(),
            text_decoration: Decoration::default(),
            decoration_color: Paint::Color(Color::BLACK),
            outline: nothing,
            outline_offset: 0.0,
            border: Sides::all(nothing),
            box_shadow: Arc::new([]),
            border_box: false,
            width: Extent::Auto,
            height: Extent::Auto,
            min_width: Extent::Auto,
            min_height: Extent::Auto,
            max_width: Extent::Auto,
            max_height: Extent::Auto,
            padding: Sides::all(Extent::Px(0.0)),
            margin: Sides::all(Extent::Px(0.0)),
            inset: Sides::all(Extent::Auto),
            overflow_x: Overflow::Visible,
            overflow_y: Overflow::Visible,
            text_ellipsis: false,
            line_clamp: false,
            clip: Clip::None,
            masked: false,
            transform: Transform {
                any: false,
                rotation: Some(0.0),
                flat: false,
                x: Extent::Px(0.0),
                y: Extent::Px(0.0),
            },
            filter: false,
            backdrop_filter: false,
            blended: false,
            order: 0,
            z_index: None,
            flex_reversed: false,
            flex_column: false,
            pointer_events: true,
            cursor_pointer: false,
            unselectable: false,
            appearance_none: false,
            list_style_none: false,
            animations: Arc::new([]),
            transitions: false,
            scroll_padding_top: Extent::Auto,
            fill: Some(Paint::Color(Color::BLACK)),
            stroke: None,
            content: Content::Normal,
            uncertain: PropertySet::default(),
            inner: Inner {
                rem: 16.0,
                schemes: (false, false),
                line_factor: None,
                hides_contents: false,
                has_items: false,
            },
        }
    }
}
