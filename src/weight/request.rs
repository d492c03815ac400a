//! What a page asks for.

use std::ops::Range;

use serde::{Deserialize, Serialize};

use crate::finding::OutputPath;

/// What a file is, for a budget.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Kind {
    /// The page itself, and pages in frames.
    Html,
    /// Style sheets.
    Css,
    /// Scripts, and what they are made of.
    Script,
    /// Pictures, icons included.
    Picture,
    /// Fonts.
    Font,
    /// Sound, video and their captions.
    Media,
    /// Manifests, documents in frames, what has no better name.
    Other,
}

impl Kind {
    /// Every kind, in the order of reports.
    pub const ALL: [Self; 7] =
        [Self::Html, Self::Css, Self::Script, Self::Picture, Self::Font, Self::Media, Self::Other];

    /// Its name in reports and budgets.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Html => "html",
            Self::Css => "css",
            Self::Script => "js",
            Self::Picture => "pictures",
            Self::Font => "fonts",
            Self::Media => "media",
            Self::Other => "other",
        }
    }
}

/// When a file is fetched.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Phase {
    /// At once, without scrolling.
    Initial,
    /// When it comes near the window, `loading="lazy"`.
    Lazy,
}

/// Where a file is.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Target {
    /// In the site.
    Own(OutputPath),
    /// On another host, at this address.
    Foreign(Box<str>),
}

impl Target {
    /// Its path in the site, or its address.
    pub fn as_str(&self) -> &str {
        match self {
            Self::Own(path) => path.as_str(),
            Self::Foreign(address) => address,
        }
    }
}

/// A file that a page asks for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Request {
    /// Where it is.
    pub target: Target,
    /// What it is.
    pub kind: Kind,
    /// When it is fetched in each of [`super::PROFILES`]; nothing where it is not.
    pub phases: [Option<Phase>; 2],
    /// The most bytes that are fetched of it, where a browser stops before the end.
    pub most: Option<u64>,
    /// The tag that asks for it, in the bytes of the page; empty when a sheet does.
    pub span: Range<usize>,
}

/// All that a page asks for, itself left out, each file once for each kind.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Requests {
    /// In the order of the page.
    pub list: Vec<Request>,
}

impl Requests {
    /// Adds a file in one profile; one that is known is fetched at the earlier of its times.
    pub(super) fn add(&mut self, target: &Target, kind: Kind, profile: usize, phase: Phase, span: &Range<usize>) {
        let is_known = |known: &Request| known.target == *target && known.kind == kind;
        let at = self.list.iter().position(is_known).unwrap_or_else(|| {
            let request = Request { target: target.clone(), kind, phases: [None; 2], most: None, span: span.clone() };
            self.list.push(request);
            self.list.len() - 1
        });
        let slot = &mut self.list[at].phases[profile];
        *slot = Some(slot.map_or(phase, |earlier| earlier.min(phase)));
    }

    /// Notes that no more than `most` bytes of a file are fetched.
    pub(super) fn limit(&mut self, target: &Target, most: u64) {
        for request in self.list.iter_mut().filter(|request| request.target == *target) {
            request.most = Some(most);
        }
    }

    /// The files of other hosts.
    pub fn foreign(&self) -> impl Iterator<Item = (&str, &Request)> {
        self.list.iter().filter_map(|request| match &request.target {
            Target::Foreign(address) => Some((&**address, request)),
            Target::Own(_) => None,
        })
    }
}
