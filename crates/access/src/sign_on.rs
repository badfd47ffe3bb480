//! Single sign-on: an account that its holder bound to an identity is signed in by the provider's word.
//!
//! Nobody is created by a sign-on. What is kept of an identity is its issuer and a keyed hash of its subject.

mod ticket;

use kernel::{Entity, Id, Instant, Lang};
use openid::Verified;

use self::ticket::Errand;
pub use self::ticket::{SignOnMark, SignOnTicket};
use crate::{
    Access, Account, Arrival, Error, Keeper, Principal, SessionToken, SignedIn,
    store::{accounts, identities as store, second_factors, sessions},
};

/// Marks the ids of bound identities.
#[derive(Clone, Copy, Debug)]
pub struct IdentityMark;
impl Entity for IdentityMark {
    const NAME: &'static str = "identity";
}

/// An identity that an account is signed in by, as its holder sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Identity {
    /// The provider's issuer.
    pub issuer: String,
    /// Since when.
    pub bound_at: Instant,
    /// When it was last signed in by.
    pub used_at: Option<Instant>,
}

/// What came of a sign-on.
#[derive(Debug)]
pub enum SignedOn {
    /// A session began.
    In(Box<SignedIn>),
    /// The account has a second factor, and the provider does not say that it asked for two: the
    /// ticket waits for a code ([`Access::sign_on_with_code`]).
    CodeNeeded(Box<SignOnTicket>),
    /// The identity was bound to the account.
    Bound,
}

/// The identity that a session begins by.
#[derive(Clone, Copy)]
pub(crate) struct Vouched<'a> {
    pub(crate) issuer: &'a str,
    pub(crate) subject_hash: &'a [u8; 32],
    /// The hash of the session that the browser had when it left, which ends.
    pub(crate) former: Option<[u8; 32]>,
    /// The ticket to use up with it, and when it is over; nothing where that was done already.
    pub(crate) ticket: Option<(Id<SignOnMark>, Instant)>,
}

/// From which the key of the hashes of subjects is derived.
const SUBJECT_KEY: &str = "linli 2026-11-29 subjects of identity providers";

impl Access {
    /// Begins a sign-on with the provider of this id; `former` is the session that the same browser
    /// has, which ends when another begins.
    #[must_use]
    pub fn begin_sign_on(
        &self,
        provider: &str,
        lang: Option<Lang>,
        former: Option<SessionToken>,
    ) -> SignOnTicket {
        self.ticket(provider, Errand::SignIn, lang, former.map(|former| former.hash()))
    }

    /// Begins to bind an identity to the account of `principal`. Password and, where there is a second
    /// factor, a code are asked for again: whoever finds a browser open does not get in by another door.
    pub async fn begin_binding(
        &self,
        principal: &Principal,
        session: &SessionToken,
        provider: &str,
        password: &str,
        code: Option<&str>,
    ) -> Result<SignOnTicket, Error> {
        self.prove_anew(principal, password, code, "identity.ask").await?;
        let errand = Errand::Bind { account: principal.account, session: session.hash() };
        // The session that asks goes on.
        Ok(self.ticket(provider, errand, None, None))
    }

    /// Refuses while too many sign-ons from this address could have been guesses.
    pub fn sign_on_patience(&self, origin: &str) -> Result<(), Error> {
        self.patient(&own_door(origin), self.now())
    }

    /// Counts a sign-on that could have been a guess: its answer was forged, or meant for another.
    /// It is counted apart from passwords: an office may share one address.
    pub fn sign_on_failed(&self, origin: &str) {
        self.throttle.failed(&own_door(origin), self.now());
    }

    /// Ends a sign-on with the identity that the provider vouches for. A ticket is good once.
    pub async fn finish_sign_on(
        &self,
        ticket: SignOnTicket,
        identity: &Verified,
        arrival: Arrival<'_>,
    ) -> Result<SignedOn, Error> {
        let now = self.now();
        if !self.use_up(&ticket, now).await? {
            if ticket.expires_at > now {
                self.sign_on_failed(arrival.origin);
            }
            return Err(Error::SignOnOver);
        }
        let subject_hash = self.subject_hash(identity);
        let issuer = identity.issuer();
        match ticket.errand {
            Errand::Bind { account, session } => {
                self.bind(account, &session, issuer, subject_hash).await?;
                Ok(SignedOn::Bound)
            }
            Errand::SignIn => {
                let found = store::account_of(&self.database, issuer, &subject_hash).await?;
                // Somebody was vouched for, which is no guess.
                let principal = self.open_account(found).await?.ok_or(Error::Unbound)?;
                let account = principal.account;
                let factor = second_factors::standing(&self.database, account).await?;
                if factor.is_some() && !identity.is_strong() {
                    let errand = Errand::Code { account, issuer: issuer.to_owned(), subject_hash };
                    let waits = self.ticket(&ticket.provider, errand, ticket.lang, ticket.former);
                    return Ok(SignedOn::CodeNeeded(Box::new(waits)));
                }
                let arrival = Arrival { lang: ticket.lang, ..arrival };
                let former = ticket.former;
                let by = Vouched { issuer, subject_hash: &subject_hash, former, ticket: None };
                let begun = self.begin_session(principal, arrival, None, Some(by), now).await?;
                Ok(SignedOn::In(Box::new(begun)))
            }
            Errand::Code { .. } => Err(Error::SignOnOver),
        }
    }

    /// Ends a sign-on that waits for the code of the account's second factor. Wrong codes count as
    /// those at a sign-in with the password do.
    pub async fn sign_on_with_code(
        &self,
        ticket: &SignOnTicket,
        code: &str,
        arrival: Arrival<'_>,
    ) -> Result<SignedIn, Error> {
        let now = self.now();
        let Errand::Code { account, issuer, subject_hash } = &ticket.errand else {
            return Err(Error::SignOnOver);
        };
        let found = store::account_of(&self.database, issuer, subject_hash).await?;
        let found = found.filter(|found| found == account);
        let principal = self.open_account(found).await?.ok_or(Error::Unbound)?;
        // The keys of the door for passwords.
        let keys = [format!("account {}", principal.login), format!("origin {}", arrival.origin)];
        let attempt = async {
            let held = second_factors::standing(&self.database, *account).await?;
            let proof = match &held {
                Some(held) => Some(self.proof(*account, held, code, now)?.ok_or(Error::NotProven)?),
                // It was taken away meanwhile, which a code or two officers did.
                None => None,
            };
            let arrival = Arrival { lang: ticket.lang, ..arrival };
            // In one unit with the code: a wrong one leaves the ticket for the next.
            let used = Some((ticket.id, ticket.expires_at));
            let by = Vouched { issuer, subject_hash, former: ticket.former, ticket: used };
            self.begin_session(principal, arrival, proof, Some(by), now).await
        };
        self.let_in(&keys, now, Error::NotProven, attempt).await
    }

    /// The identities that the account of `principal` is signed in by.
    pub async fn identities(&self, principal: &Principal) -> Result<Vec<Identity>, Error> {
        store::list_of(&self.database, principal.account).await
    }

    /// Forgets the identity of one issuer, which asks for the password.
    pub async fn unbind_identity(
        &self,
        principal: &Principal,
        issuer: &str,
        password: &str,
    ) -> Result<(), Error> {
        // The password alone forgives no wrong code: both are counted under one key.
        self.prove_password(principal, password, self.now()).await?;
        let mut unit = self.database.begin().await?;
        if !store::unbind(&mut unit, principal.account, issuer).await? {
            return Err(Error::NoIdentity);
        }
        let keeper = Keeper::Account(principal);
        self.record(&mut unit, "identity.unbind", keeper, principal.account).await?;
        Ok(unit.commit().await?)
    }

    async fn bind(
        &self,
        account: Id<Account>,
        session: &[u8; 32],
        issuer: &str,
        subject_hash: [u8; 32],
    ) -> Result<(), Error> {
        let now = self.now();
        let idle_since = self.idle_since(now);
        // The session that asked must still be good: the cookie of it does not come with a browser
        // that another site sends.
        let live = sessions::find(&self.database, session, now, idle_since).await?;
        let live = live.filter(|live| live.principal.account == account);
        let principal = live.ok_or(Error::SignOnOver)?.principal;
        let mut unit = self.database.begin().await?;
        // A new password and the account's end take its row first as well: they came before, and
        // ended the session, or come after, and unbind.
        let lasts = accounts::hold(&mut unit, account).await?
            && sessions::lasts(&unit, session, account, now, idle_since).await?;
        if !lasts {
            return Err(Error::SignOnOver);
        }
        let bound = store::Bound { id: self.ids.next(), account, issuer, subject_hash, at: now };
        if !store::bind(&mut unit, &bound).await? {
            return Err(Error::IdentityTaken);
        }
        self.record(&mut unit, "identity.bind", Keeper::Account(&principal), account).await?;
        Ok(unit.commit().await?)
    }

    /// Uses a ticket up; false where that was done before, or it is over.
    async fn use_up(&self, ticket: &SignOnTicket, now: Instant) -> Result<bool, Error> {
        let mut unit = self.database.begin().await?;
        let fresh = store::use_up(&mut unit, ticket.id, ticket.expires_at, now).await?;
        unit.commit().await?;
        Ok(fresh)
    }

    pub(crate) async fn open_account(
        &self,
        found: Option<Id<Account>>,
    ) -> Result<Option<Principal>, Error> {
        let Some(account) = found else { return Ok(None) };
        let stored = accounts::by_id(&self.database, account).await?;
        Ok(stored.filter(accounts::Stored::is_open).map(|stored| stored.principal))
    }

    fn subject_hash(&self, identity: &Verified) -> [u8; 32] {
        let parts = [identity.issuer().as_bytes(), identity.subject().as_bytes()];
        *self.hasher_of(SUBJECT_KEY, &parts).finalize().as_bytes()
    }
}

/// Under which sign-ons that could have been guesses are counted.
fn own_door(origin: &str) -> [String; 1] {
    [format!("sign-on {origin}")]
}
