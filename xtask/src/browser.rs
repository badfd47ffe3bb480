//! A real Chromium for the browser tests: an installed one; else Debian's, as
//! root; else Playwright's own.

use std::{path::Path, process::Command};

use anyhow::{Result, bail};

use crate::{
    process::{find, is_root, output, run},
    root::root,
    web::npm,
};

/// Names under which a Chromium is installed.
const NAMES: &[&str] = &[
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
];

/// Chinese text is drawn as boxes without a font that has it.
const FONT_PACKAGE: &str = "fonts-wqy-microhei";

/// The path of a Chromium, brought here where there is none.
pub(crate) fn chromium() -> Result<String> {
    if let Ok(named) = std::env::var("LINLI_CHROMIUM") {
        return Ok(named);
    }
    if let Some(found) = find(NAMES) {
        return Ok(found);
    }
    if is_root() && find(&["apt-get"]).is_some() {
        run(Command::new("apt-get").args(["update", "-qq"]))?;
        let mut install = Command::new("apt-get");
        install.args(["install", "-y", "-qq", "--no-install-recommends", "chromium", FONT_PACKAGE]);
        run(install.env("DEBIAN_FRONTEND", "noninteractive"))?;
        if let Some(found) = find(NAMES) {
            return Ok(found);
        }
    }
    playwright()
}

fn playwright() -> Result<String> {
    let web = root().join("web");
    let install = ["exec", "--", "playwright-core", "install", "chromium"];
    let script = "import('playwright-core').then(p => console.log(p.chromium.executablePath()))";
    if run(npm().args(install).current_dir(&web)).is_ok()
        && let Ok(named) = output(Command::new("node").args(["-e", script]).current_dir(web))
        && Path::new(&named).is_file()
    {
        return Ok(named);
    }
    bail!(
        "no Chromium: install Debian's `chromium` and `{FONT_PACKAGE}`, \
         or name one in LINLI_CHROMIUM, then run this again"
    )
}
