//! `css-orientation-lock`: the page can be read whichever way the screen is held.

use super::rotation::{declared, quarters};
use crate::check::{Page, Report, say};
use crate::finding::{Criterion, Rule, Severity};
use crate::html::Element;
use crate::style::Rule as StyleRule;

pub(super) static RULE: Rule = Rule {
    id: "css-orientation-lock",
    severity: Severity::Error,
    criteria: &[Criterion::wcag("1.3.4", "AA"), Criterion::rgaa("13.9"), Criterion::act("b33eff")],
    doc: include_str!("css_orientation_lock.md"),
};

/// How a screen is held.
#[derive(Clone, Copy, PartialEq)]
enum Held {
    Upright,
    Sideways,
}

pub(super) fn check(page: &Page<'_>, report: &mut Report) {
    let rules = page.styles.rules();
    for rule in rules.iter().filter(|rule| rule.media.contains("orientation")) {
        let Some(held) = held(&rule.media) else { continue };
        let Some(turn) = rotation(rule) else { continue };
        let otherwise = rules.iter().filter(|other| other.selector == rule.selector);
        let otherwise = otherwise.filter(|other| !is_odd(&other.media) && self::held(&other.media) != Some(held));
        let before = otherwise.filter_map(rotation).next_back().unwrap_or(0.0);
        if !matches!(quarters(turn - before), Some(1 | 3)) {
            continue;
        }
        let turned = page
            .elements()
            .find(|element| element.is_html() && page.styles.matches(rule, *element) && shows(page, *element));
        let Some(element) = turned else { continue };
        let (selector, media) = (&rule.selector, &rule.media);
        let message = say(
            format!("`{selector}` turns its content on its side under `@media {media}`"),
            format!("`{selector}` couche son contenu sur le côté sous `@media {media}`"),
        );
        let help = say(
            "let the page be read whichever way the screen is held: leave the rotation out",
            "laissez lire la page dans les deux sens de l’écran : enlevez cette rotation",
        );
        if is_page(page, element) {
            report.fail(element, message, help);
        } else {
            report.review(element, message, help);
        }
    }
}

fn rotation(rule: &StyleRule) -> Option<f64> {
    let own = rule.declarations.iter().filter_map(|declaration| declared(&declaration.name, &declaration.value));
    own.reduce(|sum, degrees| sum + degrees)
}

/// The way of holding the screen that a media query asks for; nothing when it asks for none, or for what is odd.
fn held(media: &str) -> Option<Held> {
    let media: String = media.to_ascii_lowercase().split_whitespace().collect();
    match (media.contains("orientation:portrait"), media.contains("orientation:landscape")) {
        _ if is_odd(&media) => None,
        (true, false) => Some(Held::Upright),
        (false, true) => Some(Held::Sideways),
        _ => None,
    }
}

/// Whether a media query is about paper, or says what it is not about.
fn is_odd(media: &str) -> bool {
    media.contains("not") || media.contains("print")
}

fn shows(page: &Page<'_>, element: Element<'_>) -> bool {
    let mut all = std::iter::once(element).chain(element.descendants()).take(2000);
    all.any(|inside| page.tree.is_visible(inside) && (inside.is_any(&["img", "video"]) || has_own_text(inside)))
}

fn has_own_text(element: Element<'_>) -> bool {
    element.child_nodes().any(|child| matches!(child, crate::html::Child::Text(text) if !text.text().trim().is_empty()))
}

/// Whether it holds half of what the page says, or more.
fn is_page(page: &Page<'_>, element: Element<'_>) -> bool {
    let Some(body) = page.document.elements().take(256).find(|element| element.is("body")) else { return true };
    let length = |element: Element<'_>| element.texts().map(|text| text.text().trim().len()).sum::<usize>();
    element == body || element.contains(body) || 2 * length(element) >= length(body)
}
