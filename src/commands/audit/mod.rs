//! `osier audit`: what people need to audit the accessibility of a site, and its eco-design.

mod draw;
mod eco;
mod grid;
mod sample;
mod sheet;
mod table;

use std::io::Write;

use crate::budget::Rises;
use crate::build::{self, Build, Pictures};
use crate::cache::Cache;
use crate::cli::{AuditCommand, BuildOptions, Global, Standard};
use crate::config::Unused;
use crate::finding::Language;

/// Runs one of the commands.
///
/// # Errors
/// When the site cannot be read, or the grid cannot be written.
pub fn run(command: &AuditCommand, global: &Global, out: &mut dyn Write, err: &mut dyn Write) -> anyhow::Result<()> {
    let (AuditCommand::Sample { options, .. } | AuditCommand::Grid { options, .. }) = command;
    let build = built(options)?;
    if build.is_broken() && !global.quiet {
        writeln!(err, "the site has errors, and pages may be missing: `osier check` tells them")?;
    }
    match command {
        AuditCommand::Sample { seed, toml, .. } => {
            let shape = sample::shape(global.format, *toml)?;
            out.write_all(sample::write(&draw::draw(&build, *seed), *seed, shape)?.as_bytes())?;
        }
        AuditCommand::Grid { output, standard, .. } => {
            let folder = output.clone().unwrap_or_else(|| options.site.clone());
            let written = match standard {
                Standard::Rgaa => grid::write(&build, &folder)?,
                Standard::Rgesn => eco::write(&build, &folder)?,
            };
            if !global.quiet {
                writeln!(err, "{written}")?;
            }
        }
    }
    Ok(())
}

/// The site, its pictures left out: they change nothing in a page.
fn built(options: &BuildOptions) -> anyhow::Result<Build> {
    let now = options.now.map_or_else(super::build::source_date_epoch, |now| Ok(Some(now)))?;
    let options_of_build = build::Options {
        now,
        drafts: options.drafts,
        config: options.config.clone(),
        base_url: options.base_url.clone(),
        pictures: Pictures::Skip,
        rises: Rises::Refuse,
        unused: Unused::Keep,
        // The grids are of French references.
        language: Language::French,
        ..build::Options::default()
    };
    build::build(&options.site, &options_of_build, &mut Cache::for_one_build(), &|_, _, _| {})
}

#[cfg(test)]
mod tests;
