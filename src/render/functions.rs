//! The functions that templates call. Each is documented in the theme's README.
//!
//! What a function gives depends on its arguments, the language and sometimes the page: results are
//! remembered by these, so that a list shown on every page is made once.

use std::sync::Arc;

use tera::{Kwargs, Map, State, TeraResult, Value};

use super::chart;
use super::dataset::{decimals, table, view};
use super::picture::{Look, markup};
use super::query;
use super::value::{get, map};
use super::{Data, authors, bibtex, blocks, calendar_months, feed, fonts, lighten, media, social, vcard};
use crate::art::{self, Cover, Drawing};
use crate::finding::SourcePath;
use crate::load::markdown;
use crate::model::value::Picture;
use crate::model::{MenuItem, PageId};

/// What a function of [`crate::load::answers::FUNCTIONS`] gives on a page in the language of rank `own`.
pub(super) fn call(name: &str, data: &Arc<Data>, kwargs: &Kwargs, state: &State<'_>, own: usize) -> TeraResult<Value> {
    macro_rules! function {
        ($name:literal, $body:expr) => {
            if name == $name {
                return $body(data, kwargs, state, own);
            }
        };
    }
    function!("asset", |data: &Arc<Data>, kwargs: &Kwargs, _: &State<'_>, _: usize| {
        let path = path(kwargs)?;
        data.remember(format!("asset {path}"), || {
            data.media.asset(&data.site, &path).map(Value::from).ok_or_else(|| no_file(&path))
        })
    });
    function!("style", |data: &Arc<Data>, kwargs: &Kwargs, _: &State<'_>, _: usize| {
        let path = path(kwargs)?;
        data.remember(format!("style {path}"), || {
            fonts::style(data, &path).map(Value::from).ok_or_else(|| no_file(&path))
        })
    });
    function!("font", |data: &Arc<Data>, kwargs: &Kwargs, _: &State<'_>, _: usize| {
        let family = kwargs.must_get::<String>("family")?;
        fonts::url(data, &family)
            .map(Value::from)
            .ok_or_else(|| tera::Error::message(format!("`[fonts]` of `theme.toml` has no file for `{family}`")))
    });
    function!("svg", |data: &Arc<Data>, kwargs: &Kwargs, _: &State<'_>, _: usize| {
        let path = path(kwargs)?;
        data.remember(format!("svg {path}"), || {
            let source = data.media.files().layered(&format!("assets/{path}")).ok_or_else(|| no_file(&path))?;
            let text = data.media.files().text(&source).ok_or_else(|| no_file(&path))?;
            Ok(Value::safe_string(&lighten::inline(&source, text)))
        })
    });
    function!("cover", |_: &Arc<Data>, kwargs: &Kwargs, _: &State<'_>, _: usize| {
        Ok(Value::safe_string(&drawn(kwargs)?.svg()))
    });
    function!("portrait", portrait);
    function!("social_picture", |data: &Arc<Data>, kwargs: &Kwargs, _: &State<'_>, _: usize| {
        social::picture(data, kwargs)
    });
    function!("picture", picture);
    function!("picture_url", |data: &Arc<Data>, kwargs: &Kwargs, _: &State<'_>, _: usize| {
        let source = source(kwargs)?;
        let width = kwargs.get::<u32>("width")?.unwrap_or(1200);
        Ok(Value::from(data.media.picture_url(&data.site, &source, width)))
    });
    function!("file", |data: &Arc<Data>, kwargs: &Kwargs, _: &State<'_>, _: usize| {
        let path = path(kwargs)?;
        let places = [path.clone(), format!("media/{path}"), format!("static/{path}")];
        let source = places
            .iter()
            .map(|place| SourcePath::new(place.trim_start_matches('/')))
            .find(|source| data.media.files().contains(source));
        let source = source.ok_or_else(|| no_file(&path))?;
        Ok(data.media.file(&data.site, &source))
    });
    function!("table", |data: &Arc<Data>, kwargs: &Kwargs, _: &State<'_>, own: usize| {
        let view = view(data, kwargs)?;
        let formats = &data.formats[language(data, kwargs, own)?];
        Ok(table(&view.table, decimals(kwargs)?, formats))
    });
    function!("chart", |data: &Arc<Data>, kwargs: &Kwargs, _: &State<'_>, own: usize| {
        let view = view(data, kwargs)?;
        let (form, name) = (kwargs.must_get::<String>("form")?, kwargs.must_get::<String>("name")?);
        let unit = kwargs.get::<String>("unit")?.unwrap_or_default();
        let look = chart::Look { form: &form, name: &name, unit: &unit, decimals: decimals(kwargs)? };
        let formats = &data.formats[language(data, kwargs, own)?];
        chart::svg(&view, &look, formats).map(|svg| Value::safe_string(&svg)).map_err(tera::Error::message)
    });
    function!("credits", |data: &Arc<Data>, kwargs: &Kwargs, _: &State<'_>, own: usize| {
        let language = language(data, kwargs, own)?;
        let known = data.credits.get().map(|all| all[language].clone());
        known
            .ok_or_else(|| tera::Error::message("`credits` is for the template `credits.html`, which is rendered last"))
    });
    function!("authors", |data: &Arc<Data>, kwargs: &Kwargs, _: &State<'_>, own: usize| {
        Ok(authors::list(data, language(data, kwargs, own)?, &ids(data, kwargs)?))
    });
    function!("bibtex", |data: &Arc<Data>, kwargs: &Kwargs, state: &State<'_>, _: usize| {
        let ids = ids(data, kwargs)?;
        let page = state.get::<Value>("page")?.unwrap_or_else(Value::none);
        let text = |key: &str| get(&page, key).and_then(Value::as_str).unwrap_or_default().to_owned();
        let name = kwargs.get::<String>("name")?.or_else(|| Some(bibtex::key(data.site.page(*ids.first()?))));
        let url = feed::below(&text("url"), &format!("{}.bib", markdown::slugify(&name.unwrap_or_default())));
        let file = bibtex::file(&data.site, ids.iter().map(|id| data.site.page(*id)));
        Ok(media::written(&data.site, &SourcePath::new(text("source")), &url, file))
    });
    function!("vcard", |data: &Arc<Data>, kwargs: &Kwargs, state: &State<'_>, _: usize| {
        let page = state.get::<Value>("page")?.unwrap_or_else(Value::none);
        let of_page = |key: &str| get(&page, key).and_then(Value::as_str).unwrap_or_default().to_owned();
        let text = |key: &str| kwargs.get::<String>(key).map(Option::unwrap_or_default);
        let card = vcard::Card {
            name: kwargs.must_get::<String>("name")?,
            organization: text("organization")?,
            role: text("role")?,
            address: [text("street")?, text("city")?, text("postal_code")?, text("country")?],
            phone: text("phone")?,
            email: text("email")?,
            website: text("website")?,
        };
        let url = feed::below(&of_page("url"), &format!("{}.vcf", markdown::slugify(&card.name)));
        Ok(media::written(&data.site, &SourcePath::new(of_page("source")), &url, vcard::file(&card)))
    });
    function!("menu", menu);
    function!("pages", |data: &Arc<Data>, kwargs: &Kwargs, _: &State<'_>, own: usize| {
        let query = query::Query::read(kwargs, language(data, kwargs, own)?)?;
        data.remember(format!("pages {query:?}"), || query.run(data))
    });
    function!("get_page", |data: &Arc<Data>, kwargs: &Kwargs, _: &State<'_>, own: usize| {
        let id = find(data, kwargs, own)?;
        Ok(id.map_or_else(Value::none, |id| data.card(id).clone()))
    });
    function!("get_section", |data: &Arc<Data>, kwargs: &Kwargs, _: &State<'_>, own: usize| {
        let id = find(data, kwargs, own)?;
        id.map_or_else(|| Ok(Value::none()), |id| data.remember(format!("section {}", id.0), || Ok(section(data, id))))
    });
    function!("terms", |data: &Arc<Data>, kwargs: &Kwargs, _: &State<'_>, own: usize| {
        let name = kwargs.must_get::<String>("taxonomy")?;
        let language = language(data, kwargs, own)?;
        let rank = data.site.config.taxonomies.iter().position(|taxonomy| taxonomy.name == name);
        let rank = rank.ok_or_else(|| tera::Error::message(format!("there is no taxonomy `{name}`")))?;
        data.remember(format!("terms {rank} {language}"), || Ok(terms(data, rank, language)))
    });
    function!("tree", |data: &Arc<Data>, kwargs: &Kwargs, _: &State<'_>, own: usize| {
        let language = language(data, kwargs, own)?;
        data.remember(format!("tree {language}"), || {
            let home = data.site.find(language, "/");
            Ok(home.map_or_else(|| Value::from(Vec::<Value>::new()), |home| branch(data, home)))
        })
    });
    function!("block", |data: &Arc<Data>, kwargs: &Kwargs, _: &State<'_>, _: usize| {
        let name = kwargs.must_get::<String>("name")?;
        let schema = data.site.theme.blocks.get(&name.replace('-', "_"));
        schema.map(blocks::block).ok_or_else(|| tera::Error::message(format!("there is no block `{name}`")))
    });
    function!("blocks", |data: &Arc<Data>, _: &Kwargs, _: &State<'_>, _: usize| {
        Ok(Value::from(data.site.theme.blocks.values().map(blocks::block).collect::<Vec<_>>()))
    });
    function!("calendar", |data: &Arc<Data>, kwargs: &Kwargs, _: &State<'_>, own: usize| {
        let language = language(data, kwargs, own)?;
        let pages = kwargs.must_get::<Vec<Value>>("pages")?;
        Ok(calendar_months::months(data, language, &pages))
    });
    Err(tera::Error::message(format!("there is no function `{name}`")))
}

/// The rank of the language asked for, else of the page's.
pub(super) fn language(data: &Data, kwargs: &Kwargs, own: usize) -> TeraResult<usize> {
    let languages = &data.site.config.languages;
    match kwargs.get::<String>("lang")? {
        None => Ok(own),
        Some(code) => languages
            .all
            .iter()
            .position(|language| language.code == code)
            .ok_or_else(|| tera::Error::message(format!("`{code}` is not a language of the site"))),
    }
}

fn path(kwargs: &Kwargs) -> TeraResult<String> {
    kwargs.must_get::<String>("path")
}

fn no_file(path: &str) -> tera::Error {
    tera::Error::message(format!("there is no file `{path}`"))
}

/// The cover of `seed`, of the `kind` asked for, `beside` another.
pub(super) fn drawn(kwargs: &Kwargs) -> TeraResult<Drawing> {
    let kind = match kwargs.get::<String>("kind")?.as_deref() {
        None | Some("auto") => Cover::Auto,
        Some("tiles") => Cover::Tiles,
        Some("tide") => Cover::Tide,
        Some(other) => {
            let message = format!("there is no cover of the kind `{other}`: it is `tiles`, `tide` or `auto`");
            return Err(tera::Error::message(message));
        }
    };
    let beside = kwargs.get::<String>("beside")?.filter(|beside| !beside.is_empty());
    Ok(art::cover(&kwargs.must_get::<String>("seed")?, kind, beside.as_deref()))
}

fn portrait(_: &Arc<Data>, kwargs: &Kwargs, _: &State<'_>, _: usize) -> TeraResult<Value> {
    let number = kwargs.get::<Value>("number")?.filter(Value::is_truthy);
    let drawing = match number {
        None => art::figure(&kwargs.must_get::<String>("seed")?),
        Some(number) => {
            let known = number.as_i128().and_then(|number| art::portrait(usize::try_from(number).ok()?));
            known.ok_or_else(|| {
                tera::Error::message(format!("there is no portrait {number}: they are 1 to {}", art::PORTRAITS))
            })?
        }
    };
    Ok(Value::safe_string(&drawing.svg()))
}

/// The source of a picture: the map of a field or a block's argument, or a path.
pub(super) fn source(kwargs: &Kwargs) -> TeraResult<SourcePath> {
    let src = kwargs.must_get::<Value>("src")?;
    if let Some(path) = src.as_str() {
        return Ok(SourcePath::new(path.trim_start_matches('/')));
    }
    let path = get(&src, "src").and_then(Value::as_str);
    path.map(SourcePath::new).ok_or_else(|| tera::Error::message("`src` is not a picture"))
}

/// The pages of the cards given.
fn ids(data: &Data, kwargs: &Kwargs) -> TeraResult<Vec<PageId>> {
    let id = |card: &Value| {
        let text = |key: &str| get(card, key).and_then(Value::as_str);
        let code = text("lang")?;
        let language = data.site.config.languages.all.iter().position(|language| language.code == code)?;
        data.site.find(language, text("path")?)
    };
    Ok(kwargs.must_get::<Vec<Value>>("pages")?.iter().filter_map(id).collect())
}

/// What is said of a picture: in the map of a field or a block's argument, else beside it.
fn said(data: &Data, kwargs: &Kwargs, source: &SourcePath, language: usize) -> TeraResult<Picture> {
    let src = kwargs.must_get::<Value>("src")?;
    if src.as_str().is_some() {
        return Ok(data.site.with_sidecar(Picture::plain(source.clone()), language));
    }
    let text = |key: &str| get(&src, key).and_then(Value::as_str).unwrap_or_default().to_owned();
    Ok(Picture { alt: text("alt"), focus: text("focus"), ratio: text("ratio"), ..Picture::plain(source.clone()) })
}

fn picture(data: &Arc<Data>, kwargs: &Kwargs, _: &State<'_>, own: usize) -> TeraResult<Value> {
    let source = source(kwargs)?;
    if !data.media.files().contains(&source) {
        return Err(no_file(source.as_str()));
    }
    let default = Look::default();
    let widths = kwargs.get::<Vec<u32>>("widths")?;
    let text = |name: &str, default: &str| {
        Ok::<String, tera::Error>(kwargs.get::<String>(name)?.unwrap_or_else(|| default.to_owned()))
    };
    let (sizes, class) = (text("sizes", default.sizes)?, text("class", "")?);
    let said = said(data, kwargs, &source, own)?;
    let alt = kwargs.get::<String>("alt")?.unwrap_or_else(|| said.alt.clone());
    let look = Look { widths: widths.as_deref(), sizes: &sizes, alt: &alt, class: &class, ..Look::of(&said) };
    Ok(Value::safe_string(&markup(&data.site, &data.media, &source, &look)))
}

fn menu(data: &Arc<Data>, kwargs: &Kwargs, state: &State<'_>, own: usize) -> TeraResult<Value> {
    let name = kwargs.must_get::<String>("name")?;
    let language = language(data, kwargs, own)?;
    let menu = (language, name);
    let Some(items) = data.site.menus.get(&menu) else {
        return Ok(Value::from(Vec::<Value>::new()));
    };
    let page = state.get::<Value>("page")?;
    let url = page.as_ref().and_then(|page| get(page, "url")?.as_str());
    let url = url.unwrap_or_default();
    let mut trail = Vec::new();
    let mut id = data.by_url.get(url).copied();
    while let Some(page) = id {
        trail.push(page);
        id = data.site.page(page).section;
    }
    let made =
        || Ok(Value::from(items.iter().map(|item| menu_item(data, item, language, url, &trail)).collect::<Vec<_>>()));
    let mut marks = String::new();
    mark(data, items, url, &trail, &mut marks);
    // Pages of one section see one menu, which is made once; that of a page which is in it is its own.
    if marks.contains(CURRENT) { made() } else { data.remember(format!("menu {} {} {marks}", menu.0, menu.1), made) }
}

/// Marks an entry that is the page.
const CURRENT: char = '=';

/// Adds to `marks` how the entries of a menu, and those below them, are seen from a page.
fn mark(data: &Data, items: &[MenuItem], url: &str, trail: &[PageId], marks: &mut String) {
    for item in items {
        marks.push(match seen_from(data, item, url, trail) {
            (true, _) => CURRENT,
            (_, true) => '<',
            _ => '-',
        });
        mark(data, &item.children, url, trail, marks);
    }
}

/// Whether an entry of a menu is the page at `url`, and whether that page, or one of `trail` above it, is below the
/// entry.
fn seen_from(data: &Data, item: &MenuItem, url: &str, trail: &[PageId]) -> (bool, bool) {
    let current = item.url.as_deref() == Some(url);
    let home = item.page.is_some_and(|id| data.site.page(id).section.is_none());
    let above = match item.page {
        Some(id) if !home => trail.contains(&id),
        None => item.url.as_deref().is_some_and(|own| own.ends_with('/') && own.len() > 1 && url.starts_with(own)),
        Some(_) => false,
    };
    (current, above)
}

/// An entry of a menu, seen on the page at `url`, which is below the pages of `trail`.
pub(super) fn menu_item(data: &Data, item: &MenuItem, language: usize, url: &str, trail: &[PageId]) -> Value {
    let children: Vec<Value> = item.children.iter().map(|item| menu_item(data, item, language, url, trail)).collect();
    // A page that is not translated is in another language than the menu.
    let other = item.page.map(|id| data.site.page(id).language).filter(|other| *other != language);
    let is = |key: &str, value: &Value| get(value, key).is_some_and(Value::is_truthy);
    let (current, above) = seen_from(data, item, url, trail);
    let below = children.iter().any(|child| is("current", child) || is("ancestor", child));
    Value::from(map([
        ("title", Value::from(item.title.as_str())),
        ("url", item.url.as_deref().map_or_else(Value::none, Value::from)),
        ("current", Value::from(current)),
        ("ancestor", Value::from(!current && (above || below))),
        ("children", Value::from(children)),
        ("lang", other.map_or_else(Value::none, |other| Value::from(data.code(other)))),
    ]))
}

fn find(data: &Data, kwargs: &Kwargs, own: usize) -> TeraResult<Option<PageId>> {
    let path = path(kwargs)?;
    let key = format!("/{}", path.trim_matches('/').trim_end_matches(".md"));
    let language = language(data, kwargs, own)?;
    Ok(data.site.find(language, &key))
}

/// A section's card with what stands in it.
pub(super) fn section(data: &Data, id: PageId) -> Value {
    let page = data.site.page(id);
    let mut card: Map = data.card(id).as_map().cloned().unwrap_or_default();
    let cards = |ids: &[PageId]| Value::from(ids.iter().map(|id| data.card(*id).clone()).collect::<Vec<_>>());
    card.insert("pages".into(), cards(&page.children));
    card.insert("subsections".into(), cards(&page.subsections));
    Value::from(card)
}

/// The terms of a taxonomy: those of a tree under their parents.
pub(super) fn terms(data: &Data, rank: usize, language: usize) -> Value {
    let of = data
        .site
        .terms
        .iter()
        .enumerate()
        .filter(|(_, term)| term.taxonomy == rank && term.language == language && term.parent.is_none());
    Value::from(of.map(|(index, _)| term(data, index)).collect::<Vec<_>>())
}

/// `{title, url, slug, count, children}`.
pub(super) fn term(data: &Data, index: usize) -> Value {
    let term = &data.site.terms[index];
    Value::from(map([
        ("title", Value::from(term.title.as_str())),
        ("url", Value::from(term.url.as_str())),
        ("slug", Value::from(term.slug.as_str())),
        ("count", Value::from(term.pages.len())),
        ("children", Value::from(term.children.iter().map(|id| self::term(data, id.0)).collect::<Vec<_>>())),
    ]))
}

fn branch(data: &Data, section: PageId) -> Value {
    let page = data.site.page(section);
    let entry = |id: PageId| {
        let page = data.site.page(id);
        let children = if page.subsections.is_empty() && page.children.is_empty() {
            Value::from(Vec::<Value>::new())
        } else {
            branch(data, id)
        };
        Value::from(map([
            ("title", Value::from(page.title())),
            ("url", Value::from(page.url.as_str())),
            ("children", children),
        ]))
    };
    let shown = |id: &&PageId| !data.site.about.contains(id);
    Value::from(page.subsections.iter().chain(&page.children).filter(shown).map(|id| entry(*id)).collect::<Vec<_>>())
}
