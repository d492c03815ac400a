//! Sound and video.

mod alternative;
mod audio_transcript;
mod media_controls;
mod no_autoplay_audio;
mod sources;
mod video_caption;

use crate::check::PageRule;

/// The rules of this topic, by id.
pub(super) static RULES: &[PageRule] = &[
    PageRule { rule: &audio_transcript::RULE, check: audio_transcript::check },
    PageRule { rule: &media_controls::RULE, check: media_controls::check },
    PageRule { rule: &no_autoplay_audio::RULE, check: no_autoplay_audio::check },
    PageRule { rule: &video_caption::RULE, check: video_caption::check },
];
