//! Why somebody may or may not, and what would change it.

use super::*;
use crate::{Change, Question, Resource};

fn somebody(role: Role, area: &str) -> Principal {
    Principal {
        account: Id::from_bytes([3; 16]),
        login: "somebody".to_owned(),
        name: "somebody".to_owned(),
        office: Text::default(),
        lang: Lang::En,
        assignments: vec![Assignment::new(role, area.parse().unwrap())],
        person: None,
    }
}

fn people(area: &str, purpose: Purpose, basis: &str) -> Question {
    let resource = Resource::within(area.parse().unwrap());
    Question::new(Action::BlocksViewPeople, resource, Some(purpose), basis)
}

#[tokio::test]
async fn a_permission_names_the_policy_it_rests_on() {
    let world = World::sqlite().await;
    let access = open(&world);
    let worker = somebody(Role::CommunityOfficer, "990101/001/002");
    let asked = people("990101/001/002/G03", Purpose::Registration, "task");
    let told = access.explain(&worker, &asked).unwrap();
    assert!(told.permitted && told.would.is_empty());
    let policy = &told.roles[0].policies[0];
    assert_eq!(policy.id, "blocks-officers-see-people-for-their-work");
    assert!(policy.says.en.starts_with("Officers may see"), "{}", policy.says.en);
}

#[tokio::test]
async fn a_refusal_says_what_would_change_it() {
    let world = World::sqlite().await;
    let access = open(&world);
    let police = somebody(Role::CommunityPolice, "990101/001");
    let told =
        access.explain(&police, &people("990101/001", Purpose::Registration, "reason")).unwrap();
    assert!(!told.permitted);
    let case = Change::Ground { purpose: Purpose::CaseHandling, bases: vec!["case"] };
    assert!(told.would.contains(&case), "{:?}", told.would);

    let worker = somebody(Role::GridWorker, "990101/001/002/G03");
    let told =
        access.explain(&worker, &people("990101/002", Purpose::Registration, "task")).unwrap();
    let area = Change::Area { role: Role::GridWorker, area: "990101/001/002/G03".parse().unwrap() };
    assert!(!told.roles[0].inside && told.would.contains(&area), "{:?}", told.would);

    let keeper = somebody(Role::Administrator, "");
    let told = access.explain(&keeper, &people("990101", Purpose::Registration, "reason")).unwrap();
    let Some(Change::Role { roles }) = told.would.last() else { panic!("{:?}", told.would) };
    assert!(roles.contains(&Role::StreetOfficer) && !roles.contains(&Role::Landlord));

    // What the explanation promises is what the policies then do.
    for role in Role::ALL {
        for purpose in Purpose::ALL {
            let who = somebody(*role, "990101/001");
            let told = access.explain(&who, &people("990101/001", *purpose, "reason")).unwrap();
            for change in &told.would {
                if let Change::Ground { purpose, bases } = change {
                    let again = people("990101/001", *purpose, bases[0]);
                    assert!(access.explain(&who, &again).unwrap().permitted, "{role} {change:?}");
                }
            }
        }
    }
}
