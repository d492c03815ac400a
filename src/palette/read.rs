//! From `[colors]` of `theme.toml`, the sheet of the theme and `[theme]` of the site to the colours.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use super::solve::{Oklch, follow, readable};
use super::{Palette, Source, Token, hold, sheet};
use crate::check::paint::contrast::{Rgb, opaque};
use crate::data::{Entry, Node, Reader, Table, Value};
use crate::finding::{Finding, Place, SourcePath, did_you_mean, rules};
use crate::style::in_schemes;

/// Finds a text by its name.
pub type Find<'a> = dyn Fn(&str) -> Option<(SourcePath, Arc<str>)> + 'a;

/// What the colours are read from.
#[derive(Clone, Copy)]
pub struct Origins<'a> {
    /// `theme.toml` of the theme, and its path.
    pub theme: (&'a SourcePath, &'a Table),
    /// `[theme]` of the site, and the path of its configuration.
    pub site: (&'a SourcePath, &'a Table),
    /// Finds a file of `assets/`, the site's own if it has one.
    pub asset: &'a Find<'a>,
}

/// What `theme.toml` says of a token.
struct Declaration {
    name: String,
    given: Option<String>,
    follows: Option<String>,
    on: Vec<String>,
    contrast: f64,
}

/// A setting that gives colours: what the theme was drawn for, and what the site gives instead.
struct Setting {
    from: [Rgb; 2],
    to: [Rgb; 2],
    place: Place,
}

/// The colours of the site, and what is wrong with them.
pub fn read(origins: &Origins<'_>) -> (Palette, Vec<Finding>) {
    let findings = RefCell::new(Vec::new());
    let rules = (&rules::TEMPLATE_INVALID, &rules::TEMPLATE_INVALID);
    let reader = Reader::new(origins.theme.1, origins.theme.0, rules, &findings);
    let declared = declarations(&reader);
    let name = reader.text("tokens").unwrap_or_default();
    let mut findings = findings.into_inner();
    if declared.is_empty() {
        return (Palette::default(), findings);
    }
    let Some((path, text)) = (origins.asset)(&name) else {
        let message = format!("the sheet of the tokens, `assets/{name}`, does not exist");
        let help = "write `tokens = \"…\"` before `[colors]`: the sheet of `assets/` that declares them";
        findings.push(Finding::new(&rules::FILE_MISSING, Place::file(origins.theme.0), message).help(help));
        return (Palette::default(), findings);
    };
    let drawn = drawn(&declared, origins, (&path, &text), &mut findings);
    let by_hand = by_hand(&declared, origins, &mut findings);
    let settings = settings(&declared, origins, &mut findings);
    let mut palette = Palette { tokens: drawn };
    for token in &mut palette.tokens {
        if let Some((colors, place)) = by_hand.get(&token.name) {
            (token.colors, token.source, token.place) = (*colors, Source::Site, place.clone());
        }
    }
    for token in declared.iter().filter(|token| !by_hand.contains_key(&token.name)) {
        work_out(token, &settings, &mut palette);
    }
    hold::hold(&palette, &mut findings);
    (palette, findings)
}

fn declarations(reader: &Reader<'_>) -> Vec<Declaration> {
    let declaration = |entry: &Entry| {
        let Value::Table(table) = &entry.node.value else {
            return reader.wrong(&entry.key, &entry.node, "a table, `{ on = [\"paper\"], contrast = 7 }`");
        };
        let fields = reader.of(table);
        let contrast = match fields.node("contrast") {
            None => 1.0,
            Some(Node { value: Value::Integer(number), .. }) => *number as f64,
            Some(Node { value: Value::Float(number), .. }) => *number,
            Some(node) => fields.wrong("contrast", node, "a ratio such as 7").unwrap_or(1.0),
        };
        let declaration = Declaration {
            name: entry.key.clone(),
            given: fields.text("given"),
            follows: fields.text("follows"),
            on: fields.texts("on").unwrap_or_default(),
            contrast,
        };
        fields.finish();
        Some(declaration)
    };
    reader.named("colors").iter().filter_map(declaration).collect()
}

/// The tokens as the sheet draws them. One that it does not declare as a colour is left out.
fn drawn(
    declared: &[Declaration],
    origins: &Origins<'_>,
    (path, text): (&SourcePath, &str),
    findings: &mut Vec<Finding>,
) -> Vec<Token> {
    let spans = sheet::tokens(text);
    let of_theme = path.as_str().starts_with(origins.theme.0.parent());
    let token = |declaration: &Declaration| {
        let span = spans.get(&declaration.name);
        let Some(colors) = span.and_then(|span| colors(&text[span.clone()])) else {
            let place = span.map_or_else(|| Place::file(path), |span| Place::at(path, span.clone()));
            let message = format!("the token `--{}` is not declared as a colour", declaration.name);
            let help =
                "declare it in a rule `:root` that stands in no condition, as `#0a4d5e` or `light-dark(#000, #fff)`";
            findings.push(Finding::new(&rules::STYLE_INVALID, place, message).help(help));
            return None;
        };
        Some(Token {
            name: declaration.name.clone(),
            colors,
            source: if of_theme { Source::Theme } else { Source::Site },
            place: span.map_or_else(|| Place::file(path), |span| Place::at(path, span.clone())),
            on: declaration.on.clone(),
            contrast: declaration.contrast,
        })
    };
    declared.iter().filter_map(token).collect()
}

/// `[theme.colors]`: tokens that the site sets itself.
fn by_hand(
    declared: &[Declaration],
    origins: &Origins<'_>,
    findings: &mut Vec<Finding>,
) -> BTreeMap<String, ([Rgb; 2], Place)> {
    let (path, table) = origins.site;
    let Some(colors) = table.get("colors") else { return BTreeMap::new() };
    let Value::Table(given) = &colors.value else {
        let message = format!("`colors` is {} where a table is expected", colors.value.kind());
        let finding = Finding::new(&rules::CONFIG_INVALID, Place::at(path, colors.span.clone()), message);
        findings.push(finding.help("write a table, `[theme.colors]`, with a colour a line"));
        return BTreeMap::new();
    };
    let mut found = BTreeMap::new();
    for entry in &given.0 {
        let names = || declared.iter().map(|token| token.name.as_str());
        if !names().any(|name| name == entry.key) {
            let known = || format!("the colours are `{}`", names().collect::<Vec<_>>().join("`, `"));
            let help = did_you_mean(&entry.key, names()).unwrap_or_else(known);
            let message = format!("`{}` is not a colour of the theme", entry.key);
            let place = Place::at(path, entry.span.clone());
            findings.push(Finding::new(&rules::CONFIG_KEY_UNKNOWN, place, message).help(help));
        } else if let Some(colors) = given_colors(entry, path, findings) {
            found.insert(entry.key.clone(), (colors, Place::at(path, entry.node.span.clone())));
        }
    }
    found
}

/// The settings that give colours, where the site gives another than the theme was drawn for.
fn settings(declared: &[Declaration], origins: &Origins<'_>, findings: &mut Vec<Finding>) -> BTreeMap<String, Setting> {
    let (path, table) = origins.site;
    let defaults = match origins.theme.1.get("settings") {
        Some(Node { value: Value::Table(defaults), .. }) => defaults.clone(),
        _ => Table::default(),
    };
    let mut found = BTreeMap::new();
    for name in declared.iter().flat_map(|token| token.given.iter().chain(&token.follows)) {
        if found.contains_key(name) {
            continue;
        }
        let from = match defaults.get(name) {
            Some(Node { value: Value::Text(text), .. }) => colors(text),
            _ => None,
        };
        let Some(from) = from else {
            let message = format!("the setting `{name}`, which gives a colour, has no colour as its default");
            let help =
                format!("write under `[settings]` the colour that the theme is drawn for: `{name} = \"#0a4d5e\"`");
            let place = Place::file(origins.theme.0);
            findings.push(Finding::new(&rules::TEMPLATE_INVALID, place, message).help(help));
            continue;
        };
        let own = table.entry(name);
        // A value that is no text is told with the other settings.
        let text = own.filter(|entry| matches!(entry.node.value, Value::Text(_)));
        let to = text.and_then(|entry| given_colors(entry, path, findings)).unwrap_or(from);
        let place = Place::at(path, own.map_or(0..0, |entry| entry.node.span.clone()));
        found.insert(name.clone(), Setting { from, to, place });
    }
    found.retain(|_, setting| setting.from != setting.to);
    found
}

/// Gives a token the colours that follow from a setting.
fn work_out(declaration: &Declaration, settings: &BTreeMap<String, Setting>, palette: &mut Palette) {
    let of = |name: &Option<String>| name.as_ref().and_then(|name| settings.get(name));
    let (given, follows) = (of(&declaration.given), of(&declaration.follows));
    let Some(setting) = given.or(follows) else { return };
    let Some(index) = palette.tokens.iter().position(|token| token.name == declaration.name) else { return };
    let colors = [0, 1].map(|scheme| {
        let drawn = palette.tokens[index].colors[scheme];
        let (from, to) = (setting.from[scheme], setting.to[scheme]);
        let wanted = if given.is_some() { Oklch::of(to) } else { follow(drawn, from, to) };
        let grounds = declaration.on.iter().filter_map(|name| palette.get(name));
        let grounds: Vec<(Rgb, f64)> = grounds.map(|ground| (ground.colors[scheme], declaration.contrast)).collect();
        readable(wanted, &grounds).unwrap_or_else(|| wanted.rgb())
    });
    let token = &mut palette.tokens[index];
    (token.colors, token.source, token.place) = (colors, Source::Setting, setting.place.clone());
}

fn given_colors(entry: &Entry, path: &SourcePath, findings: &mut Vec<Finding>) -> Option<[Rgb; 2]> {
    let invalid = |span: Range<usize>, message: String| {
        Finding::new(&rules::CONFIG_INVALID, Place::at(path, span), message).help(
            "write a colour of CSS that hides what is behind it: `\"#0a4d5e\"`, or `\"light-dark(#0a4d5e, #8bd8de)\"`",
        )
    };
    let Value::Text(text) = &entry.node.value else {
        let message = format!("`{}` is {} where a colour is expected", entry.key, entry.node.value.kind());
        findings.push(invalid(entry.node.span.clone(), message));
        return None;
    };
    let colors = colors(text);
    if colors.is_none() {
        findings.push(invalid(entry.node.span.clone(), format!("`{text}` is not a colour for `{}`", entry.key)));
    }
    colors
}

/// The opaque colours that a text says in the two schemes.
fn colors(text: &str) -> Option<[Rgb; 2]> {
    let colors = in_schemes(text.trim())?;
    colors.iter().all(|color| color.alpha >= 1.0).then(|| colors.map(opaque))
}
