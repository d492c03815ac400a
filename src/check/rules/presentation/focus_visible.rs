//! `focus-visible`: one sees where the focus is.

use rustc_hash::FxHashMap;

use crate::aria::is_unseen;
use crate::check::paint::{Words, in_cells, many, set_by};
use crate::check::{Page, Report, Said, say};
use crate::finding::{Criterion, Rule, Severity};
use crate::html::Element;
use crate::style::{self, Cell, CellSet, Property, Pseudo, State, Style};

pub(super) static RULE: Rule = Rule {
    id: "focus-visible",
    severity: Severity::Error,
    criteria: &[Criterion::wcag("2.4.7", "AA"), Criterion::rgaa("10.7")],
    doc: include_str!("focus_visible.md"),
};

/// How the focus is out of sight.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Fault {
    /// The control looks as it does at rest.
    Same,
    /// It cannot be seen: something else is drawn in its place.
    Hidden,
    /// It may look as it does at rest: it is not known which outline it has.
    Unsure,
}

/// A fault, with the words for what hides the outline.
type Told = (Fault, Option<Words>);

/// What makes an outline.
const OUTLINE: &[Property] = &[Property::OutlineStyle, Property::OutlineWidth, Property::OutlineColor];

pub(super) fn check(page: &Page<'_>, report: &mut Report) {
    let mut found: Vec<(Told, Element<'_>, Cell, usize)> = Vec::new();
    let mut known: FxHashMap<u32, Option<(Cell, Fault)>> = FxHashMap::default();
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
        let Some((cell, fault)) = unseen else { continue };
        let shown = match fault {
            Fault::Same | Fault::Unsure => page.tree.is_visible(element),
            Fault::Hidden => is_stood_in_for(page, element),
        };
        if !shown || !page.tree.is_tabbable(element) {
            continue;
        }
        let around = element.parent().map(|parent| page.styles.id(parent));
        let like = (page.styles.id(element), around);
        if *elsewhere.entry(like).or_insert_with(|| shows_elsewhere(page, element, cell)) {
            continue;
        }
        let by = match fault {
            Fault::Same | Fault::Unsure => set_by(page.styles, element, None, Property::OutlineStyle, cell),
            Fault::Hidden => None,
        };
        let cause = (fault, by);
        match found.iter_mut().find(|(known, ..)| *known == cause) {
            Some((.., others)) => *others += 1,
            None => found.push((cause, element, cell, 0)),
        }
    }
    for ((fault, by), element, cell, others) in found {
        let (cell, others) = (in_cells(CellSet::of(Cell { state: State::Rest, ..cell })), many(others));
        let name = element.name();
        let help = help(fault, name, by.unwrap_or_default());
        if fault == Fault::Unsure {
            let message = say(
                format!("what shows that this `{name}`{} has the focus{} cannot be computed", others.0, cell.0),
                format!(
                    "ce qui montre que cet élément `{name}`{} a le focus{} ne peut pas être calculé",
                    others.1, cell.1
                ),
            );
            report.review(element, message, help);
        } else {
            let message = say(
                format!("nothing shows that this `{name}`{} has the focus{}", others.0, cell.0),
                format!("rien ne montre que cet élément `{name}`{} a le focus{}", others.1, cell.1),
            );
            report.fail(element, message, help);
        }
    }
}

fn help(fault: Fault, name: &str, by: Words) -> Said {
    let by = if by.0.is_empty() {
        by
    } else {
        (format!("; the outline is set {}", by.0), format!(" ; le contour est donné {}", by.1))
    };
    match fault {
        Fault::Same => say(
            format!("leave the outline to `:focus-visible`, or put something as visible in its place{}", by.0),
            format!(
                "laissez le contour à `:focus-visible`, ou mettez à sa place quelque chose d’aussi visible{}",
                by.1
            ),
        ),
        Fault::Hidden => say(
            format!(
                "its own outline is hidden with it: show the focus on what is drawn in its place, as \
                 `{name}:focus-visible + label` or `label:has(:focus-visible)` do"
            ),
            format!(
                "son propre contour est caché avec lui : montrez le focus sur ce qui est dessiné à sa place, comme le \
                 font `{name}:focus-visible + label` ou `label:has(:focus-visible)`"
            ),
        ),
        Fault::Unsure => say(
            format!(
                "look whether the focus is seen, whether or not the rules of `@container` and `@supports` apply{}",
                by.0
            ),
            format!(
                "regardez si le focus se voit, que les règles de `@container` et de `@supports` s’appliquent ou non{}",
                by.1
            ),
        ),
    }
}

/// The first cell where nothing on an element shows that it has the focus, those where that is not sure last.
fn unseen(page: &Page<'_>, element: Element<'_>) -> Option<(Cell, Fault)> {
    let mut unsure = None;
    for (cells, style) in page.styles.cells(element) {
        let Some(cell) = cells.in_state(State::Focus).first() else { continue };
        if !style.rendered || !style.visible {
            continue;
        }
        // What moves may come into sight.
        if is_unseen(style) && style.animations.is_empty() && element.is("input") {
            return Some((cell, Fault::Hidden));
        }
        let rest = page.styles.in_cell(element, Cell { state: State::Rest, ..cell });
        let may_change = style.uncertain.contains_any(OUTLINE);
        if style.outline.is_drawn() && !may_change || !looks_same(rest, style) {
            continue;
        }
        if !may_change {
            return Some((cell, Fault::Same));
        }
        // What may take the outline away may put something else in its place.
        let mut others = style.uncertain.iter().filter(|property| !OUTLINE.contains(property));
        if others.all(|property| rest.is_uncertain(property)) {
            unsure = unsure.or(Some((cell, Fault::Unsure)));
        }
    }
    unsure
}

/// Whether people see a label of a control, and the focus would have to show there.
fn is_stood_in_for(page: &Page<'_>, control: Element<'_>) -> bool {
    page.tree.labels(control).any(|label| page.tree.is_visible(label))
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

/// Whether the focus shows on something else: in the element, beside it, around it or, by `:has()`, elsewhere.
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
    let rules = || page.styles.rules().iter().filter(|rule| rule.selector.contains(":focus"));
    let answers =
        |rule: &style::Rule, other: Element<'_>| other != element && page.styles.answers(rule, other, element);
    let near = |rule: &style::Rule| {
        rule.selector.split(',').any(|selector| leads_on(selector, element))
            || element.ancestors().take(16).any(|around| answers(rule, around))
    };
    // By these the focus may show anywhere.
    let goes_far = |rule: &&style::Rule| [":has(", "+", "~"].iter().any(|far| rule.selector.contains(far));
    rules().any(near) || rules().filter(goes_far).any(|rule| page.elements().any(|other| answers(rule, other)))
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
