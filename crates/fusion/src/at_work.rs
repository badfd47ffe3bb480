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
        // Since the number was drawn, another over the same database may have begun under it.
        if !book.is_free(draft.meta.number, run).await? {
            draft.renumber(book.next_number().await?)?;
        }
        let (number, folder) = (draft.meta.number, folder.display().to_string());
        book.begin(run, number, &folder, &*context.clock).await?;
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
