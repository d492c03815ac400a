//! A table read key by key: what is of the wrong type, missing or unknown becomes a finding.

use std::cell::RefCell;
use std::ops::RangeInclusive;

use super::{Entry, Node, Table, Value};
use crate::finding::{Finding, Place, Rule, SourcePath, did_you_mean};

/// Reads the keys of one table and remembers which were asked for, so that [`Reader::finish`] can
/// report the others.
pub struct Reader<'a> {
    table: &'a Table,
    path: &'a SourcePath,
    invalid: &'static Rule,
    unknown: &'static Rule,
    findings: &'a RefCell<Vec<Finding>>,
    asked: RefCell<Vec<&'static str>>,
    told: RefCell<Vec<String>>,
}

impl<'a> Reader<'a> {
    /// A reader of `table`, a part of the file `path`, that reports wrong values under `invalid`
    /// and unknown keys under `unknown`.
    pub fn new(
        table: &'a Table,
        path: &'a SourcePath,
        (invalid, unknown): (&'static Rule, &'static Rule),
        findings: &'a RefCell<Vec<Finding>>,
    ) -> Self {
        Self { table, path, invalid, unknown, findings, asked: RefCell::default(), told: RefCell::default() }
    }

    /// The value under `key`, whatever its type.
    pub fn node(&self, key: &'static str) -> Option<&'a Node> {
        self.entry(key).map(|entry| &entry.node)
    }

    /// The entry under `key`, whatever its type.
    pub fn entry(&self, key: &'static str) -> Option<&'a Entry> {
        self.asked.borrow_mut().push(key);
        self.table.entry(key)
    }

    /// Where the value under `key` is, or the file when there is none.
    pub fn place(&self, key: &'static str) -> Place {
        self.node(key).map_or_else(|| Place::file(self.path), |node| Place::at(self.path, node.span.clone()))
    }

    /// Text.
    pub fn text(&self, key: &'static str) -> Option<String> {
        let node = self.node(key)?;
        match &node.value {
            Value::Text(text) => Some(text.clone()),
            _ => self.wrong(key, node, "text in quotes"),
        }
    }

    /// A boolean.
    pub fn bool(&self, key: &'static str) -> Option<bool> {
        let node = self.node(key)?;
        match &node.value {
            Value::Bool(value) => Some(*value),
            _ => self.wrong(key, node, "`true` or `false`"),
        }
    }

    /// A whole number that is not negative.
    pub fn count(&self, key: &'static str) -> Option<usize> {
        let node = self.node(key)?;
        match &node.value {
            Value::Integer(number) if *number >= 0 => usize::try_from(*number).ok(),
            _ => self.wrong(key, node, "a count (0, 1, 2…)"),
        }
    }

    /// A whole number of a range.
    pub fn count_within(&self, key: &'static str, range: RangeInclusive<usize>) -> Option<usize> {
        let count = self.count(key)?;
        if !range.contains(&count)
            && let Some(node) = self.node(key)
        {
            let help = format!("write a number from {} to {}", range.start(), range.end());
            self.report(node.span.clone(), format!("`{key}` is {count}, which is out of range"), help);
            return None;
        }
        Some(count)
    }

    /// One of `words`.
    pub fn choice(&self, key: &'static str, words: &[&'static str]) -> Option<&'static str> {
        self.word(key, self.node(key)?, words)
    }

    /// A list of texts.
    pub fn texts(&self, key: &'static str) -> Option<Vec<String>> {
        let node = self.node(key)?;
        let Value::List(nodes) = &node.value else { return self.wrong(key, node, "a list of texts") };
        let mut texts = Vec::with_capacity(nodes.len());
        for node in nodes {
            match &node.value {
                Value::Text(text) => texts.push(text.clone()),
                _ => self.wrong(key, node, "text in quotes").unwrap_or_default(),
            }
        }
        Some(texts)
    }

    /// A list of words, each one of `words`.
    pub fn choices(&self, key: &'static str, words: &[&'static str]) -> Option<Vec<&'static str>> {
        let node = self.node(key)?;
        let Value::List(nodes) = &node.value else { return self.wrong(key, node, "a list of texts") };
        Some(nodes.iter().filter_map(|node| self.word(key, node, words)).collect())
    }

    /// A value that must be one of `words`.
    pub fn word(&self, key: &str, node: &Node, words: &[&'static str]) -> Option<&'static str> {
        let all = words.join("`, `");
        let Value::Text(text) = &node.value else { return self.wrong(key, node, &format!("one of `{all}`")) };
        let word = words.iter().find(|word| *word == text);
        if word.is_none() {
            let help = did_you_mean(text, words.iter().copied()).unwrap_or_else(|| format!("write one of `{all}`"));
            self.report(node.span.clone(), format!("`{}` is not a value of `{key}`", text.escape_debug()), help);
        }
        word.copied()
    }

    /// A table, to be read by a reader of its own.
    pub fn table(&self, key: &'static str) -> Option<Reader<'a>> {
        let node = self.node(key)?;
        match &node.value {
            Value::Table(table) => Some(self.of(table)),
            _ => self.wrong(key, node, &format!("a table, `[{key}]`")),
        }
    }

    /// The entries of a table whose keys are the author's own names.
    pub fn named(&self, key: &'static str) -> &'a [Entry] {
        match self.node(key) {
            None => &[],
            Some(Node { value: Value::Table(table), .. }) => &table.0,
            Some(node) => {
                let _: Option<()> = self.wrong(key, node, &format!("a table, `[{key}]`"));
                &[]
            }
        }
    }

    /// A list of tables, each to be read by a reader of its own.
    pub fn tables(&self, key: &'static str) -> Vec<Reader<'a>> {
        let Some(node) = self.node(key) else { return Vec::new() };
        let Value::List(nodes) = &node.value else {
            return self.wrong(key, node, &format!("a list of tables, `[[{key}]]`")).unwrap_or_default();
        };
        nodes
            .iter()
            .filter_map(|node| match &node.value {
                Value::Table(table) => Some(self.of(table)),
                _ => self.wrong(key, node, "a table"),
            })
            .collect()
    }

    /// A reader of another table of the same file.
    #[must_use]
    pub fn of(&self, table: &'a Table) -> Reader<'a> {
        Reader::new(table, self.path, (self.invalid, self.unknown), self.findings)
    }

    /// The entries of the table itself, for tables whose keys are the author's own names.
    pub fn entries(&self) -> &'a [Entry] {
        &self.table.0
    }

    /// Reports that `key` was expected to be something else, and gives nothing.
    pub fn wrong<T>(&self, key: &str, node: &Node, expected: &str) -> Option<T> {
        let is = match &node.value {
            Value::Integer(..0) => "negative",
            Value::List(nodes) if nodes.is_empty() => "an empty list",
            value => value.kind(),
        };
        let message = format!("`{key}` is {is} where {expected} is expected");
        self.report(node.span.clone(), message, format!("write {expected}"));
        None
    }

    /// Reports that an entry may not be here; [`Reader::finish`] says nothing more of it.
    pub fn refuse(&self, entry: &Entry, message: impl Into<String>, help: impl Into<String>) {
        self.told.borrow_mut().push(entry.key.clone());
        self.report(entry.span.clone(), message, help);
    }

    /// Reports a fault of the value at `span`.
    pub fn report(&self, span: std::ops::Range<usize>, message: impl Into<String>, help: impl Into<String>) {
        let finding = Finding::new(self.invalid, Place::at(self.path, span), message).help(help);
        self.findings.borrow_mut().push(finding);
    }

    /// Reports every key that nobody asked for.
    pub fn finish(self) {
        let told = self.told.into_inner();
        let mut asked = self.asked.into_inner();
        asked.sort_unstable();
        asked.dedup();
        let keys = if asked.is_empty() {
            "this table takes no key yet".to_owned()
        } else {
            format!("the keys here are `{}`", asked.join("`, `"))
        };
        for entry in &self.table.0 {
            if asked.contains(&entry.key.as_str()) || told.contains(&entry.key) {
                continue;
            }
            let help = did_you_mean(&entry.key, asked.iter().copied()).unwrap_or_else(|| keys.clone());
            let place = Place::at(self.path, entry.span.clone());
            let message = format!("`{}` is not a key of this table", entry.key);
            self.findings.borrow_mut().push(Finding::new(self.unknown, place, message).help(help));
        }
    }
}
