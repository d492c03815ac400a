//! How the weights of each class of pages are spread.

use std::fmt::Write as _;

use std::collections::BTreeMap;

use super::plot::{Spread, spreads};
use super::{Story, table};
use crate::budget::{Weighed, kilobytes, value};
use crate::config::Figure;

/// The section.
pub(super) fn section(story: &Story<'_>) -> String {
    let mut classes: BTreeMap<&str, Vec<&Weighed>> = BTreeMap::new();
    for page in &story.weights.pages {
        classes.entry(page.class.name()).or_default().push(page);
    }
    let mut html = "<h2>Classes of pages</h2>\n".to_owned();
    for (figure, visit) in [
        (Figure::Initial, "a first visit without scrolling"),
        (Figure::Full, "a first visit to the end of the page"),
        (Figure::Next, "a visit after another page"),
    ] {
        let row = |(class, pages): (&&str, &Vec<&Weighed>)| Spread {
            name: (*class).to_owned(),
            bytes: quantiles(pages, figure),
            limit: limit(story, pages, figure),
        };
        let rows: Vec<Spread> = classes.iter().map(row).collect();
        let Some(heaviest) = rows.iter().max_by_key(|row| row.bytes[3]) else { continue };
        let alternative = format!(
            "Bytes of {visit}, by class of pages: from the least to the most, with a bar from the median to the ninth \
             decile and a stroke at the limit. The most is {} in {}. The table below has every number.",
            kilobytes(heaviest.bytes[3]),
            heaviest.name
        );
        let _ = writeln!(html, "<h3>{}</h3>", capital(visit));
        html.push_str(&spreads(&alternative, &rows));
        let cells: Vec<Vec<String>> = rows
            .iter()
            .map(|row| {
                let limit = row.limit.map_or_else(|| "by page".to_owned(), kilobytes);
                let count = classes[row.name.as_str()].len().to_string();
                let bytes = row.bytes.map(kilobytes);
                [row.name.clone(), count].into_iter().chain(bytes).chain([limit]).collect()
            })
            .collect();
        let head = ["Class", "Pages", "Least", "Median", "Ninth decile", "Most", "Limit"];
        html.push_str(&table(&format!("Bytes of {visit}"), &head, &cells));
    }
    let counts: Vec<Vec<String>> = classes
        .iter()
        .map(|(class, pages)| {
            let of = |figure| quantiles(pages, figure);
            let [_, files, _, most_files] = of(Figure::Requests);
            let [_, elements, _, most_elements] = of(Figure::Elements);
            let cells = [files, most_files, elements, most_elements].map(|number| number.to_string());
            std::iter::once((*class).to_owned()).chain(cells).collect()
        })
        .collect();
    html.push_str("<h3>Files and elements</h3>\n");
    let head = ["Class", "Files, median", "Files, most", "Elements, median", "Elements, most"];
    html.push_str(&table("Files of a first visit, and elements", &head, &counts));
    html
}

/// Least, median, ninth decile, most.
fn quantiles(pages: &[&Weighed], figure: Figure) -> [u64; 4] {
    let mut values: Vec<u64> = pages.iter().map(|page| value(page, figure)).collect();
    values.sort_unstable();
    [0, 5, 9, 10].map(|tenths| values[((values.len() - 1) * tenths).div_ceil(10)])
}

/// The limit of a class, when all of its pages have the same.
fn limit(story: &Story<'_>, pages: &[&Weighed], figure: Figure) -> Option<u64> {
    let of = |page: &&Weighed| (story.limits)(page).get(&figure).and_then(|bounds| bounds.most());
    let first = of(pages.first()?)?;
    pages.iter().all(|page| of(page) == Some(first)).then_some(first)
}

fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}
