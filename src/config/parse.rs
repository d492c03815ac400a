//! From the text of `osier.toml` to a [`Config`] and what is wrong with it.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::ops::Range;

use super::{
    Config, FeedContent, Feeds, Language, Markdown, OutputOptions, Theme, alert, budgets, carbon, gate, headers,
    languages, localized, organization, pictures, publish, secrets, security, styles, taxonomies,
};
use crate::data::{Reader, Table, Value, table_of};
use crate::finding::{Finding, Place, SourcePath, did_you_mean, rules};

/// Reads the text of the configuration at `path`. A broken one still gives a usable value, with its findings, so that
/// the faults of the content are reported in the same run.
pub fn parse(path: &SourcePath, text: &str) -> (Config, Vec<Finding>) {
    let findings = RefCell::new(Vec::new());
    // What can be read of a broken file serves: the content's faults are told against the right languages and theme.
    let (mut table, faults) = table_of(text, path, &rules::CONFIG_INVALID);
    let is_whole = faults.is_empty();
    findings.borrow_mut().extend(faults);
    findings.borrow_mut().extend(secrets::take_out(&mut table, path));
    let reader = Reader::new(&table, path, (&rules::CONFIG_INVALID, &rules::CONFIG_KEY_UNKNOWN), &findings);
    let mut config = read(&reader, path);
    // The name may be in what could not be read.
    if let Some((span, message)) = stand_in(&mut config, &reader).filter(|_| is_whole) {
        reader.report(
            span,
            message,
            "write the name of the site above all tables, `title = \"Université de l’Estran\"`",
        );
    }
    reader.finish();
    (config, findings.into_inner())
}

fn read(reader: &Reader<'_>, path: &SourcePath) -> Config {
    let default = reader.text("default_language");
    let languages = languages::read(reader.named("languages"), default.as_deref(), path, reader);
    Config {
        path: path.clone(),
        title: localized(reader, "title", &languages),
        description: localized(reader, "description", &languages),
        base_url: base_url(reader),
        time_zone: time_zone(reader),
        theme: theme(reader, path),
        organization: organization::read(reader),
        alert: alert::read(reader, path, &languages),
        taxonomies: taxonomies::read(reader, &languages),
        languages,
        permalinks: permalinks(reader),
        feeds: feeds(reader),
        markdown: markdown(reader),
        output: output(reader),
        pictures: pictures::read(reader),
        styles: styles::read(reader),
        budgets: budgets::read(reader),
        headers: headers::read(reader),
        security: security::read(reader, path),
        publish: publish::read(reader),
        carbon: carbon::read(reader),
        rules: gate::rules(reader),
        acknowledgements: gate::acknowledgements(reader),
    }
}

/// Has a word stand for the name of the site in each language where it has none, so that pages have one to show all the
/// same. Where and why there is none, when that is not told yet.
fn stand_in(config: &mut Config, reader: &Reader<'_>) -> Option<(Range<usize>, String)> {
    let node = reader.node("title");
    let is_told = match node.map(|node| &node.value) {
        None => reader.entries().iter().any(|entry| did_you_mean(&entry.key, ["title"]).is_some()),
        Some(value) => !matches!(value, Value::Text(_) | Value::Table(_)),
    };
    let title = &config.title;
    let is_nameless = |language: &&Language| language.title.is_none() && title.get(&language.code).trim().is_empty();
    let nameless: Vec<String> = config.languages.all.iter().filter(is_nameless).map(|one| one.code.clone()).collect();
    let first = nameless.first().cloned()?;
    config.title.0.extend(nameless.into_iter().map(|code| (code, "Site".to_owned())));
    let (span, message) = match node {
        None => (0..0, "`title` is missing: the site has no name".to_owned()),
        Some(node) => (node.span.clone(), format!("`title` is empty in the language `{first}`")),
    };
    (!is_told).then_some((span, message))
}

/// Why `url` cannot be a base URL, or nothing when it can.
fn base_url_fault(url: &str) -> Option<&'static str> {
    match url::Url::parse(url) {
        Ok(parsed) if !matches!(parsed.scheme(), "http" | "https") => {
            Some("it begins with neither `https://` nor `http://`")
        }
        Ok(parsed) if parsed.query().is_some() || parsed.fragment().is_some() => Some("it holds a `?` or a `#`"),
        Ok(_) => None,
        Err(_) => Some("it is not an absolute address"),
    }
}

fn base_url(reader: &Reader<'_>) -> String {
    let url = reader.text("base_url").unwrap_or_default();
    if url.is_empty() {
        if let Some(node) = reader.node("base_url") {
            reader.report(
                node.span.clone(),
                "`base_url` is empty",
                "write the address of the site, `https://www.example.org`",
            );
        }
        return "http://localhost".to_owned();
    }
    if let (Some(why), Some(node)) = (base_url_fault(&url), reader.node("base_url")) {
        let message = format!("`{url}` cannot be the `base_url`: {why}");
        reader.report(node.span.clone(), message, "write the address of the site, `https://www.example.org`");
        return "http://localhost".to_owned();
    }
    url.trim_end_matches('/').to_owned()
}

fn time_zone(reader: &Reader<'_>) -> jiff::tz::TimeZone {
    let Some(name) = reader.text("time_zone") else { return jiff::tz::TimeZone::UTC };
    jiff::tz::TimeZone::get(&name).unwrap_or_else(|_| {
        let span = reader.node("time_zone").map_or(0..0, |node| node.span.clone());
        reader.report(span, format!("`{name}` is not a time zone"), "write an IANA name such as `Europe/Paris`");
        jiff::tz::TimeZone::UTC
    })
}

fn theme(reader: &Reader<'_>, path: &SourcePath) -> Theme {
    let Some(fields) = reader.table("theme") else {
        return Theme { name: "estran".to_owned(), place: Place::file(path), settings: Table::default() };
    };
    let name = theme_name(&fields).unwrap_or_else(|| "estran".to_owned());
    let settings = fields.entries().iter().filter(|entry| entry.key != "name").cloned().collect();
    Theme { name, place: fields.place("name"), settings: Table(settings) }
}

/// The name of the theme: a folder of `themes/`, never one above it.
fn theme_name(fields: &Reader<'_>) -> Option<String> {
    let name = fields.text("name")?;
    let is_below = name.split(['/', '\\']).all(|part| !matches!(part, "" | "." | ".."));
    if let (false, Some(node)) = (is_below, fields.node("name")) {
        let message = format!("`{name}` cannot be the name of a theme");
        fields.report(node.span.clone(), message, "write the name of a folder of `themes/`, or `estran`");
    }
    is_below.then_some(name)
}

fn permalinks(reader: &Reader<'_>) -> BTreeMap<String, String> {
    const WORDS: &[&str] = &["section", "slug", "year", "month", "day", "title", "path"];
    let mut permalinks = BTreeMap::new();
    for entry in reader.named("permalinks") {
        let Value::Text(pattern) = &entry.node.value else {
            let _: Option<()> = reader.wrong(&entry.key, &entry.node, "text in quotes");
            continue;
        };
        let unknown = pattern
            .match_indices(':')
            .map(|(at, _)| pattern[at + 1..].split(|c: char| !c.is_ascii_lowercase()).next().unwrap_or_default())
            .find(|word| !WORDS.contains(word));
        if pattern.split('/').any(|segment| segment == "." || segment == "..") {
            reader.report(
                entry.node.span.clone(),
                "a permalink climbs out of its language",
                "write it without `.` and `..`",
            );
        } else if let Some(word) = unknown {
            let message = format!("`:{word}` is not a part of a permalink");
            reader.report(entry.node.span.clone(), message, format!("the parts are `:{}`", WORDS.join("`, `:")));
        } else {
            permalinks.insert(entry.key.clone(), pattern.clone());
        }
    }
    permalinks
}

fn feeds(reader: &Reader<'_>) -> Feeds {
    let mut feeds = Feeds { formats: vec!["atom"], limit: 20, content: FeedContent::Summary };
    if let Some(fields) = reader.table("feeds") {
        feeds.formats = fields.choices("formats", &["atom", "json"]).unwrap_or(feeds.formats);
        feeds.limit = fields.count_within("limit", 1..=1_000).unwrap_or(feeds.limit);
        if fields.choice("content", &["summary", "full"]) == Some("full") {
            feeds.content = FeedContent::Full;
        }
        fields.finish();
    }
    feeds
}

fn markdown(reader: &Reader<'_>) -> Markdown {
    let mut markdown = Markdown { raw_html: false, abbreviations: BTreeMap::new() };
    if let Some(fields) = reader.table("markdown") {
        markdown.raw_html = fields.bool("raw_html").unwrap_or_default();
        for entry in fields.named("abbreviations") {
            if let Value::Text(text) = &entry.node.value {
                markdown.abbreviations.insert(entry.key.clone(), text.clone());
            } else {
                let _: Option<()> = fields.wrong(&entry.key, &entry.node, "text in quotes");
            }
        }
        fields.finish();
    }
    markdown
}

fn output(reader: &Reader<'_>) -> OutputOptions {
    let mut output = OutputOptions { compress: Vec::new(), redirects: Vec::new(), robots: true };
    if let Some(fields) = reader.table("output") {
        output.compress = fields.choices("compress", &["br", "gz"]).unwrap_or_default();
        output.redirects = fields.choices("redirects", &["nginx", "caddy", "apache", "netlify"]).unwrap_or_default();
        output.robots = fields.bool("robots").unwrap_or(true);
        fields.finish();
    }
    output
}
