//! Releases that are shown whole: the next one is made beside, and the link to the present one is flipped.

use std::sync::atomic::Ordering;

use anyhow::{Context as _, bail};

use super::packet::Kind;
use super::{Sftp, each, lock};

/// The link to the present release.
pub(super) const CURRENT: &str = "current";
/// The release that is being made. It stays when its publication is killed, and the next one goes on with it.
pub(super) const NEXT: &str = "releases/next";
/// What becomes [`NEXT`] once it has all of the present release: half of it would be taken for the whole.
const MAKING: &str = "releases/making";

/// Begins a release with all that the present one has; what is put from now on goes there.
pub(super) fn stage(sftp: &Sftp) -> anyhow::Result<()> {
    let (current, next) = (sftp.below(CURRENT), sftp.below(NEXT));
    match sftp.wire.look(&current)? {
        None | Some(Kind::Link) => {}
        Some(_) => {
            bail!("{current} is not a link: releases are shown by one; move it away, or set `releases = false`")
        }
    }
    if sftp.wire.look(&next)?.is_none() {
        let making = sftp.below(MAKING);
        sftp.clear(&making)?;
        sftp.make_parent(&format!("{making}/"))?;
        let files: Vec<(String, Kind)> = sftp.walk(&current)?.into_iter().collect();
        each(&files, &|(key, kind)| {
            let (from, to) = (format!("{current}/{key}"), format!("{making}/{key}"));
            if *kind != Kind::Link {
                return sftp.double(&from, &to);
            }
            // Someone else's: it is shown on as it is.
            sftp.make_parent(&to)?;
            sftp.wire.point(&sftp.wire.leads(&from)?, &to).with_context(|| format!("cannot write {to}"))
        })?;
        sftp.wire.rename(&making, &next).with_context(|| format!("cannot rename {making} to {next}"))?;
        lock(&sftp.folders).clear();
    }
    sftp.is_staged.store(true, Ordering::Relaxed);
    Ok(())
}

/// Shows the release that was begun, and takes away those that are no more kept.
pub(super) fn show(sftp: &Sftp, release: &str, kept: &[String]) -> anyhow::Result<()> {
    let folder = free(sftp, release)?;
    let (next, shown) = (sftp.below(NEXT), sftp.below(&format!("releases/{folder}")));
    sftp.wire.rename(&next, &shown).with_context(|| format!("cannot rename {next} to {shown}"))?;
    let (link, current) = (sftp.beside()?, sftp.below(CURRENT));
    sftp.wire.point(&format!("releases/{folder}"), &link).with_context(|| {
        format!("cannot make the link {link}: where the server has no links, set `releases = false`")
    })?;
    sftp.wire.rename(&link, &current).with_context(|| format!("cannot write {current}"))?;
    sftp.is_staged.store(false, Ordering::Relaxed);
    lock(&sftp.folders).clear();
    let is_kept = |name: &str| name == folder || kept.iter().any(|one| name.starts_with(one));
    for (name, _) in sftp.wire.names(&sftp.below("releases"))? {
        if is_release(&name) && !is_kept(&name) {
            sftp.clear(&sftp.below(&format!("releases/{name}")))?;
        }
    }
    Ok(())
}

/// A name for the folder of a release that is not taken: it is when a publication was killed just after it showed it.
fn free(sftp: &Sftp, release: &str) -> anyhow::Result<String> {
    for rank in 1.. {
        let name = if rank == 1 { release.to_owned() } else { format!("{release}-{rank}") };
        if sftp.wire.look(&sftp.below(&format!("releases/{name}")))?.is_none() {
            return Ok(name);
        }
    }
    bail!("no name is free for the release {release}")
}

/// Whether a folder of `releases/` is one of Osier's: `20261122T110000Z-1a2b3c4d`.
fn is_release(name: &str) -> bool {
    let digits = |text: &str| text.len() == 8 && text.bytes().all(|byte| byte.is_ascii_digit());
    let hash = |text: &str| text.len() >= 8 && text[..8].bytes().all(|byte| byte.is_ascii_hexdigit());
    name.is_ascii()
        && name
            .split_once('T')
            .is_some_and(|(day, rest)| digits(day) && rest.split_once("Z-").is_some_and(|(_, rest)| hash(rest)))
}
