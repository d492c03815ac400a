//! `[pictures]`: how pictures are made, and how heavy they may be.

use std::ops::RangeInclusive;

use serde::{Deserialize, Serialize};

use crate::data::Reader;

/// `[pictures]`.
#[derive(Clone, Debug)]
pub struct Pictures {
    /// `score`: how a picture must look beside its original, by SSIMULACRA2: 100 is the same, 70, the default, a high
    /// quality.
    pub score: u32,
    /// `least`: the score that may be gone down to, 50 by default, for a picture that would be too heavy.
    pub least: u32,
    /// `max`: the bytes of a picture 1280 px wide, of others in proportion; 120 kB by default, said in kB.
    pub max: u32,
    /// `animated`: the bytes of an animated picture (GIF, PNG, WebP), which is delivered as it is; 300 kB by default,
    /// said in kB.
    pub animated: u64,
    /// `formats`: `avif`, `webp`, tried in this order before the fallback.
    pub formats: Vec<&'static str>,
    /// `fallback`: for browsers that read none of the formats, `jpeg` by default, or `webp`.
    pub fallback: Fallback,
    /// How much time pictures are worth; not a key of the file: a preview asks for quick ones.
    pub effort: Effort,
}

/// The format of pictures in what reads none of the light formats.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fallback {
    /// JPEG, or PNG where there is transparency: read by everything.
    Jpeg,
    /// WebP: read by every browser since 2020, in half the bytes.
    WebP,
}

/// How much time a picture is worth.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Effort {
    /// What is delivered: the quality is searched, so that nothing weighs more than it must.
    #[default]
    Full,
    /// What an author sees while writing: WebP alone, made at once, at a quality that suits most pictures.
    Quick,
}

impl Pictures {
    /// The same, with this effort.
    #[must_use]
    pub fn with_effort(self, effort: Effort) -> Self {
        match effort {
            Effort::Full => Self { effort, ..self },
            Effort::Quick => Self { effort, formats: vec!["webp"], fallback: Fallback::WebP, ..self },
        }
    }
}

impl Default for Pictures {
    fn default() -> Self {
        Self {
            score: 70,
            least: 50,
            max: 120_000,
            animated: 300_000,
            formats: vec!["avif", "webp"],
            fallback: Fallback::Jpeg,
            effort: Effort::Full,
        }
    }
}

pub(super) fn read(reader: &Reader<'_>) -> Pictures {
    /// The kilobytes that may be allowed.
    const KILOBYTES: RangeInclusive<usize> = 1..=100_000;
    let mut pictures = Pictures::default();
    if let Some(fields) = reader.table("pictures") {
        pictures.formats = fields.choices("formats", &["avif", "webp"]).unwrap_or(pictures.formats);
        if fields.choice("fallback", &["jpeg", "webp"]) == Some("webp") {
            pictures.fallback = Fallback::WebP;
        }
        pictures.score = score(&fields, "score").unwrap_or(pictures.score);
        pictures.least = score(&fields, "least").unwrap_or(pictures.least);
        if pictures.least > pictures.score {
            let message =
                format!("`least` is {} and `score` {}: it cannot be the higher", pictures.least, pictures.score);
            let span = fields.node("least").or(fields.node("score")).map_or(0..0, |node| node.span.clone());
            fields.report(span, message, "write how far a picture that is too heavy may go down below `score`");
            pictures.least = pictures.score;
        }
        let bytes = |key| fields.count_within(key, KILOBYTES).map(|kilobytes| kilobytes as u32 * 1000);
        pictures.max = bytes("max").unwrap_or(pictures.max);
        pictures.animated = bytes("animated").map_or(pictures.animated, u64::from);
        fields.finish();
    }
    pictures
}

fn score(fields: &Reader<'_>, key: &'static str) -> Option<u32> {
    let score = fields.count(key)?;
    if score > 100 {
        let span = fields.node(key).map_or(0..0, |node| node.span.clone());
        fields.report(span, format!("`{key}` is more than 100, which is the score of the original"), "write 30 to 90");
        return None;
    }
    Some(score as u32)
}
