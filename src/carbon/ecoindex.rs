//! `EcoIndex`: a score of elements, requests and bytes against those of other pages.
//!
//! The formulas are those of `ecoindex-compute` 5.10.0. The tables they need are under no free licence (© Frédéric
//! Bordage): a site that wants the score brings them as [`FILE`], which is the file `ecoindex_reference.json` of the
//! npm package `ecoindex_reference` as it is. Without it there is no score.
//!
//! The score weighs elements three times as much as bytes, so that a long text reads as a heavy page: it is told, and
//! nothing is held against it.

use serde::Deserialize;

/// Where a site keeps the tables.
pub const FILE: &str = "data/ecoindex.json";

/// Where the tables and the score come from, to be shown wherever a score is.
pub const ATTRIBUTION: &str = "EcoIndex: score and reference tables © Frédéric Bordage (GreenIT.fr), CC BY-NC-ND.";

/// Places of each table: quantiles by twentieths, with both ends.
const PLACES: usize = 21;

/// The tables that pages are compared with.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct Reference {
    /// `quantiles`.
    pub quantiles: Quantiles,
    /// `grades`, the best first.
    pub grades: Vec<Grade>,
}

/// The quantiles of other pages, by twentieths.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct Quantiles {
    /// `dom_size`: elements.
    pub dom_size: Vec<f64>,
    /// `nb_request`: requests.
    pub nb_request: Vec<f64>,
    /// `response_size`: kilobytes of 1,000 bytes.
    pub response_size: Vec<f64>,
}

/// A grade and the score that it begins above.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct Grade {
    /// `value`.
    pub value: f64,
    /// `grade`: a letter.
    pub grade: String,
}

/// What a page comes to.
#[derive(Clone, Debug, PartialEq)]
pub struct Score {
    /// Before it is rounded, from 0 to 100.
    pub exact: f64,
    /// From 0 to 100, to the nearest, a half going to the even number.
    pub score: f64,
    /// The letter.
    pub grade: String,
    /// Grams of CO2 equivalent of a visit.
    pub carbon: f64,
    /// Centilitres of water of a visit.
    pub water: f64,
}

impl Reference {
    /// Reads the text of [`FILE`].
    ///
    /// # Errors
    /// What is wrong with it, and the line.
    pub fn parse(text: &str) -> Result<Self, (String, usize)> {
        let read: Self = serde_json::from_str(text).map_err(|error| {
            let message = error.to_string();
            // The place is told by itself.
            (message.split(" at line ").next().unwrap_or_default().to_owned(), error.line())
        })?;
        let tables = [
            ("dom_size", &read.quantiles.dom_size),
            ("nb_request", &read.quantiles.nb_request),
            ("response_size", &read.quantiles.response_size),
        ];
        for (name, table) in tables {
            if table.len() != PLACES {
                return Err((format!("`{name}` has {} numbers and not {PLACES}", table.len()), 1));
            }
            // Two equal ones would be divided by their difference.
            if !table.is_sorted_by(|a, b| a < b) {
                return Err((format!("the numbers of `{name}` do not rise"), 1));
            }
        }
        if read.grades.is_empty() || !read.grades.is_sorted_by(|a, b| a.value > b.value) {
            return Err(("the `grades` do not go down".to_owned(), 1));
        }
        Ok(read)
    }

    /// The score of a page of these elements ([`crate::weight::Elements::ecoindex`]), requests and bytes.
    pub fn score(&self, elements: usize, requests: usize, bytes: u64) -> Score {
        let dom = quantile(&self.quantiles.dom_size, elements as f64);
        let request = quantile(&self.quantiles.nb_request, requests as f64);
        let size = quantile(&self.quantiles.response_size, bytes as f64 / 1000.0);
        let exact = 100.0 - 5.0 * (3.0 * dom + 2.0 * request + size) / 6.0;
        let score = exact.round_ties_even();
        let away = 2.0 * (50.0 - score) / 100.0;
        Score {
            exact,
            score,
            grade: self.grade(score),
            carbon: hundredths(2.0 + away),
            water: hundredths(3.0 + 1.5 * away),
        }
    }

    /// The first grade that the score is above, else the last.
    fn grade(&self, score: f64) -> String {
        let grade = self.grades.iter().find(|grade| score > grade.value).or(self.grades.last());
        grade.map_or_else(String::new, |grade| grade.grade.clone())
    }
}

/// Where a figure stands among those of a table, from 0 to 20.
fn quantile(table: &[f64], figure: f64) -> f64 {
    let Some(above) = table.iter().skip(1).position(|limit| figure < *limit) else { return (PLACES - 1) as f64 };
    let (low, high) = (table[above], table[above + 1]);
    above as f64 + (figure - low) / (high - low)
}

fn hundredths(figure: f64) -> f64 {
    (figure * 100.0).round_ties_even() / 100.0
}
