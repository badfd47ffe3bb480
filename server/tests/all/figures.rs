//! Objections to one's own figures over HTTP.

use access::Role;
use axum::http::{Method, StatusCode};
use kernel::Clock as _;
use serde_json::json;

use super::{
    cases::{id, told},
    world::Server,
};

const OWN: &str = "/api/cases/figures/own/objections";
const ALL: &str = "/api/cases/figures/objections";

#[tokio::test]
async fn a_worker_objects_to_their_own_figure_and_a_supervisor_answers() {
    let server = Server::start().await;
    let place = server.place().await;
    let street = "990106/990106001";
    let worker = server.account_in("worker", &[Role::GridWorker], street, None).await;
    let officer = server.account_in("officer", &[Role::StreetOfficer], street, None).await;
    let elsewhere =
        server.account_in("elsewhere", &[Role::StreetOfficer], "990106/990106002", None).await;
    let told = told(&server, &place, "livelihood.water");
    let begun = server.call(Method::POST, "/api/cases", &officer, Some(&told)).await.body;
    let path = format!("/api/cases/{}", begun["number"].as_str().unwrap());
    let case = server.call(Method::GET, &path, &worker, None).await.body;
    assert_eq!(server.act(&worker, &case, json!({ "deed": "claim" })).await.status, StatusCode::OK);
    let said = |of: &str, figure: &str| {
        json!({
            "id": id(&server), "from": "2026-01-01", "to": "2026-01-31", "of": of, "figure": figure,
            "words": "这件不是我办的",
        })
    };
    let none = server.call(Method::POST, OWN, &worker, Some(&said("", "in_time"))).await;
    assert_eq!(none.status, StatusCode::BAD_REQUEST, "there is no such figure yet");
    let unknown = server.call(Method::POST, OWN, &worker, Some(&said("", "rank"))).await;
    assert_eq!(unknown.status, StatusCode::BAD_REQUEST);
    let made =
        server.call(Method::POST, OWN, &worker, Some(&said("livelihood.water", "cases"))).await;
    assert_eq!(made.status, StatusCode::OK, "{}", made.body);
    assert_eq!(
        (&made.body["rows"][0]["shown"], &made.body["rows"][0]["answer"]),
        (&json!("1"), &json!(null))
    );
    let refused = server.call(Method::GET, ALL, &worker, None).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN, "a colleague's are not shown");
    let nothing = server.call(Method::GET, ALL, &elsewhere, None).await;
    assert_eq!(nothing.body["rows"], json!([]));
    let list = server.call(Method::GET, ALL, &officer, None).await.body;
    assert_eq!(
        (&list["rows"][0]["by"]["name"], list["rows"].as_array().unwrap().len()),
        (&json!("worker"), 1)
    );
    let answer = format!("{ALL}/{}/answer", list["rows"][0]["id"].as_str().unwrap());
    let body = json!({ "id": id(&server), "upheld": true, "words": "确系误派" });
    let other = server.call(Method::POST, &answer, &elsewhere, Some(&body)).await;
    assert_eq!(other.status, StatusCode::FORBIDDEN);
    let answered = server.call(Method::POST, &answer, &officer, Some(&body)).await;
    assert_eq!(answered.status, StatusCode::OK, "{}", answered.body);
    let twice = server.call(Method::POST, &answer, &officer, Some(&body)).await;
    assert_eq!((twice.status, &twice.body), (StatusCode::OK, &answered.body), "sent twice");
    let anew = json!({ "id": id(&server), "upheld": false, "words": "改口" });
    let again = server.call(Method::POST, &answer, &officer, Some(&anew)).await;
    assert_eq!(again.status, StatusCode::CONFLICT);
    let own = server.call(Method::GET, OWN, &worker, None).await.body;
    assert_eq!(own["rows"][0]["answer"]["words"], "确系误派");
    assert_eq!(own["rows"][0]["answer"]["upheld"], true);
    // Whoever supervises and handles does not answer their own.
    let made = server.call(Method::POST, OWN, &officer, Some(&said("", "cases"))).await;
    assert_eq!(made.status, StatusCode::OK, "{}", made.body);
    let own = format!("{ALL}/{}/answer", made.body["rows"][0]["id"].as_str().unwrap());
    let own = server.call(Method::POST, &own, &officer, Some(&body)).await;
    assert_eq!(own.status, StatusCode::CONFLICT);
}

/// What a sheet of paper says at its head comes with the figures; a page of one's own is of no area.
#[tokio::test]
async fn figures_say_of_which_area_they_are_and_when_they_were_made() {
    let server = Server::start().await;
    let place = server.place().await;
    let street = "990106/990106001";
    let officer = server.account_in("officer", &[Role::StreetOfficer], street, None).await;
    let district = server.account("district", &[Role::DistrictOfficer], None).await;
    let told = told(&server, &place, "livelihood.water");
    assert_eq!(
        server.call(Method::POST, "/api/cases", &officer, Some(&told)).await.status,
        StatusCode::OK
    );
    server.world.clock.advance(60);
    let all = "/api/cases/figures?by=office";
    let page = server.call(Method::GET, all, &officer, None).await.body;
    let name = json!({ "zh": "某地", "en": "990106001" });
    assert_eq!(page["within"], json!({ "id": street, "title": name }));
    assert_eq!(page["made_at"], server.world.clock.now().to_string());
    assert_eq!(page["all"]["cases"], 1);
    let page = server.call(Method::GET, all, &district, None).await.body;
    assert_eq!(page["within"]["title"]["en"], "All areas", "{page}");
    let elsewhere = format!("{all}&area=990106");
    let refused = server.call(Method::GET, &elsewhere, &officer, None).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
    let own = server.call(Method::GET, "/api/cases/figures/own", &officer, None).await.body;
    assert_eq!(own["within"], json!(null));
}
