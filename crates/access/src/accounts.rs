//! Creating, changing and closing accounts.

use std::sync::PoisonError;

use database::{Action as Recorded, Change, UnitOfWork};
use kernel::{AreaPath, Id, Instant, Lang, Text};

use crate::{
    Access, Account, Action, Assignment, Error, Password, Person, Principal, Resource, password,
    store::{self, accounts, dwellings, proxies, sessions},
    told::FOLLOWED,
};

/// What a new account is to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewAccount {
    /// What to sign in with: 2 to 64 of `a-z 0-9 . - _ @`; capitals are lowered.
    pub login: String,
    /// What to call it.
    pub name: String,
    /// The office it works for, as residents will read it.
    pub office: Text,
    /// Its language.
    pub lang: Lang,
    /// Roles and where they hold.
    pub assignments: Vec<Assignment>,
    /// The person it belongs to, for a resident's account.
    pub person: Option<Id<Person>>,
}

/// An account as its keeper sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AccountFacts {
    /// The account.
    pub principal: Principal,
    /// When it was created.
    pub created_at: Instant,
    /// When it was closed, if it was.
    pub closed_at: Option<Instant>,
    /// Since when it is disabled, if it is.
    pub disabled_at: Option<Instant>,
}

/// On whose behalf an account is changed.
#[derive(Clone, Copy, Debug)]
pub enum Keeper<'a> {
    /// Whoever runs commands on the machine itself.
    Operator,
    /// A signed-in account; policies decide.
    Account(&'a Principal),
}

impl Keeper<'_> {
    fn id(self) -> Option<[u8; 16]> {
        match self {
            Self::Operator => None,
            Self::Account(principal) => Some(principal.account.to_bytes()),
        }
    }
}

impl Access {
    /// Creates an account with a password that is made here, returned once and
    /// kept only as a hash.
    pub async fn create_account(
        &self,
        new: NewAccount,
        keeper: Keeper<'_>,
    ) -> Result<(Principal, Password), Error> {
        self.may_give(keeper, &new.assignments)?;
        let login = login(&new.login)?;
        let (password, hash) = self.new_password().await?;
        let principal = Principal {
            account: self.ids.next(),
            login,
            name: new.name,
            office: new.office,
            lang: new.lang,
            assignments: new.assignments,
            person: new.person,
        };
        let mut unit = self.database.begin().await?;
        if !accounts::insert(&mut unit, &principal, &hash, self.now()).await? {
            return Err(Error::LoginTaken(principal.login));
        }
        self.record(&mut unit, "account.create", keeper, principal.account).await?;
        unit.commit().await?;
        Ok((principal, password))
    }

    /// What these accounts are called, and the offices they work for: one query. For showing who did what.
    pub async fn called(
        &self,
        ids: &[Id<Account>],
    ) -> Result<std::collections::BTreeMap<Id<Account>, (String, Text)>, Error> {
        accounts::called(&self.database, ids).await
    }

    /// The person to whom an account belongs, where that is known: for the log of reads.
    pub async fn person_of(&self, account: Id<Account>) -> Result<Option<Id<Person>>, Error> {
        accounts::person_of(&self.database, account).await
    }

    /// Gives an account a new password, which is returned once; its sessions end, and neither an identity nor a passkey signs it in any more. For whoever runs
    /// commands on the machine: of officers it takes two ([`Access::ask_recovery`]).
    pub async fn reset_password(&self, login: &str, keeper: Keeper<'_>) -> Result<Password, Error> {
        if matches!(keeper, Keeper::Account(_)) {
            return Err(Error::Denied { action: Action::AccountsRecover });
        }
        let principal = self.keep(login, keeper).await?;
        let (password, hash) = self.new_password().await?;
        let mut unit = self.database.begin().await?;
        accounts::set_password(&mut unit, principal.account, &hash).await?;
        store::shut_ways_in(&mut unit, principal.account).await?;
        self.record(&mut unit, "account.reset_password", keeper, principal.account).await?;
        unit.commit().await?;
        Ok(password)
    }

    /// Gives an account exactly these roles.
    pub async fn assign(
        &self,
        login: &str,
        assignments: &[Assignment],
        keeper: Keeper<'_>,
    ) -> Result<(), Error> {
        self.may_give(keeper, assignments)?;
        let principal = self.keep(login, keeper).await?;
        let mut unit = self.database.begin().await?;
        accounts::assign(&mut unit, principal.account, assignments).await?;
        self.record(&mut unit, "account.assign", keeper, principal.account).await?;
        Ok(unit.commit().await?)
    }

    /// Says which person an account belongs to.
    pub async fn bind_person(
        &self,
        login: &str,
        person: Option<Id<Person>>,
        keeper: Keeper<'_>,
    ) -> Result<(), Error> {
        let principal = self.keep(login, keeper).await?;
        let mut unit = self.database.begin().await?;
        accounts::bind_person(&mut unit, principal.account, person).await?;
        proxies::end_estranged(&mut unit, principal.account, self.now()).await?;
        self.record(&mut unit, "account.bind_person", keeper, principal.account).await?;
        Ok(unit.commit().await?)
    }

    /// Closes an account and ends its sessions, its bindings to dwellings, and what it gave or held to act for another:
    /// nobody would be left to end that. Its login is never given again.
    pub async fn close_account(&self, login: &str, keeper: Keeper<'_>) -> Result<(), Error> {
        let principal = self.keep(login, keeper).await?;
        let (now, account) = (self.now(), principal.account);
        let mut unit = self.database.begin().await?;
        accounts::close(&mut unit, account, now).await?;
        dwellings::end_all(&mut unit, account, now).await?;
        proxies::end_all(&mut unit, account, now).await?;
        store::shut_ways_in(&mut unit, account).await?;
        self.record(&mut unit, "account.close", keeper, account).await?;
        Ok(unit.commit().await?)
    }

    /// Disables an account, whose sessions end, and what it let others do for it, or enables it again. Nobody does so to
    /// their own.
    pub async fn set_account_disabled(
        &self,
        account: Id<Account>,
        disabled: bool,
        principal: &Principal,
    ) -> Result<(), Error> {
        let unknown = || Error::NoAccount(account.to_string());
        let found = accounts::by_id(&self.database, account).await?.ok_or_else(unknown)?;
        let keeper = Keeper::Account(principal);
        self.may_give(keeper, &found.principal.assignments)?;
        if account == principal.account {
            return Err(Error::OwnAccount);
        }
        let mut unit = self.database.begin().await?;
        let at = disabled.then(|| self.now());
        if !accounts::set_disabled(&mut unit, account, at).await? {
            return Ok(());
        }
        if disabled {
            sessions::delete_of(&mut unit, account).await?;
            // Whoever is shut out could not end them.
            proxies::end_given(&mut unit, account, self.now()).await?;
        }
        let kind = if disabled { "account.disable" } else { "account.enable" };
        self.record(&mut unit, kind, keeper, account).await?;
        Ok(unit.commit().await?)
    }

    /// Every account, by login; for a signed-in account those with a role where it may see them.
    pub async fn accounts(&self, keeper: Keeper<'_>) -> Result<Vec<AccountFacts>, Error> {
        let seen = |principal: &Principal| match keeper {
            Keeper::Operator => true,
            Keeper::Account(viewer) => principal.assignments.iter().any(|held| {
                let place = Resource::within(held.area.clone());
                self.authorize(viewer, Action::AccountsView, &place).is_ok()
            }),
        };
        if let Keeper::Account(viewer) = keeper {
            self.authorize_somewhere(viewer, Action::AccountsView)?;
        }
        let facts = |stored: accounts::Stored| AccountFacts {
            principal: stored.principal,
            created_at: stored.created_at,
            closed_at: stored.closed_at,
            disabled_at: stored.disabled_at,
        };
        let all = accounts::all(&self.database).await?.into_iter().map(facts);
        Ok(all.filter(|facts| seen(&facts.principal)).collect())
    }

    /// The account of `login`, if the keeper may change it.
    pub(crate) async fn keep(&self, login: &str, keeper: Keeper<'_>) -> Result<Principal, Error> {
        let login = self::login(login)?;
        let found = accounts::by_login(&self.database, &login).await?;
        let stored = found.ok_or(Error::NoAccount(login))?;
        self.may_give(keeper, &stored.principal.assignments)?;
        Ok(stored.principal)
    }

    /// A keeper gives and takes roles only within the area that is the keeper's own.
    pub(crate) fn may_give(
        &self,
        keeper: Keeper<'_>,
        assignments: &[Assignment],
    ) -> Result<(), Error> {
        let Keeper::Account(principal) = keeper else { return Ok(()) };
        let whole = [Assignment::new(crate::Role::Resident, AreaPath::whole())];
        let assignments = if assignments.is_empty() { &whole } else { assignments };
        assignments.iter().try_for_each(|assignment| {
            let resource = Resource::within(assignment.area.clone());
            self.authorize(principal, Action::AccountsManage, &resource)
        })
    }

    async fn new_password(&self) -> Result<(Password, String), Error> {
        let (password, mut salting) = {
            let mut chance = self.chance.lock().unwrap_or_else(PoisonError::into_inner);
            let password = Password::generate(&mut chance);
            let mut seed = [0; 32];
            chance.fill(&mut seed);
            (password, kernel::Chance::from_entropy(seed))
        };
        let (text, cost) = (password.reveal().to_owned(), self.settings.passwords);
        let hash = self.hashing(move || password::hash(&text, cost, &mut salting)).await??;
        Ok((password, hash))
    }

    /// The hash of a password that somebody chose.
    pub(crate) async fn hashed(&self, chosen: String) -> Result<String, Error> {
        let mut seed = [0; 32];
        self.chance.lock().unwrap_or_else(PoisonError::into_inner).fill(&mut seed);
        let (mut salting, cost) = (kernel::Chance::from_entropy(seed), self.settings.passwords);
        self.hashing(move || password::hash(&chosen, cost, &mut salting)).await?
    }

    /// Runs a slow hash off the async threads, a few at once.
    pub(crate) async fn hashing<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, Error> {
        let turn = self.hashing.clone().acquire_owned().await.map_err(|_| Error::Task)?;
        let done = tokio::task::spawn_blocking(move || {
            let _turn = turn;
            work()
        });
        done.await.map_err(|_| Error::Task)
    }

    pub(crate) async fn record(
        &self,
        unit: &mut UnitOfWork,
        kind: &'static str,
        keeper: Keeper<'_>,
        account: Id<Account>,
    ) -> Result<(), Error> {
        self.record_of(unit, kind, keeper, format!("account:{account}")).await
    }

    /// As [`Self::record`], of something that is no account: `emergency:…`.
    pub(crate) async fn record_of(
        &self,
        unit: &mut UnitOfWork,
        kind: &'static str,
        keeper: Keeper<'_>,
        subject: String,
    ) -> Result<(), Error> {
        let action = Recorded {
            kind,
            account: keeper.id(),
            subject,
            reason: String::new(),
            detail: "{}".to_owned(),
        };
        unit.record(&action, &self.ids, &*self.clock).await?;
        if FOLLOWED.contains(&kind) {
            let by = keeper.id().map(Id::<Account>::from_bytes).map(|id| id.to_string());
            let change = Change {
                topic: "access",
                kind: kind.to_owned(),
                subject: action.subject,
                detail: by.map_or_else(|| "{}".to_owned(), |by| format!("{{\"by\":\"{by}\"}}")),
            };
            unit.publish(&change, &self.ids, &*self.clock).await?;
        }
        Ok(())
    }
}

/// The normal form of a login.
pub(crate) fn login(written: &str) -> Result<String, Error> {
    let login = written.trim().to_lowercase();
    let fits = (2..=64).contains(&login.len())
        && login.bytes().all(|b| b.is_ascii_alphanumeric() || b".-_@".contains(&b));
    if fits { Ok(login) } else { Err(Error::BadLogin(written.chars().take(80).collect())) }
}
