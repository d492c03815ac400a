//! Names that files of a site cannot have.

use std::fmt::Write as _;
use std::path::Path;

use super::walk::source_path;
use crate::finding::{Finding, Place, SourcePath, rules};

/// Endings of Markdown files, in any case, that are not those of pages.
const MARKDOWN: &[&str] = &["markdown", "md", "mdown", "mdwn", "mkd", "mkdn"];

/// Says that a file of `content/` is no page, when its name is that of a Markdown file and does not end in `.md`.
pub(super) fn not_md(path: &SourcePath) -> Option<Finding> {
    let ending = path.extension();
    let is_markdown = ending != "md" && MARKDOWN.iter().any(|known| known.eq_ignore_ascii_case(ending));
    if !is_markdown || !path.as_str().starts_with("content/") {
        return None;
    }
    let message = format!("the file is read as no page, for its name ends in `.{ending}`");
    let stem = path.name().strip_suffix(ending).unwrap_or_default();
    let help = format!("name it `{stem}md`");
    Some(Finding::new(&rules::FILE_NAME_INVALID, Place::file(path), message).help(help))
}

/// Says that the name of a file or a folder is not UTF-8, when it is not: its path shows it as far as that can be, and
/// another may look the same.
pub(super) fn not_utf8(root: &Path, path: &Path) -> Option<Finding> {
    let name = path.file_name().filter(|name| name.to_str().is_none())?;
    let mut shown = String::new();
    for chunk in name.as_encoded_bytes().utf8_chunks() {
        shown.push_str(chunk.valid());
        for byte in chunk.invalid() {
            let _ = write!(shown, "\\x{byte:02x}");
        }
    }
    let message = format!("the name `{shown}` is not UTF-8");
    let help = "give it a name in UTF-8: nothing says which letters are meant";
    Some(Finding::new(&rules::FILE_NAME_INVALID, Place::file(&source_path(root, path)), message).help(help))
}
