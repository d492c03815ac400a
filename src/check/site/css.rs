//! What a style sheet asks for: the fonts that it gives and the addresses that it names.

use std::collections::BTreeSet;
use std::convert::Infallible;

use lightningcss::rules::CssRule;
use lightningcss::rules::font_face::{FontFaceProperty, FontFaceRule, Source};
use lightningcss::stylesheet::{ParserOptions, StyleSheet};
use lightningcss::values::url::Url;
use lightningcss::visit_types;
use lightningcss::visitor::{Visit, VisitTypes, Visitor};
use serde::{Deserialize, Serialize};

use crate::style::tame;
use crate::weight::Face;

/// What a style sheet asks for.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Css {
    /// The fonts whose files it names.
    pub variants: BTreeSet<Variant>,
    /// The addresses that it names, those of `@import` included, data left out.
    pub addresses: BTreeSet<String>,
}

/// A variant of a font; that it comes in several files, by characters, does not make it several.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Variant {
    /// In lower case.
    pub family: String,
    /// The first and the last of its weights.
    pub weights: (u16, u16),
    /// Whether it is slanted.
    pub italic: bool,
}

impl Css {
    /// Reads a sheet; what cannot be parsed asks for nothing.
    pub fn parse(text: &str) -> Self {
        let (text, _) = tame(text);
        let options = ParserOptions { error_recovery: true, ..ParserOptions::default() };
        let Ok(mut sheet) = StyleSheet::parse(&text, options) else { return Self::default() };
        let mut css = Self::default();
        let Ok(()) = sheet.visit(&mut css);
        css
    }
}

impl<'i> Visitor<'i> for Css {
    type Error = Infallible;

    fn visit_types(&self) -> VisitTypes {
        visit_types!(URLS | RULES)
    }

    fn visit_rule(&mut self, rule: &mut CssRule<'i>) -> Result<(), Infallible> {
        match rule {
            CssRule::FontFace(face) => {
                self.addresses.extend(sources(face));
                self.variants.extend(Face::of(face).map(|face| Variant {
                    family: face.family,
                    weights: face.weights.into_inner(),
                    italic: face.italic,
                }));
            }
            CssRule::Import(import) => {
                self.addresses.insert(import.url.as_ref().to_owned());
            }
            _ => {}
        }
        rule.visit_children(self)
    }

    fn visit_url(&mut self, url: &mut Url<'i>) -> Result<(), Infallible> {
        if !url.url.starts_with('#') && !url.url.starts_with("data:") {
            self.addresses.insert(url.url.to_string());
        }
        Ok(())
    }
}

fn sources<'a>(face: &'a FontFaceRule<'_>) -> impl Iterator<Item = String> + 'a {
    let lists = face.properties.iter().filter_map(|property| match property {
        FontFaceProperty::Source(sources) => Some(sources),
        _ => None,
    });
    lists.flatten().filter_map(|source| match source {
        Source::Url(source) if !source.url.url.starts_with("data:") => Some(source.url.url.to_string()),
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fonts_and_addresses_are_read() {
        let css = Css::parse(
            "@import 'a.css'; @font-face { font-family: \"Inter\"; src: url(i.woff2); font-weight: 400; unicode-range: U+0-FF }
             @font-face { font-family: Inter; src: url(j.woff2); unicode-range: U+100-200 }
             @font-face { font-family: Inter; font-style: italic; font-weight: 700; src: url(k.woff2) }
             @font-face { font-family: Here; src: local(Arial) }
             p { background: url(//b.example/x.png), url(data:image/png;base64,AA) } use { fill: url(#a) }",
        );
        let told = |one: &Variant| format!("{} {} {}", one.family, one.weights.0, one.italic);
        let variants: Vec<String> = css.variants.iter().map(told).collect();
        assert_eq!(variants, ["inter 400 false", "inter 700 true"]);
        let addresses: Vec<&str> = css.addresses.iter().map(String::as_str).collect();
        assert_eq!(addresses, ["//b.example/x.png", "a.css", "i.woff2", "j.woff2", "k.woff2"]);
        assert_eq!(Css::parse("}}} @font-face"), Css::default());
    }

    #[test]
    fn what_no_one_wrote_is_passed_over() {
        let (functions, selectors) = ("min(1px, ".repeat(60), ":is(".repeat(5000));
        let css = format!("p{{width:{functions}1foo{};background:url(a.png)}}{selectors}", ")".repeat(60));
        assert!(Css::parse(&css).addresses.contains("a.png"));
    }
}
