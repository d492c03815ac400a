//! `third-party`: pages ask nothing of other hosts.

use std::collections::BTreeMap;

use crate::check::say;
use crate::check::site::{AssetKind, Site, SiteReport, Span, Target};
use crate::finding::{Criterion, OutputPath, Rule, Severity};

pub(super) static RULE: Rule = Rule {
    id: "third-party",
    severity: Severity::Error,
    criteria: &[
        Criterion::rgesn("2.10"),
        Criterion::rgesn("4.4"),
        Criterion::rgesn("6.7"),
        Criterion::wsg("treat-third-parties-the-same-as-first-parties"),
    ],
    doc: include_str!("third_party.md"),
};

/// What does the same without another host: endings of hosts, in English, in French.
const ALTERNATIVES: &[(&[&str], &str, &str)] = &[
    (
        &["fonts.googleapis.com", "fonts.gstatic.com", "use.typekit.net", "fonts.bunny.net"],
        "put the font’s file in `assets/` and name it there, or use a font that devices have",
        "mettez le fichier de la police dans `assets/` et nommez-le là, ou prenez une police des appareils",
    ),
    (
        &["youtube.com", "youtube-nocookie.com", "vimeo.com", "dailymotion.com"],
        "show a picture of the video that leads to it, or put the video in `media/` with `preload=\"none\"`",
        "montrez une image de la vidéo qui y mène, ou mettez la vidéo dans `media/` avec `preload=\"none\"`",
    ),
    (
        &["google.com", "openstreetmap.org", "mapbox.com", "umap-project.org"],
        "show a picture of the map that leads to it",
        "montrez une image de la carte qui y mène",
    ),
    (
        &["googletagmanager.com", "google-analytics.com", "plausible.io", "matomo.cloud", "xiti.com", "hotjar.com"],
        "count visits from the logs of the server",
        "comptez les visites dans les journaux du serveur",
    ),
    (
        &["jsdelivr.net", "unpkg.com", "cdnjs.cloudflare.com", "code.jquery.com", "bootstrapcdn.com", "esm.sh"],
        "put the file in `assets/`, if the page still needs it",
        "mettez le fichier dans `assets/`, si la page en a encore besoin",
    ),
];

pub(super) fn check(site: &Site<'_>, report: &mut SiteReport) {
    let mut hosts: BTreeMap<String, Vec<(&OutputPath, &Span)>> = BTreeMap::new();
    for page in site.pages {
        let assets = page.assets.iter().map(|asset| (&asset.to, asset.kind, &asset.span));
        let frames = page.frames.iter().filter_map(|frame| Some((frame.to.as_ref()?, AssetKind::Other, &frame.span)));
        for (target, kind, span) in assets.chain(frames) {
            if let Target::Away(address) = target
                && !(kind == AssetKind::Drawn && is_own(site, address))
            {
                hosts.entry(host(address).to_owned()).or_default().push((&page.path, span));
            }
        }
    }
    for (file, span, page) in sheets(site) {
        for address in &super::sheets::read(site, &file).addresses {
            if let Some(host) = foreign(site, address) {
                hosts.entry(host).or_default().push((page, span));
            }
        }
    }
    for (host, places) in hosts {
        let (en, fr) = alternative(&host);
        report.fail(
            &places[..],
            say(format!("the page asks something of `{host}`"), format!("la page demande quelque chose à `{host}`")),
            say(en, fr),
        );
    }
}

/// The style sheets of the site, each with the tag that names it first.
fn sheets<'s>(site: &Site<'s>) -> Vec<(OutputPath, &'s Span, &'s OutputPath)> {
    let mut first = BTreeMap::new();
    for (page, asset, file) in site.shown_files(|file| file.extension() == "css") {
        first.entry(file).or_insert((&asset.span, &page.path));
    }
    first.into_iter().map(|(file, (span, page))| (file.clone(), span, page)).collect()
}

/// The host of an address that a sheet names; nothing for one of the site.
fn foreign(site: &Site<'_>, address: &str) -> Option<String> {
    let rest = ["https://", "http://", "//"].iter().find_map(|scheme| address.strip_prefix(scheme))?;
    (!is_own(site, rest)).then(|| host(rest).to_owned())
}

/// Whether an address that a style names, without its scheme, is of the site. Where that is, is not known here: a file
/// of that name in it is taken for it.
fn is_own(site: &Site<'_>, address: &str) -> bool {
    let path = address.split_once('/').map_or("", |(_, path)| path);
    (site.exists)(&OutputPath::new(path.split(['?', '#']).next().unwrap_or_default()))
}

fn host(address: &str) -> &str {
    address.split(['/', '?', '#']).next().unwrap_or(address)
}

fn alternative(host: &str) -> (&'static str, &'static str) {
    let is = |ending: &&str| host.strip_suffix(ending).is_some_and(|rest| rest.is_empty() || rest.ends_with('.'));
    let known = ALTERNATIVES.iter().find(|(endings, ..)| endings.iter().any(is));
    known.map_or(
        (
            "deliver the file with the site, or show a link that leads there",
            "fournissez le fichier avec le site, ou montrez un lien qui y mène",
        ),
        |(_, en, fr)| (*en, *fr),
    )
}
