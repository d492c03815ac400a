//! Drawings and scripts on their way to the output: drawings safe, both without what only their authors read.

use std::borrow::Cow;

use rayon::prelude::*;

use super::Data;
use super::asked::{Asked, ask};
use super::media::ASSETS;
use crate::asset::script;
use crate::asset::svg::{self, Fault, Shown};
use crate::finding::{Finding, SourcePath};
use crate::output::Content;

/// A drawing of `assets/` for the HTML of a page; as it is when it is not safe, which is a finding.
pub(super) fn inline(source: &SourcePath, text: &str) -> String {
    svg::light(text, Shown::Inline).unwrap_or_else(|faults| {
        ask(|asked| drop(asked.drawings.insert(source.clone(), findings(source, faults))));
        text.to_owned()
    })
}

/// The bytes of a file of `assets/` as they are delivered: lighter when they are a safe drawing or a script.
pub(super) fn asset<'a>(source: &SourcePath, bytes: Cow<'a, [u8]>) -> Cow<'a, [u8]> {
    let light = match source.extension() {
        "svg" => svg::light_file(&bytes).ok(),
        "js" | "mjs" => str::from_utf8(&bytes).ok().map(script::light),
        _ => None,
    };
    light.map_or(bytes, |light| Cow::Owned(light.into_bytes()))
}

/// Makes the drawings among the files that pages asked for safe and light, and tells of those that cannot be.
pub(super) fn settle(data: &Data, asked: &mut Asked) -> Vec<Finding> {
    let drawings: Vec<_> = asked.files.iter_mut().filter(|(path, _)| path.extension() == "svg").collect();
    let told: Vec<(SourcePath, Vec<Finding>)> = drawings
        .into_par_iter()
        .filter_map(|(path, (content, source))| {
            // A file that cannot be read is told of when it is copied.
            let bytes = data.media.files().read(source).ok()?;
            match svg::light_file(&bytes) {
                // Those of `assets/` are light already: their names say so.
                Ok(_) if path.as_str().starts_with(ASSETS) => None,
                Ok(light) => {
                    *content = Some(Content::from(light));
                    None
                }
                Err(faults) => Some((source.clone(), findings(source, faults))),
            }
        })
        .collect();
    let mut all = std::mem::take(&mut asked.drawings);
    all.extend(told);
    all.into_values().flatten().collect()
}

fn findings(source: &SourcePath, faults: Vec<Fault>) -> Vec<Finding> {
    faults.into_iter().map(|fault| fault.finding(source)).collect()
}
