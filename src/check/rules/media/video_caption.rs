//! `video-caption`: a video has captions and a transcript.

use super::alternative::Recordings;
use super::sources::sources;
use crate::check::{Page, Report, say};
use crate::finding::{Criterion, Rule, Severity};
use crate::html::Element;

pub(super) static RULE: Rule = Rule {
    id: "video-caption",
    severity: Severity::Error,
    criteria: &[
        Criterion::wcag("1.2.2", "A"),
        Criterion::wcag("1.2.3", "A"),
        Criterion::rgaa("4.1"),
        Criterion::rgaa("4.3"),
    ],
    doc: include_str!("video_caption.md"),
};

pub(super) fn check(page: &Page<'_>, report: &mut Report) {
    if page.named("video").next().is_none() {
        return;
    }
    let recordings = Recordings::of(page);
    for (rank, video) in recordings.media.iter().copied().enumerate().filter(|(_, media)| media.is("video")) {
        // One that plays by itself without sound is decoration.
        let is_decoration = video.has("autoplay") && video.has("muted");
        if is_decoration || sources(video).next().is_none() || !page.tree.is_exposed(video) {
            continue;
        }
        let help = say(
            "add `<track kind=\"captions\">` in the video, and a transcript or a link to it right after",
            "ajoutez `<track kind=\"captions\">` dans la vidéo, et juste après une transcription ou un lien vers elle",
        );
        let message = match (captions(video), recordings.has_transcript(rank)) {
            (Captions::Yes, true) => continue,
            (Captions::No, false) => {
                report.fail(
                    video,
                    say(
                        "the video has neither captions nor a transcript",
                        "la vidéo n’a ni sous-titres ni transcription",
                    ),
                    help,
                );
                continue;
            }
            (Captions::Yes, false) => say(
                "the video has captions, and no transcript or audio description beside it",
                "la vidéo a des sous-titres, sans transcription ni audiodescription à côté",
            ),
            (Captions::No, true) => say(
                "the video has a transcript and no captions: has it any sound?",
                "la vidéo a une transcription et pas de sous-titres : a-t-elle du son ?",
            ),
            (Captions::Perhaps, _) => say(
                "the video has subtitles, which may leave out who speaks and what is heard",
                "la vidéo a des sous-titres de traduction, qui peuvent taire qui parle et ce qu’on entend",
            ),
        };
        report.review(video, message, help);
    }
}

enum Captions {
    Yes,
    Perhaps,
    No,
}

/// What the tracks of a video are (HTML Standard, 4.8.11): `subtitles` where they do not say.
fn captions(video: Element<'_>) -> Captions {
    let mut found = Captions::No;
    for track in video.children().filter(|child| child.is("track") && child.has("src")) {
        match track.attr("kind").map(str::to_ascii_lowercase).as_deref() {
            Some("captions") => return Captions::Yes,
            None | Some("subtitles") => found = Captions::Perhaps,
            Some(_) => {}
        }
    }
    found
}
