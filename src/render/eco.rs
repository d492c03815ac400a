//! `site.eco`: what templates make the eco-design statement from.

use tera::{Map, Value};

use super::Data;
use super::accessibility::{link, shown};
use super::value::{map, text};
use crate::audit::Verdict;
use crate::carbon::{self, Model, Rating};
use crate::config::{Electricity, Figure, Localized};
use crate::eco::{self, Answered, Because, Eco, rgesn, wsg};
use crate::finding::OutputPath;
use crate::load::markdown::typography;
use crate::model::exception::{self, Exception};
use crate::model::{Class, Group, Kind, PageId, limits, statement};
use crate::weight::told;

/// What can be said of the site's eco-design, in a language.
pub(super) fn eco(data: &Data, language: usize) -> Value {
    let site = &data.site;
    let score = eco::score(&site.rgesn);
    let count = |verdict: Option<Verdict>| site.rgesn.iter().filter(|answer| answer.verdict == verdict).count();
    let record = site.eco.as_deref();
    let today = site.moment.now.date();
    let expired = record.and_then(|eco| eco.review).is_some_and(|review| today > review);
    Value::from(map([
        ("statement", statement::eco_page(site, language).map_or_else(Value::none, |id| shown(data, language, id))),
        ("expired", Value::from(expired)),
        ("percent", score.percent().map_or_else(Value::none, Value::from)),
        ("met", Value::from(count(Some(Verdict::Met)))),
        ("not_met", Value::from(count(Some(Verdict::NotMet)))),
        ("not_applicable", Value::from(count(Some(Verdict::NotApplicable)))),
        ("open", Value::from(score.open)),
        ("total", Value::from(site.rgesn.len())),
        ("themes", themes(data, language)),
        ("wsg", guidelines(data, language)),
        ("carbon", self::carbon(data)),
        ("emissions", emissions(data, language)),
        ("budgets", budgets(data, language)),
        ("exceptions", exceptions(data, language)),
        ("attribution", Value::from(rgesn::ATTRIBUTION)),
        ("record", record.map_or_else(Value::none, |eco| self::record(data, language, eco))),
    ]))
}

fn record(data: &Data, language: usize, eco: &Eco) -> Value {
    let code = data.code(language);
    let iso = |day: Option<jiff::civil::Date>| day.map_or_else(Value::none, |day| Value::from(day.to_string()));
    let prose = |written: &Localized| text(written.get(code));
    let proses = |all: &[Localized]| Value::from(all.iter().map(prose).collect::<Vec<_>>());
    let word = |word: &Option<String>| word.as_deref().map_or_else(Value::none, Value::from);
    let contact = map([
        ("name", word(&eco.contact.name)),
        ("email", word(&eco.contact.email)),
        ("page", link(data, language, eco.contact.page.as_ref())),
    ]);
    Value::from(map([
        ("made", iso(eco.made)),
        ("review", iso(eco.review)),
        ("entity", prose(&eco.entity)),
        ("scope", prose(&eco.scope)),
        ("method", prose(&eco.method)),
        ("measures", proses(&eco.measures)),
        ("plans", proses(&eco.plans)),
        ("contact", Value::from(contact)),
    ]))
}

fn themes(data: &Data, language: usize) -> Value {
    let code = data.code(language);
    let mut answers = data.site.rgesn.iter();
    let theme = |theme: &rgesn::Theme| {
        let own: Vec<&Answered> = answers.by_ref().take(theme.criteria.len()).collect();
        let count = |verdict: Option<Verdict>| own.iter().filter(|answer| answer.verdict == verdict).count();
        Value::from(map([
            ("title", Value::from(theme.title.get(code))),
            ("met", Value::from(count(Some(Verdict::Met)))),
            ("not_met", Value::from(count(Some(Verdict::NotMet)))),
            ("not_applicable", Value::from(count(Some(Verdict::NotApplicable)))),
            ("open", Value::from(count(None))),
            ("criteria", Value::from(own.iter().map(|answer| criterion(answer, code)).collect::<Vec<_>>())),
        ]))
    };
    Value::from(rgesn::themes().iter().map(theme).collect::<Vec<_>>())
}

fn criterion(answer: &Answered, code: &str) -> Value {
    let (by, comment, rules) = match &answer.because {
        Because::Declared(comment) => ("declared", text(comment.get(code)), Vec::new()),
        Because::Rules(rules) => ("rules", Value::none(), rules.iter().map(|rule| Value::from(*rule)).collect()),
        Because::Kind(why) => ("kind", Value::from(typography::text(why.get(code), code)), Vec::new()),
        Because::Open => ("open", Value::none(), Vec::new()),
    };
    let criterion = answer.criterion;
    Value::from(map([
        ("number", Value::from(criterion.number.to_string())),
        ("title", Value::from(typography::text(criterion.title, "fr"))),
        ("priority", Value::from(criterion.priority.as_str())),
        ("verdict", answer.verdict.map_or_else(Value::none, |verdict| Value::from(verdict.code()))),
        ("by", Value::from(by)),
        ("comment", comment),
        ("rules", Value::from(rules)),
    ]))
}

/// What the guidelines of the WSG that are decided come to.
fn guidelines(data: &Data, language: usize) -> Value {
    let code = data.code(language);
    let guideline = |(guideline, state): &(&wsg::Guideline, wsg::State)| {
        Value::from(map([
            ("url", Value::from(format!("{}#{}", wsg::ADDRESS, guideline.id))),
            ("title", Value::from(typography::text(guideline.title.get(code), code))),
            ("state", Value::from(state.as_str())),
        ]))
    };
    Value::from(map([
        ("guidelines", Value::from(data.site.wsg.iter().map(guideline).collect::<Vec<_>>())),
        ("total", Value::from(wsg::COUNT)),
        ("attribution", Value::from(wsg::ATTRIBUTION)),
    ]))
}

/// From what and how the emissions of a page are told.
fn carbon(data: &Data) -> Value {
    let own = &data.site.config.carbon;
    let given = own.assumptions();
    let place = |place: &Electricity| -> Map {
        map([("code", Value::from(place.country.code)), ("intensity", Value::from(place.intensity))])
    };
    let audience = own.audience.iter().map(|(share, country)| {
        let mut entries = place(country);
        entries.insert("percent".into(), percent(*share));
        Value::from(entries)
    });
    // The model is linear in bytes.
    let gigabyte = carbon::emissions(Model::V4, 1e9, given.grid, given.green).total();
    let ratings = Rating::ALL.iter().zip(Rating::limits(Model::V4)).map(|(rating, grams)| {
        Value::from(map([
            ("rating", Value::from(rating.as_str())),
            ("grams", Value::from(grams)),
            ("bytes", Value::from((grams / gigabyte * 1e9) as u64)),
        ]))
    });
    Value::from(map([
        ("host", own.host.as_ref().map_or_else(Value::none, |host| Value::from(place(host)))),
        ("audience", Value::from(audience.collect::<Vec<_>>())),
        ("green", percent(given.green)),
        ("first", percent(given.visits.first)),
        ("returning", percent(given.visits.returning)),
        ("megabyte", Value::from(gigabyte / 1000.0)),
        ("ratings", Value::from(ratings.collect::<Vec<_>>())),
        ("attribution", Value::from(carbon::ATTRIBUTION)),
    ]))
}

/// What a visit of the median page and of the worst emits, by class, in grams of CO2 equivalent: what stands for it
/// until pages are weighed.
fn emissions(data: &Data, language: usize) -> Value {
    let half = data.formats[language].number(0.5, 1);
    let point = half.chars().find(|c| !c.is_numeric()).unwrap_or('.');
    let group = |group: &Group| {
        let [median, worst] = group.figures().map(|rank| Value::from(told::figure(point, rank)));
        Value::from(map([("class", Value::from(group.as_str())), ("median", median), ("worst", worst)]))
    };
    Value::from(Group::ALL.iter().map(group).collect::<Vec<_>>())
}

/// A share, in whole percent.
fn percent(share: f64) -> Value {
    Value::from((share * 100.0).round() as u64)
}

/// What pages may weigh at most on a first visit, and in how many files, by class; a type of content is told when its
/// pages may weigh something else than the others.
fn budgets(data: &Data, language: usize) -> Value {
    let site = &data.site;
    let most = |class: &Class| -> Option<(u64, u64)> {
        let limits = limits(&site.config.budgets, class, &OutputPath::new(""), None);
        let most = |figure| limits.get(&figure)?.error;
        Some((most(Figure::Initial)?, most(Figure::Requests)?))
    };
    let row = |class: &str, label: Value, (bytes, requests): (u64, u64)| {
        let entries = [
            ("class", Value::from(class)),
            ("label", label),
            ("bytes", Value::from(bytes)),
            ("requests", Value::from(requests)),
        ];
        Value::from(map(entries))
    };
    let plain = Class::Type("page".into());
    let classes = [("home", Class::Home), ("list", Class::List), ("page", plain.clone())];
    let mut rows: Vec<Value> =
        classes.iter().filter_map(|(name, class)| Some(row(name, Value::none(), most(class)?))).collect();
    for (name, content_type) in &site.theme.types {
        let class = Class::Type(name.as_str().into());
        let used = site.pages.iter().any(|page| page.kind == Kind::Page && page.content_type.name == *name);
        if let Some(most) = most(&class).filter(|own| used && Some(*own) != most(&plain)) {
            rows.push(row(name, text(content_type.label.get(data.code(language))), most));
        }
    }
    Value::from(rows)
}

/// The pages that may weigh more for a while: `{url, title, figures, reason, until}`, a figure being `{name, bytes}` or
/// `{name, count}`.
fn exceptions(data: &Data, language: usize) -> Value {
    let site = &data.site;
    let exception = |(id, exception): (PageId, &Exception)| {
        let page = site.page(id);
        let figures = exception.limits.iter().filter_map(|(figure, bounds)| {
            let most = bounds.most()?;
            let unit = if figure.is_count() { "count" } else { "bytes" };
            Some(Value::from(map([("name", Value::from(figure.name())), (unit, Value::from(most))])))
        });
        let own = page.language == language;
        let entries = own.then(|| {
            map([
                ("url", Value::from(format!("{}{}", site.base_path(), page.url))),
                ("title", Value::from(typography::text(&page.envelope.title, data.code(language)))),
                ("figures", Value::from(figures.collect::<Vec<_>>())),
                ("reason", Value::from(typography::text(&exception.reason, data.code(language)))),
                ("until", Value::from(exception.until.to_string())),
            ])
        });
        entries.map(Value::from)
    };
    Value::from(exception::exceptions(site).into_iter().filter_map(exception).collect::<Vec<_>>())
}
