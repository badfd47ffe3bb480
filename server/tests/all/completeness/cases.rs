//! Cases of two streets, told by people who live there and by a stranger; a lead; somebody on duty, who found micro-events
//! and objects to a figure. And what a page sends of them, which no description says by itself.

use std::{io::Cursor, time::Duration};

use access::{Event, Field, FieldSet, LogCursor, Person, Role};
use axum::{
    body::Body as Content,
    http::{Method, Request, StatusCode, header},
};
use futures::StreamExt as _;
use kernel::Id;
use serde_json::{Value, json};
use server::Config;
use tower::ServiceExt as _;

use super::{
    routes::{A_CASE, Body, Call, NEW},
    seed::{HERE, Somebody, Telling},
    walker::{Caller, Walker, request},
    watch::Watched,
};
use crate::{cases::id, world::Server};

/// The office that has the cases of tenancies, and handles those of water with another. Everybody who drives works for it
/// where their role holds, so that the policies decide and not the office alone.
pub(super) const OFFICE: &str = "housing";
/// What other systems show at their doors.
pub(super) const KEY: &str = "city-app";
/// Of a kind that is not shown to everybody.
const TENANCY: &str = "disputes.tenancy";
/// Of a kind that is.
const WATER: &str = "livelihood.water";
/// Where the worker on duty said that they stand, and how that would be told.
const STANDS: (f64, f64) = (113.007_71, 22.007_73);
const STANDS_TOLD: [&str; 2] = ["113.0077", "22.0077"];
/// Words of the cases of the two streets that stand nowhere else.
const WORDS: [&str; 2] = ["铜管排练", "押金收据"];

/// Doors open for other systems, and nobody held back for asking often.
pub(super) fn config() -> Config {
    let mut config = Config::default();
    config.cases.open311_keys = vec![KEY.to_owned()];
    config.cases.hook_keys = vec![KEY.to_owned()];
    config.cases.reports_an_hour = 1_000_000;
    // Each calls from an address of their own: guesses of a word are counted by address.
    config.server.behind_proxy = true;
    config
}

/// What the seeded cases are called.
pub(super) struct Cases {
    /// Of the street where the accounts of the test work.
    pub(super) here: String,
    /// Of the next street.
    pub(super) next: String,
    /// Of a stranger, and the word to follow it by.
    stranger: (String, String),
    /// The id of the building where that is.
    building: String,
    /// A micro-event that becomes a case; another one stays as it was found.
    micro: String,
    /// An objection to a figure, which waits for an answer.
    objected: String,
    /// A photo that belongs to nothing yet.
    photo: String,
}

/// Tells the cases, and has what tells of their reporters watched.
pub(super) async fn seed(
    server: &Server,
    people: &[Somebody],
    watched: &mut Vec<Watched>,
) -> Cases {
    let photo = uploaded(server).await;
    let next = told(server, &people[1], WORDS[1], &[]).await;
    let here = told(server, &people[0], WORDS[0], std::slice::from_ref(&photo)).await;
    let (number, word) = told_by_a_stranger(server, &people[0]).await;
    let handler = server.account("case-handler", &[Role::DistrictOfficer], None).await;
    server.join("case-handler", OFFICE, "990106").await;

    // A photo is known by its bytes: it may show who lives there.
    let path = format!("/api/cases/files/{photo}");
    let seen = server.call(Method::GET, &path, &handler, None).await;
    assert_eq!(seen.status, StatusCode::OK, "{}", seen.body);
    let text = seen.body.as_str().unwrap().to_owned();
    watched[0].tellings.push(Telling { text, fields: FieldSet::of(&[Field::CasePhoto]) });
    let list = server.call(Method::GET, "/api/cases", &handler, None).await.body.to_string();
    for (who, words) in watched.iter_mut().zip(WORDS) {
        assert!(list.contains(words), "what nobody is shown cannot be shown to others: {list}");
        who.things.push(words);
    }
    let person = stand_in(server, &handler, &number).await;
    watched.push(stranger(person, people[0].street));
    let worker = on_duty(server, &people[0].grid()).await;
    watched[0].never.extend(STANDS_TOLD);
    let path = format!("/api/cases/{number}");
    let case = server.call(Method::GET, &path, &handler, None).await.body;
    let building = case["place"]["id"].as_str().unwrap().to_owned();
    lead(server, &building).await;
    let [micro, _] =
        [found(server, &worker, &people[0]).await, found(server, &worker, &people[0]).await];
    let said = server.call(Method::POST, OBJECTIONS, &worker, Some(&objection(&id(server)))).await;
    assert_eq!(said.status, StatusCode::OK, "{}", said.body);
    let objected = said.body["rows"][0]["id"].as_str().unwrap().to_owned();
    let photo = uploaded(server).await;
    Cases { here, next, stranger: (number, word), building, micro, objected, photo }
}

/// Where micro-events are taken down, and where somebody objects to a figure of their own.
const MICRO_EVENTS: &str = "/api/cases/micro-events";
const OBJECTIONS: &str = "/api/cases/figures/own/objections";

/// The id of a micro-event that a worker finds at the dwelling of somebody: its photo may show who lives there.
async fn found(server: &Server, worker: &str, at: &Somebody) -> String {
    let body = small(&id(server), at, &uploaded(server).await);
    let found = server.call(Method::POST, MICRO_EVENTS, worker, Some(&body)).await;
    assert_eq!(found.status, StatusCode::OK, "{}", found.body);
    found.body["id"].as_str().unwrap().to_owned()
}

fn small(id: &str, at: &Somebody, photo: &str) -> Value {
    let place = json!({ "code": at.unit() });
    json!({ "id": id, "kind": "charger_indoors", "place": place, "photos": [photo] })
}

fn objection(id: &str) -> Value {
    let (from, to) = ("2026-01-01", "2026-01-31");
    json!({ "id": id, "from": from, "to": to, "figure": "cases", "words": "数错了" })
}

/// A photo that was sent in, by its id.
async fn uploaded(server: &Server) -> String {
    let call = Call { path: "/api/report/files".to_owned(), body: Some(Body::Photo) };
    let kept = server.send(request("", &Method::POST, &call)).await;
    assert_eq!(kept.status, StatusCode::OK, "{}", kept.body);
    kept.body["id"].as_str().unwrap().to_owned()
}

/// No two neighbours of it are alike, so that it is no other picture's bytes.
pub(super) fn picture() -> Vec<u8> {
    let shade = |n: u32| u8::try_from(n % 256).unwrap();
    let picture = image::RgbImage::from_fn(48, 48, |x, y| {
        image::Rgb([shade(x * 37), shade(y * 53), shade(x * y)])
    });
    let mut png = Cursor::new(Vec::new());
    picture.write_to(&mut png, image::ImageFormat::Png).unwrap();
    png.into_inner()
}

/// The number of a case that somebody tells of their own dwelling, with their account.
async fn told(server: &Server, who: &Somebody, words: &str, photos: &[String]) -> String {
    let login = format!("teller-{}", who.street);
    let cookie = server.account(&login, &[Role::Resident], Some(who.id)).await;
    let told = json!({
        "id": id(server), "subclass": TENANCY, "place": { "code": who.unit() },
        "words": format!("事情是{words}，一直没有说法。请打 {}", who.phone),
        "contact": { "name": who.name, "phone": who.phone, "email": who.email }, "photos": photos,
    });
    let begun = server.call(Method::POST, "/api/report", &cookie, Some(&told)).await;
    assert_eq!(begun.status, StatusCode::OK, "{}", begun.body);
    begun.body["number"].as_str().unwrap().to_owned()
}

/// Somebody without an account, who is told of as a reporter alone.
const NAME: &str = "欧阳听雨";
const PHONE: &str = "19900003456";
const EMAIL: &str = "tingyu@example.org";

/// The number and the word of a case that a stranger tells.
async fn told_by_a_stranger(server: &Server, near: &Somebody) -> (String, String) {
    let told = json!({
        "id": id(server), "subclass": WATER, "place": { "code": near.code() },
        "words": format!("井盖下面一直在冒水。请打 {PHONE}，找{NAME}"),
        "contact": { "name": NAME, "phone": PHONE, "email": EMAIL },
    });
    let begun = server.call(Method::POST, "/api/report", "", Some(&told)).await;
    assert_eq!(begun.status, StatusCode::OK, "{}", begun.body);
    let text = |key: &str| begun.body[key].as_str().unwrap().to_owned();
    (text("number"), text("word"))
}

/// What the log calls the reporter of a case who has no account.
async fn stand_in(server: &Server, handler: &str, number: &str) -> Id<Person> {
    let mut cursor = LogCursor::default();
    server.access.entries_after(&mut cursor, usize::MAX).await.unwrap();
    let path = format!("/api/cases/{number}/reporter");
    let read = server.call(Method::GET, &path, handler, None).await;
    assert_eq!((read.status, &read.body["phone"]), (StatusCode::OK, &json!(PHONE)));
    let entries = server.access.entries_after(&mut cursor, usize::MAX).await.unwrap();
    let [entry] = &entries[..] else { panic!("one look is one line, and not {entries:?}") };
    assert!(matches!(entry.event, Event::Read(_)), "{entry:?}");
    entry.subjects[0]
}

fn stranger(person: Id<Person>, street: &'static str) -> Watched {
    let telling =
        |text: &str, field| Telling { text: text.to_owned(), fields: FieldSet::of(&[field]) };
    Watched {
        person,
        street,
        things: Vec::new(),
        tellings: vec![
            telling(NAME, Field::Name),
            telling(PHONE, Field::Phone),
            telling(EMAIL, Field::Email),
        ],
        never: Vec::new(),
    }
}

/// The cookie of somebody on duty in a grid, who says where they stand.
async fn on_duty(server: &Server, grid: &str) -> String {
    let worker = server.account_in("on-duty", &[Role::GridWorker], grid, None).await;
    server.join("on-duty", OFFICE, grid).await;
    let (lon, lat) = STANDS;
    let here = json!({ "lon": lon, "lat": lat });
    for (method, path, body) in
        [(Method::POST, "/api/duty", json!({})), (Method::PUT, "/api/duty/position", here)]
    {
        let on = server.call(method, path, &worker, Some(&body)).await;
        assert_eq!(on.status, StatusCode::OK, "{}", on.body);
        for told in STANDS_TOLD.iter().filter(|_| path.ends_with("position")) {
            assert!(on.body.to_string().contains(told), "{}", on.body);
        }
    }
    worker
}

/// A lead that a machine delivers.
async fn lead(server: &Server, building: &str) {
    let body = measured(building, "w1/7").to_string();
    let call = Call { path: "/hooks/leads".to_owned(), body: Some(Body::Json(body)) };
    let sent = server.send(request("", &Method::POST, &call)).await;
    assert_eq!(sent.status, StatusCode::ACCEPTED, "{}", sent.body);
}

fn measured(building: &str, key: &str) -> Value {
    json!({
        "key": key, "source": "sensor", "subclass": "livelihood.road",
        "place": { "building": building }, "readings": ["32 cm"],
    })
}

fn call(path: &str, body: Option<Body>) -> Call {
    Call { path: path.to_owned(), body }
}

/// What a page or another system sends, by route: with codes and numbers of the seed, and ids of its own.
pub(super) fn given(cases: &Cases, near: &Somebody) -> Vec<(&'static str, Call)> {
    let sent = |path: &str, body: Value| call(path, Some(Body::Json(body.to_string())));
    let Cases { here, next, micro, objected, photo, .. } = cases;
    let actions = format!("/api/cases/{here}/actions");
    let act = |seen: Option<u32>, deed: Value| {
        let body = json!({ "id": NEW, "seen": seen, "deed": deed, "words": "看过了" });
        ("POST /api/cases/{id}/actions", sent(&actions, body))
    };
    let place = json!({ "code": near.code() });
    let area = HERE.replace('/', "%2F");
    let mut all = vec![
        (
            "POST /api/cases",
            sent(
                "/api/cases",
                json!({ "id": NEW, "door": "hotline", "subclass": WATER, "place": place, "words": "楼道漏水" }),
            ),
        ),
        ("POST /api/cases/files", call("/api/cases/files", Some(Body::Photo))),
        act(Some(1), json!({ "deed": "claim" })),
        act(None, json!({ "deed": "note" })),
        act(None, json!({ "deed": "visit", "met": true })),
        (
            "POST /api/cases/{id}/actions",
            sent(
                &format!("/api/cases/{next}/actions"),
                json!({ "id": NEW, "deed": { "deed": "note" }, "words": "看过了" }),
            ),
        ),
        ("POST /api/cases/micro-events", sent(MICRO_EVENTS, small(NEW, near, photo))),
        (
            "POST /api/cases/collections",
            sent(
                "/api/cases/collections",
                json!({ "id": NEW, "class": "electricity", "place": { "code": near.unit() }, "answers": { "electricity.rcd": "yes" } }),
            ),
        ),
        (
            "POST /api/cases/micro-events/{id}/actions",
            sent(
                &format!("{MICRO_EVENTS}/{micro}/actions"),
                json!({ "id": NEW, "seen": 1, "deed": { "deed": "escalate" }, "words": "看过了" }),
            ),
        ),
        ("POST /api/cases/figures/own/objections", sent(OBJECTIONS, objection(NEW))),
        (
            "POST /api/cases/figures/objections/{id}/answer",
            sent(
                &format!("/api/cases/figures/objections/{objected}/answer"),
                json!({ "id": NEW, "upheld": true, "words": "属实" }),
            ),
        ),
        (
            "GET /api/cases/whither",
            call(&format!("/api/cases/whither?subclass={TENANCY}&area={area}"), None),
        ),
        (
            "POST /api/cases/routing",
            sent(
                "/api/cases/routing",
                json!({ "area": HERE, "of": TENANCY, "hours": "always", "office": "housing", "reason": "as the catalogue has it" }),
            ),
        ),
        (
            "POST /api/cases/routing/try",
            sent("/api/cases/routing/try", json!({ "subclass": TENANCY, "area": HERE })),
        ),
        (
            "PUT /api/duty/position",
            sent("/api/duty/position", json!({ "lon": 113.003_3, "lat": 22.000_3 })),
        ),
        (
            "POST /api/reads/delays",
            sent(
                "/api/reads/delays",
                json!({ "case": A_CASE, "legal_basis": "某法第四十一条", "reason": "they would be warned", "until": "2026-01-20" }),
            ),
        ),
    ];
    all.extend(from_outside(cases, near));
    all
}

/// What residents and other systems send.
fn from_outside(cases: &Cases, near: &Somebody) -> Vec<(&'static str, Call)> {
    let sent = |path: &str, body: Value| call(path, Some(Body::Json(body.to_string())));
    let Cases { here, stranger: (number, word), building, .. } = cases;
    let place = json!({ "code": near.code() });
    let form = format!("api_key={KEY}&service_code={WATER}&address_string=x&description=leak");
    vec![
        (
            "POST /api/report",
            sent(
                "/api/report",
                json!({ "id": NEW, "subclass": WATER, "place": place, "words": "井盖松动", "contact": { "phone": "19900009999" } }),
            ),
        ),
        ("POST /api/report/files", call("/api/report/files", Some(Body::Photo))),
        (
            "POST /api/report/follow",
            sent("/api/report/follow", json!({ "number": number, "word": word })),
        ),
        (
            "POST /api/report/answer",
            sent(
                "/api/report/answer",
                json!({ "number": number, "word": word, "id": NEW, "seen": 1, "deed": "note", "words": "还在冒" }),
            ),
        ),
        (
            "GET /api/report/nearby",
            call(&format!("/api/report/nearby?subclass={WATER}&lon=113.0012&lat=22.0002"), None),
        ),
        ("POST /hooks/leads", sent("/hooks/leads", measured(building, NEW))),
        (
            "GET /open311/v2/requests/{file}",
            call(&format!("/open311/v2/requests/{number}.json"), None),
        ),
        (
            "GET /open311/v2/requests/{file}",
            call(&format!("/open311/v2/requests/{here}.json"), None),
        ),
        (
            "GET /open311/v2/services/{file}",
            call(&format!("/open311/v2/services/{WATER}.json"), None),
        ),
        (
            "POST /open311/v2/requests.{format}",
            call("/open311/v2/requests.json", Some(Body::Form(form))),
        ),
    ]
}

/// The route whose answer never ends.
pub(super) const STREAM: &str = "GET /api/cases/stream";
/// A change that does not come is missed after this.
const PATIENCE: Duration = Duration::from_mins(1);

/// How `who` is answered who follows the changes of cases: the first that they see is of their own street, though one of the
/// next street came before it.
pub(super) async fn follows(walker: &Walker, who: &Caller, cases: &Cases) -> char {
    let request = Request::get("/api/cases/stream")
        .header(header::COOKIE, &who.cookie)
        .header("last-event-id", "0")
        .body(Content::empty())
        .unwrap();
    let response = walker.router().clone().oneshot(request).await.unwrap();
    let place = format!("{STREAM} as {}: {}", who.name, response.status());
    if matches!(response.status(), StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN) {
        walker.note(who, &place, "").await;
        return '-';
    }
    assert_eq!(response.status(), StatusCode::OK, "{place}");
    // Where nobody lives nothing changes: there is nothing to wait for.
    if who.scope == HERE {
        let mut changes = response.into_body().into_data_stream();
        let first = tokio::time::timeout(PATIENCE, changes.next()).await;
        let first = first.unwrap_or_else(|_| panic!("{place}: nothing came")).unwrap().unwrap();
        let text = String::from_utf8(first.to_vec()).unwrap();
        walker.note(who, &place, &text).await;
        assert!(text.contains(&cases.here) && !text.contains(&cases.next), "{place}: {text}");
    }
    'y'
}
