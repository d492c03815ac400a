//! A text of a site, which is read when somebody asks for it.

#![expect(clippy::disallowed_methods, reason = "this is where the disk is read")]

use std::path::PathBuf;
use std::sync::{Arc, OnceLock};

use crate::cache::Key;

/// A text: at hand, or, when its hash is known and so what came of it, in its file until somebody asks for it.
#[derive(Clone, Debug)]
pub struct Text(Arc<Inner>);

#[derive(Debug)]
enum Inner {
    /// At hand, with its hash once somebody wants that.
    AtHand(Arc<str>, OnceLock<Key>),
    InFile(InFile),
}

/// A text that was not read.
#[derive(Debug)]
struct InFile {
    path: PathBuf,
    /// How many bytes it has.
    length: usize,
    digest: Key,
    /// Itself, once somebody has asked for it.
    text: OnceLock<Arc<str>>,
    /// Why it could not be had, once it could not.
    lost: OnceLock<String>,
}

impl Text {
    /// The text of this hash in a file of so many bytes.
    pub fn unread(path: PathBuf, length: usize, digest: Key) -> Self {
        let (text, lost) = (OnceLock::new(), OnceLock::new());
        Self(Arc::new(Inner::InFile(InFile { path, length, digest, text, lost })))
    }

    /// The text. In the place of one that is not in its file any more stand as many spaces, so that places in it stay
    /// places; then it [is lost](Self::lost), and with it whatever comes of these.
    pub fn get(&self) -> &Arc<str> {
        match &*self.0 {
            Inner::AtHand(text, _) => text,
            Inner::InFile(left) => left.text.get_or_init(|| {
                let read = left.read().unwrap_or_else(|why| {
                    left.lost.get_or_init(|| why);
                    " ".repeat(left.length)
                });
                read.into()
            }),
        }
    }

    /// The text, when it is at hand or somebody has asked for it.
    pub fn at_hand(&self) -> Option<&Arc<str>> {
        match &*self.0 {
            Inner::AtHand(text, _) => Some(text),
            Inner::InFile(left) => left.text.get(),
        }
    }

    /// Why it could not be had, when it was asked for and was not in its file any more: what came of it is worth
    /// nothing.
    pub fn lost(&self) -> Option<&str> {
        match &*self.0 {
            Inner::AtHand(..) => None,
            Inner::InFile(left) => left.lost.get().map(String::as_str),
        }
    }

    /// How many bytes it has.
    pub fn len(&self) -> usize {
        match &*self.0 {
            Inner::AtHand(text, _) => text.len(),
            Inner::InFile(left) => left.length,
        }
    }

    /// Whether it has none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Its hash, taken once.
    pub fn digest(&self) -> Key {
        match &*self.0 {
            Inner::AtHand(text, digest) => *digest.get_or_init(|| blake3::hash(text.as_bytes())),
            Inner::InFile(left) => left.digest,
        }
    }
}

impl InFile {
    fn read(&self) -> Result<String, String> {
        let bytes = std::fs::read(&self.path).map_err(|error| format!("cannot be read any more ({error})"))?;
        let is_same = blake3::hash(&bytes) == self.digest;
        let text = String::from_utf8(bytes).ok().filter(|_| is_same);
        text.ok_or_else(|| "was changed while the site was built".to_owned())
    }
}

impl From<Arc<str>> for Text {
    fn from(text: Arc<str>) -> Self {
        Self(Arc::new(Inner::AtHand(text, OnceLock::new())))
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
            if let Some(written) = written {
                std::fs::write(&path, written).expect("written");
            }
            Text::unread(path.clone(), "été".len(), blake3::hash("été".as_bytes()))
        };
        let same = text(Some("été"));
        assert_eq!((&**same.get(), same.lost(), same.len()), ("été", None, 5));
        let whys = [(Some("ete"), "was changed"), (Some("été "), "was changed"), (None, "cannot be read any more")];
        for (written, why) in whys {
            let other = text(written);
            assert!(other.lost().is_none() && other.len() == 5, "nobody asked yet");
            assert_eq!(&**other.get(), "     ", "{written:?}");
            assert!(other.lost().is_some_and(|told| told.starts_with(why)), "{:?}", other.lost());
        }
    }
}
