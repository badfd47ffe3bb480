//! From what happened to who is told: a follower of the feed with a durable cursor.

use std::future::Future;

use database::FeedEntry;

use crate::{Error, Messages, NewMessage, Result, store};

/// Changes that one transaction takes at the most.
const AT_ONCE: u32 = 100;
/// An installation that never followed a topic begins with what happened in this time, seconds: nobody
/// is told today of what happened last year. From then on nothing is left out.
const BEGINS_S: i64 = 86_400;

/// Says whom a change is told to.
pub trait Teller: Send + Sync {
    /// Messages for a change; none where nobody need know. Asked again where it fails.
    fn tell(
        &self,
        entry: &FeedEntry,
    ) -> impl Future<Output = Result<Vec<NewMessage>, Box<dyn std::error::Error + Send + Sync>>> + Send;
}

impl Messages {
    /// Reads the next changes of `topic` and makes their messages: messages and cursor in one
    /// transaction, so that a change is told once whatever happens in between. How many changes were read.
    pub async fn follow(&self, topic: &'static str, teller: &impl Teller) -> Result<usize> {
        let at = store::cursors::of(&self.database, topic).await?;
        let from = if let Some(at) = at {
            at
        } else {
            let since = self.clock.now().plus_seconds(-BEGINS_S);
            store::cursors::before(&self.database, topic, since).await?
        };
        let entries = self.database.feed_after(topic, from, AT_ONCE).await?;
        let Some(last) = entries.last() else { return Ok(0) };
        let mut told = Vec::new();
        for entry in &entries {
            told.extend(teller.tell(entry).await.map_err(Error::Teller)?);
        }
        let mut unit = self.database.begin().await?;
        if !store::cursors::advance(&mut unit, topic, at, last.sequence).await? {
            // Another process was faster; what it made is there.
            return Ok(0);
        }
        let mut made = false;
        for new in told {
            made |= self.put(&mut unit, new).await?;
        }
        unit.commit().await?;
        if made {
            self.wake();
        }
        Ok(entries.len())
    }
}
