//! `frame-focusable-content` for frames that show a page of the site.

use crate::check::say;
use crate::check::site::{File, Site, SiteReport};

pub(super) use crate::check::rules::script::frame_focusable_content::RULE;

pub(super) fn check(site: &Site<'_>, report: &mut SiteReport) {
    for page in site.pages {
        for frame in page.frames.iter().filter(|frame| frame.untabbable) {
            let Some(File::Page(shown)) = frame.to.as_ref().and_then(|to| site.file(to)) else { continue };
            if !site.pages[site.land(shown)].tabbable {
                continue;
            }
            report.fail(
                (&page.path, &frame.span),
                say(
                    "the frame is left out of the order of the keyboard, and shows a page with links or fields",
                    "le cadre est exclu de l’ordre du clavier, et montre une page qui contient des liens ou des champs",
                ),
                say("take the negative `tabindex` out", "retirez le `tabindex` négatif"),
            );
        }
    }
}
