//! The vocabulary of schema.org, as far as pages of institutions need it, and what is wrong with data by it.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value};

/// Types with their parents, properties with the types that have them and those of their values.
pub(crate) struct Vocabulary {
    parents: BTreeMap<&'static str, Vec<&'static str>>,
    properties: BTreeMap<&'static str, (Vec<&'static str>, Vec<&'static str>)>,
    members: BTreeMap<&'static str, Vec<&'static str>>,
}

const TEXT: &str = include_str!("vocabulary.txt");

/// Properties that are addresses of what stands elsewhere, in full.
const ADDRESSES: &[&str] = &["contentUrl", "hasMap", "image", "logo", "sameAs", "thumbnailUrl", "url"];

/// What search engines want of a type beyond its name.
const REQUIRED: &[(&str, &[&str])] = &[
    ("BreadcrumbList", &["itemListElement"]),
    ("Event", &["location", "name", "startDate"]),
    ("JobPosting", &["datePosted", "description", "hiringOrganization", "jobLocation", "title"]),
    ("NewsArticle", &["author", "datePublished", "headline"]),
    ("ProfilePage", &["mainEntity"]),
    ("VideoObject", &["name", "thumbnailUrl", "uploadDate"]),
];

impl Vocabulary {
    pub(crate) fn read() -> Self {
        let mut all = Self { parents: BTreeMap::new(), properties: BTreeMap::new(), members: BTreeMap::new() };
        let words = |text: &'static str| text.split_whitespace().collect::<Vec<_>>();
        for line in TEXT.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
            if let Some((name, parents)) = line.split_once('<') {
                all.parents.insert(name.trim(), words(parents));
            } else if let Some((name, members)) = line.split_once('=') {
                all.members.insert(name.trim(), words(members));
            } else {
                let [name, domains, ranges] = line.split('|').collect::<Vec<_>>()[..] else { panic!("{line}") };
                all.properties.insert(name.trim(), (words(domains), words(ranges)));
            }
        }
        all
    }

    /// A type and all above it.
    fn line(&self, kind: &str) -> BTreeSet<&str> {
        let mut line = BTreeSet::new();
        let mut next = vec![kind];
        while let Some(kind) = next.pop() {
            if let Some((name, parents)) = self.parents.get_key_value(kind)
                && line.insert(*name)
            {
                next.extend(parents);
            }
        }
        line
    }

    /// What is wrong with a node and with what stands in it.
    pub(crate) fn faults(&self, node: &Map<String, Value>) -> Vec<String> {
        let Some(kind) = node.get("@type").and_then(Value::as_str) else {
            let only = node.len() == 1 && node.get("@id").and_then(Value::as_str).is_some_and(is_absolute);
            return if only { Vec::new() } else { vec![format!("{node:?} has no type")] };
        };
        let line = self.line(kind);
        if line.is_empty() {
            return vec![format!("there is no type {kind}")];
        }
        let mut faults = Vec::new();
        for (name, value) in node.iter().filter(|(name, _)| !name.starts_with('@')) {
            let Some((domains, ranges)) = self.properties.get(name.as_str()) else {
                faults.push(format!("there is no property {name} (of {kind})"));
                continue;
            };
            if !domains.iter().any(|domain| line.contains(domain)) {
                faults.push(format!("a {kind} has no {name}"));
            }
            for value in value.as_array().map_or_else(|| std::slice::from_ref(value), Vec::as_slice) {
                if let Value::Object(node) = value {
                    faults.extend(self.faults(node));
                }
                if !self.is_of(value, ranges) {
                    faults.push(format!("{kind}.{name} is {value}, not {ranges:?}"));
                }
                if ADDRESSES.contains(&name.as_str()) && value.as_str().is_some_and(|text| !is_absolute(text)) {
                    faults.push(format!("{kind}.{name} is {value}, no whole address"));
                }
            }
        }
        let required = REQUIRED.iter().filter(|(of, _)| *of == kind).flat_map(|(_, names)| *names);
        // A node that stands for a page elsewhere is told in full there.
        let whole = node.contains_key("mainEntityOfPage") || !node.contains_key("@id") || kind == "ProfilePage";
        faults.extend(
            required.filter(|name| whole && !node.contains_key(**name)).map(|name| format!("a {kind} without {name}")),
        );
        faults
    }

    fn is_of(&self, value: &Value, ranges: &[&str]) -> bool {
        let has = |names: &[&str]| names.iter().any(|name| ranges.contains(name));
        match value {
            Value::Bool(_) => has(&["Boolean"]),
            Value::Number(number) => has(&["Number"]) || has(&["Integer"]) && number.is_i64(),
            Value::Object(node) => match node.get("@type").and_then(Value::as_str) {
                Some(kind) => self.line(kind).iter().any(|above| ranges.contains(above)),
                None => ranges.iter().any(|range| self.parents.contains_key(range)),
            },
            Value::String(text) => {
                let member = text.strip_prefix("https://schema.org/");
                let enumerated =
                    |range: &&str| self.members.get(range).is_some_and(|all| all.contains(&member.unwrap_or_default()));
                // A text is right everywhere a text is; a date and an address are not any text.
                has(&["Text"])
                    || has(&["Date", "DateTime"]) && is_date(text)
                    || has(&["URL"]) && is_absolute(text)
                    || ranges.iter().any(enumerated)
            }
            _ => false,
        }
    }
}

fn is_absolute(text: &str) -> bool {
    text.starts_with("https://") || text.starts_with("http://")
}

/// A year, a month, a day, or a moment with its offset.
fn is_date(text: &str) -> bool {
    match text.len() {
        4 => text.bytes().all(|byte| byte.is_ascii_digit()),
        7 => format!("{text}-01").parse::<jiff::civil::Date>().is_ok(),
        10 => text.parse::<jiff::civil::Date>().is_ok(),
        _ => text.parse::<jiff::Timestamp>().is_ok(),
    }
}

#[test]
fn the_vocabulary_is_whole_in_itself() {
    let all = Vocabulary::read();
    for (kind, parents) in &all.parents {
        assert!(parents.iter().all(|parent| all.parents.contains_key(parent)), "{kind} < {parents:?}");
        assert!(all.line(kind).contains("Thing"), "{kind} is a Thing");
    }
    for (name, (domains, ranges)) in &all.properties {
        assert!(!ranges.is_empty(), "{name} has values");
        assert!(domains.iter().all(|domain| all.parents.contains_key(domain)), "{name}: {domains:?}");
    }
}

#[test]
fn what_is_wrong_is_found() {
    let all = Vocabulary::read();
    for (json, fault) in [
        (r#"{"@type": "Persn", "name": "A"}"#, "there is no type Persn"),
        (r#"{"@type": "Person", "nom": "A"}"#, "there is no property nom (of Person)"),
        (r#"{"@type": "Person", "startDate": "2026-01-01"}"#, "a Person has no startDate"),
        (r#"{"@type": "Person", "affiliation": {"@type": "Place"}}"#, "Person.affiliation is"),
        (r#"{"@type": "Person", "url": "/a/"}"#, "Person.url is \"/a/\""),
        (
            r#"{"@type": "Event", "name": "A", "location": {"@type": "Place"}, "startDate": "demain"}"#,
            "Event.startDate is",
        ),
        (r#"{"@type": "Event", "name": "A", "startDate": "2026-01-01"}"#, "a Event without location"),
        (r#"{"@type": "Person", "name": 4}"#, "Person.name is 4"),
    ] {
        let Ok(Value::Object(node)) = serde_json::from_str(json) else { panic!("{json}") };
        let faults = all.faults(&node);
        assert!(faults.iter().any(|found| found.starts_with(fault)), "{json}: {faults:?}");
    }
}
