//! Who may see what, and who saw it.
//!
//! - **Accounts and sessions.** [`Access::create_account`] makes the password;
//!   [`Access::sign_in`] begins a session, [`Access::begin_sign_on`] by an identity
//!   provider's word, [`Access::sign_in_by_passkey`] by a passkey; [`Access::session`] says whose a request is ([`Principal`]: roles, each within an area).
//! - **Policies.** Cedar files in `policies/`, one folder a capability.
//!   [`Access::authorize`] decides on things.
//! - **People** are read only under a [`Grant`] ([`Access::grant`]: who, which
//!   action, for which purpose, on which ground, where). A store that finds
//!   people takes the grant and returns [`Undisclosed`]; [`Access::disclose`]
//!   opens it once the read is on the log. A batch run takes a [`BatchGrant`]
//!   and is one entry.
//! - **The log of reads** ([`ReadLog`]) is append-only, hash-chained, outside
//!   the database; [`Access::verify_reads`] proves it whole and
//!   [`Access::reads_of`] answers "who looked at my data".
//! - **Sealed values** ([`Sealer`]) are encrypted at rest; **tokens**
//!   ([`Tokenizer`]) stand for them in every match; **masks** ([`mask_id`],
//!   [`mask_phone`], [`mask_name`], [`mask_email`]) stand for them on screens.
//!
//! To read people in a new place: add an [`Action`] (its file says how), write
//! its policies and examples, take `&Grant` in the store, wrap what you found
//! in [`Undisclosed`] with every person in it and the [`FieldSet`] shown.

mod access;
mod account_list;
mod accounts;
mod action;
mod allowance;
mod audit;
mod authoriser;
mod delays;
mod disclosure;
mod dwellings;
mod emergency;
mod error;
mod grant;
mod invitations;
mod keys;
mod mask;
mod normal;
mod own_password;
mod partners;
mod passkeys;
mod password;
mod policies;
mod principal;
mod proofs;
mod proxies;
mod purpose;
mod push_key;
mod questions;
mod read_log;
mod reads;
mod recovery;
mod retention;
mod role;
mod seal;
mod second_factor;
mod sessions;
mod sign_in;
mod sign_on;
mod store;
mod throttle;
mod token;
mod told;
mod totp;
mod why;

#[cfg(test)]
mod tests;

pub use access::{Access, AccessSettings};
pub use account_list::{AccountFilter, AccountRow};
pub use accounts::{AccountFacts, Keeper, NewAccount};
pub use action::{Action, Named, UnknownAction, may};
pub use audit::{AuditFilter, AuditPage, AuditedRead};
pub use authoriser::Resource;
pub use delays::{Delay, DelayDecision, DelayMark, DelayRequest, Delayed, ToldLater};
pub use disclosure::Undisclosed;
pub use dwellings::{Binding, BindingMark, BindingState, Door, Dwelling, Found, Shown};
pub use emergency::{Emergency, EmergencyMark, Review};
pub use error::Error;
pub use grant::{BatchGrant, BatchRequest, Grant, GrantMark, GrantRequest};
pub use invitations::{
    Invitation, InvitationMark, InvitationState, InvitationToken, NewInvitation,
};
pub use keys::{KeyCommandError, KeySource};
pub use mask::{mask_email, mask_id, mask_name, mask_phone};
pub use own_password::Proof;
pub use partners::{
    Admission, NewPartnerKey, PartnerAnswer, PartnerExchange, PartnerExchangeMark, PartnerKey,
    PartnerKeyMark, PartnerQuota, PartnerRequest, PartnerUse, verifies,
};
pub use passkeys::{MadePasskey, Passkey, PasskeyAsked, PasskeyMark, ShownPasskey};
pub use password::{Password, PasswordCost};
pub use principal::{Account, Person, Principal, Session};
pub use proofs::{PROVEN, Receipts};
pub use proxies::{Proxy, ProxyKind, ProxyMark, ProxyScope, ProxyState};
pub use purpose::{Basis, CaseGround, Purpose, UnknownPurpose};
pub use push_key::PushKey;
pub use questions::{LookQuestion, QuestionMark, QuestionState, QuestionStep, Said};
pub use read_log::{
    Batch, Checkpoint, Entry, Event, Field, FieldSet, Finding, Line, Read, ReadLog, Receipt,
    Verification, verify, verify_against,
};
pub use reads::{LogCursor, Reads};
pub use recovery::{Lost, Recovery, RecoveryMark, RecoveryState};
pub use retention::{KEPT, Kept, KeptKind, Nobodys, RetentionMark, RetentionPolicy, RetentionRun};
pub use role::{Assignment, Role, RoleKind, RoleTemplate, UnknownRole};
pub use seal::{
    ArchivePart, ArchiveReader, ArchiveWriter, OnTheWay, Resealed, SealedPlace, SealedTable,
    Sealer, SealingKey, Suite,
};
pub use second_factor::{Enrolment, SecondFactor};
pub use sessions::SessionFacts;
pub use sign_in::{Arrival, Credentials, SessionToken, SessionTokenError, SignedIn};
pub use sign_on::{Identity, IdentityMark, SignOnMark, SignOnTicket, SignedOn};
pub use store::{
    MIGRATIONS,
    reads::{BatchOfRun, ReadMark, ReadOfPerson},
};
pub use token::{Flaw, Scheme, Token, TokenError, TokenHash, TokenKind, Tokenized, Tokenizer};
pub use why::{Change, Explanation, PolicySays, Question, RoleExplanation};

/// The columns of this capability that hold sealed values.
pub const SEALED: &[SealedTable] = &[second_factor::SEALED, questions::SEALED];
