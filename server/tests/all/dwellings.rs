//! From the code at a door to a bound account, over HTTP.

use access::{Person, Role};
use axum::http::{Method, StatusCode, header};
use kernel::Id;
use serde_json::{Value, json};
use server::parts::outbox;

use super::{
    cases::id,
    place::Place,
    world::{Answer, Server},
};

const STREET: &str = "990106/990106001";
const CHOSEN: &str = "three blue kettles";

async fn post(server: &Server, path: &str, cookie: &str, body: Value) -> Answer {
    server.call(Method::POST, path, cookie, Some(&body)).await
}

async fn get(server: &Server, path: &str, cookie: &str) -> Value {
    let answer = server.call(Method::GET, path, cookie, None).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
    answer.body
}

/// The codes at the doors of the building: that of the place's unit first.
pub(super) async fn codes(server: &Server, place: &Place) -> Vec<String> {
    let inspector = server.account_in("codes", &[Role::Inspector], STREET, None).await;
    let path = format!("/api/housing/buildings/{}/codes", place.building);
    let sheet = post(server, &path, &inspector, json!({ "id": id(server) })).await;
    assert_eq!(sheet.status, StatusCode::OK, "{}", sheet.body);
    let mut rows = sheet.body["rows"].as_array().unwrap().clone();
    rows.sort_by_key(|row| row["unit"]["id"] != place.unit.as_str());
    rows.iter().map(|row| row["code"].as_str().unwrap().to_owned()).collect()
}

pub(super) async fn sign_up(server: &Server, code: &str, login: &str) -> Answer {
    let body = json!({ "code": code, "login": login, "password": CHOSEN, "lang": "en" });
    post(server, "/api/dwellings/sign-up", "", body).await
}

/// The cookie of a login that was chosen at a door.
pub(super) async fn signed_in(server: &Server, login: &str) -> String {
    let body = json!({ "account": login, "password": CHOSEN });
    let answer = post(server, "/api/session", "", body).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
    let cookie = answer.head.headers()[header::SET_COOKIE].to_str().unwrap();
    cookie.split(';').next().unwrap().to_owned()
}

/// Kinds of the messages that a reader has, in order of their names.
pub(super) async fn kinds(server: &Server, cookie: &str) -> Vec<String> {
    outbox::tell(&server.state).await;
    let page = get(server, "/api/messages", cookie).await;
    let rows = page["rows"].as_array().unwrap();
    let mut kinds: Vec<String> =
        rows.iter().map(|row| row["kind"].as_str().unwrap().to_owned()).collect();
    kinds.sort();
    kinds
}

async fn waiting(server: &Server, worker: &str) -> Vec<Value> {
    let page = get(server, "/api/dwellings/requests?state=waiting", worker).await;
    page["rows"].as_array().unwrap().clone()
}

fn deed(row: &Value, deed: &str) -> String {
    format!("/api/dwellings/requests/{}/{deed}", row["id"].as_str().unwrap())
}

/// Signs up at a door and is confirmed there: the cookie, and the request.
pub(super) async fn bound(
    server: &Server,
    code: &str,
    login: &str,
    worker: &str,
    person: Option<Id<Person>>,
) -> (String, Value) {
    let asked = sign_up(server, code, login).await;
    assert_eq!(asked.status, StatusCode::NO_CONTENT, "{}", asked.body);
    let cookie = signed_in(server, login).await;
    let own = get(server, "/api/dwellings", &cookie).await[0].clone();
    let row = waiting(server, worker).await.remove(0);
    assert_eq!(row["id"], own["id"]);
    let found = json!({ "word": own["word"], "shown": "document", "person": person });
    let done = post(server, &deed(&row, "confirm"), worker, found).await;
    assert_eq!(done.status, StatusCode::NO_CONTENT, "{}", done.body);
    (cookie, row)
}

#[tokio::test]
async fn a_code_a_word_and_somebody_at_the_door_bind_an_account() {
    let server = Server::start().await;
    let place = server.place().await;
    let code = codes(&server, &place).await.remove(0);
    let worker = server.account_in("worker", &[Role::GridWorker], STREET, None).await;
    let asked = sign_up(&server, &code, "neighbour").await;
    assert_eq!(asked.status, StatusCode::NO_CONTENT, "{}", asked.body);
    let resident = signed_in(&server, "neighbour").await;
    let own = get(&server, "/api/dwellings", &resident).await[0].clone();
    assert_eq!((&own["state"], &own["own_data"]), (&json!("waiting"), &json!(false)));
    assert_eq!(own["dwelling"]["id"], place.unit.as_str());
    let nothing = server.call(Method::GET, "/api/rights/data", &resident, None).await;
    assert_eq!(nothing.status, StatusCode::FORBIDDEN, "nobody's data until it is confirmed");

    assert_eq!(kinds(&server, &worker).await, ["dwelling_asked"]);
    let row = waiting(&server, &worker).await.remove(0);
    assert!(!row.to_string().contains("neighbour"), "of the dwelling, and of nobody: {row}");
    assert!(!row.to_string().contains(own["word"].as_str().unwrap()), "shown at the door alone");
    let path = deed(&row, "confirm");
    let wrong = json!({ "word": "ZZZZ-ZZZZ", "shown": "document" });
    let wrong = post(&server, &path, &worker, wrong).await;
    assert_eq!(wrong.status, StatusCode::BAD_REQUEST);
    assert!(wrong.body.to_string().contains("look at their telephone"), "{}", wrong.body);
    let vague = json!({ "word": own["word"], "shown": "nothing" });
    assert_eq!(post(&server, &path, &worker, vague).await.status, StatusCode::BAD_REQUEST);
    let vouched = json!({ "word": own["word"], "shown": "household", "person": place.person });
    let refused = post(&server, &path, &worker, vouched).await;
    assert_eq!(refused.status, StatusCode::BAD_REQUEST, "nobody saw who it is: {}", refused.body);
    let stranger: Id<Person> = server.world.ids.next();
    let elsewhere = json!({ "word": own["word"], "shown": "document", "person": stranger });
    let refused = post(&server, &path, &worker, elsewhere).await;
    assert_eq!(refused.status, StatusCode::BAD_REQUEST, "nobody who lives there: {}", refused.body);
    let other = server.account("stranger", &[Role::Resident], Some(stranger)).await;
    let looks = get(&server, "/api/reads?person=me", &other).await;
    let registered = "To keep the register of residence right";
    assert!(looks.to_string().contains(registered), "that they do not was looked up too: {looks}");
    let right = json!({ "word": own["word"], "shown": "document", "person": place.person });
    let done = post(&server, &path, &worker, right).await;
    assert_eq!(done.status, StatusCode::NO_CONTENT, "{}", done.body);

    let own = get(&server, "/api/dwellings", &resident).await[0].clone();
    assert_eq!((&own["state"], &own["own_data"]), (&json!("bound"), &json!(true)));
    let scanned = format!("/api/housing/qr/{code}");
    assert_eq!(get(&server, &scanned, &resident).await["view"], "resident");
    assert_eq!(get(&server, &scanned, &other).await["view"], "anybody", "who lives elsewhere");
    assert_eq!((&own["word"], &own["office"]["en"]), (&json!(null), &json!("Test office")));
    assert_eq!(kinds(&server, &resident).await, ["dwelling_bound"]);
    let kept = get(&server, "/api/rights/data", &resident).await;
    assert_eq!(kept["dwellings"][0]["state"], "bound", "among what is kept: {kept}");
    let looks = get(&server, "/api/reads?person=me", &resident).await;
    assert!(looks.to_string().contains(registered), "the look at the door is on the log: {looks}");
}

#[tokio::test]
async fn the_household_is_told_and_what_was_wrong_is_undone() {
    let server = Server::start().await;
    let place = server.place().await;
    let code = codes(&server, &place).await.remove(0);
    let worker = server.account_in("worker", &[Role::GridWorker], STREET, None).await;
    let (first, _) = bound(&server, &code, "first", &worker, Some(place.person)).await;
    server.world.clock.advance(60);
    let (second, row) = bound(&server, &code, "second", &worker, None).await;
    let told = kinds(&server, &first).await;
    assert_eq!(told, ["dwelling_asked_here", "dwelling_bound", "dwelling_bound_here"]);
    let short = post(&server, &deed(&row, "undo"), &worker, json!({ "reason": "no" })).await;
    assert_eq!(short.status, StatusCode::BAD_REQUEST);
    let reason = json!({ "reason": "It was the door across." });
    let undone = post(&server, &deed(&row, "undo"), &worker, reason).await;
    assert_eq!(undone.status, StatusCode::NO_CONTENT, "{}", undone.body);
    let own = get(&server, "/api/dwellings", &second).await[0].clone();
    assert_eq!(
        (&own["state"], &own["reason"]),
        (&json!("undone"), &json!("It was the door across."))
    );
    assert_eq!(kinds(&server, &second).await, ["dwelling_bound", "dwelling_undone"]);
    let told = kinds(&server, &first).await;
    assert_eq!(told.last().map(String::as_str), Some("dwelling_undone_here"));
}

#[tokio::test]
async fn a_request_is_refused_taken_back_or_over_and_never_another_grids() {
    let server = Server::start().await;
    let place = server.place().await;
    let codes = codes(&server, &place).await;
    let worker = server.account_in("worker", &[Role::GridWorker], STREET, None).await;
    let elsewhere = server.account_in("other", &[Role::GridWorker], "990106/990106002", None).await;
    sign_up(&server, &codes[0], "neighbour").await;
    let resident = signed_in(&server, "neighbour").await;
    let row = waiting(&server, &worker).await.remove(0);
    assert!(waiting(&server, &elsewhere).await.is_empty());
    let reason = json!({ "reason": "Nobody was at home." });
    let path = deed(&row, "refuse");
    let denied = post(&server, &path, &elsewhere, reason.clone()).await;
    assert_eq!(denied.status, StatusCode::FORBIDDEN);
    assert_eq!(post(&server, &path, &resident, reason.clone()).await.status, StatusCode::FORBIDDEN);
    let refused = post(&server, &path, &worker, reason.clone()).await;
    assert_eq!(refused.status, StatusCode::NO_CONTENT, "{}", refused.body);
    assert_eq!(post(&server, &path, &worker, reason).await.status, StatusCode::NOT_FOUND, "once");
    let own = get(&server, "/api/dwellings", &resident).await[0].clone();
    assert_eq!((&own["state"], &own["reason"]), (&json!("refused"), &json!("Nobody was at home.")));

    let again = json!({ "code": codes[1] });
    let asked = post(&server, "/api/dwellings", &resident, again.clone()).await;
    assert_eq!(asked.status, StatusCode::NO_CONTENT, "{}", asked.body);
    let twice = post(&server, "/api/dwellings", &resident, again).await;
    assert_eq!(twice.status, StatusCode::CONFLICT);
    let own = get(&server, "/api/dwellings", &resident).await[0].clone();
    let path = format!("/api/dwellings/{}/withdraw", own["id"].as_str().unwrap());
    assert_eq!(post(&server, &path, &resident, json!({})).await.status, StatusCode::NO_CONTENT);
    assert_eq!(post(&server, &path, &resident, json!({})).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn forged_codes_open_nothing_and_a_flood_at_one_door_is_held_back() {
    let server = Server::start().await;
    let place = server.place().await;
    let codes = codes(&server, &place).await;
    let mut forged = codes[0].clone();
    let last = forged.pop().unwrap();
    forged.push(if last == '0' { '8' } else { '0' });
    let refused = sign_up(&server, &forged, "forger").await;
    assert_eq!(refused.status, StatusCode::NOT_FOUND, "{}", refused.body);
    let taken = sign_up(&server, &forged, "codes").await;
    assert_eq!(taken.status, StatusCode::NOT_FOUND, "nothing of a login without a code");
    let taken = sign_up(&server, &codes[1], "codes").await;
    assert_eq!(taken.status, StatusCode::CONFLICT, "{}", taken.body);
    let weak = json!({ "code": codes[0], "login": "weak", "password": "weak", "lang": "zh" });
    let weak = post(&server, "/api/dwellings/sign-up", "", weak).await;
    assert_eq!(weak.status, StatusCode::BAD_REQUEST);
    for number in 0..6 {
        let made = sign_up(&server, &codes[0], &format!("one-{number}")).await;
        assert_eq!(made.status, StatusCode::NO_CONTENT, "{}", made.body);
    }
    let full = sign_up(&server, &codes[0], "one-too-many").await;
    assert_eq!(full.status, StatusCode::CONFLICT, "six wait at one dwelling: {}", full.body);
    for _ in 0..20 {
        sign_up(&server, &forged, "late").await;
    }
    let braked = sign_up(&server, &codes[1], "late").await;
    assert_eq!(braked.status, StatusCode::TOO_MANY_REQUESTS, "so many codes from one address");
}
