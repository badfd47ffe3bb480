//! The auditor's search, and the sessions of an account.

use super::*;
use crate::{AuditFilter, Credentials};

async fn auditor(access: &Access) -> Principal {
    account(access, "auditor", Role::Auditor, "").await.0
}

#[test]
fn an_auditor_finds_reads_by_what_they_were_for_and_each_person_sees_the_look() {
    on_each_database(|world| async move {
        let access = fresh(&world).await;
        let grant = officers_grant(&access).await;
        look(&access, &grant, &[person(1), person(2)]).await;
        world.clock.advance(1);
        look(&access, &grant, &[person(3)]).await;
        let auditor = auditor(&access).await;
        let basis = Basis::Reason("a complaint was made".to_owned());
        let grant = access.grant_audit(&auditor, basis).unwrap();
        let all = access.audit(&grant, &AuditFilter::default(), 10, 0).await.unwrap();
        assert_eq!((all.total, all.reads.len()), (2, 2));
        assert_eq!((all.reads[0].login.as_str(), all.reads[0].people.len()), ("officer", 1));
        let count = async |filter: AuditFilter| access.audit(&grant, &filter, 10, 0).await.unwrap();
        let found = count(AuditFilter { person: Some(person(2)), ..AuditFilter::default() }).await;
        assert_eq!(found.reads.iter().filter(|found| found.login == "officer").count(), 1);
        let login = Some("officer".to_owned());
        let both = AuditFilter { login, purpose: Some(Purpose::Service), ..AuditFilter::default() };
        assert_eq!(count(both).await.total, 0);
        let later = AuditFilter { from: Some(world_end()), ..AuditFilter::default() };
        assert_eq!(count(later).await.total, 0);

        let me = resident(&access, "resident", person(2)).await;
        let own = access.grant_own(&me, Action::ReadsViewOwn).unwrap();
        let looks = access.reads_of(&own, person(2), false, 50, 0).await.unwrap();
        let audits = looks.reads.iter().filter(|read| read.action == Action::ReadsAudit).count();
        assert_eq!(audits, 2, "who looks at who looked is seen too");
    });
}

fn world_end() -> kernel::Instant {
    kernel::Instant::from_micros(i64::MAX / 2)
}

#[test]
fn an_auditor_of_one_street_does_not_search_the_districts_log() {
    on_each_database(|world| async move {
        let access = fresh(&world).await;
        let (street, _) = account(&access, "street", Role::Auditor, "990101/001").await;
        let basis = Basis::Reason("a complaint was made".to_owned());
        assert!(access.grant_audit(&street, basis.clone()).is_err());
        let officer = account(&access, "nosy", Role::DistrictOfficer, "").await.0;
        assert!(access.grant_audit(&officer, basis).is_err());
        let keeper = account(&access, "keeper", Role::Auditor, "").await.0;
        assert!(access.grant_audit(&keeper, Basis::Reason("no".to_owned())).is_err());
    });
}

#[test]
fn sessions_are_listed_and_ended_by_their_holder_alone() {
    on_each_database(|world| async move {
        let access = fresh(&world).await;
        let (_, password) = account(&access, "officer", Role::StreetOfficer, "990101").await;
        let (other, _) = account(&access, "other", Role::StreetOfficer, "990101").await;
        let sign_in = async |agent: &'static str| {
            let (login, origin) = ("officer", "192.0.2.7");
            let password = password.reveal();
            let given = Credentials {
                login,
                password,
                code: None,
                origin,
                agent,
                lang: None,
                previous: None,
            };
            access.sign_in(given).await.unwrap()
        };
        let (phone, desk) = (sign_in("a phone").await, sign_in("a desk").await);
        let listed = access.sessions_of(&desk.principal, &desk.token).await.unwrap();
        assert_eq!(listed.len(), 2);
        let lost = listed.iter().find(|facts| !facts.current).unwrap();
        assert_eq!((lost.agent.as_str(), lost.origin.as_str()), ("a phone", "192.0.2.7"));
        assert!(!access.end_session(&other, lost.id).await.unwrap(), "not another account's");
        assert!(access.end_session(&desk.principal, lost.id).await.unwrap());
        assert!(access.session(&phone.token).await.unwrap().is_none());
        assert!(access.session(&desk.token).await.unwrap().is_some());
    });
}
