//! The style sheets that pages name.

use crate::check::site::{Css, Site};
use crate::finding::OutputPath;

/// How much of a sheet is read, in bytes.
const READ: usize = 4 << 20;

/// What a sheet of the site asks for.
pub(super) fn read(site: &Site<'_>, file: &OutputPath) -> Css {
    (site.read)(file, READ).map(|bytes| Css::parse(&String::from_utf8_lossy(&bytes))).unwrap_or_default()
}
