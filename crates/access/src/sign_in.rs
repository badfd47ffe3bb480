//! Signing in and out, and whose a request is.

use std::{fmt, str::FromStr, sync::PoisonError};

use kernel::{Instant, Lang};

use crate::{
    Access, Error, Keeper, Principal, accounts,
    keys::{hex, unhex},
    password,
    second_factor::{Proof, asks_second_factor},
    sign_on::Vouched,
    store::{accounts as account_store, identities, second_factors, sessions},
};

/// The secret of a session: 256 random bits. The store keeps only its hash.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct SessionToken([u8; 32]);

impl SessionToken {
    pub(crate) fn hash(&self) -> [u8; 32] {
        *blake3::hash(&self.0).as_bytes()
    }

    /// The text of the cookie: 64 hexadecimal digits.
    #[must_use]
    pub fn reveal(&self) -> String {
        hex(&self.0)
    }
}

impl fmt::Debug for SessionToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SessionToken(…)")
    }
}

/// A text that is no session token.
#[derive(Debug, thiserror::Error)]
#[error("this is no session token")]
pub struct SessionTokenError;

impl FromStr for SessionToken {
    type Err = SessionTokenError;
    fn from_str(text: &str) -> Result<Self, SessionTokenError> {
        unhex(text).map(Self).ok_or(SessionTokenError)
    }
}

/// Somebody who wants in.
#[derive(Clone, Copy)]
pub struct Credentials<'a> {
    /// The login.
    pub login: &'a str,
    /// The password.
    pub password: &'a str,
    /// A code of the second factor, or a recovery code, where one was given.
    pub code: Option<&'a str>,
    /// Where the request comes from (an address), for the brake on guessing.
    pub origin: &'a str,
    /// What the browser calls itself.
    pub agent: &'a str,
    /// The language to go on in, where one was chosen.
    pub lang: Option<Lang>,
    /// The session that the same browser had, which ends.
    pub previous: Option<SessionToken>,
}

impl fmt::Debug for Credentials<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Credentials(…)")
    }
}

impl<'a> Credentials<'a> {
    const fn arrival(&self) -> Arrival<'a> {
        Arrival { origin: self.origin, agent: self.agent, lang: self.lang, previous: self.previous }
    }
}

/// What is known of a browser that somebody signs in with.
#[derive(Clone, Copy)]
pub struct Arrival<'a> {
    /// Where the request comes from (an address), for the brake on guessing.
    pub origin: &'a str,
    /// What the browser calls itself.
    pub agent: &'a str,
    /// The language to go on in, where one was chosen.
    pub lang: Option<Lang>,
    /// The session that the same browser had, which ends.
    pub previous: Option<SessionToken>,
}

impl fmt::Debug for Arrival<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Arrival(…)")
    }
}

/// A session that began.
#[derive(Clone, Debug)]
pub struct SignedIn {
    /// The secret for the browser's cookie.
    pub token: SessionToken,
    /// Whose it is.
    pub principal: Principal,
    /// When it ends at the latest.
    pub expires_at: Instant,
}

/// `seen_at` is written at most this often, so that reading costs no write.
const TOUCH_AFTER_S: i64 = 60;
/// Characters of a browser's name that are kept.
const LONGEST_AGENT: usize = 200;

impl Access {
    /// Begins a session. An unknown account, a closed one and a wrong password
    /// give the same answer after the same work.
    ///
    /// Where the account has a second factor, the right password alone gives
    /// [`Error::CodeNeeded`]; a wrong code gives the answer of a wrong password,
    /// and counts as one.
    pub async fn sign_in(&self, given: Credentials<'_>) -> Result<SignedIn, Error> {
        let now = self.now();
        let login = accounts::login(given.login).map_err(|_| Error::SignIn)?;
        let keys = [format!("account {login}"), format!("origin {}", given.origin)];
        self.let_in(&keys, now, Error::SignIn, self.try_sign_in(&login, given, now)).await
    }

    /// Begins the session of an attempt that is braked under `keys`; a success forgives the failures under the first.
    /// What no longer held when the session was to begin is told as `refusal`, and counts as a failure too.
    pub(crate) async fn let_in(
        &self,
        keys: &[String; 2],
        now: Instant,
        refusal: Error,
        attempt: impl Future<Output = Result<SignedIn, Error>>,
    ) -> Result<SignedIn, Error> {
        let begun = self.braked(keys, now, attempt).await.map_err(|error| match error {
            Error::SignIn => refusal,
            other => other,
        })?;
        self.throttle.succeeded(&keys[0]);
        Ok(begun)
    }

    async fn try_sign_in(
        &self,
        login: &str,
        given: Credentials<'_>,
        now: Instant,
    ) -> Result<SignedIn, Error> {
        let found = account_store::by_login(&self.database, login).await?;
        let open = found.filter(account_store::Stored::is_open);
        let hash = open.as_ref().map(|stored| stored.password_hash.clone());
        let matches = self.password_matches(hash, given.password).await?;
        let stored = open.filter(|_| matches).ok_or(Error::SignIn)?;
        let account = stored.principal.account;
        let factor = second_factors::standing(&self.database, account).await?;
        let proof = match (factor, given.code) {
            (None, _) => None,
            // The password alone forgives no wrong code.
            (Some(_), None) => return Err(Error::CodeNeeded),
            (Some(held), Some(code)) => {
                Some(self.proof(account, &held, code, now)?.ok_or(Error::SignIn)?)
            }
        };
        self.begin_session(stored.principal, given.arrival(), proof, None, now).await
    }

    /// Whether `password` is the one of `hash`; where there is none it is not, after the same work.
    pub(crate) async fn password_matches(
        &self,
        hash: Option<String>,
        password: &str,
    ) -> Result<bool, Error> {
        let (password, cost) = (password.to_owned(), self.settings.passwords);
        self.hashing(move || {
            if password.len() > password::LONGEST_PASSWORD {
                return false;
            }
            match hash {
                Some(hash) => password::verify(&password, &hash),
                // The same work for an account that is not there.
                None => password::hash_with(&password, cost, &[0; 16]).is_err(),
            }
        })
        .await
    }

    /// Begins a session; `by` is the identity that a provider vouched for.
    pub(crate) async fn begin_session(
        &self,
        mut principal: Principal,
        given: Arrival<'_>,
        proof: Option<Proof>,
        by: Option<Vouched<'_>>,
        now: Instant,
    ) -> Result<SignedIn, Error> {
        let mut secret = [0; 32];
        self.chance.lock().unwrap_or_else(PoisonError::into_inner).fill(&mut secret);
        let token = SessionToken(secret);
        let expires_at = now.plus_seconds(self.settings.session_lifetime_s);
        let mut unit = self.database.begin().await?;
        if let Some(proof) = proof {
            // The account's row before its passkey's, as a new password and its end take them.
            let stands = !matches!(proof, Proof::Passkey { .. })
                || account_store::hold(&mut unit, principal.account).await?;
            if !stands || !second_factors::spend(&mut unit, principal.account, proof, now).await? {
                return Err(Error::SignIn);
            }
            if matches!(proof, Proof::Recovery(_)) {
                let keeper = Keeper::Account(&principal);
                let kind = "second_factor.recover";
                self.record(&mut unit, kind, keeper, principal.account).await?;
            }
        }
        if let Some(by) = by {
            // After the code was spent: a wrong one leaves the ticket for the next.
            if let Some((id, expires_at)) = by.ticket
                && !identities::use_up(&mut unit, id, expires_at, now).await?
            {
                return Err(Error::SignOnOver);
            }
            // The account's row before its identity's, as a new password and its end take them.
            let account = principal.account;
            let bound = account_store::hold(&mut unit, account).await?
                && identities::used(&mut unit, account, by.issuer, by.subject_hash, now).await?;
            if !bound {
                return Err(Error::Unbound);
            }
        }
        sessions::delete_over(&mut unit, now, self.idle_since(now)).await?;
        let previous = given.previous.map(|previous| previous.hash());
        for former in [previous, by.and_then(|by| by.former)].into_iter().flatten() {
            sessions::delete(&mut unit, &former).await?;
        }
        if let Some(lang) = given.lang.filter(|lang| *lang != principal.lang) {
            account_store::set_lang(&mut unit, principal.account, lang).await?;
            principal.lang = lang;
        }
        let (id, account) = (self.ids.next(), principal.account);
        let agent: String = given.agent.chars().take(LONGEST_AGENT).collect();
        let fresh = sessions::Fresh {
            id,
            token_hash: token.hash(),
            account,
            now,
            expires_at,
            origin: given.origin,
            agent: &agent,
        };
        sessions::insert(&mut unit, &fresh).await?;
        account_store::signed_in(&mut unit, account, now).await?;
        let kind = match (&by, proof) {
            (Some(_), _) => "session.sign_on",
            (None, Some(Proof::Passkey { .. })) => "session.passkey",
            (None, _) => "session.begin",
        };
        self.record(&mut unit, kind, Keeper::Account(&principal), account).await?;
        unit.commit().await?;
        Ok(SignedIn { token, principal, expires_at })
    }

    /// Whose `token` is; `None` where the session is over or never was.
    pub async fn session(&self, token: &SessionToken) -> Result<Option<Principal>, Error> {
        Ok(self.session_owing(token).await?.map(|(principal, _)| principal))
    }

    /// The same, and whether they owe a second factor ([`Access::owes_second_factor`]): every request asks for both.
    pub async fn session_owing(
        &self,
        token: &SessionToken,
    ) -> Result<Option<(Principal, bool)>, Error> {
        let now = self.now();
        let hash = token.hash();
        let found = sessions::find(&self.database, &hash, now, self.idle_since(now)).await?;
        let Some(live) = found else { return Ok(None) };
        if now.seconds_since(live.seen_at) >= TOUCH_AFTER_S && live.expires_at > now {
            let mut unit = self.database.begin().await?;
            sessions::touch(&mut unit, &hash, now).await?;
            unit.commit().await?;
        }
        let owes = asks_second_factor(&live.principal) && !live.has_factor;
        Ok(Some((live.principal, owes)))
    }

    /// Ends the session of `token`.
    pub async fn sign_out(&self, token: &SessionToken) -> Result<(), Error> {
        let mut unit = self.database.begin().await?;
        sessions::delete(&mut unit, &token.hash()).await?;
        Ok(unit.commit().await?)
    }

    pub(crate) fn idle_since(&self, now: Instant) -> Instant {
        now.plus_seconds(-self.settings.session_idle_s)
    }
}
