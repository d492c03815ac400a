//! Who wrote what: the authors of publications, those who have a page here and those who have not.

use tera::Value as Tera;

use super::Data;
use super::value::map;
use crate::load::markdown;
use crate::model::value::Value;
use crate::model::{Page, PageId, Site};

/// An author of a publication.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Author {
    pub(super) page: Option<PageId>,
    pub(super) name: String,
    /// The part of the name that sorts it.
    pub(super) last_name: String,
}

impl Author {
    /// Somebody of whom only the name is known: its last word sorts it.
    pub(super) fn named(name: &str) -> Self {
        let last = name.rsplit([' ', '\u{a0}']).next().unwrap_or_default();
        Self { page: None, name: name.to_owned(), last_name: last.to_owned() }
    }

    /// First name, last name, and what follows it.
    pub(super) fn parts(&self) -> (&str, &str, &str) {
        match self.name.rfind(&self.last_name) {
            Some(at) if !self.last_name.is_empty() => {
                let end = at + self.last_name.len();
                (self.name[..at].trim(), &self.name[at..end], self.name[end..].trim_start_matches(',').trim())
            }
            _ => ("", &self.name, ""),
        }
    }
}

/// The authors of a page, in order.
pub(super) fn of(site: &Site, page: &Page) -> Vec<Author> {
    let Some((_, Value::List(values))) = page.fields.iter().find(|(name, _)| name == "authors") else {
        return Vec::new();
    };
    values.iter().filter_map(|value| author(site, page, value)).collect()
}

fn author(site: &Site, page: &Page, value: &Value) -> Option<Author> {
    let entries = match value {
        Value::Page(id) => return Some(person(site, *id)),
        Value::Group(entries) => entries,
        _ => return None,
    };
    let text = |key: &str| {
        entries.iter().find(|(name, _)| name == key).and_then(|(_, value)| match value {
            Value::Text(text) | Value::Plain(text) => Some(text.as_str()),
            _ => None,
        })
    };
    if let Some(id) = entries.iter().find_map(|(_, value)| if let Value::Page(id) = value { Some(*id) } else { None }) {
        return Some(person(site, id));
    }
    let name = text("name")?;
    // Somebody named as a person of the site is that person.
    let same = site.pages.iter().position(|other| {
        other.language == page.language && other.content_type.name == "person" && other.title() == name
    });
    if let Some(index) = same {
        return Some(person(site, PageId(index)));
    }
    let mut author = Author::named(name);
    if let Some(last) = text("last_name") {
        last.clone_into(&mut author.last_name);
    }
    Some(author)
}

fn person(site: &Site, id: PageId) -> Author {
    let page = site.page(id);
    let last = page.fields.iter().find(|(name, _)| name == "last_name").and_then(|(_, value)| match value {
        Value::Text(text) | Value::Plain(text) => Some(text.clone()),
        _ => None,
    });
    let mut author = Author::named(page.title());
    author.page = Some(id);
    author.last_name = last.unwrap_or(author.last_name);
    author
}

/// The authors of these pages in the order of their names: `{name, last_name, id, page, pages}`.
pub(super) fn list(data: &Data, language: usize, pages: &[PageId]) -> Tera {
    let mut all: Vec<(Author, Vec<PageId>)> = Vec::new();
    for id in pages {
        for author in of(&data.site, data.site.page(*id)) {
            let known = all.iter_mut().find(|(known, _)| match (known.page, author.page) {
                (None, None) => known.name == author.name,
                (known, page) => known == page,
            });
            match known {
                Some((_, pages)) if pages.last() == Some(id) => {}
                Some((_, pages)) => pages.push(*id),
                None => all.push((author, vec![*id])),
            }
        }
    }
    let collator = &data.collators[language];
    all.sort_by(|(a, _), (b, _)| {
        collator.compare(&a.last_name, &b.last_name).then_with(|| collator.compare(&a.name, &b.name))
    });
    let value = |(author, pages): (Author, Vec<PageId>)| {
        let card = |id: &PageId| data.card(*id).clone();
        Tera::from(map([
            ("name", Tera::from(author.name.as_str())),
            ("last_name", Tera::from(author.last_name.as_str())),
            ("id", Tera::from(markdown::slugify(&author.name))),
            ("page", author.page.as_ref().map_or_else(Tera::none, card)),
            ("pages", Tera::from(pages.iter().map(card).collect::<Vec<_>>())),
        ]))
    };
    Tera::from(all.into_iter().map(value).collect::<Vec<_>>())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_has_its_parts() {
        let author = |name: &str, last: &str| Author { page: None, name: name.to_owned(), last_name: last.to_owned() };
        assert_eq!(Author::named("Elinor Ostrom").parts(), ("Elinor", "Ostrom", ""));
        assert_eq!(author("Anouk Le Bihan", "Le Bihan").parts(), ("Anouk", "Le Bihan", ""));
        assert_eq!(author("Martin Luther King Jr.", "King").parts(), ("Martin Luther", "King", "Jr."));
        assert_eq!(author("Collectif Herbiers", "Collectif Herbiers").parts(), ("", "Collectif Herbiers", ""));
        assert_eq!(
            author("Ostrom", "Hardin").parts(),
            ("", "Ostrom", ""),
            "what is not in the name sorts, and no more"
        );
    }
}
