//! Tests of charts: what they draw, and that no data make them fail.

use super::*;
use crate::finding::SourcePath;
use crate::load::dataset;

const NAME: &str = "Shoots. Lowest: {least} ({least_at}); highest: {most} ({most_at}).";

fn draw(csv: &str, form: &str) -> Result<String, String> {
    let (data, findings) = dataset::read(&SourcePath::new("a.csv"), csv.as_bytes());
    assert!(findings.is_empty(), "{findings:?}");
    let view = View::of(&data.expect("data"), &Ask::default()).expect("a view");
    let look = Look { form, name: NAME, unit: "", decimals: None };
    svg(&view, &look, &Formats::of("en"))
}

fn chart(csv: &str, form: &str) -> String {
    draw(csv, form).expect("a chart")
}

#[test]
fn a_bar_has_its_words_its_value_and_its_length() {
    let svg = chart("station;n\nA <b>;100\nB;25.5\n", "bars");
    assert!(
        svg.contains("<text y=\"1em\">A &lt;b&gt; <tspan>100.0</tspan></text><rect y=\"1.4em\" width=\"100%\""),
        "{svg}"
    );
    assert!(svg.contains("<tspan>25.5</tspan></text><rect y=\"3.6em\" width=\"25.5%\""), "{svg}");
    assert!(svg.contains("aria-label=\"Shoots. Lowest: 25.5 (B); highest: 100.0 (A &lt;b&gt;).\""), "{svg}");
}

#[test]
fn bars_of_several_series_are_named_one_by_one() {
    let svg = chart("station;before;after\nA;1;2\n", "bars");
    for words in ["<tspan>A</tspan>", "before <tspan>1</tspan>", "after <tspan>2</tspan>", "class=\"b\"", "(before, A)"]
    {
        assert!(svg.contains(words), "{words} in {svg}");
    }
}

#[test]
fn a_negative_bar_ends_where_the_others_begin() {
    let svg = chart("x;n\na;-25\nb;75\n", "bars");
    assert!(svg.contains("<rect y=\"1.4em\" width=\"25%\""), "{svg}");
    assert!(svg.contains("<rect x=\"25%\" y=\"3.6em\" width=\"75%\""), "{svg}");
}

#[test]
fn a_line_has_ticks_labels_and_its_name_at_its_end() {
    let svg = chart("an;Grand Banc;Chenal\n2023;400;386\n2024;465;336\n2025;536;\n2026;593;254\n", "lines");
    for part in [
        "<text y=\"0.9em\">600</text>",
        "y=\"15.6em\">2023</text>",
        "class=\"end\" x=\"100%\" y=\"15.6em\">2026</text>",
        "<polyline points=\"0 33.3 33.3 22.5 66.7 10.7 100 1.2\"/>",
        // A cell is empty: the line is in two pieces, the second of one point.
        "<polyline class=\"b\" points=\"0 35.7 33.3 44\"/><polyline class=\"b\" points=\"100 57.7 100 57.7\"/>",
        "Grand Banc <tspan>593</tspan></text>",
    ] {
        assert!(svg.contains(part), "{part} in {svg}");
    }
}

#[test]
fn names_of_lines_that_meet_are_apart() {
    let svg = chart("an;a;b;c;d\n1;1;1;1;1\n2;9;9;9;9\n", "lines");
    let mut at: Vec<f64> = svg
        .match_indices("<text class=\"end\" x=\"100%\" y=\"")
        .filter_map(|(at, found)| svg[at + found.len()..].split("em").next()?.parse().ok())
        .filter(|y: &f64| *y < 15.0)
        .collect();
    at.sort_by(f64::total_cmp);
    assert_eq!(at.len(), 4);
    assert!(at.windows(2).all(|pair| pair[1] - pair[0] > 1.1), "{at:?}");
}

#[test]
fn no_data_make_it_fail() {
    for csv in [
        "x;n\na;0\nb;0\n",
        "x;n\na;5\n",
        "x;n\na;-5\n",
        "x;n\na;\nb;3\n",
        "x;n\na;999999999999999\nb;-999999999999999\n",
        "x;n\na;0,000000000001\nb;0,000000000002\n",
    ] {
        for form in FORMS {
            let svg = chart(csv, form);
            assert!(!svg.contains("NaN") && !svg.contains("inf"), "{csv} {svg}");
        }
    }
    assert_eq!(draw("x;n\na;b\n", "lines"), Err("the data have no number to draw".to_owned()));
    assert!(draw("x;n;m\na;1;2\n", "columns").is_err(), "columns have no names for series");
    assert!(draw("x;n\na;1\n", "pie").is_err());
}

#[test]
fn twelve_values_take_less_than_two_kilobytes() {
    let rows: Vec<String> = (1..=12).map(|n| format!("Station {n};{}\n", n * 37)).collect();
    for form in FORMS {
        let svg = chart(&format!("station;n\n{}", rows.concat()), form);
        assert!(svg.len() <= 2048, "{form}: {} bytes", svg.len());
    }
}
