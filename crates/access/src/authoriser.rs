//! Asks the policies.

use std::{
    collections::{HashMap, HashSet},
    str::FromStr as _,
    sync::{Arc, OnceLock, PoisonError, RwLock},
};

use cedar_policy::{
    ActionConstraint, Authorizer, Context, Decision, Entities, Entity, EntityId, EntityTypeName,
    EntityUid, Policy, PolicySet, Request, RestrictedExpression, Schema, ValidationMode, Validator,
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

/// All that a decision can hang on, once no policy names an area or a person:
/// what the engine said for one request of a shape it says for all.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Shape {
    pub(crate) role: Role,
    pub(crate) action: Action,
    /// Whether the thing lies where the role holds.
    pub(crate) inside: bool,
    /// Whether the account is somebody's.
    pub(crate) is_person: bool,
    /// Whether the thing is about one person, and whether that is the caller.
    pub(crate) subject: Option<bool>,
    pub(crate) ground: Option<Ground>,
}

/// What the engine said, and the policies that it rests on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Decided {
    pub(crate) permitted: bool,
    pub(crate) policies: Vec<String>,
}

/// The policies, parsed once, and what was found to follow from them.
pub(crate) struct Authoriser {
    authorizer: Authorizer,
    policies: PolicySet,
    /// Those that speak of each action: the engine looks at every policy that it is given.
    by_action: HashMap<Action, PolicySet>,
    types: Types,
    known: RwLock<HashMap<Shape, Arc<Decided>>>,
}

struct Types {
    account: EntityTypeName,
    action: EntityTypeName,
    area: EntityTypeName,
    person: EntityTypeName,
    resource: EntityTypeName,
    role: EntityTypeName,
}

/// Two that stand for people where only sameness matters.
const SOMEBODY: Id<Person> = Id::from_bytes([0; 16]);
const SOMEBODY_ELSE: Id<Person> = Id::from_bytes([1; 16]);

impl Authoriser {
    /// The one of this program, whose policies are part of it: whoever opens an installation asks the same, and what was
    /// found to follow stays found. It is made when something is first to be decided, for most commands decide nothing.
    pub(crate) fn of_program() -> Result<&'static Self, Error> {
        static MADE: OnceLock<Authoriser> = OnceLock::new();
        if let Some(made) = MADE.get() {
            return Ok(made);
        }
        let made = Self::new()?;
        Ok(MADE.get_or_init(|| made))
    }

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
                // Then a decision hangs on the shape of a request alone, and is found once.
                if ["Area::\"", "Person::\"", "Account::\""].iter().any(|word| text.contains(word))
                {
                    return Err(fault("a policy names no area, person or account".to_owned()));
                }
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
        Self::of(all)
    }

    fn of(policies: PolicySet) -> Result<Self, Error> {
        let types = Types::new()?;
        let known = Action::ALL.iter().map(|action| (uid(&types.action, action.name()), *action));
        let known: HashMap<EntityUid, Action> = known.collect();
        let mut speaking: HashMap<Action, Vec<Policy>> = HashMap::new();
        for policy in policies.policies() {
            // No action is in a group: one is named, or stands in a list.
            let named: HashSet<Action> = match policy.action_constraint() {
                ActionConstraint::Any => Action::ALL.iter().copied().collect(),
                ActionConstraint::In(list) => {
                    list.iter().filter_map(|named| known.get(named)).copied().collect()
                }
                ActionConstraint::Eq(named) => known.get(&named).copied().into_iter().collect(),
            };
            for action in named {
                speaking.entry(action).or_default().push(policy.clone());
            }
        }
        let of_action = |action: &Action| {
            let set = PolicySet::from_policies(speaking.remove(action).unwrap_or_default());
            set.map(|set| (*action, set)).map_err(|error| Error::Policy(error.to_string()))
        };
        let by_action = Action::ALL.iter().map(of_action).collect::<Result<_, Error>>()?;
        let (authorizer, known) = (Authorizer::new(), RwLock::default());
        Ok(Self { authorizer, policies, by_action, types, known })
    }

    /// Whether any of `principal`'s roles permits `action` somewhere, on some
    /// ground. Decides what a screen offers and refuses strangers before
    /// anything is looked up; never replaces [`Self::permits`].
    pub(crate) fn permits_somewhere(&self, principal: &Principal, action: Action) -> bool {
        let is_person = principal.person.is_some();
        principal.assignments.iter().any(|held| {
            let subject = is_person.then_some(true);
            let shape =
                Shape { role: held.role, action, inside: true, is_person, subject, ground: None };
            grounds(action).any(|ground| self.weigh(Shape { ground, ..shape }).permitted)
        })
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
            let shape = shape(assignment, principal.person, action, resource, ground);
            self.weigh(shape).permitted
        };
        principal.assignments.iter().find(permits).map(|assignment| assignment.role)
    }

    /// What the policies say to a request of `shape`; the engine is asked once.
    pub(crate) fn weigh(&self, shape: Shape) -> Arc<Decided> {
        let known = self.known.read().unwrap_or_else(PoisonError::into_inner);
        if let Some(decided) = known.get(&shape) {
            return Arc::clone(decided);
        }
        drop(known);
        let home = Assignment::new(shape.role, example("home"));
        let person = shape.is_person.then_some(SOMEBODY);
        let area = if shape.inside { example("home/part") } else { example("elsewhere") };
        let own = |own| if own { SOMEBODY } else { SOMEBODY_ELSE };
        let resource = Resource { area, subject: shape.subject.map(own) };
        let refused = Decided { permitted: false, policies: Vec::new() };
        let asked = self.decides(&home, person, shape.action, &resource, shape.ground);
        let decided = Arc::new(asked.unwrap_or(refused));
        let mut known = self.known.write().unwrap_or_else(PoisonError::into_inner);
        known.insert(shape, Arc::clone(&decided));
        decided
    }

    /// What is written beside a policy, such as `en`.
    pub(crate) fn annotation(&self, policy: &str, key: &str) -> Option<&str> {
        self.policies.policy(&cedar_policy::PolicyId::new(policy))?.annotation(key)
    }

    /// One role's decision, by the engine. An error inside it is a refusal.
    pub(crate) fn decides(
        &self,
        assignment: &Assignment,
        person: Option<Id<Person>>,
        action: Action,
        resource: &Resource,
        ground: Option<Ground>,
    ) -> Result<Decided, Box<dyn std::error::Error>> {
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
        let roles = assignment.role.weighed_as().map(|role| uid(&types.role, role.name()));
        let mut entities = vec![
            Entity::new(account.clone(), about_caller, roles.collect())?,
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
        let policies = self.by_action.get(&action).ok_or("an action without policies")?;
        let response = self.authorizer.is_authorized(&request, policies, &entities);
        // A policy that could not be evaluated is left out by the engine; if it
        // was a `forbid`, leaving it out would permit. So an error refuses.
        let clean = response.diagnostics().errors().next().is_none();
        let mut policies: Vec<String> =
            response.diagnostics().reason().map(ToString::to_string).collect();
        policies.sort();
        Ok(Decided { permitted: clean && response.decision() == Decision::Allow, policies })
    }

    /// The identifiers of every policy, sorted.
    #[cfg(test)]
    pub(crate) fn policy_ids(&self) -> Vec<String> {
        let mut ids: Vec<_> =
            self.policies.policies().map(|policy| policy.id().to_string()).collect();
        ids.sort();
        ids
    }
}

/// The shape of a request of one role.
pub(crate) fn shape(
    held: &Assignment,
    person: Option<Id<Person>>,
    action: Action,
    resource: &Resource,
    ground: Option<Ground>,
) -> Shape {
    Shape {
        role: held.role,
        action,
        inside: held.area.contains(&resource.area),
        is_person: person.is_some(),
        subject: resource.subject.map(|subject| Some(subject) == person),
        ground,
    }
}

/// Every ground that an action can be asked on.
pub(crate) fn grounds(action: Action) -> impl Iterator<Item = Option<Ground>> {
    let bare = (!action.is_personal()).then_some(None);
    let every = |purpose: &'static Purpose| Basis::KINDS.map(|kind| Some((*purpose, kind)));
    let stated = action.is_personal().then(|| Purpose::ALL.iter().flat_map(every));
    bare.into_iter().chain(stated.into_iter().flatten())
}

fn example(path: &str) -> AreaPath {
    path.parse().unwrap_or_default()
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

#[cfg(test)]
#[path = "matrix_tests.rs"]
mod matrix;
