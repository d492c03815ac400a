//! The markup of a picture: `<picture>` with a source for each format, dimensions always written.

use std::fmt::Write as _;

use super::media::Media;
use crate::finding::SourcePath;
use crate::model::Site;

/// How a picture is shown.
pub(super) struct Look<'a> {
    /// The widths to offer, in pixels.
    pub(super) widths: &'a [u32],
    /// The `sizes` attribute.
    pub(super) sizes: &'a str,
    /// The text alternative; empty for what only decorates.
    pub(super) alt: &'a str,
    /// The `title` attribute; none when empty.
    pub(super) title: &'a str,
    /// Classes.
    pub(super) class: &'a str,
    /// `lazy` or `eager`.
    pub(super) loading: &'a str,
    /// Whether it is fetched before all others.
    pub(super) priority: bool,
}

impl Default for Look<'_> {
    fn default() -> Self {
        Self {
            widths: &[480, 800, 1280],
            sizes: "100vw",
            alt: "",
            title: "",
            class: "",
            loading: "lazy",
            priority: false,
        }
    }
}

/// The markup.
pub(super) fn markup(site: &Site, media: &Media, source: &SourcePath, look: &Look<'_>) -> String {
    let candidates = media.candidates(site, source, look.widths);
    let mut html = String::new();
    for (format, set) in &candidates.sets {
        let srcset: Vec<String> = set.iter().map(|(url, width)| format!("{url} {width}w")).collect();
        let sizes = if set.len() > 1 { format!(" sizes=\"{}\"", escape(look.sizes)) } else { String::new() };
        let _ = write!(html, "<source type=\"{}\" srcset=\"{}\"{sizes}>", format.media_type(), srcset.join(", "));
    }
    let _ = write!(html, "<img src=\"{}\"", escape(&candidates.fallback));
    if let Some(size) = candidates.dimensions {
        let _ = write!(html, " width=\"{}\" height=\"{}\"", size.width, size.height);
    }
    if !look.class.is_empty() {
        let _ = write!(html, " class=\"{}\"", escape(look.class));
    }
    if !look.title.is_empty() {
        let _ = write!(html, " title=\"{}\"", escape(look.title));
    }
    if look.loading == "lazy" && !look.priority {
        html.push_str(" loading=\"lazy\"");
    }
    // A picture that is seen first is painted with the page, not after it.
    html.push_str(if look.priority { " fetchpriority=\"high\"" } else { " decoding=\"async\"" });
    let _ = write!(html, " alt=\"{}\">", escape(look.alt));
    if candidates.sets.is_empty() { html } else { format!("<picture>{html}</picture>") }
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
