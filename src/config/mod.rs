//! `osier.toml` as types, every key documented, every fault with its place.

mod alert;
mod budgets;
mod carbon;
mod gate;
mod headers;
mod languages;
mod organization;
mod parse;
mod pictures;
mod publish;
mod purge;
mod secrets;
mod security;
mod styles;
mod taxonomies;

use std::collections::BTreeMap;

pub use alert::Alert;
pub use budgets::{Bounds, Budgets, ClassBudget, Figure, Limits, PathBudget, Tolerance, Tolerances, limits};
pub use carbon::{Carbon, Electricity};
pub use gate::{Acknowledgement, RuleSetting};
pub use headers::HeaderRule;
pub use languages::{Direction, Language, Languages, Menu, MenuEntry, localized, localized_node};
pub use organization::Organization;
pub use parse::parse;
pub use pictures::{Effort, Fallback, Pictures};
pub use publish::{Destination, Kind as DestinationKind};
pub use purge::{Purge, Service};
pub use secrets::masked;
pub use security::Security;
pub use styles::{Styles, Unused};
pub use taxonomies::{Source, Taxonomy};

use crate::data::Table;
use crate::finding::{Place, SourcePath};

/// The name of the configuration file, at the root of a site, when no other is asked for.
pub const FILE: &str = "osier.toml";

/// What a site says of itself in `osier.toml`.
#[derive(Clone, Debug)]
pub struct Config {
    /// The file it was read from.
    pub path: SourcePath,
    /// `title`: the site's name, by language. The one key that a site cannot do without.
    pub title: Localized,
    /// `description`: one sentence on the site, by language.
    pub description: Localized,
    /// `base_url`: where the site is published, without a slash at the end: `https://estran.example`.
    pub base_url: String,
    /// `time_zone`: an IANA name, `Europe/Paris`.
    pub time_zone: jiff::tz::TimeZone,
    /// `[languages]` and `default_language`.
    pub languages: Languages,
    /// `[theme]`.
    pub theme: Theme,
    /// `[organization]`.
    pub organization: Organization,
    /// `[alert]`.
    pub alert: Option<Alert>,
    /// `[taxonomies]`, in the order of the file.
    pub taxonomies: Vec<Taxonomy>,
    /// `[permalinks]`: a pattern by content type, `/:section/:year-:month-:day-:slug/`.
    pub permalinks: BTreeMap<String, String>,
    /// `[feeds]`.
    pub feeds: Feeds,
    /// `[markdown]`.
    pub markdown: Markdown,
    /// `[output]`.
    pub output: OutputOptions,
    /// `[pictures]`.
    pub pictures: Pictures,
    /// `[styles]`.
    pub styles: Styles,
    /// `[budgets]`.
    pub budgets: Budgets,
    /// `[headers."PATH"]`, in the order of the file.
    pub headers: Vec<HeaderRule>,
    /// `[security]`.
    pub security: Security,
    /// `[publish.NAME]`, in the order of the file.
    pub publish: Vec<Destination>,
    /// `[carbon]`.
    pub carbon: Carbon,
    /// `[rules]`.
    pub rules: Vec<RuleSetting>,
    /// `[[acknowledge]]`.
    pub acknowledgements: Vec<Acknowledgement>,
}

/// A text by language code; the default language's serves where one is missing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Localized(pub BTreeMap<String, String>);

impl Localized {
    /// The same text in every language.
    pub fn same(text: impl Into<String>) -> Self {
        Self(BTreeMap::from([(String::new(), text.into())]))
    }

    /// The text in `language`, else in any language, the one without a language first.
    pub fn get(&self, language: &str) -> &str {
        let any = || self.0.values().next();
        self.0.get(language).or_else(|| self.0.get("")).or_else(any).map_or("", String::as_str)
    }

    /// Whether there is no text at all.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// `[theme]`: which theme, and its settings.
#[derive(Clone, Debug)]
pub struct Theme {
    /// `name`: a folder of `themes/`, or the embedded theme `estran`.
    pub name: String,
    /// Where `name` is written.
    pub place: Place,
    /// Every other key of `[theme]`: the theme's settings (brand colour, typography…), and under `colors` the tokens
    /// that the site sets by hand. `theme.toml` says which there are.
    pub settings: Table,
}

/// `[feeds]`.
#[derive(Clone, Debug)]
pub struct Feeds {
    /// `formats`: `atom`, `json`.
    pub formats: Vec<&'static str>,
    /// `limit`: the entries of a feed.
    pub limit: usize,
    /// `content`: whether entries hold their whole text or their description.
    pub content: FeedContent,
}

/// What an entry of a feed holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FeedContent {
    /// The description only.
    Summary,
    /// The whole text.
    Full,
}

/// `[markdown]`.
#[derive(Clone, Debug)]
pub struct Markdown {
    /// `raw_html`: `true` allows HTML in content, through a sanitiser.
    pub raw_html: bool,
    /// `abbreviations`: expansions by abbreviation, for every page.
    pub abbreviations: BTreeMap<String, String>,
}

/// `[output]`.
#[derive(Clone, Debug)]
pub struct OutputOptions {
    /// `compress`: `br`, `gz`: compressed siblings beside text files.
    pub compress: Vec<&'static str>,
    /// `redirects`: `nginx`, `caddy`, `apache`, `netlify`: ready files beside the HTML stubs.
    pub redirects: Vec<&'static str>,
    /// `robots`: whether search engines are let in.
    pub robots: bool,
}
