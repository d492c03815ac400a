//! Values of fields once the site is known: references are pages, paths are files.

use crate::finding::SourcePath;
use crate::load::body::Body;
use crate::load::sidecar::Sidecar;

use super::page::PageId;

/// A resolved value.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// Text for people, typographed.
    Text(String),
    /// A word, an address of e-mail, a number of telephone: as written.
    Plain(String),
    /// Markdown, read; its holes are filled when it is rendered.
    Markdown(Box<Body>),
    /// A whole number.
    Integer(i64),
    /// A number.
    Float(f64),
    /// A boolean.
    Bool(bool),
    /// A day.
    Date(jiff::civil::Date),
    /// A moment.
    Moment(Box<jiff::Zoned>),
    /// The URL of something inside or outside the site.
    Url(String),
    /// A picture.
    Picture(Box<Picture>),
    /// A file to download.
    File(SourcePath),
    /// A page.
    Page(PageId),
    /// Several values.
    List(Vec<Value>),
    /// Values by name.
    Group(Vec<(String, Value)>),
}

impl Value {
    /// The moment of a value; a day, or a moment at midnight, lasts until its end. `zone` is the site's.
    pub fn end(&self, zone: &jiff::tz::TimeZone) -> Option<jiff::Zoned> {
        let moment = match self {
            Self::Moment(moment) => (**moment).clone(),
            Self::Date(date) => date.to_zoned(zone.clone()).ok()?,
            _ => return None,
        };
        if moment.time() == jiff::civil::Time::midnight() { moment.tomorrow().ok() } else { Some(moment) }
    }
}

/// A picture of the site.
#[derive(Clone, Debug, PartialEq)]
pub struct Picture {
    /// The file.
    pub source: SourcePath,
    /// The text alternative.
    pub alt: String,
    /// Who made it.
    pub credit: String,
    /// Under which licence it is.
    pub licence: String,
    /// Whether it only decorates.
    pub decorative: bool,
    /// The point to keep when it is cropped.
    pub focus: String,
    /// The shape it is cut to.
    pub ratio: String,
}

impl Picture {
    /// A picture of which nothing is said.
    pub fn plain(source: SourcePath) -> Self {
        Self {
            source,
            alt: String::new(),
            credit: String::new(),
            licence: String::new(),
            decorative: false,
            focus: String::new(),
            ratio: String::new(),
        }
    }

    /// The same, with what its sidecar says where nothing is said here, for a page in `language`.
    #[must_use]
    pub fn inherit(mut self, sidecar: Option<&Sidecar>, language: &str) -> Self {
        let Some(sidecar) = sidecar else { return self };
        let or = |own: &mut String, theirs: &str| {
            if own.is_empty() {
                theirs.clone_into(own);
            }
        };
        // Who says what it shows says that it does not only decorate.
        if self.alt.is_empty() && !self.decorative {
            self.decorative = sidecar.decorative;
            or(&mut self.alt, sidecar.alt(language));
        }
        // A licence is of whom it is credited to.
        if self.credit.is_empty() {
            sidecar.credit(language).clone_into(&mut self.credit);
            or(&mut self.licence, &sidecar.licence);
        }
        or(&mut self.focus, &sidecar.focus);
        or(&mut self.ratio, &sidecar.ratio);
        self
    }
}

/// A moment as ISO 8601: the day alone at midnight, else the date-time with its offset.
pub fn iso(moment: &jiff::Zoned) -> String {
    if moment.time() == jiff::civil::Time::midnight() {
        moment.date().to_string()
    } else {
        moment.strftime("%Y-%m-%dT%H:%M:%S%:z").to_string()
    }
}
