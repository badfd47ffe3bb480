//! The review queue: the pairs of records most worth a person's look.

use access::{Access, Field, FieldSet, Grant, Undisclosed, mask_id, mask_name, mask_phone};
use database::Database;
use kernel::{AreaPath, Day, Entity, Id};
use serde::{Deserialize, Serialize};

use crate::{
    End, EndKind, Error, FactSource, JudgementMark, RecordRole, Result, Verdict, store,
    vault::open_masked, view::Sources,
};

/// Marks the ids of review candidates.
#[derive(Debug)]
pub struct CandidateMark;
impl Entity for CandidateMark {
    const NAME: &'static str = "candidate";
}

/// Why a pair is worth a look.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CandidateReason {
    /// The run put the two into one entity although they contradict each other.
    Contradiction,
    /// One link alone holds two parts of an entity together.
    Bridge,
    /// Strong evidence for one entity, yet the run kept them apart.
    KeptApart,
    /// The weight is close to the threshold, on either side.
    NearThreshold,
    /// It was drawn at random, so that what is judged of the sample tells how right the run is.
    Sample,
}

impl CandidateReason {
    /// Every reason.
    pub const ALL: [Self; 5] =
        [Self::Contradiction, Self::Bridge, Self::KeptApart, Self::NearThreshold, Self::Sample];

    /// Its name in the store.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Contradiction => "contradiction",
            Self::Bridge => "bridge",
            Self::KeptApart => "kept_apart",
            Self::NearThreshold => "near_threshold",
            Self::Sample => "sample",
        }
    }

    /// The reason of this name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.name() == name)
    }
}

/// One step of a waterfall: what a comparison adds to the weight. It names levels, never values. The first, `prior`, is
/// what two records drawn at random begin with; a last one, `related`, takes back what related entities would share too.
/// Together they are the weight.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Step {
    /// The comparison, such as `name`.
    pub comparison: String,
    /// The level that held, or *no evidence*.
    pub level: String,
    /// log2 of the Bayes factor.
    pub weight: f64,
}

/// A candidate on its way into the queue, with what its records say.
#[derive(Clone, Debug, PartialEq)]
pub struct NewCandidate {
    /// Why it is worth a look.
    pub reason: CandidateReason,
    /// One record.
    pub left: RecordRow,
    /// The entity of the left record.
    pub left_entity: End,
    /// The other record.
    pub right: RecordRow,
    /// The entity of the right record: of the same kind, and the same one where the run joined them.
    pub right_entity: End,
    /// log2 of the odds that both are one, prior included.
    pub weight: f64,
    /// The match probability.
    pub probability: f64,
    /// The smallest area that holds the places of both; the whole installation where one has none.
    pub area: AreaPath,
    /// The waterfall, in the order of the settings.
    pub steps: Vec<Step>,
}

/// What one record says of one person or organisation: kept only for records in the queue, as long as their generation.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RecordRow {
    /// The record's role.
    pub record: Option<RecordRole>,
    /// The day the record speaks of.
    pub as_of: Option<Day>,
    /// Name as written.
    pub name: Option<String>,
    /// `male` or `female`.
    pub sex: Option<String>,
    /// Birth date.
    pub born_on: Option<Day>,
    /// The identity document.
    pub document: Option<String>,
    /// Its number's token.
    pub number_token: Option<[u8; 16]>,
    /// The telephone's token.
    pub phone_token: Option<[u8; 16]>,
    /// An organisation's public number.
    pub public_number: Option<String>,
    /// The place of the written address, where it was matched.
    pub place: Option<End>,
    /// The address as written.
    pub address: Option<String>,
}

/// A candidate as listed: records by reference, no value of a person.
#[derive(Clone, Debug, PartialEq)]
pub struct Candidate {
    /// Id.
    pub id: Id<CandidateMark>,
    /// Rank in its generation, from 1: the most worth a look first.
    pub rank: u64,
    /// `Person` or `Organisation`.
    pub kind: EndKind,
    /// Why it is worth a look.
    pub reason: CandidateReason,
    /// One record.
    pub left: RecordRole,
    /// Its entity.
    pub left_entity: [u8; 16],
    /// The other record.
    pub right: RecordRole,
    /// Its entity.
    pub right_entity: [u8; 16],
    /// log2 of the odds that both are one.
    pub weight: f64,
    /// The match probability.
    pub probability: f64,
    /// The smallest area that holds both.
    pub area: AreaPath,
    /// The waterfall.
    pub steps: Vec<Step>,
    /// The standing judgement of the two records.
    pub judged: Option<(Id<JudgementMark>, Verdict)>,
}

impl Candidate {
    /// Whether the run put both into one entity.
    #[must_use]
    pub fn is_joined(&self) -> bool {
        self.left_entity == self.right_entity
    }
}

/// Which candidates.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QueueFilter {
    /// `Person` or `Organisation`.
    pub kind: EndKind,
    /// Only for this reason; every one but the sample where none is given, for its pairs may stand in the queue as well.
    pub reason: Option<CandidateReason>,
    /// Those judged (`true`), those not (`false`), or both.
    pub judged: Option<bool>,
    /// Only candidates that lie whole in this area.
    pub area: AreaPath,
    /// Left out from the beginning.
    pub offset: u32,
    /// Most to be returned; 200 at most.
    pub limit: u32,
}

/// A page of candidates.
#[derive(Clone, Debug, PartialEq)]
pub struct CandidatePage {
    /// The page, the most worth a look first.
    pub rows: Vec<Candidate>,
    /// How many there are.
    pub total: u64,
}

/// What one record says, masked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RecordView {
    /// Where it is from.
    pub source: FactSource,
    /// The role in the record.
    pub role: String,
    /// The day the record speaks of.
    pub as_of: Option<Day>,
    /// A person's name, masked; an organisation's in full.
    pub name: Option<String>,
    /// `male` or `female`.
    pub sex: Option<String>,
    /// Birth date.
    pub born_on: Option<Day>,
    /// The identity document.
    pub document: Option<String>,
    /// A person's number, masked; an organisation's public one in full.
    pub number: Option<String>,
    /// Telephone, masked.
    pub phone: Option<String>,
    /// Address as written.
    pub address: Option<String>,
}

/// One field of both records side by side.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Agreement {
    /// `name`, `sex`, `born_on`, `number`, `phone`, `place` or `address`.
    pub field: &'static str,
    /// Whether both state it and the same; `None` where one does not. Told of the values behind the masks.
    pub same: Option<bool>,
}

/// A candidate with what both records say.
#[derive(Clone, Debug, PartialEq)]
pub struct CandidateView {
    /// The candidate.
    pub candidate: Candidate,
    /// What the left record says.
    pub left: RecordView,
    /// What the right record says.
    pub right: RecordView,
    /// Which fields agree.
    pub agreements: Vec<Agreement>,
}

/// Fields of a person that a candidate shows.
const SHOWN: FieldSet = FieldSet::of(&[
    Field::NameMasked,
    Field::Sex,
    Field::BirthDate,
    Field::DocumentType,
    Field::DocumentNumberMasked,
    Field::PhoneMasked,
    Field::Residence,
    Field::Sources,
]);

/// The review queue of the current generation.
#[derive(Clone, Debug)]
pub struct Review {
    database: Database,
}

impl Review {
    /// The queue in `database`.
    #[must_use]
    pub const fn new(database: Database) -> Self {
        Self { database }
    }

    /// A page of candidates: references, weights and levels; no value of a person.
    pub async fn queue(&self, filter: &QueueFilter) -> Result<CandidatePage> {
        let generation = store::generation(&self.database).await?;
        let (rows, total) = store::review::page(&self.database, generation, filter).await?;
        Ok(CandidatePage { rows, total })
    }

    /// One candidate without what its records say.
    pub async fn find(&self, id: Id<CandidateMark>) -> Result<Option<Candidate>> {
        let generation = store::generation(&self.database).await?;
        store::review::find(&self.database, generation, id).await
    }

    /// A candidate of people with both records, masked; the grant names `action`, as the route asked for it.
    ///
    /// [`Access::disclose`] opens it once the read, of both entities, is on the log.
    ///
    /// # Errors
    /// [`Error::OtherGrant`] for a grant of another action, and access' own where the candidate lies outside its area.
    pub async fn candidate(
        &self,
        access: &Access,
        grant: &Grant,
        id: Id<CandidateMark>,
    ) -> Result<Option<Undisclosed<CandidateView>>> {
        if grant.action() != access::Action::BlocksViewPeople {
            return Err(Error::OtherGrant {
                held: grant.action().name(),
                needed: access::Action::BlocksViewPeople.name(),
            });
        }
        let Some(found) = self.find(id).await? else { return Ok(None) };
        if !grant.area().contains(&found.area) {
            return Err(access::Error::OutsideGrant.into());
        }
        let mut subjects = vec![Id::from_bytes(found.left_entity)];
        if !found.is_joined() {
            subjects.push(Id::from_bytes(found.right_entity));
        }
        let people = found.kind == EndKind::Person;
        let view = self.view(Some(access), found).await?;
        Ok(view
            .map(|view| Undisclosed::new(view, if people { subjects } else { Vec::new() }, SHOWN)))
    }

    /// A candidate of organisations with both records; `None` for a candidate of people.
    pub async fn of_organisations(&self, id: Id<CandidateMark>) -> Result<Option<CandidateView>> {
        match self.find(id).await? {
            Some(found) if found.kind == EndKind::Organisation => self.view(None, found).await,
            _ => Ok(None),
        }
    }

    async fn view(
        &self,
        access: Option<&Access>,
        candidate: Candidate,
    ) -> Result<Option<CandidateView>> {
        let (generation, sources) = store::sources::told(&self.database).await?;
        // Records are named under a grant alone.
        let sources = if access.is_some() { sources.with_records() } else { sources };
        let mut sides = Vec::new();
        for record in [&candidate.left, &candidate.right] {
            let found = store::review::record(&self.database, generation, candidate.kind, record);
            let Some(row) = found.await? else { return Ok(None) };
            let view = self.record(access, candidate.kind, record, &row, &sources).await?;
            sides.push((row, view));
        }
        let Some(((right_row, right), (left_row, left))) = sides.pop().zip(sides.pop()) else {
            return Ok(None);
        };
        let agreements = agreements(&left_row, &right_row);
        Ok(Some(CandidateView { candidate, left, right, agreements }))
    }

    async fn record(
        &self,
        access: Option<&Access>,
        kind: EndKind,
        record: &RecordRole,
        row: &RecordRow,
        sources: &Sources,
    ) -> Result<RecordView> {
        let person = kind == EndKind::Person;
        let (mut number, mut phone) = (row.public_number.clone(), None);
        if let Some(access) = access {
            if let Some(token) = &row.number_token {
                let sealed =
                    store::contacts::sealed(&self.database, "identity_number", token).await?;
                number = open_masked(access, "identity_number", sealed.as_deref(), mask_id)?;
            }
            if let Some(token) = &row.phone_token {
                let sealed = store::contacts::sealed(&self.database, "phone", token).await?;
                phone = open_masked(access, "phone", sealed.as_deref(), mask_phone)?;
            }
        }
        let name = row.name.as_deref();
        Ok(RecordView {
            source: sources.fact(&record.source, &record.record),
            role: record.role.clone(),
            as_of: row.as_of,
            name: name.map(|name| if person { mask_name(name) } else { name.to_owned() }),
            sex: row.sex.clone(),
            born_on: row.born_on,
            document: row.document.clone(),
            number,
            phone,
            address: row.address.clone(),
        })
    }
}

fn agreements(left: &RecordRow, right: &RecordRow) -> Vec<Agreement> {
    fn both<T: PartialEq>(left: Option<&T>, right: Option<&T>) -> Option<bool> {
        left.zip(right).map(|(left, right)| left == right)
    }
    let of = |field, same| Agreement { field, same };
    vec![
        of("name", both(left.name.as_ref(), right.name.as_ref())),
        of("sex", both(left.sex.as_ref(), right.sex.as_ref())),
        of("born_on", both(left.born_on.as_ref(), right.born_on.as_ref())),
        of(
            "number",
            both(left.number_token.as_ref(), right.number_token.as_ref())
                .or_else(|| both(left.public_number.as_ref(), right.public_number.as_ref())),
        ),
        of("phone", both(left.phone_token.as_ref(), right.phone_token.as_ref())),
        of("place", both(left.place.as_ref(), right.place.as_ref())),
        of("address", both(left.address.as_ref(), right.address.as_ref())),
    ]
}
