//! Doors without an account: the portal, Open311, machines.

use axum::{
    body::Body,
    http::{Method, Request, StatusCode, header},
};
use serde_json::{Value, json};

use super::{
    cases::id,
    world::{Answer, Server},
};

fn keyed() -> server::Config {
    let mut config = server::Config::default();
    config.cases.open311_keys = vec!["city-app".into()];
    config.cases.hook_keys = vec!["sensor".into()];
    config.cases.department_keys = vec!["water:w-key".into(), "roads:r-key".into()];
    config
}

impl Server {
    async fn form(&self, path: &str, form: &str) -> Answer {
        let kind = "application/x-www-form-urlencoded";
        let request = Request::post(path)
            .header(header::CONTENT_TYPE, kind)
            .header(header::ACCEPT_LANGUAGE, "en");
        self.send(request.body(Body::from(form.to_owned())).unwrap()).await
    }

    async fn hook(&self, key: &str, payload: &Value) -> Answer {
        let request = Request::post("/hooks/leads")
            .header(header::CONTENT_TYPE, "application/json")
            .header(header::ACCEPT_LANGUAGE, "en")
            .header(header::AUTHORIZATION, format!("Bearer {key}"));
        self.send(request.body(Body::from(payload.to_string())).unwrap()).await
    }
}

#[tokio::test]
async fn anybody_reports_and_follows_by_number_and_word() {
    let server = Server::start().await;
    let place = server.place().await;
    let told = json!({
        "id": id(&server), "subclass": "livelihood.water", "place": { "unit": place.unit }, "words": "厨房漏水",
        "contact": { "phone": "19900001234" },
    });
    let begun = server.call(Method::POST, "/api/report", "", Some(&told)).await;
    assert_eq!(begun.status, StatusCode::OK, "{}", begun.body);
    let again = server.call(Method::POST, "/api/report", "", Some(&told)).await;
    assert_eq!((&again.body["number"], &again.body["word"]), (&begun.body["number"], &json!(null)));
    let key = json!({ "number": begun.body["number"], "word": begun.body["word"] });
    let followed = server.call(Method::POST, "/api/report/follow", "", Some(&key)).await;
    assert_eq!(
        (followed.status, &followed.body["state"]),
        (StatusCode::OK, &json!("reported")),
        "{}",
        followed.body
    );
    assert!(!followed.body.to_string().contains("19900001234"));
    let wrong = json!({ "number": begun.body["number"], "word": "0000000000" });
    assert_eq!(
        server.call(Method::POST, "/api/report/follow", "", Some(&wrong)).await.status,
        StatusCode::NOT_FOUND
    );
    let mut said = key.clone();
    said["id"] = json!(id(&server));
    said["seen"] = followed.body["version"].clone();
    said["deed"] = json!("note");
    said["words"] = json!("现在也漏到楼下了");
    let added = server.call(Method::POST, "/api/report/answer", "", Some(&said)).await;
    assert_eq!(added.status, StatusCode::OK, "{}", added.body);
    assert_eq!(added.body["steps"][1]["words"], "现在也漏到楼下了");
    said["id"] = json!(id(&server));
    said["deed"] = json!("confirm");
    let early = server.call(Method::POST, "/api/report/answer", "", Some(&said)).await;
    assert_eq!(early.status, StatusCode::CONFLICT, "nothing is resolved yet");
    let nowhere =
        json!({ "id": id(&server), "subclass": "livelihood.water", "place": {}, "words": "x" });
    assert_eq!(
        server.call(Method::POST, "/api/report", "", Some(&nowhere)).await.status,
        StatusCode::BAD_REQUEST
    );
}

#[tokio::test]
async fn a_flood_of_reports_is_held_back() {
    let mut config = server::Config::default();
    config.cases.reports_an_hour = 2;
    let server = Server::start_with(config).await;
    let told = json!({ "id": id(&server), "subclass": "x", "place": {}, "words": "" });
    for _ in 0..2 {
        let answer = server.call(Method::POST, "/api/report", "", Some(&told)).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST);
    }
    let held = server.call(Method::POST, "/api/report", "", Some(&told)).await;
    assert_eq!(held.status, StatusCode::TOO_MANY_REQUESTS);
    assert!(held.head.headers().contains_key(header::RETRY_AFTER));
}

#[tokio::test]
async fn other_systems_read_services_and_report_in_json_and_xml() {
    let server = Server::start_with(keyed()).await;
    let place = server.place().await;
    let get = async |path: &str| server.call(Method::GET, path, "", None).await;
    let services = get("/open311/v2/services.json").await;
    let codes: Vec<&str> = services
        .body
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one["service_code"].as_str().unwrap())
        .collect();
    assert!(
        codes.contains(&"livelihood.water")
            && !codes.iter().any(|code| code.starts_with("conduct")),
        "{codes:?}"
    );
    let xml = get("/open311/v2/services.xml").await;
    assert!(xml.body.as_str().unwrap().contains("<service_code>order.noise</service_code>"));
    let asked = get("/open311/v2/services/livelihood.water.json").await;
    assert_eq!(asked.body["attributes"][0]["datatype"], "singlevaluelist");
    assert_eq!(
        get("/open311/v2/services/conduct.service.json").await.status,
        StatusCode::NOT_FOUND
    );
    let form = "service_code=livelihood.water&address_string=%E5%B9%B8%E7%A6%8F%E8%B7%AF1%E5%8F%B7&description=leak+13900001234&attribute%5Bwhat%5D=leak&phone=13900001234";
    let refused = server.form("/open311/v2/requests.json", form).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
    // The wash has no index in this test: the refusal says so, in the standard's form.
    let unwashed =
        server.form("/open311/v2/requests.json", &format!("api_key=city-app&{form}")).await;
    assert_eq!(unwashed.status, StatusCode::SERVICE_UNAVAILABLE, "{}", unwashed.body);
    assert!(unwashed.body[0]["description"].as_str().unwrap().contains("index"));
    let told = json!({
        "id": id(&server), "subclass": "livelihood.water", "place": { "building": place.building },
        "words": "leak 13900001234",
    });
    let number =
        server.call(Method::POST, "/api/report", "", Some(&told)).await.body["number"].clone();
    let path = format!("/open311/v2/requests/{}", number.as_str().unwrap());
    let one = get(&format!("{path}.json")).await;
    assert_eq!(
        (&one.body[0]["status"], &one.body[0]["description"]),
        (&json!("open"), &json!("leak ＊＊＊"))
    );
    let xml = get(&format!("{path}.xml")).await;
    assert!(xml.body.as_str().unwrap().contains("<service_requests><request>"), "{}", xml.body);
    let list =
        get("/open311/v2/requests.json?service_code=livelihood.water,order.noise&status=open")
            .await;
    assert_eq!(list.body.as_array().unwrap().len(), 1);
    assert_eq!(get("/open311/v2/requests.json?status=closed").await.body, json!([]));
    let hidden = json!({
        "id": id(&server), "subclass": "conduct.service", "place": { "building": place.building }, "words": "slow",
    });
    let number =
        server.call(Method::POST, "/api/report", "", Some(&hidden)).await.body["number"].clone();
    let path = format!("/open311/v2/requests/{}.json", number.as_str().unwrap());
    assert_eq!(get(&path).await.status, StatusCode::NOT_FOUND, "not every kind is for everybody");
    assert_eq!(get("/open311/discovery.json").await.body["endpoints"][0]["url"], "/open311/v2");
}

#[tokio::test]
async fn a_machine_tells_of_things_and_places_alone() {
    let server = Server::start_with(keyed()).await;
    let place = server.place().await;
    let lead = json!({
        "key": "w1/7", "source": "sensor", "subclass": "livelihood.road", "place": { "building": place.building },
        "readings": ["32 cm"],
    });
    assert_eq!(server.hook("guess", &lead).await.status, StatusCode::UNAUTHORIZED);
    for _ in 0..2 {
        let taken = server.hook("sensor", &lead).await;
        assert_eq!(taken.status, StatusCode::ACCEPTED, "{}", taken.body);
    }
    let mut person = lead.clone();
    person["faceId"] = json!(7);
    let refused = server.hook("sensor", &person).await;
    assert_eq!(refused.status, StatusCode::BAD_REQUEST);
    assert!(refused.body["detail"].as_str().unwrap().contains("faceId"), "{}", refused.body);
    let officer = server.account("officer", &[access::Role::DistrictOfficer], None).await;
    let inbox = server.call(Method::GET, "/api/cases/leads", &officer, None).await;
    let rows = inbox.body["rows"].as_array().unwrap();
    assert_eq!(
        (rows.len(), &rows[0]["title"]["en"]),
        (1, &json!("Roads and standing water")),
        "{}",
        inbox.body
    );
    let path = format!("/api/cases/leads/{}/set_aside", rows[0]["id"].as_str().unwrap());
    let done =
        server.call(Method::POST, &path, &officer, Some(&json!({ "reason": "a puddle" }))).await;
    assert_eq!(done.status, StatusCode::NO_CONTENT, "{}", done.body);
    let left = server.call(Method::GET, "/api/cases/leads", &officer, None).await;
    assert_eq!(left.body["rows"], json!([]));
}

#[tokio::test]
async fn a_department_hands_over_a_case_once_and_reads_where_it_stands_by_its_own_number() {
    let server = Server::start_with(keyed()).await;
    let place = server.place().await;
    let told = json!({
        "number": "W-2026/7", "subclass": "livelihood.water", "place": { "building": place.building },
        "words": "main is leaking", "contact": { "name": "王小明", "phone": "13900001234" },
    });
    let send = async |method: Method, path: &str, key: &str, body: Option<&Value>| {
        let request = Request::builder()
            .method(method)
            .uri(path)
            .header(header::CONTENT_TYPE, "application/json")
            .header(header::ACCEPT_LANGUAGE, "en")
            .header(header::AUTHORIZATION, format!("Bearer {key}"));
        let body = body.map_or_else(Body::empty, |body| Body::from(body.to_string()));
        server.send(request.body(body).unwrap()).await
    };
    let hand = async |key: &str| send(Method::POST, "/hooks/cases", key, Some(&told)).await;
    for wrong in ["", "guess", "sensor", "water:w-key"] {
        assert_eq!(hand(wrong).await.status, StatusCode::UNAUTHORIZED, "{wrong}");
    }
    let first = hand("w-key").await;
    assert_eq!(first.status, StatusCode::OK, "{}", first.body);
    let again = hand("w-key").await;
    assert_eq!(again.body["case"], first.body["case"], "the same number is the same case");
    // Another department's number is another's.
    let other = hand("r-key").await;
    assert_ne!(other.body["case"], first.body["case"]);
    let path = "/hooks/cases/W-2026%2F7";
    let stands = send(Method::GET, path, "w-key", None).await;
    assert_eq!(
        (stands.status, &stands.body["case"], &stands.body["state"]),
        (StatusCode::OK, &first.body["case"], &json!("reported")),
        "{}",
        stands.body
    );
    let said = stands.body.to_string();
    assert!(!said.contains("13900001234") && !said.contains("leaking"), "{said}");
    let unknown = send(Method::GET, "/hooks/cases/W-8", "w-key", None).await;
    assert_eq!(unknown.status, StatusCode::NOT_FOUND);
    assert_eq!(send(Method::GET, path, "guess", None).await.status, StatusCode::UNAUTHORIZED);
    let officer = server.account("officer", &[access::Role::DistrictOfficer], None).await;
    let list = server.call(Method::GET, "/api/cases?door=department", &officer, None).await;
    assert_eq!(list.body["rows"].as_array().unwrap().len(), 2, "{}", list.body);
}

#[tokio::test]
async fn everybody_reads_what_is_the_matter_and_not_who_said_so_nor_at_whose_home() {
    let server = Server::start().await;
    let place = server.place().await;
    let told = json!({
        "id": id(&server), "subclass": "livelihood.water", "place": { "unit": place.unit },
        "words": "我是王小明，厨房漏水，身份证990106198002031238，李芳，13900001234",
        "answers": { "what": "小明家" },
        "contact": { "name": "王小明", "phone": "13900001234" },
    });
    let begun = server.call(Method::POST, "/api/report", "", Some(&told)).await;
    assert_eq!(begun.status, StatusCode::OK, "{}", begun.body);
    let list = server.call(Method::GET, "/open311/v2/requests.json", "", None).await.body;
    let one = &list[0];
    assert_eq!(one["description"], "我是＊＊＊，厨房漏水，身份证＊＊＊，＊＊＊，＊＊＊");
    assert_eq!((&one["address"], &one["address_id"]), (&Value::Null, &Value::Null));
    assert!(one["lat"].is_f64(), "its building's");
    let number = begun.body["number"].as_str().unwrap();
    let near = "/api/report/nearby?subclass=livelihood.water&lon=113.00125&lat=22.00025";
    let officer = server.account("officer", &[access::Role::DistrictOfficer], None).await;
    for (path, cookie) in [
        (format!("/open311/v2/requests/{number}.xml"), ""),
        (near.to_owned(), ""),
        (format!("/api/cases/{number}"), officer.as_str()),
        ("/api/cases".to_owned(), officer.as_str()),
        ("/api/cases/export".to_owned(), officer.as_str()),
    ] {
        let answer = server.call(Method::GET, &path, cookie, None).await;
        assert_eq!(answer.status, StatusCode::OK, "{path}: {}", answer.body);
        let said = answer.body.to_string();
        for personal in ["小明", "李芳", "13900001234", "990106198002031238"] {
            assert!(!said.contains(personal), "{path} tells {personal}: {said}");
        }
    }
}

#[tokio::test]
async fn apps_beside_the_console_have_a_folder_of_their_own_for_their_service_workers() {
    let server = Server::start().await;
    let get = async |path: &str| server.send(Request::get(path).body(Body::empty()).unwrap()).await;
    let moved = get("/field").await;
    assert_eq!(
        (moved.status, &moved.head.headers()[header::LOCATION]),
        (StatusCode::PERMANENT_REDIRECT, &header::HeaderValue::from_static("/field/"))
    );
    let page = get("/field/").await;
    if page.status == StatusCode::SERVICE_UNAVAILABLE {
        // Built without its web files, the program says so instead.
        assert!(page.body.as_str().unwrap().contains("npm"), "{}", page.body);
        return;
    }
    let html = page.body.as_str().unwrap();
    assert!(html.contains("/field/manifest.webmanifest"), "{html}");
    let worker = get("/field/sw.js").await;
    assert_eq!(worker.head.headers()[header::CACHE_CONTROL], "no-cache", "an update is found");
    let manifest = get("/field/manifest.webmanifest").await;
    assert_eq!(manifest.head.headers()[header::CONTENT_TYPE], "application/manifest+json");
    assert_eq!(manifest.body["scope"], "/field/");
    for icon in manifest.body["icons"].as_array().unwrap() {
        assert_eq!(get(icon["src"].as_str().unwrap()).await.status, StatusCode::OK, "{icon}");
    }
    for lang in ["zh", "en"] {
        let manifest = get(&format!("/portal/manifest.{lang}.webmanifest")).await;
        assert_eq!(manifest.head.headers()[header::CONTENT_TYPE], "application/manifest+json");
        assert_eq!(manifest.body["scope"], "/portal/");
        for icon in manifest.body["icons"].as_array().unwrap() {
            assert_eq!(get(icon["src"].as_str().unwrap()).await.status, StatusCode::OK, "{icon}");
        }
    }
    assert_eq!(get("/portal/sw.js").await.head.headers()[header::CACHE_CONTROL], "no-cache");
    assert_eq!(
        get("/fieldwork").await.body,
        get("/").await.body,
        "another address is the console's"
    );
}
