//! The function `calendar(pages=…)`: events laid out by month, week and day.

use std::collections::BTreeMap;

use jiff::ToSpan as _;
use jiff::civil::Date;
use tera::Value;

use super::value::{get, map};
use super::{Data, dates};

/// An event that lasts longer is shown on its first days only.
const MOST_DAYS: i32 = 62;

/// The months from the first event's to the last's that have one: `[{year, month, title, weeks}]`; weeks begin on
/// Monday (ISO 8601) and hold seven cells, none outside the month: `{day, iso, today, pages}`.
pub(super) fn months(data: &Data, language: usize, pages: &[Value]) -> Value {
    let mut days: BTreeMap<Date, Vec<Value>> = BTreeMap::new();
    for page in pages {
        let day = |key: &str| {
            let text = get(page, key)?.as_str()?;
            dates::parse(text).map(jiff::civil::DateTime::date)
        };
        let Some(start) = day("start").or_else(|| day("date")) else { continue };
        let end = day("end").unwrap_or(start).min(start.saturating_add(MOST_DAYS.days()));
        let mut date = start;
        while date <= end {
            days.entry(date).or_default().push(page.clone());
            match date.tomorrow() {
                Ok(next) => date = next,
                Err(_) => break,
            }
        }
    }
    let mut months: Vec<(i16, i8)> = days.keys().map(|date| (date.year(), date.month())).collect();
    months.dedup();
    let today = data.site.moment.now.date();
    let month = |(year, month): (i16, i8)| {
        let first = Date::new(year, month, 1).ok()?;
        let title = data.formats[language].date(first.at(0, 0, 0, 0), "month_year").unwrap_or_default();
        let mut weeks: Vec<Value> = Vec::new();
        let mut week: Vec<Value> = vec![Value::none(); first.weekday().to_monday_zero_offset() as usize];
        for number in 1..=first.days_in_month() {
            let date = Date::new(year, month, number).ok()?;
            week.push(Value::from(map([
                ("day", Value::from(i64::from(number))),
                ("iso", Value::from(date.to_string())),
                ("today", Value::from(date == today)),
                ("pages", Value::from(days.get(&date).cloned().unwrap_or_default())),
            ])));
            if week.len() == 7 {
                weeks.push(Value::from(std::mem::take(&mut week)));
            }
        }
        if !week.is_empty() {
            week.resize(7, Value::none());
            weeks.push(Value::from(week));
        }
        Some(Value::from(map([
            ("year", Value::from(i64::from(year))),
            ("month", Value::from(i64::from(month))),
            ("title", Value::from(title)),
            ("weeks", Value::from(weeks)),
        ])))
    };
    Value::from(months.into_iter().filter_map(month).collect::<Vec<_>>())
}
