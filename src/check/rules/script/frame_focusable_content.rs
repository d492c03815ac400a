//! `frame-focusable-content`: the keyboard gets into a frame that has something to act on.

use crate::aria::Tree;
use crate::check::{Page, Report, say};
use crate::finding::{Criterion, Rule, Severity};
use crate::html::{self, Element};
use crate::style::{Engine, compute};

pub(in crate::check) static RULE: Rule = Rule {
    id: "frame-focusable-content",
    severity: Severity::Error,
    criteria: &[Criterion::wcag("2.1.1", "A"), Criterion::rgaa("7.3"), Criterion::act("akn7bn")],
    doc: include_str!("frame_focusable_content.md"),
};

pub(super) fn check(page: &Page<'_>, report: &mut Report) {
    for frame in page.named("iframe") {
        // What another page holds is not known here.
        let Some(content) = frame.attr("srcdoc") else { continue };
        if !is_negative(frame.attr("tabindex").unwrap_or_default()) || is_a_dot(frame) || !page.tree.is_visible(frame) {
            continue;
        }
        if !has_stop(content) {
            continue;
        }
        report.fail(
            frame,
            say(
                "the frame is left out of the order of the keyboard, and holds links or fields",
                "le cadre est exclu de l’ordre du clavier, et contient des liens ou des champs",
            ),
            say("take the negative `tabindex` out", "retirez le `tabindex` négatif"),
        );
    }
}

/// Whether the tabulation key would stop somewhere in a page.
fn has_stop(content: &str) -> bool {
    let document = html::parse(content);
    let styles = compute(&Engine::default(), &document, &|_| None);
    let tree = Tree::new(&document, &styles);
    document.elements().any(|element| tree.is_tabbable(element) && tree.is_visible(element))
}

fn is_negative(tabindex: &str) -> bool {
    let digits = tabindex.trim_start().strip_prefix('-').unwrap_or_default();
    let digits = digits.bytes().take_while(u8::is_ascii_digit);
    digits.into_iter().any(|digit| digit != b'0')
}

/// Whether the frame is so small that nothing in it can be seen: it carries messages between scripts.
fn is_a_dot(frame: Element<'_>) -> bool {
    let size = |name: &str| frame.attr(name).and_then(|size| size.trim().trim_end_matches("px").parse::<f64>().ok());
    ["width", "height"].into_iter().any(|name| size(name).is_some_and(|size| size <= 1.0))
}
