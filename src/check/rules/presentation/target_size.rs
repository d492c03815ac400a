//! `target-size`: what one presses is 24 px large, or has room around it.

use crate::check::paint::many;
use crate::check::{Page, Report, say};
use crate::finding::{Criterion, Rule, Severity};
use crate::html::Element;
use crate::style::{Display, Extent, Position, Style};

pub(super) static RULE: Rule = Rule {
    id: "target-size",
    severity: Severity::Error,
    criteria: &[Criterion::wcag("2.5.8", "AA")],
    doc: include_str!("target_size.md"),
};

/// The side of a target, or the diameter of the free circle around its middle, in CSS px (WCAG 2.2, 2.5.8).
const LEAST: f32 = 24.0;

pub(super) fn check(page: &Page<'_>, report: &mut Report) {
    let mut found: Option<(Element<'_>, f32, usize)> = None;
    for target in page.any(&["a", "button"], &[]).filter(|target| target.is("button") || target.has("href")) {
        let Some(pitch) = pitch(page, target) else { continue };
        if !page.tree.is_visible(target) || page.tree.is_disabled(target) || !page.styles.is_complete() {
            continue;
        }
        found = Some(found.map_or((target, pitch, 0), |(first, pitch, others)| (first, pitch, others + 1)));
    }
    let Some((target, pitch, others)) = found else { return };
    let (name, others, pitch) = (target.name(), many(others), pitch.round());
    report.fail(
        target,
        say(
            format!("this `{name}`{} is less than 24 px large and the next one is {pitch} px away", others.0),
            format!("cet élément `{name}`{} fait moins de 24 px et le suivant est à {pitch} px", others.1),
        ),
        say(
            "make it 24 px high and wide, by padding or height of line, or leave more room around",
            "donnez-lui 24 px de haut et de large, par un remplissage ou une hauteur de ligne, ou laissez plus de place autour",
        ),
    );
}

/// How far the middle of a target is from that of the next one, when that and its size are surely less than 24 px.
fn pitch<'p>(page: &Page<'p>, target: Element<'p>) -> Option<f32> {
    let style = page.styles.of(target);
    if style.transform.any || matches!(style.position, Position::Absolute | Position::Fixed) || !style.rendered {
        return None;
    }
    if target.parent().is_some_and(|parent| parent.is("li")) {
        in_list(page, target, style)
    } else {
        beside(page, target, style)
    }
}

/// Targets under each other, one a line of a list.
fn in_list<'p>(page: &Page<'p>, target: Element<'p>, style: &Style) -> Option<f32> {
    let item = target.parent()?;
    let list = item.parent()?;
    let next = item.next().filter(|next| next.is("li"))?;
    let (box_, around) = (page.styles.of(item), page.styles.of(list));
    let stacked =
        matches!(box_.display, Display::ListItem | Display::Block) && around.display == Display::Block && !box_.floats;
    let mut inside = next.children();
    let only = inside.next().filter(|link| link.is("a") && link.has("href"))?;
    if !stacked || inside.next().is_some() || item.children().nth(1).is_some() || !is_alone(item) || !is_alone(next) {
        return None;
    }
    // An icon may be higher than the line.
    if target.children().next().is_some() || only.children().next().is_some() || !style.white_space.wraps() {
        return None;
    }
    let line = match style.display {
        Display::Inline => box_.line_height?.max(style.line_height?),
        Display::Block => style.line_height? + edges(style)?,
        _ => return None,
    };
    let grown =
        [box_.height, box_.min_height, style.height, style.min_height].iter().any(|extent| *extent != Extent::Auto);
    let margins = box_.margin.top.px()?.max(page.styles.of(next).margin.bottom.px()?).max(box_.margin.bottom.px()?);
    let own = style.line_height? + edges(style)?;
    let pitch = line + edges(box_)? + margins.max(page.styles.of(next).margin.top.px()?);
    // A text of several lines is higher than one.
    let short = target.texts().map(|text| text.text().trim().chars().count()).sum::<usize>() <= 24;
    (!grown && short && own < LEAST && pitch < LEAST).then_some(pitch)
}

/// Whether an item holds no words but those of its link.
fn is_alone(item: Element<'_>) -> bool {
    !item.child_nodes().any(|child| matches!(child, crate::html::Child::Text(text) if !text.text().trim().is_empty()))
}

/// Targets of a fixed size beside each other.
fn beside<'p>(page: &Page<'p>, target: Element<'p>, style: &Style) -> Option<f32> {
    let (width, height) = size(style)?;
    if width >= LEAST && height >= LEAST {
        return None;
    }
    let next = target.next().filter(|next| next.is("a") && next.has("href") || next.is("button"))?;
    let other = page.styles.of(next);
    let (next_width, next_height) = size(other)?;
    // Items of flex and grid may be spread out, and have gaps.
    let flows = matches!(page.styles.of(target.parent()?).display, Display::Block | Display::ListItem);
    if !flows || style.display != Display::InlineBlock || other.display != Display::InlineBlock || other.transform.any {
        return None;
    }
    let space = u8::from(target.parent()?.child_nodes().nth(2).is_some());
    let gap = style.margin.right.px()? + other.margin.left.px()? + f32::from(space) * 0.35 * style.font_size;
    let pitch = width / 2.0 + next_width / 2.0 + gap.max(0.0);
    let small = next_width < LEAST || next_height < LEAST;
    (small && pitch < LEAST).then_some(pitch)
}

/// The outer size of a box whose width and height are fixed.
fn size(style: &Style) -> Option<(f32, f32)> {
    if style.display == Display::Inline {
        return None;
    }
    let least = |extent: Extent| if extent == Extent::Auto { Some(0.0) } else { extent.px() };
    let (width, height) = (style.width.px()?, style.height.px()?);
    let (width, height) = (width.max(least(style.min_width)?), height.max(least(style.min_height)?));
    if style.border_box {
        return Some((width, height));
    }
    let across =
        style.padding.left.px()? + style.padding.right.px()? + style.border.left.width + style.border.right.width;
    Some((width + across, height + edges(style)?))
}

/// Paddings and borders above and below.
fn edges(style: &Style) -> Option<f32> {
    Some(style.padding.top.px()? + style.padding.bottom.px()? + style.border.top.width + style.border.bottom.width)
}
