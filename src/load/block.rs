//! What a block of the theme declares: its arguments, its body, where it may stand.

/// A block's declaration, read from its Tera component and the component's metadata.
#[derive(Clone, Debug, PartialEq)]
pub struct BlockSchema {
    /// The component's name (with `_`; authors write `-`).
    pub name: String,
    /// What the block is for, one English line.
    pub doc: String,
    /// A use of it, in Markdown; empty when none.
    pub example: String,
    /// Whether it has a body.
    pub body: BodyRule,
    /// The blocks it may stand in; anywhere when empty.
    pub parent: Vec<String>,
    /// The only blocks its body may hold, and nothing else; anything when empty.
    pub children: Vec<String>,
    /// Its arguments, in the component's order, implicit ones excluded.
    pub args: Vec<ArgSchema>,
}

/// Whether a block has a body between its fences.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BodyRule {
    /// A leaf: `::name{…}`.
    None,
    /// With or without.
    Optional,
    /// A container: `:::name{…}` … `:::`.
    Required,
}

/// One argument of a block.
#[derive(Clone, Debug, PartialEq)]
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
#[derive(Clone, Debug, PartialEq)]
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
    /// The path of a picture.
    Image,
    /// The path of a file.
    File,
    /// A content path or a URL.
    Url,
    /// The content path of a page of one of these types (any when empty).
    Page(Vec<String>),
    /// Comma separated content paths of pages of these types (any when empty).
    Pages(Vec<String>),
    /// A language code (BCP 47).
    Lang,
    /// A day, `2026-11-26`.
    Date,
    /// A day and time, `2026-11-26T18:00`.
    DateTime,
    /// One of these words.
    Choice(Vec<String>),
}
