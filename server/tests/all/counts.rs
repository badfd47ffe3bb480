//! Counts of people over HTTP: through the gate, within one's area.

use access::Role;
use axum::http::{Method, StatusCode};
use insight::{Counts, Error, Telling};
use kernel::{Clock as _, Day};
use serde_json::{Value, json};
use server::{Config, CountsConfig, CountsTold};

use super::world::Server;

#[tokio::test]
async fn people_of_an_area_are_told_through_the_gate() {
    let server = Server::start().await;
    let place = server.place().await;
    let officer = server.account("officer", &[Role::DistrictOfficer], None).await;
    let get = async |area: &str, by: &str, cookie: &str| {
        let path = format!("/api/blocks/areas/{area}/people?by={by}");
        let answer = server.call(Method::GET, &path, cookie, None).await;
        (answer.status, answer.body)
    };
    let (status, body) = get(&place.grid, "", &officer).await;
    assert_eq!((status, &body["on"], &body["total"]), (StatusCode::OK, &Value::Null, &json!(0)));

    let counts =
        Counts::new(server.world.database.clone(), &server.access, Telling::CellKeys).unwrap();
    let on = Day::new(2026, 6, 1).unwrap();
    for _ in 0..2 {
        let run = counts.renew(&server.access, on, &*server.world.clock).await.unwrap();
        assert_eq!(run.areas, 4, "the grid and what holds it");
    }
    assert!(server.world.clock.now().micros() > 0);
    let (_, body) = get(&place.street, "age,sex", &officer).await;
    assert_eq!(body["on"], "2026-06-01");
    assert_eq!(body["by"][0]["name"], "age");
    let cells: Vec<u64> = serde_json::from_value(body["cells"].clone()).unwrap();
    assert_eq!(cells.len(), 8 * 3);
    // One person lives there: told as nobody, or as five at least, the same in every table.
    let total = body["total"].as_u64().unwrap();
    assert!(total == 0 || total > 4);
    assert_eq!(cells.iter().copied().filter(|n| *n > 0).sum::<u64>(), total);
    assert_eq!(body["below"][0]["total"], json!(total), "the community holds the same people");
    let (_, again) = get(&place.grid, "registered", &officer).await;
    assert_eq!(again["total"], json!(total));

    let (status, body) = get(&place.grid, "origin", &officer).await;
    assert_eq!(status, StatusCode::BAD_REQUEST, "{body}");
    let elsewhere = server.account_in("worker", &[Role::GridWorker], "990107", None).await;
    assert_eq!(get(&place.grid, "", &elsewhere).await.0, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn where_counts_are_told_by_releases_small_numbers_are_withheld() {
    let counting = CountsConfig { told: CountsTold::Releases, ..CountsConfig::default() };
    let telling = counting.telling();
    let server = Server::start_with(Config { counts: counting, ..Config::default() }).await;
    let place = server.place().await;
    let officer = server.account("officer", &[Role::DistrictOfficer], None).await;
    let get = async |by: &str| {
        let path = format!("/api/blocks/areas/{}/people?by={by}", place.street);
        let answer = server.call(Method::GET, &path, &officer, None).await;
        (answer.status, answer.body)
    };
    let (database, clock) = (&server.world.database, &*server.world.clock);
    let by_keys = Counts::new(database.clone(), &server.access, Telling::CellKeys).unwrap();
    let counts = Counts::new(database.clone(), &server.access, telling).unwrap();
    assert!(matches!(counts.release(clock).await, Err(Error::NotCounted)));
    counts.renew(&server.access, Day::new(2026, 6, 1).unwrap(), clock).await.unwrap();
    assert!(matches!(by_keys.release(clock).await, Err(Error::ByCellKeys)));
    assert_eq!(get("age").await.1["on"], Value::Null, "nothing is told before the first release");

    let made = counts.release(clock).await.unwrap();
    assert_eq!((made.number, made.rule.threshold), (1, 10));
    let second = counts.release(clock).await.unwrap();
    assert_eq!((second.told, second.withheld), (made.told, made.withheld), "the same people");
    assert_eq!(counts.releases().await.unwrap(), [made, second]);
    // One person lives there, and nothing is told of them: no total, and no cell of the row.
    let (_, body) = get("sex").await;
    assert_eq!(body["threshold"], 10);
    assert_eq!(body["total"], Value::Null);
    assert_eq!(body["cells"], json!([null, null, null]));
    assert_eq!(body["below"][0]["total"], Value::Null);
    let (status, body) = get("age,sex").await;
    assert_eq!(status, StatusCode::BAD_REQUEST, "{body}");
}
