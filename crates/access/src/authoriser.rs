//! Asks the policies.

use std::{
    collections::{HashMap, HashSet},
    str::FromStr as _,
    sync::{Mutex, PoisonError},
};

use cedar_policy::{
    Authorizer, Context, Decision, Entities, Entity, EntityId, EntityTypeName, EntityUid,
    PolicySet, Request, RestrictedExpression, Schema, ValidationMode, Validator,
};
use kernel::{AreaPath, Id};

use crate::{Action, Assignment, Basis, Error, Person, Principal, Purpose, Role, policies};

/// What an action is done to: something in an area, perhaps about a person.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Resource {
    /// Where it stands; the whole installation where the path is empty.
    pub area: AreaPath,
    /// Whom it is about, where that is one person.
    pub subject: Option<Id<Person>>,
}

impl Resource {
    /// Something in `area`.
    #[must_use]
    pub const fn within(area: AreaPath) -> Self {
        Self { area, subject: None }
    }

    /// Something about `person`.
    #[must_use]
    pub const fn about(person: Id<Person>) -> Self {
        Self { area: AreaPath::whole(), subject: Some(person) }
    }
}

/// The purpose and the kind of basis that a personal action is weighed with.
pub(crate) type Ground = (Purpose, &'static str);

/// The policies, parsed once, and what was found to follow from them for a role.
pub(crate) struct Authoriser {
    authorizer: Authorizer,
    policies: PolicySet,
    types: Types,
    anywhere: Mutex<HashMap<(Role, Action, bool), bool>>,
}

struct Types {
    account: EntityTypeName,
    action: EntityTypeName,
    area: EntityTypeName,
    person: EntityTypeName,
    resource: EntityTypeName,
    role: EntityTypeName,
}

/// Stands for a person where only sameness matters.
const SOMEBODY: Id<Person> = Id::from_bytes([0; 16]);

impl Authoriser {
    /// Parses the policies and checks them against the schema.
    pub(crate) fn new() -> Result<Self, Error> {
        let mut all = PolicySet::new();
        for (file, text) in policies::FILES {
            let fault = |problem: String| Error::Policy(format!("{file}: {problem}"));
            let set = PolicySet::from_str(text).map_err(|error| fault(error.to_string()))?;
            for policy in set.policies() {
                let id = policy
                    .annotation("id")
                    .ok_or_else(|| fault("every policy needs an @id".to_owned()))?;
                let named = policy.new_id(cedar_policy::PolicyId::new(id));
                all.add(named).map_err(|error| fault(error.to_string()))?;
            }
        }
        let (schema, _) = Schema::from_cedarschema_str(&policies::schema())
            .map_err(|error| Error::Policy(error.to_string()))?;
        let checked = Validator::new(schema).validate(&all, ValidationMode::Strict);
        if let Some(problem) = checked.validation_errors().next() {
            return Err(Error::Policy(problem.to_string()));
        }
        Ok(Self {
            authorizer: Authorizer::new(),
            policies: all,
            types: Types::new()?,
            anywhere: Mutex::default(),
        })
    }

    /// Whether any of `principal`'s roles permits `action` somewhere, on some
    /// ground. Decides what a screen offers and refuses strangers before
    /// anything is looked up; never replaces [`Self::permits`].
    pub(crate) fn permits_somewhere(&self, principal: &Principal, action: Action) -> bool {
        let is_person = principal.person.is_some();
        principal.assignments.iter().any(|held| self.finds(held.role, action, is_person))
    }

    /// The first of `principal`'s roles that permits `action` on `resource`.
    pub(crate) fn permits(
        &self,
        principal: &Principal,
        action: Action,
        resource: &Resource,
        ground: Option<(Purpose, &Basis)>,
    ) -> Option<Role> {
        let ground = ground.map(|(purpose, basis)| (purpose, basis.kind()));
        let permits = |assignment: &&Assignment| {
            self.decides(assignment, principal.person, action, resource, ground).unwrap_or(false)
        };
        principal.assignments.iter().find(permits).map(|assignment| assignment.role)
    }

    /// One role's decision. An error inside the engine is a refusal.
    pub(crate) fn decides(
        &self,
        assignment: &Assignment,
        person: Option<Id<Person>>,
        action: Action,
        resource: &Resource,
        ground: Option<Ground>,
    ) -> Result<bool, Box<dyn std::error::Error>> {
        let types = &self.types;
        let account = uid(&types.account, "caller");
        let thing = uid(&types.resource, "thing");
        let entity = |id: Id<Person>| {
            RestrictedExpression::new_entity_uid(uid(&types.person, &id.to_string()))
        };
        let area_of = |path: &AreaPath| uid(&types.area, path.as_str());

        let scope = RestrictedExpression::new_entity_uid(area_of(&assignment.area));
        let mut about_caller = HashMap::from([("scope".to_owned(), scope)]);
        about_caller.extend(person.map(|id| ("person".to_owned(), entity(id))));
        let about_thing = resource.subject.map(|id| ("subject".to_owned(), entity(id)));
        let role = uid(&types.role, assignment.role.name());
        let mut entities = vec![
            Entity::new(account.clone(), about_caller, HashSet::from([role]))?,
            Entity::new(
                thing.clone(),
                about_thing.into_iter().collect(),
                HashSet::from([area_of(&resource.area)]),
            )?,
        ];
        entities.extend(upward(&resource.area).map(|(area, above)| {
            let above = above.map(|path| uid(&types.area, path)).into_iter().collect();
            Entity::new_no_attrs(uid(&types.area, area), above)
        }));
        let context = match ground {
            Some((purpose, basis)) => Context::from_pairs([
                ("purpose".to_owned(), RestrictedExpression::new_string(purpose.name().to_owned())),
                ("basis".to_owned(), RestrictedExpression::new_string(basis.to_owned())),
            ])?,
            None => Context::empty(),
        };
        let request =
            Request::new(account, uid(&types.action, action.name()), thing, context, None)?;
        let entities = Entities::from_entities(entities, None)?;
        let response = self.authorizer.is_authorized(&request, &self.policies, &entities);
        // A policy that could not be evaluated is left out by the engine; if it
        // was a `forbid`, leaving it out would permit. So an error refuses.
        let clean = response.diagnostics().errors().next().is_none();
        Ok(clean && response.decision() == Decision::Allow)
    }

    /// Whether `role` permits `action` anywhere on any ground; found once.
    fn finds(&self, role: Role, action: Action, is_person: bool) -> bool {
        let found = || self.anywhere.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = found().get(&(role, action, is_person)) {
            return *known;
        }
        let whole = Assignment::new(role, AreaPath::whole());
        let person = is_person.then_some(SOMEBODY);
        let resource = Resource { area: AreaPath::whole(), subject: person };
        let permits =
            |ground| self.decides(&whole, person, action, &resource, ground).unwrap_or(false);
        let permitted = if action.is_personal() {
            let every = |purpose: &Purpose| Basis::KINDS.map(|kind| (*purpose, kind));
            Purpose::ALL.iter().flat_map(every).map(Some).any(permits)
        } else {
            permits(None)
        };
        found().insert((role, action, is_person), permitted);
        permitted
    }
}

impl Types {
    fn new() -> Result<Self, Error> {
        let name = |text: &str| {
            EntityTypeName::from_str(text).map_err(|error| Error::Policy(error.to_string()))
        };
        Ok(Self {
            account: name("Account")?,
            action: name("Action")?,
            area: name("Area")?,
            person: name("Person")?,
            resource: name("Resource")?,
            role: name("Role")?,
        })
    }
}

fn uid(kind: &EntityTypeName, id: &str) -> EntityUid {
    EntityUid::from_type_name_and_id(kind.clone(), EntityId::new(id))
}

/// Each path from `area` up to the whole, with the one above it.
fn upward(area: &AreaPath) -> impl Iterator<Item = (&str, Option<&str>)> {
    let above = |path: &str| path.rfind('/').unwrap_or(0);
    std::iter::successors(Some(area.as_str()), move |path| {
        (!path.is_empty()).then(|| &path[..above(path)])
    })
    .map(move |path| (path, (!path.is_empty()).then(|| &path[..above(path)])))
}

#[cfg(test)]
#[path = "authoriser_tests.rs"]
mod tests;
