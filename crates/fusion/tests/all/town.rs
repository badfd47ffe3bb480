//! A folder of mappings and tables, an installation beside it.

use std::{
    fs,
    path::{Path, PathBuf},
    sync::Arc,
};

use access::{Access, AccessSettings};
use bucket::Bucket;
use cluster::Crew;
use fusion::{Context, FusionError, Options, RunReport, Sources, fuse_with};
use kernel::{Chance, Silent};
use testing::World;

/// An installation and its sources.
pub(crate) struct Town {
    pub(crate) world: World,
    pub(crate) context: Context,
}

impl Town {
    pub(crate) async fn new() -> Self {
        let world = World::sqlite().await;
        let lists = [register::MIGRATIONS, blocks::MIGRATIONS, access::MIGRATIONS];
        world.database.migrate(&lists, &*world.clock).await.unwrap();
        let access = Access::open(
            world.database.clone(),
            world.folder.path(),
            world.clock.clone(),
            world.ids.clone(),
            Chance::seeded(9),
            AccessSettings::default(),
        )
        .unwrap();
        copy(
            &Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/all/fixture"),
            &world.folder.path().join("sources"),
        );
        let context = Context {
            database: world.database.clone(),
            access: Arc::new(access),
            ids: world.ids.clone(),
            clock: world.clock.clone(),
            data: world.folder.path().to_owned(),
        };
        Self { world, context }
    }

    pub(crate) fn sources(&self) -> PathBuf {
        self.world.folder.path().join("sources")
    }

    pub(crate) async fn fuse(&self) -> Result<RunReport, FusionError> {
        self.fuse_with(None).await
    }

    pub(crate) async fn fuse_with(&self, crew: Option<&Crew>) -> Result<RunReport, FusionError> {
        self.fuse_over(self.sources().into(), None, crew).await
    }

    /// A fusion whose tables or whose lake lie in a bucket.
    pub(crate) async fn fuse_over(
        &self,
        sources: Sources,
        lake: Option<Arc<Bucket>>,
        crew: Option<&Crew>,
    ) -> Result<RunReport, FusionError> {
        let options = Options {
            mappings: self.sources().join("mappings"),
            sources,
            lake,
            truth: None,
            progress: &Silent,
        };
        fuse_with(&self.context, &options, crew).await
    }

    pub(crate) async fn export(&self, name: &str) -> Vec<Vec<String>> {
        let out = self.world.folder.path().join("out");
        fusion::export_links(&self.context, &out).await.unwrap();
        let text = fs::read_to_string(out.join(name)).unwrap();
        text.lines().skip(1).map(|line| line.split(',').map(ToOwned::to_owned).collect()).collect()
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
