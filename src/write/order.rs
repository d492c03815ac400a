//! In what order files are put into their place or sent, so that no page is ever there without what it asks for.

/// A turn of a run: what has a later one comes once all of the former is there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Turn {
    /// Files whose name holds their hash: nobody asks for them yet.
    Hashed,
    /// Other files that pages ask for: documents, indexes of the search.
    File,
    /// Pages.
    Page,
    /// What leads to pages: the home page, lists, feeds, the sitemap.
    Hub,
}

/// The turns in order.
pub const TURNS: [Turn; 4] = [Turn::Hashed, Turn::File, Turn::Page, Turn::Hub];

/// The turn of a file.
pub fn turn(key: &str) -> Turn {
    let depth = key.matches('/').count();
    let extension = extension(key);
    if is_page(key) {
        // Home pages and those just below them lead to the others.
        return if depth <= 2 { Turn::Hub } else { Turn::Page };
    }
    let name = key.rsplit('/').next().unwrap_or_default();
    match extension {
        _ if is_hashed(key) => Turn::Hashed,
        "xml" | "atom" | "rss" => Turn::Hub,
        "txt" | "conf" | "caddy" | "" if depth == 0 => Turn::Hub,
        "json" if name.starts_with("feed") => Turn::Hub,
        _ => Turn::File,
    }
}

/// Whether it is a page of HTML.
pub fn is_page(key: &str) -> bool {
    matches!(extension(key), "html" | "htm")
}

/// Whether the name holds the hash of the content: eight hexadecimal digits or more between dots or dashes, so that
/// what is under it never changes.
pub fn is_hashed(key: &str) -> bool {
    let name = key.rsplit('/').next().unwrap_or_default();
    let name = name.strip_suffix(".br").or_else(|| name.strip_suffix(".gz")).unwrap_or(name);
    let Some((stem, _)) = name.rsplit_once('.') else { return false };
    let is_hash = |part: &str| {
        part.len() >= 8
            && part.bytes().all(|byte| byte.is_ascii_hexdigit() && !byte.is_ascii_uppercase())
            && part.bytes().any(|byte| byte.is_ascii_digit())
            && part.bytes().any(|byte| byte.is_ascii_alphabetic())
    };
    // A date or an identifier in digits alone is no hash: the names that Osier gives have digits of both kinds.
    !is_page(key) && stem.split(['.', '-']).skip(1).any(is_hash)
}

/// What is after the last dot of the name.
pub fn extension(key: &str) -> &str {
    key.rsplit('/').next().unwrap_or_default().rsplit_once('.').map_or("", |(_, extension)| extension)
}
