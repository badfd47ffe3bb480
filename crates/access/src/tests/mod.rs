//! The capability over a real database and a real folder.

mod accounts;
mod audit;
mod delays;
mod disclosure;
mod dwellings;
mod emergency;
mod ids;
mod invitations;
mod log;
mod pace;
mod partners;
mod passkeys;
mod proofs;
mod proxies;
mod questions;
mod recovery;
mod reseal;
mod retention;
mod second_factor;
mod sign_on;
mod why;

use std::sync::Arc;

use kernel::{AreaPath, Chance, Id, Lang, SharedClock, Text};
use testing::World;

use crate::{
    Access, AccessSettings, Action, Assignment, Basis, Field, FieldSet, Grant, GrantRequest,
    Keeper, MIGRATIONS, NewAccount, Password, PasswordCost, Person, Principal, Purpose, Role,
    Undisclosed,
};

/// Small segments, so that tests see several; passwords that cost little.
fn settings() -> AccessSettings {
    let passwords = PasswordCost::Least;
    AccessSettings { segment_bytes: 4_096, passwords, ..AccessSettings::default() }
}

fn open(world: &World) -> Access {
    open_with(world, settings())
}

fn open_with(world: &World, settings: AccessSettings) -> Access {
    let clock: SharedClock = world.clock.clone();
    let chance = Chance::seeded(5);
    let (database, ids) = (world.database.clone(), world.ids.clone());
    Access::open(database, world.folder.path(), clock, ids, chance, settings).unwrap()
}

/// On each database, with the tables of this capability.
fn on_each_database<F: Future<Output = ()>>(test: impl Fn(Arc<World>) -> F) {
    testing::on_each_migrated(&[MIGRATIONS], test);
}

async fn fresh(world: &World) -> Arc<Access> {
    world.database.migrate(&[MIGRATIONS], &*world.clock).await.unwrap();
    Arc::new(open(world))
}

fn new_account(login: &str, role: Role, area: &str) -> NewAccount {
    NewAccount {
        login: login.to_owned(),
        name: login.to_owned(),
        office: Text::new("街道办", "Street office"),
        lang: Lang::En,
        assignments: vec![Assignment::new(role, area.parse().unwrap())],
        person: None,
    }
}

async fn account(access: &Access, login: &str, role: Role, area: &str) -> (Principal, Password) {
    access.create_account(new_account(login, role, area), Keeper::Operator).await.unwrap()
}

fn person(number: u8) -> Id<Person> {
    Id::from_bytes([number; 16])
}

fn request(area: &str) -> GrantRequest {
    GrantRequest {
        action: Action::BlocksViewPeople,
        purpose: Purpose::Registration,
        basis: Basis::Task("T-17".to_owned()),
        area: area.parse().unwrap(),
        subject: None,
    }
}

async fn officers_grant(access: &Access) -> Grant {
    let (officer, _) = account(access, "officer", Role::StreetOfficer, "990101/001").await;
    access.grant(&officer, request("990101/001/002")).unwrap()
}

const SHOWN: FieldSet = FieldSet::of(&[Field::NameMasked, Field::Residence]);

async fn look(access: &Access, grant: &Grant, people: &[Id<Person>]) {
    let shut = Undisclosed::new((), people.to_vec(), SHOWN);
    access.disclose(grant, shut).await.unwrap();
}

/// A resident's principal, who is `person`.
async fn resident(access: &Access, login: &str, person: Id<Person>) -> Principal {
    let new = NewAccount { person: Some(person), ..new_account(login, Role::Resident, "") };
    let whole = Assignment::new(Role::Resident, AreaPath::whole());
    let new = NewAccount { assignments: vec![whole], ..new };
    access.create_account(new, Keeper::Operator).await.unwrap().0
}
