//! The headers in the words of each server.
//!
//! Values hold no quote, line or control, and nothing that a server would take for a variable (see
//! [`crate::config::HeaderRule`], [`crate::config::Security`] and [`super::policy`]); patterns hold numbers in place of
//! signs ([`mod@super::served`]).

use std::fmt::Write as _;

use super::IMMUTABLE;
use super::served::{CACHE, Header, POLICY, Served, With};
use crate::config::Config;
use crate::output::Output;

/// A server, or a form of file that hosts read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Server {
    /// nginx, for its `server` block.
    Nginx,
    /// nginx, for its `http` block: what the former looks up.
    NginxMaps,
    /// Caddy 2.
    Caddy,
    /// Apache 2.4.
    Apache,
    /// `_headers`, which git-pages and others read.
    Headers,
}

/// What `server` is told of the site. `hashed` are the paths whose name holds the hash of the content.
pub fn export<'a>(
    server: Server,
    config: &Config,
    output: &'a Output,
    hashed: impl Iterator<Item = &'a str>,
) -> String {
    let served = super::served(config, output);
    match server {
        Server::Nginx => nginx(&served, config),
        Server::NginxMaps => nginx_maps(&served, config),
        Server::Caddy => caddy(&served),
        Server::Apache => apache(&served),
        Server::Headers => file(&served, hashed),
    }
}

/// The variable of nginx for a header: other sites of the same server have others.
fn variable(config: &Config, header: &Header) -> String {
    let host = config.base_url.split_once("://").map_or(config.base_url.as_str(), |(_, after)| after);
    let plain = |text: &str| -> String {
        text.chars().map(|c| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { '_' }).collect()
    };
    format!("$osier_{}_{}", plain(host), plain(&header.name))
}

/// Maps (<https://nginx.org/en/docs/http/ngx_http_map_module.html>): a value by address, the first pattern that holds.
fn nginx_maps(served: &Served, config: &Config) -> String {
    let mut text =
        "# In the `http` block of nginx; then what `--headers nginx` prints, in its `server` block.\n".to_owned();
    for header in served.headers.iter().filter(|header| !header.rules.is_empty()) {
        let _ = writeln!(text, "map $uri {} {{", variable(config, header));
        let _ = writeln!(text, "\tdefault \"{}\";", header.default.as_deref().unwrap_or_default());
        for (pattern, value) in &header.rules {
            let _ = writeln!(text, "\t\"~{pattern}\" \"{value}\";");
        }
        text.push_str("}\n");
    }
    text
}

/// `add_header` lines (<https://nginx.org/en/docs/http/ngx_http_headers_module.html>): one whose value is empty is not
/// sent.
fn nginx(served: &Served, config: &Config) -> String {
    let mut text = "\
# In the `server` block of nginx, whose `http` block has what `--headers nginx-maps` prints.
# A `location` with an `add_header` of its own loses these: include the file there too.
"
    .to_owned();
    for header in &served.headers {
        let value = match &header.default {
            Some(value) if header.rules.is_empty() => format!("\"{value}\""),
            _ => variable(config, header),
        };
        let always = if header.with == With::All { " always" } else { "" };
        let _ = writeln!(text, "add_header {} {value}{always};", header.name);
    }
    let compress = &config.output.compress;
    if !compress.is_empty() {
        text.push_str("gzip_vary on;\n");
    }
    for encoding in compress {
        text.push_str(match *encoding {
            "br" => "# brotli_static on;  # with libnginx-mod-http-brotli-static, or the like\n",
            _ => "gzip_static on;\n",
        });
    }
    let _ = writeln!(text, "error_page 404 {}/404.html;", served.base);
    text
}

/// `header` lines (<https://caddyserver.com/docs/caddyfile/directives/header>): of those that match, the last holds.
/// What is answered to an error has the headers that its request was given before.
fn caddy(served: &Served) -> String {
    let mut text = "\
# In the site's block of the Caddyfile, after `root`: import /path/to/this/file
# `route` keeps the order of the lines: of those that match, the last holds.
@osier_found file {path} {path}index.html
route {
"
    .to_owned();
    let mut matchers = String::new();
    for (rank, header) in served.headers.iter().enumerate() {
        // The page of a folder is found as well.
        let found = if header.with == With::Found { "\tfile {path} {path}index.html\n" } else { "" };
        match (&header.default, header.with) {
            (Some(value), With::All) => _ = writeln!(text, "\theader {} \"{value}\"", header.name),
            (Some(value), With::Found) => _ = writeln!(text, "\theader @osier_found {} \"{value}\"", header.name),
            (None, _) => {}
        }
        for (at, (pattern, value)) in header.rules.iter().enumerate().rev() {
            let name = format!("@osier_{rank}_{at}");
            let _ = writeln!(matchers, "{name} {{\n\tpath_regexp `{pattern}`\n{found}}}");
            let _ = writeln!(text, "\theader {name} {} \"{value}\"", header.name);
        }
    }
    text.push_str("}\n");
    text.push_str(&matchers);
    let missing = format!("rewrite * {}/404.html\n\t\tfile_server", served.base);
    let is_missing = "@osier_missing expression `{http.error.status_code} == 404`";
    let _ = writeln!(text, "handle_errors {{\n\t{is_missing}\n\thandle @osier_missing {{\n\t\t{missing}\n\t}}\n}}");
    text
}

/// `Header` lines (<https://httpd.apache.org/docs/2.4/mod/mod_headers.html>): of those that match, the last holds.
fn apache(served: &Served) -> String {
    let mut text = "\
# In Apache's <VirtualHost>: Include /path/to/this/file
# Without access to its configuration, copy these lines to a file .htaccess at the root of the site. Needs mod_headers.
"
    .to_owned();
    for header in &served.headers {
        // Without `always`, a header goes with what is found only. A `%` begins what is computed.
        let how = if header.with == With::All { "always set" } else { "set" };
        let (name, plain) = (&header.name, |value: &str| value.replace('%', "%%"));
        if let Some(value) = &header.default {
            let _ = writeln!(text, "Header {how} {name} \"{}\"", plain(value));
        }
        for (pattern, value) in header.rules.iter().rev() {
            let _ =
                writeln!(text, "Header {how} {name} \"{}\" \"expr=%{{REQUEST_URI}} =~ m#{pattern}#\"", plain(value));
        }
    }
    let _ = writeln!(text, "ErrorDocument 404 {}/404.html", served.base);
    text
}

/// `_headers` (<https://docs.netlify.com/manage/routing/headers/>). Where several rules match, values are joined, so
/// that each header is in one: pages share one policy, and how long what may change is kept is left to the host.
fn file<'a>(served: &Served, hashed: impl Iterator<Item = &'a str>) -> String {
    let mut text = "# Read at the root of the site by git-pages (Codeberg Pages) and others.\n".to_owned();
    let _ = writeln!(text, "{}/*\n  {POLICY}: {}", served.base, served.shared);
    let general = |header: &&Header| header.name != POLICY && header.name != CACHE;
    for header in served.headers.iter().filter(general) {
        if let Some(value) = &header.default {
            let _ = writeln!(text, "  {}: {value}", header.name);
        }
    }
    // This form has no regular expressions: each file is named.
    for path in hashed {
        let _ = writeln!(text, "{}/{path}\n  {CACHE}: {IMMUTABLE}", served.base);
    }
    let is_general = |name: &str| {
        served.headers.iter().any(|header| header.name.eq_ignore_ascii_case(name) && header.default.is_some())
            && !name.eq_ignore_ascii_case(CACHE)
    };
    for (path, set) in &served.own {
        let _ = writeln!(text, "{path}");
        for (name, value) in set {
            let left = if is_general(name) { "# this form cannot replace a value: " } else { "" };
            let _ = writeln!(text, "  {left}{name}: {value}");
        }
    }
    text
}
