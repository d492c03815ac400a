//! Whether two addresses lead to the same resource, or to one that says the same (ACT Rules, equivalent resource).

use super::{File, Site, Target};

/// What is known of two addresses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sameness {
    /// One resource, or two that say the same.
    Same,
    /// Two resources.
    Different,
    /// It cannot be known from here.
    Unknown,
}

/// How much of two files is compared.
const READ: usize = 1 << 20;

/// Compares what two addresses of the page `page` lead to.
pub(super) fn compare(site: &Site<'_>, page: usize, a: &Target, b: &Target) -> Sameness {
    if a.resource() == b.resource() {
        return Sameness::Same;
    }
    if runs_script(site, page, a) || runs_script(site, page, b) {
        return Sameness::Unknown;
    }
    match (a, b) {
        (Target::Here { query, .. }, Target::Here { query: other, .. }) => match (site.file(a), site.file(b)) {
            (Some(first), Some(second)) => files(site, (first, query), (second, other)),
            _ => Sameness::Unknown,
        },
        // Without its base URL, a site may name itself as if it were another.
        (Target::Here { .. }, Target::Away(_)) | (Target::Away(_), Target::Here { .. }) => Sameness::Unknown,
        (Target::Away(first), Target::Away(second)) => {
            let path = |url: &str| url.split('?').next().unwrap_or_default().to_owned();
            if path(first) == path(second) { Sameness::Unknown } else { Sameness::Different }
        }
        _ => Sameness::Different,
    }
}

/// Whether following the address runs a script of the page, as far as one can tell.
fn runs_script(site: &Site<'_>, page: usize, target: &Target) -> bool {
    match target {
        Target::Here { path, query, fragment } => {
            let itself = query.is_empty() && fragment.is_empty() && site.pages[page].path.as_str() == &**path;
            itself && site.pages[page].scripted
        }
        Target::Away(_) => false,
        Target::Other(written) => !["mailto:", "tel:"].iter().any(|scheme| written.starts_with(scheme)),
    }
}

fn files(site: &Site<'_>, (a, query): (File, &str), (b, other): (File, &str)) -> Sameness {
    let decided = |same: bool| if same { Sameness::Same } else { Sameness::Different };
    match (a, b) {
        (File::Page(a), File::Page(b)) => {
            let (a, b) = (site.land(a), site.land(b));
            if a == b {
                return decided(query == other || !site.pages[a].scripted);
            }
            decided(site.pages[a].content.is_some() && site.pages[a].content == site.pages[b].content)
        }
        (File::Other(a), File::Other(b)) if a != b => match ((site.read)(&a, READ), (site.read)(&b, READ)) {
            (Some(a), Some(b)) if a == b && a.len() == READ => Sameness::Unknown,
            (Some(a), Some(b)) => decided(a == b),
            _ => Sameness::Unknown,
        },
        (File::Other(_), File::Other(_)) => Sameness::Same,
        _ => Sameness::Different,
    }
}
