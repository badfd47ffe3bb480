//! Acting for another over HTTP: what a proxy sees, how it is told, and that it ends.

use access::{Keeper, Person, ProxyMark, Role};
use axum::http::{Method, StatusCode};
use kernel::{Clock as _, Id};
use serde_json::{Value, json};

use super::{
    dwellings,
    world::{Answer, Server},
};

async fn post(server: &Server, path: &str, cookie: &str, body: Value) -> Answer {
    server.call(Method::POST, path, cookie, Some(&body)).await
}

async fn get(server: &Server, path: &str, cookie: &str) -> Answer {
    server.call(Method::GET, path, cookie, None).await
}

fn in_days(server: &Server, days: u64) -> Value {
    json!(server.world.clock.now().day(480).plus_days(days))
}

#[tokio::test]
async fn a_proxy_is_given_used_told_and_ended() {
    let server = Server::start().await;
    let place = server.place().await;
    let mother = server.account("mother", &[Role::Resident], Some(place.person)).await;
    let son = server.account("son", &[Role::Resident], Some(server.world.ids.next())).await;
    let unknown = server.account("unknown", &[Role::Resident], None).await;
    let asked = json!({ "scopes": ["reads"], "last_on": in_days(&server, 30) });
    let refused = post(&server, "/api/proxies", &unknown, asked).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
    assert!(refused.body.to_string().contains("show a document"), "what to do: {}", refused.body);
    let nothing = json!({ "scopes": [], "last_on": in_days(&server, 30) });
    let refused = post(&server, "/api/proxies", &mother, nothing).await;
    assert_eq!(refused.status, StatusCode::BAD_REQUEST);
    let asked = json!({ "scopes": ["reads", "data"], "last_on": in_days(&server, 30) });
    let given = post(&server, "/api/proxies", &mother, asked).await;
    assert_eq!(given.status, StatusCode::OK, "{}", given.body);
    let (id, word) = (given.body["id"].as_str().unwrap(), &given.body["word"]);
    let data = format!("/api/proxies/{id}/data");
    assert_eq!(get(&server, &data, &son).await.status, StatusCode::NOT_FOUND, "not accepted yet");
    let wrong = post(&server, "/api/proxies/accept", &son, json!({ "word": "none" })).await;
    assert_eq!(wrong.status, StatusCode::NOT_FOUND);
    let accepted = post(&server, "/api/proxies/accept", &son, json!({ "word": word })).await;
    assert_eq!(accepted.status, StatusCode::NO_CONTENT, "{}", accepted.body);

    let facts = get(&server, &data, &son).await;
    assert_eq!(facts.status, StatusCode::OK, "{}", facts.body);
    let facts = facts.body.as_array().unwrap();
    let name = facts.iter().find(|fact| fact["field"] == "name").unwrap();
    assert_eq!(name["value"], "王小明");
    let looks = get(&server, "/api/reads?person=me", &mother).await;
    let look = &looks.body[0];
    assert_eq!(look["office"], "Your proxy or guardian", "{}", looks.body);
    assert_eq!(
        (&look["own"], &look["purpose"]),
        (&json!(false), &json!("Your proxy or guardian looked"))
    );
    let seen = get(&server, &format!("/api/proxies/{id}/reads"), &son).await;
    assert_eq!(seen.status, StatusCode::OK, "{}", seen.body);
    let wish = json!({ "fact": name["id"], "wish": "correct", "value": "王晓明" });
    let path = format!("/api/proxies/{id}/requests");
    let beyond = post(&server, &path, &son, wish).await;
    assert_eq!(beyond.status, StatusCode::NOT_FOUND, "what was not given: {}", beyond.body);

    for (cookie, acting, other) in [(&mother, false, "son"), (&son, true, "mother")] {
        let row = get(&server, "/api/proxies", cookie).await.body[0].clone();
        assert_eq!((&row["acting"], &row["other"]), (&json!(acting), &json!(other)), "{row}");
    }
    let revoke = format!("/api/proxies/{id}/revoke");
    let ended = post(&server, &revoke, &son, json!({})).await;
    assert_eq!(ended.status, StatusCode::NO_CONTENT, "either side ends it: {}", ended.body);
    assert_eq!(get(&server, &data, &son).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn who_was_let_correct_does_so_for_the_person() {
    let server = Server::start().await;
    let place = server.place().await;
    let mother = server.account("mother", &[Role::Resident], Some(place.person)).await;
    let son = server.account("son", &[Role::Resident], Some(server.world.ids.next())).await;
    let data = get(&server, "/api/rights/data", &mother).await.body;
    let facts = data["facts"].as_array().unwrap();
    let name = facts.iter().find(|fact| fact["field"] == "name").unwrap();
    let asked = json!({ "scopes": ["correct"], "last_on": in_days(&server, 30) });
    let given = post(&server, "/api/proxies", &mother, asked).await.body;
    post(&server, "/api/proxies/accept", &son, json!({ "word": given["word"] })).await;
    let path = format!("/api/proxies/{}/requests", given["id"].as_str().unwrap());
    let wish = json!({ "fact": name["id"], "wish": "correct", "value": "王晓明" });
    let done = post(&server, &path, &son, wish).await;
    assert_eq!(done.status, StatusCode::NO_CONTENT, "{}", done.body);
    let data = get(&server, "/api/rights/data", &mother).await.body;
    assert_eq!(data["requests"][0]["wish"], "correct", "the person sees what was asked: {data}");
    let staff = server.account("officer", &[Role::StreetOfficer], None).await;
    assert_eq!(get(&server, "/api/proxies", &staff).await.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn a_guardian_is_confirmed_by_who_comes_to_the_door_and_for_a_minor_alone() {
    let server = Server::start().await;
    let place = server.place().await;
    let code = dwellings::codes(&server, &place).await.remove(0);
    let street = "990106/990106001";
    let worker = server.account_in("worker", &[Role::GridWorker], street, None).await;
    let (mother, binding) = dwellings::bound(&server, &code, "mother", &worker, None).await;
    let wanted = json!({
        "binding": binding["id"], "scopes": ["data"], "last_on": in_days(&server, 30),
    });
    let asked = post(&server, "/api/proxies/guardian", &mother, wanted).await;
    assert_eq!(asked.status, StatusCode::OK, "{}", asked.body);
    let own = get(&server, "/api/proxies", &mother).await.body[0].clone();
    assert_eq!((&own["state"], &own["kind"]), (&json!("waiting"), &json!("guardian")));
    let waiting = get(&server, "/api/proxies/guardians", &worker).await.body;
    assert_eq!(waiting[0]["id"], own["id"]);
    assert!(!waiting.to_string().contains("mother"), "of the dwelling, and of nobody: {waiting}");
    let path =
        |deed: &str| format!("/api/proxies/guardians/{}/{deed}", own["id"].as_str().unwrap());
    let grown = json!({ "word": own["word"], "person": place.person });
    let refused = post(&server, &path("confirm"), &worker, grown).await;
    assert_eq!(refused.status, StatusCode::BAD_REQUEST, "no minor: {}", refused.body);
    let reason = json!({ "reason": "They are of age." });
    let refused = post(&server, &path("refuse"), &worker, reason).await;
    assert_eq!(refused.status, StatusCode::NO_CONTENT, "{}", refused.body);
    let own = get(&server, "/api/proxies", &mother).await.body[0].clone();
    assert_eq!((&own["state"], &own["reason"]), (&json!("refused"), &json!("They are of age.")));
}

#[tokio::test]
async fn whoever_gives_one_proxy_after_the_other_is_held_back() {
    let server = Server::start().await;
    let mother = server.account("mother", &[Role::Resident], Some(server.world.ids.next())).await;
    let asked = json!({ "scopes": ["reads"], "last_on": in_days(&server, 30) });
    for _ in 0..30 {
        let given = post(&server, "/api/proxies", &mother, asked.clone()).await;
        assert_eq!(given.status, StatusCode::OK, "{}", given.body);
        let revoke = format!("/api/proxies/{}/revoke", given.body["id"].as_str().unwrap());
        let ended = post(&server, &revoke, &mother, json!({})).await;
        assert_eq!(ended.status, StatusCode::NO_CONTENT, "{}", ended.body);
    }
    let more = post(&server, "/api/proxies", &mother, asked).await;
    assert_eq!(more.status, StatusCode::TOO_MANY_REQUESTS, "{}", more.body);
}

#[tokio::test]
async fn the_household_and_the_minor_are_told_of_a_guardian() {
    let server = Server::start().await;
    let place = server.place().await;
    let code = dwellings::codes(&server, &place).await.remove(0);
    let street = "990106/990106001";
    let worker = server.account_in("worker", &[Role::GridWorker], street, None).await;
    let (first, _) = dwellings::bound(&server, &code, "first", &worker, Some(place.person)).await;
    server.world.clock.advance(60);
    let (mother, binding) = dwellings::bound(&server, &code, "mother", &worker, None).await;
    let minor: Id<Person> = server.world.ids.next();
    let child = server.account("child", &[Role::Resident], Some(minor)).await;
    let wanted = json!({
        "binding": binding["id"], "scopes": ["data"], "last_on": in_days(&server, 30),
    });
    let asked = post(&server, "/api/proxies/guardian", &mother, wanted).await;
    assert_eq!(asked.status, StatusCode::OK, "{}", asked.body);
    let own = get(&server, "/api/proxies", &mother).await.body[0].clone();
    server.world.clock.advance(60);
    let id: Id<ProxyMark> = own["id"].as_str().unwrap().parse().unwrap();
    let accounts = server.access.accounts(Keeper::Operator).await.unwrap();
    let confirms = accounts.iter().find(|facts| facts.principal.login == "worker").unwrap();
    let grown = server.world.clock.now().plus_seconds(900 * 86_400);
    let word = own["word"].as_str().unwrap();
    let who = &confirms.principal;
    server.access.confirm_guardian(who, id, word, (minor, grown)).await.unwrap();
    let here = "guardian_confirmed_here".to_owned();
    for cookie in [&first, &child] {
        let told = dwellings::kinds(&server, cookie).await;
        assert!(told.contains(&here), "{told:?}");
    }
    let told = dwellings::kinds(&server, &mother).await;
    assert!(told.contains(&"guardian_confirmed".to_owned()) && !told.contains(&here), "{told:?}");
}
