//! Declarations over HTTP: a tenant declares, a worker verifies on the door, and the outcome is told.

use std::fmt::Write as _;

use access::Role;
use axum::{
    body::Body,
    http::{Method, Request, StatusCode, header},
};
use serde_json::{Value, json};

use super::{
    cases::id,
    dwellings,
    place::{NUMBER, Place},
    world::{Answer, Server},
};

pub(super) const GRID: &str = "990106/990106001/990106001001/990106001001001";
const PATH: &str = "/api/housing/declarations";

/// What a declarant sends of somebody with another document.
pub(super) fn declared(server: &Server, unit: &str, by: &str, own: bool, number: &str) -> Value {
    json!({
        "id": id(server), "unit": unit, "by": by, "tie": "lives", "used_as": "dwelling", "from": "2026-01-01",
        "until": null, "own": own,
        "who": { "name": "欧阳小满", "document": "other", "number": number, "phone": "" },
    })
}

impl Server {
    pub(super) async fn declares(&self, cookie: &str, body: &Value) -> Answer {
        self.call(Method::POST, PATH, cookie, Some(body)).await
    }

    async fn does(&self, cookie: &str, declaration: &Value, deed: Value) -> Answer {
        let body = json!({ "id": id(self), "seen": declaration["version"], "deed": deed });
        let path = format!("{PATH}/{}/actions", declaration["id"].as_str().unwrap());
        self.call(Method::POST, &path, cookie, Some(&body)).await
    }

    pub(super) async fn visits(
        &self,
        cookie: &str,
        declaration: &Value,
        found: &str,
        heard: bool,
    ) -> Answer {
        let body = json!({ "id": id(self), "seen": declaration["version"], "found": found, "heard": heard,
            "words": "看过", "lon": 113.0012, "lat": 22.0002 });
        let path = format!("{PATH}/{}/visits", declaration["id"].as_str().unwrap());
        self.call(Method::POST, &path, cookie, Some(&body)).await
    }

    async fn sheet(&self, cookie: &str, text: &str) -> Answer {
        let form = format!(
            "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.csv\"\r\n\r\n{text}\r\n--x--\r\n"
        );
        let request = Request::post(format!("{PATH}/sheet?by=employer&used_as=dormitory"))
            .header("x-linli", "1")
            .header(header::ACCEPT_LANGUAGE, "en")
            .header(header::COOKIE, cookie)
            .header(header::CONTENT_TYPE, "multipart/form-data; boundary=x");
        self.send(request.body(Body::from(form)).unwrap()).await
    }

    /// The codes of the building's units, by room.
    async fn unit_codes(&self, cookie: &str, place: &Place) -> Vec<String> {
        let path = format!("/api/housing/buildings/{}", place.building);
        let file = self.call(Method::GET, &path, cookie, None).await.body;
        let rooms = file["rooms"].as_array().unwrap().iter();
        let mut codes: Vec<String> =
            rooms.map(|room| room["code"].as_str().unwrap().to_owned()).collect();
        codes.sort();
        codes
    }
}

fn state(answer: &Answer) -> (StatusCode, Value) {
    (answer.status, answer.body["state"]["name"].clone())
}

#[tokio::test]
async fn a_tenant_declares_a_worker_verifies_on_the_door_and_the_outcome_is_told() {
    let server = Server::start().await;
    let place = server.place().await;
    let worker = server.account_in("worker", &[Role::GridWorker], GRID, None).await;
    let tenant = server.account("tenant", &[Role::Resident], Some(place.person)).await;
    let body = declared(&server, &place.unit, "tenant", true, "");
    let made = server.declares(&tenant, &body).await;
    assert_eq!(state(&made), (StatusCode::OK, json!("verifying")), "{}", made.body);
    assert_eq!(made.body["doubts"], json!([]), "they are registered there");
    assert_eq!(made.body["responsible"]["name"], "lets");
    let again = server.declares(&tenant, &body).await;
    assert_eq!(again.body["id"], made.body["id"], "sent twice, it is one");

    let list = server.call(Method::GET, &format!("{PATH}?door=true"), &worker, None).await;
    assert_eq!((list.status, &list.body["total"]), (StatusCode::OK, &json!(1)), "{}", list.body);
    assert!(!list.body.to_string().contains("欧阳"), "a list names nobody");
    let path = format!("{PATH}/{}", made.body["id"].as_str().unwrap());
    for role in [Role::EnforcementOfficer, Role::Inspector, Role::Landlord] {
        let login = format!("curious-{}", role.name().replace('_', "-"));
        let other = server.account(&login, &[role], None).await;
        let refused = server.call(Method::GET, &path, &other, None).await;
        assert_eq!(refused.status, StatusCode::FORBIDDEN, "{role}");
    }
    let whole = server.call(Method::GET, &path, &worker, None).await;
    assert_eq!(whole.body["who"]["name"], "欧阳小满", "{}", whole.body);
    let looks = server.call(Method::GET, "/api/reads?person=me", &tenant, None).await.body;
    assert_eq!(looks[0]["action"], "Saw a declaration, to verify it on the door", "{looks}");

    let own = server.visits(&tenant, &made.body, "so", true).await;
    assert_eq!(own.status, StatusCode::FORBIDDEN, "nobody verifies their own word");
    let seen = server.visits(&worker, &made.body, "so", true).await;
    assert_eq!(state(&seen), (StatusCode::OK, json!("verified")), "{}", seen.body);
    let late = server.visits(&worker, &made.body, "so", true).await;
    assert_eq!(late.status, StatusCode::CONFLICT);
    let mine = server.call(Method::GET, &format!("{PATH}/own"), &tenant, None).await;
    assert_eq!(mine.body["made"][0]["state"]["name"], "verified", "{}", mine.body);
    assert!(!mine.body.to_string().contains("小满"), "in part");
    let data = server.call(Method::GET, "/api/rights/data", &tenant, None).await.body;
    assert_eq!(data["declarations"][0]["id"], made.body["id"], "theirs to take along");
    let left = json!({ "deed": "leave", "on": "2026-01-05" });
    let left = server.does(&tenant, &seen.body, left).await;
    assert_eq!(state(&left), (StatusCode::OK, json!("ended")), "{}", left.body);
}

#[tokio::test]
async fn what_contradicts_goes_to_the_declarant_and_the_person_confirms() {
    let server = Server::start().await;
    let place = server.place().await;
    let worker = server.account_in("worker", &[Role::GridWorker], GRID, None).await;
    let landlord = server.account("landlord", &[Role::Landlord], None).await;
    let person = server.account("person", &[Role::Resident], Some(place.person)).await;
    let stranger = server.account("stranger", &[Role::Resident], None).await;

    // Somebody else is registered in this unit: the landlord is told that records differ, and of nobody.
    let body = declared(&server, &place.unit, "landlord", false, "E7654321");
    let made = server.declares(&landlord, &body).await;
    assert_eq!(state(&made), (StatusCode::OK, json!("asked")), "{}", made.body);
    assert!(!made.body.to_string().contains("registered"), "{}", made.body);
    let early = server.visits(&worker, &made.body, "so", true).await;
    assert_eq!(early.status, StatusCode::CONFLICT, "the declarant is first");
    let answer = json!({ "deed": "answer", "answer": "they_left" });
    let answered = server.does(&landlord, &made.body, answer).await;
    assert_eq!(state(&answered), (StatusCode::OK, json!("confirming")), "{}", answered.body);
    let unasked = server.visits(&worker, &answered.body, "so", false).await;
    assert_eq!(unasked.status, StatusCode::BAD_REQUEST, "whom others declared is asked");
    let seen = server.visits(&worker, &answered.body, "not_so", true).await;
    assert_eq!(state(&seen), (StatusCode::OK, json!("not_so")), "{}", seen.body);

    // The answer is the same of one who is registered there: nobody finds out by declaring where somebody lives.
    let body = declared(&server, &place.unit, "landlord", false, NUMBER);
    let made = server.declares(&landlord, &body).await;
    assert_eq!(state(&made), (StatusCode::OK, json!("asked")), "{}", made.body);
    let answer = json!({ "deed": "answer", "answer": "together" });
    let made = server.does(&landlord, &made.body, answer).await;
    // Whom it is of finds it by their number, confirms it, and nobody else does.
    assert_eq!(state(&made), (StatusCode::OK, json!("confirming")), "{}", made.body);
    let confirm = || json!({ "deed": "confirm" });
    let foreign = server.does(&stranger, &made.body, confirm()).await;
    assert_eq!(foreign.status, StatusCode::NOT_FOUND);
    let own = server.does(&landlord, &made.body, confirm()).await;
    assert_eq!(own.status, StatusCode::CONFLICT, "a landlord does not confirm for a tenant");
    let mine = server.call(Method::GET, &format!("{PATH}/own"), &person, None).await.body;
    assert_eq!(mine["named"][0]["offers"], json!(["confirm", "deny"]), "{mine}");
    let confirmed = server.does(&person, &mine["named"][0], confirm()).await;
    assert_eq!(state(&confirmed), (StatusCode::OK, json!("verifying")), "{}", confirmed.body);
    let back = server.does(&landlord, &confirmed.body, json!({ "deed": "withdraw" })).await;
    assert_eq!(state(&back), (StatusCode::OK, json!("withdrawn")), "{}", back.body);
}

#[tokio::test]
async fn by_writing_down_a_number_as_ones_own_one_learns_nothing_and_its_person_denies_it() {
    let server = Server::start().await;
    let place = server.place().await;
    let worker = server.account_in("worker", &[Role::GridWorker], GRID, None).await;
    let inspector = server.account_in("inspector", &[Role::Inspector], GRID, None).await;
    let person = server.account("person", &[Role::Resident], Some(place.person)).await;
    let stranger = server.account("stranger", &[Role::Resident], None).await;
    let elsewhere = server.unit_codes(&inspector, &place).await.remove(3);

    let lives = declared(&server, &place.unit, "tenant", true, NUMBER);
    let lives = server.declares(&person, &lives).await;
    let seen = server.visits(&worker, &lives.body, "so", true).await;
    assert_eq!(state(&seen), (StatusCode::OK, json!("verified")), "{}", seen.body);
    // The account whose number it is is told that it is declared elsewhere.
    let moves = declared(&server, &elsewhere, "tenant", true, NUMBER);
    let moves = server.declares(&person, &moves).await;
    assert!(moves.body["doubts"].to_string().contains("Declared and verified"), "{}", moves.body);
    let other = declared(&server, &elsewhere, "tenant", true, "E7654321");
    let other = server.declares(&person, &other).await;
    assert_eq!(other.status, StatusCode::BAD_REQUEST, "{}", other.body);

    // Anybody else is told the same of it as of any number.
    let any = declared(&server, &elsewhere, "tenant", true, "E7654321");
    let any = server.declares(&stranger, &any).await;
    let theirs = declared(&server, &elsewhere, "tenant", true, NUMBER);
    let theirs = server.declares(&stranger, &theirs).await;
    assert_eq!(state(&theirs), state(&any), "{}", theirs.body);
    assert_eq!(theirs.body["doubts"], any.body["doubts"]);
    let mine = server.call(Method::GET, &format!("{PATH}/own"), &person, None).await.body;
    assert_eq!(mine["named"][0]["id"], theirs.body["id"], "{mine}");
    let data = server.call(Method::GET, "/api/rights/data", &person, None).await.body;
    assert_eq!(data["declarations"].as_array().unwrap().len(), 3, "each once");
    let denied = server.does(&person, &mine["named"][0], json!({ "deed": "deny" })).await;
    assert_eq!(state(&denied), (StatusCode::OK, json!("denied")), "{}", denied.body);
}

#[tokio::test]
async fn a_sheet_keeps_the_good_rows_apart_from_the_bad_and_is_the_same_when_sent_again() {
    let server = Server::start().await;
    let place = server.place().await;
    let inspector = server.account_in("inspector", &[Role::Inspector], GRID, None).await;
    let employer = server.account("employer", &[Role::Employer], None).await;
    let units = server.unit_codes(&inspector, &place).await;
    let mut text = "房屋编码,姓名,证件类型,证件号码,电话,入住日期,离开日期\n".to_owned();
    for n in 0..40 {
        let (unit, name) = (&units[n % 4], if n == 3 { "" } else { "张三" });
        let unit = if n == 5 { "123" } else { unit };
        let day = if n == 7 { "soon" } else { "2026-01-02" };
        let _ = writeln!(text, "{unit},{name},其他证件,E{n:07},,{day},");
    }
    let first = server.sheet(&employer, &text).await;
    assert_eq!(first.status, StatusCode::OK, "{}", first.body);
    let told = |answer: &Answer, key: &str| answer.body[key].as_u64().unwrap();
    assert_eq!((told(&first, "declared"), told(&first, "refused")), (37, 3), "{}", first.body);
    let rows: Vec<u64> = first.body["faults"]
        .as_array()
        .unwrap()
        .iter()
        .map(|fault| fault["row"].as_u64().unwrap())
        .collect();
    assert_eq!(rows, [5, 7, 9]);
    assert_eq!(first.body["faults"][0]["column"]["zh"], "姓名");
    let again = server.sheet(&employer, &text).await;
    assert_eq!((told(&again, "declared"), told(&again, "same")), (0, 37), "{}", again.body);
    let note = "长".repeat(6_000);
    let mut long = "房屋编码,姓名,证件类型,证件号码,电话,入住日期,离开日期,备注\n".to_owned();
    for (number, note) in [("E0000900", ""), ("E0000901", note.as_str())] {
        let _ = writeln!(long, "{},张三,其他证件,{number},,2026-01-02,,{note}", units[0]);
    }
    let long = server.sheet(&employer, &long).await;
    assert_eq!((told(&long, "declared"), told(&long, "refused")), (1, 1), "{}", long.body);
    let far = server.account_in("far", &[Role::Employer], "990106/990106002", None).await;
    let outside = server.sheet(&far, &text).await;
    assert_eq!((told(&outside, "declared"), told(&outside, "refused")), (0, 40), "row by row");
    let odd = server.sheet(&employer, "姓名,电话\n张三,\n").await;
    assert_eq!(odd.status, StatusCode::BAD_REQUEST);
    assert!(odd.body["detail"].as_str().unwrap().contains("Unit code"), "{}", odd.body);
}

#[tokio::test]
async fn whoever_lets_answers_for_the_place_and_is_told() {
    let server = Server::start().await;
    let place = server.place().await;
    let worker = server.account_in("worker", &[Role::GridWorker], GRID, None).await;
    let landlord = server.account("landlord", &[Role::Landlord], None).await;
    let tenant = server.account("tenant", &[Role::Resident], Some(place.person)).await;
    let kinds = async |cookie: &str| {
        server::parts::outbox::tell(&server.state).await;
        let page = server.call(Method::GET, "/api/messages", cookie, None).await.body;
        let rows = page["rows"].as_array().unwrap().iter();
        rows.map(|row| row["kind"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    let mut lets = declared(&server, &place.unit, "landlord", true, "L1234567");
    lets["tie"] = json!("lets");
    let lets = server.declares(&landlord, &lets).await;
    assert_eq!(state(&lets), (StatusCode::OK, json!("verifying")), "{}", lets.body);
    let body = declared(&server, &place.unit, "tenant", true, "");
    server.declares(&tenant, &body).await;
    assert!(kinds(&landlord).await.is_empty(), "a word that nobody verified makes no landlord");
    let seen = server.visits(&worker, &lets.body, "so", true).await;
    assert_eq!(state(&seen), (StatusCode::OK, json!("verified")), "{}", seen.body);
    assert_eq!(kinds(&landlord).await, ["declaration_moved"]);
    let mut works = declared(&server, &place.unit, "tenant", true, "");
    works["tie"] = json!("works");
    let works = server.declares(&tenant, &works).await;
    assert_eq!(works.status, StatusCode::OK, "{}", works.body);
    assert_eq!(kinds(&landlord).await, ["declared_at_place", "declaration_moved"]);
    assert!(kinds(&worker).await.is_empty(), "nobody else is told");
    let agency = server.account("agency", &[Role::Agency], None).await;
    for number in ["E7654321", "E7654322"] {
        server.declares(&agency, &declared(&server, &place.unit, "agency", false, number)).await;
    }
    let told = kinds(&landlord).await;
    assert_eq!(told, ["declared_at_place", "declaration_moved"], "once a day of each building");
}

#[tokio::test]
async fn a_year_after_its_end_a_declaration_is_gone_with_whom_it_was_of_and_its_steps() {
    let server = Server::start().await;
    let place = server.place().await;
    let tenant = server.account("tenant", &[Role::Resident], Some(place.person)).await;
    let made = server.declares(&tenant, &declared(&server, &place.unit, "tenant", true, "")).await;
    let back = server.does(&tenant, &made.body, json!({ "deed": "withdraw" })).await;
    assert_eq!(state(&back), (StatusCode::OK, json!("withdrawn")), "{}", back.body);
    let id: housing::DeclarationId = made.body["id"].as_str().unwrap().parse().unwrap();
    let (kept, housing) = (366 * 86_400, &server.state.housing);
    for (days, is_there) in [(kept, true), (1, false)] {
        server.world.clock.advance(days);
        server::retention::run(&server.state, None).await.unwrap();
        assert_eq!(housing.declaration(id).await.unwrap().is_some(), is_there);
        assert_eq!(housing.declaration_steps(id).await.unwrap().is_empty(), !is_there);
    }
}

#[tokio::test]
async fn a_year_after_its_last_day_a_declaration_is_gone_though_nobody_told_of_leaving() {
    let server = Server::start().await;
    let place = server.place().await;
    let worker = server.account_in("worker", &[Role::GridWorker], GRID, None).await;
    let tenant = server.account("tenant", &[Role::Resident], Some(place.person)).await;
    let mut ids = Vec::new();
    for (tie, until) in [("lives", Some("2026-01-31")), ("works", None)] {
        let mut body = declared(&server, &place.unit, "tenant", true, "");
        body["tie"] = json!(tie);
        body["until"] = json!(until);
        let made = server.declares(&tenant, &body).await;
        let seen = server.visits(&worker, &made.body, "so", true).await;
        assert_eq!(state(&seen), (StatusCode::OK, json!("verified")), "{}", seen.body);
        ids.push(made.body["id"].as_str().unwrap().parse::<housing::DeclarationId>().unwrap());
    }
    server.world.clock.advance(400 * 86_400);
    server::retention::run(&server.state, None).await.unwrap();
    for (id, is_there) in ids.into_iter().zip([false, true]) {
        let found = server.state.housing.declaration(id).await.unwrap();
        assert_eq!(found.is_some(), is_there, "what stands is kept while it stands");
    }
}

#[tokio::test]
async fn nobody_goes_from_door_to_door_by_declaring() {
    let server = Server::start().await;
    let place = server.place().await;
    let tenant = server.account("tenant", &[Role::Resident], Some(place.person)).await;
    let body = declared(&server, &place.unit, "tenant", true, "");
    for _ in 0..120 {
        assert_eq!(server.declares(&tenant, &body).await.status, StatusCode::OK);
    }
    let late = server.declares(&tenant, &body).await;
    assert_eq!(late.status, StatusCode::TOO_MANY_REQUESTS, "{}", late.body);
    let other = server.account("other", &[Role::Resident], None).await;
    let text = "房屋编码,姓名,证件号码,入住日期\n1,,,\n";
    for _ in 0..30 {
        assert_eq!(server.sheet(&other, text).await.status, StatusCode::OK);
    }
    assert_eq!(server.sheet(&other, text).await.status, StatusCode::TOO_MANY_REQUESTS);
}

#[tokio::test]
async fn whom_others_declare_sees_who_looked_before_they_confirmed_it() {
    let server = Server::start().await;
    let place = server.place().await;
    let worker = server.account_in("worker", &[Role::GridWorker], GRID, None).await;
    let inspector = server.account_in("inspector", &[Role::Inspector], GRID, None).await;
    let landlord = server.account("landlord", &[Role::Landlord], None).await;
    let person = server.account("person", &[Role::Resident], Some(place.person)).await;
    let elsewhere = server.unit_codes(&inspector, &place).await.remove(3);
    let body = declared(&server, &elsewhere, "landlord", false, NUMBER);
    let made = server.declares(&landlord, &body).await;
    let path = format!("{PATH}/{}", made.body["id"].as_str().unwrap());
    let whole = server.call(Method::GET, &path, &worker, None).await;
    assert_eq!(whole.status, StatusCode::OK, "{}", whole.body);
    let looks = async |cookie: &str| {
        let reads = server.call(Method::GET, "/api/reads?person=me", cookie, None).await.body;
        let saw = "Saw a declaration, to verify it on the door";
        reads.as_array().unwrap().iter().filter(|read| read["action"] == saw).count()
    };
    assert_eq!(looks(&person).await, 1);
    let mine = server.call(Method::GET, &format!("{PATH}/own"), &person, None).await.body;
    server.does(&person, &mine["named"][0], json!({ "deed": "confirm" })).await;
    server.call(Method::GET, &path, &worker, None).await;
    assert_eq!(looks(&person).await, 2, "that one stays, and from then on under their own name");
}

#[tokio::test]
async fn an_account_made_at_a_door_declares_once_somebody_was_there() {
    let server = Server::start().await;
    let place = server.place().await;
    let code = dwellings::codes(&server, &place).await.remove(0);
    let worker = server.account_in("worker", &[Role::GridWorker], GRID, None).await;
    let made = dwellings::sign_up(&server, &code, "passer-by").await;
    assert_eq!(made.status, StatusCode::NO_CONTENT, "{}", made.body);
    let unmet = dwellings::signed_in(&server, "passer-by").await;
    for own in [true, false] {
        let body = declared(&server, &place.unit, "tenant", own, "X1234567");
        let early = server.declares(&unmet, &body).await;
        assert_eq!(early.status, StatusCode::FORBIDDEN, "{}", early.body);
        assert!(early.body.to_string().contains("grid worker"), "what to do: {}", early.body);
    }
    let many = server.sheet(&unmet, "Unit code,Name,Document,Document number,From").await;
    assert_eq!(many.status, StatusCode::FORBIDDEN, "{}", many.body);

    server.world.clock.advance(60);
    let (met, _) = dwellings::bound(&server, &code, "tenant", &worker, None).await;
    let body = declared(&server, &place.unit, "tenant", true, "X1234567");
    let taken = server.declares(&met, &body).await;
    assert_eq!(taken.status, StatusCode::OK, "{}", taken.body);
}
