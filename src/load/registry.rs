//! Names under which registries know a publication, a person or a language: DOI, HAL, `IdHAL`, ORCID, codes of
//! languages.
//!
//! People paste them with the address that stands before them. What is kept is the name alone, which templates put
//! after the address of the registry.

use crate::data::subtag;

/// A registry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Registry {
    /// Digital object identifiers (ISO 26324).
    Doi,
    /// Documents of the open archive HAL.
    Hal,
    /// People of HAL.
    IdHal,
    /// Researchers: ORCID, an ISNI (ISO 27729) with a check digit (ISO/IEC 7064, MOD 11-2).
    Orcid,
    /// Languages: the registry of subtags (BCP 47).
    Language,
}

impl Registry {
    /// All, by the names that types have for them.
    pub const ALL: [(&str, Self); 5] = [
        ("doi", Self::Doi),
        ("hal", Self::Hal),
        ("idhal", Self::IdHal),
        ("orcid", Self::Orcid),
        ("language", Self::Language),
    ];

    /// What a person writes for it.
    pub fn expected(self) -> &'static str {
        match self {
            Self::Doi => "a DOI, `10.1017/CBO9780511807763`",
            Self::Hal => "a HAL identifier, `hal-01234567`",
            Self::IdHal => "an IdHAL, `claire-martin`",
            Self::Orcid => "an ORCID whose last digit checks the others, `0000-0002-1825-0097`",
            Self::Language => "the code of a language, `fr`, `en` or `pt-BR`",
        }
    }

    /// The name in what was written, without the address before it; nothing when it is none of this registry.
    pub fn read(self, written: &str) -> Option<String> {
        let name = self.bare(written.trim());
        match self {
            Self::Doi => {
                let (prefix, rest) = name.strip_prefix("10.")?.split_once('/')?;
                let is_prefix = prefix.split('.').all(|part| !part.is_empty() && is_number(part)) && prefix.len() >= 4;
                (is_prefix && !rest.is_empty() && !rest.contains(char::is_whitespace)).then(|| name.to_owned())
            }
            Self::Hal => {
                let (archive, number) = name.split_once(['-', '_'])?;
                let number = number.split_once('v').map_or(number, |(number, _)| number);
                let is_archive = !archive.is_empty() && archive.bytes().all(|b| b.is_ascii_alphanumeric());
                (is_archive && number.len() >= 5 && is_number(number)).then(|| name.to_owned())
            }
            Self::IdHal => {
                let is_name = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.');
                (!name.is_empty() && name.chars().all(is_name)).then(|| name.to_owned())
            }
            Self::Orcid => {
                let digits: String = name.chars().filter(|c| *c != '-' && !c.is_whitespace()).collect();
                let parts = [digits.get(..4)?, digits.get(4..8)?, digits.get(8..12)?, digits.get(12..)?];
                is_checked(&digits.to_ascii_uppercase()).then(|| parts.join("-").to_ascii_uppercase())
            }
            Self::Language => {
                let is_tag = name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
                (is_tag && subtag::is_known(name)).then(|| name.to_owned())
            }
        }
    }

    /// What follows the address of the registry.
    fn bare(self, written: &str) -> &str {
        let after = |text: &'_ str, start: &str| {
            let is_there = text.get(..start.len()).is_some_and(|found| found.eq_ignore_ascii_case(start));
            is_there.then_some(start.len())
        };
        let mut rest = written;
        for scheme in ["https://", "http://", "www."] {
            rest = &rest[after(rest, scheme).unwrap_or_default()..];
        }
        let hosts: &[&str] = match self {
            Self::Doi => &["doi.org/", "dx.doi.org/", "doi:"],
            Self::Hal => &["hal.science/", "hal.archives-ouvertes.fr/", "theses.hal.science/", "shs.hal.science/"],
            Self::IdHal => &["cv.hal.science/", "cv.archives-ouvertes.fr/"],
            Self::Orcid => &["orcid.org/", "orcid:"],
            Self::Language => &[],
        };
        match hosts.iter().find_map(|host| after(rest, host)) {
            Some(length) => rest[length..].trim_start().trim_end_matches('/'),
            None => written,
        }
    }
}

fn is_number(text: &str) -> bool {
    text.bytes().all(|b| b.is_ascii_digit())
}

/// Whether the last of sixteen digits, `X` for ten, is the check digit of the others (ISO/IEC 7064, MOD 11-2).
fn is_checked(digits: &str) -> bool {
    let Some((first, last)) = digits.split_at_checked(15).filter(|(first, _)| is_number(first)) else { return false };
    let total = first.bytes().fold(0, |total, digit| (total + u32::from(digit - b'0')) * 2);
    match (12 - total % 11) % 11 {
        10 => last == "X",
        digit => last == digit.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_read_with_their_address_or_without() {
        for (registry, written, name) in [
            (Registry::Doi, "10.1000/xyz", "10.1000/xyz"),
            (Registry::Doi, "https://doi.org/10.1000/xyz(2)", "10.1000/xyz(2)"),
            (Registry::Doi, "http://dx.doi.org/10.1000.10/a/b", "10.1000.10/a/b"),
            (Registry::Doi, "DOI: 10.5194/bg_2-1-2005", "10.5194/bg_2-1-2005"),
            (Registry::Hal, "https://hal.science/hal-01234567", "hal-01234567"),
            (Registry::Hal, "tel-01234567v2", "tel-01234567v2"),
            (Registry::Hal, "sic_00001234", "sic_00001234"),
            (Registry::IdHal, "https://cv.hal.science/claire-martin/", "claire-martin"),
            (Registry::IdHal, "123456", "123456"),
            (Registry::Orcid, "https://orcid.org/0000-0002-1825-0097", "0000-0002-1825-0097"),
            (Registry::Orcid, "0000 0002 1694 233x", "0000-0002-1694-233X"),
            (Registry::Language, " fr", "fr"),
            (Registry::Language, "pt-BR", "pt-BR"),
        ] {
            assert_eq!(registry.read(written).as_deref(), Some(name), "{written}");
        }
    }

    #[test]
    fn what_is_no_name_of_a_registry_is_told_from_one() {
        for (registry, written) in [
            (Registry::Doi, "101000/xyz"),
            (Registry::Doi, "10.1000/"),
            (Registry::Doi, "https://example.org/10.1000/xyz"),
            (Registry::Hal, "01234567"),
            (Registry::Hal, "https://example.org/hal-01234567"),
            (Registry::IdHal, "https://example.org/claire"),
            (Registry::IdHal, "Claire Martin"),
            (Registry::Orcid, "0000-0002-1825-0098"),
            (Registry::Orcid, "0000-0002-1825"),
            (Registry::Orcid, "étudiante-été-é-0097"),
            (Registry::Language, "français"),
            (Registry::Language, "French"),
            (Registry::Language, "en, fr"),
            (Registry::Language, "en \"x"),
        ] {
            assert_eq!(registry.read(written), None, "{written}");
        }
    }
}
