//! Grants, what leaves under them, and who looked.

use super::*;
use crate::{BatchRequest, CaseGround, Error};

#[test]
fn a_grant_needs_a_policy_an_area_and_a_stated_ground() {
    on_each_database(|world| async move {
        let access = fresh(&world).await;
        let (officer, _) = account(&access, "officer", Role::StreetOfficer, "990101/001").await;
        assert!(access.grant(&officer, request("990101/001/002")).is_ok());
        let refused = |request: GrantRequest| access.grant(&officer, request).unwrap_err();
        assert!(matches!(refused(request("990101/002")), Error::Denied { .. }));
        assert!(matches!(refused(request("")), Error::Denied { .. }));
        for basis in [Basis::Task(" ".to_owned()), Basis::Reason("x".to_owned())] {
            let unstated = GrantRequest { basis, ..request("990101/001") };
            assert!(matches!(refused(unstated), Error::NoBasis { .. }));
        }
        let not_personal = GrantRequest { action: Action::RegisterView, ..request("990101/001") };
        assert!(matches!(refused(not_personal), Error::Denied { .. }));
        // And a personal action is never had without a grant.
        let place = crate::Resource::within("990101/001".parse().unwrap());
        assert!(access.authorize(&officer, Action::BlocksViewPeople, &place).is_err());
        assert!(access.authorize(&officer, Action::RegisterEdit, &place).is_ok());
    });
}

#[test]
fn a_case_that_nobody_confirmed_is_no_ground() {
    on_each_database(|world| async move {
        let access = fresh(&world).await;
        let (police, _) = account(&access, "police", Role::EnforcementOfficer, "990101/001").await;
        let (other, _) = account(&access, "other", Role::EnforcementOfficer, "990101/001").await;
        let (officer, _) = account(&access, "officer", Role::StreetOfficer, "990101/001").await;
        let on = |basis| GrantRequest {
            purpose: Purpose::CaseHandling,
            basis,
            ..request("990101/001/002")
        };
        let invented = Basis::Case("260105-7K3M9Q".to_owned().into());
        let others = Basis::Case(CaseGround::confirmed("260105-7K3M9Q", other.account));
        for basis in [invented, others] {
            let refused = access.grant(&police, on(basis)).unwrap_err();
            assert!(matches!(refused, Error::NoCase { .. }), "{refused}");
        }
        let own = Basis::Case(CaseGround::confirmed("260105-7K3M9Q", police.account));
        let grant = access.grant(&police, on(own)).unwrap();
        assert_eq!(grant.case(), Some("260105-7K3M9Q"));
        // Words are no case: whoever says that a case is handled names it.
        for basis in [Basis::Task("T-17".to_owned()), Basis::Reason("a case of mine".to_owned())] {
            let refused = access.grant(&officer, on(basis)).unwrap_err();
            assert!(matches!(refused, Error::NoCase { .. }), "{refused}");
        }
        // What comes back from the log is a number and no confirmation.
        let stored = serde_json::to_string(&grant.request.basis).unwrap();
        assert_eq!(stored, r#"{"kind":"case","value":"260105-7K3M9Q"}"#);
        let read: Basis = serde_json::from_str(&stored).unwrap();
        assert!(access.grant(&police, on(read)).is_err());
    });
}

#[test]
fn people_see_who_looked_and_nobody_else_who_was_in_the_list() {
    on_each_database(|world| async move {
        let access = fresh(&world).await;
        let grant = officers_grant(&access).await;
        look(&access, &grant, &[person(1), person(2), person(3)]).await;
        world.clock.advance(60);
        look(&access, &grant, &[person(2)]).await;
        look(&access, &grant, &[]).await;
        let resident = resident(&access, "resident", person(2)).await;
        let own = access.grant_own(&resident, Action::ReadsViewOwn).unwrap();
        let told = access.reads_of(&own, person(2), false, 10, 0).await.unwrap();
        assert_eq!(told.total, 2);
        let latest = &told.reads[0];
        assert_eq!(latest.office.en, "Street office");
        assert_eq!(latest.purpose, Purpose::Registration);
        assert_eq!((latest.basis.as_str(), latest.fields, latest.own), ("task", SHOWN, false));
        assert!(latest.at > told.reads[1].at);
        // The look itself is a read, which the next look can show.
        let again = access.reads_of(&own, person(2), true, 10, 0).await.unwrap();
        assert_eq!(again.total, 3);
        assert!(again.reads.iter().any(|read| read.own));
        // A grant for one is no grant for another.
        let other = access.reads_of(&own, person(1), false, 10, 0).await.unwrap_err();
        assert!(matches!(other, Error::OutsideGrant), "{other}");
    });
}

#[test]
fn an_auditor_reads_the_log_under_a_grant_that_is_logged() {
    on_each_database(|world| async move {
        let access = fresh(&world).await;
        let grant = officers_grant(&access).await;
        look(&access, &grant, &[person(1)]).await;
        let (auditor, _) = account(&access, "auditor", Role::Auditor, "").await;
        let audit = GrantRequest {
            action: Action::ReadsAudit,
            purpose: Purpose::Audit,
            basis: Basis::Reason("a complaint, case C-9".to_owned()),
            area: AreaPath::whole(),
            subject: Some(person(1)),
        };
        let audit = access.grant(&auditor, audit).unwrap();
        for expected in [1, 2] {
            let told = access.reads_of(&audit, person(1), true, 10, 0).await.unwrap();
            assert_eq!(told.total, expected);
        }
    });
}

#[test]
fn a_batch_run_is_one_entry_that_everybody_sees() {
    on_each_database(|world| async move {
        let access = fresh(&world).await;
        let request = BatchRequest {
            purpose: Purpose::DataQuality,
            run: "12".to_owned(),
            tables: vec!["rental_filings".to_owned()],
            columns: vec!["rental_filings.name".to_owned()],
        };
        let grant = access.batch_grant(request).await.unwrap();
        assert!(grant.covers("rental_filings") && !grant.covers("clinic"));
        let resident = resident(&access, "resident", person(2)).await;
        let own = access.grant_own(&resident, Action::ReadsViewOwn).unwrap();
        let told = access.reads_of(&own, person(2), false, 10, 0).await.unwrap();
        assert_eq!((told.total, told.batches.len()), (0, 1));
        assert_eq!(told.batches[0].run, "12");
        let whole = access.verify_reads().await.unwrap();
        assert_eq!((whole.entries, whole.subjects), (2, 1));
    });
}

#[test]
fn whoever_was_shown_many_people_waits_and_sees_their_own_data_all_the_same() {
    on_each_database(|world| async move {
        let access = fresh(&world).await;
        let grant = officers_grant(&access).await;
        let many: Vec<Id<Person>> = (1..=2_000_u16)
            .map(|n| {
                Id::from_bytes([[0; 14].as_slice(), &n.to_be_bytes()].concat().try_into().unwrap())
            })
            .collect();
        look(&access, &grant, &many).await;
        let one = || Undisclosed::new((), vec![person(7)], SHOWN);
        let refused = access.disclose(&grant, one()).await.unwrap_err();
        let Error::TooManyPeople { most: 2_000, wait_s } = refused else { panic!("{refused}") };
        // Nothing left, so nothing is on the log.
        let resident = resident(&access, "resident", person(7)).await;
        let own = access.grant_own(&resident, Action::ReadsViewOwn).unwrap();
        assert_eq!(access.reads_of(&own, person(7), false, 10, 0).await.unwrap().total, 0);
        world.clock.advance(wait_s);
        access.disclose(&grant, one()).await.unwrap();
        assert_eq!(access.reads_of(&own, person(7), false, 10, 0).await.unwrap().total, 1);
    });
}
