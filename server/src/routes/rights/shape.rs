//! What is kept on somebody, as they read it and take it along.

use blocks::{
    FactSource, OwnFact,
    corrections::{CorrectedField, OwnRequest},
};
use housing::{AccountId, declaration::Declaration};
use kernel::{Day, Instant, Text};
use serde::Serialize;
use utoipa::ToSchema;

use crate::{
    TextShape,
    routes::{dwellings::OwnDwelling, proxies::ProxyRow},
};

/// What is kept on one person.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct OwnData {
    /// Where the schema of this file is.
    pub(super) schema: &'static str,
    /// When this was made.
    #[schema(value_type = String, format = DateTime)]
    pub(super) made_at: Instant,
    /// The person, by the id under which all of it is kept.
    pub(super) person: String,
    /// The account that this was made for.
    pub(super) account: OwnAccount,
    /// Every fact, as each record says it.
    pub(super) facts: Vec<OwnFactRow>,
    /// What one asked about facts, and what became of it.
    pub(super) requests: Vec<OwnRequestRow>,
    /// Cases that one reported with this account, by number: what is in them is on their own page.
    pub(super) cases: Vec<String>,
    /// What was declared of oneself, by oneself or by others, while it is kept.
    pub(super) declarations: Vec<OwnDeclarationRow>,
    /// Dwellings that the account is bound to or asked for.
    pub(super) dwellings: Vec<OwnDwelling>,
    /// Who acts for one, and for whom one acts.
    pub(super) proxies: Vec<ProxyRow>,
}

/// A declaration of oneself: a word until it was verified.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct OwnDeclarationRow {
    /// Its id.
    id: String,
    /// The id of the unit.
    unit: Option<String>,
    /// What one is declared to do there.
    tie: TextShape,
    /// As what the declarant said so.
    by: TextShape,
    /// From which day.
    #[schema(value_type = String, format = Date)]
    from: Day,
    /// The last day, where it is known.
    #[schema(value_type = Option<String>, format = Date)]
    until: Option<Day>,
    /// Where it stands.
    state: TextShape,
    /// Whether one declared it oneself.
    own: bool,
}

impl OwnDeclarationRow {
    /// For the account that reads: what another wrote down as of themselves was not declared by whoever reads it.
    pub(super) fn of(declared: &Declaration, reader: AccountId) -> Self {
        Self {
            id: declared.id.to_string(),
            unit: declared.place.unit.map(|unit| unit.to_string()),
            tie: declared.said.tie.label().into(),
            by: declared.said.by.label().into(),
            from: declared.said.from,
            until: declared.said.until,
            state: declared.state.label().into(),
            own: declared.own && declared.declarant == reader,
        }
    }
}

/// An account.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct OwnAccount {
    /// What it signs in with.
    pub(super) login: String,
    /// What to call it.
    pub(super) name: String,
    /// The language it was set up for: `zh` or `en`.
    pub(super) lang: &'static str,
}

/// One fact, as one record says it.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct OwnFactRow {
    /// Its id, by which one asks about it: the same while the record says so.
    pub(super) id: String,
    /// What it is about: `name`, `sex`, `birth_date`, `document_type`, `document_number`, `phone`, `email`,
    /// `registered_here`, `occupation`, `education` or `relation`.
    pub(super) field: &'static str,
    /// The value: in full where it stands; masked where it does not, since it may be another person's; empty where it is
    /// a relation.
    pub(super) value: String,
    /// What a relation says.
    pub(super) relation: Option<TextShape>,
    /// What a relation goes to: `unit`, `building`, `organisation` or `household`.
    pub(super) to: Option<&'static str>,
    /// What that is called; nothing of a household, whose members are not told of.
    pub(super) to_name: Option<TextShape>,
    /// Its code, of a unit or a building.
    pub(super) to_code: Option<String>,
    /// First valid day.
    #[schema(value_type = Option<String>, format = Date)]
    pub(super) valid_from: Option<Day>,
    /// First day after the end.
    #[schema(value_type = Option<String>, format = Date)]
    pub(super) valid_to: Option<Day>,
    /// The day the record speaks of, where it was told.
    #[schema(value_type = Option<String>, format = Date)]
    pub(super) as_of: Option<Day>,
    /// Whether it stands: no higher or newer record says otherwise.
    pub(super) stands: bool,
    /// Whether the office is told the right value by this page; others one brings there oneself.
    pub(super) takes_value: bool,
    /// The table it is from.
    pub(super) source: TextShape,
    /// The office that keeps it.
    pub(super) office: TextShape,
    /// The law or rule it is kept by; nothing where none was stated.
    pub(super) legal_basis: Option<TextShape>,
    /// The record in that table, masked where it is a number of a person.
    pub(super) record: Option<String>,
    /// When the table was last read.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub(super) recorded_at: Option<Instant>,
}

/// What somebody asked about a fact.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct OwnRequestRow {
    /// Its id.
    id: String,
    /// The fact, by id.
    fact: String,
    /// What it is about.
    field: &'static str,
    /// The table whose office was told.
    source: TextShape,
    /// `correct` or `delete`.
    wish: &'static str,
    /// The value one gave.
    value: Option<String>,
    /// `offered` (no answer yet), `accepted`, `refused` or `withdrawn`.
    state: &'static str,
    /// Why it was refused, in the office's words.
    reason: String,
    /// When one asked.
    #[schema(value_type = String, format = DateTime)]
    asked_at: Instant,
    /// Whether it was sent to the office.
    sent: bool,
    /// When the office answered.
    #[schema(value_type = Option<String>, format = DateTime)]
    decided_at: Option<Instant>,
}

impl From<OwnRequest> for OwnRequestRow {
    fn from(request: OwnRequest) -> Self {
        Self {
            id: request.id.to_string(),
            fact: request.fact,
            field: request.field.name(),
            source: request.source.into(),
            wish: if request.deletes { "delete" } else { "correct" },
            value: request.value,
            state: request.state.name(),
            reason: request.reason,
            asked_at: request.asked_at,
            sent: request.sent,
            decided_at: request.decided_at,
        }
    }
}

impl OwnFactRow {
    /// A fact, with what its relation goes to.
    pub(super) fn of(fact: OwnFact, called: Option<(Text, String)>) -> Self {
        let FactSource { title, office, legal_basis, record, recorded_at, .. } = fact.source;
        let takes = [CorrectedField::Name, CorrectedField::Sex, CorrectedField::BirthDate];
        let (to_name, to_code) = called.unzip();
        Self {
            id: fact.id,
            field: fact.field.name(),
            value: fact.value,
            relation: fact.relation.map(Into::into),
            to: fact.to.map(|to| to.kind.name()),
            to_name: to_name.map(Into::into),
            to_code: to_code.filter(|code| !code.is_empty()),
            valid_from: fact.valid_from,
            valid_to: fact.valid_to,
            as_of: fact.as_of,
            stands: fact.stands,
            takes_value: takes.contains(&fact.field),
            source: title.into(),
            office: office.into(),
            legal_basis: legal_basis.map(Into::into),
            record,
            recorded_at,
        }
    }
}
