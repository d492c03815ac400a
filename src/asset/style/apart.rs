//! Declarations compiled apart from one another.
//!
//! The minifier takes the declarations of a rule together and writes fewer, which now and then mean something else: of
//! two values it keeps that which old browsers do not know; a `translate` joins a `transform`, or gets lost; what it
//! does not know goes before the shorthand that resets it. Here the declarations that set the same are each minified
//! alone, and kept in their order: each then says what it said. What the minifier writes for old browsers, other values
//! and names with a prefix, stands before the declaration that it is for.

use std::collections::{HashMap, HashSet};
use std::convert::Infallible;

use lightningcss::declaration::DeclarationBlock;
use lightningcss::printer::PrinterOptions;
use lightningcss::properties::Property;
use lightningcss::properties::custom::{
    CustomProperty, CustomPropertyName, Token, TokenList, TokenOrValue, UnparsedProperty,
};
use lightningcss::properties::font::FontStretch;
use lightningcss::rules::{CssRule, CssRuleList};
use lightningcss::stylesheet::{MinifyOptions, ParserOptions, StyleAttribute, StyleSheet};
use lightningcss::targets::Targets;
use lightningcss::traits::ToCss;
use lightningcss::values::color::CssColor;
use lightningcss::values::ident::Ident;
use lightningcss::visit_types;
use lightningcss::visitor::{Visit, VisitTypes, Visitor};

use super::order::family;

/// Makes the minifier leave the declarations of every rule as they are together. Rules that it would merge it leaves
/// alone: [`super::join`] does that afterwards.
pub(super) fn set_apart(list: &mut CssRuleList<'_>, targets: Targets) {
    let Ok(()) = list.visit(&mut Apart { targets, lowers_logical: lowers_logical(targets) });
}

/// Keeps the values that the printer writes wrong, for the last print of a sheet.
pub(super) fn keep_values(sheet: &mut StyleSheet<'_>, targets: Targets) {
    let Ok(()) = sheet.visit(&mut Values(targets));
}

struct Apart {
    targets: Targets,
    lowers_logical: bool,
}

impl<'i> Visitor<'i> for Apart {
    type Error = Infallible;

    fn visit_types(&self) -> VisitTypes {
        visit_types!(RULES | PROPERTIES)
    }

    fn visit_rule_list(&mut self, rules: &mut CssRuleList<'i>) -> Result<(), Infallible> {
        rules.visit_children(self)?;
        for rule in &mut rules.0 {
            if let CssRule::Style(style) = rule
                && style.rules.0.is_empty()
                && !style.declarations.is_empty()
            {
                // A rule with others in it is neither merged with its neighbour nor taken for another of its name.
                style.rules.0.push(CssRule::Ignored);
            }
        }
        Ok(())
    }

    fn visit_declaration_block(&mut self, block: &mut DeclarationBlock<'i>) -> Result<(), Infallible> {
        for list in [&mut block.declarations, &mut block.important_declarations] {
            *list = self.apart(std::mem::take(list));
        }
        Ok(())
    }
}

impl Apart {
    fn apart<'i>(&self, list: Vec<Property<'i>>) -> Vec<Property<'i>> {
        // `all` is of every family.
        let whole = list.iter().any(|property| property.property_id().name() == "all");
        let mut counts: HashMap<String, usize> = HashMap::new();
        let mut left: HashSet<String> = HashSet::new();
        for property in &list {
            let family = family(property);
            *counts.entry(family.clone()).or_default() += 1;
            if self.lowers_logical && is_logical(property) {
                left.insert(family);
            }
        }
        let is_kept = |property: &Property<'_>| {
            let family = family(property);
            let several = whole || counts.get(&family).is_some_and(|count| *count > 1) || is_misprinted(property);
            several && !left.contains(&family) && !is_for_all(property)
        };
        if !list.iter().any(is_kept) {
            return list;
        }
        let names: HashSet<String> = list.iter().map(names).collect();
        let mut apart = Vec::new();
        for property in list {
            if is_kept(&property) {
                apart.extend(self.alone(property, &names));
            } else {
                apart.push(property);
            }
        }
        take_repeated(&mut apart);
        apart
    }

    /// A declaration as the minifier writes it alone, in a form that it then leaves as it is. Where the rule itself has
    /// a name with a prefix, none is added.
    fn alone<'i>(&self, property: Property<'i>, declared: &HashSet<String>) -> Vec<Property<'i>> {
        let own = names(&property);
        let Ok(mut attribute) = StyleAttribute::parse("", ParserOptions::default()) else { return vec![property] };
        attribute.declarations.declarations.push(property);
        attribute.minify(MinifyOptions { targets: self.targets, ..MinifyOptions::default() });
        let minified = attribute.declarations.declarations.into_iter();
        let raw = minified.flat_map(|property| raw(property, self.targets));
        let is_added = |property: &Property<'_>| {
            let name = names(property);
            name != own && name.starts_with('-') && declared.contains(&name)
        };
        raw.filter(|property| !is_added(property)).collect()
    }
}

struct Values(Targets);

impl<'i> Visitor<'i> for Values {
    type Error = Infallible;

    fn visit_types(&self) -> VisitTypes {
        visit_types!(PROPERTIES)
    }

    fn visit_declaration_block(&mut self, block: &mut DeclarationBlock<'i>) -> Result<(), Infallible> {
        for list in [&mut block.declarations, &mut block.important_declarations] {
            if list.iter().any(is_misprinted) {
                let kept = |property| if is_misprinted(&property) { raw(property, self.0) } else { vec![property] };
                *list = std::mem::take(list).into_iter().flat_map(kept).collect();
            }
        }
        Ok(())
    }
}

/// The declaration as one of a property that is not known, which is printed as it is: one for each of its prefixes.
fn raw(property: Property<'_>, targets: Targets) -> Vec<Property<'_>> {
    let value = match property {
        Property::Custom(_) => return vec![property],
        Property::Unparsed(UnparsedProperty { ref value, .. }) => value.clone(),
        ref known => {
            let Some(text) = text(known, targets) else { return vec![property] };
            // Letters own what they say, other tokens borrow it from the text of the sheet.
            TokenList(text.chars().map(|letter| TokenOrValue::Token(Token::Delim(letter))).collect())
        }
    };
    let one = |name: &str| {
        let name = CustomPropertyName::Unknown(Ident(name.trim().to_owned().into()));
        Property::Custom(CustomProperty { name, value: value.clone() })
    };
    names(&property).split(',').map(one).collect()
}

/// The value as it is written; nothing when it cannot be.
fn text(property: &Property<'_>, targets: Targets) -> Option<String> {
    let minify = !is_misprinted(property);
    let text = property.value_to_css_string(PrinterOptions { minify, targets, ..PrinterOptions::default() }).ok()?;
    Some(if text.is_empty() { "none".to_owned() } else { text })
}

/// Whether the printer writes something else than what a property says: a `font` with a width, as a percentage, which
/// only `font-stretch` takes (CSS Fonts 4, 2.7); and nothing for `none` where that is a picture of a border.
fn is_misprinted(property: &Property<'_>) -> bool {
    match property {
        Property::Font(font) => font.stretch != FontStretch::default(),
        Property::BorderImage(..) | Property::MaskBorder(_) | Property::WebKitMaskBoxImage(..) => {
            property.value_to_css_string(PrinterOptions::default()).is_ok_and(|text| text.is_empty())
        }
        _ => false,
    }
}

/// The name of a property with its prefix; several, with commas between, when it stands for several.
fn names(property: &Property<'_>) -> String {
    match property {
        Property::Custom(custom) => custom.name.as_ref().to_owned(),
        property => property.property_id().to_css_string(PrinterOptions::default()).unwrap_or_default(),
    }
}

/// Takes out what is declared in the same words later on.
fn take_repeated(list: &mut Vec<Property<'_>>) {
    let last: Vec<bool> = (0..list.len()).map(|at| !list[at + 1..].contains(&list[at])).collect();
    let mut last = last.into_iter();
    list.retain(|_| last.next().unwrap_or(true));
}

/// Whether a declaration is for the minifier wherever it stands: custom properties, whose order is nothing; the scheme,
/// which `light-dark()` is lowered by; and colours beside variables, which get other values in rules of their own.
fn is_for_all(property: &Property<'_>) -> bool {
    match property {
        Property::Custom(custom) => matches!(custom.name, CustomPropertyName::Custom(_)),
        Property::ColorScheme(_) => true,
        Property::Unparsed(unparsed) => is_lowered(&unparsed.value),
        _ => false,
    }
}

/// Whether a value has colours that old browsers do not know.
fn is_lowered(tokens: &TokenList<'_>) -> bool {
    tokens.0.iter().any(|token| match token {
        TokenOrValue::Color(color) => {
            !matches!(color, CssColor::RGBA(_) | CssColor::CurrentColor | CssColor::System(_))
        }
        TokenOrValue::Function(function) => is_lowered(&function.arguments),
        TokenOrValue::Var(variable) => variable.fallback.as_ref().is_some_and(is_lowered),
        TokenOrValue::Env(variable) => variable.fallback.as_ref().is_some_and(is_lowered),
        _ => false,
    })
}

/// Whether a property goes by the line or by the page.
fn is_logical(property: &Property<'_>) -> bool {
    let id = property.property_id();
    let mut words = id.name().split('-');
    words.any(|word| matches!(word, "inline" | "block" | "start" | "end"))
}

/// Whether the minifier makes such properties into those of the sides, in rules of their own: it can do so only for
/// whole families.
fn lowers_logical(targets: Targets) -> bool {
    const PROBE: &str = "a{margin-inline:1px;padding-inline:1px;inset-inline:1px;inline-size:1px;\
                         border-inline:1px solid;border-start-start-radius:1px}";
    let Ok(mut sheet) = StyleSheet::parse(PROBE, ParserOptions::default()) else { return false };
    if sheet.minify(MinifyOptions { targets, ..MinifyOptions::default() }).is_err() {
        return false;
    }
    let [CssRule::Style(style)] = &sheet.rules.0[..] else { return true };
    !style.declarations.declarations.iter().all(is_logical)
}
