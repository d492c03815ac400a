//! `frame-focusable-content`: a frame that has controls is not kept from the keyboard.

use crate::check::say;
use crate::check::site::{File, Frame, Site, SiteReport};
use crate::finding::{Criterion, Rule, Severity};

pub(super) static RULE: Rule = Rule {
    id: "frame-focusable-content",
    severity: Severity::Error,
    criteria: &[
        Criterion::wcag("2.1.1", "A"),
        Criterion::rgaa("7.3"),
        Criterion::rgaa("12.8"),
        Criterion::act("akn7bn"),
    ],
    doc: include_str!("frame_focusable_content.md"),
};

pub(super) fn check(site: &Site<'_>, report: &mut SiteReport) {
    for page in site.pages {
        for frame in page.frames.iter().filter(|frame| frame.untabbable && has_controls(site, frame)) {
            let name = &frame.name;
            report.fail(
                (&page.path, &frame.span),
                say(
                    format!("the keyboard cannot enter the frame `{name}`, which has links or controls"),
                    format!(
                        "le clavier ne peut pas entrer dans le cadre `{name}`, qui contient des liens ou des commandes"
                    ),
                ),
                say("remove its negative `tabindex`", "retirez son `tabindex` négatif"),
            );
        }
    }
}

fn has_controls(site: &Site<'_>, frame: &Frame) -> bool {
    match frame.to.as_ref().map(|to| site.file(to)) {
        None => frame.tabbable,
        Some(Some(File::Page(page))) => site.pages[site.land(page)].tabbable,
        Some(_) => false,
    }
}
