//! What a page may weigh: what comes with Osier, under what the site says, the wider under the narrower.

use super::Class;
use crate::config::{Bounds, Budgets, Figure, Limits};
use crate::finding::OutputPath;

/// A row of the defaults: kilobytes, then files, then elements.
struct Row {
    initial: u64,
    full: u64,
    next: u64,
    html: u64,
    js: u64,
    picture: u64,
    requests: u64,
    requests_full: u64,
    elements: u64,
}

/// Style sheets, in kilobytes, on any page.
const CSS: u64 = 25;
/// Fonts, in kilobytes, on any page: two families that were cut to what is written.
const FONTS: u64 = 50;

/// Home pages. Anchors: SWD v4 rates 270 kB A+ and 533 kB A; the home pages of French universities weigh 3,950 kB at
/// the median; 14.6 kB of HTML come with the first packets.
const HOME: Row = Row {
    initial: 250,
    full: 500,
    next: 150,
    html: 20,
    js: 15,
    picture: 120,
    requests: 20,
    requests_full: 30,
    elements: 800,
};

/// Lists: many small pictures.
const LIST: Row = Row {
    initial: 180,
    full: 400,
    next: 120,
    html: 20,
    js: 15,
    picture: 60,
    requests: 15,
    requests_full: 30,
    elements: 1000,
};

/// Pages that are only text: statements, legal notices.
const TEXT: Row = Row {
    initial: 100,
    full: 100,
    next: 20,
    html: 14,
    js: 15,
    picture: 120,
    requests: 8,
    requests_full: 8,
    elements: 600,
};

/// Every other page.
const PAGE: Row = Row {
    initial: 180,
    full: 400,
    next: 120,
    html: 14,
    js: 15,
    picture: 120,
    requests: 15,
    requests_full: 25,
    elements: 700,
};

/// What a page may weigh.
pub fn limits(budgets: &Budgets, class: &Class, path: &OutputPath, exception: Option<&Limits>) -> Limits {
    let mut limits = defaults(class);
    for name in ["default", class.name()] {
        for budget in budgets.classes.iter().filter(|budget| budget.class == name) {
            limits.extend(&budget.limits);
        }
    }
    for budget in budgets.paths.iter().filter(|budget| budget.concerns(path.as_str())) {
        limits.extend(&budget.limits);
    }
    limits.extend(exception.into_iter().flatten());
    limits
}

fn defaults(class: &Class) -> Limits {
    let row = match class {
        Class::Home => HOME,
        Class::List => LIST,
        Class::Type(name) if &**name == "statement" => TEXT,
        Class::Type(_) => PAGE,
    };
    let error = |most| Bounds { warn: None, error: Some(most) };
    let kilobytes = |most| error(most * 1000);
    Limits::from([
        (Figure::Initial, kilobytes(row.initial)),
        (Figure::Full, kilobytes(row.full)),
        (Figure::Next, kilobytes(row.next)),
        (Figure::Html, kilobytes(row.html)),
        (Figure::Css, kilobytes(CSS)),
        (Figure::Js, kilobytes(row.js)),
        (Figure::Fonts, kilobytes(FONTS)),
        (Figure::Picture, kilobytes(row.picture)),
        (Figure::Requests, error(row.requests)),
        (Figure::RequestsFull, error(row.requests_full)),
        (Figure::Elements, Bounds { warn: Some(row.elements), error: None }),
    ])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config;
    use crate::finding::SourcePath;

    #[test]
    fn the_narrower_wins() {
        let text = "[budgets.default]\nfull = \"1 MB\"\ncss = false\n[budgets.post]\nfull = \"300 kB\"\n\
                    [[budgets.path]]\npath = \"fr/*/**\"\njs = { warn = \"1 kB\" }\n\
                    [[budgets.path]]\npath = \"fr/a/*\"\nrequests = 3\n";
        let (config, _) = config::parse(&SourcePath::new(config::FILE), text);
        let of = |class: &str, path: &str, figure| {
            let limits = limits(&config.budgets, &Class::Type(class.into()), &OutputPath::new(path), None);
            limits[&figure]
        };
        let error = |most| Bounds { warn: None, error: Some(most) };
        assert_eq!(of("page", "fr/index.html", Figure::Full), error(1_000_000));
        assert_eq!(of("post", "fr/index.html", Figure::Full), error(300_000));
        assert_eq!(of("post", "fr/index.html", Figure::Css), Bounds::default());
        assert_eq!(of("post", "fr/index.html", Figure::Js), error(15_000));
        assert_eq!(of("post", "fr/a/b/index.html", Figure::Js), Bounds { warn: Some(1000), error: None });
        assert_eq!(of("post", "fr/a/b/index.html", Figure::Requests), error(15), "`*` stays in one folder");
        assert_eq!(of("post", "fr/a/index.html", Figure::Requests), error(3));
    }
}
