//! One page of a long list, and the way to the others.

use std::collections::BTreeSet;

use tera::Value;

use super::Data;
use super::value::{map, text};
use crate::model::{Kind, Listing, Subject};

/// How many pages on each side of the one that is shown are named.
const NEAR: usize = 2;

/// `{number, total, count, pages, prev, next, first, last, items}`.
pub(super) fn paginator(data: &Data, listing: &Listing, number: usize) -> Value {
    let pager = &listing.pagers[number];
    let url = |number: Option<usize>| {
        number.and_then(|number| listing.pagers.get(number)).map_or_else(Value::none, |pager| text(&pager.url))
    };
    // A home's list is what it feeds, which its page does not show.
    let home = matches!(listing.subject, Subject::Section(id) if data.site.page(id).kind == Kind::Home);
    let shown = if home { &[][..] } else { &listing.pages[pager.range.clone()] };
    let items = near(number, listing.pagers.len()).into_iter().map(|named| {
        Value::from(map([
            ("number", named.map_or_else(Value::none, |named| Value::from(named + 1))),
            ("url", url(named)),
            ("current", Value::from(named == Some(number))),
        ]))
    });
    Value::from(map([
        ("number", Value::from(number + 1)),
        ("total", Value::from(listing.pagers.len())),
        ("count", Value::from(listing.pages.len())),
        ("pages", Value::from(shown.iter().map(|id| data.card(*id).clone()).collect::<Vec<_>>())),
        ("prev", url(number.checked_sub(1))),
        ("next", url(Some(number + 1))),
        ("first", url(Some(0))),
        ("last", url(Some(listing.pagers.len() - 1))),
        ("items", Value::from(items.collect::<Vec<_>>())),
    ]))
}

/// The pages that the page `number` of `total` names: the first, those near it, the last, and nothing where more than
/// one is left out. A list of thousands must not be named whole on each of its pages.
fn near(number: usize, total: usize) -> Vec<Option<usize>> {
    let beside = number.saturating_sub(NEAR)..total.min(number + NEAR + 1);
    let named: BTreeSet<usize> = beside.chain([0, total - 1]).collect();
    let mut items: Vec<Option<usize>> = Vec::with_capacity(named.len() + 2);
    let mut next = 0;
    for page in named {
        match page - next {
            0 => {}
            1 => items.push(Some(next)),
            _ => items.push(None),
        }
        items.push(Some(page));
        next = page + 1;
    }
    items
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_pages_near_one_are_named_with_the_ends() {
        let named = |number: usize, total| {
            let name = |page: Option<usize>| page.map_or_else(|| "…".to_owned(), |page| (page + 1).to_string());
            near(number - 1, total).into_iter().map(name).collect::<Vec<_>>().join(" ")
        };
        assert_eq!(named(1, 1), "1");
        assert_eq!(named(2, 5), "1 2 3 4 5");
        assert_eq!(named(1, 9), "1 2 3 … 9");
        assert_eq!(named(5, 9), "1 2 3 4 5 6 7 8 9");
        assert_eq!(named(6, 11), "1 … 4 5 6 7 8 … 11");
        assert_eq!(named(274, 274), "1 … 272 273 274");
    }
}
