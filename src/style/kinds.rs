//! The kinds of values that computed styles are made of.

use std::sync::Arc;

use super::color::Paint;

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
