//! The fonts of the theme as the build cut them: characters, bytes, and what they lack.

use std::fmt::Write as _;

use crate::output::{Content, Output};
use crate::render::FontUse;

/// A line a file, then one for the characters of pages that none of a family's files has.
pub fn fonts(uses: &[FontUse], output: &Output) -> String {
    let mut text = String::new();
    for FontUse { family, files, lacking } in uses {
        for (path, characters) in files {
            let size = match output.get(path) {
                Some(Content::File(file)) => size(file),
                made => made.and_then(Content::size),
            };
            let size = size.map_or_else(String::new, |size| format!(", {size} bytes"));
            let _ = writeln!(text, "{family}: `{path}`, {characters} characters{size}");
        }
        if !lacking.is_empty() {
            let _ = writeln!(text, "{family} lacks `{lacking}`, which pages show in another font");
        }
    }
    text
}

fn size(file: &std::path::Path) -> Option<u64> {
    std::fs::metadata(file).ok().map(|about| about.len())
}
