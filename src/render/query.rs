//! The function `pages(…)`: pages chosen by type, section, term, path and time.

use tera::{Kwargs, TeraResult, Value};

use super::Data;
use super::value::get;
use crate::model::tree::{self, Order};
use crate::model::{Kind, Page, PageId};

/// What is asked for. Empty texts and zeros are as if not given.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Query {
    types: Vec<String>,
    section: String,
    term: String,
    paths: Vec<String>,
    when: String,
    sort: String,
    limit: usize,
    language: usize,
}

impl Query {
    /// From a function's arguments.
    pub(super) fn read(kwargs: &Kwargs, language: usize) -> TeraResult<Self> {
        let text = |name: &str| -> TeraResult<String> {
            Ok(kwargs
                .get::<Value>(name)?
                .filter(|value| !value.is_none())
                .map(|value| value.to_string())
                .unwrap_or_default())
        };
        let list = |name: &str| -> TeraResult<Vec<String>> {
            let Some(value) = kwargs.get::<Value>(name)? else { return Ok(Vec::new()) };
            Ok(match (value.as_array(), value.as_str()) {
                (Some(values), _) => values.iter().map(path_of).collect(),
                (None, Some(text)) if !text.is_empty() => vec![text.to_owned()],
                _ => Vec::new(),
            })
        };
        let section = kwargs
            .get::<Value>("section")?
            .filter(|value| !value.is_none())
            .map(|value| path_of(&value))
            .unwrap_or_default();
        let limit = kwargs.get::<Value>("limit")?.filter(|limit| !limit.is_none());
        let limit = limit.map_or(Ok(0), |limit| {
            let wrong = || tera::Error::message(format!("`limit` is a whole number, not {}", limit.name()));
            limit.as_i64().ok_or_else(wrong)
        })?;
        let when = text("when")?;
        if !["", "all", "upcoming", "past"].contains(&when.as_str()) {
            let message = format!("`when` is `upcoming`, `past` or `all`, not `{when}`");
            return Err(tera::Error::message(message));
        }
        Ok(Self {
            types: list("type")?,
            section,
            term: text("term")?,
            paths: list("paths")?,
            when,
            sort: text("sort")?,
            limit: usize::try_from(limit).unwrap_or_default(),
            language,
        })
    }

    /// The cards.
    pub(super) fn run(&self, data: &Data) -> TeraResult<Value> {
        let mut ids = if self.paths.is_empty() { self.choose(data)? } else { self.named(data)? };
        if self.paths.is_empty() || !self.sort.is_empty() {
            let order = Order::parse(if self.sort.is_empty() { self.default_sort(data, &ids) } else { &self.sort });
            tree::sort(&mut ids, &data.site.pages, &order, &data.collators[self.language]);
        }
        if self.limit > 0 {
            ids.truncate(self.limit);
        }
        Ok(Value::from(ids.iter().map(|id| data.card(*id).clone()).collect::<Vec<_>>()))
    }

    fn default_sort(&self, data: &Data, ids: &[PageId]) -> &'static str {
        use crate::load::types::Feed;
        let feed = ids.first().map(|id| data.site.page(*id).content_type.feed);
        match (self.when.as_str(), feed) {
            ("past", _) => "-start",
            (_, Some(Feed::ICalendar)) => "start",
            (_, Some(Feed::Atom)) => "-date",
            _ => "weight",
        }
    }

    fn named(&self, data: &Data) -> TeraResult<Vec<PageId>> {
        let default = data.site.config.languages.default;
        let find = |path: &String| {
            let key = format!("/{}", path.trim_matches('/').trim_end_matches(".md"));
            let id = data.site.find(self.language, &key).or_else(|| data.site.find(default, &key));
            id.ok_or_else(|| tera::Error::message(format!("there is no page `{path}`")))
        };
        self.paths.iter().map(find).collect()
    }

    fn choose(&self, data: &Data) -> TeraResult<Vec<PageId>> {
        let site = &data.site;
        let section = if self.section.is_empty() {
            None
        } else {
            let key = format!("/{}", self.section.trim_matches('/').trim_end_matches(".md"));
            let key = key.trim_end_matches("/_index");
            let default = site.config.languages.default;
            let id = site.find(self.language, key).or_else(|| site.find(default, key));
            Some(id.ok_or_else(|| tera::Error::message(format!("there is no section `{}`", self.section)))?)
        };
        let language = section.map_or(self.language, |id| site.page(id).language);
        let term = if self.term.is_empty() { None } else { Some(self.term_pages(data)?) };
        let all: Vec<PageId> = match &term {
            Some(pages) => pages.clone(),
            None => (0..site.pages.len()).map(PageId).collect(),
        };
        Ok(all
            .into_iter()
            .filter(|id| {
                let page = site.page(*id);
                let standing = page.kind == Kind::Page
                    || self.types.contains(&page.content_type.name) && page.content_type.name != "page";
                page.language == language
                    && page.is_sound()
                    && standing
                    && (self.types.is_empty() || self.types.contains(&page.content_type.name))
                    && section.is_none_or(|section| within(data, page, section))
                    && self.is_when(data, page)
            })
            .collect())
    }

    fn term_pages(&self, data: &Data) -> TeraResult<Vec<PageId>> {
        let unknown = || tera::Error::message(format!("there is no term `{}`: write `taxonomy/term`", self.term));
        let (taxonomy, slug) = self.term.trim_matches('/').split_once('/').ok_or_else(unknown)?;
        let rank = data.site.config.taxonomies.iter().position(|known| known.name == taxonomy).ok_or_else(unknown)?;
        let slug: Vec<String> = slug.split('/').map(crate::load::markdown::slugify).collect();
        let slug = slug.join("/");
        // A term that no page bears in this language lists nothing.
        let found = data
            .site
            .terms
            .iter()
            .find(|term| term.taxonomy == rank && term.language == self.language && term.slug == slug);
        Ok(found.map(|term| term.pages.clone()).unwrap_or_default())
    }

    /// `upcoming` is what has not ended (or whose deadline has not passed), `past` is the rest.
    fn is_when(&self, data: &Data, page: &Page) -> bool {
        if self.when.is_empty() || self.when == "all" {
            return true;
        }
        let end = ["end", "deadline", "start"]
            .iter()
            .find_map(|name| end_of(page, name, data))
            .or_else(|| page.envelope.date.clone());
        let upcoming = end.is_some_and(|end| end >= data.site.moment.now);
        (self.when == "upcoming") == upcoming
    }
}

/// A path written as text, or a card's own.
fn path_of(value: &Value) -> String {
    let path = get(value, "path").and_then(Value::as_str);
    path.or_else(|| value.as_str()).unwrap_or_default().to_owned()
}

fn within(data: &Data, page: &Page, section: PageId) -> bool {
    let mut above = page.section;
    while let Some(id) = above {
        if id == section {
            return true;
        }
        above = data.site.page(id).section;
    }
    false
}

/// When a field ends.
fn end_of(page: &Page, name: &str, data: &Data) -> Option<jiff::Zoned> {
    let (_, found) = page.fields.iter().find(|(known, _)| known == name)?;
    found.end(data.site.moment.now.time_zone())
}
