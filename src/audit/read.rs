//! From the text of `audit.toml` to an [`Audit`] and what is wrong with it.

use std::cell::RefCell;
use std::sync::Arc;

use jiff::civil::Date;

use super::{
    Action, Audit, Auditor, Contact, Declaration, Exemption, FILE, Link, NonConformity, Number, Plan, Remedies,
    Results, Sampled, Scheme, Setup, Standard, Verdict, grid, rgaa,
};
use crate::config::{Languages, Localized, localized};
use crate::data::{Entry, Node, Reader, Table, Value, recover_toml};
use crate::finding::{Finding, Place, SourcePath, did_you_mean, rules};

/// The longest multi-year plan, in years (décret n° 2019-768 of 24 July 2019).
const LONGEST_SCHEME: i16 = 3;

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
    let (node, faults) = recover_toml(record);
    findings.borrow_mut().extend(faults.into_iter().map(|fault| {
        Finding::new(&rules::AUDIT_INVALID, Place::at(&path, fault.span), fault.message)
            .help("`audit.toml` is written in TOML: https://toml.io")
    }));
    let empty = Table::default();
    let table = if let Value::Table(table) = &node.value { table } else { &empty };
    let reader = Reader::new(table, &path, (&rules::AUDIT_INVALID, &rules::AUDIT_INVALID), &findings);
    let reading = Reading { path: &path, languages, text, findings: &findings };
    let audit = reading.audit(&reader);
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
            remedies: remedies(reader),
            scheme: self.scheme(reader),
            plans: self.plans(reader),
            place: reader.entry("date").map_or_else(|| Place::file(self.path), |entry| self.at(&entry.node)),
        };
        audit.results = self.results(reader, &audit);
        audit.non_conformities = self.non_conformities(reader, &audit);
        self.complete(reader, &audit);
        audit
    }

    /// An audit has a date, an auditor, a sample, results and a statement; a record without an audit has none of these.
    fn complete(&self, reader: &Reader<'_>, audit: &Audit) {
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
        if let Some(Node { value: Value::Table(table), .. }) = reader.node(key) {
            let codes = || self.languages.all.iter().map(|language| language.code.as_str());
            for entry in table.0.iter().filter(|entry| !codes().any(|code| code == entry.key)) {
                let message = format!("`{}` is not a language of the site", entry.key);
                let all = || format!("the languages are `{}`", codes().collect::<Vec<_>>().join("`, `"));
                reader.report(entry.span.clone(), message, did_you_mean(&entry.key, codes()).unwrap_or_else(all));
            }
        }
        localized(reader, key)
    }

    /// Text that must be there; `of` is the table, to say where it is missing.
    fn needed(&self, reader: &Reader<'_>, key: &'static str) -> Localized {
        let prose = self.prose(reader, key);
        if prose.is_empty() && reader.node(key).is_none() {
            self.missing(reader, key);
        }
        prose
    }

    fn missing(&self, reader: &Reader<'_>, key: &str) {
        let of = reader.entries().first().map_or(0..0, |entry| entry.span.clone());
        reader.report(of, format!("`{key}` is missing from this table"), format!("write `{key} = …`"));
    }

    fn link(&self, reader: &Reader<'_>, key: &'static str) -> Option<Link> {
        let written = reader.text(key)?;
        let place = reader.node(key).map_or_else(|| Place::file(self.path), |node| self.at(node));
        Some(Link { written, place })
    }

    fn auditor(&self, reader: &Reader<'_>) -> Auditor {
        let Some(fields) = reader.table("auditor") else { return Auditor::default() };
        let auditor = Auditor {
            name: fields.text("name").unwrap_or_default(),
            kind: fields.choice("kind", &["internal", "external"]),
            url: self.link(&fields, "url"),
        };
        fields.finish();
        auditor
    }

    fn declaration(&self, reader: &Reader<'_>) -> Declaration {
        let mut declaration = Declaration {
            made: None,
            updated: None,
            technologies: Vec::new(),
            tools: Vec::new(),
            environment: Vec::new(),
            place: Place::file(self.path),
        };
        let Some(fields) = reader.table("declaration") else { return declaration };
        declaration.made = date(&fields, "made");
        declaration.updated = date(&fields, "updated");
        declaration.technologies = fields.texts("technologies").unwrap_or_default();
        declaration.tools = fields.texts("tools").unwrap_or_default();
        for setup in fields.tables("environment") {
            let (assistive, browser) = (setup.text("assistive"), setup.text("browser"));
            match (assistive, browser) {
                (Some(assistive), Some(browser)) => declaration.environment.push(Setup { assistive, browser }),
                (None, _) if setup.node("assistive").is_none() => self.missing(&setup, "assistive"),
                (_, None) if setup.node("browser").is_none() => self.missing(&setup, "browser"),
                _ => {}
            }
            setup.finish();
        }
        if let Some(node) = fields.node("made") {
            declaration.place = self.at(node);
        }
        if let (Some(made), Some(updated), Some(node)) = (declaration.made, declaration.updated, fields.node("updated"))
            && updated < made
        {
            let message = format!("the statement was updated on {updated}, before it was made");
            fields.report(node.span.clone(), message, "correct `made` or `updated`");
        }
        fields.finish();
        declaration
    }

    fn sample(&self, reader: &Reader<'_>) -> Vec<Sampled> {
        let mut sample: Vec<Sampled> = Vec::new();
        for fields in reader.tables("sample") {
            let title = self.needed(&fields, "title");
            let url = fields.text("url");
            match (url, fields.node("url")) {
                (Some(url), Some(node)) => {
                    let own = url.starts_with('/') && !url.starts_with("//");
                    if !own && !url.starts_with("https://") && !url.starts_with("http://") {
                        let message = format!("`{url}` is not the address of a page");
                        let help = "write its path below the address of the site, `/fr/contact/`, or `https://…` for a page elsewhere";
                        fields.report(node.span.clone(), message, help);
                    } else if sample.iter().any(|page| page.url == url) {
                        let message = format!("the page `{url}` is in the sample twice");
                        fields.report(node.span.clone(), message, "remove it once");
                    } else {
                        sample.push(Sampled { title, url, place: self.at(node) });
                    }
                }
                (None, None) => self.missing(&fields, "url"),
                _ => {}
            }
            fields.finish();
        }
        sample
    }

    fn results(&self, reader: &Reader<'_>, audit: &Audit) -> Results {
        let mut results = Results::default();
        if let (Some(written), Some(node)) = (reader.text("grid"), reader.node("grid")) {
            let path = SourcePath::join("", &written).filter(|path| path.extension() == "csv");
            match path.and_then(|path| (self.text)(&path).map(|text| (path, text))) {
                Some((path, text)) => {
                    self.findings.borrow_mut().append(&mut grid::read(&text, &path, audit, &mut results));
                }
                None => {
                    let message = format!("there is no grid `{written}`");
                    let help =
                        "write the path of a `.csv` file from the root of the site; `osier audit grid` makes one";
                    self.findings
                        .borrow_mut()
                        .push(Finding::new(&rules::FILE_MISSING, self.at(node), message).help(help));
                }
            }
        }
        let Some(fields) = reader.table("results") else { return results };
        let mut pages: &[Entry] = &[];
        for entry in fields.entries() {
            if entry.key == "pages" {
                pages = fields.named("pages");
            } else if let Some((number, verdict)) = result(&fields, entry, audit) {
                results.set(number, verdict);
            }
        }
        for page in pages {
            let Value::Table(table) = &page.node.value else {
                let _: Option<()> = fields.wrong(&page.key, &page.node, "a table of results");
                continue;
            };
            if !audit.sample.iter().any(|sampled| sampled.url == page.key) {
                let near = did_you_mean(&page.key, audit.urls());
                let message = format!("`{}` is not a page of the sample", page.key);
                let help = near.unwrap_or_else(|| "add it as a `[[sample]]`, or remove its results".to_owned());
                fields.report(page.span.clone(), message, help);
                continue;
            }
            for entry in &table.0 {
                if let Some((number, verdict)) = result(&fields, entry, audit) {
                    results.set_on(number, &page.key, verdict);
                }
            }
        }
        results
    }

    fn non_conformities(&self, reader: &Reader<'_>, audit: &Audit) -> Vec<NonConformity> {
        let mut found = Vec::new();
        let urls = audit.urls();
        for fields in reader.tables("non_conformity") {
            let description = self.needed(&fields, "description");
            let written = fields.text("criterion");
            match (&written, fields.node("criterion")) {
                (Some(written), Some(node)) => {
                    if let Some(number) = criterion(&fields, written, &node.span, audit) {
                        let overall = audit.results.overall(&number, &urls);
                        if let Some(verdict @ (Verdict::Met | Verdict::NotApplicable)) = overall {
                            let message = format!(
                                "the criterion `{number}` is described as not met, and its result is `{}`",
                                verdict.code()
                            );
                            fields.report(node.span.clone(), message, "correct the result, or remove the description");
                        }
                        found.push(NonConformity { criterion: number, description });
                    }
                }
                (None, None) => self.missing(&fields, "criterion"),
                _ => {}
            }
            fields.finish();
        }
        found
    }

    fn exemptions(&self, reader: &Reader<'_>) -> Vec<Exemption> {
        let exemption = |fields: Reader<'_>| {
            let exemption = Exemption {
                content: self.needed(&fields, "content"),
                reason: self.needed(&fields, "reason"),
                alternative: self.prose(&fields, "alternative"),
            };
            fields.finish();
            exemption
        };
        reader.tables("exemption").into_iter().map(exemption).collect()
    }

    fn not_subject(&self, reader: &Reader<'_>) -> Vec<Localized> {
        let content = |fields: Reader<'_>| {
            let content = self.needed(&fields, "content");
            fields.finish();
            content
        };
        reader.tables("not_subject").into_iter().map(content).collect()
    }

    fn contact(&self, reader: &Reader<'_>) -> Contact {
        let Some(fields) = reader.table("contact") else { return Contact::default() };
        let contact = Contact {
            email: fields.text("email"),
            phone: fields.text("phone"),
            form: self.link(&fields, "form"),
            answer: self.prose(&fields, "answer"),
        };
        fields.finish();
        contact
    }

    fn scheme(&self, reader: &Reader<'_>) -> Option<Scheme> {
        let fields = reader.table("scheme")?;
        let url = self.link(&fields, "url");
        let years = match fields.node("years") {
            None => {
                self.missing(&fields, "years");
                None
            }
            Some(node) => {
                let years = years(node);
                match years {
                    None => fields.report(
                        node.span.clone(),
                        "`years` is not a first and a last year",
                        "write `years = [2026, 2028]`",
                    ),
                    Some((first, last)) if last - first >= LONGEST_SCHEME => {
                        let message = format!("the plan lasts {} years", last - first + 1);
                        let help = "a multi-year accessibility plan lasts three years at most";
                        fields.report(node.span.clone(), message, help);
                    }
                    Some(_) => {}
                }
                years
            }
        };
        fields.finish();
        Some(Scheme { years: years?, url })
    }

    fn plans(&self, reader: &Reader<'_>) -> Vec<Plan> {
        let mut plans = Vec::new();
        for fields in reader.tables("plan") {
            let year = fields.node("year").and_then(year);
            match (year, fields.node("year")) {
                (None, None) => self.missing(&fields, "year"),
                (None, Some(node)) => {
                    let _: Option<()> = fields.wrong("year", node, "a year, `2027`");
                }
                _ => {}
            }
            let item = |item: Reader<'_>| {
                let action = Action { text: self.needed(&item, "text"), done: item.bool("done").unwrap_or_default() };
                item.finish();
                action
            };
            let items = fields.tables("items").into_iter().map(item).collect();
            let review = self.prose(&fields, "review");
            plans.extend(year.map(|year| Plan { year, items, review }));
            fields.finish();
        }
        // The year to come first.
        plans.sort_by_key(|plan| -plan.year);
        plans
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

fn remedies(reader: &Reader<'_>) -> Remedies {
    let Some(fields) = reader.table("remedies") else { return Remedies::default() };
    let remedies = Remedies {
        form: fields.text("form"),
        delegates: fields.text("delegates"),
        address: fields.texts("address").unwrap_or_default(),
    };
    fields.finish();
    remedies
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
    reader.wrong(key, node, "a date, `2026-11-20`")
}

fn year(node: &Node) -> Option<i16> {
    match node.value {
        Value::Integer(year @ 2000..=9999) => i16::try_from(year).ok(),
        _ => None,
    }
}

fn years(node: &Node) -> Option<(i16, i16)> {
    let Value::List(nodes) = &node.value else { return None };
    let [first, last] = nodes.as_slice() else { return None };
    Some((year(first)?, year(last)?)).filter(|(first, last)| first <= last)
}

/// A result: `"1.1" = "C"`.
fn result(reader: &Reader<'_>, entry: &Entry, audit: &Audit) -> Option<(Number, Verdict)> {
    let bare = entry.key.bytes().all(|byte| byte.is_ascii_digit()) && matches!(entry.node.value, Value::Table(_));
    if bare {
        let message = format!("the number of a criterion of the topic {} is not in quotes", entry.key);
        reader.report(entry.span.clone(), message, format!("write `\"{}.1\" = …`, with quotes", entry.key));
        return None;
    }
    let number = criterion(reader, &entry.key, &entry.span, audit)?;
    let verdict = match &entry.node.value {
        Value::Text(code) => Verdict::of(code),
        _ => None,
    };
    if verdict.is_none() {
        let message = match &entry.node.value {
            Value::Text(code) => format!("the result of `{number}` is `{code}`"),
            value => format!("the result of `{number}` is {}", value.kind()),
        };
        reader.report(entry.node.span.clone(), message, "write `C` (met), `NC` (not met) or `NA` (does not apply)");
    }
    Some((number, verdict?))
}

/// The number of a criterion that exists.
fn criterion(reader: &Reader<'_>, written: &str, span: &std::ops::Range<usize>, audit: &Audit) -> Option<Number> {
    let number = Number::parse(written);
    let known = number.as_ref().is_some_and(|number| !audit.is_rgaa() || rgaa::find(number).is_some());
    if !known {
        let message =
            format!("`{written}` is not a criterion of the {} {}", audit.standard.name, audit.standard.version);
        reader.report(span.clone(), message, "write the number of a criterion in quotes, `\"1.1\"`");
    }
    number.filter(|_| known)
}
