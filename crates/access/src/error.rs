//! What can go wrong in access.

use std::path::PathBuf;

use crate::Action;

/// Why access was refused or could not be decided.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// No policy permits it, or one forbids it.
    #[error("{action} is not permitted here")]
    Denied {
        /// What was asked for.
        action: Action,
    },
    /// A grant was asked for without a ground that says anything.
    #[error(
        "{action} needs a stated ground: a case, a task, or a reason of four to 500 characters"
    )]
    NoBasis {
        /// What was asked for.
        action: Action,
    },
    /// The emergency is over, somebody else's, or of another area.
    #[error("the emergency does not cover this")]
    NoEmergency,
    /// Whoever opened an emergency does not review it, and nobody does twice.
    #[error("the emergency cannot be reviewed by this account, or was reviewed already")]
    NotReviewable,
    /// Looks are told later until a day within 90 days, and no longer.
    #[error("a delay ends on a day to come, within 90 days")]
    NoDelay,
    /// Whoever asked for a delay does not decide on it, and nobody does twice or after its day.
    #[error(
        "the delay cannot be decided on by this account, was decided on already, or its day has come"
    )]
    NotDecidable,
    /// A case was named as the ground that nobody confirmed to be the reader's to handle, or none was named to handle one.
    #[error("{action}: there is no such open case for this reader to handle")]
    NoCase {
        /// What was asked for.
        action: Action,
    },
    /// A grant for one deed was used for another.
    #[error("the grant does not cover this read")]
    OutsideGrant,
    /// The account is unknown, closed, or the password is wrong: one answer for all.
    #[error("the account or the password is wrong")]
    SignIn,
    /// The password is right, and the account has a second factor: its code is asked for.
    #[error("a code of the second factor is needed")]
    CodeNeeded,
    /// Somebody who is signed in gave a wrong password or a wrong code.
    #[error("the password or the code is wrong, or was used already")]
    NotProven,
    /// The account has a second factor already.
    #[error("the account has a second factor; take it away first")]
    HasSecondFactor,
    /// The account has no second factor, or none that waits for its first code.
    #[error("there is no second factor, or its enrolment is over")]
    NoSecondFactor,
    /// A sign-on is over, was used before, or was begun in another browser: one answer for all.
    #[error("the sign-on is over, was used, or was begun elsewhere")]
    SignOnOver,
    /// No open account is bound to the identity.
    #[error("no open account is bound to this identity")]
    Unbound,
    /// The identity is another account's, or the account has one of this issuer already.
    #[error("the identity is bound already, or the account has one of this issuer")]
    IdentityTaken,
    /// The account has no identity of this issuer.
    #[error("no identity of this issuer is bound to the account")]
    NoIdentity,
    /// No passkey of an open account, or its answer is wrong: one answer for all.
    #[error("the passkey is not known here, or its answer is wrong")]
    Passkey,
    /// A ceremony of a passkey is over, was used before, or was begun in another session.
    #[error("the ceremony of the passkey is over, was used, or was begun elsewhere")]
    PasskeyOver,
    /// The counter of a passkey went back: there seem to be two of it.
    #[error("there seem to be two of this passkey; it opens nothing any more")]
    PasskeyCloned,
    /// The passkey is kept already.
    #[error("the passkey is kept already")]
    PasskeyTaken,
    /// An account has only so many passkeys.
    #[error("the account has as many passkeys as it may have")]
    TooManyPasskeys,
    /// The account has no such passkey.
    #[error("the account has no such passkey")]
    NoPasskey,
    /// Only accounts of systems have keys.
    #[error("the account is no system's")]
    NotPartner,
    /// The account has no such key that stands.
    #[error("the account has no such key")]
    NoPartnerKey,
    /// The public key is kept already.
    #[error("the public key is kept already")]
    PartnerKeyTaken,
    /// No Ed25519 key, nothing it may be used for, something that discloses people, or a time that is over or too long.
    #[error("a key is of Ed25519, for deeds that disclose nobody, and for 396 days at most")]
    BadPartnerKey,
    /// Too many wrong passwords.
    #[error("too many attempts; try again in {wait_s} s")]
    TooManyAttempts {
        /// Seconds until the next attempt is heard.
        wait_s: i64,
    },
    /// The account was shown many people of late.
    #[error("{most} people an hour are shown to an account; try again in {wait_s} s")]
    TooManyPeople {
        /// How many are shown in an hour.
        most: u32,
        /// Seconds until these can be shown.
        wait_s: i64,
    },
    /// The login is taken.
    #[error("there is already an account `{0}`")]
    LoginTaken(String),
    /// The login is no login.
    #[error("`{0}` is not a login: 2 to 64 letters, digits, `.`, `-`, `_` or `@`")]
    BadLogin(String),
    /// No such account.
    #[error("there is no account `{0}`")]
    NoAccount(String),
    /// Nobody changes this of the account that is their own.
    #[error("an account cannot do this to itself")]
    OwnAccount,
    /// One officer alone gives nothing back.
    #[error("whoever asked for a recovery does not agree to it")]
    SameOfficer,
    /// There is no such recovery that waits for this step, or a word is wrong: one answer for all.
    #[error("there is no such open recovery, or a word is wrong")]
    NoRecovery,
    /// A recovery of the same kind waits for this account already.
    #[error("a recovery of the same kind waits already")]
    RecoveryOpen,
    /// There is no such invitation, or it was used, revoked, or is over.
    #[error("there is no such open invitation")]
    NoInvitation,
    /// There is no such request to be bound to a dwelling, or it does not wait for this step.
    #[error("there is no such binding to a dwelling that waits for this")]
    NoBinding,
    /// The account asked for this dwelling already, or is bound to it.
    #[error("the account asked for this dwelling already, or is bound to it")]
    BindingStands,
    /// More requests wait, at the dwelling or of the account, than may at once.
    #[error("too many requests wait at this dwelling or of this account")]
    TooManyBindings,
    /// Whoever binds an account to a person saw no document of theirs.
    #[error("nobody is bound to a person without a document of theirs")]
    NoDocument,
    /// The word that was shown at a door is not the one of the request.
    #[error("the word that was shown is not the one of this request")]
    WrongWord,
    /// The account is somebody else's already, or the person has another account.
    #[error("the account is another person's, or the person has another account")]
    PersonTaken,
    /// There is no such proxy that holds, or waits for this step, for this account.
    #[error("there is no such proxy that holds or waits for this")]
    NoProxy,
    /// A proxy without anything to do, or that ends too late or before it begins.
    #[error("a proxy is for something, and ends within a year")]
    BadProxy,
    /// More proxies stand than one account may have.
    #[error("too many proxies of this account stand already")]
    TooManyProxies,
    /// A guardian acts for a minor.
    #[error("the person is of age")]
    NotMinor,
    /// Residents and programs are not invited: they have doors of their own.
    #[error("nobody is invited as {0}")]
    NotInvited(crate::Role),
    /// There is no such look at this person, or no question about it that waits for this step.
    #[error("there is no such look, or no question that waits for this")]
    NoQuestion,
    /// This person asked about this look before.
    #[error("the look was asked about already")]
    QuestionStands,
    /// Whoever looked does not answer, nobody answers twice, and what is settled stays so.
    #[error("the question does not wait for an answer by this account")]
    NotAnswerable,
    /// More questions wait than one person may have open.
    #[error("too many questions of this person wait already")]
    TooManyQuestions,
    /// Too few words to say anything, or too many.
    #[error("four to 500 characters are needed")]
    NoWords,
    /// A name or an office is empty or too long.
    #[error("a name or an office is empty, or longer than 60 characters")]
    BadName,
    /// A password that is guessed easily.
    #[error(
        "a password has at least 12 characters, not the login among them, and is no common one"
    )]
    WeakPassword,
    /// A password could not be hashed or its hash not be read.
    #[error("hashing a password")]
    Password(#[source] argon2::password_hash::Error),
    /// A key file could not be made or read.
    #[error("key file {path}: {problem}")]
    Key {
        /// The file.
        path: PathBuf,
        /// What is wrong and what to do.
        problem: String,
    },
    /// The command for the master key gave none.
    #[error(transparent)]
    KeyCommand(#[from] crate::KeyCommandError),
    /// An archive cannot be read or written, is not one, was changed, or is another installation's.
    #[error("the archive: {0}")]
    Archive(std::io::Error),
    /// A sealed value was cut, changed, or sealed for another place or with a key that is gone.
    #[error("a sealed value does not open: {0}")]
    Seal(&'static str),
    /// A key cannot be retired: values were sealed for a table that the job does not know.
    #[error("values are sealed in {table}, which is not among the tables of the job")]
    Sealed {
        /// The table.
        table: String,
    },
    /// A policy file or the schema does not parse.
    #[error("policies: {0}")]
    Policy(String),
    /// The log of reads could not be written: nothing personal leaves until it can.
    #[error("the log of reads, {path}: {source}")]
    Log {
        /// The file or folder.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// The log of reads stopped after an error; the process must be started again.
    #[error("the log of reads has stopped")]
    LogStopped,
    /// A stored value is not what this version writes.
    #[error("a stored {what} cannot be read: {problem}")]
    Stored {
        /// What it is.
        what: &'static str,
        /// What is wrong.
        problem: String,
    },
    /// A task of ours ended early.
    #[error("a background task ended early")]
    Task,
    /// The database.
    #[error(transparent)]
    Database(#[from] database::Error),
}
