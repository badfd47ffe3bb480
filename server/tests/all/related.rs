//! What else is known of a building or a unit, and what a lead from meters asks for, over HTTP.

use access::Role;
use axum::http::{Method, StatusCode};
use casework::{CasePlace, LeadSource, Leads, NewLead, PlaceRef};
use kernel::Text;
use serde_json::{Value, json};

use super::{
    cases::{id, told},
    place::Place,
    world::Server,
};

const STREET: &str = "990106/990106001";
const GRID: &str = "990106/990106001/990106001001/990106001001001";

impl Server {
    /// A lead from meters at a place, as the command line delivers it.
    async fn meter_lead(&self, key: &str, kind: &str, place: &str) {
        let lead = NewLead {
            source: LeadSource::Meter,
            key: key.into(),
            subclass: Some("safety.fire".into()),
            place: CasePlace {
                area: GRID.parse().unwrap(),
                at: Some(PlaceRef { kind: kind.into(), id: place.parse().unwrap() }),
                point: None,
                label: Text::new("一栋", "Block 1"),
            },
            title: Text::new("整栋用量上升", "Use of the whole building has risen"),
            reasons: Vec::new(),
            expires_at: None,
        };
        let mut unit = self.world.database.begin().await.unwrap();
        Leads::deliver(&mut unit, lead, &self.world.ids, &*self.world.clock).await.unwrap();
        unit.commit().await.unwrap();
    }

    /// The one lead that waits.
    async fn waiting_lead(&self, cookie: &str) -> String {
        let leads = self.call(Method::GET, "/api/cases/leads", cookie, None).await.body;
        assert_eq!(leads["rows"].as_array().unwrap().len(), 1, "{leads}");
        leads["rows"][0]["id"].as_str().unwrap().to_owned()
    }

    async fn sends_on(&self, cookie: &str, place: &Place, lead: &str) -> Value {
        let mut sent = told(self, place, "livelihood.water");
        sent["lead"] = json!(lead);
        let begun = self.call(Method::POST, "/api/cases", cookie, Some(&sent)).await;
        assert_eq!(begun.status, StatusCode::OK, "{}", begun.body);
        begun.body
    }

    async fn sets_aside(&self, cookie: &str, lead: &str) {
        let path = format!("/api/cases/leads/{lead}/set_aside");
        let why = json!({ "reason": "meter was changed" });
        let done = self.call(Method::POST, &path, cookie, Some(&why)).await;
        assert_eq!(done.status, StatusCode::NO_CONTENT, "{}", done.body);
    }

    /// Why the first building is due; nothing where none is.
    async fn due_why(&self, cookie: &str) -> Value {
        let due = self.call(Method::GET, "/api/housing/plans/due", cookie, None).await;
        assert_eq!(due.status, StatusCode::OK, "{}", due.body);
        due.body["rows"][0]["why"]["name"].clone()
    }
}

#[tokio::test]
async fn a_file_is_joined_by_cases_leads_and_use_for_those_who_may_see_each() {
    let server = Server::start().await;
    let place = server.place().await;
    let officer = server.account_in("officer", &[Role::StreetOfficer], STREET, None).await;
    let inspector = server.account_in("inspector", &[Role::Inspector], STREET, None).await;
    let key = "leak/9901060010010000001000001/water/2026-01-01";
    server.meter_lead(key, "unit", &place.unit).await;
    let of_building = format!("/api/housing/buildings/{}/related", place.building);
    let of_unit = format!("/api/housing/units/{}/related", place.unit);
    let before = server.call(Method::GET, &of_unit, &officer, None).await;
    assert_eq!(before.status, StatusCode::OK, "{}", before.body);
    assert_eq!(before.body["leads"], json!([]), "one that waits is not told");
    let lead = server.waiting_lead(&officer).await;
    let begun = server.sends_on(&officer, &place, &lead).await;

    let seen = server.call(Method::GET, &of_building, &officer, None).await.body;
    let case = &seen["cases"][0];
    assert_eq!((&case["number"], &case["id"]), (&begun["number"], &begun["id"]));
    assert_eq!(case["closed_at"], Value::Null);
    let text = seen.to_string();
    assert!(
        !text.contains("王小明") && !text.contains("19900001234"),
        "nothing of who told: {text}"
    );
    assert!(!text.contains("漏水，电话"), "nothing of the words: {text}");
    let of_water = &seen["leads"][0];
    assert_eq!((&of_water["kind"]["name"], &of_water["state"]), (&json!("leak"), &json!("sent")));
    assert!(seen["declarations"].is_array(), "a street officer verifies: {seen}");
    server.meter_lead("vacancy/9901060010010000001000001/2026-01-01", "unit", &place.unit).await;
    let empty = server.waiting_lead(&officer).await;
    server.sets_aside(&officer, &empty).await;
    let seen = server.call(Method::GET, &of_unit, &officer, None).await.body;
    assert_eq!(seen["leads"].as_array().unwrap().len(), 1, "nor when nobody was in: {seen}");
    assert!(seen["used"].is_array(), "how it was lived in at the end of the last years: {seen}");

    let suspend = json!({ "id": id(&server), "suspended": true, "words": "逾期未整改" });
    let path = format!("/api/housing/units/{}/suspension", place.unit);
    let done = server.call(Method::POST, &path, &inspector, Some(&suspend)).await;
    assert_eq!(done.status, StatusCode::OK, "{}", done.body);
    let seen = server.call(Method::GET, &of_unit, &inspector, None).await;
    assert_eq!(seen.status, StatusCode::OK, "{}", seen.body);
    assert_eq!(seen.body["leads"], Value::Null, "an inspector decides no leads");
    assert_eq!(seen.body["declarations"], Value::Null);
    assert_eq!(seen.body["used"], Value::Null, "an inspector verifies no declarations");
    let suspended = seen.body["suspensions"].as_array().unwrap();
    assert_eq!((suspended.len(), &suspended[0]["to"]), (1, &Value::Null));
    assert!(!seen.body.to_string().contains("逾期"), "no word of why");

    let elsewhere =
        server.account_in("next", &[Role::StreetOfficer], "990106/990106002", None).await;
    for path in [&of_building, &of_unit] {
        let refused = server.call(Method::GET, path, &elsewhere, None).await;
        assert_eq!(refused.status, StatusCode::FORBIDDEN, "{path}");
    }
}

#[tokio::test]
async fn a_lead_of_crowding_sent_on_makes_the_building_due_and_its_kind_has_a_precision() {
    let server = Server::start().await;
    let place = server.place().await;
    let officer = server.account_in("officer", &[Role::StreetOfficer], STREET, None).await;
    let precision = "/api/cases/leads/precision";
    let none = server.call(Method::GET, precision, &officer, None).await;
    assert_eq!((none.status, &none.body), (StatusCode::OK, &json!([])));
    assert_eq!(server.due_why(&officer).await, "never");
    server.meter_lead("crowding/1/2026-01-01", "building", &place.building).await;
    let lead = server.waiting_lead(&officer).await;
    assert_eq!(server.due_why(&officer).await, "never", "one that waits asks for nothing");
    server.sends_on(&officer, &place, &lead).await;
    assert_eq!(server.due_why(&officer).await, "lead");
    let at = server.state.housing.at_building(place.building.parse().unwrap()).await.unwrap();
    server.state.housing.ask_inspection(&at, None).await.unwrap();
    assert_eq!(server.due_why(&officer).await, "never");
    server::parts::asked::catch_up(&server.state).await;
    assert_eq!(server.due_why(&officer).await, "lead", "what a stop left behind is followed");

    server.meter_lead("crowding/1/2026-03-01", "building", &place.building).await;
    server.world.clock.advance(60);
    let next = server.waiting_lead(&officer).await;
    server.sets_aside(&officer, &next).await;
    assert_eq!(server.due_why(&officer).await, "never", "the last word of its leads holds");

    let told = server.call(Method::GET, precision, &officer, None).await.body;
    assert_eq!(told.as_array().unwrap().len(), 1, "{told}");
    let row = &told[0];
    assert_eq!(
        (&row["kind"], &row["decided"], &row["sent"]),
        (&json!("crowding"), &json!(2), &json!(1))
    );
    assert!(row["low"].as_f64().unwrap() < 0.5 && row["high"].as_f64().unwrap() > 0.5, "{row}");
    let worker = server.account_in("worker", &[Role::GridWorker], GRID, None).await;
    let refused = server.call(Method::GET, precision, &worker, None).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
}
