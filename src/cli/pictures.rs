//! The arguments that say how pictures are made, and where these and pages are remembered.

use std::path::PathBuf;
use std::time::Duration;

use clap::{Args, ValueEnum};

use crate::config::Effort;

pub(super) const CACHE_EXAMPLES: &str = "\
Examples:
  osier cache                            show where it is, what it holds, how old
  osier cache --clean --older-than 30d   remove what no build has used for 30 days
  osier cache --clean                    remove everything: the next build makes it anew

In a continuous integration, keep this folder from one run to the next, or set OSIER_CACHE to one that is kept.";

/// Where pictures and pages are remembered.
#[derive(Args, Clone, Debug, Default)]
pub struct CacheFolder {
    /// Folder where what builds made is remembered: pictures for all sites, pages for each
    ///
    /// By default `osier` in the user's folder of caches (`XDG_CACHE_HOME`, else `~/.cache`).
    #[arg(long, value_name = "DIR", env = "OSIER_CACHE", hide_env_values = true)]
    pub cache: Option<PathBuf>,
}

/// How pictures are made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum PictureEffort {
    /// In every format, each as light as it can look right
    Full,
    /// In WebP alone, at once
    Quick,
}

impl PictureEffort {
    /// What a build calls it.
    pub fn effort(self) -> Effort {
        match self {
            Self::Full => Effort::Full,
            Self::Quick => Effort::Quick,
        }
    }
}

/// A number of days or hours: `30d`, `12h`.
pub(super) fn age(text: &str) -> Result<Duration, String> {
    const HOUR: u64 = 60 * 60;
    let number = |unit: char| text.strip_suffix(unit).and_then(|number| number.parse::<u32>().ok()).map(u64::from);
    let hours = number('h').or_else(|| number('d').map(|days| 24 * days));
    hours.map(|hours| Duration::from_secs(hours * HOUR)).ok_or_else(|| "write days or hours: 30d, 12h".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_age_is_in_days_or_hours() {
        let hours = |text: &str| age(text).map(|age| age.as_secs() / 3600);
        assert_eq!((hours("30d"), hours("12h"), hours("0d")), (Ok(720), Ok(12), Ok(0)));
        assert!(["", "3", "d", "-1d", "1.5h", "3 d"].iter().all(|text| age(text).is_err()));
    }
}
