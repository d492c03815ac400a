//! What a kilowatt-hour of each country emits.

use std::sync::LazyLock;

use crate::data::{Node, Value, parse_toml};

/// Where the figures come from and under which licence, to be shown wherever they are.
pub const ATTRIBUTION: &str = "Ember, Yearly Electricity Data (ember-energy.org), CC BY 4.0, as given by CO2.js 0.19.0";

/// Grams of CO2 equivalent of a kilowatt-hour, for the whole world.
pub(super) static WORLD: LazyLock<f64> = LazyLock::new(|| find("WORLD").expect("the world is in the list").intensity);

/// A country, or a group of them.
#[derive(Clone, Debug, PartialEq)]
pub struct Country {
    /// ISO 3166-1 alpha-2, `FR`; a name of its own for a group.
    pub code: &'static str,
    /// ISO 3166-1 alpha-3, `FRA`.
    pub long: &'static str,
    /// Grams of CO2 equivalent of a kilowatt-hour, on average over a year.
    pub intensity: f64,
}

/// What the electricity of a site emits: grams of CO2 equivalent of a kilowatt-hour. What is not known is what the
/// model has for the world.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Grid {
    /// Where it is hosted.
    pub host: Option<f64>,
    /// Where it is read.
    pub audience: Option<f64>,
}

/// Every country, by code.
pub fn countries() -> &'static [Country] {
    static ALL: LazyLock<Vec<Country>> = LazyLock::new(load);
    &ALL
}

/// The country of a code of two or three letters, or the group of that name.
pub fn find(code: &str) -> Option<&'static Country> {
    countries().iter().find(|country| country.code == code || country.long == code)
}

/// What a kilowatt-hour emits over countries with their shares; nothing where there is none.
pub fn mean(shares: &[(f64, f64)]) -> Option<f64> {
    let all: f64 = shares.iter().map(|(share, _)| share).sum();
    (all > 0.0).then(|| shares.iter().map(|(share, intensity)| share * intensity).sum::<f64>() / all)
}

fn load() -> Vec<Country> {
    static NODE: LazyLock<Node> =
        LazyLock::new(|| parse_toml(include_str!("grid.toml")).expect("the countries are TOML"));
    let Value::Table(table) = &NODE.value else { return Vec::new() };
    let Some(Value::List(rows)) = table.get("countries").map(|node| &node.value) else { return Vec::new() };
    rows.iter().filter_map(country).collect()
}

fn country(row: &'static Node) -> Option<Country> {
    let Value::List(cells) = &row.value else { return None };
    let [code, long, intensity] = cells.as_slice() else { return None };
    match (&code.value, &long.value, &intensity.value) {
        (Value::Text(code), Value::Text(long), Value::Float(intensity)) => {
            Some(Country { code, long, intensity: *intensity })
        }
        _ => None,
    }
}
