//! Grants, and what leaves under them.

use kernel::Id;

use crate::{
    Access, Basis, BatchGrant, BatchRequest, Error, FieldSet, Grant, GrantRequest, Person,
    Principal, Purpose, Resource,
    authoriser::Authoriser,
    read_log::{Batch, Entry, Event, Read},
};

/// People read from a store, still shut.
///
/// A store wraps what it found with the people in it and the fields shown;
/// only [`Access::disclose`] opens it, once the read is on the log.
#[derive(Debug)]
#[must_use = "nothing leaves until Access::disclose opens it"]
pub struct Undisclosed<T> {
    value: T,
    subjects: Vec<Id<Person>>,
    fields: FieldSet,
}

impl<T> Undisclosed<T> {
    /// Shuts `value`, which shows `fields` of `subjects`.
    pub fn new(value: T, subjects: Vec<Id<Person>>, fields: FieldSet) -> Self {
        Self { value, subjects, fields }
    }

    /// Puts the read on the log of these people too.
    pub fn concerning(mut self, people: impl IntoIterator<Item = Id<Person>>) -> Self {
        for person in people {
            if !self.subjects.contains(&person) {
                self.subjects.push(person);
            }
        }
        self
    }
}

impl Access {
    /// Grants what `request` asks, if a policy permits it to `principal`.
    ///
    /// # Errors
    /// [`Error::NoCase`] where it is for a case that nobody confirmed to be the principal's
    /// ([`CaseGround`](crate::CaseGround)), and where a case is to be handled and none is named.
    pub fn grant(&self, principal: &Principal, request: GrantRequest) -> Result<Grant, Error> {
        let action = request.action;
        if !request.basis.is_stated() {
            return Err(Error::NoBasis { action });
        }
        let resource = Resource { area: request.area.clone(), subject: request.subject };
        let ground = Some((request.purpose, &request.basis));
        let authoriser = Authoriser::of_program()?;
        let permitting = authoriser.permits(principal, action, &resource, ground);
        let role = permitting.filter(|_| action.is_personal()).ok_or(Error::Denied { action })?;
        let is_theirs = match &request.basis {
            Basis::Case(case) => case.is_confirmed_for(principal.account),
            _ => request.purpose != Purpose::CaseHandling,
        };
        if !is_theirs {
            return Err(Error::NoCase { action });
        }
        Ok(Grant {
            id: self.ids.next(),
            account: principal.account,
            role,
            office: principal.office.clone(),
            request,
        })
    }

    /// Grants `principal` a look at their own data.
    pub fn grant_own(&self, principal: &Principal, action: crate::Action) -> Result<Grant, Error> {
        let person = principal.person.ok_or(Error::Denied { action })?;
        let request = GrantRequest {
            action,
            purpose: Purpose::Own,
            basis: Basis::Own,
            area: kernel::AreaPath::whole(),
            subject: Some(person),
        };
        self.grant(principal, request)
    }

    /// Lets a batch run at whole tables. The one entry of the run is on the log
    /// when this returns.
    pub async fn batch_grant(&self, request: BatchRequest) -> Result<BatchGrant, Error> {
        let grant = BatchGrant { id: self.ids.next(), request };
        let batch = Batch { grant: grant.id, request: grant.request.clone() };
        let entry = Entry { at: self.now(), event: Event::Batch(batch), subjects: Vec::new() };
        self.log.append(&entry).await?;
        Ok(grant)
    }

    /// Opens what a store found under `grant`, once the read is on the log.
    /// People outside the grant, or none at all, are no read: the first is
    /// refused, the second leaves no entry.
    ///
    /// # Errors
    /// [`Error::TooManyPeople`] where the account was shown as many in an hour as the installation lets it.
    pub async fn disclose<T>(&self, grant: &Grant, shut: Undisclosed<T>) -> Result<T, Error> {
        let Undisclosed { value, subjects, fields } = shut;
        if subjects.is_empty() {
            return Ok(value);
        }
        let only = grant.subject();
        if only.is_some_and(|only| subjects.iter().any(|subject| *subject != only)) {
            return Err(Error::OutsideGrant);
        }
        if let Basis::Emergency(id) = grant.request.basis {
            self.covered_by_emergency(id, grant).await?;
        }
        if let Basis::Proxy(id) = grant.request.basis {
            self.covered_by_proxy(id, grant).await?;
        }
        if !matches!(grant.request.basis, Basis::Emergency(_) | Basis::Own) {
            let most = self.settings.people_an_hour;
            self.allowance.take(grant.account, subjects.len(), most, self.now())?;
        }
        let delay = self.delay_of(grant).await?;
        let read = Read {
            grant: grant.id,
            account: grant.account,
            role: grant.role,
            office: grant.office.clone(),
            action: grant.action(),
            purpose: grant.purpose(),
            basis: grant.request.basis.clone(),
            fields: fields.bits(),
            own: grant.request.basis == Basis::Own,
            delay,
        };
        let entry = Entry { at: self.now(), event: Event::Read(read), subjects };
        self.log.append(&entry).await?;
        Ok(value)
    }
}
