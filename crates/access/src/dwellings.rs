//! Dwellings that accounts are bound to: asked for by whoever stands at the door, confirmed there by somebody who works
//! that grid, undone where it was wrong.
//!
//! A request tells of the dwelling and of nobody. Whoever asked sees a word ([`Access::word_of`]) and shows it at the door;
//! without it nobody confirms, so that the one who is bound is the one who was met.

use database::UnitOfWork;
use kernel::{AreaPath, Entity, Id, Instant, Lang, Text, names};

use crate::{
    Access, Account, Action, Assignment, Basis, Error, Keeper, Person, Principal, Resource, Role,
    accounts::login,
    password::is_strong,
    store::{accounts, dwellings as store, proxies},
};

/// Marks the ids of dwellings: units of the register, by their ids there.
#[derive(Clone, Copy, Debug)]
pub struct Dwelling;
impl Entity for Dwelling {
    const NAME: &'static str = "unit";
}

/// Marks the ids of bindings.
#[derive(Clone, Copy, Debug)]
pub struct BindingMark;
impl Entity for BindingMark {
    const NAME: &'static str = "binding";
}

/// A dwelling whose door somebody stands at: its code was scanned and holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Door {
    /// The dwelling.
    pub unit: Id<Dwelling>,
    /// Where it stands.
    pub area: AreaPath,
}

names! {
    /// How a binding stands.
    BindingState {
        /// It waits for somebody to come to the door.
        Waiting = "waiting",
        /// The account is bound.
        Bound = "bound",
        /// It was refused at the door.
        Refused = "refused",
        /// Whoever asked took it back, or moved out.
        Withdrawn = "withdrawn",
        /// It was confirmed wrongly, and undone.
        Undone = "undone",
        /// Nobody came in time.
        Expired = "expired",
    }
}

names! {
    /// What was shown at the door. Nothing of it is kept but which of these it was.
    Shown {
        /// A document of whoever asked.
        Document = "document",
        /// A lease or a title of the dwelling.
        Lease = "lease",
        /// The word of somebody of the household who was there.
        Household = "household",
    }
}

/// That an account asks to be bound to a dwelling, and what became of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Binding {
    /// Its id.
    pub id: Id<BindingMark>,
    /// The account.
    pub account: Id<Account>,
    /// The dwelling.
    pub unit: Id<Dwelling>,
    /// Where it stood when it was asked for.
    pub area: AreaPath,
    /// How it stands.
    pub state: BindingState,
    /// When it was asked for.
    pub asked_at: Instant,
    /// Until when it can be confirmed.
    pub expires_at: Instant,
    /// When it was confirmed, refused, withdrawn or undone last.
    pub settled_at: Option<Instant>,
    /// By whom.
    pub settled_by: Option<Id<Account>>,
    /// What was shown at the door, where it was confirmed.
    pub shown: Option<Shown>,
    /// The person that the account was found to belong to, where one was named.
    pub person: Option<Id<Person>>,
    /// Why it was refused or undone.
    pub reason: Option<String>,
}

/// What somebody found at the door.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found<'a> {
    /// The word that whoever asked showed.
    pub word: &'a str,
    /// What else was shown.
    pub shown: Shown,
    /// The person of the dwelling that it is, by their document; whoever confirms read the people of the dwelling under a
    /// grant.
    pub person: Option<Id<Person>>,
}

/// A request is open this long, seconds: fourteen days.
const OPEN_S: i64 = 14 * 86_400;
/// Requests that may wait at one dwelling.
const MOST_AT_ONE: u64 = 6;
/// Requests that may wait of one account.
const MOST_OF_ONE: u64 = 3;
/// What words are marks of.
const WORD: &str = "word of a binding";
/// Characters of a word, in two groups: forty bits, tried by officers alone and few times.
const WORD_LENGTH: usize = 8;
/// Without I, L, O and U, which are read wrong.
const LETTERS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

impl Access {
    /// Makes a resident's account for somebody who stands at a door, and asks that it be bound to the dwelling. Nothing is
    /// asked of them but a login and a password; until it is confirmed the account sees nobody's data.
    ///
    /// That a login is taken is told only where a free one would have made an account, which leaves a trace at the door,
    /// and is slowed there as a guess is: whoever tries names in turn learns of few.
    pub async fn sign_up(
        &self,
        door: &Door,
        chosen: &str,
        password: &str,
        lang: Lang,
    ) -> Result<Binding, Error> {
        let login = login(chosen)?;
        if !is_strong(password, &login) {
            return Err(Error::WeakPassword);
        }
        let hash = self.hashed(password.to_owned()).await?;
        let principal = Principal {
            account: self.ids.next(),
            name: login.clone(),
            login,
            office: Text::new("居民", "Resident"),
            lang,
            assignments: vec![Assignment::new(Role::Resident, door.area.clone())],
            person: None,
        };
        let now = self.now();
        let keys = [format!("sign-up {}", door.unit)];
        let attempt = async {
            let mut unit = self.database.begin().await?;
            self.room_at(&mut unit, &principal, door, now).await?;
            if !accounts::insert(&mut unit, &principal, &hash, now).await? {
                return Err(Error::LoginTaken(principal.login.clone()));
            }
            let keeper = Keeper::Account(&principal);
            self.record(&mut unit, "account.sign_up", keeper, principal.account).await?;
            let binding = self.ask_within(&mut unit, &principal, door).await?;
            unit.commit().await?;
            Ok(binding)
        };
        self.braked(&keys, now, attempt).await
    }

    /// Asks that the account of `principal` be bound to the dwelling whose door they stand at.
    pub async fn ask_binding(&self, principal: &Principal, door: &Door) -> Result<Binding, Error> {
        self.authorize_somewhere(principal, Action::DwellingsOwn)?;
        let mut unit = self.database.begin().await?;
        let binding = self.ask_within(&mut unit, principal, door).await?;
        unit.commit().await?;
        Ok(binding)
    }

    async fn ask_within(
        &self,
        unit: &mut UnitOfWork,
        principal: &Principal,
        door: &Door,
    ) -> Result<Binding, Error> {
        let now = self.now();
        self.room_at(unit, principal, door, now).await?;
        let binding = Binding {
            id: self.ids.next(),
            account: principal.account,
            unit: door.unit,
            area: door.area.clone(),
            state: BindingState::Waiting,
            asked_at: now,
            expires_at: now.plus_seconds(OPEN_S),
            settled_at: None,
            settled_by: None,
            shown: None,
            person: None,
            reason: None,
        };
        if !store::insert(unit, &binding).await? {
            return Err(Error::BindingStands);
        }
        self.record_binding(unit, "dwelling.ask", principal, binding.id).await?;
        Ok(binding)
    }

    /// Refuses where too many wait at the door, or of the account.
    async fn room_at(
        &self,
        unit: &mut UnitOfWork,
        principal: &Principal,
        door: &Door,
        now: Instant,
    ) -> Result<(), Error> {
        store::expire(unit, now).await?;
        let waiting = store::waiting(unit, door.unit, principal.account).await?;
        let is_full = waiting.at_unit >= MOST_AT_ONE || waiting.of_account >= MOST_OF_ONE;
        if is_full { Err(Error::TooManyBindings) } else { Ok(()) }
    }

    /// The word of a request: whoever asked sees it, and shows it at the door.
    #[must_use]
    pub fn word_of(&self, id: Id<BindingMark>) -> String {
        word(&self.tokenizer().mark(WORD, &id.to_bytes()))
    }

    /// What `principal` asked for, the latest first.
    pub async fn own_bindings(&self, principal: &Principal) -> Result<Vec<Binding>, Error> {
        self.authorize_somewhere(principal, Action::DwellingsOwn)?;
        store::of_account(&self.database, principal.account, self.now()).await
    }

    /// Takes one's own request back, or leaves a dwelling. What the account learned of itself by it, it no longer sees, and
    /// it is nobody's guardian there.
    pub async fn withdraw_binding(
        &self,
        principal: &Principal,
        id: Id<BindingMark>,
    ) -> Result<(), Error> {
        self.authorize_somewhere(principal, Action::DwellingsOwn)?;
        let found = self.open_binding(id).await?;
        if found.account != principal.account {
            return Err(Error::NoBinding);
        }
        self.settle(principal, &found, BindingState::Withdrawn, None).await
    }

    /// A page of the requests and bindings where `principal` confirms them, the latest first, and how many there are.
    pub async fn bindings(
        &self,
        principal: &Principal,
        area: &AreaPath,
        state: Option<BindingState>,
        (skip, size): (u32, u32),
    ) -> Result<(Vec<Binding>, u64), Error> {
        let scopes = self.scopes(principal, Action::DwellingsVerify, area)?;
        store::page(&self.database, &scopes, state, self.now(), (skip, size)).await
    }

    /// A binding that `principal` may confirm, refuse or undo: of their area, and not their own.
    pub async fn binding_to_verify(
        &self,
        principal: &Principal,
        id: Id<BindingMark>,
    ) -> Result<Binding, Error> {
        let found = self.open_binding(id).await?;
        let place = Resource::within(found.area.clone());
        self.authorize(principal, Action::DwellingsVerify, &place)?;
        if found.account == principal.account {
            return Err(Error::OwnAccount);
        }
        Ok(found)
    }

    /// Binds the account that asked, once its word was shown at the door. Wrong words are counted.
    pub async fn confirm_binding(
        &self,
        principal: &Principal,
        id: Id<BindingMark>,
        given: &Found<'_>,
    ) -> Result<(), Error> {
        let found = self.binding_to_verify(principal, id).await?;
        if found.state != BindingState::Waiting {
            return Err(Error::NoBinding);
        }
        // A lease or a neighbour's word says that somebody lives there, and not who it is.
        if given.person.is_some() && given.shown != Shown::Document {
            return Err(Error::NoDocument);
        }
        let now = self.now();
        let keys = [format!("binding {id}")];
        let attempt = async {
            let same = plain(given.word) == plain(&self.word_of(id));
            same.then_some(()).ok_or(Error::WrongWord)
        };
        self.braked(&keys, now, attempt).await?;
        let mut unit = self.database.begin().await?;
        if !accounts::hold(&mut unit, found.account).await? {
            return Err(Error::NoBinding);
        }
        let settled = store::Settled { by: principal.account, at: now };
        if !store::confirm(&mut unit, id, given.shown, given.person, settled).await? {
            return Err(Error::NoBinding);
        }
        if let Some(person) = given.person
            && !store::take_person(&mut unit, found.account, person).await?
        {
            return Err(Error::PersonTaken);
        }
        let held = Assignment::new(Role::Resident, found.area);
        store::add_assignment(&mut unit, found.account, &held).await?;
        self.record_binding(&mut unit, "dwelling.confirm", principal, id).await?;
        unit.commit().await?;
        self.throttle.succeeded(&keys[0]);
        Ok(())
    }

    /// Refuses a request, with the reason that whoever asked reads.
    pub async fn refuse_binding(
        &self,
        principal: &Principal,
        id: Id<BindingMark>,
        reason: &str,
    ) -> Result<(), Error> {
        let found = self.binding_to_verify(principal, id).await?;
        if found.state != BindingState::Waiting {
            return Err(Error::NoBinding);
        }
        self.settle(principal, &found, BindingState::Refused, Some(reason)).await
    }

    /// Undoes a binding that was confirmed wrongly, with the reason. The account stays, is nobody's, and acts as a guardian
    /// of nobody there.
    pub async fn undo_binding(
        &self,
        principal: &Principal,
        id: Id<BindingMark>,
        reason: &str,
    ) -> Result<(), Error> {
        let found = self.binding_to_verify(principal, id).await?;
        if found.state != BindingState::Bound {
            return Err(Error::NoBinding);
        }
        self.settle(principal, &found, BindingState::Undone, Some(reason)).await
    }

    /// Whether anybody met whoever holds the account: of one that was made at a door nobody knows whose it is before it is
    /// bound, nor once it is bound no more.
    pub async fn was_met(&self, principal: &Principal) -> Result<bool, Error> {
        let works = principal.assignments.iter().any(|held| held.role != Role::Resident);
        if works || principal.person.is_some() {
            return Ok(true);
        }
        store::bound_or_unasked(&self.database, principal.account).await
    }

    /// A binding, for telling those whom it concerns.
    pub async fn binding(&self, id: Id<BindingMark>) -> Result<Option<Binding>, Error> {
        store::by_id(&self.database, id, self.now()).await
    }

    /// Open accounts that are bound to a dwelling, and were before `then`.
    pub async fn bound_to(
        &self,
        unit: Id<Dwelling>,
        then: Instant,
    ) -> Result<Vec<Id<Account>>, Error> {
        store::bound_to(&self.database, unit, then).await
    }

    /// One that waits or stands.
    async fn open_binding(&self, id: Id<BindingMark>) -> Result<Binding, Error> {
        let found = store::by_id(&self.database, id, self.now()).await?;
        let is_open =
            |found: &Binding| matches!(found.state, BindingState::Waiting | BindingState::Bound);
        found.filter(is_open).ok_or(Error::NoBinding)
    }

    /// Ends a binding that was found to wait or to stand, unless somebody was faster.
    async fn settle(
        &self,
        principal: &Principal,
        found: &Binding,
        state: BindingState,
        reason: Option<&str>,
    ) -> Result<(), Error> {
        let reason = reason.map(str::trim);
        if reason.is_some_and(|reason| !Basis::Reason(reason.to_owned()).is_stated()) {
            return Err(Error::NoWords);
        }
        let settled = store::Settled { by: principal.account, at: self.now() };
        let mut unit = self.database.begin().await?;
        // The account's row before its binding's, as whoever confirms takes them.
        accounts::hold(&mut unit, found.account).await?;
        if !store::end(&mut unit, found.id, (found.state, state), reason, settled).await? {
            return Err(Error::NoBinding);
        }
        if let Some(person) = found.person {
            store::leave_person(&mut unit, found.account, person).await?;
            proxies::end_estranged(&mut unit, found.account, settled.at).await?;
        }
        if found.state == BindingState::Bound {
            proxies::end_guardians(&mut unit, found.account, found.unit, settled.at).await?;
        }
        let deed = match state {
            BindingState::Refused => "dwelling.refuse",
            BindingState::Undone => "dwelling.undo",
            _ => "dwelling.withdraw",
        };
        self.record_binding(&mut unit, deed, principal, found.id).await?;
        Ok(unit.commit().await?)
    }

    async fn record_binding(
        &self,
        unit: &mut UnitOfWork,
        kind: &'static str,
        principal: &Principal,
        id: Id<BindingMark>,
    ) -> Result<(), Error> {
        let subject = format!("binding:{id}");
        self.record_of(unit, kind, Keeper::Account(principal), subject).await
    }
}

/// A mark as a word that is read aloud: eight letters and digits in two groups.
pub(crate) fn word(mark: &[u8; 16]) -> String {
    let letter =
        |byte: &u8| char::from(LETTERS.get(usize::from(byte & 31)).copied().unwrap_or(b'0'));
    let word: String = mark.iter().take(WORD_LENGTH).map(letter).collect();
    let (first, last) = word.split_at(WORD_LENGTH / 2);
    format!("{first}-{last}")
}

/// A word as it is compared: letters and digits, large.
pub(crate) fn plain(word: &str) -> String {
    let kept = word.chars().filter(char::is_ascii_alphanumeric);
    kept.map(|letter| letter.to_ascii_uppercase()).collect()
}
