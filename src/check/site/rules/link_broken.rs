//! `link-broken` in delivered pages: an address of the site leads to a file that is there.

use std::collections::BTreeMap;

use crate::check::say;
use crate::check::site::{Site, SiteReport, Span, Target};
use crate::finding::OutputPath;

pub(super) fn check(site: &Site<'_>, report: &mut SiteReport) {
    let mut broken: BTreeMap<&str, Vec<(&OutputPath, &Span)>> = BTreeMap::new();
    for page in site.pages {
        let links = page.links.iter().map(|link| (&link.to, &link.span));
        let frames = page.frames.iter().filter_map(|frame| Some((frame.to.as_ref()?, &frame.span)));
        for (to, span) in links.chain(frames).filter(|(to, _)| site.is_broken(to)) {
            let Target::Here { path, .. } = to else { continue };
            broken.entry(path).or_default().push((&page.path, span));
        }
    }
    for (path, places) in broken {
        report.fail(
            &places[..],
            say(format!("nothing is at `/{path}`"), format!("il n’y a rien à l’adresse `/{path}`")),
            say("correct the address, or remove the link", "corrigez l’adresse, ou retirez le lien"),
        );
    }
}
