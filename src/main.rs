//! The `osier` binary: arguments, run, exit code.

use std::io::{self, Write};
use std::process::ExitCode;

use clap::Parser as _;
use osier::cli::{Cli, Command};
use osier::commands::build::{Goal, Verdict};
use osier::commands::check_html::Update;
use osier::commands::{
    audit, build, cache, check_html, completions, explain, new, publish, report, schema, serve, theme,
};
use osier::report::Color;

/// Pages are many small allocations that live as long as their page: half of what the system's allocator asks for them.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    let cli = Cli::parse();
    match run(cli) {
        Ok(Verdict::Clean) => ExitCode::SUCCESS,
        Ok(Verdict::Broken) => ExitCode::from(1),
        Err(error) if is_broken_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            let is_refusal = error.downcast_ref::<osier::publish::guard::Refusal>().is_some();
            let _ = writeln!(io::stderr(), "osier: {error:#}");
            ExitCode::from(if is_refusal { 3 } else { 2 })
        }
    }
}

fn run(cli: Cli) -> anyhow::Result<Verdict> {
    if let Some(directory) = &cli.global.directory {
        std::env::set_current_dir(directory)
            .map_err(|error| anyhow::anyhow!("cannot go to {}: {error}", directory.display()))?;
    }
    let color = cli.global.color_for(&io::stdout());
    let (mut out, mut err) = (io::BufWriter::new(Stdout(io::stdout().lock())), io::stderr().lock());
    let verdict = run_command(cli, color, &mut out, &mut err)?;
    match out.flush() {
        // Whoever reads it has read enough: that changes nothing in what was found.
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(error.into()),
        _ => Ok(verdict),
    }
}

fn run_command(cli: Cli, color: Color, out: &mut dyn Write, err: &mut dyn Write) -> anyhow::Result<Verdict> {
    match cli.command {
        Command::New { directory } => {
            new::run(&directory)?;
            let site = directory.display();
            writeln!(out, "{site} is ready: edit {site}/osier.toml and {site}/content, then run `osier build {site}`")?;
        }
        Command::Build { output, options } => {
            return build::run(&Goal::Write(output), &options, &cli.global, color, out, err);
        }
        Command::Check { html: Some(folder), baseline, update_baseline, .. } => {
            let language = cli.global.language();
            let options = check_html::Options { folder, baseline, update: update(update_baseline), language };
            return check_html::run(&options, &cli.global, color, out, err);
        }
        Command::Check { update_baseline, options, .. } => {
            let goal = Goal::Check(update(update_baseline));
            return build::run(&goal, &options, &cli.global, color, out, err);
        }
        Command::Report { output, badge, options } => {
            report::run(output.as_ref(), badge.as_ref(), &options, &cli.global, out)?;
        }
        Command::Serve(options) => serve::run(&options, &cli.global, err)?,
        Command::Publish { place, publish: asked, options } => {
            return publish::run(place.to.as_deref(), &asked, &options, &cli.global, color, out, err);
        }
        Command::Releases { place, folder } => {
            return publish::releases(place.to.as_deref(), &folder, &cli.global, color, out);
        }
        Command::Rollback { release, place, folder, force } => {
            let (to, lifted) = (place.to.as_deref(), force.lifted());
            return publish::rollback(&release, to, &folder, lifted, &cli.global, color, out);
        }
        Command::Explain { rule } => explain::run(rule.as_deref(), cli.global.format, out)?,
        Command::Audit(command) => audit::run(&command, &cli.global, out, err)?,
        Command::Schema { content_type, blocks, block, site } => {
            let subject = match (content_type, block) {
                (Some(name), _) => schema::Subject::Type(name),
                (None, Some(name)) => schema::Subject::Block(name),
                (None, None) if blocks => schema::Subject::Blocks,
                (None, None) => schema::Subject::Types,
            };
            schema::run(&subject, &site, out)?;
        }
        Command::Cache { clean, older_than, folder } => {
            let goal = if clean { cache::Goal::Clean(older_than.unwrap_or_default()) } else { cache::Goal::Show };
            cache::run(goal, folder.cache.as_deref(), out)?;
        }
        Command::Theme { file } => theme::run(file.as_deref(), out)?,
        Command::Completions { shell } => completions::run(shell, out)?,
    }
    Ok(Verdict::Clean)
}

/// Standard output, whose faults say what could not be written.
struct Stdout(io::StdoutLock<'static>);

impl Write for Stdout {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.write(bytes).map_err(|error| of_stdout(&error))
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush().map_err(|error| of_stdout(&error))
    }
}

fn of_stdout(error: &io::Error) -> io::Error {
    io::Error::new(error.kind(), format!("cannot write to standard output: {error}"))
}

fn update(asked: bool) -> Update {
    if asked { Update::Write } else { Update::Read }
}

fn is_broken_pipe(error: &anyhow::Error) -> bool {
    error
        .chain()
        .any(|cause| cause.downcast_ref::<io::Error>().is_some_and(|error| error.kind() == io::ErrorKind::BrokenPipe))
}
