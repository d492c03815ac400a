//! The functions and filters of templates, which who renders them answers: the templates are parsed before the site is
//! known.

use std::cell::RefCell;
use std::sync::Arc;

use tera::{Kwargs, State, Tera, TeraResult, Value};

use crate::finding::did_you_mean;

/// A function or a filter, with the names of its arguments.
type Named = (&'static str, &'static [&'static str]);

/// The Tera functions that templates may call.
pub const FUNCTIONS: &[Named] = &[
    ("asset", &["path"]),
    ("authors", &["pages", "lang"]),
    ("bibtex", &["pages", "name"]),
    ("block", &["name"]),
    ("blocks", &[]),
    ("calendar", &["pages", "lang"]),
    ("chart", &["data", "form", "name", "unit", "columns", "by", "draw", "headings", "decimals", "lang"]),
    ("cover", &["seed", "kind", "beside"]),
    ("credits", &["lang"]),
    ("file", &["path"]),
    ("font", &["family"]),
    ("get_page", &["path", "lang"]),
    ("get_section", &["path", "lang"]),
    ("menu", &["name", "lang"]),
    ("pages", &["type", "section", "term", "paths", "when", "sort", "limit", "lang"]),
    ("picture", &["src", "sizes", "widths", "alt", "class"]),
    ("picture_url", &["src", "width"]),
    ("portrait", &["seed", "number"]),
    ("social_picture", &["src", "seed", "kind", "beside"]),
    ("style", &["path"]),
    ("svg", &["path"]),
    ("table", &["data", "columns", "by", "draw", "headings", "decimals", "lang"]),
    ("terms", &["taxonomy", "lang"]),
    ("tree", &["lang"]),
    (
        "vcard",
        &["name", "organization", "role", "street", "postal_code", "city", "country", "phone", "email", "website"],
    ),
];

/// The Tera filters that templates may use besides Tera's own.
pub const FILTERS: &[Named] = &[
    ("absolute", &[]),
    ("date", &["format", "lang"]),
    ("filesize", &["lang"]),
    ("inline", &["lang"]),
    ("json", &[]),
    ("markdown", &["lang"]),
    ("number", &["digits", "lang"]),
    ("slug", &[]),
    ("sort_by", &["attribute", "order", "lang"]),
    ("url", &["lang"]),
    ("weight", &[]),
];

/// Those whose arguments are named by what they fill.
const FILLING: &[&str] = &["fill", "plural"];

/// Filters of Tera that are answered otherwise: its own gives the groups in the order of a hash map, which is another
/// at every run.
const INSTEAD: &[Named] = &[("group_by", &["attribute"])];

/// Answers what templates ask for while they are rendered.
pub trait Answers {
    /// What a function gives.
    fn function(&self, name: &str, kwargs: &Kwargs, state: &State<'_>) -> TeraResult<Value>;
    /// What a filter makes of a value.
    fn filter(&self, name: &str, value: &Value, kwargs: &Kwargs) -> TeraResult<Value>;
}

/// Who answers.
pub type Answering = Arc<dyn Answers + Send + Sync>;

thread_local! {
    /// Who answers on this thread; the last is the innermost.
    static ANSWERING: RefCell<Vec<Answering>> = const { RefCell::new(Vec::new()) };
}

/// Renders something, whose templates are answered by `answering`. It must stay on its thread.
pub fn answered<T>(answering: &Answering, render: impl FnOnce() -> T) -> T {
    ANSWERING.with_borrow_mut(|all| all.push(Arc::clone(answering)));
    let rendered = render();
    ANSWERING.with_borrow_mut(Vec::pop);
    rendered
}

/// A Tera whose functions and filters are answered so.
pub(super) fn tera() -> Tera {
    let mut tera = Tera::new();
    for (name, arguments) in FUNCTIONS {
        tera.register_function(*name, |kwargs: Kwargs, state: &State<'_>| {
            known(name, arguments, &kwargs)?;
            ask(|by| by.function(name, &kwargs, state))
        });
    }
    for (name, arguments) in FILTERS.iter().chain(INSTEAD) {
        tera.register_filter(*name, |value: &Value, kwargs: Kwargs, _: &State<'_>| {
            known(name, arguments, &kwargs)?;
            ask(|by| by.filter(name, value, &kwargs))
        });
    }
    for name in FILLING {
        tera.register_filter(*name, |value: &Value, kwargs: Kwargs, _: &State<'_>| {
            ask(|by| by.filter(name, value, &kwargs))
        });
    }
    tera
}

/// An argument that is none would be passed over, as if it had not been written.
fn known(name: &str, arguments: &[&str], kwargs: &Kwargs) -> TeraResult<()> {
    let mut given = kwargs.iter().filter_map(|(key, _)| key.as_str());
    let Some(unknown) = given.find(|given| !arguments.contains(given)) else { return Ok(()) };
    let all = arguments.join("`, `");
    let meant = did_you_mean(unknown, arguments.iter().copied()).unwrap_or_else(|| match arguments {
        [] => "it takes none".to_owned(),
        _ => format!("they are `{all}`"),
    });
    Err(tera::Error::message(format!("`{name}` has no argument `{unknown}`: {meant}")))
}

fn ask(question: impl FnOnce(&Answering) -> TeraResult<Value>) -> TeraResult<Value> {
    let answering = ANSWERING.with_borrow(|all| all.last().cloned());
    answering.map_or_else(
        || Err(tera::Error::message("functions and filters of Osier are answered while it renders a page only")),
        |answering| question(&answering),
    )
}
