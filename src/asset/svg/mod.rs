//! SVG drawings: what could harm a reader or a page is refused, what only editors need is left out.
//!
//! A drawing is a document: it can hold scripts, load files of other sites, and unfold without end. Browsers run none
//! of that in an `<img>`, but the same file opens by itself, and a drawing of the theme stands in the page. So the same
//! is asked of all.
//!
//! The minifier is small on purpose. `oxvg_optimiser` 0.0.9 took six minutes to compile on two cores, merges and rounds
//! shapes, and may drop names that readers need. Here nothing that is seen or said changes: comments, metadata,
//! namespaces of editors and white space go, numbers are written shorter. `title`, `desc`, `id`, `role`, `aria-*`,
//! `viewBox` stay.

mod guard;
mod minify;
mod number;
mod path;

use std::ops::Range;

use quick_xml::Reader;
use quick_xml::events::Event;

use crate::finding::{Finding, Place, SourcePath, rules};

/// The largest drawing that is read, in bytes: one that is larger holds a photograph, or was traced from one.
pub const LARGEST: usize = 4 << 20;

/// Where a drawing is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shown {
    /// In a file of its own.
    Alone,
    /// In the HTML of a page, where namespaces go without saying.
    Inline,
}

/// Why a drawing cannot be used: a finding without its file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// What is wrong.
    pub message: String,
    /// What to do about it.
    pub help: &'static str,
    /// Where, in the text of the drawing.
    pub span: Range<usize>,
}

impl Fault {
    /// The fault as an `svg-unsafe` finding.
    pub fn finding(self, path: &SourcePath) -> Finding {
        Finding::new(&rules::SVG_UNSAFE, Place::at(path, self.span), self.message).help(self.help)
    }
}

/// The drawing made safe and light.
///
/// # Errors
/// With everything that could harm in it, and what cannot be read.
pub fn light(text: &str, shown: Shown) -> Result<String, Vec<Fault>> {
    let marked = text.len();
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mark = marked - text.len();
    let mut faults = guard::faults(text);
    if faults.is_empty() {
        return Ok(minify::minify(text, shown));
    }
    for fault in &mut faults {
        fault.span = fault.span.start + mark..fault.span.end + mark;
    }
    Err(faults)
}

/// The same of the bytes of a file.
///
/// # Errors
/// As [`light`], and for what is too large or not UTF-8.
pub fn light_file(bytes: &[u8]) -> Result<String, Vec<Fault>> {
    let fault = |message: &str, help: &'static str| vec![Fault { message: message.to_owned(), help, span: 0..0 }];
    if bytes.len() > LARGEST {
        let message = "the drawing weighs more than 4 MB";
        return Err(fault(message, "save the photograph in it as a JPEG or PNG file, or simplify its paths"));
    }
    let text = str::from_utf8(bytes);
    let text = text.map_err(|_| fault("the drawing is not UTF-8", "save it again with the encoding UTF-8"))?;
    light(text, Shown::Alone)
}

/// What a text is made of, with the bytes of each part, up to its end or what cannot be read, which is the `Err`.
fn events(text: &str) -> impl Iterator<Item = Result<(Range<usize>, Event<'_>), (Range<usize>, String)>> {
    let mut reader = Reader::from_str(text);
    let mut ended = false;
    std::iter::from_fn(move || {
        let from = reader.buffer_position() as usize;
        match reader.read_event() {
            _ if ended => None,
            Ok(Event::Eof) => None,
            Ok(event) => Some(Ok((from..reader.buffer_position() as usize, event))),
            Err(error) => {
                ended = true;
                let at = (reader.error_position() as usize).min(text.len());
                Some(Err((at..at, error.to_string())))
            }
        }
    })
}

#[cfg(test)]
mod tests;
