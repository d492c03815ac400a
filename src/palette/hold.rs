//! Holds the colours against each other: what cannot be read is a finding where it is set.

use std::collections::BTreeMap;

use super::solve::{Oklch, readable};
use super::{Palette, SCHEMES, Token, css};
use crate::check::paint::contrast::{Rgb, ratio, rounded};
use crate::finding::{Finding, rules};

/// Two tokens of which one is read on the other.
struct Pair<'p> {
    color: &'p Token,
    ground: &'p Token,
}

/// A pair that falls short: by how much, of what, and in which scheme.
struct Short<'p> {
    pair: Pair<'p>,
    ratio: f64,
    scheme: &'static str,
}

/// Reports the tokens that have less contrast than `theme.toml` asks for, each once.
pub(super) fn hold(palette: &Palette, findings: &mut Vec<Finding>) {
    let mut short: BTreeMap<usize, Short<'_>> = BTreeMap::new();
    for pair in pairs(palette) {
        let Some(found) = shortest(pair) else { continue };
        let culprit = culprit(&found.pair);
        let rank = palette.tokens.iter().position(|token| token.name == culprit.name).unwrap_or_default();
        if short.get(&rank).is_none_or(|known| found.ratio < known.ratio) {
            short.insert(rank, found);
        }
    }
    // A colour that has to change itself holds no other back.
    let changing: Vec<&str> = short.keys().map(|rank| palette.tokens[*rank].name.as_str()).collect();
    findings.extend(short.iter().map(|(rank, short)| finding(palette, &palette.tokens[*rank], short, &changing)));
}

fn pairs(palette: &Palette) -> impl Iterator<Item = Pair<'_>> {
    palette.tokens.iter().flat_map(|color| {
        let grounds = color.on.iter().filter_map(|name| palette.get(name));
        grounds.map(move |ground| Pair { color, ground })
    })
}

/// The scheme in which a pair falls short, the worse one when both do.
fn shortest(pair: Pair<'_>) -> Option<Short<'_>> {
    let ratios = SCHEMES.into_iter().zip(pair.color.colors).zip(pair.ground.colors);
    let ratios = ratios.map(|((scheme, color), ground)| (ratio(color, ground), scheme));
    let (ratio, scheme) = ratios.min_by(|one, other| one.0.total_cmp(&other.0))?;
    (ratio < pair.color.contrast).then_some(Short { pair, ratio, scheme })
}

/// Who is to change: what is set by hand, else what is worked out, else what is read.
fn culprit<'p>(pair: &Pair<'p>) -> &'p Token {
    if pair.ground.source > pair.color.source { pair.ground } else { pair.color }
}

fn finding(palette: &Palette, culprit: &Token, short: &Short<'_>, changing: &[&str]) -> Finding {
    let Pair { color, ground } = &short.pair;
    let (ratio, needed) = (rounded(short.ratio), color.contrast);
    let message = format!(
        "`{}` on `{}` has a contrast of {ratio} in the {} scheme, and {needed} is needed",
        color.name, ground.name, short.scheme
    );
    let partners = |scheme: usize| -> Vec<(Rgb, f64)> {
        let seen = pairs(palette).filter_map(|pair| {
            let is = |token: &Token| token.name == culprit.name;
            let other = if is(pair.color) { pair.ground } else { is(pair.ground).then_some(pair.color)? };
            let stays = !changing.contains(&other.name.as_str());
            stays.then_some((other.colors[scheme], pair.color.contrast))
        });
        seen.collect()
    };
    let near = |scheme: usize| readable(Oklch::of(culprit.colors[scheme]), &partners(scheme));
    let help = match (near(0), near(1)) {
        (Some(light), Some(dark)) => {
            format!("the nearest `{}` that can be read is `{}`", culprit.name, css([light, dark]))
        }
        _ => {
            format!("no lightness of `{}` is enough here: change `{}` and `{}`", culprit.name, color.name, ground.name)
        }
    };
    Finding::new(&rules::THEME_COLOR_CONTRAST, culprit.place.clone(), message).help(help)
}
