//! Where the addresses of a page lead, among the delivered files.

use crate::finding::OutputPath;

/// The delivered file that `address`, written on `page`, leads to; nothing when it leaves the site. A folder's is its
/// `index.html`. `base` is the site's own address without a slash at its end, when it is known.
pub fn resolve(page: &OutputPath, base: &str, address: &str) -> Option<OutputPath> {
    let address = address.trim();
    let address = address.find(['#', '?']).map_or(address, |at| &address[..at]);
    let host = base.find("://").map_or(0, |at| base[at + 3..].find('/').map_or(base.len(), |end| at + 3 + end));
    let folder = &base[host..];
    let own = address.strip_prefix(&base[..host]).filter(|rest| host > 0 && (rest.is_empty() || rest.starts_with('/')));
    let path = match own {
        Some(rest) => rest.strip_prefix(folder)?,
        None if address.starts_with("//") || has_scheme(address) => return None,
        None if address.starts_with('/') => address.strip_prefix(folder).unwrap_or(address),
        None if address.is_empty() => return Some(page.clone()),
        None => return below(page.parent(), address),
    };
    below("", path)
}

fn below(folder: &str, path: &str) -> Option<OutputPath> {
    let decoded = percent_encoding::percent_decode_str(path).decode_utf8().ok()?;
    let mut segments: Vec<&str> = folder.split('/').filter(|segment| !segment.is_empty()).collect();
    for segment in decoded.split('/') {
        match segment {
            "" | "." => {}
            // Above the root, browsers stay at the root (URL Standard, 4.4).
            ".." => drop(segments.pop()),
            segment => segments.push(segment),
        }
    }
    let is_folder = decoded.is_empty() || decoded.ends_with(['/']) || decoded.ends_with("/.") || decoded.ends_with("..");
    if is_folder || segments.is_empty() {
        segments.push("index.html");
    }
    Some(OutputPath::new(segments.join("/")))
}

/// Whether an address begins with a scheme (URL Standard, 4.4).
fn has_scheme(address: &str) -> bool {
    let scheme = address.split([':', '/', '?', '#']).next().unwrap_or_default();
    address[scheme.len()..].starts_with(':')
        && scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme.chars().all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_lead_to_files() {
        let page = OutputPath::new("fr/actualites/index.html");
        let to = |base: &str, address: &str| resolve(&page, base, address).map(|path| path.as_str().to_owned());
        for (base, address, path) in [
            ("", "/a.css", Some("a.css")),
            ("", "/", Some("index.html")),
            ("", "prix/", Some("fr/actualites/prix/index.html")),
            ("", "../x.html#y", Some("fr/x.html")),
            ("", "../../../../x.html", Some("x.html")),
            ("", "#y", Some("fr/actualites/index.html")),
            ("", "https://a.example/", None),
            ("", "//a.example/", None),
            ("", "mailto:a@b.example", None),
            ("https://a.example/site", "/site/b.css?1", Some("b.css")),
            ("https://a.example/site", "https://a.example/site/b/", Some("b/index.html")),
            ("https://a.example", "https://a.example.org/b/", None),
            ("https://a.example", "https://a.example", Some("index.html")),
            ("", "/caf%C3%A9.html", Some("café.html")),
        ] {
            assert_eq!(to(base, address).as_deref(), path, "{base} {address}");
        }
    }
}
