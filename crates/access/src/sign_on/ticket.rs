//! What a browser carries between the two halves of a sign-on: sealed, short-lived, used once.

use kernel::{Entity, Id, Instant, Lang};
use openid::Flow;
use serde::{Deserialize, Serialize};

use crate::{
    Access, Account, Error,
    keys::hex,
    seal::{closed_under, opened_under, unhex_any},
};

/// Marks the ids of sign-ons.
#[derive(Clone, Copy, Debug)]
pub struct SignOnMark;
impl Entity for SignOnMark {
    const NAME: &'static str = "sign_on";
}

/// A sign-on is over this long after it was begun, seconds: time to sign in at the provider.
pub(super) const LASTS_S: i64 = 600;
/// What the cookie is sealed for.
const PLACE: &str = "access_sign_on.ticket";
/// From which its key is derived.
const KEY: &str = "linli 2026-11-29 tickets of sign-ons";
/// Longest text that is looked at.
const LONGEST: usize = 4_096;

/// What a sign-on is for.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum Errand {
    /// To begin a session.
    SignIn,
    /// To bind the identity to the account of a session.
    Bind { account: Id<Account>, session: [u8; 32] },
    /// To give the code of the account's second factor: the provider has vouched already.
    Code { account: Id<Account>, issuer: String, subject_hash: [u8; 32] },
}

/// A sign-on that was begun.
#[derive(Clone, Serialize, Deserialize)]
pub struct SignOnTicket {
    pub(super) id: Id<SignOnMark>,
    pub(super) provider: String,
    pub(super) errand: Errand,
    pub(super) flow: Flow,
    pub(super) lang: Option<Lang>,
    /// The hash of the session that the browser had when it left, which ends: its cookie does not
    /// come with a browser that another site sends.
    pub(super) former: Option<[u8; 32]>,
    pub(super) expires_at: Instant,
}

impl SignOnTicket {
    /// The provider it was begun with, by its id.
    #[must_use]
    pub fn provider(&self) -> &str {
        &self.provider
    }

    /// Its secrets, for leading to the provider and for checking what comes back.
    #[must_use]
    pub const fn flow(&self) -> &Flow {
        &self.flow
    }

    /// Whether it binds an identity to an account, rather than signing in.
    #[must_use]
    pub const fn binds(&self) -> bool {
        matches!(self.errand, Errand::Bind { .. })
    }
}

impl std::fmt::Debug for SignOnTicket {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("SignOnTicket").field("provider", &self.provider).finish_non_exhaustive()
    }
}

impl Access {
    pub(super) fn ticket(
        &self,
        provider: &str,
        errand: Errand,
        lang: Option<Lang>,
        former: Option<[u8; 32]>,
    ) -> SignOnTicket {
        SignOnTicket {
            id: self.ids.next(),
            provider: provider.to_owned(),
            errand,
            flow: Flow::draw(|bytes| self.draw(bytes)),
            lang,
            former,
            expires_at: self.now().plus_seconds(LASTS_S),
        }
    }

    /// The ticket as text of a cookie; only this installation reads it.
    pub fn seal_ticket(&self, ticket: &SignOnTicket) -> Result<String, Error> {
        let unsealable = |_| Error::Seal("a ticket of a sign-on");
        let text = serde_json::to_vec(ticket).map_err(unsealable)?;
        let closed = closed_under(&self.secret_for(KEY), PLACE, &text, |bytes| self.draw(bytes));
        closed.map(|closed| hex(&closed)).ok_or(Error::Seal("a ticket of a sign-on"))
    }

    /// What a cookie holds, if this installation sealed it and it is not over.
    pub fn open_ticket(&self, text: &str) -> Result<SignOnTicket, Error> {
        let open = || {
            let closed = unhex_any(text.get(..text.len().min(LONGEST))?)?;
            let bytes = opened_under(&self.secret_for(KEY), PLACE, &closed)?;
            serde_json::from_slice::<SignOnTicket>(&bytes).ok()
        };
        let ticket = open().ok_or(Error::SignOnOver)?;
        if ticket.expires_at <= self.now() { Err(Error::SignOnOver) } else { Ok(ticket) }
    }
}
