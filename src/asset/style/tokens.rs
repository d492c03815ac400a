//! The custom properties of the theme that the site has otherwise.

use std::collections::BTreeMap;

use lightningcss::printer::PrinterOptions;
use lightningcss::properties::Property;
use lightningcss::properties::custom::CustomPropertyName;
use lightningcss::rules::style::StyleRule;
use lightningcss::rules::{CssRule, CssRuleList};
use lightningcss::stylesheet::ParserOptions;
use lightningcss::traits::ToCss;

/// Gives the custom properties of `tokens` their values, wherever a rule `:root` in no condition declares them.
pub(super) fn set<'i>(list: &mut CssRuleList<'i>, tokens: &'i BTreeMap<String, String>) {
    if tokens.is_empty() {
        return;
    }
    for rule in &mut list.0 {
        if let CssRule::Style(style) = rule
            && is_root(style)
        {
            let declarations = &mut style.declarations;
            for property in declarations.declarations.iter_mut().chain(&mut declarations.important_declarations) {
                if let Some(value) = name(property).and_then(|name| tokens.get(name))
                    && let Ok(new) = Property::parse_string(property.property_id(), value, ParserOptions::default())
                {
                    *property = new;
                }
            }
        }
    }
}

fn is_root(style: &StyleRule<'_>) -> bool {
    style.selectors.to_css_string(PrinterOptions::default()).is_ok_and(|selector| selector == ":root")
}

/// The name of a custom property, without dashes.
fn name<'p>(property: &'p Property<'_>) -> Option<&'p str> {
    match property {
        Property::Custom(custom) => match &custom.name {
            CustomPropertyName::Custom(name) => name.0.strip_prefix("--"),
            CustomPropertyName::Unknown(_) => None,
        },
        _ => None,
    }
}
