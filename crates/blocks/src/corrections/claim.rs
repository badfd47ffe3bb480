//! On whose word: the person. Somebody says that a fact about them is wrong, or asks that it be deleted; the office that
//! keeps the record decides, and they read what it says.

use access::{Access, Account, Grant, SealedPlace, SealedTable};
use database::Action as Recorded;
use kernel::{Clock, Day, Id, Ids, Instant, Text};

use super::{CorrectedField, CorrectionMark, CorrectionState, Corrections, Fault, Item};
use crate::{Claimable, EndKind, Error, Result, own::owner, store};

/// What the values are sealed for.
const PLACE: &str = "block_claim.value";

/// The column of values that people give, for the sealing anew.
pub(crate) const SEALED: SealedTable = SealedTable {
    table: "block_claim",
    key: (&[], "correction_id"),
    sealed: "value",
    place: SealedPlace::Fixed(PLACE),
};

/// What somebody wishes of a fact about them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wish {
    /// It is wrong; with the right value where it may be told to the office.
    Correct(Option<String>),
    /// It is to be deleted.
    Delete,
}

/// What somebody asked about a fact, and what became of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnRequest {
    /// Its id: of a correction.
    pub id: Id<CorrectionMark>,
    /// The fact.
    pub fact: String,
    /// What it is about.
    pub field: CorrectedField,
    /// The source that was told.
    pub source: Text,
    /// Whether it is to be deleted; else it is wrong.
    pub deletes: bool,
    /// The value that the person gave.
    pub value: Option<String>,
    /// How far it is.
    pub state: CorrectionState,
    /// Why it was refused, in the office's words.
    pub reason: String,
    /// When it was asked.
    pub asked_at: Instant,
    /// Whether it went out with a list.
    pub sent: bool,
    /// When it was answered.
    pub decided_at: Option<Instant>,
}

/// Most requests of one person that wait.
const WAITING: u64 = 50;
/// Longest value, in characters.
const LONGEST: usize = 100;

/// The role under which a claim stands: a mapping's role never begins like this.
pub(crate) fn role_of(fact: &str) -> String {
    format!("@{fact}")
}

/// Whether a role is a claim's.
pub(crate) fn is_claim(role: &str) -> bool {
    role.starts_with('@')
}

/// On whose word a claim is.
pub(crate) fn word() -> Text {
    Text::new("本人", "The person")
}

impl Corrections {
    /// Tells the office that keeps a record what the person wishes of a fact in it: one recorded action. `column` is the
    /// department's own.
    ///
    /// # Errors
    /// [`Error::AskedAlready`] where the same is asked and not answered, [`Error::TooManyRequests`] and
    /// [`Error::BadValue`].
    pub async fn ask(
        &self,
        access: &Access,
        grant: &Grant,
        (claim, column): (&Claimable, &str),
        wish: &Wish,
        by: Id<Account>,
        (ids, clock): (&Ids, &dyn Clock),
    ) -> Result<()> {
        if owner(grant)? != claim.person {
            return Err(access::Error::OutsideGrant.into());
        }
        let value = match wish {
            Wish::Correct(Some(value)) => good(claim.fact.field, value)?,
            Wish::Correct(None) | Wish::Delete => String::new(),
        };
        let sealed = access.sealer().seal(PLACE, &value)?;
        let fault = if *wish == Wish::Delete { Fault::Unwanted } else { Fault::Denied };
        let now = clock.now();
        let item = Item {
            id: ids.next(),
            record: claim.fact.evidence.record.clone(),
            role: role_of(&claim.fact.id),
            field: claim.fact.field,
            column: column.to_owned(),
            fault,
            about: Some((EndKind::Person, claim.person.to_bytes())),
            evidence: None,
            evidence_at: Some(now.micros()),
        };
        let mut unit = self.database.begin().await?;
        if store::claims::waiting(&unit, claim.person).await? >= WAITING {
            return Err(Error::TooManyRequests);
        }
        let source = &claim.source.id;
        if !store::claims::insert(&mut unit, source, &item, (claim.person, sealed), now).await? {
            return Err(Error::AskedAlready);
        }
        let action = Recorded {
            kind: "blocks.claim",
            account: Some(by.to_bytes()),
            subject: format!("correction:{}", item.id),
            reason: String::new(),
            detail: format!("{{\"fault\":\"{}\"}}", fault.name()),
        };
        unit.record(&action, ids, clock).await?;
        Ok(unit.commit().await?)
    }

    /// Takes back what was asked and not answered yet: one recorded action. Whether there was such a request.
    pub async fn take_back(
        &self,
        grant: &Grant,
        id: Id<CorrectionMark>,
        by: Id<Account>,
        (ids, clock): (&Ids, &dyn Clock),
    ) -> Result<bool> {
        let person = owner(grant)?;
        let mut unit = self.database.begin().await?;
        if !store::claims::withdraw(&mut unit, id, person, clock.now()).await? {
            return Ok(false);
        }
        let action = Recorded {
            kind: "blocks.unclaim",
            account: Some(by.to_bytes()),
            subject: format!("correction:{id}"),
            reason: String::new(),
            detail: "{}".to_owned(),
        };
        unit.record(&action, ids, clock).await?;
        unit.commit().await?;
        Ok(true)
    }

    /// What the person whom the grant is for asked, the latest first.
    pub async fn requests(&self, access: &Access, grant: &Grant) -> Result<Vec<OwnRequest>> {
        let found = store::claims::of_person(&self.database, owner(grant)?).await?;
        let open = |(mut request, sealed): (OwnRequest, Vec<u8>)| {
            let value = value_of(access, &sealed)?;
            request.value = (!value.is_empty()).then_some(value);
            Ok(request)
        };
        found.into_iter().map(open).collect()
    }
}

/// The value that a person gave; empty where they gave none.
pub(crate) fn value_of(access: &Access, sealed: &[u8]) -> Result<String> {
    Ok(access.sealer().open_value(PLACE, sealed)?)
}

/// The right value as the office is told it. Numbers of documents and telephones are told to no office: the person brings
/// them there.
fn good(field: CorrectedField, written: &str) -> Result<String> {
    let value = written.trim();
    let plain =
        (1..=LONGEST).contains(&value.chars().count()) && !value.chars().any(char::is_control);
    let fits = match field {
        CorrectedField::Name => true,
        CorrectedField::Sex => ["male", "female"].contains(&value),
        CorrectedField::BirthDate => value.parse::<Day>().is_ok(),
        _ => false,
    };
    (plain && fits).then(|| value.to_owned()).ok_or(Error::BadValue)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_an_office_may_be_told_is_taken_as_a_value() {
        let taken = |field, value: &str| good(field, value).ok();
        assert_eq!(taken(CorrectedField::Name, " 王小明 ").as_deref(), Some("王小明"));
        assert!(taken(CorrectedField::Name, "").is_none());
        assert!(taken(CorrectedField::Name, "a\nb").is_none());
        assert!(taken(CorrectedField::Sex, "female").is_some());
        assert!(taken(CorrectedField::Sex, "f").is_none());
        assert!(taken(CorrectedField::BirthDate, "1980-02-30").is_none());
        assert!(taken(CorrectedField::BirthDate, "1980-02-28").is_some());
        assert!(taken(CorrectedField::DocumentNumber, "990106198104170014").is_none());
        assert!(taken(CorrectedField::Phone, "19900001234").is_none());
    }
}
