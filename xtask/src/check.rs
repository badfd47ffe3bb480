//! The quick loop: format, lints, guards, what it is made of.

use std::process::Command;

use anyhow::{Result, bail};

use crate::{
    guards,
    process::{cargo, step},
    root::root,
    sbom,
};

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
    })?;
    step("known flaws", known_flaws)?;
    step("what it is made of", sbom::run)
}

/// Licences and known flaws of what we build on, where the tools are there:
/// `cargo install cargo-deny`, and npm with its registry.
fn known_flaws() -> Result<()> {
    let has = |command: &str| {
        cargo().args([command, "--version"]).output().is_ok_and(|it| it.status.success())
    };
    if has("deny") {
        run_cargo(&["deny", "check"])?;
    } else {
        println!(
            "    licences and known flaws of crates were not checked: cargo install cargo-deny"
        );
    }
    let asked = Command::new("npm")
        .args(["audit", "--omit=dev", "--audit-level=high", "--json"])
        .current_dir(root().join("web"))
        .output();
    match asked {
        Ok(asked) if asked.status.success() => Ok(()),
        Ok(asked) => {
            let told: serde_json::Value = serde_json::from_slice(&asked.stdout).unwrap_or_default();
            if told["metadata"]["vulnerabilities"].is_object() {
                bail!("npm audit: {}", told["metadata"]["vulnerabilities"])
            }
            println!("    npm audit could not ask its registry: packages were not checked");
            Ok(())
        }
        Err(_) => {
            println!("    packages were not checked: install npm, which comes with Node.js");
            Ok(())
        }
    }
}

fn run_cargo(arguments: &[&str]) -> Result<()> {
    crate::process::run(cargo().args(arguments).current_dir(root()))
}
