//! Dates, numbers and sizes as each language writes them, from CLDR through ICU4X.

use std::collections::HashMap;

use icu_datetime::fieldsets::{
    self,
    enums::{CalendarPeriodFieldSet, CompositeDateTimeFieldSet, DateFieldSet},
};
use icu_datetime::{DateTimeFormatter, DateTimeFormatterPreferences};
use icu_decimal::DecimalFormatter;
use icu_decimal::options::DecimalFormatterOptions;
use icu_locale_core::Locale;
use icu_plurals::{PluralCategory, PluralRules, PluralRulesOptions};
use jiff::civil;
use jiff_icu::ConvertFrom as _;

/// The named forms of a date: `{{ page.date | date(format="long") }}`.
pub(super) const FORMS: &[&str] =
    &["short", "medium", "long", "full", "day", "month", "weekday", "year", "month_year", "time", "iso"];

/// What one language needs to write dates and numbers.
pub(super) struct Formats {
    language: String,
    dates: HashMap<&'static str, DateTimeFormatter<CompositeDateTimeFieldSet>>,
    decimal: Option<DecimalFormatter>,
    plurals: Option<PluralRules>,
}

impl std::fmt::Debug for Formats {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("Formats").field(&self.language).finish()
    }
}

impl Formats {
    /// The formats of a language; those of the root locale for one that CLDR does not know.
    pub(super) fn of(language: &str) -> Self {
        let locale: Locale = language.parse().unwrap_or(Locale::UNKNOWN);
        let preferences = DateTimeFormatterPreferences::from(&locale);
        let day = CompositeDateTimeFieldSet::Date;
        let period = CompositeDateTimeFieldSet::CalendarPeriod;
        let sets: [(&'static str, CompositeDateTimeFieldSet); 7] = [
            ("short", day(DateFieldSet::YMD(fieldsets::YMD::short()))),
            ("medium", day(DateFieldSet::YMD(fieldsets::YMD::medium()))),
            ("long", day(DateFieldSet::YMD(fieldsets::YMD::long()))),
            ("full", day(DateFieldSet::YMDE(fieldsets::YMDE::long()))),
            ("month", period(CalendarPeriodFieldSet::M(fieldsets::M::long()))),
            ("weekday", day(DateFieldSet::E(fieldsets::E::long()))),
            ("month_year", period(CalendarPeriodFieldSet::YM(fieldsets::YM::long()))),
        ];
        let dates = sets
            .into_iter()
            .filter_map(|(name, set)| Some((name, DateTimeFormatter::try_new(preferences, set).ok()?)))
            .collect();
        Self {
            language: language.to_owned(),
            dates,
            decimal: DecimalFormatter::try_new((&locale).into(), DecimalFormatterOptions::default()).ok(),
            plurals: PluralRules::try_new((&locale).into(), PluralRulesOptions::default()).ok(),
        }
    }

    /// A moment in one of [`FORMS`], or by a `strftime` pattern; nothing for a form that does not exist.
    pub(super) fn date(&self, moment: civil::DateTime, form: &str) -> Option<String> {
        if form.contains('%') {
            return jiff::fmt::strtime::format(form, moment).ok();
        }
        match form {
            "iso" => return Some(moment.date().to_string()),
            "day" => return Some(moment.day().to_string()),
            "year" => return Some(moment.year().to_string()),
            "time" => return Some(self.time(moment.time())),
            _ => {}
        }
        let date = icu_datetime::input::DateTime::<icu_calendar::Iso>::convert_from(moment);
        let formatter = self.dates.get(form)?;
        let text = formatter.format(&date).to_string();
        // French says « 1er janvier », which no pattern of CLDR can.
        if self.language.starts_with("fr") && moment.day() == 1 && matches!(form, "long" | "full" | "medium") {
            return Some(first_of_the_month(&text));
        }
        Some(text)
    }

    /// An hour: `18 h 30` in French, `18:30` elsewhere, as official writing has it in Europe.
    fn time(&self, time: civil::Time) -> String {
        let (hour, minute) = (time.hour(), time.minute());
        if self.language.starts_with("fr") {
            return if minute == 0 { format!("{hour}\u{a0}h") } else { format!("{hour}\u{a0}h\u{a0}{minute:02}") };
        }
        format!("{hour:02}:{minute:02}")
    }

    /// A number with the language's separators, and so many digits after the point.
    pub(super) fn number(&self, number: f64, digits: usize) -> String {
        let written = format!("{number:.digits$}");
        let parsed = written.parse::<icu_decimal::input::Decimal>().ok();
        match (parsed, &self.decimal) {
            (Some(decimal), Some(formatter)) => formatter.format(&decimal).to_string(),
            _ => written,
        }
    }

    /// A size in bytes, in the units and words of the language: `1,2 Mo`, `48 kB`.
    ///
    /// Powers of 1,000 (IEC 80000-13).
    pub(super) fn size(&self, bytes: u64) -> String {
        let french = self.language.starts_with("fr");
        let units = if french { ["octets", "Ko", "Mo", "Go"] } else { ["bytes", "kB", "MB", "GB"] };
        let (mut value, mut unit) = (bytes as f64, 0);
        while value >= 999.5 && unit < 3 {
            value /= 1000.0;
            unit += 1;
        }
        let digits = usize::from(unit > 1 && value < 9.95);
        format!("{}\u{a0}{}", self.number(value, digits), units[unit])
    }

    /// The plural category of a count: `one`, `other`…
    pub(super) fn plural(&self, count: f64) -> &'static str {
        let operands = count.to_string().parse::<icu_decimal::input::Decimal>();
        let category = match (&self.plurals, operands) {
            (Some(rules), Ok(decimal)) => rules.category_for(&decimal),
            _ => PluralCategory::Other,
        };
        match category {
            PluralCategory::Zero => "zero",
            PluralCategory::One => "one",
            PluralCategory::Two => "two",
            PluralCategory::Few => "few",
            PluralCategory::Many => "many",
            PluralCategory::Other => "other",
        }
    }
}

fn first_of_the_month(text: &str) -> String {
    let mut words: Vec<String> = text.split(' ').map(str::to_owned).collect();
    if let Some(day) = words.iter_mut().find(|word| *word == "1") {
        "1er".clone_into(day);
    }
    words.join(" ")
}

/// The civil date-time in a value of a template: `2026-11-26`, `2026-11-26T18:00:00+01:00`.
pub(super) fn parse(text: &str) -> Option<civil::DateTime> {
    let text = text.trim();
    if let Ok(moment) = text.parse::<civil::DateTime>() {
        return Some(moment);
    }
    // The offset is that of the place: the civil time is what people read.
    text.get(..19).and_then(|text| text.parse().ok()).or_else(|| text.get(..10).and_then(|text| text.parse().ok()))
}
