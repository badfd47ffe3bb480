//! Lists as files.

use access::Role;
use axum::http::{Method, StatusCode, header};

use super::{place::KEY, world::Server};

#[tokio::test]
async fn a_list_is_a_file_of_what_it_shows_with_its_own_filters() {
    let server = Server::start().await;
    let place = server.place().await;
    let officer = server.account("officer", &[Role::DistrictOfficer], None).await;
    let file = async |path: &str| {
        let answer = server.call(Method::GET, path, &officer, None).await;
        assert_eq!(answer.status, StatusCode::OK, "{path}: {}", answer.body);
        assert_eq!(answer.head.headers()[header::CONTENT_TYPE], "text/csv; charset=utf-8");
        let text = answer.body.as_str().unwrap().to_owned();
        assert!(text.starts_with('\u{feff}') && !text.contains(KEY), "{path}: {text}");
        text
    };
    let sources = file("/api/sources?format=csv").await;
    assert!(sources.contains("Water accounts,Water company,3,0,0,"), "{sources}");
    let by_name = file("/api/sources?format=csv&q=WATER%20comp").await;
    assert_eq!(by_name, sources, "found by its office, whatever the case");
    assert_eq!(file("/api/sources?format=csv&q=nowhere").await.lines().count(), 1);

    let runs = file("/api/runs?format=csv").await;
    assert!(runs.lines().any(|line| line.starts_with("7,")), "{runs}");

    let organisations = file("/api/blocks/organisations?format=csv").await;
    assert!(organisations.contains(&place.organisation.to_string()), "{organisations}");
    assert_eq!(file("/api/blocks/organisations?format=csv&q=nowhere").await.lines().count(), 1);
    let here = format!("/api/blocks/organisations?format=csv&area={}", place.grid);
    assert_eq!(file(&here).await, organisations, "it is joined to a place there");
}

#[tokio::test]
async fn no_file_is_for_whoever_may_not_see_its_list() {
    let server = Server::start().await;
    let place = server.place().await;
    let resident = server.account("resident", &[Role::Resident], Some(place.person)).await;
    for list in ["sources", "runs", "exchanges", "blocks/organisations", "housing/ratings"] {
        let path = format!("/api/{list}?format=csv");
        let refused = server.call(Method::GET, &path, &resident, None).await;
        assert_eq!(refused.status, StatusCode::FORBIDDEN, "{list}");
    }
    let elsewhere = server.account_in("w2", &[Role::GridWorker], "990106/990106002", None).await;
    let path = format!("/api/blocks/organisations?format=csv&area={}", place.grid);
    let refused = server.call(Method::GET, &path, &elsewhere, None).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN, "another's area");
}
