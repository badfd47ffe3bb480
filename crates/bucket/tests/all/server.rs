//! A real S3 server for the tests: the program that `LINLI_TEST_S3` names, as `cargo xtask test` sees to.

use std::{
    io::{BufRead as _, BufReader},
    net::TcpListener,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
};

use tempfile::TempDir;

/// A server with one bucket, `district`; ended and deleted when dropped.
pub(crate) struct S3 {
    child: Child,
    folder: TempDir,
    port: u16,
}

impl S3 {
    /// A fresh server on a free port; nothing where no program is named.
    pub(crate) fn start() -> Option<Self> {
        let program = std::env::var_os("LINLI_TEST_S3")?;
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir(folder.path().join("district")).unwrap();
        let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let mut child = Command::new(program)
            .args(["--port", &port.to_string()])
            .args(["--access-key", "linli", "--secret-key", "a secret of the tests"])
            .arg(folder.path())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let ready = |line: &String| line.starts_with("listening at");
        assert!(lines.by_ref().map_while(Result::ok).any(|line| ready(&line)), "the server ended");
        std::thread::spawn(move || lines.for_each(drop));
        Some(Self { child, folder, port })
    }

    pub(crate) fn port(&self) -> u16 {
        self.port
    }

    /// The variables by which a program finds it.
    pub(crate) fn environment(&self) -> Vec<(String, String)> {
        environment(self.port, "a secret of the tests")
    }

    /// The file behind an object.
    pub(crate) fn behind(&self, object: &str) -> PathBuf {
        self.folder.path().join("district").join(object)
    }

    /// Everything that the bucket holds, the server's own notes aside.
    pub(crate) fn objects(&self) -> Vec<String> {
        let (mut found, root) = (Vec::new(), self.behind(""));
        walk(&root, &root, &mut found);
        found.sort();
        found
    }
}

pub(crate) fn environment(port: u16, secret: &str) -> Vec<(String, String)> {
    [
        ("AWS_ENDPOINT_URL", format!("http://127.0.0.1:{port}").as_str()),
        ("AWS_REGION", "us-east-1"),
        ("AWS_ACCESS_KEY_ID", "linli"),
        ("AWS_SECRET_ACCESS_KEY", secret),
    ]
    .map(|(name, value)| (name.to_owned(), value.to_owned()))
    .into()
}

fn walk(root: &Path, folder: &Path, found: &mut Vec<String>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            walk(root, &path, found);
        } else {
            found.push(path.strip_prefix(root).unwrap().display().to_string());
        }
    }
}

impl Drop for S3 {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
