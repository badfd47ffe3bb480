//! A run begins, and says that it is at work, so that no other on the same database takes it for broken off.

use std::{path::Path, sync::Arc, time::Duration};

use blocks::{Run, RunBook};
use kernel::{Id, SharedClock};
use tokio::{task::JoinHandle, time};

use crate::{Context, FusionError, lake::Draft};

/// Often enough that one that could not be written down is no silence ([`RunBook::seen`]).
const EVERY: Duration = Duration::from_mins(1);

/// Says so until it is dropped.
#[derive(Debug)]
pub(crate) struct AtWork(JoinHandle<()>);

impl AtWork {
    /// Writes down in `book` that the run of a draft begins over `folder`, or is taken up again, and begins to say so.
    pub(crate) async fn begin(
        context: &Context,
        book: &RunBook,
        draft: &mut Draft,
        folder: &Path,
    ) -> Result<(Id<Run>, Self), FusionError> {
        let run: Id<Run> = draft.meta.run.parse().unwrap_or_else(|_| context.ids.next());
        let folder = folder.display().to_string();
        loop {
            // Since the number was drawn, another over the same database may have begun under it.
            if !book.is_free(draft.meta.number, run).await? {
                draft.renumber(book.next_number().await?)?;
            }
            let number = draft.meta.number;
            let Err(error) = book.begin(run, number, &folder, &*context.clock).await else { break };
            // Or it began at this very moment.
            if book.is_free(number, run).await? {
                return Err(error.into());
            }
        }
        Ok((run, Self::say(book.clone(), run, Arc::clone(&context.clock))))
    }

    fn say(book: RunBook, run: Id<Run>, clock: SharedClock) -> Self {
        Self(tokio::spawn(async move {
            loop {
                time::sleep(EVERY).await;
                if let Err(error) = book.seen(run, clock.now()).await {
                    tracing::warn!(%error, "cannot write down that the run is at work; it goes on");
                }
            }
        }))
    }
}

impl Drop for AtWork {
    fn drop(&mut self) {
        self.0.abort();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        installation::installation,
        lake::{DraftMeta, Lake},
    };

    #[tokio::test]
    async fn two_that_begin_under_one_number_at_one_moment_get_a_number_each() {
        let (world, context) = installation().await;
        let draft = |name: &str| {
            let lake = Lake::open(&world.folder.path().join(name)).unwrap();
            let run = context.ids.next::<Run>().to_string();
            let fingerprint = String::new();
            let draft = lake.draft(DraftMeta { run, number: 1, fingerprint }).unwrap();
            (draft, RunBook::of(context.database.clone(), name.to_owned()))
        };
        let [(mut one, book), (mut other, elsewhere)] = ["one", "other"].map(draft);
        let folder = Path::new("mappings");
        let (first, second) = tokio::join!(
            AtWork::begin(&context, &book, &mut one, folder),
            AtWork::begin(&context, &elsewhere, &mut other, folder)
        );
        drop((first.unwrap(), second.unwrap()));
        let mut numbers = [one.meta.number, other.meta.number];
        numbers.sort_unstable();
        assert_eq!(numbers, [1, 2]);
    }
}
