//! `[fonts]` of `theme.toml`: the families that the build cuts to the characters in use.

use std::cell::RefCell;
use std::ops::Range;

use super::files::Files;
use crate::data::{Reader, Table, Value};
use crate::finding::{Finding, Place, SourcePath, rules};

/// A family of fonts of the theme: `[fonts.<name>]`, the name as style sheets write it. A sheet that names the family
/// is given its rules `@font-face`; its text is shown in the family `"<name> fallback"` while the first file loads.
#[derive(Clone, Debug)]
pub struct FontFamily {
    /// The name.
    pub name: String,
    /// `files`: TrueType fonts of `assets/`, with where each is named. A character is shown in the first that has it;
    /// those after the first are loaded only by pages that have such a character.
    pub files: Vec<(SourcePath, Place)>,
    /// `features`: OpenType features that the theme's styles ask for (`tnum` for `tabular-nums`), besides those that
    /// every text needs.
    pub features: Vec<String>,
    /// `fallback`: fonts that readers have, the likeliest first: `Arial`, `Roboto`, `Times New Roman`.
    pub fallback: Vec<(String, Place)>,
}

/// Reads the families of a theme's `theme.toml`.
pub(super) fn read(
    (path, theme): (&SourcePath, &Table),
    files: &Files,
    findings: &mut Vec<Finding>,
) -> Vec<FontFamily> {
    let faults = RefCell::default();
    let reader = Reader::new(theme, path, (&rules::CONFIG_INVALID, &rules::CONFIG_KEY_UNKNOWN), &faults);
    let mut families = Vec::new();
    for entry in reader.named("fonts") {
        let Value::Table(table) = &entry.node.value else {
            let _: Option<()> = reader.wrong(&entry.key, &entry.node, "a table");
            continue;
        };
        let fields = reader.of(table);
        // It is written in quotes in style sheets.
        if entry.key.contains(['"', '\\', '\n', '<']) {
            reader.report(
                entry.span.clone(),
                "a font has a name of letters, digits and spaces",
                "give it another name",
            );
            continue;
        }
        let mut found = Vec::new();
        for (name, span) in texts(&fields, "files") {
            match files.layered(&format!("assets/{name}")) {
                Some(file) => found.push((file, Place::at(path, span))),
                None => faults.borrow_mut().push(
                    Finding::new(
                        &rules::FILE_MISSING,
                        Place::at(path, span),
                        format!("the font `{name}` does not exist"),
                    )
                    .help("its path starts from the folder `assets/` of the theme"),
                ),
            }
        }
        families.push(FontFamily {
            name: entry.key.clone(),
            files: found,
            features: fields.texts("features").unwrap_or_default(),
            fallback: texts(&fields, "fallback").map(|(name, span)| (name, Place::at(path, span))).collect(),
        });
        fields.finish();
    }
    findings.append(&mut faults.into_inner());
    families
}

/// The texts of a list, with the place of each; what is no list of texts is reported.
fn texts(fields: &Reader<'_>, key: &'static str) -> impl Iterator<Item = (String, Range<usize>)> {
    let values = fields.texts(key).unwrap_or_default();
    let spans = match fields.node(key).map(|node| &node.value) {
        Some(Value::List(nodes)) => nodes.iter().map(|node| node.span.clone()).collect(),
        _ => Vec::new(),
    };
    values.into_iter().zip(spans)
}
