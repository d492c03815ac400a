//! Why a picture cannot be used, and what to do about it.

use std::fmt;

use image::ImageError;

use super::{MAX_PIXELS, MAX_SIDE};
use crate::finding::{Finding, Place, rules};

const MAKE_SMALLER: &str = "make it smaller: at most 16,384 pixels a side and 120 million pixels; \
    2,400 pixels wide is enough for a page";
const _: () = assert!(MAX_SIDE == 16_384 && MAX_PIXELS == 120_000_000, "the help names them");

/// Why a picture cannot be used: a finding without its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// What is wrong.
    pub message: String,
    /// What to do about it.
    pub help: &'static str,
}

impl Fault {
    /// The fault as a `picture-invalid` finding.
    pub fn finding(self, place: Place) -> Finding {
        Finding::new(&rules::PICTURE_INVALID, place, self.message).help(self.help)
    }

    pub(super) fn unknown() -> Self {
        Self {
            message: "the file is not a picture of a known format".to_owned(),
            help: "save it as a JPEG, PNG, WebP, GIF or SVG file; changing the extension is not enough",
        }
    }

    pub(super) fn iso() -> Self {
        Self {
            message: "AVIF and HEIC pictures cannot be read".to_owned(),
            help: "upload the original as JPEG or PNG: AVIF is made of it; a telephone can be told to save JPEG files",
        }
    }

    pub(super) fn broken(why: impl fmt::Display) -> Self {
        Self {
            message: format!("the picture is damaged: {}", first_line(&why.to_string())),
            help: "open it in a picture editor and save it again, or upload the original once more",
        }
    }

    pub(super) fn unreadable(error: &std::io::Error) -> Self {
        Self {
            message: format!("the picture cannot be read: {}", first_line(&error.to_string())),
            help: "check that the file is there and that you may read it",
        }
    }

    pub(super) fn too_large(width: u32, height: u32) -> Self {
        Self {
            message: format!("the picture is {width} × {height} pixels, more than can be decoded safely"),
            help: MAKE_SMALLER,
        }
    }

    pub(super) fn too_heavy() -> Self {
        Self { message: "the picture takes too much memory to decode".to_owned(), help: MAKE_SMALLER }
    }

    pub(super) fn svg_without_size() -> Self {
        Self {
            message: "the SVG picture says nothing of its size".to_owned(),
            help: "give its `<svg>` tag a `viewBox`, or a `width` and a `height` in pixels",
        }
    }

    pub(super) fn transparent_jpeg() -> Self {
        Self {
            message: "the picture has transparent parts, which JPEG cannot keep".to_owned(),
            help: "ask for PNG, WebP or AVIF, or flatten the picture on a background",
        }
    }

    pub(super) fn of(error: &ImageError) -> Self {
        match error {
            ImageError::Limits(_) => Self::too_heavy(),
            ImageError::Unsupported(_) => Self {
                message: format!("the picture is of a kind that cannot be read: {error}"),
                help: "save it as an ordinary 8-bit JPEG or PNG file",
            },
            error => Self::broken(error),
        }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Fault {}

impl From<Fault> for String {
    fn from(fault: Fault) -> Self {
        fault.message
    }
}

fn first_line(text: &str) -> String {
    text.lines().next().unwrap_or_default().trim_end_matches('.').to_owned()
}
