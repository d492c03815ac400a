//! Where an address written in a page leads (URL Standard, 4.5).

use std::cell::OnceCell;

use percent_encoding::percent_decode_str;
use serde::{Deserialize, Serialize};
use url::Url;

use super::{Survey, Word};
use crate::finding::OutputPath;

/// Where an address leads.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Target {
    /// Into the site.
    Here {
        /// The path from its root, decoded, without the first slash: `fr/`, `fr/contact.html`.
        path: Word,
        /// What follows `?`, as written.
        query: Word,
        /// What follows `#`, decoded.
        fragment: Word,
    },
    /// To another site: the address without its fragment, and without what does not change where it leads.
    Away(Word),
    /// To no resource that one can compare: mail, telephone, script, an address that cannot be read.
    Other(Word),
}

impl Target {
    /// The same resource, the place in it left out.
    #[must_use]
    pub fn resource(&self) -> (&str, &str) {
        match self {
            Self::Here { path, query, .. } => (path, query),
            Self::Away(url) | Self::Other(url) => (url, "\u{0}away"),
        }
    }
}

/// A page that addresses are read on.
#[derive(Debug)]
pub(super) struct Reader<'r> {
    survey: &'r Survey,
    path: &'r str,
    /// What the page says itself that its addresses are joined to.
    written: Option<&'r str>,
    /// What they are joined to, once one is: most say it all. Nothing when it cannot be read.
    base: OnceCell<Option<Url>>,
}

impl<'r> Reader<'r> {
    /// The page at `path`, whose `base` element gives this address.
    pub(super) fn new(survey: &'r Survey, path: &'r str, base: Option<&'r str>) -> Self {
        Self { survey, path, written: base, base: OnceCell::new() }
    }

    fn base(&self) -> Option<&Url> {
        let join = || {
            let page = self.survey.root.join(&encode(self.path)).ok()?;
            self.written.map_or(Some(page.clone()), |base| page.join(base).ok())
        };
        self.base.get_or_init(join).as_ref()
    }

    /// The path of an address that is one from the root of the site and nothing else, as those of menus are: it leads
    /// there from any page.
    pub(super) fn plain<'w>(&self, written: &'w str) -> Option<&'w str> {
        let path = written.strip_prefix('/').filter(|path| is_plain(path))?;
        (self.written.is_none() && self.survey.root.path() == "/").then_some(path)
    }

    /// Where an address of the page leads.
    pub(super) fn target(&self, written: &str) -> Target {
        let survey = self.survey;
        let written = written.trim_matches(|c: char| c.is_ascii_whitespace());
        let here = |path: &str, query: &str, fragment: &str| Target::Here {
            path: survey.word(path),
            query: survey.word(query),
            fragment: survey.word(&percent_decode_str(fragment).decode_utf8_lossy()),
        };
        if let Some(path) = self.plain(written) {
            return here(path, "", "");
        }
        if let Some(fragment) = written.strip_prefix('#').filter(|_| self.written.is_none()) {
            return here(self.path, "", fragment);
        }
        let Some(url) = self.base().and_then(|base| base.join(written).ok()) else {
            return Target::Other(survey.word(written));
        };
        if !matches!(url.scheme(), "http" | "https") {
            return Target::Other(survey.word(written));
        }
        let inside = (url.host() == survey.root.host() && url.port() == survey.root.port())
            .then(|| url.path().strip_prefix(survey.root.path()))
            .flatten();
        match inside {
            Some(inside) => here(
                &percent_decode_str(inside).decode_utf8_lossy(),
                url.query().unwrap_or_default(),
                url.fragment().unwrap_or_default(),
            ),
            None => Target::Away(survey.word(&away(url))),
        }
    }
}

/// Where `address`, written on `page`, leads.
pub fn target(survey: &Survey, page: &OutputPath, address: &str) -> Target {
    Reader::new(survey, page.as_str(), None).target(address)
}

/// The delivered file that `address`, written on `page`, leads to; nothing when it leaves the site. A folder's is its
/// `index.html`.
pub fn resolve(survey: &Survey, page: &OutputPath, address: &str) -> Option<OutputPath> {
    match target(survey, page, address) {
        Target::Here { path, .. } if path.is_empty() || path.ends_with('/') => {
            Some(OutputPath::new(format!("{path}index.html")))
        }
        Target::Here { path, .. } => Some(OutputPath::new(&*path)),
        _ => None,
    }
}

/// A path that is read as it is written.
fn is_plain(path: &str) -> bool {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'/' | b'-' | b'_' | b'.');
    path.bytes().all(plain) && !path.starts_with('/') && !path.contains("./") && !path.ends_with('.')
}

/// A path of the site as it is written in a URL: only what would be read otherwise is encoded.
fn encode(path: &str) -> String {
    path.replace('%', "%25").replace('?', "%3F").replace('#', "%23").replace('\\', "%5C").replace(':', "%3A")
}

/// An address of another site without what does not change where it leads.
fn away(mut url: Url) -> String {
    url.set_fragment(None);
    let whole = url.as_str();
    let whole = whole.split_once("://").map_or(whole, |(_, rest)| rest);
    whole.strip_prefix("www.").unwrap_or(whole).trim_end_matches('/').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn path(base_url: Option<&str>, page: &str, written: &str) -> String {
        match Reader::new(&Survey::new(base_url), page, None).target(written) {
            Target::Here { path, query, fragment } => format!("{path}|{query}|{fragment}"),
            Target::Away(url) => format!("away {url}"),
            Target::Other(url) => format!("other {url}"),
        }
    }

    #[test]
    fn addresses_lead_where_browsers_go() {
        for (written, expected) in [
            ("/fr/", "fr/||"),
            ("b.html?q=1#p%C3%A9", "fr/b.html|q=1|pé"),
            ("../en/", "en/||"),
            ("../../../x", "x||"),
            ("/a//b/../c", "a//c||"),
            ("/caf%C3%A9/", "café/||"),
            ("#top", "fr/a.html||top"),
            ("", "fr/a.html||"),
            ("mailto:a@b.org", "other mailto:a@b.org"),
            ("javascript:void(0)", "other javascript:void(0)"),
            ("https://www.example.org/x/#y", "away example.org/x"),
            ("http://[", "other http://["),
        ] {
            assert_eq!(path(None, "fr/a.html", written), expected, "{written}");
        }
    }

    #[test]
    fn a_site_may_stand_below_a_path() {
        let base = Some("https://example.org/site");
        assert_eq!(path(base, "fr/a.html", "/site/en/"), "en/||");
        assert_eq!(path(base, "fr/a.html", "https://example.org/site/en/"), "en/||");
        assert_eq!(path(base, "fr/a.html", "/other/"), "away example.org/other");
    }
}
