//! A folder of mappings and tables, an installation beside it.

use std::{
    fs::{self, Permissions},
    path::{Path, PathBuf},
    sync::Arc,
};

use cluster::Crew;
use database::Database;
use fusion::{
    Context, DayOptions, DayReport, FusionError, Options, RunReport, fuse_day, fuse_with,
};
use kernel::{Chance, Day, FixedClock, Ids, SharedClock, Silent};
use testing::{MONDAY_MORNING, World};
use tokio::sync::OnceCell;

use crate::installation::{context, installation};

/// An installation and its sources.
pub(crate) struct Town {
    pub(crate) world: World,
    pub(crate) context: Context,
}

impl Town {
    pub(crate) async fn new() -> Self {
        let (world, context) = installation().await;
        copy(
            &Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/all/fixture"),
            &world.folder.path().join("sources"),
        );
        Self { world, context }
    }

    /// One whose sources were fused, and the report of that. It was done once for all tests, of which each has a copy, a
    /// second later: what it draws is younger than what is there, and nothing that was drawn before.
    pub(crate) async fn fused() -> (Self, &'static RunReport) {
        static FUSED: OnceCell<Fused> = OnceCell::const_new();
        let Fused { report, files } = FUSED.get_or_init(Fused::make).await;
        let folder = tempfile::tempdir().unwrap();
        for file in files {
            file.put(folder.path());
        }
        let path = folder.path().join("linli.db");
        let database = Database::open(&path.to_string_lossy()).await.unwrap();
        let clock = Arc::new(FixedClock::at(MONDAY_MORNING));
        clock.advance(1);
        let shared: SharedClock = clock.clone();
        let ids = Ids::new(shared, Chance::seeded(2));
        let world = World { database, clock, ids, folder };
        let context = context(&world);
        (Self { world, context }, report)
    }

    pub(crate) fn sources(&self) -> PathBuf {
        self.world.folder.path().join("sources")
    }

    pub(crate) async fn fuse(&self) -> Result<RunReport, FusionError> {
        self.fuse_with(None).await
    }

    pub(crate) async fn fuse_with(&self, crew: Option<&Crew>) -> Result<RunReport, FusionError> {
        self.run(crew, false).await
    }

    /// A whole run under the model of the current generation.
    pub(crate) async fn fuse_again(&self) -> Result<RunReport, FusionError> {
        self.run(None, true).await
    }

    async fn run(&self, crew: Option<&Crew>, keep_model: bool) -> Result<RunReport, FusionError> {
        let options = Options {
            mappings: self.sources().join("mappings"),
            sources: self.sources().into(),
            lake: None,
            truth: None,
            keep_model,
            progress: &Silent,
        };
        fuse_with(&self.context, &options, crew).await
    }

    /// Takes in a day's change: rows by table, and records that a table withdraws.
    pub(crate) async fn day(&self, day: u32, tables: &[Table<'_>]) -> DayReport {
        let root = self.world.folder.path().join(format!("day-{day}"));
        let _ = fs::remove_dir_all(&root);
        for table in tables {
            table.write(&root);
        }
        let options = self.day_options(Some(root), day);
        fuse_day(&self.context, &options).await.unwrap()
    }

    /// Follows the judgements given since the last run.
    pub(crate) async fn follow_judgements(&self) -> DayReport {
        fuse_day(&self.context, &self.day_options(None, 28)).await.unwrap()
    }

    pub(crate) fn day_options(&self, changes: Option<PathBuf>, day: u32) -> DayOptions<'static> {
        let day = Day::new(2024, 7, day).unwrap();
        DayOptions { mappings: self.sources().join("mappings"), changes, day, progress: &Silent }
    }

    pub(crate) async fn export(&self, name: &str) -> Vec<Vec<String>> {
        let out = self.world.folder.path().join("out");
        fusion::export_links(&self.context, &out).await.unwrap();
        let text = fs::read_to_string(out.join(name)).unwrap();
        text.lines().skip(1).map(|line| line.split(',').map(ToOwned::to_owned).collect()).collect()
    }
}

/// A town after a run, as its folder holds it.
struct Fused {
    report: RunReport,
    files: Vec<Kept>,
}

impl Fused {
    async fn make() -> Self {
        let town = Town::new().await;
        let report = town.fuse().await.unwrap();
        town.world.database.close().await.unwrap();
        let (root, mut files) = (town.world.folder.path(), Vec::new());
        gather(root, root, &mut files);
        Self { report, files }
    }
}

/// A file of a folder: where in it, who may read it, and what it holds.
struct Kept {
    at: PathBuf,
    permissions: Permissions,
    bytes: Vec<u8>,
}

impl Kept {
    fn put(&self, root: &Path) {
        let path = root.join(&self.at);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, &self.bytes).unwrap();
        fs::set_permissions(path, self.permissions.clone()).unwrap();
    }
}

/// Every file in `folder`, which lies in `root`.
fn gather(root: &Path, folder: &Path, found: &mut Vec<Kept>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            gather(root, &path, found);
        } else {
            let permissions = fs::metadata(&path).unwrap().permissions();
            let at = path.strip_prefix(root).unwrap().to_owned();
            found.push(Kept { at, permissions, bytes: fs::read(path).unwrap() });
        }
    }
}

/// Part of a department's table.
pub(crate) struct Table<'a> {
    pub(crate) file: &'a str,
    pub(crate) header: &'a str,
    pub(crate) rows: Vec<String>,
    pub(crate) withdrawn: Vec<String>,
}

pub(crate) const REGISTRATION: &str =
    "id,given,family,born,sex,ethnicity,number,phone,street_number,street_name,unit,since";
pub(crate) const PAYROLL: &str =
    "id,worker_given,worker_family,worker_number,employer,employer_number,employer_street,year";

impl<'a> Table<'a> {
    pub(crate) fn registration(rows: &[&str], withdrawn: &[&str]) -> Table<'a> {
        Self::of("tables/registration.csv", REGISTRATION, rows, withdrawn)
    }

    pub(crate) fn payroll(rows: &[&str], withdrawn: &[&str]) -> Table<'a> {
        Self::of("tables/payroll.csv", PAYROLL, rows, withdrawn)
    }

    fn of(file: &'a str, header: &'a str, rows: &[&str], withdrawn: &[&str]) -> Table<'a> {
        let own = |texts: &[&str]| texts.iter().map(|text| (*text).to_owned()).collect();
        Table { file, header, rows: own(rows), withdrawn: own(withdrawn) }
    }

    fn write(&self, root: &Path) {
        let lay = |path: PathBuf, header: &str, lines: &[String]| {
            if !lines.is_empty() {
                fs::create_dir_all(path.parent().unwrap()).unwrap();
                fs::write(path, format!("{header}\n{}\n", lines.join("\n"))).unwrap();
            }
        };
        lay(root.join(self.file), self.header, &self.rows);
        lay(root.join("withdrawn").join(self.file), "id", &self.withdrawn);
    }
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).unwrap();
        }
    }
}
