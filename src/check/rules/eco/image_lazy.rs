//! `image-lazy`: pictures and frames far down wait until somebody comes near them.

use crate::check::{Page, Report, say};
use crate::finding::{Criterion, Rule, Severity};
use crate::html::{Child, Element};
use crate::weight::PHONE;

pub(super) static RULE: Rule = Rule {
    id: "image-lazy",
    severity: Severity::Warning,
    criteria: &[Criterion::rgesn("6.5"), Criterion::wsg("defer-the-loading-of-non-critical-resources")],
    doc: include_str!("image_lazy.md"),
};

/// How far below a window browsers fetch what waits anyway, in CSS px (Chromium, on a slow network).
const AHEAD: f64 = 2500.0;

/// Characters on a line of a phone.
const LINE: f64 = 45.0;

/// The height of a line, in CSS px.
const HEIGHT: f64 = 26.0;

pub(super) fn check(page: &Page<'_>, report: &mut Report) {
    let at_once = |element: Element<'_>| element.has("src") && !element.attr_is("loading", "lazy");
    let Some(last) = page.any(&["img", "iframe"], &[]).filter(|element| at_once(*element)).last() else { return };
    let window = PHONE.window;
    let far = f64::from(window.height) + AHEAD;
    for main in page.named("main").take(1) {
        // How far down the main part of the page one is, on a phone, roughly, in CSS px.
        let mut down = 0.0;
        let before = main.descendants().take_while(|element| element.id() <= last.id());
        for element in before.filter(|element| page.tree.is_rendered(*element)) {
            let text: usize = element.child_nodes().map(length).sum();
            down += text as f64 / LINE * HEIGHT;
            if !element.is_any(&["img", "iframe"]) {
                continue;
            }
            if down > far && at_once(element) {
                let (en, fr) = if element.is("img") { ("a picture", "une image") } else { ("a frame", "un cadre") };
                report.fail(
                    element,
                    say(
                        format!("{en} far down the page is fetched at once"),
                        format!("{fr} loin dans la page se charge tout de suite"),
                    ),
                    say("add `loading=\"lazy\"`", "ajoutez `loading=\"lazy\"`"),
                );
            }
            down += height(element, f64::from(window.width));
        }
    }
}

/// The characters of a text.
fn length(child: Child<'_>) -> usize {
    match child {
        Child::Text(text) => text.text().trim().chars().count(),
        Child::Element(_) => 0,
    }
}

/// How high it is in a column of this width, when it says its size.
fn height(element: Element<'_>, column: f64) -> f64 {
    let side =
        |name: &str| element.attr(name).and_then(|side| side.trim().parse::<f64>().ok()).filter(|side| *side > 0.0);
    match (side("width"), side("height")) {
        (Some(width), Some(height)) => height * (column / width).min(1.0),
        _ => 0.0,
    }
}
