//! The arguments of `osier`, with the help that its users read.

mod audit;
mod build;
mod pictures;
mod publish;
mod serve;

use std::path::PathBuf;
use std::time::Duration;

use clap::builder::styling::{AnsiColor, Styles};
use clap::{Args, ColorChoice, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;

use crate::finding::Language;
use crate::report::progress::Verbosity;
use crate::report::{Color, Format};

pub use audit::{AuditCommand, Standard};
pub use build::{BuildOptions, Timings};
pub use pictures::{CacheFolder, PictureEffort};
pub use publish::{Force, HeadersFor, PublishOptions, SiteFolder, Where};
pub use serve::ServeOptions;

const STYLES: Styles = Styles::styled()
    .header(AnsiColor::Blue.on_default().bold())
    .usage(AnsiColor::Blue.on_default().bold())
    .literal(AnsiColor::Cyan.on_default().bold())
    .placeholder(AnsiColor::Cyan.on_default());

const EXAMPLES: &str = "\
Examples:
  osier new my-site             make a small site that works
  osier build my-site           build it into my-site/public
  osier serve my-site           see it in the browser while it is written
  osier check my-site           tell what is wrong, write no site
  osier explain link-broken     tell what a finding means and how to mend it

Exit codes:
  0  nothing is wrong, or only warnings
  1  errors were found, and nothing was written
  2  osier could not run: wrong arguments, unreadable disk, full disk";

const BUILD_EXAMPLES: &str = "\
Examples:
  osier build
  osier build my-site --output /srv/www/my-site
  osier build my-site --base-url https://preview.example.org --drafts
  osier build my-site --config osier.preview.toml --output /srv/www/preview
  osier build my-site --now 2026-09-01 --format json > findings.json";

const CHECK_EXAMPLES: &str = "\
Examples:
  osier check
  osier check my-site --format short
  osier check --html public --format json
  osier check my-site --format sarif > osier.sarif";

const EXPLAIN_EXAMPLES: &str = "\
Examples:
  osier explain                 list every rule with the criteria it serves
  osier explain link-broken
  osier explain --format json   the rules and criteria as a table for programs";

const SCHEMA_EXAMPLES: &str = "\
Examples:
  osier schema                  list the types of content of the site
  osier schema event > event.schema.json
  osier schema --blocks         list the blocks that authors may write
  osier schema --block figure   what a block takes, with an example";

const THEME_EXAMPLES: &str = "\
Examples:
  osier theme                   list the files of the theme
  osier theme README.md         what templates, sheets and settings are made of
  osier theme templates/page.html > templates/page.html
                                begin an override: what the site has is taken before what the theme has";

const COMPLETIONS_EXAMPLES: &str = "\
Examples:
  osier completions bash > ~/.local/share/bash-completion/completions/osier
  osier completions fish > ~/.config/fish/completions/osier.fish
  osier completions zsh > ~/.zfunc/_osier";

/// Turns a folder of Markdown into an accessible, light and checked website
///
/// Everything that is wrong with the site is told in one run, each fault with its file, line and
/// column and what to do about it. While one error stands, the site published last stays as it is.
#[derive(Debug, Parser)]
#[command(name = "osier", version, after_help = EXAMPLES, styles = STYLES, max_term_width = 100)]
#[command(arg_required_else_help = true, infer_long_args = false)]
pub struct Cli {
    /// What every command takes.
    #[command(flatten)]
    pub global: Global,
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// What every command takes.
#[derive(Args, Debug)]
pub struct Global {
    /// Run as if osier were started in DIR
    #[arg(short = 'C', value_name = "DIR", global = true, help_heading = "Global options")]
    pub directory: Option<PathBuf>,

    /// When to use colours; a variable `NO_COLOR` in the environment turns `auto` off
    #[arg(long, value_name = "WHEN", default_value = "auto", global = true)]
    #[arg(help_heading = "Global options", hide_possible_values = false)]
    pub color: ColorChoice,

    /// How to write findings on standard output
    #[arg(long, value_name = "FORMAT", value_enum, default_value = "human", global = true)]
    #[arg(help_heading = "Global options")]
    pub format: Format,

    /// Write findings only: no progress, no summary
    #[arg(short, long, global = true, conflicts_with = "verbose", help_heading = "Global options")]
    pub quiet: bool,

    /// Language of the messages about pages: `en` or `fr`; the environment's by default
    #[arg(long, value_name = "LANGUAGE", value_enum, global = true, help_heading = "Global options")]
    pub lang: Option<Lang>,

    /// Tell what takes time as well, and the colours of the theme with their contrasts
    #[arg(short, long, global = true, help_heading = "Global options")]
    pub verbose: bool,
}

/// A language that messages come in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Lang {
    /// English
    En,
    /// French
    Fr,
}

impl Global {
    /// The language that was asked for, else that of the environment (POSIX, 8.2), else English.
    pub fn language(&self) -> Language {
        let set = |name| std::env::var(name).ok().filter(|value: &String| !value.is_empty());
        let own = || ["LC_ALL", "LC_MESSAGES", "LANG"].into_iter().find_map(set).unwrap_or_default();
        match self.lang {
            Some(Lang::Fr) => Language::French,
            None if own().starts_with("fr") => Language::French,
            Some(Lang::En) | None => Language::English,
        }
    }

    /// How much the run tells about itself.
    pub fn verbosity(&self) -> Verbosity {
        match (self.quiet, self.verbose) {
            (true, _) => Verbosity::Quiet,
            (false, true) => Verbosity::Verbose,
            (false, false) => Verbosity::Normal,
        }
    }

    /// The colour for `stream`: what was asked, else what the terminal and the environment say.
    pub fn color_for(&self, stream: &impl anstream::stream::RawStream) -> Color {
        let choice = match self.color {
            ColorChoice::Always => anstream::ColorChoice::Always,
            ColorChoice::Never => anstream::ColorChoice::Never,
            ColorChoice::Auto => anstream::AutoStream::choice(stream),
        };
        if choice == anstream::ColorChoice::Never { Color::Plain } else { Color::Ansi }
    }
}

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Make a new site in the folder DIR: a few pages, a configuration, a README
    #[command(after_help = "Example:\n  osier new my-site && osier build my-site")]
    New {
        /// Folder to make; it must not exist, or be empty
        // Its own id: `-C DIR` has the name already, and is global.
        #[arg(id = "new_site", value_name = "DIR")]
        directory: PathBuf,
    },

    /// Build the site, and write it when no error is found
    #[command(after_help = BUILD_EXAMPLES)]
    Build {
        /// Folder to write to, in place of SITE/public
        #[arg(short, long, value_name = "DIR")]
        output: Option<PathBuf>,
        /// What to build and how.
        #[command(flatten)]
        options: BuildOptions,
    },

    /// Build the site in memory and tell what is wrong; nothing is written but the cache
    #[command(after_help = CHECK_EXAMPLES)]
    Check {
        /// Check a folder of delivered HTML instead, made by any generator; addresses that begin with `/` are below it
        #[arg(long, value_name = "DIR", conflicts_with_all = ["site", "config", "base_url", "now", "drafts", "no_cache", "pictures", "accept"])]
        html: Option<PathBuf>,
        /// With --html, accept the findings that FILE lists
        #[arg(long, value_name = "FILE", requires = "html")]
        baseline: Option<PathBuf>,
        /// Make the file of accepted findings; when there is one, only take out what is mended
        #[arg(long)]
        update_baseline: bool,
        /// What to build and how.
        #[command(flatten)]
        options: BuildOptions,
    },

    /// Show the site in the browser while it is written: every change, and what is wrong, as soon as it is saved
    #[command(after_help = serve::EXAMPLES)]
    Serve(ServeOptions),

    /// Tell what every class of pages weighs, of what, and what was found, in one page of HTML (or `--format json`)
    #[command(after_help = "Example:\n  osier report my-site --output report.html")]
    Report {
        /// File to write, in place of standard output
        #[arg(short, long, value_name = "FILE")]
        output: Option<PathBuf>,
        /// File to write a drawing to, for the site to show: what its median page weighs, and its carbon rating
        #[arg(long, value_name = "FILE")]
        badge: Option<PathBuf>,
        /// What to build and how.
        #[command(flatten)]
        options: BuildOptions,
    },

    /// Build the site and send it where it is served: what has changed, in an order that breaks no page
    #[command(after_help = publish::PUBLISH_EXAMPLES)]
    Publish {
        /// Where.
        #[command(flatten)]
        place: Where,
        /// How.
        #[command(flatten)]
        publish: PublishOptions,
        /// What to build and how.
        #[command(flatten)]
        options: BuildOptions,
    },

    /// List the releases that a target can be returned to, the present one last
    #[command(after_help = publish::ROLLBACK_EXAMPLES)]
    Releases {
        /// Where.
        #[command(flatten)]
        place: Where,
        /// Of which site.
        #[command(flatten)]
        folder: SiteFolder,
    },

    /// Return a target to a former release
    #[command(after_help = publish::ROLLBACK_EXAMPLES)]
    Rollback {
        /// Name of the release, as `osier releases` lists it
        release: String,
        /// Where.
        #[command(flatten)]
        place: Where,
        /// Of which site.
        #[command(flatten)]
        folder: SiteFolder,
        /// Which refusals are lifted.
        #[command(flatten)]
        force: Force,
    },

    /// Explain a rule: what it finds, why it matters, how to mend it
    #[command(after_help = EXPLAIN_EXAMPLES)]
    Explain {
        /// Name of the rule, between brackets in a finding; without it, all the rules are listed
        rule: Option<String>,
    },

    /// Prepare an accessibility audit: draw the pages to audit, make the grid to fill in
    #[command(subcommand)]
    Audit(AuditCommand),

    /// Show what builds remember of pictures and of pages, or clean it
    #[command(after_help = pictures::CACHE_EXAMPLES)]
    Cache {
        /// Remove what was not used for long; everything when --older-than is not given
        #[arg(long)]
        clean: bool,
        /// Remove only what was not used for this long: 30d, 12h
        #[arg(long, value_name = "AGE", value_parser = pictures::age, requires = "clean")]
        older_than: Option<Duration>,
        /// Which folder.
        #[command(flatten)]
        folder: CacheFolder,
    },

    /// Print the JSON Schema of a type of content, for editors that complete front matter, or what a block takes
    #[command(after_help = SCHEMA_EXAMPLES)]
    Schema {
        /// Name of the type; without it, the types are listed
        #[arg(value_name = "TYPE")]
        content_type: Option<String>,
        /// List the blocks of the theme instead
        #[arg(long, conflicts_with_all = ["content_type", "block"])]
        blocks: bool,
        /// Print what a block takes instead
        #[arg(long, value_name = "NAME", conflicts_with = "content_type")]
        block: Option<String>,
        /// Folder of the site
        #[arg(long, value_name = "DIR", default_value = ".", hide_default_value = true)]
        site: PathBuf,
    },

    /// Print a file of the theme that comes with Osier, to read it or to override it
    #[command(after_help = THEME_EXAMPLES)]
    Theme {
        /// Path of the file in the theme; without it, the files are listed
        file: Option<String>,
    },

    /// Print the completion script of a shell
    #[command(after_help = COMPLETIONS_EXAMPLES)]
    Completions {
        /// The shell
        shell: Shell,
    },
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    fn parse(arguments: &str) -> Result<Cli, clap::Error> {
        Cli::try_parse_from(std::iter::once("osier").chain(arguments.split_whitespace()))
    }

    #[test]
    fn the_arguments_are_coherent() {
        Cli::command().debug_assert();
    }

    #[test]
    fn every_command_and_option_is_documented() {
        let command = Cli::command();
        for sub in command.get_subcommands() {
            assert!(sub.get_about().is_some(), "{}", sub.get_name());
            for argument in sub.get_arguments() {
                assert!(argument.get_help().is_some(), "{} {}", sub.get_name(), argument.get_id());
            }
        }
        assert!(command.get_arguments().all(|argument| argument.get_help().is_some()));
    }

    #[test]
    fn a_new_site_is_not_where_osier_starts() {
        let cli = parse("new there").expect("good arguments");
        assert_eq!(cli.global.directory, None);
        assert!(matches!(cli.command, Command::New { directory } if directory.as_os_str() == "there"));
    }

    #[test]
    fn global_options_go_before_or_after_the_command() {
        for arguments in ["-q -C a --format short check b", "check b -q -C a --format short"] {
            let cli = parse(arguments).expect("good arguments");
            assert_eq!(cli.global.verbosity(), Verbosity::Quiet);
            assert_eq!(cli.global.format, Format::Short);
            assert_eq!(cli.global.directory, Some(PathBuf::from("a")));
        }
        assert!(parse("check -q -v").is_err());
    }

    #[test]
    fn colour_is_what_was_asked() {
        let stream = std::io::stdout();
        let color = |arguments| parse(arguments).expect("good arguments").global.color_for(&stream);
        assert_eq!(color("check --color never"), Color::Plain);
        assert_eq!(color("check --color always"), Color::Ansi);
        assert!(parse("check --color sometimes").is_err());
    }
}
