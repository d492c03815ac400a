//! `[headers]`: headers of the site's own, by path.

use crate::data::{Reader, Value};

/// Headers that what is at some addresses is served with, in place of those that Osier would give or beside them.
///
/// ```toml
/// [headers."/media/*"]
/// Cache-Control = "public, max-age=86400"
///
/// [headers."/drafts/*"]
/// X-Robots-Tag = "noindex"
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HeaderRule {
    /// The path, from the address of the site on; a `*` stands for anything, slashes too.
    pub path: String,
    /// Names and values.
    pub set: Vec<(String, String)>,
}

impl HeaderRule {
    /// Whether it holds for the file under `key`: for its own address, or that of the folder whose page it is.
    pub fn holds(&self, key: &str) -> bool {
        let own = format!("/{key}");
        let folder = own.strip_suffix("index.html").filter(|folder| folder.ends_with('/'));
        is_like(&self.path, &own) || folder.is_some_and(|folder| is_like(&self.path, folder))
    }
}

/// Headers that say how a message is sent or who reads it, which no file has by its path.
const REFUSED: &[&str] = &[
    "connection",
    "content-encoding",
    "content-length",
    "content-range",
    "date",
    "etag",
    "host",
    "last-modified",
    "location",
    "set-cookie",
    "transfer-encoding",
    "upgrade",
    "vary",
    "www-authenticate",
];

/// Reads every `[headers."PATH"]`, in the order of the file: the first that holds for a file and sets a header wins.
pub(super) fn read(reader: &Reader<'_>) -> Vec<HeaderRule> {
    let mut rules = Vec::new();
    for entry in reader.named("headers") {
        let Value::Table(table) = &entry.node.value else {
            let _: Option<()> = reader.wrong(&entry.key, &entry.node, "a table, `[headers.\"/path/*\"]`");
            continue;
        };
        let path = &entry.key;
        if !path.starts_with('/') || path.chars().any(|c| c.is_whitespace() || c.is_control() || c == '"') {
            let message = format!("`{}` is not a path", path.escape_debug());
            reader.report(entry.span.clone(), message, "write it from the root of the site on: `/media/*`");
            continue;
        }
        let mut set = Vec::new();
        for header in &table.0 {
            let name = header.key.as_str();
            let Value::Text(value) = &header.node.value else {
                let _: Option<()> = reader.wrong(name, &header.node, "text in quotes");
                continue;
            };
            if let Some((message, help)) = fault(name, value) {
                reader.report(header.span.clone(), message, help);
            } else {
                set.push((name.to_owned(), value.clone()));
            }
        }
        rules.push(HeaderRule { path: path.clone(), set });
    }
    rules
}

/// What is wrong with a header (RFC 9110, 5.5 and 5.6.2), or with writing it in the words of every server.
fn fault(name: &str, value: &str) -> Option<(String, &'static str)> {
    let is_token = !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    if !is_token {
        let help = "it holds letters, digits and `-`: `X-Robots-Tag`";
        return Some((format!("`{}` is not a name of a header", name.escape_debug()), help));
    }
    if REFUSED.contains(&name.to_ascii_lowercase().as_str()) {
        return Some((format!("`{name}` is not for a site to set by path"), "take it out: the server sets it"));
    }
    let is_plain = value.bytes().all(|byte| (b' '..=b'~').contains(&byte) && !b"\"\\${}".contains(&byte));
    if value.trim() != value || value.is_empty() || !is_plain {
        let help = "write plain characters on one line, without quotes, `\\`, `$` or braces, which servers would read";
        return Some((format!("the value of `{name}` is not one that every server can send"), help));
    }
    None
}

/// Whether a text is like a pattern in which `*` stands for anything.
fn is_like(pattern: &str, text: &str) -> bool {
    let mut parts = pattern.split('*');
    let Some(mut rest) = text.strip_prefix(parts.next().unwrap_or_default()) else { return false };
    let mut parts = parts.peekable();
    if parts.peek().is_none() {
        return rest.is_empty();
    }
    while let Some(part) = parts.next() {
        if parts.peek().is_none() {
            return rest.ends_with(part);
        }
        let Some(at) = rest.find(part) else { return false };
        rest = &rest[at + part.len()..];
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_star_stands_for_anything() {
        let holds = |path: &str, key: &str| HeaderRule { path: path.to_owned(), set: Vec::new() }.holds(key);
        assert!(holds("/media/*", "media/a/b.pdf") && !holds("/media/*", "fr/media/a.pdf"));
        assert!(holds("/*.pdf", "media/a.pdf") && !holds("/*.pdf", "media/a.pdf.html"));
        assert!(holds("/fr/", "fr/index.html") && !holds("/fr/", "fr/a/index.html"));
        assert!(holds("/", "index.html") && holds("/*", "index.html") && holds("/a*b*c", "axbxc"));
        assert!(!holds("/a*b*c", "axc") && !holds("/aba", "ab"));
    }
}
