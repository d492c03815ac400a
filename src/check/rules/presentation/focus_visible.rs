//! `focus-visible`: one sees where the focus is.

use rustc_hash::FxHashMap;

use crate::check::paint::{Words, in_cells, many, set_by};
use crate::check::{Page, Report, say};
use crate::finding::{Criterion, Rule, Severity};
use crate::html::Element;
use crate::style::{Cell, CellSet, Property, Pseudo, State, Style};

pub(super) static RULE: Rule = Rule {
    id: "focus-visible",
    severity: Severity::Error,
    criteria: &[Criterion::wcag("2.4.7", "AA"), Criterion::rgaa("10.7")],
    doc: include_str!("focus_visible.md"),
};

pub(super) fn check(page: &Page<'_>, report: &mut Report) {
    let mut found: Vec<(Option<Words>, Element<'_>, Cell, usize)> = Vec::new();
    let mut known: FxHashMap<u32, Option<Cell>> = FxHashMap::default();
    let mut elsewhere: FxHashMap<(u32, Option<u32>), bool> = FxHashMap::default();
    if !page.styles.is_complete() {
        return;
    }
    for element in page.any(&["a", "button", "input", "select", "summary"], &["tabindex"]) {
        // Writing shows its caret.
        if element.is("textarea") || element.is("input") && is_written(element) {
            continue;
        }
        let unseen = *known.entry(page.styles.id(element)).or_insert_with(|| unseen(page, element));
        let Some(cell) = unseen else { continue };
        if !page.tree.is_tabbable(element) || !page.tree.is_visible(element) {
            continue;
        }
        let around = element.parent().map(|parent| page.styles.id(parent));
        let like = (page.styles.id(element), around);
        if *elsewhere.entry(like).or_insert_with(|| shows_elsewhere(page, element, cell)) {
            continue;
        }
        let by = set_by(page.styles, element, None, Property::OutlineStyle, cell);
        match found.iter_mut().find(|(known, ..)| *known == by) {
            Some((.., others)) => *others += 1,
            None => found.push((by, element, cell, 0)),
        }
    }
    for (by, element, cell, others) in found {
        let (cell, others) = (in_cells(CellSet::of(Cell { state: State::Rest, ..cell })), many(others));
        let name = element.name();
        let (en, fr) = by.map_or_else(Words::default, |by| {
            (format!("; the outline is set {}", by.0), format!(" ; le contour est donné {}", by.1))
        });
        report.fail(
            element,
            say(
                format!("nothing shows that this `{name}`{} has the focus{}", others.0, cell.0),
                format!("rien ne montre que cet élément `{name}`{} a le focus{}", others.1, cell.1),
            ),
            say(
                format!("leave the outline to `:focus-visible`, or put something as visible in its place{en}"),
                format!(
                    "laissez le contour à `:focus-visible`, ou mettez à sa place quelque chose d’aussi visible{fr}"
                ),
            ),
        );
    }
}

/// The first cell where an element looks the same with the focus as at rest.
fn unseen(page: &Page<'_>, element: Element<'_>) -> Option<Cell> {
    for (cells, style) in page.styles.cells(element) {
        let Some(cell) = cells.in_state(State::Focus).first() else { continue };
        if style.outline.is_drawn() || style.is_uncertain(Property::OutlineStyle) || !style.rendered || !style.visible {
            continue;
        }
        if looks_same(page.styles.in_cell(element, Cell { state: State::Rest, ..cell }), style) {
            return Some(cell);
        }
    }
    None
}

fn is_written(input: Element<'_>) -> bool {
    let kind = input.attr("type").unwrap_or("text").trim().to_ascii_lowercase();
    !matches!(
        kind.as_str(),
        "checkbox" | "radio" | "range" | "color" | "image" | "file" | "submit" | "button" | "reset"
    )
}

/// Whether two styles look the same, but for the outline.
fn looks_same(a: &Style, b: &Style) -> bool {
    std::ptr::eq(a, b)
        || a.background_color == b.background_color
            && a.background_images == b.background_images
            && a.border == b.border
            && a.box_shadow == b.box_shadow
            && a.color == b.color
            && a.text_decoration == b.text_decoration
            && a.decoration_color == b.decoration_color
            && (a.font_weight - b.font_weight).abs() < f32::EPSILON
            && (a.font_size - b.font_size).abs() < f32::EPSILON
            && a.italic == b.italic
            && a.text_shadow == b.text_shadow
            && (a.opacity - b.opacity).abs() < f32::EPSILON
            && a.transform == b.transform
            && a.filter == b.filter
            && a.backdrop_filter == b.backdrop_filter
            && a.clip == b.clip
            && a.position == b.position
            && a.inset == b.inset
            && a.margin == b.margin
            && a.padding == b.padding
            && (a.width, a.height) == (b.width, b.height)
            && a.animations == b.animations
            && a.rendered == b.rendered
            && a.visible == b.visible
            && (a.fill, a.stroke) == (b.fill, b.stroke)
}

/// Whether the focus shows on something else: in the element, beside it or around it.
fn shows_elsewhere(page: &Page<'_>, element: Element<'_>, cell: Cell) -> bool {
    let rest = Cell { state: State::Rest, ..cell };
    let boxes = [Pseudo::Before, Pseudo::After];
    if boxes
        .iter()
        .any(|pseudo| page.styles.pseudo(element, *pseudo, cell) != page.styles.pseudo(element, *pseudo, rest))
    {
        return true;
    }
    let changes = |inside: Element<'_>| {
        let (before, after) = (page.styles.in_cell(inside, rest), page.styles.in_cell(inside, cell));
        !looks_same(before, after) || before.outline != after.outline
    };
    if element.descendants().take(32).any(changes) {
        return true;
    }
    let mut rules = page.styles.rules().iter().filter(|rule| rule.selector.contains(":focus"));
    rules.any(|rule| {
        let mut around = element.ancestors().take(16);
        rule.selector.split(',').any(|selector| leads_on(selector, element))
            || around.any(|other| page.styles.matches(rule, other))
    })
}

/// Whether a selector goes from an element like this one with the focus on to one beside it: `input:focus + label`.
fn leads_on(selector: &str, element: Element<'_>) -> bool {
    let Some((before, after)) = selector.split_once(":focus") else { return false };
    let compound = before.rsplit([' ', '>', '+', '~', '(']).next().unwrap_or_default();
    if !after.contains(['+', '~']) {
        return false;
    }
    let end = compound.find(['.', '#', '[', ':']).unwrap_or(compound.len());
    let name = &compound[..end];
    let named = name.is_empty() || name == "*" || name.eq_ignore_ascii_case(element.name());
    let mut classes = compound.split('.').skip(1).map(|part| part.split(['#', '[', ':']).next().unwrap_or_default());
    named && classes.all(|class| element.words("class").any(|known| known == class))
}

#[cfg(test)]
mod tests {
    use super::leads_on;

    #[test]
    fn selectors_that_lead_to_a_neighbour_are_known() {
        let document = crate::html::parse("<input class='a b'>");
        let input = document.elements_named("input").next().expect("there is one");
        assert!(leads_on("input.a:focus + label", input) && leads_on("p > .b:focus-visible ~ i", input));
        assert!(leads_on(":focus+label", input));
        assert!(!leads_on("a:focus + label", input) && !leads_on("input:focus", input));
        assert!(!leads_on("input.c:focus + label", input));
    }
}
