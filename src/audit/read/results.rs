//! The results of the record, from its grid and its own tables, and what it says of the criteria that are not met.

use super::Reading;
use crate::audit::{Audit, NonConformity, Number, Results, Verdict, grid, rgaa};
use crate::data::{Entry, Reader, Value};
use crate::finding::{Finding, SourcePath, did_you_mean, rules};

impl Reading<'_> {
    pub(super) fn results(&self, reader: &Reader<'_>, audit: &Audit) -> Results {
        let mut results = Results::default();
        if let (Some(written), Some(node)) = (reader.text("grid"), reader.node("grid")) {
            let path = SourcePath::join("", &written).filter(|path| path.extension() == "csv");
            if let Some((path, text)) = path.and_then(|path| (self.text)(&path).map(|text| (path, text))) {
                self.findings.borrow_mut().append(&mut grid::read(&text, &path, audit, &mut results));
            } else {
                let message = format!("there is no grid `{written}`");
                let help = "write the path of a `.csv` file from the root of the site; `osier audit grid` makes one";
                self.findings.borrow_mut().push(Finding::new(&rules::FILE_MISSING, self.at(node), message).help(help));
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

    pub(super) fn non_conformities(&self, reader: &Reader<'_>, audit: &Audit) -> Vec<NonConformity> {
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
                (None, None) => Self::missing(&fields, "criterion"),
                _ => {}
            }
            fields.finish();
        }
        found
    }
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
