//! `font-variants`: pages come with few fonts.

use std::collections::{BTreeMap, BTreeSet};

use crate::check::say;
use crate::check::site::{Css, File, Site, SiteReport};
use crate::finding::{Criterion, OutputPath, Rule, Severity};

pub(super) static RULE: Rule = Rule {
    id: "font-variants",
    severity: Severity::Error,
    criteria: &[Criterion::rgesn("4.8"), Criterion::wsg("use-optimized-web-typography")],
    doc: include_str!("font_variants.md"),
};

/// Families at most (RGESN 2024, 4.8).
const FAMILIES: usize = 2;

/// Variants at most, of all families together (RGESN 2024, 4.8).
const VARIANTS: usize = 4;

pub(super) fn check(site: &Site<'_>, report: &mut SiteReport) {
    let mut known: BTreeMap<OutputPath, Css> = BTreeMap::new();
    let mut found: BTreeMap<_, Vec<_>> = BTreeMap::new();
    for page in site.pages {
        let mut variants = page.fonts.clone();
        let mut place = &(0..0);
        for asset in &page.assets {
            if let Some(File::Other(file)) = site.file(&asset.to)
                && file.extension() == "css"
            {
                let css = known.entry(file).or_insert_with_key(|file| super::sheets::read(site, file));
                if !css.variants.is_empty() {
                    place = &asset.span;
                }
                variants.extend(css.variants.iter().cloned());
            }
        }
        let families: BTreeSet<&String> = variants.iter().map(|one| &one.family).collect();
        if families.len() > FAMILIES || variants.len() > VARIANTS {
            let families: Vec<String> = families.into_iter().cloned().collect();
            found.entry((families, variants.len())).or_default().push((&page.path, place));
        }
    }
    for ((families, variants), places) in found {
        let names = families.join("`, `");
        report.fail(
            &places[..],
            say(
                format!("the page comes with {variants} variants of fonts, in {} families: `{names}`", families.len()),
                format!("la page vient avec {variants} variantes de polices, en {} familles : `{names}`", families.len()),
            ),
            say(
                format!("keep {FAMILIES} families and {VARIANTS} variants at most, or a variable font, or those of devices"),
                format!("gardez {FAMILIES} familles et {VARIANTS} variantes au plus, ou une police variable, ou celles des appareils"),
            ),
        );
    }
}
