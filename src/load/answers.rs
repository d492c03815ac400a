//! The functions and filters of templates, which who renders them answers: the templates are parsed before the site is
//! known.

use std::cell::RefCell;
use std::sync::Arc;

use tera::{Kwargs, State, Tera, TeraResult, Value};

/// The Tera functions that templates may call.
pub const FUNCTIONS: &[&str] = &[
    "asset",
    "authors",
    "bibtex",
    "block",
    "blocks",
    "calendar",
    "chart",
    "cover",
    "credits",
    "file",
    "font",
    "get_page",
    "get_section",
    "menu",
    "pages",
    "picture",
    "picture_url",
    "portrait",
    "social_picture",
    "style",
    "svg",
    "table",
    "terms",
    "tree",
    "vcard",
];

/// The Tera filters that templates may use besides Tera's own.
pub const FILTERS: &[&str] = &[
    "absolute", "date", "filesize", "fill", "inline", "json", "markdown", "number", "plural", "slug", "sort_by", "url",
    "weight",
];

/// Filters of Tera that are answered otherwise: its own gives the groups in the order of a hash map, which is another
/// at every run.
const INSTEAD: &[&str] = &["group_by"];

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
    for name in FUNCTIONS {
        tera.register_function(*name, |kwargs: Kwargs, state: &State<'_>| ask(|by| by.function(name, &kwargs, state)));
    }
    for name in FILTERS.iter().chain(INSTEAD) {
        tera.register_filter(*name, |value: &Value, kwargs: Kwargs, _: &State<'_>| {
            ask(|by| by.filter(name, value, &kwargs))
        });
    }
    tera
}

fn ask(question: impl FnOnce(&Answering) -> TeraResult<Value>) -> TeraResult<Value> {
    let answering = ANSWERING.with_borrow(|all| all.last().cloned());
    answering.map_or_else(
        || Err(tera::Error::message("functions and filters of Osier are answered while it renders a page only")),
        |answering| question(&answering),
    )
}
