//! `osier audit grid`: the criteria of the RGAA with what the tool found, as a CSV file and as a page to print.

use std::collections::BTreeSet;
use std::path::Path;

use super::{draw, sheet, table};
use crate::audit::rgaa::{self, Criterion, Decided};
use crate::audit::{HEADINGS, Heading, Verdict, is_document, page_heading, subjects};
use crate::build::Build;
use crate::finding::{Finding, Outcome, OutputPath, Severity, SourcePath};
use crate::model::{statement, url};
use crate::output::Content;

/// A page of the grid.
#[derive(Clone, Debug)]
pub(super) struct Column {
    /// Its title.
    pub(super) title: String,
    /// Its path below the base URL, or a whole address.
    pub(super) url: String,
    /// Where it is written and from what, when it is a page of the site.
    output: Option<OutputPath>,
    source: Option<SourcePath>,
    /// The criteria that have no subject on it.
    absent: BTreeSet<&'static str>,
}

/// A criterion of the grid.
#[derive(Clone, Debug)]
pub(super) struct Row {
    /// The criterion.
    pub(super) criterion: &'static Criterion,
    /// What the tool can say of it.
    pub(super) status: Status,
    /// Why.
    pub(super) detail: String,
    /// By column: what the record says, else what the tool proves.
    pub(super) cells: Vec<Option<Verdict>>,
}

/// What the tool can say of a criterion.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Status {
    /// It is not met on a page of the sample.
    NotMet,
    /// No page of the sample has a subject for it.
    NotApplicable,
    /// Something was found that a person must look at.
    ToReview,
    /// Nothing was found, which proves nothing.
    ToEvaluate,
}

impl Status {
    /// In the words of the grid.
    pub(super) fn words(self) -> &'static str {
        match self {
            Self::NotMet => "NC",
            Self::NotApplicable => "NA",
            Self::ToReview => "à vérifier",
            Self::ToEvaluate => "à évaluer",
        }
    }
}

/// How much of a criterion the tool decides, in the words of the grid.
pub(super) fn decided(criterion: &Criterion) -> &'static str {
    match criterion.decided {
        Decided::Most => "l’essentiel",
        Decided::Part => "une partie",
        Decided::Hint => "un indice",
        Decided::Nothing => "rien",
    }
}

/// Writes `audit.csv` and `audit.html` to `folder`, and says what was written.
///
/// # Errors
/// When they are there already, or cannot be written.
pub(super) fn write(build: &Build, folder: &Path) -> anyhow::Result<String> {
    let columns = columns(build);
    let rows = rows(build, &columns);
    let html = table::html(&build.site, &rows, &columns);
    let written = sheet::write(folder, "audit", &csv(&rows, &columns)?, &html)?;
    let count = |status: Status| rows.iter().filter(|row| row.status == status).count();
    Ok(format!(
        "{written}: {} criteria, {} pages; {} not met, {} that do not apply, {} to review, {} to evaluate",
        rows.len(),
        columns.len(),
        count(Status::NotMet),
        count(Status::NotApplicable),
        count(Status::ToReview),
        count(Status::ToEvaluate),
    ))
}

/// The pages of the record, else those drawn with the first seed.
pub(super) fn columns(build: &Build) -> Vec<Column> {
    let site = &build.site;
    let language = &site.config.languages.default_language().code;
    let sample: Vec<(String, String, bool)> = match &site.audit {
        Some(audit) if !audit.sample.is_empty() => audit
            .sample
            .iter()
            .map(|page| (page.title.get(language).to_owned(), page.url.clone(), page.is_own()))
            .collect(),
        _ => draw::draw(build, 1).into_iter().map(|page| (page.title, page.url, true)).collect(),
    };
    let column = |(title, address, own): (String, String, bool)| {
        let delivered = format!("{}{address}", site.base_path());
        let output = own.then(|| url::output_of(&site.config, &delivered));
        let page = site.pages.iter().find(|page| own && page.url == delivered);
        let html = output.as_ref().filter(|path| path.extension() == "html").and_then(|path| build.output.get(path));
        let made = html.and_then(Content::made);
        let absent = made.map_or_else(Vec::new, |bytes| subjects::absent(&[&String::from_utf8_lossy(&bytes)]));
        let absent = absent.into_iter().collect();
        Column { title, url: address, output, source: page.map(|page| page.path().clone()), absent }
    };
    // Criteria for pages are not about documents: those of the pages that offer them tell of them.
    sample.into_iter().filter(|(_, url, _)| !is_document(url)).map(column).collect()
}

/// Every criterion, with what the tool and the record say of it.
pub(super) fn rows(build: &Build, columns: &[Column]) -> Vec<Row> {
    rgaa::all().iter().map(|criterion| row(build, columns, criterion)).collect()
}

fn row(build: &Build, columns: &[Column], criterion: &'static Criterion) -> Row {
    let number = criterion.number.to_string();
    let of = |finding: &&Finding| {
        finding.rule.criteria.iter().any(|named| named.standard.starts_with("RGAA") && named.id == number)
    };
    let findings: Vec<&Finding> = build.findings.iter().filter(of).collect();
    let fails = |column: &Column| findings.iter().filter(|finding| proves(finding) && is_on(finding, column)).count();
    let record = build.site.audit.as_ref().filter(|audit| audit.date.is_some());
    let cell = |column: &Column| {
        let known = record.and_then(|audit| audit.results.on(&criterion.number, &column.url));
        let found = (fails(column) > 0).then_some(Verdict::NotMet);
        let absent = column.absent.contains(number.as_str()).then_some(Verdict::NotApplicable);
        known.or(found).or(absent)
    };
    let cells = columns.iter().map(cell).collect();
    let failed: Vec<&Column> = columns.iter().filter(|column| fails(column) > 0).collect();
    let absent = !columns.is_empty() && columns.iter().all(|column| column.absent.contains(number.as_str()));
    let status = if !failed.is_empty() {
        Status::NotMet
    } else if !findings.is_empty() {
        Status::ToReview
    } else if absent {
        Status::NotApplicable
    } else {
        Status::ToEvaluate
    };
    Row { criterion, status, detail: detail(&findings, &failed, status), cells }
}

/// Whether a finding proves that its criteria are not met: a rule that only warns goes further than they do, or is not
/// sure. What a site makes of a rule changes nothing to that.
pub(super) fn proves(finding: &Finding) -> bool {
    finding.outcome == Outcome::Fail && finding.rule.severity == Severity::Error
}

/// Whether a finding is about a page: delivered there, or written in its source.
fn is_on(finding: &Finding, column: &Column) -> bool {
    let shown = finding.shown_on().any(|page| Some(page) == column.output.as_ref());
    shown || column.source.as_ref() == Some(&finding.place.path)
}

fn detail(findings: &[&Finding], failed: &[&Column], status: Status) -> String {
    if status == Status::NotApplicable {
        return "aucun élément concerné dans l’échantillon".to_owned();
    }
    let plural = |count: usize| if count > 1 { "s" } else { "" };
    let mut parts = Vec::new();
    let faults = findings.iter().filter(|finding| proves(finding)).count();
    let reviews = findings.len() - faults;
    if faults > 0 {
        let pages: Vec<&str> = failed.iter().map(|column| column.title.as_str()).collect();
        let on = if pages.is_empty() { "hors de l’échantillon".to_owned() } else { pages.join(", ") };
        parts.push(format!("{faults} défaut{} ({on})", plural(faults)));
    }
    if reviews > 0 {
        parts.push(format!("{reviews} point{} à vérifier", plural(reviews)));
    }
    parts.extend(first(findings));
    parts.join(", ")
}

/// The first finding, after the rules of all.
pub(super) fn first(findings: &[&Finding]) -> Option<String> {
    let first = findings.first()?;
    let rules: BTreeSet<&str> = findings.iter().map(|finding| finding.rule.id).collect();
    let rules: Vec<&str> = rules.into_iter().collect();
    Some(format!("premier constat ({}), {}\u{a0}: {}", rules.join(", "), first.place.path, first.message))
}

/// The grid for spreadsheets.
pub(super) fn csv(rows: &[Row], columns: &[Column]) -> anyhow::Result<Vec<u8>> {
    let fixed = || HEADINGS.iter().filter(|(heading, _)| *heading != Heading::Remarks);
    let remarks = HEADINGS.iter().find(|(heading, _)| *heading == Heading::Remarks).map(|(_, words)| *words);
    let pages = columns.iter().map(|column| page_heading(&column.title, &column.url));
    let head = fixed().map(|(_, words)| (*words).to_owned()).chain(pages).chain(remarks.map(str::to_owned));
    let line = |row: &Row| {
        let value = |heading: Heading| match heading {
            Heading::Criterion => format!("RGAA {}", row.criterion.number),
            Heading::Topic => row.criterion.topic.to_owned(),
            Heading::Title => row.criterion.title.to_owned(),
            Heading::Tests => row.criterion.tests.to_string(),
            Heading::Decided => decided(row.criterion).to_owned(),
            Heading::Status => row.status.words().to_owned(),
            Heading::Detail => row.detail.clone(),
            Heading::Remarks => String::new(),
        };
        let cells = row.cells.iter().map(|cell| cell.map_or("", Verdict::code).to_owned());
        fixed().map(|(heading, _)| value(*heading)).chain(cells).chain([String::new()]).collect()
    };
    sheet::csv(std::iter::once(head.collect()).chain(rows.iter().map(line)), rgaa::ATTRIBUTION)
}

/// The address of the statement, to be linked from the grid.
pub(super) fn statement_url(site: &crate::model::Site) -> Option<String> {
    let id = statement::page(site, site.config.languages.default, statement::STATEMENT)?;
    Some(url::absolute(&site.config, &site.page(id).url))
}
