//! What the parser asks of an element's name (HTML Standard, 13.2.6.4), as far as [`super::Plain`] answers.

use html5ever::{LocalName, local_name};

/// Elements that the parser treats alike.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Nothing is open: above `html`.
    Document,
    Html,
    Head,
    Body,
    /// `base`, `link`, `meta`: in the head or in the body, and void.
    Metadata,
    Title,
    /// `noscript`, `style`: text, in the head or in the body.
    Raw,
    Script,
    Textarea,
    Iframe,
    /// Void elements of the body.
    Void,
    /// `hr`: void, and it ends a paragraph.
    Rule,
    /// What ends a paragraph and nothing else.
    Flow,
    Paragraph,
    Heading,
    /// `listing`, `pre`: a newline that they begin with is left out.
    Preformatted,
    /// What list items are in.
    List,
    Item,
    /// `dl`.
    Terms,
    /// `dd`, `dt`.
    Term,
    Form,
    Button,
    Link,
    Select,
    Optgroup,
    Option,
    Table,
    Caption,
    Colgroup,
    /// `col`: void.
    Col,
    /// `tbody`, `tfoot`, `thead`.
    Rows,
    Row,
    Cell,
    Svg,
    Math,
    /// An element of SVG or `MathML`.
    Foreign,
    /// One that markup would leave (13.2.6.5, "integration points"): text alone is followed there.
    ForeignText,
    /// Any other: it goes where it stands.
    Other,
    /// What is left to the whole algorithm.
    Odd,
}

/// What an element is in, as far as it makes the parser close or pass over something.
mod within {
    pub(super) const PARAGRAPH: u8 = 1;
    pub(super) const HEADING: u8 = 2;
    pub(super) const ITEM: u8 = 4;
    pub(super) const TERM: u8 = 8;
    pub(super) const FORM: u8 = 16;
    pub(super) const BUTTON: u8 = 32;
    pub(super) const LINK: u8 = 64;
}

impl Kind {
    /// The kind of an HTML element.
    pub(super) fn of(name: &LocalName) -> Self {
        match *name {
            local_name!("html") => Self::Html,
            local_name!("head") => Self::Head,
            local_name!("body") => Self::Body,
            local_name!("base") | local_name!("link") | local_name!("meta") => Self::Metadata,
            local_name!("title") => Self::Title,
            local_name!("noscript") | local_name!("style") => Self::Raw,
            local_name!("script") => Self::Script,
            local_name!("textarea") => Self::Textarea,
            local_name!("iframe") => Self::Iframe,
            local_name!("area")
            | local_name!("br")
            | local_name!("embed")
            | local_name!("img")
            | local_name!("input")
            | local_name!("param")
            | local_name!("source")
            | local_name!("track")
            | local_name!("wbr") => Self::Void,
            local_name!("hr") => Self::Rule,
            local_name!("address")
            | local_name!("article")
            | local_name!("aside")
            | local_name!("blockquote")
            | local_name!("center")
            | local_name!("details")
            | local_name!("dialog")
            | local_name!("div")
            | local_name!("fieldset")
            | local_name!("figcaption")
            | local_name!("figure")
            | local_name!("footer")
            | local_name!("header")
            | local_name!("hgroup")
            | local_name!("main")
            | local_name!("nav")
            | local_name!("search")
            | local_name!("section")
            | local_name!("summary") => Self::Flow,
            local_name!("p") => Self::Paragraph,
            local_name!("h1")
            | local_name!("h2")
            | local_name!("h3")
            | local_name!("h4")
            | local_name!("h5")
            | local_name!("h6") => Self::Heading,
            local_name!("listing") | local_name!("pre") => Self::Preformatted,
            local_name!("dir") | local_name!("menu") | local_name!("ol") | local_name!("ul") => Self::List,
            local_name!("li") => Self::Item,
            local_name!("dl") => Self::Terms,
            local_name!("dd") | local_name!("dt") => Self::Term,
            local_name!("form") => Self::Form,
            local_name!("button") => Self::Button,
            local_name!("a") => Self::Link,
            local_name!("select") => Self::Select,
            local_name!("optgroup") => Self::Optgroup,
            local_name!("option") => Self::Option,
            local_name!("table") => Self::Table,
            local_name!("caption") => Self::Caption,
            local_name!("colgroup") => Self::Colgroup,
            local_name!("col") => Self::Col,
            local_name!("tbody") | local_name!("tfoot") | local_name!("thead") => Self::Rows,
            local_name!("tr") => Self::Row,
            local_name!("td") | local_name!("th") => Self::Cell,
            local_name!("svg") => Self::Svg,
            local_name!("math") => Self::Math,
            local_name!("applet")
            | local_name!("basefont")
            | local_name!("bgsound")
            | local_name!("frame")
            | local_name!("frameset")
            | local_name!("image")
            | local_name!("keygen")
            | local_name!("marquee")
            | local_name!("nobr")
            | local_name!("noembed")
            | local_name!("noframes")
            | local_name!("object")
            | local_name!("plaintext")
            | local_name!("rb")
            | local_name!("rp")
            | local_name!("rt")
            | local_name!("rtc")
            | local_name!("template")
            | local_name!("xmp") => Self::Odd,
            _ => Self::Other,
        }
    }

    /// The kind of an element below one of SVG or `MathML`: those that neither leave it nor change their spelling.
    pub(super) fn of_foreign(name: &str) -> Self {
        match name {
            "desc" | "title" | "mi" | "mn" | "mo" | "ms" | "mtext" => Self::ForeignText,
            "a" | "circle" | "defs" | "ellipse" | "filter" | "g" | "line" | "marker" | "mask" | "metadata" | "path"
            | "pattern" | "polygon" | "polyline" | "rect" | "set" | "stop" | "style" | "svg" | "switch" | "symbol"
            | "text" | "tspan" | "use" | "view" | "annotation" | "menclose" | "merror" | "mfrac" | "mmultiscripts"
            | "mover" | "mpadded" | "mphantom" | "mprescripts" | "mroot" | "mrow" | "mspace" | "msqrt" | "mstyle"
            | "msub" | "msubsup" | "msup" | "mtable" | "mtd" | "mtr" | "munder" | "munderover" | "semantics" => {
                Self::Foreign
            }
            _ => Self::Odd,
        }
    }

    /// Whether nothing can be in it.
    pub(super) fn is_void(self) -> bool {
        matches!(self, Self::Metadata | Self::Void | Self::Rule | Self::Col)
    }

    /// Whether it is an SVG or a `MathML` element.
    pub(super) fn is_foreign(self) -> bool {
        matches!(self, Self::Svg | Self::Math | Self::Foreign | Self::ForeignText)
    }

    /// Whether text but white space would not stay in it.
    pub(super) fn moves_text(self) -> bool {
        matches!(self, Self::Html | Self::Head | Self::Table | Self::Colgroup | Self::Rows | Self::Row)
    }

    /// Whether an element may be in this one as it stands there, whatever is around both. Both are of HTML.
    pub(super) fn holds(self, child: Self) -> bool {
        match self {
            Self::Head => matches!(child, Self::Metadata | Self::Title | Self::Raw | Self::Script),
            Self::Table => matches!(child, Self::Caption | Self::Colgroup | Self::Rows),
            Self::Colgroup => child == Self::Col,
            Self::Rows => child == Self::Row,
            Self::Row => child == Self::Cell,
            Self::Select => matches!(child, Self::Optgroup | Self::Option),
            Self::Optgroup => child == Self::Option,
            Self::Document | Self::Html | Self::Option => false,
            _ => !matches!(
                child,
                Self::Html
                    | Self::Head
                    | Self::Body
                    | Self::Caption
                    | Self::Colgroup
                    | Self::Col
                    | Self::Rows
                    | Self::Row
                    | Self::Cell
                    | Self::Odd
            ),
        }
    }

    /// What an element may not be in: the parser would close that, or pass over the element.
    pub(super) fn refuses(self) -> u8 {
        match self {
            Self::Flow | Self::Paragraph | Self::Preformatted | Self::List | Self::Terms | Self::Table | Self::Rule => {
                within::PARAGRAPH
            }
            Self::Heading => within::PARAGRAPH | within::HEADING,
            Self::Item => within::PARAGRAPH | within::ITEM,
            Self::Term => within::PARAGRAPH | within::TERM,
            Self::Form => within::PARAGRAPH | within::FORM,
            Self::Button => within::BUTTON,
            Self::Link => within::LINK,
            _ => 0,
        }
    }

    /// What its children are in, when it is itself in `around`. What ends a scope (13.2.4.2) hides what is above; where
    /// the standard hides more than is said here, a page is left to the whole algorithm that need not be.
    pub(super) fn inside(self, around: u8) -> u8 {
        match self {
            Self::Paragraph => around | within::PARAGRAPH,
            Self::Heading => around | within::HEADING,
            Self::Item => around | within::ITEM,
            Self::Term => around | within::TERM,
            Self::Form => around | within::FORM,
            Self::Button => (around | within::BUTTON) & !within::PARAGRAPH,
            Self::Link => around | within::LINK,
            Self::List => around & !within::ITEM,
            Self::Terms => around & !within::TERM,
            Self::Table => around & !(within::PARAGRAPH | within::BUTTON),
            Self::Caption | Self::Cell => around & within::FORM,
            _ => around,
        }
    }
}
