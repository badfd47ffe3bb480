//! `cargo xtask cluster`: three workers on this machine, and the demo district's fusion over them; with `--s3` they
//! share a bucket of an S3 server and no folder.

use std::{
    fmt::Write as _,
    fs,
    io::{BufRead as _, BufReader, Read as _},
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use anyhow::{Context as _, Result};
use serde_json::Value;

use crate::{
    demo,
    process::{Running, run as run_process, step},
    root::{linli, root, target},
    s3, web,
};

/// Where the lake is with `--s3`.
const LAKE: &str = "s3://district/lake";

/// How to run the cluster.
#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// How many workers.
    #[arg(long, default_value_t = 3)]
    workers: u32,
    /// Share a bucket instead of a folder.
    #[arg(long)]
    s3: bool,
    /// Keep the workers after the run, until Enter is pressed.
    #[arg(long)]
    stay: bool,
}

/// Builds, makes the district, starts the workers, fuses over them and tells who did what.
pub(crate) fn run(arguments: &Arguments) -> Result<()> {
    step("web", web::build)?;
    step("build", demo::build)?;
    let place = step("district", || Place::make(arguments.s3))?;
    let workers: Vec<(Running, String)> =
        step("workers", || (0..arguments.workers).map(|number| place.worker(number)).collect())?;
    let addresses: Vec<&str> = workers.iter().map(|(_, address)| address.as_str()).collect();
    step("fuse", || place.fuse(&addresses))?;
    place.told()?;
    if arguments.stay {
        println!("\nworkers at {}; Enter ends them", addresses.join(","));
        std::io::stdin().read_line(&mut String::new())?;
    }
    Ok(())
}

/// A folder with the demo district in its register.
struct Place {
    folder: PathBuf,
    s3: Option<s3::Server>,
}

impl Place {
    fn make(over_s3: bool) -> Result<Self> {
        let folder = target().join("cluster");
        drop(fs::remove_dir_all(&folder));
        fs::create_dir_all(&folder)?;
        let s3 = over_s3.then(|| s3::Server::start(&folder.join("s3"))).transpose()?;
        let place = Self { folder, s3 };
        run_process(
            &mut place.linli(&["district", "generate", "--size", "demo", "--out", "district"]),
        )?;
        run_process(&mut place.linli(&["import", "district", "district/register"]))?;
        place.key()?;
        Ok(place)
    }

    fn linli(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(linli());
        command.args(arguments).current_dir(&self.folder).env_remove("LINLI_DATA");
        if let Some(server) = &self.s3 {
            server.tell(&mut command);
        }
        command
    }

    /// A key that only this user reads.
    fn key(&self) -> Result<()> {
        let mut bytes = [0_u8; 32];
        fs::File::open("/dev/urandom")
            .and_then(|mut source| source.read_exact(&mut bytes))
            .context("draw a key from /dev/urandom")?;
        let mut text = String::new();
        for byte in bytes {
            write!(text, "{byte:02x}")?;
        }
        let file = self.folder.join("cluster.key");
        fs::write(&file, text)?;
        run_process(Command::new("chmod").arg("600").arg(file))
    }

    /// A worker on a free port, and its address.
    fn worker(&self, number: u32) -> Result<(Running, String)> {
        let arguments = ["worker", "--listen", "127.0.0.1:0", "--key", "cluster.key", "--json"];
        let mut command = self.linli(&arguments);
        if self.s3.is_some() {
            command
                .args(["--lake", LAKE, "--data"])
                .arg(self.folder.join(format!("worker-{number}")));
        }
        command.env("LINLI_LOG_LEVEL", "warn").stdout(Stdio::piped());
        let mut child = command.spawn().context("start linli worker")?;
        let out = child.stdout.take().context("the worker's output")?;
        let running = Running(child);
        let mut text = String::new();
        for line in BufReader::new(out).lines() {
            text.push_str(&line?);
            if text.contains('}') {
                break;
            }
        }
        let told: Value = serde_json::from_str(&text).context("read what the worker tells")?;
        let address = told["worker"].as_str().context("the worker's address")?.to_owned();
        println!("{address}");
        Ok((running, address))
    }

    fn fuse(&self, workers: &[&str]) -> Result<()> {
        let mappings = root().join("examples/district");
        let mut command = self.linli(&["fuse"]);
        command.arg(mappings).args(["--sources", "district", "--worker-key", "cluster.key"]);
        command.arg("--workers").arg(workers.join(","));
        if self.s3.is_some() {
            command.args(["--lake", LAKE]);
        }
        run_process(command.env("LINLI_LOG_LEVEL", "warn"))
    }

    /// Who did the partitions of each stage, and what they wrote.
    fn told(&self) -> Result<()> {
        let generation = self.folder.join(".linli/lake/generation-000001");
        println!();
        for stage in ["wash", "standardise", "link_people", "link_organisations"] {
            println!("{}", line(&generation, stage)?);
        }
        Ok(())
    }
}

fn line(generation: &Path, stage: &str) -> Result<String> {
    let file = generation.join(stage).join("parts.json");
    let text = fs::read_to_string(&file).with_context(|| format!("read {}", file.display()))?;
    let told: Value = serde_json::from_str(&text)?;
    let parts = told["parts"].as_array().context("the partitions of a stage")?;
    let mut by = std::collections::BTreeMap::<&str, (u32, f64)>::new();
    for part in parts {
        let of = by.entry(part["by"].as_str().unwrap_or("coordinator")).or_default();
        of.0 += 1;
        of.1 += part["wall_s"].as_f64().unwrap_or_default();
    }
    let shares: Vec<String> =
        by.iter().map(|(who, (parts, wall))| format!("{who}: {parts} in {wall:.1} s")).collect();
    Ok(format!(
        "{stage:<20} {:>3} partitions, {:>8} rows in, {:>8} out, {:>9} bytes written, {:>9} sent, {:>9} fetched; {}",
        parts.len(),
        told["rows_in"],
        told["rows_out"],
        told["bytes"],
        told["sent"],
        told["fetched"],
        shares.join(", ")
    ))
}
