//! A broadcast: one message to everybody on duty in an area, sent by somebody who dispatches there.
//!
//! Whom it reaches is found by whoever calls; kept are the sender, the area, the kind and the words, and how many it
//! reached, not whom: that is in the messages themselves, each its reader's own.

use std::collections::BTreeMap;

use access::Account;
use kernel::{AreaPath, Entity, Id, Instant, Text};

use crate::{Error, Messages, NewMessage, Result, store::broadcasts};

/// Marks the ids of broadcasts.
#[derive(Clone, Copy, Debug)]
pub struct BroadcastMark;

impl Entity for BroadcastMark {
    const NAME: &'static str = "broadcast";
}

/// The id of a broadcast: made by whoever sends it, so that one press sends once.
pub type BroadcastId = Id<BroadcastMark>;

/// What a broadcast is, which gives its title. Whether it waits for the end of quiet hours is the catalogue's to say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BroadcastKind {
    /// Something to know.
    Notice,
    /// Hands are wanted.
    Help,
    /// Weather to prepare for.
    Weather,
    /// A danger now.
    Danger,
}

impl BroadcastKind {
    /// Every one.
    pub const ALL: &[Self] = &[Self::Notice, Self::Help, Self::Weather, Self::Danger];

    /// Its name in the store and in interfaces.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Notice => "notice",
            Self::Help => "help",
            Self::Weather => "weather",
            Self::Danger => "danger",
        }
    }

    /// The one of this name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|kind| kind.name() == name)
    }

    /// The kind of message that it is, as the catalogue names it.
    #[must_use]
    pub const fn message(self) -> &'static str {
        match self {
            Self::Notice => "broadcast_notice",
            Self::Help => "broadcast_help",
            Self::Weather => "broadcast_weather",
            Self::Danger => "broadcast_danger",
        }
    }
}

/// A broadcast that is to be sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewBroadcast {
    /// The id of the press.
    pub id: BroadcastId,
    /// Who sends it.
    pub by: Id<Account>,
    /// To whom: everybody on duty in this area.
    pub area: AreaPath,
    /// What the area is called.
    pub place: Text,
    /// What it is.
    pub kind: BroadcastKind,
    /// What it says.
    pub words: Text,
}

/// A broadcast as it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Broadcast {
    /// Its id.
    pub id: BroadcastId,
    /// Who sent it.
    pub by: Id<Account>,
    /// To everybody on duty in this area then.
    pub area: AreaPath,
    /// What it is.
    pub kind: BroadcastKind,
    /// What it says.
    pub words: Text,
    /// When it was sent.
    pub made_at: Instant,
    /// How many it was sent to.
    pub reached: u64,
    /// How many of them saw it.
    pub seen: u64,
    /// When it was taken back from those who had not seen it.
    pub recalled_at: Option<Instant>,
}

impl Messages {
    /// Sends a broadcast to `readers`: one recorded action, one message each. Sent again with the same id it is the one
    /// that was sent, and reaches nobody twice.
    ///
    /// # Errors
    /// [`Error::Unfit`] where the id was used for another broadcast.
    pub async fn broadcast(&self, new: NewBroadcast, readers: &[Id<Account>]) -> Result<Broadcast> {
        let subject = format!("broadcast:{}", new.id);
        let now = self.clock.now();
        let reached = readers.len() as u64;
        let mut unit = self.database.begin().await?;
        if !broadcasts::insert(&mut unit, &new, &subject, reached, now).await? {
            drop(unit);
            return self.sent_before(&new).await;
        }
        let values = BTreeMap::from([("area", new.place.clone()), ("words", new.words.clone())]);
        for reader in readers {
            let message = NewMessage {
                to: *reader,
                kind: new.kind.message(),
                subject: subject.clone(),
                values: values.clone(),
                cause: subject.clone(),
            };
            self.put(&mut unit, message).await?;
        }
        let detail = serde_json::json!({
            "area": new.area, "kind": new.kind.name(), "reached": reached,
        });
        self.record(&mut unit, "message.broadcast", Some(new.by), subject, detail.to_string())
            .await?;
        unit.commit().await?;
        self.wake();
        Ok(Broadcast {
            id: new.id,
            by: new.by,
            area: new.area,
            kind: new.kind,
            words: new.words,
            made_at: now,
            reached,
            seen: 0,
            recalled_at: None,
        })
    }

    async fn sent_before(&self, new: &NewBroadcast) -> Result<Broadcast> {
        let found = broadcasts::find(&self.database, new.id).await?;
        let same = found.filter(|one| {
            (one.by, &one.area, one.kind, &one.words) == (new.by, &new.area, new.kind, &new.words)
        });
        same.ok_or_else(|| {
            Error::Unfit(Text::new(
                "这条通知已经发出，内容与现在填写的不同：请关闭表单，在列表中查看",
                "It was sent already, and said something else: close the form and see the list",
            ))
        })
    }

    /// A broadcast by its id.
    pub async fn broadcast_of(&self, id: BroadcastId) -> Result<Option<Broadcast>> {
        broadcasts::find(&self.database, id).await
    }

    /// The latest broadcasts within an area, the last first.
    pub async fn broadcasts(&self, area: &AreaPath, limit: u32) -> Result<Vec<Broadcast>> {
        broadcasts::within(&self.database, area, limit).await
    }

    /// Takes a broadcast back from those who have not seen it: one recorded action. From how many; none where everybody
    /// saw it or it was taken back before, and nothing is recorded then.
    pub async fn recall(&self, id: BroadcastId, by: Id<Account>) -> Result<u64> {
        let subject = format!("broadcast:{id}");
        let mut unit = self.database.begin().await?;
        let gone = broadcasts::recall(&mut unit, id, &subject, self.clock.now()).await?;
        if gone == 0 {
            return Ok(0);
        }
        let detail = serde_json::json!({ "unseen": gone }).to_string();
        self.record(&mut unit, "message.recall", Some(by), subject, detail).await?;
        unit.commit().await?;
        self.wake();
        Ok(gone)
    }
}
