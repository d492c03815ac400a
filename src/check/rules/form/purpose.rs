//! What a field asks people about themselves, by its words, in English and in French.

/// Labels, in lower case and without signs around them, and the value of `autocomplete` that they call for.
const LABELS: &[(&str, &str)] = &[
    ("adresse", "street-address"),
    ("adresse e-mail", "email"),
    ("adresse email", "email"),
    ("adresse mail", "email"),
    ("adresse postale", "street-address"),
    ("adresse électronique", "email"),
    ("address", "street-address"),
    ("birthday", "bday"),
    ("city", "address-level2"),
    ("code postal", "postal-code"),
    ("commune", "address-level2"),
    ("country", "country-name"),
    ("courriel", "email"),
    ("date de naissance", "bday"),
    ("date of birth", "bday"),
    ("e-mail", "email"),
    ("e-mail address", "email"),
    ("email", "email"),
    ("email address", "email"),
    ("family name", "family-name"),
    ("first name", "given-name"),
    ("full name", "name"),
    ("given name", "given-name"),
    ("last name", "family-name"),
    ("mobile number", "tel"),
    ("name", "name"),
    ("nom", "name"),
    ("nom de famille", "family-name"),
    ("nom et prénom", "name"),
    ("nom, prénom", "name"),
    ("numéro de téléphone", "tel"),
    ("pays", "country-name"),
    ("phone", "tel"),
    ("phone number", "tel"),
    ("postal address", "street-address"),
    ("postal code", "postal-code"),
    ("postcode", "postal-code"),
    ("prénom", "given-name"),
    ("prénom et nom", "name"),
    ("surname", "family-name"),
    ("telephone", "tel"),
    ("telephone number", "tel"),
    ("téléphone", "tel"),
    ("téléphone portable", "tel"),
    ("ville", "address-level2"),
    ("zip code", "postal-code"),
];

/// The purpose that a label calls for. `votre`, `your` and what marks a field as required do not count.
pub(super) fn of_label(label: &str) -> Option<&'static str> {
    let label = label.to_lowercase();
    let label = label.split(['(', '*', ':']).next().unwrap_or_default().trim();
    let label = ["votre ", "your "].iter().find_map(|own| label.strip_prefix(own)).unwrap_or(label);
    LABELS.iter().find(|(known, _)| *known == label).map(|(_, purpose)| *purpose)
}

#[cfg(test)]
mod tests {
    use super::of_label;

    #[test]
    fn a_label_is_known_whatever_is_around_it() {
        assert_eq!(of_label("Votre prénom * :"), Some("given-name"));
        assert_eq!(of_label("E-mail (required)"), Some("email"));
        assert_eq!(of_label("Nom de la structure"), None);
        assert_eq!(of_label(""), None);
    }
}
