//! Paths inside a site: where a source is, where an output goes. Mixing the two is the classic bug
//! of this field, hence two types.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::pack::Word;

macro_rules! path_type {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(Word);

        impl $name {
            /// From a relative path with forward slashes.
            pub fn new(path: impl AsRef<str>) -> Self {
                Self(Word::from(path.as_ref()))
            }

            /// The path, with forward slashes on every machine.
            pub fn as_str(&self) -> &str {
                &self.0
            }

            /// The part after the last dot of the last segment, empty when there is none.
            pub fn extension(&self) -> &str {
                self.name().rsplit_once('.').map_or("", |(_, extension)| extension)
            }

            /// The last segment.
            pub fn name(&self) -> &str {
                self.0.rsplit('/').next().unwrap_or_default()
            }

            /// The folder, empty for a path of one segment.
            pub fn parent(&self) -> &str {
                self.0.rsplit_once('/').map_or("", |(parent, _)| parent)
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                fmt::Debug::fmt(&self.0, f)
            }
        }

        impl From<&str> for $name {
            fn from(path: &str) -> Self {
                Self::new(path)
            }
        }
    };
}

path_type! {
    /// A file of the site, relative to its root: `content/fr/index.md`. Files of the embedded theme
    /// have the path they would have in the site: `themes/estran/base.html`.
    SourcePath
}

path_type! {
    /// A file of the delivered site, relative to the output folder: `fr/index.html`.
    OutputPath
}

/// `path` joined to the folder `base`, with `.` and `..` resolved; nothing when it climbs out.
fn join(base: &str, path: &str) -> Option<String> {
    let mut segments: Vec<&str> = base.split('/').filter(|s| !s.is_empty()).collect();
    for segment in path.split('/') {
        match segment {
            "" | "." => {}
            ".." => {
                segments.pop()?;
            }
            other => segments.push(other),
        }
    }
    Some(segments.join("/"))
}

impl SourcePath {
    /// The source that `path` names when written in a file of the folder `base`.
    pub fn join(base: &str, path: &str) -> Option<Self> {
        join(base, path).map(Self::new)
    }
}
