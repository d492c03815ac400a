//! Text made safe for HTML.

/// Text between tags.
pub(super) fn text(html: &mut String, text: &str) {
    let mut from = 0;
    for at in memchr::memchr3_iter(b'&', b'<', b'>', text.as_bytes()) {
        html.push_str(&text[from..at]);
        html.push_str(entity(text.as_bytes()[at]));
        from = at + 1;
    }
    html.push_str(&text[from..]);
}

/// Text of a double quoted attribute.
pub(super) fn attribute(html: &mut String, text: &str) {
    escape(html, text, &ATTRIBUTE);
}

/// A URL in a double quoted attribute: what no URL may hold is percent-encoded, the rest is left.
pub(super) fn url(html: &mut String, url: &str) {
    escape(html, url, &URL);
}

const PLAIN: u8 = 0;
const ENTITY: u8 = 1;
const PERCENT: u8 = 2;

static ATTRIBUTE: [u8; 256] = table(b"&<>\"", b"");
static URL: [u8; 256] = table(b"&", b" \t\n\r\"<>\\^`{|}");

const fn table(entities: &[u8], percents: &[u8]) -> [u8; 256] {
    let mut table = [PLAIN; 256];
    let mut i = 0;
    while i < entities.len() {
        table[entities[i] as usize] = ENTITY;
        i += 1;
    }
    i = 0;
    while i < percents.len() {
        table[percents[i] as usize] = PERCENT;
        i += 1;
    }
    table
}

fn escape(html: &mut String, text: &str, table: &[u8; 256]) {
    let mut from = 0;
    for (at, byte) in text.bytes().enumerate() {
        let kind = table[byte as usize];
        if kind == PLAIN {
            continue;
        }
        html.push_str(&text[from..at]);
        from = at + 1;
        if kind == PERCENT {
            let hex = |half: u8| b"0123456789ABCDEF"[half as usize] as char;
            html.extend(['%', hex(byte >> 4), hex(byte & 15)]);
        } else {
            html.push_str(entity(byte));
        }
    }
    html.push_str(&text[from..]);
}

fn entity(byte: u8) -> &'static str {
    match byte {
        b'&' => "&amp;",
        b'<' => "&lt;",
        b'>' => "&gt;",
        _ => "&quot;",
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn each_context_escapes_what_it_must() {
        let with = |escape: fn(&mut String, &str), text| {
            let mut html = String::new();
            escape(&mut html, text);
            html
        };
        assert_eq!(with(super::text, "a & <b> \"é\""), "a &amp; &lt;b&gt; \"é\"");
        assert_eq!(with(super::attribute, "\"a\""), "&quot;a&quot;");
        assert_eq!(with(super::url, "/é à?a=1&b=%20\""), "/é%20à?a=1&amp;b=%20%22");
    }
}
