//! `linli completions`: for a shell.

use clap::{Args, CommandFactory as _};
use clap_complete::Shell;

use crate::terminal::Outcome;

/// Completions for a shell, on standard output.
#[derive(Args)]
pub(crate) struct Arguments {
    /// The shell.
    shell: Shell,
}

/// Writes the completions.
pub(crate) fn run(arguments: &Arguments) -> Outcome {
    let mut command = crate::arguments::Arguments::command();
    clap_complete::generate(arguments.shell, &mut command, "linli", &mut std::io::stdout().lock());
    Outcome::Done
}
