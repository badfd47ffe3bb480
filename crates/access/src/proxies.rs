//! Those who act for somebody else: a proxy whom the person chose, a guardian of a minor whom who works the grid
//! confirmed at the door. Each for named things and until a day, seen and ended by both sides; every look is on the log
//! of the person as one of their proxy.

use std::sync::PoisonError;

use database::UnitOfWork;
use kernel::{AreaPath, Entity, Id, Instant, names};

use crate::{
    Access, Account, Action, Basis, BindingMark, BindingState, Dwelling, Error, Grant,
    GrantRequest, Keeper, Password, Person, Principal, Purpose, Resource,
    dwellings::{plain, word},
    store::{accounts, proxies as store},
};

/// Marks the ids of proxies.
#[derive(Clone, Copy, Debug)]
pub struct ProxyMark;
impl Entity for ProxyMark {
    const NAME: &'static str = "proxy";
}

names! {
    /// What somebody may do for another.
    ProxyScope {
        /// See who looked at their data.
        Reads = "reads",
        /// See what is kept on them.
        Data = "data",
        /// Say that a fact on them is wrong, or ask that it be deleted.
        Correct = "correct",
    }
}

names! {
    /// As what.
    ProxyKind {
        /// Chosen by the person, and accepted.
        Proxy = "proxy",
        /// Of a minor of the household, confirmed at the door.
        Guardian = "guardian",
    }
}

names! {
    /// How it stands.
    ProxyState {
        /// It waits for the proxy to accept, or for somebody to come to the door.
        Waiting = "waiting",
        /// It holds.
        Held = "held",
        /// It was refused at the door.
        Refused = "refused",
        /// One side ended it.
        Revoked = "revoked",
        /// Its day came, or nobody accepted in time.
        Over = "over",
    }
}

/// That somebody acts for another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proxy {
    /// Its id.
    pub id: Id<ProxyMark>,
    /// As what.
    pub kind: ProxyKind,
    /// For whom; nothing of a guardian before they are confirmed.
    pub person: Option<Id<Person>>,
    /// The account that gave it; none of a guardian's.
    pub giver: Option<Id<Account>>,
    /// The account that acts; none before somebody accepted.
    pub holder: Option<Id<Account>>,
    /// The dwelling of a guardian's household.
    pub unit: Option<Id<Dwelling>>,
    /// Where that stands.
    pub area: AreaPath,
    /// What for.
    pub scopes: Vec<ProxyScope>,
    /// How it stands.
    pub state: ProxyState,
    /// When it was asked for.
    pub asked_at: Instant,
    /// Until when it can be accepted or confirmed.
    pub expires_at: Instant,
    /// When it ends.
    pub ends_at: Instant,
    /// When it was accepted, confirmed, refused or ended.
    pub settled_at: Option<Instant>,
    /// Why it was refused.
    pub reason: Option<String>,
}

/// It can be accepted or confirmed this long, seconds: fourteen days.
const OPEN_S: i64 = 14 * 86_400;
/// It lasts a year at the most, seconds; then it is given anew.
const LONGEST_S: i64 = 366 * 86_400;
/// Proxies that one account may have given or asked for at once.
const MOST: i64 = 10;
/// What the words of guardians are marks of.
const WORD: &str = "word of a guardian";

impl Access {
    /// Lets somebody act for the person of `principal`. The word is handed over by whoever gives it, shown once; whoever
    /// has it accepts.
    pub async fn give_proxy(
        &self,
        principal: &Principal,
        scopes: &[ProxyScope],
        ends_at: Instant,
    ) -> Result<(Proxy, Password), Error> {
        let action = Action::ProxiesOwn;
        self.authorize_somewhere(principal, action)?;
        let person = principal.person.ok_or(Error::Denied { action })?;
        let word = {
            let mut chance = self.chance.lock().unwrap_or_else(PoisonError::into_inner);
            Password::generate(&mut chance)
        };
        let new = self.new_proxy(ProxyKind::Proxy, scopes, ends_at)?;
        let new = Proxy { person: Some(person), giver: Some(principal.account), ..new };
        self.keep_proxy(principal, &new, Some(&hash(word.reveal())), "proxy.give").await?;
        Ok((new, word))
    }

    /// Takes on to act for whoever handed the word over.
    pub async fn accept_proxy(&self, principal: &Principal, word: &str) -> Result<Proxy, Error> {
        self.authorize_somewhere(principal, Action::ProxiesOwn)?;
        let found = store::by_word(&self.database, &hash(word), self.now()).await?;
        let own = |found: &Proxy| {
            found.giver == Some(principal.account)
                || (found.person.is_some() && found.person == principal.person)
        };
        let waits = |found: &Proxy| found.state == ProxyState::Waiting;
        let found = found.filter(waits).ok_or(Error::NoProxy)?;
        if own(&found) {
            return Err(Error::OwnAccount);
        }
        let mut unit = self.database.begin().await?;
        if !store::accept(&mut unit, found.id, principal.account, self.now()).await? {
            return Err(Error::NoProxy);
        }
        self.record_proxy(&mut unit, "proxy.accept", principal, found.id).await?;
        unit.commit().await?;
        Ok(Proxy { holder: Some(principal.account), state: ProxyState::Held, ..found })
    }

    /// Asks to act for a minor of the household in a dwelling that one is bound to. Who works the grid confirms it at the
    /// door by the word that [`Access::guardian_word`] shows.
    pub async fn ask_guardian(
        &self,
        principal: &Principal,
        binding: Id<BindingMark>,
        scopes: &[ProxyScope],
        ends_at: Instant,
    ) -> Result<Proxy, Error> {
        self.authorize_somewhere(principal, Action::ProxiesOwn)?;
        let bound = self.binding(binding).await?.ok_or(Error::NoBinding)?;
        if bound.account != principal.account || bound.state != BindingState::Bound {
            return Err(Error::NoBinding);
        }
        let new = self.new_proxy(ProxyKind::Guardian, scopes, ends_at)?;
        let (holder, unit) = (Some(principal.account), Some(bound.unit));
        let new = Proxy { holder, unit, area: bound.area, ..new };
        self.keep_proxy(principal, &new, None, "proxy.ask_guardian").await?;
        Ok(new)
    }

    /// The word of a guardian's request, to show at the door.
    #[must_use]
    pub fn guardian_word(&self, id: Id<ProxyMark>) -> String {
        word(&self.tokenizer().mark(WORD, &id.to_bytes()))
    }

    /// Guardians who wait to be confirmed where `principal` does that, the latest first.
    pub async fn guardians_waiting(&self, principal: &Principal) -> Result<Vec<Proxy>, Error> {
        let whole = AreaPath::whole();
        let scopes = self.scopes(principal, Action::DwellingsVerify, &whole)?;
        store::guardians(&self.database, &scopes, self.now()).await
    }

    /// A guardian's request that `principal` may confirm or refuse: of their area, waiting, and not their own.
    pub async fn guardian_to_verify(
        &self,
        principal: &Principal,
        id: Id<ProxyMark>,
    ) -> Result<Proxy, Error> {
        let found = store::by_id(&self.database, id, self.now()).await?;
        let waits =
            |found: &Proxy| found.kind == ProxyKind::Guardian && found.state == ProxyState::Waiting;
        let found = found.filter(waits).ok_or(Error::NoProxy)?;
        let place = Resource::within(found.area.clone());
        self.authorize(principal, Action::DwellingsVerify, &place)?;
        if found.holder == Some(principal.account) {
            return Err(Error::OwnAccount);
        }
        Ok(found)
    }

    /// Confirms at the door who is the guardian of whom. Whoever confirms read who lives there under a grant, and that
    /// `person` is a minor; it ends when they come of age, at `adult_at`, at the latest.
    pub async fn confirm_guardian(
        &self,
        principal: &Principal,
        id: Id<ProxyMark>,
        shown: &str,
        (person, adult_at): (Id<Person>, Instant),
    ) -> Result<(), Error> {
        let found = self.guardian_to_verify(principal, id).await?;
        let now = self.now();
        if adult_at <= now {
            return Err(Error::NotMinor);
        }
        let keys = [format!("guardian {id}")];
        let attempt = async {
            let same = plain(shown) == plain(&self.guardian_word(id));
            same.then_some(()).ok_or(Error::WrongWord)
        };
        self.braked(&keys, now, attempt).await?;
        let mut unit = self.database.begin().await?;
        let ends_at = found.ends_at.min(adult_at);
        if !store::confirm(&mut unit, id, person, ends_at, now).await? {
            return Err(Error::NoProxy);
        }
        self.record_proxy(&mut unit, "proxy.confirm", principal, id).await?;
        unit.commit().await?;
        self.throttle.succeeded(&keys[0]);
        Ok(())
    }

    /// Refuses a guardian's request, with the reason that they read.
    pub async fn refuse_guardian(
        &self,
        principal: &Principal,
        id: Id<ProxyMark>,
        reason: &str,
    ) -> Result<(), Error> {
        self.guardian_to_verify(principal, id).await?;
        if !Basis::Reason(reason.to_owned()).is_stated() {
            return Err(Error::NoWords);
        }
        let ended = (ProxyState::Refused, Some(reason.trim()));
        self.end_proxy(principal, id, ended, "proxy.refuse").await
    }

    /// Ends it: whoever gave it, whoever acts, the person it is for, and of a guardian who works that grid.
    pub async fn revoke_proxy(
        &self,
        principal: &Principal,
        id: Id<ProxyMark>,
    ) -> Result<(), Error> {
        let found = store::by_id(&self.database, id, self.now()).await?.ok_or(Error::NoProxy)?;
        let account = Some(principal.account);
        let side = found.giver == account
            || found.holder == account
            || (found.person.is_some() && found.person == principal.person);
        let place = Resource::within(found.area.clone());
        let officer = found.kind == ProxyKind::Guardian
            && self.authorize(principal, Action::DwellingsVerify, &place).is_ok();
        if !(side || officer) {
            return Err(Error::NoProxy);
        }
        self.end_proxy(principal, id, (ProxyState::Revoked, None), "proxy.revoke").await
    }

    /// What `principal` gave, holds or is the person of, the latest first.
    pub async fn proxies(&self, principal: &Principal) -> Result<Vec<Proxy>, Error> {
        self.authorize_somewhere(principal, Action::ProxiesOwn)?;
        store::of(&self.database, principal.account, principal.person, self.now()).await
    }

    /// One, for telling those whom it concerns.
    pub async fn proxy(&self, id: Id<ProxyMark>) -> Result<Option<Proxy>, Error> {
        store::by_id(&self.database, id, self.now()).await
    }

    /// Grants `principal` a look at the data of the person whom they act for, as far as `scope` was given to them.
    pub async fn grant_proxy(
        &self,
        principal: &Principal,
        id: Id<ProxyMark>,
        scope: ProxyScope,
    ) -> Result<Grant, Error> {
        let found = store::by_id(&self.database, id, self.now()).await?.ok_or(Error::NoProxy)?;
        if !holds(&found, principal.account) || !found.scopes.contains(&scope) {
            return Err(Error::NoProxy);
        }
        let action = match scope {
            ProxyScope::Reads => Action::ReadsViewOwn,
            ProxyScope::Data | ProxyScope::Correct => Action::RightsExport,
        };
        self.grant(
            principal,
            GrantRequest {
                action,
                purpose: Purpose::Proxy,
                basis: Basis::Proxy(id),
                area: AreaPath::whole(),
                subject: found.person,
            },
        )
    }

    /// Writes down that somebody did something for another: the deed itself names the account alone.
    pub async fn record_proxy_deed(
        &self,
        principal: &Principal,
        id: Id<ProxyMark>,
    ) -> Result<(), Error> {
        let mut unit = self.database.begin().await?;
        self.record_proxy(&mut unit, "proxy.act", principal, id).await?;
        Ok(unit.commit().await?)
    }

    /// Ends whatever an account gave or holds once two officers gave it back: somebody else may have had it. Both sides
    /// are told of each, which is asked for anew.
    pub(crate) async fn end_proxies(
        &self,
        unit: &mut UnitOfWork,
        account: Id<Account>,
        by: &Principal,
    ) -> Result<(), Error> {
        for id in store::end_all(unit, account, self.now()).await? {
            self.record_proxy(unit, "proxy.revoke", by, id).await?;
        }
        Ok(())
    }

    /// Refuses unless the proxy still holds, and is of this account and this person.
    pub(crate) async fn covered_by_proxy(
        &self,
        id: Id<ProxyMark>,
        grant: &Grant,
    ) -> Result<(), Error> {
        let found = store::by_id(&self.database, id, self.now()).await?.ok_or(Error::NoProxy)?;
        let covers = holds(&found, grant.account) && found.person == grant.subject();
        covers.then_some(()).ok_or(Error::NoProxy)
    }

    fn new_proxy(
        &self,
        kind: ProxyKind,
        scopes: &[ProxyScope],
        ends_at: Instant,
    ) -> Result<Proxy, Error> {
        let now = self.now();
        let mut scopes = scopes.to_vec();
        scopes.sort_unstable();
        scopes.dedup();
        let lasts = now < ends_at && ends_at <= now.plus_seconds(LONGEST_S);
        if scopes.is_empty() || !lasts {
            return Err(Error::BadProxy);
        }
        Ok(Proxy {
            id: self.ids.next(),
            kind,
            person: None,
            giver: None,
            holder: None,
            unit: None,
            area: AreaPath::whole(),
            scopes,
            state: ProxyState::Waiting,
            asked_at: now,
            expires_at: now.plus_seconds(OPEN_S).min(ends_at),
            ends_at,
            settled_at: None,
            reason: None,
        })
    }

    async fn keep_proxy(
        &self,
        principal: &Principal,
        new: &Proxy,
        word: Option<&[u8; 32]>,
        deed: &'static str,
    ) -> Result<(), Error> {
        let mut unit = self.database.begin().await?;
        // One after the other, so that two at once are counted.
        accounts::hold(&mut unit, principal.account).await?;
        if store::open_of(&unit, principal.account, self.now()).await? >= MOST {
            return Err(Error::TooManyProxies);
        }
        store::insert(&mut unit, new, word).await?;
        self.record_proxy(&mut unit, deed, principal, new.id).await?;
        Ok(unit.commit().await?)
    }

    async fn end_proxy(
        &self,
        principal: &Principal,
        id: Id<ProxyMark>,
        (state, reason): (ProxyState, Option<&str>),
        deed: &'static str,
    ) -> Result<(), Error> {
        let mut unit = self.database.begin().await?;
        if !store::end(&mut unit, id, state, reason, self.now()).await? {
            return Err(Error::NoProxy);
        }
        self.record_proxy(&mut unit, deed, principal, id).await?;
        Ok(unit.commit().await?)
    }

    async fn record_proxy(
        &self,
        unit: &mut UnitOfWork,
        kind: &'static str,
        principal: &Principal,
        id: Id<ProxyMark>,
    ) -> Result<(), Error> {
        self.record_of(unit, kind, Keeper::Account(principal), format!("proxy:{id}")).await
    }
}

fn holds(found: &Proxy, account: Id<Account>) -> bool {
    found.state == ProxyState::Held && found.holder == Some(account) && found.person.is_some()
}

/// The hash of a word as it is compared: of 99 random bits.
fn hash(word: &str) -> [u8; 32] {
    *blake3::hash(plain(word).as_bytes()).as_bytes()
}
