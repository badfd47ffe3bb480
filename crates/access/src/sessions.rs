//! The sessions of an account, listed and ended by whoever it belongs to.

use kernel::{Id, Instant};

use crate::{
    Access, Error, Principal, Session, SessionToken, accounts::Keeper, store::sessions as store,
};

/// A session as its account's holder sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SessionFacts {
    /// Its id.
    pub id: Id<Session>,
    /// When it began.
    pub begun_at: Instant,
    /// When it was last used, to the minute.
    pub seen_at: Instant,
    /// When it ends at the latest.
    pub expires_at: Instant,
    /// The address it began from.
    pub origin: String,
    /// What the browser called itself, cut to 200 characters.
    pub agent: String,
    /// Whether it is the one that asks.
    pub current: bool,
}

impl Access {
    /// The sessions of `principal` that are still good, the latest first.
    pub async fn sessions_of(
        &self,
        principal: &Principal,
        token: &SessionToken,
    ) -> Result<Vec<SessionFacts>, Error> {
        let now = self.now();
        let idle = now.plus_seconds(-self.settings.session_idle_s);
        store::list_of(&self.database, principal.account, &token.hash(), now, idle).await
    }

    /// Ends one session of `principal`; whether there was one.
    pub async fn end_session(
        &self,
        principal: &Principal,
        session: Id<Session>,
    ) -> Result<bool, Error> {
        let mut unit = self.database.begin().await?;
        if store::delete_one(&mut unit, principal.account, session).await? == 0 {
            return Ok(false);
        }
        let keeper = Keeper::Account(principal);
        self.record(&mut unit, "session.revoke", keeper, principal.account).await?;
        unit.commit().await?;
        Ok(true)
    }
}
