//! Compressed siblings of text files, for servers that send files as they are: `index.html.br`.
//!
//! HTML is not made more compact before. Templates leave little white space between tags, and Brotli makes nothing of
//! what there is: collapsing all that means nothing took 0.8 % off 61 pages of the example site, 27 bytes a page, for
//! the risk of joining words that a style shows apart.

#![expect(clippy::disallowed_methods, reason = "files that are copied are compressed from where they lie")]

use std::fs;
use std::io::{Read, Write};

use flate2::Compression;
use flate2::write::GzEncoder;
use rayon::prelude::*;

use super::store::Store;
use crate::finding::OutputPath;
use crate::output::{Content, Output};

/// Below this many bytes a compressed file saves nothing on the network.
pub const SMALLEST: usize = 512;
/// Part of every key: raise it when the same text gives other bytes.
const VERSION: u32 = 1;
const BROTLI_QUALITY: u32 = 11;
const BROTLI_WINDOW: u32 = 22;
/// Files that are text, by extension.
const TEXT: &[&str] = &[
    "atom",
    "bib",
    "css",
    "csv",
    "geojson",
    "htm",
    "html",
    "ics",
    "js",
    "json",
    "jsonld",
    "map",
    "md",
    "mjs",
    "rdf",
    "rss",
    "srt",
    "svg",
    "ttl",
    "txt",
    "vtt",
    "webmanifest",
    "xhtml",
    "xml",
    "xsl",
    "xslt",
    "yaml",
    "yml",
];

/// How a sibling is compressed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Encoding {
    /// `.br`, at the highest quality: it is made once and sent many times.
    Brotli,
    /// `.gz`, for what does not read Brotli.
    Gzip,
}

impl Encoding {
    /// What its files add to the name of the text, without the dot.
    pub fn extension(self) -> &'static str {
        match self {
            Self::Brotli => "br",
            Self::Gzip => "gz",
        }
    }
}

/// Adds to `output` the compressed siblings of its text files, where they are smaller than the
/// text. A path that the site fills itself is left to it. What was compressed before is taken from `store`.
pub fn compress(output: &mut Output, which: &[Encoding], store: &Store) {
    if which.is_empty() {
        return;
    }
    let texts: Vec<(&OutputPath, &Content)> = output.iter().filter(|(path, _)| is_text(path)).collect();
    let siblings: Vec<(OutputPath, Content)> = texts
        .into_par_iter()
        .flat_map_iter(|(path, content)| {
            // A file that cannot be read is told of when it is copied.
            let text = match content {
                Content::File(file) => fs::read(file).unwrap_or_default().into(),
                made => made.made().unwrap_or_default(),
            };
            siblings(path, &text, which, store)
        })
        .collect();
    for (path, content) in siblings {
        output.entry(path).or_insert(content);
    }
}

/// Whether a file is a text, which compresses.
pub fn is_text(path: &OutputPath) -> bool {
    let extension = path.extension().to_ascii_lowercase();
    TEXT.binary_search(&extension.as_str()).is_ok()
}

/// The compressed siblings of a text.
pub(crate) fn siblings(
    path: &OutputPath,
    text: &[u8],
    which: &[Encoding],
    store: &Store,
) -> Vec<(OutputPath, Content)> {
    if text.len() <= SMALLEST {
        return Vec::new();
    }
    let encoded = which.iter().filter_map(|encoding| {
        let content = sibling(text, *encoding, store)?;
        Some((OutputPath::new(format!("{path}.{}", encoding.extension())), content))
    });
    encoded.collect()
}

/// The text compressed, from the store or now; nothing when that is not smaller.
fn sibling(text: &[u8], encoding: Encoding, store: &Store) -> Option<Content> {
    let mut hasher = blake3::Hasher::new();
    hasher.update(b"compressed").update(&VERSION.to_le_bytes()).update(encoding.extension().as_bytes());
    let key = hasher.update(text).finalize();
    if let Some(known) = store.get(&key) {
        return Some(Content::File(known.to_owned()));
    }
    let bytes = encode(text, encoding).filter(|bytes| bytes.len() < text.len())?;
    Some(store.keep(&key, encoding.extension(), bytes))
}

/// The text compressed. Writing to memory cannot fail; were it to, the result would only be missing.
pub(crate) fn encode(text: &[u8], encoding: Encoding) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    match encoding {
        Encoding::Brotli => {
            let mut reader = brotli::CompressorReader::new(text, 4096, BROTLI_QUALITY, BROTLI_WINDOW);
            reader.read_to_end(&mut bytes).ok()?;
        }
        Encoding::Gzip => {
            let mut encoder = GzEncoder::new(&mut bytes, Compression::best());
            encoder.write_all(text).ok()?;
            encoder.finish().ok()?;
        }
    }
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn output(files: &[(&str, &str)]) -> Output {
        files.iter().map(|(path, text)| (OutputPath::from(*path), (*text).to_owned().into())).collect()
    }

    #[test]
    fn extensions_are_sorted() {
        assert!(TEXT.is_sorted());
    }

    #[test]
    fn long_text_gets_smaller_siblings_that_give_it_back() {
        let text = "<p>l'estran découvre à marée basse</p>".repeat(40);
        let mut files = output(&[("index.html", &text), ("short.html", "<p>"), ("a.jpg", &text)]);
        compress(&mut files, &[Encoding::Brotli, Encoding::Gzip], &Store::default());
        let paths: Vec<&str> = files.keys().map(OutputPath::as_str).collect();
        assert_eq!(paths, ["a.jpg", "index.html", "index.html.br", "index.html.gz", "short.html"]);
        let Content::Bytes(brotli) = &files[&"index.html.br".into()] else { panic!("a file") };
        let mut back = String::new();
        brotli::Decompressor::new(&brotli[..], 4096).read_to_string(&mut back).expect("brotli");
        assert_eq!(back, text);
        let Content::Bytes(gzip) = &files[&"index.html.gz".into()] else { panic!("a file") };
        let mut back = String::new();
        flate2::read::GzDecoder::new(&gzip[..]).read_to_string(&mut back).expect("gzip");
        assert_eq!(back, text);
    }

    #[test]
    fn what_was_compressed_is_remembered() {
        let folder = tempfile::tempdir().expect("a folder");
        let store = || Store::open(Some(folder.path().to_owned()));
        let whole = output(&[("index.html", &"<p>l'estran</p>".repeat(90))]);
        let made = |store: &Store| {
            let mut files = whole.clone();
            compress(&mut files, &[Encoding::Brotli, Encoding::Gzip], store);
            files.split_off(&"index.html.br".into())
        };
        let (first, second) = (made(&store()), made(&store()));
        assert_eq!((first.len(), &first), (2, &second));
        assert!(first.values().all(|content| matches!(content, Content::File(_))));
        let kept = fs::read_dir(folder.path()).expect("a folder").count();
        assert_eq!(kept, 2);
    }

    #[test]
    fn what_does_not_shrink_or_is_there_already_is_left() {
        let noise = blake3::Hasher::new().finalize_xof();
        let mut bytes = vec![0; 2000];
        noise.clone().fill(&mut bytes);
        let mut files = Output::from([
            ("noise.txt".into(), Content::from(bytes)),
            ("a.css".into(), Content::from("a{color:red}".repeat(100))),
            ("a.css.br".into(), Content::from("mine".to_owned())),
        ]);
        compress(&mut files, &[Encoding::Brotli], &Store::default());
        assert_eq!(files.len(), 3);
        assert_eq!(files[&"a.css.br".into()], Content::from("mine".to_owned()));
    }
}
