//! A lost password over HTTP: one officer asks, another agrees, the holder sets a new one and is told.

use access::Role;
use axum::http::{Method, StatusCode, header};
use serde_json::{Value, json};

use super::world::{Answer, Server};

async fn post(server: &Server, path: &str, cookie: &str, body: Value) -> Answer {
    server.call(Method::POST, path, cookie, Some(&body)).await
}

#[tokio::test]
async fn a_lost_password_takes_two_officers_and_the_holder_is_told() {
    let server = Server::start().await;
    let street = "990106/990106001";
    server.account_in("worker", &[Role::GridWorker], street, None).await;
    let first = server.account_in("first", &[Role::Administrator], "990106", None).await;
    let second = server.account_in("second", &[Role::DistrictOfficer], "990106", None).await;
    let asked =
        json!({ "login": "worker", "lost": "password", "reason": "came with the staff card" });
    let asked = post(&server, "/api/recoveries", &first, asked).await;
    assert_eq!(asked.status, StatusCode::OK, "{}", asked.body);
    let agree = format!("/api/recoveries/{}/agree", asked.body["recovery"]["id"].as_str().unwrap());
    let alone = post(&server, &agree, &first, json!({})).await;
    assert_eq!(alone.status, StatusCode::CONFLICT);
    let agreed = post(&server, &agree, &second, json!({})).await;
    assert_eq!(agreed.status, StatusCode::OK, "{}", agreed.body);
    let (one, two) = (&asked.body["word"], &agreed.body["word"]);
    let restore = async |login: &str, one: &Value, two: &Value| {
        let body = json!({ "login": login, "first": one, "second": two, "password": "three blue kettles" });
        post(&server, "/api/recoveries/restore", "", body).await
    };
    let wrong = restore("worker", one, one).await;
    let unknown = restore("nobody", one, two).await;
    assert_eq!((wrong.status, &wrong.body), (StatusCode::NOT_FOUND, &unknown.body), "one answer");
    assert_eq!(restore("worker", two, one).await.status, StatusCode::NO_CONTENT);
    assert_eq!(restore("worker", two, one).await.status, StatusCode::NOT_FOUND, "once");
    let body = json!({ "account": "worker", "password": "three blue kettles" });
    let begun = post(&server, "/api/session", "", body).await;
    assert_eq!(begun.status, StatusCode::OK, "{}", begun.body);
    let cookie = begun.head.headers()[header::SET_COOKIE].to_str().unwrap();
    let cookie = cookie.split(';').next().unwrap();
    let told = server.call(Method::GET, "/api/session/recoveries", cookie, None).await;
    let row = &told.body[0];
    assert_eq!(
        (&row["asker"], &row["agreer"], &row["state"]),
        (&json!("first"), &json!("second"), &json!("done"))
    );
    assert!(!told.body.to_string().contains(one.as_str().unwrap()));
    let read = post(&server, "/api/session/recoveries/told", cookie, json!({})).await;
    assert_eq!(read.status, StatusCode::NO_CONTENT);
    let told = server.call(Method::GET, "/api/session/recoveries", cookie, None).await;
    assert_eq!(told.body, json!([]));
    let listed = server.call(Method::GET, "/api/recoveries", &second, None).await;
    assert_eq!(listed.body[0]["state"], "done");
}
