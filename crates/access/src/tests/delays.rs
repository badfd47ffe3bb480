//! A lawful delay: on one's own case, on a legal basis, by another's word, until a day that comes by itself.

use kernel::{Clock as _, Instant};

use super::*;
use crate::{AuditFilter, CaseGround, DelayRequest, Error};

const CASE: &str = "260105-7K3M9Q";
const BASIS: &str = "Article 41 of the law on such investigations";
const REASON: &str = "whoever hides the gas cylinders would be warned";
const DAY_S: i64 = 86_400;

fn on_case(who: &Principal) -> GrantRequest {
    GrantRequest {
        purpose: Purpose::CaseHandling,
        basis: Basis::Case(CaseGround::confirmed(CASE, who.account)),
        ..request("990101/001/002")
    }
}

async fn looks(access: &Access, who: &Principal) {
    let grant = access.grant(who, on_case(who)).unwrap();
    look(access, &grant, &[person(1)]).await;
}

fn asked(who: &Principal, until: Instant) -> DelayRequest {
    DelayRequest {
        case: Basis::Case(CaseGround::confirmed(CASE, who.account)),
        area: "990101/001".parse().unwrap(),
        until,
        legal_basis: BASIS.to_owned(),
        reason: REASON.to_owned(),
    }
}

/// What person 1 is told, with why it was told late.
async fn told(access: &Access, resident: &Principal) -> Vec<Option<String>> {
    let own = access.grant_own(resident, Action::ReadsViewOwn).unwrap();
    let found = access.reads_of(&own, person(1), false, 10, 0).await.unwrap();
    assert_eq!(found.total, found.reads.len() as u64, "what is held back is not counted either");
    found.reads.into_iter().map(|read| read.late.map(|late| late.legal_basis)).collect()
}

#[test]
fn a_look_on_a_case_is_told_on_the_day_and_by_the_day_alone() {
    on_each_database(|world| async move {
        let access = fresh(&world).await;
        let (police, _) = account(&access, "police", Role::EnforcementOfficer, "990101/001").await;
        let (other, _) = account(&access, "other", Role::EnforcementOfficer, "990101/001").await;
        let (auditor, _) = account(&access, "auditor", Role::Auditor, "").await;
        let resident = resident(&access, "resident", person(1)).await;
        let until = world.clock.now().plus_seconds(10 * DAY_S);
        let delay = access.ask_delay(&police, asked(&police, until)).await.unwrap();
        looks(&access, &police).await;
        assert_eq!(told(&access, &resident).await, [None::<String>], "nobody agreed yet");

        access.decide_delay(&auditor, delay.id, true, "the law says so").await.unwrap();
        world.clock.advance(60);
        looks(&access, &police).await;
        world.clock.advance(60);
        looks(&access, &other).await;
        assert_eq!(
            told(&access, &resident).await,
            [None::<String>, None],
            "theirs alone is held back"
        );
        let ground = Basis::Reason("a complaint about the police".to_owned());
        let audit = access.grant_audit(&auditor, ground).unwrap();
        let filter = AuditFilter { purpose: Some(Purpose::CaseHandling), ..AuditFilter::default() };
        let page = access.audit(&audit, &filter, 10, 0).await.unwrap();
        let late: Vec<bool> = page.reads.iter().map(|row| row.read.late.is_some()).collect();
        assert_eq!(late, [false, true, false], "an auditor sees it at once");
        let held = page.reads[1].read.id;
        let list = access.reads_of(&audit, person(1), false, 10, 0).await.unwrap();
        let late = list.reads.iter().filter(|read| read.late.is_some()).count();
        assert_eq!(late, 1, "in the list of one person too");
        let refused = access.ask_about_read(&resident, held, "who was that?").await;
        assert!(matches!(refused, Err(Error::NoQuestion)), "it is not told by asking either");
        let own = access.grant_own(&resident, Action::ReadsViewOwn).unwrap();
        let case_lines = async || {
            let receipts = access.receipts_of(&own, person(1)).await.unwrap().receipts;
            receipts.iter().filter(|one| one.line.purpose == "case_handling").count()
        };
        assert_eq!(case_lines().await, 2, "nor by its receipt");

        world.clock.advance(10 * DAY_S - 121);
        assert_eq!(told(&access, &resident).await.len(), 4, "an auditor's looks are told at once");
        world.clock.advance(1);
        let released = told(&access, &resident).await;
        assert_eq!(released.iter().flatten().collect::<Vec<_>>(), [BASIS], "by the day alone");
        assert_eq!(released.len(), 5);
        assert_eq!(case_lines().await, 3);
        looks(&access, &police).await;
        assert_eq!(told(&access, &resident).await[0], None, "the delay is over");
        let log = access.verify_reads().await.unwrap();
        assert!(log.findings.is_empty(), "{:?}", log.findings);
    });
}

#[test]
fn it_is_bounded_stated_on_ones_own_case_and_decided_once_by_somebody_else() {
    on_each_database(|world| async move {
        let access = fresh(&world).await;
        let (police, _) = account(&access, "police", Role::EnforcementOfficer, "990101/001").await;
        let (auditor, _) = account(&access, "auditor", Role::Auditor, "").await;
        let now = world.clock.now();
        let days = |days: i64| asked(&police, now.plus_seconds(days * DAY_S));
        for wrong in [days(0), days(91)] {
            let refused = access.ask_delay(&police, wrong).await;
            assert!(matches!(refused, Err(Error::NoDelay)), "a day to come, within 90 days");
        }
        let unstated = DelayRequest { legal_basis: " ".to_owned(), ..days(9) };
        assert!(matches!(access.ask_delay(&police, unstated).await, Err(Error::NoBasis { .. })));
        let invented = DelayRequest { case: Basis::Case(CASE.to_owned().into()), ..days(9) };
        assert!(matches!(access.ask_delay(&police, invented).await, Err(Error::NoCase { .. })));
        let elsewhere = DelayRequest { area: "990101/002".parse().unwrap(), ..days(9) };
        assert!(matches!(access.ask_delay(&police, elsewhere).await, Err(Error::Denied { .. })));
        let asked = access.ask_delay(&police, days(90)).await.unwrap();
        let decide = async |who: &Principal, note: &str| {
            access.decide_delay(who, asked.id, false, note).await
        };
        assert!(matches!(decide(&police, "it is right").await, Err(Error::Denied { .. })));
        assert!(matches!(decide(&auditor, "no").await, Err(Error::NoBasis { .. })));
        decide(&auditor, "no law says so").await.unwrap();
        assert!(matches!(decide(&auditor, "yet again").await, Err(Error::NotDecidable)));
        let seen = access.delays(&police).await.unwrap();
        let said = seen[0].decision.as_ref().unwrap();
        assert_eq!((said.agreed, said.note.as_str()), (false, "no law says so"));
        assert_eq!(access.delays(&auditor).await.unwrap(), seen);

        let resident = resident(&access, "resident", person(1)).await;
        looks(&access, &police).await;
        assert_eq!(
            told(&access, &resident).await,
            [None::<String>],
            "what was refused holds nothing back"
        );
        let late = access.ask_delay(&police, days(1)).await.unwrap();
        world.clock.advance(DAY_S);
        let after = access.decide_delay(&auditor, late.id, true, "it is right").await;
        assert!(matches!(after, Err(Error::NotDecidable)), "its day has come");
    });
}
