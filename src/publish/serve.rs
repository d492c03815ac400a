//! What servers are told, so that they serve files as they should be: headers by kind of file and those of security,
//! in the syntax of each server.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest as _, Sha256};

use super::headers::{FRESH, IMMUTABLE};
use super::order;
use crate::output::{Content, Output};

/// A server, or a form of file that hosts read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Server {
    /// nginx.
    Nginx,
    /// Caddy 2.
    Caddy,
    /// Apache 2.4.
    Apache,
    /// `_headers`, which git-pages and others read.
    Headers,
}

/// Names of files whose content never changes, as a regular expression of nginx, Caddy and Apache. It takes fewer
/// names than [`order::is_hashed`] would: a name that is missed is only cached for less long.
const HASHED: &str = r"[.-][0-9a-f]{8,}\.(?!html?$)[0-9a-z.]+$";

/// What pages of a site run in line, by hash: what a policy must name.
pub fn inline(output: &Output) -> (BTreeSet<String>, BTreeSet<String>) {
    let (mut scripts, mut styles) = (BTreeSet::new(), BTreeSet::new());
    for (path, content) in output {
        if let (true, Content::Bytes(bytes)) = (order::is_page(path.as_str()), content) {
            let text = String::from_utf8_lossy(bytes);
            collect(&text, "script", &mut scripts);
            collect(&text, "style", &mut styles);
        }
    }
    (scripts, styles)
}

/// The hashes of the elements `name` of a page that hold text. Data (JSON-LD) is not run, yet naming it does no harm:
/// policies are asked about any script in line that has a type browsers run.
fn collect(text: &str, name: &str, hashes: &mut BTreeSet<String>) {
    let (open, close) = (format!("<{name}"), format!("</{name}>"));
    let mut rest = text;
    while let Some((_, after)) = rest.split_once(open.as_str()) {
        let Some((tag, body)) = after.split_once('>') else { return };
        let Some((inner, next)) = body.split_once(close.as_str()) else { return };
        let is_element = tag.is_empty() || tag.starts_with(|c: char| c.is_ascii_whitespace());
        let is_data = tag.contains("json");
        if is_element && !is_data && !inner.is_empty() {
            hashes.insert(format!("'sha256-{}'", STANDARD.encode(Sha256::digest(inner.as_bytes()))));
        }
        rest = next;
    }
}

/// The policy of content (CSP 3) of a site, made of what its pages hold: its own files, and what runs in line by its
/// hash. Attributes of style are let in when pages have some, as a hash cannot name them without letting in scripts'.
pub fn policy(output: &Output) -> String {
    let (scripts, styles) = inline(output);
    let pages = || output.iter().filter(|(path, _)| order::is_page(path.as_str()));
    let holds = |what: &str| {
        pages().any(|(_, content)| match content {
            Content::Bytes(bytes) => memchr::memmem::find(bytes, what.as_bytes()).is_some(),
            Content::File(_) => false,
        })
    };
    let list = |hashes: &BTreeSet<String>| hashes.iter().fold(String::new(), |all, one| all + " " + one);
    let wasm = if output.keys().any(|path| path.extension() == "wasm") { " 'wasm-unsafe-eval'" } else { "" };
    let mut policy = format!(
        "default-src 'none'; img-src 'self' data:; media-src 'self'; font-src 'self'; connect-src 'self'; \
         manifest-src 'self'; script-src 'self'{wasm}{}; style-src 'self'{}",
        list(&scripts),
        list(&styles)
    );
    if holds(" style=\"") {
        policy.push_str("; style-src-attr 'unsafe-inline'");
    }
    policy.push_str("; form-action 'self'; base-uri 'none'; frame-ancestors 'none'");
    policy
}

/// The headers of security of a site, by name.
pub fn security(output: &Output) -> Vec<(&'static str, String)> {
    vec![
        ("Content-Security-Policy", policy(output)),
        // Without subdomains: a laboratory's site does not bind its university's others.
        ("Strict-Transport-Security", "max-age=31536000".to_owned()),
        ("X-Content-Type-Options", "nosniff".to_owned()),
        ("Referrer-Policy", "strict-origin-when-cross-origin".to_owned()),
        ("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()".to_owned()),
        ("Cross-Origin-Opener-Policy", "same-origin".to_owned()),
    ]
}

/// What `server` is told.
pub fn export(server: Server, output: &Output) -> String {
    let headers = security(output);
    let mut text = String::new();
    match server {
        Server::Nginx => {
            let _ = writeln!(
                text,
                "# In the `http` block of nginx:\n#   include /path/to/this/file;\n# and in the `server` block:"
            );
            // Not `always`: what is missing is asked for again.
            let _ = writeln!(text, "#   add_header Cache-Control $osier_cache;");
            for (name, value) in &headers {
                let _ = writeln!(text, "#   add_header {name} \"{value}\" always;");
            }
            let _ = writeln!(text, "#   error_page 404 /404.html;\n#   gzip_static on;\n#   gzip_vary on;");
            let _ = writeln!(
                text,
                "map $uri $osier_cache {{\n  default \"{FRESH}\";\n  \"~{HASHED}\" \"{IMMUTABLE}\";\n}}"
            );
        }
        Server::Caddy => {
            let _ = writeln!(text, "# In the site's block of the Caddyfile: import /path/to/this/file");
            // Go has no look-ahead: pages are told apart by a matcher of their own.
            let _ = writeln!(
                text,
                "@osier_hashed {{\n\tpath_regexp [.-][0-9a-f]{{8,}}\\.[0-9a-z.]+$\n\tnot path *.html *.htm\n\tfile\n}}"
            );
            let _ =
                writeln!(text, "header ?Cache-Control \"{FRESH}\"\nheader @osier_hashed Cache-Control \"{IMMUTABLE}\"");
            for (name, value) in &headers {
                let _ = writeln!(text, "header {name} \"{value}\"");
            }
        }
        Server::Apache => {
            let _ = writeln!(
                text,
                "# In Apache's <VirtualHost>, or in .htaccess at the root of the site; needs mod_headers."
            );
            let _ = writeln!(text, "ErrorDocument 404 /404.html\n<IfModule mod_headers.c>");
            // Not `always`: what is missing is asked for again.
            let _ = writeln!(text, "  Header set Cache-Control \"{FRESH}\"");
            let _ = writeln!(
                text,
                "  <FilesMatch \"{HASHED}\">\n    Header set Cache-Control \"{IMMUTABLE}\"\n  </FilesMatch>"
            );
            for (name, value) in &headers {
                let _ = writeln!(text, "  Header always set {name} \"{value}\"");
            }
            let _ = writeln!(text, "</IfModule>");
        }
        Server::Headers => {
            // How long pages are kept is left to the host: values of rules that both match a file are joined.
            let _ = writeln!(text, "/*");
            for (name, value) in &headers {
                let _ = writeln!(text, "  {name}: {value}");
            }
            // This form has no regular expressions: each file is named.
            for path in output.keys().filter(|path| order::is_hashed(path.as_str())) {
                let _ = writeln!(text, "/{path}\n  Cache-Control: {IMMUTABLE}");
            }
        }
    }
    text
}
