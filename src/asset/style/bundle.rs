//! One list of rules from a sheet and its imports.
//!
//! An import becomes the imported rules inside the conditions of its `@import`: that is what it
//! means, so that the cascade is the same. A sheet imported twice is there twice.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::convert::Infallible;
use std::sync::{Arc, RwLock};

use lightningcss::error::{Error, ParserError};
use lightningcss::rules::import::ImportRule;
use lightningcss::rules::layer::LayerBlockRule;
use lightningcss::rules::media::MediaRule;
use lightningcss::rules::supports::SupportsRule;
use lightningcss::rules::{CssRule, CssRuleList};
use lightningcss::stylesheet::{ParserOptions, StyleSheet};
use lightningcss::values::image::Image;
use lightningcss::values::url::Url;
use lightningcss::visit_types;
use lightningcss::visitor::{Visit, VisitTypes, Visitor};
use percent_encoding::percent_decode_str;

use super::{fault, newer, text, tokens};
use crate::finding::{Finding, Place, SourcePath, rules};

/// More imports than this, one sheet counted as often as it is imported, are a mistake.
const MAX_IMPORTS: usize = 1000;

type Warnings<'i> = Arc<RwLock<Vec<Error<ParserError<'i>>>>>;
type Sheets = BTreeMap<SourcePath, Arc<str>>;

/// The text of the sheet `entry` and of all that it imports, directly or not.
pub(super) fn load(entry: &SourcePath, read: &dyn Fn(&SourcePath) -> Option<Arc<str>>) -> Sheets {
    let mut sheets = Sheets::new();
    let mut wanted = vec![entry.clone()];
    while let Some(path) = wanted.pop() {
        if sheets.contains_key(&path) {
            continue;
        }
        let Some(text) = read(&path) else { continue };
        let text = match newer::hide(&text) {
            Cow::Owned(hidden) => hidden.into(),
            Cow::Borrowed(_) => text,
        };
        // Most sheets import nothing, and need not be read for it. A name may be written with escapes.
        let may_import = text.to_ascii_lowercase().contains("@import") || text.contains('\\');
        if may_import && text::too_deep(&text).is_none() {
            let (list, _) = parse(&path, &text, 0);
            for rule in &list.0 {
                if let CssRule::Import(import) = rule {
                    wanted.extend(local(&path, &import.url).and_then(|(target, _)| target));
                }
            }
        }
        sheets.insert(path, text);
    }
    sheets
}

/// The rules of the sheet `entry` with its imports in their place.
pub(super) fn bundle<'i>(
    entry: &SourcePath,
    sheets: &'i Sheets,
    url: &mut dyn FnMut(&SourcePath) -> Option<String>,
    tokens: &'i BTreeMap<String, String>,
) -> (CssRuleList<'i>, Vec<Finding>) {
    let mut bundle =
        Bundle { sheets, tokens, url, stack: Vec::new(), imports: 0, started: false, findings: Vec::new() };
    let list = bundle.sheet(entry);
    (CssRuleList(list), bundle.findings)
}

struct Bundle<'i, 'u> {
    sheets: &'i Sheets,
    tokens: &'i BTreeMap<String, String>,
    url: &'u mut dyn FnMut(&SourcePath) -> Option<String>,
    /// The sheets being inlined, each imported by the one before it.
    stack: Vec<SourcePath>,
    imports: usize,
    /// Whether a rule was inlined, after which no import of another site may stand.
    started: bool,
    findings: Vec<Finding>,
}

impl<'i> Bundle<'i, '_> {
    fn sheet(&mut self, path: &SourcePath) -> Vec<CssRule<'i>> {
        let Some((index, (path, text))) = self.sheets.iter().enumerate().find(|(_, (known, _))| *known == path) else {
            return Vec::new();
        };
        if let Some(at) = text::too_deep(text) {
            let message = "brackets are nested too deeply here";
            let finding = Finding::new(&rules::STYLE_INVALID, Place::at(path, at..at + 1), message);
            self.findings.push(finding.help(
                "close the brackets that were left open above; what is written so deep on purpose must be written in \
                 fewer functions",
            ));
            return Vec::new();
        }
        let (mut list, errors) = parse(path, text, index as u32);
        self.findings.extend(errors.iter().map(|error| fault::finding(path, text, error)));
        let mut urls = Urls { path, text, url: self.url, findings: &mut self.findings };
        let Ok(()) = list.visit(&mut urls);
        tokens::set(&mut list, self.tokens);
        self.stack.push(path.clone());
        let mut all = Vec::new();
        for rule in list.0 {
            match rule {
                CssRule::Import(import) => all.extend(self.import(path, text, import)),
                CssRule::LayerStatement(_) => all.push(rule),
                CssRule::Ignored => {}
                _ => {
                    self.started = true;
                    all.push(rule);
                }
            }
        }
        self.stack.pop();
        all
    }

    fn import(&mut self, path: &SourcePath, text: &str, import: ImportRule<'i>) -> Option<CssRule<'i>> {
        let at = text::offset(text, import.loc.line, import.loc.column);
        let place = Place::at(path, text::statement(text, at));
        let url = import.url.as_ref();
        let invalid = |message: String| Finding::new(&rules::STYLE_INVALID, place.clone(), message);
        let Some((target, _)) = local(path, url) else {
            // Of another site: browsers read it only before every other rule, in no condition.
            if self.started || self.stack.len() > 1 {
                let message = format!("the import of `{url}` comes after other rules and would be ignored");
                self.findings.push(invalid(message).help(
                    "put it before every other rule and import of the first sheet, or better, keep a copy in the site",
                ));
                return None;
            }
            return Some(CssRule::Import(import));
        };
        let Some(target) = target.filter(|target| self.sheets.contains_key(target)) else {
            let message = format!("the style sheet `{url}` does not exist");
            let finding = Finding::new(&rules::FILE_MISSING, place, message);
            self.findings.push(finding.help(format!("paths in `{path}` start from its own folder")));
            return None;
        };
        if let Some(first) = self.stack.iter().position(|open| *open == target) {
            let chain: Vec<String> =
                self.stack[first..].iter().chain([&target]).map(|sheet| format!("`{sheet}`")).collect();
            let message = format!("the import of `{url}` goes round in a circle");
            self.findings.push(invalid(message).help(format!("break the circle {}", chain.join(" → "))));
            return None;
        }
        self.imports += 1;
        if self.imports > MAX_IMPORTS {
            if self.imports == MAX_IMPORTS + 1 {
                let message = format!("more than {MAX_IMPORTS} imports, one sheet counted each time it is imported");
                self.findings.push(invalid(message).help("import each sheet once, from the first sheet"));
            }
            return None;
        }
        let list = CssRuleList(self.sheet(&target));
        Some(within(import, list))
    }
}

/// The rules of an imported sheet in the conditions of its import.
fn within<'i>(import: ImportRule<'i>, rules: CssRuleList<'i>) -> CssRule<'i> {
    let ImportRule { layer, supports, media, loc, .. } = import;
    let mut rules = rules;
    if let Some(name) = layer {
        rules = CssRuleList(vec![CssRule::LayerBlock(LayerBlockRule { name, rules, loc })]);
    }
    if let Some(condition) = supports {
        rules = CssRuleList(vec![CssRule::Supports(SupportsRule { condition, rules, loc })]);
    }
    CssRule::Media(MediaRule { query: media, rules, loc })
}

fn parse<'i>(path: &SourcePath, text: &'i str, source_index: u32) -> (CssRuleList<'i>, Vec<Error<ParserError<'i>>>) {
    let warnings = Warnings::default();
    let options = ParserOptions {
        filename: path.as_str().to_owned(),
        source_index,
        error_recovery: true,
        warnings: Some(Arc::clone(&warnings)),
        ..ParserOptions::default()
    };
    let (mut list, fatal) = match StyleSheet::parse(text, options) {
        Ok(sheet) => (sheet.rules, None),
        Err(error) => (CssRuleList(Vec::new()), Some(error)),
    };
    let mut errors = warnings.write().map(|mut errors| std::mem::take(&mut *errors)).unwrap_or_default();
    errors.extend(fatal);
    newer::show(&mut list, text, &mut errors);
    (list, errors)
}

/// The file that a URL written in the sheet `path` names, and what follows its path (`#fragment`).
/// Nothing for a URL that names no file of the site; no file for one that climbs out of it.
fn local<'a>(path: &SourcePath, url: &'a str) -> Option<(Option<SourcePath>, &'a str)> {
    let scheme = url.find([':', '/', '?', '#']).is_some_and(|at| url[at..].starts_with(':'));
    if scheme || url.starts_with(['/', '#']) || url.is_empty() {
        return None;
    }
    let (file, rest) = url.split_at(url.find(['?', '#']).unwrap_or(url.len()));
    let fragment = rest.find('#').map_or("", |at| &rest[at..]);
    let file = percent_decode_str(file).decode_utf8().ok();
    Some((file.and_then(|file| SourcePath::join(path.parent(), &file)), fragment))
}

/// Replaces the URLs of one sheet.
struct Urls<'a> {
    path: &'a SourcePath,
    text: &'a str,
    url: &'a mut dyn FnMut(&SourcePath) -> Option<String>,
    findings: &'a mut Vec<Finding>,
}

impl<'i> Visitor<'i> for Urls<'_> {
    type Error = Infallible;

    fn visit_types(&self) -> VisitTypes {
        visit_types!(URLS | IMAGES)
    }

    fn visit_image(&mut self, image: &mut Image<'i>) -> Result<(), Infallible> {
        // The options of an `image-set()` are not visited by themselves.
        let Image::ImageSet(set) = image else { return image.visit_children(self) };
        set.options.iter_mut().try_for_each(|option| option.image.visit(self))
    }

    fn visit_url(&mut self, url: &mut Url<'i>) -> Result<(), Infallible> {
        let Some((target, fragment)) = local(self.path, &url.url) else { return Ok(()) };
        if let Some(found) = target.and_then(|target| (self.url)(&target)) {
            url.url = format!("{found}{fragment}").into();
            return Ok(());
        }
        // Lines count from 1 here, unlike everywhere else in the parser.
        let line = url.loc.line.saturating_sub(1);
        let at = text::offset(self.text, line, url.loc.column);
        let place = Place::at(self.path, text::word(self.text, at));
        let message = format!("the file `{}` does not exist", url.url);
        let help = format!("paths in `{}` start from its own folder", self.path);
        self.findings.push(Finding::new(&rules::FILE_MISSING, place, message).help(help));
        Ok(())
    }
}
