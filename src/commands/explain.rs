//! `osier explain`: the rules, and the page of each.

use std::io;

use anyhow::bail;
use unicode_width::UnicodeWidthStr;

use crate::check::rules;
use crate::finding::{Rule, Severity, did_you_mean};
use crate::report::{Format, criteria};

/// Writes the page of `rule` to `out`, or the table of all rules when none is named; as JSON when asked.
pub fn run(rule: Option<&str>, format: Format, out: &mut dyn io::Write) -> anyhow::Result<()> {
    let registry = rules::registry();
    let chosen = match rule {
        None => registry,
        Some(id) => match registry.iter().find(|rule| rule.id == id) {
            Some(rule) => vec![*rule],
            None => bail!("{}", unknown(id, &registry)),
        },
    };
    let text = match (format, rule) {
        (Format::Json, _) => json(&chosen),
        (_, Some(_)) => chosen.iter().map(|rule| page(rule)).collect(),
        (_, None) => table(&chosen),
    };
    out.write_all(text.as_bytes())?;
    Ok(())
}

/// The join table of rules and criteria, for programs.
fn json(rules: &[&Rule]) -> String {
    let rule = |rule: &&Rule| {
        serde_json::json!({
            "rule": rule.id,
            "severity": rule.severity,
            "title": rule.title(),
            "criteria": rule.all_criteria(),
        })
    };
    let document = serde_json::json!({ "schema": 1, "rules": rules.iter().map(rule).collect::<Vec<_>>() });
    format!("{document}\n")
}

fn page(rule: &Rule) -> String {
    let mut text = format!("{}\n\nRule: {}\nSeverity: {}\n", rule.doc.trim_end(), rule.id, severity(rule));
    if !rule.criteria.is_empty() {
        text.extend(["Criteria: ", &criteria(&rule.all_criteria()), "\n"]);
    }
    text
}

fn unknown(id: &str, registry: &[&Rule]) -> String {
    let help = did_you_mean(id, registry.iter().map(|rule| rule.id))
        .unwrap_or_else(|| "`osier explain` lists them all".to_owned());
    format!("there is no rule `{id}`: {help}")
}

fn table(rules: &[&Rule]) -> String {
    let head = ["RULE", "SEVERITY", "WHAT IT FINDS", "CRITERIA"].map(str::to_owned);
    let mut rows: Vec<[String; 4]> = rules
        .iter()
        .map(|rule| {
            [rule.id.to_owned(), severity(rule).to_owned(), rule.title().to_owned(), criteria(&rule.all_criteria())]
        })
        .collect();
    rows.sort();
    rows.insert(0, head);
    let width = |column: usize| rows.iter().map(|row| row[column].width()).max().unwrap_or_default();
    let widths = [width(0), width(1), width(2), 0];
    let line = |row: &[String; 4]| {
        let cells = row.iter().zip(widths);
        let cell =
            |(text, width): (&String, usize)| format!("{text}{}", " ".repeat(width.saturating_sub(text.width())));
        let line = cells.map(cell).collect::<Vec<_>>().join("  ");
        format!("{}\n", line.trim_end())
    };
    rows.iter().map(line).collect()
}

fn severity(rule: &Rule) -> &'static str {
    match rule.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::{Criterion, rules as stage};

    fn explained(rule: Option<&str>) -> anyhow::Result<String> {
        let mut out = Vec::new();
        run(rule, Format::Human, &mut out)?;
        Ok(String::from_utf8(out)?)
    }

    #[test]
    fn a_rule_has_its_page_its_severity_and_its_criteria() {
        let text = explained(Some("link-broken")).expect("a rule");
        assert!(text.starts_with(stage::LINK_BROKEN.doc.trim_end()));
        assert!(
            text.ends_with(
                "\n\nRule: link-broken\nSeverity: error\nCriteria: WCAG 2.2 2.4.4 (A), EN 301 549 9.2.4.4\n"
            )
        );
    }

    #[test]
    fn an_unknown_rule_is_an_error_that_helps() {
        let error = |id| explained(Some(id)).expect_err("no such rule").to_string();
        assert_eq!(error("link-brokn"), "there is no rule `link-brokn`: did you mean `link-broken`?");
        assert_eq!(error("zzz"), "there is no rule `zzz`: `osier explain` lists them all");
    }

    #[test]
    fn the_table_is_aligned() {
        static SHORT: Rule =
            Rule { id: "a", severity: Severity::Warning, criteria: &[Criterion::wcag("1.1.1", "A")], doc: "# été\n" };
        static LONG: Rule =
            Rule { id: "long-one", severity: Severity::Error, criteria: &[], doc: "# a longer title here\n" };
        assert_eq!(
            table(&[&LONG, &SHORT]),
            "\
RULE      SEVERITY  WHAT IT FINDS        CRITERIA
a         warning   été                  WCAG 2.2 1.1.1 (A), EN 301 549 9.1.1.1
long-one  error     a longer title here
"
        );
    }

    #[test]
    fn every_rule_is_in_the_table() {
        let text = explained(None).expect("a table");
        assert_eq!(text.lines().count(), 1 + rules::registry().len());
        assert!(rules::registry().iter().all(|rule| text.contains(&format!("\n{} ", rule.id))));
    }

    #[test]
    fn rules_are_sorted_by_id() {
        let ids: Vec<&str> = stage::STAGE.iter().map(|rule| rule.id).collect();
        assert!(ids.is_sorted(), "{ids:?}");
    }

    #[test]
    fn every_rule_page_says_what_why_and_how_to_mend() {
        for rule in stage::STAGE {
            let (id, doc) = (rule.id, rule.doc);
            let title = rule.title();
            assert!(doc.starts_with("# ") && !title.is_empty() && title != id, "{id}: no title");
            assert!(!title.ends_with('.') && title.width() <= 72, "{id}: the title is not a short line");
            let sections: Vec<&str> = doc.lines().filter(|line| line.starts_with("## ")).collect();
            assert_eq!(sections, ["## What", "## Why", "## How to mend"], "{id}");
        }
    }
}
