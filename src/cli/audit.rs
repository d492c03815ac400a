//! The arguments of `osier audit`.

use std::path::PathBuf;

use clap::{Subcommand, ValueEnum};

use super::BuildOptions;

const SAMPLE_EXAMPLES: &str = "\
Examples:
  osier audit sample                     list the pages to audit, and why each
  osier audit sample --toml              the same, to be pasted in audit.toml
  osier audit sample my-site --seed 7 --format json

The same site and seed give the same pages. The sample holds the home page, the pages for contact, legal notice,
accessibility, site map, help, login and search when there are any, a page of each kind, a document of each format, and
one page in ten more at random.";

const GRID_EXAMPLES: &str = "\
Examples:
  osier audit grid                       write audit.csv and audit.html beside osier.toml
  osier audit grid my-site --output /tmp/audit
  osier audit grid --standard rgesn      write eco.csv and eco.html: the 78 criteria of eco-design

For the RGAA, the pages are those of audit.toml, else those that `osier audit sample` draws. Fill in the column of each page with C
(met), NC (not met) or NA (does not apply), keep the CSV format in UTF-8, and name the file in audit.toml:
  grid = \"audit.csv\"

For the RGESN, each criterion has what rules decide, else what eco.toml declares under [criteria], where answers are written.";

/// The standard of a grid.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum Standard {
    /// Accessibility: the 106 criteria of the RGAA 4.1.2, page by page
    #[default]
    Rgaa,
    /// Eco-design: the 78 criteria of the RGESN 2024
    Rgesn,
}

/// What `osier audit` does.
#[derive(Debug, Subcommand)]
pub enum AuditCommand {
    /// Draw the pages to audit, as the RGAA asks
    #[command(after_help = SAMPLE_EXAMPLES)]
    Sample {
        /// Number that the pages drawn at random follow from
        #[arg(long, value_name = "N", default_value_t = 1)]
        seed: u64,
        /// Write the sample as audit.toml has it
        #[arg(long)]
        toml: bool,
        /// What to build and how.
        #[command(flatten)]
        options: BuildOptions,
    },

    /// Write the grid of the criteria of a standard, with what the tool found filled in
    #[command(after_help = GRID_EXAMPLES)]
    Grid {
        /// Which criteria
        #[arg(long, value_enum, default_value_t)]
        standard: Standard,
        /// Folder to write to, in place of SITE; files that are there already are left alone
        #[arg(short, long, value_name = "DIR")]
        output: Option<PathBuf>,
        /// What to build and how.
        #[command(flatten)]
        options: BuildOptions,
    },
}
