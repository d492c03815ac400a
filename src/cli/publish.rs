//! What `publish`, `releases` and `rollback` take.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use crate::publish::guard::{Guard, Lifted};

pub(super) const PUBLISH_EXAMPLES: &str = "\
Examples:
  osier publish --dry-run            tell what would be done, and that the target may be written
  osier publish my-site --to production
  osier publish --verify             compare the target with what was published
  osier publish --headers caddy      print the headers that a server of the site needs
  osier publish --purge              empty the caches before the target

Secrets come from the environment only:
  OSIER_S3_KEY_ID, OSIER_S3_SECRET   the access key of object storage (or AWS_ACCESS_KEY_ID,
                                     AWS_SECRET_ACCESS_KEY)
  OSIER_SFTP_KEY                     the file of a private key for SFTP; keys of ssh-agent and
                                     ~/.ssh/config hold as well
  OSIER_PAGES_TOKEN, OSIER_FORGE_TOKEN
                                     the token of a site on git-pages, or one of the forge that has
                                     its repository
  OSIER_PURGE_KEY                    the key of the caches of `[publish.NAME.purge]`; for OVHcloud,
                                     the identifier of a service account, a colon and its secret

In CI, one publication at a time, never cancelled half-way:
  Forgejo, GitHub    concurrency: { group: publish, cancel-in-progress: false }
  GitLab             resource_group: publish    interruptible: false
  Woodpecker         one agent for it, with WOODPECKER_MAX_WORKFLOWS=1
  and as the only step: osier publish --to production

Exit codes:
  0  published, or nothing to do
  1  errors were found in the site, or the target is not what was published; or it was published,
     and caches were not purged or readers see something else, which the message tells
  2  osier could not run, or was stopped: run it again, it goes on
  3  refused by a guard, which the message names";

pub(super) const ROLLBACK_EXAMPLES: &str = "\
Examples:
  osier releases my-site --to production
  osier rollback 20261122T110000Z-1a2b3c4d my-site --to production";

/// Which target of which site.
#[derive(Args, Clone, Debug)]
pub struct Where {
    /// Which target: NAME of `[publish.NAME]`; not needed when there is one
    #[arg(long, value_name = "NAME")]
    pub to: Option<String>,
}

/// The site whose targets are meant.
#[derive(Args, Clone, Debug)]
pub struct SiteFolder {
    /// Folder of the site, where osier.toml is
    #[arg(value_name = "SITE", default_value = ".", hide_default_value = true)]
    pub site: PathBuf,
    /// Configuration to read in place of SITE/osier.toml: a file of the folder of the site
    #[arg(long, value_name = "FILE")]
    pub config: Option<String>,
}

/// A server that headers are printed for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum HeadersFor {
    /// nginx, for its `server` block
    Nginx,
    /// nginx, for its `http` block: what the former looks up
    NginxMaps,
    /// Caddy
    Caddy,
    /// Apache
    Apache,
    /// A file `_headers`
    Headers,
}

/// How a publication is done.
#[derive(Args, Clone, Debug)]
#[expect(clippy::struct_excessive_bools, reason = "each is a flag of its own")]
pub struct PublishOptions {
    /// Tell what would be sent, deleted and kept, and why; the site is left as it is
    #[arg(long)]
    pub dry_run: bool,
    /// Compare the target with what was published there, and publish nothing
    #[arg(long, conflicts_with = "dry_run")]
    pub verify: bool,
    /// Empty the caches before the target, and publish nothing
    #[arg(long, conflicts_with_all = ["dry_run", "verify"])]
    pub purge: bool,
    /// Print the headers that the server of the site needs, and publish nothing
    #[arg(long, value_name = "SERVER", value_enum, conflicts_with_all = ["dry_run", "verify", "purge"])]
    pub headers: Option<HeadersFor>,
    /// List the whole target, and mend what is not as it was left
    #[arg(long)]
    pub check_target: bool,
    /// Delete at once what left the site, with every copy: former releases cannot be returned to any more
    #[arg(long)]
    pub forget: bool,
    /// Which refusals are lifted.
    #[command(flatten)]
    pub force: Force,
}

/// Refusals that are lifted, each by its name.
#[derive(Args, Clone, Debug, Default)]
#[expect(clippy::struct_excessive_bools, reason = "each is a flag of its own")]
#[command(next_help_heading = "Guards lifted")]
pub struct Force {
    /// Publish drafts
    #[arg(long)]
    pub force_drafts: bool,
    /// Publish a site whose address is of this machine only
    #[arg(long)]
    pub force_local_url: bool,
    /// Publish a site without a home page
    #[arg(long)]
    pub force_no_home: bool,
    /// Publish even though many pages are gone
    #[arg(long)]
    pub force_shrink: bool,
    /// Delete more files than `max_deletes`
    #[arg(long)]
    pub force_deletes: bool,
    /// Publish where another site is, or files that Osier did not write; these stay
    #[arg(long)]
    pub force_adopt: bool,
    /// Write over files that Osier did not write
    #[arg(long)]
    pub force_overwrite: bool,
    /// Take the lock of another publication
    #[arg(long)]
    pub force_lock: bool,
}

impl Force {
    /// The guards that are lifted.
    pub fn lifted(&self) -> Lifted {
        let all = [
            (self.force_drafts, Guard::Drafts),
            (self.force_local_url, Guard::LocalUrl),
            (self.force_no_home, Guard::NoHome),
            (self.force_shrink, Guard::Shrink),
            (self.force_deletes, Guard::Deletes),
            (self.force_adopt, Guard::Adopt),
            (self.force_overwrite, Guard::Overwrite),
            (self.force_lock, Guard::Lock),
        ];
        all.into_iter().filter(|(is_lifted, _)| *is_lifted).map(|(_, guard)| guard).collect()
    }
}
