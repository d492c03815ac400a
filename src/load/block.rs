//! What a block of the theme declares: its arguments, its body, where it may stand.

use tera::{ComponentArg, ComponentArgType, ComponentInfo, Map, Value};

use crate::finding::did_you_mean;

/// A block's declaration, read from its Tera component and the component's metadata.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct BlockSchema {
    /// The component's name (with `_`; authors write `-`).
    pub name: String,
    /// What the block is for, one English line.
    pub doc: String,
    /// The kind of block it is, so that lists of blocks can be told apart; empty when none.
    pub family: String,
    /// A use of it, in Markdown; empty when none.
    pub example: String,
    /// Whether it has a body.
    pub body: BodyRule,
    /// The blocks it may stand in; anywhere when empty.
    pub parent: Vec<String>,
    /// The only blocks its body may hold, and nothing else; anything when empty.
    pub children: Vec<String>,
    /// What the keyboard does in it, in English; empty when nothing in it takes the focus.
    pub keyboard: String,
    /// The criteria it meets by its making: `WCAG 1.1.1`, `RGAA 1.1`.
    pub criteria: Vec<String>,
    /// Its arguments, by name, implicit ones excluded.
    pub args: Vec<ArgSchema>,
}

/// Whether a block has a body between its fences.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum BodyRule {
    /// A leaf: `::name{…}`.
    None,
    /// With or without.
    Optional,
    /// A container: `:::name{…}` … `:::`.
    Required,
}

/// One argument of a block.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct ArgSchema {
    /// Its name in the component (with `_`; authors may write `-`).
    pub name: String,
    /// What it takes.
    pub kind: ArgKind,
    /// Whether it must be given.
    pub required: bool,
    /// What it is for.
    pub help: String,
    /// Its default, as text.
    pub default: Option<String>,
}

/// What an argument takes.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum ArgKind {
    /// A string as it is.
    String,
    /// Text, typographed for the page's language.
    Text,
    /// Inline Markdown.
    Markdown,
    /// `true` or `false`; a bare name is `true`.
    Bool,
    /// A whole number.
    Integer,
    /// A number.
    Float,
    /// A comma separated list of strings.
    List,
    /// What the picture of the block shows, typographed: what is said beside the picture serves when it is not given.
    Alt,
    /// The path of a picture.
    Image,
    /// The path of a file.
    File,
    /// The path of a CSV file, to be shown as a table or a chart.
    Data,
    /// Names of columns of the data, comma separated: those that are shown, the one of the labels first.
    Columns,
    /// The name of the column of the data whose values become columns.
    By,
    /// Names of the columns that a chart draws, comma separated.
    Series,
    /// A content path or a URL.
    Url,
    /// The content path of a page of one of these types (any when empty).
    Page(Vec<String>),
    /// Comma separated content paths of pages of these types (any when empty).
    Pages(Vec<String>),
    /// The Markdown of the block's body, which the author does not write twice.
    Source,
    /// A language code (BCP 47).
    Lang,
    /// A day, `2026-11-26`.
    Date,
    /// A day and time, `2026-11-26T18:00`.
    DateTime,
    /// One of these words.
    Choice(Vec<String>),
}

impl BlockSchema {
    /// Reads the declaration of a theme's component. An error says what is wrong with it.
    pub fn from_component(info: &ComponentInfo) -> Result<Self, String> {
        let metadata = info.metadata();
        check_keys("the block", metadata.keys().map(String::as_str), &BLOCK_KEYS)?;
        if let Some(rest) = info.rest_param() {
            return Err(format!("`...{rest}`: a block declares each of its arguments"));
        }
        let text = |key: &str| metadata.get(key).map_or(Ok(String::new()), |value| string(key, value));
        let names = |key: &str| metadata.get(key).map_or(Ok(Vec::new()), |value| strings(key, value));
        let doc = text("doc")?;
        if doc.trim().is_empty() {
            return Err("`doc` is missing: say in one line what the block is for".to_owned());
        }
        let body = match text("body")?.as_str() {
            "" | "none" => BodyRule::None,
            "optional" => BodyRule::Optional,
            "required" => BodyRule::Required,
            other => {
                return Err(format!("`body` is `none`, `optional` or `required`, not `{other}`"));
            }
        };
        let criteria = names("criteria")?;
        if let Some(other) = criteria.iter().find(|criterion| !is_criterion(criterion)) {
            return Err(format!("`{other}` is not a criterion: write `WCAG 1.1.1` or `RGAA 1.1`"));
        }
        let empty = Map::default();
        let described = match metadata.get("args") {
            Some(value) => value.as_map().ok_or("`args` is not a map of arguments")?,
            None => &empty,
        };
        let declared = || info.args().iter().filter(|arg| !arg.is_implicit());
        for key in described.keys() {
            let key = key.as_str().unwrap_or_default();
            if !declared().any(|arg| arg.name() == key) {
                let meant = did_you_mean(key, declared().map(ComponentArg::name));
                let meant = meant.map(|meant| format!(", {meant}")).unwrap_or_default();
                return Err(format!("`args` describes `{key}`, which the component does not take{meant}"));
            }
        }
        let describe = |arg: &ComponentArg| get(described, arg.name());
        let args = declared().map(|arg| argument(arg, describe(arg)));
        Ok(Self {
            name: info.name().to_owned(),
            doc,
            family: text("family")?,
            example: text("example")?,
            body,
            parent: names("parent")?,
            children: names("children")?,
            keyboard: text("keyboard")?,
            criteria,
            args: args.collect::<Result<_, _>>()?,
        })
    }

    /// Its name as authors write it.
    pub fn written(&self) -> String {
        written(&self.name)
    }

    /// The arguments that authors may give.
    pub fn given(&self) -> impl Iterator<Item = &ArgSchema> {
        self.args.iter().filter(|arg| arg.kind != ArgKind::Source)
    }
}

impl ArgSchema {
    /// What is said of a block, as authors write its name, that it is not given to; and what to do about it.
    pub fn missing(&self, block: &str) -> (String, String) {
        let name = written(&self.name);
        let colon = if self.help.is_empty() { "" } else { ": " };
        (format!("`{block}` needs `{name}`"), format!("add `{name}=\"…\"`{colon}{}", self.help))
    }
}

impl BodyRule {
    /// Its name in the metadata.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Optional => "optional",
            Self::Required => "required",
        }
    }
}

impl ArgKind {
    /// Its name in the metadata.
    pub fn as_str(&self) -> &'static str {
        match self {
            Self::Choice(_) => "choice",
            Self::Page(_) => "page",
            Self::Pages(_) => "pages",
            plain => KINDS.iter().find(|(_, kind)| kind == plain).map_or("", |(name, _)| name),
        }
    }

    /// The words it may be, or the types of page.
    pub fn words(&self) -> &[String] {
        match self {
            Self::Choice(words) | Self::Page(words) | Self::Pages(words) => words,
            _ => &[],
        }
    }
}

/// A block's or an argument's name as authors write it.
pub fn written(name: &str) -> String {
    name.replace('_', "-")
}

/// Keys of a block's metadata.
const BLOCK_KEYS: [&str; 9] =
    ["args", "body", "children", "criteria", "doc", "example", "family", "keyboard", "parent"];
/// Keys of an argument's metadata.
const ARG_KEYS: [&str; 4] = ["choices", "help", "kind", "to"];
/// Kinds of arguments that have nothing more to say.
const KINDS: [(&str, ArgKind); 20] = [
    ("alt", ArgKind::Alt),
    ("bool", ArgKind::Bool),
    ("by", ArgKind::By),
    ("columns", ArgKind::Columns),
    ("data", ArgKind::Data),
    ("date", ArgKind::Date),
    ("datetime", ArgKind::DateTime),
    ("file", ArgKind::File),
    ("float", ArgKind::Float),
    ("image", ArgKind::Image),
    ("integer", ArgKind::Integer),
    ("lang", ArgKind::Lang),
    ("list", ArgKind::List),
    ("markdown", ArgKind::Markdown),
    ("number", ArgKind::Float),
    ("series", ArgKind::Series),
    ("source", ArgKind::Source),
    ("string", ArgKind::String),
    ("text", ArgKind::Text),
    ("url", ArgKind::Url),
];

fn argument(arg: &ComponentArg, described: Option<&Value>) -> Result<ArgSchema, String> {
    let name = arg.name();
    let empty = Map::default();
    let map = match described {
        Some(value) => value.as_map().ok_or_else(|| format!("`args.{name}` is not a map"))?,
        None => &empty,
    };
    let key = |key: &str| format!("args.{name}.{key}");
    check_keys(&format!("`args.{name}`"), map.keys().filter_map(|key| key.as_str()), &ARG_KEYS)?;
    let get = |key| get(map, key);
    let list = |name: &'static str| get(name).map_or(Ok(Vec::new()), |value| strings(&key(name), value));
    let (choices, to) = (list("choices")?, list("to")?);
    let kind = get("kind").map(|kind| string(&key("kind"), kind)).transpose()?;
    let kind = match kind.as_deref() {
        None if !choices.is_empty() => ArgKind::Choice(choices.clone()),
        None => typed(arg)?,
        Some("choice") if choices.is_empty() => return Err(format!("`{}` are missing", key("choices"))),
        Some("choice") => ArgKind::Choice(choices.clone()),
        Some("page") => ArgKind::Page(to.clone()),
        Some("pages") => ArgKind::Pages(to.clone()),
        Some(word) => {
            let found = KINDS.iter().find(|(name, _)| *name == word);
            let names = || KINDS.iter().map(|(name, _)| *name).chain(["choice", "page", "pages"]);
            let unknown = || {
                let meant = did_you_mean(word, names()).map(|meant| format!(", {meant}"));
                format!("`{}`: there is no kind `{word}`{}", key("kind"), meant.unwrap_or_default())
            };
            found.map(|(_, kind)| kind.clone()).ok_or_else(unknown)?
        }
    };
    if !choices.is_empty() && !matches!(kind, ArgKind::Choice(_)) {
        return Err(format!("`{}` go with the kind `choice`", key("choices")));
    }
    if !to.is_empty() && !matches!(kind, ArgKind::Page(_) | ArgKind::Pages(_)) {
        return Err(format!("`{}` goes with the kinds `page` and `pages`", key("to")));
    }
    let default = arg.default().filter(|value| !value.is_none());
    if let (ArgKind::Choice(choices), Some(default)) = (&kind, default.and_then(Value::as_str))
        && !default.is_empty()
        && !choices.iter().any(|choice| choice == default)
    {
        return Err(format!("`{default}`, the default of `{name}`, is not one of its choices"));
    }
    Ok(ArgSchema {
        name: name.to_owned(),
        kind,
        required: arg.is_required(),
        help: get("help").map_or(Ok(String::new()), |help| string(&key("help"), help))?,
        default: default.map(ToString::to_string),
    })
}

/// The kind of an argument that only has a type.
fn typed(arg: &ComponentArg) -> Result<ArgKind, String> {
    Ok(match arg.arg_type() {
        None | Some(ComponentArgType::String) => ArgKind::String,
        Some(ComponentArgType::Bool) => ArgKind::Bool,
        Some(ComponentArgType::Integer) => ArgKind::Integer,
        Some(ComponentArgType::Float | ComponentArgType::Number) => ArgKind::Float,
        Some(ComponentArgType::Array) => ArgKind::List,
        Some(other) => {
            let name = arg.name();
            return Err(format!("`{name}` is a {other}: say its kind in `args.{name}.kind`"));
        }
    })
}

/// Whether `text` is a standard and the number of one of its criteria.
fn is_criterion(text: &str) -> bool {
    let number = |id: &str, parts: usize| {
        id.split('.').count() == parts && id.split('.').all(|part| part.parse::<u8>().is_ok_and(|part| part > 0))
    };
    match text.split_once(' ') {
        Some(("WCAG", id)) => number(id, 3),
        Some(("RGAA", id)) => number(id, 2),
        _ => false,
    }
}

fn get<'a>(map: &'a Map, key: &str) -> Option<&'a Value> {
    map.iter().find(|(name, _)| name.as_str() == Some(key)).map(|(_, value)| value)
}

fn check_keys<'a>(of: &str, keys: impl Iterator<Item = &'a str>, known: &[&str]) -> Result<(), String> {
    for key in keys {
        if !known.contains(&key) {
            let meant = did_you_mean(key, known.iter().copied());
            let meant = meant.map(|meant| format!(", {meant}")).unwrap_or_default();
            return Err(format!("{of} has a key `{key}`, which means nothing{meant}"));
        }
    }
    Ok(())
}

fn string(key: &str, value: &Value) -> Result<String, String> {
    value.as_str().map(str::to_owned).ok_or_else(|| format!("`{key}` is not a text"))
}

/// One name, or a list of names.
fn strings(key: &str, value: &Value) -> Result<Vec<String>, String> {
    if let Some(one) = value.as_str() {
        return Ok(vec![one.to_owned()]);
    }
    let list = value.as_array().ok_or_else(|| format!("`{key}` is not a list of names"))?;
    list.iter().map(|item| string(key, item)).collect()
}
