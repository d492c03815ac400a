//! Sustainable Web Design as CO2.js 0.19.0 computes it, `EcoIndex` as `ecoindex-compute` 5.10.0 does.
//!
//! `tests/carbon/*.json` hold what these gave.

use osier::carbon::ecoindex::Reference;
use osier::carbon::{Assumptions, Estimate, Grid, Model, Rating, Visits, countries, emissions, find};
use serde_json::Value;

const SWD: &str = include_str!("carbon/swd.json");
const ECOINDEX: &str = include_str!("carbon/ecoindex.json");

/// One visit in four is by someone who has 98 % of the page: what version 3 counts.
const RETURNING: Visits = Visits { first: 0.75, returning: 0.25, cached: Some(0.98) };

fn json(text: &str) -> Value {
    serde_json::from_str(text).expect("JSON")
}

fn rows(of: &Value) -> &[Value] {
    of.as_array().expect("a list")
}

fn number(of: &Value) -> f64 {
    of.as_f64().expect("a number")
}

/// Equal but for the last digits: sums are made in another order.
fn same(ours: f64, theirs: &Value, what: &Value) {
    let theirs = number(theirs);
    assert!((ours - theirs).abs() <= 1e-12 * theirs.abs().max(1e-9), "{ours} is not {theirs}: {what}");
}

fn given(green: f64, visits: Visits) -> Assumptions {
    Assumptions { grid: Grid::default(), green, visits }
}

#[test]
fn pages_emit_what_they_do_elsewhere() {
    let vectors = json(SWD);
    for page in rows(&vectors["pages"]) {
        let bytes = number(&page["bytes"]);
        let green = if page["green"] == true { 1.0 } else { 0.0 };
        let four = Estimate::of(Model::V4, bytes, bytes, &given(green, Visits::FIRST));
        same(four.page.total(), &page["v4_perByte"], page);
        same(four.visit.total(), &page["v4_perVisit"], page);
        if let Some(rating) = page["v4_rating"].as_str() {
            assert_eq!(four.rating.as_str(), rating, "{page}");
        }
        let three = Estimate::of(Model::V3, bytes, bytes, &given(green, RETURNING));
        same(three.page.total(), &page["v3_perByte"], page);
        same(three.visit.total(), &page["v3_perVisit"], page);
        assert_eq!(three.rating.as_str(), page["v3_rating"], "{page}");
        assert_eq!(Rating::of(Model::V3, three.visit.total()).as_str(), page["v3_visit_rating"], "{page}");
    }
}

#[test]
fn countries_have_their_own_electricity() {
    let vectors = json(SWD);
    for page in rows(&vectors["countries"]) {
        let country = find(page["cc"].as_str().expect("a code")).expect("a country");
        same(country.intensity, &page["grid"], page);
        let grid = Grid { host: Some(country.intensity), audience: Some(country.intensity) };
        let bytes = number(&page["bytes"]);
        let four = emissions(Model::V4, bytes, grid, 0.0).total();
        same(four, &page["v4"], page);
        assert_eq!(Rating::of(Model::V4, four).as_str(), page["rating"], "{page}");
        same(emissions(Model::V4, bytes, grid, 0.8).total(), &page["v4_ghf08"], page);
        same(emissions(Model::V3, bytes, grid, 0.0).total(), &page["v3"], page);
    }
}

#[test]
fn visits_are_mixed() {
    let vectors = json(SWD);
    for page in rows(&vectors["visits"]) {
        let [bytes, first, returning, cached, green] =
            ["bytes", "first", "returning", "cached", "green"].map(|key| number(&page[key]));
        let visits = Visits { first, returning, cached: Some(cached) };
        let estimate = Estimate::of(Model::V4, bytes, 0.0, &given(green, visits));
        same(estimate.visit.total(), &page["total"], page);
        assert_eq!(Rating::of(Model::V4, estimate.visit.total()).as_str(), page["rating"], "{page}");
    }
    // What who comes back fetches is known better than any share.
    let visits = Visits { first: 0.5, returning: 0.5, cached: None };
    assert!((visits.bytes(100_000.0, 20_000.0) - 60_000.0).abs() < 1e-9);
}

#[test]
fn each_segment_has_its_part() {
    let vectors = json(SWD);
    let theirs = &vectors["segments_v4_green"];
    let ours = emissions(Model::V4, 1e6, Grid::default(), 0.0);
    same(ours.operational.data_center, &theirs["dataCenterOperationalCO2e"], theirs);
    same(ours.operational.network, &theirs["networkOperationalCO2e"], theirs);
    same(ours.operational.device, &theirs["consumerDeviceOperationalCO2e"], theirs);
    same(ours.embodied, &theirs["totalEmbodiedCO2e"], theirs);
    // Their fields leave the green host out, and their total does not.
    same(emissions(Model::V4, 1e6, Grid::default(), 1.0).total(), &theirs["total"], theirs);
    let theirs = &vectors["segments_v3_green"];
    let ours = emissions(Model::V3, 1e6, Grid::default(), 1.0);
    same(ours.operational.data_center, &theirs["dataCenterCO2"], theirs);
    same(ours.operational.network, &theirs["networkCO2"], theirs);
    same(ours.operational.device, &theirs["consumerDeviceCO2"], theirs);
    same(ours.embodied, &theirs["productionCO2"], theirs);
    same(ours.total(), &theirs["total"], theirs);
}

#[test]
fn every_country_has_one_figure() {
    let all = countries();
    assert!(all.len() > 200, "{}", all.len());
    for country in all {
        assert!(country.intensity > 0.0 && country.intensity < 1500.0, "{country:?}");
        assert_eq!(all.iter().filter(|other| other.code == country.code).count(), 1, "{country:?}");
    }
    assert_eq!(find("FR"), find("FRA"));
    assert_eq!(find("fr"), None);
}

#[test]
fn pages_score_what_they_do_elsewhere() {
    let vectors = json(ECOINDEX);
    let reference = Reference::parse(&vectors["reference"].to_string()).expect("tables");
    let pages = rows(&vectors["pages"]);
    assert_eq!(pages.len(), 28);
    for page in pages {
        let count = |key: &str| page[key].as_u64().expect("a count");
        let bytes = (number(&page["size_kb"]) * 1000.0).round() as u64;
        let ours = reference.score(count("dom") as usize, count("requests") as usize, bytes);
        assert!((ours.exact - number(&page["raw"])).abs() < 1e-4, "{ours:?}: {page}");
        same(ours.score, &page["score"], page);
        assert_eq!(ours.grade, page["grade"], "{page}");
        if page.get("ges").is_some() {
            same(ours.carbon, &page["ges"], page);
            same(ours.water, &page["water"], page);
        }
    }
}

#[test]
fn tables_that_cannot_be_used_are_refused() {
    let reference = json(ECOINDEX)["reference"].clone();
    let with = |change: &dyn Fn(&mut Value)| {
        let mut reference = reference.clone();
        change(&mut reference);
        Reference::parse(&reference.to_string()).expect_err("a fault").0
    };
    assert_eq!(with(&|it| it["quantiles"]["dom_size"] = json("[0, 1]")), "`dom_size` has 2 numbers and not 21");
    assert_eq!(with(&|it| it["quantiles"]["nb_request"][3] = json("15")), "the numbers of `nb_request` do not rise");
    assert_eq!(with(&|it| it["grades"] = json("[]")), "the `grades` do not go down");
    assert_eq!(with(&|it| it["grades"] = json("3")), "invalid type: integer `3`, expected a sequence");
    assert_eq!(Reference::parse("{\n").expect_err("a fault"), ("EOF while parsing an object".to_owned(), 2));
}
