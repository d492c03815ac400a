//! The values of longhands that the parser understands.

use std::sync::Arc;

use lightningcss::properties::Property as Parsed;
use lightningcss::properties::animation::{AnimationIterationCount, AnimationName};
use lightningcss::properties::background::BackgroundClip;
use lightningcss::properties::border::{BorderSideWidth, LineStyle as ParsedLineStyle};
use lightningcss::properties::box_shadow::BoxShadow;
use lightningcss::properties::display::{
    Display as ParsedDisplay, DisplayInside, DisplayKeyword, DisplayOutside, DisplayPair, Visibility,
};
use lightningcss::properties::effects::{BlendMode, FilterList};
use lightningcss::properties::flex::FlexDirection;
use lightningcss::properties::font::{
    AbsoluteFontSize, AbsoluteFontWeight, FontSize, FontStyle, FontWeight, LineHeight, RelativeFontSize,
};
use lightningcss::properties::list::ListStyleType;
use lightningcss::properties::masking::ClipPath;
use lightningcss::properties::outline::OutlineStyle;
use lightningcss::properties::overflow::{OverflowKeyword, TextOverflow};
use lightningcss::properties::position::{Position as ParsedPosition, ZIndex};
use lightningcss::properties::size::BoxSizing;
use lightningcss::properties::svg::SVGPaint;
use lightningcss::properties::text::{
    Direction, Spacing, TextAlign as ParsedTextAlign, TextDecorationLine, TextShadow, TextTransformCase,
    WhiteSpace as ParsedWhiteSpace,
};
use lightningcss::properties::ui::{Appearance, ColorScheme, CursorKeyword, UserSelect};
use lightningcss::values::gradient::{Gradient, GradientItem, WebKitGradient};
use lightningcss::values::image::Image;
use lightningcss::values::length::LengthPercentage;
use lightningcss::values::shape::{BasicShape, ShapeRadius};

use super::kinds::{Clip, Decoration, Display, LineStyle, Overflow, Position, TextAlign, TextTransform, WhiteSpace};
use super::length::{Measure, Unit};
use super::moves;
use super::tint::Tint;
use super::value::{DeclaredShadow, Value};

/// The value of a longhand; nothing for properties that nobody asks for.
#[expect(clippy::match_same_arms, reason = "the values are of different types")]
pub(super) fn value(parsed: &Parsed<'_>) -> Option<Value> {
    Some(match parsed {
        Parsed::Color(v)
        | Parsed::BackgroundColor(v)
        | Parsed::OutlineColor(v)
        | Parsed::TextDecorationColor(v, _)
        | Parsed::BorderTopColor(v)
        | Parsed::BorderRightColor(v)
        | Parsed::BorderBottomColor(v)
        | Parsed::BorderLeftColor(v)
        | Parsed::BorderBlockStartColor(v)
        | Parsed::BorderBlockEndColor(v)
        | Parsed::BorderInlineStartColor(v)
        | Parsed::BorderInlineEndColor(v) => Value::Tint(v.into()),
        Parsed::BorderTopStyle(v)
        | Parsed::BorderRightStyle(v)
        | Parsed::BorderBottomStyle(v)
        | Parsed::BorderLeftStyle(v)
        | Parsed::BorderBlockStartStyle(v)
        | Parsed::BorderBlockEndStyle(v)
        | Parsed::BorderInlineStartStyle(v)
        | Parsed::BorderInlineEndStyle(v) => Value::LineStyle(line_style(*v)),
        Parsed::BorderTopWidth(v)
        | Parsed::BorderRightWidth(v)
        | Parsed::BorderBottomWidth(v)
        | Parsed::BorderLeftWidth(v)
        | Parsed::BorderBlockStartWidth(v)
        | Parsed::BorderBlockEndWidth(v)
        | Parsed::BorderInlineStartWidth(v)
        | Parsed::BorderInlineEndWidth(v)
        | Parsed::OutlineWidth(v) => Value::Measure(line_width(v)),
        Parsed::OutlineStyle(OutlineStyle::Auto) => Value::LineStyle(LineStyle::Auto),
        Parsed::OutlineStyle(OutlineStyle::LineStyle(v)) => Value::LineStyle(line_style(*v)),
        Parsed::Width(v)
        | Parsed::Height(v)
        | Parsed::MinWidth(v)
        | Parsed::MinHeight(v)
        | Parsed::BlockSize(v)
        | Parsed::InlineSize(v)
        | Parsed::MinBlockSize(v)
        | Parsed::MinInlineSize(v) => Value::Measure(v.into()),
        Parsed::MaxWidth(v) | Parsed::MaxHeight(v) | Parsed::MaxBlockSize(v) | Parsed::MaxInlineSize(v) => {
            Value::Measure(v.into())
        }
        Parsed::Top(v)
        | Parsed::Right(v)
        | Parsed::Bottom(v)
        | Parsed::Left(v)
        | Parsed::InsetBlockStart(v)
        | Parsed::InsetBlockEnd(v)
        | Parsed::InsetInlineStart(v)
        | Parsed::InsetInlineEnd(v)
        | Parsed::MarginTop(v)
        | Parsed::MarginRight(v)
        | Parsed::MarginBottom(v)
        | Parsed::MarginLeft(v)
        | Parsed::MarginBlockStart(v)
        | Parsed::MarginBlockEnd(v)
        | Parsed::MarginInlineStart(v)
        | Parsed::MarginInlineEnd(v)
        | Parsed::PaddingTop(v)
        | Parsed::PaddingRight(v)
        | Parsed::PaddingBottom(v)
        | Parsed::PaddingLeft(v)
        | Parsed::PaddingBlockStart(v)
        | Parsed::PaddingBlockEnd(v)
        | Parsed::PaddingInlineStart(v)
        | Parsed::PaddingInlineEnd(v)
        | Parsed::ScrollPaddingTop(v)
        | Parsed::ScrollPaddingBlockStart(v) => Value::Measure(v.into()),
        other => return text(other).or_else(|| effect(other)),
    })
}

/// Values of what is about text.
#[expect(clippy::match_same_arms, reason = "the values are of different types")]
fn text(parsed: &Parsed<'_>) -> Option<Value> {
    Some(match parsed {
        Parsed::FontSize(FontSize::Length(v)) => Value::Measure(v.into()),
        Parsed::FontSize(FontSize::Absolute(v)) => Value::Measure(Measure::Unit(Unit::Px, font_size(*v))),
        Parsed::FontSize(FontSize::Relative(v)) => Value::Relative(*v == RelativeFontSize::Larger),
        Parsed::FontWeight(FontWeight::Absolute(v)) => Value::Number(match v {
            AbsoluteFontWeight::Weight(weight) => *weight,
            AbsoluteFontWeight::Normal => 400.0,
            AbsoluteFontWeight::Bold => 700.0,
        }),
        Parsed::FontWeight(FontWeight::Bolder) => Value::Relative(true),
        Parsed::FontWeight(FontWeight::Lighter) => Value::Relative(false),
        Parsed::FontStyle(v) => Value::Flag(!matches!(v, FontStyle::Normal)),
        Parsed::LineHeight(LineHeight::Normal) => Value::Measure(Measure::Auto),
        Parsed::LineHeight(LineHeight::Number(v)) => Value::Number(*v),
        Parsed::LineHeight(LineHeight::Length(v)) => Value::Measure(v.into()),
        Parsed::LetterSpacing(v) | Parsed::WordSpacing(v) => Value::Measure(match v {
            Spacing::Normal => Measure::Unit(Unit::Px, 0.0),
            Spacing::Length(v) => v.into(),
        }),
        Parsed::TextIndent(v) => Value::Measure((&v.value).into()),
        Parsed::TextTransform(v) => Value::TextTransform(match v.case {
            TextTransformCase::None => TextTransform::None,
            TextTransformCase::Uppercase => TextTransform::Uppercase,
            TextTransformCase::Lowercase => TextTransform::Lowercase,
            TextTransformCase::Capitalize => TextTransform::Capitalize,
        }),
        Parsed::TextAlign(v) => Value::TextAlign(match v {
            ParsedTextAlign::Center => TextAlign::Center,
            ParsedTextAlign::Justify | ParsedTextAlign::JustifyAll => TextAlign::Justify,
            ParsedTextAlign::End | ParsedTextAlign::Right => TextAlign::End,
            _ => TextAlign::Start,
        }),
        Parsed::WhiteSpace(v) => Value::WhiteSpace(match v {
            ParsedWhiteSpace::Normal => WhiteSpace::Normal,
            ParsedWhiteSpace::Pre => WhiteSpace::Pre,
            ParsedWhiteSpace::NoWrap => WhiteSpace::NoWrap,
            ParsedWhiteSpace::PreWrap | ParsedWhiteSpace::BreakSpaces => WhiteSpace::PreWrap,
            ParsedWhiteSpace::PreLine => WhiteSpace::PreLine,
        }),
        Parsed::TextDecorationLine(v, _) => Value::Decoration(Decoration {
            underline: v.contains(TextDecorationLine::Underline),
            overline: v.contains(TextDecorationLine::Overline),
            line_through: v.contains(TextDecorationLine::LineThrough),
        }),
        Parsed::TextShadow(list) => Value::Shadows(list.iter().map(text_shadow).collect()),
        Parsed::Direction(v) => Value::Flag(*v == Direction::Rtl),
        Parsed::TextOverflow(v, _) => Value::Flag(*v == TextOverflow::Ellipsis),
        Parsed::ListStyleType(v) => Value::Flag(matches!(v, ListStyleType::None)),
        _ => return None,
    })
}

/// Values of what is about boxes and how they look.
#[expect(clippy::match_same_arms, reason = "the values are of different types")]
fn effect(parsed: &Parsed<'_>) -> Option<Value> {
    Some(match parsed {
        Parsed::Display(v) => Value::Display(display(v)),
        Parsed::Visibility(v) => Value::Flag(*v == Visibility::Visible),
        Parsed::Opacity(v) => Value::Number(v.0.clamp(0.0, 1.0)),
        Parsed::Position(v) => Value::Position(match v {
            ParsedPosition::Static => Position::Static,
            ParsedPosition::Relative => Position::Relative,
            ParsedPosition::Absolute => Position::Absolute,
            ParsedPosition::Fixed => Position::Fixed,
            ParsedPosition::Sticky(_) => Position::Sticky,
        }),
        Parsed::OverflowX(v) | Parsed::OverflowY(v) => Value::Overflow(match v {
            OverflowKeyword::Visible => Overflow::Visible,
            OverflowKeyword::Hidden | OverflowKeyword::Clip => Overflow::Hidden,
            OverflowKeyword::Scroll | OverflowKeyword::Auto => Overflow::Scroll,
        }),
        Parsed::BackgroundImage(layers) => {
            Value::Images(layers.iter().filter(|layer| **layer != Image::None).map(layer).collect())
        }
        Parsed::BackgroundClip(list, _) => Value::Flag(list.iter().all(|clip| *clip == BackgroundClip::Text)),
        Parsed::BoxShadow(list, _) => Value::Shadows(list.iter().map(box_shadow).collect()),
        Parsed::BoxSizing(v, _) => Value::Flag(*v == BoxSizing::BorderBox),
        Parsed::MaskImage(list, _) => Value::Flag(list.iter().any(|image| *image != Image::None)),
        Parsed::Filter(v, _) | Parsed::BackdropFilter(v, _) => Value::Flag(*v != FilterList::None),
        Parsed::MixBlendMode(v) => Value::Flag(*v != BlendMode::Normal),
        Parsed::ClipPath(v, _) => Value::Clip(clip_path(v)),
        Parsed::Transform(v, _) => Value::Moves(moves::of_list(v)),
        Parsed::Translate(v) => Value::Moves(moves::of_translate(v)),
        Parsed::Rotate(v) => Value::Moves(moves::of_rotate(v)),
        Parsed::Scale(v) => Value::Moves(moves::of_scale(v)),
        Parsed::Order(v, _) => Value::Number(*v as f32),
        Parsed::ZIndex(ZIndex::Auto) => Value::Measure(Measure::Auto),
        Parsed::ZIndex(ZIndex::Integer(v)) => Value::Number(*v as f32),
        Parsed::FlexDirection(v, _) => Value::Flex(
            matches!(v, FlexDirection::RowReverse | FlexDirection::ColumnReverse),
            matches!(v, FlexDirection::Column | FlexDirection::ColumnReverse),
        ),
        Parsed::Cursor(v) => Value::Flag(v.images.is_empty() && v.keyword == CursorKeyword::Pointer),
        Parsed::UserSelect(v, _) => Value::Flag(*v == UserSelect::None),
        Parsed::Appearance(v, _) => Value::Flag(*v == Appearance::None),
        Parsed::ColorScheme(v) => Value::Schemes(v.contains(ColorScheme::Light), v.contains(ColorScheme::Dark)),
        Parsed::AnimationName(list, _) => Value::Names(list.iter().map(animation_name).collect()),
        Parsed::AnimationDuration(list, _) | Parsed::TransitionDuration(list, _) => {
            Value::Numbers(list.iter().map(|time| time.to_ms() / 1000.0).collect())
        }
        Parsed::AnimationIterationCount(list, _) => Value::Numbers(
            list.iter()
                .map(|count| match count {
                    AnimationIterationCount::Number(count) => *count,
                    AnimationIterationCount::Infinite => f32::INFINITY,
                })
                .collect(),
        ),
        Parsed::Fill(v) | Parsed::Stroke(v) => match v {
            SVGPaint::Color(color) => Value::Tint(color.into()),
            SVGPaint::None => Value::NoTint,
            _ => Value::Tint(Tint::Unknown),
        },
        _ => return None,
    })
}

fn display(display: &ParsedDisplay) -> Display {
    match display {
        ParsedDisplay::Keyword(keyword) => match keyword {
            DisplayKeyword::None => Display::None,
            DisplayKeyword::Contents => Display::Contents,
            DisplayKeyword::TableRowGroup | DisplayKeyword::TableHeaderGroup | DisplayKeyword::TableFooterGroup => {
                Display::TableRowGroup
            }
            DisplayKeyword::TableRow => Display::TableRow,
            DisplayKeyword::TableCell => Display::TableCell,
            DisplayKeyword::TableColumnGroup | DisplayKeyword::TableColumn => Display::TableColumn,
            DisplayKeyword::TableCaption => Display::TableCaption,
            _ => Display::Ruby,
        },
        ParsedDisplay::Pair(DisplayPair { is_list_item: true, .. }) => Display::ListItem,
        ParsedDisplay::Pair(pair) => {
            let inline = pair.outside == DisplayOutside::Inline;
            match pair.inside {
                DisplayInside::Flow if inline => Display::Inline,
                DisplayInside::FlowRoot if inline => Display::InlineBlock,
                DisplayInside::Table if inline => Display::InlineTable,
                DisplayInside::Flex(_) | DisplayInside::Box(_) if inline => Display::InlineFlex,
                DisplayInside::Grid if inline => Display::InlineGrid,
                DisplayInside::Ruby => Display::Ruby,
                DisplayInside::Flow | DisplayInside::FlowRoot => Display::Block,
                DisplayInside::Table => Display::Table,
                DisplayInside::Flex(_) | DisplayInside::Box(_) => Display::Flex,
                DisplayInside::Grid => Display::Grid,
            }
        }
    }
}

fn line_style(style: ParsedLineStyle) -> LineStyle {
    match style {
        ParsedLineStyle::None | ParsedLineStyle::Hidden => LineStyle::None,
        ParsedLineStyle::Solid => LineStyle::Solid,
        ParsedLineStyle::Dotted | ParsedLineStyle::Dashed => LineStyle::Broken,
        _ => LineStyle::Other,
    }
}

fn line_width(width: &BorderSideWidth) -> Measure {
    match width {
        BorderSideWidth::Thin => Measure::Unit(Unit::Px, 1.0),
        BorderSideWidth::Medium => Measure::Unit(Unit::Px, 3.0),
        BorderSideWidth::Thick => Measure::Unit(Unit::Px, 5.0),
        BorderSideWidth::Length(length) => length.into(),
    }
}

/// What browsers show where 16 px is medium (CSS Fonts 4, 2.5).
fn font_size(size: AbsoluteFontSize) -> f32 {
    match size {
        AbsoluteFontSize::XXSmall => 9.0,
        AbsoluteFontSize::XSmall => 10.0,
        AbsoluteFontSize::Small => 13.0,
        AbsoluteFontSize::Medium => 16.0,
        AbsoluteFontSize::Large => 18.0,
        AbsoluteFontSize::XLarge => 24.0,
        AbsoluteFontSize::XXLarge => 32.0,
        AbsoluteFontSize::XXXLarge => 48.0,
    }
}

/// The colours of a gradient; nothing for a picture.
fn layer(image: &Image<'_>) -> Option<Box<[Tint]>> {
    fn stops<D>(items: &[GradientItem<D>]) -> Box<[Tint]> {
        let stop = |item: &GradientItem<D>| match item {
            GradientItem::ColorStop(stop) => Some(Tint::from(&stop.color)),
            GradientItem::Hint(_) => None,
        };
        items.iter().filter_map(stop).collect()
    }
    let Image::Gradient(gradient) = image else { return None };
    Some(match &**gradient {
        Gradient::Linear(gradient) | Gradient::RepeatingLinear(gradient) => stops(&gradient.items),
        Gradient::Radial(gradient) | Gradient::RepeatingRadial(gradient) => stops(&gradient.items),
        Gradient::Conic(gradient) | Gradient::RepeatingConic(gradient) => stops(&gradient.items),
        Gradient::WebKitGradient(WebKitGradient::Linear { stops, .. } | WebKitGradient::Radial { stops, .. }) => {
            stops.iter().map(|stop| Tint::from(&stop.color)).collect()
        }
    })
}

fn text_shadow(shadow: &TextShadow) -> DeclaredShadow {
    DeclaredShadow {
        tint: (&shadow.color).into(),
        x: (&shadow.x_offset).into(),
        y: (&shadow.y_offset).into(),
        blur: (&shadow.blur).into(),
        spread: (&shadow.spread).into(),
        inset: false,
    }
}

fn box_shadow(shadow: &BoxShadow) -> DeclaredShadow {
    DeclaredShadow {
        tint: (&shadow.color).into(),
        x: (&shadow.x_offset).into(),
        y: (&shadow.y_offset).into(),
        blur: (&shadow.blur).into(),
        spread: (&shadow.spread).into(),
        inset: shadow.inset,
    }
}

fn animation_name(name: &AnimationName<'_>) -> Arc<str> {
    match name {
        AnimationName::None => "".into(),
        AnimationName::Ident(name) => name.0.as_ref().into(),
        AnimationName::String(name) => name.0.as_ref().into(),
    }
}

fn clip_path(path: &ClipPath<'_>) -> Clip {
    let part = |length: &LengthPercentage| match length {
        LengthPercentage::Percentage(part) => part.0,
        _ => 0.0,
    };
    let all = match path {
        ClipPath::None => return Clip::None,
        ClipPath::Shape { shape, .. } => match &**shape {
            BasicShape::Inset(inset) => {
                part(&inset.rect.0) + part(&inset.rect.2) >= 1.0 || part(&inset.rect.1) + part(&inset.rect.3) >= 1.0
            }
            BasicShape::Circle(circle) => is_nothing(&circle.radius),
            BasicShape::Ellipse(ellipse) => is_nothing(&ellipse.radius_x) || is_nothing(&ellipse.radius_y),
            BasicShape::Polygon(polygon) => polygon.points.windows(2).all(|pair| pair[0] == pair[1]),
        },
        _ => false,
    };
    if all { Clip::All } else { Clip::Partly }
}

fn is_nothing(radius: &ShapeRadius) -> bool {
    use lightningcss::traits::Zero;
    matches!(radius, ShapeRadius::LengthPercentage(length) if length.is_zero())
}
