//! The templates of a theme, with the site's own over them: read, marked, parsed, each fault at its place.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use tera::Tera;

use super::answers;
use super::files::Files;
use super::marks::{self, Marks};
use crate::finding::{Finding, Place, SourcePath, rules};

/// The templates of a theme.
#[derive(Clone, Debug)]
pub struct Templates {
    /// Parsed, under the name templates call each other by.
    pub tera: Tera,
    /// Where each is, under the same name.
    pub paths: BTreeMap<String, (SourcePath, Arc<str>)>,
    /// The names of those that do not parse.
    pub broken: Vec<String>,
    /// Where the tags they write are.
    pub marks: Marks,
}

impl Templates {
    /// Whether any of them has this name in its text, be it within another. What none mentions, none shows: it need not
    /// be made.
    pub fn mention(&self, name: &str) -> bool {
        self.paths.values().any(|(_, text)| text.contains(name))
    }

    /// The names of the menus that they show; nothing when they show one by a name that only a page knows.
    pub fn menus(&self) -> Option<BTreeSet<&str>> {
        const CALL: &str = "menu(";
        let is_word = |c: char| c.is_alphanumeric() || c == '_';
        let calls = self.paths.values().flat_map(|(_, text)| text.match_indices(CALL).map(|(at, _)| text.split_at(at)));
        calls.filter(|(before, _)| !before.ends_with(is_word)).map(|(_, call)| named(&call[CALL.len()..])).collect()
    }

    /// The place of a Tera fault, when it names a template, and its message.
    pub fn fault(&self, error: &tera::Error) -> (Option<String>, Option<Place>, String) {
        use tera::ErrorKind::{
            CircularExtend, CircularInclude, MissingParent, RenderingError, SyntaxError, TemplateNotFound,
        };
        match error.kind() {
            SyntaxError(report) | RenderingError(report) => {
                let name = report.filename().to_owned();
                let place = self
                    .paths
                    .get(&name)
                    .map(|(path, text)| Place::at(path, marks::unmarked(text, &report.span().range)));
                (Some(name), place, lower_first(report.message()))
            }
            MissingParent { current, parent } => {
                let place = self.paths.get(current).map(|(path, text)| {
                    let at = text.find(parent.as_str()).unwrap_or_default();
                    Place::at(path, at..at + parent.len())
                });
                (Some(current.clone()), place, format!("it extends `{parent}`, which does not exist"))
            }
            CircularExtend { tpl, .. } | CircularInclude { tpl, .. } => {
                let place = self.paths.get(tpl).map(|(path, _)| Place::file(path));
                (Some(tpl.clone()), place, "it extends or includes itself".to_owned())
            }
            TemplateNotFound(name) => (None, None, format!("there is no template `{name}`")),
            _ => (None, None, lower_first(&error.to_string())),
        }
    }
}

/// The text that a call gives as `name`, when it is written out.
fn named(arguments: &str) -> Option<&str> {
    let (arguments, _) = arguments.split_once(')')?;
    let value = arguments.split(',').find_map(|one| one.trim().strip_prefix("name")?.trim_start().strip_prefix('='))?;
    let value = value.trim();
    let quote = value.chars().next().filter(|first| "\"'`".contains(*first))?;
    value[1..].strip_suffix(quote)
}

fn lower_first(message: &str) -> String {
    let mut chars = message.trim_end_matches('.').chars();
    chars.next().map_or_else(String::new, |first| first.to_lowercase().chain(chars).collect())
}

/// Reads and parses them all; what does not parse is set aside, with its fault.
pub(super) fn read(files: &Files, findings: &mut Vec<Finding>) -> Templates {
    let mut paths = BTreeMap::new();
    for (folder, prefix) in [("templates", ""), ("blocks", "blocks/"), ("components", "components/")] {
        for (name, file) in files.layered_texts(folder, "html") {
            paths.insert(format!("{prefix}{name}"), file);
        }
    }
    let mut marks = Marks::default();
    let marked: BTreeMap<String, String> =
        paths.iter().map(|(name, (path, text))| (name.clone(), marks.add(path, text))).collect();
    let mut templates = Templates { tera: answers::tera(), paths, broken: Vec::new(), marks };
    // A fault in one template must not hide those of the others: the faulty one is set aside and the rest tried again.
    loop {
        let sound: Vec<(&str, &str)> = marked
            .iter()
            .filter(|(name, _)| !templates.broken.contains(name))
            .map(|(name, text)| (name.as_str(), text.as_str()))
            .collect();
        let mut tera = answers::tera();
        let Err(error) = tera.add_raw_templates(sound) else {
            templates.tera = tera;
            return templates;
        };
        let listed = match error.kind() {
            tera::ErrorKind::Msg(text) => listed_faults(text, &templates.paths),
            _ => Vec::new(),
        };
        if !listed.is_empty() {
            set_aside(&mut templates, listed, findings);
            continue;
        }
        let (name, place, message) = templates.fault(&error);
        let sound = |name: &String| templates.paths.contains_key(name) && !templates.broken.contains(name);
        let Some(name) = name.filter(sound) else {
            if let Some((name, place)) = quoted(&message, &templates, &files.theme) {
                findings.push(Finding::new(&rules::TEMPLATE_INVALID, place, message).help(HELP));
                templates.broken.push(name);
                continue;
            }
            let place = Place::file(&SourcePath::new(format!("{}/templates", files.theme)));
            findings.push(Finding::new(&rules::TEMPLATE_INVALID, place, message).help(HELP));
            return templates;
        };
        let cascade =
            matches!(error.kind(), tera::ErrorKind::MissingParent { parent, .. } if templates.broken.contains(parent));
        if !cascade && let Some(place) = place {
            findings.push(Finding::new(&rules::TEMPLATE_INVALID, place, message).help(HELP));
        }
        templates.broken.push(name);
    }
}

/// The template that a message without a place names, as one of two that declare the same component: the site's own
/// rather than the theme's.
fn quoted(message: &str, templates: &Templates, theme: &str) -> Option<(String, Place)> {
    let mut named: Vec<(&String, &(SourcePath, Arc<str>))> = message
        .split('`')
        .filter(|name| !templates.broken.iter().any(|broken| broken == name))
        .filter_map(|name| templates.paths.get_key_value(name))
        .collect();
    // The last, of those of the site when there are any.
    named.sort_by_key(|(_, (path, _))| !path.as_str().starts_with(theme));
    let (name, (path, text)) = named.pop()?;
    let component = message.split('`').nth(1).unwrap_or_default();
    let at = text.find(&format!("component {component}")).map(|at| at + "component ".len());
    let place = at.map_or_else(|| Place::file(path), |at| Place::at(path, at..at + component.len()));
    Some((name.clone(), place))
}

/// What to do about a template that does not parse.
const HELP: &str = "templates are written in Tera 2; `osier theme README.md` says what they may use";

/// The name of a template, a place in it and what is wrong there.
type Listed = (String, Place, String);

/// Tells the faults and takes their templates out of those to parse. What calls a component of a template that was
/// taken out before is taken out without a word.
fn set_aside(templates: &mut Templates, listed: Vec<Listed>, findings: &mut Vec<Finding>) {
    let former = templates.broken.clone();
    for (name, place, message) in listed {
        let component = message.strip_prefix("unknown component `").and_then(|rest| rest.split('`').next());
        let cascade = component.is_some_and(|component| {
            let declares = format!("component {component}");
            former.iter().filter_map(|name| templates.paths.get(name)).any(|(_, text)| text.contains(&declares))
        });
        if !cascade {
            findings.push(Finding::new(&rules::TEMPLATE_INVALID, place, message).help(HELP));
        }
        if !templates.broken.contains(&name) {
            templates.broken.push(name);
        }
    }
}

/// Tera checks names (filters, functions, components) over all templates at once and gives one error whose text
/// lists each fault: `error: MESSAGE` and `--> NAME:LINE:COLUMN`.
fn listed_faults(text: &str, paths: &BTreeMap<String, (SourcePath, Arc<str>)>) -> Vec<Listed> {
    let mut faults = Vec::new();
    let mut message = None;
    for line in text.lines().map(str::trim) {
        if let Some(said) = line.strip_prefix("error: ") {
            message = Some(lower_first(said));
        } else if let Some(at) = line.strip_prefix("--> ")
            && let Some(message) = message.take()
        {
            faults.extend(listed_fault(at, message, paths));
        }
    }
    faults
}

fn listed_fault(at: &str, message: String, paths: &BTreeMap<String, (SourcePath, Arc<str>)>) -> Option<Listed> {
    let mut parts = at.rsplitn(3, ':');
    let column: usize = parts.next()?.parse().ok()?;
    let line: usize = parts.next()?.parse().ok()?;
    let name = parts.next()?;
    let (path, text) = paths.get(name)?;
    // Lines and columns are those of the marked text.
    let marked = Marks::default().add(path, text);
    let before = marked.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum::<usize>();
    let start = before + marked[before..].chars().take(column.saturating_sub(1)).map(char::len_utf8).sum::<usize>();
    let start = marks::unmarked(text, &(start..start)).start;
    // The fault is a name, which the message gives.
    let wanted = message.split('`').nth(1).unwrap_or_default();
    let length = if text[start..].starts_with(wanted) { wanted.len().max(1) } else { 1 };
    Some((name.to_owned(), Place::at(path, start..start + length), message))
}
