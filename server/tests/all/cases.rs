//! Cases over HTTP.

use access::{Assignment, Role};
use axum::{
    body::Body,
    http::{Method, Request, StatusCode, header},
};
use kernel::{AreaPath, Text};
use serde_json::{Value, json};

use super::{
    place::Place,
    world::{Answer, Server},
};

/// A new id, as a page makes one.
pub(crate) fn id(server: &Server) -> String {
    server.world.ids.next::<casework::CaseActionMark>().to_string()
}

pub(crate) fn told(server: &Server, place: &Place, subclass: &str) -> Value {
    json!({
        "id": id(server), "door": "hotline", "subclass": subclass, "place": { "building": place.building },
        "words": "三楼漏水，电话19900001234", "answers": { "what": "leak" },
        "reporter": { "name": "王小明", "phone": "19900001234" },
    })
}

impl Server {
    /// A photo that was uploaded without an account, by its id.
    async fn photo(&self) -> String {
        self.uploaded("/api/report/files", None).await
    }

    /// A photo that was uploaded to a door for photos, by its id.
    pub(crate) async fn uploaded(&self, path: &str, cookie: Option<&str>) -> String {
        let mut png = std::io::Cursor::new(Vec::new());
        let picture = image::RgbImage::from_pixel(8, 8, image::Rgb([1, 2, 3]));
        picture.write_to(&mut png, image::ImageFormat::Png).unwrap();
        let mut form =
            b"--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.png\"\r\n\r\n"
                .to_vec();
        form.extend_from_slice(&png.into_inner());
        form.extend_from_slice(b"\r\n--x--\r\n");
        let request = Request::post(path)
            .header("x-linli", "1")
            .header(header::CONTENT_TYPE, "multipart/form-data; boundary=x");
        let request = match cookie {
            Some(cookie) => request.header(header::COOKIE, cookie),
            None => request,
        };
        let kept = self.send(request.body(Body::from(form)).unwrap()).await;
        assert_eq!(kept.status, StatusCode::OK, "{}", kept.body);
        kept.body["id"].as_str().unwrap().to_owned()
    }

    pub(crate) async fn act(&self, cookie: &str, case: &Value, deed: Value) -> Answer {
        let body =
            json!({ "id": id(self), "seen": case["version"], "deed": deed, "words": "so it is" });
        let path = format!("/api/cases/{}/actions", case["number"].as_str().unwrap());
        self.call(Method::POST, &path, cookie, Some(&body)).await
    }
}

#[tokio::test]
async fn a_case_is_told_found_and_handled() {
    let server = Server::start().await;
    let place = server.place().await;
    let street = "990106/990106001";
    let officer = server.account_in("officer", &[Role::StreetOfficer], street, None).await;
    let told = told(&server, &place, "livelihood.water");
    let begun = server.call(Method::POST, "/api/cases", &officer, Some(&told)).await;
    assert_eq!(begun.status, StatusCode::OK, "{}", begun.body);
    assert_eq!(begun.body["office"]["title"]["en"], "Works and water station");
    let list = server
        .call(Method::GET, "/api/cases?q=%E6%BC%8F%E6%B0%B4&office=works", &officer, None)
        .await;
    assert_eq!((list.status, &list.body["total"]), (StatusCode::OK, &json!(1)), "{}", list.body);
    assert!(!list.body.to_string().contains("19900001234"), "numbers of persons are not shown");
    let path = format!("/api/cases/{}", begun.body["number"].as_str().unwrap());
    let case = server.call(Method::GET, &path, &officer, None).await.body;
    assert_eq!(case["answers"][0]["answer"]["en"], "Leak");
    assert!(case["offers"].as_array().unwrap().contains(&json!("claim")));
    let claimed = server.act(&officer, &case, json!({ "deed": "claim" })).await;
    assert_eq!(
        (claimed.status, &claimed.body["officer"]["me"]),
        (StatusCode::OK, &json!(true)),
        "{}",
        claimed.body
    );
    let late = server.act(&officer, &case, json!({ "deed": "accept" })).await;
    assert_eq!(late.status, StatusCode::CONFLICT);
    assert!(
        late.body["detail"].as_str().unwrap().starts_with("Somebody was faster"),
        "{}",
        late.body
    );
    let started = server.act(&officer, &claimed.body, json!({ "deed": "start" })).await.body;
    let early =
        server.act(&officer, &started, json!({ "deed": "resolve", "outcome": "fixed" })).await;
    assert_eq!(early.status, StatusCode::CONFLICT);
    assert!(early.body["detail"].as_str().unwrap().contains("Photo before"));
    let inbox = server.call(Method::GET, "/api/cases/inbox", &officer, None).await;
    assert_eq!(
        (inbox.status, &inbox.body["mine"]["total"]),
        (StatusCode::OK, &json!(1)),
        "{}",
        inbox.body
    );
    let whither = server
        .call(
            Method::GET,
            "/api/cases/whither?subclass=order.noise&area=990106%2F990106001",
            &officer,
            None,
        )
        .await;
    assert_eq!(whither.body["office"]["id"], "enforcement", "{}", whither.body);
    let file = server.call(Method::GET, "/api/cases/export?open=true", &officer, None).await;
    assert_eq!(file.body.as_str().unwrap().lines().count(), 2);
}

#[tokio::test]
async fn whoever_is_elsewhere_sees_nothing_and_a_reporter_is_a_read_of_its_own() {
    let server = Server::start().await;
    let place = server.place().await;
    let officer = server.account("officer", &[Role::DistrictOfficer], None).await;
    let told = told(&server, &place, "livelihood.water");
    let begun = server.call(Method::POST, "/api/cases", &officer, Some(&told)).await.body;
    let path = format!("/api/cases/{}", begun["number"].as_str().unwrap());
    let elsewhere =
        server.account_in("next", &[Role::StreetOfficer], "990106/990106002", None).await;
    for path in [path.clone(), format!("{path}/reporter"), "/api/cases?area=990106".to_owned()] {
        let refused = server.call(Method::GET, &path, &elsewhere, None).await;
        assert_eq!(refused.status, StatusCode::FORBIDDEN, "{path}");
    }
    let own = server.call(Method::GET, "/api/cases", &elsewhere, None).await;
    assert_eq!((own.status, &own.body["rows"]), (StatusCode::OK, &json!([])));
    let enforcement = server.account("police", &[Role::EnforcementOfficer], None).await;
    assert_eq!(server.call(Method::GET, &path, &enforcement, None).await.status, StatusCode::OK);
    let refused = server.call(Method::GET, &format!("{path}/reporter"), &enforcement, None).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN, "they handle the thing");
    let case = server.call(Method::GET, &path, &officer, None).await.body;
    assert!(!case.to_string().contains("王小明"));
    assert_eq!(case["my_task"], false);
    let refused = server.call(Method::GET, &format!("{path}/reporter"), &officer, None).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN, "no office of theirs has it");
    server.join("officer", "works", "990106").await;
    let case = server.call(Method::GET, &path, &officer, None).await.body;
    assert_eq!(case["my_task"], true);
    let read = server.call(Method::GET, &format!("{path}/reporter"), &officer, None).await;
    assert_eq!(
        (read.status, &read.body["phone"]),
        (StatusCode::OK, &json!("19900001234")),
        "{}",
        read.body
    );
    server.access.index_reads().await.unwrap();
    let log = server.access.verify_reads().await.unwrap();
    assert_eq!(
        (log.entries, log.subjects),
        (1, 1),
        "the one read is on the log, under a name of its own"
    );
}

#[tokio::test]
async fn invitations_wait_in_the_same_inbox_as_other_leads() {
    let server = Server::start().await;
    server.place().await;
    let system = server.account("door_cards", &[Role::System], None).await;
    let signal =
        json!({ "unit": "9901060010010000001000002", "kind": "card_issued", "day": "2026-01-04" });
    let sent = json!({ "signals": [signal] });
    let taken = server.call(Method::POST, "/api/signals", &system, Some(&sent)).await;
    assert_eq!(taken.status, StatusCode::OK, "{}", taken.body);
    let officer = server.account("officer", &[Role::DistrictOfficer], None).await;
    let inbox = server.call(Method::GET, "/api/cases/inbox", &officer, None).await.body;
    assert_eq!(inbox["leads"], 1);
    for path in ["/api/cases/leads", "/api/cases/leads?source=signal"] {
        let leads = server.call(Method::GET, path, &officer, None).await.body;
        let row = &leads["rows"][0];
        assert_eq!(
            (&leads["invitations"], &row["source"]),
            (&json!(1), &json!("signal")),
            "{path}"
        );
        assert_eq!((&row["kind"], &leads["next"]), (&json!("unit"), &Value::Null));
        assert!(!leads.to_string().contains("card"), "why it came is not told: {leads}");
    }
    let sensors = server.call(Method::GET, "/api/cases/leads?source=sensor", &officer, None).await;
    assert_eq!(sensors.body["rows"], json!([]));
    let elsewhere =
        server.account_in("next", &[Role::StreetOfficer], "990106/990106002", None).await;
    let refused = server.call(Method::GET, "/api/cases/leads?area=990106", &elsewhere, None).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
    let leads = server.call(Method::GET, "/api/cases/leads", &officer, None).await.body;
    let close = format!("/api/leads/{}/close", leads["rows"][0]["id"].as_str().unwrap());
    let done = json!({ "outcome": "done" });
    let closed = server.call(Method::POST, &close, &officer, Some(&done)).await;
    assert_eq!(closed.status, StatusCode::NO_CONTENT);
    let left = server.call(Method::GET, "/api/cases/leads", &officer, None).await.body;
    assert_eq!((&left["rows"], &left["invitations"]), (&json!([]), &json!(0)));
}

#[tokio::test]
async fn a_lead_is_sent_on_by_those_alone_who_see_it() {
    let server = Server::start().await;
    let place = server.place().await;
    let letter = casework::NewLead {
        source: casework::LeadSource::Mail,
        key: "letter".into(),
        subclass: None,
        place: casework::LeadPlace {
            area: "990106".parse().unwrap(),
            at: None,
            point: None,
            label: Text::new("地点待定", "Place to be found"),
        },
        title: Text::new("来信", "A letter"),
        reasons: Vec::new(),
        expires_at: None,
    };
    let (ids, clock) = (&server.world.ids, &*server.world.clock);
    let mut unit = server.world.database.begin().await.unwrap();
    casework::Leads::deliver(&mut unit, letter, ids, clock).await.unwrap();
    unit.commit().await.unwrap();
    let street =
        server.account_in("street", &[Role::StreetOfficer], "990106/990106001", None).await;
    let unseen = server.call(Method::GET, "/api/cases/leads", &street, None).await;
    assert_eq!(unseen.body["rows"], json!([]));
    let district = server.account_in("district", &[Role::DistrictOfficer], "990106", None).await;
    let seen = server.call(Method::GET, "/api/cases/leads", &district, None).await;
    let mut told = told(&server, &place, "livelihood.water");
    told["lead"] = seen.body["rows"][0]["id"].clone();
    let refused = server.call(Method::POST, "/api/cases", &street, Some(&told)).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN, "{}", refused.body);
    let sent = server.call(Method::POST, "/api/cases", &district, Some(&told)).await;
    assert_eq!(sent.status, StatusCode::OK, "{}", sent.body);
}

#[tokio::test]
async fn what_is_found_in_the_field_is_told_by_the_code_at_the_door_once() {
    let server = Server::start().await;
    let place = server.place().await;
    let grid = "990106/990106001/990106001001/990106001001001";
    let worker = server.account_in("worker", &[Role::GridWorker], grid, None).await;
    let by_code = |code: &str| json!({ "id": id(&server), "door": "field", "subclass": "order.noise", "place": { "code": code }, "words": "夜间施工" });
    let dwelling = by_code("9901060010010000001000001");
    let begun = server.call(Method::POST, "/api/cases", &worker, Some(&dwelling)).await;
    assert_eq!(begun.status, StatusCode::OK, "{}", begun.body);
    let again = server.call(Method::POST, "/api/cases", &worker, Some(&dwelling)).await;
    assert_eq!(again.body["number"], begun.body["number"], "sent twice, it is one case");
    let path = format!("/api/cases/{}", begun.body["id"].as_str().unwrap());
    let case = server.call(Method::GET, &path, &worker, None).await.body;
    assert_eq!(
        (&case["place"]["kind"], &case["place"]["id"]),
        (&json!("unit"), &json!(place.unit))
    );
    let building = by_code("9901060010010000001");
    let begun = server.call(Method::POST, "/api/cases", &worker, Some(&building)).await;
    assert_eq!(begun.status, StatusCode::OK, "{}", begun.body);
    for wrong in ["9901060010010000009", "990106001001000000100", "9901060010010000001000%", ""] {
        let refused = server.call(Method::POST, "/api/cases", &worker, Some(&by_code(wrong))).await;
        assert_eq!(refused.status, StatusCode::BAD_REQUEST, "{wrong}: {}", refused.body);
        assert!(refused.body["detail"].as_str().unwrap().contains("no such code"));
    }
}

#[tokio::test]
async fn changes_are_followed_from_a_number_on() {
    let server = Server::start().await;
    let place = server.place().await;
    let officer = server.account("officer", &[Role::DistrictOfficer], None).await;
    let mut numbers = Vec::new();
    for _ in 0..2 {
        let told = told(&server, &place, "livelihood.water");
        let begun = server.call(Method::POST, "/api/cases", &officer, Some(&told)).await.body;
        numbers.push(begun["number"].as_str().unwrap().to_owned());
    }
    let entries = server.world.database.feed_after("cases", 0, 9).await.unwrap();
    let request = Request::get("/api/cases/stream")
        .header(header::COOKIE, &officer)
        .header("last-event-id", entries[0].sequence.to_string())
        .body(Body::empty())
        .unwrap();
    let response = tower::ServiceExt::oneshot(server.router.clone(), request).await.unwrap();
    assert_eq!(response.headers()[header::CONTENT_TYPE], "text/event-stream");
    let mut stream = response.into_body().into_data_stream();
    let first = futures::StreamExt::next(&mut stream).await.unwrap().unwrap();
    let text = String::from_utf8(first.to_vec()).unwrap();
    assert!(text.contains(&format!("id: {}", entries[1].sequence)), "{text}");
    assert!(text.contains("event: case.report") && text.contains(&numbers[1]), "{text}");
    assert!(!text.contains(&numbers[0]), "what was seen is not told again");
}

#[tokio::test]
async fn no_case_no_people_and_an_invented_number_is_no_case() {
    let server = Server::start().await;
    let place = server.place().await;
    let police = server.account("police", &[Role::EnforcementOfficer], None).await;
    let officer = server.account("officer", &[Role::DistrictOfficer], None).await;
    let told = told(&server, &place, "livelihood.water");
    let begun = server.call(Method::POST, "/api/cases", &officer, Some(&told)).await.body;
    let number = begun["number"].as_str().unwrap();
    let look = async |cookie: &str, ground: &str| {
        let path = format!("/api/blocks/units/{}?purpose=case_handling&{ground}", place.unit);
        server.call(Method::GET, &path, cookie, None).await
    };
    let (theirs, invented) = (format!("case={number}"), "case=260105-7K3M9Q");
    for (cookie, ground) in [
        (&police, invented),
        (&police, theirs.as_str()),
        (&officer, invented),
        (&officer, "reason=a%20case%20of%20mine"),
    ] {
        let refused = look(cookie, ground).await;
        assert_eq!(refused.status, StatusCode::FORBIDDEN, "{ground}: {}", refused.body);
        assert!(refused.body["detail"].as_str().unwrap().contains("no such case"));
    }
    server.join("police", "works", "990106").await;
    let seen = look(&police, &theirs).await;
    assert_eq!((seen.status, &seen.body["people"][0]["name"]), (StatusCode::OK, &json!("王*明")));
    assert_eq!(look(&police, invented).await.status, StatusCode::FORBIDDEN);
    let deed =
        json!({ "deed": "refuse", "responsible": { "zh": "供水公司", "en": "Water company" } });
    let case = server.call(Method::GET, &format!("/api/cases/{number}"), &officer, None).await.body;
    assert_eq!(server.act(&officer, &case, deed).await.status, StatusCode::OK);
    assert_eq!(look(&police, &theirs).await.status, StatusCode::FORBIDDEN, "it is closed");
}

#[tokio::test]
async fn a_photo_is_for_whoever_handles_the_case_and_those_who_live_there_see_who_looked() {
    let server = Server::start().await;
    let place = server.place().await;
    let photo = server.photo().await;
    let told = json!({
        "id": id(&server), "subclass": "livelihood.water", "place": { "unit": place.unit }, "words": "厨房漏水",
        "contact": { "name": "李芳", "phone": "19900005678" }, "photos": [photo],
    });
    let begun = server.call(Method::POST, "/api/report", "", Some(&told)).await;
    assert_eq!(begun.status, StatusCode::OK, "{}", begun.body);
    let officer = server.account("officer", &[Role::DistrictOfficer], None).await;
    let dweller = server.account("dweller", &[Role::Resident], Some(place.person)).await;
    let path = format!("/api/cases/files/{photo}");
    for cookie in [&officer, &dweller] {
        let refused = server.call(Method::GET, &path, cookie, None).await;
        assert_eq!(refused.status, StatusCode::FORBIDDEN, "{}", refused.body);
    }
    server.join("officer", "works", "990106").await;
    let seen = server.call(Method::GET, &path, &officer, None).await;
    assert_eq!(seen.status, StatusCode::OK, "{}", seen.body);
    assert_eq!(seen.head.headers()[header::CACHE_CONTROL], "private, no-store");
    let looks = server.call(Method::GET, "/api/reads?person=me", &dweller, None).await.body;
    assert_eq!(looks.as_array().unwrap().len(), 1, "{looks}");
    assert_eq!(looks[0]["action"], "Saw a photo of a case");
    assert!(!looks.to_string().contains("李芳"), "nobody else is told of");
    let key = json!({ "number": begun.body["number"], "word": begun.body["word"] });
    let followed = server.call(Method::POST, "/api/report/follow", "", Some(&key)).await.body;
    assert_eq!(followed["looks"][0]["action"]["en"], "Saw a photo of a case", "{followed}");
    assert_eq!(followed["looks"][0]["office"]["en"], "Test office");
}

#[tokio::test]
async fn without_an_area_cases_are_those_of_where_one_may_see_them() {
    let server = Server::start().await;
    let place = server.place().await;
    let street = "990106/990106001";
    let officer = server.account_in("officer", &[Role::StreetOfficer], street, None).await;
    let told = told(&server, &place, "livelihood.water");
    let begun = server.call(Method::POST, "/api/cases", &officer, Some(&told)).await;
    assert_eq!(begun.status, StatusCode::OK, "{}", begun.body);
    // Of the whole district an inspector, who sees no cases, and in one street a grid worker, who does.
    let held = vec![
        Assignment::new(Role::Inspector, AreaPath::default()),
        Assignment::new(Role::GridWorker, street.parse().unwrap()),
    ];
    let both = server.account_with("both", held, None).await;
    let number = begun.body["number"].as_str().unwrap();
    for q in ["%E6%BC%8F%E6%B0%B4", number] {
        let path = format!("/api/cases?size=6&q={q}");
        let found = server.call(Method::GET, &path, &both, None).await;
        assert_eq!(found.status, StatusCode::OK, "{}", found.body);
        assert_eq!(found.body["rows"][0]["number"], number, "{}", found.body);
    }
    let inspector = server.account("inspector", &[Role::Inspector], None).await;
    let refused =
        server.call(Method::GET, "/api/cases?q=%E6%BC%8F%E6%B0%B4", &inspector, None).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
}
