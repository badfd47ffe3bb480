//! The capability as one value.

use std::{fmt, sync::Arc};

use access::{Access, Account, Principal};
use database::{Action, Database, UnitOfWork};
use kernel::{Id, Ids, SharedClock};
use tokio::sync::watch;

use crate::{Catalogue, Channel, Message, MessageId, NewMessage, Result, choices::wanted, store};

/// A page of an account's messages.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Page {
    /// The latest first.
    pub rows: Vec<Message>,
    /// How many the account has not seen, on any page.
    pub unseen: u64,
}

/// Messages, what accounts chose, and the outbox; cheap to clone.
#[derive(Clone)]
pub struct Messages {
    pub(crate) database: Database,
    pub(crate) access: Arc<Access>,
    pub(crate) ids: Ids,
    pub(crate) clock: SharedClock,
    pub(crate) catalogue: &'static Catalogue,
    /// Minutes that the place's zone is east of UTC.
    pub(crate) offset_minutes: i32,
    changed: Arc<watch::Sender<u64>>,
}

/// Old messages that one transaction forgets.
const FORGOTTEN_AT_ONCE: u32 = 500;

impl Messages {
    /// Messages over an opened installation, whose quiet hours are those of a zone `offset_minutes` east of UTC.
    pub fn open(
        database: Database,
        access: Arc<Access>,
        ids: Ids,
        clock: SharedClock,
        offset_minutes: i32,
    ) -> Result<Self> {
        let catalogue = Catalogue::built_in()?;
        let changed = Arc::new(watch::Sender::new(0));
        Ok(Self { database, access, ids, clock, catalogue, offset_minutes, changed })
    }

    /// The kinds.
    #[must_use]
    pub const fn catalogue(&self) -> &'static Catalogue {
        self.catalogue
    }

    /// Changes whenever this process made or settled a message.
    #[must_use]
    pub fn changes(&self) -> watch::Receiver<u64> {
        self.changed.subscribe()
    }

    pub(crate) fn wake(&self) {
        self.changed.send_modify(|count| *count = count.wrapping_add(1));
    }

    /// Makes a message within the unit of work of what causes it, and queues it for the channels its reader
    /// takes. False where the cause was told already.
    pub async fn put(&self, unit: &mut UnitOfWork, new: NewMessage) -> Result<bool> {
        let kind = self.catalogue.kind(new.kind)?;
        let now = self.clock.now();
        let message = Message {
            id: self.ids.next(),
            to: new.to,
            kind: kind.id.clone(),
            link: kind.link_to(&new.subject),
            subject: new.subject,
            urgent: kind.urgent,
            title: kind.title.clone(),
            text: kind.filled(&new.values)?,
            made_at: now,
            seen_at: None,
        };
        let cause = format!("{}|{}|{}", new.cause, kind.id, new.to);
        if !store::messages::insert(unit, &message, &cause).await? {
            return Ok(false);
        }
        let (chosen, quiet) = store::choices::all_within(unit, new.to).await?;
        for channel in self.reached_by(unit, new.to).await? {
            if !wanted(kind, channel, &chosen) {
                continue;
            }
            let held = quiet.filter(|_| channel.wakes() && !kind.urgent);
            let due = held.map_or(now, |quiet| quiet.after(now, self.offset_minutes));
            store::deliveries::queue(unit, message.id, channel, due).await?;
        }
        Ok(true)
    }

    /// Channels over which an account can be reached.
    async fn reached_by(&self, unit: &UnitOfWork, account: Id<Account>) -> Result<Vec<Channel>> {
        let contacts = store::contacts::of_within(unit, account).await?;
        let confirmed = contacts.iter().filter(|contact| contact.confirmed_at.is_some());
        let mut found: Vec<Channel> = confirmed.map(|contact| contact.channel).collect();
        if store::hooks::stands_within(unit, account).await? {
            found.push(Channel::Webhook);
        }
        if store::push::stands_within(unit, account).await? {
            found.push(Channel::Push);
        }
        Ok(found)
    }

    /// A page of one's own messages, the latest first.
    pub async fn page(
        &self,
        principal: &Principal,
        unseen: bool,
        before: Option<MessageId>,
        limit: u32,
    ) -> Result<Page> {
        let of = principal.account;
        let rows = store::messages::page(&self.database, of, unseen, before, limit).await?;
        Ok(Page { rows, unseen: store::messages::unseen(&self.database, of).await? })
    }

    /// How many of one's own messages one has not seen.
    pub async fn unseen(&self, principal: &Principal) -> Result<u64> {
        store::messages::unseen(&self.database, principal.account).await
    }

    /// Remembers that one saw a message, or all up to it. How many were new.
    pub async fn see(
        &self,
        principal: &Principal,
        which: MessageId,
        and_before: bool,
    ) -> Result<u64> {
        let mut unit = self.database.begin().await?;
        let of = principal.account;
        let seen = store::messages::see(&mut unit, of, which, and_before, self.clock.now()).await?;
        if seen == 0 {
            return Ok(0);
        }
        let subject = format!("message:{which}");
        self.record(&mut unit, "message.see", Some(of), subject, "{}".to_owned()).await?;
        unit.commit().await?;
        self.wake();
        Ok(seen)
    }

    /// Forgets messages made more than `kept_s` seconds ago, some at a time. How many went.
    pub async fn forget_old(&self, kept_s: i64) -> Result<u64> {
        let then = self.clock.now().plus_seconds(-kept_s);
        let mut unit = self.database.begin().await?;
        let gone = store::messages::delete_old(&mut unit, then, FORGOTTEN_AT_ONCE).await?;
        if gone > 0 {
            let detail = format!("{{\"messages\":{gone}}}");
            self.record(&mut unit, "message.forget", None, "messages".to_owned(), detail).await?;
        }
        store::broadcasts::delete_old(&mut unit, then).await?;
        unit.commit().await?;
        Ok(gone)
    }

    pub(crate) async fn record(
        &self,
        unit: &mut UnitOfWork,
        kind: &'static str,
        account: Option<Id<Account>>,
        subject: String,
        detail: String,
    ) -> Result<()> {
        let account = account.map(Id::to_bytes);
        let action = Action { kind, account, subject, reason: String::new(), detail };
        unit.record(&action, &self.ids, &*self.clock).await?;
        Ok(())
    }
}

impl fmt::Debug for Messages {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Messages").finish_non_exhaustive()
    }
}
