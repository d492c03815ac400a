//! Which target is meant, and the way to it; the secrets that it takes come from the environment.

#![expect(clippy::disallowed_methods, reason = "the environment is read by the commands")]

use std::collections::BTreeMap;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Context as _, bail};
use percent_encoding::percent_decode_str;

use crate::asset::compress::Encoding;
use crate::budget::Weights;
use crate::build::Build;
use crate::cli::Global;
use crate::config::{self, Config, Destination, DestinationKind};
use crate::finding::{self, Severity};
use crate::load::records;
use crate::publish::target::{Credentials, Folder, GitPages, Host, Patience, S3, Sftp, Shown, Target, Token, Traits};
use crate::report::{self, Color, Summary};

/// The configuration alone, for commands that build nothing; nothing when it has errors, which are told.
///
/// # Errors
/// When it cannot be read.
pub(super) fn configuration(
    site: &Path,
    file: Option<&str>,
    global: &Global,
    color: Color,
    out: &mut dyn Write,
) -> anyhow::Result<Option<Config>> {
    let (config, text, mut findings) = records::configuration(site, file.unwrap_or(config::FILE))?;
    findings.retain(|finding| finding.severity == Severity::Error);
    if findings.is_empty() {
        return Ok(Some(config));
    }
    finding::locate(&mut findings, |_| Some(Arc::clone(&text)));
    report::print(global.format, &findings, (&Summary::of(0, &findings), &Weights::default()), out, color)?;
    Ok(None)
}

/// The target that is meant.
///
/// # Errors
/// When it is not told which, or there is none.
pub(super) fn destination<'a>(config: &'a Config, to: Option<&str>) -> anyhow::Result<&'a Destination> {
    let names: Vec<&str> = config.publish.iter().map(|one| one.name.as_str()).collect();
    match (to, config.publish.as_slice()) {
        (_, []) => bail!(
            "osier.toml does not say where to publish: add `[publish.production]` to it, with `kind = \"s3\"`, `provider` \
             and `bucket` for object storage, `kind = \"sftp\"`, `host` and `path` for a server that is reached by SSH, \
             or `kind = \"folder\"` and `path` for a folder of this machine"
        ),
        (None, [one]) => Ok(one),
        (None, _) => {
            bail!("osier.toml has several targets: say which, as in `--to {}`; it has {}", names[0], names.join(", "))
        }
        (Some(name), all) => all
            .iter()
            .find(|one| one.name == name)
            .with_context(|| format!("osier.toml has no `[publish.{name}]`: its targets are {}", names.join(", "))),
    }
}

/// A way to a target.
pub(super) enum Place {
    /// It takes files one by one.
    Files(Box<dyn Target>),
    /// It takes a site as a whole.
    Whole(GitPages),
}

impl Place {
    /// What it is, for people.
    pub(super) fn name(&self) -> String {
        match self {
            Self::Files(target) => target.name(),
            Self::Whole(pages) => pages.name(),
        }
    }

    /// What it can do.
    pub(super) fn traits(&self) -> Traits {
        match self {
            Self::Files(target) => target.traits(),
            Self::Whole(_) => Traits { headers: false, siblings: false },
        }
    }

    /// How many requests were made.
    pub(super) fn requests(&self) -> usize {
        match self {
            Self::Files(target) => target.requests(),
            Self::Whole(pages) => pages.requests(),
        }
    }

    /// The body under a key.
    pub(super) fn get(&self, key: &str) -> anyhow::Result<Option<Vec<u8>>> {
        match self {
            Self::Files(target) => target.get(key),
            Self::Whole(pages) => pages.get(key),
        }
    }
}

/// The way to a target; `url` is where readers find it.
///
/// # Errors
/// When a secret is missing, or the target cannot be reached.
pub(super) fn place(destination: &Destination, site: &Path, url: &str) -> anyhow::Result<Place> {
    Ok(Place::Files(match &destination.kind {
        DestinationKind::Folder { path } => Box::new(Folder::new(site.join(path))),
        DestinationKind::S3 { endpoint, region, bucket, .. } => {
            let credentials = Credentials {
                id: secret(&["OSIER_S3_KEY_ID", "AWS_ACCESS_KEY_ID"])?,
                secret: secret(&["OSIER_S3_SECRET", "AWS_SECRET_ACCESS_KEY"])?,
            };
            Box::new(S3::new(endpoint, region, bucket, &credentials, Patience::default())?)
        }
        DestinationKind::Sftp { host, port, user, path, host_key, releases } => {
            let identity = set("OSIER_SFTP_KEY").map(PathBuf::from);
            if let Some(file) = &identity {
                std::fs::read(file).with_context(|| {
                    let file = file.display();
                    format!("cannot read the file of the private key, {file}, which OSIER_SFTP_KEY names")
                })?;
            }
            let host = Host { name: host.clone(), port: *port, user: user.clone(), key: host_key.clone(), identity };
            let shown = if *releases { Shown::Whole } else { Shown::InPlace };
            Box::new(Sftp::connect(&host, path, shown)?)
        }
        DestinationKind::GitPages => {
            let token = match set("OSIER_FORGE_TOKEN") {
                Some(token) => Token::Forge(token),
                None => Token::Site(secret(&["OSIER_PAGES_TOKEN", "OSIER_FORGE_TOKEN"])?),
            };
            return Ok(Place::Whole(GitPages::new(url, token, Patience::default())));
        }
    }))
}

/// A secret of the environment, under the first of these names that is set.
///
/// # Errors
/// When none is.
pub(super) fn secret(names: &[&str]) -> anyhow::Result<String> {
    names.iter().find_map(|name| set(name)).with_context(|| {
        let names = names.join(" or ");
        format!("a secret is missing: set the environment variable {names} to what the host of the site gave you")
    })
}

/// How texts are compressed at a target.
pub(super) fn encoding(destination: &Destination) -> Option<Encoding> {
    match destination.kind {
        DestinationKind::S3 { compress: Some("br"), .. } => Some(Encoding::Brotli),
        DestinationKind::S3 { compress: Some(_), .. } => Some(Encoding::Gzip),
        _ => None,
    }
}

/// What a variable of the environment holds, when it holds something.
fn set(name: &str) -> Option<String> {
    std::env::var_os(name).and_then(|value| value.into_string().ok()).filter(|value| !value.is_empty())
}

/// Former addresses: the key of the page that is there, and where it leads.
pub(super) fn redirects(build: &Build) -> BTreeMap<String, String> {
    let key = |path: &str| {
        let path = percent_decode_str(path.trim_start_matches('/')).decode_utf8().ok()?;
        Some(if path.is_empty() || path.ends_with('/') { format!("{path}index.html") } else { path.into_owned() })
    };
    build.site.aliases.iter().filter_map(|(old, new, _)| Some((key(old)?, new.clone()))).collect()
}
