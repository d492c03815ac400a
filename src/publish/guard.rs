//! What a publication refuses to do, why, and what lifts it.

use std::collections::BTreeSet;
use std::fmt;

use super::local::Local;
use super::plan::{Plan, Remote};

/// A refusal that a person may lift, by its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Guard {
    /// Drafts are in.
    Drafts,
    /// The address is one that only this machine knows.
    LocalUrl,
    /// There is no home page.
    NoHome,
    /// Far fewer pages than before.
    Shrink,
    /// Far more deletions than usual.
    Deletes,
    /// The target holds another site, or files that are not Osier's.
    Adopt,
    /// A file that is not Osier's is where one of the site goes.
    Overwrite,
    /// Someone else is publishing.
    Lock,
}

impl Guard {
    /// The option that lifts it.
    pub fn option(self) -> &'static str {
        match self {
            Self::Drafts => "--force-drafts",
            Self::LocalUrl => "--force-local-url",
            Self::NoHome => "--force-no-home",
            Self::Shrink => "--force-shrink",
            Self::Deletes => "--force-deletes",
            Self::Adopt => "--force-adopt",
            Self::Overwrite => "--force-overwrite",
            Self::Lock => "--force-lock",
        }
    }
}

/// A refusal: nothing was sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// Which.
    pub guard: Guard,
    /// What is wrong and what to do.
    pub message: String,
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "nothing was published: {}; {} does it all the same", self.message, self.guard.option())
    }
}

impl std::error::Error for Refusal {}

/// What was lifted.
pub type Lifted = BTreeSet<Guard>;

/// How large a part of the pages may go without being asked twice.
const SHRINK: f64 = 0.3;

/// Refuses when `is_wrong`, unless the guard is lifted.
pub(super) fn hold(lifted: &Lifted, guard: Guard, is_wrong: bool, message: &dyn Fn() -> String) -> Result<(), Refusal> {
    if is_wrong && !lifted.contains(&guard) {
        return Err(Refusal { guard, message: message() });
    }
    Ok(())
}

/// Judges the site itself.
///
/// # Errors
/// A refusal.
pub fn site(local: &Local, base_url: &str, drafts: bool, lifted: &Lifted) -> Result<(), Refusal> {
    hold(lifted, Guard::Drafts, drafts, &|| "drafts are in; publish without --drafts".to_owned())?;
    hold(lifted, Guard::LocalUrl, is_local(base_url), &|| {
        format!("`{base_url}` is an address of this machine; write that of the site as `base_url` in osier.toml")
    })?;
    hold(lifted, Guard::NoHome, !local.contains_key("index.html"), &|| {
        "the site has no home page, `index.html`; add `index.md` to the content".to_owned()
    })
}

/// Judges what would be done to a target.
///
/// # Errors
/// A refusal.
pub fn plan(plan: &Plan, remote: &Remote, base_url: &str, max_deletes: usize, lifted: &Lifted) -> Result<(), Refusal> {
    if let Some(old) = remote.manifest.as_ref().or(remote.pending.as_ref()) {
        hold(lifted, Guard::Adopt, old.site != base_url, &|| {
            format!("the target holds the site {}, and this is {base_url}; check the target in osier.toml", old.site)
        })?;
    } else {
        let others = remote
            .listing
            .as_ref()
            .map_or(0, |list| list.keys().filter(|key| !key.starts_with(super::manifest::FOLDER)).count());
        hold(lifted, Guard::Adopt, others > 0, &|| {
            format!("the target holds {others} files that Osier did not write; empty it, or publish beside them")
        })?;
    }
    if let Some(old) = &remote.manifest {
        let (before, after) = (old.pages(), plan.next.pages());
        let shrinks = (after as f64) < before as f64 * (1.0 - SHRINK);
        hold(lifted, Guard::Shrink, shrinks, &|| {
            format!("the site falls from {before} pages to {after}; look whether content is missing")
        })?;
    }
    hold(lifted, Guard::Deletes, plan.deletes.len() > max_deletes, &|| {
        let count = plan.deletes.len();
        format!("{count} files would be deleted, and `max_deletes` is {max_deletes}; see them with --dry-run")
    })
}

/// Whether an address is known to this machine or its network only.
fn is_local(url: &str) -> bool {
    let Ok(url) = url::Url::parse(url) else { return true };
    match url.host() {
        Some(url::Host::Domain(name)) => {
            name == "localhost" || [".localhost", ".local", ".internal"].iter().any(|end| name.ends_with(end))
        }
        Some(url::Host::Ipv4(ip)) => ip.is_loopback() || ip.is_private() || ip.is_unspecified() || ip.is_link_local(),
        Some(url::Host::Ipv6(ip)) => ip.is_loopback() || ip.is_unspecified(),
        None => true,
    }
}
