//! What a field says that it is for (HTML Standard, 4.10.18.7.1, "autofill detail tokens").

/// Fields of data that are the same wherever they are used.
const PLAIN: &[&str] = &[
    "name",
    "honorific-prefix",
    "given-name",
    "additional-name",
    "family-name",
    "honorific-suffix",
    "nickname",
    "username",
    "new-password",
    "current-password",
    "one-time-code",
    "organization-title",
    "organization",
    "street-address",
    "address-line1",
    "address-line2",
    "address-line3",
    "address-level4",
    "address-level3",
    "address-level2",
    "address-level1",
    "country",
    "country-name",
    "postal-code",
    "cc-name",
    "cc-given-name",
    "cc-additional-name",
    "cc-family-name",
    "cc-number",
    "cc-exp",
    "cc-exp-month",
    "cc-exp-year",
    "cc-csc",
    "cc-type",
    "transaction-currency",
    "transaction-amount",
    "language",
    "bday",
    "bday-day",
    "bday-month",
    "bday-year",
    "sex",
    "url",
    "photo",
];

/// Fields that may be said to be those of home, work and so on.
const CONTACT: &[&str] = &[
    "tel",
    "tel-country-code",
    "tel-national",
    "tel-area-code",
    "tel-local",
    "tel-local-prefix",
    "tel-local-suffix",
    "tel-extension",
    "email",
    "impp",
];

/// Why a value is not valid.
#[derive(Debug, PartialEq)]
pub(super) enum Fault<'v> {
    /// The name of a field that does not exist, or a word after the field.
    Unknown(&'v str),
    /// `home`, `work`, `mobile`, `fax` or `pager` before a field that is not of telephone or mail.
    Contact(&'v str),
    /// No field is named.
    NoField,
}

/// The field that a list of tokens names, in lower case as the standard writes it. `on` and `off` alone name none, and
/// are not given here.
pub(super) fn read(value: &str) -> Result<&'static str, Fault<'_>> {
    let mut tokens = value.split_ascii_whitespace().peekable();
    let is = |token: &&str, known: &[&str]| known.iter().any(|known| token.eq_ignore_ascii_case(known));
    tokens.next_if(|token| token.get(..8).is_some_and(|start| start.eq_ignore_ascii_case("section-")));
    tokens.next_if(|token| is(token, &["shipping", "billing"]));
    let contact = tokens.next_if(|token| is(token, &["home", "work", "mobile", "fax", "pager"]));
    let field = tokens.next().ok_or(Fault::NoField)?;
    let find = |known: &[&'static str]| known.iter().copied().find(|known| known.eq_ignore_ascii_case(field));
    let found = match (find(CONTACT), contact) {
        (Some(found), _) => found,
        (None, Some(contact)) if find(PLAIN).is_some() => return Err(Fault::Contact(contact)),
        (None, _) => find(PLAIN).ok_or(Fault::Unknown(field))?,
    };
    tokens.next_if(|token| is(token, &["webauthn"]));
    tokens.next().map_or(Ok(found), |token| Err(Fault::Unknown(token)))
}

/// Whether a control of this type can hold such data (HTML Standard, 4.10.18.7.1, the groups of controls): only types
/// that are made for other data are not.
pub(super) fn fits(field: &str, kind: &str) -> bool {
    match kind {
        "email" => ["email", "username", "impp"].contains(&field),
        "url" => ["url", "photo", "impp"].contains(&field),
        "password" => ["new-password", "current-password", "one-time-code", "cc-csc"].contains(&field),
        "date" => field == "bday",
        "month" => ["bday", "cc-exp"].contains(&field),
        "checkbox" | "radio" | "file" | "color" | "range" | "time" | "week" | "datetime-local" => false,
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_come_in_the_order_of_the_standard() {
        for (value, field) in [
            ("email", "email"),
            ("Given-Name", "given-name"),
            (" section-a billing street-address ", "street-address"),
            ("SECTION- shipping mobile tel-national", "tel-national"),
            ("home impp", "impp"),
            ("username webauthn", "username"),
        ] {
            assert_eq!(read(value), Ok(field), "{value}");
        }
        for (value, fault) in [
            ("mail", Fault::Unknown("mail")),
            ("billing", Fault::NoField),
            ("work", Fault::NoField),
            ("webauthn", Fault::Unknown("webauthn")),
            ("home country", Fault::Contact("home")),
            ("work shipping email", Fault::Unknown("shipping")),
            ("email tel", Fault::Unknown("tel")),
            ("name off", Fault::Unknown("off")),
            ("email,tel", Fault::Unknown("email,tel")),
            ("éééé", Fault::Unknown("éééé")),
        ] {
            assert_eq!(read(value), Err(fault), "{value}");
        }
    }
}
