//! HTML that leaves the site: its URLs made absolute, since no reader knows where it came from.

/// `html` with every root-relative, fragment and query URL of `href`, `src`, `srcset` and `poster` made absolute.
/// `permalink` is the address of the page it stands on.
pub(super) fn html(html: &str, permalink: &str) -> String {
    let mut out = String::with_capacity(html.len() + html.len() / 8);
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let length = if rest[1..].starts_with(|c: char| c.is_ascii_alphabetic()) {
            let (start, after) = rest.split_at(tag_length(rest));
            tag(start, permalink, &mut out);
            rest = after;
            raw_length(start, rest)
        } else if rest.starts_with("<!--") {
            rest.find("-->").map_or(rest.len(), |end| end + 3)
        } else {
            1
        };
        out.push_str(&rest[..length]);
        rest = &rest[length..];
    }
    out + rest
}

/// The bytes of the start tag that `text` begins with, `>` included; a `>` between quotes does not end it.
fn tag_length(text: &str) -> usize {
    let mut quote = None;
    for (at, byte) in text.bytes().enumerate() {
        match (quote, byte) {
            (None, b'>') => return at + 1,
            (None, b'"' | b'\'') => quote = Some(byte),
            (Some(open), _) if open == byte => quote = None,
            _ => {}
        }
    }
    text.len()
}

/// The bytes after the tag `start` that are no HTML, when it begins a script or a style sheet.
fn raw_length(start: &str, rest: &str) -> usize {
    ["script", "style"]
        .into_iter()
        .find(|name| start.get(1..=name.len()).is_some_and(|found| found.eq_ignore_ascii_case(name)))
        .map_or(0, |name| rest.to_ascii_lowercase().find(&format!("</{name}")).unwrap_or(rest.len()))
}

/// Writes a start tag with its URLs made absolute.
fn tag(tag: &str, permalink: &str, out: &mut String) {
    let mut rest = tag;
    while let Some(equals) = rest.find('=') {
        let name = rest[..equals]
            .trim_end()
            .rsplit(|c: char| c.is_ascii_whitespace() || c == '/' || c == '"' || c == '\'')
            .next();
        let after = &rest[equals + 1..];
        let blank = after.len() - after.trim_start().len();
        let (open, value) = match after[blank..].chars().next() {
            Some(quote @ ('"' | '\'')) => {
                let from = &after[blank + 1..];
                (1, &from[..from.find(quote).unwrap_or(from.len())])
            }
            _ => (
                0,
                &after[blank
                    ..blank
                        + after[blank..]
                            .find(|c: char| c.is_ascii_whitespace() || c == '>')
                            .unwrap_or(after.len() - blank)],
            ),
        };
        let start = equals + 1 + blank + open;
        out.push_str(&rest[..start]);
        match name.unwrap_or_default().to_ascii_lowercase().as_str() {
            "href" | "src" | "poster" => address(value, permalink, out),
            "srcset" => candidates(value, permalink, out),
            _ => out.push_str(value),
        }
        rest = &rest[start + value.len()..];
    }
    out.push_str(rest);
}

/// Writes an address, absolute.
fn address(value: &str, permalink: &str, out: &mut String) {
    let value = value.trim();
    if value.starts_with('/') && !value.starts_with("//") {
        let scheme = permalink.find("://").map_or(0, |at| at + 3);
        let host = permalink[scheme..].find('/').map_or(permalink, |at| &permalink[..scheme + at]);
        out.push_str(host);
    } else if value.starts_with(['#', '?']) {
        out.push_str(permalink);
    }
    out.push_str(value);
}

/// Writes the candidates of a `srcset`, each absolute: an address ends at white space, a candidate at the comma after
/// it.
fn candidates(value: &str, permalink: &str, out: &mut String) {
    let mut rest = value;
    let mut first = true;
    loop {
        rest = rest.trim_start_matches(|c: char| c.is_ascii_whitespace() || c == ',');
        if rest.is_empty() {
            return;
        }
        if !std::mem::take(&mut first) {
            out.push_str(", ");
        }
        let end = rest.find(|c: char| c.is_ascii_whitespace()).unwrap_or(rest.len());
        let url = rest[..end].trim_end_matches(',');
        address(url, permalink, out);
        rest = &rest[end..];
        if url.len() == end {
            let end = rest.find(',').unwrap_or(rest.len());
            if !rest[..end].trim().is_empty() {
                out.push(' ');
                out.push_str(rest[..end].trim());
            }
            rest = &rest[end..];
        }
    }
}
