//! Sites made of a few texts in memory, for the tests of what is rendered from the model alone.

use std::borrow::Cow;
use std::sync::Arc;

use crate::cache::Cache;
use crate::config;
use crate::finding::{OutputPath, SourcePath};
use crate::load::{self, files};
use crate::model::{self, Audience, Moment, PageId, Site};
use crate::output::Content;

/// The content types of the default theme.
const TYPES: &[(&str, &str)] = &[
    ("call", include_str!("../../themes/estran/types/call.toml")),
    ("diploma", include_str!("../../themes/estran/types/diploma.toml")),
    ("document", include_str!("../../themes/estran/types/document.toml")),
    ("event", include_str!("../../themes/estran/types/event.toml")),
    ("job", include_str!("../../themes/estran/types/job.toml")),
    ("laboratory", include_str!("../../themes/estran/types/laboratory.toml")),
    ("location", include_str!("../../themes/estran/types/location.toml")),
    ("organization", include_str!("../../themes/estran/types/organization.toml")),
    ("page", include_str!("../../themes/estran/types/page.toml")),
    ("person", include_str!("../../themes/estran/types/person.toml")),
    ("post", include_str!("../../themes/estran/types/post.toml")),
    ("program", include_str!("../../themes/estran/types/program.toml")),
    ("project", include_str!("../../themes/estran/types/project.toml")),
    ("publication", include_str!("../../themes/estran/types/publication.toml")),
];

/// A site of two languages, below a path, as `osier.toml` has it.
pub(super) const CONFIG: &str = r#"
title = { fr = "Estran", en = "Strand" }
description = "Une université"
base_url = "https://estran.example/u"
time_zone = "Europe/Paris"
default_language = "fr"
[languages.fr]
name = "Français"
[languages.en]
name = "English"
[taxonomies.themes]
title = { fr = "Thèmes", en = "Topics" }
feed = true
[feeds]
formats = ["atom", "json"]
limit = 2
[output]
redirects = ["nginx", "caddy", "apache", "netlify"]
"#;

/// The site of these files on 15 June 2026 at noon in Paris. It has no fault.
pub(super) fn site(config: &str, contents: &[(&str, &str)]) -> Site {
    let (config, faults) = config::parse(&SourcePath::new(config::FILE), config);
    assert_eq!(faults, [], "the configuration");
    let mut files = files::Files { theme: "themes/estran".to_owned(), ..files::Files::default() };
    for (name, text) in TYPES {
        files.texts.insert(SourcePath::new(format!("themes/estran/types/{name}.toml")), (*text).into());
    }
    for home in ["content/fr/_index.md", "content/en/_index.md"] {
        files.texts.insert(SourcePath::new(home), "---\ntitle: Estran\n---\n".into());
    }
    for (path, text) in contents {
        let path = SourcePath::new(path);
        if ["md", "bib"].contains(&path.extension()) {
            files.texts.insert(path, (*text).into());
        } else {
            files.others.insert(path, files::Other::Embedded(Cow::Owned(text.as_bytes().to_vec())));
        }
    }
    let sources = load::read(config, files, &mut Cache::default());
    let now = "2026-06-15T12:00:00+02:00[Europe/Paris]".parse().expect("a date-time");
    let model::Modelled { site, findings: faults } = model::build(&sources, Moment { now, audience: Audience::Public });
    assert_eq!(sources.findings, [], "the sources");
    assert_eq!(faults, [], "the model");
    Arc::into_inner(site).expect("nobody else has it")
}

/// The page of a content key in the default language.
pub(super) fn page(site: &Site, key: &str) -> PageId {
    site.find(site.config.languages.default, key).unwrap_or_else(|| panic!("there is no page {key}"))
}

/// The text of one of these files.
pub(super) fn text(files: &[(OutputPath, Content)], path: &str) -> String {
    let known: Vec<&OutputPath> = files.iter().map(|(path, _)| path).collect();
    let found = files.iter().find(|(known, _)| known.as_str() == path).and_then(|(_, content)| content.made());
    let bytes = found.unwrap_or_else(|| panic!("there is no {path} in {known:?}"));
    String::from_utf8(bytes.to_vec()).expect("UTF-8")
}
