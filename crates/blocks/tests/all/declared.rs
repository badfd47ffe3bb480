//! What the blocks say against a declaration: of places, and of whoever asks about themselves.

use std::sync::Arc;

use access::{Action, Assignment, Basis, GrantRequest, Person, Principal, Purpose, Role};
use blocks::{
    Against, Blocks, Declared,
    tags::{BedApproval, Tags},
};
use kernel::{AreaPath, Day, Id, Lang, Text};
use testing::World;

use crate::{
    on_each_database,
    street::{GRID, Street, at, building, person, unit},
};

fn landlord(street: &Street) -> Principal {
    Principal {
        account: street.world.ids.next(),
        login: "landlord".into(),
        name: "landlord".into(),
        office: Text::default(),
        lang: Lang::En,
        assignments: vec![Assignment::new(Role::Landlord, "990101".parse().unwrap())],
        person: None,
    }
}

fn request(area: &AreaPath) -> GrantRequest {
    GrantRequest {
        action: Action::HousingViewOwnDeclared,
        purpose: Purpose::Registration,
        basis: Basis::Task("declare".into()),
        area: area.clone(),
        subject: None,
    }
}

async fn what_speaks_against(world: Arc<World>) {
    let street = Street::new(world).await;
    street.build(1, 1, &["dwelling", "dwelling"]).await;
    street.sources(&[("police", 80, "serves = [\"residence_register\"]")]).await;
    let said = [("lives_in", person(1), at(1), "police"), ("owns", person(2), at(2), "police")];
    street.say(&said, &[]).await;
    let on = Day::new(2026, 1, 5).unwrap();
    let blocks = Blocks::new(street.world.database.clone());
    let of = |n: u8| Declared { person: Some(Id::<Person>::from_bytes(person(n).id)), token: None };
    let area: AreaPath = GRID.parse().unwrap();
    let grant = street.access.grant(&landlord(&street), request(&area)).unwrap();
    let asked = async |who: Declared, n: u8| {
        let at = (unit(n), building(1));
        blocks.speaks_against((&grant, &area), who, at, on).await.unwrap()
    };
    let elsewhere = "990101/002".parse().unwrap();
    let outside = blocks.speaks_against((&grant, &elsewhere), of(1), (unit(1), building(1)), on);
    assert!(outside.await.is_err(), "the grant is for another place");
    let registered = Some(Id::<Person>::from_bytes(person(1).id));
    let there = Against { registered, ..Against::default() };
    assert_eq!(asked(of(1), 1).await, there, "they are registered there");
    let other = asked(of(2), 1).await;
    assert!(other.others_live_here && !other.lives_elsewhere, "to own is not to live there");
    let moved = asked(of(1), 2).await;
    assert!(moved.lives_elsewhere && !moved.others_live_here);
    let unknown = Declared { person: None, token: Some([7; 16]) };
    assert!(asked(unknown, 1).await.others_live_here, "by a number that is none of theirs");
    assert!(!asked(unknown, 2).await.others_live_here, "nobody lives there");

    let tags = Tags::new(street.world.database.clone());
    let approval = |reference: &str, beds: u32, to: Option<Day>| BedApproval {
        building: building(1),
        beds,
        from: Day::new(2025, 1, 1).unwrap(),
        to,
        reference: reference.into(),
        source: "住建".into(),
    };
    let over = approval("1", 9, Day::new(2026, 1, 1));
    let approvals = vec![over, approval("2", 4, None), approval("3", 2, None)];
    let (ids, clock) = (&street.world.ids, &*street.world.clock);
    tags.approve_beds(approvals, None, ids, clock).await.unwrap();
    assert_eq!(asked(of(1), 1).await.beds, Some(6), "those that stand");
}

#[test]
fn the_blocks_answer_of_places_and_name_nobody() {
    on_each_database(what_speaks_against);
}
