//! What a day needs of the generation it builds on: the models that its run left, and the index of its records.

use std::{
    fs,
    path::{Path, PathBuf},
};

use kernel::{Progress, Silent};
use linkage::PinnedModel;
use tokio::task::{JoinHandle, spawn_blocking};

use super::index::{self, Index, LevelWriter};
use crate::{
    FusionError,
    lake::{Draft, Generation},
    mapping::Bundle,
};

/// Of people and of organisations; none where a run linked none.
pub(crate) type Models = [Option<PinnedModel>; 2];

/// The models and the index.
pub(crate) struct Known {
    pub(crate) models: Models,
    pub(crate) index: Index,
}

impl Known {
    /// How many blocking rules each model has.
    pub(crate) fn rules(&self) -> [usize; 2] {
        rules(&self.models)
    }
}

/// Both on their way into memory.
pub(crate) struct Opening(JoinHandle<Result<(Models, Option<Index>), FusionError>>);

impl Opening {
    /// Begins to read them, on a thread of its own: the day's tables are taken in meanwhile.
    pub(crate) fn begin(generation: Generation) -> Self {
        Self(spawn_blocking(move || {
            let models = models(|stage: &str| generation.stage(stage))?;
            let base = generation.stage("index");
            let index = base.exists().then(|| open(&generation, base, &models)).transpose()?;
            Ok((models, index))
        }))
    }

    /// Waits for them; an index that is not there yet is made.
    pub(crate) async fn done(
        self,
        generation: &Generation,
        bundle: &Bundle,
        progress: &dyn Progress,
    ) -> Result<Known, FusionError> {
        let done = self.0.await.map_err(|_| FusionError::Thread { stage: "index" })?;
        let (models, index) = done?;
        let index = if let Some(index) = index {
            index
        } else {
            let base = make(generation, bundle, &models, progress).await?;
            open(generation, base, &models)?
        };
        Ok(Known { models, index })
    }
}

/// Writes the first level of a run's index into `folder`, up to what is sorted when all is there.
pub(crate) async fn index_of_run(
    bundle: &Bundle,
    draft: &Draft,
    folder: &Path,
) -> Result<LevelWriter, FusionError> {
    let stage = |name: &str| draft.stage(name);
    index::fill(bundle, &stage, &models(stage)?, folder, &Silent).await
}

/// The models that a run's stages left.
fn models(stage: impl Fn(&str) -> PathBuf) -> Result<Models, FusionError> {
    let model = |name: &str| -> Result<Option<PinnedModel>, FusionError> {
        let path = stage(name).join("model.json");
        Ok(path.exists().then(|| PinnedModel::load(&path)).transpose()?)
    };
    Ok([model("link_people")?, model("link_organisations")?])
}

fn rules(models: &Models) -> [usize; 2] {
    [0, 1].map(|kind| {
        models[kind].as_ref().map_or(0, |model: &PinnedModel| model.settings.blocking.len())
    })
}

/// Opens the index of a generation, whose first level is `base`, and of its days.
fn open(generation: &Generation, base: PathBuf, models: &Models) -> Result<Index, FusionError> {
    let mut folders = vec![base];
    folders.extend(generation.days()?.into_iter().map(|day| day.join("index")));
    Index::open(&folders, rules(models))
}

/// Makes the first level of a generation's index; its folder.
async fn make(
    generation: &Generation,
    bundle: &Bundle,
    models: &Models,
    progress: &dyn Progress,
) -> Result<PathBuf, FusionError> {
    let folder = generation.stage("index");
    progress.stage("index", bundle.mappings.len() as u64);
    let beside = generation.stage("index.partial");
    crate::lake::remove(&beside)?;
    let stage = |name: &str| generation.stage(name);
    index::build(bundle, &stage, models, &beside, progress).await?;
    fs::rename(&beside, &folder).map_err(FusionError::file(&folder))?;
    Ok(folder)
}
