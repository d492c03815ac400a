//! The states and properties of WAI-ARIA (WAI-ARIA 1.2 and the 1.3 draft, 6).

/// What values a state or property takes (WAI-ARIA 1.2, 6.3).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Value {
    /// `true` or `false`; `undefined` too when the specification says so.
    Boolean,
    /// `true`, `false` or `undefined`.
    OptionalBoolean,
    /// `true`, `false`, `mixed` or `undefined`.
    Tristate,
    /// A whole number.
    Integer,
    /// Any number.
    Number,
    /// Any text.
    Text,
    /// The id of an element.
    Reference,
    /// Ids of elements.
    References,
    /// One of these words.
    Token(&'static [&'static str]),
    /// Some of these words.
    Tokens(&'static [&'static str]),
}

/// A state or property.
#[derive(Debug)]
pub struct AttributeInfo {
    /// Its name: `aria-checked`.
    pub name: &'static str,
    /// What values it takes.
    pub value: Value,
    /// Every role supports it, even where that is advised against.
    pub global: bool,
    /// WAI-ARIA advises against it everywhere.
    pub deprecated: bool,
}

impl AttributeInfo {
    /// What is wrong with a value: whether it is none that the attribute takes. Empty values are as good as no
    /// attribute.
    pub fn accepts(&self, value: &str) -> bool {
        let value = value.trim();
        let is = |word: &&str| word.eq_ignore_ascii_case(value);
        value.is_empty()
            || match self.value {
                Value::Boolean => ["true", "false"].iter().any(is),
                Value::OptionalBoolean => ["true", "false", "undefined"].iter().any(is),
                Value::Tristate => ["true", "false", "mixed", "undefined"].iter().any(is),
                Value::Integer => value.parse::<i64>().is_ok(),
                Value::Number => is_number(value),
                Value::Text | Value::Reference | Value::References => true,
                Value::Token(words) => words.iter().any(is),
                Value::Tokens(words) => value
                    .split_ascii_whitespace()
                    .all(|token| words.iter().any(|word| word.eq_ignore_ascii_case(token))),
            }
    }
}

/// A valid floating-point number (HTML Standard, 2.3.4.3), a sign in front being let through.
fn is_number(value: &str) -> bool {
    value.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b'-' | b'+' | b'e' | b'E'))
        && value.parse::<f64>().is_ok_and(f64::is_finite)
}

/// A state or property by its name.
pub fn attribute(name: &str) -> Option<&'static AttributeInfo> {
    Some(&ATTRIBUTES[ATTRIBUTES.binary_search_by(|attribute| attribute.name.cmp(name)).ok()?])
}

/// The names of all states and properties.
pub fn attribute_names() -> impl Iterator<Item = &'static str> {
    ATTRIBUTES.iter().map(|attribute| attribute.name)
}

const fn own(name: &'static str, value: Value) -> AttributeInfo {
    AttributeInfo { name, value, global: false, deprecated: false }
}

const fn global(name: &'static str, value: Value) -> AttributeInfo {
    AttributeInfo { name, value, global: true, deprecated: false }
}

const fn deprecated(name: &'static str, value: Value) -> AttributeInfo {
    AttributeInfo { name, value, global: true, deprecated: true }
}

static ATTRIBUTES: &[AttributeInfo] = &[
    global("aria-actions", Value::References),
    own("aria-activedescendant", Value::Reference),
    global("aria-atomic", Value::Boolean),
    own("aria-autocomplete", Value::Token(&["inline", "list", "both", "none"])),
    global("aria-braillelabel", Value::Text),
    global("aria-brailleroledescription", Value::Text),
    global("aria-busy", Value::Boolean),
    own("aria-checked", Value::Tristate),
    own("aria-colcount", Value::Integer),
    own("aria-colindex", Value::Integer),
    own("aria-colindextext", Value::Text),
    own("aria-colspan", Value::Integer),
    global("aria-controls", Value::References),
    global("aria-current", Value::Token(&["page", "step", "location", "date", "time", "true", "false"])),
    global("aria-describedby", Value::References),
    global("aria-description", Value::Text),
    global("aria-details", Value::References),
    global("aria-disabled", Value::Boolean),
    deprecated("aria-dropeffect", Value::Tokens(&["copy", "execute", "link", "move", "none", "popup"])),
    global("aria-errormessage", Value::References),
    own("aria-expanded", Value::OptionalBoolean),
    global("aria-flowto", Value::References),
    deprecated("aria-grabbed", Value::OptionalBoolean),
    global("aria-haspopup", Value::Token(&["true", "false", "menu", "listbox", "tree", "grid", "dialog"])),
    global("aria-hidden", Value::OptionalBoolean),
    global("aria-invalid", Value::Token(&["true", "false", "grammar", "spelling"])),
    global("aria-keyshortcuts", Value::Text),
    global("aria-label", Value::Text),
    global("aria-labelledby", Value::References),
    own("aria-level", Value::Integer),
    global("aria-live", Value::Token(&["assertive", "off", "polite"])),
    own("aria-modal", Value::Boolean),
    own("aria-multiline", Value::Boolean),
    own("aria-multiselectable", Value::Boolean),
    own("aria-orientation", Value::Token(&["horizontal", "vertical", "undefined"])),
    global("aria-owns", Value::References),
    own("aria-placeholder", Value::Text),
    own("aria-posinset", Value::Integer),
    own("aria-pressed", Value::Tristate),
    own("aria-readonly", Value::Boolean),
    global("aria-relevant", Value::Tokens(&["additions", "all", "removals", "text"])),
    own("aria-required", Value::Boolean),
    global("aria-roledescription", Value::Text),
    own("aria-rowcount", Value::Integer),
    own("aria-rowindex", Value::Integer),
    own("aria-rowindextext", Value::Text),
    own("aria-rowspan", Value::Integer),
    own("aria-selected", Value::OptionalBoolean),
    own("aria-setsize", Value::Integer),
    own("aria-sort", Value::Token(&["ascending", "descending", "none", "other"])),
    own("aria-valuemax", Value::Number),
    own("aria-valuemin", Value::Number),
    own("aria-valuenow", Value::Number),
    own("aria-valuetext", Value::Text),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn attributes_are_sorted() {
        assert!(ATTRIBUTES.is_sorted_by(|a, b| a.name < b.name));
    }

    #[test]
    fn values_are_checked_by_type() {
        let accepts = |name: &str, value: &str| attribute(name).is_some_and(|attribute| attribute.accepts(value));
        assert!(
            accepts("aria-hidden", "undefined") && accepts("aria-hidden", "TRUE") && !accepts("aria-hidden", "yes")
        );
        assert!(accepts("aria-level", "2") && !accepts("aria-level", "2.5") && !accepts("aria-level", "two"));
        assert!(
            accepts("aria-valuenow", "-1.5") && !accepts("aria-valuenow", "inf") && !accepts("aria-valuenow", "1px")
        );
        assert!(accepts("aria-relevant", "text  additions") && !accepts("aria-relevant", "text, additions"));
        assert!(accepts("aria-current", "") && !accepts("aria-current", "here"));
    }
}
