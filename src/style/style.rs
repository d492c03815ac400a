//! The computed values of an element.

use std::sync::Arc;

use super::color::{Color, Paint};
use super::property::{Property, PropertySet};

/// The computed values of one element in one cell. Lengths are in CSS px.
///
/// A value that cannot be known (a variable that is set nowhere, a function that is not understood, a rule of
/// `@container`) leaves the property in [`Style::uncertain`]; its field then holds the best that is known.
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

/// `display` (CSS Display 3).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Display {
    /// `none`.
    None,
    /// `contents`.
    Contents,
    /// `inline`.
    Inline,
    /// `block` and `flow-root`.
    Block,
    /// `inline-block`.
    InlineBlock,
    /// `flex`, and `-webkit-box`.
    Flex,
    /// `inline-flex`.
    InlineFlex,
    /// `grid`.
    Grid,
    /// `inline-grid`.
    InlineGrid,
    /// `table`.
    Table,
    /// `inline-table`.
    InlineTable,
    /// `table-row`.
    TableRow,
    /// `table-row-group`, `table-header-group`, `table-footer-group`.
    TableRowGroup,
    /// `table-column` and `table-column-group`.
    TableColumn,
    /// `table-cell`.
    TableCell,
    /// `table-caption`.
    TableCaption,
    /// `list-item`.
    ListItem,
    /// `ruby` and its parts.
    Ruby,
}

impl Display {
    /// Whether it flows among words.
    pub const fn is_inline_level(self) -> bool {
        matches!(
            self,
            Self::Inline | Self::InlineBlock | Self::InlineFlex | Self::InlineGrid | Self::InlineTable | Self::Ruby
        )
    }

    /// Whether its children are items of flex or grid.
    pub const fn has_items(self) -> bool {
        matches!(self, Self::Flex | Self::InlineFlex | Self::Grid | Self::InlineGrid)
    }

    /// The value that an item of flex, a float or an absolutely positioned element has instead (CSS Display 3, 2.7).
    pub(super) const fn blockified(self) -> Self {
        match self {
            Self::None | Self::Contents | Self::Block | Self::Flex | Self::Grid | Self::Table | Self::ListItem => self,
            Self::InlineFlex => Self::Flex,
            Self::InlineGrid => Self::Grid,
            Self::InlineTable => Self::Table,
            _ => Self::Block,
        }
    }
}

/// `position`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Position {
    /// `static`.
    Static,
    /// `relative`.
    Relative,
    /// `absolute`.
    Absolute,
    /// `fixed`.
    Fixed,
    /// `sticky`.
    Sticky,
}

/// A length along one axis, or what stands for one.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Extent {
    /// `auto` or `none`.
    Auto,
    /// A length in CSS px.
    Px(f32),
    /// A part of the containing block (1 is all of it) and a length in CSS px to add.
    Percent(f32, f32),
    /// `min-content`, `max-content`, `fit-content`, `stretch`.
    Content,
    /// It cannot be known.
    Unknown,
}

impl Extent {
    /// The length in CSS px, when it depends on no other box.
    pub const fn px(self) -> Option<f32> {
        match self {
            Self::Px(px) => Some(px),
            _ => None,
        }
    }
}

/// A value for each side.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Sides<T> {
    /// Top.
    pub top: T,
    /// Right.
    pub right: T,
    /// Bottom.
    pub bottom: T,
    /// Left.
    pub left: T,
}

impl<T: Copy> Sides<T> {
    /// The same on each side.
    pub const fn all(value: T) -> Self {
        Self { top: value, right: value, bottom: value, left: value }
    }

    /// From top, clockwise.
    pub fn iter(&self) -> impl Iterator<Item = T> {
        [self.top, self.right, self.bottom, self.left].into_iter()
    }
}

/// A border or an outline.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Line {
    /// Its style.
    pub style: LineStyle,
    /// Its width in CSS px; 0 when the style is `none`.
    pub width: f32,
    /// Its colour.
    pub color: Paint,
}

impl Line {
    /// Whether anything is drawn, whatever its colour.
    pub fn is_drawn(&self) -> bool {
        self.style != LineStyle::None && self.width > 0.0 && !self.color.is_transparent()
    }
}

/// The style of a [`Line`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum LineStyle {
    /// `none` and `hidden`.
    None,
    /// `solid`.
    Solid,
    /// `dotted` and `dashed`.
    Broken,
    /// `double`, `groove`, `ridge`, `inset`, `outset`.
    Other,
    /// `auto`: the browser's own ring, which people can see.
    Auto,
}

/// A layer of `background-image`.
#[derive(Clone, Debug, PartialEq)]
pub enum Image {
    /// A gradient with the colours of its stops.
    Gradient(Arc<[Paint]>),
    /// A picture, or what cannot be known.
    Unknown,
}

/// One shadow of `box-shadow`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Shadow {
    /// Its colour.
    pub color: Paint,
    /// How far right, in CSS px.
    pub x: f32,
    /// How far down, in CSS px.
    pub y: f32,
    /// How blurred, in CSS px.
    pub blur: f32,
    /// How much larger than the box, in CSS px.
    pub spread: f32,
    /// Whether it is inside the box.
    pub inset: bool,
}

/// `text-decoration-line`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Decoration {
    /// `underline`.
    pub underline: bool,
    /// `overline`.
    pub overline: bool,
    /// `line-through`.
    pub line_through: bool,
}

impl Decoration {
    /// Both together.
    pub(super) const fn and(self, other: Self) -> Self {
        Self {
            underline: self.underline || other.underline,
            overline: self.overline || other.overline,
            line_through: self.line_through || other.line_through,
        }
    }

    /// Whether there is any line.
    pub const fn is_any(self) -> bool {
        self.underline || self.overline || self.line_through
    }
}

/// `text-transform`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TextTransform {
    /// `none`.
    None,
    /// `uppercase`.
    Uppercase,
    /// `lowercase`.
    Lowercase,
    /// `capitalize`.
    Capitalize,
}

/// `text-align`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TextAlign {
    /// `start`, or the side where lines start.
    Start,
    /// `end`, or the side where lines end.
    End,
    /// `center`.
    Center,
    /// `justify`.
    Justify,
}

/// `white-space`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum WhiteSpace {
    /// `normal`.
    Normal,
    /// `nowrap`.
    NoWrap,
    /// `pre`.
    Pre,
    /// `pre-wrap`, `break-spaces`.
    PreWrap,
    /// `pre-line`.
    PreLine,
}

impl WhiteSpace {
    /// Whether lines break where they must.
    pub const fn wraps(self) -> bool {
        !matches!(self, Self::NoWrap | Self::Pre)
    }
}

/// `overflow-x` or `overflow-y`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Overflow {
    /// `visible`.
    Visible,
    /// `hidden` or `clip`: what does not fit cannot be reached.
    Hidden,
    /// `auto` or `scroll`.
    Scroll,
}

/// What `clip` and `clip-path` leave to be seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Clip {
    /// All.
    None,
    /// A part, or what is not known.
    Partly,
    /// Nothing.
    All,
}

/// `transform`, `translate`, `rotate` and `scale` together.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Transform {
    /// Whether there is any.
    pub any: bool,
    /// The angle of rotation in the plane of the page, in degrees clockwise; nothing when it cannot be told.
    pub rotation: Option<f32>,
    /// Whether it makes the box flat: a scale of 0.
    pub flat: bool,
    /// How far right.
    pub x: Extent,
    /// How far down.
    pub y: Extent,
}

/// An animation.
#[derive(Clone, Debug, PartialEq)]
pub struct Animation {
    /// The name of its `@keyframes`.
    pub name: Arc<str>,
    /// How long one round lasts, in seconds.
    pub duration: f32,
    /// How many rounds; infinity for `infinite`.
    pub rounds: f32,
}

/// `content` (CSS Generated Content 3, 2).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Content {
    /// `normal` or `none`: no box for a pseudo-element.
    Normal,
    /// Text, with its alternative when there is one (`content: "→" / ""`): what assistive technologies are given.
    Text {
        /// What is shown.
        text: Arc<str>,
        /// What is read instead.
        alternative: Option<Arc<str>>,
    },
    /// A picture or what cannot be known (counters, variables), with its alternative when there is one.
    Other {
        /// What is read instead.
        alternative: Option<Arc<str>>,
    },
}

impl Style {
    /// Initial values: those of an element that nothing styles (each specification's own table).
    pub(super) fn initial() -> Self {
        let nothing = Line { style: LineStyle::None, width: 0.0, color: Paint::Color(Color::BLACK) };
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
        }
    }
}
