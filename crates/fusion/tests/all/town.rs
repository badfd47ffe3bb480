//! A folder of mappings and tables, an installation beside it.

use std::{
    fs,
    path::{Path, PathBuf},
};

use cluster::Crew;
use fusion::{
    Context, DayOptions, DayReport, FusionError, Options, RunReport, fuse_day, fuse_with,
};
use kernel::{Day, Silent};
use testing::World;

use crate::installation::installation;

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
