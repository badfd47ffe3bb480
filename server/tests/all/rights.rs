//! What somebody may do about what is kept on them.

use access::Role;
use axum::http::{Method, StatusCode};
use serde_json::{Value, json};

use super::world::{Answer, Server};

async fn post(server: &Server, path: &str, cookie: &str, body: Value) -> Answer {
    server.call(Method::POST, path, cookie, Some(&body)).await
}

async fn get(server: &Server, path: &str, cookie: &str) -> Value {
    server.call(Method::GET, path, cookie, None).await.body
}

#[tokio::test]
async fn a_look_is_questioned_answered_contested_and_settled_on_the_page_that_tells_of_it() {
    let server = Server::start().await;
    let place = server.place().await;
    let officer = server.account("officer", &[Role::DistrictOfficer], None).await;
    let resident = server.account("resident", &[Role::Resident], Some(place.person)).await;
    let neighbour = server.world.ids.next();
    let neighbour = server.account("neighbour", &[Role::Resident], Some(neighbour)).await;
    let looked = format!("/api/blocks/units/{}?reason=yearly%20check", place.unit);
    get(&server, &looked, &officer).await;
    let mine = get(&server, "/api/reads?person=me", &resident).await;
    let read = mine[0]["read"].as_str().unwrap().to_owned();

    let words = json!({ "words": "Why was I looked at?" });
    let path = format!("/api/reads/{read}/question");
    let foreign = post(&server, &path, &neighbour, words.clone()).await;
    assert_eq!(foreign.status, StatusCode::NOT_FOUND, "a look at somebody else");
    let staff = post(&server, &path, &officer, words.clone()).await;
    assert_eq!(staff.status, StatusCode::FORBIDDEN);
    let asked = post(&server, &path, &resident, words.clone()).await;
    assert_eq!((asked.status, &asked.body["state"]), (StatusCode::OK, &json!("asked")));
    let twice = post(&server, &path, &resident, words).await;
    assert_eq!(twice.status, StatusCode::CONFLICT);

    let about = get(&server, "/api/session/questions", &officer).await;
    assert_eq!(about.as_array().unwrap().len(), 1, "whoever looked is told");
    assert!(!about.to_string().contains("Why was I"), "not in which words");
    assert!(!about.to_string().contains(&place.person.to_string()), "nor by whom: {about}");
    let id = about[0]["id"].as_str().unwrap();
    let explain = format!("/api/session/questions/{id}/explain");
    let said = post(&server, &explain, &officer, json!({ "words": "a yearly check" })).await;
    assert_eq!(said.status, StatusCode::NO_CONTENT);

    let first = server.account("first", &[Role::Auditor], None).await;
    let second = server.account("second", &[Role::Auditor], None).await;
    let waiting = get(&server, "/api/reads/questions", &first).await;
    assert_eq!(waiting[0]["login"], "officer");
    assert_eq!(waiting[0]["steps"][1]["words"], "a yearly check");
    let answer = format!("/api/reads/questions/{id}/answer");
    let body = json!({ "verdict": "proper", "words": "It was the yearly check." });
    let given = post(&server, &answer, &first, body.clone()).await;
    assert_eq!(given.status, StatusCode::NO_CONTENT);
    let mine = get(&server, "/api/reads?person=me", &resident).await;
    let row = mine.as_array().unwrap().iter().find(|row| row["read"] == read.as_str()).unwrap();
    assert_eq!(row["question"]["state"], "answered", "{row}");
    assert!(!row.to_string().contains("a yearly check"), "what is for auditors alone");
    assert!(mine.to_string().contains("Read what you asked about a look"), "{mine}");

    let contest = format!("/api/reads/questions/{id}/contest");
    let body_of = json!({ "words": "There was no yearly check." });
    let objected = post(&server, &contest, &resident, body_of).await;
    assert_eq!(objected.status, StatusCode::NO_CONTENT);
    let same = post(&server, &answer, &first, body.clone()).await;
    assert_eq!(same.status, StatusCode::CONFLICT, "another auditor's to answer");
    let body = json!({ "verdict": "improper", "words": "No check was planned." });
    assert_eq!(post(&server, &answer, &second, body).await.status, StatusCode::NO_CONTENT);
    let mine = get(&server, "/api/reads?person=me", &resident).await;
    let row = mine.as_array().unwrap().iter().find(|row| row["read"] == read.as_str()).unwrap();
    assert_eq!(row["question"]["state"], "settled");
    let told = get(&server, "/api/session/questions", &officer).await;
    assert_eq!(told[0]["proper"], false);
    post(&server, "/api/session/questions/told", &officer, json!({})).await;
    assert_eq!(get(&server, "/api/session/questions", &officer).await, json!([]));
}

#[tokio::test]
async fn one_reads_takes_along_and_has_corrected_what_is_kept_on_oneself() {
    let server = Server::start().await;
    let place = server.place().await;
    let resident = server.account("resident", &[Role::Resident], Some(place.person)).await;
    let data = server.call(Method::GET, "/api/rights/data?download=true", &resident, None).await;
    assert_eq!(data.status, StatusCode::OK, "{}", data.body);
    let file = data.head.headers()["content-disposition"].to_str().unwrap().to_owned();
    assert!(file.contains("linli-my-data.json"));
    let facts = data.body["facts"].as_array().unwrap().clone();
    let of = |field: &str| facts.iter().find(|fact| fact["field"] == field).unwrap().clone();
    let name = of("name");
    assert_eq!((&name["value"], &name["takes_value"]), (&json!("王小明"), &json!(true)));
    assert!(name["source"]["en"].is_string() && name["recorded_at"].is_string());
    assert_eq!(of("phone")["value"], super::place::PHONE, "in full: it is one's own");
    let home = of("relation");
    assert_eq!((&home["to"], home["to_code"].is_string()), (&json!("unit"), true), "{home}");
    let seen = get(&server, "/api/reads?person=me&own=true", &resident).await;
    assert_eq!(seen[0]["action"], "Saw all that is kept on oneself", "{seen}");
    described(&get(&server, "/api/rights/schema", &resident).await, &data.body);

    let path = format!("/api/rights/facts/{}/requests", name["id"].as_str().unwrap());
    let officer = server.account("officer", &[Role::DistrictOfficer], None).await;
    let wish = json!({ "wish": "correct", "value": "王晓明" });
    let foreign = post(&server, &path, &officer, wish.clone()).await;
    assert_eq!(foreign.status, StatusCode::FORBIDDEN);
    let odd = post(&server, &path, &resident, json!({ "wish": "delete", "value": "x" })).await;
    assert_eq!(odd.status, StatusCode::BAD_REQUEST);
    assert_eq!(post(&server, &path, &resident, wish.clone()).await.status, StatusCode::NO_CONTENT);
    assert_eq!(post(&server, &path, &resident, wish).await.status, StatusCode::CONFLICT);
    let phone = format!("/api/rights/facts/{}/requests", of("phone")["id"].as_str().unwrap());
    let told = post(&server, &phone, &resident, json!({ "wish": "correct", "value": "1" })).await;
    assert_eq!(told.status, StatusCode::BAD_REQUEST, "a number is told to no office");
    let gone = post(&server, &phone, &resident, json!({ "wish": "delete" })).await;
    assert_eq!(gone.status, StatusCode::NO_CONTENT);

    let listed = get(&server, "/api/corrections", &officer).await;
    assert_eq!(listed["total"], 2);
    assert!(!listed.to_string().contains("王晓明"), "no value stands on the screen");
    assert_eq!(listed["rows"][0]["evidence"]["en"], "The person");
    let item = listed["rows"].as_array().unwrap().iter().find(|row| row["fault"] == "unwanted");
    let answer = json!({ "answers": [
        { "item": item.unwrap()["id"], "answer": "refused", "reason": "kept by law" },
    ] });
    let answered = post(&server, "/api/corrections/answers", &officer, answer).await;
    assert_eq!(answered.body["answered"], 1, "{}", answered.body);
    let mine = get(&server, "/api/rights/data", &resident).await;
    let of = |wish: &str| {
        let rows = mine["requests"].as_array().unwrap();
        rows.iter().find(|row| row["wish"] == wish).unwrap().clone()
    };
    assert_eq!(
        (&of("delete")["state"], &of("delete")["reason"]),
        (&json!("refused"), &json!("kept by law"))
    );
    assert_eq!(
        (&of("correct")["state"], &of("correct")["value"]),
        (&json!("offered"), &json!("王晓明"))
    );
    let back = format!("/api/rights/requests/{}/withdraw", of("correct")["id"].as_str().unwrap());
    assert_eq!(post(&server, &back, &officer, json!({})).await.status, StatusCode::FORBIDDEN);
    assert_eq!(post(&server, &back, &resident, json!({})).await.status, StatusCode::NO_CONTENT);
    assert_eq!(post(&server, &back, &resident, json!({})).await.status, StatusCode::NOT_FOUND);
}

/// Every field of `value` is described in the schema, and everything that the schema requires is there.
fn described(schema: &Value, value: &Value) {
    fn hold(all: &Value, schema: &Value, value: &Value) {
        if let Some(name) = schema["$ref"].as_str() {
            return hold(all, &all["$defs"][name.rsplit('/').next().unwrap()], value);
        }
        if let Some(choices) = schema["oneOf"].as_array() {
            let fits = choices.iter().find(|one| (one["type"] == "null") == value.is_null());
            return hold(all, fits.unwrap(), value);
        }
        match value {
            Value::Object(map) => {
                for (key, value) in map {
                    let known = &schema["properties"][key];
                    assert!(known.is_object(), "`{key}` is not described");
                    hold(all, known, value);
                }
                for key in schema["required"].as_array().into_iter().flatten() {
                    assert!(map.contains_key(key.as_str().unwrap()), "{key} is missing");
                }
            }
            Value::Array(list) => list.iter().for_each(|value| hold(all, &schema["items"], value)),
            _ => {}
        }
    }
    hold(schema, schema, value);
}

#[tokio::test]
async fn every_table_has_its_period_or_holds_nobody_and_the_days_job_runs_once() {
    let server = Server::start().await;
    let tables = tables();
    let policy = access::RetentionPolicy::get();
    let named: Vec<&String> = policy
        .kind
        .iter()
        .flat_map(|kind| &kind.tables)
        .chain(policy.nobody.iter().flat_map(|nobody| &nobody.tables))
        .collect();
    let missing: Vec<_> = tables.iter().filter(|table| !named.contains(table)).collect();
    assert!(
        missing.is_empty(),
        "say in catalogues/retention.toml how long these are kept: {missing:?}"
    );
    let unknown: Vec<_> = named.iter().filter(|name| !tables.contains(**name)).collect();
    assert!(unknown.is_empty(), "there are no such tables: {unknown:?}");

    let auditor = server.account("auditor", &[Role::Auditor], None).await;
    let day = kernel::Clock::now(&*server.world.clock).day(0);
    server.world.clock.advance(1_098 * 86_400);
    let later = kernel::Clock::now(&*server.world.clock).day(0);
    assert!(later > day);
    let would = server::retention::would_go(&server.state).await.unwrap();
    let sessions = would.iter().find(|gone| gone.kind == "sessions").unwrap();
    assert_eq!(sessions.gone, Some(1), "the first auditor's, which ended");
    let ended = server.call(Method::GET, "/api/retention", &auditor, None).await;
    assert_eq!(ended.status, StatusCode::UNAUTHORIZED);
    let gone = server::retention::run(&server.state, Some(later)).await.unwrap().unwrap();
    assert!(gone.iter().any(|gone| gone.kind == "sessions" && gone.gone == Some(1)), "{gone:?}");
    assert_eq!(
        server::retention::run(&server.state, Some(later)).await.unwrap(),
        None,
        "once a day"
    );
    let auditor = server.account("later", &[Role::Auditor], None).await;
    let shown = get(&server, "/api/retention", &auditor).await;
    assert!(shown["runs"][0]["finished_at"].is_string());
    let reads = shown["kinds"].as_array().unwrap().iter().find(|kind| kind["kind"] == "reads");
    assert_eq!(reads.unwrap()["days"], 1_098, "as the settings say");
}

/// Every table that the migrations leave behind, with the two that the database brings itself.
fn tables() -> std::collections::BTreeSet<String> {
    let mut tables = std::collections::BTreeSet::from(["action", "feed"].map(ToOwned::to_owned));
    for migration in server::MIGRATIONS.iter().flat_map(|list| *list) {
        let words: Vec<&str> = migration.sql.split_whitespace().collect();
        for three in words.windows(3) {
            let name = three[2].trim_end_matches(['(', ';']).to_owned();
            match three {
                ["CREATE" | "VIRTUAL", "TABLE", _] => drop(tables.insert(name)),
                ["DROP", "TABLE", _] => drop(tables.remove(&name)),
                _ => {}
            }
        }
    }
    tables
}

#[tokio::test]
async fn the_schema_is_the_committed_one() {
    let server = Server::start().await;
    let officer = server.account("officer", &[Role::DistrictOfficer], None).await;
    let schema = get(&server, "/api/rights/schema", &officer).await;
    let mut text = serde_json::to_string_pretty(&schema).unwrap();
    text.push('\n');
    assert!(!text.contains("components/schemas"), "every reference holds in the file itself");
    testing::committed("schemas/own-data.json", &text);
}
