//! The capability as one value.

use std::{
    fmt,
    path::{Path, PathBuf},
    sync::{Arc, Mutex},
};

use database::Database;
use kernel::{Chance, Ids, Instant, SharedClock};
use tokio::sync::Semaphore;

use crate::{
    Action, Error, PasswordCost, Principal, PushKey, ReadLog, Resource, Sealer, Suite, TokenHash,
    Tokenizer,
    allowance::Allowance,
    authoriser::Authoriser,
    keys::{Key, KeyFolder, KeySource},
    read_log::Checkpointer,
    throttle::Throttle,
};

/// Times and sizes that an installation may set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AccessSettings {
    /// A session ends this long after it began, seconds.
    pub session_lifetime_s: i64,
    /// A session ends after this long without a request, seconds.
    pub session_idle_s: i64,
    /// The log of reads is kept this long, seconds.
    pub reads_kept_s: i64,
    /// People that an account is shown in an hour at the most, emergencies and one's own data aside; 0 for no end.
    pub people_an_hour: u32,
    /// A segment of the log is closed when it is this long, bytes.
    pub segment_bytes: u64,
    /// What the first sealing key is of.
    pub cipher: Suite,
    /// What tokens are made by; chosen once.
    pub tokens: TokenHash,
    /// How much work it is to hash a password; no configuration names it.
    pub passwords: PasswordCost,
}

impl Default for AccessSettings {
    /// Twelve hours, one hour, three years, 2,000 people, 64 MiB, AES-256-GCM-SIV, BLAKE3, what OWASP asks of Argon2id.
    fn default() -> Self {
        Self {
            session_lifetime_s: 12 * 3_600,
            session_idle_s: 3_600,
            reads_kept_s: 3 * 366 * 86_400,
            people_an_hour: 2_000,
            segment_bytes: 64 * 1024 * 1024,
            cipher: Suite::default(),
            tokens: TokenHash::default(),
            passwords: PasswordCost::default(),
        }
    }
}

/// Passwords hashed at once: each takes 19 MiB.
const HASHES_AT_ONCE: usize = 2;

/// Accounts, sessions, policies, grants, sealed fields and the log of reads.
pub struct Access {
    pub(crate) database: Database,
    pub(crate) clock: SharedClock,
    pub(crate) ids: Ids,
    pub(crate) chance: Arc<Mutex<Chance>>,
    pub(crate) settings: AccessSettings,
    pub(crate) throttle: Throttle,
    pub(crate) allowance: Allowance,
    pub(crate) hashing: Arc<Semaphore>,
    pub(crate) log: ReadLog,
    pub(crate) log_key: Key,
    /// The secret half of the key that signs checkpoints.
    pub(crate) checkpoint_key: Key,
    pub(crate) push_key: PushKey,
    /// Indexing is one at a time; two would only do the same work twice.
    pub(crate) indexing: tokio::sync::Mutex<()>,
    pub(crate) checkpointer: Arc<Checkpointer>,
    /// Receipts are made for one at a time: each reads whole segments.
    pub(crate) proving: tokio::sync::Mutex<()>,
    pub(crate) data: PathBuf,
    sealer: Sealer,
    tokenizer: Tokenizer,
}

impl Access {
    /// Opens what is kept in the folder `data`, making keys on the first start.
    ///
    /// `chance` must come from the operating system's entropy
    /// ([`Chance::from_entropy`]): keys, passwords and session tokens are drawn
    /// from it.
    pub fn open(
        database: Database,
        data: &Path,
        clock: SharedClock,
        ids: Ids,
        chance: Chance,
        settings: AccessSettings,
    ) -> Result<Self, Error> {
        Self::open_with(&KeySource::File, database, data, clock, ids, chance, settings)
    }

    /// As [`Access::open`], with the master key from `keys`.
    pub fn open_with(
        keys: &KeySource,
        database: Database,
        data: &Path,
        clock: SharedClock,
        ids: Ids,
        chance: Chance,
        settings: AccessSettings,
    ) -> Result<Self, Error> {
        let chance = Arc::new(Mutex::new(chance));
        let folder = KeyFolder::open(data, keys, &chance)?;
        let token_hash = settings.tokens.chosen(&folder)?;
        let token_key = folder.key("token.key", &chance)?;
        let log_key = folder.key("log.key", &chance)?;
        let checkpoint_key = folder.key("checkpoint.key", &chance)?;
        let sealer = Sealer::open(&folder, settings.cipher, &chance)?;
        let push_key = PushKey::open(&folder, &chance)?;
        let reads = data.join("reads");
        let log = ReadLog::open(reads, log_key, settings.segment_bytes, &ids, &clock)?;
        Ok(Self {
            database,
            clock,
            ids,
            settings,
            throttle: Throttle::default(),
            allowance: Allowance::default(),
            hashing: Arc::new(Semaphore::new(HASHES_AT_ONCE)),
            log,
            log_key,
            checkpoint_key,
            push_key,
            indexing: tokio::sync::Mutex::new(()),
            checkpointer: Arc::default(),
            proving: tokio::sync::Mutex::default(),
            data: data.to_owned(),
            sealer,
            tokenizer: Tokenizer::new(token_key, token_hash),
            chance,
        })
    }

    /// The folder that was opened.
    #[must_use]
    pub fn data(&self) -> &Path {
        &self.data
    }

    /// Seals and opens personal values.
    #[must_use]
    pub const fn sealer(&self) -> &Sealer {
        &self.sealer
    }

    /// Turns personal values into keyed tokens.
    #[must_use]
    pub const fn tokenizer(&self) -> &Tokenizer {
        &self.tokenizer
    }

    /// Fails where the policies do not parse or do not fit their schema, as every decision would: whoever serves asks
    /// before anybody else does.
    pub fn policies_hold() -> Result<(), Error> {
        Authoriser::of_program().map(|_| ())
    }

    /// Refuses unless some policy permits `action` to `principal` somewhere.
    /// Good for what screens offer and for turning strangers away before
    /// anything is looked up; [`Access::authorize`] is the decision.
    pub fn authorize_somewhere(&self, principal: &Principal, action: Action) -> Result<(), Error> {
        let permitted = Authoriser::of_program()?.permits_somewhere(principal, action);
        permitted.then_some(()).ok_or(Error::Denied { action })
    }

    /// Refuses unless some policy permits `action` on `resource` to
    /// `principal`. An action that discloses persons needs a
    /// [`Grant`](crate::Grant) instead and is refused here.
    pub fn authorize(
        &self,
        principal: &Principal,
        action: Action,
        resource: &Resource,
    ) -> Result<(), Error> {
        let permitted = !action.is_personal()
            && Authoriser::of_program()?.permits(principal, action, resource, None).is_some();
        permitted.then_some(()).ok_or(Error::Denied { action })
    }

    /// A secret of this installation for what `context` names: always the same, and another for every context.
    #[must_use]
    pub fn secret_for(&self, context: &'static str) -> [u8; 32] {
        blake3::derive_key(context, &self.log_key)
    }

    /// The bytes of an id for what is known by `parts` outside: always the same for the same parts of one context. Nobody who
    /// knows the parts can tell them, so that nobody takes an id before what it is for.
    #[must_use]
    pub fn id_for(&self, context: &'static str, parts: &[&[u8]]) -> [u8; 16] {
        let mut id = [0; 16];
        self.hasher_of(context, parts).finalize_xof().fill(&mut id);
        id
    }

    /// A hasher under the secret of `context` that was given `parts`.
    pub(crate) fn hasher_of(&self, context: &'static str, parts: &[&[u8]]) -> blake3::Hasher {
        let mut hasher = blake3::Hasher::new_keyed(&self.secret_for(context));
        // A length before each keeps two lists of parts from running into one.
        for part in parts {
            hasher.update(&u64::try_from(part.len()).unwrap_or(u64::MAX).to_be_bytes());
            hasher.update(part);
        }
        hasher
    }

    pub(crate) fn now(&self) -> Instant {
        self.clock.now()
    }
}

impl fmt::Debug for Access {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Access").field("data", &self.data).finish_non_exhaustive()
    }
}
