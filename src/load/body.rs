//! A page's text once its Markdown is read: HTML with holes for what only the whole site knows.

use std::ops::Range;

use serde::{Deserialize, Serialize};

/// HTML of a Markdown text, with holes to be filled when the site is known: link targets, pictures, blocks.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Body {
    /// The HTML, without what goes in the holes.
    pub html: String,
    /// The holes, in the order of `html`.
    pub holes: Vec<Hole>,
    /// Where the tags of `html` come from, in its order.
    pub places: Vec<Written>,
    /// Headings in the order of the text, those of blocks' bodies and of the notes included: the outermost
    /// body of a text has them all, a block's own body has none.
    pub headings: Vec<Heading>,
    /// Every `id` that the HTML bears, headings, notes and blocks' bodies included; like the headings,
    /// on the outermost body.
    pub ids: Vec<String>,
    /// Words of running text, blocks' bodies included, code excluded; on the outermost body.
    pub words: usize,
}

/// The author's bytes that a tag of a [`Body`]'s HTML, and those after it up to the next, were written for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Written {
    /// A byte offset in [`Body::html`].
    pub at: u32,
    /// In the source file.
    pub span: Range<u32>,
}

/// A place in a [`Body`]'s HTML where something is to be put.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Hole {
    /// Where it is put: a byte offset in [`Body::html`].
    pub at: usize,
    /// The author's bytes that ask for it, in the source file.
    pub span: Range<usize>,
    /// What is to be put there.
    pub kind: HoleKind,
}

/// What fills a hole.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum HoleKind {
    /// The escaped URL of a link's target, inside `href="…"`.
    Href(String),
    /// A picture element for `![alt](src "title")`.
    Image {
        /// The path as the author wrote it.
        src: String,
        /// The text alternative, plain text.
        alt: String,
        /// The title, empty when none.
        title: String,
    },
    /// A block of the theme.
    Block(BlockCall),
}

/// A block as an author called it, its attributes checked against the block's declaration.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct BlockCall {
    /// The block's name as its component has it (with `_`).
    pub name: String,
    /// The attributes given, each at most once, in the order written.
    pub args: Vec<Arg>,
    /// What stood between the fences; nothing for a leaf block.
    pub body: Option<Body>,
}

/// One attribute of a block.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Arg {
    /// The argument's name as the component has it.
    pub name: String,
    /// The author's bytes for its value, in the source file.
    pub span: Range<usize>,
    /// The value.
    pub value: ArgValue,
}

/// A block attribute's value after its kind was checked.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum ArgValue {
    /// Plain text (typographed where the kind is `text`), a choice, a language, a date.
    Text(String),
    /// Inline Markdown.
    Markdown(Body),
    /// A boolean.
    Bool(bool),
    /// A whole number.
    Integer(i64),
    /// A number.
    Float(f64),
    /// Plain strings, from a comma separated list.
    List(Vec<String>),
    /// The path of a picture as written.
    Image(String),
    /// The path of a file as written.
    File(String),
    /// The path of a CSV file as written.
    Data(String),
    /// A link as written: a content path or a URL.
    Url(String),
    /// The path of a page as written, with the types it may have (any when empty).
    Page(String, Vec<String>),
    /// The paths of several pages as written, with the types they may have.
    Pages(Vec<String>, Vec<String>),
}

/// A heading of the text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Heading {
    /// 1 to 6.
    pub level: u8,
    /// Its stable id.
    pub id: String,
    /// Its text, without markup.
    pub text: String,
    /// Where it is in the source file.
    pub span: Range<usize>,
}

impl Body {
    /// Says that what is written from now on is for these bytes of the source.
    pub(super) fn written(&mut self, span: &Range<usize>) {
        self.written_after(0, span);
    }

    /// Says that what is written from `ahead` bytes further on is for these bytes of the source.
    pub(super) fn written_after(&mut self, ahead: usize, span: &Range<usize>) {
        let at = (self.html.len() + ahead) as u32;
        self.places.push(Written { at, span: span.start as u32..span.end as u32 });
    }
}
