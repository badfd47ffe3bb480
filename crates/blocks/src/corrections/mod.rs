//! Back to the source: what the block knows better than a department's own record, offered to that department.
//!
//! An item is a record of the department, one of its own columns, what is wrong with its value, and on whose word. The
//! better value is not kept in the item: it is read from the block when a list is made, under a grant, and only for a
//! column that the department's own mapping holds. Of evidence a department is told source and day, never what the other
//! department keeps; a source that may not be named is told as another office.

mod claim;
mod list;
mod offer;

pub use claim::{OwnRequest, Wish};
pub(crate) use claim::{SEALED as CLAIMS, is_claim, word};
pub use list::{Better, CorrectionLine, csv};
pub(crate) use offer::Item;
pub use offer::{Held, Told};

use access::{Access, Account, Action, BatchGrant, Grant, Undisclosed};
use database::{Action as Recorded, Database};
use kernel::{Clock, Entity, Id, Ids, Instant, Text};
use serde::{Deserialize, Serialize};

use crate::{Error, Result, store};

/// Marks the ids of corrections.
#[derive(Debug)]
pub struct CorrectionMark;
impl Entity for CorrectionMark {
    const NAME: &'static str = "correction";
}

/// Marks the ids of rounds: one comparison of a source with the blocks.
#[derive(Debug)]
pub struct RoundMark;
impl Entity for RoundMark {
    const NAME: &'static str = "round";
}

/// A field that may be corrected. Of numbers of documents, telephones and what follows them here an office is told only that
/// the person says they are wrong: nobody's are told to another office.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CorrectedField {
    /// Name of a person.
    Name,
    /// Sex.
    Sex,
    /// Birth date.
    BirthDate,
    /// Name of an organisation.
    OrganisationName,
    /// Public number of an organisation.
    OrganisationNumber,
    /// A written address.
    Address,
    /// Type of an identity document.
    DocumentType,
    /// Number of an identity document.
    DocumentNumber,
    /// Telephone.
    Phone,
    /// E-mail address.
    Email,
    /// Registered here or elsewhere.
    RegisteredHere,
    /// Class of occupation.
    Occupation,
    /// Class of education.
    Education,
    /// What joins a person to a place or an organisation.
    Relation,
}

impl CorrectedField {
    /// Every field.
    pub const ALL: [Self; 14] = [
        Self::Name,
        Self::Sex,
        Self::BirthDate,
        Self::OrganisationName,
        Self::OrganisationNumber,
        Self::Address,
        Self::DocumentType,
        Self::DocumentNumber,
        Self::Phone,
        Self::Email,
        Self::RegisteredHere,
        Self::Occupation,
        Self::Education,
        Self::Relation,
    ];

    /// Its name in the store and in interfaces.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Sex => "sex",
            Self::BirthDate => "birth_date",
            Self::OrganisationName => "organisation_name",
            Self::OrganisationNumber => "organisation_number",
            Self::Address => "address",
            Self::DocumentType => "document_type",
            Self::DocumentNumber => "document_number",
            Self::Phone => "phone",
            Self::Email => "email",
            Self::RegisteredHere => "registered_here",
            Self::Occupation => "occupation",
            Self::Education => "education",
            Self::Relation => "relation",
        }
    }

    /// The field of this name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.name() == name)
    }
}

/// What is wrong with a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Fault {
    /// Nothing readable stands there, and the block knows it.
    Missing,
    /// Another source with more authority says otherwise.
    Differs,
    /// The address is written another way than the register has it.
    Spelling,
    /// The address is not found in the register.
    NotFound,
    /// The person says that it is wrong.
    Denied,
    /// The person asks that it be deleted.
    Unwanted,
}

impl Fault {
    /// Its name in the store and in interfaces.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Missing => "missing",
            Self::Differs => "differs",
            Self::Spelling => "spelling",
            Self::NotFound => "not_found",
            Self::Denied => "denied",
            Self::Unwanted => "unwanted",
        }
    }

    /// The fault of this name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        let all = [
            Self::Missing,
            Self::Differs,
            Self::Spelling,
            Self::NotFound,
            Self::Denied,
            Self::Unwanted,
        ];
        all.into_iter().find(|one| one.name() == name)
    }
}

/// How far a correction is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CorrectionState {
    /// The department has not answered.
    Offered,
    /// It took it over.
    Accepted,
    /// It did not, and said why.
    Refused,
    /// The ground is gone: the department's record, or what the block knows, has changed.
    Withdrawn,
}

impl CorrectionState {
    /// Every state.
    pub const ALL: [Self; 4] = [Self::Offered, Self::Accepted, Self::Refused, Self::Withdrawn];

    /// Its name in the store and in interfaces.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Offered => "offered",
            Self::Accepted => "accepted",
            Self::Refused => "refused",
            Self::Withdrawn => "withdrawn",
        }
    }

    /// The state of this name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.name() == name)
    }
}

/// A correction, without its record and without a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Correction {
    /// Id.
    pub id: Id<CorrectionMark>,
    /// The source it goes to.
    pub source: String,
    /// The field.
    pub field: CorrectedField,
    /// The department's own column.
    pub column: String,
    /// What is wrong.
    pub fault: Fault,
    /// On whose word: the source's title, or another office; nothing where the register says so.
    pub evidence: Option<Text>,
    /// When that source was last read.
    pub evidence_at: Option<Instant>,
    /// How far it is.
    pub state: CorrectionState,
    /// Why it was refused, in the department's words.
    pub reason: String,
    /// When it was found.
    pub found_at: Instant,
    /// When it was answered.
    pub decided_at: Option<Instant>,
    /// The number of the list it went out with.
    pub exchange: Option<i64>,
}

/// How many corrections of a source are how far.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CorrectionCount {
    /// The source.
    pub source: String,
    /// Its title.
    pub title: Text,
    /// Its office.
    pub office: Text,
    /// How many, in the order of [`CorrectionState::ALL`].
    pub counts: [u64; 4],
    /// How many of the offered have gone out with a list.
    pub sent: u64,
}

/// Which corrections.
#[derive(Clone, Debug, Default)]
pub struct CorrectionFilter {
    /// Of this source.
    pub source: Option<String>,
    /// In this state.
    pub state: Option<CorrectionState>,
    /// Of this field.
    pub field: Option<CorrectedField>,
}

/// A list that went out: what, when, by whom, its digest, and the receipt.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Exchange {
    /// Its number.
    pub number: i64,
    /// The source it went to.
    pub source: String,
    /// How many items.
    pub items: u64,
    /// BLAKE3 of the file, in hexadecimal digits.
    pub digest: String,
    /// Why it was made.
    pub reason: String,
    /// When.
    pub sent_at: Instant,
    /// By whom; none for the installation itself.
    pub sent_by: Option<Id<Account>>,
    /// When the department said that it has it.
    pub received_at: Option<Instant>,
    /// Who said so.
    pub received_by: Option<String>,
    /// How many of its items have been answered.
    pub answered: u64,
}

/// A list that goes out.
#[derive(Clone, Copy, Debug)]
pub struct Sent<'a> {
    /// The source it goes to.
    pub source: &'a str,
    /// Its lines.
    pub lines: &'a [CorrectionLine],
    /// BLAKE3 of its file, in hexadecimal digits.
    pub digest: &'a str,
    /// Why it is made.
    pub reason: &'a str,
}

/// What a department says to an item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// The item.
    pub id: Id<CorrectionMark>,
    /// Taken over, or not.
    pub accepted: bool,
    /// Why not.
    pub reason: String,
}

/// The corrections and the log of exchanges.
#[derive(Clone, Debug)]
pub struct Corrections {
    pub(crate) database: Database,
}

impl Corrections {
    /// The corrections in `database`.
    #[must_use]
    pub const fn new(database: Database) -> Self {
        Self { database }
    }

    /// A page of corrections, the newest first, and how many there are, counted up to 10,001.
    pub async fn page(
        &self,
        filter: &CorrectionFilter,
        offset: u32,
        limit: u32,
    ) -> Result<(Vec<Correction>, u64)> {
        store::corrections::page(&self.database, filter, offset, limit).await
    }

    /// How far the corrections of each source are.
    pub async fn counts(&self) -> Result<Vec<CorrectionCount>> {
        store::corrections::counts(&self.database).await
    }

    /// Open corrections of a source with their records and the better values, for who may export them.
    /// [`access::Access::disclose`] opens it once the read is on the log.
    pub async fn list(
        &self,
        access: &Access,
        grant: &Grant,
        source: &str,
        limit: u32,
    ) -> Result<Undisclosed<Vec<CorrectionLine>>> {
        if grant.action() != Action::ExchangeExport {
            return Err(Error::OtherGrant {
                held: grant.action().name(),
                needed: Action::ExchangeExport.name(),
            });
        }
        if *grant.area() != kernel::AreaPath::whole() {
            return Err(access::Error::OutsideGrant.into());
        }
        let (lines, subjects) = list::lines(access, &self.database, source, limit).await?;
        Ok(Undisclosed::new(lines, subjects, list::FIELDS))
    }

    /// The same for the installation itself, under one entry on the log.
    pub async fn list_batch(
        &self,
        access: &Access,
        grant: &BatchGrant,
        source: &str,
        limit: u32,
    ) -> Result<Vec<CorrectionLine>> {
        if !grant.covers("block_correction") {
            return Err(Error::OtherGrant {
                held: "a batch over other tables",
                needed: "block_correction",
            });
        }
        Ok(list::lines(access, &self.database, source, limit).await?.0)
    }

    /// Writes down that a list went out: one recorded action. Its number.
    pub async fn sent(
        &self,
        list: Sent<'_>,
        by: Option<Id<Account>>,
        ids: &Ids,
        clock: &dyn Clock,
    ) -> Result<Exchange> {
        let Sent { source, lines, digest, reason } = list;
        let mut unit = self.database.begin().await?;
        let items: Vec<Id<CorrectionMark>> = lines.iter().map(|line| line.id).collect();
        let exchange = Exchange {
            number: store::corrections::next_number(&mut unit).await?,
            source: source.to_owned(),
            items: items.len() as u64,
            digest: digest.to_owned(),
            reason: reason.to_owned(),
            sent_at: clock.now(),
            sent_by: by,
            received_at: None,
            received_by: None,
            answered: 0,
        };
        store::corrections::insert_exchange(&mut unit, &exchange, &items).await?;
        let action = Recorded {
            kind: "blocks.exchange",
            account: by.map(Id::to_bytes),
            subject: format!("exchange:{}", exchange.number),
            reason: reason.to_owned(),
            detail: format!("{{\"items\":{},\"digest\":\"{digest}\"}}", exchange.items),
        };
        unit.record(&action, ids, clock).await?;
        unit.commit().await?;
        Ok(exchange)
    }

    /// Writes a department's receipt down: one recorded action. Nothing where there is no such list, or its digest is
    /// another.
    pub async fn receipt(
        &self,
        number: i64,
        digest: &str,
        received_by: &str,
        by: Option<Id<Account>>,
        ids: &Ids,
        clock: &dyn Clock,
    ) -> Result<Option<Exchange>> {
        let mut unit = self.database.begin().await?;
        let digest = digest.trim().to_lowercase();
        let now = clock.now();
        if store::corrections::receipt(&mut unit, number, &digest, received_by, now).await? == 0 {
            unit.rollback().await?;
            return Ok(None);
        }
        let action = Recorded {
            kind: "blocks.exchange_receipt",
            account: by.map(Id::to_bytes),
            subject: format!("exchange:{number}"),
            reason: String::new(),
            detail: format!("{{\"digest\":\"{digest}\"}}"),
        };
        unit.record(&action, ids, clock).await?;
        unit.commit().await?;
        store::corrections::exchange(&self.database, number).await
    }

    /// Takes answers: one recorded action. How many items were open and are answered now.
    ///
    /// # Errors
    /// [`Error::NoReason`] where an item is refused without a reason; nothing is answered then.
    pub async fn answer(
        &self,
        answers: &[Answer],
        by: Option<Id<Account>>,
        ids: &Ids,
        clock: &dyn Clock,
    ) -> Result<u64> {
        if answers.iter().any(|answer| !answer.accepted && answer.reason.trim().is_empty()) {
            return Err(Error::NoReason);
        }
        let mut unit = self.database.begin().await?;
        let mut done = 0;
        for answer in answers {
            done += store::corrections::answer(&mut unit, answer, by, clock.now()).await?;
        }
        if done == 0 {
            unit.rollback().await?;
            return Ok(0);
        }
        store::corrections::count_answered(&mut unit).await?;
        let action = Recorded {
            kind: "blocks.answer_corrections",
            account: by.map(Id::to_bytes),
            subject: "corrections:answered".to_owned(),
            reason: String::new(),
            detail: format!("{{\"answers\":{done}}}"),
        };
        unit.record(&action, ids, clock).await?;
        unit.commit().await?;
        Ok(done)
    }

    /// The log of exchanges, the newest first, and how many there are.
    pub async fn exchanges(&self, offset: u32, limit: u32) -> Result<(Vec<Exchange>, u64)> {
        store::corrections::exchanges(&self.database, offset, limit).await
    }

    /// One exchange.
    pub async fn exchange(&self, number: i64) -> Result<Option<Exchange>> {
        store::corrections::exchange(&self.database, number).await
    }
}
