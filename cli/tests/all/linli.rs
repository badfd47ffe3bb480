//! Running the real binary in a folder of its own.

use std::{
    fs,
    path::{Path, PathBuf},
    process::{Command, Output},
};

use tempfile::TempDir;

/// A folder with an installation that the binary makes as it goes.
pub(crate) struct Linli {
    folder: TempDir,
}

/// What a command did.
pub(crate) struct Answer {
    pub(crate) code: i32,
    pub(crate) out: String,
    pub(crate) err: String,
}

impl Linli {
    pub(crate) fn new() -> Self {
        Self { folder: tempfile::tempdir().unwrap() }
    }

    /// As [`Self::new`], in a folder of its own inside `root`.
    pub(crate) fn within(root: &Path) -> Self {
        Self { folder: tempfile::tempdir_in(root).unwrap() }
    }

    /// Its folder with a copy of all that is in the other's, whose programs have ended.
    pub(crate) fn filled(self, from: &Self) -> Self {
        copy(from.folder.path(), self.folder.path());
        self
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Writes a file into the folder.
    pub(crate) fn file(&self, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
        let path = self.path(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, bytes).unwrap();
        path
    }

    /// Runs the binary with arguments; files are named relative to the folder.
    pub(crate) fn run(&self, arguments: &[&str]) -> Answer {
        let mut command = Command::new(env!("CARGO_BIN_EXE_linli"));
        command.args(arguments).current_dir(self.folder.path());
        Answer::of(&command.env_remove("LINLI_DATA").env("LC_ALL", "C").output().unwrap())
    }

    /// Runs the binary with lines on its standard input.
    pub(crate) fn feed(&self, arguments: &[&str], lines: &str) -> Answer {
        let input = self.file("stdin.txt", lines);
        let mut command = Command::new(env!("CARGO_BIN_EXE_linli"));
        command.args(arguments).current_dir(self.folder.path());
        command.stdin(std::fs::File::open(input).unwrap());
        Answer::of(&command.env("LC_ALL", "C").output().unwrap())
    }

    /// The binary with arguments, not yet started.
    pub(crate) fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_linli"));
        command.args(arguments).current_dir(self.folder.path()).env_remove("LINLI_DATA");
        command.env("LC_ALL", "C");
        command
    }

    pub(crate) fn exists(&self, name: &str) -> bool {
        Path::new(&self.path(name)).exists()
    }
}

impl Answer {
    pub(crate) fn of(output: &Output) -> Self {
        Self {
            code: output.status.code().unwrap_or(-1),
            out: String::from_utf8_lossy(&output.stdout).into_owned(),
            err: String::from_utf8_lossy(&output.stderr).into_owned(),
        }
    }

    /// Fails unless the command ended well.
    pub(crate) fn done(self) -> Self {
        assert_eq!(self.code, 0, "out: {}\nerr: {}", self.out, self.err);
        self
    }

    /// Fails unless the command failed and said each of `words`.
    pub(crate) fn refused(self, words: &[&str]) -> Self {
        assert_ne!(self.code, 0, "it did not fail: {}", self.out);
        for word in words {
            assert!(self.err.contains(word), "{word} is not in: {}", self.err);
        }
        self
    }
}

/// A folder with all that is in it.
pub(crate) fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        let target = to.join(path.file_name().unwrap());
        if path.is_dir() {
            copy(&path, &target);
        } else {
            fs::copy(&path, target).unwrap();
        }
    }
}
