//! Candidates and records as the screens read them.

use std::collections::BTreeMap;

use blocks::{Candidate, PersonView, RecordRole, RecordView, RunBook, Step};
use kernel::{Day, Text};
use serde::Serialize;
use utoipa::ToSchema;

use crate::{AppState, Problem, TextShape, routes::blocks::shape::FactSource};

/// Which source a record is from: all that is told of a record outside a grant, since a department may key its rows by a
/// number of a person.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct SourceRef {
    /// The source's id.
    source: String,
    /// Its title.
    #[schema(value_type = TextShape)]
    title: Text,
}

/// The titles of all sources.
pub(crate) struct Titles(BTreeMap<String, Text>);

impl Titles {
    /// Reads them: one query.
    pub(crate) async fn read(state: &AppState) -> Result<Self, Problem> {
        Ok(Self(RunBook::new(state.database.clone()).titles().await?))
    }

    /// Those that the lineage of these people is told with: none is read where nobody's records merged or split.
    pub(crate) async fn for_people(
        state: &AppState,
        people: &[PersonView],
    ) -> Result<Self, Problem> {
        if people.iter().all(|person| person.lineage.is_empty()) {
            return Ok(Self(BTreeMap::new()));
        }
        Self::read(state).await
    }

    /// The source of a record, and nothing else of it.
    pub(crate) fn source_of(&self, record: RecordRole) -> SourceRef {
        self.named(record.source)
    }

    /// A source by its id; the id itself where it is no longer read.
    pub(crate) fn named(&self, source: String) -> SourceRef {
        let title = self.0.get(&source).cloned();
        SourceRef { title: title.unwrap_or_else(|| Text::new(&source, &source)), source }
    }
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

/// A pair of records in the queue: sources, weights and levels; neither a record's key nor a value of a person.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ReviewRow {
    /// Its id.
    id: String,
    /// Its place in the queue, from 1.
    rank: u64,
    /// `person` or `organisation`.
    kind: &'static str,
    /// `contradiction`, `bridge`, `kept_apart`, `near_threshold` or `sample`.
    reason: &'static str,
    /// Bits of evidence in all, the prior included.
    weight: f64,
    /// The match probability.
    probability: f64,
    /// Whether the run put both into one entity.
    joined: bool,
    /// The source of one record.
    left: SourceRef,
    /// The source of the other.
    right: SourceRef,
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

impl From<Step> for EvidenceStep {
    fn from(Step { comparison, level, weight }: Step) -> Self {
        Self { comparison, level, weight }
    }
}

impl ReviewRow {
    /// A candidate as it is listed.
    pub(crate) fn of(found: Candidate, titles: &Titles) -> Self {
        Self {
            joined: found.is_joined(),
            id: found.id.to_string(),
            rank: found.rank,
            kind: found.kind.name(),
            reason: found.reason.name(),
            weight: found.weight,
            probability: found.probability,
            left: titles.source_of(found.left),
            right: titles.source_of(found.right),
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
