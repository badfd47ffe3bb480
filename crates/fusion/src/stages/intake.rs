//! Stage *intake*: the sources side by side, the largest first; what they seal goes to the vault.

use std::{path::Path, sync::Arc};

use blocks::Vault;
use kernel::Progress;
use tokio::{sync::mpsc, task::JoinSet};

use crate::{
    Context, FusionError, Sources,
    intake::{Seals, SourceFiles, SourceReport, take_in},
    lake::Hold,
    mapping::Bundle,
};

/// Sources read at once.
const AT_ONCE: usize = 2;
/// UTC+14, minutes.
const FIRST_ZONE: i32 = 14 * 60;
/// Parts of sealed values on their way; a source that is faster than the vault waits.
const ON_THE_WAY: usize = 8;

/// Takes every source in; the reports in the order of the mappings. After a failure no other source is begun.
pub(crate) async fn intake(
    context: &Context,
    bundle: &Bundle,
    (sources, files): (&Sources, &[SourceFiles]),
    folder: &Path,
    hold: &Hold,
    progress: &dyn Progress,
) -> Result<Vec<SourceReport>, FusionError> {
    let mut order: Vec<(u64, usize)> =
        files.iter().enumerate().map(|(at, files)| (files.bytes(), at)).collect();
    order.sort_unstable();
    // The day that it is where days begin first: no honest clock is past it.
    let today = context.clock.now().day(FIRST_ZONE);
    // Until they are in the vault, no key that seals them may go.
    let _on_the_way = context.access.sealer().on_the_way()?;
    let (to, mut from) = mpsc::channel(ON_THE_WAY);
    let mut work = JoinSet::new();
    let mut begin = |work: &mut JoinSet<_>| {
        let Some((_, at)) = order.pop() else { return };
        let (mapping, files) = (bundle.mappings[at].0.clone(), files[at].clone());
        let (access, folder) = (Arc::clone(&context.access), folder.to_owned());
        let (mut seals, sources, hold) = (Seals::new(to.clone()), sources.clone(), hold.clone());
        work.spawn_blocking(move || {
            let report = sources
                .land(&files)
                .and_then(|()| take_in(&mapping, &files, &access, &mut seals, today, &folder));
            drop(hold);
            report.map(|report| (at, report))
        });
    };
    for _ in 0..AT_ONCE {
        begin(&mut work);
    }
    let mut vault = Vault::staged_in(context.database.clone(), folder.join("sealed"));
    let mut reports = Vec::new();
    while !work.is_empty() {
        tokio::select! {
            Some(rows) = from.recv() => vault.keep(rows).await?,
            Some(done) = work.join_next() => {
                reports.push(done.map_err(|_| FusionError::Thread { stage: "intake" })??);
                progress.advance(1);
                begin(&mut work);
            }
        }
    }
    while let Ok(rows) = from.try_recv() {
        vault.keep(rows).await?;
    }
    vault.flush().await?;
    reports.sort_unstable_by_key(|(at, _)| *at);
    Ok(reports.into_iter().map(|(_, report)| report).collect())
}
