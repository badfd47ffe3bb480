//! The quick loop: format, lints, guards.

use std::process::Command;

use anyhow::{Result, bail};

use crate::{guards, process::step, root::root};

/// Runs the quick loop.
pub(crate) fn run() -> Result<()> {
    step("guards", || {
        let found = guards::all()?;
        for problem in &found {
            println!("{problem}");
        }
        if found.is_empty() { Ok(()) } else { bail!("{} guards complain", found.len()) }
    })?;
    step("format", || run_cargo(&["fmt", "--all", "--check"]))?;
    step("lints", || {
        run_cargo(&[
            "clippy",
            "--workspace",
            "--all-targets",
            "--quiet",
            "--",
            "--deny",
            "warnings",
        ])
    })
}

fn run_cargo(arguments: &[&str]) -> Result<()> {
    crate::process::run(Command::new("cargo").args(arguments).current_dir(root()))
}
