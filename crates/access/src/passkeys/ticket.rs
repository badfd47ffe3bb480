//! What a browser carries between the two halves of a ceremony: sealed, short-lived, used once.

use kernel::{Entity, Id, Instant};
use serde::{Deserialize, Serialize};

use crate::{
    Access, Account, Error,
    keys::hex,
    seal::{closed_under, opened_under, unhex_any},
    store::passkeys as store,
};

/// Marks the ids of tickets.
#[derive(Clone, Copy, Debug)]
pub(crate) struct PasskeyTicketMark;
impl Entity for PasskeyTicketMark {
    const NAME: &'static str = "passkey_ticket";
}

/// A ceremony is over this long after it was begun, seconds.
const LASTS_S: i64 = 300;
/// What a ticket is sealed for.
const PLACE: &str = "access_passkey.ticket";
/// From which its key is derived.
const KEY: &str = "linli 2026-11-29 tickets of passkeys";
/// Longest text that is looked at.
const LONGEST: usize = 4_096;

/// What a ceremony is for.
#[derive(Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum Errand {
    /// To begin a session.
    SignIn,
    /// To add a passkey to the account of a session.
    Add { account: Id<Account>, session: [u8; 32] },
}

/// A ceremony that was begun.
#[derive(Serialize, Deserialize)]
pub(super) struct Ticket {
    id: Id<PasskeyTicketMark>,
    pub(super) challenge: [u8; 32],
    pub(super) errand: Errand,
    expires_at: Instant,
}

impl Access {
    pub(super) fn passkey_ticket(&self, errand: Errand) -> Ticket {
        let mut challenge = [0; 32];
        self.draw(&mut challenge);
        let expires_at = self.now().plus_seconds(LASTS_S);
        Ticket { id: self.ids.next(), challenge, errand, expires_at }
    }

    /// The ticket as text; only this installation reads it.
    pub(super) fn seal_passkey_ticket(&self, ticket: &Ticket) -> Result<String, Error> {
        let text = serde_json::to_vec(ticket).map_err(|_| Error::Seal("a ticket of a passkey"))?;
        let closed = closed_under(&self.secret_for(KEY), PLACE, &text, |bytes| self.draw(bytes));
        closed.map(|closed| hex(&closed)).ok_or(Error::Seal("a ticket of a passkey"))
    }

    /// The ticket of a text, if this installation sealed it and it is not over.
    pub(super) fn open_passkey_ticket(&self, text: &str) -> Result<Ticket, Error> {
        let open = || {
            let closed = unhex_any(text.get(..text.len().min(LONGEST))?)?;
            let bytes = opened_under(&self.secret_for(KEY), PLACE, &closed)?;
            serde_json::from_slice::<Ticket>(&bytes).ok()
        };
        let ticket = open().ok_or(Error::PasskeyOver)?;
        if ticket.expires_at <= self.now() { Err(Error::PasskeyOver) } else { Ok(ticket) }
    }

    /// Uses a ticket up; false where that was done before.
    pub(super) async fn use_up_passkey_ticket(
        &self,
        ticket: &Ticket,
        now: Instant,
    ) -> Result<bool, Error> {
        let mut unit = self.database.begin().await?;
        let fresh = store::use_up(&mut unit, ticket.id, ticket.expires_at, now).await?;
        unit.commit().await?;
        Ok(fresh)
    }
}
