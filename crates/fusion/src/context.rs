//! What a run is given.

use std::{path::PathBuf, sync::Arc};

use access::Access;
use bucket::Bucket;
use database::Database;
use kernel::{Ids, Progress, SharedClock};

use crate::Sources;

/// The installation a run works in.
#[derive(Clone)]
pub struct Context {
    /// Its database, migrated.
    pub database: Database,
    /// Its access capability: tokens, seals, grants.
    pub access: Arc<Access>,
    /// Its ids.
    pub ids: Ids,
    /// Its clock.
    pub clock: SharedClock,
    /// Its data folder; the lake is under it.
    pub data: PathBuf,
}

/// What is to be fused.
pub struct Options<'a> {
    /// The folder of mapping files.
    pub mappings: PathBuf,
    /// Where the tables lie.
    pub sources: Sources,
    /// The bucket that the lake is kept in, beside this machine's disk; workers need no folder then.
    pub lake: Option<Arc<Bucket>>,
    /// A folder with the truth, for a comparison after the run.
    pub truth: Option<PathBuf>,
    /// Whether the run judges by the model of the current generation instead of training its own; where there is none
    /// it trains.
    pub keep_model: bool,
    /// Told of every stage.
    pub progress: &'a dyn Progress,
}

impl std::fmt::Debug for Context {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Context").field("data", &self.data).finish_non_exhaustive()
    }
}

impl std::fmt::Debug for Options<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Options")
            .field("mappings", &self.mappings)
            .field("sources", &self.sources)
            .finish_non_exhaustive()
    }
}
