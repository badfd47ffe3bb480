//! "Why may I (not)?", for anybody, any action and any thing.

use std::collections::BTreeMap;

use kernel::{AreaPath, Text};
use serde::Serialize;

use crate::{
    Access, Action, Assignment, Basis, Error, Principal, Purpose, Resource, Role,
    authoriser::{Authoriser, Decided, Ground, Shape, grounds, shape},
};

/// What is asked: an action, on a thing, on a ground where people are read.
#[derive(Clone, Debug)]
pub struct Question {
    /// The action.
    pub action: Action,
    /// The thing.
    pub resource: Resource,
    /// Why people are read, and the kind of ground (one of [`Basis::KINDS`]).
    pub ground: Option<(Purpose, &'static str)>,
}

/// The answer, role by role, with what would change it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Explanation {
    /// Whether it is permitted.
    pub permitted: bool,
    /// What each of the account's roles comes to.
    pub roles: Vec<RoleExplanation>,
    /// What would make it permitted; empty where it is.
    pub would: Vec<Change>,
}

/// What one role comes to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RoleExplanation {
    /// The role.
    pub role: Role,
    /// Where it holds.
    pub area: AreaPath,
    /// Whether the thing lies there.
    pub inside: bool,
    /// Whether it permits.
    pub permitted: bool,
    /// The policies that decided.
    pub policies: Vec<PolicySays>,
}

/// A policy, in words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PolicySays {
    /// Its id.
    pub id: String,
    /// What it says.
    pub says: Text,
}

/// Something that would make it permitted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case", tag = "kind")]
pub enum Change {
    /// Another ground: for this purpose, on one of these.
    Ground {
        /// The purpose.
        purpose: Purpose,
        /// Kinds of ground: `case`, `task`, `reason` …
        bases: Vec<&'static str>,
    },
    /// The same on a thing where the role holds.
    Area {
        /// The role.
        role: Role,
        /// Where it holds.
        area: AreaPath,
    },
    /// One of these roles there, on the same ground.
    Role {
        /// The roles.
        roles: Vec<Role>,
    },
    /// Nothing that the policies know of.
    Never,
}

impl Access {
    /// Why `principal` may or may not.
    pub fn explain(
        &self,
        principal: &Principal,
        question: &Question,
    ) -> Result<Explanation, Error> {
        Authoriser::of_program().map(|authoriser| authoriser.explain(principal, question))
    }
}

impl Authoriser {
    fn explain(&self, principal: &Principal, question: &Question) -> Explanation {
        let roles: Vec<RoleExplanation> =
            principal.assignments.iter().map(|held| self.role(principal, held, question)).collect();
        let permitted = roles.iter().any(|role| role.permitted);
        let would = if permitted { Vec::new() } else { self.would(principal, question) };
        Explanation { permitted, roles, would }
    }

    fn role(
        &self,
        principal: &Principal,
        held: &Assignment,
        question: &Question,
    ) -> RoleExplanation {
        let Question { action, resource, ground } = question;
        let shape = shape(held, principal.person, *action, resource, *ground);
        let decided = self.weigh(shape);
        RoleExplanation {
            role: held.role,
            area: held.area.clone(),
            inside: shape.inside,
            permitted: decided.permitted,
            policies: self.said(&decided),
        }
    }

    fn said(&self, decided: &Decided) -> Vec<PolicySays> {
        let say = |id: &String| {
            let word = |key| self.annotation(id, key).unwrap_or(id);
            PolicySays { id: id.clone(), says: Text::new(word("zh"), word("en")) }
        };
        decided.policies.iter().map(say).collect()
    }

    /// The least changes first: the ground, then the place, then who asks.
    fn would(&self, principal: &Principal, question: &Question) -> Vec<Change> {
        let Question { action, resource, ground } = question;
        let permits = |shape: Shape| self.weigh(shape).permitted;
        let mut bases: BTreeMap<Purpose, Vec<&'static str>> = BTreeMap::new();
        for held in &principal.assignments {
            let shape = shape(held, principal.person, *action, resource, None);
            let stated = grounds(*action).flatten();
            for other in stated.filter(|other| permits(Shape { ground: Some(*other), ..shape })) {
                let kinds = bases.entry(other.0).or_default();
                if !kinds.contains(&other.1) {
                    kinds.push(other.1);
                }
            }
        }
        let mut would: Vec<Change> =
            bases.into_iter().map(|(purpose, bases)| Change::Ground { purpose, bases }).collect();
        let ground_or = |ground: Option<Ground>| -> Vec<Option<Ground>> {
            if ground.is_some() { vec![ground] } else { grounds(*action).collect() }
        };
        for held in &principal.assignments {
            let here = shape(held, principal.person, *action, resource, *ground);
            let inside = |ground| permits(Shape { inside: true, ground, ..here });
            if !here.inside && ground_or(*ground).into_iter().any(inside) {
                would.push(Change::Area { role: held.role, area: held.area.clone() });
            }
        }
        let subject = resource.subject.map(|subject| Some(subject) == principal.person);
        let is_person = principal.person.is_some();
        let may = |role: &&Role| {
            ground_or(*ground).into_iter().any(|ground| {
                let role = **role;
                permits(Shape { role, action: *action, inside: true, is_person, subject, ground })
            })
        };
        let held = |role: &&Role| principal.assignments.iter().any(|held| held.role == **role);
        let roles: Vec<Role> =
            Role::ALL.iter().filter(|role| !held(role)).filter(may).copied().collect();
        if !roles.is_empty() {
            would.push(Change::Role { roles });
        }
        if would.is_empty() {
            would.push(Change::Never);
        }
        would
    }
}

impl Question {
    /// A question about `action` in `area`; where it reads people, on `purpose` and a kind of ground.
    #[must_use]
    pub fn new(action: Action, resource: Resource, purpose: Option<Purpose>, basis: &str) -> Self {
        let kind = Basis::KINDS.into_iter().find(|kind| *kind == basis);
        let ground = purpose.zip(kind).filter(|_| action.is_personal());
        Self { action, resource, ground }
    }
}
