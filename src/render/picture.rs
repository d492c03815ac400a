//! The markup of a picture: `<picture>` with a source for each format, dimensions always written.

use std::fmt::Write as _;

use super::loading::LATER;
use super::media::{Crop, Media};
use super::sizes;
use crate::finding::SourcePath;
use crate::load::fields;
use crate::model::Site;
use crate::model::value::Picture;

/// How a picture is shown.
pub(super) struct Look<'a> {
    /// The widths to offer, in pixels, in place of those that follow from `sizes`.
    pub(super) widths: Option<&'a [u32]>,
    /// The `sizes` attribute.
    pub(super) sizes: &'a str,
    /// The text alternative; empty for what only decorates.
    pub(super) alt: &'a str,
    /// The `title` attribute; none when empty.
    pub(super) title: &'a str,
    /// Classes.
    pub(super) class: &'a str,
    /// What of it is shown.
    pub(super) crop: Crop,
}

impl<'a> Look<'a> {
    /// The look that follows from what is said of a picture.
    pub(super) fn of(picture: &'a Picture) -> Self {
        Self { alt: &picture.alt, crop: Crop::of(&picture.focus, &picture.ratio), ..Self::default() }
    }
}

impl Crop {
    /// What a focal point and a shape, as they are written, leave of a picture.
    pub(super) fn of(focus: &str, ratio: &str) -> Self {
        Self { focus: fields::focus(focus).unwrap_or(Self::MIDDLE), ratio: fields::ratio(ratio) }
    }
}

impl Default for Look<'_> {
    fn default() -> Self {
        Self { widths: None, sizes: "100vw", alt: "", title: "", class: "", crop: Crop::default() }
    }
}

/// The markup.
pub(super) fn markup(site: &Site, media: &Media, source: &SourcePath, look: &Look<'_>) -> String {
    /// For `sizes` that cannot be told before they are shown.
    const WIDTHS: &[u32] = &[480, 800, 1280];
    let widths = look.widths.map(<[u32]>::to_vec).or_else(|| sizes::widths(look.sizes));
    let widths = widths.unwrap_or_else(|| WIDTHS.to_vec());
    let candidates = media.candidates(site, source, &widths, look.crop);
    let mut html = String::new();
    for (format, set) in &candidates.sets {
        let sizes = if set.len() > 1 { format!(" sizes=\"{}\"", escape(look.sizes)) } else { String::new() };
        let _ = write!(html, "<source type=\"{}\" srcset=\"{}\"{sizes}>", format.media_type(), srcset(set));
    }
    let _ = write!(html, "<img src=\"{}\"", escape(&candidates.fallback));
    if !candidates.more.is_empty() {
        let _ = write!(html, " srcset=\"{}\" sizes=\"{}\"", srcset(&candidates.more), escape(look.sizes));
    }
    if let Some(size) = candidates.dimensions {
        let _ = write!(html, " width=\"{}\" height=\"{}\"", size.width, size.height);
    } else if media.is_unreadable(source) {
        // The picture was told: that it has no size is no other fault.
        html.push_str(" width=\"100%\" height=\"150\"");
    }
    if !look.class.is_empty() {
        let _ = write!(html, " class=\"{}\"", escape(look.class));
    }
    if !look.title.is_empty() {
        let _ = write!(html, " title=\"{}\"", escape(look.title));
    }
    // Where a theme lets a picture fill a box of another shape, what has to be seen stays in it; in a cut it is in the
    // middle.
    if look.crop.focus != Crop::MIDDLE && look.crop.ratio.is_none() {
        let (x, y) = look.crop.focus;
        let _ = write!(html, " style=\"object-position:{x}% {y}%\"");
    }
    html.push_str(LATER);
    let _ = write!(html, " alt=\"{}\">", escape(look.alt));
    if candidates.sets.is_empty() { html } else { format!("<picture>{html}</picture>") }
}

fn srcset(set: &[(String, u32)]) -> String {
    set.iter().map(|(url, width)| format!("{url} {width}w")).collect::<Vec<_>>().join(", ")
}

/// Text made safe inside an attribute in double quotes.
pub(super) fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            _ => escaped.push(c),
        }
    }
    escaped
}
