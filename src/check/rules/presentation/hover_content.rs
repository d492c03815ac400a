//! `hover-content`: what shows under the pointer shows by keyboard too.

use crate::aria::is_unseen;
use crate::check::paint::{has_words, many};
use crate::check::{Page, Report, say};
use crate::finding::{Criterion, Rule, Severity};
use crate::html::Element;
use crate::style::{Cell, Content, Pseudo, State, Style};

pub(super) static RULE: Rule = Rule {
    id: "hover-content",
    severity: Severity::Error,
    criteria: &[
        Criterion::wcag("2.1.1", "A"),
        Criterion::wcag("1.4.13", "AA"),
        Criterion::rgaa("10.13"),
        Criterion::rgaa("10.14"),
    ],
    doc: include_str!("hover_content.md"),
};

const HOVER: Cell = Cell::in_state(State::Hover);
const FOCUS: Cell = Cell::in_state(State::Focus);

/// Not more than this is looked into on one page: it is alike.
const MOST: usize = 100;

pub(super) fn check(page: &Page<'_>, report: &mut Report) {
    let mut found: Vec<(Element<'_>, usize)> = Vec::new();
    let mut looked = 0;
    let mut shown_before: Option<Element<'_>> = None;
    let is_shown_by_pseudo = |element| !is_hidden(page.styles.of(element)) && shows_words_beside(page, element);
    let is_shown = |element| is_hidden(page.styles.of(element)) && !is_hidden(page.styles.in_cell(element, HOVER));
    for element in page.styled(|element| is_shown_by_pseudo(element) || is_shown(element)) {
        if shown_before.is_some_and(|before| before.contains(element)) {
            continue;
        }
        let by_pseudo = is_shown_by_pseudo(element);
        let around = element
            .parent()
            .is_none_or(|parent| !is_hidden(page.styles.of(parent)) || is_hidden(page.styles.in_cell(parent, HOVER)));
        if !around || looked == MOST || !(by_pseudo || tells(element)) {
            continue;
        }
        looked += 1;
        if shows_by_keyboard(page, element) {
            continue;
        }
        shown_before = Some(element);
        let alike = |first: Element<'_>| first.name() == element.name() && first.attr("class") == element.attr("class");
        match found.iter_mut().find(|(first, _)| alike(*first)) {
            Some((_, others)) => *others += 1,
            None => found.push((element, 0)),
        }
    }
    for (element, others) in found {
        tell(page, report, element, others);
    }
}

fn tell(page: &Page<'_>, report: &mut Report, element: Element<'_>, others: usize) {
    let (name, others) = (element.name(), many(others));
    let message = say(
        format!("what this `{name}`{} holds shows under the pointer and never by keyboard", others.0),
        format!("le contenu de cet élément `{name}`{} s’affiche sous le pointeur et jamais au clavier", others.1),
    );
    let help = say(
        "write `:focus-within` or `:focus-visible` beside each `:hover` that shows something",
        "écrivez `:focus-within` ou `:focus-visible` à côté de chaque `:hover` qui affiche quelque chose",
    );
    // A script may do for the keyboard what the style does for the pointer.
    if page.named("script").any(is_run) || !page.styles.is_complete() {
        report.review(element, message, help);
    } else {
        report.fail(element, message, help);
    }
}

fn is_run(script: Element<'_>) -> bool {
    script.attr("type").is_none_or(|kind| kind.is_empty() || kind.contains("javascript") || kind == "module")
}

fn is_hidden(style: &Style) -> bool {
    !style.rendered || !style.visible || is_unseen(style)
}

/// Whether an element holds something that people miss when it does not show.
fn tells(element: Element<'_>) -> bool {
    if !element.is_html() || element.is_any(&["option", "script", "style", "noscript", "template"]) {
        return false;
    }
    let control =
        |inside: Element<'_>| inside.is_any(&["button", "input", "select"]) || inside.is("a") && inside.has("href");
    element.texts().take(64).any(|text| has_words(text.text()))
        || control(element)
        || element.descendants().take(64).any(|inside| {
            control(inside) || inside.is("img") && inside.attr("alt").is_some_and(|alt| !alt.trim().is_empty())
        })
}

/// Whether a box beside the content of an element says something under the pointer only.
fn shows_words_beside(page: &Page<'_>, element: Element<'_>) -> bool {
    let says = |pseudo, cell| {
        page.styles.pseudo(element, pseudo, cell).is_some_and(|style| {
            !is_hidden(style) && matches!(&style.content, Content::Text { text, .. } if has_words(text))
        })
    };
    [Pseudo::Before, Pseudo::After]
        .into_iter()
        .any(|pseudo| says(pseudo, HOVER) && !says(pseudo, Cell::default()) && !says(pseudo, FOCUS))
}

/// Whether some rule shows it with the focus: on it, on what it holds, or on what is beside or around it.
fn shows_by_keyboard(page: &Page<'_>, element: Element<'_>) -> bool {
    let shows = |inside: Element<'_>| page.tree.is_tabbable(inside) && !is_hidden(page.styles.in_cell(inside, FOCUS));
    if shows(element) || element.descendants().take(64).any(shows) {
        return true;
    }
    let mut rules = page.styles.rules().iter();
    rules.any(|rule| {
        rule.selector.contains(":focus")
            && element.ancestors_or_self().take(8).any(|around| page.styles.matches(rule, around))
    })
}
