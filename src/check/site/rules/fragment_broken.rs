//! `fragment-broken` in delivered pages: what follows `#` names a place of the page.

use crate::check::say;
use crate::check::site::content::hash;
use crate::check::site::{File, Site, SiteReport, Target};

pub(super) fn check(site: &Site<'_>, report: &mut SiteReport) {
    for page in site.pages {
        for link in &page.links {
            let Target::Here { path, fragment, .. } = &link.to else { continue };
            // The top of the page needs no name (HTML Standard, 7.4.6.4); `:~:` names words, `!` and `/` are for
            // scripts.
            let free = fragment.is_empty() || fragment.eq_ignore_ascii_case("top") || fragment.contains(":~:");
            if free || fragment.starts_with(['!', '/']) || fragment.contains('=') {
                continue;
            }
            let Some(File::Page(other)) = site.file(&link.to) else { continue };
            if site.pages[other].anchors.binary_search(&hash(fragment)).is_err() {
                report.fail(
                    (&page.path, &link.span),
                    say(
                        format!("nothing is named `{fragment}` in `/{path}`"),
                        format!("rien ne s’appelle `{fragment}` dans `/{path}`"),
                    ),
                    say(
                        "correct what follows `#`, or give its target this `id`",
                        "corrigez ce qui suit `#`, ou donnez cet `id` à la cible",
                    ),
                );
            }
        }
    }
}
