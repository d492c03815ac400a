//! What can be shown of an edit before it is checked.
//!
//! Sheets are named and pages tell their weight as in the build before: what differs comes with the next build.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;

use rayon::prelude::*;

use super::{Build, Drawn};
use crate::asset::style;
use crate::budget;
use crate::cache::Cache;
use crate::finding::SourcePath;
use crate::load::files;
use crate::model::Site;
use crate::output::{Content, Output};
use crate::render::{Basis, Early};

/// More files than this at once are no edit.
const MOST: usize = 20;

/// The files that change with those sources of the site at `root`, when these are texts of pages and style sheets alone and
/// nothing else changes with them; `last` is the last build.
pub fn early(root: &Path, changed: &BTreeSet<String>, basis: &Basis, last: &Build, cache: &mut Cache) -> Option<Early> {
    if changed.is_empty() || changed.len() > MOST {
        return None;
    }
    let text = |path: &String| {
        let path = SourcePath::new(path);
        let is_text = ["md", "css"].contains(&path.extension());
        let text = is_text.then(|| files::text(root, &path))??;
        Some((path, text))
    };
    let texts: Vec<_> = changed.iter().map(text).collect::<Option<_>>()?;
    let mut early = basis.early(&texts, cache)?;
    complete(&mut early.output, &early.site, last);
    Some(early)
}

impl Drawn {
    /// All its pages and sheets, as they can be shown beside the rest of the `last` build.
    pub fn early(&self, last: &Build) -> Early {
        let is_made = |content: &Content| !matches!(content, Content::Bytes(bytes) if bytes.is_empty());
        let made = self.rendered.output.iter().filter(|(_, content)| is_made(content));
        let mut output: Output = made.map(|(path, content)| (path.clone(), content.clone())).collect();
        for sheet in &last.styles {
            if let Some(content) = last.output.get(&sheet.path)
                && output.remove(&sheet.compiled).is_some()
            {
                output.insert(sheet.path.clone(), content.clone());
            }
        }
        complete(&mut output, &self.site, last);
        Early { site: Arc::clone(&self.site), output, traces: self.rendered.traces.clone() }
    }
}

/// Gives pages what they are only given once all is judged, as it was last.
fn complete(output: &mut Output, site: &Site, last: &Build) {
    let given = site.config.carbon.assumptions();
    let pages: Vec<_> = output.iter_mut().filter(|(path, _)| path.extension() == "html").collect();
    pages.into_par_iter().for_each(|(path, content)| {
        let Content::Bytes(html) = content else { return };
        style::rename(html, &last.styles);
        if let Some(told) = budget::retell(path, html, &last.weights, &given) {
            *html = told.into();
        }
    });
}
