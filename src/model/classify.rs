//! From content files to pages: language, key, type, checked front matter; what is not for today is hidden.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use rayon::prelude::*;

use super::block_page;
use super::envelope::{Reading, envelope, section_keys};
use super::page::{Kind, Page, SectionKeys, Soundness};
use super::{Audience, Moment};
use crate::config::Config;
use crate::data::{Entry, Node, Table, Value};
use crate::finding::{Finding, Place, SourcePath, did_you_mean, rules};
use crate::load::body::Body;
use crate::load::fields::{self, Context};
use crate::load::front::{self, Split};
use crate::load::markdown;
use crate::load::source::Source;
use crate::load::types::ContentType;
use crate::load::{Sources, bibliography, language_of, markdown_options};

/// A content file with its place in the tree.
pub(super) struct Placed {
    pub(super) source: Arc<Source>,
    pub(super) language: usize,
    pub(super) key: String,
    pub(super) kind: Kind,
}

/// Pages in the order of language and key, and the files kept out with the reason.
pub(super) fn pages(
    sources: &Sources,
    moment: &Moment,
    findings: &mut Vec<Finding>,
) -> (Vec<Page>, HashMap<SourcePath, &'static str>) {
    let mut placed = place(sources, findings);
    import_bibliographies(sources, &mut placed, findings);
    block_page::document(sources, &mut placed, findings);
    placed.sort_by(|a, b| {
        (a.language, &a.key, a.source.path.as_str(), a.source.split.span.start).cmp(&(
            b.language,
            &b.key,
            b.source.path.as_str(),
            b.source.split.span.start,
        ))
    });
    let contains = contained_types(&placed);
    let checked: Vec<(Page, Vec<Finding>)> =
        placed.into_par_iter().map(|placed| page(placed, &contains, sources, moment)).collect();
    let mut hidden = HashMap::new();
    let mut pages = Vec::with_capacity(checked.len());
    for (page, mut faults) in checked {
        findings.append(&mut faults);
        match hidden_because(&page, moment) {
            Some(reason) if moment.audience == Audience::Public => {
                hidden.insert(page.path().clone(), reason);
            }
            _ => pages.push(page),
        }
    }
    (pages, hidden)
}

/// Why the public does not see a page at this moment.
pub fn hidden_because(page: &Page, moment: &Moment) -> Option<&'static str> {
    let envelope = &page.envelope;
    if envelope.draft {
        return Some("it is a draft");
    }
    if envelope.date.as_ref().is_some_and(|date| date > moment.now) {
        return Some("its date is in the future");
    }
    if envelope.expires.as_ref().is_some_and(|date| date <= moment.now) {
        return Some("it has expired");
    }
    None
}

fn place(sources: &Sources, findings: &mut Vec<Finding>) -> Vec<Placed> {
    let config = &sources.config;
    let mut placed = Vec::with_capacity(sources.content.len());
    let mut strangers = BTreeSet::new();
    for source in &sources.content {
        let code = language_of(&source.path);
        let Some(language) = config.languages.all.iter().position(|language| language.code == code) else {
            if strangers.insert(code.to_owned()) {
                findings.push(stranger(&source.path, code, config));
            }
            continue;
        };
        let (key, kind) = key_of(&source.path.as_str()["content/".len() + code.len()..]);
        placed.push(Placed { source: Arc::clone(source), language, key, kind });
    }
    for (rank, language) in config.languages.all.iter().enumerate() {
        if !placed.iter().any(|placed| placed.language == rank && placed.kind == Kind::Home) {
            let path = SourcePath::new(format!("content/{}/_index.md", language.code));
            let finding = Finding::new(
                &rules::FILE_MISSING,
                Place::file(&path),
                format!("the language `{}` has no home page", language.code),
            )
            .help(format!("write `{path}`, with a `title`"));
            findings.push(finding);
        }
    }
    placed
}

fn stranger(path: &SourcePath, code: &str, config: &Config) -> Finding {
    let codes: Vec<&str> = config.languages.all.iter().map(|language| language.code.as_str()).collect();
    let (message, help) = if code.ends_with(".md") {
        (
            "the page is in no language's folder".to_owned(),
            format!("move it to `content/{}/`", codes[config.languages.default]),
        )
    } else {
        let known = did_you_mean(code, codes.iter().copied());
        let help = known.unwrap_or_else(|| {
            format!(
                "declare `[languages.{code}]` in `osier.toml`, or move the files to `content/{}/`",
                codes[config.languages.default]
            )
        });
        (format!("`{code}` is not a language of the site"), help)
    };
    Finding::new(&rules::CONTENT_LANGUAGE_UNKNOWN, Place::file(path), message).help(help)
}

/// The content key and the kind of a path below a language's folder: `/actualites/prix/index.md` is `/actualites/prix`.
fn key_of(path: &str) -> (String, Kind) {
    let path = path.strip_suffix(".md").unwrap_or(path);
    if let Some(folder) = path.strip_suffix("/_index") {
        return if folder.is_empty() { ("/".to_owned(), Kind::Home) } else { (folder.to_owned(), Kind::Section) };
    }
    match path.strip_suffix("/index") {
        Some("") => ("/".to_owned(), Kind::Home),
        Some(folder) => (folder.to_owned(), Kind::Page),
        None => (path.to_owned(), Kind::Page),
    }
}

fn import_bibliographies(sources: &Sources, placed: &mut Vec<Placed>, findings: &mut Vec<Finding>) {
    let mut imported = Vec::new();
    let known: BTreeSet<String> = sources
        .theme
        .types
        .get("publication")
        .map(|t| t.fields.iter().map(|f| f.name.clone()).collect())
        .unwrap_or_default();
    for section in placed.iter().filter(|placed| placed.kind != Kind::Page) {
        let Some(entry) = section.source.split.front.entry("bibliography") else { continue };
        let Value::Text(written) = &entry.node.value else { continue };
        let place = Place::at(&section.source.path, entry.node.span.clone());
        let path = SourcePath::join(section.source.path.parent(), written);
        // Of a content file the model may know no more than the front matter.
        let path = path.filter(|path| path.extension() == "bib");
        let Some((path, text)) = path.as_ref().and_then(|path| Some((path, sources.files.text(path)?))) else {
            let message = match path {
                Some(_) => format!("there is no file `{written}`"),
                None => format!("`{written}` is no `.bib` file of the site"),
            };
            let finding = Finding::new(&rules::FILE_MISSING, place, message)
                .help("write the path of a `.bib` file, from the folder of this one");
            findings.push(finding);
            continue;
        };
        let (references, mut faults) = bibliography::parse(path, text);
        findings.append(&mut faults);
        for reference in references {
            let mut front = reference.front;
            front.0.retain(|entry| entry.key == "title" || known.contains(&entry.key));
            let span = reference.span.clone();
            let node = Node { span: span.clone(), value: Value::Text("publication".into()) };
            front.0.push(Entry { key: "type".into(), span: span.clone(), node });
            let key = format!("{}/{}", section.key.trim_end_matches('/'), markdown::slugify(&reference.key));
            let split = Split { front, span, body: text.len()..text.len() };
            let source = Source::new(path.clone(), Arc::clone(text), split, Body::default(), Vec::new());
            imported.push(Placed { source: Arc::new(source), language: section.language, key, kind: Kind::Page });
        }
    }
    placed.append(&mut imported);
}

/// `contains` by language and section key.
fn contained_types(placed: &[Placed]) -> HashMap<(usize, String), String> {
    let contains = |placed: &Placed| match placed.source.split.front.get("contains").map(|node| &node.value) {
        Some(Value::Text(name)) => Some(((placed.language, placed.key.clone()), name.clone())),
        _ => None,
    };
    placed.iter().filter(|placed| placed.kind != Kind::Page).filter_map(contains).collect()
}

/// The type that the nearest section above says its pages have.
fn inherited_type<'a>(placed: &Placed, contains: &'a HashMap<(usize, String), String>) -> Option<&'a str> {
    let mut key = placed.key.as_str();
    while let Some((parent, _)) = key.rsplit_once('/') {
        let parent = if parent.is_empty() { "/" } else { parent };
        if let Some(name) = contains.get(&(placed.language, parent.to_owned())) {
            return Some(name);
        }
        if parent == "/" {
            break;
        }
        key = parent;
    }
    None
}

fn page(
    placed: Placed,
    contains: &HashMap<(usize, String), String>,
    sources: &Sources,
    moment: &Moment,
) -> (Page, Vec<Finding>) {
    let mut findings = Vec::new();
    let source = &placed.source;
    let front = &source.split.front;
    let language = &sources.config.languages.all[placed.language];
    let options = markdown_options(&sources.config, &sources.theme, &language.code);
    let content_type = content_type(&placed, contains, sources, &mut findings);
    let own_zone = own_time_zone(front, &content_type, &source.path, &mut findings);
    let time_zone = own_zone.as_ref().unwrap_or_else(|| moment.now.time_zone());
    let context = Context { path: &source.path, text: source.front(), markdown: &options, time_zone };
    let is_section = placed.kind != Kind::Page;
    for entry in &front.0 {
        let in_section = front::SECTION.iter().any(|key| key.name == entry.key);
        let known = front::ENVELOPE.iter().any(|key| key.name == entry.key)
            || (is_section && in_section)
            || sources.config.taxonomies.iter().any(|taxonomy| taxonomy.name == entry.key)
            || content_type.fields.iter().any(|field| field.name == entry.key);
        if !known {
            let mut finding = unknown_key(entry, &source.path, &content_type, sources, placed.kind);
            if in_section {
                finding = finding.help("this key belongs to sections, in `_index.md`");
            }
            findings.push(finding);
        }
    }
    let mut reading = Reading { front, span: &source.split.span, context: &context, findings: &mut findings };
    let envelope = envelope(&mut reading, &content_type, sources);
    let section_keys = if is_section { section_keys(&mut reading) } else { SectionKeys::default() };
    let raw_fields = fields::values(front, &content_type.fields, &source.split.span, &context, &mut findings);
    let unreadable = source.findings.iter().any(|finding| finding.rule == &rules::FRONT_MATTER_INVALID);
    let faulty = |finding: &Finding| finding.rule == &rules::FIELD_INVALID || finding.rule == &rules::FIELD_MISSING;
    let soundness = if unreadable {
        // What is missing was written, and cannot be read.
        findings.retain(|finding| finding.rule != &rules::FIELD_MISSING);
        Soundness::Unreadable
    } else if findings.iter().any(faulty) {
        Soundness::Faulty
    } else {
        Soundness::Sound
    };
    let page = Page {
        soundness,
        language: placed.language,
        key: placed.key,
        kind: placed.kind,
        content_type,
        envelope,
        section_keys,
        raw_fields,
        fields: Vec::new(),
        image: None,
        url: String::new(),
        output: crate::finding::OutputPath::new(""),
        section: None,
        children: Vec::new(),
        subsections: Vec::new(),
        terms: Vec::new(),
        translations: Vec::new(),
        previous: None,
        next: None,
        related: Vec::new(),
        back: Vec::new(),
        source: placed.source,
    };
    (page, findings)
}

/// The zone that a page's hours are in, when its type has a field `time_zone` and it is given.
fn own_time_zone(
    front: &Table,
    content_type: &ContentType,
    path: &SourcePath,
    findings: &mut Vec<Finding>,
) -> Option<jiff::tz::TimeZone> {
    content_type.fields.iter().find(|field| field.name == "time_zone")?;
    let Node { span, value: Value::Text(name) } = front.get("time_zone")? else { return None };
    if let Ok(zone) = jiff::tz::TimeZone::get(name) {
        Some(zone)
    } else {
        let finding =
            Finding::new(&rules::FIELD_INVALID, Place::at(path, span.clone()), format!("`{name}` is not a time zone"))
                .help("write an IANA name such as `Europe/Paris`");
        findings.push(finding);
        None
    }
}

fn content_type(
    placed: &Placed,
    contains: &HashMap<(usize, String), String>,
    sources: &Sources,
    findings: &mut Vec<Finding>,
) -> Arc<ContentType> {
    let types = &sources.theme.types;
    let path = &placed.source.path;
    let known = |name: &str, node: Option<&Node>, findings: &mut Vec<Finding>| {
        if types.contains_key(name) {
            return;
        }
        let place = node.map_or_else(|| Place::file(path), |node| Place::at(path, node.span.clone()));
        let help = did_you_mean(name, types.keys().map(String::as_str))
            .unwrap_or_else(|| format!("the types are `{}`", types.keys().cloned().collect::<Vec<_>>().join("`, `")));
        findings
            .push(Finding::new(&rules::TYPE_UNKNOWN, place, format!("there is no content type `{name}`")).help(help));
    };
    let front = &placed.source.split.front;
    for key in ["type", "contains"] {
        if let Some(Node { value: Value::Text(name), .. }) = front.get(key) {
            known(name, front.get(key), findings);
        }
    }
    let own = match front.get("type").map(|node| &node.value) {
        Some(Value::Text(name)) => Some(name.as_str()),
        _ => None,
    };
    let inherited = || (placed.kind == Kind::Page).then(|| inherited_type(placed, contains)).flatten();
    let name = own.or_else(inherited).unwrap_or("page");
    let found = types.get(name).or_else(|| types.get("page"));
    Arc::clone(found.expect("the type `page` always exists"))
}

fn unknown_key(entry: &Entry, path: &SourcePath, content_type: &ContentType, sources: &Sources, kind: Kind) -> Finding {
    let names = content_type
        .fields
        .iter()
        .map(|field| field.name.as_str())
        .chain(front::ENVELOPE.iter().map(|key| key.name))
        .chain(front::SECTION.iter().filter(|_| kind != Kind::Page).map(|key| key.name))
        .chain(sources.config.taxonomies.iter().map(|taxonomy| taxonomy.name.as_str()));
    fields::unknown(entry, path, names, &format!("of the type `{}`", content_type.name))
}
