//! Stage *standardise*: washed rows to mentions, a source at a time on each thread, the largest first.

use std::{
    path::Path,
    sync::atomic::{AtomicUsize, Ordering},
};

use kernel::Progress;

use crate::{
    FusionError,
    lake::{Draft, rows_of},
    mapping::{Bundle, Mapping},
    prepare::{Prepared, Preparing},
};

/// Sources at work at once.
const THREADS: usize = 2;

/// What the part of source number `at` is called in each prepared table.
pub(crate) fn part_name(at: usize, mapping: &Mapping) -> String {
    format!("{at:03}-{}", mapping.source)
}

/// Writes the prepared tables into `folder`, a part for each source; rows read, and what was made of them.
pub(crate) fn standardise(
    bundle: &Bundle,
    draft: &Draft,
    folder: &Path,
    progress: &dyn Progress,
) -> Result<(u64, Prepared), FusionError> {
    let mut order = Vec::new();
    for (at, (mapping, _)) in bundle.mappings.iter().enumerate() {
        let file = format!("{}.parquet", mapping.source);
        let (intake, washed) = (draft.stage("intake").join(&file), draft.stage("wash").join(&file));
        order.push((rows_of(&intake)?, at, intake, washed));
    }
    order.sort_unstable_by(|a, b| b.cmp(a));
    let next = AtomicUsize::new(0);
    let work = || -> Result<Prepared, FusionError> {
        let mut prepared = Prepared::default();
        while let Some((_, at, intake, washed)) = order.get(next.fetch_add(1, Ordering::Relaxed)) {
            let mapping = &bundle.mappings[*at].0;
            let mut preparing = Preparing::create(folder, &part_name(*at, mapping))?;
            preparing.source(mapping, intake, washed)?;
            prepared += preparing.finish()?;
            progress.advance(1);
        }
        Ok(prepared)
    };
    let parts: Vec<_> = std::thread::scope(|scope| {
        let threads: Vec<_> = (0..THREADS).map(|_| scope.spawn(work)).collect();
        threads.into_iter().map(std::thread::ScopedJoinHandle::join).collect()
    });
    let mut prepared = Prepared::default();
    for part in parts {
        prepared += part.map_err(|_| FusionError::Thread { stage: "standardise" })??;
    }
    Ok((order.iter().map(|(rows, ..)| rows).sum(), prepared))
}
