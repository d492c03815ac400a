//! The tables of the record, one by one.

use super::{Reading, date};
use crate::audit::{Action, Auditor, Contact, Declaration, Exemption, Plan, Remedies, Sampled, Scheme, Setup};
use crate::config::Localized;
use crate::data::{Node, Reader, Value};
use crate::finding::Place;

/// The longest multi-year plan, in years (décret n° 2019-768 of 24 July 2019).
const LONGEST_SCHEME: i16 = 3;

impl Reading<'_> {
    pub(super) fn auditor(&self, reader: &Reader<'_>) -> Auditor {
        let Some(fields) = reader.table("auditor") else { return Auditor::default() };
        let auditor = Auditor {
            name: fields.text("name").unwrap_or_default(),
            kind: fields.choice("kind", &["internal", "external"]),
            url: self.link(&fields, "url"),
        };
        fields.finish();
        auditor
    }

    pub(super) fn declaration(&self, reader: &Reader<'_>) -> Declaration {
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
        declaration.technologies = self.proses(&fields, "technologies");
        declaration.tools = self.proses(&fields, "tools");
        for setup in fields.tables("environment") {
            let (assistive, browser) = (setup.text("assistive"), setup.text("browser"));
            match (assistive, browser) {
                (Some(assistive), Some(browser)) => declaration.environment.push(Setup { assistive, browser }),
                (None, _) if setup.node("assistive").is_none() => Self::missing(&setup, "assistive"),
                (_, None) if setup.node("browser").is_none() => Self::missing(&setup, "browser"),
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

    pub(super) fn sample(&self, reader: &Reader<'_>) -> Vec<Sampled> {
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
                (None, None) => Self::missing(&fields, "url"),
                _ => {}
            }
            fields.finish();
        }
        sample
    }

    pub(super) fn exemptions(&self, reader: &Reader<'_>) -> Vec<Exemption> {
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

    pub(super) fn not_subject(&self, reader: &Reader<'_>) -> Vec<Localized> {
        let content = |fields: Reader<'_>| {
            let content = self.needed(&fields, "content");
            fields.finish();
            content
        };
        reader.tables("not_subject").into_iter().map(content).collect()
    }

    pub(super) fn contact(&self, reader: &Reader<'_>) -> Contact {
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

    pub(super) fn scheme(&self, reader: &Reader<'_>) -> Option<Scheme> {
        let fields = reader.table("scheme")?;
        let url = self.link(&fields, "url");
        let years = match fields.node("years") {
            None => {
                Self::missing(&fields, "years");
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

    pub(super) fn plans(&self, reader: &Reader<'_>) -> Vec<Plan> {
        let mut plans = Vec::new();
        for fields in reader.tables("plan") {
            let year = fields.node("year").and_then(year);
            match (year, fields.node("year")) {
                (None, None) => Self::missing(&fields, "year"),
                (None, Some(node)) => {
                    let _: Option<()> = fields.wrong("year", node, "a year such as `2027`");
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

pub(super) fn remedies(reader: &Reader<'_>) -> Remedies {
    let Some(fields) = reader.table("remedies") else { return Remedies::default() };
    let remedies = Remedies {
        form: fields.text("form"),
        delegates: fields.text("delegates"),
        address: fields.texts("address").unwrap_or_default(),
    };
    fields.finish();
    remedies
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
