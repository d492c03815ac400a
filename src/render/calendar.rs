//! Calendars: iCalendar (RFC 5545) of lists of events and of each event.
//!
//! Times are written as instants in UTC, which every program shows in its reader's own time zone, and whole days
//! as dates. Nothing comes from the clock: the same page always gives the same bytes.

use jiff::ToSpan;
use jiff::civil::{Date, Time};
use rayon::prelude::*;

use crate::finding::OutputPath;
use crate::load::types::Feed;
use crate::model::value::Value;
use crate::model::{Listing, Page, Site, url};
use crate::output::Content;

use super::feed;
use super::lines::{Lines, escape};

/// The file of a list's calendar, below its URL.
pub(super) const LIST_FILE: &str = "calendar.ics";
/// The file of an event, below its URL.
const EVENT_FILE: &str = "event.ics";
/// The media type of both.
pub(super) const MEDIA_TYPE: &str = "text/calendar";

/// Every calendar of the site: one for each list of events, past and coming, and one for each event.
pub(super) fn calendars(site: &Site) -> Vec<(OutputPath, Content)> {
    let lists = site.listings.par_iter().filter(|listing| listing.feeds.calendar).map(|listing| list(site, listing));
    let events = site.pages.par_iter().filter_map(|page| {
        let path = event_url(page)?;
        let title = page.title();
        Some((url::output_of(&site.config, &path), calendar(site, title, vec![Event::of(page)?])))
    });
    lists.chain(events).collect()
}

/// The URL path of the calendar file of a page; nothing when the page is no event.
pub(super) fn event_url(page: &Page) -> Option<String> {
    let event = page.content_type.feed == Feed::ICalendar && moment(page, "start").is_some();
    event.then(|| feed::below(&page.url, EVENT_FILE))
}

fn list(site: &Site, listing: &Listing) -> (OutputPath, Content) {
    let mut events: Vec<Event<'_>> = listing.pages.iter().filter_map(|id| Event::of(site.page(*id))).collect();
    events.sort_by(|a, b| a.start.timestamp().cmp(&b.start.timestamp()).then_with(|| a.page.url.cmp(&b.page.url)));
    let path = feed::below(listing.url(), LIST_FILE);
    (url::output_of(&site.config, &path), calendar(site, &feed::title(site, listing), events))
}

/// A page that has a time.
struct Event<'a> {
    page: &'a Page,
    start: &'a jiff::Zoned,
    end: Option<&'a jiff::Zoned>,
    /// Whether only the days count.
    whole_days: bool,
}

impl<'a> Event<'a> {
    fn of(page: &'a Page) -> Option<Self> {
        if page.content_type.feed != Feed::ICalendar {
            return None;
        }
        let start = moment(page, "start")?;
        let end = moment(page, "end").filter(|end| *end >= start);
        let midnight = |moment: &jiff::Zoned| moment.time() == Time::midnight();
        let days_only = midnight(start) && end.is_none_or(midnight);
        let whole_days = days_only || matches!(value(page, "all_day"), Some(Value::Bool(true)));
        Some(Self { page, start, end, whole_days })
    }
}

fn calendar(site: &Site, title: &str, events: Vec<Event<'_>>) -> Content {
    let mut lines = Lines::default();
    lines.put("BEGIN", "VCALENDAR");
    lines.put("VERSION", "2.0");
    lines.put("PRODID", "-//Osier//Osier//EN");
    lines.put("CALSCALE", "GREGORIAN");
    lines.text("X-WR-CALNAME", title);
    if let Some(zone) = site.config.time_zone.iana_name() {
        lines.put("X-WR-TIMEZONE", zone);
    }
    for found in events {
        event(site, &found, &mut lines);
    }
    lines.put("END", "VCALENDAR");
    lines.0.into()
}

fn event(site: &Site, event: &Event<'_>, lines: &mut Lines) {
    let page = event.page;
    let envelope = &page.envelope;
    let permalink = url::absolute(&site.config, &page.url);
    let stamp = envelope.updated.as_ref().or(envelope.date.as_ref()).unwrap_or(event.start);
    lines.put("BEGIN", "VEVENT");
    lines.text("UID", &permalink);
    lines.put("DTSTAMP", &utc(stamp));
    if event.whole_days {
        // The end is the day after the last.
        let last = event.end.unwrap_or(event.start).date();
        lines.put("DTSTART;VALUE=DATE", &day(event.start.date()));
        lines.put("DTEND;VALUE=DATE", &day(last.saturating_add(1.day())));
    } else {
        lines.put("DTSTART", &utc(event.start));
        if let Some(end) = event.end {
            lines.put("DTEND", &utc(end));
        }
    }
    lines.text("SUMMARY", page.title());
    let online = text(page, "online_url");
    let description: Vec<&str> =
        [envelope.description.as_str()].into_iter().chain(online).filter(|part| !part.is_empty()).collect();
    lines.text("DESCRIPTION", &description.join("\n"));
    lines.put("URL", &ascii(&permalink));
    let place = place(site, page);
    lines.text("LOCATION", if place.is_empty() { online.unwrap_or_default() } else { &place });
    if let Some((latitude, longitude)) = location(site, page).and_then(position) {
        lines.put("GEO", &format!("{latitude};{longitude}"));
    }
    let categories: Vec<String> = page.terms.iter().map(|id| escape(&site.term(*id).title)).collect();
    lines.put("CATEGORIES", &categories.join(","));
    lines.put("STATUS", status(page));
    if let Some(Value::Page(parent)) = value(page, "parent") {
        lines.text("RELATED-TO", &url::absolute(&site.config, &site.page(*parent).url));
    }
    if let Some(updated) = &envelope.updated {
        lines.put("LAST-MODIFIED", &utc(updated));
    }
    lines.put("END", "VEVENT");
}

fn status(page: &Page) -> &'static str {
    match text(page, "status") {
        Some("cancelled") => "CANCELLED",
        Some("postponed") => "TENTATIVE",
        Some(_) => "CONFIRMED",
        None => "",
    }
}

/// The room, the place and its address, in one line.
fn place(site: &Site, page: &Page) -> String {
    let mut parts: Vec<String> = text(page, "place").map(str::to_owned).into_iter().collect();
    if let Some(location) = location(site, page) {
        parts.push(location.title().to_owned());
        if let Some(Value::Group(address)) = value(location, "address") {
            let part = |name: &str| match address.iter().find(|(key, _)| key == name) {
                Some((_, Value::Text(text))) => text.as_str(),
                _ => "",
            };
            let town = format!("{} {}", part("postal_code"), part("city"));
            parts.extend([part("street"), town.trim()].into_iter().filter(|part| !part.is_empty()).map(str::to_owned));
        }
    }
    parts.join(", ")
}

fn location<'a>(site: &'a Site, page: &Page) -> Option<&'a Page> {
    match value(page, "location") {
        Some(Value::Page(id)) => Some(site.page(*id)),
        _ => None,
    }
}

fn position(location: &Page) -> Option<(f64, f64)> {
    let number = |name| match value(location, name) {
        Some(Value::Float(number)) => Some(*number),
        Some(Value::Integer(number)) => Some(*number as f64),
        _ => None,
    };
    Some((number("latitude")?, number("longitude")?))
}

fn value<'a>(page: &'a Page, name: &str) -> Option<&'a Value> {
    page.fields.iter().find(|(key, _)| key == name).map(|(_, value)| value)
}

fn text<'a>(page: &'a Page, name: &str) -> Option<&'a str> {
    match value(page, name) {
        Some(Value::Text(text) | Value::Plain(text) | Value::Url(text)) => Some(text),
        _ => None,
    }
}

fn moment<'a>(page: &'a Page, name: &str) -> Option<&'a jiff::Zoned> {
    match value(page, name) {
        Some(Value::Moment(moment)) => Some(moment),
        _ => None,
    }
}

fn utc(moment: &jiff::Zoned) -> String {
    moment.timestamp().strftime("%Y%m%dT%H%M%SZ").to_string()
}

fn day(date: Date) -> String {
    date.strftime("%Y%m%d").to_string()
}

/// A URI (RFC 3986) of an address that may hold other letters.
fn ascii(address: &str) -> String {
    percent_encoding::utf8_percent_encode(address, percent_encoding::CONTROLS).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::testing::{CONFIG, site, text};

    const CONTENT: &[(&str, &str)] = &[
        ("content/fr/_index.md", "---\ntitle: Accueil\n---\n"),
        ("content/fr/agenda/_index.md", "---\ntitle: Agenda\ncontains: event\n---\n"),
        (
            "content/fr/agenda/fete.md",
            "---\ntitle: \"Fête, soupe ; marée \\\\ été\"\ndescription: Deux heures et demie pour écrire la règle d'une chose que l'on partage, de la tondeuse au serveur.\n\
             updated: 2026-05-01T10:00\nstart: 2026-07-01T18:00\nend: 2026-07-01T20:30\nstatus: cancelled\nplace: Salle 2\nlocation: /quais\n\
             online_url: https://direct.example/x\nparent: /agenda/semaine\nthemes: [\"Mer, littoral\", Fête]\n---\n",
        ),
        ("content/fr/agenda/semaine.md", "---\ntitle: Semaine\nstart: 2025-12-30\nend: 2026-01-02\n---\n"),
        (
            "content/fr/quais.md",
            "---\ntitle: Quais\ntype: location\naddress: { street: 12 quai, postal_code: \"17999\", city: Port }\nlatitude: 46.15\nlongitude: -1.15\n---\n",
        ),
    ];

    fn unfolded(text: &str) -> Vec<String> {
        assert!(text.ends_with("\r\n"));
        text.replace("\r\n ", "").lines().map(str::to_owned).collect()
    }

    #[test]
    fn an_event_is_told_whole() {
        let site = site(CONFIG, CONTENT);
        let event = text(&calendars(&site), "fr/agenda/fete/event.ics");
        assert_eq!(
            unfolded(&event)[6..],
            [
                "BEGIN:VEVENT",
                "UID:https://estran.example/u/fr/agenda/fete/",
                "DTSTAMP:20260501T080000Z",
                "DTSTART:20260701T160000Z",
                "DTEND:20260701T183000Z",
                "SUMMARY:Fête\\, soupe\u{202f}\\; marée \\\\ été",
                "DESCRIPTION:Deux heures et demie pour écrire la règle d’une chose que l’on partage\\, de la tondeuse au serveur.\\nhttps://direct.example/x",
                "URL:https://estran.example/u/fr/agenda/fete/",
                "LOCATION:Salle 2\\, Quais\\, 12 quai\\, 17999 Port",
                "GEO:46.15;-1.15",
                "CATEGORIES:Mer\\, littoral,Fête",
                "STATUS:CANCELLED",
                "RELATED-TO:https://estran.example/u/fr/agenda/semaine/",
                "LAST-MODIFIED:20260501T080000Z",
                "END:VEVENT",
                "END:VCALENDAR",
            ]
        );
    }

    #[test]
    fn whole_days_end_the_day_after() {
        let site = site(CONFIG, CONTENT);
        let lines = unfolded(&text(&calendars(&site), "fr/agenda/semaine/event.ics"));
        assert!(lines.contains(&"DTSTART;VALUE=DATE:20251230".to_owned()), "{lines:#?}");
        assert!(lines.contains(&"DTEND;VALUE=DATE:20260103".to_owned()), "{lines:#?}");
    }

    #[test]
    fn a_list_and_a_term_hold_their_events_in_order() {
        let site = site(CONFIG, CONTENT);
        let files = calendars(&site);
        let list = unfolded(&text(&files, "fr/agenda/calendar.ics"));
        let summaries: Vec<&String> = list.iter().filter(|line| line.starts_with("SUMMARY")).collect();
        assert_eq!(summaries.len(), 2);
        assert_eq!(summaries[0], "SUMMARY:Semaine");
        assert_eq!(list[4], "X-WR-CALNAME:Agenda – Estran");
        assert_eq!(list[5], "X-WR-TIMEZONE:Europe/Paris");
        assert!(files.iter().any(|(path, _)| path.as_str() == "fr/themes/fete/calendar.ics"));
    }

    #[test]
    fn text_cannot_begin_another_line() {
        assert_eq!(escape("a\r\nEND:VCALENDAR\u{b}"), "a\\nEND:VCALENDAR");
    }
}
