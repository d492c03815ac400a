//! `motion`: what moves without end stops for those who ask for less motion.

use crate::check::paint::many;
use crate::check::{Page, Report, say};
use crate::finding::{Criterion, Rule, Severity};
use crate::html::Element;
use crate::style::Animation;

pub(super) static RULE: Rule = Rule {
    id: "motion",
    severity: Severity::Error,
    criteria: &[
        Criterion::wcag("2.2.2", "A"),
        Criterion::rgaa("13.8"),
        Criterion::rgesn("4.1"),
        Criterion::wsg("ensure-animation-is-proportionate-and-easy-to-control"),
        Criterion::wsg("use-media-queries-that-support-sustainability-goals"),
    ],
    doc: include_str!("motion.md"),
};

/// Longer than this, in seconds, there must be a way to stop it (WCAG 2.2, 2.2.2).
const SHORT: f32 = 5.0;

pub(super) fn check(page: &Page<'_>, report: &mut Report) {
    let mut found: Vec<(&Animation, Element<'_>, usize)> = Vec::new();
    for element in page.styled(|element| !page.styles.of(element).animations.is_empty()) {
        let style = page.styles.of(element);
        let kept = &page.styles.under_reduced_motion(element).animations;
        let long = |animation: &&Animation| animation.duration * animation.rounds > SHORT;
        let Some(animation) = style.animations.iter().filter(long).find(|animation| kept.contains(animation)) else {
            continue;
        };
        if !page.tree.is_visible(element) || is_progress(page, element) {
            continue;
        }
        match found.iter_mut().find(|(known, ..)| known.name == animation.name) {
            Some((.., others)) => *others += 1,
            None => found.push((animation, element, 0)),
        }
    }
    if found.is_empty() || can_pause(page) {
        return;
    }
    for (animation, element, others) in found {
        let (name, others) = (&animation.name, many(others));
        report.fail(
            element,
            say(
                format!("the animation `{name}` lasts longer than 5 seconds and nothing stops it{}", others.0),
                format!("l’animation `{name}` dure plus de 5 secondes et rien ne l’arrête{}", others.1),
            ),
            say(
                "make it end, or give it a button that stops it; at the least, stop it under `@media (prefers-reduced-motion: reduce)`",
                "donnez-lui une fin, ou un bouton qui l’arrête ; au moins, arrêtez-la sous `@media (prefers-reduced-motion: reduce)`",
            ),
        );
    }
}

/// Whether it shows that something is under way, which must move.
fn is_progress(page: &Page<'_>, element: Element<'_>) -> bool {
    element.ancestors_or_self().take(4).any(|element| {
        element.is("progress")
            || element.attr_is("aria-busy", "true")
            || matches!(page.tree.role(element), Some("progressbar" | "status" | "alert" | "timer"))
    })
}

/// Whether the page has a button that says that it stops something.
fn can_pause(page: &Page<'_>) -> bool {
    const WORDS: &[&str] = &["pause", "stop", "arrêt", "anim", "mouvement", "motion"];
    let mut buttons = page.elements().filter(|element| element.is("button") || element.attr_is("role", "button"));
    buttons.any(|button| {
        let name = page.tree.name(button).to_lowercase();
        WORDS.iter().any(|word| name.contains(word))
    })
}
