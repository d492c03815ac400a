//! Media queries in each environment (Media Queries 5).

use lightningcss::media_query::{
    MediaCondition, MediaFeature, MediaFeatureComparison, MediaFeatureId, MediaFeatureName, MediaFeatureValue,
    MediaList, MediaQuery, MediaType, Operator, Qualifier, QueryFeature,
};
use lightningcss::values::length::Length;
use lightningcss::values::ratio::Ratio;
use lightningcss::values::resolution::Resolution;

use super::cell::{ENVIRONMENTS, PRINT, REDUCED, environment_of};
use super::length::{Measure, Scale};

/// Every environment, a bit each.
pub(super) const ALL: u8 = 0xff;

/// What media queries ask of: the window and the wishes of the visitor.
#[expect(clippy::struct_excessive_bools, reason = "each is a wish of its own")]
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Environment {
    pub(super) dark: bool,
    more_contrast: bool,
    reduced_motion: bool,
    print: bool,
    /// The window, in CSS px.
    pub(super) width: f32,
    pub(super) height: f32,
    /// Device pixels to a CSS px.
    density: f32,
}

impl Environment {
    /// The environment of this rank.
    pub(super) const fn new(rank: usize) -> Self {
        let reduced_motion = rank == environment_of(REDUCED);
        let print = rank == environment_of(PRINT);
        let screen = rank < ENVIRONMENTS;
        let narrow = screen && rank % 2 == 1;
        Self {
            dark: screen && rank / 2 == 1,
            more_contrast: screen && rank / 2 == 2,
            reduced_motion,
            print,
            width: if narrow { 320.0 } else { 1280.0 },
            height: if narrow { 640.0 } else { 720.0 },
            density: 1.0,
        }
    }

    /// A light screen of this size and density.
    pub(super) const fn screen(width: f32, height: f32, density: f32) -> Self {
        Self { width, height, density, ..Self::new(0) }
    }

    pub(super) const fn scale(self) -> Scale {
        Scale { em: 16.0, rem: 16.0, width: self.width, height: self.height }
    }
}

/// The environments in which a list of queries holds; an empty list always does.
pub(super) fn environments(list: &MediaList<'_>) -> u8 {
    if list.media_queries.is_empty() {
        return ALL;
    }
    (0..8).filter(|rank| any_holds(list, Environment::new(*rank))).map(|rank| 1 << rank).sum()
}

/// Whether one of a list of queries holds in an environment; an empty list always does.
pub(super) fn any_holds(list: &MediaList<'_>, environment: Environment) -> bool {
    list.media_queries.is_empty() || list.media_queries.iter().any(|query| holds(query, environment))
}

fn holds(query: &MediaQuery<'_>, environment: Environment) -> bool {
    let kind = match &query.media_type {
        MediaType::All => true,
        MediaType::Print => environment.print,
        MediaType::Screen => !environment.print,
        MediaType::Custom(_) => false,
    };
    // What is not known is neither true nor false, and false in the end (3.1), even behind a `not`.
    let condition = match &query.condition {
        Some(condition) => is_met(condition, environment),
        None => Some(true),
    };
    match condition {
        Some(condition) => (kind && condition) != (query.qualifier == Some(Qualifier::Not)),
        None => !kind && query.qualifier == Some(Qualifier::Not),
    }
}

fn is_met(condition: &MediaCondition<'_>, environment: Environment) -> Option<bool> {
    match condition {
        MediaCondition::Feature(feature) => is_so(feature, environment),
        MediaCondition::Not(condition) => is_met(condition, environment).map(|met| !met),
        MediaCondition::Operation { operator, conditions } => {
            let decisive = *operator == Operator::Or;
            let mut known = true;
            for condition in conditions {
                match is_met(condition, environment) {
                    Some(met) if met == decisive => return Some(decisive),
                    Some(_) => {}
                    None => known = false,
                }
            }
            known.then_some(!decisive)
        }
        MediaCondition::Unknown(_) => None,
    }
}

fn is_so(feature: &MediaFeature<'_>, environment: Environment) -> Option<bool> {
    match feature {
        QueryFeature::Boolean { name } => match standing(id(name)?, environment)? {
            Standing::Number(number) => Some(number != 0.0),
            Standing::Word(word) => Some(!matches!(word, "none" | "no-preference")),
        },
        QueryFeature::Plain { name, value } => {
            compare(&standing(id(name)?, environment)?, MediaFeatureComparison::Equal, value, environment)
        }
        QueryFeature::Range { name, operator, value } => {
            compare(&standing(id(name)?, environment)?, *operator, value, environment)
        }
        QueryFeature::Interval { name, start, start_operator, end, end_operator } => {
            let id = id(name)?;
            let standing = standing(id, environment)?;
            let first = compare(&standing, turned(*start_operator), start, environment)?;
            Some(first && compare(&standing, *end_operator, end, environment)?)
        }
    }
}

fn id(name: &MediaFeatureName<'_, MediaFeatureId>) -> Option<MediaFeatureId> {
    match name {
        MediaFeatureName::Standard(id) => Some(*id),
        _ => None,
    }
}

/// How things are for a feature.
enum Standing {
    Number(f32),
    Word(&'static str),
}

fn standing(id: MediaFeatureId, environment: Environment) -> Option<Standing> {
    let Environment { width, height, .. } = environment;
    let word = |met: bool, yes, no| Standing::Word(if met { yes } else { no });
    Some(match id {
        MediaFeatureId::Width | MediaFeatureId::DeviceWidth => Standing::Number(width),
        MediaFeatureId::Height | MediaFeatureId::DeviceHeight => Standing::Number(height),
        MediaFeatureId::AspectRatio | MediaFeatureId::DeviceAspectRatio => Standing::Number(width / height),
        MediaFeatureId::Orientation => word(height >= width, "portrait", "landscape"),
        MediaFeatureId::Resolution | MediaFeatureId::WebKitDevicePixelRatio | MediaFeatureId::MozDevicePixelRatio => {
            Standing::Number(environment.density)
        }
        MediaFeatureId::Color => Standing::Number(8.0),
        MediaFeatureId::Monochrome | MediaFeatureId::ColorIndex | MediaFeatureId::Grid => Standing::Number(0.0),
        MediaFeatureId::HorizontalViewportSegments | MediaFeatureId::VerticalViewportSegments => Standing::Number(1.0),
        MediaFeatureId::Hover | MediaFeatureId::AnyHover => word(environment.print, "none", "hover"),
        MediaFeatureId::Pointer | MediaFeatureId::AnyPointer => word(environment.print, "none", "fine"),
        MediaFeatureId::Update => word(environment.print, "none", "fast"),
        MediaFeatureId::OverflowBlock => word(environment.print, "paged", "scroll"),
        MediaFeatureId::OverflowInline => Standing::Word("scroll"),
        MediaFeatureId::DisplayMode => Standing::Word("browser"),
        MediaFeatureId::Scripting => Standing::Word("enabled"),
        MediaFeatureId::ColorGamut | MediaFeatureId::VideoColorGamut => Standing::Word("srgb"),
        MediaFeatureId::DynamicRange | MediaFeatureId::VideoDynamicRange => Standing::Word("standard"),
        MediaFeatureId::InvertedColors | MediaFeatureId::ForcedColors => Standing::Word("none"),
        MediaFeatureId::PrefersReducedMotion => word(environment.reduced_motion, "reduce", "no-preference"),
        MediaFeatureId::PrefersContrast => word(environment.more_contrast, "more", "no-preference"),
        MediaFeatureId::PrefersColorScheme => word(environment.dark, "dark", "light"),
        MediaFeatureId::PrefersReducedTransparency | MediaFeatureId::PrefersReducedData => {
            Standing::Word("no-preference")
        }
        _ => return None,
    })
}

fn compare(
    standing: &Standing,
    operator: MediaFeatureComparison,
    value: &MediaFeatureValue<'_>,
    environment: Environment,
) -> Option<bool> {
    let asked = match value {
        MediaFeatureValue::Length(length) => px(length, environment)?,
        MediaFeatureValue::Number(number) => *number,
        MediaFeatureValue::Integer(integer) => *integer as f32,
        MediaFeatureValue::Boolean(yes) => f32::from(u8::from(*yes)),
        MediaFeatureValue::Resolution(resolution) => match resolution {
            Resolution::Dpi(dpi) => dpi / 96.0,
            Resolution::Dpcm(dpcm) => dpcm * 2.54 / 96.0,
            Resolution::Dppx(dppx) => *dppx,
        },
        MediaFeatureValue::Ratio(Ratio(a, b)) => a / b,
        MediaFeatureValue::Ident(word) => {
            let Standing::Word(found) = standing else { return None };
            return Some(word.0.eq_ignore_ascii_case(found));
        }
        MediaFeatureValue::Env(_) => return None,
    };
    let Standing::Number(found) = *standing else { return None };
    Some(match operator {
        MediaFeatureComparison::Equal => (found - asked).abs() < 1e-3,
        MediaFeatureComparison::GreaterThan => found > asked,
        MediaFeatureComparison::GreaterThanEqual => found >= asked,
        MediaFeatureComparison::LessThan => found < asked,
        MediaFeatureComparison::LessThanEqual => found <= asked,
    })
}

/// `400px <= width` is `width >= 400px`.
fn turned(operator: MediaFeatureComparison) -> MediaFeatureComparison {
    match operator {
        MediaFeatureComparison::Equal => MediaFeatureComparison::Equal,
        MediaFeatureComparison::GreaterThan => MediaFeatureComparison::LessThan,
        MediaFeatureComparison::GreaterThanEqual => MediaFeatureComparison::LessThanEqual,
        MediaFeatureComparison::LessThan => MediaFeatureComparison::GreaterThan,
        MediaFeatureComparison::LessThanEqual => MediaFeatureComparison::GreaterThanEqual,
    }
}

fn px(length: &Length, environment: Environment) -> Option<f32> {
    Measure::from(length).px_of(environment.scale(), 0.0)
}

#[cfg(test)]
mod tests {
    use lightningcss::rules::CssRule;
    use lightningcss::stylesheet::{ParserOptions, StyleSheet};

    use super::*;

    /// The environments as letters: l(ight), d(ark), m(ore), capital when wide, then r(educed motion) and p(rint).
    fn told(media: &str) -> String {
        let text = format!("@media {media} {{ a {{ b: c }} }}");
        let sheet = StyleSheet::parse(&text, ParserOptions { error_recovery: true, ..ParserOptions::default() });
        let sheet = sheet.expect("a sheet");
        let Some(CssRule::Media(rule)) = sheet.rules.0.first() else { return "no rule".to_owned() };
        let mask = environments(&rule.query);
        "LlDdMmrp".chars().enumerate().filter(|(rank, _)| mask & 1 << rank != 0).map(|(_, letter)| letter).collect()
    }

    #[test]
    fn queries_hold_where_they_should() {
        for (media, expected) in [
            ("all", "LlDdMmrp"),
            ("screen", "LlDdMmr"),
            ("print", "p"),
            ("not print", "LlDdMmr"),
            ("only screen and (min-width: 40em)", "LDMr"),
            ("(width >= 40rem)", "LDMrp"),
            ("(20rem <= width < 40rem)", "ldm"),
            ("(max-width: 320px)", "ldm"),
            ("(prefers-color-scheme: dark)", "Dd"),
            ("(prefers-contrast: more)", "Mm"),
            ("(prefers-contrast)", "Mm"),
            ("(prefers-reduced-motion: reduce)", "r"),
            ("(prefers-reduced-motion: no-preference)", "LlDdMmp"),
            ("not (prefers-reduced-motion)", "LlDdMmp"),
            ("(orientation: portrait)", "ldm"),
            ("(orientation: landscape) and (prefers-color-scheme: dark)", "D"),
            ("(prefers-color-scheme: dark) or (width < 30em)", "lDdm"),
            ("(min-aspect-ratio: 1/1)", "LDMrp"),
            ("(hover: hover) and (pointer: fine)", "LlDdMmr"),
            ("(hover)", "LlDdMmr"),
            ("(forced-colors: active)", ""),
            ("(min-resolution: 2dppx)", ""),
            ("(color)", "LlDdMmrp"),
            ("(foo: bar)", ""),
            ("not (foo: bar)", ""),
            ("not all and (foo: bar)", ""),
            ("(foo: bar) or (color)", "LlDdMmrp"),
            ("tv", ""),
            ("print, (width > 1000px)", "LDMrp"),
        ] {
            assert_eq!(told(media), expected, "{media}");
        }
    }
}
