//! What of a site could not be read, told once and with what to do.

use std::io::{self, ErrorKind};
use std::path::Path;
use std::{error, fmt};

use anyhow::anyhow;

/// What was there when the site was looked at is not when it is read, or is another: it is found as it is when the site
/// is read anew.
#[derive(Debug)]
pub struct Lost(pub String);

impl fmt::Display for Lost {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: build once more", self.0)
    }
}

impl error::Error for Lost {}

/// Why a file or a folder that was found cannot be read.
pub fn unread(path: &Path, error: &io::Error) -> anyhow::Error {
    let path = path.display();
    match error.kind() {
        ErrorKind::NotFound => Lost(format!("{path} is gone: files were changed while they were read")).into(),
        ErrorKind::PermissionDenied => anyhow!("cannot read {path}: {error}: give who runs osier the right to read it"),
        _ => anyhow!("cannot read {path}: {error}"),
    }
}

/// The same for one that was come upon below the folder `top`.
pub fn unwalked(top: &Path, error: &walkdir::Error) -> anyhow::Error {
    let path = error.path().unwrap_or(top);
    match error.io_error() {
        Some(error) => unread(path, error),
        None => anyhow!("cannot read {}: {error}", path.display()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_be_read_is_told_once_with_what_to_do() {
        let path = Path::new("content/a.md");
        let told = |kind: ErrorKind| unread(path, &io::Error::new(kind, "why"));
        let gone = told(ErrorKind::NotFound);
        assert!(gone.is::<Lost>(), "it is read once more");
        let wanted = "content/a.md is gone: files were changed while they were read: build once more";
        assert_eq!(format!("{gone:#}"), wanted);
        let wanted = "cannot read content/a.md: why: give who runs osier the right to read it";
        assert_eq!(format!("{:#}", told(ErrorKind::PermissionDenied)), wanted);
        assert_eq!(format!("{:#}", told(ErrorKind::Other)), "cannot read content/a.md: why");
    }

    #[test]
    fn a_folder_that_is_gone_is_told_once() {
        let folder = tempfile::tempdir().expect("a folder");
        let gone = folder.path().join("gone");
        let error = walkdir::WalkDir::new(&gone).into_iter().find_map(Result::err).expect("an error");
        let told = unwalked(folder.path(), &error);
        assert!(told.is::<Lost>());
        assert!(format!("{told:#}").starts_with(&format!("{} is gone: ", gone.display())), "{told:#}");
    }
}
