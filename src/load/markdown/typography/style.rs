//! What each language wants.

/// The typography of a language.
#[derive(Debug, PartialEq, Eq)]
pub(in super::super) struct Style {
    /// Quotation marks, outer then inner; `None` leaves them as typed.
    pub(super) quotes: Option<[Pair; 2]>,
    /// Single quotation marks; `None` where only apostrophes are sure.
    pub(super) single: Option<Pair>,
    /// The punctuation that a narrow no-break space comes before.
    pub(super) high: &'static [u8],
    /// French: spaces inside « », groups of digits, centuries.
    pub(super) french: bool,
}

/// What opens and what closes.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Pair {
    pub(super) open: &'static str,
    pub(super) close: &'static str,
}

const fn pair(open: &'static str, close: &'static str) -> Pair {
    Pair { open, close }
}

const DOUBLE: Pair = pair("“", "”");
const SINGLE: Pair = pair("‘", "’");
const CHEVRONS: Pair = pair("«", "»");

static FRENCH: Style =
    Style {
        quotes: Some([pair("«\u{202F}", "\u{202F}»"), DOUBLE]), single: Some(SINGLE), high: b";:!?", french: true
    };
static CANADIAN: Style =
    Style { quotes: Some([pair("«\u{202F}", "\u{202F}»"), DOUBLE]), single: Some(SINGLE), high: b":", french: true };
static ENGLISH: Style = Style { quotes: Some([DOUBLE, SINGLE]), single: Some(SINGLE), high: b"", french: false };
static GERMAN: Style =
    Style { quotes: Some([pair("„", "“"), pair("‚", "‘")]), single: None, high: b"", french: false };
static LATIN: Style = Style { quotes: Some([CHEVRONS, DOUBLE]), single: None, high: b"", french: false };
static BRAZILIAN: Style = Style { quotes: Some([DOUBLE, SINGLE]), single: None, high: b"", french: false };
static OTHER: Style = Style { quotes: None, single: None, high: b"", french: false };

/// The typography of a BCP 47 language code.
pub(in super::super) fn style(lang: &str) -> &'static Style {
    let is = |code: &str| lang.eq_ignore_ascii_case(code);
    match lang.split('-').next().unwrap_or_default().to_ascii_lowercase().as_str() {
        "fr" if is("fr-CA") => &CANADIAN,
        "fr" => &FRENCH,
        "en" => &ENGLISH,
        "de" => &GERMAN,
        "pt" if is("pt-BR") => &BRAZILIAN,
        "es" | "it" | "pt" | "ca" | "gl" | "oc" => &LATIN,
        _ => &OTHER,
    }
}
