//! What scripts ask of a device, found by the words that they cannot do without.

use std::collections::BTreeMap;

use crate::check::site::{Site, SiteReport};
use crate::check::{Page, Said, say};
use crate::html::Element;

/// Something that a script may ask for.
pub(super) struct Api {
    /// What it is called by, which minifiers keep.
    pub(super) code: &'static str,
    /// After "a script asks".
    pub(super) en: &'static str,
    /// After « un script demande ».
    pub(super) fr: &'static str,
}

/// How much of a script is read, in bytes.
const READ: usize = 1 << 20;

/// The scripts written in a page that ask for something.
pub(super) fn used<'p>(page: &Page<'p>, apis: &'static [Api]) -> Vec<(Element<'p>, &'static Api)> {
    let ask = |script: Element<'p>| {
        let text = script.text();
        apis.iter().find(|api| text.contains(api.code)).map(|api| (script, api))
    };
    page.named("script").filter_map(ask).collect()
}

/// What is said of it.
pub(super) fn said(api: &Api) -> (Said, Said) {
    (
        say(format!("a script asks {}", api.en), format!("un script demande {}", api.fr)),
        say(
            format!("take `{}` out, or say in `[rules]` why the site needs it", api.code),
            format!("retirez `{}`, ou dites dans `[rules]` pourquoi le site en a besoin", api.code),
        ),
    )
}

/// The script files of a site that ask for something.
pub(super) fn files(site: &Site<'_>, apis: &'static [Api], report: &mut SiteReport) {
    let mut scripts: BTreeMap<_, Vec<_>> = BTreeMap::new();
    for (page, asset, file) in site.shown_files(|file| matches!(file.extension(), "js" | "mjs")) {
        scripts.entry(file).or_default().push((&page.path, &asset.span));
    }
    for (file, places) in scripts {
        let Some(bytes) = (site.read)(file, READ) else { continue };
        let text = String::from_utf8_lossy(&bytes);
        for api in apis.iter().filter(|api| text.contains(api.code)) {
            let (message, help) = said(api);
            report.fail(&places[..], message, help);
        }
    }
}
