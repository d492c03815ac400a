//! `osier completions`: what a shell needs to complete the command.

use std::io;

use clap::CommandFactory;
use clap_complete::{Shell, generate};

use crate::cli::Cli;

/// Writes the completion script of `shell` to `out`.
pub fn run(shell: Shell, out: &mut dyn io::Write) -> anyhow::Result<()> {
    // In memory first: the generator panics when it cannot write.
    let mut script = Vec::new();
    generate(shell, &mut Cli::command(), "osier", &mut script);
    out.write_all(&script)?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use clap::ValueEnum;

    use super::*;

    #[test]
    fn every_shell_has_a_script_that_knows_the_commands() {
        for shell in Shell::value_variants() {
            let mut out = Vec::new();
            run(*shell, &mut out).expect("memory holds it");
            let script = String::from_utf8(out).expect("text");
            for word in ["osier", "build", "explain", "base-url"] {
                assert!(script.contains(word), "{shell}: no `{word}`");
            }
        }
    }
}
