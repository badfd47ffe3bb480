//! Roles × actions × kinds of thing, all of it, as a page that is reviewed.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::Write as _,
    sync::LazyLock,
};

use super::*;

/// What was weighed for one test is known to the others: each goes through the same shapes.
static AUTHORISER: LazyLock<Authoriser> = LazyLock::new(|| Authoriser::new().unwrap());

/// Where a thing stands to the caller.
const KINDS: [(&str, bool, bool, Option<bool>); 4] = [
    ("in the area", true, false, None),
    ("elsewhere", false, false, None),
    ("one's own", false, true, Some(true)),
    ("another person's", true, true, Some(false)),
];

/// Grounds on which something is permitted, written short: `registration: case, task`.
fn permitted(
    authoriser: &Authoriser,
    role: Role,
    action: Action,
    kind: (&str, bool, bool, Option<bool>),
    used: &mut BTreeSet<String>,
) -> Option<String> {
    let (_, inside, is_person, subject) = kind;
    let mut lines: Vec<(Purpose, Vec<&str>)> = Vec::new();
    let mut bare = false;
    for ground in grounds(action) {
        let shape = Shape { role, action, inside, is_person, subject, ground };
        let decided = authoriser.weigh(shape);
        used.extend(decided.policies.iter().cloned());
        if !decided.permitted {
            continue;
        }
        match (ground, lines.last_mut()) {
            (None, _) => bare = true,
            (Some((purpose, basis)), Some((last, kinds))) if *last == purpose => kinds.push(basis),
            (Some((purpose, basis)), _) => lines.push((purpose, vec![basis])),
        }
    }
    let grounds: Vec<String> =
        lines.iter().map(|(purpose, kinds)| format!("{purpose} ({})", kinds.join(", "))).collect();
    (bare || !grounds.is_empty()).then(|| if bare { "yes".to_owned() } else { grounds.join("; ") })
}

#[test]
fn the_matrix_is_the_reviewed_one() {
    let authoriser = &*AUTHORISER;
    let mut used = BTreeSet::new();
    let mut page = String::from(
        "Who may do what, all of it: roles, actions, kinds of thing, grounds. What is not here is refused.\n\
         Written by LINLI_BLESS=1 cargo test -p access matrix; read every line that changes.\n",
    );
    for action in Action::ALL {
        let _ = writeln!(page, "\n{action}");
        // Roles that may the same stand in one line.
        let mut lines: BTreeMap<Vec<(&str, String)>, Vec<&str>> = BTreeMap::new();
        for role in Role::ALL {
            let said: Vec<(&str, String)> = KINDS
                .into_iter()
                .filter_map(|kind| {
                    let said = permitted(authoriser, *role, *action, kind, &mut used)?;
                    Some((kind.0, said))
                })
                .collect();
            if !said.is_empty() {
                lines.entry(said).or_default().push(role.name());
            }
        }
        assert!(!lines.is_empty(), "{action} is permitted to nobody");
        for (said, roles) in lines {
            let _ = writeln!(page, "  {}", roles.join(", "));
            for (kind, grounds) in said {
                let _ = writeln!(page, "    {kind:<17} {grounds}");
            }
        }
    }
    testing::committed("policies/matrix.txt", &page);
    // A policy that decides nothing is a mistake in it, or in another.
    for policy in authoriser.policy_ids() {
        let forbids = policy == "reads-administrators-do-not-audit";
        assert!(used.contains(&policy) || forbids, "{policy} decides nothing");
    }
}

#[test]
fn no_policy_quietly_contradicts_another() {
    let chosen = AUTHORISER.policies.policies();
    let chosen = chosen.filter(|policy| policy.effect() == cedar_policy::Effect::Permit).cloned();
    let permits = PolicySet::from_policies(chosen.collect::<Vec<_>>()).unwrap();
    let permits = Authoriser::of(permits).unwrap();
    for role in Role::ALL {
        for action in Action::ALL {
            for (_, inside, is_person, subject) in KINDS {
                for ground in grounds(*action) {
                    let shape =
                        Shape { role: *role, action: *action, inside, is_person, subject, ground };
                    let decided = AUTHORISER.weigh(shape);
                    // A refusal that rests on a policy rests on a `forbid`. Whatever it takes
                    // away, no `permit` had given: it is no surprise to who wrote the permission.
                    if !decided.permitted && !decided.policies.is_empty() {
                        assert!(!permits.weigh(shape).permitted, "{shape:?}: {decided:?}");
                    }
                }
            }
        }
    }
}

/// TRUST: no search for people by police and enforcement, nobody sees people
/// without a ground, and who keeps the machine sees none.
#[test]
fn what_no_policy_may_ever_permit() {
    let authoriser = &*AUTHORISER;
    for role in Role::ALL {
        for action in Action::ALL.iter().filter(|action| action.is_personal()) {
            for (_, inside, is_person, subject) in KINDS {
                for ground in grounds(*action).flatten() {
                    let shape = Shape {
                        role: *role,
                        action: *action,
                        inside,
                        is_person,
                        subject,
                        ground: Some(ground),
                    };
                    if !authoriser.weigh(shape).permitted {
                        continue;
                    }
                    let own = ground == (Purpose::Own, "own");
                    assert_eq!(own, subject == Some(true), "own data on its own ground: {shape:?}");
                    assert!(own || inside, "outside the area: {shape:?}");
                    let police = role.weighed_as().any(|role| role == Role::EnforcementOfficer);
                    assert!(
                        own || !police || matches!(ground.1, "case" | "emergency"),
                        "{shape:?}"
                    );
                    let keeps = matches!(role, Role::Administrator | Role::DataEngineer);
                    assert!(own || !keeps, "{shape:?}");
                }
            }
        }
    }
}
