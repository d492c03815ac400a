//! The rules of the stages: what can be wrong while a site is loaded, modelled, rendered and written.
//!
//! One constant a rule, one page a rule beside this file in `rules/`, and one sorted list, [`STAGE`].

use super::{Criterion, Rule, Severity};

/// The guidelines of the WSG on budgets, and on goals.
const BUDGETS: &str = "define-performance-environmental-and-human-budgets";
const GOALS: &str = "set-goals-based-on-performance-and-energy-impact";

macro_rules! rules {
    ($($name:ident = $id:literal, $severity:ident, [$($criterion:expr),*];)*) => {
        $(
            #[doc = concat!("`", $id, "`")]
            pub static $name: Rule = Rule {
                id: $id,
                severity: Severity::$severity,
                criteria: &[$($criterion),*],
                doc: include_str!(concat!("rules/", $id, ".md")),
            };
        )*

        /// Every rule of the stages, sorted by id.
        pub static STAGE: &[&Rule] = &[$(&$name),*];
    };
}

rules! {
    ALIAS_INVALID = "alias-invalid", Error, [];
    ALLOWANCE_UNUSED = "allowance-unused", Warning, [];
    AUDIT_EXPIRED = "audit-expired", Error, [];
    AUDIT_EXPIRING = "audit-expiring", Warning, [];
    AUDIT_INCOMPLETE = "audit-incomplete", Warning, [];
    AUDIT_INVALID = "audit-invalid", Error, [];
    AUDIT_PAGE_MISSING = "audit-page-missing", Warning, [];
    BASELINE_INVALID = "baseline-invalid", Error, [];
    BASELINE_STALE = "baseline-stale", Warning, [];
    BIBLIOGRAPHY_INVALID = "bibliography-invalid", Error, [];
    BLOCK_ATTRIBUTE_INVALID = "block-attribute-invalid", Error, [];
    BLOCK_MISPLACED = "block-misplaced", Error, [];
    BLOCK_UNCLOSED = "block-unclosed", Error, [];
    BLOCK_UNKNOWN = "block-unknown", Error, [];
    BUDGET_EXPIRED = "budget-expired", Error, [Criterion::wsg(BUDGETS)];
    CONFIG_INVALID = "config-invalid", Error, [];
    CONFIG_KEY_UNKNOWN = "config-key-unknown", Error, [];
    CONTENT_LANGUAGE_UNKNOWN = "content-language-unknown", Error, [];
    CREDIT_MISSING = "credit-missing", Warning, [];
    DATA_INVALID = "data-invalid", Error, [];
    ECO_EXPIRED = "eco-expired", Error, [Criterion::rgesn("1.4")];
    ECO_INCOMPLETE = "eco-incomplete", Warning, [];
    ECO_INVALID = "eco-invalid", Error, [];
    ECO_PAGE_MISSING = "eco-page-missing", Warning, [];
    ECOINDEX_INVALID = "ecoindex-invalid", Error, [];
    FIELD_INVALID = "field-invalid", Error, [];
    FIELD_MISSING = "field-missing", Error, [];
    FIELD_UNKNOWN = "field-unknown", Error, [];
    FILE_MISSING = "file-missing", Error, [];
    FILE_NAME_INVALID = "file-name-invalid", Error, [];
    FILE_NOT_UTF8 = "file-not-utf8", Error, [];
    FONT_INVALID = "font-invalid", Error, [];
    FOOTNOTE_UNDEFINED = "footnote-undefined", Error, [];
    FRAGMENT_BROKEN = "fragment-broken", Error, [Criterion::wcag("2.4.1", "A")];
    FRONT_MATTER_INVALID = "front-matter-invalid", Error, [];
    HTML_RAW = "html-raw", Error, [];
    LINK_BROKEN = "link-broken", Error, [Criterion::wcag("2.4.4", "A")];
    MARKDOWN_SLIP = "markdown-slip", Warning, [];
    OUTPUT_CONFLICT = "output-conflict", Error, [];
    PAGE_ELEMENTS = "page-elements", Warning, [Criterion::wsg(BUDGETS)];
    PAGE_REQUESTS = "page-requests", Error, [Criterion::rgesn("6.1"), Criterion::wsg(BUDGETS), Criterion::wsg(GOALS)];
    PAGE_WEIGHT = "page-weight", Error, [Criterion::rgesn("6.1"), Criterion::wsg(BUDGETS), Criterion::wsg(GOALS)];
    PICTURE_ANIMATED = "picture-animated", Error, [];
    PICTURE_HEAVY = "picture-heavy", Warning, [];
    PICTURE_INVALID = "picture-invalid", Error, [];
    PICTURE_LOCATED = "picture-located", Warning, [];
    REFERENCE_BROKEN = "reference-broken", Error, [];
    SECURITY_TXT_EXPIRED = "security-txt-expired", Error, [];
    SECURITY_TXT_EXPIRING = "security-txt-expiring", Warning, [];
    STATEMENT_MISSING = "statement-missing", Warning, [];
    STYLE_INVALID = "style-invalid", Error, [];
    SVG_UNSAFE = "svg-unsafe", Error, [];
    TEMPLATE_INVALID = "template-invalid", Error, [];
    THEME_COLOR_CONTRAST = "theme-color-contrast", Error,
        [Criterion::wcag("1.4.3", "AA"), Criterion::wcag("1.4.6", "AAA"), Criterion::wcag("1.4.11", "AA")];
    THEME_MISSING = "theme-missing", Error, [];
    TRANSLATION_DUPLICATE = "translation-duplicate", Error, [];
    TRANSLATION_MISSING = "translation-missing", Warning, [];
    TYPE_INVALID = "type-invalid", Error, [];
    TYPE_UNKNOWN = "type-unknown", Error, [];
    URL_DUPLICATE = "url-duplicate", Error, [];
    WEIGHT_LOCK_INVALID = "weight-lock-invalid", Error, [];
    WEIGHT_RISE = "weight-rise", Error, [Criterion::wsg(GOALS)];
}

/// The rule with this id.
pub fn find(id: &str) -> Option<&'static Rule> {
    STAGE.iter().copied().find(|rule| rule.id == id)
}
