//! A second factor: codes of an authenticator app, and recovery codes for the day it is lost.
//!
//! A passkey does in the place of both, password and code: `passkeys.rs`.

use std::{fmt, sync::PoisonError};

use database::UnitOfWork;
use kernel::{Id, Instant};

use crate::{
    Access, Account, Action, Error, Keeper, PasskeyMark, Password, Principal, SealedPlace,
    SealedTable, SessionToken,
    keys::{hex, unhex},
    password::generated_hash,
    store::{accounts, passkeys, second_factors as store, sessions},
    totp,
};

/// What the secrets are sealed for.
const PLACE: &str = "access_second_factor.secret";

/// The column of secrets, for the sealing anew.
pub(crate) const SEALED: SealedTable = SealedTable {
    table: "access_second_factor",
    key: (&[], "account_id"),
    sealed: "secret",
    place: SealedPlace::Fixed(PLACE),
};

/// Recovery codes that an account gets.
const RECOVERY_CODES: usize = 10;
/// An enrolment waits this long for its first code, seconds.
const ENROLMENT_S: i64 = 600;

/// A second factor as its holder sees it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SecondFactor {
    /// Since when it is asked for.
    pub since: Instant,
    /// Recovery codes that were not used yet.
    pub recovery_left: u32,
}

/// A secret that was just drawn. It is shown once; what is kept is sealed.
pub struct Enrolment {
    /// The address for an authenticator app (`otpauth://…`).
    pub uri: String,
    /// The secret alone, to be typed.
    pub secret: String,
}

impl fmt::Debug for Enrolment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Enrolment(…)")
    }
}

/// What a code that somebody typed comes to; [`store::spend`] says whether it still holds.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Proof {
    /// A code of the app, by its step of time.
    Step(i64),
    /// A recovery code, by its hash.
    Recovery([u8; 32]),
    /// A passkey that answered, and its counter.
    Passkey { id: Id<PasskeyMark>, counter: u32 },
}

/// Whether a role of `principal` asks for a second factor.
pub(crate) fn asks_second_factor(principal: &Principal) -> bool {
    principal.assignments.iter().any(|held| held.role.asks_second_factor())
}

impl Access {
    /// The second factor of `principal`, if it has one.
    pub async fn second_factor(
        &self,
        principal: &Principal,
    ) -> Result<Option<SecondFactor>, Error> {
        store::facts(&self.database, principal.account).await
    }

    /// Whether a role of `principal` asks for a second factor and there is none.
    pub async fn owes_second_factor(&self, principal: &Principal) -> Result<bool, Error> {
        Ok(asks_second_factor(principal) && self.second_factor(principal).await?.is_none())
    }

    /// Draws a secret for an authenticator app. It is asked for from the moment its first code
    /// was given ([`Access::confirm_second_factor`]). The password is asked for again: whoever
    /// finds a browser open cannot shut its owner out.
    pub async fn enrol_second_factor(
        &self,
        principal: &Principal,
        password: &str,
    ) -> Result<Enrolment, Error> {
        let now = self.now();
        let keys = own_key(principal);
        self.prove_password(principal, password, now).await?;
        let mut secret = [0; totp::SECRET];
        self.chance.lock().unwrap_or_else(PoisonError::into_inner).fill(&mut secret);
        let sealed = self.sealer().seal(PLACE, &hex(&secret))?;
        let mut unit = self.database.begin().await?;
        if !store::enrol(&mut unit, principal.account, &sealed, now).await? {
            return Err(Error::HasSecondFactor);
        }
        let keeper = Keeper::Account(principal);
        self.record(&mut unit, "second_factor.enrol", keeper, principal.account).await?;
        unit.commit().await?;
        self.throttle.succeeded(&keys[0]);
        Ok(Enrolment { uri: totp::uri(&principal.login, &secret), secret: totp::base32(&secret) })
    }

    /// Begins to ask for the second factor, once its first code was given; ten recovery codes,
    /// which are returned once. Every other session of the account ends.
    pub async fn confirm_second_factor(
        &self,
        principal: &Principal,
        session: &SessionToken,
        code: &str,
    ) -> Result<Vec<Password>, Error> {
        let (now, account) = (self.now(), principal.account);
        let keys = own_key(principal);
        let attempt = async {
            let since = now.plus_seconds(-ENROLMENT_S);
            let waiting = store::waiting(&self.database, account, since).await?;
            let held = waiting.ok_or(Error::NoSecondFactor)?;
            let step = totp::step_of(&self.opened(&held.sealed)?, code.trim(), now, 0);
            Ok::<_, Error>((held, step.ok_or(Error::NotProven)?))
        };
        let (held, step) = self.braked(&keys, now, attempt).await?;
        let codes: Vec<Password> = {
            let mut chance = self.chance.lock().unwrap_or_else(PoisonError::into_inner);
            (0..RECOVERY_CODES).map(|_| Password::generate(&mut chance)).collect()
        };
        let hashes: Vec<_> =
            codes.iter().map(|code| generated_hash(account, code.reveal())).collect();
        let mut unit = self.database.begin().await?;
        if !store::confirm(&mut unit, account, &held.sealed, step, now).await? {
            return Err(Error::NoSecondFactor);
        }
        store::keep_recovery(&mut unit, account, &hashes).await?;
        sessions::delete_others(&mut unit, account, &session.hash()).await?;
        let keeper = Keeper::Account(principal);
        self.record(&mut unit, "second_factor.confirm", keeper, account).await?;
        unit.commit().await?;
        self.throttle.succeeded(&keys[0]);
        Ok(codes)
    }

    /// Takes the second factor away, which asks for one of its codes.
    pub async fn remove_second_factor(
        &self,
        principal: &Principal,
        code: &str,
    ) -> Result<(), Error> {
        let (now, account) = (self.now(), principal.account);
        let keys = own_key(principal);
        self.patient(&keys, now)?;
        let held = store::standing(&self.database, account).await?;
        let held = held.ok_or(Error::NoSecondFactor)?;
        let mut unit = self.database.begin().await?;
        self.prove_code(&mut unit, principal, &held, code, now).await?;
        store::remove(&mut unit, account).await?;
        let keeper = Keeper::Account(principal);
        self.record(&mut unit, "second_factor.remove", keeper, account).await?;
        unit.commit().await?;
        self.throttle.succeeded(&keys[0]);
        Ok(())
    }

    /// Takes the second factor and the passkeys of `login` away and ends its sessions, for whoever runs commands on the
    /// machine: where nobody is left to agree to a recovery. Of officers it takes two
    /// ([`Access::ask_recovery`]).
    pub async fn drop_second_factor(&self, login: &str, keeper: Keeper<'_>) -> Result<(), Error> {
        if matches!(keeper, Keeper::Account(_)) {
            return Err(Error::Denied { action: Action::AccountsRecover });
        }
        let account = self.keep(login, keeper).await?.account;
        store::standing(&self.database, account).await?.ok_or(Error::NoSecondFactor)?;
        let mut unit = self.database.begin().await?;
        store::remove(&mut unit, account).await?;
        // What was lost may hold them too.
        passkeys::remove_all(&mut unit, account).await?;
        sessions::delete_of(&mut unit, account).await?;
        self.record(&mut unit, "second_factor.drop", keeper, account).await?;
        Ok(unit.commit().await?)
    }

    /// What `code` comes to; `None` where it is neither a code of the moment nor one for recovery.
    pub(crate) fn proof(
        &self,
        account: Id<Account>,
        held: &store::Held,
        code: &str,
        now: Instant,
    ) -> Result<Option<Proof>, Error> {
        let code: String = code.split_whitespace().collect();
        if totp::is_code(&code) {
            let secret = self.opened(&held.sealed)?;
            return Ok(totp::step_of(&secret, &code, now, held.last_step).map(Proof::Step));
        }
        Ok(Some(Proof::Recovery(generated_hash(account, &code))))
    }

    /// Spends a code of the factor that `principal` holds; a wrong one is counted.
    pub(crate) async fn prove_code(
        &self,
        unit: &mut UnitOfWork,
        principal: &Principal,
        held: &store::Held,
        code: &str,
        now: Instant,
    ) -> Result<(), Error> {
        let account = principal.account;
        let attempt = async {
            let holds = match self.proof(account, held, code, now)? {
                Some(proof) => store::spend(unit, account, proof, now).await?,
                None => false,
            };
            if holds { Ok(()) } else { Err(Error::NotProven) }
        };
        self.braked(&own_key(principal), now, attempt).await
    }

    fn opened(&self, sealed: &[u8]) -> Result<[u8; totp::SECRET], Error> {
        let text = self.sealer().open_value(PLACE, sealed)?;
        unhex(&text).ok_or(Error::Seal("it is no secret of an authenticator app"))
    }

    /// Refuses unless `password` is the one of the account: for what somebody who is signed in changes.
    pub(crate) async fn prove_password(
        &self,
        principal: &Principal,
        password: &str,
        now: Instant,
    ) -> Result<(), Error> {
        let attempt = async {
            let found = accounts::by_login(&self.database, &principal.login).await?;
            let hash = found.map(|stored| stored.password_hash);
            let matches = self.password_matches(hash, password).await?;
            if matches { Ok(()) } else { Err(Error::NotProven) }
        };
        self.braked(&own_key(principal), now, attempt).await
    }

    /// Refuses unless password and, where there is a second factor, a code are right: before somebody who is signed in is
    /// given another way in. That a code was spent for it is recorded as `deed`.
    pub(crate) async fn prove_anew(
        &self,
        principal: &Principal,
        password: &str,
        code: Option<&str>,
        deed: &'static str,
    ) -> Result<(), Error> {
        let (now, account) = (self.now(), principal.account);
        self.prove_password(principal, password, now).await?;
        if let Some(held) = store::standing(&self.database, account).await? {
            let code = code.ok_or(Error::CodeNeeded)?;
            let mut unit = self.database.begin().await?;
            self.prove_code(&mut unit, principal, &held, code, now).await?;
            self.record(&mut unit, deed, Keeper::Account(principal), account).await?;
            unit.commit().await?;
        }
        self.throttle.succeeded(&own_key(principal)[0]);
        Ok(())
    }

    /// Makes an `attempt` that could be a guess, unless there were too many under one of `keys`. It counts under
    /// the first of them from its beginning, so that a burst is slowed as one after another are, also where it is
    /// broken off, and is taken back where nothing was wrong. Forgiving the former ones is the caller's.
    pub(crate) async fn braked<T>(
        &self,
        keys: &[String],
        now: Instant,
        attempt: impl Future<Output = Result<T, Error>>,
    ) -> Result<T, Error> {
        let begun = self.throttle.begin(keys, now);
        let begun = begun.map_err(|wait_s| Error::TooManyAttempts { wait_s })?;
        let done = attempt.await;
        match (&done, keys.first()) {
            (
                Err(
                    Error::SignIn
                    | Error::NotProven
                    | Error::WrongWord
                    | Error::NoRecovery
                    | Error::LoginTaken(_)
                    | Error::Passkey
                    | Error::PasskeyCloned,
                ),
                _,
            ) => {
                self.throttle.fail(keys, now);
            }
            (_, Some(key)) => self.throttle.take_back(key, &begun),
            (_, None) => {}
        }
        done
    }

    pub(crate) fn patient(&self, keys: &[String], now: Instant) -> Result<(), Error> {
        let wait = self.throttle.wait_s(keys, now);
        wait.map_or(Ok(()), |wait_s| Err(Error::TooManyAttempts { wait_s }))
    }
}

/// Under which wrong codes within a session are counted: apart from those at the door, so that
/// whoever finds a browser open cannot hold its owner off.
pub(crate) fn own_key(principal: &Principal) -> [String; 1] {
    [format!("factor {}", principal.account)]
}
