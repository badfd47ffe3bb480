//! Folders in memory, for files that nobody needs once the tests are over.

use std::{
    fs::{self, Permissions},
    os::unix::fs::PermissionsExt as _,
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::{Context as _, Result};

use crate::process;

/// Where files are kept in memory.
const IN_MEMORY: &str = "/dev/shm";
/// The room that tests must find there before they put their files in it, bytes.
pub(crate) const ROOM: u64 = 3 << 30;

/// Where files are kept in memory, if there is such a place with this room; else the folder for temporary files.
pub(crate) fn place(room: u64) -> PathBuf {
    let told =
        process::output(Command::new("df").args(["--output=avail", "--block-size=1", IN_MEMORY]));
    let free = told.ok().and_then(|told| told.lines().last()?.trim().parse::<u64>().ok());
    if free.is_some_and(|free| free >= room) { IN_MEMORY.into() } else { std::env::temp_dir() }
}

/// An empty folder, whatever was there.
pub(crate) fn fresh(folder: PathBuf) -> Result<PathBuf> {
    drop(fs::remove_dir_all(&folder));
    fs::create_dir_all(&folder).with_context(|| format!("make {}", folder.display()))?;
    Ok(folder)
}

/// A folder of this process, in memory where there is room; deleted when dropped.
pub(crate) struct Folder(PathBuf);

impl Folder {
    /// Makes it, empty. It is on the disk where memory holds no programs (`noexec`): tests run scripts of their own.
    pub(crate) fn make(name: &str, room: u64) -> Result<Self> {
        let own = format!("{name}-{}", std::process::id());
        let folder = fresh(place(room).join(&own)).map(Self)?;
        if folder.runs_programs() {
            return Ok(folder);
        }
        drop(folder);
        fresh(std::env::temp_dir().join(own)).map(Self)
    }

    fn runs_programs(&self) -> bool {
        let program = self.0.join("program");
        let written = fs::write(&program, "#!/bin/sh\n")
            .and_then(|()| fs::set_permissions(&program, Permissions::from_mode(0o700)));
        let ran = written.is_ok() && Command::new(&program).status().is_ok_and(|it| it.success());
        drop(fs::remove_file(program));
        ran
    }

    /// Where it is.
    pub(crate) fn path(&self) -> &Path {
        &self.0
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        drop(fs::remove_dir_all(&self.0));
    }
}
