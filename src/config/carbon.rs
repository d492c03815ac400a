//! `[carbon]`: where a site is hosted and read, and how, to tell what its pages emit.

use std::ops::Range;

use crate::carbon::{Assumptions, Country, Grid, Visits, countries, find, mean};
use crate::data::{Node, Reader, Value};
use crate::finding::did_you_mean;

/// What the emissions of pages are told from.
///
/// ```toml
/// [carbon]
/// host = "FR"
/// audience = { FR = 0.8, BE = 0.2 }
/// green = 1.0
/// visits = { first = 0.7, return = 0.3 }
/// intensity = { FR = 39.5 }
/// ```
#[derive(Clone, Debug, Default)]
pub struct Carbon {
    /// `host`: the country of the host, a code of ISO 3166-1, `FR`; the world when it is not given.
    pub host: Option<Electricity>,
    /// `audience`: the country of the readers, or countries with the share of each, which add up to 1; the world when
    /// it is not given.
    pub audience: Vec<(f64, Electricity)>,
    /// `green`: how much of the host's electricity is renewable, from 0 to 1; 0 when it is not given.
    pub green: f64,
    /// `visits`: the shares of visits by who comes first and who returns, which add up to 1, and of a page that the
    /// latter have in the cache: `{ first = 0.7, return = 0.3, cached = 0.98 }`. Without `cached`, who returns fetches
    /// what the page does not share with others. All visits are first ones when it is not given.
    pub visits: Option<Visits>,
}

/// A country, with the figure that the site has for it, in `[carbon.intensity]`, else that of the list.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Electricity {
    /// Which.
    pub country: &'static Country,
    /// Grams of CO2 equivalent of a kilowatt-hour.
    pub intensity: f64,
}

impl Carbon {
    /// What models of emissions are given.
    pub fn assumptions(&self) -> Assumptions {
        let shares: Vec<(f64, f64)> = self.audience.iter().map(|(share, place)| (*share, place.intensity)).collect();
        Assumptions {
            grid: Grid { host: self.host.map(|place| place.intensity), audience: mean(&shares) },
            green: self.green,
            visits: self.visits.unwrap_or(Visits::FIRST),
        }
    }
}

/// Shares that are this far from 1 do not add up.
const SLACK: f64 = 0.001;

/// Reads `[carbon]`.
pub(super) fn read(reader: &Reader<'_>) -> Carbon {
    let Some(fields) = reader.table("carbon") else { return Carbon::default() };
    let own = intensities(&fields);
    let place = |country: &'static Country| {
        let own = own.iter().find(|(other, _)| *other == country);
        Electricity { country, intensity: own.map_or(country.intensity, |(_, figure)| *figure) }
    };
    let host = fields.node("host").and_then(|node| match &node.value {
        Value::Text(code) => country(&fields, code, &node.span),
        _ => fields.wrong("host", node, "the code of a country such as `FR`"),
    });
    let carbon = Carbon {
        host: host.map(place),
        audience: audience(&fields).into_iter().map(|(share, country)| (share, place(country))).collect(),
        green: share(&fields, "green").unwrap_or_default(),
        visits: visits(&fields),
    };
    fields.finish();
    carbon
}

fn intensities(fields: &Reader<'_>) -> Vec<(&'static Country, f64)> {
    let figure = |entry: &crate::data::Entry| {
        let country = country(fields, &entry.key, &entry.span)?;
        let figure = number(&entry.node).filter(|figure| (0.0..=5000.0).contains(figure));
        let grams = "grams of CO2 equivalent of a kilowatt-hour, such as `44.2`";
        Some((country, figure.or_else(|| wrong(fields, &entry.key, &entry.node, grams))?))
    };
    fields.named("intensity").iter().filter_map(figure).collect()
}

fn audience(fields: &Reader<'_>) -> Vec<(f64, &'static Country)> {
    let Some(node) = fields.node("audience") else { return Vec::new() };
    match &node.value {
        Value::Text(code) => country(fields, code, &node.span).map(|country| (1.0, country)).into_iter().collect(),
        Value::Table(table) => {
            let shares = table.0.iter().filter_map(|entry| {
                let country = country(fields, &entry.key, &entry.span);
                Some((share_of(fields, &entry.key, &entry.node)?, country?))
            });
            let shares: Vec<_> = shares.collect();
            // What could not be read is told already.
            if shares.len() == table.0.len() {
                adds_up(fields, "audience", node, shares.iter().map(|(share, _)| share).sum());
            }
            shares
        }
        _ => fields
            .wrong("audience", node, "a country or shares, `\"FR\"` or `{ FR = 0.8, BE = 0.2 }`")
            .unwrap_or_default(),
    }
}

fn visits(fields: &Reader<'_>) -> Option<Visits> {
    let node = fields.node("visits")?;
    let table = fields.table("visits")?;
    let [first, returning, cached] = ["first", "return", "cached"].map(|key| share(&table, key));
    table.finish();
    // One tells the other.
    let (first, returning) = match (first, returning) {
        (Some(first), Some(returning)) => {
            adds_up(fields, "visits", node, first + returning);
            (first, returning)
        }
        (Some(first), None) => (first, 1.0 - first),
        (None, Some(returning)) => (1.0 - returning, returning),
        (None, None) => return None,
    };
    Some(Visits { first, returning, cached })
}

fn country(fields: &Reader<'_>, code: &str, span: &Range<usize>) -> Option<&'static Country> {
    let found = find(code);
    if found.is_none() {
        let upper = code.to_uppercase();
        let close = || did_you_mean(code, countries().iter().map(|country| country.long));
        let help = match find(&upper) {
            Some(country) => Some(format!("did you mean `{}`?", country.code)),
            None if code.len() > 2 => close(),
            None => None,
        };
        let all = "write a code of ISO 3166-1 such as `FR`, or `EU`, `EUROPE`, `WORLD`";
        fields.report(
            span.clone(),
            format!("`{code}` is not a country whose electricity is known"),
            help.unwrap_or_else(|| all.to_owned()),
        );
    }
    found
}

fn share(fields: &Reader<'_>, key: &'static str) -> Option<f64> {
    share_of(fields, key, fields.node(key)?)
}

fn share_of(fields: &Reader<'_>, key: &str, node: &Node) -> Option<f64> {
    let share = number(node).filter(|share| (0.0..=1.0).contains(share));
    share.or_else(|| wrong(fields, key, node, "a share between 0 and 1"))
}

fn number(node: &Node) -> Option<f64> {
    match node.value {
        Value::Integer(number) => Some(number as f64),
        Value::Float(number) => Some(number),
        _ => None,
    }
}

/// A number out of its range is told as such, anything else as what it is.
fn wrong<T>(fields: &Reader<'_>, key: &str, node: &Node, expected: &str) -> Option<T> {
    if let Some(number) = number(node) {
        fields.report(node.span.clone(), format!("`{key}` is {number}"), format!("write {expected}"));
        return None;
    }
    fields.wrong(key, node, expected)
}

fn adds_up(fields: &Reader<'_>, key: &str, node: &Node, sum: f64) {
    if (sum - 1.0).abs() > SLACK {
        // Sums of shares have no more digits than people write.
        let sum = (sum * 1000.0).round() / 1000.0;
        let message = format!("the shares of `{key}` add up to {sum} and not to 1");
        fields.report(node.span.clone(), message, "write how much of the whole each is, `0.8` for 80 %");
    }
}
