//! `no-autoplay-audio`: no sound plays by itself without a way to stop it.

use super::sources::{has_scripts, sources};
use crate::check::{Page, Report, say};
use crate::finding::{Criterion, Rule, Severity};
use crate::html::Element;

pub(super) static RULE: Rule = Rule {
    id: "no-autoplay-audio",
    severity: Severity::Error,
    criteria: &[Criterion::wcag("1.4.2", "A"), Criterion::rgaa("4.10"), Criterion::act("80f0bf")],
    doc: include_str!("no_autoplay_audio.md"),
};

pub(super) fn check(page: &Page<'_>, report: &mut Report) {
    for media in page.with("autoplay").filter(|element| element.is_any(&["audio", "video"])) {
        if media.has("muted") || media.has("controls") {
            continue;
        }
        if sources(media).next().is_none() || is_short(media) {
            continue;
        }
        let message =
            say("sound plays by itself, and nothing stops it", "du son se lance tout seul, et rien ne l’arrête");
        let help = say(
            "take `autoplay` out and add `controls`; for a video without sound add `muted`",
            "retirez `autoplay` et ajoutez `controls` ; pour une vidéo sans son, ajoutez `muted`",
        );
        // A video may have no sound, and a script may stop what plays.
        if media.is("video") || has_scripts(page) {
            report.review(media, message, help);
        } else {
            report.fail(media, message, help);
        }
    }
}

/// Whether the addresses ask for three seconds at most (Media Fragments URI 1.0, 4.2.1), once.
fn is_short(media: Element<'_>) -> bool {
    !media.has("loop") && sources(media).all(|source| lasts(source).is_some_and(|seconds| seconds <= 3.0))
}

/// The seconds that a fragment such as `#t=8,10` or `#t=2` up to the end asks for, when it says them.
fn lasts(source: &str) -> Option<f64> {
    let (_, fragment) = source.split_once('#')?;
    let time = fragment.split('&').find_map(|part| part.strip_prefix("t="))?;
    let (from, to) = time.strip_prefix("npt:").unwrap_or(time).split_once(',')?;
    let seconds = |text: &str| -> Option<f64> {
        text.split(':').try_fold(0.0, |sum, part| Some(sum * 60.0 + part.parse::<f64>().ok()?))
    };
    Some(seconds(to)? - if from.is_empty() { 0.0 } else { seconds(from)? })
}

#[cfg(test)]
mod tests {
    use super::lasts;

    #[test]
    fn the_length_of_a_fragment_is_read() {
        for (source, seconds) in [
            ("/a.mp3#t=8,10", Some(2.0)),
            ("/a.mp3#t=,2.5", Some(2.5)),
            ("/a.mp3#t=npt:1:00,1:02", Some(2.0)),
            ("/a.mp3#t=8", None),
            ("/a.mp3", None),
            ("/a.mp3#t=a,b", None),
        ] {
            assert_eq!(lasts(source), seconds, "{source}");
        }
    }
}
