//! `captions-invalid`: the captions of a video can be read by browsers.

use std::collections::BTreeMap;

use crate::check::site::vtt::{Fault, fault};
use crate::check::site::{AssetKind, File, Site, SiteReport, Target};
use crate::check::{Said, say};
use crate::finding::{Criterion, Rule, Severity};

pub(super) static RULE: Rule = Rule {
    id: "captions-invalid",
    severity: Severity::Error,
    criteria: &[Criterion::wcag("1.2.2", "A"), Criterion::rgaa("4.3")],
    doc: include_str!("captions_invalid.md"),
};

/// How much of a file of captions is read, in bytes: a day of them is far less.
const READ: usize = 8 << 20;

pub(super) fn check(site: &Site<'_>, report: &mut SiteReport) {
    let mut tracks: BTreeMap<&str, Vec<_>> = BTreeMap::new();
    for page in site.pages {
        for asset in page.assets.iter().filter(|asset| asset.kind == AssetKind::Track) {
            if let Target::Here { path, .. } = &asset.to {
                tracks.entry(path).or_default().push((page, asset));
            }
        }
    }
    for (path, uses) in tracks {
        let message = match site.file(&uses[0].1.to) {
            Some(File::Other(file)) => match (site.read)(&file, READ).as_deref().and_then(fault) {
                Some(fault) => said(path, fault),
                None => continue,
            },
            Some(File::Page(_)) => said(path, Fault::Signature),
            None => {
                say(format!("the captions `{path}` do not exist"), format!("les sous-titres `{path}` n’existent pas"))
            }
        };
        let places: Vec<_> = uses.iter().map(|(page, asset)| (&page.path, &asset.span)).collect();
        let help = say(
            "deliver a WebVTT file, in UTF-8, with times such as `00:01.500 --> 00:04.000`",
            "fournissez un fichier WebVTT, en UTF-8, avec des temps comme `00:01.500 --> 00:04.000`",
        );
        report.fail(&places[..], message, help);
    }
}

fn said(path: &str, fault: Fault) -> Said {
    let (en, fr) = match fault {
        Fault::Encoding => ("are not in UTF-8".to_owned(), "ne sont pas en UTF-8".to_owned()),
        Fault::Signature => ("do not begin with `WEBVTT`".to_owned(), "ne commencent pas par `WEBVTT`".to_owned()),
        Fault::Timing(line) => (
            format!("have a time that cannot be read at line {line}"),
            format!("ont un temps illisible à la ligne {line}"),
        ),
        Fault::Backwards(line) => {
            (format!("end before they begin at line {line}"), format!("finissent avant de commencer à la ligne {line}"))
        }
        Fault::Empty => ("have no text".to_owned(), "ne contiennent aucun texte".to_owned()),
    };
    say(format!("the captions `{path}` {en}"), format!("les sous-titres `{path}` {fr}"))
}
