//! The figures of a page, and the parts that they are made of.

use super::Weighed;
use crate::config::Figure;
use crate::weight::{Kind, PROFILES, Phase, Scenario, Weight};

/// A part of a figure of bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Part {
    /// The file, by its rank in what the page asks for; nothing for the page itself.
    pub request: Option<usize>,
    /// What is sent of it.
    pub bytes: u64,
}

/// What a page has of a figure, in the heavier of the windows.
pub fn value(page: &Weighed, figure: Figure) -> u64 {
    let most = |scenario: Scenario, of: &dyn Fn(&Weight) -> u64| {
        (0..PROFILES.len()).map(|profile| of(page.weight.of(profile, scenario))).max().unwrap_or_default()
    };
    match (figure, kind(figure)) {
        (Figure::Picture, _) => parts(page, figure).first().map_or(0, |part| part.bytes),
        (Figure::Elements, _) => page.weight.elements.all as u64,
        (Figure::Requests, _) => most(Scenario::Initial, &|weight| weight.requests as u64),
        (Figure::RequestsFull, _) => most(Scenario::Full, &|weight| weight.requests as u64),
        (_, Some(kind)) => most(Scenario::Full, &|weight| weight.of(kind)),
        (_, None) => most(scenario(figure), &|weight| weight.total()),
    }
}

/// The parts of a figure of bytes, the heaviest first: those of the window where it is the heavier.
pub fn parts(page: &Weighed, figure: Figure) -> Vec<Part> {
    let all = (0..PROFILES.len()).map(|profile| within(page, figure, profile));
    let sum = |parts: &Vec<Part>| parts.iter().map(|part| part.bytes).sum::<u64>();
    // Of two windows that are alike the first serves.
    let mut parts = all.rev().max_by_key(sum).unwrap_or_default();
    parts.sort_by_key(|part| (std::cmp::Reverse(part.bytes), part.request));
    parts
}

fn within(page: &Weighed, figure: Figure, profile: usize) -> Vec<Part> {
    let (kind, scenario) = (kind(figure), scenario(figure));
    let counts = |of: Kind| kind.is_none_or(|kind| kind == of);
    let itself = counts(Kind::Html).then_some(Part { request: None, bytes: page.own });
    let asked = page.requests.list.iter().zip(&page.sent).enumerate().filter_map(|(rank, (request, sent))| {
        let phase = request.phases[profile]?;
        let comes = match scenario {
            Scenario::Initial => phase == Phase::Initial,
            Scenario::Full => true,
            Scenario::Next => phase == Phase::Initial && !sent.shared,
        };
        (comes && counts(request.kind)).then_some(Part { request: Some(rank), bytes: sent.bytes })
    });
    itself.into_iter().chain(asked).collect()
}

/// The kind that a figure is of; nothing for those of all kinds.
fn kind(figure: Figure) -> Option<Kind> {
    match figure {
        Figure::Html => Some(Kind::Html),
        Figure::Css => Some(Kind::Css),
        Figure::Js => Some(Kind::Script),
        Figure::Fonts => Some(Kind::Font),
        Figure::Pictures | Figure::Picture => Some(Kind::Picture),
        Figure::Media => Some(Kind::Media),
        _ => None,
    }
}

/// The visit that a figure is of; kinds are counted on a page that is scrolled to its end.
fn scenario(figure: Figure) -> Scenario {
    match figure {
        Figure::Initial | Figure::Requests => Scenario::Initial,
        Figure::Next => Scenario::Next,
        _ => Scenario::Full,
    }
}
