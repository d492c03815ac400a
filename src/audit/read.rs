//! From the text of `audit.toml` to an [`Audit`] and what is wrong with it.

mod parts;
mod results;

use std::cell::RefCell;
use std::sync::Arc;

use jiff::civil::Date;

use super::{Audit, FILE, Link, Results, Standard};
use crate::config::{Languages, Localized, localized, localized_node};
use crate::data::{Node, Reader, Value, recover_toml, table_of};
use crate::finding::{Finding, Place, SourcePath, rules};

/// Reads the text of a file of the site, to find the grid.
pub type Text<'a> = &'a dyn Fn(&SourcePath) -> Option<Arc<str>>;

/// The path of the grid that the record names.
pub fn grid_of(text: &str) -> Option<SourcePath> {
    let (node, _) = recover_toml(text);
    match &node.value {
        Value::Table(table) => match &table.get("grid")?.value {
            Value::Text(path) => SourcePath::join("", path),
            _ => None,
        },
        _ => None,
    }
}

/// What the record is read with.
struct Reading<'a> {
    path: &'a SourcePath,
    languages: &'a Languages,
    text: Text<'a>,
    findings: &'a RefCell<Vec<Finding>>,
}

/// Reads the record of a site. A broken one still gives a usable value, with its findings.
pub fn read(record: &str, languages: &Languages, text: Text<'_>) -> (Audit, Vec<Finding>) {
    let path = SourcePath::new(FILE);
    let findings = RefCell::new(Vec::new());
    let (table, faults) = table_of(record, &path, &rules::AUDIT_INVALID);
    let sound = faults.is_empty();
    findings.borrow_mut().extend(faults);
    let reader = Reader::new(&table, &path, (&rules::AUDIT_INVALID, &rules::AUDIT_INVALID), &findings);
    let reading = Reading { path: &path, languages, text, findings: &findings };
    let audit = reading.audit(&reader);
    // What a broken file lacks may be what could not be read.
    if sound {
        Reading::complete(&reader, &audit);
    }
    reader.finish();
    (audit, findings.into_inner())
}

impl Reading<'_> {
    fn audit(&self, reader: &Reader<'_>) -> Audit {
        let mut audit = Audit {
            date: date(reader, "date"),
            standard: standard(reader),
            superseded: date(reader, "superseded"),
            entity: self.prose(reader, "entity"),
            scope: self.prose(reader, "scope"),
            auditor: self.auditor(reader),
            declaration: self.declaration(reader),
            sample: self.sample(reader),
            results: Results::default(),
            non_conformities: Vec::new(),
            exemptions: self.exemptions(reader),
            not_subject: self.not_subject(reader),
            contact: self.contact(reader),
            remedies: parts::remedies(reader),
            scheme: self.scheme(reader),
            plans: self.plans(reader),
            place: reader.entry("date").map_or_else(|| Place::file(self.path), |entry| self.at(&entry.node)),
        };
        audit.results = self.results(reader, &audit);
        audit.non_conformities = self.non_conformities(reader, &audit);
        audit
    }

    /// An audit has a date, an auditor, a sample, results and a statement; a record without an audit has none of these.
    fn complete(reader: &Reader<'_>, audit: &Audit) {
        let parts = [
            ("sample", !audit.sample.is_empty(), "`[[sample]]` with a `title` and a `url` for each page audited"),
            ("results", !audit.results.is_empty(), "`grid = \"audit.csv\"`, or `\"1.1\" = \"C\"`… under `[results]`"),
            ("auditor", !audit.auditor.name.is_empty(), "`[auditor]` with a `name`"),
            ("made", audit.declaration.made.is_some(), "`[declaration]` with `made = 2026-11-20`"),
        ];
        if audit.date.is_none() {
            let of_an_audit = ["results", "grid", "sample", "auditor"];
            if let Some(entry) = of_an_audit.iter().find_map(|key| reader.entry(key))
                && reader.node("date").is_none()
            {
                let message = format!("there is `{}`, and no `date` of an audit", entry.key);
                reader.report(entry.span.clone(), message, "write the day the audit ended, `date = 2026-10-16`");
            }
            return;
        }
        for (name, given, help) in parts {
            if !given && (name != "results" || reader.node("grid").is_none()) {
                let span = reader.entry("date").map_or(0..0, |entry| entry.span.clone());
                reader.report(span, format!("the audit has no `{name}`"), format!("write {help}"));
            }
        }
        if let (Some(date), Some(made), Some(node)) = (audit.date, audit.declaration.made, reader.node("date"))
            && made < date
        {
            let message = format!("the statement was made on {made}, before the end of its audit");
            reader.report(node.span.clone(), message, "correct `date`, or `made` in `[declaration]`");
        }
    }

    fn at(&self, node: &Node) -> Place {
        Place::at(self.path, node.span.clone())
    }

    /// Text for people: one for all languages, or a table by language.
    fn prose(&self, reader: &Reader<'_>, key: &'static str) -> Localized {
        localized(reader, key, self.languages)
    }

    /// A list of texts for people.
    fn proses(&self, reader: &Reader<'_>, key: &'static str) -> Vec<Localized> {
        match reader.node(key) {
            None => Vec::new(),
            Some(Node { value: Value::List(nodes), .. }) => {
                nodes.iter().map(|node| localized_node(reader, key, node, self.languages)).collect()
            }
            Some(node) => reader.wrong(key, node, "a list of texts").unwrap_or_default(),
        }
    }

    /// Text that must be there; `of` is the table, to say where it is missing.
    fn needed(&self, reader: &Reader<'_>, key: &'static str) -> Localized {
        let prose = self.prose(reader, key);
        if prose.is_empty() && reader.node(key).is_none() {
            Self::missing(reader, key);
        }
        prose
    }

    fn missing(reader: &Reader<'_>, key: &str) {
        let of = reader.entries().first().map_or(0..0, |entry| entry.span.clone());
        reader.report(of, format!("`{key}` is missing from this table"), format!("write `{key} = …`"));
    }

    fn link(&self, reader: &Reader<'_>, key: &'static str) -> Option<Link> {
        let written = reader.text(key)?;
        let place = reader.node(key).map_or_else(|| Place::file(self.path), |node| self.at(node));
        Some(Link { written, place })
    }
}

fn standard(reader: &Reader<'_>) -> Standard {
    let written = reader.text("standard").unwrap_or_else(|| "RGAA 4.1.2".to_owned());
    let (name, version) = written.rsplit_once(' ').unwrap_or((&written, ""));
    let is_version = !version.is_empty() && version.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    if let (false, Some(node)) = (is_version, reader.node("standard")) {
        let message = format!("`{written}` is not a standard and its version");
        reader.report(node.span.clone(), message, "write `standard = \"RGAA 4.1.2\"`");
    }
    Standard { name: name.to_owned(), version: version.to_owned() }
}

/// A day: a TOML date, or one in quotes.
fn date(reader: &Reader<'_>, key: &'static str) -> Option<Date> {
    let node = reader.node(key)?;
    if let Value::Datetime(text) | Value::Text(text) = &node.value
        && text.len() == 10
        && let Ok(date) = text.parse()
    {
        return Some(date);
    }
    reader.wrong(key, node, "a date such as `2026-11-20`")
}
