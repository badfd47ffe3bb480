//! `linli restore`: a backup back into a folder where nothing is yet.

use std::{
    fs::{self, File},
    io::{BufReader, BufWriter, Write as _},
    path::{Component, Path, PathBuf},
    process::{Child, Stdio},
};

use access::{ArchivePart, ArchiveReader};
use anyhow::{Context as _, Result, bail};
use clap::Args;
use database::Dialect;
use serde_json::json;
use server::Config;

use super::backup::{COPY, DUMP, FOLDERS, private};
use crate::{
    global::Global,
    terminal::{Outcome, Terminal},
};

/// A backup that goes back.
#[derive(Args)]
pub(crate) struct Arguments {
    /// The file that `linli backup` wrote.
    file: PathBuf,
}

/// Where the bytes of the file that began last go.
enum Place {
    Nowhere,
    File(BufWriter<File>),
    Program(Child),
}

/// Runs the command.
pub(crate) fn run(
    global: &Global,
    config: &Config,
    arguments: &Arguments,
    terminal: &Terminal,
) -> Result<Outcome> {
    let data = &global.data;
    let address = config.database.address(data);
    let from = File::open(&arguments.file)
        .with_context(|| format!("read {}", arguments.file.display()))?;
    let mut archive = ArchiveReader::begin(data, &config.keys.source(), BufReader::new(from))?;
    empty(data, &address)?;
    terminal.stage("restore", 0);
    let (mut place, mut files) = (Place::Nowhere, 0_u64);
    while let Some(part) = archive.next_part().context("read the backup")? {
        match part {
            ArchivePart::Name(name) => {
                place.whole()?;
                place = begun(&name, data, &address)?;
                files += 1;
            }
            ArchivePart::Bytes(bytes) => place.write(&bytes)?,
        }
    }
    place.whole()?;
    terminal.result(&json!({ "files": files }), |_| {
        format!("{files} files are back; `linli audit verify` proves the log of reads whole")
    })?;
    Ok(Outcome::Done)
}

/// Refuses a folder in which an installation is.
fn empty(data: &Path, address: &str) -> Result<()> {
    let mut taken: Vec<PathBuf> =
        ["keys/sealing.json", "keys/token.key", "reads", "attachments", "housing"]
            .map(|name| data.join(name))
            .to_vec();
    if Dialect::of(address) == Dialect::Sqlite {
        // What SQLite wrote ahead for another file would be taken for this one's.
        taken.extend(["", "-wal", "-shm"].map(|of| PathBuf::from(format!("{address}{of}"))));
    }
    if let Some(there) = taken.iter().find(|path| path.exists()) {
        bail!("{} is there already; a backup is put back where nothing is", there.display());
    }
    Ok(())
}

/// Where a file of a backup goes.
fn begun(name: &str, data: &Path, address: &str) -> Result<Place> {
    let to = match (name, Dialect::of(address)) {
        (COPY, Dialect::Sqlite) => PathBuf::from(address),
        (DUMP, Dialect::Postgres) => {
            let mut program = database::client("pg_restore", address);
            program.args(["--exit-on-error", "--single-transaction"]);
            program.args(["--no-owner", "--no-privileges"]);
            let child = program.stdin(Stdio::piped()).spawn();
            let child = child.context("run pg_restore, which comes with PostgreSQL")?;
            return Ok(Place::Program(child));
        }
        (COPY, _) => bail!("this backup is of SQLite, and database.url names PostgreSQL"),
        (DUMP, _) => bail!("this backup is of PostgreSQL; name an empty database in database.url"),
        (name, _) => {
            let mut parts = Path::new(name).components();
            let known = FOLDERS.iter().any(|folder| name.starts_with(&format!("{folder}/")));
            if !known || !parts.all(|part| matches!(part, Component::Normal(_))) {
                bail!("the backup names {name}, which has no place in an installation");
            }
            data.join(name)
        }
    };
    if let Some(folder) = to.parent() {
        fs::create_dir_all(folder).with_context(|| format!("make {}", folder.display()))?;
    }
    Ok(Place::File(BufWriter::new(private(&to)?)))
}

impl Place {
    fn write(&mut self, bytes: &[u8]) -> Result<()> {
        match self {
            Self::Nowhere => bail!("the backup begins with bytes of no file"),
            Self::File(file) => file.write_all(bytes).context("write a file of the backup"),
            Self::Program(child) => {
                let input = child.stdin.as_mut().context("speak to pg_restore")?;
                input.write_all(bytes).context("speak to pg_restore; it says above what is wrong")
            }
        }
    }

    /// Ends the file: it is on the disk, or the program has taken it.
    fn whole(&mut self) -> Result<()> {
        match std::mem::replace(self, Self::Nowhere) {
            Self::Nowhere => Ok(()),
            Self::File(mut file) => {
                file.flush().context("write a file of the backup")?;
                file.get_ref().sync_all().context("write a file of the backup")
            }
            Self::Program(mut child) => {
                // Waiting closes what it reads from.
                let status = child.wait().context("wait for pg_restore")?;
                if !status.success() {
                    bail!("pg_restore did not take the database ({status}); it says why above");
                }
                Ok(())
            }
        }
    }
}
