//! `robots.txt` (RFC 9309): whether search engines are let in, and where the sitemap is.

use crate::finding::OutputPath;
use crate::model::Site;
use crate::output::Content;

/// `robots.txt`.
pub(super) fn robots(site: &Site) -> Vec<(OutputPath, Content)> {
    let text = if site.config.output.robots {
        format!("User-agent: *\nAllow: /\n\nSitemap: {}/{}\n", site.config.base_url, super::sitemap::FILE)
    } else {
        "User-agent: *\nDisallow: /\n".to_owned()
    };
    vec![(OutputPath::new("robots.txt"), text.into())]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::testing::{CONFIG, site, text};

    #[test]
    fn search_engines_are_let_in_unless_the_site_says_no() {
        let open = site(CONFIG, &[("content/fr/_index.md", "---\ntitle: Accueil\n---\n")]);
        assert_eq!(
            text(&robots(&open), "robots.txt"),
            "User-agent: *\nAllow: /\n\nSitemap: https://estran.example/u/sitemap.xml\n"
        );
        let closed = site(
            &CONFIG.replace("[output]", "[output]\nrobots = false"),
            &[("content/fr/_index.md", "---\ntitle: Accueil\n---\n")],
        );
        assert_eq!(text(&robots(&closed), "robots.txt"), "User-agent: *\nDisallow: /\n");
    }
}
