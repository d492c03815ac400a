//! What programs write beside the files of a site: version controls, file managers, editors while they save.

/// Whether a file or a folder of this name is such a program's own, and no part of the site in any of its folders.
pub fn is_aside(name: &str) -> bool {
    let starts = [".#", ".goutputstream-", ".~lock.", "~$"];
    let ends = ["~", ".swp", ".swo", ".swx", ".swpx", ".kate-swp", "___jb_tmp___", "___jb_old___"];
    starts.iter().any(|start| name.starts_with(start))
        || ends.iter().any(|end| name.ends_with(end))
        || name.len() > 2 && name.starts_with('#') && name.ends_with('#')
        // The last is what Vim tries a folder with.
        || [".git", ".DS_Store", "4913"].contains(&name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_editors_write_is_told_from_what_authors_name() {
        for name in [".git", ".a.md.swp", "4913", "a.md~", "#a.md#", ".#a.md", "a.md___jb_tmp___", "~$lettre.docx"] {
            assert!(is_aside(name), "{name}");
        }
        for name in ["a.md", ".well-known", ".gitignore", "4913-rue-des-lilas.md", "a.bak", "#1.md", "#", "~a.md"] {
            assert!(!is_aside(name), "{name}");
        }
    }
}
