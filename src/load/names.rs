//! Names that files of a site cannot have.

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
