//! Sheets without what no page of the site can meet.
//!
//! Selectors that no page meets ([`Usage`]) are taken out, then the rules and the conditions that are left empty, then
//! the custom properties that nothing uses. Those that only the sheets name get short names, and declarations come in
//! one order. What a page computes stays the same, in every medium, width and state.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use lightningcss::printer::PrinterOptions;
use lightningcss::properties::Property;
use lightningcss::properties::custom::CustomPropertyName;
use lightningcss::rules::style::StyleRule;
use lightningcss::rules::{CssRule, CssRuleList};
use lightningcss::selector::Selector;
use lightningcss::stylesheet::{ParserOptions, StyleSheet};
use lightningcss::targets::{Browsers, Targets};
use lightningcss::traits::ToCss;

use super::{apart, layers, names, newer, order};
use crate::style::{Met, Usage};

/// A sheet, pruned.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pruned {
    /// Its text.
    pub css: String,
    /// The selectors that no page meets, in order, as they were written in the compiled sheet.
    pub selectors: Vec<String>,
    /// The custom properties that nothing uses, sorted.
    pub properties: Vec<String>,
}

/// Asks about the selectors of compiled sheets, in order. `scripted` tells the words of the site's scripts.
pub fn usage(sheets: &[&str], scripted: &dyn Fn(&str) -> bool) -> Usage {
    let parsed: Vec<StyleSheet<'_>> = sheets.iter().filter_map(|css| parse(css)).collect();
    let mut selectors = Vec::new();
    for sheet in &parsed {
        collect(&sheet.rules, &mut selectors);
    }
    Usage::new(selectors, scripted)
}

/// The sheets without what no page meets; `outside` tells the custom properties, with their dashes, that something else
/// than these sheets names; `browsers` are those that the sheets were compiled for. A sheet that cannot be parsed stays
/// as it is.
pub fn prune(
    sheets: &[&str],
    usage: &Usage,
    met: &Met,
    outside: &dyn Fn(&str) -> bool,
    browsers: Browsers,
) -> Vec<Pruned> {
    let targets = Targets::from(browsers);
    let mut rank = 0;
    let hidden: Vec<Cow<'_, str>> = sheets.iter().map(|css| newer::hide(css)).collect();
    let mut parsed: Vec<(Option<StyleSheet<'_>>, Pruned)> = Vec::new();
    for (css, hidden) in sheets.iter().zip(&hidden) {
        let mut pruned = Pruned { css: (*css).to_owned(), ..Pruned::default() };
        let mut sheet = parse(hidden);
        if let Some(sheet) = &mut sheet {
            let mut is_met = || {
                rank += 1;
                met.contains(usage, rank - 1)
            };
            take_selectors(&mut sheet.rules, &mut is_met, &mut pruned.selectors);
            apart::keep_values(sheet, targets);
        }
        parsed.push((sheet, pruned));
    }
    take_properties(&mut parsed, outside, targets);
    put_in_order(&mut parsed, targets);
    let all: Vec<Pruned> = parsed.into_iter().map(|(_, pruned)| pruned).collect();
    let short = names::short(all.iter().map(|pruned| pruned.css.as_str()), outside);
    let texts: Vec<String> = all.iter().map(|pruned| names::replace(&pruned.css, &short)).collect();
    all.into_iter().zip(texts).map(|(pruned, css)| Pruned { css, ..pruned }).collect()
}

fn parse(css: &str) -> Option<StyleSheet<'_>> {
    let options = ParserOptions { error_recovery: true, ..ParserOptions::default() };
    let mut sheet = StyleSheet::parse(css, options).ok()?;
    newer::show(&mut sheet.rules, css, &mut Vec::new());
    Some(sheet)
}

/// The text of a sheet, in the syntax that its browsers know.
fn print(sheet: &StyleSheet<'_>, targets: Targets) -> Option<String> {
    sheet.to_css(PrinterOptions { minify: true, targets, ..PrinterOptions::default() }).ok().map(|printed| printed.code)
}

/// The selectors of the rules that are not nested in one another, in order.
fn collect<'c, 'i>(list: &'c CssRuleList<'i>, selectors: &mut Vec<&'c Selector<'i>>) {
    for rule in &list.0 {
        match rule {
            CssRule::Style(style) => selectors.extend(&style.selectors.0),
            CssRule::Media(rule) => collect(&rule.rules, selectors),
            CssRule::Supports(rule) => collect(&rule.rules, selectors),
            CssRule::Container(rule) => collect(&rule.rules, selectors),
            CssRule::LayerBlock(rule) => collect(&rule.rules, selectors),
            CssRule::StartingStyle(rule) => collect(&rule.rules, selectors),
            _ => {}
        }
    }
}

/// Takes out what is not met, in the order of [`collect`]. An empty layer stays: it has its rank.
fn take_selectors(list: &mut CssRuleList<'_>, is_met: &mut dyn FnMut() -> bool, taken: &mut Vec<String>) {
    list.0.retain_mut(|rule| {
        let inner = match rule {
            CssRule::Style(style) => {
                style.selectors.0.retain(|selector| {
                    let met = is_met();
                    if !met {
                        taken.extend(selector.to_css_string(PrinterOptions::default()));
                    }
                    met
                });
                return !style.selectors.0.is_empty();
            }
            CssRule::LayerBlock(rule) => {
                take_selectors(&mut rule.rules, is_met, taken);
                return true;
            }
            CssRule::Media(rule) => &mut rule.rules,
            CssRule::Supports(rule) => &mut rule.rules,
            CssRule::Container(rule) => &mut rule.rules,
            CssRule::StartingStyle(rule) => &mut rule.rules,
            _ => return true,
        };
        take_selectors(inner, is_met, taken);
        !inner.0.is_empty()
    });
}

/// Takes out the custom properties that nothing uses, until all are used: one may be used by another alone.
fn take_properties(sheets: &mut [(Option<StyleSheet<'_>>, Pruned)], outside: &dyn Fn(&str) -> bool, targets: Targets) {
    for (sheet, pruned) in sheets.iter_mut() {
        if let Some(sheet) = sheet {
            each_style(&mut sheet.rules, &mut take_overridden);
            pruned.css = print(sheet, targets).unwrap_or_else(|| std::mem::take(&mut pruned.css));
        }
    }
    loop {
        let mut uses: BTreeMap<&str, bool> = BTreeMap::new();
        for (_, pruned) in sheets.iter() {
            for (range, declared) in names::dashed(&pruned.css) {
                *uses.entry(&pruned.css[range]).or_default() |= !declared;
            }
        }
        let unused = uses.into_iter().filter(|(name, used)| !used && !outside(name));
        let unused: BTreeSet<String> = unused.map(|(name, _)| name.to_owned()).collect();
        if unused.is_empty() {
            return;
        }
        let mut changed = false;
        for (sheet, pruned) in sheets.iter_mut() {
            let Some(sheet) = sheet else { continue };
            let mut taken = BTreeSet::new();
            each_style(&mut sheet.rules, &mut |style| {
                style.declarations.declarations.retain(|property| {
                    let unused = custom(property).filter(|name| unused.contains(*name));
                    taken.extend(unused.map(str::to_owned));
                    unused.is_none()
                });
            });
            if !taken.is_empty() {
                changed = true;
                pruned.properties.extend(taken);
                pruned.properties.sort_unstable();
                pruned.css = print(sheet, targets).unwrap_or_else(|| std::mem::take(&mut pruned.css));
            }
        }
        if !changed {
            return;
        }
    }
}

/// Puts the declarations of all sheets in one order, and says that of their layers once.
fn put_in_order(sheets: &mut [(Option<StyleSheet<'_>>, Pruned)], targets: Targets) {
    let mut counts = order::Counts::new();
    for sheet in sheets.iter_mut().filter_map(|(sheet, _)| sheet.as_mut()) {
        each_style(&mut sheet.rules, &mut |style| order::count(&style.declarations, &mut counts));
    }
    for (sheet, pruned) in sheets {
        if let Some(sheet) = sheet {
            each_style(&mut sheet.rules, &mut |style| order::sort(&mut style.declarations, &counts));
            layers::take_redundant_order(&mut sheet.rules);
            pruned.css = print(sheet, targets).unwrap_or_else(|| std::mem::take(&mut pruned.css));
        }
    }
}

/// Takes out the custom properties that the same rule declares again.
fn take_overridden(style: &mut StyleRule<'_>) {
    let declarations = &mut style.declarations.declarations;
    let mut known = BTreeSet::new();
    let last: Vec<bool> =
        declarations.iter().rev().map(|property| custom(property).is_none_or(|name| known.insert(name))).collect();
    let mut last = last.into_iter().rev();
    declarations.retain(|_| last.next().unwrap_or(true));
}

fn each_style<'i>(list: &mut CssRuleList<'i>, change: &mut dyn FnMut(&mut StyleRule<'i>)) {
    list.0.retain_mut(|rule| {
        match rule {
            CssRule::Style(style) => {
                change(style);
                each_style(&mut style.rules, change);
                return !(style.declarations.is_empty() && style.rules.0.is_empty());
            }
            CssRule::Media(rule) => each_style(&mut rule.rules, change),
            CssRule::Supports(rule) => each_style(&mut rule.rules, change),
            CssRule::Container(rule) => each_style(&mut rule.rules, change),
            CssRule::LayerBlock(rule) => each_style(&mut rule.rules, change),
            CssRule::StartingStyle(rule) => each_style(&mut rule.rules, change),
            _ => {}
        }
        true
    });
}

/// The name of a custom property, with its dashes.
fn custom<'p>(property: &'p Property<'_>) -> Option<&'p str> {
    match property {
        Property::Custom(custom) => match &custom.name {
            CustomPropertyName::Custom(name) => Some(&name.0),
            CustomPropertyName::Unknown(_) => None,
        },
        _ => None,
    }
}
