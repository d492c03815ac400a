//! `audio-transcript`: a sound recording has a transcript.

use super::alternative::Recordings;
use super::sources::sources;
use crate::check::{Page, Report, say};
use crate::finding::{Criterion, Rule, Severity};

pub(super) static RULE: Rule = Rule {
    id: "audio-transcript",
    severity: Severity::Error,
    criteria: &[Criterion::wcag("1.2.1", "A"), Criterion::rgaa("4.1")],
    doc: include_str!("audio_transcript.md"),
};

pub(super) fn check(page: &Page<'_>, report: &mut Report) {
    if page.named("audio").next().is_none() {
        return;
    }
    let recordings = Recordings::of(page);
    for (rank, audio) in recordings.media.iter().copied().enumerate().filter(|(_, media)| media.is("audio")) {
        // Without controls it is not shown: what plays it, if anything, is a script's business.
        let is_shown = audio.has("controls") && page.tree.is_exposed(audio);
        if !is_shown || sources(audio).next().is_none() || recordings.has_transcript(rank) {
            continue;
        }
        report.fail(
            audio,
            say("the recording has no transcript", "l’enregistrement n’a pas de transcription"),
            say(
                "write right after it the words that are heard, or a link to them that says `transcript`",
                "écrivez juste après les mots qu’on entend, ou un lien vers eux qui dit `transcription`",
            ),
        );
    }
}
