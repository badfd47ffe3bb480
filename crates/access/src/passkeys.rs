//! Passkeys: an account that its holder gave one is signed in by it alone.
//!
//! A passkey verifies its user, by a finger, a face or a PIN that never leaves the authenticator. So it is two
//! factors, and no code is asked for beside it. What is kept of one is its id, its public key, its counter and
//! what its holder calls it.

mod ticket;

use kernel::{Entity, Id, Instant};
use serde_json::Value;
use webauthn::{Asserted, Created, RelyingParty, decode, follows};

pub(crate) use self::ticket::PasskeyTicketMark;
use self::ticket::{Errand, Ticket};
use crate::{
    Access, Arrival, Error, Keeper, Principal, SessionToken, SignedIn,
    keys::hex,
    second_factor::{Proof, own_key},
    store::{accounts, passkeys as store, sessions},
};

/// Passkeys that an account may have.
const MOST: usize = 20;
/// Longest name of one, characters.
const LONGEST_NAME: usize = 60;

/// Marks the ids of passkeys.
#[derive(Clone, Copy, Debug)]
pub struct PasskeyMark;
impl Entity for PasskeyMark {
    const NAME: &'static str = "passkey";
}

/// A passkey as its holder sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Passkey {
    /// Its id here.
    pub id: Id<PasskeyMark>,
    /// What its holder calls it.
    pub name: String,
    /// Since when.
    pub added_at: Instant,
    /// When it was last signed in by.
    pub used_at: Option<Instant>,
    /// Since when it opens nothing, for there seem to be two of it.
    pub cloned_at: Option<Instant>,
}

/// What a browser is to be asked for, and the ticket to come back with.
#[derive(Clone, Debug)]
pub struct PasskeyAsked {
    /// Sealed; good for five minutes and once.
    pub ticket: String,
    /// The options, in the standard's JSON.
    pub options: Value,
}

/// What a browser answers when a passkey was made; base64url.
#[derive(Clone, Copy, Debug)]
pub struct MadePasskey<'a> {
    /// The browser's data.
    pub client_data: &'a str,
    /// The attestation object.
    pub attestation: &'a str,
}

/// What a browser answers when somebody shows a passkey; base64url.
#[derive(Clone, Copy, Debug)]
pub struct ShownPasskey<'a> {
    /// The id of the credential.
    pub id: &'a str,
    /// The browser's data.
    pub client_data: &'a str,
    /// The authenticator's data.
    pub authenticator_data: &'a str,
    /// The signature of both.
    pub signature: &'a str,
    /// The user handle that it was made with.
    pub user: &'a str,
}

impl Access {
    /// Asks a browser for a passkey of this installation, whoever's it is.
    pub fn ask_passkey(&self, party: &RelyingParty) -> Result<PasskeyAsked, Error> {
        let ticket = self.passkey_ticket(Errand::SignIn);
        let options = party.request(&ticket.challenge);
        Ok(PasskeyAsked { ticket: self.seal_passkey_ticket(&ticket)?, options })
    }

    /// Asks a browser to make a passkey for the account of `principal`. Password and, where there is a second factor, a
    /// code are asked for again: whoever finds a browser open does not get in by another door.
    pub async fn ask_new_passkey(
        &self,
        principal: &Principal,
        session: &SessionToken,
        party: &RelyingParty,
        password: &str,
        code: Option<&str>,
    ) -> Result<PasskeyAsked, Error> {
        let account = principal.account;
        self.prove_anew(principal, password, code, "passkey.ask").await?;
        let ticket = self.passkey_ticket(Errand::Add { account, session: session.hash() });
        let held = store::credentials_of(&self.database, account).await?;
        let called = [principal.login.as_str(), principal.name.as_str()];
        let options = party.creation(&ticket.challenge, &account.to_bytes(), called, &held);
        Ok(PasskeyAsked { ticket: self.seal_passkey_ticket(&ticket)?, options })
    }

    /// Keeps the passkey that a browser made, under a name, if the session that asked for it asks still.
    pub async fn add_passkey(
        &self,
        principal: &Principal,
        session: &SessionToken,
        party: &RelyingParty,
        (ticket, name): (&str, &str),
        given: MadePasskey<'_>,
    ) -> Result<Passkey, Error> {
        let (now, account) = (self.now(), principal.account);
        let name = named(name)?;
        let attempt = async {
            let ticket = self.open_passkey_ticket(ticket)?;
            let own = Errand::Add { account, session: session.hash() };
            if ticket.errand != own || !self.use_up_passkey_ticket(&ticket, now).await? {
                return Err(Error::PasskeyOver);
            }
            registered(party, &ticket, given).ok_or(Error::Passkey)
        };
        let made = self.braked(&own_key(principal), now, attempt).await?;
        let mut unit = self.database.begin().await?;
        // As for a bound identity: a new password and the account's end come before, or after.
        let lasts = accounts::hold(&mut unit, account).await?
            && sessions::lasts(&unit, &session.hash(), account, now, self.idle_since(now)).await?;
        if !lasts {
            return Err(Error::PasskeyOver);
        }
        if store::count_of(&unit, account).await? >= MOST {
            return Err(Error::TooManyPasskeys);
        }
        let id = self.ids.next();
        let new = Passkey { id, name, added_at: now, used_at: None, cloned_at: None };
        if !store::add(&mut unit, account, &new, &made).await? {
            return Err(Error::PasskeyTaken);
        }
        self.record(&mut unit, "passkey.add", Keeper::Account(principal), account).await?;
        unit.commit().await?;
        Ok(new)
    }

    /// Begins a session by a passkey. It is counted from its beginning, under the passkey, and under the address where
    /// it failed; one answer for what is unknown, shut or wrong. A ticket is good once, also for a wrong answer.
    pub async fn sign_in_by_passkey(
        &self,
        party: &RelyingParty,
        ticket: &str,
        given: ShownPasskey<'_>,
        arrival: Arrival<'_>,
    ) -> Result<SignedIn, Error> {
        let now = self.now();
        let shown = hex(blake3::hash(given.id.as_bytes()).as_bytes());
        let keys = [format!("passkey {shown}"), format!("passkeys {}", arrival.origin)];
        let attempt = async {
            let ticket = self.open_passkey_ticket(ticket)?;
            if ticket.errand != Errand::SignIn || !self.use_up_passkey_ticket(&ticket, now).await? {
                return Err(Error::PasskeyOver);
            }
            let (principal, proof) = self.proved(party, &ticket, given, now).await?;
            self.begin_session(principal, arrival, Some(proof), None, now).await
        };
        self.let_in(&keys, now, Error::Passkey, attempt).await
    }

    /// The passkeys of `principal`, in the order they were added.
    pub async fn passkeys(&self, principal: &Principal) -> Result<Vec<Passkey>, Error> {
        store::list_of(&self.database, principal.account).await
    }

    /// Calls a passkey by another name.
    pub async fn rename_passkey(
        &self,
        principal: &Principal,
        id: Id<PasskeyMark>,
        name: &str,
    ) -> Result<(), Error> {
        let name = named(name)?;
        let mut unit = self.database.begin().await?;
        if !store::rename(&mut unit, principal.account, id, &name).await? {
            return Err(Error::NoPasskey);
        }
        let keeper = Keeper::Account(principal);
        self.record(&mut unit, "passkey.rename", keeper, principal.account).await?;
        Ok(unit.commit().await?)
    }

    /// Forgets a passkey, which asks for the password.
    pub async fn remove_passkey(
        &self,
        principal: &Principal,
        id: Id<PasskeyMark>,
        password: &str,
    ) -> Result<(), Error> {
        // The password alone forgives no wrong code: both are counted under one key.
        self.prove_password(principal, password, self.now()).await?;
        let mut unit = self.database.begin().await?;
        if !store::remove(&mut unit, principal.account, id).await? {
            return Err(Error::NoPasskey);
        }
        let keeper = Keeper::Account(principal);
        self.record(&mut unit, "passkey.remove", keeper, principal.account).await?;
        Ok(unit.commit().await?)
    }

    /// Whose passkey answers, and what a session begins by.
    async fn proved(
        &self,
        party: &RelyingParty,
        ticket: &Ticket,
        given: ShownPasskey<'_>,
        now: Instant,
    ) -> Result<(Principal, Proof), Error> {
        let id = decode(given.id).ok_or(Error::Passkey)?;
        let held = store::find(&self.database, &id).await?.ok_or(Error::Passkey)?;
        let is_theirs = decode(given.user).as_deref() == Some(&held.account.to_bytes()[..]);
        let counter = verified(party, ticket, given, &held.key).filter(|_| is_theirs);
        let counter = counter.ok_or(Error::Passkey)?;
        let principal = self.open_account(Some(held.account)).await?.ok_or(Error::Passkey)?;
        if held.is_cloned || !follows(held.counter, counter) {
            self.stop_passkey(&principal, &held, now).await?;
            return Err(Error::PasskeyCloned);
        }
        Ok((principal, Proof::Passkey { id: held.id, counter }))
    }

    /// Stops a passkey of which there seem to be two: which of them is the holder's, nobody can tell.
    async fn stop_passkey(
        &self,
        principal: &Principal,
        held: &store::Held,
        now: Instant,
    ) -> Result<(), Error> {
        let mut unit = self.database.begin().await?;
        if store::stop(&mut unit, held.id, now).await? {
            let keeper = Keeper::Account(principal);
            self.record(&mut unit, "passkey.cloned", keeper, principal.account).await?;
        }
        Ok(unit.commit().await?)
    }
}

fn registered(
    party: &RelyingParty,
    ticket: &Ticket,
    given: MadePasskey<'_>,
) -> Option<webauthn::Credential> {
    let (client_data, attestation) = (decode(given.client_data)?, decode(given.attestation)?);
    let given = Created { client_data: &client_data, attestation: &attestation };
    let made = party.register(&ticket.challenge, &given);
    made.inspect_err(|flaw| tracing::info!(%flaw, "a passkey was not added")).ok()
}

fn verified(
    party: &RelyingParty,
    ticket: &Ticket,
    given: ShownPasskey<'_>,
    key: &[u8],
) -> Option<u32> {
    let client_data = decode(given.client_data)?;
    let authenticator_data = decode(given.authenticator_data)?;
    let signature = decode(given.signature)?;
    let given = Asserted {
        client_data: &client_data,
        authenticator_data: &authenticator_data,
        signature: &signature,
    };
    let counter = party.verify(&ticket.challenge, &given, key);
    counter.inspect_err(|flaw| tracing::info!(%flaw, "a passkey was refused")).ok()
}

/// A name as it is kept: on one line.
fn named(written: &str) -> Result<String, Error> {
    let name = written.trim();
    let fits = (1..=LONGEST_NAME).contains(&name.chars().count());
    let plain = !name.chars().any(char::is_control);
    if fits && plain { Ok(name.to_owned()) } else { Err(Error::BadName) }
}
