//! A table sent by the console: looked at, imported, taken back.

use access::Role;
use axum::{
    body::Body,
    http::{Method, Request, StatusCode, header},
};
use serde_json::{Value, json};

use super::world::{Answer, Server};

const TABLE: &str = "address_id,street_number,street_name,unit_number,city,state,zipcode\n\
    A1,12,Oak St,2,Anytown,WA,00000\n\
    A2,12,Oak St,,Anytown,WA,00000\n\
    A4,,,,Anytown,WA,00000\n";

async fn send(server: &Server, who: &str, name: &str, content: &str) -> Answer {
    let part = |head: &str, body: &str| {
        format!("--b\r\nContent-Disposition: form-data; {head}\r\n\r\n{body}\r\n")
    };
    let form = part("name=\"profile\"", "us")
        + &part(&format!("name=\"file\"; filename=\"{name}\""), content)
        + "--b--\r\n";
    let request = Request::post("/api/imports")
        .header("x-linli", "1")
        .header(header::COOKIE, who)
        .header(header::ACCEPT_LANGUAGE, "en")
        .header(header::CONTENT_TYPE, "multipart/form-data; boundary=b")
        .body(Body::from(form))
        .unwrap();
    server.send(request).await
}

/// Waits until nothing goes on with it.
async fn settled(server: &Server, who: &str, id: &str) -> Value {
    let path = format!("/api/imports/{id}");
    loop {
        let answer = server.call(Method::GET, &path, who, None).await;
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
        let over = server.state.imports.going(id.parse().unwrap()).is_none();
        if over && !["checking", "importing"].contains(&answer.body["state"].as_str().unwrap()) {
            return answer.body;
        }
        tokio::task::yield_now().await;
    }
}

async fn buildings(server: &Server, who: &str) -> u64 {
    let answer = server.call(Method::GET, "/api/buildings", who, None).await;
    answer.body["total"].as_u64().unwrap()
}

#[tokio::test]
async fn a_table_is_looked_at_and_then_imported_once() {
    let server = Server::start().await;
    let officer = server.account("officer", &[Role::DistrictOfficer], None).await;
    let sent = send(&server, &officer, "oak.csv", TABLE).await;
    assert_eq!(sent.status, StatusCode::OK, "{}", sent.body);
    assert_eq!((&sent.body["format"], &sent.body["dataset"]), (&json!("csv"), &json!("oak.csv")));
    let id = sent.body["id"].as_str().unwrap().to_owned();
    let looked = settled(&server, &officer, &id).await;
    assert_eq!(looked["state"], "checked", "{looked}");
    assert_eq!(
        (&looked["tallies"]["building"]["created"], &looked["rejected"]),
        (&json!(1), &json!(1))
    );
    assert_eq!(looked["rejects"][0]["row"], 4);
    assert_eq!(buildings(&server, &officer).await, 0, "looked at, and nothing written");
    let rejects = format!("/api/imports/{id}/rejects");
    let file = server.call(Method::GET, &rejects, &officer, None).await;
    assert_eq!(file.status, StatusCode::OK);
    assert!(file.body.as_str().unwrap().lines().count() >= 2, "{}", file.body);

    let start = format!("/api/imports/{id}/start");
    let first = server.call(Method::POST, &start, &officer, None).await;
    assert_eq!(first.status, StatusCode::OK, "{}", first.body);
    let again = server.call(Method::POST, &start, &officer, None).await;
    assert_eq!(again.status, StatusCode::CONFLICT, "pressed twice: {}", again.body);
    let done = settled(&server, &officer, &id).await;
    assert_eq!((&done["state"], &done["version"]), (&json!("done"), &json!(1)), "{done}");
    assert_eq!(buildings(&server, &officer).await, 1);
    let cancel = format!("/api/imports/{id}/cancel");
    let late = server.call(Method::POST, &cancel, &officer, None).await;
    assert_eq!(late.status, StatusCode::CONFLICT, "it is in the register");
    let list = server.call(Method::GET, "/api/imports", &officer, None).await;
    assert_eq!(list.body["rows"][0]["name"], "oak.csv");
}

#[tokio::test]
async fn what_was_left_by_a_killed_server_is_taken_up_and_what_is_taken_back_leaves_nothing() {
    let server = Server::start().await;
    let officer = server.account("officer", &[Role::DistrictOfficer], None).await;
    let sent = send(&server, &officer, "oak.csv", TABLE).await;
    let id = sent.body["id"].as_str().unwrap().to_owned();
    settled(&server, &officer, &id).await;
    let mut unit = server.world.database.begin().await.unwrap();
    let sql = "UPDATE register_upload SET state = 'importing'";
    unit.execute("be killed while it is imported", sql, []).await.unwrap();
    unit.commit().await.unwrap();
    server.state.imports.take_up(&server.state).await;
    let done = settled(&server, &officer, &id).await;
    assert_eq!(done["state"], "done", "{done}");

    let second = send(&server, &officer, "elm.csv", &TABLE.replace("Oak", "Elm")).await;
    let id = second.body["id"].as_str().unwrap().to_owned();
    settled(&server, &officer, &id).await;
    let cancel = format!("/api/imports/{id}/cancel");
    let taken = server.call(Method::POST, &cancel, &officer, None).await;
    assert_eq!((taken.status, &taken.body["state"]), (StatusCode::OK, &json!("cancelled")));
    let start = format!("/api/imports/{id}/start");
    let late = server.call(Method::POST, &start, &officer, None).await;
    assert_eq!(late.status, StatusCode::CONFLICT);

    let third = send(&server, &officer, "ash.csv", TABLE).await;
    let id = third.body["id"].as_str().unwrap().to_owned();
    settled(&server, &officer, &id).await;
    let lies = server.state.data.join("imports").join(&id);
    assert!(lies.exists());
    let mut unit = server.world.database.begin().await.unwrap();
    let sql =
        "UPDATE register_upload SET sent_at = sent_at - 2700000000000 WHERE state = 'checked'";
    unit.execute("wait a month", sql, []).await.unwrap();
    unit.commit().await.unwrap();
    server.state.imports.take_up(&server.state).await;
    assert_eq!(settled(&server, &officer, &id).await["state"], "cancelled", "nobody decided");
    assert!(!lies.exists());
    assert_eq!(buildings(&server, &officer).await, 1);
}

#[tokio::test]
async fn what_is_no_table_or_comes_from_somebody_else_is_refused() {
    let server = Server::start().await;
    let officer = server.account("officer", &[Role::DistrictOfficer], None).await;
    for content in ["#!/bin/sh\nrm -r x\n", "<html></html>", "%PDF-1.7\n", "MZ\u{0}\u{1}"] {
        let sent = send(&server, &officer, "register.csv", content).await;
        assert_eq!(sent.status, StatusCode::BAD_REQUEST, "{content}");
        let said = sent.body["detail"].as_str().unwrap();
        assert!(said.contains("nothing that can be imported"), "{said}");
    }
    let list = server.call(Method::GET, "/api/imports", &officer, None).await;
    assert_eq!(list.body["rows"].as_array().unwrap().len(), 0);
    let lies = std::fs::read_dir(server.state.data.join("imports")).unwrap().count();
    assert_eq!(lies, 0, "and nothing is left of it");
    let street = server.account_in("street", &[Role::StreetOfficer], "990106", None).await;
    assert_eq!(send(&server, &street, "oak.csv", TABLE).await.status, StatusCode::FORBIDDEN);
    // A table without an address is told by what it lacks.
    let sent = send(&server, &officer, "x.csv", "a,b\n1,2\n").await;
    let id = sent.body["id"].as_str().unwrap().to_owned();
    let refused = settled(&server, &officer, &id).await;
    assert_eq!(refused["state"], "failed");
    assert!(refused["failure"]["en"].as_str().unwrap().contains("no column"), "{refused}");
}

#[tokio::test]
async fn what_ends_the_server_each_time_is_not_begun_for_ever_and_what_never_arrived_goes() {
    let server = Server::start().await;
    let officer = server.account("officer", &[Role::DistrictOfficer], None).await;
    let sent = send(&server, &officer, "oak.csv", TABLE).await;
    let id = sent.body["id"].as_str().unwrap().to_owned();
    settled(&server, &officer, &id).await;
    let folder = server.state.data.join("imports");
    let mark = |name: &str| folder.join(&id).join(name);
    assert!(!mark("begun").exists(), "it ended by itself");
    for name in ["begun", "begun-again"] {
        std::fs::write(mark(name), "").unwrap();
    }
    let left = folder.join("0192a000-0000-7000-8000-00000000000a");
    std::fs::create_dir(&left).unwrap();
    std::fs::write(left.join("arriving"), "address_id,stre").unwrap();
    let mut unit = server.world.database.begin().await.unwrap();
    let sql = "UPDATE register_upload SET state = 'importing'";
    unit.execute("be killed twice while it is imported", sql, []).await.unwrap();
    unit.commit().await.unwrap();
    server.state.imports.take_up(&server.state).await;
    assert!(!left.exists(), "half a file");
    let broken = settled(&server, &officer, &id).await;
    assert_eq!(broken["state"], "failed", "{broken}");
    assert!(broken["failure"]["en"].as_str().unwrap().contains("broke off"), "{broken}");
    let start = format!("/api/imports/{id}/start");
    let again = server.call(Method::POST, &start, &officer, None).await;
    assert_eq!(again.status, StatusCode::OK, "{}", again.body);
    assert_eq!(
        settled(&server, &officer, &id).await["state"],
        "done",
        "whoever says so tries again"
    );
}
