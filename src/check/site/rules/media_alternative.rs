//! `media-alternative`: a video or a sound has captions, a transcript, or both, near it.

use crate::check::say;
use crate::check::site::{Site, SiteReport};
use crate::finding::{Criterion, Rule, Severity};

pub(super) static RULE: Rule = Rule {
    id: "media-alternative",
    severity: Severity::Error,
    criteria: &[
        Criterion::wcag("1.2.1", "A"),
        Criterion::wcag("1.2.3", "A"),
        Criterion::wcag("1.2.5", "AA"),
        Criterion::rgaa("4.1"),
        Criterion::rgaa("4.5"),
    ],
    doc: include_str!("media_alternative.md"),
};

pub(super) fn check(site: &Site<'_>, report: &mut SiteReport) {
    for page in site.pages {
        for media in page.media.iter().filter(|media| !media.transcript && !media.descriptions) {
            let (en, fr) = if media.video { ("video", "cette vidéo") } else { ("sound", "cet enregistrement") };
            report.review(
                (&page.path, &media.span),
                say(
                    format!("nothing near this {en} is named as its transcript"),
                    format!("rien près de {fr} ne se présente comme sa transcription"),
                ),
                say(
                    "put a transcript, or a link to it, just after it",
                    "placez une transcription, ou un lien vers elle, juste après",
                ),
            );
        }
    }
}
