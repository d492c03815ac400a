//! `[budgets]`: what pages may weigh, by what they are and by where they are.

use std::collections::BTreeMap;
use std::ops::Range;

use fast_glob::{glob_match, validate};

use crate::data::{Node, Reader, Value};

/// `[budgets]`. A table names a class of pages: `home`, `list`, a content type, or `default` for all of them.
#[derive(Clone, Debug, Default)]
pub struct Budgets {
    /// `[budgets.<class>]`: the limits of a class, in the order of the file.
    pub classes: Vec<ClassBudget>,
    /// `[[budgets.path]]`: limits by delivered path, the later over the earlier.
    pub paths: Vec<PathBudget>,
    /// `[budgets.lock]`.
    pub lock: Tolerances,
}

/// The limits of a class of pages.
#[derive(Clone, Debug)]
pub struct ClassBudget {
    /// `home`, `list`, `default`, or a content type.
    pub class: String,
    /// Where the name is written.
    pub span: Range<usize>,
    /// What its pages may weigh.
    pub limits: Limits,
}

/// The limits of the pages whose delivered path matches.
#[derive(Clone, Debug)]
pub struct PathBudget {
    /// `path`: a glob, `fr/galerie/**`; `*` stays in one folder, `**` does not.
    pub path: String,
    /// What these pages may weigh.
    pub limits: Limits,
}

impl PathBudget {
    /// Whether it limits the page that is delivered at a path.
    pub fn concerns(&self, path: &str) -> bool {
        glob_match(&self.path, path)
    }
}

/// `[budgets.lock]`: how much what pages weigh may rise above `osier.lock.toml`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Tolerances {
    /// `class`: a class of pages, 5 % and at least 2 kB.
    pub class: Tolerance,
    /// `asset`: a file that pages share, 2 % and at least 500 B.
    pub asset: Tolerance,
}

/// `{ percent = 5, size = "2 kB" }`: the larger of the two is let pass.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Tolerance {
    /// A part of what was, in percent.
    pub percent: f64,
    /// Bytes.
    pub size: u64,
}

impl Default for Tolerances {
    fn default() -> Self {
        Self { class: Tolerance { percent: 5.0, size: 2000 }, asset: Tolerance { percent: 2.0, size: 500 } }
    }
}

/// A number that a page has and a budget may limit. Bytes are those that are sent; where the two windows differ, the
/// heavier counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Figure {
    /// `initial`: the bytes of a first visit without scrolling.
    Initial,
    /// `full`: the bytes of a first visit to the end of the page.
    Full,
    /// `next`: the bytes for who comes from another page of the site.
    Next,
    /// `html`: the page itself, and pages in frames.
    Html,
    /// `css`: style sheets.
    Css,
    /// `js`: scripts.
    Js,
    /// `fonts`: fonts.
    Fonts,
    /// `pictures`: all pictures.
    Pictures,
    /// `picture`: each picture.
    Picture,
    /// `media`: sound and video that is fetched without being asked for.
    Media,
    /// `requests`: the files of a first visit without scrolling, the page included.
    Requests,
    /// `requests_full`: the files of a first visit to the end of the page.
    RequestsFull,
    /// `elements`: the elements of the page, `html` and what is in `head` included.
    Elements,
}

impl Figure {
    /// Every figure, in the order of reports.
    pub const ALL: [Self; 13] = [
        Self::Initial,
        Self::Full,
        Self::Next,
        Self::Html,
        Self::Css,
        Self::Js,
        Self::Fonts,
        Self::Pictures,
        Self::Picture,
        Self::Media,
        Self::Requests,
        Self::RequestsFull,
        Self::Elements,
    ];

    /// Its key in budgets.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Initial => "initial",
            Self::Full => "full",
            Self::Next => "next",
            Self::Html => "html",
            Self::Css => "css",
            Self::Js => "js",
            Self::Fonts => "fonts",
            Self::Pictures => "pictures",
            Self::Picture => "picture",
            Self::Media => "media",
            Self::Requests => "requests",
            Self::RequestsFull => "requests_full",
            Self::Elements => "elements",
        }
    }

    /// Whether it counts things; else it is of bytes.
    pub const fn is_count(self) -> bool {
        matches!(self, Self::Requests | Self::RequestsFull | Self::Elements)
    }
}

/// From where a figure is told: `180`, `"180 kB"` are errors; `{ warn = …, error = … }` says both; `false` lifts it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Bounds {
    /// More than this is a warning.
    pub warn: Option<u64>,
    /// More than this is an error.
    pub error: Option<u64>,
}

impl Bounds {
    /// The larger of the bounds; nothing where the figure is free.
    pub fn most(self) -> Option<u64> {
        self.error.or(self.warn)
    }
}

/// What pages may weigh: the figures that are said.
pub type Limits = BTreeMap<Figure, Bounds>;

/// Reads `[budgets]`.
pub(super) fn read(reader: &Reader<'_>) -> Budgets {
    let mut budgets = Budgets::default();
    let Some(fields) = reader.table("budgets") else { return budgets };
    for entry in fields.entries() {
        match (entry.key.as_str(), &entry.node.value) {
            ("path", _) => budgets.paths = paths(&fields),
            ("lock", _) => budgets.lock = tolerances(&fields),
            (class, Value::Table(table)) => {
                let own = fields.of(table);
                let limits = limits(&own);
                own.finish();
                budgets.classes.push(ClassBudget { class: class.to_owned(), span: entry.span.clone(), limits });
            }
            (class, _) => {
                let _: Option<()> =
                    fields.wrong(class, &entry.node, "a table of figures such as `{ full = \"400 kB\" }`");
            }
        }
    }
    budgets
}

fn paths(fields: &Reader<'_>) -> Vec<PathBudget> {
    let mut paths = Vec::new();
    for own in fields.tables("path") {
        let limits = limits(&own);
        match own.text("path").map(|path| (fault(&path), path)) {
            Some((None, path)) => paths.push(PathBudget { path, limits }),
            Some((Some(fault), path)) => {
                let span = own.node("path").map_or(0..0, |node| node.span.clone());
                let message = format!("`{path}` is not a glob: {fault}");
                own.report(span, message, "write a delivered path such as `fr/galerie/**`");
            }
            None if own.node("path").is_none() => {
                let span = own.entries().first().map_or(0..0, |entry| entry.span.clone());
                own.report(span, "`path` is missing here", "write which pages it is for: `path = \"fr/galerie/**\"`");
            }
            None => {}
        }
        own.finish();
    }
    paths
}

/// Why a path is no glob. A `!` before one would turn it round, and name nearly all pages without saying so.
fn fault(path: &str) -> Option<String> {
    let is_turned = path.starts_with('!').then(|| "it says which pages it is not for".to_owned());
    is_turned.or_else(|| validate(path).err().map(|error| error.to_string()))
}

fn tolerances(fields: &Reader<'_>) -> Tolerances {
    let mut tolerances = Tolerances::default();
    let Some(own) = fields.table("lock") else { return tolerances };
    for (key, tolerance) in [("class", &mut tolerances.class), ("asset", &mut tolerances.asset)] {
        let Some(fields) = own.table(key) else { continue };
        match fields.node("percent") {
            Some(Node { value: Value::Integer(number), .. }) if *number >= 0 => tolerance.percent = *number as f64,
            Some(Node { value: Value::Float(number), .. }) if *number >= 0.0 => tolerance.percent = *number,
            Some(node) => fields.wrong("percent", node, "a number, `5` for 5 %").unwrap_or_default(),
            None => {}
        }
        if let Some(node) = fields.node("size") {
            tolerance.size = bytes(&fields, "size", node).unwrap_or(tolerance.size);
        }
        fields.finish();
    }
    own.finish();
    tolerances
}

/// The figures that a table says.
pub fn limits(fields: &Reader<'_>) -> Limits {
    let read = |figure: Figure| Some((figure, bounds(fields, figure, fields.node(figure.name())?)?));
    Figure::ALL.into_iter().filter_map(read).collect()
}

fn bounds(fields: &Reader<'_>, figure: Figure, node: &Node) -> Option<Bounds> {
    match &node.value {
        Value::Bool(false) => Some(Bounds::default()),
        Value::Table(table) => {
            let own = fields.of(table);
            let bound = |key| amount(&own, key, figure, own.node(key)?);
            let bounds = Bounds { warn: bound("warn"), error: bound("error") };
            own.finish();
            if let (Some(warn), Some(error)) = (bounds.warn, bounds.error)
                && warn > error
            {
                let message = format!("`{}` warns above what is an error", figure.name());
                fields.report(node.span.clone(), message, "write a `warn` that is less than `error`");
            }
            (bounds != Bounds::default()).then_some(bounds)
        }
        _ => Some(Bounds { warn: None, error: Some(amount(fields, figure.name(), figure, node)?) }),
    }
}

fn amount(fields: &Reader<'_>, key: &str, figure: Figure, node: &Node) -> Option<u64> {
    match &node.value {
        Value::Integer(number) if figure.is_count() && *number >= 0 => Some(*number as u64),
        _ if figure.is_count() => fields.wrong(key, node, "a count such as `20`, or `false`"),
        _ => bytes(fields, key, node),
    }
}

fn bytes(fields: &Reader<'_>, key: &str, node: &Node) -> Option<u64> {
    let expected = "a size such as `\"180 kB\"`";
    let Value::Text(text) = &node.value else { return fields.wrong(key, node, expected) };
    let size = parse_size(text);
    if size.is_none() {
        let message = format!("`{text}` is not a size");
        fields.report(node.span.clone(), message, "write a number and `B`, `kB` or `MB` (of 1,000): `\"180 kB\"`");
    }
    size
}

/// The bytes of `180 kB`, `1.5 MB`, `512 B`; kilobytes are of 1,000 bytes.
fn parse_size(text: &str) -> Option<u64> {
    let text = text.trim();
    let unit_at = text.find(|c: char| c.is_ascii_alphabetic())?;
    let unit = match &text[unit_at..] {
        "B" => 1.0,
        "kB" | "KB" => 1e3,
        "MB" => 1e6,
        _ => return None,
    };
    let number: f64 = text[..unit_at].trim().parse().ok()?;
    (number.is_finite() && number >= 0.0).then_some((number * unit).round() as u64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_size_is_a_number_and_a_unit_of_thousands() {
        let told = ["180 kB", "1.5 MB", "512 B", "0 kB", "14kB"].map(parse_size);
        assert_eq!(told, [Some(180_000), Some(1_500_000), Some(512), Some(0), Some(14_000)]);
        for wrong in ["180", "180 kio", "kB", "-1 kB", "inf kB", "1 000 kB", ""] {
            assert_eq!(parse_size(wrong), None, "{wrong}");
        }
    }
}
