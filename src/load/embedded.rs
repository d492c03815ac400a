//! The theme in the binary, for sites without a `themes/` folder.

use std::borrow::Cow;

use rust_embed::RustEmbed;

use super::files::{Files, Other, Read, is_text};
use crate::config::Config;
use crate::finding::{Finding, SourcePath, did_you_mean, rules};

/// Its files.
#[derive(RustEmbed)]
#[folder = "themes/estran"]
struct Estran;

/// The paths of its files, sorted.
pub fn names() -> Vec<Cow<'static, str>> {
    let mut names: Vec<_> = Estran::iter().collect();
    names.sort_unstable();
    names
}

/// One of them.
pub fn file(name: &str) -> Option<Cow<'static, [u8]>> {
    Estran::get(name).map(|file| file.data)
}

/// Adds the theme in the binary to the files of a site that has none of its own. One that asks for another is told.
pub(super) fn embed(config: &Config, files: &mut Files) {
    // That it is there and was not read is told already.
    let is_refused = files.findings.iter().any(|finding| finding.place.path.as_str() == files.theme);
    if config.theme.name != "estran" && !is_refused {
        let message = format!("there is no theme `{}`", config.theme.name);
        let place = config.theme.place.clone();
        let name = &config.theme.name;
        let both =
            || format!("put it in `themes/{name}/`, or write `name = \"estran\"` for the theme that comes with Osier");
        let help = did_you_mean(name, ["estran"]).unwrap_or_else(both);
        files.findings.push(Finding::new(&rules::THEME_MISSING, place, message).help(help));
    }
    "themes/estran".clone_into(&mut files.theme);
    // What is said to who writes templates is no part of it.
    for name in Estran::iter().filter(|name| name != "README.md") {
        if let Some(file) = Estran::get(&name) {
            let path = SourcePath::new(format!("{}/{name}", files.theme));
            let read = if is_text(&path) {
                Read::text(&path, file.data.into_owned())
            } else {
                Read::Other(Other::Embedded(file.data))
            };
            files.insert(path, read);
        }
    }
}
