//! Field collection over HTTP.

use access::Role;
use axum::http::{Method, StatusCode, header};
use serde_json::{Value, json};

use super::{cases::id, world::Server};

const FORMS: &str = "/api/cases/collections";

#[tokio::test]
async fn what_is_noted_of_a_dwelling_is_kept_once_and_its_photo_is_seen_under_a_grant() {
    let server = Server::start().await;
    let place = server.place().await;
    let street = "990106/990106001";
    let worker = server.account_in("worker", &[Role::GridWorker], street, None).await;
    let catalogue = format!("{FORMS}/catalogue");
    let catalogue = server.call(Method::GET, &catalogue, &worker, None).await;
    assert_eq!(catalogue.status, StatusCode::OK, "{}", catalogue.body);
    let classes = catalogue.body["classes"].as_array().unwrap();
    let items = classes.iter().map(|class| class["items"].as_array().unwrap().len());
    assert_eq!((classes.len(), items.sum::<usize>()), (11, 152));

    let photo = server.uploaded("/api/cases/files", Some(&worker)).await;
    let form = json!({
        "id": id(&server), "class": "electricity", "place": { "unit": place.unit },
        "answers": { "electricity.rcd": "no", "electricity.wiring": "stray", "electricity.ebike_points": " " },
        "photos": [photo], "words": "问过19900001234",
    });
    let taken = server.call(Method::POST, FORMS, &worker, Some(&form)).await;
    assert_eq!(taken.status, StatusCode::OK, "{}", taken.body);
    let notes = taken.body["notes"].as_array().unwrap();
    let said: Vec<&str> = notes.iter().map(|note| note["answer"]["en"].as_str().unwrap()).collect();
    assert_eq!(said, ["No", "Stray"], "what was left open is not kept");
    assert!(!taken.body.to_string().contains("19900001234"), "{}", taken.body);
    let again = server.call(Method::POST, FORMS, &worker, Some(&form)).await;
    assert_eq!(again.body["id"], taken.body["id"], "sent twice, it is one");
    let page = server.call(Method::GET, FORMS, &worker, None).await;
    assert_eq!(page.body["rows"].as_array().unwrap().len(), 1, "{}", page.body);

    let path = format!("{FORMS}/{}/photos/{photo}", taken.body["id"].as_str().unwrap());
    let other = server.account_in("other", &[Role::GridWorker], street, None).await;
    let refused = server.call(Method::GET, &path, &other, None).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN, "{}", refused.body);
    let rows = server.call(Method::GET, FORMS, &other, None).await;
    assert_eq!(rows.body["rows"][0]["photos"], json!([]), "{}", rows.body);
    let seen = server.call(Method::GET, &path, &worker, None).await;
    assert_eq!(seen.status, StatusCode::OK, "{}", seen.body);
    assert_eq!(seen.head.headers()[header::CACHE_CONTROL], "private, no-store");
    let dweller = server.account("dweller", &[Role::Resident], Some(place.person)).await;
    let looks = server.call(Method::GET, "/api/reads?person=me", &dweller, None).await.body;
    assert_eq!(looks.as_array().unwrap().len(), 1, "{looks}");
}

#[tokio::test]
async fn what_does_not_fit_the_form_or_the_place_is_refused_and_says_why() {
    let server = Server::start().await;
    let place = server.place().await;
    let street = "990106/990106001";
    let worker = server.account_in("worker", &[Role::GridWorker], street, None).await;
    let form = |class: &str, at: Value, answers: Value| json!({ "id": id(&server), "class": class, "place": at, "answers": answers });
    let unit = json!({ "unit": place.unit });
    let building = json!({ "building": place.building });
    let wrong = [
        (form("nowhere", unit.clone(), json!({ "nowhere.item": "x" })), "no such class"),
        (form("fire", unit.clone(), json!({ "fire.exits": "2" })), "of a building"),
        (form("gas", building.clone(), json!({ "gas.hose": "yes" })), "of a unit"),
        (form("fire", building.clone(), json!({ "fire.exits": "two" })), "Number of exits"),
        (form("fire", building.clone(), json!({ "fire.cats": "2" })), "form has changed"),
        (form("fire", building.clone(), json!({ "fire.exits": "" })), "one item"),
    ];
    for (body, why) in wrong {
        let refused = server.call(Method::POST, FORMS, &worker, Some(&body)).await;
        assert_eq!(refused.status, StatusCode::BAD_REQUEST, "{}", refused.body);
        assert!(refused.body["detail"].as_str().unwrap().contains(why), "{}", refused.body);
    }
    let elsewhere = server.account_in("far", &[Role::GridWorker], "990106/990106002", None).await;
    let fire = form("fire", building, json!({ "fire.exits": "2" }));
    let refused = server.call(Method::POST, FORMS, &elsewhere, Some(&fire)).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN, "{}", refused.body);
    let rows = server.call(Method::GET, FORMS, &elsewhere, None).await;
    assert_eq!(rows.body["rows"], json!([]), "{}", rows.body);
}
