//! What `build` and `check` take.

use std::num::NonZeroUsize;
use std::path::PathBuf;

use clap::{Args, ValueEnum};
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use url::Url;

use super::{CacheFolder, PictureEffort};

/// What `build` and `check` take.
#[derive(Args, Clone, Debug)]
#[expect(clippy::struct_excessive_bools, reason = "each is a flag of its own")]
pub struct BuildOptions {
    /// Folder of the site, where osier.toml is
    #[arg(value_name = "SITE", default_value = ".", hide_default_value = true)]
    pub site: PathBuf,

    /// Configuration in the folder of the site, in place of osier.toml
    ///
    /// A second one makes another site of the same content: a preview, another look.
    #[arg(short, long, value_name = "FILE")]
    pub config: Option<String>,

    /// Address the site will be published at, in place of the one in osier.toml
    #[arg(long, value_name = "URL", value_parser = base_url)]
    pub base_url: Option<String>,

    /// Build as if it were this moment, such as 2026-09-01T08:00:00+02:00
    ///
    /// A date alone means midnight in universal time. Without this option, the variable
    /// `SOURCE_DATE_EPOCH` is used, then the clock. What is past, coming, published or expired follows from it.
    #[arg(long, value_name = "TIME", value_parser = moment)]
    pub now: Option<Timestamp>,

    /// Include drafts, expired pages, and pages whose date of publication is to come
    #[arg(long)]
    pub drafts: bool,

    /// How many threads to use; as many as there are processors by default
    #[arg(short, long, value_name = "N", value_parser = jobs)]
    pub jobs: Option<NonZeroUsize>,

    /// Neither read nor write what former builds remembered
    #[arg(long)]
    pub no_cache: bool,

    /// Accept what pages weigh now: write osier.lock.toml, which refuses what weighs more from then on
    #[arg(long)]
    pub accept: bool,

    /// List what was taken out of the style sheets, because no page can meet it
    #[arg(long)]
    pub explain_css: bool,

    /// Tell how long each stage took and how much work it was, on standard error
    #[arg(long, value_name = "FORM", value_enum, num_args = 0..=1, require_equals = true, default_missing_value = "table")]
    pub timings: Option<Timings>,

    /// Where what was made is remembered.
    #[command(flatten)]
    pub cache: CacheFolder,

    /// How pictures are made: `quick` ones, WebP alone, are for looking at a site while it is written
    #[arg(long, value_name = "EFFORT", value_enum, default_value = "full")]
    pub pictures: PictureEffort,
}

/// How the time of a build is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Timings {
    /// A line for each stage
    Table,
    /// One line of JSON
    Json,
}

/// An absolute web address without a slash at the end, as the configuration has it.
fn base_url(text: &str) -> Result<String, String> {
    let url = Url::parse(text).ok().filter(|url| matches!(url.scheme(), "http" | "https") && url.has_host());
    let url = url.ok_or("write the whole address, such as https://www.example.org")?;
    if url.query().is_some() || url.fragment().is_some() {
        return Err("an address to publish at has neither `?` nor `#`".to_owned());
    }
    Ok(text.trim_end_matches('/').to_owned())
}

/// As many threads as a machine may have processors for: more would only wait for each other, and take long to begin.
const MOST_JOBS: usize = 1024;

/// A number of threads.
pub(super) fn jobs(text: &str) -> Result<NonZeroUsize, String> {
    let jobs = text.parse().ok().filter(|jobs: &NonZeroUsize| jobs.get() <= MOST_JOBS);
    jobs.ok_or_else(|| format!("write a number from 1 to {MOST_JOBS}"))
}

/// A moment as RFC 3339 writes it, or a date.
pub(super) fn moment(text: &str) -> Result<Timestamp, String> {
    if let Ok(timestamp) = text.parse::<Timestamp>() {
        return Ok(timestamp);
    }
    // A date and nothing else: jiff would take the date of a longer text.
    let date = if text.len() == 10 { text.parse::<Date>().ok() } else { None };
    date.and_then(|date| date.to_zoned(TimeZone::UTC).ok())
        .map(|zoned| zoned.timestamp())
        .ok_or_else(|| "write a moment as 2026-09-01T08:00:00+02:00 or a date as 2026-09-01".to_owned())
}

#[cfg(test)]
mod tests {
    use clap::Parser;

    use super::*;
    use crate::cli::{Cli, Command};

    fn parse(arguments: &str) -> Result<Cli, clap::Error> {
        Cli::try_parse_from(std::iter::once("osier").chain(arguments.split_whitespace()))
    }

    fn build(arguments: &str) -> BuildOptions {
        match parse(arguments).expect("good arguments").command {
            Command::Build { options, .. } | Command::Check { options, .. } => options,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn a_build_needs_nothing() {
        let options = build("build");
        assert_eq!(options.site, PathBuf::from("."));
        assert!(options.base_url.is_none() && options.now.is_none() && options.jobs.is_none());
        assert!(!options.drafts && !options.no_cache);
    }

    #[test]
    fn a_base_url_is_an_address_without_a_slash_at_the_end() {
        let url = |text: &str| build(&format!("build --base-url {text}")).base_url;
        assert_eq!(url("https://a.fr/").as_deref(), Some("https://a.fr"));
        assert_eq!(url("https://a.fr/b").as_deref(), Some("https://a.fr/b"));
        for bad in ["a.fr", "ftp://a.fr", "mailto:a@b.fr", "https://a.fr/?b", "https://a.fr/#b", "https://"] {
            assert!(parse(&format!("build --base-url {bad}")).is_err(), "{bad}");
        }
        for bad in ["foo", "a.fr", "mailto:a@b.fr", "https://"] {
            let told = parse(&format!("build --base-url {bad}")).expect_err("refused").to_string();
            assert!(told.contains("write the whole address, such as https://www.example.org"), "{told}");
        }
    }

    #[test]
    fn now_is_a_moment_or_a_date() {
        let now = |text: &str| build(&format!("check --now {text}")).now.map(|now| now.to_string());
        assert_eq!(now("2026-09-01T08:00:00+02:00").as_deref(), Some("2026-09-01T06:00:00Z"));
        assert_eq!(now("2026-09-01").as_deref(), Some("2026-09-01T00:00:00Z"));
        for bad in ["yesterday", "2026-13-01", "2026-09-01T08:00", "20260901", "2026-09-01x"] {
            assert!(parse(&format!("check --now {bad}")).is_err(), "{bad}");
        }
    }

    #[test]
    fn jobs_are_at_least_one_and_no_more_than_a_machine_has() {
        assert_eq!(build("build -j 2").jobs.map(NonZeroUsize::get), Some(2));
        assert_eq!(build("build -j 1024").jobs.map(NonZeroUsize::get), Some(1024));
        for command in ["build", "serve", "publish"] {
            for bad in ["0", "1025", "99999999999", "999999999999999999999999", "two"] {
                let told = parse(&format!("{command} --jobs {bad}")).expect_err("refused").to_string();
                assert!(told.contains("write a number from 1 to 1024"), "{told}");
            }
        }
    }
}
