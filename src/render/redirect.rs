//! Former addresses as ready files for the servers that can redirect, so that no page need be loaded to be left.
//!
//! Paths come from authors: each is written so that it can say nothing but itself in the syntax of each server.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};

use crate::finding::OutputPath;
use crate::model::Site;
use crate::output::Content;

/// The files that `output.redirects` asks for, at the root of the site; they are there even when nothing has moved,
/// so that a server's configuration may include them.
pub(super) fn files(site: &Site) -> Vec<(OutputPath, Content)> {
    let moves = moves(site);
    let file = |server: &&str| match *server {
        "nginx" => ("redirects.nginx.conf", nginx(&moves)),
        "caddy" => ("redirects.caddy", caddy(&moves)),
        "apache" => ("redirects.apache.conf", apache(&moves)),
        _ => ("_redirects", netlify(&moves)),
    };
    site.config.output.redirects.iter().map(file).map(|(name, text)| (OutputPath::new(name), text.into())).collect()
}

/// Former path to path, both decoded. A folder's has its two forms, with the slash at the end and without,
/// unless that is the path of something else.
type Moves = BTreeMap<String, String>;

fn moves(site: &Site) -> Moves {
    let decoded = |path: &str| {
        percent_decode_str(path).decode_utf8().ok().map(String::from).filter(|path| !path.contains(char::is_control))
    };
    let mut moves = Moves::new();
    for (old, new, _) in site.aliases.iter() {
        let Some((from, to)) = decoded(old).zip(decoded(new)) else { continue };
        let bare = from.strip_suffix('/').unwrap_or_default();
        if !bare.is_empty() && !site.urls.contains_key(bare) {
            moves.insert(bare.to_owned(), to.clone());
        }
        moves.insert(from, to);
    }
    moves
}

/// A path as a URI has it; what it leaves means nothing to any of the servers.
fn encode(path: &str) -> String {
    const OTHERS: &AsciiSet = &NON_ALPHANUMERIC.remove(b'/').remove(b'-').remove(b'_').remove(b'.').remove(b'~');
    utf8_percent_encode(path, OTHERS).to_string()
}

/// Locations, matched with the decoded path (<https://nginx.org/en/docs/http/ngx_http_core_module.html#location>).
fn nginx(moves: &Moves) -> String {
    let mut text = "# In the `server` block of nginx: include /path/to/the/site/redirects.nginx.conf;\n".to_owned();
    for (from, to) in moves {
        let from = from.replace('\\', "\\\\").replace('"', "\\\"");
        let _ = writeln!(text, "location = \"{from}\" {{ return 301 {}; }}", encode(to));
    }
    text
}

/// `redir` lines (<https://caddyserver.com/docs/caddyfile/directives/redir>).
fn caddy(moves: &Moves) -> String {
    let mut text = "# In the site's block of the Caddyfile: import /path/to/the/site/redirects.caddy\n".to_owned();
    for (from, to) in moves {
        let _ = writeln!(text, "redir {} {} permanent", encode(from), encode(to));
    }
    text
}

/// `RedirectMatch` lines (<https://httpd.apache.org/docs/2.4/mod/mod_alias.html#redirectmatch>): a regular expression
/// of the decoded path, and a path that the server itself encodes.
fn apache(moves: &Moves) -> String {
    let mut text = "# In Apache's <VirtualHost>: Include /path/to/the/site/redirects.apache.conf\n\
        # Without access to its configuration, copy these lines to a file .htaccess at the root of the site.\n"
        .to_owned();
    // In the second path, the server would take these for a query, a fragment or what was matched.
    for (from, to) in moves.iter().filter(|(_, to)| !to.contains(['?', '#', '$', '&', '\\'])) {
        let mut pattern = String::with_capacity(from.len() + 8);
        for c in from.chars() {
            if c.is_ascii_punctuation() && !matches!(c, '/' | '-' | '_' | '~' | '"') {
                pattern.push('\\');
            }
            pattern.push(c);
        }
        let _ = writeln!(text, "RedirectMatch 301 \"^{}$\" \"{}\"", quoted(&pattern), quoted(to));
    }
    text
}

/// Text between double quotes in Apache's configuration, where a backslash escapes itself and the quote.
fn quoted(text: &str) -> String {
    text.replace('\\', "\\\\").replace('"', "\\\"")
}

/// Lines of `_redirects`, as Netlify, Cloudflare Pages and Codeberg Pages read them
/// (<https://docs.netlify.com/manage/routing/redirects/overview/>).
fn netlify(moves: &Moves) -> String {
    let mut text = "# Read at the root of the site by Netlify, Cloudflare Pages and Codeberg Pages.\n".to_owned();
    for (from, to) in moves {
        let _ = writeln!(text, "{} {} 301", encode(from), encode(to));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::testing::{CONFIG, site, text};

    const CONTENT: &[(&str, &str)] = &[
        ("content/fr/_index.md", "---\ntitle: Accueil\n---\n"),
        (
            "content/fr/a.md",
            "---\ntitle: A\naliases: [/vieux/, /vieux.html, '/été/', '/a%22;%20b{$x}*/', '/:nom/', '/l%0Aigne/', '/dos%5C/']\n---\n",
        ),
    ];

    fn lines(name: &str) -> Vec<String> {
        let site = site(CONFIG, CONTENT);
        text(&files(&site), name).lines().filter(|line| !line.starts_with('#')).map(str::to_owned).collect()
    }

    #[test]
    fn nginx_matches_the_decoded_path() {
        assert_eq!(
            lines("redirects.nginx.conf"),
            [
                r#"location = "/u/:nom" { return 301 /u/fr/a/; }"#,
                r#"location = "/u/:nom/" { return 301 /u/fr/a/; }"#,
                r#"location = "/u/a\"; b{$x}*" { return 301 /u/fr/a/; }"#,
                r#"location = "/u/a\"; b{$x}*/" { return 301 /u/fr/a/; }"#,
                r#"location = "/u/dos\\" { return 301 /u/fr/a/; }"#,
                r#"location = "/u/dos\\/" { return 301 /u/fr/a/; }"#,
                r#"location = "/u/vieux" { return 301 /u/fr/a/; }"#,
                r#"location = "/u/vieux.html" { return 301 /u/fr/a/; }"#,
                r#"location = "/u/vieux/" { return 301 /u/fr/a/; }"#,
                r#"location = "/u/été" { return 301 /u/fr/a/; }"#,
                r#"location = "/u/été/" { return 301 /u/fr/a/; }"#,
            ]
        );
    }

    #[test]
    fn caddy_and_netlify_read_encoded_paths() {
        assert_eq!(
            lines("redirects.caddy")[..4],
            [
                "redir /u/%3Anom /u/fr/a/ permanent",
                "redir /u/%3Anom/ /u/fr/a/ permanent",
                "redir /u/a%22%3B%20b%7B%24x%7D%2A /u/fr/a/ permanent",
                "redir /u/a%22%3B%20b%7B%24x%7D%2A/ /u/fr/a/ permanent",
            ]
        );
        assert_eq!(lines("_redirects")[7..9], ["/u/vieux.html /u/fr/a/ 301", "/u/vieux/ /u/fr/a/ 301"]);
    }

    #[test]
    fn apache_reads_a_pattern() {
        let lines = lines("redirects.apache.conf");
        assert_eq!(lines[2], r#"RedirectMatch 301 "^/u/a\"\\; b\\{\\$x\\}\\*$" "/u/fr/a/""#);
        assert_eq!(lines[4], r#"RedirectMatch 301 "^/u/dos\\\\$" "/u/fr/a/""#);
        assert_eq!(lines[7], r#"RedirectMatch 301 "^/u/vieux\\.html$" "/u/fr/a/""#);
    }
}
