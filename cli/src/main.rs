//! `linli`: one binary for the register, the wash, the fusion and the screens.
//!
//! Exit codes: 0 done; 1 it failed, and the message says where and what to do;
//! 2 the command line was not understood; 3 done, but some rows were rejected
//! and are listed, or two logs differ; 130 a fusion was told to stop, and says
//! what it leaves.
//! `cases receive` and `cases pull` say 75 where the same may be tried again,
//! and `cases receive` 65 where a letter is not taken: a mail server knows both.
//!
//! 3 is the answer of the commands that take one file which somebody can put
//! right and send again: `import table`, `import district`, `import divisions`
//! and `wash`. These count what they could not use and end with 0, for there
//! it is no fault of this file and no reason to stop what comes next:
//!
//! - `import osm`: an extract is cut out of the world, with outlines that end
//!   at its edge.
//! - `fuse`: a department's table always has such rows. They are kept apart,
//!   each with its reason, and counted by source.
//! - `cases`, `signals`: complaints without a place and signals from elsewhere
//!   are part of every file.

mod arguments;
mod commands;
mod entropy;
mod global;
mod installation;
mod partial;
mod terminal;
mod words;

use std::process::ExitCode;

use clap::Parser as _;

use crate::{
    arguments::{Arguments, Command},
    terminal::{Outcome, Terminal},
};

/// Rows are made on one thread and freed on another (docs/decisions/0014-allocator.md).
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let terminal = Terminal::new(&arguments.global);
    let is_retried = matches!(&arguments.command, Command::Cases(cases) if cases.is_retried());
    let done = installation::config(&arguments.global).and_then(|config| {
        terminal::logs(&config.log)?;
        let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
        runtime.block_on(commands::run(arguments, config, &terminal))
    });
    match done {
        Ok(outcome) => outcome.code(),
        Err(error) => {
            let failed = terminal.failed(&error);
            // A mail server keeps a letter for the next try, and sends it back for any other code.
            if is_retried { Outcome::Later.code() } else { failed }
        }
    }
}
