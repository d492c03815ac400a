//! A text of a site, which is read when somebody asks for it.

#![expect(clippy::disallowed_methods, reason = "this is where the disk is read")]

use std::path::PathBuf;
use std::sync::{Arc, OnceLock};

use crate::cache::Key;

/// A text: at hand, or, when its hash is known and so what came of it, in its file until somebody asks for it.
#[derive(Clone, Debug)]
pub struct Text(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    text: OnceLock<Arc<str>>,
    digest: OnceLock<Key>,
    /// Where it is read, and how many bytes it has there; nothing of one that was at hand from the beginning.
    file: Option<(PathBuf, usize)>,
    /// Set once it was not there any more.
    lost: OnceLock<()>,
}

impl Text {
    /// The text of this hash in a file of so many bytes.
    pub fn unread(file: PathBuf, length: usize, digest: Key) -> Self {
        let file = Some((file, length));
        Self(Arc::new(Inner { text: OnceLock::new(), digest: digest.into(), file, lost: OnceLock::new() }))
    }

    /// The text. In the place of one that is not in its file any more stand as many spaces, so that places in it stay places;
    /// then it [is lost](Self::is_lost), and with it whatever comes of these.
    pub fn get(&self) -> &Arc<str> {
        let Inner { text, digest, file, lost } = &*self.0;
        text.get_or_init(|| {
            let Some((path, length)) = file else { return Arc::default() };
            let is_same = |bytes: &Vec<u8>| digest.get().is_none_or(|digest| blake3::hash(bytes) == *digest);
            let bytes = std::fs::read(path).ok().filter(is_same);
            let read = bytes.and_then(|bytes| String::from_utf8(bytes).ok());
            read.unwrap_or_else(|| {
                let _ = lost.set(());
                " ".repeat(*length)
            })
            .into()
        })
    }

    /// The text, when somebody has asked for it.
    pub fn at_hand(&self) -> Option<&Arc<str>> {
        self.0.text.get()
    }

    /// Whether it was asked for, and was not in its file any more: what came of it is worth nothing.
    pub fn is_lost(&self) -> bool {
        self.0.lost.get().is_some()
    }

    /// How many bytes it has.
    pub fn len(&self) -> usize {
        match &self.0.file {
            Some((_, length)) => *length,
            None => self.get().len(),
        }
    }

    /// Whether it has none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Its hash, taken once.
    pub fn digest(&self) -> Key {
        *self.0.digest.get_or_init(|| blake3::hash(self.get().as_bytes()))
    }
}

impl From<Arc<str>> for Text {
    fn from(text: Arc<str>) -> Self {
        let (digest, lost) = (OnceLock::new(), OnceLock::new());
        Self(Arc::new(Inner { text: text.into(), digest, file: None, lost }))
    }
}

impl From<&str> for Text {
    fn from(text: &str) -> Self {
        Self::from(Arc::<str>::from(text))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_in_its_file_any_more_is_lost() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("a.md");
        let text = |written: Option<&str>| {
            let _ = std::fs::remove_file(&path);
            written.map(|written| std::fs::write(&path, written).expect("written"));
            Text::unread(path.clone(), "été".len(), blake3::hash("été".as_bytes()))
        };
        let same = text(Some("été"));
        assert_eq!((&**same.get(), same.is_lost(), same.len()), ("été", false, 5));
        for written in [Some("ete"), Some("été "), None] {
            let other = text(written);
            assert!(!other.is_lost() && other.len() == 5, "nobody asked yet");
            assert_eq!((&**other.get(), other.is_lost()), ("     ", true), "{written:?}");
        }
    }
}
