//! The bytes that are sent of a file.

use std::io::Write;
use std::sync::Arc;

use rustc_hash::FxHashMap;

use crate::asset::compress;
use crate::cache::Memo;
use crate::finding::OutputPath;
use crate::load::files;
use crate::output::{Content, Output};

/// How many texts of a group are compressed to know how those of the group do.
const SAMPLE: usize = 4;
/// The quality of Brotli that hosts compress with on the fly.
const QUALITY: u32 = 5;
/// How much of a text of the sample is read.
const LARGEST: usize = 16 << 20;

/// The bytes that are sent of each file of an output: of a text, those of its lightest compressed sibling. In a site
/// that asks for none, a host is taken to compress texts on the fly, as much as a sample of their group.
#[derive(Debug)]
pub struct Transfer<'o> {
    sent: FxHashMap<&'o str, u64>,
    estimated: bool,
}

impl<'o> Transfer<'o> {
    /// What is sent of an output; `class` tells apart the pages that compress differently.
    /// `known` are the texts that were compressed for the build before.
    pub fn new(output: &'o Output, class: &dyn Fn(&OutputPath) -> String, known: &mut Memo<usize>) -> Self {
        let sizes = output.iter().filter_map(|(path, content)| Some((path.as_str(), size(content)?)));
        let mut sent: FxHashMap<&str, u64> = sizes.collect();
        let siblings: Vec<(&str, u64)> = output
            .keys()
            .filter_map(|path| {
                let text = path.as_str().strip_suffix(".br").or_else(|| path.as_str().strip_suffix(".gz"))?;
                Some((text, sent.get(path.as_str()).copied()?))
            })
            .collect();
        for (text, bytes) in &siblings {
            sent.entry(text).and_modify(|whole| *whole = (*whole).min(*bytes));
        }
        if !siblings.is_empty() {
            return Self { sent, estimated: false };
        }
        let mut groups: FxHashMap<String, Vec<(&str, &Content)>> = FxHashMap::default();
        for (path, content) in output.iter().filter(|(path, _)| compress::is_text(path)) {
            if sent.get(path.as_str()).is_some_and(|size| *size > compress::SMALLEST as u64) {
                let group = if path.extension() == "html" { class(path) } else { format!(".{}", path.extension()) };
                groups.entry(group).or_default().push((path.as_str(), content));
            }
        }
        let estimated = !groups.is_empty();
        let groups: Vec<Vec<(&str, &Content)>> = groups.into_values().collect();
        let samples: Vec<(usize, Arc<[u8]>)> = groups
            .iter()
            .enumerate()
            .flat_map(|(rank, members)| sample(members).into_iter().map(move |text| (rank, text)))
            .collect();
        let compressed = known.all(&samples, |(_, text)| blake3::hash(text), |(_, text)| compressed(text));
        let mut sums = vec![(0, 0); groups.len()];
        for ((rank, text), compressed) in samples.iter().zip(compressed) {
            sums[*rank].0 += text.len();
            sums[*rank].1 += *compressed;
        }
        for (members, (before, after)) in groups.into_iter().zip(sums) {
            let ratio = if before == 0 { 1.0 } else { after as f64 / before as f64 };
            for (path, _) in members {
                sent.entry(path).and_modify(|size| *size = (*size as f64 * ratio).round() as u64);
            }
        }
        Self { sent, estimated }
    }

    /// What is sent of a file; nothing when there is none.
    pub fn bytes(&self, path: &OutputPath) -> Option<u64> {
        self.sent.get(path.as_str()).copied()
    }

    /// Whether texts are weighed by a sample.
    pub fn is_estimated(&self) -> bool {
        self.estimated
    }
}

/// How long a file is.
pub(super) fn size(content: &Content) -> Option<u64> {
    match content {
        Content::File(path) => files::size(path),
        made => made.size(),
    }
}

/// Some of the texts of a group, from the smallest to the largest.
fn sample(members: &[(&str, &Content)]) -> Vec<Arc<[u8]>> {
    let mut members: Vec<_> = members.iter().map(|(path, content)| (size(content), *path, *content)).collect();
    members.sort_by_key(|(size, path, _)| (*size, *path));
    let count = members.len().min(SAMPLE);
    let chosen = (0..count).map(|rank| members[members.len() * (2 * rank + 1) / (2 * count)].2);
    let text = |content: &Content| match content {
        Content::File(path) => files::start(path, LARGEST).unwrap_or_default().into(),
        made => made.made().unwrap_or_default(),
    };
    chosen.map(text).collect()
}

fn compressed(text: &[u8]) -> usize {
    // A larger window than the text has would only take memory; below 17 the encoder seeks in another way.
    let window = (text.len().max(1).ilog2() + 1).clamp(17, 22);
    let mut writer = brotli::CompressorWriter::new(Vec::new(), 4096, QUALITY, window);
    // Writing to memory does not fail.
    let _ = writer.write_all(text);
    writer.into_inner().len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn output(files: &[(&str, usize)]) -> Output {
        let file = |(path, size): &(&str, usize)| (OutputPath::new(*path), Content::from("a b ".repeat(*size / 4)));
        files.iter().map(file).collect()
    }

    #[test]
    fn compressed_siblings_are_what_is_sent() {
        let output =
            output(&[("a.html", 4000), ("a.html.br", 400), ("a.html.gz", 800), ("b.html", 600), ("c.png", 40)]);
        let transfer = Transfer::new(&output, &|_| "page".to_owned(), &mut Memo::default());
        let told = ["a.html", "b.html", "c.png", "d.png"].map(|path| transfer.bytes(&OutputPath::new(path)));
        assert_eq!(told, [Some(400), Some(600), Some(40), None]);
        assert!(!transfer.is_estimated());
    }

    #[test]
    fn texts_without_siblings_are_weighed_by_a_sample() {
        let output = output(&[("a.html", 40_000), ("b.html", 400), ("c.png", 40_000)]);
        let transfer = Transfer::new(&output, &|_| "page".to_owned(), &mut Memo::default());
        assert!(transfer.is_estimated());
        assert!(transfer.bytes(&OutputPath::new("a.html")).is_some_and(|bytes| bytes < 4000));
        let told = ["b.html", "c.png"].map(|path| transfer.bytes(&OutputPath::new(path)));
        assert_eq!(told, [Some(400), Some(40_000)], "small texts and pictures are sent as they are");
    }
}
