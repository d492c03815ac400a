//! The sheets of a whole site, pruned once its pages are known.

use std::collections::BTreeSet;
use std::sync::Arc;

use lightningcss::targets::Browsers;
use rustc_hash::FxHashSet;

use super::{Pruned, hashed, prune};
use crate::cache::{Key, Last};
use crate::finding::OutputPath;
use crate::load::files;
use crate::output::{Content, Names, Output};
use crate::style::{Met, Usage, dashed, words};

/// How many bytes of a script or of a sheet that was not compiled are read.
const LARGEST: usize = 16 << 20;

/// What is asked of the pages about the sheets that they are delivered with.
#[derive(Debug, Default)]
pub struct Question {
    /// A hash of all that the selectors asked about depend on.
    pub key: Option<Key>,
    /// What the sheets and the scripts have in them.
    asked: Arc<Asked>,
    /// The sheets that were compiled.
    sheets: BTreeSet<OutputPath>,
    /// The browsers that they were compiled for.
    browsers: Browsers,
}

/// What sheets and scripts have in them.
#[derive(Debug, Default)]
pub(super) struct Asked {
    /// The selectors of the sheets.
    usage: Usage,
    /// The words of scripts, and of sheets that were not compiled.
    words: FxHashSet<String>,
}

/// What is remembered of the sheets from one build to the next.
#[derive(Debug, Default)]
pub struct Sheets {
    asked: Last<Asked>,
    pruned: Last<Vec<Pruned>>,
}

impl Sheets {
    /// For a build that no other follows.
    pub fn forgetful() -> Self {
        Self { asked: Last::forgetful(), pruned: Last::forgetful() }
    }
}

/// What was taken out of a sheet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Removed {
    /// The sheet, as it was compiled.
    pub compiled: OutputPath,
    /// The sheet, as it is delivered.
    pub path: OutputPath,
    /// Its bytes before and after.
    pub bytes: (usize, usize),
    /// The selectors that no page meets, in order.
    pub selectors: Vec<String>,
    /// The custom properties that nothing uses.
    pub properties: Vec<String>,
}

impl Question {
    /// Asks about the `sheets` of an output, which were compiled for these browsers.
    pub fn new(output: &Output, sheets: &BTreeSet<OutputPath>, browsers: Browsers, known: &mut Sheets) -> Self {
        let is_asked = |path: &OutputPath| sheets.contains(path) || matches!(path.extension(), "js" | "mjs" | "css");
        let files = output.iter().filter(|(path, _)| is_asked(path));
        let files: Vec<(&OutputPath, Arc<[u8]>)> =
            files.filter_map(|(path, content)| Some((path, bytes(content)?))).collect();
        let mut hasher = blake3::Hasher::new();
        for (path, bytes) in &files {
            let own = [u8::from(sheets.contains(*path))];
            hasher.update(path.as_str().as_bytes()).update(b"\0").update(&own).update(bytes);
        }
        let key = hasher.finalize();
        let mut question = Self { key: Some(key), asked: Arc::default(), sheets: sheets.clone(), browsers };
        let texts = || question.texts(output).map(|(_, text)| text).collect::<Vec<_>>();
        question.asked = known.asked.get(|| key, || asked(&files, sheets, &texts()));
        question
    }

    /// The selectors of the sheets.
    pub fn usage(&self) -> &Usage {
        &self.asked.usage
    }

    /// Whether the text of a page names one of the sheets.
    pub fn concerns(&self, html: &[u8]) -> bool {
        self.sheets.iter().any(|path| memchr::memmem::find(html, path.name().as_bytes()).is_some())
    }

    /// Delivers the sheets without what no page meets, under the names of their new contents, which pages are given.
    pub fn settle(&self, output: &mut Output, met: &Met, known: &mut Sheets) -> Vec<Removed> {
        let (paths, texts): (Vec<OutputPath>, Vec<Arc<str>>) = self.texts(output).unzip();
        let texts: Vec<&str> = texts.iter().map(|text| &**text).collect();
        let named: BTreeSet<&str> = met.properties().collect();
        let Asked { usage, words } = &*self.asked;
        let outside = |name: &str| named.contains(name) || words.contains(name);
        let key = || {
            let mut hasher = blake3::Hasher::new();
            hasher.update(self.key.as_ref().map_or(&[], |key| key.as_bytes())).update(met.digest().as_bytes());
            hasher.update(format!("{:?}", self.browsers).as_bytes());
            hasher.finalize()
        };
        let pruned = known.pruned.get(key, || prune(&texts, usage, met, &outside, self.browsers));
        let mut removed = Vec::new();
        for ((path, text), pruned) in paths.iter().zip(&texts).zip(&*pruned) {
            let Pruned { css, selectors, properties } = pruned.clone();
            let bytes = (text.len(), css.len());
            let new = OutputPath::new(hashed(&plain(path), css.as_bytes()));
            output.remove(path);
            output.insert(new.clone(), Content::from(css));
            removed.push(Removed { compiled: path.clone(), path: new, bytes, selectors, properties });
        }
        rename(output, &removed);
        removed
    }

    fn texts<'o>(&self, output: &'o Output) -> impl Iterator<Item = (OutputPath, Arc<str>)> + use<'o, '_> {
        self.sheets.iter().filter_map(|path| match output.get(path)? {
            Content::Bytes(bytes) => Some((path.clone(), Arc::from(std::str::from_utf8(bytes).ok()?))),
            Content::Page(_) | Content::File(_) => None,
        })
    }
}

fn asked(files: &[(&OutputPath, Arc<[u8]>)], sheets: &BTreeSet<OutputPath>, texts: &[Arc<str>]) -> Asked {
    let mut all = FxHashSet::default();
    for (path, bytes) in files.iter().filter(|(path, _)| !sheets.contains(*path)) {
        let text = String::from_utf8_lossy(bytes);
        match path.extension() {
            "css" => all.extend(dashed(&text).map(str::to_owned)),
            _ => all.extend(words(&text).map(str::to_owned)),
        }
    }
    let texts: Vec<&str> = texts.iter().map(|text| &**text).collect();
    Asked { usage: super::usage(&texts, &|word| all.contains(word)), words: all }
}

/// The path of a sheet without the hash in its name.
fn plain(path: &OutputPath) -> String {
    let (rest, extension) = path.as_str().rsplit_once('.').unwrap_or((path.as_str(), ""));
    let name = rest.rsplit_once('.').map_or(rest, |(name, _)| name);
    format!("{name}.{extension}")
}

/// Gives pages the names of delivered sheets in place of those that were compiled, which are as long: nothing else
/// moves.
pub fn rename(output: &mut Output, sheets: &[Removed]) {
    let name = |sheet: &Removed| (sheet.compiled.name().to_owned(), sheet.path.name().to_owned());
    let names = Arc::new(Names::new(sheets.iter().map(name).collect()));
    for (_, content) in output.iter_mut().filter(|(path, _)| path.extension() == "html") {
        match content {
            Content::Page(page) => page.rename(&names),
            Content::Bytes(bytes) => names.put(bytes),
            Content::File(_) => {}
        }
    }
}

fn bytes(content: &Content) -> Option<Arc<[u8]>> {
    match content {
        Content::File(path) => files::start(path, LARGEST).map(Arc::from),
        made => made.made(),
    }
}
