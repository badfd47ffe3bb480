//! The auditor's search of the log of reads, itself a read of everybody in it.

use kernel::{AreaPath, Id, Instant};

use crate::{
    Access, Action, Basis, Error, Field, FieldSet, Grant, GrantRequest, Person, Principal, Purpose,
    ReadOfPerson, Undisclosed, store::reads as store,
};

/// What an auditor looks for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AuditFilter {
    /// Reads of this person.
    pub person: Option<Id<Person>>,
    /// Reads by this login.
    pub login: Option<String>,
    /// Reads for this purpose.
    pub purpose: Option<Purpose>,
    /// Reads on this kind of ground.
    pub basis: Option<String>,
    /// Reads at this moment or later.
    pub from: Option<Instant>,
    /// Reads before this moment.
    pub to: Option<Instant>,
}

/// One read, as an auditor sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuditedRead {
    /// What the log says.
    pub read: ReadOfPerson,
    /// What the account signs in with; empty for the operator of the machine.
    pub login: String,
    /// Whose data.
    pub people: Vec<Id<Person>>,
}

/// A page of them, latest first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuditPage {
    /// The reads.
    pub reads: Vec<AuditedRead>,
    /// How many there are on all pages.
    pub total: u64,
}

impl Access {
    /// The grant to search the log: an auditor's, over the whole district (an
    /// entry says who was read, not where), on a stated ground.
    pub fn grant_audit(&self, principal: &Principal, basis: Basis) -> Result<Grant, Error> {
        let request = GrantRequest {
            action: Action::ReadsAudit,
            purpose: Purpose::Audit,
            basis,
            area: AreaPath::whole(),
            subject: None,
        };
        self.grant(principal, request)
    }

    /// Searches the log under `grant`. Everybody on the page is on the log as
    /// read (that somebody looked at who looked) before it returns.
    pub async fn audit(
        &self,
        grant: &Grant,
        filter: &AuditFilter,
        limit: u32,
        offset: u64,
    ) -> Result<AuditPage, Error> {
        if grant.action() != Action::ReadsAudit {
            return Err(Error::OutsideGrant);
        }
        self.index_reads().await?;
        let page = store::search(&self.database, filter, limit, offset).await?;
        let mut people: Vec<Id<Person>> =
            page.reads.iter().flat_map(|read| read.people.iter().copied()).collect();
        people.sort_unstable();
        people.dedup();
        let shut = Undisclosed::new(page, people, FieldSet::of(&[Field::Reads]));
        self.disclose(grant, shut).await
    }
}
