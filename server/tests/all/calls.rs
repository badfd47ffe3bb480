//! Calls over HTTP: both sides agree, others hear nothing, and nothing is kept but that it took place.

use access::Role;
use axum::{
    body::Body,
    http::{Method, Request, StatusCode, header},
};
use futures::StreamExt as _;
use serde_json::{Value, json};
use tower::ServiceExt as _;

use super::world::{Answer, Server};

const GRID: &str = "990106/990106001/990106001001/990106001001001";

impl Server {
    async fn rings(&self, cookie: &str, to: Option<&str>) -> Answer {
        let mut call = json!({ "camera": true });
        if let Some(to) = to {
            call["to"] = json!(to);
        }
        self.call(Method::POST, "/api/calls", cookie, Some(&call)).await
    }

    async fn call_does(
        &self,
        cookie: &str,
        id: &str,
        what: &str,
        body: Option<&Value>,
    ) -> StatusCode {
        let path = format!("/api/calls/{id}/{what}");
        self.call(Method::POST, &path, cookie, body).await.status
    }

    /// The details of calls that are written down.
    async fn written_down(&self) -> Vec<String> {
        let sql = "SELECT detail FROM action WHERE kind = 'call.end' ORDER BY recorded_at";
        let found = database::rows(&self.world.database, "read calls", sql, []).await.unwrap();
        found.iter().map(|row| database::get(row, "detail").unwrap()).collect()
    }
}

fn id(answer: &Answer) -> String {
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
    answer.body["id"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn a_call_needs_both_and_is_written_down_without_a_word_of_it() {
    let server = Server::start().await;
    server.place().await;
    let worker = server.account_in("worker", &[Role::GridWorker], GRID, None).await;
    let officer = server.account("officer", &[Role::DistrictOfficer], None).await;
    let next = server.account_in("next", &[Role::StreetOfficer], "990106/990106002", None).await;
    assert_eq!(server.rings(&worker, None).await.status, StatusCode::CONFLICT, "off duty");
    let on = server.call(Method::POST, "/api/duty", &worker, Some(&json!({}))).await;
    assert_eq!(on.status, StatusCode::OK, "{}", on.body);

    // Declined by the clock: nothing took place.
    let first = id(&server.rings(&worker, None).await);
    server.world.clock.advance(30);
    assert_eq!(server.call_does(&officer, &first, "accept", None).await, StatusCode::NOT_FOUND);

    let call = id(&server.rings(&worker, None).await);
    let offer = json!({ "kind": "offer", "data": "v=0" });
    assert_eq!(
        server.call_does(&worker, &call, "signal", Some(&offer)).await,
        StatusCode::NOT_FOUND
    );
    assert_eq!(server.call_does(&next, &call, "accept", None).await, StatusCode::NOT_FOUND);
    assert_eq!(server.call_does(&officer, &call, "accept", None).await, StatusCode::OK);
    assert_eq!(
        server.call_does(&worker, &call, "signal", Some(&offer)).await,
        StatusCode::NO_CONTENT
    );
    assert_eq!(server.call_does(&next, &call, "signal", Some(&offer)).await, StatusCode::NOT_FOUND);
    let long = json!({ "kind": "offer", "data": "v".repeat(16 * 1024 + 1) });
    let refused = server.call_does(&worker, &call, "signal", Some(&long)).await;
    assert_eq!(refused, StatusCode::PAYLOAD_TOO_LARGE);
    server.world.clock.advance(75);
    assert_eq!(server.call_does(&next, &call, "end", None).await, StatusCode::NOT_FOUND);
    assert_eq!(server.call_does(&officer, &call, "end", None).await, StatusCode::NO_CONTENT);
    let written = server.written_down().await;
    assert_eq!(written.len(), 1, "{written:?}");
    let detail: Value = serde_json::from_str(&written[0]).unwrap();
    assert_eq!((&detail["seconds"], &detail["camera"]), (&json!(75), &json!(true)));
    assert!(!written[0].contains("v=0"));
}

#[tokio::test]
async fn whoever_dispatches_elsewhere_cannot_ring_and_hears_nothing() {
    let server = Server::start().await;
    server.place().await;
    let worker = server.account_in("worker", &[Role::GridWorker], GRID, None).await;
    let officer = server.account("officer", &[Role::DistrictOfficer], None).await;
    let next = server.account_in("next", &[Role::StreetOfficer], "990106/990106002", None).await;
    server.call(Method::POST, "/api/duty", &worker, Some(&json!({}))).await;
    let people = server.call(Method::GET, "/api/duty/people", &officer, None).await.body;
    let to = people["rows"][0]["officer"]["id"].as_str().unwrap().to_owned();
    assert_eq!(server.rings(&next, Some(&to)).await.status, StatusCode::CONFLICT, "not told apart");
    assert_eq!(server.rings(&worker, Some(&to)).await.status, StatusCode::FORBIDDEN);
    let call = id(&server.rings(&officer, Some(&to)).await);
    assert_eq!(server.rings(&worker, None).await.status, StatusCode::CONFLICT, "it rings there");

    let request = Request::get("/api/calls/stream").header(header::COOKIE, &worker);
    let request = request.body(Body::empty()).unwrap();
    let stream = server.router.clone().oneshot(request).await.unwrap();
    let first = stream.into_body().into_data_stream().next().await.unwrap().unwrap();
    let first = String::from_utf8(first.to_vec()).unwrap();
    assert!(first.contains("event: rings") && first.contains(&call), "{first}");
    assert!(first.contains("officer"), "who rings: {first}");

    assert_eq!(server.call_does(&next, &call, "accept", None).await, StatusCode::NOT_FOUND);
    assert_eq!(
        server.call_does(&worker, &call, "end", None).await,
        StatusCode::NO_CONTENT,
        "declined"
    );
    assert!(server.written_down().await.is_empty(), "it did not take place");
}
