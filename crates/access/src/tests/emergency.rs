//! Break-glass: for an hour, in one's area, on the log as such, reviewed by somebody else.

use super::*;
use crate::{Emergency, Error};

const REASON: &str = "a patient is missing from the hospital";

fn asked(emergency: &Emergency, area: &str) -> GrantRequest {
    GrantRequest {
        purpose: Purpose::Emergency,
        basis: Basis::Emergency(emergency.id),
        ..request(area)
    }
}

async fn seen(access: &Access, who: &Principal, request: GrantRequest) -> Result<(), Error> {
    let grant = access.grant(who, request)?;
    access.disclose(&grant, Undisclosed::new((), vec![person(1)], SHOWN)).await
}

#[test]
fn an_emergency_opens_people_of_its_area_for_an_hour_to_whoever_opened_it() {
    on_each_database(|world| async move {
        let access = fresh(&world).await;
        let (officer, _) = account(&access, "officer", Role::EnforcementOfficer, "990101").await;
        let (other, _) = account(&access, "other", Role::EnforcementOfficer, "990101").await;
        let street = "990101/001".parse().unwrap();
        let opened = access.open_emergency(&officer, &street, REASON).await.unwrap();
        seen(&access, &officer, asked(&opened, "990101/001/002")).await.unwrap();
        let elsewhere = seen(&access, &officer, asked(&opened, "990101/002")).await;
        assert!(matches!(elsewhere, Err(Error::NoEmergency)), "another street");
        let others = seen(&access, &other, asked(&opened, "990101/001")).await;
        assert!(matches!(others, Err(Error::NoEmergency)), "another account");
        let as_case =
            GrantRequest { purpose: Purpose::Registration, ..asked(&opened, "990101/001") };
        assert!(matches!(access.grant(&officer, as_case), Err(Error::Denied { .. })));

        let resident = resident(&access, "resident", person(1)).await;
        let own = access.grant_own(&resident, Action::ReadsViewOwn).unwrap();
        let told = access.reads_of(&own, person(1), false, 10, 0).await.unwrap();
        assert_eq!((told.total, told.reads[0].purpose), (1, Purpose::Emergency));
        assert_eq!(told.reads[0].basis, "emergency");

        world.clock.advance(3_600);
        let late = seen(&access, &officer, asked(&opened, "990101/001")).await;
        assert!(matches!(late, Err(Error::NoEmergency)), "an hour later");
        let again = access.open_emergency(&officer, &street, REASON).await.unwrap();
        assert!(access.close_emergency(&officer, again.id).await.unwrap());
        let closed = seen(&access, &officer, asked(&again, "990101/001")).await;
        assert!(matches!(closed, Err(Error::NoEmergency)), "closed before its time");
    });
}

#[test]
fn it_needs_a_reason_an_area_of_ones_own_and_is_reviewed_once_by_somebody_else() {
    on_each_database(|world| async move {
        let access = fresh(&world).await;
        let (officer, _) = account(&access, "officer", Role::StreetOfficer, "990101/001").await;
        let (auditor, _) = account(&access, "auditor", Role::Auditor, "").await;
        let open = async |area: &str, reason: &str| {
            access.open_emergency(&officer, &area.parse().unwrap(), reason).await
        };
        assert!(matches!(open("990101/002", REASON).await, Err(Error::Denied { .. })));
        assert!(matches!(open("990101/001", "x").await, Err(Error::NoBasis { .. })));
        let opened = open("990101/001", REASON).await.unwrap();
        let review = async |who: &Principal, note: &str| {
            access.review_emergency(who, opened.id, false, note).await
        };
        assert!(matches!(review(&officer, "was right").await, Err(Error::Denied { .. })));
        assert!(matches!(review(&auditor, "no").await, Err(Error::NoBasis { .. })));
        let waiting = access.emergencies(&auditor).await.unwrap();
        assert_eq!((waiting.len(), &waiting[0].review), (1, &None));
        assert_eq!(waiting[0].login, "officer");
        review(&auditor, "nobody was missing").await.unwrap();
        assert!(matches!(review(&auditor, "again then").await, Err(Error::NotReviewable)));
        let seen = access.emergencies(&officer).await.unwrap();
        let told = seen[0].review.as_ref().unwrap();
        assert_eq!((told.proper, told.note.as_str()), (false, "nobody was missing"));
    });
}
