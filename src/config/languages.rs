//! `[languages]`: the site's languages, their direction, names, titles and menus.

use std::ops::Range;

use super::Localized;
use crate::data::{Entry, Node, Reader, Value, subtag};
use crate::finding::{Place, SourcePath, did_you_mean};

/// The site's languages; there is always at least one.
#[derive(Clone, Debug)]
pub struct Languages {
    /// In the order of the file.
    pub all: Vec<Language>,
    /// The index of the default one.
    pub default: usize,
}

impl Languages {
    /// The language with this code.
    pub fn get(&self, code: &str) -> Option<&Language> {
        self.all.iter().find(|language| language.code == code)
    }

    /// The default language.
    pub fn default_language(&self) -> &Language {
        &self.all[self.default]
    }

    /// Reports that a code is none of the site's languages.
    fn refuse(&self, reader: &Reader<'_>, code: &str, span: Range<usize>) {
        let codes = || self.all.iter().map(|language| language.code.as_str());
        let all = || format!("the languages are `{}`", codes().collect::<Vec<_>>().join("`, `"));
        // Codes of languages are so short that each is near another: one that exists is meant.
        let meant = if subtag::is_tag(code) { None } else { did_you_mean(code, codes()) };
        let help = meant.unwrap_or_else(all);
        reader.report(span, format!("`{}` is not a language of the site", code.escape_debug()), help);
    }

    /// Whether the site has more than one language.
    pub fn many(&self) -> bool {
        self.all.len() > 1
    }
}

/// One language of the site: `[languages.fr]`.
#[derive(Clone, Debug)]
pub struct Language {
    /// Its BCP 47 code, the table's name.
    pub code: String,
    /// `name`: its name in itself, `Français`.
    pub name: String,
    /// `locale`: a BCP 47 tag with a region, `en-GB`, for dates and numbers; its code when absent.
    pub locale: Option<String>,
    /// `direction`: `ltr` or `rtl`; that of the usual script of the language when absent.
    pub direction: Direction,
    /// `prefix`: the first segment of its URLs; its code on sites of several languages, nothing on others.
    pub prefix: String,
    /// `title`: the site's name in it, when it is another.
    pub title: Option<String>,
    /// `description`: the site's description in it.
    pub description: Option<String>,
    /// `fallback`: whether pages that are not translated are shown in it all the same, in the default
    /// language's words and with a notice.
    pub fallback: bool,
    /// `[[languages.fr.menus.NAME]]`.
    pub menus: Vec<Menu>,
}

/// A menu of a language.
#[derive(Clone, Debug)]
pub struct Menu {
    /// The name that templates show it by.
    pub name: String,
    /// Where that is in `osier.toml`.
    pub place: Place,
    /// Its entries.
    pub entries: Vec<MenuEntry>,
}

/// The direction of a script.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// Left to right.
    Ltr,
    /// Right to left.
    Rtl,
}

/// Languages whose usual script goes from right to left.
const RIGHT_TO_LEFT: &[&str] = &["ar", "ckb", "dv", "fa", "he", "iw", "ps", "sd", "ug", "ur", "yi"];

impl Direction {
    /// That of the usual script of a language. A tag of several parts may name another script: `ar-Latn`.
    pub fn of(language: &str) -> Self {
        let is_rtl = RIGHT_TO_LEFT.iter().any(|other| other.eq_ignore_ascii_case(language));
        if is_rtl { Self::Rtl } else { Self::Ltr }
    }

    /// The value of the `dir` attribute.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Ltr => "ltr",
            Self::Rtl => "rtl",
        }
    }
}

/// An entry of a menu.
#[derive(Clone, Debug)]
pub struct MenuEntry {
    /// `title`: the words; the page's own title when there is a `page` and no title.
    pub title: Option<String>,
    /// `page`: a content path from the language's root, `/actualites`.
    pub page: Option<String>,
    /// `url`: an address, for what is not a page of the site.
    pub url: Option<String>,
    /// Where it is in `osier.toml`.
    pub place: Place,
    /// `children`.
    pub children: Vec<MenuEntry>,
}

/// Reads `[languages]`.
pub(super) fn read(entries: &[Entry], default: Option<&str>, path: &SourcePath, reader: &Reader<'_>) -> Languages {
    let many = entries.len() > 1;
    let mut all: Vec<Language> = Vec::with_capacity(entries.len().max(1));
    for entry in entries {
        let Value::Table(table) = &entry.node.value else {
            let _: Option<()> = reader.wrong(&entry.key, &entry.node, "a table");
            continue;
        };
        if !subtag::is_tag(&entry.key) {
            let message = format!("`{}` is not a language", entry.key.escape_debug());
            let help = "write its code, the shortest there is, with its region or without: `fr`, `pt-BR`, `gsw`";
            reader.report(entry.span.clone(), message, help);
        }
        let fields = reader.of(table);
        let direction = match fields.choice("direction", &["ltr", "rtl"]) {
            Some("rtl") => Direction::Rtl,
            Some(_) => Direction::Ltr,
            None => Direction::of(&entry.key),
        };
        let menus = match fields.table("menus") {
            None => Vec::new(),
            Some(menus) => {
                let menu = |entry: &Entry| Menu {
                    name: entry.key.clone(),
                    place: Place::at(path, entry.span.clone()),
                    entries: menu_entries(entry, path, &menus),
                };
                menus.entries().iter().map(menu).collect()
            }
        };
        let plain = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
        let mut prefix = fields.text("prefix").map(|prefix| prefix.trim_matches('/').to_owned());
        if let (Some(false), Some(node)) =
            (prefix.as_ref().map(|prefix| prefix.chars().all(plain)), table.get("prefix"))
        {
            let help = "write one word of letters, `prefix = \"en\"`, or `\"\"` for none";
            fields.report(node.span.clone(), "the `prefix` cannot be a part of an address", help);
            prefix = None;
        }
        all.push(Language {
            code: entry.key.clone(),
            name: fields.text("name").unwrap_or_else(|| entry.key.clone()),
            locale: locale(&fields),
            direction,
            prefix: prefix.unwrap_or_else(|| if many { entry.key.clone() } else { String::new() }),
            // An empty one is none.
            title: fields.text("title").filter(|title| !title.trim().is_empty()),
            description: fields.text("description"),
            fallback: fields.bool("fallback").unwrap_or_default(),
            menus,
        });
        fields.finish();
    }
    if all.is_empty() {
        all.push(Language {
            code: default.unwrap_or("fr").to_owned(),
            name: default.unwrap_or("fr").to_owned(),
            locale: None,
            direction: Direction::of(default.unwrap_or("fr")),
            prefix: String::new(),
            title: None,
            description: None,
            fallback: false,
            menus: Vec::new(),
        });
    }
    for (index, language) in all.iter().enumerate() {
        if all[..index].iter().any(|other| other.prefix == language.prefix) {
            let span = entries.iter().find(|entry| entry.key == language.code).map_or(0..0, |entry| entry.span.clone());
            let message = format!("two languages have the prefix `{}`", language.prefix);
            reader.report(span, message, "give one of them another `prefix`");
        }
    }
    let found = default.map(|code| all.iter().position(|language| language.code == code));
    let languages = Languages { default: found.flatten().unwrap_or(0), all };
    if found == Some(None)
        && let Some(node) = reader.node("default_language")
    {
        languages.refuse(reader, default.unwrap_or_default(), node.span.clone());
    }
    languages
}

fn locale(fields: &Reader<'_>) -> Option<String> {
    let text = fields.text("locale")?;
    let is_tag = subtag::is_tag(&text);
    if !is_tag && let Some(node) = fields.node("locale") {
        let message = format!("`{}` is not a language with its region", text.escape_debug());
        fields.report(node.span.clone(), message, "write codes with a `-` between them: `en-GB`");
    }
    is_tag.then_some(text)
}

fn menu_entries(entry: &Entry, path: &SourcePath, reader: &Reader<'_>) -> Vec<MenuEntry> {
    let Value::List(nodes) = &entry.node.value else {
        return reader.wrong(&entry.key, &entry.node, "a list of tables").unwrap_or_default();
    };
    let mut menu = Vec::with_capacity(nodes.len());
    for node in nodes {
        let Value::Table(table) = &node.value else {
            let _: Option<()> = reader.wrong(&entry.key, node, "a table");
            continue;
        };
        let fields = reader.of(table);
        let (title, page, url) = (fields.text("title"), fields.text("page"), fields.text("url"));
        let at = ["page", "url", "title"].iter().find_map(|key| table.get(key)).map_or(node, |node| node);
        if title.is_none() && page.is_none() {
            let help = "write `title = \"…\"` with `page = \"/path\"`, `url = \"https://…\"` or `children`";
            reader.report(at.span.clone(), "a menu entry has neither a `title` nor a `page`", help);
        }
        let children = fields.entry("children").map_or_else(Vec::new, |entry| menu_entries(entry, path, &fields));
        menu.push(MenuEntry { title, page, url, place: Place::at(path, at.span.clone()), children });
        fields.finish();
    }
    menu
}

/// Reads a text that may be one for all languages or a table by language of the site.
pub fn localized(reader: &Reader<'_>, key: &'static str, languages: &Languages) -> Localized {
    reader.node(key).map_or_else(Localized::default, |node| localized_node(reader, key, node, languages))
}

/// The same for a value that is found already.
pub fn localized_node(reader: &Reader<'_>, key: &str, node: &Node, languages: &Languages) -> Localized {
    match &node.value {
        Value::Text(text) => Localized::same(text),
        Value::Table(table) => {
            for entry in table.0.iter().filter(|entry| languages.get(&entry.key).is_none()) {
                languages.refuse(reader, &entry.key, entry.span.clone());
            }
            let texts = table.0.iter().filter_map(|entry| match &entry.node.value {
                Value::Text(text) => Some((entry.key.clone(), text.clone())),
                _ => reader.wrong(&entry.key, &entry.node, "text in quotes"),
            });
            Localized(texts.collect())
        }
        _ => reader.wrong(key, node, "text, or a table of texts by language").unwrap_or_default(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn languages_are_written_in_the_direction_of_their_script() {
        assert_eq!([Direction::of("ar"), Direction::of("He")], [Direction::Rtl; 2]);
        assert_eq!([Direction::of("fr"), Direction::of("ar-Latn")], [Direction::Ltr; 2]);
    }
}
