//! From the text of `eco.toml` to an [`Eco`] and what is wrong with it.

use std::cell::RefCell;

use jiff::civil::Date;

use super::{Answer, Contact, Eco, FILE, rgesn};
use crate::audit::{Link, Number, Verdict};
use crate::config::{Languages, Localized, localized, localized_node};
use crate::data::{Entry, Node, Reader, Value, table_of};
use crate::finding::{Finding, Place, SourcePath, rules};

/// Reads the record of a site. A broken one still gives a usable value, with its findings.
pub fn read(record: &str, languages: &Languages) -> (Eco, Vec<Finding>) {
    let path = SourcePath::new(FILE);
    let findings = RefCell::new(Vec::new());
    let (table, faults) = table_of(record, &path, &rules::ECO_INVALID);
    let sound = faults.is_empty();
    findings.borrow_mut().extend(faults);
    let reader = Reader::new(&table, &path, (&rules::ECO_INVALID, &rules::ECO_INVALID), &findings);
    let [entity, scope, method] = ["entity", "scope", "method"].map(|key| prose(&reader, key, languages));
    let [measures, plans] = ["measures", "plans"].map(|key| proses(&reader, key, languages));
    let eco = Eco {
        made: date(&reader, "made"),
        review: date(&reader, "review"),
        entity,
        scope,
        method,
        measures,
        plans,
        contact: contact(&reader, &path),
        answers: answers(&reader, languages),
        place: reader.node("review").map_or_else(|| Place::file(&path), |node| Place::at(&path, node.span.clone())),
    };
    // What a broken file lacks may be what could not be read.
    if sound {
        complete(&reader, &eco);
    }
    reader.finish();
    (eco, findings.into_inner())
}

fn complete(reader: &Reader<'_>, eco: &Eco) {
    for (key, help) in [
        ("made", "write the day the statement was made, `made = 2026-11-20`"),
        ("review", "write the day by which it is looked at again, `review = 2027-11-20`"),
    ] {
        if reader.node(key).is_none() {
            reader.report(0..0, format!("`{key}` is missing"), help);
        }
    }
    if let (Some(made), Some(review), Some(node)) = (eco.made, eco.review, reader.node("review"))
        && review <= made
    {
        let message = format!("the statement is to be looked at again on {review}, and was made on {made}");
        reader.report(node.span.clone(), message, "correct `made` or `review`");
    }
}

/// A text for people whose languages the site has.
fn prose(reader: &Reader<'_>, key: &'static str, languages: &Languages) -> Localized {
    localized(reader, key, languages)
}

fn proses(reader: &Reader<'_>, key: &'static str, languages: &Languages) -> Vec<Localized> {
    match reader.node(key) {
        None => Vec::new(),
        Some(Node { value: Value::List(nodes), .. }) => {
            nodes.iter().map(|node| localized_node(reader, key, node, languages)).collect()
        }
        Some(node) => reader.wrong(key, node, "a list of texts").unwrap_or_default(),
    }
}

fn contact(reader: &Reader<'_>, path: &SourcePath) -> Contact {
    let Some(fields) = reader.table("contact") else { return Contact::default() };
    let page = fields.text("page").map(|written| {
        let place = fields.node("page").map_or_else(|| Place::file(path), |node| Place::at(path, node.span.clone()));
        Link { written, place }
    });
    let contact = Contact { name: fields.text("name"), email: fields.text("email"), page };
    fields.finish();
    contact
}

fn answers(reader: &Reader<'_>, languages: &Languages) -> Vec<Answer> {
    reader.named("criteria").iter().filter_map(|entry| answer(reader, entry, languages)).collect()
}

fn answer(reader: &Reader<'_>, entry: &Entry, languages: &Languages) -> Option<Answer> {
    let Some(criterion) = Number::parse(&entry.key).filter(|number| rgesn::find(number).is_some()) else {
        let message = format!("`{}` is not a criterion of the RGESN 2024", entry.key);
        reader.report(entry.span.clone(), message, "write the number of a criterion in quotes, `\"1.1\"`");
        return None;
    };
    let (verdict, comment) = match &entry.node.value {
        Value::Table(table) => {
            let fields = reader.of(table);
            let verdict = fields.node("verdict").and_then(|node| verdict(reader, node));
            if fields.node("verdict").is_none() {
                reader.report(
                    entry.span.clone(),
                    format!("`{}` has no `verdict`", entry.key),
                    "write `C`, `NC` or `NA`",
                );
            }
            let comment = prose(&fields, "comment", languages);
            fields.finish();
            (verdict, comment)
        }
        _ => (verdict(reader, &entry.node), Localized::default()),
    };
    Some(Answer { criterion, verdict: verdict?, comment })
}

fn verdict(reader: &Reader<'_>, node: &Node) -> Option<Verdict> {
    let verdict = match &node.value {
        Value::Text(code) => Verdict::of(code),
        _ => None,
    };
    if verdict.is_none() {
        let help = "write `C` where it is met, `NC` where it is not, `NA` where it does not apply";
        reader.report(node.span.clone(), "this is not a verdict", help);
    }
    verdict
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
