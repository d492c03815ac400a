//! `osier theme`: the files of the theme that comes with Osier, for who overrides some of them or writes another.

use std::io;

use anyhow::bail;

use crate::finding::did_you_mean;
use crate::load::embedded;

/// Writes a file of the theme to `out`, or the list of them all when none is named.
pub fn run(file: Option<&str>, out: &mut dyn io::Write) -> anyhow::Result<()> {
    let Some(name) = file else {
        return Ok(writeln!(out, "{}", embedded::names().join("\n"))?);
    };
    let Some(bytes) = embedded::file(name.trim_start_matches('/')) else {
        let names = embedded::names();
        let meant = did_you_mean(name, names.iter().map(|name| &**name));
        bail!("the theme has no file `{name}`: {}", meant.as_deref().unwrap_or("`osier theme` lists them"));
    };
    Ok(out.write_all(&bytes)?)
}
