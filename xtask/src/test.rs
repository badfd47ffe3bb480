//! `cargo xtask test`: every test there is.

use std::process::Command;

use anyhow::Result;

use crate::{
    browser, demo, guards, postgres,
    process::{run as run_process, step},
    root::root,
    s3, web,
};

/// Which tests to run.
#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// Leave out the browser: for a quick look while working.
    #[arg(long)]
    no_browser: bool,
}

/// Runs every test there is; the first that fails ends it.
pub(crate) fn run(arguments: &Arguments) -> Result<()> {
    step("guards", guards::hold)?;
    step("web build", web::build)?;
    step("web tests", web::test)?;
    step("build", demo::build)?;
    step("Rust tests", rust)?;
    if !arguments.no_browser {
        step("browser tests", in_browser)?;
    }
    println!("\nall tests passed");
    Ok(())
}

fn rust() -> Result<()> {
    let server = postgres::Server::start()?;
    let mut command = Command::new("cargo");
    command.args(["test", "--workspace", "--quiet", "--no-fail-fast"]).current_dir(root());
    command.env("LINLI_TEST_S3", s3::program()?);
    run_process(command.env("LINLI_TEST_POSTGRES", &server.address))
}

fn in_browser() -> Result<()> {
    let chromium = browser::chromium()?;
    let district = demo::District::start()?;
    let mut command = web::npm();
    command.args(["run", "e2e"]).current_dir(root().join("web"));
    command.env("LINLI_URL", &district.address).env("LINLI_ACCOUNTS", &district.ready);
    run_process(command.env("LINLI_CHROMIUM", chromium))
}
