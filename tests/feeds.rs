//! The feeds and the calendars of the example site, read as their readers do.

use std::collections::BTreeSet;

use atom_syndication::Feed;
use serde_json::Value;

use crate::example::example;

#[test]
fn atom_feeds_are_read_by_a_reader() {
    let feeds = files("atom.xml");
    assert!(feeds.len() > 10, "{} feeds", feeds.len());
    let mut entries = 0;
    for (path, text) in feeds {
        let feed = Feed::read_from(text.as_bytes()).unwrap_or_else(|error| panic!("{path}: {error}"));
        let own =
            feed.links.iter().find(|link| link.rel == "self").unwrap_or_else(|| panic!("{path} says where it is"));
        assert!(own.href.ends_with(&path), "{path} is at {}", own.href);
        assert!(!feed.title.value.is_empty(), "{path} has no title");
        entries += feed.entries.len();
        let ids: BTreeSet<&str> = feed.entries.iter().map(|entry| entry.id.as_str()).collect();
        assert_eq!(ids.len(), feed.entries.len(), "{path}: entries of one id");
        for entry in &feed.entries {
            assert!(entry.links.iter().all(|link| link.href.starts_with("https://")), "{path}: {:?}", entry.links);
            assert!(!entry.title.value.is_empty(), "{path}: {}", entry.id);
        }
    }
    assert!(entries > 50, "{entries} entries");
}

#[test]
fn json_feeds_have_what_version_1_1_asks() {
    let feeds = files("feed.json");
    assert!(feeds.len() > 10, "{} feeds", feeds.len());
    for (path, text) in feeds {
        let feed: Value = serde_json::from_str(&text).unwrap_or_else(|error| panic!("{path}: {error}"));
        assert_eq!(feed["version"], "https://jsonfeed.org/version/1.1", "{path}");
        assert!(feed["title"].as_str().is_some_and(|title| !title.is_empty()), "{path}");
        assert!(feed["feed_url"].as_str().is_some_and(|url| url.ends_with(&path)), "{path}: {}", feed["feed_url"]);
        for item in feed["items"].as_array().expect("items") {
            assert!(item["id"].is_string() && item["url"].is_string(), "{path}: {item}");
            assert!(item["content_html"].is_string() || item["content_text"].is_string(), "{path}: {item}");
            for date in ["date_published", "date_modified"] {
                let moment = item.get(date).and_then(Value::as_str);
                assert!(moment.is_none_or(|moment| moment.parse::<jiff::Timestamp>().is_ok()), "{path}: {item}");
            }
        }
    }
}

#[test]
fn calendars_keep_rfc_5545() {
    let calendars = files(".ics");
    assert!(calendars.len() > 10, "{} calendars", calendars.len());
    for (path, text) in calendars {
        assert!(text.ends_with("END:VCALENDAR\r\n"), "{path}");
        assert_eq!(text.matches('\n').count(), text.matches("\r\n").count(), "{path}: bare line breaks");
        assert!(text.split("\r\n").all(|line| line.len() <= 75), "{path}: a line of more than 75 bytes");
        let whole = text.replace("\r\n ", "");
        let mut open: Vec<&str> = Vec::new();
        let mut uids = BTreeSet::new();
        let (mut events, mut here) = (0, BTreeSet::new());
        for line in whole.trim_end().split("\r\n") {
            let (name, value) = line.split_once(':').unwrap_or_else(|| panic!("{path}: {line}"));
            let name = name.split(';').next().unwrap_or_default();
            assert!(name.bytes().all(|byte| byte.is_ascii_uppercase() || byte == b'-'), "{path}: {line}");
            match name {
                "BEGIN" => {
                    open.push(value);
                    here.clear();
                }
                "END" => {
                    assert_eq!(open.pop(), Some(value), "{path}");
                    if value == "VEVENT" {
                        events += 1;
                        for wanted in ["UID", "DTSTAMP", "DTSTART", "SUMMARY"] {
                            assert!(here.contains(wanted), "{path}: an event without {wanted}");
                        }
                    }
                }
                "UID" => assert!(uids.insert(value), "{path}: {value} twice"),
                _ => {}
            }
            here.insert(name);
        }
        assert!(open.is_empty() && events > 0, "{path}: {events} events");
    }
}

/// The delivered files whose paths end so, as text.
fn files(end: &str) -> Vec<(String, String)> {
    let of = example().output.iter().filter(|(path, _)| path.as_str().ends_with(end));
    of.map(|(path, content)| {
        let bytes = content.made().unwrap_or_else(|| panic!("{path} is a copy"));
        (path.to_string(), String::from_utf8(bytes.to_vec()).expect("UTF-8"))
    })
    .collect()
}
