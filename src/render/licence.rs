//! Licences: those that are known by their names, and where they are.

/// Names of licences that have no address here: what follows the author in a credit, and is not a name.
const OTHERS: [&str; 4] = ["domaine public", "public domain", "licence ouverte", "open licence"];

/// The address of a Creative Commons licence by its usual name, `CC BY-SA 4.0`; in a language its deed, else the
/// licence itself.
pub(super) fn address(name: &str, language: &str) -> Option<String> {
    let words = name.trim().to_ascii_uppercase();
    let words = words.strip_prefix("CC")?.trim_start_matches([' ', '\u{a0}', '-']);
    let deed = if language.is_empty() { String::new() } else { format!("deed.{language}") };
    if let Some(version) = words.strip_prefix('0').or_else(|| words.strip_prefix("ZERO")) {
        let version = version.trim();
        return (version.is_empty() || version == "1.0")
            .then(|| format!("https://creativecommons.org/publicdomain/zero/1.0/{deed}"));
    }
    let (code, version) = words.rsplit_once([' ', '\u{a0}'])?;
    let known = ["BY", "BY-SA", "BY-ND", "BY-NC", "BY-NC-SA", "BY-NC-ND"].contains(&code.trim());
    let versions = ["1.0", "2.0", "2.5", "3.0", "4.0"];
    let path = format!("https://creativecommons.org/licenses/{}/{version}/{deed}", code.trim().to_ascii_lowercase());
    (known && versions.contains(&version)).then_some(path)
}

/// A credit in one piece, `Clemens Engelhardt, CC0 1.0`, as the author and the licence; the latter is empty when there
/// is none.
pub(super) fn split(credit: &str) -> (&str, &str) {
    match credit.rsplit_once(',') {
        Some((author, licence)) if is_licence(licence.trim()) => (author.trim(), licence.trim()),
        _ => (credit.trim(), ""),
    }
}

fn is_licence(text: &str) -> bool {
    let lower = text.to_lowercase();
    address(text, "").is_some() || lower.starts_with("cc ") || OTHERS.iter().any(|name| lower.starts_with(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn licences_of_creative_commons_have_an_address() {
        for (name, path) in [
            ("CC BY 4.0", Some("licenses/by/4.0/deed.fr")),
            ("CC\u{a0}BY-NC-SA\u{a0}3.0", Some("licenses/by-nc-sa/3.0/deed.fr")),
            ("CC0", Some("publicdomain/zero/1.0/deed.fr")),
            ("CC0 1.0", Some("publicdomain/zero/1.0/deed.fr")),
            ("CC BY", None),
            ("CC BY-XX 4.0", None),
            ("EUPL", None),
        ] {
            let expected = path.map(|path| format!("https://creativecommons.org/{path}"));
            assert_eq!(address(name, "fr"), expected, "{name}");
        }
    }

    #[test]
    fn a_credit_ends_with_its_licence() {
        assert_eq!(split("Clemens Engelhardt, CC0 1.0"), ("Clemens Engelhardt", "CC0 1.0"));
        assert_eq!(split("Atelier, Licence Ouverte 2.0"), ("Atelier", "Licence Ouverte 2.0"));
        assert_eq!(split("Le Bihan, Anouk"), ("Le Bihan, Anouk", ""));
    }
}
