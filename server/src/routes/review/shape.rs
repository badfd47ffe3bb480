//! Candidates and records as the screens read them.

use blocks::{Candidate, RecordRole, RecordView, Step};
use kernel::Day;
use serde::Serialize;
use utoipa::ToSchema;

use crate::routes::blocks::shape::FactSource;

/// A record by reference.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct RecordRef {
    /// The source's id.
    source: String,
    /// The record in it.
    record: String,
    /// The role in the record.
    role: String,
}

/// One step of the waterfall.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct EvidenceStep {
    /// The comparison.
    comparison: String,
    /// The level that held.
    level: String,
    /// Bits of evidence: log2 of the Bayes factor.
    weight: f64,
}

/// The standing judgement of a pair.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Standing {
    /// Its id.
    id: String,
    /// `same`, `different` or `unsure`.
    verdict: &'static str,
}

/// A pair of records in the queue: references, weights and levels, no value of a person.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ReviewRow {
    /// Its id.
    id: String,
    /// Its place in the queue, from 1.
    rank: u64,
    /// `person` or `organisation`.
    kind: &'static str,
    /// `contradiction`, `bridge`, `kept_apart` or `near_threshold`.
    reason: &'static str,
    /// Bits of evidence in all, the prior included.
    weight: f64,
    /// The match probability.
    probability: f64,
    /// Whether the run put both into one entity.
    joined: bool,
    /// One record.
    left: RecordRef,
    /// The other.
    right: RecordRef,
    /// The standing judgement.
    judged: Option<Standing>,
}

/// What one record says, masked where it is of a person.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ReviewRecord {
    /// Where it is from.
    source: FactSource,
    /// The role in the record.
    role: String,
    /// The day the record speaks of.
    #[schema(value_type = Option<String>, format = Date)]
    as_of: Option<Day>,
    /// Name.
    name: Option<String>,
    /// `male` or `female`.
    sex: Option<String>,
    /// Birth date.
    #[schema(value_type = Option<String>, format = Date)]
    born_on: Option<Day>,
    /// The document.
    document: Option<String>,
    /// Its number.
    number: Option<String>,
    /// Telephone.
    phone: Option<String>,
    /// Address as written.
    address: Option<String>,
}

impl From<RecordRole> for RecordRef {
    fn from(RecordRole { source, record, role }: RecordRole) -> Self {
        Self { source, record, role }
    }
}

impl From<Step> for EvidenceStep {
    fn from(Step { comparison, level, weight }: Step) -> Self {
        Self { comparison, level, weight }
    }
}

impl From<Candidate> for ReviewRow {
    fn from(found: Candidate) -> Self {
        Self {
            joined: found.is_joined(),
            id: found.id.to_string(),
            rank: found.rank,
            kind: found.kind.name(),
            reason: found.reason.name(),
            weight: found.weight,
            probability: found.probability,
            left: found.left.into(),
            right: found.right.into(),
            judged: found
                .judged
                .map(|(id, verdict)| Standing { id: id.to_string(), verdict: verdict.name() }),
        }
    }
}

impl From<RecordView> for ReviewRecord {
    fn from(view: RecordView) -> Self {
        Self {
            source: view.source.into(),
            role: view.role,
            as_of: view.as_of,
            name: view.name,
            sex: view.sex,
            born_on: view.born_on,
            document: view.document,
            number: view.number,
            phone: view.phone,
            address: view.address,
        }
    }
}
