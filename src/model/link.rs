//! Where a path written by an author leads: a page, a file, an address.

use super::Site;
use super::page::{Page, PageId};
use crate::finding::{SourcePath, did_you_mean};
use crate::load::fields::SCHEMES;
use crate::load::files::Files;

/// What a written link leads to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// A page of the site.
    Page(PageId),
    /// A file of the site that is not a page.
    File(SourcePath),
    /// A URL path of the site that may be a generated page: known once everything is rendered.
    Path(String),
    /// Somewhere else, or a place of the same page.
    Elsewhere,
}

/// Why a written link leads nowhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Broken {
    /// What is wrong.
    pub message: String,
    /// What to do.
    pub help: String,
}

/// Resolves `written` (without its fragment and query) as found on `page`.
///
/// In turn: an absolute address; the path of a file from the page's folder; a content path from the
/// language's root; a file of `media/` or `static/`; a URL path of the site. A page that does not
/// exist in the page's language is taken from the default language.
pub fn resolve(site: &Site, files: &Files, page: &Page, written: &str) -> Result<Target, Broken> {
    if let Some(broken) = fault(written) {
        return Err(broken);
    }
    if written.is_empty() || written.starts_with("//") || has_scheme(written) {
        return Ok(Target::Elsewhere);
    }
    let decoded = percent_encoding::percent_decode_str(written).decode_utf8_lossy();
    let found = match decoded.strip_prefix('/') {
        Some(path) => from_root(site, files, page.language, path),
        None => from_folder(site, files, page, &decoded),
    };
    found.ok_or_else(|| broken(site, files, page, &decoded))
}

/// Why an address that names its scheme leads nowhere, as far as can be told without asking for it.
pub fn fault(address: &str) -> Option<Broken> {
    let (scheme, rest) = address.split_once(':').filter(|_| has_scheme(address))?;
    let scheme = scheme.to_ascii_lowercase();
    let (message, help) = match scheme.as_str() {
        known if !SCHEMES.contains(&known) => (
            format!("`{scheme}:` is not an address that a site may lead to"),
            format!("write an address that begins with `{}:`", SCHEMES.join(":`, `")),
        ),
        "http" | "https" if url::Url::parse(address).is_err() => (
            format!("`{address}` is not an address of the web"),
            format!("write the whole address, as `{scheme}://www.example.org/page`"),
        ),
        "mailto" if !rest.is_empty() && !rest.starts_with('?') && !rest.contains('@') => {
            (format!("`{address}` is not an e-mail address"), "write it whole, as `mailto:name@example.org`".to_owned())
        }
        _ => return None,
    };
    Some(Broken { message, help })
}

/// What to write for an address that leads nowhere in the site and looks like one elsewhere: `www.example.org`,
/// `name@example.org`.
pub fn elsewhere(written: &str) -> Option<String> {
    let first = written.split(['/', '?', '#']).next().unwrap_or_default();
    let scheme = if first.contains('@') && first == written {
        "mailto:"
    } else if first.starts_with("www.") {
        "https://"
    } else {
        return None;
    };
    Some(format!("did you mean `{scheme}{written}`?"))
}

/// Whether an address names its scheme: `https:`, `mailto:`.
pub fn has_scheme(address: &str) -> bool {
    address.split_once(':').is_some_and(|(scheme, _)| {
        !scheme.is_empty()
            && scheme.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'+' | b'.' | b'-'))
            && scheme.as_bytes()[0].is_ascii_alphabetic()
    })
}

/// The URL of a file of the site: below the page whose folder it is in, or as it stands in `media/` and `static/`.
pub fn file_url(site: &Site, path: &SourcePath) -> String {
    let base = site.base_path();
    let whole = path.as_str();
    if let Some(rest) = whole
        .strip_prefix("static/")
        .or_else(|| whole.split_once("/static/").filter(|_| whole.starts_with("themes/")).map(|(_, rest)| rest))
    {
        return format!("{base}/{}", encode(rest));
    }
    let mut folder = path.parent();
    loop {
        let owner = ["index.md", "_index.md"]
            .iter()
            .find_map(|name| site.by_path.get(&SourcePath::new(format!("{folder}/{name}"))));
        if let Some(owner) = owner {
            let rest = whole[folder.len()..].trim_start_matches('/');
            let url = &site.page(*owner).url;
            let url = if url.ends_with('/') {
                url.as_str()
            } else {
                url.rsplit_once('/').map_or("/", |(folder, _)| &url[..=folder.len()])
            };
            return format!("{url}{}", encode(rest));
        }
        match folder.rsplit_once('/') {
            Some((parent, _)) => folder = parent,
            None => return format!("{base}/{}", encode(whole.strip_prefix("content/").unwrap_or(whole))),
        }
    }
}

fn encode(path: &str) -> String {
    const KEPT: percent_encoding::AsciiSet =
        percent_encoding::NON_ALPHANUMERIC.remove(b'/').remove(b'-').remove(b'_').remove(b'.').remove(b'~');
    percent_encoding::utf8_percent_encode(path, &KEPT).to_string()
}

/// Where a path from the root of a language leads: a page, a file, else an address of the site.
pub fn below(site: &Site, files: &Files, language: usize, path: &str) -> Target {
    from_root(site, files, language, path).unwrap_or_else(|| Target::Path(format!("{}/{path}", site.base_path())))
}

fn from_root(site: &Site, files: &Files, language: usize, path: &str) -> Option<Target> {
    let key = format!("/{}", path.trim_end_matches('/').trim_end_matches(".md"));
    let key = key.strip_suffix("/_index").or_else(|| key.strip_suffix("/index")).unwrap_or(&key);
    let key = if key.is_empty() { "/" } else { key };
    let default = site.config.languages.default;
    if let Some(id) = site.find(language, key).or_else(|| site.find(default, key)) {
        return Some(Target::Page(id));
    }
    if path.ends_with(".md") {
        return None;
    }
    let places = [format!("media/{path}"), format!("static/{path}"), format!("{}/static/{path}", files.theme)];
    if let Some(file) = places.iter().map(SourcePath::new).find(|file| files.contains(file)) {
        return Some(Target::File(file));
    }
    Some(Target::Path(format!("{}/{path}", site.base_path())))
}

fn from_folder(site: &Site, files: &Files, page: &Page, path: &str) -> Option<Target> {
    let folder = page.path().parent();
    let source = SourcePath::join(folder, path)?;
    if let Some(id) = site.by_path.get(&source) {
        return Some(Target::Page(*id));
    }
    if !path.ends_with(".md") {
        let candidates = [format!("{source}.md"), format!("{source}/index.md"), format!("{source}/_index.md")];
        if let Some(id) = candidates.iter().find_map(|path| site.by_path.get(&SourcePath::new(path))) {
            return Some(Target::Page(*id));
        }
        // What stands beside the folders of a site is read by Osier alone.
        if source.as_str().contains('/') && files.contains(&source) {
            return Some(Target::File(source));
        }
    }
    // The same path in the default language, for a page that is not translated yet.
    let codes = &site.config.languages;
    let own = format!("content/{}/", codes.all[page.language].code);
    let rest = source.as_str().strip_prefix(&own)?;
    let there = SourcePath::new(format!("content/{}/{rest}", codes.default_language().code));
    match site.by_path.get(&there) {
        Some(id) => Some(Target::Page(*id)),
        None if files.contains(&there) && !path.ends_with(".md") => Some(Target::File(there)),
        None => None,
    }
}

/// Why what a page writes, a path from its folder or one from the root of its language, leads to no page when it is that
/// of one that is not published.
pub fn hidden_from(site: &Site, page: &Page, written: &str) -> Option<Broken> {
    let here = SourcePath::join(page.path().parent(), written.trim_end_matches('/'));
    let here = here.filter(|_| !written.starts_with('/')).and_then(|path| unpublished(site, path.as_str(), written));
    here.or_else(|| hidden(site, page.language, written))
}

/// Why a content path of a language, `/actualites/prix`, leads to no page when it is that of one that is not published.
pub fn hidden(site: &Site, language: usize, written: &str) -> Option<Broken> {
    let code = &site.config.languages.all[language].code;
    let key = written.trim_matches('/');
    // An address begins with the language: `/fr/actualites/prix/`.
    let key = key.strip_prefix(code.as_str()).and_then(|rest| rest.strip_prefix('/')).unwrap_or(key);
    unpublished(site, &format!("content/{code}/{key}"), written)
}

/// The same of a path in the site's folder, with `.md` or without.
fn unpublished(site: &Site, path: &str, written: &str) -> Option<Broken> {
    let stem = path.trim_end_matches(".md");
    let files = [format!("{stem}.md"), format!("{stem}/index.md"), format!("{stem}/_index.md")];
    let reason = files.iter().find_map(|file| site.hidden.get(&SourcePath::new(file)))?;
    Some(Broken {
        message: format!("`{written}` leads to a page that is not published: {reason}"),
        help: "publish that page, or remove the link".to_owned(),
    })
}

fn broken(site: &Site, files: &Files, page: &Page, written: &str) -> Broken {
    if let Some(broken) = hidden_from(site, page, written) {
        return broken;
    }
    let folder = page.path().parent();
    let source = SourcePath::join(folder, written);
    let language = &site.config.languages.all[page.language].code;
    let prefix = format!("content/{language}/");
    let name = written.rsplit('/').next().unwrap_or_default();
    let same_name = files
        .texts
        .keys()
        .chain(files.others.keys())
        .find(|path| path.name() == name && path.as_str().starts_with(&prefix));
    let suggestion =
        same_name.map(|path| format!("did you mean `{}`?", path_between(folder, path.as_str()))).or_else(|| {
            let base = source.as_ref().map_or(folder, |source| source.parent());
            let near: Vec<&str> = crate::load::files::within(&files.texts, &prefix)
                .map(|(path, _)| path)
                .filter(|path| path.parent() == base)
                .map(SourcePath::name)
                .collect();
            did_you_mean(name, near.iter().copied()).map(|text| {
                let found = text.split('`').nth(1).unwrap_or_default();
                format!("did you mean `{}`?", path_between(folder, &format!("{base}/{found}")))
            })
        });
    Broken {
        message: format!("`{written}` leads nowhere"),
        help: elsewhere(written).or(suggestion).unwrap_or_else(|| {
            "write the path of a `.md` file or a document, from the folder of this page or, with a `/` first, from the language's folder".to_owned()
        }),
    }
}

/// The relative path from a folder to a file.
fn path_between(folder: &str, file: &str) -> String {
    let from: Vec<&str> = folder.split('/').collect();
    let to: Vec<&str> = file.split('/').collect();
    let shared = from.iter().zip(&to).take_while(|(a, b)| a == b).count();
    let ups = from.len() - shared;
    let down = to[shared..].join("/");
    "../".repeat(ups) + &down
}

/// The URL of a target on `page`; nothing for what is elsewhere.
pub fn url_of(site: &Site, target: &Target) -> Option<String> {
    match target {
        Target::Page(id) => Some(site.page(*id).url.clone()),
        Target::File(path) => Some(file_url(site, path)),
        Target::Path(path) => Some(path.clone()),
        Target::Elsewhere => None,
    }
}

/// Where a URL of the site is written.
pub fn output_of(site: &Site, url: &str) -> crate::finding::OutputPath {
    super::url::output_of(&site.config, url)
}
