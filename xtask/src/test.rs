//! `cargo xtask test`: every test there is.

use std::{
    fs::{self, File},
    path::PathBuf,
    process::Command,
    sync::{Mutex, PoisonError},
    thread,
};

use anyhow::{Context as _, Result, bail};
use cargo_metadata::Message;

use crate::{
    browser, demo, guards, memory, openid, postgres,
    process::{cargo, ended, find, output, run as run_process, run_heard, step},
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

/// Whose tests take longest, as folders of the tree: they begin first, so that none of them is left alone at the end.
const LONGEST: [&str; 3] = ["server", "cli", "crates/access"];

/// A binary of tests.
struct Binary {
    program: PathBuf,
    /// Where its package lies.
    folder: PathBuf,
}

/// Every binary of tests, those that take longest first. Cargo builds them and does not run them: however it is asked for a
/// part of them, it would also build libraries that have no tests of their own (`test = false`), or choose features anew.
fn binaries() -> Result<Vec<Binary>> {
    let mut command = cargo();
    command.args(["test", "--workspace", "--quiet", "--no-run"]);
    command.args(["--message-format", "json-render-diagnostics"]);
    let said = output(command.current_dir(root()))?;
    let mut found = Vec::new();
    for message in Message::parse_stream(said.as_bytes()) {
        let Message::CompilerArtifact(artifact) = message? else { continue };
        let Some(program) = artifact.executable.filter(|_| artifact.profile.test) else { continue };
        let folder = artifact.manifest_path.parent().context("a package lies in a folder")?;
        found.push(Binary { program: program.into(), folder: folder.as_std_path().to_owned() });
    }
    if found.is_empty() {
        bail!("cargo told of no tests");
    }
    let longest = LONGEST.map(|folder| root().join(folder));
    found.sort_by_key(|binary| {
        longest.iter().position(|folder| *folder == binary.folder).unwrap_or(longest.len())
    });
    Ok(found)
}

/// Two binaries at once, for much of the time of a few goes on one core; each begins when one before it is done.
fn rust() -> Result<()> {
    let server = postgres::Server::start()?;
    let provider = openid::Provider::start(None)?;
    let s3 = s3::program();
    let files = memory::Folder::make("linli-tests", memory::ROOM)?;
    let waiting = Mutex::new(binaries()?.into_iter());
    let next = || waiting.lock().unwrap_or_else(PoisonError::into_inner).next();
    // What is to be told, where something fails.
    let test = |command: &mut Command| -> Result<Option<String>> {
        command.env("LINLI_TEST_S3", &s3).env("LINLI_TEST_OPENID", &provider.issuer);
        command.env("LINLI_TEST_POSTGRES", &server.address).env("TMPDIR", files.path());
        let (ended, said) = run_heard(command)?;
        let program = command.get_program().to_string_lossy();
        Ok((!ended.success()).then(|| format!("{program} ended with {ended}\n{}", failures(&said))))
    };
    let work = || -> Result<Vec<String>> {
        let mut failed = Vec::new();
        while let Some(Binary { program, folder }) = next() {
            let mut command = Command::new(program);
            // As cargo runs them.
            command.arg("--quiet").env("CARGO_MANIFEST_DIR", &folder).current_dir(&folder);
            failed.extend(test(&mut command)?);
        }
        Ok(failed)
    };
    let (one, other, documented) = thread::scope(|scope| {
        let one = scope.spawn(work);
        let (other, documented) = (work(), test(&mut documented()));
        (ended(one.join()), other, documented)
    });
    let mut failed = [one?, other?].concat();
    failed.extend(documented?);
    if !failed.is_empty() {
        bail!("{} of the Rust tests' binaries failed\n{}", failed.len(), failed.join("\n"));
    }
    Ok(())
}

/// The tests that stand in documentation.
fn documented() -> Command {
    let mut command = cargo();
    command.args(["test", "--workspace", "--quiet", "--no-fail-fast", "--doc"]);
    command.current_dir(root());
    command
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

/// The browser tests that go beside the others, by the files they stand in: they look, or change what no other looks at (an
/// emergency and the draft of a catalogue of the officer's, a proxy of the resident's, an identity bound to the inspector's
/// account, signals and lists for departments, a judgement that is taken back). Whatever changes cases, housing, the register
/// or a worker's messages and duty is none of them.
const BESIDE: [&str; 16] = [
    "screens",
    "accounts",
    "back",
    "blocks",
    "catalogue",
    "drafts",
    "levels",
    "map",
    "mapping",
    "partners",
    "proxies",
    "review",
    "roles",
    "runs",
    "session",
    "signOn",
];

/// Either of the two leaves half of a small machine idle, so they run at once;
/// what the browser tests say is shown after what the Rust tests say.
fn rust_beside_browser() -> Result<()> {
    let chromium = browser::chromium()?;
    let logs = ["beside", "acting"].map(|half| target().join(format!("browser-tests-{half}.log")));
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
fn in_browser(chromium: &str, [beside, acting]: &[PathBuf; 2]) -> Result<()> {
    let port = openid::free_port()?;
    let provider = openid::Provider::start(Some(&demo::home(port)))?;
    let district = demo::District::start_at(port, Some(&provider))?;
    let half = |log: &PathBuf, which: &[String]| -> Result<()> {
        let said = File::create(log)?;
        let mut command = web::npm();
        command.args(["run", "e2e", "--"]).args(which).current_dir(root().join("web"));
        command.env("LINLI_URL", &district.address).env("LINLI_ACCOUNTS", &district.ready);
        command.env("LINLI_CHROMIUM", chromium);
        run_process(command.stdout(said.try_clone()?).stderr(said))
    };
    let those = BESIDE.map(|file| format!("browser/{file}.test.ts"));
    let others = BESIDE.map(|file| format!("--exclude=**/{file}.test.ts"));
    thread::scope(|scope| {
        let beside = scope.spawn(|| half(beside, &those));
        let acting = half(acting, &others);
        acting.and(ended(beside.join()))
    })
}

#[cfg(test)]
mod tests {
    use super::{BESIDE, LONGEST, root};

    #[test]
    fn browser_tests_that_go_beside_the_others_are_files_that_there_are() {
        for file in BESIDE {
            assert!(root().join(format!("tests/browser/{file}.test.ts")).is_file(), "{file}");
        }
    }

    #[test]
    fn whose_tests_take_longest_are_packages_that_there_are() {
        for folder in LONGEST {
            assert!(root().join(folder).join("Cargo.toml").is_file(), "{folder}");
        }
    }
}
