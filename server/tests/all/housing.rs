//! Housing over HTTP.

use access::Role;
use axum::http::{Method, StatusCode, header};
use serde_json::{Value, json};

use super::{
    cases::id,
    place::Place,
    world::{Answer, Server},
};

const STREET: &str = "990106/990106001";

impl Server {
    /// A photo of a thing, by its id.
    pub(crate) async fn housing_photo(&self, cookie: &str) -> String {
        self.uploaded("/api/housing/files", Some(cookie)).await
    }

    /// What a finder sends of a gas hose in a unit, on the spot.
    pub(crate) async fn hose(&self, cookie: &str, unit: &str) -> Value {
        let photo = self.housing_photo(cookie).await;
        json!({
            "id": id(self), "kind": "gas.hose", "unit": unit, "how": "inspection", "words": "软管老化，电话19900001234",
            "evidence": [{ "kind": "photo", "file": photo }, { "kind": "on_the_spot" }],
            "lon": 113.0012, "lat": 22.0002,
        })
    }

    async fn hazard(&self, cookie: &str, hazard: &Value, deed: Value) -> Answer {
        let photo = self.housing_photo(cookie).await;
        let evidence = json!([{ "kind": "photo", "file": photo }, { "kind": "on_the_spot" }, { "kind": "test" }]);
        let body = json!({ "id": id(self), "seen": hazard["version"], "deed": deed, "words": "so it is",
            "evidence": evidence, "lon": 113.0012, "lat": 22.0002 });
        let path = format!("/api/housing/hazards/{}/actions", hazard["id"].as_str().unwrap());
        self.call(Method::POST, &path, cookie, Some(&body)).await
    }

    /// Every fact of a building, seen at its best.
    pub(crate) async fn all_well(&self, cookie: &str, building: &str) {
        let catalogue = self.call(Method::GET, "/api/housing/catalogue", cookie, None).await.body;
        let mut facts = Vec::new();
        for category in catalogue["categories"].as_array().unwrap() {
            for fact in category["facts"].as_array().unwrap() {
                facts.push(json!({ "fact": fact["id"], "answer": fact["answers"][0]["id"] }));
            }
        }
        assert_eq!(facts.len(), 20);
        let body = json!({ "id": id(self), "building": building, "facts": facts, "clean": true });
        let done = self.call(Method::POST, "/api/housing/inspections", cookie, Some(&body)).await;
        assert_eq!(done.status, StatusCode::OK, "{}", done.body);
    }

    pub(crate) async fn rated(&self, cookie: &str, rating: &Value, deed: &str) -> Answer {
        let body = json!({ "id": id(self), "seen": rating["version"], "deed": { "deed": deed }, "words": "看过" });
        let path = format!("/api/housing/ratings/{}/actions", rating["id"].as_str().unwrap());
        self.call(Method::POST, &path, cookie, Some(&body)).await
    }
}

struct Staff {
    worker: String,
    inspector: String,
    officer: String,
    chief: String,
}

async fn staff(server: &Server) -> (Place, Staff) {
    let place = server.place().await;
    let street =
        async |login: &str, role: Role| server.account_in(login, &[role], STREET, None).await;
    let staff = Staff {
        worker: street("worker", Role::GridWorker).await,
        inspector: street("inspector", Role::Inspector).await,
        officer: street("officer", Role::StreetOfficer).await,
        chief: server.account("chief", &[Role::DistrictOfficer], None).await,
    };
    (place, staff)
}

#[tokio::test]
async fn a_hazard_is_found_ordered_fixed_and_seen_by_somebody_else() {
    let server = Server::start().await;
    let (place, staff) = staff(&server).await;
    let hose = server.hose(&staff.worker, &place.unit).await;
    let found = server.call(Method::POST, "/api/housing/hazards", &staff.worker, Some(&hose)).await;
    assert_eq!(found.status, StatusCode::OK, "{}", found.body);
    let again = server.call(Method::POST, "/api/housing/hazards", &staff.worker, Some(&hose)).await;
    assert_eq!(again.body["id"], found.body["id"], "sent twice, it is one");
    let hazard = &found.body;
    assert_eq!(hazard["steps"][0]["words"], "软管老化，电话＊＊＊");
    assert_eq!(
        (&hazard["steps"][0]["by"], &hazard["severity"]["name"]),
        (&json!("you"), &json!("serious"))
    );
    assert_eq!(hazard["offers"], json!(["show"]), "a finder shows; others order");
    let order = json!({ "deed": "order" });
    let refused = server.hazard(&staff.worker, hazard, order.clone()).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
    let ordered = server.hazard(&staff.inspector, hazard, order.clone()).await;
    assert_eq!(ordered.status, StatusCode::OK, "{}", ordered.body);
    let late = server.hazard(&staff.officer, hazard, order).await;
    assert_eq!(late.status, StatusCode::CONFLICT);
    assert!(late.body["detail"].as_str().unwrap().starts_with("Somebody was faster"));
    let said = json!({ "deed": "say_fixed", "fixer": "me" });
    let said = server.hazard(&staff.inspector, &ordered.body, said).await.body;
    let verify = |capacity: &str| json!({ "deed": "verify", "fixed": true, "capacity": capacity });
    let own = server.hazard(&staff.inspector, &said, verify("inspector")).await;
    assert_eq!(own.status, StatusCode::CONFLICT);
    assert!(own.body["detail"].as_str().unwrap().contains("somebody else must look"));
    let paper = server.hazard(&staff.officer, &said, verify("gas_company")).await;
    assert_eq!(paper.status, StatusCode::BAD_REQUEST, "nobody here is the gas company");
    let seen = server.hazard(&staff.officer, &said, verify("inspector")).await;
    assert_eq!(
        (seen.status, &seen.body["state"]["name"]),
        (StatusCode::OK, &json!("verified")),
        "{}",
        seen.body
    );
    let list = "/api/housing/hazards?open=false&q=%E7%87%83%E6%B0%94";
    let list = server.call(Method::GET, list, &staff.worker, None).await;
    assert_eq!((list.status, &list.body["total"]), (StatusCode::OK, &json!(1)), "{}", list.body);
    let csv = server.call(Method::GET, "/api/housing/hazards/export", &staff.worker, None).await;
    assert_eq!(csv.body.as_str().unwrap().lines().count(), 2);
    let unit = format!("/api/housing/units/{}", place.unit);
    let unit = server.call(Method::GET, &unit, &staff.inspector, None).await.body;
    assert_eq!((&unit["tier"]["name"], &unit["may"]), (&json!("watch"), &json!(["find", "act"])));
    assert!(unit["down"].as_array().unwrap().len() >= 2, "{unit}");
    let elsewhere = server.account_in("other", &[Role::Inspector], "990106/990106002", None).await;
    let path = format!("/api/housing/hazards/{}", hazard["id"].as_str().unwrap());
    let refused = server.call(Method::GET, &path, &elsewhere, None).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn a_photo_is_on_the_log_of_those_who_live_there() {
    let server = Server::start().await;
    let (place, staff) = staff(&server).await;
    let hose = server.hose(&staff.worker, &place.unit).await;
    let found = server.call(Method::POST, "/api/housing/hazards", &staff.worker, Some(&hose)).await;
    let photo = found.body["steps"][0]["evidence"][0]["file"].as_str().unwrap().to_owned();
    let path = format!("/api/housing/files/{photo}");
    let police = server.account_in("police", &[Role::EnforcementOfficer], STREET, None).await;
    let refused = server.call(Method::GET, &path, &police, None).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
    let seen = server.call(Method::GET, &path, &staff.inspector, None).await;
    assert_eq!(seen.status, StatusCode::OK, "{}", seen.body);
    assert_eq!(seen.head.headers()[header::CACHE_CONTROL], "private, no-store");
    let dweller = server.account("dweller", &[Role::Resident], Some(place.person)).await;
    let looks = server.call(Method::GET, "/api/reads?person=me", &dweller, None).await.body;
    assert_eq!(looks.as_array().unwrap().len(), 1, "{looks}");
    assert_eq!(looks[0]["action"], "Saw a photo of a hazard of a building");
    let file = server
        .call(Method::GET, &format!("/api/housing/files/{}", place.unit), &staff.inspector, None)
        .await;
    assert_eq!(file.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_building_earns_its_stars_and_anybody_sees_them() {
    let server = Server::start().await;
    let (place, staff) = staff(&server).await;
    let new = || json!({ "id": id(&server), "building": place.building });
    let early =
        server.call(Method::POST, "/api/housing/ratings", &staff.officer, Some(&new())).await;
    assert_eq!(early.status, StatusCode::CONFLICT);
    assert!(early.body["detail"].as_str().unwrap().contains("20 facts"), "{}", early.body);
    server.all_well(&staff.inspector, &place.building).await;
    let refused =
        server.call(Method::POST, "/api/housing/ratings", &staff.inspector, Some(&new())).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN, "whoever inspects does not rate");
    let draft =
        server.call(Method::POST, "/api/housing/ratings", &staff.officer, Some(&new())).await;
    assert_eq!((draft.status, &draft.body["stars"]), (StatusCode::OK, &json!(5)), "{}", draft.body);
    assert_eq!(draft.body["offers"], json!(["reply", "send_back"]));
    let public = format!("/api/housing/public/{}", place.building);
    let shown = server.call(Method::GET, &public, "", None).await;
    assert_eq!(
        (shown.status, &shown.body["stars"]),
        (StatusCode::OK, &json!(null)),
        "a draft is not shown"
    );
    let around = "/api/housing/public?lon=113.0012&lat=22.0002";
    let shown = server.call(Method::GET, around, "", None).await;
    assert_eq!((shown.status, &shown.body), (StatusCode::OK, &json!([])), "nothing is published");
    let replied = server.rated(&staff.officer, &draft.body, "reply").await.body;
    let own = server.rated(&staff.officer, &replied, "decide").await;
    assert_eq!(own.status, StatusCode::CONFLICT);
    let decided = server.rated(&staff.chief, &replied, "decide").await.body;
    let published = server.rated(&staff.chief, &decided, "publish").await;
    assert_eq!(published.status, StatusCode::OK, "{}", published.body);
    let shown = server.call(Method::GET, &public, "", None).await.body;
    assert_eq!((&shown["stars"], shown["categories"].as_array().unwrap().len()), (&json!(5), 4));
    for look in [around, "/api/housing/public?q=%E5%B9%B8%E7%A6%8F%E8%B7%AF1"] {
        let list = server.call(Method::GET, look, "", None).await.body;
        let row = &list.as_array().unwrap()[0];
        assert_eq!((&row["code"], &row["stars"]), (&shown["code"], &json!(5)), "{look}");
        assert!(row["every_days"].as_u64().unwrap() > 0, "{row}");
        assert!(row["tier"].is_null() && row["open"].is_null() && row["id"].is_null(), "{row}");
    }
    for look in ["", "?lon=114.0&lat=23.0", "?q=9"] {
        let look = format!("/api/housing/public{look}");
        let nowhere = server.call(Method::GET, &look, "", None).await;
        assert_eq!((nowhere.status, &nowhere.body), (StatusCode::OK, &json!([])), "{look}");
    }
    let file = format!("/api/housing/buildings/{}", shown["code"].as_str().unwrap());
    let file = server.call(Method::GET, &file, &staff.worker, None).await.body;
    assert_eq!((&file["stars"], &file["lift"]["lift"]), (&json!(5), &json!("highest")), "{file}");
    assert_eq!(file["facts"].as_array().unwrap().len(), 20);
    assert_eq!(file["rooms"].as_array().unwrap().len(), 4);
    assert_eq!(file["ratings"][0]["steps"].as_array().unwrap().len(), 4);
    let list = "/api/housing/buildings?stars=5&sort=-stars&q=%E5%B9%B8%E7%A6%8F%E8%B7%AF1";
    let list = server.call(Method::GET, list, &staff.worker, None).await;
    assert_eq!((list.status, &list.body["total"]), (StatusCode::OK, &json!(1)), "{}", list.body);
    let csv = server.call(Method::GET, "/api/housing/buildings/export", &staff.worker, None).await;
    assert_eq!(csv.body.as_str().unwrap().lines().count(), 2);
    for (state, lines) in [("", 2), ("published", 2), ("draft", 1)] {
        let path = format!("/api/housing/ratings?format=csv&state={state}");
        let csv = server.call(Method::GET, &path, &staff.worker, None).await;
        assert_eq!(csv.body.as_str().unwrap().lines().count(), lines, "{state}: {}", csv.body);
    }
    let summary = server.call(Method::GET, "/api/housing/summary", &staff.worker, None).await.body;
    assert_eq!((&summary["buildings"], &summary["stars"][4]["buildings"]), (&json!(1), &json!(1)));
    let resident = server.account("resident", &[Role::Resident], Some(place.person)).await;
    let refused = server.call(Method::GET, "/api/housing/summary", &resident, None).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn a_building_is_read_with_as_few_questions_however_much_happened() {
    let server = Server::start().await;
    let (place, staff) = staff(&server).await;
    server.all_well(&staff.inspector, &place.building).await;
    let page = format!("/api/housing/buildings/{}", place.building);
    let mut asked = Vec::new();
    for times in 1..=3 {
        let new = json!({ "id": id(&server), "building": place.building });
        let draft =
            server.call(Method::POST, "/api/housing/ratings", &staff.officer, Some(&new)).await;
        assert_eq!(draft.status, StatusCode::OK, "{}", draft.body);
        let back = server.rated(&staff.chief, &draft.body, "send_back").await;
        assert_eq!(back.status, StatusCode::OK, "{}", back.body);
        let words = format!("第{times}次起火");
        let fire = json!({ "id": id(&server), "building": place.building, "kind": "fire", "words": words,
            "on": server.state.housing.when().today.to_string() });
        let told =
            server.call(Method::POST, "/api/housing/events", &staff.inspector, Some(&fire)).await;
        assert_eq!(told.status, StatusCode::OK, "{}", told.body);
        let before = server.world.database.asked();
        let shown = server.call(Method::GET, &page, &staff.officer, None).await.body;
        asked.push(server.world.database.asked() - before);
        let (ratings, events) =
            (shown["ratings"].as_array().unwrap(), shown["events"].as_array().unwrap());
        assert_eq!((ratings.len(), events.len()), (times, times), "{shown}");
        for rating in ratings {
            let steps = rating["steps"].as_array().unwrap();
            assert_eq!(steps.len(), 2, "{rating}");
            assert_eq!((&steps[0]["by"], &steps[1]["words"]), (&json!("you"), &json!("看过")));
        }
        assert!(events.iter().any(|event| event["words"] == json!(words)), "{shown}");
    }
    assert_eq!((asked[1], asked[2]), (asked[0], asked[0]), "as often for three as for one");
    assert!(asked[0] <= 17, "{asked:?}");
}

#[tokio::test]
async fn a_code_at_a_door_is_for_anybody_and_no_other_is() {
    let server = Server::start().await;
    let (place, staff) = staff(&server).await;
    let path = format!("/api/housing/buildings/{}/codes", place.building);
    let body = json!({ "id": id(&server) });
    let refused = server.call(Method::POST, &path, &staff.worker, Some(&body)).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
    let sheet = server.call(Method::POST, &path, &staff.inspector, Some(&body)).await;
    assert_eq!(sheet.status, StatusCode::OK, "{}", sheet.body);
    let rows = sheet.body["rows"].as_array().unwrap();
    assert_eq!(rows.len(), 4);
    assert_eq!(sheet.body["missing"], 0);
    let code = rows[0]["code"].as_str().unwrap();
    let digits = rows[0]["unit"]["code"].as_str().unwrap();
    assert_eq!(rows[0]["short"], "1-1·1");
    assert_eq!(rows[0]["target"], format!("/portal/#door={code}&unit={digits}"));
    let scan = async |code: &str, cookie: &str| {
        server.call(Method::GET, &format!("/api/housing/qr/{code}"), cookie, None).await
    };
    let seen = scan(code, "").await;
    assert_eq!((seen.status, &seen.body["view"]), (StatusCode::OK, &json!("anybody")));
    assert_eq!(seen.body["unit"]["id"], rows[0]["unit"]["id"]);
    assert_eq!(scan(code, &staff.worker).await.body["view"], "inspector");
    let forged = format!("{}{}", &code[..44], if code.ends_with('0') { '2' } else { '0' });
    assert_eq!(scan(&forged, "").await.status, StatusCode::NOT_FOUND);
    let path = format!("/api/housing/units/{}/code", rows[0]["unit"]["code"].as_str().unwrap());
    let body = json!({ "id": id(&server), "withdraw": false, "words": "破损" });
    let next = server.call(Method::POST, &path, &staff.inspector, Some(&body)).await;
    assert_eq!((next.status, &next.body["number"]), (StatusCode::OK, &json!(2)), "{}", next.body);
    let stale = scan(code, "").await;
    assert_eq!(stale.status, StatusCode::CONFLICT);
    assert!(stale.body["detail"].as_str().unwrap().contains("replaced"));
    assert_eq!(next.body["short"], "1-1·2");
    assert_eq!(scan(next.body["code"].as_str().unwrap(), "").await.status, StatusCode::OK);
    let body = json!({ "id": id(&server), "withdraw": true, "words": "门已拆除" });
    let gone = server.call(Method::POST, &path, &staff.inspector, Some(&body)).await;
    assert_eq!(
        (gone.status, &gone.body["target"]),
        (StatusCode::OK, &json!(null)),
        "{}",
        gone.body
    );
    assert_eq!(scan(next.body["code"].as_str().unwrap(), "").await.status, StatusCode::CONFLICT);
}

#[tokio::test]
async fn officers_plan_inspectors_begin_and_everybody_reads_why() {
    let server = Server::start().await;
    let (place, staff) = staff(&server).await;
    let new = json!({ "id": id(&server), "area": STREET });
    let refused =
        server.call(Method::POST, "/api/housing/plans", &staff.inspector, Some(&new)).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
    let due = "/api/housing/plans/due?size=50";
    let due = server.call(Method::GET, due, &staff.worker, None).await;
    assert_eq!(due.status, StatusCode::OK, "{}", due.body);
    let rows = due.body["rows"].as_array().unwrap();
    assert!(rows.iter().all(|row| row["why"]["name"] == "never"), "{}", due.body);
    let made = server.call(Method::POST, "/api/housing/plans", &staff.officer, Some(&new)).await;
    assert_eq!(made.status, StatusCode::OK, "{}", made.body);
    let plan = &made.body["plan"];
    let visits = plan["visits"].as_array().unwrap();
    assert!(!visits.is_empty() && plan["drawn"].as_u64().unwrap() >= 1, "{plan}");
    assert_eq!(plan["rounds"][0]["inspector"]["name"], "inspector");
    let own = |visit: &&Value| visit["building"]["id"] == place.building.as_str();
    let visit = visits.iter().find(own).unwrap();
    assert_eq!(visit["state"], "planned");
    let path = format!("/api/housing/plans/{}/begin", plan["id"].as_str().unwrap());
    let asked = json!({ "id": id(&server), "building": place.building });
    let begun = server.call(Method::POST, &path, &staff.inspector, Some(&asked)).await;
    assert_eq!(begun.status, StatusCode::OK, "{}", begun.body);
    assert_eq!(begun.body["plans"], false, "who inspects makes no plans");
    let visits = begun.body["plan"]["visits"].as_array().unwrap();
    assert_eq!(visits.iter().find(own).unwrap()["state"], "begun");
    let round = server.call(Method::GET, "/api/housing/plans/mine", &staff.inspector, None).await;
    let kind = &round.body["visits"][0]["kind"];
    let kinds = round.body["kinds"].as_array().unwrap();
    assert!(kinds.iter().any(|one| &one["id"] == kind), "{}", round.body);
    let nobodys = server.call(Method::GET, "/api/housing/plans/mine", &staff.officer, None).await;
    assert_eq!(nobodys.body["visits"], json!([]), "one's own alone");
    let page = format!("/api/housing/plans?area={STREET}&on=2026-13-01");
    let page = server.call(Method::GET, &page, &staff.worker, None).await;
    assert_eq!(page.status, StatusCode::BAD_REQUEST, "no such day");
    let risk = server.call(Method::GET, "/api/housing/plans/risk", &staff.worker, None).await;
    assert_eq!((risk.status, &risk.body["model"]), (StatusCode::OK, &Value::Null));
}

#[tokio::test]
async fn hazards_that_are_open_where_an_inspector_goes_are_taken_along() {
    let server = Server::start().await;
    let (place, staff) = staff(&server).await;
    let hose = server.hose(&staff.worker, &place.unit).await;
    let found = server.call(Method::POST, "/api/housing/hazards", &staff.worker, Some(&hose)).await;
    let mine = format!("/api/housing/plans/mine?also={},no-such-place", place.building);
    let along = server.call(Method::GET, &mine, &staff.inspector, None).await;
    assert_eq!(along.status, StatusCode::OK, "{}", along.body);
    let hazard = &along.body["hazards"][0];
    assert_eq!((&hazard["id"], &hazard["own_hands"]), (&found.body["id"], &json!(false)));
    assert!(hazard["offers"].as_array().unwrap().contains(&json!("order")), "{hazard}");
    assert!(hazard["steps"].is_null(), "nobody who did something is named");
    let other = server.account_in("other", &[Role::Inspector], "990106/990106002", None).await;
    let elsewhere = server.call(Method::GET, &mine, &other, None).await;
    assert_eq!(elsewhere.body["hazards"], json!([]), "of one's own area alone");
    let ordered = server.hazard(&staff.inspector, hazard, json!({ "deed": "order" })).await.body;
    let said = json!({ "deed": "say_fixed", "fixer": "me" });
    server.hazard(&staff.inspector, &ordered, said).await;
    let along = server.call(Method::GET, &mine, &staff.inspector, None).await.body;
    let hazard = &along["hazards"][0];
    assert_eq!(hazard["own_hands"], json!(true), "somebody else verifies it");
    assert!(!hazard["offers"].as_array().unwrap().contains(&json!("verify")), "{hazard}");
    let plain = server.call(Method::GET, "/api/housing/plans/mine", &staff.inspector, None).await;
    assert_eq!(plain.body["hazards"], json!([]), "no round, nothing named: nothing is told");
}

#[tokio::test]
async fn an_officer_sets_how_an_inspector_works_and_the_inspector_sees_it() {
    let server = Server::start().await;
    let (place, staff) = staff(&server).await;
    let path = format!("/api/housing/inspectors?area={STREET}");
    let refused = server.call(Method::GET, &path, &staff.inspector, None).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
    let list = server.call(Method::GET, &path, &staff.officer, None).await;
    assert_eq!(list.status, StatusCode::OK, "{}", list.body);
    let row = &list.body["rows"][0];
    assert_eq!(row["inspector"]["name"], "inspector");
    assert_eq!((&row["version"], &row["set_at"]), (&json!(0), &Value::Null));
    let one = format!("/api/housing/inspectors/{}", row["inspector"]["id"].as_str().unwrap());
    let breaks = json!([{ "from": 720, "to": 780 }]);
    let mut asked = json!({
        "id": id(&server), "area": STREET, "seen": 0, "skills": ["electrician"], "breaks": breaks,
        "week": [{ "weekday": 1, "from": 540, "to": 1_020 }],
    });
    let own = server.call(Method::POST, &one, &staff.inspector, Some(&asked)).await;
    assert_eq!(own.status, StatusCode::FORBIDDEN, "whoever plans sets it");
    let set = server.call(Method::POST, &one, &staff.officer, Some(&asked)).await;
    assert_eq!(set.status, StatusCode::OK, "{}", set.body);
    assert_eq!((&set.body["version"], &set.body["set_by"]["me"]), (&json!(1), &json!(true)));
    asked["id"] = json!(id(&server));
    let late = server.call(Method::POST, &one, &staff.officer, Some(&asked)).await;
    assert_eq!(late.status, StatusCode::CONFLICT, "{}", late.body);
    asked["id"] = json!(id(&server));
    asked["seen"] = json!(1);
    asked["start"] = json!(place.building);
    let home = server.call(Method::POST, &one, &staff.officer, Some(&asked)).await;
    assert_eq!(home.status, StatusCode::BAD_REQUEST, "{}", home.body);
    let plans = format!("/api/housing/plans?area={STREET}&on=2026-05-05");
    let plans = server.call(Method::GET, &plans, &staff.officer, None).await;
    let crew = &plans.body["crew"][0];
    assert_eq!((&crew["works"], &crew["breaks"]), (&json!(false), &breaks), "a Tuesday");
    let mine = server.call(Method::GET, "/api/housing/plans/mine", &staff.inspector, None).await;
    assert_eq!(mine.body["profile"]["breaks"], breaks, "{}", mine.body);
    assert!(mine.body["profile"]["set_at"].is_string());

    let new = json!({ "id": id(&server), "area": STREET });
    let made = server.call(Method::POST, "/api/housing/plans", &staff.officer, Some(&new)).await;
    assert_eq!(made.body["plan"]["rounds"][0]["breaks"], breaks, "{}", made.body);
    let shown = format!("/api/housing/plans?area={STREET}");
    let shown = server.call(Method::GET, &shown, &staff.worker, None).await;
    assert_eq!(shown.body["plan"]["rounds"][0]["breaks"], json!([]), "they are for whoever plans");

    // It is kept while they inspect, and a month longer at the most.
    let whose: housing::AccountId = row["inspector"]["id"].as_str().unwrap().parse().unwrap();
    server.world.clock.advance(31 * 86_400);
    for left in [1, 0] {
        server::retention::run(&server.state, None).await.unwrap();
        let kept = server.state.housing.profiles(&[whose]).await.unwrap();
        assert_eq!(kept.len(), left);
        let mut unit = server.world.database.begin().await.unwrap();
        let sql = "DELETE FROM access_assignment WHERE role = 'inspector'";
        unit.execute("nobody inspects any more", sql, []).await.unwrap();
        unit.commit().await.unwrap();
    }
}

#[tokio::test]
async fn a_place_that_could_not_be_entered_waits_for_its_day_or_for_an_officer() {
    let server = Server::start().await;
    let (place, staff) = staff(&server).await;
    let barred =
        json!({ "id": id(&server), "building": place.building, "clean": false, "bar": "gone" });
    let path = "/api/housing/inspections";
    let done = server.call(Method::POST, path, &staff.inspector, Some(&barred)).await;
    assert_eq!(done.status, StatusCode::OK, "{}", done.body);
    let list = format!("/api/housing/plans/attempts?area={STREET}");
    let shown = server.call(Method::GET, &list, &staff.worker, None).await;
    let row = &shown.body["rows"][0];
    assert_eq!((&row["bar"]["name"], &row["decide"]), (&json!("gone"), &json!(true)));
    assert_eq!((&row["tries"], &shown.body["decides"]), (&json!(1), &json!(false)));
    server.world.clock.advance(60);
    let one = format!("/api/housing/plans/attempts/{}", place.building);
    let mut asked = json!({ "id": id(&server), "words": "仍在使用，入口在后巷" });
    let refused = server.call(Method::POST, &one, &staff.inspector, Some(&asked)).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN, "whoever plans decides");
    for _ in 0..2 {
        let decided = server.call(Method::POST, &one, &staff.officer, Some(&asked)).await;
        assert_eq!(decided.status, StatusCode::OK, "{}", decided.body);
    }
    let shown = server.call(Method::GET, &list, &staff.officer, None).await;
    let row = &shown.body["rows"][0];
    assert_eq!((&row["tries"], &row["decide"]), (&json!(0), &json!(false)), "{}", shown.body);
    assert_eq!(shown.body["decides"], true);
    asked["id"] = json!(id(&server));
    let nothing = server.call(Method::POST, &one, &staff.officer, Some(&asked)).await;
    assert_eq!(nothing.status, StatusCode::CONFLICT, "{}", nothing.body);
}

#[tokio::test]
async fn an_inspection_told_of_later_brings_photos_or_says_why_nobody_could_enter() {
    let server = Server::start().await;
    let (place, staff) = staff(&server).await;
    let round = server.call(Method::GET, "/api/housing/plans/mine", &staff.inspector, None).await;
    let catalogue =
        server.call(Method::GET, "/api/housing/catalogue", &staff.inspector, None).await;
    let fact = &catalogue.body["categories"][0]["facts"][0];
    let photo = server.housing_photo(&staff.inspector).await;
    let body = json!({
        "id": id(&server), "building": place.building, "clean": true,
        "facts": [{ "fact": fact["id"], "answer": fact["answers"][0]["id"] }],
        "photos": [{ "fact": fact["id"], "file": photo }],
        "acted_at": round.body["at"], "seen_at": round.body["at"],
    });
    let barred = json!({ "id": id(&server), "building": place.building, "clean": false, "bar": "nobody_opened" });
    for body in [&body, &body, &barred, &barred] {
        let path = "/api/housing/inspections";
        let done = server.call(Method::POST, path, &staff.inspector, Some(body)).await;
        assert_eq!(done.status, StatusCode::OK, "{}", done.body);
    }
    let path = format!("/api/housing/buildings/{}", place.building);
    let file = server.call(Method::GET, &path, &staff.inspector, None).await.body;
    assert_eq!(file["inspections"].as_array().unwrap().len(), 1, "sent twice, it is one: {file}");
    assert_eq!(file["inspections"][0]["photos"], json!([photo]));
    assert_eq!(file["no_entries"].as_array().unwrap().len(), 1);
    assert_eq!(file["no_entries"][0]["bar"]["name"], "nobody_opened");

    let other = server.account_in("other", &[Role::Inspector], STREET, None).await;
    let mut late = json!({ "id": id(&server), "building": place.building, "facts": body["facts"], "clean": true,
        "seen_at": "2020-01-01T00:00:00Z" });
    let path = "/api/housing/inspections";
    let refused = server.call(Method::POST, path, &other, Some(&late)).await;
    assert_eq!(refused.status, StatusCode::CONFLICT, "{}", refused.body);
    late["seen_at"] = Value::Null;
    let taken = server.call(Method::POST, path, &other, Some(&late)).await;
    assert_eq!(taken.status, StatusCode::OK, "{}", taken.body);

    let building: housing::BuildingId = file["id"].as_str().unwrap().parse().unwrap();
    for (days, left) in [(89, 1), (2, 0)] {
        server.world.clock.advance(days * 86_400);
        server::retention::run(&server.state, None).await.unwrap();
        let barred = server.state.housing.barred_visits(building, None).await.unwrap();
        assert_eq!(barred.len(), left, "after {days} days more");
    }
    let kept = server.state.housing.building_file(building).await.unwrap();
    assert_eq!(kept.inspections.len(), 2, "what was inspected stays");
}
