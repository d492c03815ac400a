//! The tree: which section a page stands in, in what order lists show it, who its translations are.

use std::borrow::Borrow;
use std::cmp::Ordering;
use std::collections::HashMap;

use icu_collator::options::CollatorOptions;
use icu_collator::{Collator, CollatorBorrowed, CollatorPreferences};
use rayon::prelude::*;

use super::ByKey;
use super::page::{Kind, Page, PageId};
use super::value::Value;
use crate::finding::{Finding, rules};
use crate::load::fields::Field;
use crate::load::theme::Theme;
use crate::load::types::Feed;

/// Puts every page in its section and sorts the sections.
pub(super) fn grow(pages: &mut [Page], by_key: &ByKey, theme: &Theme, languages: &[String]) {
    for index in 0..pages.len() {
        let section = section_of(pages, by_key, index);
        pages[index].section = section;
        if let Some(section) = section {
            match pages[index].kind {
                Kind::Page if !pages[index].is_sound() => {}
                Kind::Page => pages[section.0].children.push(PageId(index)),
                _ => pages[section.0].subsections.push(PageId(index)),
            }
        }
    }
    let collators: Vec<CollatorBorrowed<'static>> = languages.iter().map(|code| collator(code)).collect();
    for index in 0..pages.len() {
        if pages[index].kind == Kind::Page {
            continue;
        }
        let order = Order::of(&pages[index], pages, theme);
        let collator = &collators[pages[index].language];
        let mut children = std::mem::take(&mut pages[index].children);
        par_sort(&mut children, pages, &order, collator);
        for pair in children.windows(2) {
            pages[pair[0].0].next = Some(pair[1]);
            pages[pair[1].0].previous = Some(pair[0]);
        }
        pages[index].children = children;
        let mut subsections = std::mem::take(&mut pages[index].subsections);
        sort(&mut subsections, pages, &Order { key: "weight".into(), descending: false }, collator);
        pages[index].subsections = subsections;
    }
}

/// Alphabetical order as the language has it (UTS #10 with CLDR's tailorings).
pub fn collator(language: &str) -> CollatorBorrowed<'static> {
    let locale: icu_locale_core::Locale = language.parse().unwrap_or(icu_locale_core::Locale::UNKNOWN);
    Collator::try_new((&locale).into(), CollatorOptions::default())
        .or_else(|_| Collator::try_new(CollatorPreferences::default(), CollatorOptions::default()))
        .expect("the root collation is compiled in")
}

/// The order of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Order {
    /// `date`, `weight`, `title` or a field.
    pub key: String,
    /// Whether the greatest comes first.
    pub descending: bool,
}

impl Order {
    /// From `-date`, `weight`…
    pub fn parse(text: &str) -> Self {
        let descending = text.starts_with('-');
        Self { key: text.trim_start_matches('-').to_owned(), descending }
    }

    fn of(section: &Page, pages: &[Page], theme: &Theme) -> Self {
        if let Some(sort) = &section.section_keys.sort {
            return Self::parse(sort);
        }
        let name = section.section_keys.contains.as_deref();
        let first = section.children.first().map(|id| &pages[id.0].content_type);
        match name.and_then(|name| theme.types.get(name)).or(first).map(|content_type| content_type.feed) {
            Some(Feed::Atom) => Self::parse("-date"),
            Some(Feed::ICalendar) => Self::parse("-start"),
            _ => Self::parse("weight"),
        }
    }
}

/// Sorts pages; those without the key come last, ties are broken by title, then by path.
pub fn sort(ids: &mut [PageId], pages: &[impl Borrow<Page>], order: &Order, collator: &CollatorBorrowed<'_>) {
    let mut keyed = keyed(ids, pages, order);
    keyed.sort_by(|a, b| compare(a, b, order, collator));
    put(ids, &keyed);
}

/// The same by all threads: not for what one of them does, which would begin something else while it waits.
pub(super) fn par_sort(
    ids: &mut [PageId],
    pages: &[impl Borrow<Page>],
    order: &Order,
    collator: &CollatorBorrowed<'_>,
) {
    let mut keyed = keyed(ids, pages, order);
    keyed.par_sort_by(|a, b| compare(a, b, order, collator));
    put(ids, &keyed);
}

/// A page with what it is sorted by.
type Keyed<'p> = (Option<SortKey<'p>>, &'p Page, PageId);

fn keyed<'p>(ids: &[PageId], pages: &'p [impl Borrow<Page>], order: &Order) -> Vec<Keyed<'p>> {
    let keyed = |id: &PageId| {
        let page: &Page = pages[id.0].borrow();
        (sort_key(page, &order.key), page, *id)
    };
    ids.iter().map(keyed).collect()
}

fn compare(a: &Keyed<'_>, b: &Keyed<'_>, order: &Order, collator: &CollatorBorrowed<'_>) -> Ordering {
    by_key(a.0.as_ref(), b.0.as_ref(), order, collator)
        .then_with(|| collator.compare(a.1.title(), b.1.title()))
        .then_with(|| a.1.key.cmp(&b.1.key))
}

fn put(ids: &mut [PageId], keyed: &[Keyed<'_>]) {
    for (place, (.., id)) in ids.iter_mut().zip(keyed) {
        *place = *id;
    }
}

fn by_key(
    a: Option<&SortKey<'_>>,
    b: Option<&SortKey<'_>>,
    order: &Order,
    collator: &CollatorBorrowed<'_>,
) -> Ordering {
    let directed = |ordering: Ordering| if order.descending { ordering.reverse() } else { ordering };
    match (a, b) {
        (None, None) => Ordering::Equal,
        (Some(SortKey::Text(a)), Some(SortKey::Text(b))) => directed(collator.compare(a, b)),
        (Some(SortKey::Number(a)), Some(SortKey::Number(b))) => directed(a.total_cmp(b)),
        (Some(_), None) | (Some(SortKey::Number(_)), Some(SortKey::Text(_))) => Ordering::Less,
        (None, Some(_)) | (Some(SortKey::Text(_)), Some(SortKey::Number(_))) => Ordering::Greater,
    }
}

enum SortKey<'a> {
    Number(f64),
    Text(&'a str),
}

fn sort_key<'a>(page: &'a Page, key: &str) -> Option<SortKey<'a>> {
    let envelope = &page.envelope;
    match key {
        "title" => return Some(SortKey::Text(&envelope.title)),
        "weight" => return envelope.weight.map(SortKey::Number),
        "date" => return envelope.date.as_ref().map(|date| SortKey::Number(date.timestamp().as_second() as f64)),
        "updated" => return envelope.updated.as_ref().map(|date| SortKey::Number(date.timestamp().as_second() as f64)),
        _ => {}
    }
    if let Some((_, value)) = page.fields.iter().find(|(name, _)| name == key) {
        return resolved_key(value);
    }
    let (_, field) = page.raw_fields.iter().find(|(name, _)| name == key)?;
    Some(match field {
        Field::Text(text) | Field::Plain(text) | Field::Url(text, _) => SortKey::Text(text),
        Field::Integer(number) => SortKey::Number(*number as f64),
        Field::Float(number) => SortKey::Number(*number),
        Field::Bool(value) => SortKey::Number(f64::from(u8::from(*value))),
        Field::Date(date) => SortKey::Number(day_number(*date)),
        Field::DateTime(moment) => SortKey::Number(moment.timestamp().as_second() as f64),
        _ => return None,
    })
}

fn resolved_key(value: &Value) -> Option<SortKey<'_>> {
    Some(match value {
        Value::Text(text) | Value::Plain(text) | Value::Url(text) => SortKey::Text(text),
        Value::Integer(number) => SortKey::Number(*number as f64),
        Value::Float(number) => SortKey::Number(*number),
        Value::Bool(value) => SortKey::Number(f64::from(u8::from(*value))),
        Value::Date(date) => SortKey::Number(day_number(*date)),
        Value::Moment(moment) => SortKey::Number(moment.timestamp().as_second() as f64),
        _ => return None,
    })
}

/// A number that grows with the days: `20261126`.
fn day_number(date: jiff::civil::Date) -> f64 {
    f64::from(date.year()) * 10_000.0 + f64::from(date.month()) * 100.0 + f64::from(date.day())
}

fn section_of(pages: &[Page], by_key: &ByKey, index: usize) -> Option<PageId> {
    let page = &pages[index];
    if page.kind == Kind::Home {
        return None;
    }
    let mut key = page.key.as_str();
    while let Some((parent, _)) = key.rsplit_once('/') {
        let candidate = if parent.is_empty() { "/" } else { parent };
        if let Some(id) = by_key[page.language].get(candidate)
            && pages[id.0].kind != Kind::Page
        {
            return Some(*id);
        }
        if parent.is_empty() {
            return None;
        }
        key = parent;
    }
    None
}

/// Pairs the pages that say the same in several languages: by `translation_key`, else by the same path.
pub(super) fn pair_translations(pages: &mut [Page], languages: usize, findings: &mut Vec<Finding>) {
    let mut groups: Vec<Vec<Option<PageId>>> = Vec::new();
    let mut ranks: HashMap<(Option<&str>, &str), usize> = HashMap::new();
    let mut of = Vec::with_capacity(pages.len());
    for (index, page) in pages.iter().enumerate() {
        let key = page.envelope.translation_key.as_deref();
        let rank = *ranks.entry((key, if key.is_some() { "" } else { &page.key })).or_insert(groups.len());
        of.push(rank);
        if rank == groups.len() {
            groups.push(vec![None; languages]);
        }
        let group = &mut groups[rank];
        match group[page.language] {
            None => group[page.language] = Some(PageId(index)),
            Some(first) => {
                if page.envelope.translation_key.is_some() {
                    let message =
                        format!("`{}` has the same `translation_key` in the same language", pages[first.0].path());
                    let finding =
                        Finding::new(&rules::TRANSLATION_DUPLICATE, page.key_place("translation_key"), message)
                            .help("give each page of a language a `translation_key` of its own");
                    findings.push(finding);
                }
            }
        }
    }
    for (page, rank) in pages.iter_mut().zip(of) {
        page.translations.clone_from(&groups[rank]);
    }
}
