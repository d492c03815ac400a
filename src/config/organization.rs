//! `[organization]`: who publishes the site, for the footer, the legal pages and structured data.

use crate::data::{Reader, Value, contact};

/// The publisher of the site. Every key is optional; what is there is shown.
#[derive(Clone, Debug, Default)]
pub struct Organization {
    /// The keys and texts given, in the order of [`Organization::KEYS`].
    pub texts: Vec<(&'static str, String)>,
    /// `identifiers`: name and number (`siret`, `uai`, `rna`…), in the order of the file.
    pub identifiers: Vec<(String, String)>,
    /// `links`: the organisation's pages elsewhere, by name.
    pub links: Vec<(String, String)>,
}

impl Organization {
    /// The keys of `[organization]` that hold text, with what each is.
    pub const KEYS: &[(&str, &str)] = &[
        ("name", "the name people use"),
        ("legal_name", "the registered name"),
        (
            "kind",
            "the legal form, or the schema.org type: `CollegeOrUniversity`, `ResearchOrganization`, `Organization`…",
        ),
        ("street", "number and street"),
        ("postal_code", "postal code"),
        ("city", "town"),
        ("country", "country"),
        ("phone", "telephone number"),
        ("email", "e-mail address"),
        ("founded", "year it was founded"),
        ("publication_director", "who answers for what is published (loi du 29 juillet 1982, art. 93-2)"),
        ("host", "who hosts the site, with address and telephone number"),
        ("data_protection_officer", "who answers for personal data, or an e-mail address"),
    ];

    /// The text under `key`.
    pub fn get(&self, key: &str) -> Option<&str> {
        self.texts.iter().find(|(name, _)| *name == key).map(|(_, text)| text.as_str())
    }
}

/// Reads `[organization]`.
pub(super) fn read(reader: &Reader<'_>) -> Organization {
    let Some(fields) = reader.table("organization") else { return Organization::default() };
    let texts = Organization::KEYS.iter().filter_map(|(key, _)| {
        let node = fields.node(key)?;
        match &node.value {
            Value::Text(text) => {
                if let Some((what, example)) = fault(key, text) {
                    let message = format!("`{}` is not {what}", text.escape_debug());
                    fields.report(node.span.clone(), message, format!("write it as in `{example}`"));
                }
                Some((*key, text.clone()))
            }
            Value::Integer(number) => Some((*key, number.to_string())),
            _ => fields.wrong(key, node, "text in quotes"),
        }
    });
    let texts = texts.collect();
    let pairs = |key: &'static str| {
        let pair = |entry: &crate::data::Entry| match &entry.node.value {
            Value::Text(text) => Some((entry.key.clone(), text.clone())),
            _ => fields.wrong(&entry.key, &entry.node, "text in quotes"),
        };
        fields.named(key).iter().filter_map(pair).collect()
    };
    let organization = Organization { texts, identifiers: pairs("identifiers"), links: pairs("links") };
    fields.finish();
    organization
}

/// What a text cannot be though its key says so, and one that is. An empty one is none.
fn fault(key: &str, text: &str) -> Option<(&'static str, &'static str)> {
    match key {
        _ if text.trim().is_empty() => None,
        "email" if !contact::is_email(text) => Some(("an e-mail address", "contact@example.org")),
        "phone" if !contact::is_phone(text) => Some(("a telephone number", "+33 5 36 49 12 34")),
        _ => None,
    }
}
