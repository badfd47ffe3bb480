//! A lost password or a lost second factor: given back by two officers, never by one.

use std::{collections::BTreeSet, sync::PoisonError};

use kernel::{Entity, Id, Instant};

use crate::{
    Access, Account, Action, Basis, Error, Keeper, Password, Principal, Resource,
    accounts::login,
    password::{generated_hash, is_strong},
    store::{accounts, passkeys, recoveries as store, second_factors, sessions, shut_ways_in},
};

/// Marks the ids of recoveries.
#[derive(Clone, Copy, Debug)]
pub struct RecoveryMark;
impl Entity for RecoveryMark {
    const NAME: &'static str = "recovery";
}

/// What was lost.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lost {
    /// The password: its holder sets a new one with two words, one from each officer.
    Password,
    /// The second factor: it is taken away.
    SecondFactor,
}

impl Lost {
    /// Its name in interfaces and the database.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Password => "password",
            Self::SecondFactor => "second_factor",
        }
    }

    /// What a name stands for.
    #[must_use]
    pub fn of_name(name: &str) -> Option<Self> {
        [Self::Password, Self::SecondFactor].into_iter().find(|lost| lost.name() == name)
    }
}

/// How far a recovery has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RecoveryState {
    /// One officer asked; another is needed.
    Asked,
    /// Two agreed; the holder has not set the new password yet.
    Agreed,
    /// It was done.
    Done,
    /// An officer took it back.
    Withdrawn,
    /// Nobody agreed, or the holder set no password, in time.
    Expired,
}

impl RecoveryState {
    /// Its name in interfaces.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Asked => "asked",
            Self::Agreed => "agreed",
            Self::Done => "done",
            Self::Withdrawn => "withdrawn",
            Self::Expired => "expired",
        }
    }
}

/// A recovery, as officers and the holder of the account see it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recovery {
    /// Its id.
    pub id: Id<RecoveryMark>,
    /// Whose account.
    pub account: Id<Account>,
    /// Its login.
    pub login: String,
    /// What was lost.
    pub lost: Lost,
    /// How the officer who asked knows that it is the holder who asks.
    pub reason: String,
    /// Who asked.
    pub asked_by: Id<Account>,
    /// Their login.
    pub asker: String,
    /// When.
    pub asked_at: Instant,
    /// Until when the next step can be taken.
    pub expires_at: Instant,
    /// Who agreed, by login.
    pub agreer: Option<String>,
    /// When.
    pub agreed_at: Option<Instant>,
    /// How far it has come.
    pub state: RecoveryState,
}

/// Each step waits this long for the next, seconds.
const WAITS_S: i64 = 86_400;
/// Recoveries are kept this long after they are over, seconds: a year.
const KEPT_S: i64 = 366 * 86_400;
/// Recoveries on a page.
const LISTED: u32 = 200;

impl Access {
    /// Asks that what was lost be given back. For a password there is a word, shown once, that the
    /// holder needs beside the word of the officer who agrees: neither officer ever has both.
    pub async fn ask_recovery(
        &self,
        principal: &Principal,
        of: &str,
        lost: Lost,
        reason: &str,
    ) -> Result<(Recovery, Option<Password>), Error> {
        let action = Action::AccountsRecover;
        let of = login(of)?;
        let found = accounts::by_login(&self.database, &of).await?;
        let found = found.filter(accounts::Stored::is_open).ok_or(Error::NoAccount(of))?;
        self.may_recover(principal, &found.principal)?;
        if !Basis::Reason(reason.to_owned()).is_stated() {
            return Err(Error::NoBasis { action });
        }
        if lost == Lost::SecondFactor {
            let held = second_factors::standing(&self.database, found.principal.account).await?;
            held.ok_or(Error::NoSecondFactor)?;
        }
        let now = self.now();
        let recovery = Recovery {
            id: self.ids.next(),
            account: found.principal.account,
            login: found.principal.login,
            lost,
            reason: reason.trim().to_owned(),
            asked_by: principal.account,
            asker: principal.login.clone(),
            asked_at: now,
            expires_at: now.plus_seconds(WAITS_S),
            agreer: None,
            agreed_at: None,
            state: RecoveryState::Asked,
        };
        let word = self.word_for(lost);
        let hash = word.as_ref().map(|word| generated_hash(recovery.id, word.reveal()));
        let mut unit = self.database.begin().await?;
        store::delete_over(&mut unit, now.plus_seconds(-KEPT_S)).await?;
        if !store::insert(&mut unit, &recovery, hash.as_ref()).await? {
            return Err(Error::RecoveryOpen);
        }
        let subject = format!("recovery:{}", recovery.id);
        self.record_of(&mut unit, "recovery.ask", Keeper::Account(principal), subject).await?;
        unit.commit().await?;
        Ok((recovery, word))
    }

    /// Agrees to what another officer asked, within a day. A second factor and all passkeys are gone with that, and what the
    /// account gave or held to act for another ends; for a password there is the second word.
    pub async fn agree_recovery(
        &self,
        principal: &Principal,
        id: Id<RecoveryMark>,
    ) -> Result<Option<Password>, Error> {
        let now = self.now();
        let found = store::by_id(&self.database, id, now).await?.ok_or(Error::NoRecovery)?;
        let holder = accounts::by_id(&self.database, found.account).await?;
        let holder = holder.ok_or(Error::NoRecovery)?;
        self.may_recover(principal, &holder.principal)?;
        if found.asked_by == principal.account {
            return Err(Error::SameOfficer);
        }
        // The word of an officer who may no longer ask is worth nothing.
        let asker = accounts::by_id(&self.database, found.asked_by).await?;
        let stands = |asker: &accounts::Stored| {
            asker.is_open() && self.may_recover(&asker.principal, &holder.principal).is_ok()
        };
        if found.state != RecoveryState::Asked || !asker.as_ref().is_some_and(stands) {
            return Err(Error::NoRecovery);
        }
        let word = self.word_for(found.lost);
        let hash = word.as_ref().map(|word| generated_hash(id, word.reveal()));
        let mut unit = self.database.begin().await?;
        let until = now.plus_seconds(WAITS_S);
        if !store::agree(&mut unit, id, principal.account, hash.as_ref(), now, until).await? {
            return Err(Error::NoRecovery);
        }
        let keeper = Keeper::Account(principal);
        self.record_of(&mut unit, "recovery.agree", keeper, format!("recovery:{id}")).await?;
        if found.lost == Lost::SecondFactor {
            second_factors::remove(&mut unit, found.account).await?;
            // What was lost may hold them too.
            passkeys::remove_all(&mut unit, found.account).await?;
            sessions::delete_of(&mut unit, found.account).await?;
            self.end_proxies(&mut unit, found.account, principal).await?;
            store::finish(&mut unit, id, now).await?;
            self.record(&mut unit, "second_factor.recover", keeper, found.account).await?;
        }
        unit.commit().await?;
        Ok(word)
    }

    /// Takes a recovery back before it is done.
    pub async fn withdraw_recovery(
        &self,
        principal: &Principal,
        id: Id<RecoveryMark>,
    ) -> Result<(), Error> {
        let now = self.now();
        let found = store::by_id(&self.database, id, now).await?.ok_or(Error::NoRecovery)?;
        let holder = accounts::by_id(&self.database, found.account).await?;
        self.may_recover(principal, &holder.ok_or(Error::NoRecovery)?.principal)?;
        let mut unit = self.database.begin().await?;
        if !store::withdraw(&mut unit, id, now).await? {
            return Err(Error::NoRecovery);
        }
        let keeper = Keeper::Account(principal);
        self.record_of(&mut unit, "recovery.withdraw", keeper, format!("recovery:{id}")).await?;
        Ok(unit.commit().await?)
    }

    /// Sets a new password with the words of two officers; every session of the account ends, neither an identity nor a
    /// passkey signs it in any more, and what it gave or held to act for another ends. A second factor stays. One answer for
    /// everything that is wrong.
    pub async fn recover_password(
        &self,
        of: &str,
        words: [&str; 2],
        password: &str,
        origin: &str,
    ) -> Result<(), Error> {
        let now = self.now();
        let of = login(of).map_err(|_| Error::NoRecovery)?;
        let keys = [format!("recovery {of}"), format!("origin {origin}")];
        self.braked(&keys, now, self.try_recovery(&of, words, password, now)).await?;
        self.throttle.succeeded(&keys[0]);
        Ok(())
    }

    async fn try_recovery(
        &self,
        of: &str,
        words: [&str; 2],
        password: &str,
        now: Instant,
    ) -> Result<(), Error> {
        let held = store::agreed_of(&self.database, of, now).await?.ok_or(Error::NoRecovery)?;
        let given = words.map(|word| generated_hash(held.id, word));
        // In either order: nobody remembers whose word was first.
        let fits = given == held.hashes || [given[1], given[0]] == held.hashes;
        if !fits {
            return Err(Error::NoRecovery);
        }
        if !is_strong(password, of) {
            return Err(Error::WeakPassword);
        }
        let holder = accounts::by_id(&self.database, held.account).await?;
        let holder = holder.ok_or(Error::NoRecovery)?.principal;
        let hash = self.hashed(password.to_owned()).await?;
        let mut unit = self.database.begin().await?;
        if !store::finish(&mut unit, held.id, now).await? {
            return Err(Error::NoRecovery);
        }
        accounts::set_password(&mut unit, held.account, &hash).await?;
        shut_ways_in(&mut unit, held.account).await?;
        self.end_proxies(&mut unit, held.account, &holder).await?;
        let subject = format!("recovery:{}", held.id);
        self.record_of(&mut unit, "recovery.finish", Keeper::Account(&holder), subject).await?;
        Ok(unit.commit().await?)
    }

    /// The latest recoveries of accounts that `principal` may give back, the open ones first.
    pub async fn recoveries(&self, principal: &Principal) -> Result<Vec<Recovery>, Error> {
        self.authorize_somewhere(principal, Action::AccountsRecover)?;
        let mut latest = store::latest(&self.database, LISTED, self.now()).await?;
        let accounts: BTreeSet<_> = latest.iter().map(|recovery| recovery.account).collect();
        let accounts: Vec<_> = accounts.into_iter().collect();
        let mut holders = accounts::by_ids(&self.database, &accounts).await?;
        holders.retain(|holder| self.may_recover(principal, &holder.principal).is_ok());
        let seen: BTreeSet<_> = holders.iter().map(|holder| holder.principal.account).collect();
        latest.retain(|recovery| seen.contains(&recovery.account));
        Ok(latest)
    }

    /// What was asked or done about the account of `principal` and they were not told yet.
    pub async fn untold_recoveries(&self, principal: &Principal) -> Result<Vec<Recovery>, Error> {
        store::untold(&self.database, principal.account, self.now()).await
    }

    /// Remembers that the holder read what was done; what still waits is told again.
    pub async fn recoveries_told(&self, principal: &Principal) -> Result<(), Error> {
        let mut unit = self.database.begin().await?;
        store::told(&mut unit, principal.account, self.now()).await?;
        let keeper = Keeper::Account(principal);
        self.record(&mut unit, "recovery.told", keeper, principal.account).await?;
        Ok(unit.commit().await?)
    }

    /// Refuses unless `principal` may give back what the holder lost: somebody else's account, all
    /// of whose roles lie in their area.
    fn may_recover(&self, principal: &Principal, holder: &Principal) -> Result<(), Error> {
        let action = Action::AccountsRecover;
        if holder.assignments.is_empty() {
            self.authorize(principal, action, &Resource::default())?;
        }
        for held in &holder.assignments {
            self.authorize(principal, action, &Resource::within(held.area.clone()))?;
        }
        if principal.account == holder.account { Err(Error::OwnAccount) } else { Ok(()) }
    }

    fn word_for(&self, lost: Lost) -> Option<Password> {
        let mut chance = self.chance.lock().unwrap_or_else(PoisonError::into_inner);
        (lost == Lost::Password).then(|| Password::generate(&mut chance))
    }
}
