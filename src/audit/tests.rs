//! Rates, dates, grids and subjects, from small records.

use jiff::civil::date;

use super::rgaa::{self, Decided};
use super::*;
use crate::config;
use crate::finding::{Finding, SourcePath};

/// A record of a standard whose criteria are those it gives, with a grid when there is one.
fn record_with(text: &str, grid: Option<&str>) -> (Audit, Vec<Finding>) {
    let (config, _) =
        config::parse(&SourcePath::new(config::FILE), "default_language = \"fr\"\n[languages.fr]\n[languages.en]\n");
    let grid = grid.map(std::sync::Arc::<str>::from);
    read(text, &config.languages, &|path| grid.clone().filter(|_| path.as_str() == "audit.csv"))
}

fn record(text: &str) -> Audit {
    let (audit, findings) = record_with(text, None);
    assert_eq!(findings, []);
    audit
}

/// An audit made on that day, all of whose three criteria are met.
fn made(standard: &str, made: &str, more: &str) -> Audit {
    let results = if standard.starts_with("RGAA") {
        rgaa::all().iter().map(|criterion| ["\"", &criterion.number.to_string(), "\" = \"C\"\n"].concat()).collect()
    } else {
        "\"1.1\" = \"C\"\n\"1.2\" = \"C\"\n\"2.1\" = \"C\"\n".to_owned()
    };
    record(&format!(
        "date = 2019-01-01\nstandard = \"{standard}\"\n{more}\n[auditor]\nname = \"A\"\n[declaration]\nmade = {made}\n\
         [[sample]]\ntitle = \"Accueil\"\nurl = \"/\"\n[results]\n{results}"
    ))
}

fn rate(met: usize, applicable: usize) -> Rate {
    Rate { met, applicable, total: 106 }
}

#[test]
fn a_rate_is_rounded_to_the_nearest_and_never_across_a_threshold() {
    let cases = [
        (rate(53, 53), 100, Level::Full),
        (rate(105, 106), 99, Level::Partial),
        // 99.6 %: not all are met.
        (Rate { met: 249, applicable: 250, total: 250 }, 99, Level::Partial),
        (rate(44, 60), 73, Level::Partial),
        // 72.5 %: a half goes up.
        (rate(29, 40), 73, Level::Partial),
        (rate(53, 106), 50, Level::Partial),
        (rate(1, 2), 50, Level::Partial),
        // 49.5 %: it is not half.
        (rate(50, 101), 49, Level::None),
        (rate(1, 3), 33, Level::None),
        (rate(2, 3), 67, Level::Partial),
        (rate(0, 106), 0, Level::None),
        (rate(0, 0), 0, Level::None),
    ];
    for (rate, percent, level) in cases {
        assert_eq!((rate.percent(), rate.level()), (percent, level), "{rate:?}");
    }
}

#[test]
fn a_criterion_is_met_when_it_is_on_every_page() {
    let number = |text: &str| Number::parse(text).expect("a number");
    let one = number("1.1");
    let pages = ["/a", "/b"];
    let cases = [
        ("C", "C", Some(Verdict::Met)),
        ("C", "NA", Some(Verdict::Met)),
        ("NA", "NA", Some(Verdict::NotApplicable)),
        ("C", "NC", Some(Verdict::NotMet)),
        ("", "NC", Some(Verdict::NotMet)),
        ("", "C", None),
        ("NA", "", None),
    ];
    for (a, b, expected) in cases {
        let mut results = Results::default();
        for (page, code) in pages.iter().zip([a, b]) {
            if let Some(verdict) = Verdict::of(code) {
                results.set_on(one.clone(), page, verdict);
            }
        }
        assert_eq!(results.overall(&one, &pages), expected, "{a} {b}");
        let rate = results.rate(std::slice::from_ref(&one), &pages);
        assert_eq!(rate.is_err(), expected.is_none(), "{a} {b}");
    }
    // What is said of all pages holds where nothing else is.
    let mut results = Results::default();
    results.set(one.clone(), Verdict::Met);
    assert_eq!(results.overall(&one, &pages), Some(Verdict::Met));
    results.set_on(one.clone(), "/b", Verdict::NotMet);
    assert_eq!(results.overall(&one, &pages), Some(Verdict::NotMet));
    assert_eq!(results.average(&[one], &pages), None, "pages have no results of their own");
}

#[test]
fn the_average_is_that_of_the_pages() {
    let grid = "Critère;Accueil : /;Contact : /contact/\n1.1;C;C\n1.2;NC;C\n2.1;C;NA\n";
    let (audit, findings) = record_with(
        "date = 2026-01-01\nstandard = \"Charte 1.0\"\ngrid = \"audit.csv\"\n[auditor]\nname = \"A\"\n[declaration]\n\
         made = 2026-01-02\n[[sample]]\ntitle = \"Accueil\"\nurl = \"/\"\n[[sample]]\ntitle = \"Contact\"\nurl = \"/contact/\"\n",
        Some(grid),
    );
    assert_eq!(findings, []);
    let conformity = conformity(Some(&audit), date(2026, 2, 1));
    // 2 of 3 criteria are met; 2 of 3 on the first page, 2 of 2 on the second.
    assert_eq!(conformity.rate.map(Rate::percent), Some(67));
    assert_eq!(conformity.average, Some(83));
    assert_eq!(audit.failed(), [Number::parse("1.2").expect("a number")]);
}

#[test]
fn numbers_are_in_the_order_of_people() {
    let mut numbers: Vec<Number> =
        ["10.1", "1.10", "1.9", "2.1"].iter().filter_map(|text| Number::parse(text)).collect();
    numbers.sort();
    let written: Vec<String> = numbers.iter().map(ToString::to_string).collect();
    assert_eq!(written, ["1.9", "1.10", "2.1", "10.1"]);
    for bad in ["", "1", "1.", ".1", "1.a", "1,1", "1.1 ", "99999.1"] {
        assert_eq!(Number::parse(bad), None, "{bad}");
    }
}

#[test]
fn a_statement_holds_for_three_years_or_eighteen_months_after_a_newer_standard() {
    let until =
        |standard: &str, day: &str, more: &str| conformity(Some(&made(standard, day, more)), date(2019, 1, 1)).until;
    let cases = [
        ("RGAA 4.1.2", "2026-11-20", "", date(2029, 11, 20)),
        ("RGAA 4.1", "2026-11-20", "", date(2029, 11, 20)),
        ("RGAA 4", "2026-11-20", "", date(2029, 11, 20)),
        ("RGAA 4.1.2", "2024-02-29", "", date(2027, 2, 28)),
        // The RGAA 4.1 came out on 18 February 2021.
        ("RGAA 4.0", "2020-06-01", "", date(2022, 8, 18)),
        ("RGAA 4.1.2", "2026-11-20", "superseded = 2027-03-01", date(2028, 9, 1)),
        ("RGAA 4.1.2", "2026-11-20", "superseded = 2029-03-01", date(2029, 11, 20)),
        ("Charte 1.0", "2026-11-20", "", date(2029, 11, 20)),
    ];
    for (standard, day, more, expected) in cases {
        assert_eq!(until(standard, day, more), Some(expected), "{standard} {day} {more}");
    }
}

#[test]
fn it_is_told_three_months_before_and_after_the_last_day() {
    let audit = made("RGAA 4.1.2", "2023-11-20", "");
    let cases = [
        (date(2026, 8, 19), Standing::Valid, Level::Full, None),
        (date(2026, 8, 20), Standing::Expiring, Level::Full, Some("audit-expiring")),
        (date(2026, 11, 20), Standing::Expiring, Level::Full, Some("audit-expiring")),
        (date(2026, 11, 21), Standing::Expired, Level::None, Some("audit-expired")),
    ];
    for (day, standing, level, rule) in cases {
        let conformity = conformity(Some(&audit), day);
        assert_eq!((conformity.standing, conformity.level), (standing, level), "{day}");
        let findings = findings(&audit, &conformity);
        assert_eq!(findings.first().map(|finding| finding.rule.id), rule, "{day}");
    }
}

#[test]
fn without_an_audit_nothing_is_said_to_conform() {
    let none = conformity(None, date(2026, 1, 1));
    assert_eq!((none.level, none.standing, none.rate), (Level::None, Standing::Missing, None));
    let audit = record("[contact]\nemail = \"a@b.example\"\n");
    let none = conformity(Some(&audit), date(2026, 1, 1));
    assert_eq!((none.level, none.standing), (Level::None, Standing::Missing));
    assert_eq!(findings(&audit, &none), []);
}

#[test]
fn grids_of_any_spreadsheet_are_read() {
    let head = "date = 2026-01-01\nstandard = \"Charte 1.0\"\ngrid = \"audit.csv\"\n[auditor]\nname = \"A\"\n\
                [declaration]\nmade = 2026-01-02\n[[sample]]\ntitle = \"Accueil\"\nurl = \"/\"\n";
    let grids = [
        "\u{feff}Critère;Intitulé;Accueil : /;Remarques\r\nRGAA 1.1;\"Un ; deux\";C;\r\nRGAA 1.10;;NC;\"a\nb\"\r\nSource : x\r\n",
        "Critère,Intitulé,/\nRGAA 1.1,\"a, b\",C\nRGAA 1.10,,NC\n",
        "Critère\tAccueil : /\n1.1\tC\n1.10\tNC\n\t\n",
    ];
    for grid in grids {
        let (audit, findings) = record_with(head, Some(grid));
        assert_eq!(findings, [], "{grid}");
        let found: Vec<String> = audit.results.numbers().map(ToString::to_string).collect();
        assert_eq!(found, ["1.1", "1.10"], "{grid}");
        let ten = Number::parse("1.10").expect("a number");
        assert_eq!(audit.results.on(&ten, "/"), Some(Verdict::NotMet), "{grid}");
    }
}

#[test]
fn faults_of_a_grid_are_at_their_cells() {
    let head = "date = 2026-01-01\nstandard = \"Charte 1.0\"\ngrid = \"audit.csv\"\n[auditor]\nname = \"A\"\n\
                [declaration]\nmade = 2026-01-02\n[[sample]]\ntitle = \"Accueil\"\nurl = \"/\"\n";
    let grid = "Critère;Accueil : /;Autre : /x/\r\nRGAA 1.1;oui;C\r\nRGAA 1.1;C;C\r\nun;C;C\r\n";
    let (_, findings) = record_with(head, Some(grid));
    let path = SourcePath::new("audit.csv");
    let at: Vec<(&str, &str)> = findings
        .iter()
        .filter(|finding| finding.place.path == path)
        .map(|finding| (&grid[finding.place.span.clone().expect("a cell")], finding.message.as_str()))
        .collect();
    assert_eq!(
        at,
        [
            ("Autre : /x/", "`/x/` is not a page of the sample"),
            ("oui", "the result of `1.1` on `/` is `oui`"),
            ("RGAA 1.1", "the criterion `1.1` is there twice"),
            ("un", "`un` is not a criterion"),
        ]
    );
}

#[test]
fn the_criteria_are_all_there() {
    let all = rgaa::all();
    assert_eq!(all.len(), 106);
    assert_eq!(all.iter().map(|criterion| criterion.tests).sum::<usize>(), 258);
    assert!(all.is_sorted_by(|a, b| a.number < b.number));
    let mut topics: Vec<&str> = all.iter().map(|criterion| criterion.topic).collect();
    topics.dedup();
    assert_eq!(topics.len(), 13);
    assert!(all.iter().all(|criterion| criterion.title.ends_with(['?', ')', '.']) && !criterion.title.contains("](")));
    let count = |decided| all.iter().filter(|criterion| criterion.decided == decided).count();
    let counts = [Decided::Most, Decided::Part, Decided::Hint, Decided::Nothing].map(count);
    assert_eq!(counts, [26, 38, 22, 20]);
}

#[test]
fn a_topic_is_absent_only_where_pages_prove_it() {
    let page = |body: &str| format!("<!doctype html><html lang=fr><title>x</title><body>{body}");
    let absent = |body: &str| subjects::absent(&[&page(body)]);
    let plain = absent("<h1>x</h1><p><a href=/y>y</a>");
    for number in ["1.4", "2.1", "4.1", "4.8", "4.13", "5.6", "7.1", "11.1", "11.9"] {
        assert!(plain.contains(&number), "{number}");
    }
    for number in ["1.1", "3.1", "6.1", "8.1", "9.1", "10.1", "12.1", "13.3"] {
        assert!(!plain.contains(&number), "{number} always applies, or nothing proves that it does not");
    }
    let cases: &[(&str, &[&str])] = &[
        ("<script>1</script>", &["2.1", "4.1", "5.1", "7.1", "11.1"]),
        ("<p onclick=x()>", &["2.1", "4.1", "5.1", "7.1", "11.1"]),
        ("<a href='javascript:x()'>", &["7.1"]),
        ("<iframe src=x></iframe>", &["2.1", "4.1", "7.1", "11.1"]),
        ("<video src=x.webm></video>", &["4.1", "4.13"]),
        ("<a href=/son.mp3>Écouter</a>", &["4.1"]),
        ("<a href=/film.WEBM?x#y>Voir</a>", &["4.1"]),
        ("<object data=x></object>", &["4.1", "4.8", "7.1"]),
        ("<svg></svg>", &["4.8", "4.13"]),
        ("<table><tr><td>1</table>", &["5.1", "5.8"]),
        ("<div role=grid></div>", &["5.1"]),
        ("<input>", &["1.4", "11.1"]),
        ("<button>Menu</button>", &["11.9"]),
    ];
    for (body, present) in cases {
        let found = absent(body);
        for number in *present {
            assert!(!found.contains(number), "{body}: {number}");
        }
    }
    // Data in a script runs nothing, a button is not a field, and a hidden field asks nothing.
    assert!(absent("<script type='application/ld+json'>{}</script>").contains(&"7.1"));
    assert!(absent("<button>Menu</button>").contains(&"11.1"));
    assert!(absent("<input type=hidden>").contains(&"11.1"));
    // One page is enough.
    assert!(!subjects::absent(&[&page(""), &page("<table></table>")]).contains(&"5.1"));
    assert!(subjects::absent(&[]).is_empty());
}

#[test]
fn documents_are_sampled_and_have_no_result() {
    for (url, document) in [
        ("/", false),
        ("/fr/contact/", false),
        ("/404.html", false),
        ("https://a.example", false),
        ("https://a.example/b.c/", false),
        ("/media/v1.2/notice.pdf", true),
        ("https://a.example/x.odt", true),
    ] {
        assert_eq!(is_document(url), document, "{url}");
    }
    let audit = record(
        "date = 2026-01-01\nstandard = \"Charte 1.0\"\n[auditor]\nname = \"A\"\n[declaration]\nmade = 2026-01-02\n\
         [[sample]]\ntitle = \"A\"\nurl = \"/\"\n[[sample]]\ntitle = \"B\"\nurl = \"/b.pdf\"\n\
         [results.pages.\"/\"]\n\"1.1\" = \"C\"\n",
    );
    assert_eq!(conformity(Some(&audit), date(2026, 2, 1)).level, Level::Full);
}
