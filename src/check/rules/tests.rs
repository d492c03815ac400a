//! The examples of every rule's page, run; and what every page must hold.

use super::all;
use crate::check::{Found, Page};
use crate::finding::{Outcome, OutputPath};
use crate::{check, html, style};

/// A fenced example: what it must give, and its HTML.
fn examples(doc: &str) -> Vec<(&str, String)> {
    let mut examples = Vec::new();
    let mut open: Option<(&str, String)> = None;
    for line in doc.lines() {
        match &mut open {
            Some(_) if line == "```" => examples.extend(open.take()),
            Some((_, html)) => {
                html.push_str(line);
                html.push('\n');
            }
            None => open = line.strip_prefix("```html ").map(|kind| (kind, String::new())),
        }
    }
    examples
}

fn found(html: &str, rule: &str) -> Vec<Found> {
    let (path, document) = (OutputPath::new("index.html"), html::parse(html));
    let styles = style::compute(&style::Engine::default(), &document, &|_| None);
    let found = check::page(&Page::new(&path, &document, &styles));
    found.into_iter().filter(|found| found.rule.id == rule).collect()
}

#[test]
fn the_examples_of_every_rule_give_what_they_say() {
    let mut wrong = Vec::new();
    for rule in all() {
        let (id, doc) = (rule.rule.id, rule.rule.doc);
        let examples = examples(doc);
        let count = |kind: &str| examples.iter().filter(|(found, _)| *found == kind).count();
        if count("fail") + count("review") == 0 || count("pass") < 2 {
            wrong.push(format!("{id}: too few examples"));
        }
        for (number, (kind, html)) in examples.iter().enumerate() {
            let found = found(html, id);
            let fails = found.iter().filter(|found| found.outcome == Outcome::Fail).count();
            let right = match *kind {
                "fail" => fails > 0,
                "review" => fails == 0 && !found.is_empty(),
                "pass" => found.is_empty(),
                _ => false,
            };
            if !right {
                let said: Vec<&str> = found.iter().map(|found| found.message.en.as_str()).collect();
                wrong.push(format!("{id}: example {} is to {kind}, and gives {said:?}\n{html}", number + 1));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_message_is_said_in_both_languages() {
    for rule in all() {
        for (_, html) in examples(rule.rule.doc) {
            for found in found(&html, rule.rule.id) {
                for said in [&found.message, &found.help] {
                    assert!(!said.en.is_empty() && !said.fr.is_empty(), "{}: {said:?}", rule.rule.id);
                    assert!(!said.en.ends_with('.') && !said.fr.ends_with('.'), "{}: {said:?}", rule.rule.id);
                }
            }
        }
    }
}

#[test]
fn every_page_says_what_why_and_how_to_mend_and_shows_examples() {
    for rule in all() {
        let (id, title) = (rule.rule.id, rule.rule.title());
        assert!(!title.is_empty() && title.chars().count() <= 72 && !title.ends_with('.'), "{id}: {title}");
        let sections: Vec<&str> = rule.rule.doc.lines().filter(|line| line.starts_with("## ")).collect();
        assert_eq!(sections, ["## What", "## Why", "## How to mend", "## Examples"], "{id}");
    }
}
