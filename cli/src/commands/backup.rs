//! `linli backup`: the installation in one file that the master key alone opens.

use std::{
    fs::{self, File},
    io::{self, BufWriter},
    path::{Path, PathBuf},
    process::Stdio,
};

use access::ArchiveWriter;
use anyhow::{Context as _, Result, bail};
use clap::Args;
use database::{Database, Dialect};
use serde_json::json;
use server::Config;

use crate::{
    entropy,
    global::Global,
    partial::Partial,
    terminal::{Outcome, Terminal},
};

/// The copy of an SQLite database in a backup.
pub(super) const COPY: &str = "linli.db";
/// What `pg_dump` wrote, in a backup of a PostgreSQL database.
pub(super) const DUMP: &str = "linli.dump";
/// Folders of an installation that nothing can make again.
pub(super) const FOLDERS: [&str; 4] = ["keys", "reads", "attachments", "housing"];
/// What stays where it is: the key that opens the backup, and locks.
const NEVER: [&str; 3] = ["keys/master.key", "keys/lock", "keys/on-the-way"];

/// A backup.
#[derive(Args)]
pub(crate) struct Arguments {
    /// The file to write; one that is there is left alone.
    file: PathBuf,
}

type Archive = ArchiveWriter<BufWriter<File>>;

/// Runs the command.
pub(crate) async fn run(
    global: &Global,
    config: &Config,
    arguments: &Arguments,
    terminal: &Terminal,
) -> Result<Outcome> {
    let file = &arguments.file;
    if file.exists() {
        bail!("{} is there already; a backup overwrites nothing", file.display());
    }
    let partial = Partial::of(file);
    let out = BufWriter::new(private(partial.path())?);
    let mut chance = entropy::chance()?;
    let mut archive = ArchiveWriter::begin(&global.data, &config.keys.source(), &mut chance, out)?;
    // First the database: what it names is added to the folders before it is named, and never rewritten.
    terminal.stage("database", 0);
    let address = config.database.address(&global.data);
    let mut bytes = add_database(&address, &global.data, &mut archive).await?;
    let names = files_of(&global.data)?;
    terminal.stage("files", names.len() as u64);
    let mut files = 1_u64;
    for name in names {
        match File::open(global.data.join(&name)) {
            Ok(from) => {
                bytes += archive.file(&name, from).with_context(|| format!("back up {name}"))?;
                files += 1;
            }
            // Its time was over since the folder was listed.
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) => return Err(error).with_context(|| format!("back up {name}")),
        }
        terminal.advance(1);
    }
    let out = archive.finish().context("write the backup")?;
    let out =
        out.into_inner().map_err(io::IntoInnerError::into_error).context("write the backup")?;
    out.sync_all().context("write the backup")?;
    partial.finish()?;
    let told = json!({ "file": file, "files": files, "bytes": bytes });
    terminal.result(&told, |_| {
        format!("{}: {files} files, {bytes} bytes; the master key alone opens it", file.display())
    })?;
    Ok(Outcome::Done)
}

/// Adds the database, and returns its bytes.
async fn add_database(address: &str, data: &Path, archive: &mut Archive) -> Result<u64> {
    match Dialect::of(address) {
        Dialect::Sqlite => {
            if !Path::new(address).is_file() {
                bail!("there is no database at {address}");
            }
            // A folder that this account alone reads; the copy is gone with it.
            let mut folder = tempfile::Builder::new();
            folder.prefix(".backup-");
            #[cfg(unix)]
            folder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o700));
            let folder = folder.tempdir_in(data).context("make a folder for the copy")?;
            let copy = folder.path().join(COPY);
            let database = Database::open(address).await?;
            database.copy_to(&copy).await?;
            database.close().await?;
            let from = File::open(&copy).context("read the copy of the database")?;
            archive.file(COPY, from).context("back up the database")
        }
        Dialect::Postgres => {
            let mut program = database::client("pg_dump", address);
            program.args(["--format=custom", "--no-owner", "--no-privileges"]);
            let mut child = program
                .stdin(Stdio::null())
                .stdout(Stdio::piped())
                .spawn()
                .context("run pg_dump, which comes with PostgreSQL")?;
            let from = child.stdout.take().context("hear pg_dump")?;
            let bytes = archive.file(DUMP, from).context("back up the database")?;
            let status = child.wait().context("wait for pg_dump")?;
            if !status.success() {
                bail!("pg_dump did not write the database ({status}); it says why above");
            }
            Ok(bytes)
        }
    }
}

/// The names of all files to keep, relative to the data folder, with `/` between.
fn files_of(data: &Path) -> Result<Vec<String>> {
    let mut names = Vec::new();
    let mut folders: Vec<String> = FOLDERS.map(str::to_owned).to_vec();
    while let Some(folder) = folders.pop() {
        let inside = match fs::read_dir(data.join(&folder)) {
            Ok(inside) => inside,
            Err(error) if error.kind() == io::ErrorKind::NotFound => continue,
            Err(error) => return Err(error).with_context(|| format!("list {folder}")),
        };
        for entry in inside {
            let entry = entry.with_context(|| format!("list {folder}"))?;
            let own = entry.file_name();
            let own = own.to_str().with_context(|| format!("a name in {folder} is no text"))?;
            let name = format!("{folder}/{own}");
            let kind = entry.file_type().with_context(|| format!("list {name}"))?;
            if kind.is_dir() {
                folders.push(name);
            } else if kind.is_file() && !own.starts_with('.') && !NEVER.contains(&name.as_str()) {
                names.push(name);
            }
        }
    }
    names.sort_unstable();
    Ok(names)
}

/// A new file that this account alone reads.
pub(super) fn private(path: &Path) -> Result<File> {
    let mut options = File::options();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path).with_context(|| format!("make {}", path.display()))
}
