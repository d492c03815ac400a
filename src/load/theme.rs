//! The theme of a site: its types, blocks, translations and templates, with the site's own over them.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::block::{ArgKind, BlockSchema, BodyRule};
use super::fields;
use super::files::Files;
use super::fonts::{self, FontFamily};
use super::markdown::{Labels, slugify};
use super::templates::{self, Templates};
use super::translations;
use super::types::{self, ContentType, FieldKind};
use crate::config::Config;
use crate::data::{Node, Table, Value, parse_toml};
use crate::finding::{Finding, Place, SourcePath, did_you_mean, rules};
use crate::palette::{self, Palette};

/// What a theme gives to a site.
#[derive(Debug)]
pub struct Theme {
    /// Content types by name.
    pub types: BTreeMap<String, Arc<ContentType>>,
    /// Blocks by component name.
    pub blocks: BTreeMap<String, BlockSchema>,
    /// The names of blocks of which nothing is known, as their files have a fault.
    pub faulty_blocks: BTreeSet<String>,
    /// Translations by language code, complete for every language of the site.
    pub translations: BTreeMap<String, Table>,
    /// The labels that the Markdown reader writes, by language code.
    pub labels: BTreeMap<String, Labels>,
    /// The theme's settings with the site's over them.
    pub settings: Table,
    /// Its colours.
    pub palette: Palette,
    /// What custom properties of its sheets come to be, by their names without dashes: colours that are not as drawn,
    /// and what chosen words stand for.
    pub properties: BTreeMap<String, String>,
    /// Its families of fonts.
    pub fonts: Vec<FontFamily>,
    /// Every template that parses; who renders it answers its functions ([`super::answers`]).
    pub templates: Templates,
}

impl Theme {
    /// What a value of a choice is called in a language: an entry of `[choices.<type>.<field>]` of its translations.
    pub fn choice(&self, lang: &str, content_type: &str, field: &str, value: &str) -> Option<&str> {
        let mut table = self.translations.get(lang)?;
        for key in ["choices", content_type, field] {
            let Value::Table(inner) = &table.get(key)?.value else { return None };
            table = inner;
        }
        match &table.get(value)?.value {
            Value::Text(label) => Some(label),
            _ => None,
        }
    }
}

/// Reads the theme and what the site overrides in it.
pub fn load(config: &Config, files: &Files) -> (Arc<Theme>, Vec<Finding>) {
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
    check_taxonomies(config, &types, &mut findings);
    let templates = templates::read(files, &mut findings);
    check_menus(config, &templates, &mut findings);
    let (blocks, faulty_blocks) = blocks(&templates, &types, &mut findings);
    let translations = translations::read(config, files, &templates, &mut findings);
    let labels = translations.iter().map(|(language, table)| (language.clone(), labels(table))).collect();
    let path = SourcePath::new(format!("{}/theme.toml", files.theme));
    let about = files.text(&path).and_then(|text| toml_table(&path, text, &mut findings)).unwrap_or_default();
    let is_asset = |name: &str| files.layered(&format!("assets/{name}")).is_some();
    let (settings, mut properties) = super::settings::read(config, &about, &is_asset, &mut findings);
    let asset = |name: &str| {
        let path = files.layered(&format!("assets/{name}"))?;
        files.text(&path).map(|text| (path.clone(), Arc::clone(text)))
    };
    let origins =
        palette::Origins { theme: (&path, &about), site: (&config.path, &config.theme.settings), asset: &asset };
    let (palette, mut faults) = palette::read(&origins);
    findings.append(&mut faults);
    properties.extend(palette.properties());
    let fonts = fonts::read((&path, &about), files, &mut findings);
    let theme = Theme {
        types: types.into_iter().map(|(name, content_type)| (name, Arc::new(content_type))).collect(),
        blocks,
        faulty_blocks,
        translations,
        labels,
        settings,
        palette,
        properties,
        fonts,
        templates,
    };
    (Arc::new(theme), findings)
}

/// The field that feeds a taxonomy must be one, of words.
fn check_taxonomies(config: &Config, types: &BTreeMap<String, ContentType>, findings: &mut Vec<Finding>) {
    for source in config.taxonomies.iter().filter_map(|taxonomy| taxonomy.field.as_ref()) {
        let kind = types.get(&source.content_type).and_then(|known| known.field(&source.name)).map(|field| &field.kind);
        let kind = if let Some(FieldKind::List(of)) = kind { Some(&**of) } else { kind };
        let (message, help) = match (types.get(&source.content_type), kind) {
            (Some(_), Some(FieldKind::Text | FieldKind::Choice(_))) => continue,
            (None, _) => (
                format!("`{}` is not a content type", source.content_type),
                format!("write one of `{}`", types.keys().map(String::as_str).collect::<Vec<_>>().join("`, `")),
            ),
            (Some(of), None) => (
                format!("`{}` is not a field of the type `{}`", source.name, source.content_type),
                format!("`osier schema {}` lists its fields", of.name),
            ),
            (Some(_), Some(kind)) => (
                format!("the values of `{}` are no terms: it takes {}", source.name, kind.expected()),
                "name a field of text or of choices".to_owned(),
            ),
        };
        let place = Place::at(&config.path, source.span.clone());
        findings.push(Finding::new(&rules::CONFIG_INVALID, place, message).help(help));
    }
}

/// A menu that no template shows has a name that was mistyped, or is one of another theme. Themes without menus show
/// none.
fn check_menus(config: &Config, templates: &Templates, findings: &mut Vec<Finding>) {
    let Some(shown) = templates.menus().filter(|shown| !shown.is_empty()) else { return };
    let menus = config.languages.all.iter().flat_map(|language| &language.menus);
    for menu in menus.filter(|menu| !shown.contains(&*menu.name)) {
        let names = || shown.iter().copied().collect::<Vec<_>>().join("`, `");
        let help = did_you_mean(&menu.name, shown.iter().copied());
        let help = help.unwrap_or_else(|| format!("the menus of the theme are `{}`", names()));
        let message = format!("no template shows the menu `{}`", menu.name.escape_debug());
        findings.push(Finding::new(&rules::CONFIG_KEY_UNKNOWN, menu.place.clone(), message).help(help));
    }
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
        faulty_blocks: &BTreeSet::new(),
        abbreviations: &abbreviations,
    };
    let context = fields::Context { path, text, markdown: &markdown, time_zone: &jiff::tz::TimeZone::UTC };
    for field in &content_type.fields {
        if let Some(default) = &field.default {
            fields::check(&field.name, default, &field.kind, &context, findings);
        }
    }
}

pub(super) fn toml_table(path: &SourcePath, text: &str, findings: &mut Vec<Finding>) -> Option<Table> {
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
pub(super) fn merge(under: &mut Table, over: &Table) {
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

/// Where a declaration writes what a message quotes, else where it begins.
fn declared(path: &SourcePath, text: &str, message: &str) -> Place {
    let start = text.find("{% component").or_else(|| text.find("{%- component")).unwrap_or_default();
    let quoted = message.split('`').skip(1).step_by(2).map(|word| format!("\"{word}\""));
    let found = quoted.into_iter().find_map(|word| Some((start + text[start..].find(&word)?, word.len())));
    let (at, length) = found.unwrap_or((start, text[start..].find('\n').unwrap_or(text.len() - start)));
    Place::at(path, at..at + length)
}

/// Blocks and types that blocks name, and that there are not: authors would be asked for the impossible. A text between
/// fences that nothing shows would be lost.
fn check_names(
    templates: &Templates,
    types: &BTreeMap<String, ContentType>,
    (blocks, faulty): (&BTreeMap<String, BlockSchema>, &BTreeSet<String>),
    findings: &mut Vec<Finding>,
) {
    for (name, schema) in blocks {
        let Some((path, text)) = templates.paths.get(&format!("blocks/{name}.html")) else { continue };
        let mut report = |message: String, help: String| {
            let place = declared(path, text, &message);
            findings.push(Finding::new(&rules::TEMPLATE_INVALID, place, message).help(help));
        };
        let is_block = |name: &String| {
            let name = name.replace('-', "_");
            blocks.contains_key(&name) || faulty.contains(&name)
        };
        for other in schema.parent.iter().chain(&schema.children).filter(|other| !is_block(other)) {
            let meant = did_you_mean(other, blocks.keys().map(String::as_str));
            let help = meant.unwrap_or_else(|| "`osier schema --blocks` lists the blocks".to_owned());
            report(format!("`{other}` is no block of the theme"), help);
        }
        for arg in &schema.args {
            let (ArgKind::Page(to) | ArgKind::Pages(to)) = &arg.kind else { continue };
            for other in to.iter().filter(|other| !types.contains_key(*other)) {
                let meant = did_you_mean(other, types.keys().map(String::as_str));
                let help = meant.unwrap_or_else(|| "`osier schema` lists the types of content".to_owned());
                report(format!("`{other}` is no type of content of the theme"), help);
            }
        }
        let template = text.split_once("%}").map_or("", |(_, after)| after);
        if schema.body != BodyRule::None && !template.contains("body") && !template.contains("include") {
            let help = "write `{{ body }}` where it is shown, or declare no `body`";
            report(
                format!("the `body` of `{name}` is shown nowhere: what authors write would be lost"),
                help.to_owned(),
            );
        }
    }
}

/// What blocks declare, by name, and the names of those that have a fault.
fn blocks(
    templates: &Templates,
    types: &BTreeMap<String, ContentType>,
    findings: &mut Vec<Finding>,
) -> (BTreeMap<String, BlockSchema>, BTreeSet<String>) {
    let name_of = |name: &str| Some(name.strip_prefix("blocks/")?.strip_suffix(".html")?.to_owned());
    let mut faulty: BTreeSet<String> = templates.broken.iter().filter_map(|name| name_of(name)).collect();
    let mut blocks = BTreeMap::new();
    for (name, (path, text)) in templates.paths.iter().filter(|(name, _)| !templates.broken.contains(name)) {
        let Some(block) = name_of(name) else { continue };
        if block.contains(|c: char| !c.is_ascii_alphanumeric() && c != '_') {
            let message = format!("`{block}` cannot be the name of a block: it holds letters, digits and `_`");
            let name = slugify(&block).replace('-', "_");
            let help = format!("name the file `{name}.html`: authors may write `-` for `_`");
            findings.push(Finding::new(&rules::TEMPLATE_INVALID, Place::file(path), message).help(help));
            faulty.insert(name);
            continue;
        }
        let Some(info) = templates.tera.get_component_definition(&block) else {
            let place = Place::file(path);
            let message = format!("the file declares no component `{block}`");
            let help = format!("write `{{% component {block}(…) %}}` … `{{% endcomponent {block} %}}` in it");
            findings.push(Finding::new(&rules::TEMPLATE_INVALID, place, message).help(help));
            faulty.insert(block);
            continue;
        };
        match BlockSchema::from_component(&info) {
            Ok(schema) => {
                blocks.insert(block, schema);
            }
            Err(message) => {
                let help =
                    "a block's component ends with a map: `{\"doc\": \"…\", \"body\": \"optional\", \"args\": {…}}`";
                let place = declared(path, text, &message);
                findings.push(Finding::new(&rules::TEMPLATE_INVALID, place, message).help(help));
                faulty.insert(block);
            }
        }
    }
    check_names(templates, types, (&blocks, &faulty), findings);
    (blocks, faulty)
}
