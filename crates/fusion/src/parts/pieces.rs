//! What a partition does: the functions of the stages over a part of their input.

use std::{
    ops::Range,
    path::Path,
    sync::{Arc, PoisonError},
};

use cluster::Steps;
use linkage::{Input, Settings, Share, rows::Rows};
use serde::{Deserialize, Serialize};

use super::{AT_WORK, Made, Sent, Stages};
use crate::{
    FusionError, engine,
    lake::open_rows,
    mapping::{Mapping, parse_mapping},
    prepare::Preparing,
    stages::{
        link::{self, Kind},
        wash,
    },
};

/// What a partition's part of a prepared table is called.
const PART: &str = "part";

/// The work of one partition; paths are from the shared folder.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) enum Piece {
    /// Rows of a source to their washed addresses.
    Wash {
        /// The mapping file's text.
        mapping: String,
        intake: Sent,
        rows: Range<u64>,
        /// The register's version, which the index must have.
        register: i64,
        /// The index and its places, where a bucket is shared.
        index: Vec<Sent>,
    },
    /// Rows of a source, beside their washed addresses, to the prepared tables.
    Standardise { mapping: String, intake: Sent, washed: Sent, rows: Range<u64> },
    /// The pairs of one share of the blocks.
    Compare { kind: Kind, prepared: Vec<Sent>, settings: Box<Settings>, share: Share },
}

impl Piece {
    /// The files of which it reads a range of rows.
    pub(super) fn rows_of(&mut self) -> Vec<&mut Sent> {
        match self {
            Self::Wash { intake, .. } => vec![intake],
            Self::Standardise { intake, washed, .. } => vec![intake, washed],
            Self::Compare { .. } => Vec::new(),
        }
    }

    /// Does partition `name` in `folder`.
    pub(super) fn work(
        &self,
        stages: &Stages,
        name: &str,
        folder: &Path,
        steps: &Steps,
    ) -> Result<Made, FusionError> {
        match self {
            Self::Wash { mapping, intake, rows, register, index } => {
                let intake = open_rows(&stages.open(intake)?, rows.clone())?;
                let gazetteer = stages.gazetteer(*register, index)?;
                let out = folder.join("wash.parquet");
                let step = || -> Result<(), FusionError> { Ok(steps.step()?) };
                let (rates, count) = wash::wash(&read(mapping)?, intake, &out, &gazetteer, &step)?;
                Ok(Made {
                    rows_in: count,
                    rows_out: count,
                    files: vec![("wash.parquet".to_owned(), count)],
                    said: said("wash", &rates)?,
                })
            }
            Self::Standardise { mapping, intake, washed, rows } => {
                let intake = open_rows(&stages.open(intake)?, rows.clone())?;
                let washed = open_rows(&stages.open(washed)?, rows.clone())?;
                let mut preparing = Preparing::create(folder, PART)?;
                let step = || -> Result<(), FusionError> { Ok(steps.step()?) };
                let count = preparing.rows(&read(mapping)?, intake, washed, &step)?;
                let prepared = preparing.finish()?;
                let tables = prepared.tables();
                Ok(Made {
                    rows_in: count,
                    rows_out: prepared.people + prepared.organisations,
                    files: tables
                        .map(|(name, rows)| (format!("{name}/{PART}.parquet"), rows))
                        .into(),
                    said: said("standardise", &prepared)?,
                })
            }
            Self::Compare { kind, prepared, settings, share } => {
                let rows = stages.rows(*kind, prepared, settings, name)?;
                let out = folder.join("pairs.parquet");
                // A share is not broken off: nobody reads what it writes in vain.
                let step = || {
                    let _ = steps.step();
                };
                let pairs = linkage::compare_share(&rows, settings, *share, &out, &step)?;
                Ok(Made {
                    rows_in: pairs.rows,
                    rows_out: pairs.pairs,
                    files: vec![("pairs.parquet".to_owned(), pairs.pairs)],
                    said: said("link", &pairs)?,
                })
            }
        }
    }
}

impl Stages {
    /// The rows to be linked, as every machine numbers them; read once for all shares of a stage, whose partitions are
    /// named side by side.
    fn rows(
        &self,
        kind: Kind,
        prepared: &[Sent],
        settings: &Settings,
        name: &str,
    ) -> Result<Arc<Rows>, FusionError> {
        let stage = name.rsplit_once('/').map_or(name, |(stage, _)| stage);
        let mut kept = self.kept.rows.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((of, rows)) = &*kept
            && of == stage
        {
            return Ok(Arc::clone(rows));
        }
        *kept = None;
        let together = self.data.join(AT_WORK).join("mentions");
        let file = self.shared.gather(&self.data, prepared, &together)?;
        let session = engine::session()?;
        let runtime = tokio::runtime::Handle::current();
        let rows = runtime.block_on(async {
            link::open(&session, kind, &file).await?;
            let inputs = [Input::table(kind.table())];
            Ok::<_, FusionError>(linkage::standardise(&session, settings, &inputs).await?)
        })?;
        let rows = Arc::new(rows);
        *kept = Some((stage.to_owned(), Arc::clone(&rows)));
        Ok(rows)
    }
}

fn read(mapping: &str) -> Result<Mapping, FusionError> {
    parse_mapping(Path::new("the mapping that was sent"), mapping)
}

fn said<T: Serialize>(stage: &str, value: &T) -> Result<serde_json::Value, FusionError> {
    serde_json::to_value(value).map_err(|cause| FusionError::part(stage, cause.to_string()))
}
