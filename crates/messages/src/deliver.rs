//! The worker of the outbox: claims what is due, has it carried, and writes down what came of it.

use access::{Account, Principal};
use kernel::{Id, Instant};

use crate::{
    Carrier, Channel, Message, MessageId, Messages, Parcel, Refused, Result,
    channel::Address,
    store::{
        self,
        deliveries::{Claimed, Settled},
    },
};

/// How long after each try that failed the next is made, seconds: the schedule that Standard Webhooks
/// recommends. After the last a delivery is a dead letter.
pub const DELAYS_S: [i64; 9] = [5, 300, 1_800, 7_200, 18_000, 36_000, 50_400, 72_000, 86_400];
/// A try that was claimed and not settled in this time, seconds, is made again: its process is gone.
const LEASE_S: i64 = 180;
/// The other side may ask to be left alone this long, seconds.
const LONGEST_WAIT_S: i64 = 86_400;
/// Dead letters that are listed.
const LISTED: u32 = 200;

/// A delivery that was given up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeadLetter {
    /// The message.
    pub message: MessageId,
    /// To whom.
    pub to: Id<Account>,
    /// Its kind.
    pub kind: String,
    /// The channel.
    pub channel: Channel,
    /// When the message was made.
    pub made_at: Instant,
    /// When it was given up.
    pub given_up_at: Instant,
    /// After how many tries.
    pub tries: u32,
    /// What the last one met: a status, never an address.
    pub problem: String,
}

impl Messages {
    /// Tries what is due, `limit` at the most and all at once. How much was tried.
    pub async fn deliver(&self, carrier: &impl Carrier, limit: u32) -> Result<usize> {
        let claimed = self.claim(limit).await?;
        let tried = claimed.iter().map(|one| self.try_one(carrier, one));
        for outcome in futures::future::join_all(tried).await {
            outcome?;
        }
        if !claimed.is_empty() {
            self.wake();
        }
        Ok(claimed.len())
    }

    pub(crate) async fn claim(&self, limit: u32) -> Result<Vec<Claimed>> {
        let now = self.clock.now();
        let until = now.plus_seconds(LEASE_S);
        let mut unit = self.database.begin().await?;
        let claimed = store::deliveries::claim(&mut unit, now, until, limit).await?;
        unit.commit().await?;
        Ok(claimed)
    }

    async fn try_one(&self, carrier: &impl Carrier, one: &Claimed) -> Result<()> {
        let (message, channel) = (&one.message, one.channel);
        let to = match channel {
            Channel::Webhook => self.hooked_at(message.to).await?,
            Channel::Email | Channel::Sms => self.reached_at(message.to, channel).await?,
            Channel::Push => return self.try_push(carrier, one).await,
        };
        let Some(to) = to else {
            // Its reader took the address away.
            return self.drop_one(one).await;
        };
        let parcel = self.parcel(message, to).await?;
        let answer = carrier.carry(parcel).await;
        self.settle(one, answer).await
    }

    /// A message on its way to an address.
    pub(crate) async fn parcel(&self, message: &Message, to: Address) -> Result<Parcel> {
        Ok(Parcel {
            id: message.id.to_string(),
            kind: message.kind.clone(),
            to,
            lang: self.access.lang_of(message.to).await?,
            subject: message.subject.clone(),
            title: message.title.clone(),
            link: Some(message.link.clone()),
            made_at: message.made_at,
            at: self.clock.now(),
        })
    }

    /// Takes a delivery out of the outbox: there is nowhere to carry it to.
    pub(crate) async fn drop_one(&self, one: &Claimed) -> Result<()> {
        let mut unit = self.database.begin().await?;
        store::deliveries::drop_one(&mut unit, one.message.id, one.channel).await?;
        Ok(unit.commit().await?)
    }

    /// Writes down what came of a try.
    pub(crate) async fn settle(&self, one: &Claimed, answer: Result<(), Refused>) -> Result<()> {
        let now = self.clock.now();
        let problem = answer.as_ref().err().map(ToString::to_string).unwrap_or_default();
        let delay = usize::try_from(one.tries).ok().and_then(|tries| DELAYS_S.get(tries - 1));
        let asked = match &answer {
            Err(Refused::Wait(_, seconds)) => i64::from(*seconds).min(LONGEST_WAIT_S),
            _ => 0,
        };
        let settled = match (&answer, delay) {
            (Ok(()), _) => Settled::Sent,
            (Err(Refused::Later(_) | Refused::Wait(..) | Refused::NotSetUp), Some(delay)) => {
                let due = now.plus_seconds(asked.max(*delay));
                let due = self.not_in_quiet_hours(one, due).await?;
                Settled::Again(due, &problem)
            }
            (Err(_), _) => Settled::Dead(&problem),
        };
        let mut unit = self.database.begin().await?;
        let key = (one.message.id, one.channel);
        store::deliveries::settle(&mut unit, key, one.tries, &settled, now).await?;
        if one.channel == Channel::Webhook && matches!(answer, Err(Refused::Gone)) {
            store::hooks::gone(&mut unit, one.message.to, now).await?;
        }
        Ok(unit.commit().await?)
    }

    async fn not_in_quiet_hours(&self, one: &Claimed, due: Instant) -> Result<Instant> {
        if one.message.urgent || !one.channel.wakes() {
            return Ok(due);
        }
        let (_, quiet) = store::choices::all(&self.database, one.message.to).await?;
        Ok(quiet.map_or(due, |quiet| quiet.after(due, self.offset_minutes)))
    }

    /// What was given up, the latest first, of accounts that `principal` keeps.
    pub async fn dead_letters(&self, principal: &Principal) -> Result<Vec<DeadLetter>> {
        self.access.authorize_somewhere(principal, access::Action::MessagesManage)?;
        let mut found = Vec::new();
        for dead in store::deliveries::dead(&self.database, LISTED).await? {
            if self.may_keep(principal, dead.message.to).await.is_err() {
                continue;
            }
            found.push(DeadLetter {
                message: dead.message.id,
                to: dead.message.to,
                kind: dead.message.kind,
                channel: dead.channel,
                made_at: dead.message.made_at,
                given_up_at: dead.given_up_at,
                tries: dead.tries,
                problem: dead.problem,
            });
        }
        Ok(found)
    }

    /// Puts a dead letter back into the outbox; false where there is none.
    pub async fn send_again(
        &self,
        principal: &Principal,
        message: MessageId,
        channel: Channel,
    ) -> Result<bool> {
        self.access.authorize_somewhere(principal, access::Action::MessagesManage)?;
        let Some(reader) = store::deliveries::reader_of(&self.database, message).await? else {
            return Ok(false);
        };
        self.may_keep(principal, reader).await?;
        let mut unit = self.database.begin().await?;
        if !store::deliveries::revive(&mut unit, message, channel, self.clock.now()).await? {
            return Ok(false);
        }
        let (subject, by) = (format!("message:{message}"), Some(principal.account));
        self.record(&mut unit, "message.send_again", by, subject, "{}".to_owned()).await?;
        unit.commit().await?;
        Ok(true)
    }

    /// Where a message stands on each channel it was queued for: `queued`, `sent` or `dead`, and its tries.
    pub async fn states(&self, message: MessageId) -> Result<Vec<(Channel, String, u32)>> {
        store::deliveries::states(&self.database, message).await
    }
}
