//! The headers of a whole site, before they are written for a server: each with its value by address.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::policy::Needs;
use super::{FRESH, IMMUTABLE};
use crate::config::{Config, Security};
use crate::finding::OutputPath;
use crate::model::url;

/// For drawings that are opened by themselves: they may show and style what they hold, and run nothing.
const DRAWING: &str = "default-src 'none'; img-src data:; style-src 'unsafe-inline'; sandbox";

/// How many pages may have a policy of their own before all share one: a server reads the list at every request.
const MOST: usize = 200;

/// The page of what is not found.
const NOT_FOUND: &str = "404.html";

/// The name of the header of policies.
pub const POLICY: &str = "Content-Security-Policy";
/// The name of the header of caches.
pub const CACHE: &str = "Cache-Control";

/// A page and what it uses.
#[derive(Clone, Debug)]
pub struct Page {
    /// Where it is.
    pub path: OutputPath,
    /// What it and the style sheets of the site use.
    pub needs: Needs,
}

/// The headers of a site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Served {
    /// The path that the site is under, without a slash at the end.
    pub base: String,
    /// The headers, each once.
    pub headers: Vec<Header>,
    /// A policy for all pages at once, for hosts that cannot tell pages apart.
    pub shared: String,
    /// The site's own rules as they are written, for hosts that have patterns of that form.
    pub own: Vec<(String, Vec<(String, String)>)>,
}

/// A header and its value by address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Header {
    /// Its name.
    pub name: String,
    /// Its value where no rule holds; nothing where it is not sent.
    pub default: Option<String>,
    /// Patterns of paths and the value there, the first that holds first.
    pub rules: Vec<(String, String)>,
    /// What it is sent with.
    pub with: With,
}

/// The answers that a header is sent with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum With {
    /// Every one.
    All,
    /// Those of files that are found: what is missing is asked for again.
    Found,
}

/// What the site of these pages is to be served with.
pub fn served(config: &Config, pages: Vec<Page>) -> Served {
    let base = url::base_path(&config.base_url).to_owned();
    let shared = pages.iter().fold(Needs::default(), |all, page| all.with(&page.needs));
    let scheme = config.base_url.split(':').next().unwrap_or_default();
    let shared = shared.policy(config.security.frames, scheme);
    let mut headers = vec![caches(), policies(config, pages, &base, &shared)];
    headers.extend(security(&config.security, scheme));
    for header in &mut headers {
        // A value that rules of the site replace comes after them.
        header.rules.splice(0..0, own(config, &base, &header.name));
    }
    for (name, _) in config.headers.iter().flat_map(|rule| &rule.set) {
        if !headers.iter().any(|header| header.name.eq_ignore_ascii_case(name)) {
            let rules = own(config, &base, name).collect();
            headers.push(Header { name: name.clone(), default: None, rules, with: With::All });
        }
    }
    let own = config.headers.iter().map(|rule| (format!("{base}{}", rule.path), rule.set.clone())).collect();
    Served { base, headers, shared, own }
}

/// The site's own rules for a header.
fn own<'a>(config: &'a Config, base: &'a str, name: &'a str) -> impl Iterator<Item = (String, String)> + use<'a> {
    config.headers.iter().filter_map(move |rule| {
        let value = rule.set.iter().find(|(one, _)| one.eq_ignore_ascii_case(name))?.1.clone();
        let path: Vec<String> = rule.path.split('*').map(pattern).collect();
        let end = if rule.path.ends_with('/') { "(?:index\\x2ehtml)?" } else { "" };
        Some((format!("^{}{}{end}$", pattern(base), path.join(".*")), value))
    })
}

/// How long files are kept. A name of which the hash is not sure, in digits or in letters alone, is asked for again: it
/// may be a date.
fn caches() -> Header {
    let rules = [
        (r"\.html?$", FRESH),
        (r"[.-](?:[0-9]{8,}|[a-f]{8,})\.[0-9a-z.]+$", FRESH),
        (r"[.-][0-9a-f]{8,}\.[0-9a-z.]+$", IMMUTABLE),
    ];
    let rules = rules.map(|(pattern, value)| (pattern.to_owned(), value.to_owned())).to_vec();
    Header { name: CACHE.to_owned(), default: Some(FRESH.to_owned()), rules, with: With::Found }
}

fn policies(config: &Config, pages: Vec<Page>, base: &str, shared: &str) -> Header {
    let scheme = config.base_url.split(':').next().unwrap_or_default();
    let policy = |needs: &Needs| needs.policy(config.security.frames, scheme);
    let missing = pages.iter().find(|page| page.path.as_str() == NOT_FOUND).map(|page| page.needs.clone());
    let mut groups: BTreeMap<Needs, Vec<OutputPath>> = BTreeMap::new();
    for page in pages {
        groups.entry(page.needs).or_default().push(page.path);
    }
    // The first in order where several are as frequent.
    let most = groups.iter().max_by(|(a, of_a), (b, of_b)| of_a.len().cmp(&of_b.len()).then(b.cmp(a)));
    // What is not found is answered under any address.
    let common = most.map_or_else(Needs::default, |(needs, _)| needs.clone()).with(&missing.unwrap_or_default());
    let mut common = policy(&common);
    let mut others: BTreeMap<String, Vec<OutputPath>> = BTreeMap::new();
    for (needs, paths) in groups {
        others.entry(policy(&needs)).or_default().extend(paths);
    }
    others.remove(&common);
    if others.values().map(Vec::len).sum::<usize>() > MOST {
        shared.clone_into(&mut common);
        others.clear();
    }
    let mut rules = vec![("\\.svg$".to_owned(), DRAWING.to_owned())];
    rules.extend(others.into_iter().map(|(policy, paths)| (addresses(base, &paths), policy)));
    Header { name: POLICY.to_owned(), default: Some(common), rules, with: With::All }
}

fn security(security: &Security, scheme: &str) -> Vec<Header> {
    let mut all = vec![
        ("X-Content-Type-Options", "nosniff".to_owned()),
        ("Referrer-Policy", security.referrer.to_owned()),
        ("Cross-Origin-Opener-Policy", "same-origin".to_owned()),
    ];
    if !security.refuse.is_empty() {
        let refuse: Vec<String> = security.refuse.iter().map(|name| format!("{name}=()")).collect();
        all.push(("Permissions-Policy", refuse.join(", ")));
    }
    if scheme == "https" && security.hsts_days > 0 {
        let seconds = security.hsts_days.saturating_mul(86_400);
        let below = if security.hsts_subdomains { "; includeSubDomains" } else { "" };
        all.push(("Strict-Transport-Security", format!("max-age={seconds}{below}")));
    }
    let header = |(name, value): (&str, String)| Header {
        name: name.to_owned(),
        default: Some(value),
        rules: Vec::new(),
        with: With::All,
    };
    all.into_iter().map(header).collect()
}

/// A pattern of the addresses of pages: a folder's with its `index.html` and without.
fn addresses(base: &str, paths: &[OutputPath]) -> String {
    let one = |path: &OutputPath| match path.as_str().strip_suffix("index.html") {
        Some(folder) if folder.is_empty() || folder.ends_with('/') => format!("{}(?:index\\x2ehtml)?", pattern(folder)),
        _ => pattern(path.as_str()),
    };
    let all: Vec<String> = paths.iter().map(one).collect();
    format!("^{}/(?:{})$", pattern(base), all.join("|"))
}

/// A text as a regular expression that PCRE and RE2 read alike. Paths come from authors: whatever of ASCII is not a
/// letter or a digit is written by its number, so that it can say nothing but itself, neither to the pattern nor to the
/// file it is in.
fn pattern(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        // Servers match bytes: a number beyond ASCII would be that of no byte.
        if c.is_ascii_alphanumeric() || !c.is_ascii() || matches!(c, '/' | '-' | '_') {
            out.push(c);
        } else {
            let _ = write!(out, "\\x{:02x}", u32::from(c));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::super::policy;
    use super::*;

    fn of(config: &str, pages: &[(&str, &str)]) -> Served {
        let config = format!("title = \"T\"\nbase_url = \"https://a.example/lab\"\n{config}");
        let (config, findings) = crate::config::parse(&"osier.toml".into(), &config);
        assert!(findings.is_empty(), "{findings:?}");
        let page = |(path, text): &(&str, &str)| Page {
            path: OutputPath::new(path),
            needs: policy::of_page(text, &config.base_url),
        };
        served(&config, pages.iter().map(page).collect())
    }

    fn header<'a>(served: &'a Served, name: &str) -> &'a Header {
        served.headers.iter().find(|header| header.name == name).expect("a header")
    }

    #[test]
    fn most_pages_share_a_policy_and_others_have_their_own() {
        let served =
            of("", &[("a.html", "<p>"), ("b.html", "<p>"), ("c/index.html", "<iframe src=https://v.example/>")]);
        let policies = header(&served, POLICY);
        assert!(!policies.default.as_ref().expect("a policy").contains("frame-src"));
        assert!(served.shared.contains("frame-src https://v.example"));
        let [_, (pattern, policy)] = &policies.rules[..] else { panic!("{policies:?}") };
        assert!(policy.contains("frame-src https://v.example"));
        assert_eq!(pattern, "^/lab/(?:c/(?:index\\x2ehtml)?)$");
    }

    #[test]
    fn what_is_not_found_may_show_its_page_under_any_address() {
        let pages = [("a.html", "<p>"), ("b.html", "<p>"), ("404.html", "<link rel=stylesheet href=/a.css>")];
        let served = of("", &pages);
        assert!(header(&served, POLICY).default.as_ref().expect("a policy").contains("style-src 'self'"));
    }

    #[test]
    fn many_policies_become_one() {
        let text: Vec<(String, String)> =
            (0..=MOST + 1).map(|n| (format!("{n}.html"), format!("<iframe src=https://v{n}.example/>"))).collect();
        let pages: Vec<(&str, &str)> = text.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
        let served = of("", &pages);
        let policies = header(&served, POLICY);
        assert_eq!((policies.rules.len(), policies.default.as_deref()), (1, Some(served.shared.as_str())));
    }

    #[test]
    fn rules_of_the_site_come_before_those_of_osier() {
        let own = "[headers.\"/a.b/*\"]\ncache-control = \"no-store\"\nX-Robots-Tag = \"noindex\"\n\
                   [headers.\"/c/\"]\nX-Robots-Tag = \"none\"\n";
        let served = of(own, &[]);
        assert_eq!(header(&served, CACHE).rules[0], ("^/lab/a\\x2eb/.*$".to_owned(), "no-store".to_owned()));
        let robots = header(&served, "X-Robots-Tag");
        assert_eq!((robots.default.as_ref(), robots.rules.len()), (None, 2));
        assert_eq!(robots.rules[1].0, "^/lab/c/(?:index\\x2ehtml)?$");
    }
}
