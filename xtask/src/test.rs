//! `cargo xtask test`: every test there is.

use std::{
    fs::{self, File},
    path::PathBuf,
    thread,
};

use anyhow::{Context as _, Result, anyhow, bail};

use crate::{
    browser, demo, guards, openid, postgres,
    process::{cargo, find, run as run_process, run_heard, step},
    root::{root, target},
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
    require_python()?;
    step("guards", guards::hold)?;
    step("web build", web::build)?;
    step("web tests", web::test)?;
    step("build", build)?;
    if arguments.no_browser {
        step("Rust tests", rust)?;
    } else {
        step("Rust and browser tests", rust_beside_browser)?;
    }
    println!("\nall tests passed");
    Ok(())
}

/// Residents check their receipts with a script of Python's standard library, and so does a test: told now, not at the
/// end of half an hour.
fn require_python() -> Result<()> {
    if find(&["python3"]).is_none() {
        bail!("python3 is missing: install it (Debian: `python3`), then run this again");
    }
    Ok(())
}

/// The binary, and those of the tests: a compiler beside a browser would starve it.
fn build() -> Result<()> {
    demo::build()?;
    let mut command = cargo();
    run_process(command.args(["test", "--workspace", "--quiet", "--no-run"]).current_dir(root()))
}

/// What cargo is asked for, at once: tests within the crates, most of whose time goes to a few on one core; and those from
/// outside. Features are the whole workspace's in either, so that nothing is compiled again.
const HALVES: [&[&str]; 2] = [&["--lib", "--bins"], &["--test", "*"]];

fn rust() -> Result<()> {
    let server = postgres::Server::start()?;
    let provider = openid::Provider::start(None)?;
    let s3 = s3::program();
    let tests = |which: &[&str]| -> Result<()> {
        let mut command = cargo();
        command.args(["test", "--workspace", "--quiet", "--no-fail-fast"]).args(which);
        command.env("LINLI_TEST_S3", &s3).env("LINLI_TEST_OPENID", &provider.issuer);
        command.env("LINLI_TEST_POSTGRES", &server.address).current_dir(root());
        let (ended, said) = run_heard(&mut command)?;
        if !ended.success() {
            bail!("the Rust tests {} ended with {ended}\n{}", which.join(" "), failures(&said));
        }
        Ok(())
    };
    let [within, outside] = HALVES;
    thread::scope(|scope| {
        let within = scope.spawn(|| tests(within));
        let outside = tests(outside).and(tests(&["--doc"]));
        ended(within.join()).and(outside)
    })
}

/// What the test binaries that failed said of their failures.
fn failures(said: &str) -> String {
    let mut told = String::new();
    let mut telling = false;
    for line in said.lines() {
        telling |= line == "failures:";
        if telling {
            told.push_str(line);
            told.push('\n');
        }
        telling &= !line.starts_with("test result:");
    }
    told
}

/// The browser tests that only look, by the file they stand in: they go beside those that act.
const LOOKING: &str = "screens.test.ts";

/// Either of the two leaves half of a small machine idle, so they run at once;
/// what the browser tests say is shown after what the Rust tests say.
fn rust_beside_browser() -> Result<()> {
    let chromium = browser::chromium()?;
    let logs = ["looking", "acting"].map(|half| target().join(format!("browser-tests-{half}.log")));
    for log in &logs {
        File::create(log).with_context(|| format!("cannot write {}", log.display()))?;
    }
    let (in_rust, in_browser) = thread::scope(|scope| {
        let browser = scope.spawn(|| in_browser(&chromium, &logs));
        (rust(), ended(browser.join()))
    });
    for log in logs {
        let said = fs::read(&log).with_context(|| format!("cannot read {}", log.display()))?;
        println!("{}", String::from_utf8_lossy(&said));
    }
    in_rust.and(in_browser)
}

/// Both halves of the browser tests at once, against one district.
fn in_browser(chromium: &str, [looking, acting]: &[PathBuf; 2]) -> Result<()> {
    let port = openid::free_port()?;
    let provider = openid::Provider::start(Some(&demo::home(port)))?;
    let district = demo::District::start_at(port, Some(&provider))?;
    let half = |log: &PathBuf, which: &[&str]| -> Result<()> {
        let said = File::create(log)?;
        let mut command = web::npm();
        command.args(["run", "e2e", "--"]).args(which).current_dir(root().join("web"));
        command.env("LINLI_URL", &district.address).env("LINLI_ACCOUNTS", &district.ready);
        command.env("LINLI_CHROMIUM", chromium);
        run_process(command.stdout(said.try_clone()?).stderr(said))
    };
    let those = format!("**/{LOOKING}");
    thread::scope(|scope| {
        let looking = scope.spawn(|| half(looking, &[LOOKING]));
        let acting = half(acting, &["--exclude", &those]);
        acting.and(ended(looking.join()))
    })
}

fn ended(joined: thread::Result<Result<()>>) -> Result<()> {
    joined.unwrap_or_else(|_| Err(anyhow!("the browser tests were broken off")))
}
