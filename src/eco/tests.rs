//! The criteria, and scores by hand.

use super::rgesn::{Priority, all, themes};
use super::*;
use crate::check::rules::registry;
use crate::finding::Severity;

fn number(text: &str) -> Number {
    Number::parse(text).expect("a number")
}

#[test]
fn the_criteria_are_all_there() {
    let sizes: Vec<usize> = themes().iter().map(|theme| theme.criteria.len()).collect();
    assert_eq!(sizes, [10, 10, 7, 15, 8, 7, 4, 10, 7]);
    for (theme, rank) in themes().iter().zip(1..) {
        for (criterion, place) in theme.criteria.iter().zip(1..) {
            assert_eq!(criterion.number, number(&format!("{rank}.{place}")));
            assert!(criterion.title.ends_with('?'), "{criterion:?}");
        }
    }
    // As the official spreadsheet has them, criterion by criterion.
    let of = |priority: Priority| all().filter(|criterion| criterion.priority == priority).count();
    assert_eq!([of(Priority::High), of(Priority::Middle), of(Priority::Low)], [30, 29, 19]);
}

#[test]
fn criteria_and_rules_name_each_other() {
    for criterion in all() {
        let Decided::Rules(rules, _) = &criterion.decided else { continue };
        assert!(!rules.is_empty());
        for id in rules {
            let rule = registry().into_iter().find(|rule| rule.id == *id).expect("a rule");
            // A warning lets a site be published.
            assert_eq!(rule.severity, Severity::Error, "{id}");
            let serves = |one: &crate::finding::Criterion| {
                one.standard == "RGESN 2024" && one.id == criterion.number.to_string()
            };
            assert!(rule.criteria.iter().any(serves), "{id} and {}", criterion.number);
        }
    }
    for rule in registry() {
        for criterion in rule.criteria.iter().filter(|criterion| criterion.standard == "RGESN 2024") {
            assert!(rgesn::find(&number(&criterion.id)).is_some(), "{}: {criterion:?}", rule.id);
        }
    }
}

#[test]
fn guidelines_and_rules_name_each_other() {
    for guideline in wsg::all() {
        assert!(guideline.title.0.keys().map(String::as_str).eq(["en", "fr"]), "{guideline:?}");
        let Decided::Rules(rules, _) = &guideline.decided else { continue };
        assert!(!rules.is_empty());
        for id in rules {
            let rule = registry().into_iter().find(|rule| rule.id == *id).expect("a rule");
            assert!(rule.criteria.contains(&crate::finding::Criterion::wsg(guideline.id)), "{id}, {}", guideline.id);
        }
    }
    let ids: Vec<&str> = wsg::all().iter().map(|guideline| guideline.id).collect();
    for rule in registry() {
        for criterion in rule.criteria.iter().filter(|criterion| criterion.standard == "WSG") {
            assert!(ids.contains(&&*criterion.id), "{}: {criterion:?}", rule.id);
        }
    }
    // One that a line of the table gets wrong would be left out of the list.
    assert_eq!(ids.len(), include_str!("wsg.toml").matches("{ id = ").count());
}

#[test]
fn a_guideline_is_held_where_its_rules_are() {
    let of = |holds: &dyn Fn(&str) -> bool, id: &str| {
        wsg::states(holds).into_iter().find(|(guideline, _)| guideline.id == id).expect("one").1
    };
    let fonts = "use-optimized-web-typography";
    assert_eq!(of(&|_| true, fonts), wsg::State::Held);
    assert_eq!(of(&|rule| rule != "font-variants", fonts), wsg::State::NotHeld);
    assert_eq!(of(&|_| true, "use-sustainable-javascript-and-apis"), wsg::State::InPart);
    assert_eq!(of(&|_| false, "setup-necessary-error-pages-and-redirection-links"), wsg::State::Held);
}

fn eco(answers: &[(&str, Verdict)]) -> Eco {
    let (mut eco, _) = read("made = 2026-11-20\nreview = 2027-11-20\n", &languages());
    let answer = |(criterion, verdict): &(&str, Verdict)| Answer {
        criterion: number(criterion),
        verdict: *verdict,
        comment: Localized::default(),
    };
    eco.answers = answers.iter().map(answer).collect();
    eco
}

fn languages() -> crate::config::Languages {
    crate::config::parse(&"osier.toml".into(), "title = \"x\"\nbase_url = \"https://x.example\"").0.languages
}

#[test]
fn people_come_first_then_rules_that_hold() {
    let eco = eco(&[("4.1", Verdict::NotMet), ("1.1", Verdict::Met)]);
    let all = answers(Some(&eco), &|rule| rule != "third-party");
    let of = |text: &str| all.iter().find(|answer| answer.criterion.number == number(text)).expect("one").verdict;
    assert_eq!(of("4.1"), Some(Verdict::NotMet));
    assert_eq!(of("1.1"), Some(Verdict::Met));
    assert_eq!(of("4.8"), Some(Verdict::Met));
    assert_eq!(of("6.6"), Some(Verdict::NotApplicable));
    assert_eq!(of("6.7"), None);
    assert_eq!(of("9.1"), Some(Verdict::NotApplicable));
    assert_eq!(of("1.2"), None);
}

#[test]
fn the_score_weighs_priorities() {
    let of = |priority, verdict| Answered {
        criterion: all().find(|criterion| criterion.priority == priority).expect("one"),
        verdict,
        because: Because::Open,
    };
    let some = [
        of(Priority::High, Some(Verdict::Met)),
        of(Priority::Middle, Some(Verdict::NotMet)),
        of(Priority::Low, Some(Verdict::Met)),
        of(Priority::Low, Some(Verdict::NotApplicable)),
        of(Priority::Low, None),
    ];
    let result = score(&some);
    // (1.5 + 1) / (1.5 + 1.25 + 1)
    assert_eq!(result, Score { met: 10, applicable: 15, open: 1 });
    assert_eq!(result.percent(), Some(66));
    assert_eq!(score(&some[3..]).percent(), None);
}

#[test]
fn what_is_past_or_open_is_told() {
    let eco = eco(&[]);
    let none: Vec<Answered> = Vec::new();
    let day = |text: &str| text.parse().expect("a day");
    assert_eq!(findings(&eco, &none, day("2027-11-20")), []);
    assert_eq!(findings(&eco, &none, day("2027-11-21"))[0].rule.id, "eco-expired");
    let open = findings(&eco, &answers(Some(&eco), &|_| true), day("2026-11-21"));
    assert_eq!(open.len(), 1);
    assert!(open[0].message.starts_with("48 criteria have no answer"), "{}", open[0].message);
}
