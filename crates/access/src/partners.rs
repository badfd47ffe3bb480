//! Systems of other organisations: the keys by which they sign their requests, what each key may be used for, how much,
//! and the log of what was exchanged, which the other side holds too.
//!
//! Only accounts of systems have keys, and no policy lets a system read anybody. What a message is signed over is the
//! server's concern; here are keys, counts and the log.

mod key;

use base64::{Engine as _, engine::general_purpose::STANDARD};
use ed25519_dalek::{Signer as _, SigningKey};
use kernel::{Entity, Id, Instant};

use crate::{
    Access, Account, Action, Error, Keeper, Principal, Resource, Role,
    store::{accounts, partners as store},
};

pub use key::{NewPartnerKey, PartnerKey, verifies};

/// Marks the ids of partners' keys: a key's id is the `keyid` of its signatures.
#[derive(Clone, Copy, Debug)]
pub struct PartnerKeyMark;
impl Entity for PartnerKeyMark {
    const NAME: &'static str = "partner_key";
}

/// Marks the ids of exchanges with partners.
#[derive(Clone, Copy, Debug)]
pub struct PartnerExchangeMark;
impl Entity for PartnerExchangeMark {
    const NAME: &'static str = "partner_exchange";
}

/// How much a partner may ask for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PartnerQuota {
    /// Requests in a minute, at each server.
    pub requests_a_minute: u32,
    /// Rows in a day (UTC), sent and received, at all servers together.
    pub rows_a_day: u32,
}

impl Default for PartnerQuota {
    /// Sixty a minute, ten thousand rows a day.
    fn default() -> Self {
        Self { requests_a_minute: 60, rows_a_day: 10_000 }
    }
}

/// A quota with what was used of it today.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PartnerUse {
    /// What it may.
    pub quota: PartnerQuota,
    /// Rows of today.
    pub rows_today: u32,
}

impl PartnerUse {
    /// Rows that are left of today.
    #[must_use]
    pub const fn rows_left(&self) -> u32 {
        self.quota.rows_a_day.saturating_sub(self.rows_today)
    }
}

/// A request that was signed, as the log has it. No query and no body: their digests.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PartnerRequest {
    /// Its method.
    pub method: String,
    /// Its path.
    pub path: String,
    /// Rows in it.
    pub rows: u32,
    /// SHA-256 of its body, in Base64.
    pub digest: String,
    /// Its signature, in Base64.
    pub signature: String,
    /// What must not come twice with this key.
    pub nonce: String,
    /// When the signature is over, skew of clocks included.
    pub expires_at: Instant,
}

/// What was answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PartnerAnswer {
    /// The HTTP status.
    pub status: u16,
    /// Rows in it.
    pub rows: u32,
    /// SHA-256 of its body, in Base64.
    pub digest: String,
    /// The installation's signature, in Base64.
    pub signature: String,
}

/// A line of the log of exchanges.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PartnerExchange {
    /// Its id.
    pub id: Id<PartnerExchangeMark>,
    /// The key that signed.
    pub key: Id<PartnerKeyMark>,
    /// When.
    pub at: Instant,
    /// The method.
    pub method: String,
    /// The path.
    pub path: String,
    /// Rows that were sent.
    pub rows_in: u32,
    /// What is kept of the digest of the request's body: [`Access::kept_digest`].
    pub digest: String,
    /// The request's signature.
    pub signature: String,
    /// What was answered; nothing where the server stopped before.
    pub answer: Option<PartnerAnswer>,
}

/// Whether a signed request is let in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Admission {
    /// It is, and is on the log.
    Admitted {
        /// The line of the log.
        exchange: Id<PartnerExchangeMark>,
        /// The quota, this request counted.
        used: PartnerUse,
    },
    /// It came before.
    Replayed,
    /// The rows of the day are used up.
    OverRows {
        /// The quota as it stands.
        used: PartnerUse,
    },
}

const DAY_US: i64 = 86_400_000_000;
/// The secret behind the signatures of answers.
const ANSWERS: &str = "linli 2026-11-30 signatures of answers to partners";
/// The secret under which digests of requests are kept.
const DIGESTS: &str = "linli 2026-11-30 digests of what partners sent";

impl Access {
    /// The public key (Ed25519) that answers to partners are signed with.
    #[must_use]
    pub fn answer_key(&self) -> [u8; 32] {
        SigningKey::from_bytes(&self.secret_for(ANSWERS)).verifying_key().to_bytes()
    }

    /// Signs an answer to a partner.
    #[must_use]
    pub fn sign_answer(&self, message: &[u8]) -> [u8; 64] {
        SigningKey::from_bytes(&self.secret_for(ANSWERS)).sign(message).to_bytes()
    }

    /// What the log keeps of the digest of what was sent. A signal is a dwelling, a kind and a day: of a plain digest
    /// whoever reads the log could try them all. Whoever sent it knows the digest, and is compared by this.
    #[must_use]
    pub fn kept_digest(&self, digest: &str) -> String {
        let kept = blake3::keyed_hash(&self.secret_for(DIGESTS), digest.as_bytes());
        STANDARD.encode(kept.as_bytes())
    }

    /// The keys of a system's account, the newest first.
    pub async fn partner_keys(
        &self,
        reader: &Principal,
        account: Id<Account>,
    ) -> Result<Vec<PartnerKey>, Error> {
        self.seen_partner(reader, account).await?;
        store::keys_of(&self.database, account).await
    }

    /// Adds a key to a system's account.
    pub async fn add_partner_key(
        &self,
        keeper: &Principal,
        account: Id<Account>,
        new: NewPartnerKey,
    ) -> Result<PartnerKey, Error> {
        self.kept_partner(keeper, account).await?;
        let key = new.checked(self.ids.next(), account, self.now())?;
        let mut unit = self.database.begin().await?;
        if !store::add_key(&mut unit, &key).await? {
            return Err(Error::PartnerKeyTaken);
        }
        let keeper = Keeper::Account(keeper);
        self.record(&mut unit, "partner_key.add", keeper, account).await?;
        unit.commit().await?;
        Ok(key)
    }

    /// Revokes a key: from now on it signs nothing.
    pub async fn revoke_partner_key(
        &self,
        keeper: &Principal,
        account: Id<Account>,
        key: Id<PartnerKeyMark>,
    ) -> Result<(), Error> {
        self.kept_partner(keeper, account).await?;
        let mut unit = self.database.begin().await?;
        if !store::revoke_key(&mut unit, account, key, self.now()).await? {
            return Err(Error::NoPartnerKey);
        }
        let keeper = Keeper::Account(keeper);
        self.record(&mut unit, "partner_key.revoke", keeper, account).await?;
        Ok(unit.commit().await?)
    }

    /// What a key of a system may be for: what policies let it do where its roles hold, and discloses nobody.
    pub async fn partner_deeds(
        &self,
        reader: &Principal,
        account: Id<Account>,
    ) -> Result<Vec<Action>, Error> {
        let system = self.seen_partner(reader, account).await?;
        let may = |action: &Action| {
            system.assignments.iter().any(|held| {
                let place = Resource::within(held.area.clone());
                self.authorize(&system, *action, &place).is_ok()
            })
        };
        Ok(Action::ALL.iter().copied().filter(may).collect())
    }

    /// What a system may ask for, and used today.
    pub async fn partner_use(
        &self,
        reader: &Principal,
        account: Id<Account>,
    ) -> Result<PartnerUse, Error> {
        self.seen_partner(reader, account).await?;
        self.used_today(account).await
    }

    /// Sets what a system may ask for.
    pub async fn set_partner_quota(
        &self,
        keeper: &Principal,
        account: Id<Account>,
        quota: PartnerQuota,
    ) -> Result<(), Error> {
        self.kept_partner(keeper, account).await?;
        let mut unit = self.database.begin().await?;
        store::set_quota(&mut unit, account, quota, day(self.now())).await?;
        self.record(&mut unit, "partner.quota", Keeper::Account(keeper), account).await?;
        Ok(unit.commit().await?)
    }

    /// The latest lines of the log of a system's exchanges, the newest first.
    pub async fn partner_exchanges(
        &self,
        reader: &Principal,
        account: Id<Account>,
        most: u32,
    ) -> Result<Vec<PartnerExchange>, Error> {
        self.seen_partner(reader, account).await?;
        store::exchanges(&self.database, account, most).await
    }

    /// As [`Self::partner_exchanges`], for whoever runs commands on the machine.
    pub async fn partner_exchanges_of(
        &self,
        login: &str,
        most: u32,
    ) -> Result<Vec<PartnerExchange>, Error> {
        let principal = self.keep(login, Keeper::Operator).await?;
        store::exchanges(&self.database, principal.account, most).await
    }

    /// The key with this id and whose it is, if it may sign now and the account is open. The principal's roles hold
    /// where the key's area allows.
    pub async fn signer(
        &self,
        key: Id<PartnerKeyMark>,
    ) -> Result<Option<(PartnerKey, Principal)>, Error> {
        let Some(key) = store::key(&self.database, key).await? else { return Ok(None) };
        if !key.signs_at(self.now()) {
            return Ok(None);
        }
        let principal = self.open_account(Some(key.account)).await?;
        let principal = principal.filter(is_system);
        Ok(principal.map(|mut principal| {
            principal.assignments.retain_mut(|held| {
                if held.area.contains(&key.area) {
                    held.area = key.area.clone();
                }
                key.area.contains(&held.area)
            });
            (key, principal)
        }))
    }

    /// What a system may ask for, and used today: before a request of it is let in.
    pub async fn used_today(&self, account: Id<Account>) -> Result<PartnerUse, Error> {
        store::used(&self.database, account, day(self.now())).await
    }

    /// Lets a signed request in, once: its nonce is kept while it might come again, its rows are counted, and it is on
    /// the log before anything is done.
    pub async fn admit_partner(
        &self,
        key: &PartnerKey,
        request: &PartnerRequest,
    ) -> Result<Admission, Error> {
        let now = self.now();
        let mut unit = self.database.begin().await?;
        let nonce = nonce_of(key.id, &request.nonce);
        if !store::use_nonce(&mut unit, &nonce, request.expires_at, now).await? {
            unit.rollback().await?;
            return Ok(Admission::Replayed);
        }
        let account = key.account;
        let used = store::take_rows(&mut unit, account, request.rows, day(now)).await?;
        let limit = used.quota.rows_a_day;
        let before = used.rows_today.saturating_sub(request.rows);
        if before >= limit || used.rows_today > limit {
            unit.rollback().await?;
            let used = PartnerUse { rows_today: before, ..used };
            return Ok(Admission::OverRows { used });
        }
        let exchange = self.ids.next();
        let kept = PartnerRequest { digest: self.kept_digest(&request.digest), ..request.clone() };
        store::begin_exchange(&mut unit, exchange, key, &kept, now).await?;
        unit.commit().await?;
        Ok(Admission::Admitted { exchange, used })
    }

    /// Writes down what was answered, and counts its rows, before it leaves.
    pub async fn answer_partner(
        &self,
        account: Id<Account>,
        exchange: Id<PartnerExchangeMark>,
        answer: &PartnerAnswer,
    ) -> Result<(), Error> {
        let mut unit = self.database.begin().await?;
        if answer.rows > 0 {
            store::take_rows(&mut unit, account, answer.rows, day(self.now())).await?;
        }
        store::end_exchange(&mut unit, exchange, answer).await?;
        Ok(unit.commit().await?)
    }

    /// The account, where it is a system's and `reader` may see it.
    async fn seen_partner(
        &self,
        reader: &Principal,
        account: Id<Account>,
    ) -> Result<Principal, Error> {
        let found = self.held_account(account).await?;
        let seen = found.assignments.iter().any(|held| {
            let place = Resource::within(held.area.clone());
            self.authorize(reader, Action::AccountsView, &place).is_ok()
        });
        if !seen {
            return Err(Error::Denied { action: Action::AccountsView });
        }
        if is_system(&found) { Ok(found) } else { Err(Error::NotPartner) }
    }

    /// The account, where it is a system's and `keeper` may change it.
    async fn kept_partner(&self, keeper: &Principal, account: Id<Account>) -> Result<(), Error> {
        let found = self.held_account(account).await?;
        self.may_give(Keeper::Account(keeper), &found.assignments)?;
        if is_system(&found) { Ok(()) } else { Err(Error::NotPartner) }
    }

    async fn held_account(&self, account: Id<Account>) -> Result<Principal, Error> {
        let unknown = || Error::NoAccount(account.to_string());
        let found = accounts::by_id(&self.database, account).await?.ok_or_else(unknown)?;
        Ok(found.principal)
    }
}

/// Whether an account is a system's and nothing else: whoever reads people signs in.
fn is_system(principal: &Principal) -> bool {
    let held = &principal.assignments;
    !held.is_empty() && held.iter().all(|held| held.role == Role::System)
}

fn day(now: Instant) -> i64 {
    now.micros().div_euclid(DAY_US)
}

/// What is kept of a nonce: a digest of it with its key.
fn nonce_of(key: Id<PartnerKeyMark>, nonce: &str) -> [u8; 32] {
    let mut hasher = blake3::Hasher::new();
    hasher.update(&key.to_bytes());
    hasher.update(nonce.as_bytes());
    *hasher.finalize().as_bytes()
}
