//! Style sheets: imports inlined, nesting and new syntax lowered for the site's oldest browsers, minified,
//! with every `url()` of a file replaced by the delivered one; then, once the pages are known, what none can meet
//! taken out.

mod apart;
mod bundle;
mod deliver;
mod fault;
mod join;
mod layers;
mod names;
mod newer;
mod order;
mod prune;
mod squeeze;
mod text;
mod tokens;

use std::collections::BTreeMap;
use std::sync::Arc;

pub use deliver::{Question, Removed, Sheets, rename};
pub use prune::{Pruned, prune, usage};

use lightningcss::printer::PrinterOptions;
use lightningcss::rules::CssRuleList;
use lightningcss::stylesheet::{MinifyOptions, ParserOptions, StyleSheet};
use lightningcss::targets::{Browsers, Targets};

use super::short;
use crate::finding::{Finding, Place, SourcePath, rules};

/// Compiles the sheet `entry` and what it imports into one.
///
/// `read` gives the text of a sheet; `url` the delivered URL of a file that a `url()` names, and nothing when there is
/// no such file. What cannot be understood is left out of the sheet and told as a finding at its place in its own file.
/// A custom property of `tokens` has the value given there, wherever a rule `:root` declares it outside of conditions:
/// what overrides it in some condition goes on to do so. Syntax that the oldest of `browsers` do not know is lowered.
pub fn compile(
    entry: &SourcePath,
    read: &dyn Fn(&SourcePath) -> Option<Arc<str>>,
    url: &mut dyn FnMut(&SourcePath) -> Option<String>,
    tokens: &BTreeMap<String, String>,
    browsers: Browsers,
) -> (String, Vec<Finding>) {
    let sheets = bundle::load(entry, read);
    if !sheets.contains_key(entry) {
        let finding =
            Finding::new(&rules::FILE_MISSING, Place::file(entry), format!("the style sheet `{entry}` does not exist"));
        return (String::new(), vec![finding.help("create it, or correct its name in the template")]);
    }
    let (list, mut findings) = bundle::bundle(entry, &sheets, url, tokens);
    let names = sheets.keys().map(|path| path.as_str().to_owned()).collect();
    let css = print(list, names, browsers).unwrap_or_else(|message| {
        let message = format!("the style sheet cannot be compiled: {message}");
        findings.push(Finding::new(&rules::STYLE_INVALID, Place::file(entry), message));
        String::new()
    });
    crate::finding::sort(&mut findings);
    (css, findings)
}

/// The name of a file that may be cached for ever: `theme.css` becomes `theme.3f2a9c1b.css`.
pub fn hashed(path: &str, bytes: &[u8]) -> String {
    let hash = short(&blake3::hash(bytes));
    let name = path.rfind('/').map_or(0, |slash| slash + 1);
    let dot = path[name..].rfind('.').filter(|at| *at > 0).map_or(path.len(), |at| name + at);
    format!("{}.{}{}", &path[..dot], hash, &path[dot..])
}

fn print(list: CssRuleList<'_>, names: Vec<String>, browsers: Browsers) -> Result<String, String> {
    let targets = Targets::from(browsers);
    let mut list = list;
    apart::set_apart(&mut list, targets);
    let mut sheet = StyleSheet::new(names, list, ParserOptions::default());
    sheet.minify(MinifyOptions { targets, ..MinifyOptions::default() }).map_err(|error| error.to_string())?;
    join::join(&mut sheet.rules, targets);
    squeeze::squeeze(&mut sheet);
    let options = PrinterOptions { minify: true, targets, ..PrinterOptions::default() };
    Ok(sheet.to_css(options).map_err(|error| error.to_string())?.code)
}

#[cfg(test)]
mod tests;
