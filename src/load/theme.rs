//! The theme of a site: its types, blocks, translations and templates, with the site's own over them.

use std::collections::BTreeMap;
use std::sync::Arc;

use tera::Tera;

use super::block::BlockSchema;
use super::fields;
use super::files::Files;
use super::markdown::Labels;
use super::marks::{self, Marks};
use super::types::{self, ContentType};
use crate::config::Config;
use crate::data::{Node, Table, Value, parse_toml};
use crate::finding::{Finding, Place, SourcePath, rules};

/// The Tera functions that templates may call; the renderer registers each.
pub const FUNCTIONS: &[&str] = &[
    "asset",
    "calendar",
    "file",
    "get_page",
    "get_section",
    "menu",
    "pages",
    "picture",
    "picture_url",
    "style",
    "svg",
    "terms",
    "tree",
];

/// The Tera filters that templates may use besides Tera's own; the renderer registers each.
pub const FILTERS: &[&str] = &[
    "absolute", "date", "filesize", "fill", "inline", "json", "markdown", "number", "plural", "slug", "sort_by", "url",
];

/// What a theme gives to a site.
#[derive(Debug)]
pub struct Theme {
    /// Content types by name.
    pub types: BTreeMap<String, Arc<ContentType>>,
    /// Blocks by component name.
    pub blocks: BTreeMap<String, BlockSchema>,
    /// Translations by language code, complete for every language of the site.
    pub translations: BTreeMap<String, Table>,
    /// The labels that the Markdown reader writes, by language code.
    pub labels: BTreeMap<String, Labels>,
    /// The theme's settings with the site's over them.
    pub settings: Table,
    /// Every template that parses, with placeholders for the functions that need the site.
    pub templates: Templates,
}

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

fn lower_first(message: &str) -> String {
    let mut chars = message.trim_end_matches('.').chars();
    chars.next().map_or_else(String::new, |first| first.to_lowercase().chain(chars).collect())
}

/// Reads the theme and what the site overrides in it.
pub fn load(config: &Config, files: &Files) -> (Theme, Vec<Finding>) {
    let mut findings = Vec::new();
    let taxonomies: Vec<String> = config.taxonomies.iter().map(|taxonomy| taxonomy.name.clone()).collect();
    let texts = files.layered_texts("types", "toml");
    let type_files: Vec<(String, SourcePath, &str)> = texts
        .iter()
        .map(|(name, (path, text))| (name.trim_end_matches(".toml").to_owned(), path.clone(), &**text))
        .collect();
    let (types, mut faults) = types::parse(&type_files, &taxonomies);
    findings.append(&mut faults);
    for (name, path, text) in &type_files {
        if let Some(content_type) = types.get(name) {
            check_defaults(content_type, path, text, &mut findings);
        }
    }
    let templates = templates(files, &mut findings);
    let blocks = blocks(&templates, &mut findings);
    let translations = translations(config, files, &mut findings);
    let labels = translations.iter().map(|(language, table)| (language.clone(), labels(table))).collect();
    let theme = Theme {
        types: types.into_iter().map(|(name, content_type)| (name, Arc::new(content_type))).collect(),
        blocks,
        translations,
        labels,
        settings: settings(config, files, &mut findings),
        templates,
    };
    (theme, findings)
}

/// A default must be what its own field takes.
fn check_defaults(content_type: &ContentType, path: &SourcePath, text: &str, findings: &mut Vec<Finding>) {
    let (labels, blocks, abbreviations) = (labels(&Table::default()), BTreeMap::new(), BTreeMap::new());
    let raw_html = super::markdown::RawHtml::Refuse;
    let markdown = super::markdown::Options {
        lang: "en",
        raw_html,
        labels: &labels,
        blocks: &blocks,
        abbreviations: &abbreviations,
    };
    let context = fields::Context { path, text, markdown: &markdown, time_zone: &jiff::tz::TimeZone::UTC };
    for field in &content_type.fields {
        if let Some(default) = &field.default {
            fields::check(&field.name, default, &field.kind, &context, findings);
        }
    }
}

fn settings(config: &Config, files: &Files, findings: &mut Vec<Finding>) -> Table {
    let path = SourcePath::new(format!("{}/theme.toml", files.theme));
    let mut settings = Table::default();
    if let Some(text) = files.text(&path)
        && let Some(table) = toml_table(&path, text, findings)
        && let Some(Node { value: Value::Table(defaults), .. }) = table.get("settings")
    {
        settings = defaults.clone();
    }
    merge(&mut settings, &config.theme.settings);
    settings
}

fn toml_table(path: &SourcePath, text: &str, findings: &mut Vec<Finding>) -> Option<Table> {
    match parse_toml(text) {
        Ok(Node { value: Value::Table(table), .. }) => Some(table),
        Ok(_) => None,
        Err(faults) => {
            findings.extend(faults.into_iter().map(|fault| {
                Finding::new(&rules::TEMPLATE_INVALID, Place::at(path, fault.span), fault.message)
                    .help("this file is written in TOML: https://toml.io")
            }));
            None
        }
    }
}

/// Lays `over` on `under`: its values win, tables are merged.
fn merge(under: &mut Table, over: &Table) {
    for entry in &over.0 {
        match under.0.iter_mut().find(|known| known.key == entry.key) {
            None => under.0.push(entry.clone()),
            Some(known) => match (&mut known.node.value, &entry.node.value) {
                (Value::Table(under), Value::Table(over)) => merge(under, over),
                _ => known.node = entry.node.clone(),
            },
        }
    }
}

/// Translations of every language of the site. What a language lacks is taken from English, else from
/// whatever the theme speaks, and said in one finding a language.
fn translations(config: &Config, files: &Files, findings: &mut Vec<Finding>) -> BTreeMap<String, Table> {
    let mut all: BTreeMap<String, Table> = BTreeMap::new();
    for prefix in [format!("{}/translations/", files.theme), "translations/".to_owned()] {
        for (path, text) in super::files::within(&files.texts, &prefix) {
            let language = path.name().trim_end_matches(".toml").to_owned();
            if let Some(table) = toml_table(path, text, findings) {
                merge(all.entry(language).or_default(), &table);
            }
        }
    }
    let reference = all.get("en").or_else(|| all.values().next()).cloned().unwrap_or_default();
    let mut complete = BTreeMap::new();
    for language in &config.languages.all {
        let primary = language.code.split('-').next().unwrap_or_default();
        let own = all.get(&language.code).or_else(|| all.get(primary)).cloned().unwrap_or_default();
        let mut missing = Vec::new();
        lacking(&own, &reference, "", &mut missing);
        if !missing.is_empty() {
            let place = Place::file(&SourcePath::new(format!("translations/{}.toml", language.code)));
            let message = format!("{} words of the theme are not translated into `{}`", missing.len(), language.code);
            let first = missing.iter().take(8).cloned().collect::<Vec<_>>().join("`, `");
            let more = if missing.len() > 8 { "…" } else { "" };
            let help = format!("add to `translations/{}.toml`: `{first}`{more}", language.code);
            findings.push(Finding::new(&rules::TRANSLATION_MISSING, place, message).help(help));
        }
        let mut table = reference.clone();
        merge(&mut table, &own);
        complete.insert(language.code.clone(), table);
    }
    complete
}

fn lacking(own: &Table, reference: &Table, prefix: &str, missing: &mut Vec<String>) {
    for entry in &reference.0 {
        let name = format!("{prefix}{}", entry.key);
        match (own.get(&entry.key).map(|node| &node.value), &entry.node.value) {
            (Some(Value::Table(own)), Value::Table(reference))
                if !reference.0.iter().any(|entry| entry.key == "other") =>
            {
                lacking(own, reference, &format!("{name}."), missing);
            }
            (Some(_), _) => {}
            (None, _) => missing.push(name),
        }
    }
}

fn labels(translations: &Table) -> Labels {
    let markdown = match translations.get("markdown").map(|node| &node.value) {
        Some(Value::Table(table)) => table.clone(),
        _ => Table::default(),
    };
    let text = |key: &str, default: &str| match markdown.get(key).map(|node| &node.value) {
        Some(Value::Text(text)) => text.clone(),
        _ => default.to_owned(),
    };
    Labels {
        notes: text("notes", "Notes"),
        note: text("note", "Note {n}"),
        note_back: text("note_back", "Back to note {n}"),
        table: text("table", "Table"),
        task_done: text("task_done", "Done"),
        task_todo: text("task_todo", "To do"),
    }
}

/// A Tera with a stand-in for every function and filter, so that templates can be parsed before the
/// site is known.
fn with_placeholders() -> Tera {
    let mut tera = Tera::new();
    for name in FUNCTIONS {
        tera.register_function(*name, |_: tera::Kwargs, _: &tera::State<'_>| tera::Value::none());
    }
    for name in FILTERS {
        tera.register_filter(*name, |value: &tera::Value, _: tera::Kwargs, _: &tera::State<'_>| value.clone());
    }
    tera
}

fn templates(files: &Files, findings: &mut Vec<Finding>) -> Templates {
    let mut paths = BTreeMap::new();
    for (folder, prefix) in [("templates", ""), ("blocks", "blocks/"), ("components", "components/")] {
        for (name, file) in files.layered_texts(folder, "html") {
            paths.insert(format!("{prefix}{name}"), file);
        }
    }
    let mut marks = Marks::default();
    let marked: BTreeMap<String, String> =
        paths.iter().map(|(name, (path, text))| (name.clone(), marks.add(path, text))).collect();
    let mut templates = Templates { tera: with_placeholders(), paths, broken: Vec::new(), marks };
    // A fault in one template must not hide those of the others: the faulty one is set aside and the rest tried again.
    loop {
        let sound: Vec<(&str, &str)> = marked
            .iter()
            .filter(|(name, _)| !templates.broken.contains(name))
            .map(|(name, text)| (name.as_str(), text.as_str()))
            .collect();
        let mut tera = with_placeholders();
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

/// What to do about a template that does not parse.
const HELP: &str = "templates are written in Tera 2; the theme's README says what they may use";

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

fn blocks(templates: &Templates, findings: &mut Vec<Finding>) -> BTreeMap<String, BlockSchema> {
    let mut blocks = BTreeMap::new();
    for (name, (path, _)) in templates.paths.iter().filter(|(name, _)| !templates.broken.contains(name)) {
        let Some(block) = name.strip_prefix("blocks/").and_then(|name| name.strip_suffix(".html")) else { continue };
        let place = Place::file(path);
        let Some(info) = templates.tera.get_component_definition(block) else {
            let message = format!("the file declares no component `{block}`");
            let help = format!("write `{{% component {block}(…) %}}` … `{{% endcomponent {block} %}}` in it");
            findings.push(Finding::new(&rules::TEMPLATE_INVALID, place, message).help(help));
            continue;
        };
        match BlockSchema::from_component(&info) {
            Ok(schema) => {
                blocks.insert(block.to_owned(), schema);
            }
            Err(message) => {
                let help =
                    "a block's component ends with a map: `{\"doc\": \"…\", \"body\": \"optional\", \"args\": {…}}`";
                findings.push(Finding::new(&rules::TEMPLATE_INVALID, place, message).help(help));
            }
        }
    }
    blocks
}
