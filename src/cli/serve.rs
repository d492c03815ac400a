//! The arguments of `osier serve`.

use std::net::IpAddr;
use std::num::NonZeroUsize;
use std::path::PathBuf;

use clap::Args;
use jiff::Timestamp;

use super::build::{jobs, moment};
use super::{CacheFolder, PictureEffort};
use crate::preview::editor::Editor;

pub(super) const EXAMPLES: &str = "\
Examples:
  osier serve my-site --open             show my-site in the browser, and every change as it is saved
  osier serve my-site --editor code      a finding opens its line in the editor
  osier serve --follow                   the browser goes to the page whose file is saved
  osier serve --now 2027-01-04           as the site will be that day

Nothing is written to the folder of the site. Drafts, expired pages and pages to come are shown, and the panel says so.
End it with Ctrl+C.";

/// What `serve` takes.
#[derive(Args, Clone, Debug)]
pub struct ServeOptions {
    /// Folder of the site, where osier.toml is
    #[arg(value_name = "SITE", default_value = ".", hide_default_value = true)]
    pub site: PathBuf,

    /// Port to serve at, or the next one that is free; 0 for any
    #[arg(short, long, value_name = "PORT", default_value_t = 8080)]
    pub port: u16,

    /// Address of this machine to serve at: any other than the default lets other machines see drafts
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1")]
    pub host: IpAddr,

    /// Another name that the preview may be asked by, such as a tunnel's; may be repeated
    #[arg(long, value_name = "NAME")]
    pub allow_host: Vec<String>,

    /// Open the browser
    #[arg(long)]
    pub open: bool,

    /// Take the browser to the page whose file was saved
    #[arg(long)]
    pub follow: bool,

    /// Editor that links of the panel open: code, codium, zed, idea, subl, or an address with {path}, {line}, {column}
    ///
    /// Without it, the program that `VISUAL` or `EDITOR` names, when it opens addresses.
    #[arg(long, value_name = "EDITOR", value_parser = Editor::parse)]
    pub editor: Option<Editor>,

    /// Configuration in the folder of the site, in place of osier.toml
    #[arg(short, long, value_name = "FILE")]
    pub config: Option<String>,

    /// Show the site as if it were this moment, such as 2026-09-01T08:00:00+02:00; the last full hour by default
    #[arg(long, value_name = "TIME", value_parser = moment)]
    pub now: Option<Timestamp>,

    /// How many threads to use; as many as there are processors by default
    #[arg(short, long, value_name = "N", value_parser = jobs)]
    pub jobs: Option<NonZeroUsize>,

    /// Where what was made is remembered.
    #[command(flatten)]
    pub cache: CacheFolder,

    /// How pictures are made: `full` ones are those that are published, and long to make the first time
    #[arg(long, value_name = "EFFORT", value_enum, default_value = "quick")]
    pub pictures: PictureEffort,
}
