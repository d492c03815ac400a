//! What a style sheet makes a browser fetch.

use std::convert::Infallible;
use std::ops::RangeInclusive;

use lightningcss::declaration::DeclarationBlock;
use lightningcss::printer::PrinterOptions;
use lightningcss::properties::Property;
use lightningcss::rules::font_face::{FontFaceProperty, FontFaceRule, FontFormat, Source};
use lightningcss::rules::{CssRule, CssRuleList};
use lightningcss::selector::{Component, PseudoClass as Class, Selector};
use lightningcss::stylesheet::{ParserOptions, StyleSheet};
use lightningcss::traits::ToCss;
use lightningcss::values::url::Url;
use lightningcss::visit_types;
use lightningcss::visitor::{Visit, VisitTypes, Visitor};

use crate::style::{Usage, tame};

/// What a sheet makes a browser fetch, and when.
#[derive(Debug, Default)]
pub struct Sheet {
    /// Whether an element meets the rules of `uses`, in their order.
    pub(super) usage: Usage,
    /// What rules ask for, each of one selector.
    pub(super) uses: Vec<Use>,
    /// Its fonts.
    pub(super) faces: Vec<Face>,
    /// The sheets that it imports.
    pub(super) imports: Vec<String>,
}

/// What the elements that meet a selector ask for.
#[derive(Debug)]
pub(super) struct Use {
    /// The media queries around the rule, all of which must hold.
    pub(super) media: Vec<String>,
    /// Pictures, by address.
    pub(super) pictures: Vec<String>,
    /// The text of what it says of fonts, in lower case.
    pub(super) fonts: String,
}

/// An `@font-face` with a file.
#[derive(Clone, Debug, PartialEq)]
pub struct Face {
    /// In lower case.
    pub family: String,
    /// The file that a browser of today takes.
    pub url: String,
    /// The characters that it is for; all of them when there are none.
    pub characters: Vec<RangeInclusive<u32>>,
    /// Its weights.
    pub weights: RangeInclusive<u16>,
    /// Whether it is slanted.
    pub italic: bool,
}

impl Sheet {
    /// Reads the text of a sheet; what cannot be parsed asks for nothing.
    pub fn parse(css: &str) -> Self {
        let (css, _) = tame(css);
        let options = ParserOptions { error_recovery: true, ..ParserOptions::default() };
        let Ok(mut parsed) = StyleSheet::parse(&css, options) else { return Self::default() };
        let mut sheet = Self::default();
        let mut selectors = Vec::new();
        sheet.read(&mut parsed.rules, &[], &mut selectors);
        if sheet.faces.is_empty() {
            // What rules say of fonts fetches nothing then.
            let mut used = sheet.uses.iter().map(|one| !one.pictures.is_empty());
            selectors.retain(|_| used.next() == Some(true));
            sheet.uses.retain(|one| !one.pictures.is_empty());
        }
        sheet.usage = Usage::new(&selectors, &|_| false);
        sheet
    }

    fn read<'i>(&mut self, list: &mut CssRuleList<'i>, media: &[String], selectors: &mut Vec<Selector<'i>>) {
        for rule in &mut list.0 {
            match rule {
                CssRule::Style(style) => {
                    let (pictures, fonts) = asked(&mut style.declarations);
                    if !pictures.is_empty() || !fonts.is_empty() {
                        for selector in style.selectors.0.iter().filter(|selector| !waits(selector)) {
                            selectors.push(selector.clone());
                            self.uses.push(Use {
                                media: media.to_vec(),
                                pictures: pictures.clone(),
                                fonts: fonts.clone(),
                            });
                        }
                    }
                    self.read(&mut style.rules, media, selectors);
                }
                CssRule::Media(rule) => {
                    let query = rule.query.to_css_string(PrinterOptions::default()).unwrap_or_default();
                    let all: Vec<String> = media.iter().cloned().chain([query]).collect();
                    self.read(&mut rule.rules, &all, selectors);
                }
                CssRule::Supports(rule) => self.read(&mut rule.rules, media, selectors),
                CssRule::Container(rule) => self.read(&mut rule.rules, media, selectors),
                CssRule::LayerBlock(rule) => self.read(&mut rule.rules, media, selectors),
                CssRule::Scope(rule) => self.read(&mut rule.rules, media, selectors),
                CssRule::FontFace(face) => self.faces.extend(Face::of(face)),
                CssRule::Import(import) => self.imports.push(import.url.as_ref().to_owned()),
                _ => {}
            }
        }
    }
}

/// The pictures and the fonts that declarations ask for.
fn asked(declarations: &mut DeclarationBlock<'_>) -> (Vec<String>, String) {
    let mut urls = Urls(Vec::new());
    let Ok(()) = declarations.visit(&mut urls);
    let mut fonts = String::new();
    for property in declarations.declarations.iter().chain(&declarations.important_declarations) {
        let id = property.property_id();
        let names_font = matches!(property, Property::Custom(_)) || matches!(id.name(), "font" | "font-family");
        if names_font && let Ok(text) = property.value_to_css_string(PrinterOptions::default()) {
            fonts.push_str(&text.to_lowercase());
            fonts.push('\n');
        }
    }
    (urls.0, fonts)
}

/// Whether a selector waits for an act of the visitor.
fn waits(selector: &Selector<'_>) -> bool {
    selector.iter_raw_match_order().any(|component| {
        let Component::NonTSPseudoClass(class) = component else { return false };
        matches!(
            class,
            Class::Hover
                | Class::Active
                | Class::Focus
                | Class::FocusVisible
                | Class::FocusWithin
                | Class::Target
                | Class::TargetWithin
                | Class::Checked
                | Class::PopoverOpen
                | Class::Modal
                | Class::Fullscreen(_)
        )
    })
}

impl Face {
    /// Reads an `@font-face`; nothing for one whose file is in the sheet itself, or that has none.
    pub fn of(rule: &FontFaceRule<'_>) -> Option<Self> {
        let mut face = Self {
            family: String::new(),
            url: String::new(),
            characters: Vec::new(),
            weights: 400..=400,
            italic: false,
        };
        for property in &rule.properties {
            match property {
                FontFaceProperty::FontFamily(family) => {
                    let text = family.to_css_string(PrinterOptions::default()).ok()?;
                    face.family = text.trim_matches(['"', '\'']).to_lowercase();
                }
                FontFaceProperty::Source(sources) => {
                    let known = sources.iter().find_map(|source| match source {
                        Source::Url(source) => {
                            let read = !matches!(
                                source.format,
                                Some(FontFormat::EmbeddedOpenType | FontFormat::SVG | FontFormat::Collection)
                            );
                            read.then(|| source.url.url.to_string())
                        }
                        Source::Local(_) => None,
                    });
                    face.url = known.unwrap_or_default();
                }
                FontFaceProperty::UnicodeRange(ranges) => {
                    face.characters = ranges.iter().map(|range| range.start..=range.end).collect();
                }
                FontFaceProperty::FontWeight(weights) => {
                    let text = weights.to_css_string(PrinterOptions::default()).ok()?;
                    face.weights = of_weights(&text);
                }
                FontFaceProperty::FontStyle(style) => {
                    let text = style.to_css_string(PrinterOptions::default()).ok()?;
                    face.italic = !text.starts_with("normal");
                }
                _ => {}
            }
        }
        (!face.url.is_empty() && !face.url.starts_with("data:")).then_some(face)
    }
}

/// `400`, `bold`, `400 700`.
fn of_weights(text: &str) -> RangeInclusive<u16> {
    let mut numbers = text.split_whitespace().map(|word| match word {
        "bold" => 700,
        word => word.parse().unwrap_or(400),
    });
    let first = numbers.next().unwrap_or(400);
    first..=numbers.next().unwrap_or(first)
}

/// The addresses of a block of declarations but those of data.
struct Urls(Vec<String>);

impl<'i> Visitor<'i> for Urls {
    type Error = Infallible;

    fn visit_types(&self) -> VisitTypes {
        visit_types!(URLS)
    }

    fn visit_url(&mut self, url: &mut Url<'i>) -> Result<(), Infallible> {
        let own = url.url.starts_with('#') || url.url.starts_with("data:");
        if !own && !self.0.iter().any(|known| **known == *url.url) {
            self.0.push(url.url.to_string());
        }
        Ok(())
    }
}
