//! `non-text-contrast`: one sees where a field is, and where the focus is.

use rustc_hash::FxHashSet;

use crate::check::paint::contrast::{Rgb, hex, ratio, rounded};
use crate::check::paint::{Words, in_cells, many, set_by};
use crate::check::{Page, Report, Said, say};
use crate::finding::{Criterion, Rule, Severity};
use crate::html::Element;
use crate::style::{Cell, CellSet, Line, LineStyle, Property, State, Style};

pub(super) static RULE: Rule = Rule {
    id: "non-text-contrast",
    severity: Severity::Error,
    criteria: &[Criterion::wcag("1.4.11", "AA"), Criterion::rgaa("3.3")],
    doc: include_str!("non_text_contrast.md"),
};

/// The contrast of what one must see to know where a control is (WCAG 2.2, 1.4.11).
const NEEDED: f64 = 3.0;

/// A colour that has too little contrast with all that is beside it.
#[derive(Clone, Copy, PartialEq)]
struct Faint {
    ring: bool,
    color: Rgb,
    beside: Rgb,
}

pub(super) fn check(page: &Page<'_>, report: &mut Report) {
    let mut found: Vec<(Faint, Element<'_>, CellSet, usize)> = Vec::new();
    let mut fine = FxHashSet::default();
    for element in page.any(&["a", "button", "input", "select", "summary", "textarea"], &["tabindex"]) {
        let field = is_field(element);
        // One whose like has nothing wrong has nothing either.
        let scenes = page.scenes();
        let kind =
            (field, page.styles.id(element), scenes.rank(element), element.parent().map(|parent| scenes.rank(parent)));
        if fine.contains(&kind)
            || !page.tree.is_focusable(element)
            || !page.tree.is_visible(element)
            || page.tree.is_disabled(element)
        {
            continue;
        }
        let mut faulty = false;
        for (cells, style) in page.styles.cells(element) {
            let edge = cells.in_state(State::Rest).first().filter(|_| field);
            let edge = edge.and_then(|cell| Some((faint_edge(page, element, style, cell)?, cell)));
            let focus = cells.in_state(State::Focus).first();
            let ring = focus.and_then(|cell| Some((faint_ring(page, element, style, cell)?, cell)));
            for (faint, cell) in [edge, ring].into_iter().flatten() {
                match found.iter_mut().find(|(known, ..)| *known == faint) {
                    Some((_, first, ..)) if *first == element => {}
                    Some((.., others)) => *others += 1,
                    None => found.push((faint, element, CellSet::of(cell), 0)),
                }
                faulty = true;
            }
        }
        if !faulty {
            fine.insert(kind);
        }
    }
    for (faint, element, cells, others) in found {
        let (cell, others) = (in_cells(cells), many(others));
        let property = if faint.ring { Property::OutlineColor } else { Property::BorderBottomColor };
        let by = cells.first().and_then(|cell| set_by(page.styles, element, None, property, cell));
        report.fail(element, message(faint, &cell, &others), help(faint, by));
    }
}

fn message(faint: Faint, cell: &Words, others: &Words) -> Said {
    let (color, beside, contrast) = (hex(faint.color), hex(faint.beside), rounded(ratio(faint.color, faint.beside)));
    let french = contrast.replace('.', ",");
    if faint.ring {
        return say(
            format!(
                "the ring of the focus{}, {color} on {beside}, has a contrast of {contrast}:1{}; 3:1 is needed",
                others.0, cell.0
            ),
            format!(
                "le cadre du focus{}, {color} sur {beside}, a un contraste de {french}:1{} ; il faut 3:1",
                others.1, cell.1
            ),
        );
    }
    say(
        format!(
            "the edge of the field{}, {color} on {beside}, has a contrast of {contrast}:1{}; 3:1 is needed",
            others.0, cell.0
        ),
        format!(
            "le bord du champ{}, {color} sur {beside}, a un contraste de {french}:1{} ; il faut 3:1",
            others.1, cell.1
        ),
    )
}

fn help(faint: Faint, by: Option<Words>) -> Said {
    let near = crate::check::paint::contrast::nearest(faint.color, &[faint.beside], NEEDED)
        .map(|(_, near)| hex(near))
        .unwrap_or_default();
    let (en, fr) =
        by.map_or_else(Words::default, |by| (format!("; it is set {}", by.0), format!(" ; elle est donnée {}", by.1)));
    say(
        format!("{near} is the nearest colour that would do{en}"),
        format!("{near} est la couleur la plus proche qui conviendrait{fr}"),
    )
}

/// Whether it is a field that one writes in or chooses from.
fn is_field(element: Element<'_>) -> bool {
    element.is_any(&["textarea", "select"])
        || element.is("input") && {
            let kind = element.attr("type").unwrap_or("text").trim().to_ascii_lowercase();
            !matches!(
                kind.as_str(),
                "hidden" | "checkbox" | "radio" | "range" | "color" | "image" | "file" | "submit" | "button" | "reset"
            )
        }
}

/// The edge of a field that neither its border nor its background shows.
fn faint_edge(page: &Page<'_>, field: Element<'_>, style: &Style, cell: Cell) -> Option<Faint> {
    let (around, inside) = (page.scenes().around(field, cell).sure()?, page.scenes().at(field, cell).sure()?);
    // Shadows, drawings beside the field: there are too many ways to draw an edge.
    let drawn = !style.box_shadow.is_empty() || style.outline.is_drawn() || !style.background_images.is_empty();
    if !style.rendered || drawn || ratio(inside, around) >= NEEDED {
        return None;
    }
    let mut best: Option<Rgb> = None;
    for line in style.border.iter().filter(Line::is_drawn) {
        let (color, _) = page.scenes().around(field, cell).over(line.color.known()?).next()?;
        if ratio(color, around).max(ratio(color, inside)) >= NEEDED {
            return None;
        }
        best = best.filter(|best| ratio(*best, around) >= ratio(color, around)).or(Some(color));
    }
    let color = best.unwrap_or(inside);
    let own = |property| page.styles.origin(field, property, cell).is_some();
    let authored =
        own(Property::BorderBottomColor) || own(Property::BorderBottomStyle) || own(Property::BackgroundColor);
    // A field in a frame that holds its icon or its button too: the edge is the frame's.
    let framed = field.ancestors().take(2).any(|frame| {
        let style = page.styles.in_cell(frame, cell);
        style.border.iter().any(|line| line.is_drawn()) || !style.box_shadow.is_empty()
    });
    (authored && !framed).then_some(Faint { ring: false, color, beside: around })
}

/// The ring of the focus that is seen neither on the page nor on the control.
fn faint_ring(page: &Page<'_>, element: Element<'_>, style: &Style, cell: Cell) -> Option<Faint> {
    if !style.outline.is_drawn() || style.outline.style == LineStyle::Auto {
        return None;
    }
    let rest = page.styles.in_cell(element, Cell { state: State::Rest, ..cell });
    let otherwise = style.box_shadow != rest.box_shadow
        || style.background_color != rest.background_color
        || style.background_images != rest.background_images
        || style.border != rest.border
        || style.text_decoration != rest.text_decoration
        || style.color != rest.color;
    if otherwise {
        return None;
    }
    let (around, inside) = (page.scenes().around(element, cell).sure()?, page.scenes().at(element, cell).sure()?);
    let (color, _) = page.scenes().around(element, cell).over(style.outline.color.known()?).next()?;
    let seen = ratio(color, around).max(ratio(color, inside)) >= NEEDED;
    (!seen).then_some(Faint { ring: true, color, beside: around })
}
